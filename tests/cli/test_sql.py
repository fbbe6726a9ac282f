"""The command sql: an instrument as a query."""

from __future__ import annotations

import json

import pytest

from cli.running import Run


def test_query_is_ready_to_be_run(run: Run) -> None:
    """In text it is the query alone: one statement for the database that was named, which reads the table named."""
    sqlglot = pytest.importorskip("sqlglot", reason="the extra 'tables' installs it")

    ended = run("sql", "sash-style", "--dialect", "postgres", "--table", "reports", "--keep", "id", "unit",
                "--prefix", "new_")

    assert (ended.status, ended.err) == (0, "")
    (statement,) = sqlglot.parse(ended.out, read="postgres")
    columns = [column.alias_or_name for column in statement.selects]
    assert 'FROM "reports" AS source' in ended.out
    assert columns[:3] == ["id", "unit", "former_partner"]
    assert columns[-4:] == ["new_concern_at_least", "new_concern_at_most", "new_concern", "new_concern_exact"]


@pytest.mark.parametrize(("dialect", "division"), [("duckdb", "typeof("), ("postgres", "pg_typeof(")])
def test_dialects_differ(run: Run, dialect: str, division: str) -> None:
    """Where an answer can be a number, its type is asked in the words of the database."""
    ended = run("sql", "tests/published/curb-65.json", "--dialect", dialect)

    assert division in ended.out
    assert ("OFFSET 0" in ended.out) == (dialect == "postgres")


def test_no_column_is_kept_where_none_is_named(run: Run) -> None:
    """The items are always there."""
    assert '"case"' in run("sql", "sash-style").out
    assert '"case"' not in run("sql", "sash-style", "--keep").out


def test_json_names_the_dialect(run: Run) -> None:
    """DuckDB unless said otherwise."""
    assert json.loads(run("sql", "sash-style", "--json").out)["dialect"] == "duckdb"


def test_other_database_is_refused_with_near_names(run: Run) -> None:
    """Status 2, and nothing on standard output."""
    ended = run("sql", "sash-style", "--dialect", "postgress", "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", ["U-unknown-dialect"])


def test_names_that_are_taken_ask_for_a_prefix(run: Run) -> None:
    """The outcomes of this instrument have the ids of its items."""
    ended = run("sql", "consultation-criteria", "--json")

    assert (ended.status, ended.out) == (2, "")
    assert set(ended.codes) == {"U-name-taken"}
    assert run("sql", "consultation-criteria", "--prefix", "result_").status == 0
