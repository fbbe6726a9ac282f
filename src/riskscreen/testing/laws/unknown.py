"""Knowing less never narrows the bounds."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN
from riskscreen.screening.instrument import Instrument
from riskscreen.testing.completing import RawAnswers, is_open
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.laws.spans import filled_in, spans_of
from riskscreen.testing.strategies import answers


def _broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    given = case["answers"]
    assert isinstance(given, dict)
    left_out = filled_in(instrument.definition)
    known = spans_of(instrument.score(given, partial=True))
    for item in instrument.definition.items:
        if item.response.choices and not is_open(given, item):
            less = spans_of(instrument.score(_without(given, item), partial=True))
            for name, span in known.items():
                if name not in left_out and not less[name].low <= span.low <= span.high <= less[name].high:
                    yield f"{name}: {span}, but {less[name]} once {item.id} is not known"


def _without(given: RawAnswers, item: Item) -> dict[str, object]:
    """The answers where that item is unknown; left out, where it cannot be answered so."""
    others = {name: answer for name, answer in given.items() if name != item.id}
    return {**given, item.id: UNKNOWN} if item.response.allows_unknown else others


UNKNOWN_NEVER_NARROWS = Law(
    says="An answer that becomes unknown never raises the lowest or lowers the highest that is possible.",
    cases=lambda instrument: answers(instrument).map(lambda given: {"answers": given}), broken_by=_broken_by)
