"""The command about a store of records: whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from riskscreen import store as stores
from riskscreen.cli.files import Unreachable
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.errors import RecordError

_OUT_OF_REACH = frozenset({"R-store-unreachable", "R-store-unwritable", "R-store-busy"})


def store(options: Options) -> Output:
    """Whether a store is whole: true where nothing was changed, taken away or put between since it was kept.

    Raises:
        RecordError: Where it is not, with the first thing that is wrong.
        Unreachable: Where it cannot be opened.
    """
    with _opened(options.file) as opened:
        found = opened.verify(head=options.head)
    if found.first_bad is not None:
        bad = found.first_bad
        named = "" if bad.record is None else f", which is about the record {bad.record}"
        where = "The store" if bad.entry is None else f"The entry {bad.entry} of the store{named},"
        raise RecordError([bad.problem], about=where.rstrip(","))
    return Output(text=lambda: f"The store is whole: {found.n_checked} entries.\nIts head, to note elsewhere: "
                               f"{found.head}\n", data=found.to_dict)


@contextmanager
def _opened(place: str) -> Iterator[stores.RecordStore]:
    """A store that is there already."""
    try:
        with stores.RecordStore(place, actor="riskscreen store verify", create=False) as opened:
            yield opened
    except RecordError as error:
        first = error.problems[0]
        if first.code in _OUT_OF_REACH:
            raise Unreachable(first.code, f"{error.about}: {first.message} {first.found}") from error
        raise
