"""Engines that people already use bring the rows; what they get back is what one table as a whole gives."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import which
from typing import Any

import pytest

import riskscreen
from batch.rows import random_codes

pandas = pytest.importorskip("pandas", reason="the extra 'tables' installs it")
arrow = pytest.importorskip("pyarrow", reason="the extra 'tables' installs it")
pytest.importorskip("narwhals", reason="the extra 'tables' installs it")

SASH = riskscreen.load("sash-style")
WORDS = {-2: None, -1: "unknown"}
READ_AT = datetime(2024, 2, 29, 12, 30)
OPTIONS: dict[str, Any] = {"partial": True, "on_error": "mark", "scales": True}


@cache
def texts(n_rows: int, seed: int = 1) -> dict[str, list[str | None]]:
    """Random cases as texts, with a number for each case, so that their order can be seen."""
    codes = random_codes(SASH, n_rows, seed, tidiness=1.0)
    codes[codes == -3] = -2
    columns: dict[str, list[str | None]] = {"case": [f"c{n:04}" for n in range(n_rows)]}
    for n, item in enumerate(SASH._compiled.items):
        words = WORDS | {code: choice.id for code, choice in enumerate(item.response.choices)}
        columns[item.id] = [words[code] for code in codes[:, n].tolist()]
    return columns


def frame(n_rows: int) -> Any:
    """Random cases in pandas, one of which cannot be read; the index is no plain count."""
    table = pandas.DataFrame(texts(n_rows), index=[f"row {n}" for n in range(n_rows)])
    table.loc["row 70", "s3"] = "presnt"
    return table


def types_of(scored: Any) -> dict[str, str]:
    """The type of each column, in words."""
    types = scored.schema.types if isinstance(scored, arrow.Table) else scored.dtypes
    names = scored.column_names if isinstance(scored, arrow.Table) else scored.columns
    return dict(zip(names, map(str, types), strict=True))


def as_polars(table: Any) -> Any:
    """The rows in Polars."""
    return pytest.importorskip("polars", reason="the extra 'tables' installs it").from_pandas(table)


def as_arrow(table: Any) -> Any:
    """The rows in Arrow."""
    return arrow.Table.from_pandas(table, preserve_index=False)


@pytest.mark.parametrize("kind", [pandas.DataFrame, as_polars, as_arrow])
def test_types_of_the_results_do_not_hang_on_the_rows(kind: Callable[[Any], Any]) -> None:
    """An engine asks for the types beforehand, of no rows, and then holds every part to them."""
    table = kind(frame(100))
    types = types_of(SASH.score_table(table[:0], **OPTIONS))

    assert types_of(SASH.score_table(table, **OPTIONS)) == types
    assert types_of(SASH.score_table(table[:70], **OPTIONS)) == types  # the row that is not valid comes after


class TestDask:
    """Partitions of pandas."""

    @pytest.fixture(autouse=True)
    def _dask(self) -> None:
        pytest.importorskip("dask.dataframe", reason="the extra 'tables' installs it")

    def test_partitions_give_what_the_whole_gives(self) -> None:
        """The order, the index, the categories of levels in their order, and the rows that are not valid."""
        import dask.dataframe as dd  # noqa: PLC0415  # it may be missing

        table = frame(203)
        cases = dd.from_pandas(table, npartitions=5, sort=False)

        meta = SASH.score_table(cases.head(0), **OPTIONS)
        lazy = cases.map_partitions(SASH.score_table, meta=meta, **OPTIONS)
        scored = lazy.compute()

        as_dask_has_it = cases.compute()  # it keeps texts in a kind of its own
        pandas.testing.assert_frame_equal(scored, SASH.score_table(as_dask_has_it, **OPTIONS))
        assert [types_of(part.compute()) for part in lazy.partitions] == [types_of(meta)] * 5
        assert scored["concern_at_most"].tolist() == SASH.score_table(table, **OPTIONS)["concern_at_most"].tolist()
        assert scored["problem"].notna().sum() == 1
        assert scored["concern"].cat.ordered


class TestPolars:
    """Lazy queries."""

    @pytest.fixture(autouse=True)
    def _polars(self) -> None:
        pytest.importorskip("polars", reason="the extra 'tables' installs it")

    def test_lazy_query_gives_what_the_whole_gives(self, tmp_path: Path) -> None:
        """The streaming engine hands over some rows at a time; one that is not valid is marked among its own."""
        import polars as pl  # noqa: PLC0415  # it may be missing

        table = as_polars(frame(203))
        table.write_parquet(tmp_path / "cases.parquet", row_group_size=50)
        whole = SASH.score_table(table, **OPTIONS)
        sizes = []

        def scored(rows: Any) -> Any:
            sizes.append(len(rows))
            return SASH.score_table(rows, **OPTIONS)

        lazy = pl.scan_parquet(tmp_path / "cases.parquet").map_batches(
            scored, schema=whole.schema, streamable=True, projection_pushdown=False)

        assert lazy.collect().equals(whole)
        assert lazy.collect(engine="streaming").equals(whole)
        assert min(filter(None, sizes)) < len(table)

    def test_query_goes_on_after_the_scoring(self) -> None:
        """It may ask for columns of either kind, and leave out the items that the scoring needs."""
        import polars as pl  # noqa: PLC0415  # it may be missing

        table = as_polars(frame(203))
        whole = SASH.score_table(table, **OPTIONS)
        lazy = table.lazy().map_batches(lambda rows: SASH.score_table(rows, **OPTIONS), schema=whole.schema,
                                        streamable=True, projection_pushdown=False)

        late_and_high = (pl.col("case") > "c0100") & (pl.col("concern") == "high")
        assert lazy.filter(late_and_high).select("case").collect()["case"].to_list() == \
            [case for case, level in zip(whole["case"], whole["concern"], strict=True)
             if case > "c0100" and level == "high"]
        assert lazy.filter(pl.col("problem").is_not_null()).select("case").collect()["case"].to_list() == ["c0070"]


class TestDuckDB:
    """Batches of Arrow."""

    @pytest.fixture
    def connection(self) -> Any:
        """A database with the rows in a table of its own."""
        connection = pytest.importorskip("duckdb", reason="the extra 'tables' installs it").connect()
        connection.register("given", as_arrow(frame(2500)))
        connection.execute("CREATE TABLE cases AS SELECT * FROM given")
        return connection

    def test_batches_give_what_the_whole_gives(self, connection: Any) -> None:
        """One pass from table to table; whatever the batches, the rows keep their order."""
        whole = SASH.score_table(as_arrow(frame(2500)), **OPTIONS)
        sizes = []

        def scored(batches: Iterator[Any]) -> Iterator[Any]:
            for batch in batches:
                sizes.append(len(batch))
                yield SASH.score_arrow(batch, partial=True, scales=True)

        batches = connection.cursor().sql("SELECT * FROM cases").to_arrow_reader(2048)
        schema = SASH.score_arrow(batches.schema.empty_table(), partial=True, scales=True).schema
        connection.register("scored", arrow.RecordBatchReader.from_batches(schema, scored(batches)))
        connection.execute("CREATE TABLE levels AS SELECT * FROM scored")

        assert len(sizes) > 1
        assert connection.sql("SELECT * FROM levels").fetchall() == [tuple(row.values()) for row in whole.to_pylist()]

    def test_columns_of_enums_are_read(self, connection: Any) -> None:
        """DuckDB numbers the words of an ENUM from 0, in a type that has no -1; an empty cell has no number."""
        whole = SASH.score_table(as_arrow(frame(2500)), **OPTIONS)
        for item in SASH._compiled.items:
            connection.execute(f"CREATE TYPE answers_to_{item.id} AS ENUM (SELECT DISTINCT {item.id} FROM cases"
                               f" WHERE {item.id} IS NOT NULL)")
            connection.execute(f"ALTER TABLE cases ALTER {item.id} TYPE answers_to_{item.id}")

        batches = connection.sql("SELECT * FROM cases").to_arrow_reader(2048)
        found = [row for batch in batches for row in SASH.score_arrow(batch, partial=True, scales=True).to_pylist()]

        assert found == whole.to_pylist()


@pytest.mark.spark
class TestSpark:
    """Tasks in processes of their own, fed with batches of Arrow."""

    @pytest.fixture
    def session(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
        """Spark on this machine alone, with two workers and small batches."""
        if which("java") is None:
            pytest.skip("Spark needs Java")
        sql = pytest.importorskip("pyspark.sql", reason="pip install pyspark")
        monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
        monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = (sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
                   .config("spark.sql.execution.arrow.maxRecordsPerBatch", "500").getOrCreate())
        yield session
        session.stop()

    def test_tasks_give_what_the_whole_gives(self, session: Any) -> None:
        """The instrument travels to the workers; a row that is not valid is marked; other columns are left alone."""
        from pyspark.sql.functions import lit  # noqa: PLC0415  # it may be missing
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415
        from pyspark.sql.types import StructType  # noqa: PLC0415

        table = as_arrow(frame(3000))
        whole = SASH.score_table(table, **OPTIONS)
        rows = [tuple(row.values()) for row in table.to_pylist()]
        cases = session.createDataFrame(rows, schema=", ".join(f"`{name}` string" for name in table.column_names))
        cases = cases.withColumn("read_at", lit(READ_AT))

        def scored(batches: Iterator[Any]) -> Iterator[Any]:
            for batch in batches:
                yield SASH.score_arrow(batch, partial=True, scales=True)

        none = arrow.table({item: arrow.array([], "string") for item in SASH.items})
        results = from_arrow_schema(SASH.score_arrow(none, partial=True, scales=True).schema)[none.num_columns:]
        schema = StructType(cases.schema.fields + results.fields)
        found = cases.repartition(4).mapInArrow(scored, schema).orderBy("case").collect()

        assert [row.asDict() for row in found] == [row | {"read_at": READ_AT} for row in whole.to_pylist()]


def test_instrument_and_results_reach_other_processes() -> None:
    """What engines rest on that send functions to workers."""
    import pickle  # noqa: PLC0415  # here alone

    codes = random_codes(SASH, 3, 1, tidiness=1.0)
    again = pickle.loads(pickle.dumps(SASH))

    assert again.score_codes(codes, partial=True) == SASH.score_codes(codes, partial=True)
