"""A problem with a name that means nothing here, and the names that do."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from riskscreen.errors import Problem, describe, near_names

_MOST_LISTED = 12


class Unresolved(Problem):
    """Near names are looked for once it is known that the problem is shown: a draft can have thousands of them."""

    name: str = ""
    candidates: Collection[str] = ()

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


def unresolved(noun: str, name: str, known: Collection[str], pointer: str) -> Problem:
    """A name that nothing in the document has."""
    listed = ", ".join(map(shown, islice(known, _MOST_LISTED))) + (", ..." if len(known) > _MOST_LISTED else "")
    return Unresolved(f"D-unknown-{noun.replace(' ', '-')}", pointer, f"There is no {noun} {describe(name)}.",
                      expected=f"one of {listed}" if known else f"a {noun}", name=name, candidates=known)


def shown(name: str) -> str:
    """A name of the document as it can stand in a list of names: clipped where it is no sound name."""
    return name if len(name) <= _LONGEST_LISTED else describe(name)


_LONGEST_LISTED = 64
