"""Findings about ids and slips of the hand: names of results, unseen characters, options that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.definition.write import document_of
from riskscreen.errors import pointer_to
from riskscreen.explain.words.sentence import Sentence, sentence
from riskscreen.model.definition import Definition

_AFTER_OUTCOMES = ("_at_least", "_at_most", "_exact", "_possible")
_AFTER_SCALES = ("_least", "_most")
_OF_EVERY_CASE = ("n_narrowed", "n_problems", "n_unknown", "problem")


def name_findings(survey: Survey) -> Iterator[Finding]:
    """Items with the name of a column of results."""
    results = {name.casefold(): what for name, what in _results(survey.definition)}
    for s, section in enumerate(survey.definition.sections):
        for i, item in enumerate(section.items):
            if what := results.get(item.id.casefold()):
                yield Finding("F-name-of-result", "doubt", f"/sections/{s}/items/{i}/id",
                              sentence("name_of_result", item=item.id, what=what))


def _results(definition: Definition) -> Iterator[tuple[str, Sentence]]:
    """The names of columns of results, the plainest last, with what they hold."""
    yield from ((name, sentence("named.every_case")) for name in _OF_EVERY_CASE)
    for scale in definition.scales:
        yield from ((scale.id + after, sentence("named.scale_end", id=scale.id)) for after in _AFTER_SCALES)
    for outcome in definition.outcomes:
        yield from ((outcome.id + after, sentence("named.outcome_part", id=outcome.id)) for after in _AFTER_OUTCOMES)
    yield from ((outcome.id, sentence("named.outcome", id=outcome.id)) for outcome in definition.outcomes)


_LISTS_OF_OPTIONS = ("is", "where")


def slip_findings(survey: Survey) -> Iterator[Finding]:
    """Texts with a NUL, and conditions and counts that name an option twice."""
    for path, value in _walked((), document_of(survey.definition)):
        if isinstance(value, str) and "\0" in value:
            yield Finding("F-text-with-nul", "fault", pointer_to(*path), sentence("text_with_nul"))
        elif isinstance(value, list) and path[-1] in _LISTS_OF_OPTIONS:
            yield from (Finding("F-option-twice", "doubt", pointer_to(*path, n),
                                sentence("option_twice", option=option))
                        for n, option in enumerate(value) if option in value[:n])


def _walked(path: tuple[str | int, ...], value: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every value of a document with the path to it, what holds others before what it holds."""
    yield path, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from _walked((*path, name), part)
