"""What the trace says of how a result came about: worked out by hand.

An item is never (0), sometimes (1) or often (3) so; the letters are the answers to a, b, c and d, ? is unknown.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.small import answers, instrument, item, outcome, rule

A, B = ({"item": name, "is": ["often"]} for name in "ab")
TOTAL = {"id": "total", "sum": "all"}


@pytest.mark.parametrize(("scale", "letters", "contributions"), [
    ({"sum": "all"}, "so?n", {"a": (1, 1), "b": (3, 3), "c": (0, 3), "d": (0, 0)}),
    ({"sum": "all", "weights": {"a": -2}}, "?onn", {"a": (-6, 0), "b": (3, 3), "c": (0, 0), "d": (0, 0)}),
    ({"count": "all", "where": ["often"]}, "os?n", {"a": (1, 1), "b": (0, 0), "c": (0, 1), "d": (0, 0)}),
    ({"highest": {"items": ["a", "b"]}}, "s?nn", {"a": (1, 1), "b": (0, 3)}),
    ({"points": [{"when": A, "score": 2}, {"when": B, "score": 5}]}, "o?nn", {"0": (2, 2), "1": (0, 5)}),
])
def test_contributions_add_up_to_the_scale(scale: Any, letters: str, contributions: Any) -> None:
    """Each item or condition brings so much to a scale, at least and at most."""
    trace = instrument(scales=[{"id": "scale", **scale}]).score(answers(letters)).trace

    assert {each.source: (each.least, each.most) for each in trace.scales[0].contributions} == contributions


def test_scale_of_another_names_it() -> None:
    """The total is 1 to 4; a combination takes it twice, and what is looked up shows the number it is looked up by."""
    scales = [TOTAL, {"id": "twice", "combine": [{"scale": "total", "times": 2}]},
              {"id": "place", "lookup": "total", "table": [{"from": 0, "value": 10}, {"from": 2, "value": 20}]}]

    _, twice, place = instrument(scales=scales).score(answers("s?nn")).trace.scales

    assert [(each.source, each.least, each.most) for each in twice.contributions] == [("total", 2, 8)]
    assert [(each.source, each.least, each.most) for each in place.contributions] == [("total", 1, 4)]
    assert (place.least, place.most) == (10, 20)


@pytest.mark.parametrize(("letters", "middle", "top", "decided_by"), [
    ("nnnn", "does_not_hold", "does_not_hold", ()), ("onnn", "holds", "does_not_hold", ("middle",)),
    ("oonn", "holds", "holds", ("top",)), ("?nnn", "undecided", "does_not_hold", ()),
    ("o?nn", "holds", "undecided", ("middle",))])
def test_rules_say_whether_they_hold(letters: str, middle: str, top: str, decided_by: tuple[str, ...]) -> None:
    """A rule holds in all completions, in none, or is undecided; what holds and reaches the lowest level decided it."""
    found = outcome("concern", rules=[rule("middle", "medium", A), rule("top", "high", {"all": [A, B]})])

    (shown,) = instrument(outcomes=[found]).score(answers(letters)).trace.outcomes

    assert {each.rule: each.holds for each in shown.rules} == {"middle": middle, "top": top}
    assert shown.decided_by == decided_by


@pytest.mark.parametrize(("letters", "holds", "least", "most"), [
    # From 4: 0, 4, 4 to 7, 3 to 6, 0 to 3.
    ("nnnn", "does_not_hold", 0, 0), ("sonn", "holds", 4, 4), ("so?n", "holds", 4, 7), ("o?nn", "undecided", 3, 6),
    ("?nnn", "does_not_hold", 0, 3)])
def test_comparison_shows_the_number_behind_it(letters: str, holds: str, least: int, most: int) -> None:
    """A cut-off is compared with the least and the most of its scale."""
    found = outcome("concern", rules=[rule("many", "high", {"scale": "total", "at_least": 4})])

    (shown,) = instrument(scales=[TOTAL], outcomes=[found]).score(answers(letters)).trace.outcomes

    when = shown.rules[0].when
    assert (when.holds, when.least, when.most) == (holds, least, most)


@pytest.mark.parametrize(("letters", "filled_in", "may_be", "n_missing"), [
    # Two may be missing. With a never, d does not apply; with a unknown it may.
    ("sons", None, False, 0), ("so?s", "prorate", False, 1), ("s??s", "prorate", False, 2), ("s???", None, False, 3),
    ("??n.", None, True, 3)])
def test_trace_says_what_was_filled_in(letters: str, filled_in: str | None, may_be: bool, n_missing: int) -> None:
    """The method is named where the rule for missing answers is used in every completion."""
    names = [item("a"), item("b"), item("c"), item("d", applies_when={"item": "a", "is": ["sometimes", "often"]})]
    tried = instrument(*names, scales=[{"id": "scale", "sum": "all", "missing": {"allow": 2, "method": "prorate"}}])

    (shown,) = tried.score(answers(letters)).trace.scales

    assert (shown.filled_in, shown.may_be_filled_in, shown.n_missing) == (filled_in, may_be, n_missing)


@pytest.mark.parametrize(("letters", "states"), [
    ("ns", "answered answered not_applicable"), ("no", "answered answered unanswered"),
    ("?.", "unknown unanswered unanswered"), ("n?", "answered unknown unanswered"),
    ("..", "unanswered unanswered unanswered")])
def test_every_item_has_a_state(letters: str, states: str) -> None:
    """Answered, unknown, unanswered and not applicable are four things; what may apply is unanswered, not away."""
    tried = instrument(item("a"), item("b"), item("c", applies_when=B))

    trace = tried.score(answers(letters), partial=True).trace

    assert [each.state for each in trace.items] == states.split()
