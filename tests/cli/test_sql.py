"""The command sql: an instrument as a query."""

from __future__ import annotations

import json

import riskscreen
from cli.running import Run


def test_query_is_what_the_library_writes(run: Run) -> None:
    """In text it is the query alone, ready to be run."""
    ended = run("sql", "sash-style", "--dialect", "postgres", "--table", "reports")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out == riskscreen.load("sash-style").to_sql("postgres", table="reports")


def test_json_names_the_dialect(run: Run) -> None:
    """DuckDB unless said otherwise."""
    assert json.loads(run("sql", "sash-style", "--json").out)["dialect"] == "duckdb"


def test_other_database_is_refused_with_near_names(run: Run) -> None:
    """Status 2, and nothing on standard output."""
    ended = run("sql", "sash-style", "--dialect", "postgress", "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", ["U-unknown-dialect"])
