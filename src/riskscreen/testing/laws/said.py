"""What a result says of open answers holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from hypothesis import strategies as st

from riskscreen.explain.blocks.case import Case as Told
from riskscreen.explain.blocks.result import hanging_lines
from riskscreen.explain.find.open_answers import open_behind, said_not_to_matter
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.outcome import Level
from riskscreen.screening.instrument import Instrument
from riskscreen.testing.completing import Gates, RawAnswers, completed, completions, most_completions
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.strategies import partial_answers

FEW = 100
N_DRAWN = 6

LevelsByAnswers = Mapping[tuple[object, ...], Level | None]  # by the answers that matter


def _cases(instrument: Instrument) -> st.SearchStrategy[LawCase]:
    few = partial_answers(instrument, most_completions=FEW)
    return (few | few | partial_answers(instrument)).map(lambda answers: {"answers": answers})


def _broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    answers, definition = case["answers"], instrument.definition
    assert isinstance(answers, dict)
    result = instrument.score(answers, partial=True)
    told = Told(Terms(definition, language_of(definition, None)), result.trace)
    no_matter = said_not_to_matter(told)
    if no_matter:
        now: LevelsByAnswers = {(): result.level} if told.is_settled else {}
        yield from _moved(instrument, answers, definition.result, told.open_items, no_matter, now)
    for outcome in told.trace.outcomes:
        if hanging_lines(told, outcome, 0) and outcome != told.result and not told.may_be_filled_in:
            named = open_behind(told, outcome)
            rest = [item for item in told.open_items if item not in named]
            yield from _moved(instrument, answers, outcome.outcome, told.open_items, rest, {})


def _moved(instrument: Instrument, answers: RawAnswers, outcome: str, open_items: Sequence[str],
           no_matter: Sequence[str], levels: LevelsByAnswers) -> Iterator[str]:
    """Completions that give an outcome other levels though they differ only in answers said not to matter."""
    matter = [item for item in open_items if item not in no_matter]
    seen = {fixed: (answers, level) for fixed, level in levels.items()}
    for completion in _tried(instrument, answers, matter):
        level = instrument.score(completion, partial=True).outcomes[outcome].level
        fixed = tuple(completion.get(item) for item in matter)
        other, before = seen.setdefault(fixed, (completion, level))
        if level != before:
            yield f"for {outcome} {', '.join(no_matter)} are said not to matter, but {_differing(answers, other)} " \
                f"gives {before}, and {_differing(answers, completion)} gives {level}"


def _tried(instrument: Instrument, answers: RawAnswers, matter: Iterable[str]) -> Iterable[RawAnswers]:
    """Every completion where there are few; else some, each with others that differ from it where it may not matter."""
    definition = instrument.definition
    if most_completions(definition, answers) <= FEW:
        return completions(definition, answers)
    random, gates = Random(0), Gates(definition)
    drawn: list[RawAnswers] = []
    for _ in range(N_DRAWN):
        first = completed(definition, answers, random.choice, gates)
        alike = {**answers, **{item: first[item] for item in matter if item in first}}
        drawn += [first, *(completed(definition, alike, random.choice, gates) for _ in range(N_DRAWN))]
    return drawn


def _differing(answers: RawAnswers, completion: RawAnswers) -> str:
    """What a completion says beyond what was answered."""
    return str({item: answer for item, answer in completion.items() if answers.get(item) != answer})


SAID_IS_SO = Law(
    says="Once all open answers that are said to matter are known, the level is the same for every completion.",
    cases=_cases, broken_by=_broken_by)
