"""Findings about texts: labels that are alike, texts that look copied or untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.structure import option_lists
from riskscreen.analysis.findings.survey import Survey
from riskscreen.definition.faults.all import texts_in
from riskscreen.definition.places import pointer_at
from riskscreen.definition.write import document_of
from riskscreen.model.definition import Definition
from riskscreen.model.response import NumberResponse
from riskscreen.model.text import Text

_FEWEST_WORDS = 3

Labels = list[tuple[str, Text]]


def text_findings(survey: Survey) -> Iterator[Finding]:
    """What is found about the texts of a definition."""
    yield from _equal_labels(survey.definition)
    yield from _untranslated(survey.definition)
    yield from _copied(survey.definition)


def _equal_labels(definition: Definition) -> Iterator[Finding]:
    for what, pointer, labels in label_lists(definition):
        for n, (name, label) in enumerate(labels):
            for other, earlier in labels[:n]:
                if languages := _alike(label, earlier):
                    yield Finding("F-labels-equal", "fault", f"{pointer}/{n}/label",
                                  f"The {what} '{other}' and '{name}' have the same label{_in(languages, label)}, so "
                                  "nobody can tell them apart. Give each its own.")
                    break


def label_lists(definition: Definition) -> Iterator[tuple[str, str, Labels]]:
    """Labels between which a reader chooses, with what they name and where the list stands."""
    for pointer, scale in option_lists(definition):
        yield "options", pointer, [(option.id, option.label) for option in scale.options]
    for s, section in enumerate(definition.sections):
        for i, item in enumerate(section.items):
            if isinstance(item.response, NumberResponse):
                yield "bands", f"/sections/{s}/items/{i}/response/bands", [
                    (band.id, band.label) for band in item.response.bands]
    for o, outcome in enumerate(definition.outcomes):
        yield "levels", f"/outcomes/{o}/levels", [(level.id, level.label) for level in outcome.levels]


def _untranslated(definition: Definition) -> Iterator[Finding]:
    """Texts of some length that are the same in two languages."""
    for place, text in texts_in(document_of(definition), None):
        first: dict[str, str] = {}
        for language, words in text.items():
            other = first.setdefault(letters_of(words), language)
            if other != language and len(words.split()) >= _FEWEST_WORDS:
                yield Finding("F-untranslated", "doubt", pointer_at((place, language)),
                              f"This text is the same in {other} and in {language}. Translate it; where both languages "
                              "say it so, accept this with the reason.")


def _copied(definition: Definition) -> Iterator[Finding]:
    """Items that ask in the same words as an earlier one, or have its guidance."""
    places = [(item, f"/sections/{s}/items/{i}") for s, section in enumerate(definition.sections)
              for i, item in enumerate(section.items)]
    texts = [(item.id, item.text, f"{pointer}/text") for item, pointer in places]
    guidance = [(item.id, item.guidance, f"{pointer}/guidance") for item, pointer in places if item.guidance]
    for name, found in (("text", texts), ("guidance", guidance)):
        first: dict[tuple[str, str], str] = {}
        for item, text, pointer in found:
            earlier = {language: first.setdefault((language, letters_of(words)), item)
                       for language, words in text.by_language}
            languages = [language for language, other in earlier.items() if other != item]
            if languages:
                yield Finding("F-text-copied", "doubt", pointer,
                              f"The {name} of the item {item} is that of {earlier[languages[0]]}"
                              f"{_in(languages, text)}. If it was copied, write what is meant here; if both ask the "
                              "same, take one out.")


def _alike(one: Text, other: Text) -> list[str]:
    """The languages in which two texts are the same."""
    return [language for language, words in one.by_language if letters_of(words) == letters_of(other[language])]


def letters_of(words: str) -> str:
    """A text without what hardly shows: capitals, spaces, punctuation; where it is nothing else, as it is."""
    return re.sub(r"[\W_]+", "", words.casefold()) or words


def _in(languages: Iterable[str], text: Text) -> str:
    """In which languages, where it is not in all of them."""
    found = [*languages]
    return "" if len(found) == len(text.languages) else f" in {', '.join(found)}"
