"""What every statistic says of the cases that it is of."""

from __future__ import annotations

from fractions import Fraction

import attrs

from riskscreen.cell import Cell
from riskscreen.explain.words.catalogue import Words


@attrs.frozen(repr=False)
class AboutCases(Cell):
    """How many cases there are, in how many the level is open, and of how many it is not known what happened.

    Of ``n_loose`` cases the levels are sound, but may be more than can occur; then the ends are sound too, and may be
    wider than they could be.
    """

    n_cases: int
    n_open: int
    n_loose: int
    n_not_known: int

    @property
    def exact(self) -> bool:
        """Whether the levels of all cases are known to be just those that can occur."""
        return self.n_loose == 0

    def __str__(self) -> str:
        return f"{self.n_cases} cases, {self.n_open} undetermined, {self.n_not_known} not known"


def notes_of(words: Words, cases: AboutCases, confidence: Fraction | None, what: str = "cases") -> list[str]:
    """How much is open, and what the two kinds of interval mean."""
    notes = [words.counted(what, cases.n_cases, open=cases.n_open)]
    if cases.n_not_known:
        notes.append(words.counted("not_known", cases.n_not_known))
    if cases.n_open or cases.n_not_known:
        notes.append(words("what_ends_mean"))
    if not cases.exact:
        notes.append(words.counted("loose", cases.n_loose))
    if confidence is not None:
        notes.append(words("what_limits_mean", confidence=f"{float(confidence * 100):g}"))
    return notes
