"""How each kind of condition and of formula stands in a document: read from it, and written again in the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from riskscreen.model.condition import Combination, Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.number import Number
from riskscreen.model.scale import Combine, Count, Formula, Highest, Lookup, Points, Selection, Sum
from riskscreen.model.text import Text

Part = Mapping[str, Any]
WrittenPart = dict[str, Any]


def condition_of(part: Any) -> Condition:
    """One condition of the document."""
    if "scale" in part:
        low, high = part.get("between", (part.get("at_least"), part.get("at_most")))
        return ScaleCondition(part["scale"], low, high)
    if "item" in part:
        return ItemCondition(part["item"], tuple(part["is"]))
    if "outcome" in part:
        comparison: Any = next(key for key in ("at_least", "at_most", "is") if key in part)
        return OutcomeCondition(part["outcome"], comparison, part[comparison])
    if "of" in part:
        return Combination("at_least", tuple(map(condition_of, part["of"])), part["at_least"])
    if "not" in part:
        return Combination("not", (condition_of(part["not"]),))
    kind, parts = next(iter(part.items()))
    return Combination(kind, tuple(map(condition_of, parts)))


def part_of(condition: Condition) -> WrittenPart:  # every kind is there
    """One condition as the document says it."""
    match condition:
        case ItemCondition():
            return {"item": condition.item, "is": list(condition.options)}
        case OutcomeCondition():
            return {"outcome": condition.outcome, condition.comparison: condition.level}
        case ScaleCondition():
            if condition.at_least is not None and condition.at_most is not None:
                return {"scale": condition.scale, "between": [condition.at_least, condition.at_most]}
            return present(scale=condition.scale, at_least=condition.at_least, at_most=condition.at_most)
        case Combination():
            parts = [part_of(part) for part in condition.parts]
            if condition.kind == "at_least":
                return {"at_least": condition.count, "of": parts}
            return {"not": parts[0]} if condition.kind == "not" else {condition.kind: parts}
        case _:
            assert_never(condition)


def formula_of(part: Part) -> Formula:
    """The formula of a scale of the document."""
    return next(build(part) for kind, build in _FORMULAS.items() if kind in part)


def _selection(part: str | Part) -> Selection:
    if isinstance(part, str):
        return Selection("all")
    kind, names = next(iter(part.items()))
    return Selection("items" if kind == "items" else "sections", tuple(names))


def _pairs(part: Part, name: str) -> tuple[tuple[str, Number], ...]:
    return tuple(part.get(name, {}).items())


_FORMULAS: dict[str, Callable[[Part], Formula]] = {
    "sum": lambda part: Sum(_selection(part["sum"]), _pairs(part, "weights"), _pairs(part, "scores")),
    "count": lambda part: Count(_selection(part["count"]), tuple(part["where"])),
    "highest": lambda part: Highest(_selection(part["highest"]), _pairs(part, "scores")),
    "points": lambda part: Points(tuple((condition_of(entry["when"]), entry["score"]) for entry in part["points"])),
    "combine": lambda part: Combine(
        tuple((term["scale"], term.get("times", 1), term.get("over", 1)) for term in part["combine"]),
        part.get("plus", 0)),
    "lookup": lambda part: Lookup(part["lookup"], tuple((row["from"], row["value"]) for row in part["table"])),
}


def formula_part(formula: Formula) -> WrittenPart:  # every kind is there
    """One formula as the document says it."""
    match formula:
        case Sum():
            return {"sum": _selection_part(formula.selection),
                    **present(weights=dict(formula.weights), scores=dict(formula.scores))}
        case Count():
            return {"count": _selection_part(formula.selection), "where": list(formula.where)}
        case Highest():
            return {"highest": _selection_part(formula.selection), **present(scores=dict(formula.scores))}
        case Points():
            return {"points": [{"when": part_of(condition), "score": score} for condition, score in formula.entries]}
        case Combine():
            terms = [present(scale=scale, times=None if times == 1 else times, over=None if over == 1 else over)
                     for scale, times, over in formula.terms]
            return {"combine": terms, **present(plus=formula.plus or None)}
        case Lookup():
            return {"lookup": formula.scale,
                    "table": [{"from": start, "value": value} for start, value in formula.rows]}
        case _:
            assert_never(formula)


def _selection_part(selection: Selection) -> str | WrittenPart:
    return "all" if selection.kind == "all" else {selection.kind: list(selection.names)}


def present(**parts: object) -> WrittenPart:
    """The parts that say something: not None, and not empty."""
    return {name: value.to_dict() if isinstance(value, Text) else value
            for name, value in parts.items() if value is not None and value != [] and value != {}}
