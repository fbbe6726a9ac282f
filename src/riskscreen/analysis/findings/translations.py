"""Findings about labels that mean one thing in one language, and another in the next: translations that changed places.

Nobody who reads one language sees it, and every answer that is given in the other is scored as another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

import attrs

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.analysis.findings.texts import label_lists, letters_of
from riskscreen.errors import describe
from riskscreen.explain.words.sentence import Sentence, sentence
from riskscreen.model.definition import Definition


@attrs.frozen
class _Label:
    """A label: what has it, where it stands, and its words in two languages; ``from_`` and ``into`` compare them."""

    kind: str
    name: str
    list: str
    place: str
    words: tuple[str, str]
    from_: str
    into: str
    is_like_another: bool  # of the same list, which is a finding of its own


Elsewhere = dict[str, _Label]  # by the place of a label that is translated otherwise than usual: one that is not


def translation_findings(survey: Survey) -> Iterator[Finding]:
    """Labels that are translated otherwise than the same words elsewhere, from the first language or back to it.

    One word may well be another of an option than of a level, so these are only compared where two labels have
    changed places.
    """
    first, *others = survey.definition.title.languages
    for other in others:
        yield from _between(_labels(survey.definition, first, other), first, other)


def _labels(definition: Definition, first: str, other: str) -> list[_Label]:
    return [label for kind, pointer, labels in label_lists(definition)
            for label in _of_list(kind, pointer, [(name, text[first], text[other]) for name, text in labels])]


def _of_list(kind: str, pointer: str, labels: list[tuple[str, str, str]]) -> Iterator[_Label]:
    from_ = [letters_of(words) for _, words, _ in labels]
    into = [letters_of(words) for _, _, words in labels]
    for n, (name, here, there) in enumerate(labels):
        is_like_another = from_.count(from_[n]) > 1 or into.count(into[n]) > 1
        yield _Label(kind, name, pointer, f"{pointer}/{n}/label", (here, there), from_[n], into[n], is_like_another)


def _between(labels: list[_Label], first: str, other: str) -> Iterator[Finding]:
    across = _otherwise(labels, attrgetter("from_"), attrgetter("into"))
    onward = _otherwise(labels, attrgetter("kind", "from_"), attrgetter("into"))
    back = _otherwise(labels, attrgetter("kind", "into"), attrgetter("from_"))
    strange: dict[str, list[_Label]] = {}
    for label in labels:
        if label.place in across:
            strange.setdefault(label.list, []).append(label)
    told: set[str] = set()
    for label in labels:
        if label.place in told or label.is_like_another:
            continue
        if partner := _exchanged(label, strange.get(label.list, ()), across):
            told.add(partner.place)
            said = sentence(_EXCHANGED[label.kind], first=first, other=other, name=label.name, partner=partner.name,
                            difference=_said(label, across, 0, other))
        elif label.place in onward:
            said = _said(label, onward, 0, other)
        elif label.place in back:
            said = _said(label, back, 1, first)
        else:
            continue
        yield Finding("F-translations-differ", "doubt", label.place, sentence("translations.differ", difference=said))


_EXCHANGED = {"options": "translations.options_exchanged", "bands": "translations.bands_exchanged",
              "levels": "translations.levels_exchanged"}


def _otherwise(labels: list[_Label], key: Callable[[_Label], object], partner: Callable[[_Label], str]) -> Elsewhere:
    """The labels with another partner than most of those with the same key have, and the first that has that."""
    alike: dict[object, list[_Label]] = {}
    for label in labels:
        alike.setdefault(key(label), []).append(label)
    found: Elsewhere = {}
    for group in alike.values():
        usual = Counter(map(partner, group)).most_common(1)[0][0]  # of those as common as it the first in the document
        example = next(label for label in group if partner(label) == usual)
        found |= {label.place: example for label in group if partner(label) != usual}
    return found


def _exchanged(label: _Label, strange: Iterable[_Label], usual: Elsewhere) -> _Label | None:
    """One of the strange labels of its list that has what this one should have, and should have what this one has."""
    if label.place not in usual:
        return None
    return next((other for other in strange if other.into == usual[label.place].into
                 and label.into == usual[other.place].into), None)


def _said(label: _Label, elsewhere: Elsewhere, key: int, language: str) -> Sentence:
    example = elsewhere[label.place]
    return sentence("translations.elsewhere", words=describe(label.words[key]), here=describe(label.words[1 - key]),
                    language=language, there=describe(example.words[1 - key]), place=example.place)
