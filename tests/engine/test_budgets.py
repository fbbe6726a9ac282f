"""What becomes of a case where the engine may take no steps, compare nothing or keep nothing: worked out by hand.

An item is never (0), sometimes (1) or often (3) so; ? is unknown.  What all instruments keep to is in
`tests/properties/test_budgets.py`.
"""

from __future__ import annotations

import attrs
import pytest

from engine.diagrams_as_data import DOORSTEP, ends
from engine.small import answers, instrument, item, outcome, span
from riskscreen import Instrument, load
from riskscreen.engine import polarity
from riskscreen.engine.bounds import bounded
from riskscreen.engine.compose import meaning
from riskscreen.engine.compose.meaning import Meaning
from riskscreen.model.truth import UNDECIDED, YES

OFTEN = {"item": "a", "is": ["often"]}
TOTAL = {"id": "total", "sum": "all"}


def one_way() -> Instrument:
    """The total of four items is medium from 4 and high from 8."""
    return instrument(scales=[TOTAL], outcomes=[outcome("concern", scale="total", bands=[
        {"level": "medium", "from": 4}, {"level": "high", "from": 8}])])


def test_facts_that_do_not_fit_are_worked_out_again() -> None:
    """Of three cases in turn only the last is kept, and each comes to its own total."""
    tried = one_way()
    compiled = attrs.evolve(tried._compiled, most_remembered=1, memory={})

    found = [bounded(compiled, compiled.scored(tried.score(answers(letters)).answers)).scales
             for letters in ("nnnn", "s?nn", "nnnn")]

    assert found == [((0, 0),), ((1, 4),), ((0, 0),)]
    assert len(compiled.memory) == 1


def test_items_that_are_not_compared_count_as_mixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """All four could be lowest in one thing and highest in another, so states are followed; the bounds are the same."""
    monkeypatch.setattr(polarity, "MOST_COMPARED", 0)
    tried = one_way()

    result = tried.score(answers("o?ns"))

    assert tried._compiled.mixed_anywhere == 0b1111
    assert span(result, "total") == (4, 7)
    assert (result.level, result.exact) == ("medium", True)


def test_outcome_without_a_diagram_stands_open() -> None:
    """All three levels are there whatever is answered, and the diagram says that it is not exact."""
    small = load(DOORSTEP)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "MOST_STEPS", 0)
        diagram = small.diagram()

    assert not diagram.exact
    assert {variable.choices for variable in diagram.variables if variable.kind == "open"} == {
        ("0", "1"), ("0", "1", "2")}  # whether the last item applies, and the level
    assert ends(diagram.to_dict(), diagram.root, {"former_partner": "no", "threats": "absent", "weapon": "absent"}) == [
        0, 1, 2]


def test_gate_without_a_diagram_may_hold_or_not() -> None:
    """Whatever a is, c applies; where that cannot be followed it may apply, and is not said to be not applicable."""
    asks_twice = {"any": [OFTEN, {"not": OFTEN}]}
    items = item("a"), item("b"), item("c", applies_when=asks_twice)

    sure = instrument(*items).score(answers("?n."), partial=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "MOST_STEPS", 0)
        unsure = instrument(*items).score(answers("?n."), partial=True)

    assert (sure.unanswered, sure.not_applicable) == (("c",), ())
    assert (unsure.unanswered, unsure.not_applicable) == (("c",), ())
    assert [result.answers.entries[2].applies for result in (sure, unsure)] == [YES, UNDECIDED]


class HadByAnother:
    """A lock that another thread has, which makes a table of the outcome before it lets go."""

    def __init__(self, made: Meaning) -> None:
        self._made, self._lock = made, made._lock

    def __enter__(self) -> None:
        self._made._lock = self._lock
        self._made.outcome_table("concern")

    def __exit__(self, *_: object) -> None:
        """It was let go."""


def test_diagram_that_another_thread_made_meanwhile_is_taken() -> None:
    """Its steps are spent once."""
    alone, waiting = (Meaning(one_way().definition, one_way()._compiled.tables) for _ in range(2))
    alone.outcome_table("concern")
    waiting._lock = HadByAnother(waiting)  # type: ignore[assignment]  # in place of a lock

    assert waiting.outcome_table("concern").roots == alone.outcome_table("concern").roots
    assert waiting.left_in_all == alone.left_in_all < meaning.MOST_STEPS_IN_ALL

