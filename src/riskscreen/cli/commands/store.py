"""The command about a store of records: whether it is whole, what is in it, and what is to go into it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from riskscreen import store as stores
from riskscreen.cli.files import Unreachable, reaching
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.errors import RecordError, usage_error
from riskscreen.explain.words.catalogue import words_for


def store(options: Options) -> Output:
    """What is to be done with a store.

    Raises:
        Unreachable: Where it cannot be opened, read or written.
    """
    return DEEDS[options.deed](options)


def verified(options: Options) -> Output:
    """Whether a store is whole: true where nothing was changed, taken away or put between since it was kept.

    Raises:
        RecordError: Where it is not, with the first thing that is wrong.
    """
    _refuse_more(options, "path", "case", "shelf")
    with opened_store(options.file, options.actor or "riskscreen store verify") as opened:  # which leaves no entry
        found = opened.verify(head=options.head)
    if found.first_bad is not None:
        bad = found.first_bad
        named = "" if bad.record is None else f", which is about the record {bad.record}"
        where = "The store" if bad.entry is None else f"The entry {bad.entry} of the store{named},"
        raise RecordError([bad.problem], about=where.rstrip(","))
    return Output(text=lambda: f"The store is whole: {found.n_checked} entries.\nIts head, to note elsewhere: "
                               f"{found.head}\n", data=found.to_dict)


def exported(options: Options) -> Output:
    """The records of a case, or of all, in a new folder."""
    _refuse_more(options, "head", "shelf")
    folder = _path(options)
    with opened_store(options.file, options.actor) as opened, reaching("write", folder):
        n_records = opened.export(Path(folder), options.case, language=options.lang if options.case else None)
    words = words_for(options.lang, "cli")
    said = [words.counted("store_exported", n_records, folder=folder)]
    if options.case is not None:
        said.append(words("store_exported_page"))
    return Output(text=lambda: "\n".join(said) + "\n", data=lambda: {"folder": folder, "n_records": n_records})


def imported(options: Options) -> Output:
    """All records of a folder or a file, in the store; which is made, where there is none."""
    _refuse_more(options, "head", "case")
    path = _path(options)
    with reaching("read", path):
        os.stat(path)  # before a store is made for nothing
    with opened_store(options.file, options.actor, create=True) as opened, reaching("read", path):
        found = opened.import_(Path(path), shelf=None if options.shelf is None else Path(options.shelf))
    words = words_for(options.lang, "cli")
    return Output(text=lambda: words.counted("store_imported", found.n_records, n_new=found.n_new) + "\n",
                  data=lambda: {"n_records": found.n_records, "n_new": found.n_new})


DEEDS: Mapping[str, Callable[[Options], Output]] = {"verify": verified, "export": exported, "import": imported}


@contextmanager
def opened_store(place: str, actor: str | None, *, create: bool = False) -> Iterator[stores.RecordStore]:
    """A store that is worked with by somebody: the user of this machine, unless said otherwise.

    Raises:
        Unreachable: Where it cannot be opened, read or written.
    """
    try:
        with stores.RecordStore(place, actor=actor or _user(), create=create) as opened:
            yield opened
    except RecordError as error:
        first = error.problems[0]
        if first.code in stores.OUT_OF_REACH:
            raise Unreachable(first.code, f"{error.about}: {first.message} {first.found}") from error
        raise


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise usage_error("U-usage", "Nothing says who does this.",
                          expected="--actor, or a user of the machine with a name") from error


def _path(options: Options) -> str:
    if options.path is None:
        raise usage_error("U-usage", f"Nothing says what to {options.deed} {_WAYS[options.deed]}.",
                          expected=f"riskscreen store {options.deed} STORE PATH")
    return options.path


_WAYS = {"export": "to", "import": "from"}


def _refuse_more(options: Options, *names: str) -> None:
    """Refuse options that have no meaning here, which may have been meant for something else."""
    for name in names:
        if getattr(options, name) is not None:
            raise usage_error("U-usage", f"To {options.deed} a store takes no such option.",
                              found=name if name == "path" else f"--{name}", expected="to leave it out")
