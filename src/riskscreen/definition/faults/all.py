"""The static checks: what has no meaning though its shape is right.

Each check reads the plain document and says all that it finds, so that one reading of a file tells its author
everything; `names.py` makes them safe on documents whose shape is not right either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice

from riskscreen.definition.faults.conditions import (
    MAY_USE_ALL,
    MAY_USE_ITEMS,
    MAY_USE_SCALES,
    Allowed,
    condition_faults,
)
from riskscreen.definition.faults.growth import growth_faults
from riskscreen.definition.faults.names import LONGEST_NAME, ItemPlace, Names, Part, entries, is_number, names, parts
from riskscreen.definition.faults.other_instruments import accepted_faults, other_instrument_faults, reads_faults
from riskscreen.definition.faults.scales import MOST_OPTIONS_READ, n_options_read, scale_faults
from riskscreen.definition.faults.unresolved import beside, shown, unresolved
from riskscreen.definition.places import Place, pointer_at
from riskscreen.errors import MOST_COUNTED, Problem, describe, pointer_to
from riskscreen.model.definition import MOST_ITEMS
from riskscreen.model.number import decimals, has_places
from riskscreen.model.response import UNKNOWN

_TEXTS = frozenset({"title", "text", "label", "guidance", "meaning", "because", "intended_use", "not_for",
                    "authorised_users", "training", "unit", "topic"})
_TEXT_LISTS = frozenset({"follow_up", "when_open"})
_NAMED_TEXTS = frozenset({"option_guidance", "sources", "languages"})
_NO_TEXTS = frozenset({"weights", "scores"})


def static_faults(document: Part) -> list[Problem]:
    """The faults that the schema cannot say, in no particular order; of each kind no more than anybody counts."""
    known = Names.of(document)
    return [problem for check in _CHECKS for problem in islice(check(document, known), MOST_COUNTED)]


def exponent_fault(pointer: str) -> Problem:
    """The fault of a number that is written with an exponent."""
    return Problem("D-exponent", pointer, "Numbers are written out, without an exponent.",
                   expected="a number such as 1000 or 0.5")


def _number_faults(document: Part, known: Names) -> Iterator[Problem]:
    for place, number in _numbers(document, None):
        if not has_places(number, 3):
            yield Problem("D-number-places", pointer_at(place), "Numbers have at most 3 decimals.",
                          found=describe(number))


def _numbers(value: Part | list[object], place: Place) -> Iterator[tuple[Place, Decimal]]:
    """The numbers that are no whole ones, with their places."""
    for name, part in enumerate(value) if isinstance(value, list) else value.items():
        if isinstance(part, Decimal):
            yield (place, name), part
        elif isinstance(part, dict | list):
            yield from _numbers(part, (place, name))


def _language_faults(document: Part, known: Names) -> Iterator[Problem]:
    wanted, expected = set(known.languages), ", ".join(map(shown, known.languages))
    for place, text in texts_in(document, None):
        if text.keys() == wanted:
            continue
        for language in known.languages:
            if language not in text:
                yield Problem("D-language-missing", pointer_at(place), f"The text in {describe(language)} is missing.",
                              found=", ".join(map(shown, text)), expected=expected)
        for language in text:
            if language not in wanted:
                yield Problem("D-language-extra", pointer_at((place, language)),
                              f"The title has no {describe(language)}, so no other text has it.", expected=expected)


def texts_in(value: Part | list[object], place: Place) -> Iterator[tuple[Place, Part]]:
    """Every language map with its place; what has too long a name is refused already, and not looked into."""
    if isinstance(value, list):
        for position, part in enumerate(value):
            if isinstance(part, dict):
                yield from texts_in(part, (place, position))
    else:
        for name, part in value.items():
            if isinstance(part, dict | list) and name not in _NO_TEXTS and len(name) <= LONGEST_NAME:
                yield from _texts_under(name, part, (place, name))


def _texts_under(name: str, part: Part | list[object], here: Place) -> Iterator[tuple[Place, Part]]:
    if name in _TEXT_LISTS and isinstance(part, list):
        yield from (((here, n), text) for n, text in enumerate(part) if isinstance(text, dict))
    elif name in _NAMED_TEXTS and isinstance(part, dict):
        yield from (((here, key), text) for key, text in part.items() if isinstance(text, dict) and text
                    and len(key) <= LONGEST_NAME)
    elif name == "response_scales" and isinstance(part, dict):
        for scale, inner in part.items():  # the author names these: "title" is no text here
            if isinstance(inner, dict) and len(scale) <= LONGEST_NAME:
                yield from texts_in(inner, (here, scale))
    elif name == "response" and isinstance(part, dict):
        yield from texts_in({kind: inner for kind, inner in part.items() if kind != "text"}, here)
    elif name not in _TEXTS or isinstance(part, list):
        yield from texts_in(part, here)
    elif part:
        yield here, part


def _duplicate_faults(document: Part, known: Names) -> Iterator[Problem]:
    yield from _twice("section", _ids(document, "sections", ""))
    yield from _twice("item", [found for s, section in parts(document, "sections")
                               for found in _ids(section, "items", f"/sections/{s}")])
    yield from _twice("scale", _ids(document, "scales", ""))
    yield from _twice("outcome", _ids(document, "outcomes", ""))
    for name, shared in known.response_scales.items():
        yield from _twice("option", _ids(shared, "options", "/response_scales" + pointer_to(name)))
    for s, section in parts(document, "sections"):
        for i, item in parts(section, "items"):
            here = f"/sections/{s}/items/{i}"
            yield from _twice("indicator", _ids(item, "indicators", here))
            yield from _twice("option", _ids(item.get("response"), "options", here + "/response"))
            yield from _twice("band", _ids(item.get("response"), "bands", here + "/response"))
    for o, outcome in parts(document, "outcomes"):
        yield from _twice("level", _ids(outcome, "levels", f"/outcomes/{o}"))
        yield from _twice("rule", _ids(outcome, "rules", f"/outcomes/{o}"))


def _ids(value: object, name: str, pointer: str) -> list[tuple[str, str]]:
    return [(part["id"], f"{pointer}/{name}/{position}/id") for position, part in parts(value, name)
            if isinstance(part.get("id"), str)]


def _twice(noun: str, found: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name, pointer in found:
        if name in first:
            yield Problem("D-duplicate-id", pointer, f"The {noun} id {describe(name)} stands twice.",
                          expected=f"another id than that of {first[name]}")
        first.setdefault(name, pointer)


def _item_faults(document: Part, known: Names) -> Iterator[Problem]:
    if len(known.places) > MOST_ITEMS:
        yield Problem("D-too-many", "/sections", "An instrument has at most 500 items.",
                      found=f"{len(known.places)} items", expected=f"at most {MOST_ITEMS}")
    for place in known.places:
        response = place.part.get("response")
        if isinstance(response, str) and response not in known.response_scales:
            yield unresolved("response scale", response, known.response_scales, place.pointer + "/response")
        if isinstance(response, dict):
            yield from _number_response_faults(response, place.pointer + "/response")
        yield from _source_faults(place.part, known, place.pointer)
        yield from _option_guidance_faults(place, known)
        for n, indicator in parts(place.part, "indicators"):
            suggested = indicator.get("suggests")
            if isinstance(suggested, str) and place.choices is not None and suggested not in place.choices:
                yield unresolved("option", suggested, place.choices, f"{place.pointer}/indicators/{n}/suggests")


def _option_guidance_faults(place: ItemPlace, known: Names) -> Iterator[Problem]:
    """Answers that are told when to choose, and cannot be chosen."""
    if place.choices is None:
        return
    response = place.part.get("response")
    full = known.response_scales.get(response) if isinstance(response, str) else response
    takes_unknown = isinstance(full, dict) and "text" not in full and full.get("unknown") is not False
    usable = [*place.choices, *([UNKNOWN] if takes_unknown else [])]
    told = entries(place.part, "option_guidance")
    for name in told:
        if name not in usable and len(name) <= LONGEST_NAME:
            yield unresolved("option", name, beside(told, usable), f"{place.pointer}/option_guidance{pointer_to(name)}")


def _number_response_faults(response: Part, pointer: str) -> Iterator[Problem]:
    kind = "decimal" if "decimal" in response else "integer"
    limits = entries(response, kind)
    least, most, places = limits.get("min"), limits.get("max"), limits.get("places", 0)
    if not (is_number(least) and is_number(most) and isinstance(places, int)):
        return
    if least > most:
        yield Problem("D-empty-range", f"{pointer}/{kind}", "No number is at least min and at most max.",
                      found=f"min {least}, max {most}")
    previous = None
    for n, band in parts(response, "bands"):
        start, here = band.get("from"), f"{pointer}/bands/{n}/from"
        if not is_number(start):
            continue
        if previous is None and start != least:
            yield Problem("D-band-order", here, "The first band starts at min.", found=str(start), expected=str(least))
        elif previous is not None and start <= previous:
            yield Problem("D-band-order", here, "Each band starts above the one before it.", found=str(start),
                          expected=f"more than {previous}")
        if start > most:
            yield Problem("D-band-order", here, "No number falls in this band.", found=str(start),
                          expected=f"at most {most}")
        if not has_places(start, places):
            yield Problem("D-number-places", here, "A band starts at a number that can be answered.",
                          found=str(start), expected=f"at most {decimals(places)}" if places else "a whole number")
        previous = start


def _source_faults(part: Part, known: Names, pointer: str) -> Iterator[Problem]:
    for n, key in names(part, "sources"):
        if key not in known.sources:
            yield unresolved("source", key, known.sources, f"{pointer}/sources/{n}")


def _applies_when_faults(document: Part, known: Names) -> Iterator[Problem]:
    before = 0
    for s, section in parts(document, "sections"):
        allowed = Allowed(MAY_USE_ITEMS, items_before=before)
        if "applies_when" in section:
            yield from condition_faults(section["applies_when"], f"/sections/{s}/applies_when", known, allowed)
        for i, item in parts(section, "items"):
            if "applies_when" in item:
                allowed = Allowed(MAY_USE_ITEMS, items_before=before)
                yield from condition_faults(item["applies_when"], f"/sections/{s}/items/{i}/applies_when", known,
                                            allowed)
            before += 1


def _scale_faults(document: Part, known: Names) -> Iterator[Problem]:
    n_read = 0
    for position, scale in parts(document, "scales"):
        pointer = f"/scales/{position}"
        n_read += n_options_read(scale, known)
        if n_read > MOST_OPTIONS_READ:
            yield Problem("D-too-many", "/scales", "The scales read more options than can be kept in view. Let them "
                          "select fewer items, or give the items fewer options.",
                          found=f"{n_read} options, each counted for every scale that reads it",
                          expected=f"at most {MOST_OPTIONS_READ}")
            return
        yield from scale_faults(scale, pointer, known, position)
        for n, entry in parts(scale, "points"):
            allowed = Allowed(MAY_USE_SCALES, scales_before=position)
            yield from condition_faults(entry.get("when"), f"{pointer}/points/{n}/when", known, allowed)


def _outcome_faults(document: Part, known: Names) -> Iterator[Problem]:
    for position, outcome in parts(document, "outcomes"):
        pointer = f"/outcomes/{position}"
        levels = tuple(level["id"] for _, level in parts(outcome, "levels") if isinstance(level.get("id"), str))
        for n, rule in parts(outcome, "rules"):
            here = f"{pointer}/rules/{n}"
            if isinstance(rule.get("level"), str) and rule["level"] not in levels:
                yield unresolved("level", rule["level"], levels, here + "/level")
            allowed = Allowed(MAY_USE_ALL, outcomes_before=position)
            yield from condition_faults(rule.get("when"), here + "/when", known, allowed)
            yield from _source_faults(rule, known, here)
        yield from _level_band_faults(outcome, levels, known, pointer)
        yield from _route_faults(outcome, pointer)
    result = document.get("result")
    if isinstance(result, str) and result not in known.outcomes:
        yield unresolved("outcome", result, known.outcomes, "/result")


def _route_faults(outcome: Part, pointer: str) -> Iterator[Problem]:
    """What only has a meaning where one level is more than another; the levels of a route are alternatives."""
    if outcome.get("kind") != "route":
        return
    for name, refused in _NOT_FOR_ROUTES.items():
        if outcome.get(name) == refused:
            yield Problem("D-route", f"{pointer}/{name}", "The levels of a route are alternatives: none of them is "
                          "more than another, or includes it.", found=describe(refused),
                          expected="another value, or 'degree' as the kind of the outcome")


_NOT_FOR_ROUTES = {"override": "raise", "follow_ups": "cumulative"}


def _level_band_faults(outcome: Part, levels: tuple[str, ...], known: Names, pointer: str) -> Iterator[Problem]:
    scale = outcome.get("scale")
    if isinstance(scale, str) and scale not in known.scales:
        yield unresolved("scale", scale, known.scales, pointer + "/scale")
    bands = [band for _, band in parts(outcome, "bands")]
    bound = "to" if bands and "to" in bands[0] else "from"
    for n, (band, following) in enumerate(zip(bands, [*bands[1:], {}], strict=False)):
        here = f"{pointer}/bands/{n}"
        level = band.get("level")
        if isinstance(level, str) and level not in levels:
            yield unresolved("level", level, levels, here + "/level")
        if bound not in band:
            yield Problem("D-band-order", here, "All bands of an outcome use 'from', or all use 'to'.")
        if following and not _bands_rise(band, following, bound, levels):
            yield Problem("D-band-order", f"{pointer}/bands/{n + 1}", "Levels rise from band to band, and each cut-off "
                          + ("lies above" if bound == "from" else "lies below") + " the one before it.",
                          found=f"{describe(following.get('level'))} {bound} {following.get(bound)}",
                          expected=f"beyond {describe(level)} {bound} {band.get(bound)}")


def _bands_rise(band: Part, following: Part, bound: str, levels: tuple[str, ...]) -> bool:
    here, there = band.get(bound), following.get(bound)
    if not (is_number(here) and is_number(there)):
        return True
    numbers_rise = there > here if bound == "from" else there < here
    ranks = [levels.index(part["level"]) for part in (band, following) if part.get("level") in levels]
    return numbers_rise and (len(ranks) < 2 or ranks[0] < ranks[1])


_CHECKS: tuple[Callable[[Part, Names], Iterator[Problem]], ...] = (
    _number_faults,
    _language_faults,
    _duplicate_faults,
    _item_faults,
    _applies_when_faults,
    _scale_faults,
    growth_faults,
    _outcome_faults,
    other_instrument_faults,
    accepted_faults,
    reads_faults,
)
