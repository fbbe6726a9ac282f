"""The check finds each planted fault by its own code, at its place, and says nothing else."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from analysis.documents import critical_items
from analysis.faults.planted import DANGER, FAULTS, Planted, base, rule
from hostile.cases import put
from riskscreen import Instrument, UsageError
from riskscreen.analysis.counting import whole
from riskscreen.analysis.counting.answer_sets import AnswerSet
from riskscreen.analysis.findings.finding import Finding, in_words
from riskscreen.explain.words.catalogue import words_for

UNUSED = {"id": "most", "highest": {"sections": ["core"]}}
BECAUSE = {"en": "Shown beside the level.", "nl": "Staat naast het niveau."}


def test_sound_definition_has_no_findings() -> None:
    """The twin of every planted fault, in which it is mended, is clean."""
    assert Instrument.from_dict(base()).check() == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_planted_fault_is_found_by_its_code_alone(fault: Planted) -> None:
    """One cause is one finding: what follows from it is not said as another."""
    found = Instrument.from_dict(fault.document()).check()

    assert {(each.severity, each.code, each.pointer) for each in found} == fault.expected
    assert len(found) == len(fault.expected)


def test_there_are_many_kinds_of_planted_faults() -> None:
    """Each code that needs no vectors is planted at least once, each fault under a name of its own."""
    codes = {code for fault in FAULTS for _, code, _ in fault.expected}

    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 25
    assert len(codes) == 24


@pytest.mark.parametrize("said", [
    {"follow_ups": "cumulative"}, {"when_open": [{"en": "Ask.", "nl": "Vraag."}]}], ids=["cumulative", "said"])
def test_steps_that_are_told_while_the_level_is_open_are_no_doubt(said: dict[str, Any]) -> None:
    """Steps that add up are told as far as they are certain, and words for open cases say the rest."""
    document = base()
    document["outcomes"][-1]["levels"][1]["follow_up"] = [{"en": "Visit.", "nl": "Ga langs."}]
    document["outcomes"][-1] |= said

    assert Instrument.from_dict(document).check() == ()


def test_steps_of_another_outcome_are_no_doubt() -> None:
    """What the result says while it is open is for the whole case."""
    document = base()
    document["outcomes"][0]["levels"][1]["follow_up"] = [{"en": "Visit.", "nl": "Ga langs."}]

    assert Instrument.from_dict(document).check() == ()


def test_worse_answer_lowers_no_route() -> None:
    """Where the levels are alternatives, none of them is lower."""
    document = next(fault for fault in FAULTS if fault.name == "worse-answer-lowers").document()
    assert by_code(Instrument.from_dict(document).check(), "F-worse-answer-lowers") != []

    for outcome in document["outcomes"]:
        outcome["kind"] = "route"

    assert Instrument.from_dict(document).check() == ()


def with_unused_scale(*accepted: dict[str, Any]) -> Instrument:
    """The sound definition with a scale that nobody uses, and findings that it accepts."""
    document = base()
    document["scales"].append(UNUSED)
    return Instrument.from_dict({**document, "accepted": [*accepted]} if accepted else document)


def test_accepted_finding_carries_its_reason() -> None:
    """A finding that the file accepts is still told, with the reason in every language."""
    (finding,) = with_unused_scale({"finding": "F-scale-unused", "at": "/scales/4", "because": BECAUSE}).check()

    assert finding.accepted is not None
    assert finding.accepted.to_dict() == BECAUSE
    assert "Accepted: Shown beside the level." in str(finding)


def test_reason_for_another_place_accepts_nothing() -> None:
    """A reason counts for its own place only; where nothing is found there, that is told."""
    found = with_unused_scale({"finding": "F-scale-unused", "at": "/scales/3", "because": BECAUSE}).check()

    assert [(each.code, each.pointer, each.accepted) for each in found] == [
        ("F-scale-unused", "/scales/4", None), ("F-accepted-not-found", "/accepted/0", None)]


def test_findings_come_in_document_order() -> None:
    """An author reads them from the top of the file down."""
    document = base()
    for change in (put(f"{DANGER}/rules/-", rule("again", "high", {"scale": "grave", "at_least": 2})),
                   put("/sections/2/applies_when", {"item": "former_partner", "is": ["no", "yes"]}),
                   put("/scales/-", UNUSED), put("/about/training", {"en": "One two three.", "nl": "One two three."})):
        change(document)

    assert [each.pointer for each in Instrument.from_dict(document).check()] == [
        "/about/training/nl", "/sections/2/applies_when", "/scales/4", f"{DANGER}/rules/3"]


def test_finding_is_a_value() -> None:
    """It can be compared, hashed, pickled and written as JSON."""
    (finding,) = with_unused_scale().check()

    assert pickle.loads(pickle.dumps(finding)) == finding
    assert {finding: 1}[with_unused_scale().check()[0]] == 1
    assert json.loads(json.dumps(finding.to_dict())) == {
        "code": "F-scale-unused", "severity": "doubt", "pointer": "/scales/4", "message": finding.message,
        "witness": None, "compared_with": None, "accepted": None}


def test_worse_answer_is_shown_by_two_cases() -> None:
    """The example has the better answer and the higher level, what it is compared with the worse and the lower."""
    document = next(fault for fault in FAULTS if fault.name == "worse-answer-lowers").document()
    instrument = Instrument.from_dict(document)

    (finding,) = instrument.check()

    assert finding.witness is not None
    assert finding.compared_with is not None
    higher, lower = instrument.score(finding.witness), instrument.score(finding.compared_with.answers)
    assert (higher.level, lower.level) == ("high", "medium")
    assert "Compared with: " in str(finding)


def test_bands_that_say_so_make_a_higher_number_better() -> None:
    """Where a lower number is worse, as the bands say, an answer that adds to it may lower the level."""
    document = base()
    document["outcomes"][1]["bands"] = [{"level": "medium", "to": 6}, {"level": "high", "to": 2}]

    assert by_code(Instrument.from_dict(document).check(), "F-worse-answer-lowers") == []


def test_scores_that_a_scale_replaces_are_no_order() -> None:
    """Reverse scoring is said in the scale, so the scores of the options do not say which answer is worse."""
    document = base()
    document["scales"][0] = {"id": "signs", "sum": {"items": ["threats", "weapon", "control", "nights"]}, "scores": {
        "absent": 0, "present": 1, "none": 2, "some": 1, "much": 0, "few": 0, "many": 1}}
    document["outcomes"][0]["rules"].pop()

    assert by_code(Instrument.from_dict(document).check(), "F-worse-answer-lowers") == []


def test_example_in_words_names_the_common_answer_once() -> None:
    """Twenty answers that are the same need not be read one by one."""
    found = AnswerSet((("a", "absent"), ("b", "present"), ("c", "absent"), ("d", 3), ("e", "absent"), ("f", "present")))

    assert in_words(words_for("en", "findings"), found) == "b and f present; d 3; everything else absent"


@pytest.mark.parametrize(("given", "words"), [
    ((), "no answers"), ((("a", "low"),), "a low"), ((("a", "low"), ("b", "low")), "a and b low"),
    ((("a", "low"), ("b", "low"), ("c", "low")), "everything low")])
def test_small_examples_in_words(given: tuple[tuple[str, str], ...], words: str) -> None:
    """Two answers that are the same are not yet common."""
    assert in_words(words_for("en", "findings"), AnswerSet(given)) == words


def many_items() -> dict[str, Any]:
    """A rule for each of many items, and the first needs all of them."""
    document = critical_items(24)
    everything = [{"item": f"s{n}", "is": ["present"]} for n in range(1, 25)]
    document["outcomes"][0]["rules"][0]["when"] = {"all": everything}
    return document


def by_code(found: tuple[Finding, ...], code: str) -> list[Finding]:
    """The findings with this code."""
    return [finding for finding in found if finding.code == code]


def test_what_rests_on_a_sample_is_a_doubt_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample is no proof: a rule that holds in none of its answer sets may still hold."""
    instrument = Instrument.from_dict(many_items())
    monkeypatch.setattr(whole, "MOST_STEPS", 40)

    found = by_code(instrument.check(seed=5), "F-rule-never-holds")

    assert [(each.severity, each.pointer) for each in found] == [("doubt", "/outcomes/0/rules/0")]
    assert "drawn with seed 5, and is no proof" in found[0].message
    assert found == by_code(instrument.check(seed=5), "F-rule-never-holds")


@pytest.mark.parametrize("vectors", ["all of them", [1], {"vectors": []}])
def test_what_is_no_list_of_vectors_is_refused(vectors: Any) -> None:
    """A file is read first, and its list of vectors is what is given."""
    with pytest.raises(UsageError) as raised:
        Instrument.from_dict(base()).check(vectors)

    assert raised.value.problems[0].code == "U-wrong-type"
