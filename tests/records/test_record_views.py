"""A record in words and as a page: what a rater concluded stands beside what was computed, in every view."""

from __future__ import annotations

from typing import Any

import pytest

import riskscreen
from records.samples import ABSENT, doorstep, flags, judged, kept, refusal, sealed
from riskscreen import Result, UsageError, read_record
from riskscreen.records import again
from riskscreen.records.record import Record


def small(**answers: object) -> Result:
    """The small instrument with these answers otherwise."""
    return doorstep().score(ABSENT | answers, partial=True)


def one_line(text: str) -> str:
    """The text without its lines' ends."""
    return " ".join(text.split())


def edited() -> Record:
    """A record in which a level was lowered by hand, and sealed again."""
    document: Any = kept(small(threats="present")).to_dict()
    document["result"]["outcomes"]["concern"] |= {"at_least": "low", "at_most": "low", "possible": ["low"]}
    return read_record(sealed(document))


def test_record_begins_with_case_moment_rater_and_notes() -> None:
    """Then follows the result, as it is told without a record."""
    result = small(threats="present")
    record = kept(result, as_of="the first report", owner="team north", notes="By telephone.", id="2026/1")

    text = record.explain("en")
    assert one_line(text).startswith(
        "Case: pseudonym-7 As of: the first report Rater: unit 4 Owner of the case: team north "
        "Recorded: 30 November 2026, 14:05 Record: 2026/1 Notes: By telephone. Doorstep check")
    assert text.endswith(result.explain("en"))


def test_judgement_and_computed_level_stand_side_by_side_in_the_text() -> None:
    """The computed level is not replaced, and the reason and the rater are there; in Dutch as well."""
    record = judged(kept(small(threats="present")), "high", because="He threatened before.", by="unit 9")

    assert one_line(record.explain("en")).partition("Judgement of the rater ")[2].startswith(
        "Level of concern - Computed: Medium "
        "- Judged: High, by unit 9, 30 November 2026, 14:20. He threatened before.")
    assert "- Berekend: Midden - Beoordeeld: Hoog, door unit 9, 30 november 2026, 14:20 uur." in one_line(
        record.explain("nl"))


def test_judgement_and_computed_level_stand_side_by_side_on_the_page() -> None:
    """Both in words of one size, in one row."""
    page = judged(kept(small(threats="present")), "high").to_html("en")
    row = page.partition('class="rs-sides"')[2].partition('class="rs-block"')[0]

    assert row.count('class="rs-verdict') == 2
    assert ">Medium</bdi>" in row
    assert ">High</bdi>" in row


def test_page_without_a_judgement_has_no_second_side() -> None:
    """Nobody may take an empty box for a judgement."""
    assert 'class="rs-sides"' not in kept(small()).to_html("en")


def test_other_outcome_that_was_judged_has_its_computed_level_beside_it() -> None:
    """The result is not the only thing that can be judged."""
    result = riskscreen.load("sash-style").score({"former_partner": "no", "s3": "present"}, partial=True)
    record = judged(kept(result), "high", outcome="violence")

    assert record.to_html("en").count('class="rs-sides"') == 1
    assert one_line(record.explain("en")).count("Judged: High") == 1


def test_judgement_while_more_is_possible_is_told_in_text_and_page() -> None:
    """Low, while medium and high can still turn out."""
    record = judged(kept(small(threats="unknown", weapon="unknown")), "low")

    assert "Judged: Low, while Low, Medium or High is still possible" in one_line(record.explain("en"))
    assert "Beoordeeld: Laag, terwijl Laag, Midden of Hoog nog mogelijk is" in one_line(record.explain("nl"))
    assert "is still possible" in record.to_html("en")


def test_earlier_judgements_are_told_after_the_one_that_counts() -> None:
    """Nothing that was concluded is lost."""
    record = judged(judged(kept(small()), "medium", because="One."), "high", because="Two.")

    text = one_line(record.explain("en"))
    assert text.index("Judged: High") < text.index("Before that: Medium, by unit 4, 30 November 2026, 14:20. One.")


def test_record_that_does_not_replay_shouts_before_all_else() -> None:
    """What was kept and what comes out, place by place, and that what follows is what comes out now."""
    record = edited()
    text = one_line(record.explain("en", shelf=doorstep()))

    assert ("ATTENTION: something else comes out than was kept. "
            "- /outcomes/concern/at_least: low was kept; now medium "
            "- /outcomes/concern/at_most: low was kept; now medium "
            "- /outcomes/concern/possible: low was kept; now medium "
            "What stands below is what comes out now. Doorstep check") in text
    page = record.to_html("nl", shelf=doorstep())
    assert page.index("LET OP: er komt iets anders uit dan is bewaard.") < page.index('class="rs-card rs-mid"')


def test_replay_says_that_the_same_comes_out() -> None:
    """In both languages, with the case and the record that it is of."""
    replayed = kept(small(), id="2026/1").replay()

    assert one_line(replayed.explain("en")).endswith("Record: 2026/1 The same comes out as was kept, to the byte.")
    assert one_line(replayed.explain("nl")).endswith("Er komt hetzelfde uit als is bewaard, tot op de byte.")


def test_replay_of_a_lower_scoring_number_is_made_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of today, read when scoring has another number."""
    record = kept(flags(r1="present"))
    monkeypatch.setattr(again, "SCORING", record.scoring + 1)

    replayed = record.replay()
    assert replayed.same
    assert "It was kept with scoring number 1, and replayed with number 2." in one_line(replayed.explain("en"))
    assert replayed.to_dict()["scoring"] == {"kept": 1, "now": 2}


def test_record_replays_with_another_version_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is promised hangs on the number of scoring, and not on the version of the package."""
    text = kept(flags(r1="present")).to_json()
    for module in ("riskscreen.version.VERSION", "riskscreen.screening.result.VERSION"):
        monkeypatch.setattr(module, "99.0.0", raising=False)

    again_kept = kept(flags(r1="present"))
    assert read_record(text) == again_kept
    assert read_record(text).replay().same


def test_views_need_the_definition() -> None:
    """A record of one's own definition is told with its shelf."""
    record = read_record(kept(small()).to_json())

    assert refusal(record.explain) == [("R-no-definition", "/instrument/digest")]
    assert refusal(record.to_html) == [("R-no-definition", "/instrument/digest")]
    assert "Doorstep check" in record.explain("en", shelf=[doorstep()])


def test_language_that_the_instrument_lacks_is_refused() -> None:
    """The languages that it has are named."""
    record = kept(small())

    for tell in (record.explain, record.to_html, record.replay().explain):
        with pytest.raises(UsageError, match="en, nl"):
            tell("de")


def test_what_people_write_is_no_markup_and_steers_no_terminal() -> None:
    """Notes, reasons and raters are data."""
    record = judged(kept(small(), notes="<script>x</script>\x1b[2J", rater="\u202ebad"), "high", because="<img src=x>")

    page, text = record.to_html("en"), record.explain("en")
    assert "<script" not in page
    assert "<img" not in page
    assert "\x1b" not in text
    assert "\u202e" not in text + page
