"""Group B of the catalogue of hostile input: definitions that are sound JSON and mean nothing, or something odd."""

from __future__ import annotations

import enum
import json
from collections import OrderedDict, UserDict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

import riskscreen
from hostile.cases import Accepted, Refused, assert_refused, assert_showable, document, drop, places, put, refusal
from riskscreen import Instrument

Change = Callable[[dict[str, Any]], object]
BOTH = {"en": "More", "nl": "Meer"}
OPTIONS = "/response_scales/presence/options"
SCORE = OPTIONS + "/1/score"
ITEM = "/sections/1/items/0"
RULE = "/outcomes/0/rules/0"
LEVEL = "/outcomes/0/levels/2"
HAN = "\u65e5"


def whole(*changes: Change) -> Change:
    """Several changes as one."""
    return lambda found: [change(found) for change in changes]


def item(name: str, **more: Any) -> dict[str, Any]:
    """An item that is answered *absent* or *present*."""
    return {"id": name, "text": BOTH, "response": "presence", **more}


def outcome(name: str, *rules: tuple[str, Any]) -> dict[str, Any]:
    """An outcome with the levels *low* and *high* and a rule for each (level, condition)."""
    return {"id": name, "title": BOTH, "levels": [{"id": "low", "label": BOTH}, {"id": "high", "label": BOTH}],
            "rules": [{"id": f"rule_{n}", "level": level, "when": when} for n, (level, when) in enumerate(rules)]}


def bands(*rows: Mapping[str, object]) -> Change:
    """The outcome decided by bands on a scale, in place of rules."""
    return whole(drop("/outcomes/0/rules"), put("/outcomes/0/scale", "total"), put("/outcomes/0/bands", list(rows)))


def with_ids(*names: str) -> Change:
    """Items with these ids, after the others."""
    return lambda found: found["sections"][2]["items"].extend(item(name) for name in names)


def same_as(*others: str) -> list[dict[str, str]]:
    """Items of other instruments, each written as *instrument/item*."""
    return [dict(zip(("instrument", "item"), other.split("/"), strict=True)) for other in others]


def accepted(finding: str, place: str) -> dict[str, Any]:
    """A finding that a definition accepts."""
    return {"finding": finding, "at": place, "because": BOTH}


LATER = "what stands earlier"
CASES: list[tuple[str, Change, tuple[Refused, ...] | Accepted]] = [
    ("B2-missing-id", drop("/id"), (Refused("D-missing-property", "", "The property 'id' is missing"),)),
    ("B3-missing-version", drop("/version"), (Refused("D-missing-property", "", "'version' is missing"),)),
    ("B4-unknown-format", put("/format", "riskscreen"),
     (Refused("D-unknown-format", "/format", "Expected: one of the known formats: riskscreen/1"),)),
    ("B4-missing-format", drop("/format"), (Refused("D-missing-property", "", "Expected: 'riskscreen/1'"),)),
    ("B5-future-format", put("/format", "riskscreen/2"),
     (Refused("D-unknown-format", "/format", "Found: 'riskscreen/2'"),)),
    ("B6-unknown-property", put("/author", "me"), (Refused("D-unknown-property", "/author", "no property 'author'"),)),
    ("B7-typo-in-a-property", whole(put(f"{ITEM}/guidence", BOTH)),
     (Refused("D-unknown-property", f"{ITEM}/guidence", "Did you mean guidance?"),)),
    ("B8-null-where-a-text-stands", put("/about/licence", None),
     (Refused("D-still-open", "/about/licence", "Found: null. Expected: string"),)),
    ("B9-truth-value-as-weight", put("/scales/0/weights", {"threats": True}),
     (Refused("D-wrong-type", "/scales/0/weights/threats", "Found: true. Expected: number"),)),
    ("B11-text-as-weight", put("/scales/0/weights", {"threats": "2"}),
     (Refused("D-wrong-type", "/scales/0/weights/threats", "Found: '2'. Expected: number"),)),
    ("B12-negative-weight", put("/scales/0/weights", {"threats": -2}),
     Accepted("a protective factor lowers a number; nothing has to declare it")),
    ("B13-weight-of-a-billion", put("/scales/0/weights", {"threats": 10**9}),
     (Refused("D-number-range", "/scales/0/weights/threats", "Found: number 1000000000. Expected: at most 1000000"),)),
    ("B14-duplicate-item-id", put(f"{ITEM}/id", "weapon"),
     (Refused("D-duplicate-id", "/sections/1/items/1/id", "'weapon' stands twice"),
      Refused("D-unknown-item", "/scales/1/count/items/0", "There is no item 'threats'"))),
    ("B15-ids-that-differ-by-case", with_ids("Threats"),
     (Refused("D-bad-id", "/sections/2/items/1/id", "Found: 'Threats'. Expected: a lower case letter"),)),
    ("B16-ids-that-differ-by-composition", with_ids("caf\u00e9", "cafe\u0301"),
     (Refused("D-bad-id", "/sections/2/items/1/id", "caf"), Refused("D-bad-id", "/sections/2/items/2/id", "cafe"))),
    ("B17-cyrillic-id", with_ids("thre\u0430ts"), (Refused("D-bad-id", "/sections/2/items/1/id", "thre\u0430ts"),)),
    ("B18-zero-width-id", with_ids("threats\u200b"),
     (Refused("D-bad-id", "/sections/2/items/1/id", r"Found: 'threats\u200b'"),)),
    ("B19-right-to-left-override-in-an-id", with_ids("thr\u202eeats"),
     (Refused("D-bad-id", "/sections/2/items/1/id", r"Found: 'thr\u202eeats'"),)),
    ("B20-proto-as-id", with_ids("__proto__"), (Refused("D-bad-id", "/sections/2/items/1/id", "Found: '__proto__'"),)),
    ("B20-constructor-as-id", with_ids("constructor"), Accepted("a word like any other, here")),
    ("B21-unknown-as-id", with_ids("unknown"),
     (Refused("D-reserved-id", "/sections/2/items/1/id", "The id 'unknown' is reserved"),)),
    ("B22-empty-id", with_ids(""), (Refused("D-bad-id", "/sections/2/items/1/id", "Found: ''"),)),
    ("B22-id-with-a-line-break", with_ids("a\n"), (Refused("D-bad-id", "/sections/2/items/1/id", r"Found: 'a\n'"),)),
    ("B23-id-of-ten-kilobytes", with_ids("a" * 10_000),
     (Refused("D-too-many", "/sections/2/items/1/id", "Expected: at most this many characters: 64"),)),
    ("B24-no-items", put("/sections/0/items", []),
     (Refused("D-too-few", "/sections/0/items", "Expected: at least this many: 1"),
      Refused("D-unknown-item", "/sections/2/applies_when/item", "no item 'former_partner'"))),
    ("B24-no-sections", put("/sections", []),
     (Refused("D-too-few", "/sections", "Found: list of 0"),
      Refused("D-unknown-section", "/scales/0/sum/sections/0", "'core'"),
      Refused("D-unknown-section", "/scales/0/sum/sections/1", "'partner'"),
      Refused("D-unknown-item", "/scales/1/count/items/0", "'threats'"),
      Refused("D-unknown-item", "/scales/1/count/items/1", "'weapon'"),
      Refused("D-unknown-option", "/scales/1/where/0", "'present'"))),
    ("B25-501-items", with_ids(*(f"more_{n}" for n in range(497))),
     (Refused("D-too-many", "/sections", "Found: 501 items. Expected: at most 500"),)),
    ("B25-501-items-in-a-section", with_ids(*(f"more_{n}" for n in range(500))),
     (Refused("D-too-many", "/sections/2/items", "Found: list of 501. Expected: at most this many: 500"),)),
    ("B26-item-without-options", put(f"{ITEM}/response", {"options": []}),
     (Refused("D-too-few", f"{ITEM}/response/options", "Expected: at least this many: 1"),)),
    ("B26-item-without-a-response", drop(f"{ITEM}/response"),
     (Refused("D-missing-property", ITEM, "The property 'response' is missing"),)),
    ("B27-duplicate-option", put(f"{OPTIONS}/1/id", "absent"),
     (Refused("D-duplicate-id", f"{OPTIONS}/1/id", "'absent' stands twice"),
      Refused("D-unknown-option", "/scales/1/where/0", "'present'"))),
    ("B28-option-unknown", put(f"{OPTIONS}/-", {"id": "unknown", "label": BOTH}),
     (Refused("D-reserved-id", f"{OPTIONS}/2/id", "reserved for the answer that everyone can give"),)),
    ("B29-option-with-a-space", put(f"{OPTIONS}/-", {"id": " yes", "label": BOTH}),
     (Refused("D-bad-id", f"{OPTIONS}/2/id", "Found: ' yes'"),)),
    ("B30-rule-names-a-missing-item", put(f"{RULE}/when", {"item": "weapons", "is": ["present"]}),
     (Refused("D-unknown-item", f"{RULE}/when/item", "There is no item 'weapons'. Expected: one of former_partner"),)),
    ("B31-rule-names-a-missing-option", put(f"{RULE}/when", {"item": "weapon", "is": ["presnt"]}),
     (Refused("D-unknown-option", f"{RULE}/when/is/0", "Expected: one of absent, present. Did you mean present?"),)),
    ("B32-cyclic-rules", whole(
        put("/outcomes/-", outcome("one", ("high", {"outcome": "two", "is": "high"}))),
        put("/outcomes/-", outcome("two", ("high", {"outcome": "one", "is": "high"})))),
     (Refused("D-stands-later", "/outcomes/1/rules/0/when/outcome", LATER),)),
    ("B32-cyclic-scales", whole(put("/scales/-", {"id": "one", "combine": [{"scale": "two"}]}),
                                put("/scales/-", {"id": "two", "combine": [{"scale": "one"}]})),
     (Refused("D-stands-later", "/scales/2/combine/0/scale", "'two' is not"),)),
    ("B33-outcome-of-itself", put("/outcomes/-", outcome("one", ("high", {"outcome": "one", "is": "high"}))),
     (Refused("D-stands-later", "/outcomes/1/rules/0/when/outcome", LATER),)),
    ("B33-scale-of-itself", put("/scales/-", {"id": "one", "lookup": "one", "table": [{"from": 0, "value": 1}]}),
     (Refused("D-stands-later", "/scales/2/lookup", "'one' is not"),)),
    ("B33-item-that-hangs-on-itself", put(f"{ITEM}/applies_when", {"item": "threats", "is": ["present"]}),
     (Refused("D-stands-later", f"{ITEM}/applies_when/item", LATER),)),
    ("B34-skip-on-a-later-item", put(f"{ITEM}/applies_when", {"item": "weapon", "is": ["present"]}),
     (Refused("D-stands-later", f"{ITEM}/applies_when/item", LATER),)),
    ("B35-unreachable-level", put("/outcomes/0/levels/-", {"id": "extreme", "label": BOTH}),
     Accepted("a draft may have it; the check of a definition finds it")),
    ("B38-cut-off-above-the-maximum", put(f"{RULE}/when/at_least", 1_000),
     Accepted("a draft may have it; the check of a definition finds it")),
    ("B39-levels-out-of-order", bands({"level": "high", "from": 1}, {"level": "medium", "from": 2}),
     (Refused("D-band-order", "/outcomes/0/bands/1", "Levels rise from band to band"),)),
    ("B41-regular-expression", put(f"{ITEM}/response", {"text": {"pattern": "(a+)+$"}}),
     (Refused("D-unknown-property", f"{ITEM}/response/text/pattern", "Expected: one of max_length"),
      Refused("D-not-scored", "/scales/1/count/items/0", "does not see the answer to 'threats'"))),
    ("B42-reference", put(f"{ITEM}/response", {"$ref": "https://example.org/scale.json"}),
     (Refused("D-one-form", f"{ITEM}/response", "Found: properties $ref. Expected: one of: options"),
      Refused("D-unknown-property", f"{ITEM}/response/$ref", "There is no property '$ref' here"))),
    ("B42-include", put("/include", "file:///etc/passwd"), (Refused("D-unknown-property", "/include", "'include'"),)),
    ("B43-expression", put(f"{RULE}/when", "().__class__.__bases__"),
     (Refused("D-wrong-type", f"{RULE}/when", "Found: '().__class__.__bases__'. Expected: object"),)),
    ("B44-text-missing-in-one-language", drop("/sections/1/title/nl"),
     (Refused("D-language-missing", "/sections/1/title", "'nl' is missing. Found: en. Expected: en, nl"),)),
    ("B44-text-in-one-language-too-many", put("/sections/1/title/fr", "Tous"),
     (Refused("D-language-extra", "/sections/1/title/fr", "The title has no 'fr'"),)),
    ("next-is-itself", put(f"{LEVEL}/next", ["doorstep-check"]), (Refused("D-own-instrument", f"{LEVEL}/next/0"),)),
    ("next-twice", put(f"{LEVEL}/next", ["a", "b", "a"]),
     (Refused("D-duplicate-id", f"{LEVEL}/next/2", "The instrument 'a' comes next already"),)),
    ("next-is-a-path", put(f"{LEVEL}/next", ["../../etc/passwd"]), (Refused("D-bad-id", f"{LEVEL}/next/0"),)),
    ("next-is-no-list", put(f"{LEVEL}/next", "sash-style"),
     (Refused("D-wrong-type", f"{LEVEL}/next", "Expected: array"),)),
    ("next-is-empty", put(f"{LEVEL}/next", []), (Refused("D-too-few", f"{LEVEL}/next"),)),
    ("next-names-very-many", put(f"{LEVEL}/next", [f"a{n}" for n in range(21)]),
     (Refused("D-too-many", f"{LEVEL}/next"),)),
    ("next-is-not-installed", put(f"{LEVEL}/next", ["written-next-year"]),
     Accepted("a definition is read on its own, and the other may be written later")),
    ("same-as-in-itself", put(f"{ITEM}/same_as", same_as("doorstep-check/weapon")),
     (Refused("D-own-instrument", f"{ITEM}/same_as/0/instrument"),)),
    ("same-as-two-of-one-instrument", put(f"{ITEM}/same_as", same_as("other/a", "other/b")),
     (Refused("D-duplicate-id", f"{ITEM}/same_as/1/instrument", "one of 'other' is named already"),)),
    ("same-as-one-for-two", whole(put(f"{ITEM}/same_as", same_as("other/a")),
                                  put("/sections/1/items/1/same_as", same_as("other/a"))),
     (Refused("D-duplicate-id", "/sections/1/items/1/same_as/0/item", f"another than {ITEM}/same_as/0 has"),)),
    ("same-as-without-an-item", put(f"{ITEM}/same_as", [{"instrument": "other"}]),
     (Refused("D-missing-property", f"{ITEM}/same_as/0", "The property 'item' is missing"),)),
    ("same-as-a-text", put(f"{ITEM}/same_as", ["other/a"]),
     (Refused("D-wrong-type", f"{ITEM}/same_as/0", "Expected: object"),)),
    ("same-as-with-a-bad-id", put(f"{ITEM}/same_as", same_as("Other/a b")),
     (Refused("D-bad-id", f"{ITEM}/same_as/0/instrument"), Refused("D-bad-id", f"{ITEM}/same_as/0/item"))),
    ("same-as-with-an-option-that-is-not-here",
     put(f"{ITEM}/same_as", [{"instrument": "other", "item": "a", "options": {"presen": "yes"}}]),
     (Refused("D-unknown-option", f"{ITEM}/same_as/0/options/presen", "one of absent, present"),)),
    ("same-as-with-two-options-that-are-one-there",
     put(f"{ITEM}/same_as", [{"instrument": "other", "item": "a", "options": {"absent": "yes", "present": "yes"}}]),
     (Refused("D-duplicate-id", f"{ITEM}/same_as/0/options/present", "another id than that of 'absent'"),)),
    ("same-as-with-no-options",
     put(f"{ITEM}/same_as", [{"instrument": "other", "item": "a", "options": {}}]),
     (Refused("D-too-few", f"{ITEM}/same_as/0/options"),)),
    ("same-as-an-instrument-that-is-not-there", put(f"{ITEM}/same_as", same_as("other/a", "another/a")),
     Accepted("the other item is looked at when the two instruments are brought together")),
    ("accepts-one-finding-twice", put("/accepted", [accepted("F-scale-unused", "/scales/0")] * 2),
     (Refused("D-duplicate-id", "/accepted/1", "accepted at this place already"),)),
    ("accepts-without-a-reason", put("/accepted", [{"finding": "F-scale-unused", "at": "/scales/0"}]),
     (Refused("D-missing-property", "/accepted/0", "The property 'because' is missing"),)),
    ("accepts-in-one-language", put("/accepted", [accepted("F-scale-unused", "") | {"because": {"en": "Shown."}}]),
     (Refused("D-language-missing", "/accepted/0/because", "'nl' is missing"),)),
    ("accepts-an-error", put("/accepted", [accepted("D-unknown-item", "")]),
     (Refused("D-bad-id", "/accepted/0/finding"),)),
    ("accepts-at-no-pointer", put("/accepted", [accepted("F-scale-unused", "scales")]),
     (Refused("D-bad-id", "/accepted/0/at"),)),
    ("accepts-nothing", put("/accepted", []), (Refused("D-too-few", "/accepted"),)),
    ("accepts-everything", put("/accepted", [accepted("F-scale-unused", f"/scales/{n}") for n in range(501)]),
     (Refused("D-too-many", "/accepted"),)),
    ("accepts-what-is-not-there", put("/accepted", [accepted("F-written-next-year", "/nowhere/at/all")]),
     Accepted("the check says so, since findings come and go while a definition is written")),
]
# What riskscreen/1 has no words for: the nearest that can be written, and what becomes of it.
CANNOT_BE_WRITTEN: list[tuple[str, Change, tuple[Refused, ...] | Accepted]] = [
    ("B36-gap-between-cut-offs", bands({"level": "medium", "from": 1, "to": 2}),
     (Refused("D-one-form", "/outcomes/0/bands/0", "Expected: one of: from; to"),)),
    ("B36-gap-between-bands-of-a-number", put(f"{ITEM}/response", {
        "integer": {"min": 0, "max": 9}, "bands": [{"id": "a", "from": 2, "label": BOTH}]}),
     (Refused("D-band-order", f"{ITEM}/response/bands/0/from", "starts at min. Found: 2. Expected: 0"),)),
    ("B37-overlapping-cut-offs", bands({"level": "medium", "from": 2}, {"level": "high", "from": 2}),
     (Refused("D-band-order", "/outcomes/0/bands/1", "each cut-off lies above the one before it"),)),
    ("B40-contradictory-rules", put("/outcomes/0/rules/-", {
        "id": "other", "level": "low", "when": {"scale": "severe", "at_least": 2}}),
     Accepted("an outcome has the highest level that a rule reaches, so rules cannot contradict each other")),
]


def tabled(cases: list[tuple[str, Change, tuple[Refused, ...] | Accepted]], kind: type) -> list[Any]:
    """The cases with this kind of outcome, by their ids."""
    return [pytest.param(change, expected, id=name) for name, change, expected in cases if isinstance(expected, kind)]


EVERY = CASES + CANNOT_BE_WRITTEN


def changed(change: Change) -> dict[str, Any]:
    """The small definition, changed."""
    found = document()
    change(found)
    return found


@pytest.mark.parametrize(("change", "expected"), tabled(EVERY, tuple))
def test_meaning_is_refused(change: Change, expected: tuple[Refused, ...]) -> None:
    """What means nothing is refused, with its place and with what was found or expected."""
    assert_refused(refusal(lambda: Instrument.from_dict(changed(change))), *expected)


@pytest.mark.parametrize(("change", "expected"), tabled(EVERY, tuple))
def test_text_is_refused_as_the_mapping_is(change: Change, expected: tuple[Refused, ...]) -> None:
    """The same from JSON, where each problem has its line and column, in the order of the text."""
    source = json.dumps(changed(change), indent=1)

    error = refusal(lambda: riskscreen.loads(source))

    assert_refused(error, *expected)
    assert places(error) == sorted(places(error))
    assert all(line for line, _ in places(error))


@pytest.mark.parametrize(("change", "expected"), tabled(EVERY, Accepted))
def test_meaning_is_accepted(change: Change, expected: Accepted) -> None:
    """What is only odd loads, from a mapping and from text, and scores."""
    instrument = Instrument.from_dict(changed(change))

    assert riskscreen.loads(json.dumps(changed(change))) == instrument, expected.because
    assert instrument.score({}, partial=True).at_least == "low"


@pytest.mark.parametrize("value", [pytest.param([], id="B1-list"), pytest.param([document()], id="B1-list-of-one"),
                                   None, True, 1, "riskscreen/1", {}])
def test_what_is_no_definition_is_refused(value: Any) -> None:
    """A definition is an object that says its format."""
    error = refusal(lambda: Instrument.from_dict(value))

    expected = Refused("D-missing-property", "", "'format' is missing") if value == {} else \
        Refused("D-wrong-type", "", "Expected: object")
    assert_refused(error, expected)
    assert_refused(refusal(lambda: riskscreen.loads(json.dumps(value))), expected)


def test_contradicting_rules_give_the_higher_level() -> None:
    """B40: a rule for a lower level takes nothing away from one for a higher level."""
    change = next(change for name, change, _ in CANNOT_BE_WRITTEN if name.startswith("B40"))
    instrument = Instrument.from_dict(changed(change))

    result = instrument.score({"former_partner": "no", "threats": "present", "weapon": "present"})

    assert result.level == "high"


@pytest.mark.parametrize(("token", "expected"), [
    pytest.param("0.1234", Refused("D-number-places", SCORE, "Found: number 0.1234"), id="B10-four-decimals"),
    pytest.param("1e3", Refused("D-exponent", SCORE, "Numbers are written out"), id="B10-exponent"),
    pytest.param("15e-1", Refused("D-exponent", SCORE, "a number such as 1000 or 0.5"), id="B10-negative-exponent")])
def test_number_in_another_form_is_refused(token: str, expected: Refused) -> None:
    """B10: numbers have at most three decimals and no exponent, so that two people read the same."""
    source = json.dumps(document()).replace('"present", "score": 1', f'"present", "score": {token}')

    assert_refused(refusal(lambda: riskscreen.loads(source)), expected)


@pytest.mark.parametrize("token", ["0.5", "1.125", "1.500", "-0.0"])
def test_plain_decimals_are_exact(token: str) -> None:
    """B10: a decimal that is written out is read as what it says."""
    source = json.dumps(document()).replace('"present", "score": 1', f'"present", "score": {token}')

    option = riskscreen.loads(source).items["threats"].response.choices[1]

    assert option.score == Decimal(token)


@pytest.mark.parametrize("number", [0.5, float("nan"), float("inf"), np.float64(0.5), np.float32(0.5)])
def test_float_is_refused_with_a_hint(number: Any) -> None:
    """B10: a float is not exact, so none may reach a score."""
    error = refusal(lambda: Instrument.from_dict(changed(put(SCORE, number))))

    says = "floats are not exact" if isinstance(number, float) else "a plain JSON value"
    assert_refused(error, Refused("D-wrong-type", SCORE, says))


def test_same_id_and_version_with_another_content_is_refused(tmp_path: Path) -> None:
    """B45: two contents under one name cannot both be right; a file may not look like an installed instrument."""
    found = riskscreen.load("sash-style").to_dict()
    found["title"]["en"] = "Another title"
    path = tmp_path / "mine.json"
    path.write_text(Instrument.from_dict(found).to_json(), encoding="utf-8")

    error = refusal(lambda: riskscreen.load(path))

    assert_refused(error, Refused("D-same-version", "/version", "Found: 0.2.0. Expected: a new version, or another id"))


# All problems together


def test_all_problems_come_together_in_the_order_of_the_document() -> None:
    """Shape and sense are looked at in one go, from the first line to the last."""
    change = whole(put("/result", "concerns"), put(f"{RULE}/level", "middle"), put("/scales/0/round", {"places": 9}),
                   put(f"{ITEM}/response", "presense"), put("/title", {"en": "Check"}), put("/id", "Door"))
    expected = [
        Refused("D-bad-id", "/id"),
        *(Refused("D-language-extra", f"/about/{name}/nl") for name in ("intended_use", "not_for"))]

    error = refusal(lambda: Instrument.from_dict(changed(change)))

    assert [(problem.code, problem.pointer) for problem in error.problems[:3]] == \
        [(refused.code, refused.pointer) for refused in expected]
    assert [(problem.code, problem.pointer) for problem in error.problems if "language" not in problem.code] == [
        ("D-bad-id", "/id"), ("D-unknown-response-scale", f"{ITEM}/response"),
        ("D-missing-property", "/scales/0/round"), ("D-number-range", "/scales/0/round/places"),
        ("D-unknown-level", f"{RULE}/level"), ("D-unknown-outcome", "/result")]


def test_order_is_that_of_the_text_and_the_mapping_alike() -> None:
    """A definition with its parts in another order has its problems in that order."""
    found = dict(reversed(changed(whole(put("/result", "concerns"), put("/id", "Door"))).items()))

    of_mapping = refusal(lambda: Instrument.from_dict(found))
    of_text = refusal(lambda: riskscreen.loads(json.dumps(found)))

    assert [problem.pointer for problem in of_mapping.problems] == ["/result", "/id"]
    assert [problem.pointer for problem in of_text.problems] == ["/result", "/id"]


def test_float_is_reported_together_with_other_problems() -> None:
    """What no JSON can hold does not hide the rest, and is told once."""
    error = refusal(lambda: Instrument.from_dict(changed(whole(put(SCORE, 0.5), put("/result", "concerns")))))

    assert_refused(error, Refused("D-wrong-type", SCORE, "floats"), Refused("D-unknown-outcome", "/result"))


@pytest.mark.parametrize(("n_faults", "counted"), [(49, 49), (50, 50), (400, 400), (20_000, 1_000)])
def test_fifty_problems_are_shown_and_the_others_counted(n_faults: int, counted: int) -> None:
    """A draft with very many faults gets its first fifty, with near names, and a count."""
    names = {f"accepted_{n}": BOTH for n in range(n_faults)}

    error = refusal(lambda: Instrument.from_dict({**document(), **names}))

    assert error.n_problems == counted
    assert [problem.pointer for problem in error.problems] == [f"/accepted_{n}" for n in range(min(50, n_faults))]
    assert error.problems[0].suggestions == ("accepted",)


def test_near_names_are_suggested_and_never_used() -> None:
    """At most three, nearest first, among the names that could stand there."""
    change = whole(with_ids("weapon_1", "weapon_2", "weapon_3"),
                   put(f"{RULE}/when", {"item": "waepon", "is": ["present"]}))

    error = refusal(lambda: Instrument.from_dict(changed(change)))

    assert error.problems[0].suggestions == ("weapon",)
    assert "Did you mean weapon? [D-unknown-item]" in str(error)


# What Python can hold and JSON cannot


class Colour(enum.Enum):
    """An enumeration whose members are no texts."""

    RED = "red"


class Word(str):
    """A text that fails at whatever it is asked."""

    def __hash__(self) -> int:
        raise RuntimeError("no hash")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no equality")

    def __len__(self) -> int:
        raise RuntimeError("no length")

    def __str__(self) -> str:
        raise RuntimeError("no text")


class Mute:
    """An object that fails at whatever it is asked, its class included."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __repr__(self) -> str:
        raise RuntimeError("no text")


class Broken(dict[str, Any]):
    """A mapping whose members cannot be read."""

    def items(self) -> Any:
        raise RuntimeError("no members")


class Endless(list[int]):
    """A list that has no end."""

    def __iter__(self) -> Iterator[int]:
        while True:
            yield 1


def nested(depth: int, *, mappings: bool = False) -> Any:
    """A list in a list in a list, or a mapping in a mapping in a mapping."""
    value: Any = {} if mappings else []
    for _ in range(depth - 1):
        value = {"all": value} if mappings else [value]
    return value


ODD_VALUES = {
    "nan": (Decimal("NaN"), "D-wrong-type"),
    "signalling-nan": (Decimal("sNaN"), "D-wrong-type"),
    "infinity": (Decimal("Infinity"), "D-wrong-type"),
    "huge-decimal": (Decimal("1E+999999999"), "J-number-range"),
    "tiny-decimal": (Decimal("1E-999999999"), "J-number-range"),
    "huge-integer": (10**5_000, "J-number-range"),
    "complex": (1j, "D-wrong-type"),
    "bytes": (b"1", "D-wrong-type"),
    "set": ({1}, "D-wrong-type"),
    "generator": ((n for n in range(3)), "D-wrong-type"),
    "range": (range(10**9), "D-wrong-type"),
    "enumeration": (Colour.RED, "D-wrong-type"),
    "object": (object(), "D-wrong-type"),
    "mute-object": (Mute(), "D-wrong-type"),
    "broken-mapping": (Broken(), "D-wrong-type"),
    "numpy-integer": (np.int64(1), "D-wrong-type"),
    "numpy-truth": (np.True_, "D-wrong-type"),
    "numpy-array": (np.array([1, 2]), "D-wrong-type"),
    "half-a-character": ("\ud83d", "J-lone-surrogate"),
    "deep-list": (nested(100_000), "J-too-deep"),
    "deep-mapping": (nested(100_000, mappings=True), "J-too-deep"),
}


@pytest.mark.parametrize("place", [SCORE, "/id", "/title", "/about/sources", ITEM, f"{RULE}/when", "/extra"])
@pytest.mark.parametrize("name", ODD_VALUES)
def test_value_that_json_does_not_have_is_refused(name: str, place: str) -> None:
    """Whatever stands in a mapping, wherever it stands, there is one error that can be shown."""
    value, code = ODD_VALUES[name]

    error = refusal(lambda: Instrument.from_dict(changed(put(place, value))))

    assert any(problem.code == code and problem.pointer.startswith(place) for problem in error.problems)
    assert_showable(error)


def test_value_in_itself_is_refused() -> None:
    """A list that holds itself has no end, and many lists that hold each other are larger than any memory."""
    endless: list[Any] = []
    endless.append(endless)
    bomb: list[Any] = []
    for _ in range(20):
        bomb = [bomb] * 10

    assert "J-too-deep" in str(refusal(lambda: Instrument.from_dict(changed(put("/extra", endless)))))
    assert_refused(refusal(lambda: Instrument.from_dict(changed(put("/extra", bomb)))),
                   Refused("J-too-large", "", "no more than a JSON text of 1 MiB can hold"))


@pytest.mark.parametrize("value", [dict.fromkeys(map(str, range(10**6))), [0] * 10**6, "x" * 2**20, Endless([1])])
def test_mapping_that_is_larger_than_any_text_is_refused(value: Any) -> None:
    """The limit on the size of a text holds for mappings as well; they are not even read to their end."""
    error = refusal(lambda: Instrument.from_dict(changed(put("/extra", value))))

    assert_refused(error, Refused("J-too-large", "", "This is too large for a definition"))


@pytest.mark.parametrize("levels", [(31, True), (32, False)], ids=["deepest", "too-deep"])
def test_depth_is_counted_as_in_a_text(levels: tuple[int, bool]) -> None:
    """What a text may nest, a mapping may nest."""
    depth, is_sound = levels
    found = changed(put("/extra", nested(depth)))

    codes = [problem.code for problem in refusal(lambda: Instrument.from_dict(found)).problems]

    assert ("J-too-deep" not in codes) == is_sound
    assert ("J-too-deep" not in str(refusal(lambda: riskscreen.loads(json.dumps(found))))) == is_sound


@pytest.mark.parametrize("kind", [OrderedDict, MappingProxyType, UserDict])
def test_every_mapping_is_read(kind: Any) -> None:
    """A mapping need not be a dict, a list can be a tuple, and a text can be numpy's."""
    found = document()
    found["title"] = kind(found["title"])
    found["sections"] = tuple(found["sections"])
    found["id"] = np.str_(found["id"])

    assert Instrument.from_dict(kind(found)) == Instrument.from_dict(document())


def test_text_that_fails_is_read_as_the_text_it_is() -> None:
    """What a subclass of a text does is not asked; its characters count."""
    found = changed(put("/id", Word("doorstep-check")))

    assert Instrument.from_dict(found).id == "doorstep-check"
    assert type(Instrument.from_dict(found).id) is str


def test_changing_the_mapping_later_changes_nothing() -> None:
    """An instrument holds copies."""
    found = document()
    instrument = Instrument.from_dict(found)

    found["sections"][1]["items"].clear()
    found["title"]["en"] = "Changed"

    assert instrument == Instrument.from_dict(document())


@pytest.mark.parametrize("name", [None, 7, b"id", ("a",), Colour.RED, pytest.param(10**5_000, id="huge")])
def test_name_that_is_no_text_is_refused(name: Any) -> None:
    """Property names are texts."""
    error = refusal(lambda: Instrument.from_dict({**document(), name: 1}))

    assert_refused(error, Refused("D-wrong-type", "", "Property names are texts."))


# What can be shown of hostile names


UGLY = "\x1b]8;;x\x07\u202egnihton\u2066\r\n\x9b2J\u200b"


@pytest.mark.parametrize("place", ["/", "/title/", "/about/sources/", "/response_scales/", "/scales/0/weights/",
                                   "/about/languages/"])
def test_control_characters_of_names_are_escaped(place: str) -> None:
    """Nothing that a definition calls itself can move a cursor, colour a line or turn round what stands beside it."""
    change = whole(put("/about/languages", {"en": "me"}), put("/scales/0/weights", {"threats": 1}),
                   put(place + UGLY, 1))

    for error in (refusal(lambda: Instrument.from_dict(changed(change))),
                  refusal(lambda: riskscreen.loads(json.dumps(changed(change))))):
        assert_showable(error)
        assert r"\x1b]8;;" in str(error)
        assert r"\u202egnihton\u2066\r\n\x9b2J\u200b" in str(error)


def test_long_names_are_shown_in_part() -> None:
    """A name of a megabyte does not fill the screen, and its near names are not looked for."""
    error = refusal(lambda: Instrument.from_dict({**document(), "x" * 900_000: 1, HAN * 1_000: 2}))

    assert [problem.code for problem in error.problems] == ["D-unknown-property"] * 2
    assert len(str(error)) < 2_000


# Limits


def test_options_read_by_all_scales_are_limited() -> None:
    """Many scales over very many options are refused, since no machine could score them at once."""
    options = [{"id": f"option_{n}", "label": BOTH, "score": n} for n in range(50)]
    change = whole(put("/response_scales/many", {"options": options}),
                   put("/sections/0/items", [item(f"item_{n}", response="many") for n in range(400)]),
                   put("/sections/2/applies_when", {"item": "item_0", "is": ["option_1"]}),
                   lambda found: found["scales"].extend({"id": f"scale_{n}", "sum": "all"} for n in range(11)))

    assert_refused(refusal(lambda: Instrument.from_dict(changed(change))),
                   Refused("D-too-many", "/scales", "each counted for every scale that reads it. Expected: at most"))


def test_numbers_that_outgrow_every_screen_are_refused() -> None:
    """Scales of scales of scales stay within a thousand digits."""
    def change(found: dict[str, Any]) -> None:
        names = ["total", *(f"scale_{n}" for n in range(200))]
        found["scales"] += [{"id": name, "combine": [{"scale": before, "times": 1_000_000}]}
                            for before, name in zip(names, names[1:], strict=False)]

    assert_refused(refusal(lambda: Instrument.from_dict(changed(change))),
                   Refused("D-number-range", "/scales/166", "too large, or too fine, to be written out"))


@pytest.mark.parametrize("link", ["scale", "outcome"])
def test_chains_of_references_are_followed_once(link: str) -> None:
    """Where each part refers twice to the one before it, no work is done twice as often."""
    def change(found: dict[str, Any]) -> None:
        for n in range(60):
            if link == "scale":
                before = f"scale_{n - 1}" if n else "total"
                terms = [{"scale": before, "times": sign} for sign in (1, -1)]
                found["scales"].append({"id": f"scale_{n}", "combine": terms})
            else:
                before = f"outcome_{n - 1}" if n else "concern"
                conditions = [{"outcome": before, "is": "low"}, {"not": {"outcome": before, "is": "low"}}]
                found["outcomes"].append(outcome(f"outcome_{n}", ("high", {"all": conditions})))

    result = Instrument.from_dict(changed(change)).score({"threats": "present"}, partial=True)

    assert (result.at_least, result.at_most) == ("medium", "high")
