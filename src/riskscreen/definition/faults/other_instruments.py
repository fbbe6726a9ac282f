"""What a definition says of others and of itself: instruments that come next, items that ask the same, findings kept.

The other instruments are not at hand here, so only what can be seen without them is checked: `same_items` does the
rest.  Whether there is a finding, and at that place, is for the check to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.definition.faults.names import ItemPlace, Names, Part, entries, names, parts
from riskscreen.definition.faults.unresolved import beside, unresolved
from riskscreen.errors import Problem, describe, pointer_to


def other_instrument_faults(document: Part, known: Names) -> Iterator[Problem]:
    """Instruments and items that are named twice, and an instrument that names itself."""
    own = document.get("id")
    for o, outcome in parts(document, "outcomes"):
        for n, level in parts(outcome, "levels"):
            yield from _next_faults(level, own, f"/outcomes/{o}/levels/{n}/next")
    taken: dict[tuple[str, str], str] = {}
    for place in known.places:
        yield from _same_as_faults(place.part, own, place.pointer + "/same_as", taken)
        yield from _renamed_option_faults(place)


def _next_faults(level: Part, own: object, pointer: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, instrument in names(level, "next"):
        if instrument == own:
            yield _own_instrument(instrument, f"{pointer}/{n}")
        elif instrument in seen:
            yield Problem("D-duplicate-id", f"{pointer}/{n}", f"The instrument {describe(instrument)} comes next "
                          "already.")
        seen.add(instrument)


def _same_as_faults(item: Part, own: object, pointer: str, taken: dict[tuple[str, str], str]) -> Iterator[Problem]:
    """The faults of one item; *taken* holds what earlier items are the same as, and where that stands."""
    seen: set[str] = set()
    for n, other in parts(item, "same_as"):
        instrument, name, here = other.get("instrument"), other.get("item"), f"{pointer}/{n}"
        if not (isinstance(instrument, str) and isinstance(name, str)):
            continue
        if instrument == own:
            yield _own_instrument(instrument, here + "/instrument")
        elif instrument in seen:
            yield Problem("D-duplicate-id", here + "/instrument", "Only one item of an instrument can ask the same, "
                          f"and one of {describe(instrument)} is named already.")
        elif (instrument, name) in taken:
            yield Problem("D-duplicate-id", here + "/item", f"The item {describe(name)} of {describe(instrument)} is "
                          "the same as another item already.", expected=f"another than {taken[instrument, name]} has")
        seen.add(instrument)
        taken.setdefault((instrument, name), here)


def _renamed_option_faults(place: ItemPlace) -> Iterator[Problem]:
    """Options that are said to have another id there: one that is not here, or two that would be one there."""
    for n, other in parts(place.part, "same_as"):
        taken, options = dict[str, str](), entries(other, "options")
        for option, name in options.items():
            pointer = f"{place.pointer}/same_as/{n}/options" + pointer_to(option)
            if place.choices is not None and option not in place.choices:
                yield unresolved("option", option, beside(options, place.choices), pointer)
            elif isinstance(name, str) and taken.setdefault(name, option) != option:
                yield Problem("D-duplicate-id", pointer, f"The option {describe(name)} there stands for another "
                              "already.", expected=f"another id than that of {describe(taken[name])}")


def _own_instrument(instrument: str, pointer: str) -> Problem:
    return Problem("D-own-instrument", pointer, "Another instrument is named here, and this is the id of this one.",
                   found=describe(instrument), expected="the id of another instrument")


def accepted_faults(document: Part, known: Names) -> Iterator[Problem]:
    """A finding that is accepted twice at one place."""
    first: dict[tuple[str, str], str] = {}
    for n, entry in parts(document, "accepted"):
        finding, place = entry.get("finding"), entry.get("at")
        if not (isinstance(finding, str) and isinstance(place, str)):
            continue
        here = f"/accepted/{n}"
        if (finding, place) in first:
            yield Problem("D-duplicate-id", here, f"The finding {describe(finding)} is accepted at this place already.",
                          expected=f"one reason, at {first[finding, place]}")
        first.setdefault((finding, place), here)


def reads_faults(document: Part, _: Names) -> Iterator[Problem]:
    """A version whose answers are taken that is the own one, or that stands there twice."""
    seen: set[str] = set()
    for n, version in names(document, "reads"):
        if version == document.get("version"):
            yield Problem("D-own-version", f"/reads/{n}", "An earlier version is named here, and this is the version "
                          "of this definition.", found=describe(version), expected="an earlier version")
        elif version in seen:
            yield Problem("D-duplicate-id", f"/reads/{n}", f"The version {describe(version)} stands here already.",
                          expected="each version once")
        seen.add(version)
