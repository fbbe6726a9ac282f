"""What definitions mean for answer sets, which leave nothing open: diagrams over the same items in one table of nodes.

Equal diagrams are one node, so that two definitions, or a definition and a small change of it, mean the same exactly
where their nodes are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any, TypeVar

import attrs

from riskscreen.analysis.counting.sets import Reached
from riskscreen.engine.compile import Compiled
from riskscreen.engine.compose.composed import Composed, ComposedPart
from riskscreen.engine.compose.cut_offs import AskedCutOff
from riskscreen.engine.diagram.nodes import Diagrams, Node, TooLarge
from riskscreen.engine.tables import score_tables
from riskscreen.engine.walk.beside import Beside, Prices, WalkedWay, WalkedWays, WalkState, between, end_of
from riskscreen.model.condition import Condition, OutcomeCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.number import Exact
from riskscreen.model.scale import Scale

MOST_STEPS = 200_000  # for one question
MOST_STEPS_IN_ALL = 500_000

Found = TypeVar("Found")


class Space:
    """The scored items of a definition as variables, which other definitions with the same items can share.

    ``level`` has the variable of each item, ``options`` what each of its choices is.  The smallest answer set has the
    fewest answers away from the lowest of their item; of several it is the one whose first answers are lowest.
    """

    def __init__(self, compiled: Compiled, most_steps: int | None = None) -> None:
        self.items = compiled.items
        order = compiled.meaning.order
        self.level = {self.items[n].id: level for level, n in enumerate(order)}
        self.options = {item.id: tuple(choice.id for choice in item.response.choices) for item in self.items}
        self.at_level = tuple(order)
        self.nodes = Diagrams(len(self.items[n].response.choices) for n in order)
        lowest = lowest_choices(self.items)
        self.prices = Prices(self.nodes.sizes, [lowest[n] for n in order], [self.level[item.id] for item in self.items])
        self.ways = WalkedWays(self.nodes, self.prices)
        self.n_left = MOST_STEPS_IN_ALL if most_steps is None else most_steps


def lowest_choices(items: Sequence[Item]) -> tuple[int, ...]:
    """The choice of each item with the lowest score, of several the first; one that takes the item out comes last."""
    return tuple(min(range(len(choices)), key=lambda c: (choices[c].not_applicable, choices[c].score, c))
                 for choices in (item.response.choices for item in items))


class Whole(Composed):
    """A definition over a space; rules for missing answers have no say, since nothing is missing.

    ``choices`` says, for each of its own items, which choice an option of the space is.  What is composed is kept.
    """

    def __init__(self, definition: Definition, space: Space,
                 choices: Sequence[Mapping[str, int]] | None = None) -> None:
        super().__init__(definition, score_tables(definition), _complete(definition))
        self.space, self.nodes = space, space.nodes
        if choices is not None:
            self.choices = choices

    @classmethod
    def of(cls, compiled: Compiled, *, most_steps: int | None = None) -> Whole:
        """A definition over a space of its own, and how many steps all questions together may take."""
        return cls(compiled.definition, Space(compiled, most_steps))

    def asked(self, question: Callable[[], Found]) -> Found | None:
        """The answer to a question, or None where it takes too many steps.

        No question may take more than half of the steps that are left, so that those after it can be answered too.
        """
        self.nodes.left = steps = min(MOST_STEPS, self.space.n_left // 2)
        try:
            return question()
        except TooLarge:
            return None
        finally:
            self.space.n_left -= steps - self.nodes.left
            self.nodes.left = MOST_STEPS

    def changed(self, definition: Definition, *, outcome: int = 0, scale: int | None = None) -> Whole:
        """The same with another definition, which differs in this outcome and those that follow, or from a scale on.

        It reads no cut-off that cannot be told apart here, and no answer gives a scale another score.
        """
        other = copy(self)
        other.definition = definition
        other.outcomes = {each.id: each for each in definition.outcomes}
        if scale is not None:
            other.scales = {each.id: each for each in _complete(definition)}
        scales = {each.id for each in definition.scales[:scale]}
        ranks = {each.id for each in definition.outcomes[:outcome]} if scale is None else set()
        other._made = {key: node for key, node in self._made.items()
                       if key[0] == "gates" or (key[0] in ("reached", "value") and key[1] in scales)
                       or (key[0] == "rank" and key[1] in ranks)
                       or (key[0] == "holds" and scale is None and not _reads_outcomes(key[1]))}
        return other

    def with_cut_offs(self, scale: str, cut_offs: Iterable[AskedCutOff]) -> Whole:
        """The same, where more cut-offs of a scale can be told apart."""
        other = copy(self)
        other._made = {part: node for part, node in self._made.items() if part != ("reached", scale)}
        other._cut_offs = self._cut_offs | {scale: tuple(sorted({*self.cut_offs(scale), *cut_offs}))}
        return other

    # what is asked of all answer sets

    @cached_property
    def valid(self) -> Node:
        """True for answer sets: where an item does not apply, its lowest choice stands for no answer."""
        found, d = self.nodes.true, self.nodes
        for level in reversed(range(len(self.space.at_level))):
            item = self.items[self.own(level)]
            n = self.positions[item.id]
            if self.gates[n]:
                lowest = self.space.prices.lowest[level]
                stands = d.node(level, [d.true if c == lowest else d.false for c in range(d.sizes[level])])
                found = d.ite(d.ite(self.applies(n), d.true, stands), found, d.false)
        return found

    def level(self, item: int) -> int:
        """The level of an item."""
        return self.space.level[self.items[item].id]

    def own(self, level: int) -> int:
        """The item at a level, by its own number."""
        return self.positions[self.space.items[self.space.at_level[level]].id]

    def beside(self, *roots: Node, is_over: Callable[[WalkState], bool] | None = None) -> Beside:
        """These roots followed over all answer sets."""
        return Beside(self.nodes, (*roots, self.valid), self.space.prices, is_over)

    def ended(self, *roots: Node, is_over: Callable[[WalkState], bool] | None = None) -> dict[tuple[Any, ...], Reached]:
        """What these roots come to together, the smallest first, with the answer sets that make it so."""
        ends = sorted(self.beside(*roots, is_over=is_over).ends.items(), key=lambda each: each[1][1])
        return {tuple(self.nodes.value[node] for node in state[:-1]): Reached(count, self.choices_on(price))
                for state, (count, price) in ends}

    def where(self, truth: Node) -> Reached:
        """The answer sets that make something true."""
        count, price = self.space.ways.of(truth, self.valid)
        first = min(self.nodes.level[truth], self.nodes.level[self.valid])
        return Reached(count * between(self.nodes, 0, first), self.choices_on(price) if count else None)

    def numbers(self, scale: str) -> dict[Exact, Reached]:
        """The answer sets with each number of a scale."""
        return {number: reached for (number,), reached in self.ended(self.number(scale)).items()}

    def choices_on(self, price: int, *ways: WalkedWay) -> dict[int, int]:
        """The choices of the items that apply on the way with a price, other ways put over it, by item of the space."""
        levels = self.space.prices.way(price)
        for way in ways:
            levels |= way
        return {n: levels[self.space.level[item.id]] for n, item in enumerate(self.space.items)
                if end_of(self.nodes, self.applies(self.positions[item.id]), levels) is True}

    @property
    def n_answer_sets(self) -> int:
        """How many answer sets there are."""
        return self.where(self.nodes.true).count

    # parts, as those who compose read them

    def answered(self, item: int, of: Callable[[int], object]) -> Node:
        """What an item's answer comes to, by the number of its choice."""
        name, choices = self.items[item].id, self.choices[item]
        return self.nodes.node(self.space.level[name],
                               [self.nodes.end(of(choices[option])) for option in self.space.options[name]])

    def was_given(self, item: int, given: Node, missing: Node) -> Node:
        """Every item is."""
        return given

    def _once(self, part: ComposedPart, make: Callable[[], Node], values: Iterable[object]) -> Node:
        found = self._made.get(part)
        if found is None:
            found = self._made[part] = make()
        return found


def _complete(definition: Definition) -> Iterator[Scale]:
    """The scales as they are where no answer is missing."""
    return (attrs.evolve(scale, missing=None) for scale in definition.scales)


def _reads_outcomes(condition: object) -> bool:
    return isinstance(condition, Condition) and any(isinstance(leaf, OutcomeCondition) for leaf in leaves_of(condition))
