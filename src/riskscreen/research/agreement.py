"""How far two raters agree on the level of the same cases, whatever the open ones turn out to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs
import numpy as np

from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.errors import Problem, UsageError, check_word, describe, usage_error, wrong_type
from riskscreen.explain.words.catalogue import Words
from riskscreen.model.named import Named
from riskscreen.model.number import whole_number
from riskscreen.research.ends.margins import Margins, Pair, PairSet, Weights, WholeNumbers, margins_of
from riskscreen.research.ends.ordinal import ordinal_margins
from riskscreen.research.ends.quotients import Wholes, largest_quotient, least_quotient
from riskscreen.research.given.about import AboutCases, notes_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.happened import check_same_cases
from riskscreen.research.given.levels import Ladder, LevelSets, level_sets
from riskscreen.research.given.probability import CONFIDENCE, probability
from riskscreen.research.statistic import Statistic, share_of
from riskscreen.research.telling import (
    StatisticTable,
    TidyTable,
    levels_words,
    statistic_columns,
    statistic_table,
)

# How much two ranks disagree, by what stands between them.
WEIGHTS = {"nominal": lambda steps: np.minimum(steps, 1), "linear": lambda steps: steps,
           "quadratic": lambda steps: steps ** 2}
_WITH_ALPHA = ("nominal", "quadratic")  # Krippendorff's metrics nominal and interval
_ORDINAL = "ordinal"  # his metric of this name: how much two ranks disagree hangs on all ratings


@attrs.frozen(repr=False)
class PairRow(Cell):
    """How many cases can have exactly these levels by the one rater, and these by the other."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    n_cases: int


@attrs.frozen(repr=False)
class Agreement(StatisticTable):
    """How far two raters agree, with the table of pairs that it is worked out from.

    ``statistics`` has *percent* (the share of cases with one and the same level), *kappa* (Cohen's, weighted), *ac*
    (Gwet's AC1, or AC2 where weighted) and, of nominal and quadratic weights, *alpha* (Krippendorff's, nominal or
    interval).  Give two of them, and the table: kappa falls where nearly everybody is at one level, and AC is high
    there.  Of ordinal weights it has *percent* and *alpha*.
    """

    weights: str
    ladder: tuple[str, ...]
    is_route: bool
    cases: AboutCases
    confidence: Fraction
    statistics: Named[Statistic]
    crossed: tuple[PairRow, ...]

    def to_table(self) -> TidyTable:
        """A row for each statistic, as columns of equal length, which pandas and polars take."""
        return statistic_columns(list(self.statistics.values()), weights=[self.weights] * len(self.statistics))

    def cross_table(self) -> TidyTable:
        """The cases by the levels that they can have by each rater (ids joined by ``|``), as columns."""
        return {"one": ["|".join(row.one) for row in self.crossed],
                "other": ["|".join(row.other) for row in self.crossed],
                "n_cases": [row.n_cases for row in self.crossed]}

    def _told(self, words: Words) -> Sheet:
        ladder = () if self.is_route else self.ladder
        crossed = CellTable(words("agreement.crossed"), (words("head.first"), words("head.second"), words("head.n")), [
            (levels_words(words, ladder, row.one), levels_words(words, ladder, row.other), row.n_cases)
            for row in self.crossed])
        named = {words(_NAMES[name]): found for name, found in self.statistics.items()}
        alone = self.weights == _ORDINAL
        notes = [*notes_of(words, self.cases, None), words("agreement.alone" if alone else "agreement.several"),
                 words("agreement.limits", confidence=f"{float(self.confidence * 100):g}")]
        return Sheet(words(_TITLES[self.weights]), notes, [crossed, statistic_table(words, named)], words.language)

    @property
    def _in_short(self) -> str:
        return f"with {self.weights} weights, {self.cases.n_cases} cases, {self.cases.n_open} undetermined"


def agreement(one: Foreign, other: Foreign, *, weights: str, tied: Foreign = None, ladder: Ladder | None = None,
              outcome: str | None = None, confidence: Foreign = CONFIDENCE) -> Agreement:
    """How far two raters agree on the same cases, with exact ends over all ways in which open cases can turn out.

    All ways are followed together, as what chance would give hangs on the levels of all cases: every case at its lowest
    and every case at its highest would miss the ends.

    Args:
        one: The levels by one rater, in any of the forms that `accuracy` takes.
        other: The levels by the other, of the same cases in the same order.
        weights: How much two levels disagree: *nominal* (any two alike), *linear* or *quadratic* in the steps between,
            or *ordinal*, by how many of all ratings lie between them: Krippendorff's distance, for *alpha* alone.
        tied: Where both lack the same fact, the pairs of levels that are possible, by the number of the case, counted
            from 0: ``{3: [("low", "low"), ("high", "high")]}``.  Two sets alone would say that all pairs are.
        ladder: The levels from the lowest to the highest, where *one* and *other* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        confidence: Of the limits of *percent*; the others have none.

    Raises:
        UsageError: If the cases cannot be read, with all that is wrong with them, or are not the same; where too many
            are open (more than 36 where both raters leave all of three levels possible, with ordinal weights 34; many
            more where they leave two).

    Examples:
        >>> found = agreement(["low", "low", "high"], ["low", {"low", "high"}, "high"], weights="nominal",
        ...                   ladder=["low", "high"])
        >>> found["percent"].ends, found["kappa"].ends
        ((Fraction(2, 3), Fraction(1, 1)), (Fraction(2, 5), Fraction(1, 1)))
    """
    check_word("U-unknown-weights", "way to weigh", weights, (*WEIGHTS, _ORDINAL))
    sure = probability("confidence", confidence)
    first = level_sets(one, ladder=ladder, outcome=outcome, name="one")
    second = level_sets(other, ladder=ladder, outcome=outcome, name="other")
    _check_alike(first, second, weights)
    pairs = _pairs_of(first, second, {} if tied is None else _tied(first, second, tied))
    n_open = int(np.count_nonzero(~(first.determined & second.determined)))
    about = AboutCases(len(first), n_open, max(first.n_loose, second.n_loose), 0)
    statistics = _statistics(pairs, len(first.ladder), weights, sure, exact=about.exact)
    return Agreement(weights, first.ladder, first.is_route, about, sure,
                     Named("statistic", {found.name: found for found in statistics}), _crossed(first, second))


def _check_alike(one: LevelSets, other: LevelSets, weights: str) -> None:
    if one.ladder != other.ladder:
        raise usage_error("U-bad-ladder", "The two raters have levels of different ladders.",
                          found=", ".join(other.ladder), expected=", ".join(one.ladder))
    check_same_cases(len(one), one.labels, len(other), other.labels, "other")
    if weights != "nominal":
        one.in_order()
        other.in_order()


def _tied(one: LevelSets, other: LevelSets, tied: Foreign) -> dict[int, PairSet]:
    """The pairs that are possible in some cases; all that cannot be are refused together."""
    if not isinstance(tied, Mapping):
        raise wrong_type("Tied cases are given by their numbers.", tied, "a mapping such as {3: [('low', 'low')]}")
    found: dict[int, PairSet] = {}
    problems: list[Problem] = []
    for case, pairs in tied.items():
        number = whole_number(case)
        read = None if number is None or not 0 <= number < len(one) else _read_pairs(one, other, number, pairs)
        if read:
            found[number] = read  # type: ignore[index]  # a number, as it was read
        else:
            problems.append(Problem(
                "U-bad-tie", f"tied[{describe(case)}]", "These are no pairs of levels that this case can have.",
                found=describe(pairs), expected="pairs, each of levels that are possible by their raters"))
    if problems:
        raise UsageError(problems)
    return found


def _read_pairs(one: LevelSets, other: LevelSets, case: int, pairs: Foreign) -> PairSet | None:
    try:
        read = frozenset((one.rank_of(a), other.rank_of(b)) for a, b in pairs)
    except (TypeError, ValueError, UsageError):
        return None
    masks = int(one.masks[case]), int(other.masks[case])
    return read if all(masks[0] >> a & 1 and masks[1] >> b & 1 for a, b in read) else None


def _pairs_of(one: LevelSets, other: LevelSets, tied: Mapping[int, PairSet]) -> Counter[PairSet]:
    """How many cases can have which pairs of ranks."""
    free = np.ones(len(one), bool)
    free[list(tied)] = False
    found: Counter[PairSet] = Counter(tied.values())
    for (first, second), n in _by_masks(one.masks[free], other.masks[free]):
        found[frozenset((a, b) for a in _ranks(first) for b in _ranks(second))] += n
    return found


def _by_masks(one: np.ndarray[tuple[int], np.dtype[np.uint32]],
              other: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> Iterator[tuple[Pair, int]]:
    keys, counts = np.unique(one.astype(np.uint64) << np.uint64(32) | other, return_counts=True)
    for key, n in zip(keys.tolist(), counts.tolist(), strict=True):
        yield (key >> 32, key & 0xFFFFFFFF), n


def _ranks(mask: int) -> tuple[int, ...]:
    return tuple(rank for rank in range(mask.bit_length()) if mask >> rank & 1)


def _crossed(one: LevelSets, other: LevelSets) -> tuple[PairRow, ...]:
    """The table of pairs, those of determined cases first."""
    rows = sorted(_by_masks(one.masks, other.masks),
                  key=lambda row: (any(mask.bit_count() > 1 for mask in row[0]), *map(_ranks, row[0])))
    return tuple(PairRow(tuple(one.ladder[rank] for rank in _ranks(first)),
                         tuple(one.ladder[rank] for rank in _ranks(second)), n) for (first, second), n in rows)


def _statistics(pairs: Counter[PairSet], size: int, weights: str, confidence: Fraction, *,
                exact: bool) -> Iterator[Statistic]:
    n_cases = pairs.total()
    alike = [sum(n for each, n in pairs.items() if quantor(a == b for a, b in each)) for quantor in (all, any)]
    least_of, most_of = ((count, n_cases) if n_cases else None for count in alike)
    yield share_of("percent", least_of, most_of, confidence, exact=exact)
    for name, disagreed, expected, factor in _coefficients(pairs, size, weights, n_cases):
        least, most = largest_quotient(disagreed[1], expected), least_quotient(disagreed[0], expected)
        ends = (None, None) if least is None or most is None else (1 - factor * least, 1 - factor * most)
        yield Statistic(name, ends, exact=exact)


# 1 - factor * disagreement / expected: the name, the least and the most disagreement by margin, the two others.
_Coefficient = tuple[str, tuple[Wholes, Wholes], Wholes, Fraction]


def _coefficients(pairs: Counter[PairSet], size: int, weights: str, n_cases: int) -> Iterator[_Coefficient]:
    if weights == _ORDINAL:
        ordinal = ordinal_margins(pairs, size)
        yield "alpha", (ordinal.least, ordinal.most), ordinal.expected, _alpha_factor(n_cases)
        return
    cost = WEIGHTS[weights](np.abs(np.subtract.outer(np.arange(size), np.arange(size)))).astype(np.int64)
    margins = margins_of(pairs, cost)
    for name, expected, factor in _of_margins(margins, cost, n_cases, with_alpha=weights in _WITH_ALPHA):
        yield name, (margins.least, margins.most), expected, factor


def _alpha_factor(n_cases: int) -> Fraction:
    return Fraction(2 * (2 * n_cases - 1))


def _of_margins(margins: Margins, cost: Weights, n: int, *,
                with_alpha: bool) -> Iterator[tuple[str, WholeNumbers, Fraction]]:
    """The coefficients of fixed weights: the name, what is expected by margin, and the factor."""
    size, pooled = len(cost), margins.one + margins.other
    yield "kappa", np.einsum("si,ij,sj->s", margins.one, cost, margins.other), Fraction(n)
    if with_alpha:
        yield "alpha", np.einsum("si,ij,sj->s", pooled, cost, pooled), _alpha_factor(n)
    largest, kinds = int(cost.max()), size * (size - 1)
    agreed = size * size * largest - int(cost.sum())  # the sum of the weights of agreement, in units of the largest
    mixed = np.sum(pooled * (2 * n - pooled), axis=1)
    yield "ac", largest * kinds * 4 * n * n - agreed * mixed, Fraction(4 * n * kinds)


_NAMES = {"percent": "name.percent", "kappa": "name.kappa", "alpha": "name.alpha", "ac": "name.ac"}
_TITLES = {"nominal": "agreement.nominal", "linear": "agreement.linear", "quadratic": "agreement.quadratic",
           _ORDINAL: "agreement.ordinal"}
