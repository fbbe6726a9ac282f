"""A problem with a name that means nothing here, and the names that do."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import islice

import attrs

from riskscreen.errors import Problem, describe, near_names

_MOST_LISTED = 12


@attrs.frozen
class Unresolved(Problem):
    """Near names are looked for once it is known that the problem is shown: a draft can have thousands of them."""

    name: str = ""
    candidates: Iterable[str] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unresolved) and self._slip() == other._slip()

    def __hash__(self) -> int:
        return hash(self._slip())

    def _slip(self) -> tuple[str, str, str]:
        """What the rest of the problem follows from."""
        return self.code, self.pointer, self.name

    def with_suggestions(self) -> Problem:
        """The same problem, with the names that this one may be a slip of."""
        return Problem(self.code, self.pointer, self.message, self.found, self.expected,
                       near_names(self.name, self.candidates))


class Usable:
    """Those of some names that can stand in a place; they are looked through only where they are shown."""

    def __init__(self, names: Iterable[str], can_stand: Callable[[str], bool]) -> None:
        self._names, self._can_stand = names, can_stand

    def __iter__(self) -> Iterator[str]:
        return filter(self._can_stand, self._names)


def beside(there: Container[str], names_of: Iterable[str]) -> Usable:
    """Those of some names that are not there yet: none can stand twice."""
    return Usable(names_of, lambda name: name not in there)


def unresolved(noun: str, name: str, usable: Iterable[str], pointer: str) -> Problem:
    """A name that nothing in the document has; what is *usable* is not refused next in its place."""
    some = list(islice(usable, _MOST_LISTED + 1))
    listed = ", ".join(map(shown, some[:_MOST_LISTED])) + (", ..." if len(some) > _MOST_LISTED else "")
    return Unresolved(f"D-unknown-{noun.replace(' ', '-')}", pointer, f"There is no {noun} {describe(name)}.",
                      expected=f"one of {listed}" if some else f"a {noun}", name=name, candidates=usable)


def shown(name: str) -> str:
    """A name of the document as it can stand in a list of names: clipped where it is no sound name."""
    return name if len(name) <= _LONGEST_LISTED else describe(name)


_LONGEST_LISTED = 64
