"""What every cut-off would give: of levels or a scale, in the cases of a table or over all answer sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import attrs
import numpy as np

from riskscreen.cell import CellTable, Sheet
from riskscreen.errors import usage_error, wrong_type
from riskscreen.explain.words.catalogue import Words
from riskscreen.model.named import Named
from riskscreen.model.number import plain
from riskscreen.research.accuracy import SHARES
from riskscreen.research.ends.answer_sets import sets_at_or_above
from riskscreen.research.ends.cells import CountsByCell, cells_of, share_ends
from riskscreen.research.given.about import AboutCases, notes_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.happened import NO, NOT_KNOWN, YES, Happened, happened_beside
from riskscreen.research.given.levels import Ladder
from riskscreen.research.given.probability import CONFIDENCE, probability
from riskscreen.research.given.spans import ScaleValue, Spans, spans_of
from riskscreen.research.statistic import Statistic, share_of
from riskscreen.research.telling import StatisticRows, TidyTable, ends_words, statistic_columns
from riskscreen.screening.instrument import Instrument

WITHOUT_OUTCOME = ("flagged",)
_SHOWN = ("flagged", "sensitivity", "specificity", "ppv", "npv")


@attrs.frozen(repr=False)
class Sweep(StatisticRows[ScaleValue]):
    """Every cut-off with what it would give: who is at or above it for certain, and who may be.

    ``rows`` has for each cut-off, lowest first, its statistics by name; a cut-off is the id of a level, or a number of
    ``scale``.  Of answer sets ``cases`` is None, and there is nothing but *flagged*, a share of ``n_sets``.
    """

    scale: str | None
    cases: AboutCases | None
    n_sets: int | None
    confidence: Fraction
    rows: tuple[tuple[ScaleValue, Named[Statistic]], ...]

    def __getitem__(self, at: ScaleValue) -> Named[Statistic]:
        """The statistics of a cut-off.

        Raises:
            UsageError: For a number or a level that is no cut-off here.
        """
        for own, statistics in self.rows:
            if type(at) in (str, int, Fraction) and own == at:
                return statistics
        raise usage_error("U-unknown-cut-off", "There is no such cut-off.", found=at,
                          expected=", ".join(_name(own) for own, _ in self.rows))

    def to_table(self) -> TidyTable:
        """A row for each cut-off and statistic, as columns of equal length, which pandas and polars take."""
        rows = [(at, found) for at, statistics in self.rows for found in statistics.values()]
        return statistic_columns([found for _, found in rows], at=[_as_cell(at) for at, _ in rows])

    def _told(self, words: Words) -> Sheet:
        names = [name for name in _SHOWN if self.rows and name in self.rows[0][1]]
        table = CellTable("", (words("head.at"), *(words(_HEADS[name]) for name in names)), [
            (_name(at), *(ends_words(words, statistics[name].ends) for name in names)) for at, statistics in self.rows])
        what = words("sweep.levels") if self.scale is None else words("sweep.scale", scale=self.scale)
        return Sheet(what, list(self._notes(words)), [table], words.language)

    def _notes(self, words: Words) -> Iterator[str]:
        if self.cases is None:
            yield words("sweep.sets", n=self.n_sets)
        else:
            yield from notes_of(words, self.cases, None, "cases" if self.scale is None else "cases_scale")
            yield words("sweep.explored")

    @property
    def _in_short(self) -> str:
        told = f"{self.n_sets} answer sets" if self.cases is None else str(self.cases)
        return f"of {self.scale or 'levels'}, {len(self.rows)} cut-offs, {told}"


def sweep(levels: Foreign, happened: Foreign = None, *, scale: str | None = None, ladder: Ladder | None = None,
          outcome: str | None = None, confidence: Foreign = CONFIDENCE) -> Sweep:
    """What every cut-off would give, of levels or of the numbers of a scale.

    A cut-off is the lowest level or number that is flagged.  One that was chosen because it looks best on these cases
    will look less good on others.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`, of
            any library, or a mapping of columns; results; records or a `History`, of which the computed levels are
            taken, and no judgement; or for each case a level or its id, several that are possible as a set, a list or a
            text such as ``"low|medium"``.  An instrument stands for all answer sets of *scale*,
            in which each of its items has any of its answers, *unknown* among them; answer sets are not cases.
        happened: For each case True, False, or None where it is not known; or the name of a column of the table.
            Without it only the share that is flagged is told.
        scale: A scale in place of levels; only instruments, codes, tables and results have those.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        confidence: Of the limits, which say what other cases than these could have given.

    Raises:
        UsageError: If the cases cannot be read, with all that is wrong with them; if their levels have no order; for a
            scale whose answer sets cannot be counted.

    Examples:
        >>> found = sweep([{"low"}, {"low", "high"}, {"high"}], ladder=["low", "high"])
        >>> found["high"]["flagged"].ends
        (Fraction(1, 3), Fraction(2, 3))

        >>> import riskscreen
        >>> flags = sweep(riskscreen.load("stalking-red-flags"), scale="other_flags")
        >>> flags[3]["flagged"].counts
        ((135675, 177147), (176904, 177147))
    """
    if isinstance(levels, Instrument):
        return _of_answer_sets(levels, happened, scale, probability("confidence", confidence))
    spans = spans_of(levels, scale=scale, ladder=ladder, outcome=outcome)
    known = None if happened is None else happened_beside(levels, happened, len(spans), spans.labels)
    return sweep_of(spans, known, scale, probability("confidence", confidence))


def sweep_of(spans: Spans, happened: Happened | None, scale: str | None, confidence: Fraction) -> Sweep:
    """The same of cases that were read."""
    known = np.full(len(spans), NOT_KNOWN, np.int8) if happened is None else happened
    about = AboutCases(len(spans), spans.n_open, spans.n_loose,
                       0 if happened is None else int(np.count_nonzero(known == NOT_KNOWN)))
    names = WITHOUT_OUTCOME if happened is None else tuple(SHARES)
    rows = [(at, Named("statistic", {name: share_of(name, *share_ends(counts, *SHARES[name]), confidence,
                                                    exact=about.exact) for name in names}))
            for at, counts in zip(spans.values[1:], _counts_at_each(spans, known), strict=True)]
    return Sweep(scale, about, None, confidence, tuple(rows))


def _counts_at_each(spans: Spans, happened: Happened) -> Iterator[CountsByCell]:
    """For each value but the lowest: how many cases can end up in which cells if it is the lowest that is flagged."""
    size = len(spans.values)
    ends = {kind: [_at_or_above(end[happened == kind], size) for end in (spans.least, spans.most)]
            for kind in (YES, NO, NOT_KNOWN)}
    for place in range(1, size):
        counts: Counter[int] = Counter()
        for kind, (least, most) in ends.items():
            n, certain, possible = int(least[0]), int(least[place]), int(most[place])
            counts[cells_of(kind, can_be=True, need_not_be=False)] += certain
            counts[cells_of(kind, can_be=True, need_not_be=True)] += possible - certain
            counts[cells_of(kind, can_be=False, need_not_be=True)] += n - possible
        yield +counts


def _at_or_above(positions: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
                 size: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """How many stand at or above each position."""
    return np.cumsum(np.bincount(positions, minlength=size)[::-1])[::-1]


def _of_answer_sets(instrument: Instrument, happened: Foreign, scale: str | None, confidence: Fraction) -> Sweep:
    if happened is not None:
        raise wrong_type("Nothing has happened in answer sets, which are no cases.", happened, "an instrument alone")
    if not issubclass(type(scale), str):
        raise wrong_type("The cut-offs of an instrument are those of a scale.", scale, ", ".join(instrument.scales))
    name = str.__str__(scale)
    found = sets_at_or_above(instrument, name)
    rows = [(at, Named("statistic", {"flagged": Statistic(
        "flagged", (Fraction(certain, found.n_sets), Fraction(possible, found.n_sets)),
        counts=((certain, found.n_sets), (possible, found.n_sets)))})) for at, certain, possible in found.rows]
    return Sweep(name, None, found.n_sets, confidence, tuple(rows))


def _name(at: ScaleValue) -> str:
    return at if isinstance(at, str) else plain(at)


def _as_cell(at: ScaleValue) -> str | int:
    """A cut-off in a table: a number that is not whole is a text, so that nothing is rounded."""
    return at if isinstance(at, str | int) else plain(at)


_HEADS = {"flagged": "name.flagged", "sensitivity": "head.sensitivity", "specificity": "head.specificity",
          "ppv": "head.ppv", "npv": "head.npv"}
