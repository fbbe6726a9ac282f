"""A set of answers is none that a query can read: it counts as a problem, and its row has no result."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
from batch.test_sets_in_tables import bare, in_text
from riskscreen import Instrument, UsageError
from sql.databases import Database
from sql.test_query import assert_same, is_result, rows_of
from sql.test_types import COMPLETE, INSTRUMENT, read
from test_sets import RATED


@given(st.data())
def test_sets_count_as_problems(database: Database, data: st.DataObject) -> None:
    """As many as there are; a row without one is scored."""
    document = data.draw(generators.documents())
    instrument = Instrument.from_dict(document)
    cases = data.draw(st.lists(generators.answers_for(document, partial=True, sets=True), min_size=1, max_size=4))
    cells = [{item: in_text(bare(answer)) for item, answer in case.items()} for case in cases]
    try:
        rows = rows_of(database, instrument, cells)
    except UsageError as error:
        assert error.problems[0].code == "U-no-sql"
        return

    for case, written, row in zip(cases, cells, rows, strict=True):
        n_sets = sum(isinstance(written.get(item.id), str) and ("|" in written[item.id] or ".." in written[item.id])
                     for item in instrument.items.values() if item.response.choices)
        assert row["n_problems"] == n_sets
        if n_sets:
            assert all(value is None for name, value in row.items() if is_result(instrument, name))
        else:
            assert_same(row, instrument.score(case, partial=True))


@pytest.mark.parametrize("answer", ["['medium', 'high']", "['medium']", "[]"])
def test_list_in_a_column_is_a_problem(database: Database, answer: str) -> None:
    """DuckDB and PostgreSQL have columns of lists; what stands in one is no answer, and nothing stops."""
    kind, value = ("VARCHAR[]", answer) if database.dialect == "duckdb" else ("TEXT[]", f"ARRAY{answer}::TEXT[]")
    database.run("DROP TABLE IF EXISTS cases")
    database.run(f'CREATE TEMPORARY TABLE cases (a {kind}, b TEXT, days TEXT, age TEXT)')
    database.run(f"INSERT INTO cases VALUES ({value}, 'low', '0', '40')")

    (row,) = database.run(RATED.to_sql(database.dialect, keep=()))

    assert (row["n_problems"], row[RATED.definition.result]) == (1, None)


def test_decimal_is_one_answer_everywhere(database: Database) -> None:
    """1.0 as an exact decimal is the option 1: in a query, in a table and alone."""
    case: dict[str, Any] = COMPLETE | {"digit": Decimal("2.0")}
    row = read(database, "digit", "decimal", "2.0")

    assert (row["n_problems"], row["total: least"], row["total: most"]) == (0, 2, 2)
    assert INSTRUMENT.score(case).scales["total"].value == 2
    assert INSTRUMENT.score_table({item: [case[item]] for item in case}, scales=True)["total_least"] == [2]
