"""The work of the synthetic instrument, written by hand for other libraries: the lowest and the highest level."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

ITEMS = [f"item_{n:02d}" for n in range(16)]
ALWAYS, GATED, CRITICAL = ITEMS[:13], ITEMS[13:], [ITEMS[n] for n in (0, 3, 6, 9)]
GATE = "living_together"
Columns = dict[str, NDArray[np.int8]]
Levels = tuple[Any, Any]


def pandas_work(columns: Columns) -> Callable[[], Levels]:
    """Vectorised pandas."""
    import pandas as pd  # noqa: PLC0415  # a peer that may be missing

    frame = pd.DataFrame(columns)

    def levels() -> Levels:
        found = []
        for counts in (lambda part: part.eq(1), lambda part: part.eq(1) | part.eq(-1)):
            signs, gate = counts(frame[ITEMS]), counts(frame[GATE])
            total = signs[ALWAYS].sum(axis=1) + signs[GATED].sum(axis=1).where(gate, 0)
            critical = signs[CRITICAL].sum(axis=1)
            found.append(np.select([(critical >= 2) | (total >= 8), (critical >= 1) | (total >= 4)], [2, 1], 0))
        return found[0], found[1]

    return levels


def polars_work(columns: Columns) -> Callable[[], Levels]:
    """Expressions of polars."""
    import polars as pl  # noqa: PLC0415  # a peer that may be missing

    frame = pl.DataFrame(columns)

    def level(counts: Callable[[str], Any]) -> Any:  # noqa: ANN401  # an expression of polars
        def added(items: list[str]) -> Any:  # noqa: ANN401
            return pl.sum_horizontal(counts(item).cast(pl.UInt8) for item in items)

        total = added(ALWAYS) + pl.when(counts(GATE)).then(added(GATED)).otherwise(0)
        critical = added(CRITICAL)
        return pl.when((critical >= 2) | (total >= 8)).then(2).when((critical >= 1) | (total >= 4)).then(1).otherwise(0)

    both = [level(lambda item: pl.col(item) == 1).cast(pl.Int8).alias("low"),
            level(lambda item: (pl.col(item) == 1) | (pl.col(item) == -1)).cast(pl.Int8).alias("high")]

    def levels() -> Levels:
        found = frame.lazy().select(both).collect()
        return found["low"].to_numpy(), found["high"].to_numpy()

    return levels


def duckdb_work(columns: Columns) -> Callable[[], Levels]:
    """SQL in DuckDB, on a table of its own."""
    import duckdb  # noqa: PLC0415  # a peer that may be missing
    import pyarrow as pa  # noqa: PLC0415

    connection = duckdb.connect()
    connection.register("given", pa.table(columns))
    connection.execute("create table cases as select * from given")

    def level(counts: Callable[[str], str]) -> str:
        def added(items: list[str]) -> str:
            return "+".join(f"({counts(item)})::utinyint" for item in items)

        total = f"{added(ALWAYS)} + case when {counts(GATE)} then {added(GATED)} else 0 end"
        critical = added(CRITICAL)
        return (f"(case when ({critical}) >= 2 or ({total}) >= 8 then 2 "
                f"when ({critical}) >= 1 or ({total}) >= 4 then 1 else 0 end)::tinyint")

    low, high = level(lambda item: f"{item} = 1"), level(lambda item: f"{item} in (1, -1)")
    query = f"select {low} low, {high} high from cases"

    def levels() -> Levels:
        found = connection.execute(query).fetchnumpy()
        return found["low"], found["high"]

    return levels


PEERS = {"pandas, vectorised": pandas_work, "polars": polars_work, "duckdb": duckdb_work}
