"""What is typed in ask is not lost, and what cannot wait is said at once."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import termios
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from cli.running import Run, command, in_a_terminal, surroundings

RED_FLAGS = "stalking-red-flags"
ITEMS = list(riskscreen.load(RED_FLAGS).items)
N_FLAGS = len(ITEMS)


def lines(*typed: str) -> str:
    """What somebody types, a line each."""
    return "".join(f"{line}\n" for line in typed)


def saved(path: Path) -> dict[str, Any]:
    """The answers in a file."""
    answers: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["answers"]
    return answers


def test_every_answer_is_in_the_file_before_the_next_question(tmp_path: Path) -> None:
    """A program that is killed loses nothing that was answered."""
    target = tmp_path / "case.json"
    process = subprocess.Popen([*command(), "ask", RED_FLAGS, "--save", target], stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=surroundings())
    assert process.stdin is not None
    assert process.stderr is not None
    for n in range(3):
        process.stdin.write(b"2\n")
        process.stdin.flush()
        while f"[{ITEMS[n + 1]}]".encode() not in process.stderr.readline():
            pass
        assert saved(target) == dict.fromkeys(ITEMS[:n + 1], "present")
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)

    assert saved(target) == dict.fromkeys(ITEMS[:3], "present")
    assert os.listdir(tmp_path) == ["case.json"]


@pytest.mark.parametrize(("ending", "status"), [("\x03", 2), (None, -signal.SIGKILL)])
def test_in_a_terminal_all_that_was_answered_is_in_the_file(ending: str | None, status: int, tmp_path: Path) -> None:
    """After Ctrl-C, and after a kill that no program hears of; --resume goes on from there."""
    target = tmp_path / "case.json"
    terminal, inner = pty.openpty()
    process = subprocess.Popen([*command(), "ask", RED_FLAGS, "--save", target], stdin=inner, stdout=inner,
                               stderr=inner, env=surroundings({"TERM": "xterm"}), preexec_fn=_own_terminal)
    os.close(inner)
    screen = b""
    for item in ITEMS[:4]:
        while f"[{item}]".encode() not in screen or not screen.endswith(b"> "):
            screen += os.read(terminal, 65_536)
        if item != ITEMS[3]:
            os.write(terminal, b"2\n")
    if ending is None:
        process.kill()
    said = _rest(terminal, b"" if ending is None else ending.encode())
    os.close(terminal)

    assert process.wait(timeout=60) == status
    assert saved(target) == dict.fromkeys(ITEMS[:3], "present")
    assert os.listdir(tmp_path) == ["case.json"]
    assert ("--resume goes on with them" in " ".join(said.split())) == (ending is not None)


def _own_terminal() -> None:
    """Make standard input the terminal of a session of one's own, so that its Ctrl-C is heard."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _rest(terminal: int, key: bytes) -> str:
    """What comes until the end, while a key is pressed again after ten seconds of silence.

    Between the last look at signals and the wait for a line Python does not hear one: whoever sits there presses again.
    """
    said = b""
    try:
        for _ in range(6):
            os.write(terminal, key)
            while select.select([terminal], [], [], 10)[0] and (part := os.read(terminal, 65_536)):
                said += part
    except OSError:  # on Linux, the end of a terminal is an error
        pass
    return said.decode()


def test_it_goes_on_where_it_stopped(run: Run, tmp_path: Path) -> None:
    """What is answered stands, with what is known of the case, and the first item that is open comes next."""
    target = tmp_path / "case.json"
    run("ask", RED_FLAGS, "--case", "case-7", "--rater", "r", "--save", target, typed=lines("2", "1", "q"))

    ended = run("ask", RED_FLAGS, "--save", target, "--resume", typed=lines(*["1"] * (N_FLAGS - 2)))

    assert ended.status == 0
    assert "2 answers are there already." in ended.err
    assert f"[{ITEMS[1]}]" not in ended.err
    assert saved(target) == {**dict.fromkeys(ITEMS, "absent"), ITEMS[0]: "present"}
    assert {"case": "case-7", "rater": "r"}.items() <= json.loads(target.read_text(encoding="utf-8")).items()


def test_going_on_without_a_file_begins_anew_and_says_so(run: Run, tmp_path: Path) -> None:
    """Whoever always types --resume is served too; without a place to go on from it is refused."""
    target = tmp_path / "case.json"

    ended = run("ask", RED_FLAGS, "--save", target, "--resume", typed=lines("1", "q"))

    assert "Nothing is saved there yet" in ended.err
    assert saved(target) == {ITEMS[0]: "absent"}
    assert "[U-usage]" in run("ask", RED_FLAGS, "--resume").err


@pytest.mark.parametrize("content", [
    "", "{", '{"instrument": {"id": "sash-style", "version": "0.2.0"}, "answers": {}}',
    '{"instrument": {"id": "stalking-red-flags", "version": "0.2.0"}, "answers": {"r1": "presnt"}}'])
def test_a_file_that_does_not_fit_is_refused_and_stays(run: Run, content: str, tmp_path: Path) -> None:
    """Nothing is asked, and nothing of what stands there is written over."""
    target = tmp_path / "case.json"
    target.write_text(content, encoding="utf-8")

    ended = run("ask", RED_FLAGS, "--save", target, "--resume", typed=lines("1", "q"))

    assert (ended.status, "[r1]" in ended.err) == (2, False)
    assert target.read_text(encoding="utf-8") == content


def test_file_that_can_be_written_no_more_is_told_once_and_asked_for_at_the_end(
        run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up half-way does not end the conversation."""
    from riskscreen.cli.ask import so_far  # noqa: PLC0415  # what is broken here
    from riskscreen.cli.files import Unreachable  # noqa: PLC0415

    target, other = tmp_path / "case.json", tmp_path / "other.json"

    def full(*_: object, **__: object) -> None:
        raise Unreachable("U-cannot-write", "Cannot write: no space left.")

    monkeypatch.setattr(so_far, "write_file", full)
    ended = run("ask", RED_FLAGS, "--save", target, typed=lines("1", "1", "q", str(other)))

    assert ended.err.count("no space left") == 1
    assert saved(other) == dict.fromkeys(ITEMS[:2], "absent")


@pytest.mark.parametrize("typed", ["n", "N", "no", "nee "])
def test_no_is_no_name_of_a_file(run: Run, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who says no to a question about a file does not get one of that name; who says yes is asked for a name."""
    monkeypatch.chdir(tmp_path)
    ended = run("ask", RED_FLAGS, "--lang", "nl", typed=lines("1", "s", "ja", typed))

    assert ended.err.count("In welk bestand") == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "said"), [
    ("en", "Urgency: High. No answer to what is still open can lower this. Do not wait for the last question:"),
    ("nl", "Urgentie: Hoog. Geen antwoord op wat nog open is kan dit verlagen. Wacht niet op de laatste vraag:")])
def test_highest_level_says_at_once_what_it_asks(run: Run, language: str, said: str) -> None:
    """A threat to kill is enough for high: the steps are told before the next question, and once."""
    level = riskscreen.load(RED_FLAGS).outcomes["urgency"].levels[-1]

    ended = run("ask", RED_FLAGS, "--lang", language, typed=lines("2", "1", "s" if language == "nl" else "q"))
    told = " ".join(ended.err.split())

    assert told.count(said) == 1
    assert told.index("[r1]") < told.index(said) < told.index("[r2]")
    between = told[told.index(said):told.index("[r2]")]
    assert all(" ".join(step[language].split()) in between for step in level.follow_up)


def test_level_by_a_rule_for_missing_answers_is_never_called_final(run: Run, doorstep: Path, tmp_path: Path) -> None:
    """Two signs with one unknown stand at high by the rule (2 / 1 * 2); the unknown one can still be absent."""
    document = json.loads(doorstep.read_text(encoding="utf-8"))
    document["scales"] = [{"id": "severe", "count": {"items": ["threats", "weapon"]}, "where": ["present"],
                           "missing": {"allow": 1, "method": "prorate"}}]
    document["outcomes"][0]["levels"][2]["follow_up"] = [{"en": "Act now.", "nl": "Handel nu."}]
    document["outcomes"][0]["rules"] = [rule for rule in document["outcomes"][0]["rules"]
                                        if rule["id"] == "both_severe"]
    path = tmp_path / "filled.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    ended = run("ask", path, typed=lines("no", "2", "1"))
    told = " ".join(ended.err.split())

    assert "High, as far as is answered; a later answer can change that." in told
    assert "it is no longer certain that this is the highest level." in told
    assert "can lower this" not in told


def test_what_stands_already_is_said_when_one_goes_on(run: Run, tmp_path: Path) -> None:
    """Saved answers that are enough for high are told before the first question."""
    target = tmp_path / "case.json"
    run("ask", RED_FLAGS, "--save", target, typed=lines("2", "q"))

    told = " ".join(run("ask", RED_FLAGS, "--save", target, "--resume", typed=lines("q")).err.split())

    assert told.index("Urgency: High.") < told.index("[r2]")


def test_answer_that_is_taken_back_takes_back_what_was_said(run: Run) -> None:
    """What is no longer certain is said to be so."""
    ended = run("ask", RED_FLAGS, typed=lines("2", "b", "1", "q"))

    assert "it is no longer certain that this is the highest level." in " ".join(ended.err.split())


def test_unknown_alone_rings_no_alarm(run: Run) -> None:
    """High is possible from the first question on, and certain of none of these."""
    assert "Do not wait for the last question" not in run("ask", RED_FLAGS, typed=lines(*["u"] * N_FLAGS)).err


def test_finished_screening_is_kept_in_the_store(run: Run, tmp_path: Path) -> None:
    """The record has case, rater and answers, and nothing is left beside the store."""
    from riskscreen.store import RecordStore  # noqa: PLC0415  # an extra

    place = tmp_path / "cases.db"
    ended = run("ask", RED_FLAGS, "--case", "case-7", "--rater", "desk 3", "--store", place,
                typed=lines("2", *["u"] * (N_FLAGS - 1)))

    assert ended.status == 0
    assert "A record is kept in the store." in ended.err
    assert os.listdir(tmp_path) == ["cases.db"]
    with RecordStore(place, actor="test", create=False) as store:
        kept = store.history("case-7").records[0]
    assert (kept.rater, kept.made_at is not None, kept.instrument.id) == ("desk 3", True, RED_FLAGS)


def test_half_a_screening_is_no_record_and_can_be_gone_on_with(run: Run, tmp_path: Path) -> None:
    """It stands beside the store, under a name that says nothing of the case, until it is finished."""
    from riskscreen.store import RecordStore  # noqa: PLC0415  # an extra

    place = tmp_path / "cases.db"
    words = ("ask", RED_FLAGS, "--case", "case-7", "--rater", "desk 3", "--store", place)
    stopped = run(*words, typed=lines("1", "q"))
    beside = [path for path in tmp_path.iterdir() if path.suffix == ".json"]

    assert "no record is kept yet" in " ".join(stopped.err.split())
    assert len(beside) == 1
    assert "case-7" not in beside[0].name
    with RecordStore(place, actor="test", create=False) as store:
        assert list(store.records()) == []

    assert run(*words, "--resume", typed=lines(*["1"] * (N_FLAGS - 1))).status == 0
    assert os.listdir(tmp_path) == ["cases.db"]


def test_next_instrument_lies_beside_the_first_after_every_answer(tmp_path: Path) -> None:
    """What is answered to it is kept like what was answered before; what stands there already is not touched."""
    weapon = ["1", "2", *["1"] * (N_FLAGS - 2)]
    ended = in_a_terminal("ask", RED_FLAGS, "--save", tmp_path / "a.json", typed=lines(*weapon, "yes", "", "2", "q"))

    assert ended.status in (0, 3)
    assert sorted(os.listdir(tmp_path)) == ["a-sash-style.json", "a.json"]
    assert saved(tmp_path / "a-sash-style.json")["s1"] == "present"


def test_next_instrument_goes_into_the_store_too(tmp_path: Path) -> None:
    """Half of it is kept beside the store, the first one is a record."""
    from riskscreen.store import RecordStore  # noqa: PLC0415  # an extra

    weapon = ["1", "2", *["1"] * (N_FLAGS - 2)]
    place = tmp_path / "cases.db"
    in_a_terminal("ask", RED_FLAGS, "--case", "case-7", "--rater", "desk 3", "--store", place,
                  typed=lines(*weapon, "yes", "", "2", "q"))

    with RecordStore(place, actor="test", create=False) as store:
        assert [kept.instrument.id for kept in store.records()] == [RED_FLAGS]
    beside = [path for path in tmp_path.iterdir() if path.suffix == ".json"]
    assert [saved(path)["s1"] for path in beside] == ["present"]


@pytest.mark.parametrize(("language", "typed"), [
    ("en", "back"), ("en", "bac"), ("nl", "terug"), ("nl", "ter"), ("nl", "back")])
def test_words_for_commands_work_from_three_letters_on(run: Run, language: str, typed: str, tmp_path: Path) -> None:
    """In English always, and in the language of the conversation; the beginning of an option is no command."""
    target = tmp_path / "case.json"

    run("ask", RED_FLAGS, "--lang", language, "--save", target, typed=lines("1", typed, "2", "", "quit"))

    assert saved(target) == {"r1": "present"}


def test_store_that_breaks_does_not_take_the_answers_along(run: Run, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    """The record cannot be kept, and that is said; the answers lie beside the store."""
    from riskscreen.cli.files import Unreachable  # noqa: PLC0415  # what breaks here
    from riskscreen.store import RecordStore  # noqa: PLC0415  # an extra

    def full(*_: object, **__: object) -> None:
        raise Unreachable("U-cannot-write", "Cannot write: no space left.")

    monkeypatch.setattr(RecordStore, "append", full)
    ended = run("ask", RED_FLAGS, "--case", "case-7", "--rater", "desk 3", "--store", tmp_path / "cases.db",
                typed=lines(*["1"] * N_FLAGS))

    assert ended.status == 4
    beside = [path for path in tmp_path.iterdir() if path.suffix == ".json"]
    assert [saved(path) for path in beside] == [dict.fromkeys(ITEMS, "absent")]
    assert f"saved in {beside[0]}" in ended.err


def test_store_wants_to_know_case_and_rater_before_anything_is_asked(run: Run, tmp_path: Path) -> None:
    """A record says who answered; nobody hears that after twenty items."""
    ended = run("ask", RED_FLAGS, "--case", "case-7", "--store", tmp_path / "cases.db", typed=lines("1"))

    assert (ended.status, "--rater TEXT" in ended.err, "[r1]" in ended.err) == (2, True, False)


def test_evidence_can_be_explained_and_gone_back_from(run: Run, tmp_path: Path) -> None:
    """A question mark is no fact, and b leads back to the question."""
    target = tmp_path / "case.json"

    ended = run("ask", RED_FLAGS, "--evidence", "--save", target,
                typed=lines("2", "?", "b", "1", "a letter", "", "q"))

    assert "What the answer rests on: a fact, in your own words." in " ".join(ended.err.split())
    assert saved(target) == {"r1": {"answer": "absent", "because": "a letter"}}


def test_language_without_words_of_ours_is_said(run: Run, doorstep: Path, tmp_path: Path) -> None:
    """An instrument in another language is asked in it, and the rest is said to be English."""
    text = doorstep.read_text(encoding="utf-8").replace('"nl":', '"fi":').replace('"nl"', '"fi"')
    path = tmp_path / "finnish.json"
    path.write_text(text, encoding="utf-8")

    said = run("ask", path, "--lang", "fi", typed=lines("1", "q")).err

    assert "What riskscreen itself says is in English here" in " ".join(said.split())
