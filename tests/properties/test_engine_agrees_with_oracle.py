"""The engine against an implementation that shares no code with it, on generated instruments of every construct."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import generators
from oracle import naive
from riskscreen import Instrument

HOLDS = {(False, True): "holds", (True, False): "does_not_hold", (True, True): "undecided"}


@given(st.data())
def test_bounds_are_those_of_all_completions(data: st.DataObject) -> None:
    """Scales, rules and outcomes have exactly the bounds that listing every completion gives."""
    document, answers = data.draw(generators.cases(partial=True, evidence=True))
    expected = naive.bounds(document, answers)

    result = Instrument.from_dict(document).score(answers, partial=True)

    assert {name: (outcome.at_least.id, outcome.at_most.id) for name, outcome in result.outcomes.items()} == \
        expected["outcomes"]
    assert {name: (Fraction(scale.least), Fraction(scale.most)) for name, scale in result.scales.items()} == \
        expected["scales"]
    holds = {(outcome.outcome, rule.rule): rule.holds for outcome in result.trace.outcomes for rule in outcome.rules}
    assert holds == {rule: HOLDS[ends] for rule, ends in expected["rules"].items()}
    assert result.exact
