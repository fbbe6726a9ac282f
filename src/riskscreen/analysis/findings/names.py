"""Findings about ids: items with the name of a result, which stand beside results in tables and queries."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
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
                              f"The item {item.id} has the name that {what} gets beside the answers in tables and "
                              "queries, where one is easily taken for the other. Give one of them another id; where it "
                              "is meant so, accept this with the reason.")


def _results(definition: Definition) -> Iterator[tuple[str, str]]:
    """The names of columns of results, the plainest last, with what they hold."""
    yield from ((name, "what is said of every case") for name in _OF_EVERY_CASE)
    for scale in definition.scales:
        yield from ((scale.id + after, f"an end of the scale {scale.id}") for after in _AFTER_SCALES)
    for outcome in definition.outcomes:
        yield from ((outcome.id + after, f"a part of the outcome {outcome.id}") for after in _AFTER_OUTCOMES)
    yield from ((outcome.id, f"the outcome {outcome.id}") for outcome in definition.outcomes)
