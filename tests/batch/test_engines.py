"""Engines that people already use bring the rows; what they get back is what one table as a whole gives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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


def texts(n_rows: int, seed: int = 1) -> dict[str, list[str | None]]:
    """Random cases as texts, with a number for each case, so that their order can be seen."""
    codes = random_codes(SASH, n_rows, seed, tidiness=1.0)
    codes[codes == -3] = -2
    columns: dict[str, list[str | None]] = {"case": [f"c{n:04}" for n in range(n_rows)]}
    for n, item in enumerate(SASH.compiled.items):
        words = WORDS | {code: choice.id for code, choice in enumerate(item.response.choices)}
        columns[item.id] = [words[code] for code in codes[:, n].tolist()]
    return columns


def frame(n_rows: int) -> Any:
    """Random cases in pandas, one of which cannot be read; the index is no plain count."""
    table = pandas.DataFrame(texts(n_rows), index=[f"row {n}" for n in range(n_rows)])
    table.loc["row 70", "s3"] = "presnt"
    return table


class TestDask:
    """Partitions of pandas."""

    @pytest.fixture(autouse=True)
    def _dask(self) -> None:
        pytest.importorskip("dask.dataframe", reason="the extra 'tables' installs it")

    def test_partitions_give_what_the_whole_gives(self) -> None:
        """The order, the index, the categories of levels in their order, and the rows that are not valid."""
        import dask.dataframe as dd  # noqa: PLC0415  # it may be missing

        table = frame(203)
        options: dict[str, Any] = {"partial": True, "on_error": "mark", "scales": True}
        parts = dd.from_pandas(table, npartitions=5, sort=False)

        meta = SASH.score_table(parts._meta, **options)
        scored = parts.map_partitions(SASH.score_table, meta=meta, **options).compute()

        as_dask_has_it = parts.compute()  # it keeps texts in a kind of its own
        pandas.testing.assert_frame_equal(scored, SASH.score_table(as_dask_has_it, **options))
        assert scored["concern_at_most"].tolist() == SASH.score_table(table, **options)["concern_at_most"].tolist()
        assert scored["problem"].notna().sum() == 1
        assert scored["concern"].cat.ordered


class TestPolars:
    """Lazy queries."""

    @pytest.fixture(autouse=True)
    def _polars(self) -> None:
        pytest.importorskip("polars", reason="the extra 'tables' installs it")

    def test_lazy_query_gives_what_the_whole_gives(self) -> None:
        """Before and after the scoring the query is the reader's own."""
        import polars as pl  # noqa: PLC0415  # it may be missing

        table = pl.DataFrame(texts(203))
        whole = SASH.score_table(table, partial=True)

        lazy = table.lazy().map_batches(lambda rows: SASH.score_table(rows, partial=True), schema=whole.schema)

        assert lazy.collect().equals(whole)
        assert lazy.filter(pl.col("concern") == "high").select("case").collect()["case"].to_list() == \
            [case for case, level in zip(whole["case"], whole["concern"], strict=True) if level == "high"]


class TestDuckDB:
    """Batches of Arrow."""

    @pytest.fixture(autouse=True)
    def _duckdb(self) -> None:
        pytest.importorskip("duckdb", reason="the extra 'tables' installs it")

    def test_batches_give_what_the_whole_gives(self) -> None:
        """Rows come in batches of whatever size; one that is not valid is marked in its own."""
        import duckdb  # noqa: PLC0415  # it may be missing

        table = arrow.Table.from_pandas(frame(5000), preserve_index=False)
        connection = duckdb.connect()
        connection.register("given", table)

        batches = connection.sql("SELECT * FROM given ORDER BY \"case\"").to_arrow_reader(2048)
        parts = [SASH.score_arrow(batch, partial=True) for batch in batches]

        assert len(parts) > 1
        whole = SASH.score_table(table, partial=True, on_error="mark")
        assert arrow.Table.from_batches(parts).to_pylist() == whole.to_pylist()


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")  # nor do we use it there
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
        """The instrument travels to the workers; a row that is not valid is marked."""
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415  # it may be missing

        table = arrow.Table.from_pandas(frame(3000), preserve_index=False)
        whole = SASH.score_table(table, partial=True, on_error="mark")
        rows = [tuple(row.values()) for row in table.to_pylist()]
        cases = session.createDataFrame(rows, schema=", ".join(f"`{name}` string" for name in table.column_names))

        def scored(batches: Iterator[Any]) -> Iterator[Any]:
            for batch in batches:
                yield SASH.score_arrow(batch, partial=True)

        found = cases.repartition(4).mapInArrow(scored, from_arrow_schema(whole.schema)).orderBy("case").collect()

        assert [row.asDict() for row in found] == whole.to_pylist()


def test_instrument_and_results_reach_other_processes() -> None:
    """What engines rest on that send functions to workers."""
    import pickle  # noqa: PLC0415  # here alone

    codes = random_codes(SASH, 3, 1, tidiness=1.0)
    again = pickle.loads(pickle.dumps(SASH))

    assert again.score_codes(codes, partial=True) == SASH.score_codes(codes, partial=True)
