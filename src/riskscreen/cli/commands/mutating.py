"""The command mutations: how many small mistakes in a definition its vectors notice."""

from __future__ import annotations

from riskscreen.cli.files import instrument_named
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.vectors_files import VECTORS, vectors_in, vectors_of_name
from riskscreen.errors import usage_error


def mutations(options: Options) -> Output:
    """The share of small mistakes that are caught, and each that is not."""
    instrument = instrument_named(options.name)
    file = options.vectors
    vectors = vectors_of_name(options.name, instrument) if file is None else vectors_in(file, instrument)
    if vectors is None:
        raise usage_error("U-usage", "There are no vectors of this instrument.", found=file or options.name,
                          expected=f"a file {VECTORS} beside the definition, or one that --vectors names")
    found = instrument.mutations(vectors, seed=options.seed)
    return Output(text=lambda: found.explain().rstrip("\n"), data=found.to_dict)
