"""The commands record, judge, replay and history: from a file of answers to the note of a case."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from cli.running import CASES, LOW, UNDETERMINED, Run
from records.samples import doorstep, sealed
from riskscreen import read_record

INTAKE = CASES / "21-at-intake-sash-style.json"
LATER = CASES / "21-later-sash-style.json"
FIRST, SECOND = "2020-03-01T10:00:00+01:00", "2020-05-04T09:30:00+02:00"


def keep(run: Run, target: Path, answers: Path = INTAKE, made_at: str = FIRST, *words: str | Path) -> Any:
    """Keep a record of an example case."""
    return run("record", "sash-style", answers, "--rater", "unit 4", "--made-at", made_at, "--out", target, *words)


def test_record_is_kept_with_what_the_file_says(run: Run, tmp_path: Path) -> None:
    """Case, moment and notes come from the answers file, the rater from the command."""
    target = tmp_path / "one.json"
    ended = keep(run, target)

    record = read_record(target)
    file = riskscreen.read_answers(INTAKE)
    assert (ended.status, ended.err) == (0, "")
    assert (record.case, record.as_of, record.notes, record.rater, record.made_at) == (
        file.case, file.as_of, file.notes, "unit 4", FIRST)
    assert f"The record is kept in {target}." in ended.out
    assert record.replay().same


def test_record_of_an_undetermined_case_is_kept_and_ends_with_3(run: Run, tmp_path: Path) -> None:
    """It is a screening like any other, and programs see that no level came out."""
    ended = keep(run, tmp_path / "one.json", UNDETERMINED, FIRST, "--case", "pseudonym-7")

    assert ended.status == 3
    assert read_record(tmp_path / "one.json").replay().same


def test_moment_is_now_where_it_is_not_said(run: Run, tmp_path: Path) -> None:
    """The command line is the caller, and gives the moment with the offset of the machine."""
    before = datetime.now().astimezone()
    run("record", "sash-style", INTAKE, "--rater", "unit 4", "--out", tmp_path / "one.json")

    assert 0 <= (read_record(tmp_path / "one.json").moment - before.replace(microsecond=0)).total_seconds() < 60


def test_record_without_a_rater_is_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    """Neither the file nor the command says who answered."""
    ended = run("record", "sash-style", LOW, "--case", "x", "--out", tmp_path / "one.json", "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", ["U-usage"])
    assert "--rater" in str(ended.err)
    assert not (tmp_path / "one.json").exists()


def test_record_follows_another_by_its_file_or_its_digest(run: Run, tmp_path: Path) -> None:
    """Both name the same record."""
    keep(run, tmp_path / "one.json")
    digest = read_record(tmp_path / "one.json").digest
    for n, link in enumerate((tmp_path / "one.json", digest)):
        keep(run, tmp_path / f"next{n}.json", LATER, SECOND, "--follows", link)

    assert [read_record(tmp_path / f"next{n}.json").follows for n in (0, 1)] == [digest, digest]


def test_record_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    """What was kept stays, unless it is said that it may go."""
    keep(run, tmp_path / "one.json")

    assert keep(run, tmp_path / "one.json", LATER, SECOND, "--json").codes == ["U-exists"]
    assert keep(run, tmp_path / "one.json", LATER, SECOND, "--overwrite").status == 0


def test_judgement_goes_back_into_the_file_of_its_record(run: Run, tmp_path: Path) -> None:
    """The digest of the record stays, and the text has both levels side by side, in the language asked for."""
    target = tmp_path / "one.json"
    keep(run, target)
    before = read_record(target)
    ended = run("judge", target, "high", "--because", "Zij is bang.", "--by", "unit 9", "--at", SECOND, "--lang", "nl")

    record = read_record(target)
    assert (ended.status, record.digest, [made.level for made in record.judgements]) == (0, before.digest, ["high"])
    assert "- Berekend: Hoog\n    - Beoordeeld: Hoog, door unit 9, 4 mei 2020, 09:30 uur. Zij is bang." in ended.out


def test_judgement_that_is_refused_leaves_the_file_as_it_was(run: Run, tmp_path: Path) -> None:
    """A blank reason, a level that there is not, or a moment before the record."""
    target = tmp_path / "one.json"
    keep(run, target)
    before = target.read_bytes()

    assert run("judge", target, "high", "--because", " ", "--by", "x", "--json").codes == ["R-empty"]
    assert run("judge", target, "hgih", "--because", "x", "--by", "x", "--json").codes == ["U-unknown-level"]
    assert run("judge", target, "high", "--because", "x", "--by", "x", "--at", "2020-02-01T10:00:00Z",
               "--json").codes == ["R-earlier"]
    assert target.read_bytes() == before


def test_replay_of_a_folder_says_how_many_records_replay(run: Run, tmp_path: Path) -> None:
    """Files and folders can be named together."""
    keep(run, tmp_path / "one.json")
    keep(run, tmp_path / "two.json", LATER, SECOND)

    assert run("replay", tmp_path).out == "2 records: of each the same comes out as was kept, to the byte.\n"
    assert "Er komt hetzelfde uit als is bewaard" in run("replay", tmp_path / "one.json", "--lang", "nl").out
    assert [told["same"] for told in json.loads(run("replay", tmp_path, "--json").out)] == [True, True]


def test_replay_that_differs_ends_with_2_and_shouts(run: Run, tmp_path: Path) -> None:
    """The place, what was kept and what comes out stand in the problem, and standard output is empty."""
    keep(run, tmp_path / "one.json")
    document: Any = read_record(tmp_path / "one.json").to_dict()
    document["result"]["outcomes"]["concern"] |= {"at_least": "low", "at_most": "low", "possible": ["low"]}
    (tmp_path / "one.json").write_text(sealed(document), encoding="utf-8")
    ended = run("replay", tmp_path)

    assert (ended.status, ended.out) == (2, "")
    assert "ATTENTION: something else comes out" in ended.err
    assert re.search(r"/result/outcomes/concern/at_least.*kept: low.*now: high", ended.err)
    assert run("replay", tmp_path, "--json").codes == 3 * ["R-other-result"]


def test_replay_takes_a_shelf_and_says_where_it_cannot_be_read(run: Run, tmp_path: Path) -> None:
    """A folder with files named by id, version and digest."""
    instrument = doorstep()
    answers = {"former_partner": "no", "threats": "present", "weapon": "absent"}
    record = instrument.score(answers).record(case="x", rater="y", made_at=FIRST)
    (tmp_path / "one.json").write_text(record.to_json(), encoding="utf-8")
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    name = f"doorstep-check-0.1.0-{instrument.digest.removeprefix('sha256:')[:8]}.json"
    (shelf / name).write_text(instrument.to_json(), encoding="utf-8")

    assert run("replay", tmp_path / "one.json", "--json").codes == ["R-no-definition"]
    assert run("replay", tmp_path / "one.json", "--shelf", shelf).status == 0
    assert run("replay", tmp_path / "one.json", "--shelf", tmp_path / "none").status == 4


@pytest.mark.parametrize("language", ["en", "nl"])
def test_history_of_a_case_is_told_and_written_as_a_page(run: Run, tmp_path: Path, language: str) -> None:
    """The note stands on standard output, the page in the file that is named."""
    keep(run, tmp_path / "two.json", LATER, SECOND)
    keep(run, tmp_path / "one.json")
    page = tmp_path / "page.html"
    ended = run("history", "study-case-21", tmp_path, "--lang", language, "--today", "2020-05-05", "--html", page)

    title, days = {"en": ("Case study-case-21", "1 day ago"), "nl": ("Zaak study-case-21", "1 dag geleden")}[language]
    assert ended.status == 0
    assert ended.out.startswith(title)
    assert days in " ".join(ended.out.split())
    assert "study-case-21" in page.read_text(encoding="utf-8")
    told = json.loads(run("history", "study-case-21", tmp_path / "one.json", "--json").out)
    assert (told["case"], len(told["timeline"])) == ("study-case-21", 1)


def test_case_without_a_record_is_refused_with_near_names(run: Run, tmp_path: Path) -> None:
    """So that a slip in a pseudonym is no empty history."""
    keep(run, tmp_path / "one.json")
    ended = run("history", "study-case-12", tmp_path)

    assert (ended.status, ended.out) == (2, "")
    assert "Did you mean study-case-21?" in ended.err


def test_file_that_is_no_record_is_named(run: Run, tmp_path: Path) -> None:
    """Among many records, the one at fault must be found."""
    keep(run, tmp_path / "one.json")
    (tmp_path / "two.json").write_text("{}", encoding="utf-8")

    for command in (("replay", tmp_path), ("history", "study-case-21", tmp_path)):
        ended = run(*command)
        assert (ended.status, ended.out) == (2, "")
        assert "two.json' has" in ended.err
