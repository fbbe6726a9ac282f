"""Columns of any type: an answer is read as `score` reads it, what is none counts as a problem, and nothing stops."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from riskscreen import Instrument
from sql.databases import Database

BOTH = {"en": "x", "nl": "y"}


def option(name: str, score: int) -> dict[str, object]:
    """An option."""
    return {"id": name, "score": score, "label": {"en": name, "nl": name}}


def item(name: str, response: object) -> dict[str, object]:
    """An item."""
    return {"id": name, "text": {"en": name, "nl": name}, "response": response}


def band(name: str, start: object, score: int) -> dict[str, object]:
    """A band."""
    return {"id": name, "from": start, "score": score, "label": {"en": name, "nl": name}}


# The digits fall while positions rise, so that a position taken for an id is another score.
INSTRUMENT = Instrument.from_dict({
    "format": "riskscreen/1", "id": "typed", "version": "0.1.0", "title": BOTH,
    "about": {"status": "draft", "licence": "CC0-1.0", "intended_use": BOTH, "not_for": BOTH,
              "sources": {"own": "Written for these tests."}},
    "sections": [{"id": "all", "title": BOTH, "items": [
        item("digit", {"options": [option("3", 3), option("2", 2), option("1", 1), option("0", 0)]}),
        item("word", {"options": [option("no", 0), option("yes", 10), option("true", 20), option("nan", 30)]}),
        item("age", {"integer": {"min": 0, "max": 120}, "bands": [band("young", 0, 0), band("old", 60, 100)]}),
        item("share", {"decimal": {"min": -1, "max": 9, "places": 2},
                       "bands": [band("small", -1, 0), band("large", Decimal("2.5"), 1000)]})]}],
    "scales": [{"id": "total", "sum": "all"}],
    "outcomes": [{"id": "level", "title": BOTH, "levels": [{"id": "low", "label": {"en": "Low", "nl": "Laag"}},
                                                          {"id": "high", "label": {"en": "High", "nl": "Hoog"}}],
                  "rules": [{"id": "some", "level": "high", "when": {"scale": "total", "at_least": 1}}]}],
    "result": "level"})
COMPLETE = {"digit": "0", "word": "no", "age": "30", "share": "1"}
WHOLE = ("SMALLINT", "INTEGER", "BIGINT", "decimal", "float", "text")
DAY = "2024-02-29"

# Of each item and type of column: the answers with what they add, and what is no answer.
READ: tuple[tuple[str, str, dict[object, int], tuple[object, ...]], ...] = (
    *(("digit", kind, {0: 0, 1: 1, 2: 2, 3: 3}, (4, -1)) for kind in WHOLE),
    ("digit", "text", {}, ("3.0", "03", " 3", "three")),
    ("digit", "float", {}, ("1.5", "NaN", "Infinity")),
    ("digit", "decimal", {}, ("1.5",)),
    ("word", "text", {"true": 20, "nan": 30, "yes": 10}, ("True", "NaN")),
    ("word", "letters-alike", {"yes": 10}, ("Yes",)),
    ("word", "float", {}, ("NaN", 1)),
    ("word", "INTEGER", {}, (1,)),
    *((name, "truth", {}, (True, False)) for name in COMPLETE),
    *((name, "DATE", {}, (DAY,)) for name in COMPLETE),
    *((name, "TIMESTAMP", {}, (f"{DAY} 12:00",)) for name in COMPLETE),
    *(("age", kind, {60: 100, 59: 0, 0: 0}, (121, -1)) for kind in WHOLE),
    ("age", "text", {"60.0": 100, "060": 100, "-0": 0}, ("60.5", "6e1", "sixty", "", "60\n", "+60", "9" * 400)),
    ("age", "decimal", {}, ("60.5",)),
    ("age", "float", {}, ("60.5", "NaN", "1e300")),
    ("share", "decimal", {"2.5": 1000, "2.49": 0}, ("2.501", "9.01")),
    ("share", "text", {"2.50": 1000, "-0.01": 0, "2.500000": 1000}, ("2.501", "2,5", ".5", "5.", "--1")),
    ("share", "INTEGER", {3: 1000, 2: 0}, (10,)),
    ("share", "float", {3: 1000}, ("2.5",)),
)
CELLS = [(name, kind, value, total) for name, kind, answers, others in READ
         for value, total in (*answers.items(), *((value, None) for value in others))]


def read(database: Database, name: str, kind: str, value: object) -> dict[str, Any]:
    """A row in which one column has this type and holds this value, and all others are answered."""
    columns = dict.fromkeys(COMPLETE, "text") | {name: kind}
    database.table("cases", columns, [[*(COMPLETE | {name: value}).values()]])
    (row,) = database.run(INSTRUMENT.to_sql(database.dialect, keep=()))
    return dict(row)


@pytest.mark.parametrize(("name", "kind", "value", "total"), CELLS)
def test_answer_counts_whatever_the_type_of_its_column(database: Database, name: str, kind: str, value: object,
                                                       total: int | None) -> None:
    """A whole number is the option with those digits; a float with a fraction is not exact, and is no answer."""
    row = read(database, name, kind, value)

    assert row["n_problems"] == (total is None)
    assert (row["total: least"], row["total: most"]) == (total, total)


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("kind", ["text", "INTEGER", "decimal", "float", "truth", "DATE"])
def test_empty_cell_is_open_whatever_the_type_of_its_column(database: Database, name: str, kind: str) -> None:
    """It is no problem, and no answer."""
    row = read(database, name, kind, None)

    assert (row["n_problems"], row["level_at_least"], row["level_at_most"]) == (0, "low", "high")


@pytest.mark.parametrize("name", COMPLETE)
def test_unknown_is_read_in_columns_of_text(database: Database, name: str) -> None:
    """Numbers too can be unknown."""
    row = read(database, name, "text", "unknown")

    assert (row["n_problems"], row["n_unknown"], row["level_at_most"]) == (0, 1, "high")


def test_columns_of_named_values_are_read(database: Database) -> None:
    """Databases keep those as numbers, and show them as names."""
    database.run("DROP TABLE IF EXISTS cases")
    database.run("DROP TYPE IF EXISTS reply")
    database.run("CREATE TYPE reply AS ENUM ('no', 'yes', 'perhaps', 'unknown')")

    rows = [read(database, "word", "reply", value) for value in ("yes", "perhaps", "unknown")]

    assert [(row["n_problems"], row["n_unknown"], row["total: least"]) for row in rows] == [
        (0, 0, 10), (1, 0, None), (0, 1, 0)]
