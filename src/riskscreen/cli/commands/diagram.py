"""The command diagram: an outcome as a graph, for Graphviz or for a program."""

from __future__ import annotations

from riskscreen.cli.files import instrument_named
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output


def diagram(options: Options) -> Output:
    """What Graphviz draws; as JSON, what a program walks."""
    found = instrument_named(options.name).diagram(options.outcome)
    return Output(text=lambda: found.to_dot().rstrip("\n"), data=found.to_dict)
