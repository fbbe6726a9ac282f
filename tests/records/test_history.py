"""The history of a case: its records in the order of time, what changed between them, and what drove it."""

from __future__ import annotations

import copy
import itertools
import json
import pickle
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from records.samples import ABSENT, DOORSTEP, doorstep, flags, judged, kept, refusal, sealed
from riskscreen import History, Instrument, Result, UsageError, WrongType, read_record, testing
from riskscreen.records.record import Record

FIRST, SECOND, THIRD = "2026-11-30T14:05:00+01:00", "2026-12-02T09:00:00+01:00", "2026-12-24T09:00:00+01:00"


def next_version(**outcome: object) -> Instrument:
    """The next version of the small instrument: one sign is enough for high, and *stalking* is new."""
    document: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    document["version"] = "0.2.0"
    document["sections"][1]["items"].append(
        {"id": "stalking", "text": {"en": "Stalking", "nl": "Stalking"}, "response": "presence"})
    document["outcomes"][0]["rules"][0]["level"] = "high"
    document["outcomes"][0].update(outcome)
    return Instrument.from_dict(document)


def small(**answers: object) -> Result:
    """The small instrument with these answers otherwise."""
    return doorstep().score(ABSENT | answers, partial=True)


def new(**answers: object) -> Result:
    """Its next version with these answers otherwise."""
    return next_version().score(ABSENT | {"stalking": "absent"} | answers, partial=True)


def history_of(*results: Result) -> History:
    """A history of these results, one after the other."""
    return History([kept(result, made_at=at) for result, at in zip(results, (FIRST, SECOND, THIRD), strict=False)])


# The order of records.


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_records_stand_in_the_order_of_their_moments(order: tuple[int, ...]) -> None:
    """Whatever the order in which they come; hours of different offsets are compared as moments."""
    moments = ["2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00", "2026-10-25T01:30:00Z"]
    records = [kept(flags(), made_at=moment, id=str(n)) for n, moment in enumerate(moments)]

    assert [record.id for record in History([records[n] for n in order]).records] == ["0", "1", "2"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_of_one_moment_the_record_that_follows_comes_later(order: tuple[int, ...]) -> None:
    """The link tells what the clock does not."""
    first = kept(flags(), id="z")
    second = kept(flags(), id="b", follows=first)
    records = [first, second, kept(flags(), id="a", follows=second)]

    assert [record.id for record in History([records[n] for n in order]).records] == ["z", "b", "a"]


def test_same_record_twice_is_one() -> None:
    """Of two copies the one with more judgements counts."""
    record = kept(flags(r1="present"))
    more = judged(record, "high")

    assert History([record, more, record]).records == (more,)


def test_record_that_was_corrected_is_only_named() -> None:
    """The newest correction stands for all before it, also where they are not in a row."""
    first = kept(small(threats="present"))
    second = kept(small(), made_at=SECOND, replaces=first)
    third = kept(small(weapon="present"), made_at=THIRD, replaces=second)
    history = History([third, first, second])

    (entry,) = history.timeline()
    assert entry.record == third
    assert entry.replaced == (second, first)
    assert len(history) == 3
    assert history.changes() == ()


@pytest.mark.parametrize(("records", "expected"), [
    (list, [("R-empty", "")]),
    (lambda: [kept(flags()), kept(flags(), case="pseudonym-8")], [("R-other-case", "/1/case")]),
    (lambda: [kept(flags(), id="1"), kept(flags(r1="present"), id="1")], [("R-same-id", "/1/id")]),
    (lambda: [judged(kept(flags(r1="present")), "high"), judged(kept(flags(r1="present")), "high", because="Another.")],
     [("R-two-chains", "/1/judgements")]),
    (lambda: [first := kept(flags(), made_at=SECOND), kept(flags(r1="present"), follows=first.digest)],
     [("R-earlier", "/1/made_at")]),
])
def test_what_is_no_history_is_refused(records: Any, expected: list[tuple[str, str]]) -> None:
    """With the place of the record that does not fit."""
    assert refusal(lambda: History(records())) == expected


@pytest.mark.parametrize("given", [None, 7, "text", [7], kept(flags()), [kept(flags()).to_dict()]])
def test_what_is_no_record_is_refused(given: Any) -> None:
    """A record that was not read is none."""
    with pytest.raises(WrongType):
        History(given)


def test_history_is_a_value() -> None:
    """Equal records make equal histories; they can be hashed, copied and pickled."""
    history = history_of(small(), small(threats="present"))

    for other in (History(reversed(history.records)), copy.deepcopy(history), pickle.loads(pickle.dumps(history))):
        assert other == history
        assert hash(other) == hash(history)


def test_what_a_history_finds_can_be_pickled_hashed_and_printed_in_one_line() -> None:
    """The engine's form of a definition cannot be pickled, and is made anew."""
    history = history_of(small(threats="unknown"), small(threats="present"))
    (change,) = history.changes()

    for found in (*history.timeline(), change, *change.drives, *history.open_since(), history):
        again = pickle.loads(pickle.dumps(found))
        assert again == found
        assert hash(again) == hash(found)
        assert len(repr(found)) < 150
    assert repr(change) == f"<HistoryChange from {FIRST} to {SECOND}: 1 answers, 1 outcomes>"
    assert repr(history.timeline()[0]) == f"<TimelineEntry {FIRST}: doorstep-check 0.1.0, low to medium, 1 unknown>"


# The timeline.


def test_entry_says_what_was_possible_judged_and_open() -> None:
    """With one flag that is enough unknown it was low or high; the rater concluded to high."""
    answers = dict.fromkeys(riskscreen.load("stalking-red-flags").items, "absent") | {"r1": "unknown"}

    (entry,) = History([judged(kept(flags(**answers)), "high")]).timeline()
    assert ([level.id for level in entry.possible], entry.judged, entry.unknown) == (["low", "high"], "high", ("r1",))
    assert (entry.outcome, entry.n_unknown, entry.unanswered) == ("urgency", 1, ())
    assert not entry.result.is_judged_while_open
    assert json.loads(json.dumps(entry.to_dict()))["possible"] == ["low", "high"]


@pytest.mark.parametrize(("answers", "level", "is_while_open"), [
    ({"threats": "unknown"}, "low", True), ({"threats": "unknown"}, "medium", False),
    ({"threats": "unknown", "weapon": "unknown"}, "medium", True), ({"threats": "present"}, "low", False)])
def test_judgement_below_what_is_still_possible_is_marked(answers: Any, level: str, *, is_while_open: bool) -> None:
    """Of an outcome that is settled, a rater may conclude to any level; of an open one, a higher one may still come."""
    (entry,) = History([judged(kept(small(**answers)), level)]).timeline()

    assert entry.result.is_judged_while_open == is_while_open


def test_newest_judgement_counts_and_all_are_kept() -> None:
    """Who judges again does not take back what was concluded before."""
    record = judged(judged(kept(small(threats="present")), "low"), "high", because="A second report.")

    (entry,) = History([record]).timeline()
    assert (entry.judged, [made.level for made in entry.record.judgements]) == ("high", ["low", "high"])


def test_entry_that_does_not_replay_says_so() -> None:
    """What was kept is shown, and that something else comes out is shouted."""
    document: Any = kept(small(threats="present")).to_dict()
    document["result"]["outcomes"]["concern"] |= {"at_least": "low", "at_most": "low", "possible": ["low"]}
    history = History([read_record(sealed(document))], doorstep())

    (entry,) = history.timeline()
    assert ([level.id for level in entry.possible], entry.replay.same) == (["low"], False)
    assert "ATTENTION: something else comes out than was kept." in history.explain("en")
    assert "LET OP: er komt iets anders uit dan is bewaard." in history.to_html("nl")


def test_record_whose_kept_levels_there_are_not_is_refused() -> None:
    """Sealed by hand, with a level that its definition does not have."""
    document: Any = kept(small(threats="present")).to_dict()
    document["result"]["outcomes"]["concern"]["possible"] = ["severe"]

    assert refusal(lambda: History([read_record(sealed(document))], doorstep()).timeline()) == [
        ("R-unknown-level", "/result/outcomes/concern/possible/0")]


def test_definition_that_is_not_here_is_named() -> None:
    """A shelf is needed for what is not installed."""
    record = read_record(kept(small()).to_json())

    assert refusal(lambda: History([record]).timeline()) == [("R-no-definition", "/instrument/digest")]
    assert len(History([record], [doorstep()]).timeline()) == 1


# What changed, and what drove it.


def test_answers_that_made_the_level_higher_are_told() -> None:
    """Threats alone are medium; with the weapon it is high, and that rests on the weapon."""
    (change,) = history_of(small(threats="present"), small(threats="present", weapon="present")).changes()

    assert [(found.item, found.answer_before, found.answer_after) for found in change.comparison.answers] == [
        ("weapon", "absent", "present")]
    assert [(drive.claim, drive.when, drive.reasons.level.id, [found.item for found in drive.answers])
            for drive in change.drives] == [
        ("at_least", "now", "high", ["weapon"]), ("at_most", "then", "medium", ["weapon"])]
    assert change.driven_by == "answers"


def test_answer_that_became_unknown_opens_the_level() -> None:
    """It was at most low since nothing was there: that rested on an answer that is unknown now."""
    (change,) = history_of(small(), small(threats="unknown")).changes()

    assert [(drive.claim, drive.when, drive.reasons.level.id, [found.item for found in drive.answers])
            for drive in change.drives] == [("at_most", "then", "low", ["threats"])]


def test_new_version_that_changes_the_level_is_told_apart_from_answers() -> None:
    """The same answers give high by the next version: no answer changed that."""
    (change,) = history_of(small(threats="present"), new(threats="present")).changes()

    assert (change.comparison.answers, change.driven_by) == ((), "definition")
    assert change.comparison.only_after == ("stalking",)


def test_answers_that_change_the_level_are_told_apart_from_a_new_version() -> None:
    """A version that only says something else in its title gives the earlier answers what they had."""
    document = doorstep().to_dict() | {"version": "0.2.0", "title": {"en": "Check", "nl": "Check"}}
    later = Instrument.from_dict(document).score(ABSENT | {"weapon": "present"})
    history = history_of(small(), later)

    assert history.changes()[0].driven_by == "answers"
    assert "The answers changed this, and not version 0.2.0." in " ".join(history.explain("en").split())


def test_both_can_change_a_level() -> None:
    """By the next version the earlier answers, a threat, are high; without it, and with stalking, it is high too."""
    (change,) = history_of(small(threats="unknown"), new(threats="present")).changes()

    assert [level.id for level in change.comparison.outcomes[0].before] == ["low", "medium"]
    assert change.driven_by == "both"


def test_record_is_set_beside_the_one_before_it_of_the_same_instrument() -> None:
    """Another instrument in between does not hide what changed; its own first record stands beside the one before."""
    history = history_of(small(), flags(), small(weapon="present"))

    first, other, last = history.records
    assert [(change.before.record, change.after.record) for change in history.changes()] == [
        (first, other), (first, last)]


@given(st.data())
def test_change_of_any_instrument_names_every_level_that_differs(data: st.DataObject) -> None:
    """Two cases of any instrument: each outcome that stands otherwise is named, and what drove it differs."""
    instrument = data.draw(testing.instruments(max_items=6))
    cases = [instrument.score(data.draw(testing.partial_answers(instrument)), partial=True) for _ in range(2)]
    (change,) = history_of(*cases).changes()

    then, now = (case.outcomes for case in cases)
    assert {found.outcome for found in change.comparison.outcomes} == {
        name for name in now if then[name].possible != now[name].possible}
    for drive in change.drives:
        named = {item for reason in drive.reasons for group in reason.groups for item, _ in group.answers}
        assert {found.item for found in drive.answers} <= named
        if drive.when == "now" and drive.reasons.complete and not any(
                scale.missing for scale in instrument.scales.values()):
            assert drive.answers, "the same definition and the same answers cannot force more"


# What has not been looked at again.


def test_items_are_open_since_the_first_record_of_an_unbroken_row() -> None:
    """Unknown, then not answered, is open all along; what was answered in between is open since then."""
    history = history_of(small(threats="unknown", weapon="unknown"), small(threats="absent", weapon="unknown"),
                         small(threats="unknown", weapon="unknown"))

    assert [(found.items, found.since.record.made_at) for found in history.open_since()] == [
        (("weapon",), FIRST), (("threats",), THIRD)]


# In words.


def note(language: str, **options: Any) -> str:
    """The history of a case in which a weapon turned up, as a note without its lines' ends."""
    first = kept(small(weapon="unknown"), made_at=FIRST, owner="team north", as_of="the first report")
    second = judged(kept(small(weapon={"answer": "present", "because": "Seen on the table.", "source": "report 12"}),
                         made_at=SECOND, follows=first), "high", because="He threatened before.", at=SECOND)
    return " ".join(History([first, second]).explain(language, **options).split())


def test_history_reads_like_a_note_for_the_file_in_english() -> None:
    """When, with what, by whom; what came out, what was concluded; what changed and why; what is open."""
    assert note("en", today="2026-12-05").startswith(
        "Case pseudonym-7 2 screenings, from 30 November 2026 to 2 December 2026 "
        "30 November 2026, 14:05: Doorstep check doorstep-check, version 0.1.0 "
        "Filled in by unit 4, for team north About: the first report "
        "- Level of concern: not settled: Low or Medium - 1 answer unknown "
        "2 December 2026, 09:00: Doorstep check doorstep-check, version 0.1.0 Filled in by unit 4 "
        "- Level of concern: Medium "
        "- Judged: High, by unit 4, 2 December 2026, 09:00. He threatened before. "
        "- Since 30 November 2026, 14:05: "
        "- Weapon: Unknown; then Present (Seen on the table; report 12) "
        "- Level of concern: not settled: Low or Medium; then Medium "
        "- That it is now at least Medium rests on new answers: Weapon: Present "
        "What has not been looked at again "
        "Doorstep check: last filled in on 2 December 2026, 09:00, 3 days ago "
        "- No item is without an answer.")


def test_history_reads_like_a_note_for_the_file_in_dutch() -> None:
    """The same, in Dutch."""
    assert note("nl", today=date(2026, 12, 3)).startswith(
        "Zaak pseudonym-7 2 screenings, van 30 november 2026 tot en met 2 december 2026 "
        "30 november 2026, 14:05 uur: Deurcheck doorstep-check, versie 0.1.0 "
        "Ingevuld door unit 4, voor team north Gaat over: the first report ")
    assert "- Beoordeeld: Hoog, door unit 4, 2 december 2026, 09:00 uur. He threatened before." in note("nl")
    assert "Deurcheck: het laatst ingevuld op 2 december 2026, 09:00 uur, 1 dag geleden" in note(
        "nl", today="2026-12-03")


def test_day_of_a_record_is_today_and_an_earlier_day_says_nothing() -> None:
    """Nobody reads of a number of days below nothing."""
    assert "09:00, today" in note("en", today="2026-12-02")
    assert "last filled in on 2 December 2026, 09:00 - No item" in note("en", today=datetime(2026, 1, 1))


@pytest.mark.parametrize("today", ["tomorrow", "2026-02-30", "", "2026-12-24T10:00:00"])
def test_day_that_there_is_not_is_refused(today: str) -> None:
    """A day is written as 2026-12-24."""
    assert refusal(lambda: note("en", today=today)) == [("U-wrong-day", "")]


def test_judgement_while_more_is_possible_is_told_in_every_view() -> None:
    """In the note, on the page and in the data."""
    history = History([judged(kept(small(threats="unknown", weapon="unknown")), "low")])

    assert "- Judged: Low, while Low, Medium or High is still possible, by unit 4" in history.explain("en")
    page = history.to_html("en")
    assert "while" in page
    assert page.count("is still possible") == 2
    assert history.timeline()[0].to_dict()["judged_while_open"] is True


def test_offset_is_told_where_hours_alone_mislead() -> None:
    """In the night when the clock goes back, half past two can be before ten past two."""
    records = [kept(small(), made_at=at) for at in ("2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00")]

    assert "25 October 2026, 02:30 (UTC+02:00)" in History(records).explain("en")
    assert "UTC" not in History(records[:1]).explain("en")


def test_version_that_changed_the_level_is_told() -> None:
    """Whoever reads of a higher level must know that nothing new was found."""
    text = " ".join(history_of(small(threats="present"), new(threats="present")).explain("en").split())

    assert "The answers are not what changed this: version 0.2.0 gives it from the answers of then." in text
    assert "- no answer differs - Level of concern: Medium; then High" in text
    assert "1 item is asked in only one of the two, and is not compared" in text


def test_correction_is_told_and_the_slip_is_not_shown() -> None:
    """The moment of the record that was corrected stands there, and not its level."""
    slip = kept(small(threats="present", weapon="present"))
    text = History([slip, kept(small(), made_at=SECOND, replaces=slip)]).explain("en")

    assert "This corrects the record of 30 November 2026, 14:05." in text
    assert "High" not in text


def test_note_that_stays_the_same_is_told_once() -> None:
    """A case keeps its notes; nobody wants to read them at each record."""
    history = History([kept(small(), made_at=at, notes="By telephone.") for at in (FIRST, SECOND)])

    assert history.explain("en").count("By telephone.") == 1


def test_language_that_an_instrument_lacks_is_refused() -> None:
    """The languages that it has are named."""
    with pytest.raises(UsageError, match="en, nl"):
        history_of(small()).explain("de")


def test_page_stands_alone_and_escapes_what_people_write() -> None:
    """No script, no request, and nothing in a text becomes markup."""
    record = kept(small(), case="<script>alert(1)</script>", notes="<b>bold</b>", rater="\u202egnp")
    page = History([judged(record, "high", because="</style><img src=x>")]).to_html()

    assert "<title>Case &lt;script&gt;alert(1)&lt;/script&gt;</title>" in page  # a browser shows it as it is
    assert "<script" not in page
    assert "<b>" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_chart_has_a_bar_of_what_was_possible_and_words_in_it() -> None:
    """Every level has a row, every screening a column; a cell that is ruled out is empty."""
    page = history_of(small(threats="unknown"), small(threats="present")).to_html("en")

    assert page.count('class="rs-bar rs-may') == 2
    assert page.count('class="rs-bar rs-is') == 1
    assert page.count('class="rs-bar rs-out') == 3
    assert page.count(">this level<") == 1


def sealed_records() -> list[Record]:
    """Records of two versions, as they are read again."""
    return [read_record(kept(small(), made_at=FIRST).to_json()), read_record(kept(new(), made_at=SECOND).to_json())]


def test_shelf_of_instruments_serves_all_versions() -> None:
    """By digest, so that two versions of one id stand beside each other."""
    history = History(sealed_records(), [doorstep(), next_version()])

    assert [entry.definition.version for entry in history.timeline()] == ["0.1.0", "0.2.0"]
