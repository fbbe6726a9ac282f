"""Where two definitions that ask the same give something else: found over all answer sets, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from riskscreen.analysis.answer_sets import AnswerSet, answer_of, answer_set_of
from riskscreen.analysis.holding import Holding
from riskscreen.analysis.linear import with_linear_columns
from riskscreen.analysis.reach import MOST_STATES, reached_together
from riskscreen.analysis.reads import Reads
from riskscreen.engine.compile import Compiled
from riskscreen.frozen import Frozen
from riskscreen.model.item import Item
from riskscreen.model.number import Number, exact
from riskscreen.model.response import NumberResponse

Part: TypeAlias = "Callable[[Holding], list[object]]"
"""What is compared: what it is in each state of a definition."""


class Unlike(Frozen):
    """The smallest answer set for which two definitions differ, or None.

    Where ``exact`` is false not all answer sets could be followed, and that none was found proves nothing.
    """

    answers: AnswerSet | None
    exact: bool
    n_states: int = 0


NOT_FOLLOWED = Unlike(None, exact=False)


Reading: TypeAlias = "Mapping[tuple[int, int], tuple[int, Number]]"
"""For an item with other bands and its choice: the choice that the other definition reads, and a number read so."""


def unlike_levels(one: Compiled, other: Compiled) -> Unlike:
    """Where an outcome has another level."""
    every = range(len(one.definition.outcomes))
    return _unlike(one, other, lambda compiled: Reads(compiled).of_outcomes(every), _levels)


def unlike_numbers(one: Compiled, other: Compiled) -> Unlike:
    """Where a scale has another number."""
    is_proven, n_states = True, 0
    for n in range(len(one.definition.scales)):
        found = _unlike(one, other, lambda compiled, n=n: Reads(compiled).of_scale(n),  # type: ignore[misc]
                        lambda holding, n=n: _numbers(holding, n))  # type: ignore[misc]
        if found.answers is not None:
            return found
        is_proven, n_states = is_proven and found.exact, n_states + found.n_states
    return Unlike(None, is_proven, n_states)


def _levels(holding: Holding) -> list[object]:
    """The rank of every outcome in each state."""
    outcomes = holding.compiled.definition.outcomes
    found = [[0] * len(holding.states) for _ in outcomes]
    for ranks, levels in zip(found, holding.evaluated(outcomes).levels, strict=True):
        for rank, bits in enumerate(levels[1:], start=1):
            for place in holding.places(bits):
                ranks[place] = rank
    return list(zip(*found, strict=True))


def _numbers(holding: Holding, scale: int) -> list[object]:
    """The number of a scale in each state."""
    unit = holding.compiled.units[scale]
    return [exact(number, unit) for number in holding.number_of(scale)]


def _unlike(one: Compiled, other: Compiled, reads: Callable[[Compiled], Reads], part: Part) -> Unlike:
    """The first difference in a part, in any way to read numbers."""
    if not ask_the_same(one, other):
        return NOT_FOLLOWED
    items = items_with_other_bands(one, other)
    readings = list(_readings(one, other, items))
    one, other = with_linear_columns(one), with_linear_columns(other)
    n_states = 0
    for reading in readings:
        read = other.__replace__(choices=_choices(other, reading))
        whole = reached_together([(one, reads(one).columns), (read, reads(read).columns)])
        if whole is None:
            return Unlike(None, exact=False, n_states=MOST_STATES)
        n_states += sum(len(layer.states) for layer in whole.layers)
        width = one.layout.width
        before = part(Holding(one, [state & (1 << width) - 1 for state in whole.states], whole.counts))
        after = part(Holding(read, [state >> width for state in whole.states], whole.counts))
        for place, (own, changed) in enumerate(zip(before, after, strict=True)):
            if own != changed:
                return Unlike(_answered(one, whole.choices(place), reading), True, n_states)
    is_proven = len(items) <= 1  # of several, each is read otherwise alone, and never two together
    return Unlike(None, is_proven, n_states)


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


def _readings(one: Compiled, other: Compiled, items: Sequence[int]) -> Iterator[Reading]:
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


def _choices(compiled: Compiled, reading: Reading) -> tuple[Mapping[str, int], ...]:
    """The choices as another definition's answers lead to them."""
    return tuple({name: reading.get((n, choice), (choice, 0))[0] for name, choice in choices.items()}
                 for n, choices in enumerate(compiled.choices))


def _answered(compiled: Compiled, choices: Mapping[int, int], reading: Reading) -> AnswerSet:
    """The answers that these choices are, with the numbers that are read so."""
    numbers = {key: number for key, (_, number) in reading.items()}
    return answer_set_of(compiled, {n: numbers.get((n, choice), answer_of(compiled, n, choice))
                                    for n, choice in choices.items()})
