"""The cut-offs of a definition, each of which can be moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeVar

import attrs

from riskscreen.cell import Cell
from riskscreen.model.condition import Combination, Condition, ScaleCondition
from riskscreen.model.definition import Definition
from riskscreen.model.number import Number, as_json
from riskscreen.model.outcome import Outcome
from riskscreen.model.scale import Points

Side = Literal["at_least", "at_most"]
ConditionPath = tuple[int, ...]
Entry = TypeVar("Entry")

_PARTS = {"all": "/all/{}", "any": "/any/{}", "not": "/not", "at_least": "/of/{}"}


@attrs.frozen(repr=False)
class CutOff(Cell):
    """The number that a condition compares a scale with, and where it stands.

    ``place`` holds the position of the outcome and the rule, or of the scale and the entry of its points where there is
    no outcome; ``path`` leads to the condition inside.
    """

    pointer: str
    scale: str
    end: Side
    number: Number
    outcome: str | None
    rule: str | None
    place: tuple[int, int]
    path: ConditionPath

    def to_dict(self) -> dict[str, object]:
        """The cut-off in plain values."""
        return {"pointer": self.pointer, "scale": self.scale, self.end: as_json(self.number),
                **({} if self.outcome is None else {"outcome": self.outcome, "rule": self.rule})}


def cut_offs_of(definition: Definition) -> Iterator[CutOff]:
    """Every cut-off of a scale, first those of points, then those of rules and bands."""
    for n, scale in enumerate(definition.scales):
        if isinstance(scale.formula, Points):
            for k, (condition, _) in enumerate(scale.formula.entries):
                yield from _cut_offs(condition, f"/scales/{n}/points/{k}/when", None, None, (n, k), ())
    for n, outcome in enumerate(definition.outcomes):
        for k, rule in enumerate(outcome.rules):
            pointer = f"/outcomes/{n}/" + ("rules/{}/when" if outcome.bands is None else "bands/{}").format(k)
            for found in _cut_offs(rule.when, pointer, outcome.id, rule.id, (n, k), ()):
                yield found if outcome.bands is None else _of_band(found, outcome, pointer)


def _of_band(found: CutOff, outcome: Outcome, pointer: str) -> CutOff:
    assert outcome.bands is not None
    end = "from" if outcome.bands.worse == "higher" else "to"
    return CutOff(f"{pointer}/{end}", found.scale, found.end, found.number, found.outcome, found.rule,
                  found.place, ())


def _cut_offs(condition: Condition, pointer: str, outcome: str | None, rule: str | None, place: tuple[int, int],
              path: ConditionPath) -> Iterator[CutOff]:
    if isinstance(condition, Combination):
        for n, part in enumerate(condition.parts):
            yield from _cut_offs(part, pointer + _PARTS[condition.kind].format(n), outcome, rule, place, (*path, n))
    elif isinstance(condition, ScaleCondition):
        low, high = condition.at_least, condition.at_most
        is_between = low is not None and high is not None
        if low is not None:
            name = "between/0" if is_between else "at_least"
            yield CutOff(f"{pointer}/{name}", condition.scale, "at_least", low, outcome, rule, place, path)
        if high is not None:
            name = "between/1" if is_between else "at_most"
            yield CutOff(f"{pointer}/{name}", condition.scale, "at_most", high, outcome, rule, place, path)


def moved_outcomes(definition: Definition, cut_off: CutOff, by: int) -> tuple[Outcome, ...]:
    """The outcomes with a cut-off of a rule or a band moved."""
    n, k = cut_off.place
    outcome = definition.outcomes[n]
    rule = outcome.rules[k]
    moved = attrs.evolve(rule, when=_moved(rule.when, cut_off, cut_off.path, by))
    return _with(definition.outcomes, n, attrs.evolve(outcome, rules=_with(outcome.rules, k, moved)))


def moved_definition(definition: Definition, cut_off: CutOff, by: int) -> Definition:
    """The definition with a cut-off moved, wherever it stands."""
    if cut_off.outcome is not None:
        return attrs.evolve(definition, outcomes=moved_outcomes(definition, cut_off, by))
    n, k = cut_off.place
    scale = definition.scales[n]
    assert isinstance(scale.formula, Points)
    condition, score = scale.formula.entries[k]
    entries = _with(scale.formula.entries, k, (_moved(condition, cut_off, cut_off.path, by), score))
    formula = attrs.evolve(scale.formula, entries=entries)
    return attrs.evolve(definition, scales=_with(definition.scales, n, attrs.evolve(scale, formula=formula)))


def _moved(condition: Condition, cut_off: CutOff, path: ConditionPath, by: int) -> Condition:
    if isinstance(condition, Combination):
        part = _moved(condition.parts[path[0]], cut_off, path[1:], by)
        return attrs.evolve(condition, parts=_with(condition.parts, path[0], part))
    assert isinstance(condition, ScaleCondition)
    moved: dict[str, Any] = {cut_off.end: cut_off.number + by}
    return attrs.evolve(condition, **moved)


def _with(entries: Sequence[Entry], n: int, entry: Entry) -> tuple[Entry, ...]:
    return (*entries[:n], entry, *entries[n + 1:])
