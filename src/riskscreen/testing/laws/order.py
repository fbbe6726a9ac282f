"""Order changes nothing: of answers, of items, of rules, of keys, of languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from riskscreen.screening.instrument import Instrument
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.laws.spans import differences, spans_of
from riskscreen.testing.strategies import partial_answers

Document = dict[str, Any]


def _cases(instrument: Instrument) -> st.SearchStrategy[LawCase]:
    return st.tuples(partial_answers(instrument), st.sampled_from(list(ORDERS))).map(
        lambda drawn: {"answers": drawn[0], "turned round": drawn[1]})


def _broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    answers, what = case["answers"], str(case["turned round"])
    assert isinstance(answers, dict)
    other, other_answers = instrument, answers
    if what == "answers":
        other_answers = _turned_round(answers)
    else:
        other = type(instrument).from_dict(ORDERS[what](instrument.to_dict()))
    yield from differences(spans_of(instrument.score(answers, partial=True)),
                           spans_of(other.score(other_answers, partial=True)),
                           first="as it stands", then=f"with the {what} the other way round")
    if what in ("keys", "languages") and other.digest != instrument.digest:
        yield "the digest is another one, although the content is the same"


# Turning round puts every two things in the other order, so that one fixed order shows what depends on any.


def _turned_round(part: Any) -> Any:  # noqa: ANN401  # a part of a document
    """The same values, with the keys of every object the other way round."""
    if isinstance(part, Mapping):
        return {key: _turned_round(part[key]) for key in reversed(part)}
    return [_turned_round(each) for each in part] if isinstance(part, list) else part


def _rules(document: Document) -> Document:
    for outcome in document["outcomes"]:
        outcome.get("rules", []).reverse()
    return document


def _languages(document: Document) -> Document:
    return dict(_in_languages(document, tuple(document["title"])))


def _in_languages(part: Any, languages: tuple[str, ...]) -> Any:  # noqa: ANN401  # a part of a document
    """The part, with the languages of each of its texts the other way round."""
    if isinstance(part, dict):
        is_text = tuple(part) == languages
        return {key: _in_languages(part[key], languages) for key in (reversed(part) if is_text else part)}
    return [_in_languages(each, languages) for each in part] if isinstance(part, list) else part


def _items(document: Document) -> Document:
    """Items that hang on no other, and on which none hangs, change places within their section."""
    named = {*_named_in_gates(document["sections"])}
    for section in document["sections"]:
        items = section["items"]
        free = [n for n, item in enumerate(items) if "applies_when" not in item and item["id"] not in named]
        for n, item in zip(free, [items[n] for n in reversed(free)], strict=True):
            items[n] = item
    return document


def _named_in_gates(part: Any) -> Iterator[str]:  # noqa: ANN401  # a part of a document
    """The items that a condition of a section or an item names."""
    if isinstance(part, dict):
        if "is" in part and "item" in part:
            yield part["item"]
        for each in part.values():
            yield from _named_in_gates(each)
    elif isinstance(part, list):
        for each in part:
            yield from _named_in_gates(each)


ORDERS: Mapping[str, Callable[[Document], Document]] = {
    "answers": _turned_round, "items": _items, "rules": _rules, "keys": _turned_round, "languages": _languages,
}

ORDER_FREE = Law(
    says="The order of answers, of items that do not hang on each other, of rules, keys and languages changes nothing.",
    cases=_cases, broken_by=_broken_by)
