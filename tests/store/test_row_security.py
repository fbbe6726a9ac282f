"""Row security as the page on protecting records has it: each team sees its own cases, in a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import make_url

import riskscreen
from docs.pages import ROOT, blocks_of
from riskscreen import RecordError, UnknownName
from riskscreen.records.record import Record
from riskscreen.store import RecordStore
from riskscreen.store.tables import METADATA

PAGE = ROOT / "docs" / "how-to" / "protect-records.md"
TEAMS = ("team_north", "team_south")
AT = "2026-12-01T09:00:00+01:00"
Run = Callable[..., Any]


def record_of(case: str, team: str, flag: str = "present") -> Record:
    """A record that a team owns."""
    result = riskscreen.load("stalking-red-flags").score({"r1": "unknown", "r6": flag}, partial=True)
    return result.record(case=case, rater="unit 4", owner=team, made_at="2026-11-30T14:05:00+01:00")


@pytest.fixture(name="run")
def _run(place: str) -> Iterator[Run]:
    """Statements in the database of the store, as a user.  Logins are of the server, so they are gone afterwards."""
    if "://" not in place:
        pytest.skip("SQLite has no row security")
    from pg8000.native import Connection  # noqa: PLC0415  # required where a server is named

    url = make_url(place)

    def run(*statements: str, user: str = "postgres") -> Any:
        with closing(Connection(user, database=url.database, unix_sock=url.query["unix_sock"])) as connection:
            return [connection.run(statement) for statement in statements]

    yield run
    for role in (*TEAMS, "teams"):
        run(f"DROP OWNED BY {role}", f"DROP ROLE {role}")


@pytest.fixture(name="stores")
def _stores(store: RecordStore, place: str, run: Run) -> Iterator[dict[str, RecordStore]]:
    """A store with a record of each team, opened by each, after the statements of the page."""
    for team in TEAMS:
        store.append(record_of(f"{team}-1", team))
    text = next(block.text for block in blocks_of(PAGE) if block.mark == "sql: row security")
    run(*filter(str.strip, text.split(";\n")))
    opened = {team: RecordStore(place.replace("postgres@", f"{team}@"), actor="badge 1182") for team in TEAMS}
    yield {"keeper": store, **opened}
    for each in opened.values():
        each.close()


def test_team_sees_its_own_cases_and_no_others(stores: dict[str, RecordStore]) -> None:
    """Neither by asking for all, nor by the name of a case, nor by an id, nor as a near name."""
    north = stores["team_north"]

    assert [record.case for record in north.records()] == ["team_north-1"]
    assert len(north.history("team_north-1")) == 1
    with pytest.raises(RecordError, match="no record of this case") as refused:
        north.history("team_south-1")
    assert "team_south-1" not in refused.value.problems[0].suggestions
    with pytest.raises(UnknownName, match="no record with this id"):
        north.record(record_of("team_south-1", "team_south").id)


def test_team_adds_and_judges_its_own(stores: dict[str, RecordStore]) -> None:
    """What a team keeps is kept in the one chain, and the keeper finds all of it whole."""
    added = record_of("team_north-2", "team_north")
    stores["team_north"].append(added)
    stores["team_north"].judge(added.id, "urgency", "high", because="He was near her work.", by="unit 4", at=AT)

    assert bool(stores["keeper"].verify())
    assert [record.case for record in stores["keeper"].records()] == ["team_north-1", "team_south-1", "team_north-2"]
    assert [record.case for record in stores["team_south"].records()] == ["team_south-1"]


def test_team_may_do_no_more_than_the_page_says(stores: dict[str, RecordStore], run: Run) -> None:
    """Nothing that is kept can be changed or deleted by a team, nor its policies put aside."""
    names = [name for [name] in run("SELECT tablename FROM pg_tables WHERE tablename LIKE 'riskscreen%'")[0]]

    assert len(names) == len(METADATA.tables)
    for name in names:
        for statement in (f"DELETE FROM {name}", f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY", f"TRUNCATE {name}"):
            with pytest.raises(Exception, match="permission denied|must be owner"):
                run(statement, user="team_north")
    assert bool(stores["keeper"].verify())


def test_team_keeps_nothing_for_another_and_erases_nothing(stores: dict[str, RecordStore]) -> None:
    """A record that another team owns, and the pseudonym of another team's case, are refused; nothing is left of it."""
    before = stores["keeper"].head
    for refused in (lambda north: north.append(record_of("team_north-3", "team_south")),
                    lambda north: north.append(record_of("team_south-1", "team_north", "absent")),
                    lambda north: north.erase("team_north-1", because="the term is over", at=AT)):
        with pytest.raises(RecordError):
            refused(stores["team_north"])

    assert stores["keeper"].head == before
    assert not stores["team_north"].verify()


@pytest.mark.parametrize("made_up", [
    "INSERT INTO riskscreen_judgement SELECT {n}, n, case_key, 'urgency', 'high', 2, day FROM riskscreen_record",
    "INSERT INTO riskscreen_definition VALUES ({n}, 'x', 'x', 'x')",
    "UPDATE riskscreen_record SET owner = 'team_north'",
], ids=["judgement", "definition", "owner"])
def test_no_row_can_be_made_up_to_read_what_another_kept(stores: dict[str, RecordStore], run: Run,
                                                         made_up: str) -> None:
    """Queries of one's own do not read an entry of another team either."""
    [[[n]]] = run("SELECT n FROM riskscreen_record WHERE owner = 'team_south'")
    with pytest.raises(Exception, match="row-level security|permission denied"):
        run(made_up.format(n=n), user="team_north")

    assert run(f"SELECT body FROM riskscreen_content WHERE n = {n}", user="team_north") == [[]]
    assert run(f"SELECT count(*) FROM riskscreen_content WHERE n = {n}") == [[[1]]]
