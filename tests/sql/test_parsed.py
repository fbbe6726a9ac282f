"""Queries as a parser reads them that is not ours: in the words of the dialect, and with nothing left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from published import rules
from riskscreen import Instrument, UsageError
from riskscreen.testing.documents.whole import documents

sqlglot = pytest.importorskip("sqlglot", reason="the extra 'tables' installs it")
exp = sqlglot.exp

DIALECTS = ("duckdb", "postgres")
SHIPPED = tuple(entry.id for entry in riskscreen.available())


def assert_whole(instrument: Instrument, dialect: str) -> None:
    """One statement that reads one table, in which each column that is read was made before, and only once."""
    (statement,) = sqlglot.parse(instrument.to_sql(dialect, table="answers", prefix="new_"), read=dialect)
    before = {"case", *(item.id for item in instrument.items.values() if item.response.choices)}
    for step in statement.ctes:
        reads = {column.name for column in step.this.find_all(exp.Column)}
        made = [column.alias for column in step.this.selects if not isinstance(column, exp.Star)]
        assert reads <= before, "a step reads what the table or an earlier step has"
        is_first = step is statement.ctes[0]
        assert len({*map(str.casefold, made)}) == len(made)
        assert is_first or before.isdisjoint(made)
        before |= {*made}
    assert {column.alias_or_name for column in statement.selects} == before
    assert {table.name for table in statement.find_all(exp.Table)} - {step.alias for step in statement.ctes} == {
        "answers"}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", SHIPPED)
def test_query_of_a_shipped_instrument_is_whole(name: str, dialect: str) -> None:
    """All of them are written for both."""
    assert_whole(riskscreen.load(name), dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", ["curb-65", "framingham-points", "k6"])
def test_queries_of_published_rules_are_whole(name: str, dialect: str) -> None:
    """Numbers and their bands, points, and digits as options."""
    assert_whole(rules.instrument(name), dialect)


@given(documents(missing=False), st.sampled_from(DIALECTS))
def test_query_of_a_generated_instrument_is_whole(document: dict[str, object], dialect: str) -> None:
    """Every construct that there is; names that are too long are refused."""
    instrument = Instrument.from_dict(document)
    try:
        assert_whole(instrument, dialect)
    except UsageError as error:
        assert {problem.code for problem in error.problems} == {"U-no-sql"}
