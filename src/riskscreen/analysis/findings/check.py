"""The check of a definition: what has meaning and makes no sense, each finding with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from riskscreen.analysis.counting.sample import Chance
from riskscreen.analysis.findings.about import about_findings
from riskscreen.analysis.findings.answers import answer_findings
from riskscreen.analysis.findings.cut_offs import cut_off_findings
from riskscreen.analysis.findings.finding import Finding, FindingList
from riskscreen.analysis.findings.gates import gate_findings
from riskscreen.analysis.findings.items import item_findings
from riskscreen.analysis.findings.names import name_findings, slip_findings
from riskscreen.analysis.findings.rules import rule_findings
from riskscreen.analysis.findings.structure import (
    follow_up_findings,
    order_findings,
    section_findings,
    unused_scale_findings,
)
from riskscreen.analysis.findings.survey import Survey
from riskscreen.analysis.findings.texts import text_findings
from riskscreen.analysis.findings.translations import translation_findings
from riskscreen.analysis.findings.vectors import ABOUT_VECTORS, Vectors, vector_findings
from riskscreen.analysis.mutation.vectors import Vector
from riskscreen.definition.places import document_order
from riskscreen.definition.write import document_of
from riskscreen.engine.compile import Compiled
from riskscreen.engine.diagram.nodes import TooLarge
from riskscreen.errors import Problem, wrong_type
from riskscreen.explain.words.sentence import sentence
from riskscreen.model.definition import Definition

# In this order: what follows from a fault that one of them finds, those after it do not say again.
_CHECKS: tuple[Callable[[Survey], Iterator[Finding]], ...] = (
    gate_findings,
    cut_off_findings,
    rule_findings,
    unused_scale_findings,
    item_findings,
    answer_findings,
    section_findings,
    order_findings,
    name_findings,
    slip_findings,
    follow_up_findings,
    text_findings,
    translation_findings,
    about_findings,
)


def check(compiled: Compiled, vectors: Vectors | None, seed: int, chance: Chance) -> FindingList:
    """The findings in the order of the document; *chance* was made from *seed*."""
    try:
        found = [*_found(Survey(compiled, chance, seed), vectors)]
    except TooLarge:
        found = [*_found(Survey(compiled, chance, seed, sample_only=True), vectors)]
    return _in_order(compiled.definition, _with_reasons(compiled.definition, found, has_vectors=vectors is not None))


def _found(survey: Survey, vectors: Vectors | None) -> Iterator[Finding]:
    for look in _CHECKS:
        yield from look(survey)
    if vectors is not None:
        yield from vector_findings(survey, vectors)


def checked_vectors(vectors: object) -> Vectors:
    """The vectors, as they were given.

    Raises:
        UsageError: If these are no vectors.
    """
    if isinstance(vectors, list | tuple) and all(isinstance(each, Mapping | Vector) for each in vectors):
        return vectors
    raise wrong_type("Vectors are a list of mappings.", vectors,
                     "the list that a vectors file has, or Instrument.vectors()")


def _with_reasons(definition: Definition, found: Iterable[Finding], *, has_vectors: bool) -> Iterator[Finding]:
    """The findings, each with the reason for which it is accepted, and those reasons that are for nothing."""
    reasons = {(entry.finding, entry.at): entry.because for entry in definition.accepted}
    met = set()
    for finding in found:
        met.add((finding.code, finding.pointer))
        yield finding.accepted_for(reasons.get((finding.code, finding.pointer)))
    for n, entry in enumerate(definition.accepted):
        is_looked_for = has_vectors or entry.finding not in ABOUT_VECTORS
        if (entry.finding, entry.at) not in met and is_looked_for:
            yield Finding("F-accepted-not-found", "doubt", f"/accepted/{n}", sentence(
                "accepted_not_found", code=entry.finding, place=entry.at or sentence("document")))


def _in_order(definition: Definition, findings: Iterable[Finding]) -> FindingList:
    place = document_order(document_of(definition))
    return FindingList(sorted(findings, key=lambda each: (place(Problem(each.code, each.pointer, "")), each.code)))
