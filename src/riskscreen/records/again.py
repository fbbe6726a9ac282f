"""A record scored again: its answers checked anew by the definition they were scored by, and what comes out."""

from __future__ import annotations

import attrs

from riskscreen.answers.check import check_answers
from riskscreen.documents.frozen_json import plain_json
from riskscreen.engine.bounds import possible_ranks
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.engine.score import facts_of_answers
from riskscreen.engine.trace import Trace, trace_of
from riskscreen.errors import AnswersError, Problem, RecordError
from riskscreen.model.answer import Answers
from riskscreen.model.definition import Definition
from riskscreen.records.judging import judgement_problems
from riskscreen.records.kept import KeptRecord
from riskscreen.records.shelf import Shelf, compiled_form, compiled_of
from riskscreen.version import SCORING


@attrs.frozen
class Again:
    """A record, its definition, and its answers as they are scored now."""

    record: KeptRecord
    compiled: Compiled
    answers: Answers
    facts: Facts

    @property
    def definition(self) -> Definition:
        """The definition that it was scored by."""
        return self.compiled.definition

    @property
    def scoring(self) -> int:
        """The number of what scoring means now."""
        return SCORING

    @property
    def trace(self) -> Trace:
        """Every step; built when it is asked for."""
        possible = possible_ranks(self.compiled, self.compiled.scored(self.answers), self.facts)
        return trace_of(self.compiled, self.answers, self.facts, possible)

    def __reduce__(self) -> tuple[object, ...]:
        # The engine's form of a definition has functions in it, and is made anew where this is unpickled.
        return _by_definition, (self.record, self.definition)


def scored_again(record: KeptRecord, shelf: Shelf = None) -> Again:
    """The record scored again by the definition that the shelf has.

    Raises:
        RecordError: Where the definition is not there, scoring has a later number than is known here, or the answers
            or the judgements do not fit the definition, as those of a record that was made by hand.
    """
    if record.scoring > SCORING:
        raise RecordError([_newer(record)], about=f"The record {record.id}")
    return _by_compiled(record, compiled_of(record, shelf))


def _by_definition(record: KeptRecord, definition: Definition) -> Again:
    return _by_compiled(record, compiled_form(definition))


def _by_compiled(record: KeptRecord, compiled: Compiled) -> Again:
    about = f"The record {record.id}"
    if problems := [*judgement_problems(record, compiled.definition)]:
        raise RecordError(problems, about=about)
    try:
        answers = check_answers(compiled.definition, plain_json(record.answers), compiled.applies,
                                partial=record.partial)
    except AnswersError as error:
        raise RecordError(error.problems, about=about, n_problems=error.n_problems) from error
    return Again(record, compiled, answers, facts_of_answers(compiled, answers))


def _newer(record: KeptRecord) -> Problem:
    return Problem("R-newer-scoring", "/scoring", "This was scored by a later riskscreen, whose scoring may mean "
                   "something else. Replay it with that one, or a later one.", found=f"number {record.scoring}",
                   expected=f"at most {SCORING}")
