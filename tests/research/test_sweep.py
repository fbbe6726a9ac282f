"""What every cut-off would give: in the cases of a table, and over all answer sets of a scale."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pytest

import riskscreen
from research.examples import C_HAPPENED, C_LEVELS, LADDER
from research.ways import ends_over, tables, two_by_two
from riskscreen import Instrument, UsageError
from riskscreen.research import accuracy, sweep
from riskscreen.research.accuracy import SHARES

DOORSTEP = Path(__file__).parents[1] / "data" / "doorstep-check.json"


def test_ends_are_the_least_and_the_most_of_every_way() -> None:
    """At every cut-off of every table; a table of one level has none."""
    off = [(table, rank, name) for table in tables(seed=24)
           for found in [sweep(table.levels, table.happened, ladder=table.ladder)]
           for rank, level in enumerate(table.ladder[1:], 1)
           for name in SHARES if found[level][name].ends != ends_over(table.ways(), two_by_two(rank)[name])]

    assert off == []


def test_each_cut_off_is_that_of_accuracy() -> None:
    """The same numbers, limits among them, by two ways."""
    found = sweep(C_LEVELS, C_HAPPENED, ladder=LADDER)

    assert list(found.ends) == ["medium", "high"]
    for at in LADDER[1:]:
        alone = accuracy(C_LEVELS, C_HAPPENED, at=at, ladder=LADDER)
        assert found.ends[at] == {name: alone.ends[name] for name in SHARES}
        assert found.limits[at] == {name: alone.limits[name] for name in SHARES}


def test_without_what_happened_only_the_flagged_are_told() -> None:
    """Nobody needs an outcome to see how many a cut-off flags."""
    found = sweep(C_LEVELS, ladder=LADDER)

    assert found.ends == {"medium": {"flagged": (Fraction(3, 7), Fraction(5, 7))},
                          "high": {"flagged": (Fraction(1, 7), Fraction(3, 7))}}
    assert "sensitivity" not in found.explain()


def test_cut_offs_of_a_scale_are_its_numbers() -> None:
    """Those that occur, each with who is at or above it for certain, and who may be."""
    table = {"total_least": [0, 2, 5, "41/9"], "total_most": [2, 2, 7, "41/9"]}
    found = sweep(table, scale="total")

    assert [at for at, _ in found.rows] == [2, Fraction(41, 9), 5, 7]
    assert [statistics["flagged"].counts for _, statistics in found.rows] == [
        ((3, 4), (4, 4)), ((2, 4), (2, 4)), ((1, 4), (1, 4)), ((0, 4), (1, 4))]
    assert found.to_table()["at"] == [2, "41/9", 5, 7]
    with pytest.raises(UsageError, match="Expected: 2, 41/9, 5, 7. .U-unknown-cut-off"):
        found[3]


def every_sum(instrument: Instrument, scale: str, items: list[str]) -> list[tuple[int, int]]:
    """The least and the most of a scale in every answer set of these items, scored one by one."""
    rest = {item: "unknown" for item in instrument.items if item not in items}
    choices = [[*(choice.id for choice in instrument.items[item].response.choices), "unknown"] for item in items]
    scored = [instrument.score({**rest, **dict(zip(items, answers, strict=True))}).scales[scale]
              for answers in itertools.product(*choices)]
    return [(int(found.least), int(found.most)) for found in scored]


def test_answer_sets_are_those_that_scoring_gives() -> None:
    """Counted item by item, and scored one by one: the same numbers."""
    document = riskscreen.load("stalking-red-flags").to_dict()
    document["scales"][0]["count"] = {"items": ["r1", "r2", "r3", "r5", "r6"]}
    instrument = Instrument.from_dict(document)
    every = every_sum(instrument, "other_flags", ["r1", "r2", "r3", "r5", "r6"])
    found = sweep(instrument, scale="other_flags")

    assert found.n_sets == len(every) == 3 ** 5
    assert {at: statistics["flagged"].counts for at, statistics in found.rows} == {
        cut: ((sum(least >= cut for least, _ in every), 243), (sum(most >= cut for _, most in every), 243))
        for cut in range(1, 6)}


def test_answer_sets_of_sixteen_items() -> None:
    """Of 43,046,721 sets, 8 or more for certain in 5,445,441 and possibly in 40,896,000: counted by hand elsewhere."""
    document = riskscreen.load("stalking-red-flags").to_dict()
    item = document["sections"][0]["items"][0]
    extra = [{**item, "id": f"x{n}"} for n in range(5)]
    document["sections"][0]["items"] += extra
    document["scales"][0]["count"]["items"] += [each["id"] for each in extra]
    found = sweep(Instrument.from_dict(document), scale="other_flags")

    assert found.n_sets == 3 ** 16 == 43_046_721
    assert found[8]["flagged"].counts == ((5_445_441, 3 ** 16), (40_896_000, 3 ** 16))
    assert "Answer sets are not cases" in found.explain()


def test_scale_whose_items_hang_together_is_refused() -> None:
    """Where an item applies only at times, its answers are not free of the others."""
    with pytest.raises(UsageError, match="scale factors.*U-no-sweep"):
        sweep(riskscreen.load("sash-style"), scale="factors")
    with pytest.raises(UsageError, match="U-unknown-scale"):
        sweep(riskscreen.load("sash-style"), scale="factor")
    with pytest.raises(UsageError, match="cut-offs of an instrument are those of a scale"):
        sweep(riskscreen.load("sash-style"))
    with pytest.raises(UsageError, match="Nothing has happened in answer sets"):
        sweep(riskscreen.load("stalking-red-flags"), [True], scale="other_flags")


def test_weights_are_those_of_the_engine() -> None:
    """A sum with scores of its own, some below nothing, counted and scored."""
    document = riskscreen.load("stalking-red-flags").to_dict()
    document["scales"][0] = {"id": "other_flags", "title": document["scales"][0]["title"],
                             "sum": {"items": ["r1", "r2", "r3"]}, "weights": {"r1": 3, "r2": -2},
                             "scores": {"absent": 0, "present": 1}}
    instrument = Instrument.from_dict(document)
    every = every_sum(instrument, "other_flags", ["r1", "r2", "r3"])

    for at, statistics in sweep(instrument, scale="other_flags").rows:
        assert statistics["flagged"].counts == ((sum(least >= at for least, _ in every), 27),
                                                (sum(most >= at for _, most in every), 27))
