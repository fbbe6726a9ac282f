"""Findings about slips of the hand: characters that nobody sees, and options that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.definition.write import document_of
from riskscreen.errors import pointer_to

_LISTS_OF_OPTIONS = ("is", "where")


def slip_findings(survey: Survey) -> Iterator[Finding]:
    """Texts with a NUL, and conditions and counts that name an option twice."""
    for path, value in _walked((), document_of(survey.definition)):
        if isinstance(value, str) and "\0" in value:
            yield Finding("F-text-with-nul", "fault", pointer_to(*path),
                          "This text holds a NUL, a character that nobody sees and that many programs and databases "
                          "cannot keep. Take it out.")
        elif isinstance(value, list) and path[-1] in _LISTS_OF_OPTIONS:
            yield from (Finding("F-option-twice", "doubt", pointer_to(*path, n),
                                f"The option {option} stands twice in this list, which changes nothing. Is another one "
                                "meant? If not, take it out.")
                        for n, option in enumerate(value) if option in value[:n])


def _walked(path: tuple[str | int, ...], value: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every value of a document with the path to it, what holds others before what it holds."""
    yield path, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from _walked((*path, name), part)
