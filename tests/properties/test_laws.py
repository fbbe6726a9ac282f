"""What scoring promises for every instrument and every set of answers."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from oracle import naive
from riskscreen import Instrument
from riskscreen.engine.compose import meaning
from riskscreen.testing import instruments
from riskscreen.testing.laws.bounds import BOUNDS_SOUND
from riskscreen.testing.laws.law import Law
from riskscreen.testing.laws.order import ORDER_FREE
from riskscreen.testing.laws.possible import POSSIBLE_OCCURS
from riskscreen.testing.laws.round_trip import DEFINITION_ROUND_TRIP, RESULT_ROUND_TRIP
from riskscreen.testing.laws.said import SAID_IS_SO
from riskscreen.testing.laws.sets import SMALLER_SETS_NARROW
from riskscreen.testing.laws.trace import TRACE_RECOMPUTES
from riskscreen.testing.laws.unknown import UNKNOWN_NEVER_NARROWS

LAWS = {
    "bounds": BOUNDS_SOUND, "possible": POSSIBLE_OCCURS, "order": ORDER_FREE, "definition": DEFINITION_ROUND_TRIP,
    "result": RESULT_ROUND_TRIP, "trace": TRACE_RECOMPUTES, "sets": SMALLER_SETS_NARROW,
    "unknown": UNKNOWN_NEVER_NARROWS, "said": SAID_IS_SO,
}


@pytest.mark.parametrize("law", LAWS.values(), ids=list(LAWS))
@given(st.data())
def test_law_holds_of_any_instrument(law: Law, data: st.DataObject) -> None:
    """What users can test their own instrument for holds of every instrument."""
    instrument = data.draw(instruments())
    case = data.draw(law.cases(instrument))

    assert list(law.broken_by(instrument, case)) == []


@given(generators.cases(partial=True), st.integers(0, 200))
def test_past_the_budget_bounds_are_sound_and_say_so(case: tuple[Any, Any], n_steps: int) -> None:
    """Past the budget of steps, bounds hold every completion, and those marked exact are reached."""
    document, answers = case
    expected = naive.bounds(document, answers)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "MOST_STEPS", n_steps)
        result = Instrument.from_dict(document).score(answers, partial=True)

    for name, outcome in result.outcomes.items():
        low, high = expected["outcomes"][name]
        assert outcome.at_least <= low
        assert outcome.at_most >= high
        assert not outcome.exact or (outcome.at_least, outcome.at_most) == (low, high)
    for name, scale in result.scales.items():
        least, most = expected["scales"][name]
        assert Fraction(scale.least) <= least <= most <= Fraction(scale.most)
        assert not scale.exact or (scale.least, scale.most) == (least, most)


@given(st.data())
def test_damaged_definition_is_refused_with_our_own_error_or_still_means_something(data: st.DataObject) -> None:
    """Whatever is broken in a document, it loads or says what is wrong; nothing else comes out."""
    damaged, what = data.draw(generators.damaged(data.draw(generators.documents())))
    try:
        instrument = Instrument.from_dict(damaged)
    except riskscreen.InstrumentError as error:
        assert error.problems, what
        assert all(problem.code and problem.message for problem in error.problems)
    else:
        assert Instrument.from_dict(instrument.to_dict()) == instrument


@given(st.text() | st.binary())
def test_any_text_is_a_definition_or_our_own_error(source: str | bytes) -> None:
    """No input makes the reader fail in a way of its own."""
    with pytest.raises(riskscreen.InstrumentError) as caught:
        riskscreen.loads(source)

    assert caught.value.problems


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=4)
    | st.sampled_from(["absent", "present", "unknown", "yes", "no"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.sampled_from(
        ["answer", "because", "indicators"]), inner, max_size=3), max_leaves=5)


@given(st.dictionaries(st.sampled_from([f"r{n}" for n in range(1, 13)]) | st.text(max_size=4), JUNK, max_size=14)
       | JUNK, st.booleans())
def test_any_answers_are_scored_or_our_own_error(answers: Any, partial: bool) -> None:
    """Whatever is given as answers, there is a result or an error that says what is wrong."""
    instrument = riskscreen.load("stalking-red-flags")
    try:
        result = instrument.score(answers, partial=partial)
    except riskscreen.AnswersError as error:
        assert error.problems
    else:
        given = {item for item, answer in answers.items()}
        assert set(result.unanswered) | given == set(instrument.items)
