"""What a definition is refused for, one fault at a time; what was said of a part once is not said of it again."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hostile.cases import Refused, assert_refused, document, put, refusal
from riskscreen import Instrument

Change = Callable[[dict[str, Any]], object]
BOTH = {"en": "More", "nl": "Meer"}
THREATS = "/sections/1/items/0"
ADDED = "/sections/2/items/1"
RULE = "/outcomes/0/rules/0"
GATE = "/sections/2/items/0/applies_when"
SCALE = "/scales/2"
TABLE = [{"from": 0, "value": 0}, {"from": 2, "value": 1}]


def numbered(*starts: object, kind: str = "integer", least: object = 0, most: object = 9) -> Change:
    """An item with a number from *least* to *most*, in bands that start there."""
    bands = [{"id": name, "label": BOTH, "from": start} for name, start in zip("abc", starts, strict=False)]
    return put("/sections/2/items/-", {"id": "days", "text": BOTH, "response": {
        kind: {"min": least, "max": most}, **({"bands": bands} if bands else {})}})


def text_items(*names: str) -> Change:
    """A section of items that are answered in words, which scoring does not see."""
    return put("/sections/-", {"id": "words", "title": BOTH, "items": [
        {"id": name, "text": BOTH, "response": {"text": {}}} for name in names]})


def scale(**formula: object) -> Change:
    """A third scale."""
    return put("/scales/-", {"id": "third", **formula})


def banded(*bands: dict[str, object], scale: str = "total") -> Change:
    """The outcome by bands, in place of rules."""
    def change(found: dict[str, Any]) -> None:
        del found["outcomes"][0]["rules"]
        found["outcomes"][0].update(scale=scale, bands=list(bands))
    return change


def rule(**when: object) -> Change:
    """The first rule with this condition."""
    return put(f"{RULE}/when", when)


def refused(change: Change, *, before: Change | None = None) -> Any:
    """The error of the small definition, changed."""
    found = document()
    if before is not None:
        before(found)
    change(found)
    return refusal(lambda: Instrument.from_dict(found))


ITEMS: list[tuple[str, Change, Refused]] = [
    ("indicator-suggests-no-option", put(f"{THREATS}/indicators", [{"id": "a", "text": BOTH, "suggests": "presnt"}]),
     Refused("D-unknown-option", f"{THREATS}/indicators/0/suggests", "Did you mean present?")),
    ("source-that-is-not-there", put(f"{THREATS}/sources", ["owm"]),
     Refused("D-unknown-source", f"{THREATS}/sources/0", "Did you mean own?")),
    ("least-above-most", numbered(least=9, most=3),
     Refused("D-empty-range", f"{ADDED}/response/integer", "Found: min 9, max 3")),
    ("first-band-above-least", numbered(1, 2),
     Refused("D-band-order", f"{ADDED}/response/bands/0/from", "Found: 1. Expected: 0")),
    ("band-that-does-not-rise", numbered(0, 4, 4),
     Refused("D-band-order", f"{ADDED}/response/bands/2/from", "Found: 4. Expected: more than 4")),
    ("band-above-most", numbered(0, 10),
     Refused("D-band-order", f"{ADDED}/response/bands/1/from", "Found: 10. Expected: at most 9")),
    ("band-between-whole-numbers", numbered(0, Decimal("4.5")),
     Refused("D-number-places", f"{ADDED}/response/bands/1/from", "Found: 4.5. Expected: a whole number")),
    ("gate-on-a-scale", put(GATE, {"scale": "total", "at_least": 1}),
     Refused("D-not-here", f"{GATE}/scale", "Expected: conditions on item")),
]
SCALES: list[tuple[str, Change, Refused]] = [
    ("weights-of-a-count", scale(count="all", where=["present"], weights={"threats": 2}),
     Refused("D-missing-property", SCALE, "'weights' needs 'sum' beside it")),
    ("scores-of-a-count", scale(count={"items": ["weapon"]}, where=["present"], scores={"absent": 0, "present": 1}),
     Refused("D-not-here", f"{SCALE}/scores", "Expected: sum or highest")),
    ("zeros-that-are-rounded", scale(sum="all", missing={
        "allow": 1, "method": "as_zero", "round": "half_up"}),
     Refused("D-not-here", f"{SCALE}/missing/round", "leaves nothing to round")),
    ("item-selected-twice", scale(sum={"items": ["weapon", "threats", "weapon"]}),
     Refused("D-duplicate-id", f"{SCALE}/sum/items/2", "'weapon' is selected twice")),
    ("scores-of-an-option-that-is-not-there", scale(sum={"items": ["weapon"]}, scores={
        "absent": 0, "present": 1, "presentt": 2}),
     Refused("D-unknown-option", f"{SCALE}/scores/presentt", "There is no option 'presentt'")),
    ("option-without-a-score", scale(sum={"items": ["weapon"]}, scores={"absent": 0}),
     Refused("D-scores-incomplete", f"{SCALE}/scores", "The option 'present' has no score here")),
    ("weight-below-the-least", scale(sum={"items": ["weapon"]}, weights={"weapon": -10**9}),
     Refused("D-number-range", f"{SCALE}/weights/weapon", "Expected: at least -1000000")),
    ("combines-a-scale-that-is-not-there", scale(combine=[{"scale": "totel"}]),
     Refused("D-unknown-scale", f"{SCALE}/combine/0/scale", "Did you mean total?")),
    ("looks-up-in-no-scale", scale(lookup=7, table=TABLE), Refused("D-wrong-type", f"{SCALE}/lookup", "number 7")),
    ("rows-that-do-not-rise", scale(lookup="total", table=[*TABLE, {"from": 2, "value": 3}]),
     Refused("D-band-order", f"{SCALE}/table/2/from", "Found: 2. Expected: more than 2")),
    ("points-by-itself", scale(points=[{"when": {"scale": "third", "at_least": 1}, "score": 1}]),
     Refused("D-stands-later", f"{SCALE}/points/0/when/scale", "scale 'third' does not")),
    ("divided-by-nothing", scale(combine=[{"scale": "total", "over": 0}]),
     Refused("D-number-range", f"{SCALE}/combine/0/over", "Found: number 0. Expected: more than 0")),
]
OUTCOMES: list[tuple[str, Change, Refused]] = [
    ("between-the-wrong-way-round", rule(scale="total", between=[3, 1]),
     Refused("D-empty-range", f"{RULE}/when/between", "Found: 3 and 1")),
    ("outcome-that-is-not-there", rule(outcome="concer", at_least="high"),
     Refused("D-unknown-outcome", f"{RULE}/when/outcome", "There is no outcome 'concer'")),
    ("bands-of-a-scale-that-is-not-there", banded({"level": "high", "from": 1}, scale="totel"),
     Refused("D-unknown-scale", "/outcomes/0/scale", "Did you mean total?")),
    ("band-of-a-level-that-is-not-there", banded({"level": "hihg", "from": 1}),
     Refused("D-unknown-level", "/outcomes/0/bands/0/level", "Did you mean high?")),
    ("bands-of-both-directions", banded({"level": "medium", "from": 1}, {"level": "high", "to": 2}),
     Refused("D-band-order", "/outcomes/0/bands/1", "use 'from', or all use 'to'")),
    ("worse-is-lower-and-cut-offs-rise", banded({"level": "medium", "to": 1}, {"level": "high", "to": 2}),
     Refused("D-band-order", "/outcomes/0/bands/1", "lies below the one before it")),
    ("takes-answers-of-its-own-version", put("/reads", ["0.1.0"]),
     Refused("D-own-version", "/reads/0", "Expected: an earlier version")),
    ("takes-answers-of-a-version-twice", put("/reads", ["0.0.1", "0.0.2", "0.0.1"]),
     Refused("D-duplicate-id", "/reads/2", "'0.0.1' stands here already")),
]


@pytest.mark.parametrize(("change", "expected"), [
    pytest.param(change, expected, id=name) for name, change, expected in ITEMS + SCALES + OUTCOMES])
def test_fault_is_told_where_it_is(change: Change, expected: Refused) -> None:
    """One problem, at the part at fault, with what was found there or could stand there."""
    assert_refused(refused(change), expected)


def test_level_of_another_outcome_is_refused_in_a_condition() -> None:
    """An outcome is compared with its own levels."""
    other = {"id": "other", "title": BOTH, "levels": [{"id": "low", "label": BOTH}, {"id": "extreme", "label": BOTH}],
             "rules": [{"id": "as_high", "level": "extreme", "when": {"outcome": "concern", "at_least": "extreme"}}]}

    assert_refused(refused(put("/outcomes/-", other)), Refused(
        "D-unknown-level", "/outcomes/1/rules/0/when/at_least", "Expected: one of low, medium, high"))


@pytest.mark.parametrize(("change", "expected"), [
    (rule(item="remarks", **{"is": ["bad"]}), Refused(
        "D-not-scored", f"{RULE}/when/item", "does not see the answer to 'remarks'")),
    (scale(sum={"sections": ["words"]}), Refused("D-not-scored", f"{SCALE}/sum", "Nothing is selected")),
    (scale(sum={"items": ["remarks"]}), Refused(
        "D-not-scored", f"{SCALE}/sum/items/0", "an item with options or bands")),
])
def test_words_are_not_scored(change: Change, expected: Refused) -> None:
    """No rule and no scale can rest on an answer in words, by its item or by a section that has no other."""
    assert_refused(refused(change, before=text_items("remarks")), expected)


@pytest.mark.parametrize(("change", "expected"), [
    (put("/sections/0/title", {}), Refused("D-too-few", "/sections/0/title")),  # no language is missing besides
    (put(f"{THREATS}/sources", [7]), Refused("D-wrong-type", f"{THREATS}/sources/0", "Found: number 7")),
    (numbered(0, None), Refused("D-still-open", f"{ADDED}/response/bands/1/from")),  # nor does it rise or not
    (put("/accepted", [{"finding": "F-scale-unused", "because": BOTH}]), Refused(
        "D-missing-property", "/accepted/0", "'at' is missing")),
    (put("/scales/-", {"sum": "all"}), Refused("D-missing-property", SCALE, "'id' is missing")),
    (put("/about/sources", {f"s{n}": 7 for n in range(501)}), Refused(  # none of them is looked at
        "D-too-many", "/about/sources", "Expected: at most this many entries: 500")),
    (put("/about/sources/" + "a" * 65, 7), Refused(
        "D-too-many", "/about/sources/" + "a" * 65, "at most this many characters: 64")),
    (put(f"{THREATS}/response", "presense"), Refused(  # what a scale counts in it is not in doubt as well
        "D-unknown-response-scale", f"{THREATS}/response", "Did you mean presence?")),
])
def test_what_is_no_sound_part_is_told_once(change: Change, expected: Refused) -> None:
    """A part of the wrong shape is refused for that, and not for what cannot be read in it."""
    assert_refused(refused(change), expected)


def test_rule_on_an_item_whose_options_are_not_known_is_not_blamed() -> None:
    """Which options the item has will be known when its response is mended."""
    change = put(f"{THREATS}/response", "presense")

    assert_refused(refused(change, before=rule(item="threats", **{"is": ["presnt"]})), Refused(
        "D-unknown-response-scale", f"{THREATS}/response"))


def test_same_fault_by_two_ways_is_told_once() -> None:
    """A scale that is both a sum and a count has one wrong weight, not two."""
    error = refused(scale(sum={"items": ["weapon"]}, count={"items": ["weapon"]}, where=["present"],
                          weights={"weapn": 2}))

    assert [problem.pointer for problem in error.problems if problem.code == "D-unknown-item"] == [
        f"{SCALE}/weights/weapn"]
