"""How far two raters agree: exact ends over all ways in which cases can turn out, ties included."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

from research.examples import LADDER, sets
from research.ways import LADDER as LONG
from research.ways import N_TABLES, Value
from riskscreen import UsageError
from riskscreen.research import agreement

# Example B: 100 double ratings, rows by the first rater.
B_COUNTS = ((40, 8, 2), (6, 20, 6), (1, 5, 12))
B_PAIRS = [(a, b) for a, row in zip(LADDER, B_COUNTS, strict=True) for b, n in zip(LADDER, row, strict=True)
           for _ in range(n)]
# Example D: ten cases, which can turn out in 96 ways.
D_ONE = sets("00 00 01 11 12 22 00 11 02 22")
D_OTHER = sets("00 01 01 11 11 12 00 00 00 22")

Weight = Callable[[int, int], int]
WEIGHTS: dict[str, Weight] = {"nominal": lambda a, b: int(a != b), "linear": lambda a, b: abs(a - b),
                              "quadratic": lambda a, b: (a - b) ** 2}
Way = Sequence[tuple[int, int]]


def kappa(way: Way, weight: Weight, size: int) -> Value:
    """Cohen: one less the disagreement there is by that of every pair of ratings."""
    expected = sum(weight(a, b) for a, _ in way for _, b in way)
    return 1 - Fraction(len(way) * sum(weight(a, b) for a, b in way), expected) if expected else None


def alpha(way: Way, weight: Weight, size: int) -> Value:
    """Krippendorff: within cases by within all ratings, whoever gave them."""
    values = [rating for pair in way for rating in pair]
    expected = sum(weight(a, b) for a, b in itertools.permutations(values, 2))
    within = sum(2 * weight(a, b) for a, b in way)
    return 1 - Fraction((len(values) - 1) * within, expected) if expected else None


def ac(way: Way, weight: Weight, size: int) -> Value:
    """Gwet: agreement beyond what chance gives, that from the pooled share of each level."""
    if size == 1 or not way:
        return None
    largest = weight(0, size - 1)
    agreed = [[1 - Fraction(weight(a, b), largest) for b in range(size)] for a in range(size)]
    shares = [Fraction(sum((a == k) + (b == k) for a, b in way), 2 * len(way)) for k in range(size)]
    chance = sum(map(sum, agreed)) / (size * (size - 1)) * sum(share * (1 - share) for share in shares)
    return (sum(agreed[a][b] for a, b in way) / len(way) - chance) / (1 - chance)


def percent(way: Way, weight: Weight, size: int) -> Value:
    """The share of cases with one level."""
    return Fraction(sum(a == b for a, b in way), len(way)) if way else None


def ordinal_alpha(way: Way, weight: Weight, size: int) -> Value:
    """Krippendorff's, by the ratings that lie from the one level to the other, those at the ends by half."""
    values = [rating for pair in way for rating in pair]

    def apart(a: int, b: int) -> int:
        between = sum(min(a, b) <= value <= max(a, b) for value in values)
        return (2 * between - values.count(a) - values.count(b)) ** 2 if a != b else 0

    return alpha(way, apart, size)


DEFINED = {"percent": percent, "kappa": kappa, "alpha": alpha, "ac": ac}


@attrs.frozen
class Ratings:
    """What two raters can have given, and the pairs that are possible where they hang together."""

    ladder: tuple[str, ...]
    one: tuple[frozenset[int], ...]
    other: tuple[frozenset[int], ...]
    tied: dict[int, frozenset[tuple[int, int]]]

    def ways(self) -> Iterator[Way]:
        """Every way in which all cases can turn out."""
        return itertools.product(*(self.tied.get(n, itertools.product(a, b))
                                   for n, (a, b) in enumerate(zip(self.one, self.other, strict=True))))

    def found(self, weights: str) -> Any:
        """What is said of them."""
        named = [[{self.ladder[rank] for rank in ranks} for ranks in side] for side in (self.one, self.other)]
        tied = {n: [(self.ladder[a], self.ladder[b]) for a, b in pairs] for n, pairs in self.tied.items()}
        return agreement(*named, weights=weights, tied=tied or None, ladder=self.ladder)


def ratings(seed: int, n: int = N_TABLES) -> Iterator[Ratings]:
    """Small tables of two raters, a fifth of the open cases tied."""
    draw = random.Random(seed)
    while n:
        size = draw.randint(1, 4)
        all_sets = [frozenset(ranks) for k in range(1, size + 1) for ranks in itertools.combinations(range(size), k)]
        n_cases = draw.choice((0, 1, 2, 3, 4, 5, 6))
        one, other = (tuple(draw.choices(all_sets, [1 / len(s) ** 2 for s in all_sets], k=n_cases)) for _ in range(2))
        tied = {}
        for case, (a, b) in enumerate(zip(one, other, strict=True)):
            pairs = list(itertools.product(a, b))
            if len(pairs) > 1 and draw.random() < 0.2:
                tied[case] = frozenset(draw.sample(pairs, draw.randint(1, len(pairs))))
        found = Ratings(LONG[:size], one, other, tied)
        if sum(1 for _ in itertools.islice(found.ways(), 401)) <= 400:
            n -= 1
            yield found


@pytest.mark.parametrize("weights", WEIGHTS)
def test_ends_are_the_least_and_the_most_of_every_way(weights: str) -> None:
    """No way goes beyond an end, some way reaches it, and what no way defines is undefined."""
    off = []
    for table in ratings(seed=29):
        found, ways = table.found(weights), list(table.ways())
        for name, statistic in found.statistics.items():
            values = [value for way in ways if (value := DEFINED[name](way, WEIGHTS[weights], len(table.ladder)))
                      is not None]
            if statistic.ends != ((min(values), max(values)) if values else (None, None)):
                off.append((table, name))

    assert off == []


def test_ordinal_ends_are_the_least_and_the_most_of_every_way() -> None:
    """The distance between two levels moves with how the open cases turn out, and is followed."""
    off = []
    for table in ratings(seed=31):
        found, values = table.found("ordinal"), []
        for way in table.ways():
            value = ordinal_alpha(way, int.__sub__, len(table.ladder))
            values += [] if value is None else [value]
        if found["alpha"].ends != ((min(values), max(values)) if values else (None, None)):
            off.append(table)

    assert off == []


@pytest.mark.parametrize(("weights", "expected"), [
    ("nominal", {"percent": .72, "kappa": .550850, "alpha": .552845, "ac": .593304}),
    ("linear", {"percent": .72, "kappa": .616337, "ac": .677615}),
    ("quadratic", {"percent": .72, "kappa": .685695, "alpha": .686934, "ac": .754609}),
    ("ordinal", {"percent": .72, "alpha": .693104})])
def test_example_b(weights: str, expected: dict[str, float]) -> None:
    """A hundred settled pairs: the numbers of the textbooks."""
    found = agreement(*zip(*B_PAIRS, strict=True), weights=weights, ladder=LADDER)

    assert {name: [round(float(end or 0), 6) for end in ends] for name, ends in found.ends.items()} == {
        name: [number] * 2 for name, number in expected.items()}


@pytest.mark.parametrize(("weights", "expected"), [
    ("nominal", {"percent": (.4, .9), "kappa": (.090909, .843750)}),
    ("linear", {"kappa": (.222222, .878049)}),
    ("quadratic", {"kappa": (.298246, .920635), "alpha": (.318725, .924303), "ac": (.347826, .938272)}),
    ("ordinal", {"percent": (.4, .9), "alpha": (.300694, .893706)})])
def test_example_d(weights: str, expected: dict[str, tuple[float, float]]) -> None:
    """Ten cases, 96 ways."""
    found = agreement(D_ONE, D_OTHER, weights=weights, ladder=LADDER)

    assert {name: tuple(round(float(end or 0), 6) for end in found.ends[name]) for name in expected} == expected


def test_settled_cases_alone_agree_too_well() -> None:
    """Five of the ten: .8387, near the upper end of what all ten can give."""
    settled = [n for n in range(10) if len(D_ONE[n]) == len(D_OTHER[n]) == 1]
    found = agreement([D_ONE[n] for n in settled], [D_OTHER[n] for n in settled], weights="quadratic", ladder=LADDER)

    assert len(settled) == 5
    assert [round(float(end or 0), 4) for end in found.ends["kappa"]] == [.8387] * 2


def test_fact_that_both_lack_ties_their_levels() -> None:
    """Case 3 of example D is low by both or medium by both: the least is 4/11, and no longer .298."""
    found = agreement(D_ONE, D_OTHER, weights="quadratic", tied={2: [("low", "low"), ("medium", "medium")]},
                      ladder=LADDER)

    assert found["kappa"].ends == (Fraction(4, 11), Fraction(58, 63))


@pytest.mark.parametrize("tied", [{2: [("low", "high")]}, {0: [("high", "low")]}, {10: [("low", "low")]},
                                  {"2": [("low", "low")]}, {2: []}, {2: "low"}, {2: None}, {2: [("low",)]}])
def test_tie_that_cannot_be_is_refused(tied: Any) -> None:
    """A level that the rater does not leave possible, no such case, or no pair at all."""
    with pytest.raises(UsageError, match=r"^tied\[.*U-bad-tie"):
        agreement(D_ONE, D_OTHER, weights="nominal", tied=tied, ladder=LADDER)


@pytest.mark.parametrize(("words", "code"), [
    ({"weights": "quadratc"}, "Did you mean quadratic.*U-unknown-weights"), ({"weights": None}, "U-unknown-weights"),
    ({"other": D_OTHER[:9]}, "There is one value of other for each case"), ({"tied": [2]}, "U-wrong-type"),
    ({"other": [*D_OTHER[:9], "hgih"]}, r"other\[9\].*U-unknown-level"), ({"confidence": 95}, "U-wrong-type")])
def test_call_that_cannot_be_meant_is_refused(words: dict[str, Any], code: str) -> None:
    """Each with what was found."""
    said = {"one": D_ONE, "other": D_OTHER, "weights": "nominal", "ladder": LADDER, **words}

    with pytest.raises(UsageError, match=code):
        agreement(said.pop("one"), said.pop("other"), **said)


@pytest.mark.parametrize(("weights", "n_open"), [("nominal", 37), ("quadratic", 400), ("ordinal", 35)])
def test_too_many_open_cases_are_refused(weights: str, n_open: int) -> None:
    """The number of margins grows with the open cases; past a budget nothing is said, and nothing estimated."""
    with pytest.raises(UsageError, match=f"{n_open} open cases of 3 levels.*U-too-many-open"):
        agreement([LADDER] * n_open, [LADDER] * n_open, weights=weights, ladder=LADDER)


@pytest.mark.parametrize(("weights", "levels", "n_open"), [
    ("quadratic", LADDER, 36), ("ordinal", LADDER, 16), ("quadratic", LADDER[:2], 400), ("ordinal", LADDER[:2], 60)])
def test_as_many_open_cases_are_followed_as_is_said(weights: str, levels: tuple[str, ...], n_open: int) -> None:
    """Where all of three levels are possible by both raters, and where two are."""
    found = agreement([levels] * n_open, [levels] * n_open, weights=weights, ladder=LADDER)

    assert found["alpha"].ends[1] == 1


def test_many_settled_cases_cost_nothing() -> None:
    """A hundred thousand pairs of which eight are open; ordinal alpha of 200 ratings is .693104, of many .691562."""
    one, other = zip(*B_PAIRS * 1_000, strict=True)
    for weights, name, expected in (("quadratic", "kappa", .686), ("ordinal", "alpha", .692)):
        found = agreement([*one, *D_ONE], [*other, *D_OTHER], weights=weights, ladder=LADDER)

        assert [round(float(end or 0), 3) for end in found[name].ends] == [expected] * 2
        assert found[name].ends[0] < found[name].ends[1]  # type: ignore[operator]


def test_every_pair_stands_in_the_table_once() -> None:
    """By the levels that each rater leaves possible, those that are determined first."""
    table = agreement(D_ONE, D_OTHER, weights="nominal", ladder=LADDER).cross_table()

    assert sum(table["n_cases"]) == 10  # type: ignore[arg-type]
    assert list(zip(*table.values(), strict=True))[:2] == [("low", "low", 2), ("medium", "low", 1)]
    assert ("low|medium|high", "low", 1) in zip(*table.values(), strict=True)


def test_scikit_learn_gives_the_same_kappa() -> None:
    """On settled ratings, by rank: labels as texts would be sorted by the alphabet there."""
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed (extra peers)")
    draw = np.random.default_rng(3)
    for weights in WEIGHTS:
        for _ in range(10):
            one, other = draw.integers(0, 4, (2, 30))
            found = agreement([LONG[n] for n in one], [LONG[n] for n in other], weights=weights, ladder=LONG)

            expected = metrics.cohen_kappa_score(one, other, labels=range(4),
                                                 weights=None if weights == "nominal" else weights)
            assert float(found["kappa"].ends[0] or 0) == pytest.approx(expected)


def test_krippendorff_gives_the_same_alpha() -> None:
    """On settled ratings, nominal, interval and ordinal."""
    krippendorff = pytest.importorskip("krippendorff", reason="krippendorff is not installed (extra peers)")
    draw = np.random.default_rng(4)
    for weights, metric in (("nominal", "nominal"), ("quadratic", "interval"), ("ordinal", "ordinal")):
        for _ in range(10):
            ratings_of_both = draw.integers(0, 4, (2, 30))
            found = agreement(*([LONG[n] for n in side] for side in ratings_of_both), weights=weights, ladder=LONG)

            expected = krippendorff.alpha(ratings_of_both, level_of_measurement=metric)
            assert float(found["alpha"].ends[0] or 0) == pytest.approx(expected)


def test_statsmodels_gives_the_same_kappa() -> None:
    """On settled ratings, from the table of counts."""
    judge = pytest.importorskip("statsmodels.stats.inter_rater", reason="statsmodels is not installed (extra peers)")
    draw = np.random.default_rng(5)
    for weights, wt in (("nominal", None), ("linear", "linear"), ("quadratic", "quadratic")):
        for _ in range(10):
            one, other = draw.integers(0, 4, (2, 30))
            found = agreement([LONG[n] for n in one], [LONG[n] for n in other], weights=weights, ladder=LONG)
            table = np.zeros((4, 4))
            np.add.at(table, (one, other), 1)

            expected = judge.cohens_kappa(table, wt=wt, return_results=False)
            assert float(found["kappa"].ends[0] or 0) == pytest.approx(expected)


def test_irrcac_gives_the_same_ac() -> None:
    """On settled ratings; it rounds to five digits."""
    irrcac = pytest.importorskip("irrCAC.raw", reason="irrCAC is not installed (extra chance)")
    pandas = pytest.importorskip("pandas")
    draw = np.random.default_rng(6)
    for weights, name in (("nominal", "identity"), ("linear", "linear"), ("quadratic", "quadratic")):
        for _ in range(10):
            one, other = draw.integers(0, 4, (2, 30))
            found = agreement([LONG[n] for n in one], [LONG[n] for n in other], weights=weights, ladder=LONG)
            ratings_of_both = pandas.DataFrame({"one": one, "other": other})

            told = irrcac.CAC(ratings_of_both, weights=name, categories=[0, 1, 2, 3]).gwet()
            assert float(found["ac"].ends[0] or 0) == pytest.approx(told["est"]["coefficient_value"], abs=2e-5)
