"""The command import: what others have becomes the draft of a definition."""

from __future__ import annotations

import os

from riskscreen.cli.files import STANDARD_INPUT, check_target, naming, read_bytes, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, wrapped
from riskscreen.cli.terminal import tell
from riskscreen.importing.draft import Decision, Draft
from riskscreen.importing.grid import MOST_BYTES
from riskscreen.importing.reading import read_source


def draft(options: Options) -> Output:
    """The draft, and what people still have to decide.

    Without a file to write to, the draft alone goes to standard output, and the rest to standard error.
    """
    if options.out is not None:  # a source is always a path
        check_target(options.out, overwrite=options.overwrite, source=os.path.abspath(options.file))
    source = read_bytes(options.file, MOST_BYTES)
    origin = "standard input" if options.file == STANDARD_INPUT else os.path.basename(options.file)
    with naming(options.file):
        found = read_source(source, language=options.lang, origin=origin)
    if options.out is not None:
        write_file(options.out, found.to_json(), overwrite=options.overwrite)
        return Output(text=lambda: f"{_counts(found)}, written to {options.out}\n\n{_open_text(found)}",
                      data=lambda: {"written": options.out, "decisions": _plain(found)})
    if not options.json:
        tell(_open_text(found) + "\n")
    return Output(text=found.to_json, data=lambda: {"definition": found.document, "decisions": _plain(found)})


def _counts(found: Draft) -> str:
    sections = found.document["sections"]
    n_items = sum(len(section["items"]) for section in sections)
    return f"A draft with {n_items} item{'s' * (n_items != 1)} in {len(sections)} section{'s' * (len(sections) != 1)}"


def _open_text(found: Draft) -> str:
    lines = [wrapped(_line(decision), "  ").replace("  ", "- ", 1) for decision in found.decisions]
    return "\n".join(["What people still have to decide:", *lines, "",
                      wrapped("What is open is null in the draft, and riskscreen check names each such place.")])


def _line(decision: Decision) -> str:
    row = f" (row {decision.row})" if decision.row else ""
    return f"{decision.pointer}: {decision.question}{row}" if decision.pointer else f"{decision.question}{row}"


def _plain(found: Draft) -> list[dict[str, object]]:
    return [decision.to_dict() for decision in found.decisions]
