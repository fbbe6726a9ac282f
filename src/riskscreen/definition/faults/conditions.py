"""What is wrong with the names in a condition: unknown, of the wrong kind, or standing later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from riskscreen.definition.faults.names import Names, is_number, names
from riskscreen.definition.faults.unresolved import Usable, unresolved
from riskscreen.errors import Problem, describe

MAY_USE_ITEMS = ("item",)
MAY_USE_SCALES = ("item", "scale")
MAY_USE_ALL = ("item", "scale", "outcome")


@attrs.frozen
class Allowed:
    """What a condition may refer to: kinds of things, and how many of each stand before it (None: all do)."""

    kinds: tuple[str, ...]
    items_before: int | None = None
    scales_before: int | None = None
    outcomes_before: int | None = None


def condition_faults(part: object, pointer: str, known: Names, allowed: Allowed) -> Iterator[Problem]:
    """Every fault of one condition and of the conditions in it."""
    if not isinstance(part, dict):
        return
    for kind in ("scale", "item", "outcome"):
        if kind in part and kind not in allowed.kinds:
            yield Problem("D-not-here", f"{pointer}/{kind}", f"A condition on the {kind} cannot stand here.",
                          expected="conditions on " + ", ".join(allowed.kinds))
            return
    if isinstance(part.get("item"), str):
        yield from _item_faults(part, pointer, known, allowed)
    if isinstance(part.get("scale"), str):
        yield from _scale_faults(part, pointer, known, allowed)
    if isinstance(part.get("outcome"), str):
        yield from _outcome_faults(part, pointer, known, allowed)
    for kind in ("all", "any", "of"):
        nested = part.get(kind)
        for position, inner in enumerate(nested if isinstance(nested, list) else ()):
            yield from condition_faults(inner, f"{pointer}/{kind}/{position}", known, allowed)
    if "not" in part:
        yield from condition_faults(part["not"], f"{pointer}/not", known, allowed)


def _item_faults(part: Mapping[str, Any], pointer: str, known: Names, allowed: Allowed) -> Iterator[Problem]:
    place = known.items.get(part["item"])
    if place is None:
        usable = Usable(known.items, lambda name: known.items[name].is_scored and (
            allowed.items_before is None or known.items[name].order < allowed.items_before))
        yield unresolved("item", part["item"], usable, f"{pointer}/item")
        return
    if allowed.items_before is not None and place.order >= allowed.items_before:
        yield _later("item", part["item"], f"{pointer}/item")
    if not place.is_scored:
        yield Problem("D-not-scored", f"{pointer}/item", "Scoring does not see the answer to "
                      f"{describe(part['item'])}.", expected="an item with options or bands")
    elif place.choices is not None:
        named = {option for _, option in names(part, "is")}
        for position, option in names(part, "is"):
            if option not in place.choices:
                usable = Usable(place.choices, lambda name: name not in named)
                yield unresolved("option", option, usable, f"{pointer}/is/{position}")


def _scale_faults(part: Mapping[str, Any], pointer: str, known: Names, allowed: Allowed) -> Iterator[Problem]:
    position = known.scales.get(part["scale"])
    if position is None:
        usable = Usable(known.scales, lambda name: (
            allowed.scales_before is None or known.scales[name] < allowed.scales_before))
        yield unresolved("scale", part["scale"], usable, f"{pointer}/scale")
    elif allowed.scales_before is not None and position >= allowed.scales_before:
        yield _later("scale", part["scale"], f"{pointer}/scale")
    between = part.get("between")
    if isinstance(between, list) and len(between) == 2 and all(map(is_number, between)) and between[0] > between[1]:
        yield Problem("D-empty-range", f"{pointer}/between", "No number lies between these two.",
                      found=f"{between[0]} and {between[1]}")


def _outcome_faults(part: Mapping[str, Any], pointer: str, known: Names, allowed: Allowed) -> Iterator[Problem]:
    found = known.outcomes.get(part["outcome"])
    if found is None:
        usable = Usable(known.outcomes, lambda name: (
            allowed.outcomes_before is None or known.outcomes[name][0] < allowed.outcomes_before))
        yield unresolved("outcome", part["outcome"], usable, f"{pointer}/outcome")
        return
    position, levels = found
    if allowed.outcomes_before is not None and position >= allowed.outcomes_before:
        yield _later("outcome", part["outcome"], f"{pointer}/outcome")
    for comparison in ("at_least", "at_most", "is"):
        level = part.get(comparison)
        if isinstance(level, str) and level not in levels:
            yield unresolved("level", level, levels, f"{pointer}/{comparison}")


def _later(noun: str, name: str, pointer: str) -> Problem:
    return Problem("D-stands-later", pointer, f"A condition can use only what stands earlier, and {noun} "
                   f"{describe(name)} does not.")
