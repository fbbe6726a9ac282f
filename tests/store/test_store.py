"""What a store keeps, finds, refuses and erases, in both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import riskscreen
from records.samples import doorstep, refusal
from riskscreen import History, Instrument, RecordError
from riskscreen.store import RecordStore
from store.screenings import LATER, MADE_AT, filled, flags, judged, kept, screening


def test_kept_is_found_as_it_was(store: RecordStore) -> None:
    """A record comes back equal, with the text it had, by its id and in its case."""
    record = screening(1)

    assert store.append(record)
    assert store.record(record.id) == record
    assert store.record(record.id).to_json() == record.to_json()
    assert store.history(record.case).records == (record,)


def test_same_record_again_is_kept_once(store: RecordStore) -> None:
    """Whoever is not sure that it arrived sends it again."""
    record = screening()

    assert [store.append(record), store.append(record)] == [True, False]
    assert [*store.records()] == [record]


def test_other_content_under_an_id_is_refused(store: RecordStore) -> None:
    """What stands under an id never changes."""
    store.append(screening(id="2026/1"))

    assert refusal(lambda: store.append(screening(id="2026/1", notes="other"))) == [("R-same-id", "/id")]


def test_judgements_are_added_to_their_record(store: RecordStore) -> None:
    """By hand or with a record that has more of them, and the later copy of the store wins nothing."""
    record = screening()
    store.append(record)
    once = store.judge(record.id, "urgency", "high", because="Seen.", by="unit 4", at=LATER)
    twice = judged(once, "high", because="Seen again.")

    assert store.append(twice)
    assert store.record(record.id) == twice
    assert not store.append(record)


def test_two_lines_of_judgements_are_refused(store: RecordStore) -> None:
    """A copy that was judged apart does not fit."""
    record = screening()
    store.append(judged(record, "high"))

    attempt = judged(record, "high", because="He rang again.")
    assert refusal(lambda: store.append(attempt)) == [("R-two-chains", "/judgements")]


def test_judgement_that_a_definition_forbids_is_refused_and_not_kept(store: RecordStore) -> None:
    """A level that may only be raised is not lowered in a store either."""
    record = kept(flags(r6="present", r1="present", r2="present", r3="present"))
    store.append(record)
    before = store.head

    assert refusal(lambda: store.judge(record.id, "urgency", "low", because="No.", by="unit 4", at=LATER)) == [
        ("R-only-raise", "/judgements/0/level")]
    assert store.head == before


def test_store_is_a_shelf(place: str) -> None:
    """A record of a definition that is installed nowhere replays from the store alone."""
    instrument = doorstep()
    record = instrument.score({"former_partner": "no", "threats": "absent", "weapon": "absent"}).record(
        case="c", rater="r", made_at=MADE_AT)
    with RecordStore(place, actor="one") as first:
        first.append(record)
    alone = riskscreen.read_record(record.to_json())

    with RecordStore(place, actor="two") as opened:
        assert alone.replay(opened)
        assert opened.record(record.id).replay()
        assert Instrument(opened.definition_of(record.instrument.digest)) == instrument  # type: ignore[arg-type]
        assert not opened.append(alone)


def test_record_without_a_definition_is_refused(store: RecordStore) -> None:
    """What could never be replayed is not kept."""
    record = doorstep().score({"former_partner": "no", "threats": "absent", "weapon": "absent"}).record(
        case="c", rater="r", made_at=MADE_AT)
    alone = riskscreen.read_record(record.to_json())

    assert refusal(lambda: store.append(alone)) == [("R-no-definition", "/instrument/digest")]
    assert store.append(alone, shelf=doorstep())


def test_history_is_of_one_case(store: RecordStore) -> None:
    """In time, whatever order the records were kept in."""
    first, later = (screening(n, case="c", made_at=f"2026-11-{10 + n}T10:00:00+01:00") for n in (0, 1))
    for record in (later, screening(2), first):
        store.append(record)

    assert store.history("c") == History([first, later])
    assert [code for code, _ in refusal(lambda: store.history("d"))] == ["R-unknown-case"]


@pytest.mark.parametrize("link", ["follows", "replaces"])
@pytest.mark.parametrize("is_late_first", [True, False])
def test_record_after_which_its_case_could_not_be_told_is_refused(store: RecordStore, link: str, *,
                                                                  is_late_first: bool) -> None:
    """Made before what it follows or replaces, whichever of the two comes first; a history would refuse both."""
    late = kept(flags(r1="present"), id="late", made_at="2026-12-02T09:00:00+01:00")
    early = kept(flags(), id="early", made_at="2026-11-30T09:00:00+01:00", **{link: late.digest})
    first, then = (late, early) if is_late_first else (early, late)
    store.append(first)

    assert refusal(lambda: store.append(then)) == [("R-earlier", "/made_at")]
    assert store.history("pseudonym-7").records == (first,)


def test_link_to_another_case_is_refused_and_does_not_name_it(store: RecordStore) -> None:
    """It would hide that record from counts; whoever sends it may not know of the other case."""
    other = kept(flags(r1="present"), id="other", case="somebody else")
    early = kept(flags(r1="absent"), id="early")
    store.append(other)
    store.append(kept(flags(), id="replacing", replaces=kept(flags(r1="absent"), id="not here yet").digest))
    attempts = {name: kept(flags(), id=name, **{name: other.digest}) for name in ("follows", "replaces")}

    for name, record in attempts.items():
        with pytest.raises(RecordError) as caught:
            store.append(record)
        assert [(found.code, found.pointer) for found in caught.value.problems] == [("R-other-case", f"/{name}")]
        assert "somebody else" not in str(caught.value)
    assert store.append(early)
    assert refusal(lambda: store.append(kept(flags(), case="third", id="x", follows=early.digest))) == [
        ("R-other-case", "/follows")]


def test_record_that_one_of_another_case_would_replace_is_refused(store: RecordStore) -> None:
    """The other one came first, when nobody could tell."""
    replaced = kept(flags(r1="present"), id="replaced")
    store.append(kept(flags(), id="replacing", case="somebody else", replaces=replaced.digest))

    assert refusal(lambda: store.append(replaced)) == [("R-other-case", "/case")]


def test_records_are_found_by_day_owner_and_instrument(store: RecordStore) -> None:
    """Days are those that stand in made_at, and both ends are inside."""
    records = [screening(n, made_at=f"2026-11-{10 + n}T00:30:00+01:00", owner="north" if n else None)
               for n in range(3)]
    for record in records:
        store.append(record)

    assert [*store.records(since="2026-11-11")] == records[1:]
    assert [*store.records(until="2026-11-11")] == records[:2]
    assert [*store.records(owner="north")] == records[1:]
    assert [*store.records(instrument="sash-style")] == []
    assert [code for code, _ in refusal(lambda: store.records(since="soon"))] == ["U-wrong-day"]


def test_open_or_judged_records_are_found_by_level(store: RecordStore) -> None:
    """What may be high is among what is asked for as high: unknown answers make nobody low."""
    none = dict.fromkeys(riskscreen.load("stalking-red-flags").items, "absent")
    low = kept(riskscreen.load("stalking-red-flags").score(none), id="low")
    raised = judged(kept(riskscreen.load("stalking-red-flags").score(none), id="raised"), "high")
    may_be = kept(flags(r1="unknown"), id="may be")
    for record in (low, raised, may_be):
        store.append(record)

    assert low.to_dict()["result"]["outcomes"]["urgency"]["possible"] == ["low"]  # type: ignore[index,call-overload]
    assert [record.id for record in store.records(at_least="high")] == ["raised", "may be"]
    assert [record.id for record in store.records(at_least="low")] == ["low", "raised", "may be"]
    assert [code for code, _ in refusal(lambda: store.records(at_least="hihg"))] == ["U-unknown-level"]


def test_old_cases_are_those_without_anything_newer(store: RecordStore) -> None:
    """A late judgement makes a case newer; of two records of a case the later counts."""
    store.append(screening(0, made_at="2020-01-01T10:00:00+01:00"))
    store.append(screening(1, made_at="2020-01-01T10:00:00+01:00"))
    store.append(screening(2, case="pseudonym-1", made_at="2026-01-01T10:00:00+01:00"))
    judged_late = screening(3, made_at="2020-01-01T10:00:00+01:00")
    store.append(judged(judged_late, "high"))

    assert [(old.case, old.newest, old.n_records) for old in store.older_than("2021-01-01")] == [
        ("pseudonym-0", "2020-01-01", 1)]
    assert store.older_than("2020-01-01") == ()


def test_everybody_who_looked_is_in_the_log(store: RecordStore) -> None:
    """Each with the name and what was done, of a case and of all."""
    record = screening()
    store.append(record)
    store.acting("badge 12").record(record.id)
    store.acting("badge 13").history(record.case)

    assert [(entry.action, entry.actor) for entry in store.log(record.case)] == [
        ("append", "intake desk"), ("read", "badge 12"), ("history", "badge 13")]
    assert [entry.n for entry in store.log()] == [1, 2, 3, 4]  # the first is the definition
    assert all(entry.at.endswith("+00:00") for entry in store.log())


def test_first_records_of_a_case_can_come_at_once(store: RecordStore, place: str) -> None:
    """From several connections: each is kept, the definition and the case once; and one record sent twice is one."""
    n_writers = 6
    start = Barrier(n_writers)

    def send(n: int) -> bool:
        with RecordStore(place, actor=f"desk {n}") as own:
            start.wait(timeout=30)
            return own.append(screening(n // 2, case="pseudonym-7", id=str(n // 2)))

    with ThreadPoolExecutor(n_writers) as writers:
        kept_now = [*writers.map(send, range(n_writers))]
    assert sum(kept_now) == n_writers // 2
    assert sorted(record.id for record in store.history("pseudonym-7")) == ["0", "1", "2"]
    assert store.verify()


def test_store_can_be_made_by_several_at_once(place: str) -> None:
    """Whoever comes first makes the tables, and all find them."""
    n_desks = 4
    start = Barrier(n_desks)

    def open_it(n: int) -> int:
        start.wait(timeout=30)
        with RecordStore(place, actor=f"desk {n}") as own:
            return own.verify().n_checked

    with ThreadPoolExecutor(n_desks) as desks:
        assert [*desks.map(open_it, range(n_desks))] == [0] * n_desks


def test_verifying_while_others_write_finds_nothing(store: RecordStore, place: str) -> None:
    """It looks at the store as it was when it began."""
    def write(_: int) -> bool:
        with RecordStore(place, actor="writer") as own:
            return all(own.append(screening(n)) for n in range(12))

    with ThreadPoolExecutor(1) as writers:
        writing = writers.map(write, [0])
        found = [store.verify() for _ in range(12)]
        assert all(writing)
    assert [each.first_bad for each in found if not each] == []


def test_names_that_look_like_queries_are_names(store: RecordStore) -> None:
    """A case may be called anything."""
    name = "'; DROP TABLE riskscreen_record; --"
    record = screening(case=name, id="%(x)s \" ' ; %", rater="{}%s:name")
    store.append(record)

    assert store.record(record.id) == record
    assert store.history(name).records == (record,)
    assert store.verify()


def test_whole_store_is_verified(store: RecordStore) -> None:
    """With records, judgements and an erasure in it, and from a head that was noted before."""
    filled(store, 7)
    head = store.head
    store.erase("pseudonym-1", because="asked for", at=LATER)

    assert store.verify(head=head)
    assert store.verify().n_checked == 1 + 7 + 3 + 1
    assert store.verify().head == store.head
    assert not store.verify(head="0" * 64)


def test_erased_case_is_gone_and_the_rest_stays(store: RecordStore) -> None:
    """What is left says that something was erased, by whom and why."""
    records = filled(store, 6)

    assert store.erase("pseudonym-1", because="asked for", at=LATER) == 2
    assert [*store.records()] == [*records[:2], *records[4:]]
    assert [code for code, _ in refusal(lambda: store.history("pseudonym-1"))] == ["R-unknown-case"]
    assert ["asked for" in entry.detail for entry in store.log() if entry.action == "erase"] == [True]
    assert store.append(records[2])


def test_nothing_is_erased_without_a_reason(store: RecordStore) -> None:
    """And never a case that is not there."""
    filled(store, 2)

    assert refusal(lambda: store.erase("pseudonym-0", because=" ", at=LATER)) == [("R-empty", "/because")]
    assert refusal(lambda: store.erase("pseudonym-0", because="asked", at="today")) == [("R-wrong-time", "/at")]
    assert [code for code, _ in refusal(lambda: store.erase("x", because="asked", at=LATER))] == ["R-unknown-case"]
    assert len([*store.records()]) == 2


def test_wrong_words_are_refused_with_near_ones(store: RecordStore) -> None:
    """An id that is not there, a blank actor, another database."""
    store.append(screening(id="2026/1"))

    with pytest.raises(riskscreen.UnknownName, match="Did you mean 2026/1") as caught:
        store.record("2026/2")
    assert caught.value.problems[0].code == "U-unknown-record"
    assert refusal(lambda: store.acting("")) == [("R-empty", "/actor")]
    assert [code for code, _ in refusal(lambda: RecordStore("mysql://x/y", actor="a"))] == ["U-unknown-database"]


def test_file_that_is_not_there_is_made_only_where_asked(tmp_path: Path) -> None:
    """A name with a slip in it makes no empty store."""
    with pytest.raises(RecordError, match="no such file"):
        RecordStore(tmp_path / "screenigs.db", actor="a", create=False)

    assert [*tmp_path.iterdir()] == []
