"""The query of an instrument, run in a database, gives on every row what scoring it gives."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from riskscreen import Instrument, Result
from riskscreen.model.response import NumberResponse

duckdb = pytest.importorskip("duckdb", reason="the query is run in DuckDB")

NAMES = ("sash-style", "rihg-style", "stalking-red-flags")


def rows_of(instrument: Instrument, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the query makes of these cases; an item that a case leaves out is empty."""
    connection = duckdb.connect()
    kinds = {item.id: "DECIMAL(30, 6)" if isinstance(item.response, NumberResponse) else "VARCHAR"
             for item in instrument.items.values() if item.response.choices}
    columns = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
    connection.execute(f"CREATE TABLE cases (row_number INTEGER, {columns})")
    for number, case in enumerate(cases):
        values = [None if case.get(name) == "unknown" and kind != "VARCHAR" else case.get(name)
                  for name, kind in kinds.items()]
        connection.execute(f"INSERT INTO cases VALUES ({', '.join('?' * (len(kinds) + 1))})", [number, *values])
    found = connection.execute(f"SELECT * FROM ({instrument.to_sql()}) ORDER BY row_number")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def assert_same(row: Mapping[str, Any], result: Result) -> None:
    """The row says what the result says."""
    units = dict(zip(result.scales, result.instrument.compiled.units, strict=True))
    assert row["n_problems"] == 0
    for name, outcome in result.outcomes.items():
        if row[f"{name}_exact"]:
            found = row[f"{name}_at_least"], row[f"{name}_at_most"], row[name]
            assert found == (outcome.at_least.id, outcome.at_most.id, outcome.level and outcome.level.id)
        else:
            assert row[f"{name}_at_least"] in outcome.at_least.ladder[:outcome.at_least.rank + 1]
            assert row[f"{name}_at_most"] in outcome.at_most.ladder[outcome.at_most.rank:]
    for name, scale in result.scales.items():
        low, high = (Fraction(row[f"{name}: {end}"], units[name]) for end in ("least", "most"))
        assert low <= scale.least <= scale.most <= high
        assert result.unknown or result.unanswered or (low, high) == (scale.least, scale.most)


@given(st.data())
def test_query_of_a_generated_instrument_agrees_with_score(data: st.DataObject) -> None:
    """Every construct that a query can say, open answers included."""
    document, answers = data.draw(generators.cases(generators.documents(missing=False), partial=True))
    instrument = Instrument.from_dict(document)
    scored = {item.id for item in instrument.items.values() if item.response.choices}
    plain = {name: answer["answer"] if isinstance(answer, dict) else answer for name, answer in answers.items()
             if name in scored}
    result = instrument.score(answers, partial=True)

    (row,) = rows_of(instrument, [plain])

    assert_same(row, result)


def drawn_case(instrument: Instrument, chance: random.Random) -> dict[str, str]:
    """A case in which answers may be unknown or still to come."""
    case: dict[str, str] = {}
    for item in instrument.items.values():
        answer = chance.choice([*(choice.id for choice in item.response.choices), "unknown", None])
        if answer is not None and (item.id[0] != "x" or case.get("former_partner") != "no"):
            case[item.id] = answer
    return case


@pytest.mark.parametrize("name", NAMES)
def test_query_of_a_shipped_instrument_agrees_with_score(name: str) -> None:
    """Two hundred cases at once, each with its own bounds and number of unknowns."""
    instrument, chance = riskscreen.load(name), random.Random(1)
    cases = [drawn_case(instrument, chance) for _ in range(200)]

    for case, row in zip(cases, rows_of(instrument, cases), strict=True):
        result = instrument.score(case, partial=True)
        assert_same(row, result)
        assert row["n_unknown"] == len(result.unknown)


@pytest.mark.parametrize(("answers", "n_problems"), [
    ({"s1": "Present"}, 1), ({"s1": ""}, 1), ({"former_partner": "no", "x1": "present"}, 1),
    ({"s1": "x", "s2": "y"}, 2), ({}, 0)])
def test_row_with_what_is_no_answer_has_no_level(answers: dict[str, str], n_problems: int) -> None:
    """It is counted, and never scored as if it were open."""
    (row,) = rows_of(riskscreen.load("sash-style"), [answers])

    assert row["n_problems"] == n_problems
    assert (row["concern_at_most"] is None) == (n_problems > 0)


def test_names_and_texts_are_quoted() -> None:
    """The table may have any name."""
    query = riskscreen.load("sash-style").to_sql(table='my "cases"; DROP TABLE x')

    assert '"my ""cases""; DROP TABLE x"' in query


def test_what_one_query_cannot_say_is_refused() -> None:
    """A rule for missing answers, items that pull both ways, and other databases."""
    document = riskscreen.load("stalking-red-flags").to_dict()
    document["scales"][0]["missing"] = {"allow": 1, "method": "as_zero"}

    for attempt in (lambda: Instrument.from_dict(document).to_sql(),
                    lambda: riskscreen.load("sash-style").to_sql("duckbd")):
        with pytest.raises(riskscreen.UsageError) as caught:
            attempt()
        assert caught.value.problems[0].code in ("U-no-sql", "U-unknown-dialect")
