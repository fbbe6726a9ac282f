"""The levels that are told as possible are those that completions give."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.screening.instrument import Instrument
from riskscreen.testing.laws.bounds import bounded_cases, tried_completions
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.laws.spans import filled_in


def _broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    answers = case["answers"]
    assert isinstance(answers, dict)
    tried, is_every = tried_completions(instrument, answers)
    results = [instrument.score(each, partial=True).outcomes for each in tried]
    for name, outcome in instrument.score(answers, partial=True).outcomes.items():
        if name in filled_in(instrument.definition):
            continue
        told = {level.id for level in outcome.possible}
        given = {level.id for result in results for level in result[name].possible}
        yield from (f"{name}: a completion gives {level}, which is not told as possible" for level in given - told)
        if is_every and outcome.exact:
            yield from (f"{name}: {level} is told as possible, and no completion gives it" for level in told - given)


POSSIBLE_OCCURS = Law(
    says="The levels that are told as possible are those that the completions of the open answers give.",
    cases=bounded_cases, broken_by=_broken_by)
