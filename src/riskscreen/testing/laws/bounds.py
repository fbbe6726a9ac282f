"""Bounds are the extremes over all completions of the open answers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from hypothesis import strategies as st

from riskscreen.screening.instrument import Instrument
from riskscreen.testing.completing import Gates, RawAnswers, bare, completed, completions, most_completions
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.laws.spans import SpanFound, filled_in, spans_of, words_of
from riskscreen.testing.strategies import partial_answers

FEW = 100
N_DRAWN = 20
Completed = list[tuple[RawAnswers, dict[str, SpanFound]]]


def bounded_cases(instrument: Instrument) -> st.SearchStrategy[LawCase]:
    """Answers to a part of the items, most of which have few enough completions to try them all."""
    few = partial_answers(instrument, most_completions=FEW, sets=True)
    return (few | few | partial_answers(instrument, sets=True)).map(lambda answers: {"answers": answers})


def _broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    answers = case["answers"]
    assert isinstance(answers, dict)
    bounds = spans_of(instrument.score(answers, partial=True))
    tried, is_every = tried_completions(instrument, answers)
    results = [(each, spans_of(instrument.score(each, partial=True))) for each in tried]
    for name, span in bounds.items():
        if name not in filled_in(instrument.definition):
            yield from _misfits(name, span, answers, results, is_every=is_every)


def tried_completions(instrument: Instrument, answers: RawAnswers) -> tuple[list[RawAnswers], bool]:
    """The completions to try, and whether these are all."""
    is_every = most_completions(instrument.definition, answers) <= FEW
    return (completions(instrument.definition, answers) if is_every else list(_drawn(instrument, answers))), is_every


def _drawn(instrument: Instrument, answers: RawAnswers) -> Iterator[RawAnswers]:
    """Some completions, the same ones for the same answers."""
    random, gates = Random(0), Gates(instrument.definition)
    return (completed(instrument.definition, answers, random.choice, gates) for _ in range(N_DRAWN))


def _misfits(name: str, bounds: SpanFound, answers: RawAnswers, results: Completed, *, is_every: bool) -> Iterator[str]:
    """How the bounds of one scale or outcome do not fit what its completions give."""
    lowest = min(results, key=lambda result: result[1][name].low)
    highest = max(results, key=lambda result: result[1][name].high)
    low, high = lowest[1][name].low, highest[1][name].high
    found = words_of(low, high, bounds.levels)
    if low < bounds.low or high > bounds.high:
        beyond = lowest[0] if low < bounds.low else highest[0]
        added = {item: answer for item, answer in beyond.items() if answer != bare(answers.get(item))}
        yield f"{name}: the bounds are {bounds}, but completions give {found}, for example with {added}"
    elif is_every and bounds.exact and (low, high) != (bounds.low, bounds.high):
        yield f"{name}: the bounds are {bounds} and called exact, but all {len(results)} completions give {found}"


BOUNDS_SOUND = Law(
    says="The bounds are the lowest and the highest of what the completions of the open answers give.",
    cases=bounded_cases, broken_by=_broken_by)
