"""An instrument with another condition for one rule: what changes, what stays, and that it is named a variant."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from riskscreen import Instrument, InstrumentError, UnknownName, UsageError
from riskscreen.testing import instruments

FLAGS = riskscreen.load("stalking-red-flags")
FIVE = {"scale": "other_flags", "at_least": 5}
ABSENT = dict.fromkeys(FLAGS.items, "absent")
TWO_FLAGS = {"scale": "other_flags", "at_least": 2}
DOORSTEP = Path(__file__).parents[1] / "data" / "doorstep-check.json"
BOTH = {"en": "More", "nl": "Meer"}


def banded(bound: str = "from", cut_offs: tuple[int, int] = (1, 2)) -> Instrument:
    """The small instrument with bands on a scale."""
    document = riskscreen.load(DOORSTEP).to_dict()
    scale = document["scales"][0]["id"]
    levels = [{"id": level, "label": BOTH} for level in ("low", "medium", "high")]
    document["outcomes"] = [{"id": "concern", "title": BOTH, "levels": levels, "scale": scale, "bands": [
        {"level": "medium", bound: cut_offs[0]}, {"level": "high", bound: cut_offs[1]}]}]
    document.pop("reads", None)
    return Instrument.from_dict(document | {"result": "concern"})


def test_version_says_of_which_it_is_a_variant_and_which() -> None:
    """The version of the instrument, and eight digits of the content that this variant has at that version."""
    variant = FLAGS.with_rule("other_flag", TWO_FLAGS)
    document = variant.to_dict() | {"version": FLAGS.version}
    assert document.pop("reads") == [FLAGS.version]
    at_that_version = Instrument.from_dict(document)

    assert variant.version == f"{FLAGS.version}-variant.x{at_that_version.digest.removeprefix('sha256:')[:8]}"
    assert variant.about.status == "draft"
    assert riskscreen.loads(variant.to_json()) == variant
    assert len({FLAGS.with_rule("other_flag", TWO_FLAGS | {"at_least": n}).version for n in range(2, 8)}) == 6


@pytest.mark.parametrize(("version", "expected"), [
    ("1.0.0", "1.0.0-variant.x"), ("1.0.0-rc.1", "1.0.0-rc.1-variant.x"), ("1.0.0+nl", "1.0.0-variant.x")])
def test_version_stays_one_of_the_format(version: str, expected: str) -> None:
    """What stands behind a plus, stands behind it still."""
    base = Instrument.from_dict(FLAGS.to_dict() | {"version": version})
    variant = base.with_rule("other_flag", TWO_FLAGS)

    assert variant.version.startswith(expected)
    assert variant.version.endswith("+nl") == version.endswith("+nl")
    assert variant.definition.reads[-1] == version


@given(instruments(), st.data())
def test_rule_with_its_own_condition_scores_as_before(instrument: Instrument, data: st.DataObject) -> None:
    """Only what is said of the instrument changes, whatever its rules are; no answer set gets another level."""
    outcome = data.draw(st.sampled_from([each for each in instrument.definition.outcomes if each.rules]))
    rule = data.draw(st.sampled_from(outcome.rules))
    variant = instrument.with_rule(rule.id, rule.when, outcome=outcome.id)

    assert variant.version.startswith(f"{instrument.version}-variant.x")
    assert instrument.compare(variant).moves == ()


@given(instruments(), st.data())
def test_order_of_changes_does_not_matter(instrument: Instrument, data: st.DataObject) -> None:
    """A variant of a variant is one of the same instrument."""
    outcome = data.draw(st.sampled_from([each for each in instrument.definition.outcomes if each.rules]))
    first, second = (data.draw(st.sampled_from(outcome.rules)) for _ in range(2))
    item = data.draw(st.sampled_from(instrument.definition.scored_items))
    when = {"item": item.id, "is": [item.response.choices[0].id]}
    if first == second or outcome.bands is not None:
        return
    either = instrument.with_rule(first.id, when, outcome=outcome.id).with_rule(second.id, when, outcome=outcome.id)
    other = instrument.with_rule(second.id, when, outcome=outcome.id).with_rule(first.id, when, outcome=outcome.id)

    assert either == other
    assert either.version.count("variant") == 1


def test_band_moves_where_only_its_cut_off_does() -> None:
    """The bands stay bands; any other condition makes them rules that say the same."""
    scale = banded().definition.outcomes[0].bands.scale  # type: ignore[union-attr]
    moved = banded().with_rule("high", {"scale": scale, "at_least": 3})
    turned = banded().with_rule("high", {"scale": scale, "at_most": 0})

    assert moved.to_dict()["outcomes"][0]["bands"] == [{"level": "medium", "from": 1}, {"level": "high", "from": 3}]
    assert turned.to_dict()["outcomes"][0]["rules"] == [
        {"id": "medium", "level": "medium", "when": {"scale": scale, "at_least": 1}},
        {"id": "high", "level": "high", "when": {"scale": scale, "at_most": 0}}]


def test_band_below_another_is_refused() -> None:
    """Bands rise; a cut-off that would turn them round is told with its place."""
    scale = banded().definition.outcomes[0].bands.scale  # type: ignore[union-attr]

    with pytest.raises(InstrumentError, match=r"/outcomes/0/bands/1.*D-band-order"):
        banded().with_rule("high", {"scale": scale, "at_least": 1})


def test_every_view_names_a_variant() -> None:
    """Whatever is printed, shown, sent on or kept says that it is one: in its version, and to readers in words."""
    variant = FLAGS.with_rule("other_flag", TWO_FLAGS)
    result = variant.score(dict.fromkeys(FLAGS.items, "unknown"))
    record = result.record(case="7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
    views = {"repr": repr(variant), "result": repr(result), "explain": result.explain(), "html": result.to_html(),
             "page": variant.to_html(), "fragment": variant._repr_html_(), "form": variant.to_form(),
             "questions": str(variant.form()), "definition": variant.to_json(), "record": record.to_json(),
             "diagram": str(variant.diagram().to_dict()), "query": variant.to_sql(),
             "template": str(variant.template()), "result as data": str(result.to_dict())}
    in_words = "A variant, with a rule changed: not ready for use."

    assert {name for name, view in views.items() if variant.version not in view} == set()
    assert {name for name, view in views.items() if in_words in view} >= {"explain", "html", "page", "fragment", "form"}
    assert "Een variant, waarin een regel is veranderd: niet klaar voor gebruik." in result.explain("nl")
    assert "variant" not in FLAGS.score(dict.fromkeys(FLAGS.items, "unknown")).explain()


def test_condition_can_be_that_of_another_rule() -> None:
    """A condition of the model says what the same condition says in plain values."""
    two = FLAGS.outcomes["urgency"].rules[5].when

    assert FLAGS.with_rule("other_flag", two) == FLAGS.with_rule("other_flag", FLAGS.to_dict()[
        "outcomes"][0]["rules"][5]["when"])


def test_variant_takes_the_answers_that_its_instrument_takes() -> None:
    """Those of the earlier versions first, those of the instrument itself last."""
    reading = Instrument.from_dict(banded().to_dict() | {"version": "0.3.0", "reads": ["0.1.0", "0.2.0"]})

    assert reading.with_rule("high", {"scale": "total", "at_least": 3}).to_dict()["reads"] == [
        "0.1.0", "0.2.0", "0.3.0"]


def test_what_was_found_of_the_instrument_is_not_said_of_a_variant() -> None:
    """No study tried it, and what its rule rested on is no longer what it says."""
    document: dict[str, Any] = FLAGS.to_dict()
    document["about"] |= {"status": "validated", "validation": [
        {"citation": "S", "population": "P", "n": 2, "outcome": "O", "figures": "F"}]}
    validated = Instrument.from_dict(document)
    variant = validated.with_rule("other_flag", TWO_FLAGS)

    assert validated.about.validation
    assert not variant.about.validation
    assert (variant.outcomes["urgency"].rules[0].because, variant.outcomes["urgency"].rules[0].sources) == (None, ())


@pytest.mark.parametrize(("rule", "outcome", "said"), [
    ("other_flg", None, "Did you mean other_flag"), ("other_flag", "urgncy", "Did you mean urgency"),
    ("", None, "U-unknown-rule"), (None, None, "U-wrong-type"), ("other_flag", 5, "U-wrong-type")])
def test_wrong_names_are_answered_with_near_ones(rule: Any, outcome: Any, said: str) -> None:
    """Of the rule, and of the outcome."""
    with pytest.raises(UsageError, match=said):
        FLAGS.with_rule(rule, TWO_FLAGS, outcome=outcome)


def test_rule_of_another_outcome_is_pointed_to() -> None:
    """A rule is looked for in the result; where another outcome has it, the error says so."""
    instrument = riskscreen.load("which-screen")
    other = next(each for each in instrument.definition.outcomes if each.id != instrument.definition.result)
    rule = next(rule for rule in other.rules
                if rule.id not in {mine.id for mine in instrument.outcomes[instrument.definition.result].rules})

    with pytest.raises(UnknownName, match=f"outcome='{other.id}' has it"):
        instrument.with_rule(rule.id, {"item": "x", "is": ["y"]})


def test_condition_that_does_not_link_is_refused_with_all_problems() -> None:
    """Every problem at its place, and the instrument stays what it was."""
    before = copy.deepcopy(FLAGS.to_dict())
    with pytest.raises(InstrumentError) as caught:
        FLAGS.with_rule("other_flag", {"all": [{"item": "r99", "is": ["present"]},
                                               {"scale": "flags", "at_least": 1.5}]})

    assert {(problem.code, problem.pointer) for problem in caught.value.problems} == {
        ("D-unknown-item", "/outcomes/0/rules/0/when/all/0/item"),
        ("D-unknown-scale", "/outcomes/0/rules/0/when/all/1/scale"),
        ("D-wrong-type", "/outcomes/0/rules/0/when/all/1/at_least")}
    assert FLAGS.to_dict() == before


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
