"""What scoring a case gives: levels, scales, and all that can be asked of them.

What a program that only scores does not need is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import attrs

from riskscreen.answers.check import check_answers, plain_answers
from riskscreen.answers.untrusted import given_members
from riskscreen.arguments import check_flags, instance, text_or_none
from riskscreen.cell import Cell
from riskscreen.engine.bounds import possible_ranks
from riskscreen.engine.facts import Facts
from riskscreen.engine.score import Kept, facts_of_answers
from riskscreen.model.answer import Answers
from riskscreen.model.named import Named
from riskscreen.model.number import Exact, as_json, exact
from riskscreen.model.outcome import Level, ids_of
from riskscreen.model.response import TextResponse
from riskscreen.model.text import Text
from riskscreen.version import RESULT, SCORING

if TYPE_CHECKING:
    from datetime import datetime

    from riskscreen.documents.answers_file import AnswersFile
    from riskscreen.engine.trace import Trace
    from riskscreen.explain.find.hints import Hint
    from riskscreen.explain.find.questions import Question
    from riskscreen.explain.told.changes import Changes
    from riskscreen.explain.told.comparison import Comparison
    from riskscreen.explain.told.questions import Questions
    from riskscreen.explain.told.reasons import Reasons
    from riskscreen.model.outcome import Outcome
    from riskscreen.records.record import Record
    from riskscreen.screening.instrument import Instrument




@attrs.frozen(repr=False)
class OutcomeResult(Cell):
    """An outcome of one case: the levels that the completions of its open answers give.

    ``at_least`` and ``at_most`` are the lowest and the highest of ``possible``, which can leave out what lies between:
    low or high, never medium.  Where it takes too many steps to see, all levels between the two count as possible.
    """

    id: str
    title: Text
    at_least: Level
    at_most: Level
    possible: tuple[Level, ...]
    exact: bool = True

    @property
    def level(self) -> Level | None:
        """The level, where every completion gives the same one."""
        return self.at_least if self.determined else None

    @property
    def determined(self) -> bool:
        """Whether every completion gives the same level."""
        return self.at_least == self.at_most

    def __repr__(self) -> str:
        return f"<OutcomeResult {self.id}: {ids_of(self.possible)}>"


@attrs.frozen(repr=False)
class ScaleResult(Cell):
    """A scale of one case: the least and the most over all completions; whole numbers, or exact fractions."""

    id: str
    title: Text | None
    least: Exact
    most: Exact
    exact: bool = True

    @property
    def value(self) -> Exact | None:
        """The number, where every completion gives the same one."""
        return self.least if self.least == self.most else None


@attrs.frozen
class Result:
    """What scoring a case gives: a level where the answers settle it, else exact bounds, and the trace behind it.

    It informs a professional; it never decides about a person.  ``file`` is the answers file that was scored, where it
    was one: of which case, when and by whom stands at the head of the page, and makes no difference between results.
    """

    instrument: Instrument
    _kept: Kept
    _facts: Facts
    file: AnswersFile | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def level(self) -> Level | None:
        """The level of the instrument's result; None where open answers can still change it."""
        return self.at_least if self.determined else None

    @property
    def at_least(self) -> Level:
        """The lowest level over all completions of the open answers."""
        return self._ends[0]

    @property
    def at_most(self) -> Level:
        """The highest level over all completions of the open answers."""
        return self._ends[1]

    @property
    def possible(self) -> tuple[Level, ...]:
        """The levels that some completion of the open answers gives, lowest first.

        Its ends are `at_least` and `at_most`; what lies between them may be impossible.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> result = instrument.score(dict.fromkeys(instrument.items, "absent") | {"r1": "unknown"})
            >>> [level.id for level in result.possible]
            ['low', 'high']
        """
        return self.outcomes[self.instrument.definition.result].possible

    @property
    def determined(self) -> bool:
        """Whether the level is the same whatever the open answers turn out to be.

        Where a published rule stands in for missing answers, they count as it says: once given, they can change it.
        """
        low, high = self._ends
        return low.rank == high.rank

    @property
    def exact(self) -> bool:
        """Whether the bounds are known to be reached; false only where a definition passes the budget of the engine."""
        return self._result.exact

    @property
    def _result(self) -> OutcomeResult:
        return self.outcomes[self.instrument.definition.result]

    @property
    def _ends(self) -> tuple[Level, Level]:
        """The lowest and the highest level of the result, as the facts have them."""
        definition = self.instrument.definition
        n = definition.result_number
        low, high = self._facts.outcomes[n]
        levels = definition.outcomes[n].levels
        return levels[low], levels[high]

    @cached_property
    def _ranks(self) -> tuple[tuple[int, ...], ...]:
        """The ranks that each outcome can have."""
        facts = self._facts
        if all(low == high for low, high in facts.outcomes):
            return tuple((low,) for low, _ in facts.outcomes)
        compiled = self.instrument._compiled
        return possible_ranks(compiled, compiled.scored(self.answers), facts)

    @cached_property
    def outcomes(self) -> Named[OutcomeResult]:
        """Every outcome by id."""
        facts, outcomes = self._facts, self.instrument.definition.outcomes
        exact_ones = facts.outcomes_exact or (True,) * len(outcomes)
        return Named("outcome", {
            outcome.id: OutcomeResult(outcome.id, outcome.title, outcome.levels[low], outcome.levels[high],
                                      tuple(outcome.levels[rank] for rank in ranks), is_exact)
            for outcome, (low, high), ranks, is_exact in
            zip(outcomes, facts.outcomes, self._ranks, exact_ones, strict=True)})

    @cached_property
    def scales(self) -> Named[ScaleResult]:
        """Every scale by id."""
        facts, scales = self._facts, self.instrument.definition.scales
        exact_ones = facts.scales_exact or (True,) * len(scales)
        return Named("scale", {
            scale.id: ScaleResult(scale.id, scale.title, exact(low, unit), exact(high, unit), is_exact)
            for scale, (low, high), unit, is_exact in
            zip(scales, facts.scales, self.instrument._compiled.units, exact_ones, strict=True)})

    @cached_property
    def answers(self) -> Answers:
        """The state of every item, with the evidence given."""
        if isinstance(self._kept, Answers):
            return self._kept
        compiled, definition = self.instrument._compiled, self.instrument.definition
        if len(compiled.items) < len(definition.items):
            return check_answers(definition, self._kept, compiled.applies)  # items that scoring does not see count too
        return plain_answers(definition, self._kept)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The items that somebody looked at and could not tell."""
        return self.answers.with_state("unknown")

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The items that are answered with several options, or a range of numbers, of which one is right."""
        return self.answers.with_state("narrowed")

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The items that apply, or may apply, and that nobody answered, but for texts, which are never required."""
        optional = {item.id for item in self.instrument.definition.items if isinstance(item.response, TextResponse)}
        return tuple(item for item in self.answers.with_state("unanswered") if item not in optional)

    @property
    def not_applicable(self) -> tuple[str, ...]:
        """The items that do not apply to this case."""
        return self.answers.with_state("not_applicable")

    @cached_property
    def trace(self) -> Trace:
        """Every scale, rule and outcome with the numbers behind it; built when it is read."""
        from riskscreen.engine.trace import trace_of  # noqa: PLC0415

        return trace_of(self.instrument._compiled, self.answers, self._facts, self._ranks)

    @property
    def next_instruments(self) -> tuple[str, ...]:
        """The ids of the instruments that come next, as the levels of the outcomes name them.

        While a level is not determined, those are among them that come next only at a level that is still possible, and
        so may come next; `explain` and `to_dict` say which.

        Examples:
            >>> import riskscreen
            >>> riskscreen.load("stalking-red-flags").score({}, partial=True).next_instruments
            ('sash-style',)
        """
        return tuple(self._next)

    @property
    def _next(self) -> Mapping[str, bool]:
        from riskscreen.explain.find.follow_up import next_instruments  # noqa: PLC0415

        return next_instruments(self.instrument.definition, self.outcomes)

    @property
    def follow_up(self) -> tuple[Text, ...]:
        """The next steps that are needed whatever the open answers turn out to be, each once.

        While the level is not determined, these are the steps that every level asks for that is still possible.  The
        steps of the lowest possible level alone are no *least*: at a higher one they may be wrong.

        Examples:
            >>> import riskscreen
            >>> result = riskscreen.load("contact-arrangements").score({}, partial=True)
            >>> result.follow_up, len(result.instrument.outcomes["route"].level("carry_out").follow_up)
            ((), 2)
        """
        from riskscreen.explain.find.follow_up import steps_needed  # noqa: PLC0415

        return steps_needed(self.instrument.outcomes[self._result.id], self._result)

    @property
    def when_open(self) -> tuple[Text, ...]:
        """What the instrument says to do for as long as more than one level is possible; empty once it is determined.

        These are no steps of a level: they say what to ask, and what to do until it is known.
        """
        from riskscreen.explain.find.follow_up import while_open  # noqa: PLC0415

        return while_open(self.instrument.outcomes[self._result.id], self._result)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Ratings that are lower than a ticked indicator suggests: to look at again, never corrected."""
        from riskscreen.explain.find.hints import hints_of  # noqa: PLC0415

        return hints_of(self.instrument.definition, self.answers)

    def explain(self, language: str | None = None, *, details: bool = False) -> str:
        """The result in words.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.
            details: The whole trace, instead of what decided the result; and the context of the case, where it is that
                of an answers file.

        Raises:
            UsageError: For a language that the instrument does not have.
        """
        from riskscreen.explain.text.views import result_text  # noqa: PLC0415

        check_flags(details=details)
        return result_text(self.instrument.definition, self.trace, self.hints, self._to_ask, language, details=details,
                           context=self._context)

    @property
    def _to_ask(self) -> Sequence[Question]:
        """What to ask next about the result; nothing once its level is determined."""
        from riskscreen.explain.find.questions import found_questions  # noqa: PLC0415

        return () if self.determined else found_questions(
            self.instrument._compiled, self.answers, self._facts, self._result.id).questions

    def why_at_least(self, outcome: str | None = None) -> Reasons:
        """All minimal sets of the given answers that alone force the outcome to its ``at_least`` or higher.

        Whatever all other answers are, each set is enough; without any one of its answers it is not.  Where a published
        rule for missing answers plays a part, that an answer is missing is a fact that a set can name.

        Args:
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> answers = dict.fromkeys(instrument.items, "absent") | {"r1": "present", "r2": "present"}
            >>> [sorted(answers) for answers in instrument.score(answers).why_at_least().expand()]
            [[('r1', 'present')], [('r2', 'present')]]
        """
        return self._why("at_least", outcome)

    def why_at_most(self, outcome: str | None = None) -> Reasons:
        """All minimal sets of the given answers that alone keep the outcome at its ``at_most`` or lower.

        Args:
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have; near names are suggested.
        """
        return self._why("at_most", outcome)

    def _why(self, claim: Literal["at_least", "at_most"], outcome: str | None) -> Reasons:
        from riskscreen.explain.told.reasons import reasons_of  # noqa: PLC0415

        name = self._outcome_named(outcome)
        return reasons_of(self.instrument._compiled, self.answers, self._facts, name, claim)

    def changes(self, to: str | Level, outcome: str | None = None) -> Changes:
        """All minimal sets of answers that, answered otherwise, move the outcome to a level.

        Open answers count too: what they would have to turn out to be.  Every change makes the level certain,
        whatever the answers that stay open; `what_if` with it gives that level.

        Args:
            to: A level of the outcome, or its id.
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have or a level that the outcome does not have;
                near names are suggested.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> result = instrument.score(dict.fromkeys(instrument.items, "absent") | {"r1": "present"})
            >>> [sorted(answers) for answers in result.changes(to="low").expand()]
            [[('r1', 'absent')]]
        """
        from riskscreen.explain.told.changes import changes_of  # noqa: PLC0415

        name = self._outcome_named(outcome)
        level = self.instrument.outcomes[name].level(to)
        return changes_of(self.instrument._compiled, self.answers, name, level)

    def next_questions(self, outcome: str | None = None) -> Questions:
        """The open items, those first whose answer can narrow the bounds the most, with what each answer would give.

        There are none where no open answer can change the level.

        Args:
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> answers = dict.fromkeys(instrument.items, "absent") | {"r1": "unknown", "r5": "unknown"}
            >>> questions = instrument.score(answers).next_questions()
            >>> [(question.item, question.n_settling) for question in questions]
            [('r1', 1), ('r5', 0)]
        """
        from riskscreen.explain.told.questions import questions_of  # noqa: PLC0415

        return questions_of(self.instrument._compiled, self.answers, self._facts, self._outcome_named(outcome))

    def what_if(self, changes: Mapping[str, object] | None = None, /, **answers: object) -> Result:
        """The result of the same case with these answers instead.

        Answers that no longer apply because of a change are left out; items that come to apply are open.  It is the
        result of no file: what might be never stands under the name of a case.

        Raises:
            AnswersError: For a change that is no answer to its item, or whose item does not apply.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> result = instrument.score(dict.fromkeys(instrument.items, "absent"))
            >>> result.what_if(r1="present").level
            <Level high of urgency>
        """
        from riskscreen.explain.find.what_if import changed_answers  # noqa: PLC0415

        given: dict[Any, object] = {} if changes is None else dict(given_members(changes, about="Changes are"))
        changed = changed_answers(self.instrument._compiled, self.answers, {**given, **answers})
        return Result(self.instrument, changed, facts_of_answers(self.instrument._compiled, changed))

    def compare(self, other: Result) -> Comparison:
        """What differs between this result and a later one of the case: answers, scales, rules, outcomes.

        Of another version of the instrument those items are compared that have the same options; of another instrument
        those that ask the same by definition (``same_as``).  All others are named, and not compared.

        Raises:
            InstrumentError: If two instruments do not agree about what asks the same.
            UsageError: If the other is no result.

        Examples:
            >>> import riskscreen
            >>> flags = riskscreen.load("stalking-red-flags").score({"r2": "present"}, partial=True)
            >>> sash = riskscreen.load("sash-style").score({"s10": "absent"}, partial=True)
            >>> [(found.item_before, found.answer_before, found.item, found.answer_after)
            ...  for found in flags.compare(sash).answers]
            [('r2', 'present', 's10', 'absent')]
        """
        from riskscreen.explain.told.comparison import comparison_of  # noqa: PLC0415

        other = instance("other", other, Result, how="a Result, such as score gives")
        return comparison_of(self.instrument.definition, self.trace, other.instrument.definition, other.trace)

    def record(self, *, made_at: str | datetime, case: str | None = None, rater: str | None = None,
               as_of: str | None = None, owner: str | None = None, context: Mapping[str, object] | None = None,
               source: str | None = None, notes: str | None = None, id: str | None = None,
               follows: str | Record | None = None, replaces: str | Record | None = None) -> Record:
        """The record of this screening, to be kept: who answered what, when, with which definition, what came out.

        Nothing is written anywhere: keep what `Record.to_json` gives.  Case, rater, moment, source, context and notes
        are those of the answers file, where one was scored, unless they are said here.

        Args:
            case: A pseudonym for the case, never a name.
            rater: Who answered.
            made_at: When this is recorded: ISO 8601 with an offset from UTC, or a `datetime` that has one.
            as_of: The date or the moment that the answers are about, in words.
            owner: Whose case it is, such as a team.
            context: Circumstances of the case that are kept and never scored.
            source: What the answers were taken from, such as a report.
            notes: What else is to be kept.
            id: An id of your own; without it one is made of the content.
            follows: The record of the case before this one, or its digest.
            replaces: The record with a slip that this one corrects, or its digest.

        Raises:
            RecordError: With every problem, such as a moment without an offset, or a record of another case.

        Examples:
            >>> import riskscreen
            >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
            >>> record = result.record(case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
            >>> record.answers, record.partial, record.result["outcomes"]["urgency"]["possible"]
            ({'r1': 'present'}, True, ('high',))
        """
        from riskscreen.records.making import Keeping, kept_record  # noqa: PLC0415

        said = {"case": case, "rater": rater, "as_of": as_of, "source": source, "notes": notes,
                "context": context}
        kept: dict[str, Any] = {name: getattr(self.file, name, None) if given is None else given
                                for name, given in said.items()}
        keeping = Keeping(**kept, made_at=made_at, owner=owner, id=id, follows=follows, replaces=replaces)
        return kept_record(self.instrument._compiled, self.instrument.digest, self.answers, self._facts, keeping)

    def _outcome_named(self, outcome: str | None) -> str:
        return self._result.id if outcome is None else self.outcomes[outcome].id

    def to_html(self, language: str | None = None, *, case: str | None = None, as_of: str | None = None,
                rater: str | None = None, source: str | None = None, notes: str | None = None) -> str:
        """The result as a page of its own, for the screen and for paper.

        It loads nothing and runs nothing.  A usual case takes one sheet of A4.

        Args:
            language: One of the instrument's; without it English, or else its first.
            case: A pseudonym for the case, never a name; like the other texts it stands at the head of the page.
                What is not given here is taken from the answers file, where one was scored.
            as_of: The date or the moment that the answers are about.
            rater: Who answered.
            source: What the answers were taken from.
            notes: What else is to be known of the case.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
            >>> result.to_html("nl", case="pseudonym-7").startswith("<!DOCTYPE html>")
            True
        """
        from riskscreen.explain.html.views import result_page  # noqa: PLC0415

        given = {"case": case, "as_of": as_of, "rater": rater, "source": source, "notes": notes}
        about = {name: text_or_none(name, text) or self._of_case[name] for name, text in given.items()}
        return result_page(self.instrument.definition, self.trace, self.hints, self._to_ask, language,
                           digest=self.instrument.digest, about=about, context=self._context)

    @property
    def _of_case(self) -> dict[str, str | None]:
        """What the answers file says of the case."""
        return {name: getattr(self.file, name, None) for name in ("case", "as_of", "rater", "source", "notes")}

    @property
    def _context(self) -> Mapping[str, object] | None:
        """The circumstances of the case that the answers file keeps, which are never scored."""
        return None if self.file is None else self.file.context

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from riskscreen.explain.html.views import result_fragment  # noqa: PLC0415

        return result_fragment(self.instrument.definition, self.trace, self.hints, self._to_ask,
                               digest=self.instrument.digest, about=self._of_case, context=self._context)

    def to_dict(self) -> dict[str, object]:
        """Everything about the result in plain values, as ``riskscreen-result/1``; the same bytes on every machine."""
        definition = self.instrument.definition
        return {
            "format": RESULT,
            "instrument": {"id": definition.id, "version": definition.version, "digest": self.instrument.digest},
            "scoring": SCORING,
            "result": definition.result,
            "outcomes": {outcome.id: _outcome_dict(outcome, self.outcomes[outcome.id])
                         for outcome in definition.outcomes},
            "scales": {scale.id: {"least": as_json(scale.least), "most": as_json(scale.most), "exact": scale.exact}
                       for scale in self.scales.values()},
            "narrowed": list(self.narrowed),
            "unknown": list(self.unknown),
            "unanswered": list(self.unanswered),
            "not_applicable": list(self.not_applicable),
            "hints": [hint.to_dict() for hint in self.hints],
            "next_instruments": {name: {"determined": is_certain} for name, is_certain in self._next.items()},
            **({} if definition.about.status == "validated" else {"not_for": definition.about.not_for.to_dict()}),
            "answers": self.answers.to_json(),
            "trace": self.trace.to_dict(),
        }

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return (self.instrument, self.answers, self._facts) == (other.instrument, other.answers, other._facts)

    def __hash__(self) -> int:
        return hash((self.instrument, self._facts))  # the instrument by its digest

    def __repr__(self) -> str:
        span = ids_of(self.possible)
        open_items = {"narrowed": self.narrowed, "unknown": self.unknown, "unanswered": self.unanswered}
        counts = [f"{len(ids)} {word}" for word, ids in open_items.items() if ids]
        return f"<Result {self.instrument.id} {self.instrument.version}: {', '.join([span, *counts])}>"


def _outcome_dict(outcome: Outcome, found: OutcomeResult) -> dict[str, object]:
    from riskscreen.explain.find.follow_up import steps_needed, while_open  # noqa: PLC0415

    return {"level": found.level.id if found.level else None, "at_least": found.at_least.id,
            "at_most": found.at_most.id, "possible": [level.id for level in found.possible],
            "determined": found.determined, "exact": found.exact,
            "follow_up": [text.to_dict() for text in steps_needed(outcome, found)],
            "when_open": [text.to_dict() for text in while_open(outcome, found)]}
