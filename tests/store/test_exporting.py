"""What is written out of a store goes into another one as it was; of one case it is a page too."""

from __future__ import annotations

import json
import os
import random
import stat
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from records.samples import ABSENT, doorstep, refusal, sealed
from riskscreen import History
from riskscreen.store import RecordStore
from store.screenings import LATER, MADE_AT, by_hand, filled, flags, judged, kept, screening

N_EDITS = int(os.environ.get("RISKSCREEN_EDITS", "18"))


def another(tmp_path: Path) -> RecordStore:
    """An empty store of somebody else."""
    return RecordStore(tmp_path / "another.db", actor="another desk")


def test_what_is_written_out_goes_into_an_empty_store_as_it_was(store: RecordStore, tmp_path: Path) -> None:
    """The same records, with their digests, judgements and definitions, also of one that is installed nowhere."""
    filled(store, 7)
    own = doorstep().score(ABSENT).record(case="of our own", rater="r", made_at=MADE_AT, notes="two\nlines\u2028here")
    store.append(judged(own, "high"))
    n_records = store.export(tmp_path / "out")
    other = another(tmp_path)
    found = other.import_(tmp_path / "out")

    assert (n_records, found.n_records, found.n_new) == (8, 8, 8)
    assert [*other.records()] == [*store.records()]
    assert [record.to_json() for record in other.records()] == [record.to_json() for record in store.records()]
    assert riskscreen.read_records(tmp_path / "out") == tuple(store.records())
    assert all(record.replay(other) for record in riskscreen.read_records(tmp_path / "out"))
    assert other.verify()


def test_import_again_is_no_second_one(store: RecordStore, tmp_path: Path) -> None:
    """And a judgement that was added since is taken in."""
    records = filled(store, 4)
    other = another(tmp_path)
    store.export(tmp_path / "first")
    other.import_(tmp_path / "first")
    before = other.head
    again = other.import_(tmp_path / "first")
    assert (again.n_records, again.n_new, other.head) == (4, 0, before)

    store.judge(records[1].id, "urgency", "high", because="Seen.", by="unit 9", at=LATER)
    store.export(tmp_path / "second")
    assert other.import_(tmp_path / "second").n_new == 1
    assert [*other.records()] == [*store.records()]


def test_of_one_case_only_its_records_are_written(store: RecordStore, tmp_path: Path) -> None:
    """With its page, in a folder that others cannot look into."""
    filled(store, 6)

    assert store.export(tmp_path / "out", "pseudonym-1") == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["case.html", "definitions", "records.jsonl"]
    assert riskscreen.read_records(tmp_path / "out") == store.history("pseudonym-1").records
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert "pseudonym-2" not in (tmp_path / "out" / "case.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_page_of_a_case_has_all_that_is_kept_of_it(store: RecordStore, tmp_path: Path, language: str) -> None:
    """Every answer with its reason, notes, context, every judgement with its reason, the slip too, and who looked."""
    slip = kept(flags(r1={"answer": "present", "because": "a letter", "source": "report 12"}), id="slip",
                notes="heard of it by phone", context={"region": "north"}, owner="team north")
    mended = kept(flags(r1="unknown"), id="mended", replaces=slip, made_at=LATER)
    for record in (slip, mended):
        store.append(record)
    for level, because in (("high", "seen near the school"), ("medium", "it was another man")):
        store.judge("mended", "urgency", level, because=because, by="badge 1182", at=LATER)
    store.acting("badge 77").record("slip")
    store.acting("badge 78").history("pseudonym-7")
    store.export(tmp_path / "out", "pseudonym-7", language=language)
    page = (tmp_path / "out" / "case.html").read_text(encoding="utf-8")

    for said in ("a letter", "report 12", "heard of it by phone", "north", "team north", "seen near the school",
                 "it was another man", "badge 1182", "badge 77", "slip", "mended"):
        assert said in page, said
    deeds = {"en": ["kept a record", "kept a judgement", "looked at a record", "looked at all records of the case",
                    "wrote out all records of the case"],
             "nl": ["een vastlegging bewaard", "een oordeel bewaard", "een vastlegging ingezien",
                    "alle vastleggingen van de zaak ingezien", "alle vastleggingen van de zaak uitgevoerd"]}[language]
    assert [page.count(f"<td>{deed}</td>") for deed in deeds] == [2, 2, 1, 1, 1]
    titles = {"en": ["Each record in full", "What was done with these records", "When", "What", "Who",
                     "is noted in the store, and not here"],
              "nl": ["Elke vastlegging volledig", "Wat er met deze vastleggingen is gedaan", "Wanneer", "Wat", "Wie",
                     "is in de opslag genoteerd en staat hier niet"]}[language]
    assert [title for title in titles if f"{title}<" not in page and f"{title}.<" not in page] == []
    assert page.count({"en": "There is a slip in this record", "nl": "Hierin staat een vergissing"}[language]) == 1
    assert [(entry.action, entry.actor) for entry in store.log("pseudonym-7")][-1] == ("export", "intake desk")


def test_nothing_is_written_where_it_cannot_be_whole(store: RecordStore, tmp_path: Path) -> None:
    """No such case, a folder that is there, a language that there is not, a page of everybody."""
    filled(store, 2)
    (tmp_path / "taken").mkdir()
    before = store.head

    assert refusal(lambda: store.export(tmp_path / "out", "pseudonym-9")) == [("R-unknown-case", "")]
    assert refusal(lambda: store.export(tmp_path / "taken", "pseudonym-0")) == [("U-exists", "")]
    assert refusal(lambda: store.export(tmp_path / "out", "pseudonym-0", language="nk")) == [("U-unknown-language", "")]
    assert refusal(lambda: store.export(tmp_path / "out", language="nl")) == [("U-no-page", "")]
    assert refusal(lambda: store.export(7)) == [("U-wrong-type", "")]  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        store.export(tmp_path / "nowhere" / "out", "pseudonym-0")
    assert [path.name for path in tmp_path.iterdir() if "screenings" not in path.name] == ["taken"]
    assert store.head == before


def test_case_that_was_changed_by_hand_is_not_written_out(tmp_path: Path) -> None:
    """What is not what was kept is nothing to hand on."""
    store = RecordStore(tmp_path / "screenings.db", actor="a")
    store.append(screening(1))
    by_hand(str(tmp_path / "screenings.db"), "UPDATE riskscreen_content SET body = replace(body, 'note', 'nota')",
            without_triggers=["riskscreen_content_update"])

    for case in ("pseudonym-1", None):
        assert refusal(lambda case=case: store.export(tmp_path / "out", case)) == [("R-changed", "/2")]
    assert not (tmp_path / "out").exists()


def test_all_that_is_refused_is_said_at_once_and_nothing_is_kept(store: RecordStore, tmp_path: Path) -> None:
    """Lines and files with a fault, by their file and line, and records that do not fit the store."""
    store.append(kept(flags(r1="present"), id="2026/1"))
    good, other = screening(5), kept(flags(r1="absent"), id="2026/1")
    edited = {**screening(6).to_dict(), "notes": "edited"}
    unfit: dict[str, Any] = screening(8).to_dict()
    unfit["instrument"]["digest"] = "sha256:" + "0" * 64
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [good, other, edited, "", "{", json.loads(sealed(unfit))]
    (folder / "a.jsonl").write_text("\n".join(
        line if isinstance(line, str) else json.dumps(line if isinstance(line, dict) else line.to_dict())
        for line in lines), encoding="utf-8")
    (folder / "b.json").write_text("{}", encoding="utf-8")
    before = store.head

    with pytest.raises(riskscreen.RecordError) as caught:
        store.import_(folder)
    found = [(problem.code, problem.pointer, problem.line) for problem in caught.value.problems]
    assert found[:4] == [("R-same-id", "/a.jsonl/id", 2), ("R-changed", "/a.jsonl/digest", 3),
                         ("J-syntax", "/a.jsonl", 5), ("R-no-definition", "/a.jsonl/instrument/digest", 6)]
    assert {(code, pointer.partition("/b.json/")[0]) for code, pointer, _ in found[4:]} == {("R-missing-property", "")}
    assert f"The import of '{folder}' has" in str(caught.value)
    assert store.head == before


def test_long_line_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    """More than a record may be is not looked into, and no second line is made of its rest."""
    path = tmp_path / "records.jsonl"
    path.write_bytes(b'"' + b"x" * 9_000_000 + b'"\n' + json.dumps(screening(1).to_dict()).encode() + b"\n{\n")

    with pytest.raises(riskscreen.RecordError) as caught:
        riskscreen.read_records(path)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("J-too-large", 1), ("J-syntax", 3)]


def test_file_of_one_record_and_a_shelf_can_be_imported(tmp_path: Path) -> None:
    """As `riskscreen record` writes it; its definition is where the caller says."""
    record = doorstep().score(ABSENT).record(case="c", rater="r", made_at=MADE_AT)
    (tmp_path / "one.json").write_text(record.to_json(), encoding="utf-8")
    other = another(tmp_path)

    assert refusal(lambda: other.import_(tmp_path / "one.json")) == [("R-no-definition", "/instrument/digest")]
    assert other.import_(tmp_path / "one.json", shelf=doorstep()).n_new == 1
    assert other.history("c") == History([record])
    with pytest.raises(FileNotFoundError):
        other.import_(tmp_path / "none.json")


def test_definition_that_is_damaged_is_told_of_each_record_that_needs_it(store: RecordStore, tmp_path: Path) -> None:
    """And nothing is kept."""
    for n in range(2):
        store.append(doorstep().score(ABSENT, partial=True).record(case=f"c{n}", rater="r", made_at=MADE_AT))
    store.export(tmp_path / "out")
    (damaged,) = (tmp_path / "out" / "definitions").iterdir()
    damaged.write_text("{", encoding="utf-8")
    other = another(tmp_path)

    assert refusal(lambda: other.import_(tmp_path / "out")) == [
        ("R-no-definition", "/records.jsonl/instrument/digest")] * 2
    assert [*other.records()] == []


def test_record_that_names_another_id_with_a_known_digest_has_no_definition(store: RecordStore, tmp_path: Path) -> None:
    """By hand: the digest of a definition that the store has, under the name of another instrument."""
    store.append(screening(1))
    document: dict[str, Any] = screening(2).to_dict()
    document["instrument"]["id"] = "sash-style"
    (tmp_path / "one.json").write_text(sealed(document), encoding="utf-8")

    assert refusal(lambda: store.import_(tmp_path / "one.json")) == [("R-no-definition", "/instrument/digest")]
    assert refusal(lambda: store.append(riskscreen.read_record(tmp_path / "one.json"))) == [
        ("R-no-definition", "/instrument/digest")]


@pytest.mark.parametrize("n", range(N_EDITS))
def test_line_that_was_edited_is_named(tmp_path: Path, n: int) -> None:
    """A character changed, a piece taken out, pieces of two lines swapped, the file cut within a line."""
    with RecordStore(tmp_path / "screenings.db", actor="a") as store:
        filled(store, 7)
        store.export(tmp_path / "out")
    path, rng = tmp_path / "out" / "records.jsonl", random.Random(n)
    whole, lines = riskscreen.read_records(path), path.read_text(encoding="utf-8").splitlines()
    first, last = sorted(rng.sample(range(7), 2))
    start, end = sorted(rng.sample(range(1, min(len(lines[first]), len(lines[last]))), 2))
    end = min(end, start + 600)  # else a whole record could change places, which is no edit of it
    piece, other = lines[first][start:end], lines[last][start:end]
    made = [{first: lines[first][:start] + ("y" if piece[0] == "x" else "x") + lines[first][start + 1:]},
            {first: lines[first][:start] + lines[first][end:]},
            {first: lines[first][:start] + other + lines[first][end:],
             last: lines[last][:start] + piece + lines[last][end:]},
            {first: lines[first][:start], **dict.fromkeys(range(first + 1, 7), "")}][n % 4]
    path.write_text("\n".join(made.get(k, line) for k, line in enumerate(lines)), encoding="utf-8")

    try:
        found = riskscreen.read_records(path)
    except riskscreen.RecordError as error:
        assert min(problem.line or 0 for problem in error.problems) == first + 1
    else:
        assert found == whole  # as where pieces that are equal were swapped


def test_line_that_is_gone_is_no_fault_of_the_others(tmp_path: Path) -> None:
    """Lines are not chained: that there were more of them only the store can tell."""
    with RecordStore(tmp_path / "screenings.db", actor="a") as store:
        filled(store, 5)
        store.export(tmp_path / "out")
    path = tmp_path / "out" / "records.jsonl"
    whole = riskscreen.read_records(path)
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")

    assert riskscreen.read_records(path) == whole[:-1]
