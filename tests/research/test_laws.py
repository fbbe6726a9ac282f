"""Laws of the ends: less known never narrows them, and the order of cases changes nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest

from research.ways import Table, tables
from riskscreen.research import accuracy, auc, net_benefit, rates, sweep

STATISTICS: dict[str, Callable[[Table], Any]] = {
    "accuracy": lambda t: accuracy(t.levels, t.happened, at=t.ladder[-1], ladder=t.ladder).ends,
    "auc": lambda t: {"auc": auc(t.levels, t.happened, ladder=t.ladder).ends},
    "rates": lambda t: rates(t.levels, t.happened, ladder=t.ladder).ends,
    "sweep": lambda t: {(at, name): ends for at, row in sweep(t.levels, t.happened, ladder=t.ladder).ends.items()
                        for name, ends in row.items()},
    "net_benefit": lambda t: net_benefit(t.levels, t.happened, at=t.ladder[-1], thresholds=["0.2"],
                                         ladder=t.ladder).ends[Fraction(1, 5)],
}


def with_less_known(table: Table, draw: random.Random) -> Table:
    """One case of the table can be more than before, or it is no longer known what happened in it."""
    case = draw.randrange(len(table.ranks))
    if draw.random() < 0.5:
        more = table.ranks[case] | {draw.randrange(len(table.ladder))}
        return attrs.evolve(table, ranks=(*table.ranks[:case], more, *table.ranks[case + 1:]))
    return attrs.evolve(table, happened=(*table.happened[:case], None, *table.happened[case + 1:]))


@pytest.mark.parametrize("name", STATISTICS)
def test_less_known_never_narrows_the_ends(name: str) -> None:
    """Every way that was there is there still."""
    draw = random.Random(name)
    for table in tables(seed=27):
        if table.ranks:
            before, after = STATISTICS[name](table), STATISTICS[name](with_less_known(table, draw))

            for key, (least, most) in before.items():
                if least is not None:
                    assert after[key][0] <= least, (table, key)
                    assert most <= after[key][1], (table, key)


@pytest.mark.parametrize("name", STATISTICS)
def test_order_of_cases_changes_nothing(name: str) -> None:
    """A statistic is of a group."""
    draw = random.Random(name)
    for table in tables(seed=28):
        order = draw.sample(range(len(table.ranks)), len(table.ranks))
        other = attrs.evolve(table, ranks=tuple(table.ranks[n] for n in order),
                             happened=tuple(table.happened[n] for n in order))

        assert STATISTICS[name](other) == STATISTICS[name](table)
