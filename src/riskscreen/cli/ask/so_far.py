"""The file in which the answers stand while somebody types them: whole after every answer, and there to go on from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256

import attrs

from riskscreen.cli.files import Unreachable, check_target, naming, read_bytes, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.terminal import tell
from riskscreen.documents.answers_file import MOST_BYTES, AnswersFile, read_answers_file, write_answers_file
from riskscreen.errors import RiskscreenError, usage_error
from riskscreen.screening.instrument import Instrument

_SHOWN_OF_DIGEST = 12
_ABOUT = ("case", "as_of", "rater")


class AnswersSoFar:
    """What is answered so far, and the file that holds it; without a target it is in no file.

    Where the file cannot be written any more that is told once, and nothing is lost: the answers stay here.
    """

    def __init__(self, file: AnswersFile, target: str | None, *, may_replace: bool,
                 is_beside_a_store: bool = False) -> None:
        self.file, self.target, self.is_beside_a_store = file, target, is_beside_a_store
        self.is_written = bool(file.answers) and target is not None
        self.failure: RiskscreenError | Unreachable | None = None
        self._may_replace = may_replace

    def keep(self, answers: Mapping[str, object]) -> None:
        """Write all that is answered now."""
        self.file = attrs.evolve(self.file, answers=dict(answers))
        if self.target is None:
            return
        try:
            write_file(self.target, write_answers_file(self.file), overwrite=self.is_written or self._may_replace)
            self.is_written = True
        except (RiskscreenError, Unreachable) as error:
            tell(str(error))
            self.target, self.failure = None, error


def answers_so_far(options: Options, instrument: Instrument) -> AnswersSoFar:
    """What is there to go on from where somebody wants that, else nothing answered.

    Raises:
        UsageError: Where it could not be written later on, or says no place to go on from.
        Unreachable: Where it cannot be read or written.
        AnswersError: With every problem of a file that does not fit.
    """
    target = _target(options, instrument)
    there = options.resume and target is not None and os.path.exists(target)
    if options.resume and target is None:
        raise usage_error("U-usage", "Nothing says where to go on from.", expected="--save FILE, or --store STORE")
    if target is not None:
        check_target(target, overwrite=options.overwrite or options.resume, source=options.name)
    file = _there(str(target), instrument) if there else AnswersFile(instrument.id, instrument.version, {})
    said = {name: value for name in _ABOUT if (value := getattr(options, name)) is not None}
    file = attrs.evolve(file, **said)
    read_answers_file(write_answers_file(file), instrument.definition, partial=True)  # nobody types for nothing
    return AnswersSoFar(file, target, may_replace=options.overwrite or options.resume,
                        is_beside_a_store=options.save is None)


def answers_beside(file: AnswersFile, instrument: Instrument, options: Options) -> AnswersSoFar:
    """What is carried over to the instrument that comes next, and where its answers go: beside those of the first.

    Where a file of that name is there already it stays as it is, and a name is asked for at the end.
    """
    target = _target(options, instrument)
    if options.save is not None:
        stem, end = os.path.splitext(options.save)
        target = f"{stem}-{instrument.id}{end}"
    if target is not None and os.path.lexists(target):
        target = None
    so_far = AnswersSoFar(file, target, may_replace=False, is_beside_a_store=options.save is None)
    so_far.is_written = False
    return so_far


def _target(options: Options, instrument: Instrument) -> str | None:
    """The file that is named, or one beside the store, by a name that says nothing of the case."""
    if options.save is not None or options.store is None or "://" in options.store:
        return options.save
    hidden = sha256(f"{instrument.id}\n{options.case}".encode()).hexdigest()[:_SHOWN_OF_DIGEST]
    return f"{options.store}.{hidden}.json"


def _there(name: str, instrument: Instrument) -> AnswersFile:
    with naming(name):
        return read_answers_file(read_bytes(name, MOST_BYTES), instrument.definition, partial=True)
