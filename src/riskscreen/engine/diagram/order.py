"""In what order variables stand: items that meet in a scale or a rule near each other, gates before what they open."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_ROUNDS = 30
_WORTH_IT = 0.8  # of the cost of the order of the document: a small gain is not worth a strange order


def order_of(n_items: int, meetings: Sequence[Collection[int]], gated: Sequence[Collection[int]]) -> list[int]:
    """The items in the order in which diagrams ask for them.

    *meetings* are sets of items that are read together, *gated* has for each item those that its gates read.

    Every item moves to the middle of what it meets, again and again, and the best order on the way is kept.
    Source: Aloul, Markov and Sakallah 2003, "FORCE: A Fast and Easy-To-Implement Variable-Ordering Heuristic".
    """
    edges = [edge for edge in (*meetings, *({n, *before} for n, before in enumerate(gated) if before)) if len(edge) > 1]
    document = list(range(n_items))
    touching: list[list[int]] = [[] for _ in document]
    for number, edge in enumerate(edges):
        for n in edge:
            touching[n].append(number)
    now, best, least = document, document, _WORTH_IT * _cost(document, edges)
    for _ in range(_ROUNDS):
        now = _moved(now, edges, touching)
        if (cost := _cost(now, edges)) < least:
            best, least = now, cost
    return _gates_first(best, gated)


def _places(order: Sequence[int]) -> list[int]:
    places = [0] * len(order)
    for place, n in enumerate(order):
        places[n] = place
    return places


def _cost(order: Sequence[int], edges: Sequence[Collection[int]]) -> int:
    places = _places(order)
    return sum(max(at) - min(at) for at in ([places[n] for n in edge] for edge in edges))


def _moved(order: Sequence[int], edges: Sequence[Collection[int]], touching: Sequence[Sequence[int]]) -> list[int]:
    places = _places(order)
    centres = [sum(places[n] for n in edge) / len(edge) for edge in edges]
    pulls = [[centres[number] for number in numbers] or [places[n]] for n, numbers in enumerate(touching)]
    return sorted(order, key=lambda n: (sum(pulls[n]) / len(pulls[n]), places[n]))


def _gates_first(order: Sequence[int], gated: Sequence[Collection[int]]) -> list[int]:
    places, placed = _places(order), dict[int, None]()
    for start in order:
        todo = [start]
        while todo:
            n = todo[-1]
            before = [gate for gate in sorted(gated[n], key=places.__getitem__) if gate not in placed]
            if before:
                todo.extend(reversed(before))
            else:
                placed.setdefault(todo.pop())
    return list(placed)
