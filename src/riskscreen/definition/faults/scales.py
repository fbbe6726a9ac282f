"""What is wrong with the formula of a scale: names, and keys that do not go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskscreen.definition.faults.names import ItemPlace, Names, Part, entries, is_number, names, parts
from riskscreen.definition.faults.unresolved import Usable, beside, unresolved
from riskscreen.errors import Problem, describe, pointer_to
from riskscreen.model.scale import MISSING, SCORING, SELECTING

MOST_OPTIONS_READ = 200_000
_COLUMNS_OF_MISSING = 4
# What goes with one kind alone, the schema says.
_GOES_WITH = {"scores": SCORING, "missing": MISSING}


def scale_faults(scale: Part, pointer: str, known: Names, position: int) -> Iterator[Problem]:
    """Every fault of one scale; *position* is how many scales stand before it."""
    yield from _misfits(scale, pointer)
    for kind in SELECTING:
        if kind in scale:
            yield from _selection_faults(scale[kind], f"{pointer}/{kind}", known)
            yield from _coding_faults(scale, selected(scale[kind], known), pointer)
    for n, term in parts(scale, "combine"):
        yield from _earlier_scale(term.get("scale"), f"{pointer}/combine/{n}/scale", known, position)
    if "lookup" in scale:
        yield from _earlier_scale(scale["lookup"], f"{pointer}/lookup", known, position)
        yield from _table_faults(scale, pointer)


def n_options_read(scale: Part, known: Names) -> int:
    """How many options a scale reads, some kinds of scale more than once."""
    total = 0
    for kind in SELECTING:
        responses = [place.choices or {} for place in selected(scale.get(kind), known).values()]
        n_options = sum(map(len, responses))
        if kind == "highest":
            distinct = {id(choices): choices for choices in responses}
            n_options *= len({_score(option) for choices in distinct.values() for option in choices.values()})
        total += n_options * (_COLUMNS_OF_MISSING if "missing" in scale else 1)
    return total


def _score(option: Part) -> object:
    score = option.get("score", 0)
    return score if is_number(score) else None


def _misfits(scale: Part, pointer: str) -> Iterator[Problem]:
    for key, kinds in _GOES_WITH.items():
        if key in scale and not any(kind in scale for kind in kinds):
            yield Problem("D-not-here", f"{pointer}/{key}", f"'{key}' does not go with this kind of scale.",
                          expected=" or ".join(kinds))
    missing = entries(scale, "missing")
    if "round" in missing and missing.get("method") == "as_zero":
        yield Problem("D-not-here", f"{pointer}/missing/round", "Counting missing answers as zero leaves nothing to "
                      "round.", expected="'round' beside 'missing', or the method prorate")


def selected(selection: object, known: Names) -> dict[str, ItemPlace]:
    """The items that a selection names, as far as they exist and are scored."""
    if selection == "all":
        return {name: place for name, place in known.items.items() if place.is_scored}
    sections = {name for _, name in names(selection, "sections")}
    return {name: known.items[name] for _, name in names(selection, "items") if name in known.items} | {
        name: place for name, place in known.items.items() if place.section in sections and place.is_scored}


def _selection_faults(selection: object, pointer: str, known: Names) -> Iterator[Problem]:
    seen: set[str] = set()
    scored = Usable(known.items, lambda name: known.items[name].is_scored)
    for kind, noun, table, can_be in (("items", "item", known.items, scored),
                                      ("sections", "section", known.sections, known.sections)):
        usable = beside({name for _, name in names(selection, kind)}, can_be)
        for n, name in names(selection, kind):
            here = f"{pointer}/{kind}/{n}"
            if name not in table:
                yield unresolved(noun, name, usable, here)
            elif name in seen:
                yield Problem("D-duplicate-id", here, f"The {noun} {describe(name)} is selected twice.")
            elif kind == "items" and not known.items[name].is_scored:
                yield Problem("D-not-scored", here, f"Scoring does not see the answer to {describe(name)}.",
                              expected="an item with options or bands")
            seen.add(name)
    chosen = {name for _, name in names(selection, "sections")}
    is_met = any(selection == "all" or place.section in chosen for place in known.items.values())
    if is_met and not selected(selection, known):
        yield Problem("D-not-scored", pointer, "Nothing is selected that scoring can see.")


def _coding_faults(scale: Part, items: Mapping[str, ItemPlace], pointer: str) -> Iterator[Problem]:
    responses = [place.choices for place in items.values()]
    if None in responses or not any(key in scale for key in ("weights", "where", "scores")):
        return
    distinct = {id(choices): choices for choices in responses}  # a shared response scale is read once
    options = {name: option for choices in distinct.values() for name, option in (choices or {}).items()}
    for name in entries(scale, "weights"):
        if name not in items:
            yield unresolved("item", name, beside(scale["weights"], items), f"{pointer}/weights" + pointer_to(name))
    counted = beside({option for _, option in names(scale, "where")}, options)
    for n, option in names(scale, "where"):
        if option not in options:
            yield unresolved("option", option, counted, f"{pointer}/where/{n}")
    scores = entries(scale, "scores")
    for name in scores:
        if name not in options:
            yield unresolved("option", name, beside(scores, options), f"{pointer}/scores" + pointer_to(name))
    uncoded = [name for name, option in options.items() if name not in scores and not option.get("not_applicable")]
    for name in uncoded if scores else ():
        yield Problem("D-scores-incomplete", f"{pointer}/scores", f"The option {describe(name)} has no score here.",
                      expected="a score for every option of the selected items")


def _earlier_scale(name: object, pointer: str, known: Names, position: int) -> Iterator[Problem]:
    if not isinstance(name, str):
        return
    if name not in known.scales:
        yield unresolved("scale", name, Usable(known.scales, lambda other: known.scales[other] < position), pointer)
    elif known.scales[name] >= position:
        yield Problem("D-stands-later", pointer, f"A scale can use only earlier scales, and {describe(name)} is not.")


def _table_faults(scale: Part, pointer: str) -> Iterator[Problem]:
    rows = [row.get("from") for _, row in parts(scale, "table")]
    for n, (before, after) in enumerate(zip(rows, rows[1:], strict=False), 1):
        if is_number(before) and is_number(after) and after <= before:
            yield Problem("D-band-order", f"{pointer}/table/{n}/from", "Each row starts above the one before it.",
                          found=str(after), expected=f"more than {before}")
