"""The command count: how many records there are, in files or in a store, told so that it can be passed on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from riskscreen.cli.commands.records import files_of, records_named, shelf_of
from riskscreen.cli.commands.store import opened_store
from riskscreen.cli.files import STANDARD_INPUT, reaching
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.pages import check_page, put_page
from riskscreen.errors import usage_error
from riskscreen.records.counting.counts import WAYS, RecordCounts, counts
from riskscreen.records.counting.small_numbers import SMALLEST

_TABLES = ("level", "month", "owner")
_STORE_BEGINS = b"SQLite format 3\0"


def count(options: Options) -> Output:
    """The counts of records, by instrument and what else is asked for; as a page in a file too."""
    check_page(options)
    by = tuple(dict.fromkeys(("instrument", *(options.count_by or _TABLES))))
    today = options.today or f"{datetime.now():%Y-%m-%d}"  # the command line is the caller that gives it
    found = _counted(options, by, today)
    smallest = 1 if options.small else SMALLEST
    text = found.explain(options.lang, smallest=smallest)
    put_page(options.html, lambda: found.to_html(options.lang, smallest=smallest), options, name="counts.html")
    return Output(text=lambda: text + "\n", data=lambda: {
        "today": today, "smallest": smallest,
        "instruments": [each.to_dict() for each in found.instruments(smallest=smallest)]})


def _counted(options: Options, by: Sequence[str], today: str) -> RecordCounts:
    stores = [path for path in options.paths if _is_store(path)]
    if not stores:
        records = [kept for name in files_of(options.paths) for kept in records_named(name)]
        with reaching("read", str(options.shelf)):
            return counts(records, by, today=today, shelf=shelf_of(options))
    if len(options.paths) > 1:
        raise usage_error("U-usage", "A store is counted by itself.",  # its URL may have a password, and is not shown
                          expected="one store, or files and folders of records")
    with opened_store(stores[0], options.actor) as opened:
        return opened.counts(by, today=today)


def _is_store(path: str) -> bool:
    """Whether it is the URL of a database, or a file that says that it is one of SQLite."""
    if "://" in path or path == STANDARD_INPUT:
        return path != STANDARD_INPUT
    try:
        with open(path, "rb") as file:
            return file.read(len(_STORE_BEGINS)) == _STORE_BEGINS
    except (OSError, ValueError):  # a folder; or it is told when its records are read
        return False


COUNT_WAYS = tuple(name for name in WAYS if name != "instrument")
