"""Knowing less never narrows the bounds."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import assume
from hypothesis import strategies as st

from riskscreen.model.response import UNKNOWN
from riskscreen.screening import Instrument
from riskscreen.testing.completing import is_open
from riskscreen.testing.laws.law import Case, Law
from riskscreen.testing.laws.spans import filled_in, spans_of
from riskscreen.testing.strategies import answers


@st.composite
def _cases(draw: st.DrawFn, instrument: Instrument) -> Case:
    given = draw(answers(instrument))
    known = [item.id for item in instrument.items.values() if item.response.choices and not is_open(given, item)]
    assume(known)
    forgotten = draw(st.sampled_from(known))
    allows_unknown = instrument.items[forgotten].response.allows_unknown
    less = {item: answer for item, answer in given.items() if item != forgotten or allows_unknown}
    return {"answers": given, "with less known": less | ({forgotten: UNKNOWN} if allows_unknown else {})}


def _broken_by(instrument: Instrument, case: Case) -> Iterator[str]:
    known, less = (spans_of(instrument.score(answers, partial=True)) for answers in case.values())  # type: ignore[arg-type]
    for name, span in known.items():
        wider = less[name]
        if name not in filled_in(instrument.definition) and not wider.low <= span.low <= span.high <= wider.high:
            yield f"{name}: {span} with all answers, {wider} with less known"


UNKNOWN_NEVER_NARROWS = Law(
    says="An answer that becomes unknown never raises the lowest or lowers the highest that is possible.",
    cases=_cases, broken_by=_broken_by)
