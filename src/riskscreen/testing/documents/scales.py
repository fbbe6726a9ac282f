"""Scales of every kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from itertools import product
from typing import Any

from hypothesis import strategies as st

from riskscreen.testing.documents.basics import (
    Document,
    DrawnNames,
    Number,
    WrittenPart,
    drawn_number,
    drawn_some,
    picked,
    several,
    sometimes,
)
from riskscreen.testing.documents.conditions import drawn_condition, drawn_rising, picked_scale
from riskscreen.testing.documents.parts import items_of, options_of, ordinary_options

FIRST_KINDS = ("sum", "sum", "count", "highest", "points")
LATER_KINDS = (*FIRST_KINDS, "combine", "combine", "lookup")
ROUNDINGS = ("half_up", "half_even", "down", "up")
TIMES: tuple[Number | None, ...] = (None, 2, 9, -1, 4, 1, Decimal("0.5"))
OVERS: tuple[Number | None, ...] = (None, 9, 3, 1, 10, Decimal("2.5"))
FACTORS = tuple(product(TIMES, OVERS))


def drawn_scale(draw: st.DrawFn, document: Document, names: DrawnNames, *, missing: bool) -> WrittenPart:
    """The next scale of a document; it can use the scales before it."""
    scale: WrittenPart = {"id": f"scale_{len(document['scales']) + 1}"}
    kind = picked(draw, LATER_KINDS if names.scales else FIRST_KINDS)
    scale.update(KINDS[kind](draw, document, names))
    if missing and kind in ("sum", "count") and sometimes(draw):
        scale["missing"] = drawn_missing_rule(draw, len(selected_items(document, scale[kind])))
    if sometimes(draw):
        scale["round"] = {"places": draw(st.integers(0, 2)), "how": picked(draw, ROUNDINGS)}
    return scale


def drawn_missing_rule(draw: st.DrawFn, n_items: int) -> WrittenPart:
    """A rule for missing answers: as zero, or prorated, rounded or not; more can be missing than it allows."""
    rule = {"allow": draw(st.integers(1, max(1, min(3, n_items - 1))))}
    how = picked(draw, ("as_zero", "prorate", *ROUNDINGS))
    if how in ROUNDINGS:
        return {**rule, "method": "prorate", "round": how}
    return {**rule, "method": how}


def _sum(draw: st.DrawFn, document: Document, names: DrawnNames) -> WrittenPart:
    selection = drawn_selection(draw, document, names)
    scale: WrittenPart = {"sum": selection}
    items = selected_items(document, selection)
    if sometimes(draw):
        scale["weights"] = {item: drawn_number(draw) for item in drawn_some(draw, items)}
    return _with_scores(draw, document, scale, items)


def _count(draw: st.DrawFn, document: Document, names: DrawnNames) -> WrittenPart:
    selection = drawn_selection(draw, document, names)
    options = {option: None for item in selected_items(document, selection) for option in names.items[item]}
    return {"count": selection, "where": drawn_some(draw, tuple(options))}


def _highest(draw: st.DrawFn, document: Document, names: DrawnNames) -> WrittenPart:
    selection = drawn_selection(draw, document, names)
    return _with_scores(draw, document, {"highest": selection}, selected_items(document, selection))


def _points(draw: st.DrawFn, document: Document, names: DrawnNames) -> WrittenPart:
    return {"points": list(several(draw, partial(_point, names=names), most=3, eagerness=2))}


def _point(draw: st.DrawFn, names: DrawnNames) -> WrittenPart:
    return {"when": drawn_condition(draw, names), "score": drawn_number(draw)}


def _combine(draw: st.DrawFn, document: Document, names: DrawnNames) -> WrittenPart:
    parts: list[WrittenPart] = []
    for name in drawn_some(draw, tuple(names.scales)):
        times, over = picked(draw, FACTORS)
        factors = {"times": times, "over": over}
        parts.append({"scale": name} | {key: factor for key, factor in factors.items() if factor is not None})
    return {"combine": parts, "plus": drawn_number(draw)} if sometimes(draw) else {"combine": parts}


def _lookup(draw: st.DrawFn, document: Document, names: DrawnNames) -> WrittenPart:
    scale = picked_scale(draw, names)
    starts = drawn_rising(draw, names.scales[scale], draw(st.integers(1, 4)))
    return {"lookup": scale, "table": [{"from": start, "value": drawn_number(draw)} for start in starts]}


KINDS: Mapping[str, Callable[[st.DrawFn, Document, DrawnNames], WrittenPart]] = {
    "sum": _sum,
    "count": _count,
    "highest": _highest,
    "points": _points,
    "combine": _combine,
    "lookup": _lookup,
}


def drawn_selection(draw: st.DrawFn, document: Document, names: DrawnNames) -> Any:
    """``"all"``, some sections (each with a scored item), or some items."""
    form = picked(draw, ("all", "sections", "items"))
    if form == "all":
        return form
    if form == "items":
        return {"items": drawn_some(draw, tuple(names.items))}
    sections = {section["id"]: None for section, item in items_of(document) if item["id"] in names.items}
    return {"sections": drawn_some(draw, tuple(sections))}


def selected_items(document: Document, selection: Any) -> tuple[str, ...]:
    """The scored items that a selection names."""
    return tuple(
        item["id"]
        for section, item in items_of(document)
        if options_of(document, item)
        and (
            selection == "all"
            or section["id"] in selection.get("sections", ())
            or item["id"] in selection.get("items", ())
        )
    )


def _with_scores(draw: st.DrawFn, document: Document, scale: WrittenPart, items: tuple[str, ...]) -> WrittenPart:
    """The scale, which now and then has its own score for every option but those that take the item out."""
    if sometimes(draw):
        options = ordinary_options(document)
        listed = {option: None for item in items for option in options[item]}
        scale["scores"] = {option: drawn_number(draw) for option in listed}
    return scale
