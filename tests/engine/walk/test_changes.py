"""Changes, counted by hand: how many minimal sets of new answers surely give a level, and how many items they change.

An item is never, sometimes or often so; the letters are the answers to a, b, c and d, ? is unknown.  Two of a, b and c
that are often so are medium, three are high; d plays no part.
"""

from __future__ import annotations

import pytest

from engine.small import answers, instrument, outcome, rule
from riskscreen.engine.walk.case import other_answers, possible_of, standing
from riskscreen.engine.walk.changes import Moving

ABC = [{"item": name, "is": ["often"]} for name in "abc"]
TRIED = instrument(outcomes=[outcome("concern", rules=[
    rule("two", "medium", {"at_least": 2, "of": ABC}), rule("three", "high", {"at_least": 3, "of": ABC})])])


def moving(letters: str, rank: int) -> Moving:
    """What moves the case to the level of a rank."""
    compiled = TRIED._compiled
    entries, claim = compiled.scored(TRIED.score(answers(letters)).answers), compiled.claim("concern", rank, rank)
    others = other_answers(compiled.meaning, claim, entries)
    weights = {level: [len(same) for same in ways] for level, ways in others.choices.items()}
    return Moving(claim, possible_of(compiled.meaning, entries), standing(compiled.meaning, entries), others.levels,
                  weights)


@pytest.mark.parametrize(("letters", "rank", "n_sets", "n_changed"), [
    ("nnnn", 1, 3, {2}),  # a and b, a and c, b and c: each pair to often
    ("nnnn", 2, 1, {3}),  # all three to often
    ("onnn", 1, 2, {1}),  # b or c to often
    ("oonn", 0, 4, {1}),  # a or b, to never or to sometimes
    ("oooo", 0, 12, {2}),  # each of three pairs, to never or to sometimes, and the other too
    ("oooo", 1, 6, {1}),  # one of three, to never or to sometimes
    ("o?nn", 0, 4, {1}),  # b turns out never or sometimes; or a is that, and b may be anything
    ("o?nn", 1, 1, {1}),  # b turns out often; with c in its place it could be all three
    ("nnnn", 0, 1, {0}),  # nothing has to change
])
def test_minimal_changes(letters: str, rank: int, n_sets: int, n_changed: set[int]) -> None:
    """Of as many items as it takes and no more; answers that do the same are counted, not walked one by one."""
    found = moving(letters, rank)

    assert found.n_sets == n_sets
    assert {sum(len(moves) for _, moves in way) for way in found.ways()} == n_changed
