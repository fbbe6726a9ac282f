"""Names in a query: nothing that a table has of its own is taken for a result, and no name is more than a name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from riskscreen import Instrument, UsageError
from sql.databases import Database

FLAGS = riskscreen.load("stalking-red-flags")
ABSENT = dict.fromkeys(FLAGS.items, "absent")
CRITERIA = riskscreen.load("consultation-criteria")
DROPPING = "x\n; DROP TABLE bystander; --"


def scored(database: Database, answers: dict[str, object], **settings: Any) -> dict[str, object]:
    """What the query makes of one row of a table that has these columns."""
    database.table("cases", dict.fromkeys(answers, "text"), [list(answers.values())])
    (row,) = database.run(FLAGS.to_sql(database.dialect, **{"keep": (), **settings}))
    return dict(row)


def codes_of(problems: Any) -> set[str]:
    """The codes of some problems."""
    return {problem.code for problem in problems}


@pytest.mark.parametrize("own", [
    {"urgency_at_least": "low", "urgency_at_most": "low"}, {"URGENCY_AT_LEAST": "low", "Urgency_At_Most": "low"},
    {"urgency": "low"}, {"other_flags: least": "0", "other_flags: most": "0"}, {"urgency.violence_now: holds": "f"},
    {"urgency: lowest rank": "0", "urgency: highest rank": "0"}, {"urgency_exact": "t"}], ids=str)
def test_columns_of_the_table_are_never_read_as_results(database: Database, own: dict[str, object]) -> None:
    """A register that was scored last year says *low* of a case that is *high* today: r3 alone is enough for *high*."""
    row = scored(database, ABSENT | {"r3": "present"} | own)

    assert (row["urgency_at_least"], row["urgency_at_most"], row["urgency"]) == ("high", "high", "high")
    assert (row["other_flags: least"], row["other_flags: most"]) == (1, 1)


def test_own_count_of_problems_is_not_read(database: Database) -> None:
    """What is no answer is counted, whatever the table says."""
    row = scored(database, ABSENT | {"r1": "Present!!", "n_problems": "0"})

    assert (row["n_problems"], row["urgency_at_least"], row["urgency_at_most"]) == (1, None, None)


def test_only_columns_that_are_kept_come_along(database: Database) -> None:
    """They stand first, as they are; other columns of the table do not get through."""
    row = scored(database, {"remarks": "…", "case": "c1", "Unit": "north"} | ABSENT, keep=["case", "Unit"])

    assert list(row)[:4] == ["case", "Unit", "r1", "r2"]
    assert (row["case"], row["Unit"]) == ("c1", "north")
    assert "remarks" not in row


def test_the_case_is_kept_unless_said_otherwise(database: Database) -> None:
    """Rows without the name of their case would be of no use to anybody."""
    database.table("cases", dict.fromkeys(["case", *ABSENT], "text"), [["c1", *ABSENT.values()]])

    (row,) = database.run(FLAGS.to_sql(database.dialect))

    assert (row["case"], row["urgency"]) == ("c1", "low")


def test_every_column_that_is_added_begins_with_the_prefix(database: Database) -> None:
    """So a level can stand beside the answer to an item of the same name: the house ban is advised, or was answered."""
    columns = dict.fromkeys(CRITERIA.items, "text")
    database.table("cases", columns, [["no" if name == "injury" else None for name in columns]])

    (row,) = database.run(CRITERIA.to_sql(database.dialect, keep=(), prefix="result_"))

    assert {name for name in row if not name.startswith("result_")} == set(CRITERIA.items)
    assert row["injury"] == "no"
    assert row["result_injury"] == CRITERIA.score({"injury": "no"}, partial=True).outcomes["injury"].level


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_name_of_an_item_is_not_given_to_a_result(dialect: str) -> None:
    """The instrument has seven outcomes with the ids of items; the error names them all, and a way out that works."""
    with pytest.raises(UsageError, match="prefix") as caught:
        CRITERIA.to_sql(dialect, keep=())

    taken = [problem for problem in caught.value.problems if problem.code == "U-name-taken"]
    assert [problem.found for problem in taken] == [f"'{name}'" for name in CRITERIA.outcomes if name in CRITERIA.items]
    assert {problem.expected for problem in taken} == {"a prefix, such as prefix='result_'"}
    assert CRITERIA.to_sql(dialect, keep=(), prefix="result_")


@pytest.mark.parametrize("kept", ["urgency", "Urgency", "N_PROBLEMS", "other_flags: LEAST"])
def test_name_of_a_kept_column_is_not_given_to_a_result(kept: str) -> None:
    """Nor in other letters, which some databases take for the same."""
    with pytest.raises(UsageError, match="prefix") as caught:
        FLAGS.to_sql(keep=["case", kept])

    assert codes_of(caught.value.problems) == {"U-name-taken"}
    assert FLAGS.to_sql(keep=["case", kept], prefix="new_")


def test_prefix_can_itself_lead_to_a_name_that_is_taken() -> None:
    """The one that is proposed then is another."""
    with pytest.raises(UsageError) as caught:
        FLAGS.to_sql(keep=["result_urgency", "new_urgency"], prefix="new_")

    assert [problem.found for problem in caught.value.problems] == ["'new_urgency'"]
    assert caught.value.problems[0].expected == "a prefix, such as prefix='screen_'"


@pytest.mark.parametrize(("keep", "is_refused"), [
    (["r1"], False), (["R1"], True), (["case", "CASE"], True), (["case", "case"], True), ([], False)], ids=str)
def test_kept_columns_differ_in_more_than_their_letters(keep: list[str], is_refused: bool) -> None:
    """An item comes along in any case, so that naming it changes nothing."""
    if not is_refused:
        assert FLAGS.to_sql(keep=keep)
        return
    with pytest.raises(UsageError) as caught:
        FLAGS.to_sql(keep=keep)
    assert codes_of(caught.value.problems) == {"U-duplicate-column"}


def test_outcomes_whose_columns_would_share_a_name_are_refused() -> None:
    """The outcome *harm_exact*, and what is exact of *harm*: no prefix tells them apart."""
    document = FLAGS.to_dict()
    document["outcomes"].append(document["outcomes"][0] | {"id": "urgency_exact"})

    with pytest.raises(UsageError) as caught:
        Instrument.from_dict(document).to_sql()

    assert [(problem.code, problem.found) for problem in caught.value.problems] == [("U-no-sql", "'urgency_exact'")]


def test_item_with_a_name_of_64_bytes_is_refused_for_postgres() -> None:
    """PostgreSQL cuts names off after 63, so that two columns could become one."""
    document = FLAGS.to_dict()
    document["sections"][0]["items"].append(document["sections"][0]["items"][0] | {"id": "r" * 64})
    instrument = Instrument.from_dict(document)

    assert instrument.to_sql("duckdb")
    with pytest.raises(UsageError, match="too long for postgres"):
        instrument.to_sql("postgres")


def test_name_of_a_table_is_no_command(database: Database) -> None:
    """It is quoted, and stands in no comment, which would end at a line break."""
    database.table("bystander", {"here": "text"}, [["still"]])
    database.table(DROPPING, dict.fromkeys(ABSENT, "text"), [list(ABSENT.values())])

    (row,) = database.run(FLAGS.to_sql(database.dialect, table=DROPPING, keep=()))

    assert row["urgency"] == "low"
    assert database.run("SELECT * FROM bystander") == [{"here": "still"}]


@pytest.mark.parametrize("name", ["step_0", "STEP_3", "scoring_step_0", "source", 'my "cases"', "a.b", "SELECT", " "])
def test_table_can_be_named_like_a_part_of_the_query(database: Database, name: str) -> None:
    """The steps get other names then."""
    database.table(name, dict.fromkeys(ABSENT, "text"), [list(ABSENT.values())])

    (row,) = database.run(FLAGS.to_sql(database.dialect, table=name, keep=()))

    assert row["urgency"] == "low"


@given(table=st.text(min_size=1, max_size=15), kept=st.text(min_size=1, max_size=15), prefix=st.text(max_size=15),
       dialect=st.sampled_from(["duckdb", "postgres"]))
def test_any_name_is_one_name_or_refused(table: str, kept: str, prefix: str, dialect: str) -> None:
    """Read by a parser that is not ours, the query is one statement that reads one table, and the names come back."""
    sqlglot = pytest.importorskip("sqlglot", reason="the extra 'tables' installs it")
    try:
        query = FLAGS.to_sql(dialect, table=table, keep=[kept], prefix=prefix)
    except UsageError as error:
        assert codes_of(error.problems) <= {"U-bad-name", "U-name-taken", "U-duplicate-column", "U-no-sql"}
        return
    (statement,) = sqlglot.parse(query, read=dialect)
    steps = {step.alias for step in statement.ctes}
    assert {found.name for found in statement.find_all(sqlglot.exp.Table)} - steps == {table}
    assert [kept, f"{prefix}urgency_exact"] == [statement.selects[0].alias_or_name, statement.selects[-1].alias]


@pytest.mark.parametrize(("settings", "code"), [
    ({"table": ""}, "U-bad-name"), ({"table": "a\0b"}, "U-bad-name"), ({"table": "\ud800"}, "U-bad-name"),
    ({"table": "é" * 32}, "U-bad-name"), ({"keep": [""]}, "U-bad-name"), ({"keep": ["\0"]}, "U-bad-name"),
    ({"prefix": "\0"}, "U-bad-name"), ({"prefix": "p" * 60}, "U-no-sql"),
    ({"table": 5}, "U-wrong-type"), ({"table": None}, "U-wrong-type"), ({"table": b"cases"}, "U-wrong-type"),
    ({"keep": 5}, "U-wrong-type"), ({"keep": "case"}, "U-wrong-type"), ({"keep": None}, "U-wrong-type"),
    ({"keep": [5]}, "U-wrong-type"), ({"keep": {"case": 1}}, "U-wrong-type"), ({"prefix": 5}, "U-wrong-type"),
    ({"prefix": None}, "U-wrong-type"), ({"dialect": 5}, "U-wrong-type"), ({"dialect": []}, "U-wrong-type"),
    ({"dialect": None}, "U-wrong-type"), ({"dialect": "duckbd"}, "U-unknown-dialect")], ids=str)
def test_what_cannot_be_meant_is_refused(settings: dict[str, Any], code: str) -> None:
    """By an error of ours, that says what was found."""
    with pytest.raises(UsageError) as caught:
        FLAGS.to_sql(**({"dialect": "postgres"} | settings))

    assert codes_of(caught.value.problems) == {code}
    assert all(problem.found or problem.expected for problem in caught.value.problems)
