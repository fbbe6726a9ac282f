"""Findings in the languages of the catalogue: the same facts, in whole sentences of each."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.faults.planted import FAULTS, Planted, base
from riskscreen import Instrument
from riskscreen.analysis.findings.finding import Finding, FindingList
from riskscreen.explain.words import catalogue
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.sentence import Sentence, Several, sentence, several

MESSAGES = Path(catalogue.__file__).parent / "messages"
ENGLISH = re.compile(r"\b(?:the|is enough|answer|item|rule|level|mend|take it out|reason)\b", re.IGNORECASE)
MEANT_OF_BOTH = {"rule", "level", "item", "answer"}  # ids of the planted definition may be words


def data_in(part: object) -> Iterator[str]:
    """Every id, number and text that stands in the places of a sentence."""
    if isinstance(part, Sentence):
        for _, inner in part.parts:
            yield from data_in(inner)
    elif isinstance(part, Several):
        for inner in part.parts:
            yield from data_in(inner)
    elif isinstance(part, str | int):
        yield str(part)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_finding_says_the_same_facts_in_dutch(fault: Planted) -> None:
    """Every id and number stands in the Dutch sentence too, and the sentence is no longer the English one."""
    for finding in Instrument.from_dict(fault.document()).check():
        dutch = finding.lines("nl")[0]

        assert [data for data in data_in(finding._said) if data not in dutch] == []
        assert dutch != finding.message
        assert not {*map(str.lower, ENGLISH.findall(dutch))} - MEANT_OF_BOTH - {*data_in(finding._said)}


def unused(*accepted: dict[str, object]) -> FindingList:
    """The findings of a definition with a scale that nothing reads."""
    document = base()
    document["scales"].append({"id": "most", "highest": {"sections": ["core"]}})
    return Instrument.from_dict(document | ({"accepted": [*accepted]} if accepted else {})).check()


def test_whole_finding_in_dutch() -> None:
    """Gravity, place, what is so, what to do, and the code; worked out from the files by hand."""
    assert [finding.explain("nl") for finding in unused()] == [
        "twijfel: /scales/4: Geen regel, band of andere schaal leest de schaal most, dus die beslist niets. Laat een "
        "regel haar lezen, of haal haar weg; is ze alleen om te tonen, aanvaard dit dan met de reden. [F-scale-unused]"]


def test_reason_stands_in_the_language_of_the_reader() -> None:
    """Why a finding is accepted is a text of the definition, which has it in each of its languages."""
    [finding] = unused({"finding": "F-scale-unused", "at": "/scales/4",
                        "because": {"en": "Shown beside the level.", "nl": "Staat naast het niveau."}})

    assert finding.lines("nl")[-1] == "Aanvaard: Staat naast het niveau."
    assert finding.lines("en")[-1] == "Accepted: Shown beside the level."


def test_list_tells_its_groups_with_how_many() -> None:
    """The title of a group stands once, over all of its findings."""
    told = unused().explain("nl").splitlines()

    assert told[0] == "Twijfels: het bekijken waard (1)"
    assert told[1].startswith("twijfel: /scales/4: ")


def test_no_findings_are_told() -> None:
    """Where nothing is found, that is said; nothing is not printed as nothing."""
    assert Instrument.from_dict(base()).check().explain("nl") == "Geen bevindingen.\n"


def test_unknown_language_is_told_in_english() -> None:
    """A language that the catalogue lacks does not hide a finding."""
    [finding] = unused()

    assert finding.explain("xx") == finding.explain("en") == str(finding)


def test_vector_that_cannot_be_scored_is_told_in_dutch_with_its_problem() -> None:
    """The error about the answers is told by its code, for no reader of one language meets another within a line."""
    [finding] = [each for each in Instrument.from_dict(base()).check([{"id": "v1", "answers": {"threats": "perhaps"}}])
                 if each.code == "F-vector-wrong"]
    sentences = json.loads((MESSAGES / "nl" / "problems.json").read_text("utf-8"))
    code = re.search(r"\[(A-[a-z-]+)\]", finding.message)

    assert code is not None
    assert sentences[code[1]] in finding.lines("nl")[0]
    assert finding.lines("nl")[0].startswith("Het testgeval 'v1' kan niet worden gescoord: ")


def test_number_chooses_the_form_of_what_a_sample_says() -> None:
    """One answer set is not *sets*."""
    one, many = (Sentence("sampled", (("seed", 5),), n) for n in (1, 7))
    words = words_for("en", "findings")

    assert "of 1 answer set, drawn with seed 5" in one.told(words)
    assert "of 7 answer sets, drawn with seed 5" in many.told(words)


def test_what_stands_in_a_sentence_is_never_a_pattern() -> None:
    """Braces in an id or a text come out as they went in, however deep the sentence stands."""
    inner = sentence("named.outcome", id="{level}")
    told = sentence("name_of_result", item="{0.__class__}", what=inner).told(words_for("en", "findings"))

    assert "{0.__class__}" in told
    assert "the outcome {level}" in told


def test_list_in_a_sentence_has_commas() -> None:
    """Parts of one kind stand as a list."""
    told = sentence("options_order", here=several(["yes", "no"]), elsewhere="x").told(words_for("en", "findings"))

    assert told.startswith("The options stand as yes, no here, and as x elsewhere.")


def test_finding_survives_pickling() -> None:
    """A finding is a value: it can be sent to another process, compared and put into a set."""
    [finding] = unused()

    found: Finding = pickle.loads(pickle.dumps(finding))

    assert (found, hash(found)) == (finding, hash(finding))
