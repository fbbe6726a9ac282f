"""Changes in words: what would have to be otherwise."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import riskscreen
from riskscreen import Result
from riskscreen.explain.find.change import Change, ChangeGroup, Move
from riskscreen.explain.told.changes import Changes

FLAGS = riskscreen.load("stalking-red-flags")
HEAD = "Stalking red flags"


def flags(**answers: str) -> Result:
    """The red flags, absent but for these."""
    return FLAGS.score(dict.fromkeys(FLAGS.items, "absent") | answers)


def told(text: str) -> str:
    """What stands between the head and what the instrument is not for, as one line."""
    return " ".join(text.split("\n\n", 1)[1].split("What this is not for")[0].split())


def test_one_change_names_the_item_its_new_answer_and_its_answer_now() -> None:
    """With one way only there is nothing to number."""
    weapon = str(FLAGS.items["r1"].name)

    text = told(str(flags(r1="present").changes(to="low")))

    assert text.endswith(f"if this were otherwise and all else stayed as it is: - {weapon}: Absent (now: Present)")


def test_items_to_choose_from_are_counted() -> None:
    """Any one of several, each with the answer that it would need; an unknown one is still open."""
    text = told(str(flags(r1="unknown").changes(to="high")))

    assert "Any one of these" in text
    assert "Present (now: still open)" in text
    assert "Present (now: Absent)" in text


def test_every_item_of_a_change_is_named_and_no_other() -> None:
    """The text loses no item and adds none."""
    changes = flags(r1="present", r7="present").changes(to="low")
    text = told(str(changes))
    named = {item for change in changes for group in change.groups for item, _ in group.answers}

    assert {item for item, entry in FLAGS.items.items() if str(entry.name) in text} == named


@pytest.mark.parametrize(("language", "words"), [
    ("en", "That is how it is already: nothing has to change."),
    ("nl", "Dat is nu al zo: er hoeft niets te veranderen.")])
def test_level_that_stands_needs_no_change(language: str, words: str) -> None:
    """It is said that it is so already."""
    assert told(flags().changes(to="low").explain(language).replace("Waarvoor", "What this is not for")).endswith(words)


class Listed:
    """Ways that were listed by hand."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        self._changes = changes

    def listed(self) -> tuple[Change, ...]:
        """The changes as they were given."""
        return self._changes


def listing(changes: Changes, listed: tuple[Change, ...]) -> Changes:
    """The same with these changes on its list."""
    return attrs.evolve(changes, ways=Listed(listed), n_sets=sum(change.n_sets for change in listed))


def test_ways_that_are_left_out_are_counted() -> None:
    """A dozen is written out; of the others it is said how many they are."""
    one = flags(r1="present").changes(to="low")

    assert told(str(listing(one, one.changes * 13))).endswith(
        "1 more way is not written out here. It takes as many answers as the last one, or more.")
    assert told(str(listing(one, one.changes * 15))).endswith(
        "3 more ways are not written out here. Each takes as many answers as the last one, or more.")


def test_level_out_of_reach_is_said_for_certain_only_where_all_was_searched() -> None:
    """An empty list that is complete says that nothing leads there; one that is not says that there may be ways."""
    none = attrs.evolve(flags().changes(to="high"), ways=None, n_sets=0)

    assert "No other answers would give this" in told(str(none))
    assert "No other answers" not in told(str(attrs.evolve(none, complete=False)))
    assert "there may be more ways" in told(str(attrs.evolve(none, complete=False)))


def test_items_answered_in_several_ways_are_shared_out() -> None:
    """Where no single answer leads to the level, the text says how many of each."""
    document: dict[str, Any] = FLAGS.to_dict()
    label = {"en": "Item", "nl": "Item"}
    options = [{"id": f"o{score}", "label": {"en": f"Answer {score}", "nl": f"Antwoord {score}"}, "score": score}
               for score in (0, 2, 3)]
    document["sections"] = [{"id": "all_items", "title": label, "items": [
        {"id": f"i{n}", "text": {"en": f"Item {n}", "nl": f"Item {n}"}, "response": {"options": options}}
        for n in range(2)]}]
    document["scales"] = [{"id": "total", "sum": "all"}]
    document["outcomes"][0]["rules"] = [
        {"id": f"from_{least}", "level": level, "when": {"scale": "total", "at_least": least}}
        for least, level in ((5, "medium"), (6, "high"))]
    result = riskscreen.Instrument.from_dict(document).score({"i0": "o0", "i1": "o0"})

    changes = result.changes(to="medium")

    assert changes.n_sets == 2
    assert "Of these 2: 1 answered Answer 2, 1 answered Answer 3: - Item 0: now: Answer 0" in told(str(changes))
    [change] = changes
    [group] = change.groups
    first = ChangeGroup((("i0", "o0"),), (Move(1, ("o3",)),))
    both = listing(changes, (attrs.evolve(change, groups=(first, group)),))
    assert "Item 0: Answer 3 (now: Answer 0) and of these 2: 1 answered Answer 2, 1 answered Answer 3:" in \
        told(str(both))
