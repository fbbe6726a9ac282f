"""Outcomes: ordered results, their levels, and the rules that reach them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

from riskscreen.cell import Cell, CellTable, Sheet, one_line
from riskscreen.errors import usage_error
from riskscreen.model.condition import Condition
from riskscreen.model.number import Number
from riskscreen.model.text import Text


@attrs.frozen(eq=False, repr=False)  # a level equals its id too
class Level(Cell):
    """One step of an outcome.

    A level equals its id as a text and compares by rank with levels of its own outcome, or with their ids.
    Comparing it with a level of another outcome is an error: their steps do not mean the same.
    That it equals a text is a comfort for reading, and makes equality intransitive: two levels of different outcomes
    with the id *high* both equal ``"high"`` and do not equal each other.  So keep levels, or ids, in a set or as the
    keys of a dictionary, and not both.
    ``next`` names the instruments that come next where a case stands at this level.  ``kind`` is that of its outcome:
    the levels of a *route* are alternatives, and their ranks only order the rules.

    Examples:
        >>> ladder = ("low", "medium", "high")
        >>> level = Level("medium", Text.of({"en": "Medium"}), 1, "concern", ladder)
        >>> level == "medium", level >= "low", level < "high"
        (True, True, True)
    """

    id: str
    label: Text
    rank: int
    outcome: str
    ladder: tuple[str, ...]
    meaning: Text | None = None
    follow_up: tuple[Text, ...] = ()
    next: tuple[str, ...] = ()
    kind: Literal["degree", "route"] = "degree"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self.id == other
        if not isinstance(other, Level):
            return NotImplemented
        return (self.outcome, self.rank, self.ladder) == (other.outcome, other.rank, other.ladder)

    def __hash__(self) -> int:
        return hash(self.id)

    def __lt__(self, other: Level | str) -> bool:
        return self.rank < self.rank_of(other)

    def __le__(self, other: Level | str) -> bool:
        return self.rank <= self.rank_of(other)

    def __gt__(self, other: Level | str) -> bool:
        return self.rank > self.rank_of(other)

    def __ge__(self, other: Level | str) -> bool:
        return self.rank >= self.rank_of(other)

    def __str__(self) -> str:
        return self.id

    def __repr__(self) -> str:
        return f"<Level {self.id} of {self.outcome}>"

    def rank_of(self, other: object) -> int:
        """The rank of a level of the same outcome, or of its id.

        Raises:
            UsageError: For a level of another outcome, or one that the outcome does not have.
        """
        if isinstance(other, Level):
            if (other.outcome, other.ladder) != (self.outcome, self.ladder):
                raise usage_error("U-levels-of-two-outcomes", "Levels of different outcomes have no common order.",
                                  found=f"{other.id} of {other.outcome}", expected=f"a level of {self.outcome}")
            return other.rank
        if issubclass(type(other), str) and (name := str.__str__(other)) in self.ladder:
            return self.ladder.index(name)
        raise usage_error("U-unknown-level", f"{self.outcome} has no such level.", found=other,
                          expected=", ".join(self.ladder), known=self.ladder)


def ids_of(levels: Sequence[Level]) -> str:
    """The ids of levels that are possible, lowest first: *low*, *low to high*, with a hole *low or high*."""
    low, high = levels[0], levels[-1]
    if len(levels) == high.rank - low.rank + 1:
        return ids_between(low, high)
    in_order = reversed(levels) if low.kind == "route" else levels
    return " or ".join(level.id for level in in_order)


def ids_between(low: Level, high: Level) -> str:
    """The ids of two levels and what lies between them: *low*, *low to high*, or of a route *c or b or a*."""
    if low == high:
        return low.id
    if low.kind == "route":
        return " or ".join(reversed(low.ladder[low.rank: high.rank + 1]))
    return f"{low.id} to {high.id}"


@attrs.frozen(repr=False)
class Rule(Cell):
    """What is enough to reach a level; ``rank`` is that of the level."""

    id: str
    level: str
    rank: int
    when: Condition
    because: Text | None = None
    sources: tuple[str, ...] = ()


@attrs.frozen(repr=False)
class LevelBands(Cell):
    """Levels by cut-offs on one scale, as ``(level, cut-off)``.

    With ``worse`` *higher* a cut-off is the lowest number of its level; with *lower* it is the highest.
    """

    scale: str
    worse: Literal["higher", "lower"]
    rows: tuple[tuple[str, Number], ...]


@attrs.frozen(repr=False)
class Outcome(Cell):
    """An ordered result: the highest level that has a rule that holds, else the lowest level.

    Where the definition gives bands, ``rules`` holds the rules that say the same.  The levels of a *route* are
    alternatives, and no more or less of one thing; their ranks only order the rules.  With *cumulative* follow-ups the
    steps of a level include those of the levels below it.  ``when_open`` says what to do while more than one level is
    possible.
    """

    id: str
    title: Text
    levels: tuple[Level, ...]
    rules: tuple[Rule, ...]
    override: Literal["raise", "raise_or_lower", "none"] = "raise_or_lower"
    bands: LevelBands | None = None
    kind: Literal["degree", "route"] = "degree"
    follow_ups: Literal["instead", "cumulative"] = "instead"
    when_open: tuple[Text, ...] = ()

    def level(self, name: str | Level) -> Level:
        """The level of this id.

        Raises:
            UsageError: For a level that the outcome does not have; near names are suggested.
        """
        return self.levels[self.levels[0].rank_of(name)]

    def __repr__(self) -> str:
        return one_line(f"<Outcome {self.id}: {', '.join(level.id for level in self.levels)}>")

    def _sheet(self) -> Sheet:
        rows = [(level.id, str(level.label), "" if level.meaning is None else str(level.meaning))
                for level in self.levels]
        return Sheet(str(self.title), tables=[CellTable(self.id, ("id", "label", "meaning"), rows)],
                     language=self.title.main_language)
