"""Ruling an answer out never makes more possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hypothesis import strategies as st

from riskscreen.screening.instrument import Instrument
from riskscreen.testing.completing import bare
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.laws.spans import filled_in
from riskscreen.testing.strategies import partial_answers


def _cases(instrument: Instrument) -> st.SearchStrategy[LawCase]:
    return partial_answers(instrument, sets=True).map(lambda answers: {"answers": answers})


def _broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    answers = case["answers"]
    assert isinstance(answers, dict)
    left_out = filled_in(instrument.definition)  # such a rule counts *unknown* as missing, and a set never
    before = instrument.score(answers, partial=True)
    for item in instrument.definition.items:
        for smaller in _smaller(bare(answers.get(item.id))):
            after = before.what_if({item.id: smaller})
            for name, outcome in after.outcomes.items():
                more = [level.id for level in outcome.possible if level not in before.outcomes[name].possible]
                if more and outcome.exact and name not in left_out:
                    yield f"{name}: {', '.join(more)} becomes possible once {item.id} is {smaller}"


def _smaller(answer: object) -> list[object]:
    """The sets with one option less, or the two ends of a range; a set of one is a plain answer."""
    if isinstance(answer, list):
        return [answer[:n] + answer[n + 1:] for n in range(len(answer))] if len(answer) > 1 else []
    return [{end: number, ("to" if end == "from" else "from"): number} for end, number in answer.items()] \
        if isinstance(answer, Mapping) else []


SMALLER_SETS_NARROW = Law(
    says="A smaller set of answers never makes another level possible.", cases=_cases, broken_by=_broken_by)
