"""Findings that the structure of a definition shows: who reads what, and in which order options stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.rules import pointer_of
from riskscreen.analysis.findings.survey import Survey
from riskscreen.model.condition import ItemCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.response import ResponseScale

_FEWEST_READ = 3


def unused_scale_findings(survey: Survey) -> Iterator[Finding]:
    """Scales that nothing reads."""
    for n in survey.uses.unused_scales():
        name = survey.definition.scales[n].id
        survey.blame(("scale", name))
        yield Finding("F-scale-unused", "doubt", f"/scales/{n}",
                      f"No rule, band or other scale reads the scale {name}, so it decides nothing. Let a rule read "
                      "it, or take it out; where it is only to be shown, accept this with the reason.")


def section_findings(survey: Survey) -> Iterator[Finding]:
    """Scales and rules that read one section and a single item of another."""
    section_of = {item.id: section.id for section in survey.definition.sections for item in section.items}
    for reader, names, pointers in _readers(survey.definition):
        counted = Counter(section_of[name] for name in names)
        if len(names) < _FEWEST_READ or len(counted) != 2 or min(counted.values()) != 1:
            continue
        (main, _), (other, _) = counted.most_common()
        odd = next(n for n, name in enumerate(names) if section_of[name] == other)
        yield Finding("F-other-section", "doubt", pointers[odd],
                      f"All items that {reader} reads are from the section {main}, but {names[odd]} is from {other}. "
                      "Is another item meant? Where it is meant so, accept this with the reason.")


def _readers(definition: Definition) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Each scale and rule that names items, with these items and the place of each."""
    for n, scale in enumerate(definition.scales):
        formula, what = scale.formula, f"the scale {scale.id}"
        if formula.selection is not None and formula.selection.kind == "items":
            here = f"/scales/{n}/{formula.key}/items"
            yield what, formula.selection.names, [f"{here}/{k}" for k in range(len(formula.selection.names))]
        elif formula.conditions:
            first = {leaf.item: f"/scales/{n}/{formula.key}/{k}/when" for k, when in reversed([*enumerate(
                formula.conditions)]) for leaf in leaves_of(when) if isinstance(leaf, ItemCondition)}
            yield what, [*first], [*first.values()]
    for o, outcome in enumerate(definition.outcomes):
        for k, rule in enumerate(outcome.rules):
            items = [*dict.fromkeys(leaf.item for leaf in leaves_of(rule.when) if isinstance(leaf, ItemCondition))]
            yield f"the rule {rule.id}", items, [f"{pointer_of(o, outcome, k)}/when"] * len(items)


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
                yield Finding("F-options-order", "doubt", pointer,
                              f"The options stand as {', '.join(names)} here, and as {', '.join(usual)} elsewhere. Who "
                              "is used to the one order will tick the wrong answer in the other. Use one order.")


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
                          f"While more than one level of {outcome.id} is possible, readers are told only the steps "
                          "that each of these levels asks for, which may be none. Say under when_open what to do and "
                          "what to ask until the level is settled; or, where the steps add up, make follow_ups "
                          "cumulative.")
