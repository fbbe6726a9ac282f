"""Findings about gates: sections and items that are never asked, or always though there is a condition."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.finding import Finding
from riskscreen.analysis.reach import reached
from riskscreen.analysis.reads import Reads
from riskscreen.analysis.survey import Survey
from riskscreen.engine.compile import Compiled
from riskscreen.model.condition import Combination, Condition
from riskscreen.model.item import Item, Section
from riskscreen.model.truth import NO, YES, Truth, combined


def gate_findings(survey: Survey) -> Iterator[Finding]:
    """What is found about each `applies_when`, given what can be answered before it."""
    states = _States(survey.compiled)
    for s, section in enumerate(survey.definition.sections):
        truths = states.truths(section)
        if section.applies_when is not None and len(truths) == 1:
            opens = truths == {YES}
            if not opens:
                for item in section.items:
                    survey.blame(("item", item.id))
            yield _finding(f"/sections/{s}/applies_when", f"the section {section.id}", opens=opens)
            if not opens:
                continue
        for i, item in enumerate(section.items):
            truths = states.truths(section, item)
            if item.applies_when is not None and len(truths) == 1:
                if truths == {NO}:
                    survey.blame(("item", item.id))
                yield _finding(f"/sections/{s}/items/{i}/applies_when", f"the item {item.id}", opens=truths == {YES})


def _finding(pointer: str, what: str, *, opens: bool) -> Finding:
    if opens:
        return Finding("F-gate-always-open", "fault", pointer, f"Whatever is answered before it, {what} applies, so "
                       "this condition decides nothing. Leave it out, or say when it shall not apply.")
    return Finding("F-gate-never-opens", "fault", pointer, f"Whatever is answered before it, {what} does not apply, so "
                   "it is never asked. Mend this condition, or take out what stands behind it.")


class _States:
    """The states just before each scored item, and the last ones for what scoring does not see."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        unscored = Reads(compiled)
        for section in compiled.definition.sections:
            parts: tuple[Section | Item, ...] = section, *section.items
            for part in parts:
                if part.applies_when is not None and not _scored(part):
                    unscored.of_condition(part.applies_when)
                    if section.applies_when is not None:
                        unscored.of_condition(section.applies_when)
        self.found = reached(compiled, unscored)
        self.layer_of = {} if self.found is None else {step.item: n for n, step in enumerate(self.found.steps)}

    def truths(self, section: Section, item: Item | None = None) -> set[Truth]:
        """What the condition of a section, or of an item in a section that applies, can be; empty where unknown."""
        part = section if item is None else item
        if self.found is None or part.applies_when is None:
            return set()
        places = [self.layer_of[self.compiled.positions[each.id]] for each in _scored(part)]
        states = self.found.layers[min(places) if places else -1].states
        if item is not None and section.applies_when is not None:
            states = [state for state in states if self._truth(section.applies_when, state) == YES]
        return {self._truth(part.applies_when, state) for state in states}

    def _truth(self, condition: Condition, state: int) -> Truth:
        if isinstance(condition, Combination):
            return combined(condition.kind, [self._truth(part, state) for part in condition.parts], condition.count)
        return YES if self.compiled.layout.fields[condition].read(state) else NO


def _scored(part: Section | Item) -> list[Item]:
    items = part.items if isinstance(part, Section) else (part,)
    return [item for item in items if item.response.choices]
