"""Changes as data, worked out by hand: an item is never (0), sometimes (1) or often (3) so."""

from __future__ import annotations

from engine.small import answers, instrument, item, outcome, rule
from riskscreen import Instrument

ABC = [{"item": name, "is": ["often"]} for name in "abc"]


def changes(tried: Instrument, letters: str, level: str) -> list[object]:
    """The changes to a level, as data."""
    return [change.to_dict() for change in tried.score(answers(letters)).changes(to=level)]


def test_change_says_which_answers_of_how_many_items_do_it() -> None:
    """Two that are often so are medium: either of them to never or to sometimes is low, which are four sets."""
    tried = instrument(outcomes=[outcome("concern", rules=[rule("two", "medium", {"at_least": 2, "of": ABC})])])

    assert changes(tried, "oonn", "low") == [{"n_sets": 4, "groups": [{
        "answers": [{"item": "a", "answer": "often"}, {"item": "b", "answer": "often"}],
        "moves": [{"count": 1, "to": ["never", "sometimes"]}]}]}]


def test_moves_that_any_item_can_make_stand_together() -> None:
    """From 6 to at most 4: 3 + 0 and 3 + 1 both are, though beside other answers 1 could be too much."""
    tried = instrument(scales=[{"id": "total", "sum": "all"}], outcomes=[
        outcome("concern", scale="total", bands=[{"level": "medium", "from": 5}])])

    assert changes(tried, "oonn", "low") == [{"n_sets": 4, "groups": [{
        "answers": [{"item": "a", "answer": "often"}, {"item": "b", "answer": "often"}],
        "moves": [{"count": 1, "to": ["never", "sometimes"]}]}]}]


def test_moves_that_cannot_be_shared_out_at_will_stand_apart() -> None:
    """From 6 to at most 1: both to never, or one of them to sometimes; both to sometimes would be 2."""
    tried = instrument(scales=[{"id": "total", "sum": "all"}], outcomes=[
        outcome("concern", scale="total", bands=[{"level": "medium", "from": 2}])])

    found = changes(tried, "oonn", "low")

    assert found == [
        {"n_sets": 1, "groups": [{"answers": [{"item": "a", "answer": "often"}, {"item": "b", "answer": "often"}],
                                  "moves": [{"count": 2, "to": ["never"]}]}]},
        {"n_sets": 2, "groups": [{"answers": [{"item": "a", "answer": "often"}, {"item": "b", "answer": "often"}],
                                  "moves": [{"count": 1, "to": ["never"]}, {"count": 1, "to": ["sometimes"]}]}]}]


def test_range_that_was_given_is_told_as_one() -> None:
    """From 3 to 8 days is some or many, both of which are high."""
    bands = [{"id": name, "label": {"en": name}, "from": start}
             for name, start in (("few", 0), ("some", 3), ("many", 7))]
    tried = instrument(item("a", response={"integer": {"min": 0, "max": 9}, "bands": bands}), outcomes=[
        outcome("concern", rules=[rule("days", "high", {"item": "a", "is": ["some", "many"]})])])

    (reason,) = tried.score({"a": {"from": 3, "to": 8}}).why_at_least()

    assert reason.to_dict() == {"n_sets": 1, "groups": [{
        "count": 1, "answers": [{"item": "a", "answer": {"from": 3, "to": 8}}]}]}


def test_set_that_was_given_is_told_as_one() -> None:
    """Sometimes or often, either of which is high."""
    tried = instrument(outcomes=[outcome("concern", rules=[
        rule("seen", "high", {"item": "a", "is": ["sometimes", "often"]})])])

    (reason,) = tried.score({"a": ["often", "sometimes"]}, partial=True).why_at_least()

    assert reason.to_dict()["groups"] == [{"count": 1, "answers": [{"item": "a", "answer": ["sometimes", "often"]}]}]
