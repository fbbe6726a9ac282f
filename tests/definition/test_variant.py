"""A rule with another condition: what that would do, under a name that nobody takes for the instrument itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

import riskscreen
from riskscreen import Instrument, InstrumentError, UsageError

FLAGS = riskscreen.load("stalking-red-flags")
FIVE = {"scale": "other_flags", "at_least": 5}
ABSENT = dict.fromkeys(FLAGS.items, "absent")


def test_only_the_rule_is_otherwise() -> None:
    """All else of the definition stays, but for what was said of the rule as it was and of its study."""
    before, after = FLAGS.to_dict(), FLAGS.with_rule("several_flags", FIVE).to_dict()
    rules = {rule["id"]: rule for rule in after["outcomes"][0]["rules"]}

    assert rules["several_flags"] == {"id": "several_flags", "level": "high", "when": FIVE}
    assert [rule for rule in before["outcomes"][0]["rules"] if rule["id"] != "several_flags"] == [
        rule for rule in rules.values() if rule["id"] != "several_flags"]
    assert {name for name in before if before[name] != after.get(name)} == {"version", "about", "outcomes", "accepted"}
    assert after["about"] == {**before["about"], "status": "draft"}


def test_every_number_of_flags_is_scored_by_the_new_cut_off() -> None:
    """Three and four flags were high, and are medium; five are high."""
    variant = FLAGS.with_rule("several_flags", FIVE)
    light = ["r5", "r6", "r7", "r9", "r10"]

    levels = [variant.score(ABSENT | dict.fromkeys(light[:n], "present")).level for n in range(6)]
    assert levels == ["low", "medium", "medium", "medium", "medium", "high"]


def test_version_names_the_variant() -> None:
    """Equal variants have equal names, others others; a variant of a variant is named after the version itself."""
    five, again = (FLAGS.with_rule("several_flags", FIVE) for _ in range(2))
    four = FLAGS.with_rule("several_flags", {**FIVE, "at_least": 4})
    both = five.with_rule("other_flag", {"scale": "other_flags", "at_least": 2})

    assert five == again
    assert len({FLAGS.version, five.version, four.version, both.version}) == 4
    for variant in (five, four, both):
        base, _, digits = variant.version.partition("-variant.x")
        assert (base, len(digits), set(digits) <= set("0123456789abcdef")) == (FLAGS.version, 8, True)


def test_every_view_names_it_a_variant() -> None:
    """Nobody who looks at a result, a page, a form or a record takes it for the instrument."""
    variant = FLAGS.with_rule("several_flags", FIVE)
    result = variant.score(ABSENT)
    record = result.record(case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
    views = [variant.to_html(), variant.to_form(), variant._repr_html_(), repr(variant), variant.to_json(),
             json.dumps(variant.form()), variant.to_sql(), variant.analyse().explain(), result.explain("nl"),
             result.to_html(), result._repr_html_(), repr(result), json.dumps(result.to_dict()), record.to_json(),
             record.explain(), record.to_html(), result.why_at_most().explain()]

    assert [n for n, view in enumerate(views) if variant.version not in view] == []


def test_it_takes_the_answers_of_its_version() -> None:
    """An answers file of the instrument can be scored by a variant of it, and its definition can be kept and loaded."""
    variant = FLAGS.with_rule("several_flags", FIVE)
    file = json.dumps({"instrument": {"id": FLAGS.id, "version": FLAGS.version}, "answers": ABSENT})

    assert variant.score(riskscreen.read_answers(file, variant)).level == "low"
    assert Instrument.from_dict(variant.to_dict()) == variant
    assert FLAGS.compare(variant) is not None


@pytest.mark.parametrize(("rule", "when", "outcome", "error"), [
    ("several_flag", FIVE, None, "Did you mean several_flags.*U-unknown-rule"),
    ("several_flags", FIVE, "urgencies", "Did you mean urgency.*U-unknown-outcome"),
    ("several_flags", [FIVE], None, "condition is given in plain values.*U-wrong-type"),
    ("several_flags", "other_flags >= 5", None, "U-wrong-type")])
def test_what_cannot_be_meant_is_refused(rule: str, when: Any, outcome: str | None, error: str) -> None:
    """Names that are not there, with near ones, and conditions that are no mapping."""
    with pytest.raises(UsageError, match=error):
        FLAGS.with_rule(rule, when, outcome=outcome)


@pytest.mark.parametrize("when", [{"scale": "other_flag", "at_least": 5}, {"scale": "other_flags", "at_least": 2.5}, {},
                                  {"scale": "other_flags"}, {"item": "r1", "is": {"present"}}])
def test_condition_without_a_meaning_is_refused(when: Any) -> None:
    """With the place in the document, as of any definition."""
    with pytest.raises(InstrumentError, match="/outcomes/0/rules/5/when"):
        FLAGS.with_rule("several_flags", when)


def test_levels_by_cut_offs_have_no_rule_to_change() -> None:
    """What has bands is changed in the document."""
    document = FLAGS.to_dict()
    document["outcomes"][0].pop("rules")
    document["outcomes"][0]["bands"] = [{"level": "medium", "from": 1}, {"level": "high", "from": 3}]
    document["outcomes"][0]["scale"] = "other_flags"
    with_bands = Instrument.from_dict(document)

    with pytest.raises(UsageError, match="no rule: its levels are given by cut-offs"):
        with_bands.with_rule("several_flags", FIVE)
