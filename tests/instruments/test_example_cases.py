"""The example cases: real sketches of a published study, and synthetic ones."""

import json
import re
from typing import Any

import pytest

import riskscreen
from docs.pages import ROOT
from riskscreen.catalogue import example_cases, packaged_file, packaged_names


def case(name: str) -> dict[str, Any]:
    """One example answers file."""
    source = packaged_file("examples", "cases", name)
    assert source is not None
    found: dict[str, Any] = json.loads(source)
    return found


def screened(name: str) -> riskscreen.Result:
    """The result of one example case."""
    found = case(name)
    return riskscreen.load(found["instrument"]["id"]).score(found["answers"])


@pytest.mark.parametrize("name", example_cases())
def test_example_is_complete_and_scores(name: str) -> None:
    """Every example says where it comes from and when, and can be scored."""
    found = case(name)

    assert found["case"]
    assert found["source"]
    assert found["as_of"]
    assert found["notes"]
    assert screened(name).instrument.version == found["instrument"]["version"]


@pytest.mark.parametrize("name", ["21-at-intake-sash-style.json", "21-later-sash-style.json", "24-sash-style.json"])
def test_published_outcome_is_high(name: str) -> None:
    """Two cases have a published outcome, high.

    This guards against regressions and validates nothing: the rule was written knowing these cases.
    """
    assert screened(name).level == "high"


@pytest.mark.parametrize(("name", "at_least", "rules"), [
    ("20-stalking-red-flags.json", "medium", {"other_flag"}),
    ("22-stalking-red-flags.json", "high", {"grave_threat", "weapon", "violence_now", "several_flags", "other_flag"}),
    ("23-stalking-red-flags.json", "high", {"weapon", "violence_now", "several_flags", "other_flag"}),
])
def test_former_partner_is_no_red_flag(name: str, at_least: str, rules: set[str]) -> None:
    """Two flags beside former partner leave nine unknown ones to decide; two cases are high for their own flags."""
    result = screened(name)
    without = result.what_if(r4="absent")

    assert (result.at_least, result.at_most) == (at_least, "high")
    assert {rule.rule for rule in result.trace.outcomes[0].rules if rule.holds == "holds"} == rules
    assert (without.at_least, without.at_most) == (result.at_least, result.at_most)


@pytest.mark.parametrize(("name", "at_least", "at_most"), [
    ("synthetic-low-sash-style.json", "low", "low"),
    ("synthetic-medium-sash-style.json", "medium", "medium"),
    ("synthetic-undetermined-sash-style.json", "medium", "high"),
])
def test_synthetic_examples_show_every_kind_of_result(name: str, at_least: str, at_most: str) -> None:
    """Low, medium and undetermined are shown by invented cases, which say that they are invented."""
    result = screened(name)

    assert (result.at_least, result.at_most) == (at_least, at_most)
    assert "invented" in case(name)["notes"].lower() or "synthetic" in case(name)["notes"].lower()


def test_unknown_answers_never_make_a_study_case_low() -> None:
    """What the study does not say is unknown, and unknown is never harmless."""
    study = [name for name in example_cases() if not name.startswith("synthetic")]

    assert study
    assert all(screened(name).at_most.rank > 0 for name in study)


@pytest.mark.parametrize("name", example_cases())
def test_example_is_there_in_dutch(name: str) -> None:
    """The same case with the same answers; what a person reads is told in Dutch."""
    source = packaged_file("examples", "cases", "nl", name)
    assert source is not None
    english, dutch = case(name), json.loads(source)

    assert dutch["instrument"] == english["instrument"]
    kinds = {"study-case": "studiezaak", "synthetic": "verzonnen"}
    kind = next(kind for kind in kinds if english["case"].startswith(kind))
    assert dutch["case"].startswith(kinds[kind])
    assert re.findall(r"\d+", dutch["case"]) == re.findall(r"\d+", english["case"])
    assert list(map(bare, dutch["answers"].items())) == list(map(bare, english["answers"].items()))
    told = [(texts(english, part), texts(dutch, part)) for part in ("as_of", "notes", "because")]
    assert all(len(one) == len(other) and not set(one) & set(other) for one, other in told)


def bare(answer: tuple[str, Any]) -> tuple[str, object, object]:
    """An answer without what is said of it."""
    item, given = answer
    return (item, given["answer"], given.get("indicators")) if isinstance(given, dict) else (item, given, None)


def texts(found: dict[str, Any], part: str) -> list[str]:
    """What is said of a case, or of its answers."""
    if part in found:
        return [found[part]]
    return [given[part] for given in found["answers"].values() if isinstance(given, dict) and part in given]


STUDY = [name for name in example_cases() if not name.startswith("synthetic")]


@pytest.mark.parametrize("name", STUDY)
def test_evidence_names_the_fact_and_where_it_stands(name: str) -> None:
    """Every answer of a study case that is not unknown has a fact and its source, in both languages.

    A house ban was annulled for lack of just that.  The fact is never that something was told of, nor the item again.
    """
    instrument = riskscreen.load(case(name)["instrument"]["id"])
    for language, folder in (("en", ()), ("nl", ("nl",))):
        source = packaged_file("examples", "cases", *folder, name)
        assert source is not None
        for item, given in json.loads(source)["answers"].items():
            if given == "unknown":
                continue
            told, asked = given["because"], instrument.items[item].text[language]
            assert given["source"].endswith(re.search(r"\d+", name)[0].lstrip("0"))  # type: ignore[index]  # all have one
            assert re.search(r"told of|are described|eschreven als", told) is None, told
            assert told.rstrip(".") != asked.rstrip("?."), told


def test_every_instrument_has_an_example() -> None:
    """Whoever learns an instrument can look at a case of it."""
    assert {case(name)["instrument"]["id"] for name in example_cases()} == set(packaged_names())


def test_every_sketch_is_an_example_or_named_as_one_that_no_screen_fits() -> None:
    """The list beside the cases has all 24 sketches, and each file that is there."""
    page = (ROOT / "examples" / "cases" / "README.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if re.match(r"\| \d+ \|", row)]

    assert [int(row.split("|")[1]) for row in rows] == list(range(1, 25))
    assert all(".json" in row or "no screen fits" in row for row in rows)
    assert set(re.findall(r"\]\(([a-z0-9-]+\.json)\)", page)) == set(example_cases())


@pytest.mark.parametrize("name", [name for name in example_cases() if name.endswith("-which-screen.json")])
def test_no_screen_fits_violence_between_parents_and_children(name: str) -> None:
    """Sketches 14 to 19 are of it, and the result of which-screen says so."""
    fits = screened(name).outcomes["parents_and_children"]

    assert (fits.at_least == "no_screen_fits") == (14 <= int(name[:2]) <= 19)
