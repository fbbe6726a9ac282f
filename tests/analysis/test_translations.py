"""Translations that changed places are found wherever the same words stand elsewhere, and sound ones never are."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from riskscreen import Instrument
from riskscreen.analysis.findings.finding import Finding

WORDS = [("No", "Nee", "Non"), ("Yes", "Ja", "Oui"), ("Low", "Laag", "Bas"), ("High", "Hoog", "Haut"),
         ("Never", "Nooit", "Jamais")]
Lists = list[list[int]]


def label(number: int) -> dict[str, str]:
    """The words of this number in three languages."""
    return dict(zip(("en", "nl", "fr"), WORDS[number], strict=True))


def text(words: str) -> dict[str, str]:
    """A text that is so short that it may be the same in each language."""
    return dict.fromkeys(("en", "nl", "fr"), words)


def document(lists: Lists) -> dict[str, Any]:
    """A definition with an item for each list of options but the last, which is of levels."""
    *options, levels = lists
    return {
        "format": "riskscreen/1", "id": "lists", "version": "0.1.0", "title": text("Lists"),
        "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": text("Tests"), "not_for": text("People"),
                  "sources": {"own": "Made up."}},
        "sections": [{"id": "all", "title": text("All"), "items": [
            {"id": f"i{n}", "text": text(f"Item {n}"), "response": {"options": [
                {"id": f"o{number}", "score": place, "label": label(number)} for place, number in enumerate(numbers)]}}
            for n, numbers in enumerate(options)]}],
        "scales": [{"id": "total", "sum": "all"}],
        "outcomes": [{"id": "concern", "title": text("Concern"), "scale": "total",
                      "levels": [{"id": f"l{number}", "label": label(number)} for number in levels],
                      "bands": [{"level": f"l{levels[-1]}", "from": 1}]}],
        "result": "concern"}


def found(definition: dict[str, Any]) -> list[Finding]:
    """What is found about translations."""
    return [finding for finding in Instrument.from_dict(definition).check() if finding.code == "F-translations-differ"]


def labels_of(definition: dict[str, Any], n: int) -> tuple[str, list[dict[str, Any]]]:
    """The place of a list and what has labels in it; the last is that of the levels."""
    items = definition["sections"][0]["items"]
    if n < len(items):
        return f"/sections/0/items/{n}/response/options", items[n]["response"]["options"]
    return "/outcomes/0/levels", definition["outcomes"][0]["levels"]


NUMBERS = st.lists(st.sampled_from(range(len(WORDS))), min_size=2, max_size=4, unique=True)


@given(st.lists(NUMBERS, min_size=2, max_size=5))
def test_nothing_is_found_where_each_word_has_one_translation(lists: Lists) -> None:
    """The same words may stand in as many lists as they will."""
    assert found(document(lists)) == []


@given(st.lists(NUMBERS, min_size=2, max_size=4), st.data())
def test_labels_that_changed_places_are_found_once_with_both_places(lists: Lists, data: st.DataObject) -> None:
    """In whichever language and list, where two more lists have both words: so most are right."""
    n = data.draw(st.sampled_from(range(len(lists))))
    one, other = data.draw(st.permutations(range(len(lists[n]))))[:2]
    pair = [lists[n][one], lists[n][other]]
    sound = document([pair, pair, *lists])
    wrong = copy.deepcopy(sound)
    place, labelled = labels_of(wrong, n + 2)
    language = data.draw(st.sampled_from(["nl", "fr"]))
    first, second = labelled[one]["label"], labelled[other]["label"]
    first[language], second[language] = second[language], first[language]

    (finding,) = found(wrong)

    assert finding.pointer == f"{place}/{min(one, other)}/label"
    assert f"Between en and {language}" in finding.message
    assert "/sections/0/items/" in finding.message


@given(st.lists(NUMBERS, min_size=2, max_size=4), st.data())
def test_labels_that_changed_places_in_the_first_language_are_found_in_each_other(lists: Lists,
                                                                                  data: st.DataObject) -> None:
    """Then it is all others that they no longer agree with."""
    n = data.draw(st.sampled_from(range(len(lists))))
    one, other = data.draw(st.permutations(range(len(lists[n]))))[:2]
    pair = [lists[n][one], lists[n][other]]
    wrong = document([pair, pair, *lists])
    place, labelled = labels_of(wrong, n + 2)
    first, second = labelled[one]["label"], labelled[other]["label"]
    first["en"], second["en"] = second["en"], first["en"]

    assert {finding.pointer for finding in found(wrong)} == {f"{place}/{min(one, other)}/label"}
    assert len(found(wrong)) == 2
