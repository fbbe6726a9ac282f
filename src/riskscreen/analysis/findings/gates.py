"""Findings about gates: sections and items that are never asked, or always though there is a condition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from riskscreen.analysis.counting.whole import Whole
from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.explain.words.sentence import sentence
from riskscreen.model.condition import Condition
from riskscreen.model.item import Item, Section


def gate_findings(survey: Survey) -> Iterator[Finding]:
    """What is found about each `applies_when`, given what can be answered before it."""
    for s, section in enumerate(survey.definition.sections):
        truths = _truths(survey, section)
        if section.applies_when is not None and len(truths) == 1:
            opens = truths == {True}
            if not opens:
                for item in section.items:
                    survey.blame(("item", item.id))
            yield _finding(f"/sections/{s}/applies_when", "section", section.id, opens=opens)
            if not opens:
                continue
        for i, item in enumerate(section.items):
            truths = _truths(survey, section, item)
            if item.applies_when is not None and len(truths) == 1:
                if truths == {False}:
                    survey.blame(("item", item.id))
                yield _finding(f"/sections/{s}/items/{i}/applies_when", "item", item.id, opens=truths == {True})


def _finding(pointer: str, part: Literal["section", "item"], name: str, *, opens: bool) -> Finding:
    code = "F-gate-always-open" if opens else "F-gate-never-opens"
    return Finding(code, "fault", pointer, sentence(_SAID[part, opens], id=name))


_SAID = {("section", True): "gate.section_open", ("section", False): "gate.section_closed",
         ("item", True): "gate.item_open", ("item", False): "gate.item_closed"}


def _truths(survey: Survey, section: Section, item: Item | None = None) -> set[bool]:
    """What the condition of a section, or of an item in a section that applies, can be; empty where unknown."""
    gate = section.applies_when if item is None else item.applies_when
    if gate is None:
        return set()
    before = None if item is None else section.applies_when
    return survey.whole.asked(lambda: _found(survey.whole, gate, before)) or set()


def _found(whole: Whole, gate: Condition, before: Condition | None) -> set[bool]:
    nodes = whole.nodes
    applies = nodes.true if before is None else whole.condition(before)
    ends = nodes.ends_of(nodes.ite(applies, whole.condition(gate), nodes.end(None)))
    return {end for end in ends if isinstance(end, bool)}
