"""For every sentence about records, histories and counts, the test that makes it true; those that no other test has."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from explain.test_sentences import functions_of, keys_of
from records.samples import ABSENT, DOORSTEP, LATER, doorstep, flags, judged, kept
from riskscreen import History, Instrument, Result
from riskscreen.explain.words import catalogue as words_module
from riskscreen.version import VERSION

CATALOGUE = Path(words_module.__file__).parent / "messages" / "en" / "records.json"
HISTORY, VIEWS, COUNTS, OWN = (f"records/test_{name}.py::test_" for name in (
    "history", "record_views", "counts_views", "record_sentences"))

# ``key.*`` stands for the sentence for one thing and the one for any other number.
TRUE_BY = {
    # Moments, records and judgements.
    HISTORY + "offset_is_told_where_hours_alone_mislead": "moment.offset",
    HISTORY + "note_that_stays_the_same_is_told_once": "notes",
    "records/test_record.py::test_source_is_kept_where_it_is_said_and_left_out_where_not": "source",
    VIEWS + "judgement_and_computed_level_stand_side_by_side_in_the_text": "judgement computed",
    VIEWS + "judgement_while_more_is_possible_is_told_in_text_and_page": "judged.while_open",
    VIEWS + "earlier_judgements_are_told_after_the_one_that_counts": "judged.before",
    HISTORY + "judgement_while_more_is_possible_is_told_in_every_view": "judged.mark.while_open",
    VIEWS + "replay_says_that_the_same_comes_out": "replay.same",
    VIEWS + "record_that_does_not_replay_shouts_before_all_else": "replay.differs replay.difference replay.below",
    VIEWS + "replay_of_a_lower_scoring_number_is_made_and_said": "replay.scoring",
    # Histories.
    HISTORY + "history_reads_like_a_note_for_the_file_in_english":
        "months day moment history history.count.other history.from_to entry entry.version by by.owner as_of judged "
        "unknown.one changed changed.evidence drive.at_least.now open_since open_since.instrument "
        "open_since.days.other open_since.nothing",
    HISTORY + "history_reads_like_a_note_for_the_file_in_dutch": "open_since.days.one",
    HISTORY + "day_of_a_record_is_today_and_an_earlier_day_says_nothing": "open_since.today",
    HISTORY + "correction_is_told_and_the_slip_is_not_shown": "corrects",
    HISTORY + "version_that_changed_the_level_is_told": "changed.none changed.not_compared.one driven.definition",
    HISTORY + "answers_that_change_the_level_are_told_apart_from_a_new_version": "driven.answers",
    OWN + "both_answers_and_version_are_told": "driven.both",
    OWN + "history_of_one_day_is_told_by_that_day": "history.count.one history.on",
    OWN + "what_is_open_is_counted_by_how_it_is_open": "unknown.other unanswered.* narrowed.*",
    OWN + "items_without_an_answer_are_named_with_the_first_of_their_row": "open_since.items",
    OWN + "another_instrument_is_set_beside_as_far_as_both_ask_the_same": "changed.beside changed.not_compared.other",
    OWN + "what_stays_is_said_to_stay": "changed.stays",
    OWN + "bound_that_moved_is_told_with_the_answers_that_it_rests_on":
        "drive.at_most.now drive.at_least.then drive.at_most.then",
    OWN + "route_that_opened_or_closed_is_told_by_what_was_ruled_out": "drive.route.now drive.route.then",
    OWN + "chart_says_what_stands_in_it": "chart chart.level chart.possible chart.is judged.mark made_with",
    # All that is kept of a case.
    "store/test_exporting.py::test_page_of_a_case_has_all_that_is_kept_of_it":
        "case.records case.replaced log log.not_here log.moment log.deed log.actor log.append log.judge log.read "
        "log.history log.export",
    # Counts.
    COUNTS + "text_tells_every_number_in_the_language":
        "month counts.today counts.total.other counts.row counts.judged counts.small counts.held counts.hidden",
    COUNTS + "text_that_hides_nothing_says_so_and_is_not_to_be_passed_on":
        "counts.oldest counts.oldest.days.other counts.not_hidden",
    COUNTS + "instruments_that_are_counted_together_are_told_by_ids": "counts.together",
    COUNTS + "every_way_to_count_has_a_table_with_a_title_and_rows":
        "counts.by.level counts.by.month counts.by.owner counts.by.rater counts.by.judged counts.by.version "
        "counts.no_owner counts.not_judged",
    "store/test_counting.py::test_store_without_records_has_no_counts": "counts.none",
    OWN + "number_of_each_kind_of_judgement_stands_behind_its_name":
        "counts counts.n counts.undetermined counts.otherwise counts.while_open counts.total.one "
        "counts.oldest.days.one",
    OWN + "few_records_are_told_to_be_few": "counts.total.small counts.too_few",
    OWN + "what_counts_and_what_a_second_look_is_are_as_is_told": "counts.meaning counts.seen_once",
}
FIRST, SECOND = "2026-11-30T14:05:00+01:00", "2026-12-02T09:00:00+01:00"


def test_every_sentence_has_a_test_that_makes_it_true() -> None:
    """No key of the catalogue is left out, none is named twice, and none that it lacks is named."""
    keys = set(json.loads(CATALOGUE.read_text(encoding="utf-8")))
    named = Counter(key for said in TRUE_BY.values() for key in keys_of(said))

    assert sorted(keys - set(named)) == []
    assert sorted(set(named) - keys) == []
    assert [key for key, n in named.items() if n > 1] == []


@pytest.mark.parametrize("file", sorted({name.partition("::")[0] for name in TRUE_BY}))
def test_every_test_that_is_named_is_there(file: str) -> None:
    """A test that is renamed or goes takes its line along."""
    named = {test.partition("::")[2] for test in TRUE_BY if test.startswith(f"{file}::")}

    assert sorted(named - functions_of(file)) == []


def small(instrument: Instrument | None = None, **answers: object) -> Result:
    """The small instrument, or another, with these answers otherwise."""
    return (instrument or doorstep()).score(ABSENT | answers, partial=True)


def note(*results: Result) -> str:
    """The history of these results, two days apart, without its lines' ends."""
    history = History([kept(result, made_at=at, id=at) for result, at in zip(results, (FIRST, SECOND), strict=False)])
    return " ".join(history.explain("en").split())


def test_both_answers_and_version_are_told() -> None:
    """A threat alone is high by the next version; it was unknown before, when it would have been medium at most."""
    document: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    document["version"] = "0.2.0"
    document["outcomes"][0]["rules"][0]["level"] = "high"
    told = note(small(threats="unknown"), small(Instrument.from_dict(document), threats="present"))

    assert "Both changed this: the answers, and version 0.2.0." in told


def test_history_of_one_day_is_told_by_that_day() -> None:
    """Nobody reads of a time from a day to the same day."""
    assert note(small()).startswith("Case pseudonym-7 1 screening, on 30 November 2026 ")


def test_what_is_open_is_counted_by_how_it_is_open() -> None:
    """Unknown, not given, narrowed: one of each, and two."""
    arrangements = riskscreen.load("contact-arrangements")
    some = {"not_kept": ["kept", "incidental"]}

    one = note(doorstep().score({"former_partner": "no", "threats": "unknown"}, partial=True),
               arrangements.score(some, partial=True))
    assert "- 1 answer unknown - 1 answer not given yet" in one
    assert f"- {len(arrangements.items) - 1} answers not given yet - 1 answer narrowed to some options" in one
    assert "- 2 answers unknown" in note(small(threats="unknown", weapon="unknown"))

    two = {"threats": ["absent", "present"], "weapon": ["absent", "present"]}
    assert "- 2 answers narrowed to some options" in note(small(Instrument.from_dict(wide()), **two))


def wide() -> dict[str, Any]:
    """The small instrument, with a third answer to every sign."""
    document: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    document["response_scales"]["presence"]["options"].append(
        {"id": "clear", "score": 2, "label": {"en": "Clear", "nl": "Duidelijk"}})
    return document


def test_items_without_an_answer_are_named_with_the_first_of_their_row() -> None:
    """Unknown on both days, so open since the first; the other only on the second."""
    told = note(small(threats="unknown"), small(threats="unknown", weapon="unknown"))

    assert "Without an answer since 30 November 2026, 14:05: Threats" in told
    assert "Without an answer since 2 December 2026, 09:00: Weapon" in told


def test_another_instrument_is_set_beside_as_far_as_both_ask_the_same() -> None:
    """By definition they share whether these are former partners; all other items of both are counted."""
    first, then = riskscreen.load("which-screen"), riskscreen.load("sash-style")
    told = note(first.score({}, partial=True), then.score({"former_partner": "yes"}, partial=True))

    assert ("- Beside Which screen comes next? of 30 November 2026, 14:05, as far as both ask the same: "
            "- Former partners: Not answered yet; then Yes") in told
    assert f"- {len(first.items) - 1 + len(then.items) - 1} items are asked in only one of the two" in told


def test_what_stays_is_said_to_stay() -> None:
    """An answer differs, and the level does not."""
    assert "- what comes out stays the same" in note(small(), small(former_partner="yes", custody="absent"))


def test_bound_that_moved_is_told_with_the_answers_that_it_rests_on() -> None:
    """Both signs were high; without the threat it is at most medium; without any sign it had been at most low."""
    fell = note(small(threats="present", weapon="present"), small(weapon="unknown"))
    assert ("That it was at least High rested on answers that are different now: Threats: Present, Weapon: Present "
            "- That it is now at most Medium rests on new answers: Threats: Absent") in fell

    rose = note(small(), small(threats="unknown"))
    assert "That it was at most Low rested on answers that are different now: Threats: Absent" in rose


def test_route_that_opened_or_closed_is_told_by_what_was_ruled_out() -> None:
    """Ways are not above one another, so nothing is at least or at most one."""
    route = doorstep(kind="route")
    closed = note(small(route, threats="unknown"), small(route, threats="present"))
    opened = note(small(route, threats="present"), small(route, threats="unknown"))

    assert "What is ruled out now rests on new answers: Threats: Present" in closed
    assert "What was ruled out then rested on answers that are different now: Threats: Present" in opened


def test_chart_says_what_stands_in_it() -> None:
    """Its outcome and instrument, its levels, that two were possible and one is, and what a rater concluded."""
    history = History([kept(small(threats="unknown")), judged(kept(small(threats="present"), made_at=SECOND), "high",
                                                              at=SECOND)])
    page = history.to_html("en")

    assert "<bdi>Level of concern</bdi> over time: <bdi>Doorstep check</bdi>" in page
    assert '<th scope="col">Level</th>' in page
    assert (page.count(">possible<"), page.count(">this level<"), page.count(">judged<")) == (2, 1, 1)
    assert f"Made with riskscreen <bdi>{VERSION}</bdi>." in page


def test_number_of_each_kind_of_judgement_stands_behind_its_name() -> None:
    """By hand: two open, one of them judged low too early; of the two low, one is judged high."""
    screen = riskscreen.load("stalking-red-flags")
    low, open_ = (screen.score(dict.fromkeys(screen.items, "absent") | more) for more in ({}, {"r1": "unknown"}))
    records = [judged(kept(open_, id="1", case="1"), "low"), kept(open_, id="2", case="2"),
               judged(kept(low, id="3", case="3"), "high"), kept(low, id="4", case="4")]
    told = riskscreen.counts(records).explain(smallest=1).splitlines()

    assert told[0] == "Records, counted"
    assert {"  - Level not settled: 2", "  - Judged by a rater: 2",
            "  - Judged at a level that the answers rule out: 1",
            "  - Judged while a higher or another level was possible: 1", "  - Without a second look: 2"} <= set(told)
    alone = riskscreen.counts(records[1:2], today="2026-12-01")
    assert "Red flags at a report of stalking: 1 record" in alone.explain(smallest=1)
    assert "30 November 2026, 1 day ago" in alone.explain(smallest=1)
    assert '<th scope="col" class="rs-n">Records</th>' in alone.to_html(smallest=1)


def test_few_records_are_told_to_be_few() -> None:
    """Four; and six of which five are in one month and one in another."""
    four = [kept(flags(r1="present"), id=str(n)) for n in range(4)]
    six = [kept(flags(r1="present"), id=str(n), made_at=f"2026-1{n == 0:d}-01T10:00:00Z") for n in range(6)]

    assert "Red flags at a report of stalking: fewer than 5 records" in riskscreen.counts(four).explain()
    assert "Too few records to show any row." in riskscreen.counts(six, ["instrument", "month"]).explain()


def test_what_counts_and_what_a_second_look_is_are_as_is_told() -> None:
    """A slip is not counted; a later record of the case is a second look at the one before, and a judgement is one."""
    slip = kept(flags(r1="present"), id="slip")
    records = [slip, kept(flags(r1="unknown"), id="mended", replaces=slip, made_at=LATER),
               kept(flags(r1="present"), id="later", made_at=SECOND),
               judged(kept(flags(r1="present"), id="judged", case="other"), "high")]
    told = riskscreen.counts(records)

    assert (sum(cell.n for cell in told), sum(cell.n_seen_once for cell in told)) == (3, 1)
    said = " ".join(told.explain().split())
    assert "A record that another one replaces is not counted." in said
    assert "no later record of its case is among those counted and nobody judged it." in said
