"""One minimal set of facts that make a claim true, worked out by hand.

An item is never, sometimes or often so; two of a, b and c that are often so are medium, three are high.
"""

from __future__ import annotations

import pytest

from engine.small import answers, instrument, outcome, rule
from riskscreen.engine.walk.case import facts_of
from riskscreen.engine.walk.reasons import one_reason

ABC = [{"item": name, "is": ["often"]} for name in "abc"]
TRIED = instrument(outcomes=[outcome("concern", rules=[
    rule("two", "medium", {"at_least": 2, "of": ABC}), rule("three", "high", {"at_least": 3, "of": ABC})])])


@pytest.mark.parametrize(("letters", "low", "high", "names"), [
    ("ooon", 2, 2, "abc"),  # all three are needed
    ("oonn", 1, 2, "ab"), ("noon", 1, 2, "bc"),
    ("ooon", 1, 2, "bc"),  # the first can be left out, then no other
    ("nnoo", 0, 0, "ab"),  # two that are not often so keep it low
    ("oonn", 0, 1, "c"),  # one of the three that is not
    ("o?nn", 1, 2, None), ("o??n", 0, 0, None),  # the answers do not make it so
    ("o??n", 0, 2, ""),  # it is so whatever the answers are
])
def test_answers_that_are_enough_and_none_too_many(letters: str, low: int, high: int, names: str | None) -> None:
    """The first facts are left out first; None where all facts together leave it open."""
    compiled = TRIED._compiled
    entries = compiled.scored(TRIED.score(answers(letters)).answers)

    found = one_reason(compiled.claim("concern", low, high), facts_of(compiled.meaning, entries))

    assert (None if found is None else "".join(
        compiled.items[compiled.meaning.at_level[level]].id for level in found)) == names
