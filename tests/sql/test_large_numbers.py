"""Scores that add up to more than a database takes a whole number to be."""

from __future__ import annotations

from typing import Any

import pytest

from riskscreen import Instrument, UsageError
from sql.databases import Database
from sql.test_types import COMPLETE, INSTRUMENT


def with_large_scores(*scales: dict[str, Any]) -> Instrument:
    """Three items add a thousand million each, whatever is answered."""
    document = INSTRUMENT.to_dict()
    items = document["sections"][0]["items"]
    for response in (items[0]["response"]["options"], items[1]["response"]["options"], items[2]["response"]["bands"]):
        for choice in response:
            choice["score"] = 1_000_000
    document["scales"][0]["weights"] = {"digit": 1000, "word": 1000, "age": 1000}
    document["scales"] += scales
    return Instrument.from_dict(document)


def test_sums_may_be_larger_than_short_whole_numbers(database: Database) -> None:
    """3 times 10^9 is beyond 2^31, and 3 times 10^12 by 7 is 428,571,428,571 and 3 sevenths."""
    instrument = with_large_scores({"id": "part", "combine": [{"scale": "total", "times": 1000, "over": 7}],
                                    "round": {"places": 0, "how": "half_up"}})
    database.table("cases", dict.fromkeys(COMPLETE, "text"), [[*COMPLETE.values()]])

    (row,) = database.run(instrument.to_sql(database.dialect, keep=()))

    assert (row["total: least"], row["total: most"]) == (3_000_000_000, 3_000_000_000)
    assert (row["part: least"], row["part: most"]) == (428_571_428_571, 428_571_428_571)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_numbers_beyond_whole_numbers_of_databases_are_refused(dialect: str) -> None:
    """A query that stopped at some rows would be worse than none."""
    larger = {"id": "larger", "combine": [{"scale": "total", "times": 1_000_000}]}
    largest = {"id": "largest", "combine": [{"scale": "larger", "times": 1_000_000}]}

    assert with_large_scores(larger).to_sql(dialect)
    with pytest.raises(UsageError, match="largest") as caught:
        with_large_scores(larger, largest).to_sql(dialect)
    assert [problem.code for problem in caught.value.problems] == ["U-no-sql"]
