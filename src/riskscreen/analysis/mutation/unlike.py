"""Where two definitions that ask the same give something else: found over all answer sets, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import attrs

from riskscreen.analysis.counting.answer_sets import AnswerSet, answer_of, answer_set_of
from riskscreen.analysis.counting.sets import Reached
from riskscreen.analysis.counting.whole import Whole
from riskscreen.engine.compile import Compiled
from riskscreen.engine.conditions import gates_of
from riskscreen.engine.diagram.nodes import Node
from riskscreen.model.item import Item
from riskscreen.model.number import Number
from riskscreen.model.response import NumberResponse

WholePart: TypeAlias = "Callable[[Whole], Node]"
"""What is compared: its diagram."""
NumberReading: TypeAlias = "Mapping[tuple[int, int], tuple[int, Number]]"
"""For an item with other bands and its choice: the choice that the other definition reads, and a number read so."""


@attrs.frozen
class Unlike:
    """The smallest answer set for which two definitions differ, or None.

    Where ``exact`` is false not all answer sets could be followed, and that none was found proves nothing.
    """

    answers: AnswerSet | None
    exact: bool


NOT_FOLLOWED = Unlike(None, exact=False)


def unlike_levels(one: Compiled, other: Compiled, whole: Whole) -> Unlike:
    """Where an outcome has another level, or other items apply; *whole* is what the first means."""
    gates = zip(whole.gates, gates_of(other.definition), strict=False)
    return _unlike(one, other, whole, [
        *(partial(Whole.outcome, name=outcome.id) for outcome in one.definition.outcomes),
        *(partial(Whole.applies, item=n) for n, (own, changed) in enumerate(gates) if own != changed)])


def unlike_numbers(one: Compiled, other: Compiled, whole: Whole) -> Unlike:
    """Where a scale has another number."""
    return _unlike(one, other, whole, [partial(Whole.number, scale=scale.id) for scale in one.definition.scales])


def _unlike(one: Compiled, other: Compiled, whole: Whole, parts: Sequence[WholePart]) -> Unlike:
    """The first difference, the smallest of each reading, in any way to read numbers."""
    if one.choices != other.choices or one.definition.scored_numbers != other.definition.scored_numbers:
        return NOT_FOLLOWED
    items = items_with_other_bands(one, other)
    if any(one.is_gate[n] for n in items):
        return NOT_FOLLOWED
    for reading in _readings(one, other, items):
        read = Whole(other.definition, whole.space, _choices(other, reading))
        found = whole.asked(lambda read=read: _where_unlike(whole, read, parts))  # type: ignore[misc]  # this reading
        if found is None:
            whole.space.n_left //= 10  # most likely the others take too many steps as well
            return NOT_FOLLOWED
        if found.choices is not None:
            return Unlike(_answered(one, found.choices, reading), exact=True)
    return Unlike(None, exact=len(items) <= 1)  # of several, each is read otherwise alone, and never two together


def _where_unlike(one: Whole, other: Whole, parts: Sequence[WholePart]) -> Reached:
    return one.where(one.nodes.some([one.nodes.unequal(part(one), part(other)) for part in parts]))


def say_the_same(one: Compiled, other: Compiled) -> bool:
    """Whether both read and make the same of every answer, so that no case can show a difference, also an open one."""
    return ask_the_same(one, other) and not items_with_other_bands(one, other) and one.tables == other.tables and (
        one.definition.scales, one.definition.outcomes) == (other.definition.scales, other.definition.outcomes)


def ask_the_same(one: Compiled, other: Compiled) -> bool:
    """Whether both have the same items with the same choices, under the same conditions on the same answers."""
    gates = [[frozenset(gates) for gates in compiled.polarity.gates] for compiled in (one, other)]
    return gates[0] == gates[1] and one.choices == other.choices and not any(
        one.is_gate[n] for n in items_with_other_bands(one, other))


def items_with_other_bands(one: Compiled, other: Compiled) -> list[int]:
    """The items to which a number can fall into another band, of two definitions with the same items."""
    return [n for n, (item, changed) in enumerate(zip(one.items, other.items, strict=True))
            if isinstance(item.response, NumberResponse) and _starts(item) != _starts(changed)]


def _starts(item: Item) -> list[Number]:
    return [band.start for band in item.response.bands] if isinstance(item.response, NumberResponse) else []


def _readings(one: Compiled, other: Compiled, items: Sequence[int]) -> Iterator[NumberReading]:
    """First each number as both read it alike, where they do; then each that they read unlike, one at a time."""
    alike: dict[tuple[int, int], tuple[int, Number]] = {}
    unlike: list[tuple[tuple[int, int], tuple[int, Number]]] = []
    for n in items:
        for number in sorted({*_starts(one.items[n]), *_starts(other.items[n])}):
            own, changed = _choice(one.items[n], number), _choice(other.items[n], number)
            if own == changed:
                alike[n, own] = changed, number
            else:
                unlike.append(((n, own), (changed, number)))
    alike = {**dict(unlike), **alike}
    yield alike
    yield from ({**alike, key: read} for key, read in unlike)


def _choice(item: Item, number: Number) -> int:
    """The place of the band that a number falls in."""
    return max(n for n, start in enumerate(_starts(item)) if start <= number)


def _choices(compiled: Compiled, reading: NumberReading) -> tuple[Mapping[str, int], ...]:
    """The choices as another definition's answers lead to them."""
    return tuple({name: reading.get((n, choice), (choice, 0))[0] for name, choice in choices.items()}
                 for n, choices in enumerate(compiled.choices))


def _answered(compiled: Compiled, choices: Mapping[int, int], reading: NumberReading) -> AnswerSet:
    """The answers that these choices are, with the numbers that are read so."""
    numbers = {key: number for key, (_, number) in reading.items()}
    return answer_set_of(compiled, {n: numbers.get((n, choice), answer_of(compiled, n, choice))
                                    for n, choice in choices.items()})
