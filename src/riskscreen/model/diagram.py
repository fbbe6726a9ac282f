"""A diagram: an outcome as a graph of questions about the answers, for other programs to walk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Literal

import attrs

from riskscreen.cell import Cell
from riskscreen.version import DIAGRAM


@attrs.frozen(repr=False)
class Variable(Cell):
    """What a node asks, with the ids of what it can come to.

    An item with options is an *option*; one with numbers a *band*, whose bands start at ``starts`` and whose largest
    number is ``most``, in whole steps of 10 to the power of minus ``places``.  *given* asks whether an item has an
    answer: a rule for missing answers reads that.  *open* is a part of the definition that is too large to be followed;
    nobody knows what it comes to, and it has no item.
    """

    kind: Literal["option", "band", "given", "open"]
    choices: tuple[str, ...]
    item: str | None = None
    places: int = 0
    starts: tuple[int, ...] = ()
    most: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The variable in plain values."""
        named = {} if self.item is None else {"item": self.item}
        numbers = {"places": self.places, "starts": list(self.starts), "most": self.most} if self.kind == "band" else {}
        return named | {"kind": self.kind, "choices": list(self.choices)} | numbers


WrittenNode = tuple[int, ...]
"""The number of a variable, and for each of its choices what follows."""


@attrs.frozen(repr=False)
class Diagram(Cell):
    """An outcome of an instrument as a graph: each node asks for one answer, and the ends are levels.

    What follows a choice is a number: from 0 on the place of a node in ``nodes``; -1 is the lowest level, -2 the next,
    and so on.  Nodes stand before those that follow them.  ``applies`` has a root for every item that does not always
    apply; there -1 says *no* and -2 says *yes*.  Exact diagrams with the same variables are equal in ``root``,
    ``nodes`` and ``applies`` where the same answers always give the same, and only there.
    """

    instrument: str
    version: str
    digest: str
    outcome: str
    levels: tuple[str, ...]
    variables: tuple[Variable, ...]
    root: int
    nodes: tuple[WrittenNode, ...]
    applies: tuple[tuple[str, int], ...]
    exact: bool

    def to_dict(self) -> dict[str, Any]:
        """The diagram in plain values, as ``riskscreen-diagram/1``."""
        return {
            "format": DIAGRAM,
            "instrument": {"id": self.instrument, "version": self.version, "digest": self.digest},
            "outcome": self.outcome,
            "levels": list(self.levels),
            "exact": self.exact,
            "variables": [variable.to_dict() for variable in self.variables],
            "root": self.root,
            "applies": dict(self.applies),
            "nodes": [list(node) for node in self.nodes],
        }

    def to_dot(self) -> str:
        """The nodes of the outcome in the language of Graphviz, which draws them."""
        lines = [f"digraph {_quoted(f'{self.instrument} {self.version}: {self.outcome}')} {{"]
        lines += [f"  {_name(root)} [{self._look(root)}];" for root in self._drawn]
        for root in self._drawn:
            lines += [f"  {_name(root)} -> {_name(after)} [label={_quoted(', '.join(names))}];"
                      for after, names in self._ways(root).items()]
        return "\n".join([*lines, "}", ""])

    @cached_property
    def _drawn(self) -> tuple[int, ...]:
        """What the outcome's root leads to: its nodes from the top down, then its levels, the lowest first."""
        seen, todo = {self.root}, [self.root]
        while todo:
            for after in self._after(todo.pop()):
                if after not in seen:
                    seen.add(after)
                    todo.append(after)
        return (*sorted(root for root in seen if root >= 0), *sorted((root for root in seen if root < 0), reverse=True))

    def _after(self, root: int) -> Sequence[int]:
        return self.nodes[root][1:] if root >= 0 else ()

    def _look(self, root: int) -> str:
        if root < 0:
            return f"label={_quoted(self.levels[~root])}, shape=box"
        variable = self.variables[self.nodes[root][0]]
        asked = variable.kind if variable.item is None else variable.item
        return f"label={_quoted(f'{asked} given?' if variable.kind == 'given' else asked)}"

    def _ways(self, root: int) -> dict[int, list[str]]:
        """The choices that lead to each of what follows."""
        found: dict[int, list[str]] = {}
        for after, choice in zip(self._after(root), self._choices(root), strict=True):
            found.setdefault(after, []).append(choice)
        return found

    def _choices(self, root: int) -> Iterator[str]:
        return iter(self.variables[self.nodes[root][0]].choices if root >= 0 else ())

    def __repr__(self) -> str:
        return f"<Diagram of {self.outcome} of {self.instrument} {self.version}: {len(self.nodes)} nodes>"


def _name(root: int) -> str:
    return f"n{root}" if root >= 0 else f"level{~root}"


def _quoted(text: str) -> str:
    """A text between quotes, as Graphviz reads it: only quotes, backslashes and ends of lines mean anything there."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
