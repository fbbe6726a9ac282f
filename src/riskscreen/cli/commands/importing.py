"""The command import: what others have becomes the draft of a definition."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from riskscreen.cli.files import STANDARD_INPUT, check_target, naming, read_bytes, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, wrapped
from riskscreen.cli.terminal import tell
from riskscreen.errors import MOST_PROBLEMS
from riskscreen.importing.draft import Decision, Draft, Note
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
                      data=lambda: {"written": options.out, **_plain(found)})
    if not options.json:
        tell(_open_text(found) + "\n")
    return Output(text=found.to_json, data=lambda: {"definition": found.document, **_plain(found)})


def _counts(found: Draft) -> str:
    sections = found.document["sections"]
    n_items = sum(len(section["items"]) for section in sections)
    return f"A draft with {n_items} item{'s' * (n_items != 1)} in {len(sections)} section{'s' * (len(sections) != 1)}"


def _open_text(found: Draft) -> str:
    text = _list("What people still have to decide:", _lines(found.decisions))
    if found.notes:
        text += _list("What the draft has otherwise than the source, or not at all:",
                      [f"{note.text}{_row(note)}" for note in found.notes])
    return text + wrapped("Until it is decided, what is open is null in the draft, or stands there as the source has "
                          f"it. riskscreen check names each such place, {MOST_PROBLEMS} at a time.")


def _list(heading: str, lines: Iterable[str]) -> str:
    return "\n".join([heading, *(wrapped(line, "  ").replace("  ", "- ", 1) for line in lines), "", ""])


def _lines(decisions: Iterable[Decision]) -> Iterator[str]:
    """A line for each decision, and one for several that ask the same: about one row, or about options of one list."""
    alike: dict[tuple[str, str, object], list[Decision]] = {}
    for decision in decisions:
        part, is_of_option, _ = decision.pointer.partition("/options/")
        about = part if is_of_option else decision.row
        alike.setdefault((decision.question, decision.sheet, about), []).append(decision)
    for first, *others in alike.values():
        more = f" (and {len(others)} more)" if others else ""
        yield f"{first.pointer}{more}: {first.question}{_row(first, *others)}"


def _row(*alike: Decision | Note) -> str:
    """The sheet and the rows of lines that are told as one."""
    rows = sorted({each.row for each in alike if each.row})
    sheet = f"{alike[0].sheet}, " if alike[0].sheet else ""
    if len(rows) < 2:
        return f" ({sheet}row {rows[0]})" if rows else ""
    return f" ({sheet}rows {rows[0]} to {rows[-1]})"


def _plain(found: Draft) -> dict[str, object]:
    return {"decisions": [decision.to_dict() for decision in found.decisions],
            "notes": [note.to_dict() for note in found.notes]}
