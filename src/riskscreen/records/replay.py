"""Replay: the answers of a record scored again by the definition they were scored by, beside what was kept."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import write_canonical
from riskscreen.answers import check_answers
from riskscreen.documents.frozen_json import plain_json
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.engine.promised import promised_part
from riskscreen.engine.score import facts_of_answers
from riskscreen.errors import AnswersError, Problem, RecordError, pointer_to
from riskscreen.model.answer import Answers
from riskscreen.records.judging import judgement_problems
from riskscreen.records.record import Record
from riskscreen.records.shelf import Shelf, compiled_of
from riskscreen.version import SCORING


@attrs.frozen
class Differing:
    """A place of the kept result where something else comes out now; None where the place is not there."""

    pointer: str
    kept: object
    now: object

    def to_dict(self) -> dict[str, JsonValue]:
        """The difference in plain values."""
        return {"pointer": self.pointer, "kept": plain_json(self.kept), "now": plain_json(self.now)}


@attrs.frozen
class Replay:
    """What comes out when the answers of a record are scored again.

    It is true where the same comes out, to the byte.  ``scoring`` is the number of what scoring means now;
    ``record.scoring`` is the one it was kept with.
    """

    record: Record
    differences: tuple[Differing, ...]
    scoring: int

    @property
    def same(self) -> bool:
        """Whether what comes out is what was kept."""
        return not self.differences

    def __bool__(self) -> bool:
        return self.same

    def to_dict(self) -> dict[str, JsonValue]:
        """The replay in plain values, ready for JSON."""
        return {"id": self.record.id, "digest": self.record.digest, "same": self.same,
                "scoring": {"kept": self.record.scoring, "now": self.scoring},
                "differences": [difference.to_dict() for difference in self.differences]}


def replayed(record: Record, shelf: Shelf = None) -> Replay:
    """The replay of a record by the definition that the shelf has.

    Raises:
        RecordError: Where the definition is not there, scoring has a later number than is known here, or the answers
            or the judgements do not fit the definition, as those of a record that was made by hand.
    """
    if record.scoring > SCORING:
        raise RecordError([_newer(record)], about=f"The record {record.id}")
    compiled = compiled_of(record, shelf)
    if problems := [*judgement_problems(record, compiled.definition)]:
        raise RecordError(problems, about=f"The record {record.id}")
    now = promised_part(compiled, *scored_again(record, compiled))
    return Replay(record, tuple(_differences((), plain_json(record.result), now)), SCORING)


def scored_again(record: Record, compiled: Compiled) -> tuple[Answers, Facts]:
    """The answers of a record, checked anew, and the facts of them."""
    try:
        answers = check_answers(compiled.definition, plain_json(record.answers), compiled.applies,
                                partial=record.partial)
    except AnswersError as error:
        raise RecordError(error.problems, about=f"The record {record.id}", n_problems=error.n_problems) from error
    return answers, facts_of_answers(compiled, answers)


def _newer(record: Record) -> Problem:
    return Problem("R-newer-scoring", "/scoring", "This was scored by a later riskscreen, whose scoring may mean "
                   "something else. Replay it with that one, or a later one.", found=f"number {record.scoring}",
                   expected=f"at most {SCORING}")


def _differences(place: tuple[str, ...], kept: JsonValue, now: JsonValue) -> Iterator[Differing]:
    if isinstance(kept, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*kept, *now]):
            yield from _differences((*place, name), kept.get(name), now.get(name))
    elif write_canonical(kept) != write_canonical(now):
        yield Differing(pointer_to("result", *place), kept, now)
