"""The dynamic programme: every state that an answer set can reach, item by item, with how many answer sets reach it.

An answer set answers every item that applies, with an option or a band.  Answer sets are counted and never listed:
those that nothing can tell apart any more share a state.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from riskscreen.analysis.reads import Reads
from riskscreen.analysis.steps import Part, Step, steps_of
from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Frame
from riskscreen.model.truth import YES

MOST_STATES = 300_000
MOST_EDGES = 3_000_000

Edges: TypeAlias = "tuple[int, ...] | int"
"""Where each choice leads, as places in the next layer; one place alone where the item does not apply."""


class Layer:
    """The states before a step: how many answer sets lead to each, and the smallest of them.

    ``costs`` counts the answers of the smallest that are not the lowest of their item.  ``origins`` says where it comes
    from: the place in the layer before, times one more than the item has choices, plus 0 where the item does not apply,
    else 1 plus the choice.
    """

    __slots__ = ("costs", "counts", "edges", "origins", "states")

    def __init__(self) -> None:
        self.states: list[int] = []
        self.counts: list[int] = []
        self.costs: list[int] = []
        self.origins: list[int] = []
        self.edges: list[Edges] = []


class Reached:
    """What the programme found: a layer before each step, and one after the last."""

    def __init__(self, compiled: Compiled, steps: Sequence[Step], layers: Sequence[Layer]) -> None:
        self.compiled = compiled
        self.steps = steps
        self.layers = layers
        self.states = layers[-1].states
        self.counts = layers[-1].counts

    @property
    def n_answer_sets(self) -> int:
        """How many answer sets there are."""
        return sum(self.counts)

    def choices(self, place: int, layer: int = -1) -> dict[int, int]:
        """The smallest answer set that leads to a state, as item to choice; *layer* is the last unless said."""
        found = {}
        layer = layer % len(self.layers)
        while layer:
            step = self.steps[layer - 1]
            place, choice = divmod(self.layers[layer].origins[place], len(step.additions) + 1)
            layer -= 1
            if choice:
                found[step.item] = choice - 1
        return found


def reached(compiled: Compiled, reads: Reads, *, most_states: int | None = None) -> Reached | None:
    """Every joint state of what is read, or None past the budget of states, all layers together."""
    return reached_together([(compiled, reads.columns)], most_states=most_states)


def reached_together(parts: Sequence[Part], *, most_states: int | None = None) -> Reached | None:
    """The same for several definitions that ask the same: the state of each stands above that of the one before."""
    steps = steps_of(parts)
    layer = Layer()
    shift = start = 0
    for compiled, _ in parts:
        start += compiled.layout.empty << shift
        shift += compiled.layout.width
    layer.states, layer.counts, layer.costs, layer.origins = [start], [1], [0], [0]
    layers, n_edges = [layer], MOST_EDGES
    n_left = MOST_STATES if most_states is None else most_states
    lowest = lowest_choices(parts[0][0])
    for step in steps:
        n_left -= len(layer.states)
        n_edges -= len(layer.states) * len(step.additions)
        following = _after(layer, step, lowest[step.item], n_left) if n_edges >= 0 else None
        if following is None:
            return None
        layer = following
        layers.append(layer)
    _smallest_first(layers)
    return Reached(parts[0][0], steps, layers)


def _smallest_first(layers: Sequence[Layer]) -> None:
    """Order the last states by the smallest answer set of each."""
    last = layers[-1]
    order = sorted(range(len(last.states)), key=last.costs.__getitem__)
    new_place = {place: n for n, place in enumerate(order)}
    for name in ("states", "counts", "costs", "origins"):
        setattr(last, name, [getattr(last, name)[place] for place in order])
    if len(layers) > 1:
        layers[-2].edges = [new_place[edges] if isinstance(edges, int) else tuple([new_place[e] for e in edges])
                            for edges in layers[-2].edges]


def lowest_choices(compiled: Compiled) -> tuple[int, ...]:
    """The choice of each item with the lowest score, of several the first; one that takes the item out comes last."""
    return tuple(min(range(len(choices)), key=lambda c: (choices[c].not_applicable, choices[c].score, c))
                 for choices in (item.response.choices for item in compiled.items))


def _after(layer: Layer, step: Step, lowest: int, most: int) -> Layer | None:
    """The layer after a step; None where it has more than *most* states."""
    arrivals = _Arrivals(layer, step, lowest)
    arrive, gate, choices = arrivals.arrive, step.gate, tuple(enumerate(step.additions))
    for place, state in enumerate(layer.states):
        if gate is None or gate(Frame(state, state)) == YES:
            layer.edges.append(tuple([arrive(place, state + added, choice) for choice, added in choices]))
        else:
            layer.edges.append(arrive(place, state, None))
        if len(arrivals.places) > most:
            return None
    return arrivals.following


class _Arrivals:
    """Gathers the states after a step: those that mean the same arrive at one place."""

    def __init__(self, layer: Layer, step: Step, lowest: int) -> None:
        self.following = Layer()
        self.places: dict[int, int] = {}
        self._layer, self._step, self._lowest = layer, step, lowest
        self._n_ways = len(step.additions) + 1
        self._narrowed: dict[int, int] = {}

    def arrive(self, place: int, state: int, choice: int | None) -> int:
        """The place of a state to which a choice leads from a place of the layer before."""
        step, after = self._step, self.following
        part = state & step.mask
        kept = self._narrowed.get(part)
        if kept is None:
            kept = self._narrowed[part] = step.narrow(part)
        state += kept - part
        cost = self._layer.costs[place] + (choice is not None and choice != self._lowest)
        origin = place * self._n_ways + (0 if choice is None else choice + 1)
        found = self.places.get(state)
        if found is None:
            found = self.places[state] = len(self.places)
            after.states.append(state)
            after.counts.append(self._layer.counts[place])
            after.costs.append(cost)
            after.origins.append(origin)
            return found
        after.counts[found] += self._layer.counts[place]
        if cost < after.costs[found]:
            after.costs[found], after.origins[found] = cost, origin
        return found


def completions(reached: Reached) -> list[list[int]]:
    """For each layer and state, how many ways there are to go on from it to the end."""
    found = [[1] * len(reached.states)]
    for layer in reversed(reached.layers[:-1]):
        after = found[-1]
        found.append([after[edges] if isinstance(edges, int) else sum([after[place] for place in edges])
                      for edges in layer.edges])
    return found[::-1]
