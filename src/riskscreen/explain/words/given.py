"""An answer as a rater gave it, in words."""

from __future__ import annotations

from riskscreen.explain.words.terms import Terms
from riskscreen.model.answer import Given, NumberRange, State
from riskscreen.model.number import plain
from riskscreen.model.response import UNKNOWN, NumberResponse, ResponseScale, TextResponse


def answered_words(terms: Terms, item: str, given: Given | None) -> str:
    """An item and the answer that was given to it."""
    return terms.pair(terms.item(item), given_words(terms, item, given))


def answer_words(terms: Terms, item: str, state: State, given: Given | None) -> str:
    """The answer to an item, or why there is none; a text is never required, so nobody waits for one."""
    if state in ("answered", "narrowed"):
        return given_words(terms, item, given)
    if state == "unanswered" and isinstance(terms.items[item].response, TextResponse):
        return terms.words("answer.empty")
    return terms.words(_STATES[state])


def given_words(terms: Terms, item: str, given: Given | None) -> str:
    """The label of an option; a number with its unit and its band; a text as it is; that it is unknown, or open.

    Of a set, the labels of all its options; of a range, its ends.
    """
    if given is None:
        return terms.words("answer.unanswered")
    if given == UNKNOWN:
        return terms.words("answer.unknown")
    if isinstance(given, tuple):
        return terms.words.either([terms.choice(item, option) for option in given])
    response = terms.items[item].response
    if isinstance(given, NumberRange):
        return _with_unit(terms, response, terms.words("list.to", first=plain(given.least), last=plain(given.most)))
    if isinstance(response, ResponseScale):
        return terms.choice(item, str(given))
    if not isinstance(response, NumberResponse):
        return str(given)
    assert not isinstance(given, str), "a number was checked to be one"
    number, band = _with_unit(terms, response, plain(given)), response.band_of(given)
    return number if band is None else terms.words("answer.band", number=number, band=terms.text(band.label))


def _with_unit(terms: Terms, response: object, number: str) -> str:
    if not isinstance(response, NumberResponse) or response.unit is None:
        return number
    return terms.words("answer.unit", number=number, unit=terms.text(response.unit))


_STATES: dict[State, str] = {
    "unknown": "answer.unknown", "unanswered": "answer.unanswered", "not_applicable": "answer.not_applicable"}
