"""Faults of many kinds, each planted into one sound definition, with what the check must say of it and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from hostile.cases import drop, put

BASE = Path(__file__).with_name("base.json")
CORE, PARTNER = "/sections/1/items", "/sections/2/items"
DANGER, STRAIN, OVERALL = "/outcomes/0", "/outcomes/1", "/outcomes/2"
SAME = {"en": "Much the same", "nl": "Vrijwel gelijk"}
STUDY = {"citation": "A study", "population": "Reports", "n": 10, "outcome": "Harm", "figures": "None"}

Change = Callable[[dict[str, Any]], object]


def base() -> dict[str, Any]:
    """The sound definition."""
    found: dict[str, Any] = json.loads(BASE.read_text(encoding="utf-8"))
    return found


@attrs.frozen
class Planted:
    """A fault by its name: the changes that plant it, and each finding, as severity, code and place."""

    name: str
    changes: tuple[Change, ...]
    expected: frozenset[tuple[str, str, str]]

    def document(self) -> dict[str, Any]:
        """The definition with the fault."""
        found = base()
        for change in self.changes:
            change(found)
        return found


def planted(name: str, finding: str, *changes: Change) -> Planted:
    """A fault; its findings are written as *severity code place*, one a line."""
    lines = [line.split() for line in finding.splitlines()]
    return Planted(name, changes, frozenset((severity, code, place) for severity, code, place in lines))


def when_item(name: str, *options: str) -> dict[str, Any]:
    """A condition on one item."""
    return {"item": name, "is": [*options]}


def rule(name: str, level: str, when: dict[str, Any]) -> dict[str, Any]:
    """A rule with a source."""
    return {"id": name, "level": level, "when": when, "sources": ["own"]}


def item(name: str, response: object = "presence") -> dict[str, Any]:
    """One more item."""
    return {"id": name, "text": {"en": f"One more: {name}", "nl": f"Nog een: {name}"}, "response": response,
            "sources": ["own"]}


def options(*names: str, scores: tuple[int, ...] = ()) -> dict[str, Any]:
    """A response of its own, with labels like the ids."""
    return {"options": [{"id": name, "label": {"en": name, "nl": f"{name} (nl)"}, **({"score": score} if score else {})}
                        for name, score in zip(names, scores or (0,) * len(names), strict=True)]}


def both(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two conditions that both hold."""
    return {"all": [one, other]}


YES, NO = when_item("former_partner", "yes"), when_item("former_partner", "no")
THREATS, CALM = when_item("threats", "present"), when_item("threats", "absent")

FAULTS = (
    planted("section-never-asked", "fault F-gate-never-opens /sections/2/applies_when",
            put("/sections/2/applies_when", both(YES, NO))),
    planted("section-always-asked", "fault F-gate-always-open /sections/2/applies_when",
            put("/sections/2/applies_when", when_item("former_partner", "no", "yes"))),
    planted("item-never-asked", f"fault F-gate-never-opens {PARTNER}/1/applies_when",
            put(f"{PARTNER}/1/applies_when", NO)),
    planted("item-always-asked", f"fault F-gate-always-open {PARTNER}/1/applies_when",
            put(f"{PARTNER}/1/applies_when", YES)),
    planted("text-never-asked", f"fault F-gate-never-opens {CORE}/4/applies_when",
            put(f"{CORE}/-", {**item("remarks", {"text": {}}), "applies_when": both(THREATS, CALM)})),
    planted("cut-off-above-the-scale", f"fault F-cut-off-out-of-reach {DANGER}/rules/1/when/at_least",
            put(f"{DANGER}/rules/1/when/at_least", 3)),
    planted("cut-off-that-all-reach", f"fault F-cut-off-out-of-reach {DANGER}/rules/0/when/at_least",
            put(f"{DANGER}/rules/0/when/at_least", 0)),
    planted("cut-off-inside-a-combination", f"fault F-cut-off-out-of-reach {DANGER}/rules/3/when/all/1/not/at_most",
            put(f"{DANGER}/rules/-", rule("deep", "high", both(THREATS, {"not": {"scale": "signs", "at_most": 99}})))),
    planted("end-of-between-above-the-scale", f"fault F-cut-off-out-of-reach {DANGER}/rules/1/when/between/0",
            put(f"{DANGER}/rules/1/when", {"scale": "grave", "between": [3, 9]})),
    planted("band-above-the-scale", f"fault F-cut-off-out-of-reach {STRAIN}/bands/2/from",
            put(f"{STRAIN}/bands/2/from", 99)),
    planted("rule-against-itself", f"fault F-rule-never-holds {DANGER}/rules/1",
            put(f"{DANGER}/rules/1/when", both({"scale": "grave", "at_least": 2}, CALM))),
    planted("rule-on-levels-that-never-meet", f"fault F-rule-never-holds {OVERALL}/rules/2",
            put(f"{OVERALL}/rules/-", rule("torn", "high", both({"outcome": "danger", "is": "low"},
                                                              {"outcome": "danger", "at_least": "medium"})))),
    planted("rule-on-a-band-that-is-never-asked", f"fault F-rule-never-holds {DANGER}/rules/3",
            put(f"{DANGER}/rules/-", rule("unasked", "high", both(when_item("court", "present"),
                                                                when_item("children", "absent"))))),
    planted("level-without-a-rule", f"fault F-level-unreachable {DANGER}/levels/3",
            put(f"{DANGER}/levels/-", {"id": "extreme", "label": {"en": "Extreme", "nl": "Extreem"}})),
    planted("levels-below-a-rule-that-always-holds",
            f"fault F-level-unreachable {DANGER}/levels/0\nfault F-level-unreachable {DANGER}/levels/1",
            put(f"{DANGER}/rules/2/when", when_item("control", "none", "some", "much"))),
    planted("level-that-a-higher-one-hides", f"fault F-level-unreachable {OVERALL}/levels/1",
            put(f"{OVERALL}/rules/0/when", {"outcome": "danger", "at_least": "high"})),
    planted("rule-twice", f"fault F-rule-changes-nothing {DANGER}/rules/3",
            put(f"{DANGER}/rules/-", rule("both_again", "high", {"scale": "grave", "at_least": 2}))),
    planted("rule-inside-another", f"fault F-rule-changes-nothing {DANGER}/rules/3",
            put(f"{DANGER}/rules/-", rule("threats_made", "medium", THREATS))),
    planted("rule-inside-a-higher-one", f"fault F-rule-changes-nothing {DANGER}/rules/3",
            put(f"{DANGER}/rules/-", rule("grave_two", "medium", {"scale": "grave", "at_least": 2}))),
    planted("rule-to-the-lowest-level", f"doubt F-rule-changes-nothing {DANGER}/rules/3",
            put(f"{DANGER}/rules/-", rule("calm", "low", CALM))),
    planted("item-that-nothing-reads", "fault F-item-never-matters /sections/0/items/1",
            put("/sections/0/items/-", item("alarm"))),
    planted("item-without-scores-that-nothing-reads", "doubt F-item-never-matters /sections/0/items/1",
            put("/sections/0/items/-", item("place", options("home", "street")))),
    planted("item-whose-answers-add-nothing", f"fault F-item-never-matters {CORE}/4",
            put(f"{CORE}/-", item("noise", options("soft", "loud")))),
    planted("option-without-its-score", "doubt F-option-never-matters /response_scales/grade/options/1",
            drop("/response_scales/grade/options/1/score")),
    planted("option-of-one-item", f"doubt F-option-never-matters {CORE}/4/response/options/1",
            put(f"{CORE}/-", item("pressure", options("faint", "slight", "strong", scores=(0, 0, 2))))),
    planted("band-like-the-one-below", f"doubt F-option-never-matters {CORE}/3/response/bands/1",
            lambda found: found["sections"][1]["items"][3]["response"]["bands"].insert(
                1, {"id": "some", "from": 4, "label": {"en": "Some", "nl": "Enkele"}})),
    planted("worse-answer-lowers", f"doubt F-worse-answer-lowers {CORE}/2",
            put(f"{DANGER}/rules/-", rule("sudden", "high", both(THREATS, when_item("control", "none"))))),
    planted("weight-with-the-wrong-sign", f"doubt F-worse-answer-lowers {CORE}/3",
            put("/scales/0/weights", {"nights": -1})),
    planted("unknown-forbidden-where-it-decides", f"doubt F-unknown-not-allowed {CORE}/2",
            put("/response_scales/grade/unknown", False)),
    planted("scale-without-a-use", "doubt F-scale-unused /scales/4",
            put("/scales/-", {"id": "most", "highest": {"sections": ["core"]}})),
    planted("scale-with-an-item-from-elsewhere", "doubt F-other-section /scales/2/count/items/1",
            put("/scales/2/count/items", ["children", "threats", "break_up"])),
    planted("rule-with-an-item-from-elsewhere", f"doubt F-other-section {DANGER}/rules/3/when",
            put(f"{DANGER}/rules/-", rule("two_of", "high", {"at_least": 2, "of": [
                THREATS, when_item("control", "some", "much"), when_item("court", "present")]}))),
    planted("options-with-one-label", "fault F-labels-equal /response_scales/grade/options/2/label",
            put("/response_scales/grade/options/2/label", {"en": "Some", "nl": "Enige"})),
    planted("options-with-one-label-in-one-language", "fault F-labels-equal /response_scales/presence/options/1/label",
            put("/response_scales/presence/options/1/label/nl", "afwezig.")),
    planted("bands-with-one-label", f"fault F-labels-equal {CORE}/3/response/bands/1/label",
            put(f"{CORE}/3/response/bands/1/label/en", "FEW")),
    planted("levels-with-one-label", f"fault F-labels-equal {DANGER}/levels/2/label",
            put(f"{DANGER}/levels/2/label/en", "Medium")),
    planted("options-in-another-order", f"doubt F-options-order {PARTNER}/2/response/options",
            lambda found: found["sections"][2]["items"][2]["response"]["options"].reverse()),
    planted("item-named-like-an-outcome", "doubt F-name-of-result /sections/0/items/1/id",
            put("/sections/0/items/-", {**item("danger", {"text": {}})})),
    planted("item-named-like-a-count", "doubt F-name-of-result /sections/0/items/1/id",
            put("/sections/0/items/-", {**item("n_problems", {"text": {}})})),
    planted("item-named-like-an-end-of-a-scale", "doubt F-name-of-result /sections/0/items/1/id",
            put("/sections/0/items/-", {**item("signs_least", {"text": {}})})),
    planted("item-named-like-a-bound", "doubt F-name-of-result /sections/0/items/1/id",
            put("/sections/0/items/-", {**item("overall_at_most", {"text": {}})})),
    planted("text-with-a-nul", f"fault F-text-with-nul {CORE}/0/guidance/nl",
            put(f"{CORE}/0/guidance/nl", "Gezegd of\0 geschreven, tegen wie ook")),
    planted("licence-with-a-nul", "fault F-text-with-nul /about/licence", put("/about/licence", "CC0-1.0\0")),
    planted("option-twice-in-a-condition", f"doubt F-option-twice {DANGER}/rules/2/when/is/1",
            put(f"{DANGER}/rules/2/when", when_item("control", "much", "much"))),
    planted("option-twice-in-a-gate", "doubt F-option-twice /sections/2/applies_when/is/1",
            put("/sections/2/applies_when", when_item("former_partner", "yes", "yes"))),
    planted("option-twice-in-a-count", "doubt F-option-twice /scales/2/where/1",
            put("/scales/2/where", ["present", "present"])),
    planted("text-not-translated", f"doubt F-untranslated {CORE}/0/guidance/nl",
            put(f"{CORE}/0/guidance/nl", "Said or written to anybody.")),
    planted("reason-not-translated", f"doubt F-untranslated {DANGER}/rules/0/because/nl",
            put(f"{DANGER}/rules/0/because", {"en": "There is a sign.", "nl": "There is a sign."})),
    planted("options-with-translations-exchanged", f"doubt F-translations-differ {PARTNER}/2/response/options/0/label",
            put(f"{PARTNER}/2/response/options/0/label/nl", "Ja"),
            put(f"{PARTNER}/2/response/options/1/label/nl", "Nee")),
    planted("levels-with-translations-exchanged", f"doubt F-translations-differ {STRAIN}/levels/0/label",
            put(f"{STRAIN}/levels/0/label/nl", "Hoog"), put(f"{STRAIN}/levels/2/label/nl", "Laag")),
    planted("levels-translated-like-other-options", f"doubt F-translations-differ {STRAIN}/levels/0/label",
            put(f"{STRAIN}/levels/0/label", {"en": "Absent", "nl": "Aanwezig"}),
            put(f"{STRAIN}/levels/1/label", {"en": "Present", "nl": "Afwezig"})),
    planted("level-with-another-word-than-an-option", "",
            put(f"{STRAIN}/levels/0/label", {"en": "Absent", "nl": "Niet aanwezig"})),
    planted("option-translated-otherwise", f"doubt F-translations-differ {PARTNER}/2/response/options/1/label",
            put(f"{PARTNER}/2/response/options/1/label/nl", "Jawel")),
    planted("option-named-otherwise", f"doubt F-translations-differ {PARTNER}/2/response/options/0/label",
            put(f"{PARTNER}/2/response/options/0/label/en", "Not so")),
    planted("text-copied", f"doubt F-text-copied {CORE}/1/text",
            put(f"{CORE}/1/text", {"en": "threats...", "nl": "Bedreigingen"})),
    planted("text-copied-in-one-language", f"doubt F-text-copied {PARTNER}/1/text",
            put(f"{PARTNER}/1/text/nl", "Strijd om  kinderen!")),
    planted("guidance-copied", f"doubt F-text-copied {CORE}/1/guidance",
            put(f"{CORE}/1/guidance", {"en": "Said, or written, to anybody", "nl": "Gezegd/geschreven tegen iemand"})),
    planted("steps-and-no-word-while-open", f"doubt F-when-open-missing {OVERALL}",
            put(f"{OVERALL}/levels/1/follow_up", [{"en": "Visit.", "nl": "Ga langs."}])),
    planted("validated-without-a-study",
            "fault F-validated-without-study /about/status\n"
            "doubt F-about-incomplete /about/contact\ndoubt F-about-incomplete /about/review_by",
            put("/about/status", "validated")),
    planted("validated-without-a-date-to-look-again", "doubt F-about-incomplete /about/review_by",
            put("/about/status", "validated"), put("/about/validation", [STUDY]), put("/about/contact", "The authors")),
    planted("research-without-training", "doubt F-about-incomplete /about/training", drop("/about/training")),
    planted("research-without-a-source", "doubt F-about-incomplete /about/sources", drop(f"{CORE}/1/sources")),
    planted("research-without-a-translator", "doubt F-about-incomplete /about/languages", drop("/about/languages/nl")),
    planted("accepted-for-nothing", "doubt F-accepted-not-found /accepted/0",
            put("/accepted", [{"finding": "F-scale-unused", "at": "/scales/0", "because": SAME}])),
)
