"""Peers that take whole columns of cases and give both bounds, the lowest and the highest level of each case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peer_work.sixteen import ALWAYS, CRITICAL, GATE, GATED, ITEMS, Bounds, BoundsWork, Columns


def pandas_work(columns: Columns) -> BoundsWork:
    """Vectorised pandas."""
    import pandas as pd  # noqa: PLC0415  # a peer that may be missing

    frame = pd.DataFrame(columns)

    def levels() -> Bounds:
        found = []
        for counts in (lambda part: part.eq(1), lambda part: part.eq(1) | part.eq(-1)):
            signs, gate = counts(frame[ITEMS]), counts(frame[GATE])
            total = signs[ALWAYS].sum(axis=1) + signs[GATED].sum(axis=1).where(gate, 0)
            critical = signs[CRITICAL].sum(axis=1)
            found.append(np.select([(critical >= 2) | (total >= 8), (critical >= 1) | (total >= 4)], [2, 1], 0))
        return found[0], found[1]

    return levels


def numpy_work(columns: Columns) -> BoundsWork:
    """A table of rows, masks and sums along them: what a scientist writes without a second thought."""
    items, gate = np.column_stack([columns[item] for item in ITEMS]), columns[GATE]
    gated, critical_ones = [ITEMS.index(item) for item in GATED], [ITEMS.index(item) for item in CRITICAL]

    def level(signs: NDArray[np.bool_], is_open: NDArray[np.bool_]) -> NDArray[np.int_]:
        total = signs[:, : len(ALWAYS)].sum(axis=1) + np.where(is_open, signs[:, gated].sum(axis=1), 0)
        critical = signs[:, critical_ones].sum(axis=1)
        return np.select([(critical >= 2) | (total >= 8), (critical >= 1) | (total >= 4)], [2, 1], 0)

    def levels() -> Bounds:
        low = level(items == 1, gate == 1)
        high = level((items == 1) | (items == -1), (gate == 1) | (gate == -1))
        return low, high

    return levels


def numpy_columns_work(columns: Columns) -> BoundsWork:
    """Small integers added up column by column: what somebody writes who knows how NumPy goes through memory."""
    def level(counts: Callable[[NDArray[np.int8]], NDArray[np.bool_]]) -> NDArray[np.int_]:
        def added(items: list[str]) -> NDArray[np.int8]:
            found = np.zeros(len(columns[GATE]), np.int8)
            for item in items:
                found += counts(columns[item])
            return found

        total, critical = added(ALWAYS) + counts(columns[GATE]) * added(GATED), added(CRITICAL)
        return np.select([(critical >= 2) | (total >= 8), (critical >= 1) | (total >= 4)], [2, 1], 0)

    return lambda: (level(lambda codes: codes == 1), level(lambda codes: (codes == 1) | (codes == -1)))


def numexpr_work(columns: Columns) -> BoundsWork:
    """Two expressions for numexpr, which works through them block by block, in threads."""
    import numexpr  # noqa: PLC0415  # a peer that may be missing

    def level(counts: Callable[[str], str]) -> str:
        def added(items: list[str]) -> str:
            return "(" + " + ".join(f"where({counts(item)}, 1, 0)" for item in items) + ")"

        total, critical = f"({added(ALWAYS)} + where({counts(GATE)}, {added(GATED)}, 0))", added(CRITICAL)
        return (f"where(({critical} >= 2) | ({total} >= 8), 2, "
                f"where(({critical} >= 1) | ({total} >= 4), 1, 0))")

    low, high = level(lambda item: f"({item} == 1)"), level(lambda item: f"(({item} == 1) | ({item} == -1))")
    return lambda: (numexpr.evaluate(low, columns), numexpr.evaluate(high, columns))


def polars_work(columns: Columns) -> BoundsWork:
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

    def levels() -> Bounds:
        found = frame.lazy().select(both).collect()
        return found["low"].to_numpy(), found["high"].to_numpy()

    return levels


def duckdb_work(columns: Columns) -> BoundsWork:
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

    def levels() -> Bounds:
        found = connection.execute(query).fetchnumpy()
        return found["low"], found["high"]

    return levels
