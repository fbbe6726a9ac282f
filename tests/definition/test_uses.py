"""What rests on what, worked out by hand."""

from __future__ import annotations

import pytest

from engine.small import instrument, item, outcome, rule
from riskscreen.definition.uses import UsedPart, Uses

SCALES = [
    {"id": "sum_ab", "sum": {"items": ["a", "b"]}},
    {"id": "flags", "points": [{"when": {"item": "c", "is": ["often"]}, "score": 2},
                               {"when": {"scale": "sum_ab", "at_least": 4}, "score": 1}]},
    {"id": "both", "combine": [{"scale": "sum_ab"}, {"scale": "flags"}]},
    {"id": "kept", "sum": "all"}]
OUTCOMES = [
    outcome("danger", rules=[rule("d", "high", {"item": "d", "is": ["often"]})]),
    outcome("concern", rules=[rule("total", "medium", {"scale": "both", "at_least": 5}),
                              rule("danger", "high", {"outcome": "danger", "at_least": "high"})])]
USES = Uses(instrument(*map(item, "abcd"), scales=SCALES, outcomes=OUTCOMES).definition)


@pytest.mark.parametrize(("part", "expected"), [
    (("item", "a"), {("item", "a")}),
    (("scale", "flags"), {("scale", "flags"), ("scale", "sum_ab"), ("item", "a"), ("item", "b"), ("item", "c")}),
    (("rule", "concern", "danger"), {("rule", "concern", "danger"), ("outcome", "danger"), ("rule", "danger", "d"),
                                     ("item", "d")}),
])
def test_part_rests_on_all_below_it(part: UsedPart, expected: set[UsedPart]) -> None:
    """On itself, on what it reads, and on what that reads: points read what their conditions name."""
    assert USES.of(part) == expected


def test_scale_is_used_where_points_or_a_combination_read_it() -> None:
    """Only the last scale is read by nothing."""
    assert list(USES.unused_scales()) == [3]
