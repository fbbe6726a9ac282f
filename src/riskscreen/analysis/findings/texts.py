"""Findings about texts: labels that are alike, texts that look copied or untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.structure import option_lists
from riskscreen.analysis.findings.survey import Survey
from riskscreen.definition.faults.all import texts_in
from riskscreen.definition.places import pointer_at
from riskscreen.definition.write import document_of
from riskscreen.explain.words.sentence import Sentence, sentence, several
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
                    yield Finding("F-labels-equal", "fault", f"{pointer}/{n}/label", _in(
                        _SAME_LABEL[what], languages, label, first=other, second=name))
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
                              sentence("untranslated", first=other, second=language))


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
                yield Finding("F-text-copied", "doubt", pointer, _in(
                    _SAME_TEXT[name], languages, text, item=item, earlier=earlier[languages[0]]))


def _alike(one: Text, other: Text) -> list[str]:
    """The languages in which two texts are the same."""
    return [language for language, words in one.by_language if letters_of(words) == letters_of(other[language])]


def letters_of(words: str) -> str:
    """A text without what hardly shows: capitals, spaces, punctuation; where it is nothing else, as it is."""
    return re.sub(r"[\W_]+", "", words.casefold()) or words


def _in(keys: tuple[str, str], languages: Sequence[str], text: Text, **parts: str) -> Sentence:
    """The first sentence, or the second, which says in which languages, where it is not in all of them."""
    everywhere, in_some = keys
    if len(languages) == len(text.languages):
        return sentence(everywhere, **parts)
    return sentence(in_some, languages=several(languages), **parts)


_SAME_LABEL = {"options": ("labels_equal.options", "labels_equal.options.in_languages"),
               "bands": ("labels_equal.bands", "labels_equal.bands.in_languages"),
               "levels": ("labels_equal.levels", "labels_equal.levels.in_languages")}
_SAME_TEXT = {"text": ("copied.text", "copied.text.in_languages"),
              "guidance": ("copied.guidance", "copied.guidance.in_languages")}
