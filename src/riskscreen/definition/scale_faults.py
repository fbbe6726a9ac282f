"""What is wrong with the formula of a scale: names, and keys that do not go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskscreen.definition.condition_faults import unresolved
from riskscreen.definition.names import Names, Part, entries, is_number, names, parts
from riskscreen.errors import Problem, describe

_SELECTING = ("sum", "count", "highest")
_GOES_WITH = {"weights": ("sum",), "scores": ("sum", "highest"), "where": ("count",), "missing": ("sum", "count"),
              "plus": ("combine",), "table": ("lookup",)}


def scale_faults(scale: Part, pointer: str, known: Names, position: int) -> Iterator[Problem]:
    """Every fault of one scale; *position* is how many scales stand before it."""
    yield from _misfits(scale, pointer)
    for kind in _SELECTING:
        if kind in scale:
            yield from _selection_faults(scale[kind], f"{pointer}/{kind}", known)
            yield from _coding_faults(scale, kind, pointer, known)
    for n, term in parts(scale, "combine"):
        yield from _earlier_scale(term.get("scale"), f"{pointer}/combine/{n}/scale", known, position)
    if "lookup" in scale:
        yield from _earlier_scale(scale["lookup"], f"{pointer}/lookup", known, position)
        yield from _table_faults(scale, pointer)


def _misfits(scale: Part, pointer: str) -> Iterator[Problem]:
    for key, kinds in _GOES_WITH.items():
        if key in scale and not any(kind in scale for kind in kinds):
            yield Problem("D-not-here", f"{pointer}/{key}", f"'{key}' does not go with this kind of scale.",
                          expected=" or ".join(kinds))
    missing = entries(scale, "missing")
    if "round" in missing and missing.get("method") == "as_zero":
        yield Problem("D-not-here", f"{pointer}/missing/round", "Counting missing answers as zero leaves nothing to "
                      "round.", expected="'round' beside 'missing', or the method prorate")


def selected(selection: object, known: Names) -> list[str]:
    """The item ids that a selection names, as far as they exist and are scored."""
    if selection == "all":
        return [name for name, place in known.items.items() if place.is_scored]
    listed = [name for _, name in names(selection, "items") if name in known.items]
    sections = {name for _, name in names(selection, "sections")}
    return listed + [name for name, place in known.items.items() if place.section in sections and place.is_scored]


def _selection_faults(selection: object, pointer: str, known: Names) -> Iterator[Problem]:
    seen: set[str] = set()
    for kind, noun, table in (("items", "item", known.items), ("sections", "section", known.sections)):
        for n, name in names(selection, kind):
            here = f"{pointer}/{kind}/{n}"
            if name not in table:
                yield unresolved(noun, name, table, here)
            elif name in seen:
                yield Problem("D-duplicate-id", here, f"The {noun} {describe(name)} is selected twice.")
            elif kind == "items" and not known.items[name].is_scored:
                yield Problem("D-not-scored", here, f"Scoring does not see the answer to {describe(name)}.",
                              expected="an item with options or bands")
            seen.add(name)
    if isinstance(selection, str | Mapping) and not selected(selection, known) and not seen:
        yield Problem("D-not-scored", pointer, "Nothing is selected that scoring can see.")


def _coding_faults(scale: Part, kind: str, pointer: str, known: Names) -> Iterator[Problem]:
    items = selected(scale[kind], known)
    if any(known.items[name].choices is None for name in items):
        return
    options = {choice["id"]: choice for name in items for choice in known.items[name].choices or ()
               if isinstance(choice.get("id"), str)}
    for name in entries(scale, "weights"):
        if name not in items:
            yield unresolved("item", name, items, f"{pointer}/weights/{name}")
    for n, option in names(scale, "where"):
        if option not in options:
            yield unresolved("option", option, options, f"{pointer}/where/{n}")
    scores = entries(scale, "scores")
    for name in scores:
        if name not in options:
            yield unresolved("option", name, options, f"{pointer}/scores/{name}")
    if scores:
        uncoded = [name for name, option in options.items()
                   if name not in scores and not option.get("not_applicable")]
        for name in uncoded:
            yield Problem("D-scores-incomplete", f"{pointer}/scores", f"The option {describe(name)} has no score here.",
                          expected="a score for every option of the selected items")


def _earlier_scale(name: object, pointer: str, known: Names, position: int) -> Iterator[Problem]:
    if not isinstance(name, str):
        return
    if name not in known.scales:
        yield unresolved("scale", name, known.scales, pointer)
    elif known.scales[name] >= position:
        yield Problem("D-stands-later", pointer, f"A scale can use only earlier scales, and {describe(name)} is not.")


def _table_faults(scale: Part, pointer: str) -> Iterator[Problem]:
    rows = [row.get("from") for _, row in parts(scale, "table")]
    for n, (before, after) in enumerate(zip(rows, rows[1:], strict=False), 1):
        if is_number(before) and is_number(after) and after <= before:
            yield Problem("D-band-order", f"{pointer}/table/{n}/from", "Each row starts above the one before it.",
                          found=str(after), expected=f"more than {before}")
