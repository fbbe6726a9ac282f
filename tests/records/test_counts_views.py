"""Counts in words and as a page: every number stands where it belongs, and none that is hidden stands anywhere."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

import riskscreen
from records.samples import LATER, doorstep, judged, kept, refusal
from riskscreen import Result
from riskscreen.types import CountedInstrument, RecordCounts

SCREEN = riskscreen.load("stalking-red-flags")
HOSTILE = "<script>alert('a')</script>&\u202e"


def of(**answers: str) -> Result:
    """A case without any flag but for these answers."""
    return SCREEN.score(dict.fromkeys(SCREEN.items, "absent") | answers)


@cache
def many(*by: str) -> RecordCounts:
    """Sixty-one records, each of its own case: 30 low, 2 medium, 20 high, 9 open, in two months, by three teams.

    By hand: of the low 6 are judged high, and of those that are open 5 while more was possible, 2 at their highest.
    """
    told = [(of(), 30, "north"), (of(r1="absent", r6="present"), 2, "north"), (of(r1="present"), 20, "south"),
            (of(r1="unknown"), 9, HOSTILE)]
    records = []
    for result, n_records, owner in told:
        for n in range(n_records):
            records.append(kept(result, id=f"{owner} {len(records)}", case=f"c{len(records)}", owner=owner,
                                made_at=f"2026-{10 + n % 2}-01T10:00:00+01:00"))
    for n in range(6):
        records[n] = judged(records[n], "high")
    for n in range(52, 59):
        records[n] = judged(records[n], "low" if n < 57 else "high", at=LATER)
    return riskscreen.counts(records, ("instrument", *by), today="2026-12-01")


def alone(counts: RecordCounts, **said: Any) -> CountedInstrument:
    """What is told of the only instrument."""
    (found,) = counts.instruments(**said)
    return found


def test_instrument_is_told_in_numbers_and_tables() -> None:
    """Every number, where none is to be hidden."""
    found = alone(many("level", "month", "owner"), smallest=1)

    assert (found.instrument, found.n, dict(found.parts)) == ("stalking-red-flags", 61, {
        "n_undetermined": 9, "n_judged": 13, "n_judged_otherwise": 6, "n_judged_while_open": 5, "n_seen_once": 48})
    assert (found.oldest, found.days) == ("2026-10-01", 61)
    assert [(table.by, [(row.value, row.n) for row in table.rows]) for table in found.tables] == [
        ("level", [(("high",), 20), (("medium",), 2), (("low",), 30), (("low", "high"), 9)]),
        ("month", [("2026-10", 31), ("2026-11", 30)]), ("owner", [(HOSTILE, 9), ("north", 32), ("south", 20)])]


def test_small_number_is_hidden_with_what_would_give_it_back() -> None:
    """The two of medium, the row after them, and how many are open, which is a sum over the rows of levels."""
    found = alone(many("level", "month"))

    assert [(row.value, row.n) for row in found.tables[0].rows] == [
        (("high",), 20), (("medium",), "small"), (("low",), "held"), (("low", "high"), 9)]
    assert [row.n for row in found.tables[1].rows] == [31, 30]
    assert dict(found.parts) == {"n_undetermined": "held", "n_judged": 13, "n_judged_otherwise": 6,
                                 "n_judged_while_open": "held", "n_seen_once": 48}  # 4 of the 9 open are not judged so
    assert (found.oldest, found.days) == ("2026-10", None)  # no day, for it is that of one person
    assert found.to_dict()["tables"][0]["rows"][1:3] == [  # type: ignore[index,call-overload]
        {"value": ["medium"], "n": "<5"}, {"value": ["low"], "n": "-"}]


def test_what_stands_beside_tables_is_the_same_whichever_they_are() -> None:
    """Somebody can lay two pages side by side.  Medium is small; judged high are 8, low 5, and not at all 48."""
    told = [dict(alone(many(*by)).parts) for by in ((), ("month",), ("level",), ("judged", "owner"))]

    assert told == [{"n_undetermined": "held", "n_judged": 13, "n_judged_otherwise": 6,
                     "n_judged_while_open": "held", "n_seen_once": 48}] * 4


def test_instrument_with_few_records_is_told_by_its_name_alone() -> None:
    """Whatever they are."""
    found = alone(riskscreen.counts([kept(of(), id=str(n)) for n in range(4)], ("instrument", "level", "rater")))

    assert (found.n, dict(found.parts), found.oldest, found.tables) == ("small", {}, None, ())
    assert found.to_dict() == {"instrument": "stalking-red-flags", "n": "<5", "oldest": None, "days": None,
                               "tables": []}


def test_table_of_few_is_not_shown_at_all() -> None:
    """Six records of two months: whatever is said of one month tells of the other."""
    found = alone(riskscreen.counts([kept(of(), id=str(n), made_at=f"2026-1{n == 0:d}-01T10:00:00Z") for n in range(6)],
                                    ("instrument", "month")))

    assert (found.n, found.tables[0].rows) == (6, ())


@pytest.mark.parametrize("smallest", [0, -1, 2, 3, True, 5.0, None])
def test_number_under_which_nothing_could_be_hidden_is_refused(smallest: Any) -> None:
    """Of one number under the smallest everybody knows what it is, and of two mostly."""
    for call in (many("level").instruments, many("level").explain, many("level").to_html):
        assert refusal(lambda call=call: call(smallest=smallest)) == [("U-wrong-type", "")]


@pytest.mark.parametrize(("language", "said"), [
    ("en", ["Records, counted on 1 December 2026", "Red flags at a report of stalking: 61 records",
            "Judged by a rater: 13", "High: 20", "Medium: <5", "Low: –", "not settled: Low or High: 9",
            "October 2026: 31", "Numbers under 5 are shown as <5",
            "A record that another one replaces is not counted."]),
    ("nl", ["Vastleggingen, geteld op 1 december 2026", "61 vastleggingen", "Beoordeeld door een beoordelaar: 13",
            "Hoog: 20", "Midden: <5", "Laag: –", "staat nog niet vast: Laag of Hoog: 9", "oktober 2026: 31",
            "Aantallen onder de 5 staan er als <5"])])
def test_text_tells_every_number_in_the_language(language: str, said: list[str]) -> None:
    """With months and levels by their names, and a word on what is hidden."""
    told = " ".join(many("level", "month").explain(language).split())

    assert [part for part in said if part not in told] == []


def test_text_that_hides_nothing_says_so_and_is_not_to_be_passed_on() -> None:
    """And how long ago the oldest was made that nobody looked at again."""
    told = many("level").explain(smallest=1)

    assert "The oldest without a second look: 1 October 2026, 61 days ago" in told
    assert "Numbers under" not in told
    assert "can single out a person: this is not to be passed on." in " ".join(told.split())


@pytest.mark.parametrize("language", ["en", "nl"])
def test_page_hides_what_the_text_hides_and_loads_nothing(language: str) -> None:
    """A name is a name, whatever it looks like; levels stand with their shape."""
    page = many("level", "month", "owner").to_html(language)

    assert f'<html lang="{language}"' in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert re.findall(r"<td class=\"rs-n\"><span>([^<]*)</span>", page) == [
        "20", "&lt;5", "–", "9", "31", "30", "9", "32", "20"]
    assert page.count("rs-length") - page.count(".rs-length") == 7
    assert not re.search(r"(src|href)=", page)


def test_instruments_that_are_counted_together_are_told_by_ids() -> None:
    """Their levels have no common words."""
    records = [*(kept(of(), id=str(n)) for n in range(5)),
               *(doorstep().score({}, partial=True).record(case="x", rater="y", made_at=LATER, id=f"d{n}")
                 for n in range(5))]
    told = riskscreen.counts(records, ["level"]).explain()

    assert "All instruments together: 10 records" in told
    assert "low: 5" in told


def test_every_way_to_count_has_a_table_with_a_title_and_rows() -> None:
    """Also for what was not said."""
    records = [kept(of(r1="unknown"), id=str(n)) for n in range(12)]
    told = riskscreen.counts(records, riskscreen.counts([], ["instrument", "version", "level", "judged", "month",
                                                             "owner", "rater"]).by).explain("nl")

    for said in ("Versie", "0.2.0: 12", "Niveau", "Beoordeeld niveau", "niet beoordeeld: 12", "Maand",
                 "november 2026: 12", "Eigenaar van de zaak", "geen eigenaar genoemd: 12", "Beoordelaar", "unit 4: 12"):
        assert said in told, said


def test_language_that_an_instrument_does_not_have_is_refused() -> None:
    """With near ones."""
    assert refusal(lambda: many("level").explain("nk")) == [("U-unknown-language", "")]
