"""The commands about records: record, judge, replay and history."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from riskscreen.cli.commands.score import scored
from riskscreen.cli.files import STANDARD_INPUT, check_target, is_path, naming, reaching, read_bytes, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.pages import check_page, put_page
from riskscreen.errors import FileName, Problem, RecordError, describe, usage_error
from riskscreen.explain.words.catalogue import words_for
from riskscreen.records.checking import MOST_BYTES
from riskscreen.records.files import ENDINGS, LINES, records_in_files
from riskscreen.records.history import History
from riskscreen.records.reading import record_in
from riskscreen.records.record import Record, Replay
from riskscreen.records.shelf import Shelf, definition_of


def record(options: Options) -> Output:
    """A file of answers, scored and kept; it is kept also where more than one level is possible."""
    target = str(options.out)
    check_target(target, overwrite=options.overwrite, source=os.path.abspath(options.file))
    result, _, language = scored(options)
    for name, what in (("case", "which case this is"), ("rater", "who answered")):
        if getattr(options, name) is None and getattr(result.file, name, None) is None:
            raise usage_error("U-usage", f"Nothing says {what}.", expected=f"--{name}, or {name} in the answers file")
    kept = result.record(
        case=options.case, rater=options.rater, made_at=options.made_at or now(), as_of=options.as_of,
        owner=options.owner, source=options.source, notes=options.notes, id=options.id,
        follows=_linked(options.follows), replaces=_linked(options.replaces))
    write_file(target, kept.to_json(), overwrite=options.overwrite)
    return Output(text=lambda: f"{kept.explain(language)}\n\n{_saved(language, target)}\n",
                  data=kept.to_dict, is_undetermined=not result.determined)


def judge(options: Options) -> Output:
    """A record with one more judgement; it goes back into its file, unless another is named."""
    target = options.out or options.file
    if options.out is not None:
        check_target(target, overwrite=options.overwrite, source=os.path.abspath(options.file))
    kept, shelf = _read(options.file), shelf_of(options)
    with reaching("read", str(options.shelf)), naming(options.file):
        outcome = options.outcome or definition_of(kept, shelf).result
        judged = kept.judged(outcome, options.level, because=str(options.because), by=str(options.by),
                             at=options.at or now(), shelf=shelf)
        told = judged.explain(options.lang, shelf=shelf)
    write_file(target, judged.to_json(), overwrite=options.out is None or options.overwrite)
    return Output(text=lambda: f"{told}\n\n{_saved(options.lang, target)}\n", data=judged.to_dict)


def replay(options: Options) -> Output:
    """What comes out of records when they are scored again; that something else comes out is a problem.

    Raises:
        RecordError: With each place of each record where something else comes out than was kept.
    """
    shelf, found = shelf_of(options), []
    for name in files_of(options.paths):
        with reaching("read", str(options.shelf)), naming(name):
            found += [(name, kept.replay(shelf)) for kept in records_named(name)]
    problems = [problem for name, replayed in found for problem in _otherwise(name, replayed)]
    if problems:
        raise RecordError(problems, about="The replay")
    return Output(text=lambda: _told(found, options.lang), data=lambda: [replayed.to_dict() for _, replayed in found])


def history(options: Options) -> Output:
    """The records of one case, in files and folders, as a note for the file; as a page in another file too."""
    check_page(options)
    records = [kept for name in files_of(options.paths) for kept in records_named(name)]
    cases = tuple(dict.fromkeys(kept.case for kept in records))
    if options.case not in cases:
        raise usage_error("U-unknown-case", "There is no record of this case.", found=options.case,
                          expected=", ".join(cases[:_MOST_NAMED]) or "a case with a record", known=cases)
    with reaching("read", str(options.shelf)):
        told = History([kept for kept in records if kept.case == options.case], shelf_of(options))
        text = told.explain(options.lang, options.today)
        put_page(options.html, lambda: told.to_html(options.lang, options.today), options, name="history.html")
    return Output(text=lambda: text + "\n", data=lambda: {
        "case": told.case, "timeline": [entry.to_dict() for entry in told.timeline()],
        "changes": [change.to_dict() for change in told.changes()],
        "open_since": [found.to_dict() for found in told.open_since()]})


_MOST_NAMED = 20


def now() -> str:
    """This moment by the clock of the machine: the command line is the caller that gives it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _read(name: str) -> Record:
    source = read_bytes(name, MOST_BYTES)
    with naming(name):
        return record_in(source)


def records_named(name: str) -> list[Record]:
    """The record in a file, or all those in a file of JSON lines."""
    if not name.endswith(LINES):
        return [_read(name)]
    with reaching("read", name), naming(name):
        return [*records_in_files(name)]


def _linked(link: str | None) -> Record | str | None:
    """The record that another one follows or replaces: its file, or its digest."""
    return _read(link) if link is not None and is_path(link) else link


def shelf_of(options: Options) -> Shelf:
    """The folder of definitions that was named."""
    return None if options.shelf is None else Path(options.shelf)


def files_of(paths: Sequence[str]) -> list[str]:
    """The files that are named, and those that may hold records in the folders that are named."""
    found: list[str] = []
    for path in paths:
        if path != STANDARD_INPUT and os.path.isdir(path):
            with reaching("read", path):
                found += sorted(os.path.join(path, name) for name in os.listdir(path) if name.endswith(ENDINGS))
        else:
            found.append(path)
    return found


def _otherwise(name: str, replayed: Replay) -> list[Problem]:
    kept = f"{replayed.record.id} ({describe(FileName(name))})"
    return [Problem("R-other-result", found.pointer, f"ATTENTION: something else comes out of {kept} than was kept.",
                    found=f"kept: {found.kept}", expected=f"what comes out now: {found.now}")
            for found in replayed.differences]


def _told(found: Sequence[tuple[str, Replay]], language: str | None) -> str:
    if len(found) == 1:
        return found[0][1].explain(language) + "\n"
    return words_for(language, "cli").counted("replayed", len(found)) + "\n"


def _saved(language: str | None, target: str) -> str:
    return words_for(language, "cli")("record_saved", file=target)
