"""Errors about answers in the language of who gave them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from riskscreen import AnswersError, Instrument, read_answers
from riskscreen.explain.words import catalogue
from riskscreen.explain.words.problems import told_in
from riskscreen.explain.words.terms import Terms

ROOT = Path(__file__).parents[2]
DOORSTEP = Instrument.from_dict(json.loads((ROOT / "tests" / "data" / "doorstep-check.json").read_text("utf-8")))
DUTCH = json.loads((Path(catalogue.__file__).parent / "messages" / "nl" / "problems.json").read_text("utf-8"))
OF_TABLES = {"A-no-code", "A-unknown-code", "A-may-apply"}  # nobody types a table of codes


def error_of(answers: object) -> AnswersError:
    """The error that these answers give."""
    with pytest.raises(AnswersError) as caught:
        DOORSTEP.score(answers)  # type: ignore[arg-type]  # what is tested
    return caught.value


def test_every_error_about_answers_has_a_dutch_sentence() -> None:
    """The codes are those of the reference; no sentence is left for a code that is gone."""
    page = (ROOT / "docs" / "reference" / "errors" / "answers.md").read_text("utf-8")
    codes = set(re.findall("^### `(A-[a-z-]+)`$", page, re.MULTILINE))

    assert {key for key in DUTCH if key.startswith("A-")} == codes - OF_TABLES


def test_problem_is_told_with_the_names_of_item_and_options() -> None:
    """The item is called as in a list, the options by label and id, and what was meant is asked."""
    error = error_of({"former_partner": "no", "threats": "absent", "weapon": "presnt"})

    assert told_in(Terms(DOORSTEP.definition, "nl"), error) == (
        "/answers/weapon, Wapen: Dit is geen van de antwoorden op deze vraag. Gevonden: 'presnt'. "
        "Verwacht: Afwezig (absent), Aanwezig (present), of onbekend (unknown). Bedoelt u present? "
        "[A-unknown-option]")


def test_several_problems_are_counted() -> None:
    """The head says of what and how many; each problem stands on a line."""
    lines = told_in(Terms(DOORSTEP.definition, "nl"), error_of({"former_partner": "no", "weapon": "x"})).split("\n")

    assert lines[0] == "Deze reeks antwoorden heeft 2 problemen:"
    assert [line.rpartition(" ")[2] for line in lines[1:]] == ["[A-missing]", "[A-unknown-option]"]


def test_english_and_what_has_no_sentence_stay_as_they_are() -> None:
    """English is what the error says; one about the text of a file has no other language."""
    error = error_of({"former_partner": "no", "weapon": "x"})
    with pytest.raises(AnswersError) as caught:
        read_answers("{", partial=True)

    assert told_in(Terms(DOORSTEP.definition, "en"), error) == str(error)
    assert told_in(Terms(DOORSTEP.definition, "nl"), caught.value) == str(caught.value)


def test_hostile_answer_is_told_without_what_a_terminal_obeys() -> None:
    """What was typed is shown as text in any language."""
    told = told_in(Terms(DOORSTEP.definition, "nl"), error_of({"weapon\x1b[2J": "x", "former_partner": "\u202e{0}"}))

    assert not re.search("[\x1b\u202e]", told)
    assert "{0}" in told
