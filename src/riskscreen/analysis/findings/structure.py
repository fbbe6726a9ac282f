"""Findings that the structure of a definition shows: who reads what, and in which order options stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.rules import pointer_of
from riskscreen.analysis.findings.survey import Survey
from riskscreen.explain.words.sentence import sentence, several
from riskscreen.model.condition import ItemCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.response import ResponseScale

_FEWEST_READ = 3


def unused_scale_findings(survey: Survey) -> Iterator[Finding]:
    """Scales that nothing reads."""
    for n in survey.uses.unused_scales():
        name = survey.definition.scales[n].id
        survey.blame(("scale", name))
        yield Finding("F-scale-unused", "doubt", f"/scales/{n}", sentence("scale_unused", scale=name))


def section_findings(survey: Survey) -> Iterator[Finding]:
    """Scales and rules that read one section and a single item of another."""
    section_of = {item.id: section.id for section in survey.definition.sections for item in section.items}
    for key, reader, names, pointers in _readers(survey.definition):
        counted = Counter(section_of[name] for name in names)
        if len(names) < _FEWEST_READ or len(counted) != 2 or min(counted.values()) != 1:
            continue
        (main, _), (other, _) = counted.most_common()
        odd = next(n for n, name in enumerate(names) if section_of[name] == other)
        yield Finding("F-other-section", "doubt", pointers[odd], sentence(
            key, reader=reader, section=main, item=names[odd], other=other))


def _readers(definition: Definition) -> Iterator[tuple[str, str, Sequence[str], Sequence[str]]]:
    """Each scale and rule that names items: what is said of it, its id, and these items with the place of each."""
    for n, scale in enumerate(definition.scales):
        formula, key = scale.formula, "other_section.scale"
        if formula.selection is not None and formula.selection.kind == "items":
            here = f"/scales/{n}/{formula.key}/items"
            names = formula.selection.names
            yield key, scale.id, names, [f"{here}/{k}" for k in range(len(names))]
        elif formula.conditions:
            first = {leaf.item: f"/scales/{n}/{formula.key}/{k}/when" for k, when in reversed([*enumerate(
                formula.conditions)]) for leaf in leaves_of(when) if isinstance(leaf, ItemCondition)}
            yield key, scale.id, [*first], [*first.values()]
    for o, outcome in enumerate(definition.outcomes):
        for k, rule in enumerate(outcome.rules):
            items = [*dict.fromkeys(leaf.item for leaf in leaves_of(rule.when) if isinstance(leaf, ItemCondition))]
            yield "other_section.rule", rule.id, items, [f"{pointer_of(o, outcome, k)}/when"] * len(items)


def order_findings(survey: Survey) -> Iterator[Finding]:
    """Response scales whose options stand in another order than the same options elsewhere."""
    orders: dict[frozenset[str], list[tuple[str, tuple[str, ...]]]] = {}
    for pointer, scale in option_lists(survey.definition):
        names = tuple(option.id for option in scale.options)
        orders.setdefault(frozenset(names), []).append((pointer, names))
    for found in orders.values():
        usual, _ = Counter(names for _, names in found).most_common(1)[0]
        for pointer, names in found:
            if names != usual:
                yield Finding("F-options-order", "doubt", pointer, sentence(
                    "options_order", here=several(names), elsewhere=several(usual)))


def option_lists(definition: Definition) -> Iterator[tuple[str, ResponseScale]]:
    """Every set of options with the place of its list, the shared ones first."""
    for name, shared in definition.response_scales:
        yield f"/response_scales/{name}/options", shared
    for s, section in enumerate(definition.sections):
        for i, item in enumerate(section.items):
            if item.response_scale is None and isinstance(item.response, ResponseScale):
                yield f"/sections/{s}/items/{i}/response/options", item.response


def follow_up_findings(survey: Survey) -> Iterator[Finding]:
    """The result, where its levels ask for steps in each other's place and nothing is said for open cases.

    What the result says then is for the whole case, so other outcomes need no such words.
    """
    for n, outcome in enumerate(survey.definition.outcomes):
        has_steps = any(level.follow_up for level in outcome.levels)
        if outcome.id == survey.definition.result and has_steps and outcome.follow_ups == "instead" \
                and not outcome.when_open:
            yield Finding("F-when-open-missing", "doubt", f"/outcomes/{n}",
                          sentence("when_open_missing", outcome=outcome.id))
