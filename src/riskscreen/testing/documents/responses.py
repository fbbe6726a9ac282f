"""Response scales, numeric responses with and without bands, and texts."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from riskscreen.testing.documents.basics import Extras, Languages, Number, WrittenPart, drawn_scores, picked, words

OPTION_IDS = (("no", "yes", "mostly", "always"), ("0", "1", "2", "3"))
NOT_APPLICABLE = "not_testable"
BAND_IDS = ("low", "2nd", "high")
OPTION_KINDS = ("shared", "options")
KINDS = (
    *OPTION_KINDS * 3, "integer", "integer", "decimal", "decimal", "text", "integer_recorded", "decimal_recorded",
)  # fmt: skip


def drawn_options(draw: st.DrawFn, languages: Languages, extras: Extras) -> WrittenPart:
    """Two to four options, maybe one that takes the item out, maybe without the answer *unknown*.

    The one that takes the item out can have an id that is an ordinary option of another item.
    """
    names = picked(draw, OPTION_IDS)
    bare = [{"id": name, "label": words(languages, name)} for name in names[: draw(st.integers(2, len(names)))]]
    options = drawn_scores(draw, bare)
    if extras.wanted():
        options[-1]["guidance"] = words(languages, "When to choose this")
    place = draw(st.integers(0, 2 * len(options)))
    if 1 <= place <= len(options):
        name = picked(draw, (NOT_APPLICABLE, *names[len(options) :]))
        options.insert(place, {"id": name, "label": words(languages, "Not testable"), "not_applicable": True})
    return _with_unknown(draw, {"options": options})


def drawn_number_response(draw: st.DrawFn, languages: Languages, kind: str, extras: Extras) -> WrittenPart:
    """An ``integer`` or ``decimal`` response; its bands start at its minimum and rise."""
    places = draw(st.integers(1, 3)) if kind.startswith("decimal") else 0
    low = draw(st.integers(-3, 12))
    high = low + draw(st.integers(2, 20))
    limits: WrittenPart = {"min": placed(low, places), "max": placed(high, places)}
    if places:
        limits["places"] = places
    if extras.wanted():
        limits["unit"] = words(languages, "breaths a minute")
    response: WrittenPart = {"decimal" if places else "integer": limits}
    if not kind.endswith("_recorded"):
        response["bands"] = drawn_bands(draw, languages, low, high, places)
    return _with_unknown(draw, response)


def drawn_bands(draw: st.DrawFn, languages: Languages, low: int, high: int, places: int) -> list[WrittenPart]:
    """One to three bands of a numeric response; *low* and *high* count steps of its last decimal."""
    starts = {low, *(draw(st.integers(low + 1, high)) for _ in range(draw(st.integers(0, len(BAND_IDS) - 1))))}
    bare = [
        {"id": name, "from": placed(start, places), "label": words(languages, name)}
        for name, start in zip(BAND_IDS, sorted(starts), strict=False)
    ]
    return drawn_scores(draw, bare)


def placed(steps: int, places: int) -> Number:
    """A number of steps of the last decimal: 15 steps of one place are 1.5, and whole numbers are integers."""
    unit: int = 10**places
    if steps % unit == 0:
        return steps // unit
    return Decimal(steps).scaleb(-places)


def steps(number: Number, places: int) -> int:
    """The inverse of ``placed``."""
    return int(number * 10**places)


def drawn_text(draw: st.DrawFn) -> WrittenPart:
    """A text response."""
    return {"text": {"max_length": picked(draw, (20, 2000))}}


def _with_unknown(draw: st.DrawFn, response: WrittenPart) -> WrittenPart:
    """The response, which now and then forbids the answer *unknown* (or says that it allows it)."""
    allowed = picked(draw, (None, None, None, False, True))
    return response if allowed is None else {**response, "unknown": allowed}
