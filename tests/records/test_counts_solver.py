"""What is told of an instrument gives no small number away: a solver looks for another number that fits all of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest

import riskscreen
from records.samples import judged, kept
from riskscreen.records.record import Record
from riskscreen.types import CountedInstrument

z3 = pytest.importorskip("z3", reason="the extra 'test' installs the solver")

SMALLEST = 5
SCREEN = riskscreen.load("stalking-red-flags")
NONE = dict.fromkeys(SCREEN.items, "absent")
# Low, high, low or high, medium, medium or high.
ANSWERS = ({}, {"r1": "present"}, {"r1": "unknown"}, {"r6": "present"},
           {"r5": "unknown", "r6": "present", "r7": "present"})


def drawn(seed: int) -> list[Record]:
    """Some five to seventy records, unevenly spread over levels, months and owners, some judged, some of one case."""
    rng = random.Random(seed)
    weights = [[rng.choice([0, 1, 2, 8, 20]) for _ in range(5)] for _ in range(3)]
    records = []
    for n in range(rng.choice([rng.randrange(5, 12), rng.randrange(12, 70)])):
        level, month, owner = (rng.choices(range(5), weight if any(weight) else None)[0] for weight in weights)
        result = SCREEN.score(NONE | ANSWERS[level])
        record = kept(result, id=str(n), case=f"c{rng.randrange(n + 1) if rng.random() < 0.1 else n}",
                      owner=f"team {owner}", made_at=f"2026-0{1 + month}-05T10:00:{n % 60:02}+01:00")
        if rng.random() < rng.choice([0.05, 0.3]):
            possible = result.outcomes["urgency"].possible
            record = judged(record, rng.choice(possible).id if rng.random() < 0.7 else "high")
        records.append(record)
    return records


class Reader:
    """Somebody who knows all that is told of an instrument, and how records are counted."""

    def __init__(self, told: CountedInstrument) -> None:
        self.solver = z3.Solver()
        self.small: list[tuple[str, object]] = []
        self.total = told.n
        parts = {name: self.number(name, number) for name, number in told.parts.items()}
        for table in told.tables:
            rows = [self.number(f"{table.by} {row.value}", row.n, least=1) for row in table.rows]
            if rows:
                self.solver.add(sum(rows) == told.n)
            if rows and table.by == "level":
                self.solver.add(parts["n_undetermined"] == sum(
                    [z3.IntVal(0), *(number for number, row in zip(rows, table.rows, strict=True)
                                     if len(row.value or ()) > 1)]))
        self.knows_of(parts, told.n)

    def number(self, name: str, shown: object, least: int = 0) -> object:
        """A number that is shown, or that is only known to be small, or not to be."""
        if isinstance(shown, int):
            return z3.IntVal(shown)
        number = z3.Int(name)
        if shown == "small":
            self.solver.add(number >= 1, number < SMALLEST)
            self.small.append((name, number))
        else:
            self.solver.add(number >= (SMALLEST if least else 0))
        return number

    def knows_of(self, parts: dict[str, object], total: object) -> None:
        """What is part of what."""
        n_open, n_judged, otherwise, while_open, once = (parts[name] for name in (
            "n_undetermined", "n_judged", "n_judged_otherwise", "n_judged_while_open", "n_seen_once"))
        self.solver.add(n_open <= total, n_judged <= total, otherwise <= n_judged, while_open <= n_judged,
                        while_open <= n_open, once <= total - n_judged)

    def worked_out(self) -> Iterator[str]:
        """The small numbers that can be no other."""
        for name, number in self.small:
            assert self.solver.check() == z3.sat, "what is told is so of some records"
            found = self.solver.model().eval(number, model_completion=True)
            self.solver.push()
            self.solver.add(number != found)
            if self.solver.check() == z3.unsat:
                yield name
            self.solver.pop()


@pytest.mark.parametrize("seed", range(60))
def test_no_small_number_can_be_worked_out_from_all_that_is_told(seed: int) -> None:
    """Of tables by level, month and owner together, and of the numbers beside them."""
    told = riskscreen.counts(drawn(seed), ("instrument", "level", "month", "owner")).instruments(smallest=SMALLEST)

    assert [worked_out for each in told if isinstance(each.n, int) for worked_out in Reader(each).worked_out()] == []


def test_draws_have_numbers_to_hide() -> None:
    """Small ones in most, and tables that are not shown in some."""
    told = [each for seed in range(60) for each in riskscreen.counts(
        drawn(seed), ("instrument", "level", "month", "owner")).instruments()]

    assert sum(any(row.n == "small" for table in each.tables for row in table.rows) for each in told) > 30
    assert sum(any(row.n == "held" for table in each.tables for row in table.rows) for each in told) > 10
    assert sum(not table.rows for each in told for table in each.tables) > 3
    assert numbers_of(told, "small") > 10


def numbers_of(told: Sequence[CountedInstrument], mark: str) -> int:
    """How many of the numbers beside the tables are shown so."""
    return sum(number == mark for each in told for number in each.parts.values())
