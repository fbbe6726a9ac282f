"""Order changes nothing: of answers, of items, of rules, of keys, of languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from riskscreen.screening import Instrument
from riskscreen.testing.laws.law import Case, Law
from riskscreen.testing.laws.spans import differences, spans_of
from riskscreen.testing.strategies import partial_answers


def _cases(instrument: Instrument) -> st.SearchStrategy[Case]:
    return st.fixed_dictionaries({
        "answers": partial_answers(instrument), "in another order": st.sampled_from(list(ORDERS)),
        "seed of the order": st.integers(0, 1000)})


def _broken_by(instrument: Instrument, case: Case) -> Iterator[str]:
    answers, what, random = case["answers"], str(case["in another order"]), Random(str(case["seed of the order"]))
    assert isinstance(answers, dict)
    other, other_answers = instrument, answers
    if what == "answers":
        other_answers = shuffled(answers, random)
    else:
        other = type(instrument).from_dict(ORDERS[what](instrument.to_dict(), random))
    yield from differences(spans_of(instrument.score(answers, partial=True)),
                           spans_of(other.score(other_answers, partial=True)), first="first", then="in the other order")
    if what in ("keys", "languages") and other.digest != instrument.digest:
        yield "the digest is another one, although the content is the same"


def shuffled(part: Any, random: Random) -> Any:  # noqa: ANN401  # a part of a document
    """The same values, with the keys of every object in another order."""
    if isinstance(part, Mapping):
        return {key: shuffled(part[key], random) for key in random.sample(list(part), len(part))}
    return [shuffled(each, random) for each in part] if isinstance(part, list) else part


def _rules(document: dict[str, Any], random: Random) -> dict[str, Any]:
    for outcome in document["outcomes"]:
        random.shuffle(outcome.get("rules", []))
    return document


def _languages(document: dict[str, Any], random: Random) -> dict[str, Any]:
    languages = random.sample(list(document["title"]), len(document["title"]))
    return dict(_in_languages(document, languages))


def _in_languages(part: Any, languages: list[str]) -> Any:  # noqa: ANN401  # a part of a document
    """The part, each of its texts with the languages in this order."""
    if isinstance(part, dict):
        is_text = set(part) == set(languages)
        return {key: _in_languages(part[key], languages) for key in (languages if is_text else part)}
    return [_in_languages(each, languages) for each in part] if isinstance(part, list) else part


def _items(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """Items that hang on no other, and on which none hangs, change places within their section."""
    named = {*_named_in_gates(document["sections"])}
    for section in document["sections"]:
        items = section["items"]
        free = [n for n, item in enumerate(items) if "applies_when" not in item and item["id"] not in named]
        moved = [items[n] for n in random.sample(free, len(free))]
        for n, item in zip(free, moved, strict=True):
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


ORDERS: Mapping[str, Callable[[dict[str, Any], Random], dict[str, Any]]] = {
    "answers": shuffled, "items": _items, "rules": _rules, "keys": shuffled, "languages": _languages,
}

ORDER_FREE = Law(
    says="The order of answers, of items that do not hang on each other, of rules, keys and languages changes nothing.",
    cases=_cases, broken_by=_broken_by)
