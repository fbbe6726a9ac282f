"""Counts, by hand; those of a store are those of its records."""

from __future__ import annotations

import os
import random
from typing import Any

import pytest

import riskscreen
from records.samples import refusal
from riskscreen.records.counting.counts import WAYS
from riskscreen.records.record import Record
from riskscreen.store import RecordStore
from store.generated import generated
from store.screenings import LATER, flags, judged, kept

N_GENERATED = int(os.environ.get("RISKSCREEN_GENERATED", "3000")) // 3 * 3
SCREEN = riskscreen.load("stalking-red-flags")
LOW = SCREEN.score(dict.fromkeys(SCREEN.items, "absent"))


def few() -> list[Record]:
    """Two low, of which one was judged high; one open that was judged low too early, and the slip that it replaces."""
    slip = kept(flags(r1="unknown"), id="slip", case="c")
    corrected = kept(flags(r1="unknown"), id="corrected", case="c", replaces=slip, made_at=LATER)
    for level in ("high", "low"):  # the newest counts
        corrected = judged(corrected, level)
    return [kept(LOW, id="one", case="a"),
            judged(kept(LOW, id="two", case="b", made_at="2026-10-31T10:00:00+01:00"), "high"), slip, corrected]


def test_records_are_counted_by_level_and_month() -> None:
    """By hand."""
    found = [(*count.of.values(), count.n, count.n_undetermined, count.n_judged, count.n_judged_otherwise,
              count.n_judged_while_open) for count in riskscreen.counts(few(), ["level", "month"])]

    assert found == [(("low",), "2026-10", 1, 0, 1, 1, 0), (("low",), "2026-11", 1, 0, 0, 0, 0),
                     (("low", "medium", "high"), "2026-11", 1, 1, 1, 0, 1)]
    assert [count.n for count in riskscreen.counts(few(), [])] == [3]
    assert [(count.of["judged"], count.n) for count in riskscreen.counts(few(), ["judged"])] == [
        ("high", 1), ("low", 1), (None, 1)]


def test_second_look_is_a_later_record_of_the_case_or_a_judgement() -> None:
    """Of a case that was screened twice the later record is without one; a moment is compared, and not its digits."""
    records = [kept(LOW, id="first", case="a", made_at="2026-01-05T10:00:00+01:00"),
               kept(LOW, id="later", case="a", made_at="2026-02-05T10:00:00+01:00"),
               kept(LOW, id="at once", case="b", made_at="2026-03-01T10:00:00+01:00"),
               kept(LOW, id="too", case="b", made_at="2026-03-01T09:00:00Z"),
               judged(kept(LOW, id="judged", case="c", made_at="2026-01-01T10:00:00+01:00"), "high")]
    (found,) = riskscreen.counts(records, today="2026-03-11")

    assert (found.n, found.n_seen_once, found.oldest, found.days) == (5, 3, "2026-02-05", 34)
    assert [count.days for count in riskscreen.counts(records)] == [None]
    assert [count.days for count in riskscreen.counts(records, today="2026-02-01")] == [None]  # it is not there yet


def test_record_of_another_case_takes_none_away() -> None:
    """A link that leads to another case, in records that never met in a store, hides nobody."""
    record = kept(LOW, id="one", case="a")
    other = kept(LOW, id="two", case="b", replaces=record.digest)

    assert [count.n for count in riskscreen.counts([record, other])] == [2]


def test_records_that_contradict_one_another_are_not_counted() -> None:
    """Two contents of one id, two lines of judgements; a copy with fewer judgements is the same record."""
    record = kept(LOW, id="one")
    assert [count.n for count in riskscreen.counts([record, judged(record, "high"), record])] == [1]
    assert refusal(lambda: riskscreen.counts([record, kept(flags(), id="one")])) == [("R-same-id", "/1/id")]
    assert refusal(lambda: riskscreen.counts([judged(record, "high"), judged(record, "medium")])) == [
        ("R-two-chains", "/1/judgements")]


def test_record_whose_definition_is_not_there_is_named() -> None:
    """Each of them, by its place."""
    stranger = riskscreen.read_record(kept(LOW).to_json())
    strange = [riskscreen.read_record(stranger.to_json())] * 2

    assert refusal(lambda: riskscreen.counts([kept(LOW, id="1"), *strange], shelf=())) == [
        ("R-no-definition", f"/{n}/instrument/digest") for n in range(3)]


def test_words_that_cannot_be_counted_by_are_refused() -> None:
    """With near ones; and days that there are not."""
    with pytest.raises(riskscreen.UsageError, match="Did you mean level"):
        riskscreen.counts([], ["levle"])
    assert [code for code, _ in refusal(lambda: riskscreen.counts([], today="soon"))] == ["U-wrong-day"]
    assert [code for code, _ in refusal(lambda: riskscreen.counts([1]))] == ["U-wrong-type"]  # type: ignore[list-item]
    assert len(riskscreen.counts([])) == 0


def drawn(rng: random.Random, n: int) -> Record:
    """A record of one of few cases, owners and months, open or not, in one of two instruments, judged or not."""
    answers: dict[str, Any] = {item: rng.choice(["present", "absent", "absent", "unknown"])
                               for item in rng.sample([*SCREEN.items], 10)}
    result = SCREEN.score(answers, partial=True) if rng.random() < 0.8 else \
        riskscreen.load("which-screen").score({}, partial=True)
    day, hour = f"2026-{rng.randrange(6, 10):02}-{rng.randrange(1, 4):02}", f"{rng.randrange(24):02}"
    record = kept(result, id=f"id {n}", case=f"c{rng.randrange(9)}", owner=rng.choice([None, "north", "south"]),
                  rater=rng.choice(["unit 4", "unit 5"]),
                  made_at=f"{day}T{hour}:00:00+0{rng.randrange(3)}:00")
    outcome = result.instrument.definition.result
    levels = result.instrument.outcomes[outcome].levels
    for _ in range(rng.choice([0, 0, 1, 2])):
        level = rng.choice([level for level in levels if level >= result.outcomes[outcome].at_least])
        record = judged(record, level.id, outcome=outcome)
    return record


def test_store_counts_what_its_records_count(store: RecordStore) -> None:
    """By one thing, by two, by all and by nothing, on records that are drawn, some of which replace others."""
    rng, records = random.Random(0), list[Record]()
    for n in range(60):
        record = drawn(rng, n)
        of_case = [other for other in records if other.case == record.case and other.moment <= record.moment]
        if of_case and rng.random() < 0.4:
            other = rng.choice(of_case)
            record = kept(flags(r1="unknown"), id=record.id, case=other.case, made_at=record.made_at, replaces=other)
        records.append(record)
        store.append(record)

    for by in [(), *((name,) for name in WAYS), ("instrument", "level", "month", "owner"), WAYS]:
        found = store.counts(by, today="2026-12-01")
        assert found == riskscreen.counts(records, by, today="2026-12-01")
        assert found.explain() == riskscreen.counts(records, by, today="2026-12-01").explain()
    assert [entry.action for entry in store.log()].count("counts") == 3 + len(WAYS)


def test_store_without_records_has_no_counts(store: RecordStore) -> None:
    """And a page that says so."""
    assert len(store.counts()) == 0
    assert "There are no records." in store.counts().explain()
    assert "Er zijn geen vastleggingen." in store.counts().to_html("nl")


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_very_many_records_are_counted(store: RecordStore) -> None:
    """A third of them high, a third low, a third of which it is open; the script has a million."""
    generated(store, N_GENERATED)

    a_third = N_GENERATED // 3
    assert {count.of["level"]: count.n for count in store.counts(["level"])} == {
        ("high",): a_third, ("low",): a_third, ("low", "high"): a_third}
    assert sum(count.n for count in store.counts()) == 3 * a_third
