"""The query of an instrument, run in a database, gives on every row what scoring it gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from published import rules
from riskscreen import AnswersError, Instrument, Result, UsageError
from riskscreen.model.item import Item
from riskscreen.model.truth import NO
from riskscreen.testing.answering import ANOTHER_NUMBER, plain_answers
from riskscreen.testing.completing import Gates
from sql.databases import Database, Row

SHIPPED = tuple(entry.id for entry in riskscreen.available())
NO_ANSWERS = ("Present", "", " absent", "absent ", "1e2", "+1", "NaN", "true", "unknown ", "9" * 30, "1.00001")


def scored_items(instrument: Instrument) -> list[Item]:
    """The items that have a column."""
    return [item for item in instrument.items.values() if item.response.choices]


def rows_of(database: Database, instrument: Instrument, cases: Sequence[Mapping[str, Any]], *,
            kind: Callable[[Item], str] = lambda _: "text", prefix: str = "_") -> list[Row]:
    """What the query makes of these cases; an item that a case leaves out is empty."""
    items = scored_items(instrument)
    database.table("cases", {"row_number": "INTEGER"} | {item.id: kind(item) for item in items},
                   [[number, *(case.get(item.id) for item in items)] for number, case in enumerate(cases)])
    query = instrument.to_sql(database.dialect, keep=["row_number"], prefix=prefix)
    found = sorted(database.run(query), key=lambda row: row["row_number"])
    return [{name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}
            for row in found]


def assert_same(row: Row, result: Result) -> None:
    """The row says what the result says."""
    units = dict(zip(result.scales, result.instrument._compiled.units, strict=True))
    columned = {item.id for item in scored_items(result.instrument)}
    assert row["n_problems"] == 0
    assert row["n_unknown"] == len(columned.intersection(result.unknown))
    for name, outcome in result.outcomes.items():
        if row[f"{name}_exact"]:
            found = row[f"{name}_at_least"], row[f"{name}_at_most"], row[name]
            assert found == (outcome.at_least.id, outcome.at_most.id, outcome.level and outcome.level.id)
        else:
            assert row[f"{name}_at_least"] in outcome.at_least.ladder[:outcome.at_least.rank + 1]
            assert row[f"{name}_at_most"] in outcome.at_most.ladder[outcome.at_most.rank:]
    for name, scale in result.scales.items():
        low, high = (Fraction(row[f"{name}: {end}"]) / units[name] for end in ("least", "most"))
        assert low <= scale.least <= scale.most <= high
        assert result.unknown or result.unanswered or (low, high) == (scale.least, scale.most)


def assert_agrees(instrument: Instrument, case: Mapping[str, Any], row: Row) -> bool:
    """The row says what `score` says of the case, also where that is that it is none; whether it is one."""
    try:
        result = instrument.score(case, partial=True)
    except AnswersError as error:
        assert row["n_problems"] == error.n_problems
        assert all(value is None for name, value in row.items() if is_result(instrument, name))
        return False
    assert_same(row, result)
    return True


def is_result(instrument: Instrument, column: str) -> bool:
    """Whether a column holds a scale, a rule or a level."""
    return column.startswith((*(f"{scale}: " for scale in instrument.scales), *instrument.outcomes)) \
        and not column.endswith((": band", ": number", "applies", "may apply"))


def drawn_case(instrument: Instrument, chance: random.Random, *, tidiness: float) -> dict[str, str]:
    """A case in which answers may be unknown or still to come; where it is not tidy, answers are put in anywhere."""
    case: dict[str, str] = {}
    gates = Gates(instrument.definition)
    for item in scored_items(instrument):
        ways = [str(answer) for answer in plain_answers(item) if answer != ANOTHER_NUMBER]
        answer = chance.choice([*ways, *ways, *(["unknown"] if item.response.allows_unknown else []), None])
        if answer is not None and gates.applies(item, case) != NO:
            case[item.id] = answer
    spoiled = {item.id: chance.choice([*NO_ANSWERS, "unknown", *(choice.id for choice in item.response.choices)])
               for item in scored_items(instrument) if chance.random() > tidiness}
    return case | spoiled


@given(data=st.data())
def test_query_of_a_generated_instrument_agrees_with_score(database: Database, data: st.DataObject) -> None:
    """Every construct that a query can say, open answers included."""
    document, answers = data.draw(generators.cases(generators.documents(missing=False), partial=True))
    instrument = Instrument.from_dict(document)
    columned = {item.id for item in scored_items(instrument)}
    plain = {name: answer["answer"] if isinstance(answer, dict) else answer for name, answer in answers.items()
             if name in columned}
    result = instrument.score(answers, partial=True)

    (row,) = rows_of(database, instrument, [{name: str(answer) for name, answer in plain.items()}])

    assert_same(row, result)


@pytest.mark.parametrize("name", SHIPPED)
def test_query_of_a_shipped_instrument_agrees_with_score(database: Database, name: str) -> None:
    """Many cases at once: complete and open ones, and such as are no cases."""
    instrument, chance = riskscreen.load(name), random.Random(name)
    cases = [drawn_case(instrument, chance, tidiness=tidiness) for tidiness in (1, .98, .8) for _ in range(60)]

    rows = rows_of(database, instrument, cases)

    valid = [assert_agrees(instrument, case, row) for case, row in zip(cases, rows, strict=True)]
    assert min(valid.count(True), valid.count(False)) > len(cases) / 10, "there are many of both kinds"


@pytest.mark.parametrize("name", rules.names())
def test_query_of_published_rules_agrees_with_score(database: Database, name: str) -> None:
    """Numbers, digits as options, weights and rounding, as instruments have them that are in use."""
    instrument, chance = rules.instrument(name), random.Random(name)
    if any(scale.missing is not None for scale in instrument.definition.scales):
        with pytest.raises(UsageError, match="U-no-sql"):
            instrument.to_sql(database.dialect)
        return
    n_cases = 1 + 150 // len(scored_items(instrument))
    cases = [drawn_case(instrument, chance, tidiness=tidiness) for tidiness in (1, .98) for _ in range(n_cases)]

    for case, row in zip(cases, rows_of(database, instrument, cases), strict=True):
        assert_agrees(instrument, case, row)


@pytest.mark.parametrize(("answers", "n_problems"), [
    ({"s1": "Present"}, 1), ({"s1": ""}, 1), ({"former_partner": "no", "x1": "present"}, 1),
    ({"s1": "x", "s2": "y"}, 2), ({}, 0)])
def test_row_with_what_is_no_answer_has_no_result(database: Database, answers: dict[str, str],
                                                 n_problems: int) -> None:
    """It is counted, and never scored as if it were open: no level, no rank, no number of a scale."""
    (row,) = rows_of(database, riskscreen.load("sash-style"), [answers])

    assert row["n_problems"] == n_problems
    assert (row["concern_at_most"] is None) == (n_problems > 0)
    assert (row["concern: highest rank"] is None) == (n_problems > 0)
    assert (row["factors: least"] is None) == (n_problems > 0)


def test_bounds_of_items_that_pull_both_ways_are_exact(database: Database) -> None:
    """The steps that answers can lead to leave what `score` leaves."""
    instrument = riskscreen.load("contact-arrangements")
    chance = random.Random(5)
    cases = [{item: chance.choice([*(choice.id for choice in instrument.items[item].response.choices), "unknown"])
              for item in instrument.items} for _ in range(60)]

    rows = rows_of(database, instrument, cases)

    valid = [(case, row) for case, row in zip(cases, rows, strict=True) if row["n_problems"] == 0]
    assert len(valid) > 10
    for case, row in valid:
        assert row["route_exact"]
        assert_same(row, instrument.score(case, partial=True))
    assert any(row["route_at_least"] != row["route_at_most"] for _, row in valid)


def test_outcome_that_takes_many_columns_says_where_it_is_not_exact(database: Database) -> None:
    """`pcl-5` has 817 nodes: its query has none of them, and is exact where nothing is open."""
    instrument = riskscreen.load(Path(__file__).parents[1] / "published" / "pcl-5.json")
    complete = {item.id: item.response.choices[0].id for item in scored_items(instrument)}
    first = next(iter(complete))

    known, opened = rows_of(database, instrument, [complete, complete | {first: "unknown"}])

    result = instrument.definition.result
    assert (known[f"{result}_exact"], opened[f"{result}_exact"]) == (True, False)
