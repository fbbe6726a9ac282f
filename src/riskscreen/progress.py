"""How far a long piece of work is, for those who wait for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from riskscreen.errors import wrong_type

Progress = Callable[[int, int], object]
Thing = TypeVar("Thing")


class Ticks:
    """Counts the steps of some work, and tells whoever wants to know after each: how many are done, and of how many.

    What the listener raises ends the work.
    """

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def tick(self) -> None:
        """One step is done; where nobody wants to know, nothing is counted either."""
        if self._progress is not None:
            self._done += 1
            self._progress(self._done, self._total)

    def over(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """These things, one by one; each is a step that is done when the next is asked for."""
        for thing in things:
            yield thing
            self.tick()


NOBODY = Ticks(None, 0)


def listener(value: Progress | None) -> Progress | None:
    """Who is to be told, where that is something that can be.

    Raises:
        WrongType: For what cannot be called.
    """
    if value is not None and not callable(value):
        raise wrong_type("What is told of the progress can be called.", value,
                         "a function of two whole numbers, or None")
    return value
