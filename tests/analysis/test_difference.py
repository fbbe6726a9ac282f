"""Two definitions compared: what they say, and for how many answer sets the level."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import generators
import riskscreen
from analysis.documents import count_rule, section
from analysis.listed import Listed
from docs.pages import DOORSTEP
from oracle import naive
from riskscreen import Instrument, UsageError
from riskscreen.testing.documents.basics import picked

MOST_LISTED = 500


@given(st.data())
def test_moves_are_those_of_all_answer_sets(data: st.DataObject) -> None:
    """For a document and a changed one, levels go from what to what as listing every answer set shows."""
    listed = Listed.of(data.draw(generators.documents(max_items=6)))
    assume(len(listed.every) <= MOST_LISTED)
    changed = changed_somewhere(data, listed.document)
    name = listed.document["result"]

    old, new = Instrument.from_dict(listed.document), Instrument.from_dict(changed)
    difference = old.compare(new)

    expected = Counter((facts.outcomes[name], other.outcomes[name]) for (_, facts), (_, other)
                       in zip(listed.every, listed.again(changed).every, strict=True)
                       if facts.outcomes[name] != other.outcomes[name])
    assert (difference.exact, difference.why_not) == (True, ())
    assert difference.n_answer_sets == len(listed.every)
    assert {(move.before, move.after): move.count for move in difference.moves} == expected
    assert bool(difference.changes) == (old != new)


def changed_somewhere(data: st.DataObject, document: dict[str, Any]) -> dict[str, Any]:
    """The document with other scores or other rules, and its options in another order."""
    changed = copy.deepcopy(document)
    for _, item in naive.items_of(changed):
        if "options" in naive.response_of(changed, item) and not isinstance(item["response"], str):
            item["response"]["options"].reverse()
    options = [option for _, item in naive.items_of(changed) for option in naive.options_of(changed, item)
               if not option.get("not_applicable")]
    option: Any = data.draw(st.sampled_from(options))
    option["score"] = picked(data.draw, (-2, 0, 1, 7))
    outcome: Any = data.draw(st.sampled_from(changed["outcomes"]))
    if len(outcome.get("rules", ())) > 1 and data.draw(st.booleans()):
        del outcome["rules"][0]
    return changed


def test_same_definition_has_no_difference() -> None:
    """Nothing differs from itself."""
    instrument = riskscreen.load("rihg-style")

    difference = instrument.compare(instrument)

    assert (difference.changes, difference.texts, difference.moves, difference.why_not) == ((), (), (), ())
    assert difference.n_answer_sets == 3**20


def test_cut_off_that_moved_is_named_with_an_example() -> None:
    """One lower lets exactly the answer sets with one sign less in, and the example is one of them."""
    old, new = Instrument.from_dict(count_rule(4, 3)), Instrument.from_dict(count_rule(4, 2))

    difference = old.compare(new)

    assert [(change.part, change.id, change.how) for change in difference.changes] == [
        ("rule", "concern.many", "cut-off")]
    assert [(move.before, move.after, move.count) for move in difference.moves] == [("low", "high", 6)]
    example = difference.moves[0].example.answers
    assert (old.score(example).level, new.score(example).level) == ("low", "high")


def test_texts_stand_apart() -> None:
    """A new wording is no change of what counts."""
    document = count_rule(2, 1)
    document["sections"][0]["items"][0]["text"] = {"en": "Reworded"}

    difference = Instrument.from_dict(count_rule(2, 1)).compare(Instrument.from_dict(document))

    assert (difference.changes, difference.moves) == ((), ())
    assert [(text.part, text.id, text.place, text.before, text.after) for text in difference.texts] == [
        ("item", "s1", "/text/en", "s1", "Reworded")]


def test_texts_that_are_new_are_texts_and_no_changed_parts() -> None:
    """A topic, guidance, steps: that they are there now changes no level, so no part is told as changed."""
    said = {"en": "Threats", "nl": "Bedreiging"}
    old = riskscreen.load(DOORSTEP)
    document = old.to_dict()
    document["sections"][1]["items"][0] |= {"topic": said, "option_guidance": {"present": said}}
    document["outcomes"][0] |= {"when_open": [said]}
    document["outcomes"][0]["levels"][2]["follow_up"] = [said]

    found = old.compare(Instrument.from_dict(document))

    assert found.changes == ()
    assert {(text.part, text.place) for text in found.texts if text.place.endswith("/en")} == {
        ("item", "/topic/en"), ("item", "/option_guidance/present/en"), ("outcome", "/when_open/0/en"),
        ("level", "/follow_up/0/en")}
    item = document["sections"][1]["items"][0]["id"]
    assert f"\n  item {item}, /topic/en: new: Threats\n" in found.explain()
    assert f"\n  vraag {item}, /topic/nl: nieuw: Bedreiging\n" in found.explain("nl")
    gone = Instrument.from_dict(document).compare(old)
    assert f"\n  item {item}, /topic/en: no longer there: Threats\n" in gone.explain()


def test_other_items_options_and_gates_cannot_be_compared() -> None:
    """What cannot be answered the same in both is said plainly, item by item."""
    document = count_rule(3, 1)
    document["sections"] = [
        section("signs", ["s1", "s4"]),
        section("more", ["s2"], applies_when={"item": "s1", "is": ["present"]})]
    document["response_scales"]["presence"]["options"][0]["id"] = "no"

    difference = Instrument.from_dict(count_rule(3, 1)).compare(Instrument.from_dict(document))

    assert difference.why_not == (
        "Item s3 is only in made-up 0.1.0.", "Item s4 is only in made-up 0.1.0.",
        "Item s1 has other options or bands.", "Item s2 has other options or bands.",
        "Item s2 applies under another condition.")
    assert (difference.n_answer_sets, difference.moves) == (None, ())
    assert "  Vraag s3 staat alleen in made-up 0.1.0.\n" in difference.explain("nl")
    assert "  Vraag s2 is onder een andere voorwaarde van toepassing.\n" in difference.explain("nl")
    assert "antwoordschaal presence: gewijzigd\n" in difference.explain("nl")


def test_only_instruments_are_compared() -> None:
    """A result or a name is not an instrument."""
    with pytest.raises(UsageError) as caught:
        riskscreen.load("rihg-style").compare("sash-style")  # type: ignore[arg-type]  # that is its fault

    assert [problem.code for problem in caught.value.problems] == ["U-wrong-type"]
