"""The command ask: from the first question to the result."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from cli.running import Run, answers_file, in_a_terminal
from riskscreen.cli import main

RED_FLAGS = "stalking-red-flags"
N_FLAGS = len(riskscreen.load(RED_FLAGS).items)


def lines(*typed: str) -> str:
    """What somebody types, a line each."""
    return "".join(f"{line}\n" for line in typed)


def saved(path: Path) -> dict[str, Any]:
    """The answers in a file that was saved."""
    answers: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["answers"]
    return answers


def test_session_goes_from_the_first_question_to_the_result(run: Run, tmp_path: Path) -> None:
    """Every item is asked in its order, the answers are saved, and the result is that of the saved file."""
    target = tmp_path / "case.json"

    ended = run("ask", RED_FLAGS, "--save", target, typed=lines(*["1"] * N_FLAGS))

    assert ended.status == 0
    assert [ended.err.count(f"[{item}]") for item in riskscreen.load(RED_FLAGS).items] == [1] * N_FLAGS
    assert saved(target) == dict.fromkeys(riskscreen.load(RED_FLAGS).items, "absent")
    assert run("score", RED_FLAGS, target).out == ended.out


def test_standard_output_holds_the_result_alone(run: Run) -> None:
    """The conversation is on standard error, so that the result can go to a file."""
    ended = run("ask", RED_FLAGS, "--json", typed=lines(*["1"] * N_FLAGS))

    assert json.loads(ended.out)["instrument"]["id"] == RED_FLAGS


@pytest.mark.parametrize("typed", ["2", "present", "PRESENT", "Present", "aanwezig", " 2 "])
def test_option_is_chosen_by_number_id_or_label(run: Run, typed: str, tmp_path: Path) -> None:
    """What is on the screen can be typed."""
    target = tmp_path / "case.json"

    run("ask", RED_FLAGS, "--save", target, typed=lines(typed, "q"))

    assert saved(target) == {"r1": "present"}


@pytest.mark.parametrize("typed", ["u", "U", "unknown"])
def test_unknown_is_an_answer_of_its_own(run: Run, typed: str, tmp_path: Path) -> None:
    """Looked into and impossible to tell is kept as such."""
    target = tmp_path / "case.json"

    run("ask", RED_FLAGS, "--save", target, typed=lines(typed, "q"))

    assert saved(target) == {"r1": "unknown"}


@pytest.mark.parametrize("typed", ["", "3", "0", "maybe", "presen", "12345", "\N{FULLWIDTH DIGIT ONE}"])
def test_what_is_no_answer_is_asked_again(run: Run, typed: str, tmp_path: Path) -> None:
    """Nothing is guessed: the answers are named, and the same item waits."""
    target = tmp_path / "case.json"

    ended = run("ask", RED_FLAGS, "--save", target, typed=lines(typed, "1", "q"))

    assert "That is none of the answers. Choose from: 1, 2, absent, present, u." in ended.err
    assert saved(target) == {"r1": "absent"}


@pytest.mark.parametrize("typed", [b"\xff\n", b"1" * 20_000 + b"\n", b"\x1b[A\n"])
def test_what_is_no_text_is_asked_again(run: Run, typed: bytes, tmp_path: Path) -> None:
    """Bytes that are no UTF-8, endless lines and keys that only terminals understand are no answers."""
    target = tmp_path / "case.json"

    ended = run("ask", RED_FLAGS, "--save", target, typed=typed + b"1\nq\n")

    assert "That is too long, or holds characters that are no text." in ended.err
    assert saved(target) == {"r1": "absent"}


def test_question_mark_explains_the_item(run: Run) -> None:
    """The guidance of the item and of its options is a key away."""
    item = riskscreen.load(RED_FLAGS).items["r1"]

    said = " ".join(run("ask", RED_FLAGS, typed=lines("?", "1", "q")).err.split())

    assert [f"{name.capitalize()}: {text['en']}" for name, text in item.option_guidance
            if f"{name.capitalize()}: {text['en']}" not in said] == []
    assert len(item.option_guidance) == 3


def test_back_returns_to_the_item_before(run: Run, tmp_path: Path) -> None:
    """An answer can be changed; Enter keeps the others as they are."""
    target = tmp_path / "case.json"

    ended = run("ask", RED_FLAGS, "--save", target, typed=lines("1", "1", "b", "b", "2", "", "q"))

    assert "Answer now: Absent. Enter keeps it." in ended.err
    assert saved(target) == {"r1": "present", "r2": "absent"}


def test_back_at_the_first_item_stays_there(run: Run) -> None:
    """There is nothing before the first item."""
    assert "This is the first item." in run("ask", RED_FLAGS, typed=lines("b", "1", "q")).err


def test_items_that_do_not_apply_are_not_asked(run: Run, doorstep: Path, tmp_path: Path) -> None:
    """Who never were partners are not asked about the custody of children."""
    target = tmp_path / "case.json"

    ended = run("ask", doorstep, "--save", target, typed=lines("no", "1", "1"))

    assert ended.status == 0
    assert "[custody]" not in ended.err
    assert saved(target) == {"former_partner": "no", "threats": "absent", "weapon": "absent"}


def test_items_behind_an_unknown_gate_are_asked_and_may_stay_open(run: Run, doorstep: Path, tmp_path: Path) -> None:
    """Whether they apply is unknown, so an answer can count; Enter leaves them open."""
    target = tmp_path / "case.json"

    ended = run("ask", doorstep, "--save", target, typed=lines("u", "1", "1", ""))

    assert "Whether this applies depends on an answer that is unknown." in ended.err
    assert ended.status == 3
    assert saved(target) == {"former_partner": "unknown", "threats": "absent", "weapon": "absent"}


def test_changed_gate_takes_out_the_answers_that_no_longer_apply(run: Run, varied: Path, tmp_path: Path) -> None:
    """An answer to an item that does not apply would be refused, so it goes, and that is said."""
    target = tmp_path / "case.json"
    there = ["yes", "1", "1", "2"]
    back = ["b", "b", "b", "b", "no"]

    ended = run("ask", varied, "--save", target, typed=lines(*there, *back, "q"))

    assert "No longer asked, so the answer is taken out: custody." in ended.err
    assert saved(target) == {"former_partner": "no", "threats": "absent", "weapon": "absent"}


def test_quitting_saves_what_there_is_and_shows_the_bounds(run: Run, tmp_path: Path) -> None:
    """Half a case is kept, and what is not asked yet counts as open."""
    target = tmp_path / "case.json"

    ended = run("ask", RED_FLAGS, "--save", target, typed=lines("1", "q"))

    assert ended.status == 3
    assert "Left open: r2, r3" in ended.err
    assert run("score", RED_FLAGS, target, "--partial").out == ended.out


def test_end_of_input_stops_like_quitting(run: Run, tmp_path: Path) -> None:
    """A script that ends early has answered what it has answered."""
    target = tmp_path / "case.json"

    ended = run("ask", RED_FLAGS, "--save", target, typed="1\n")

    assert ended.status == 3
    assert saved(target) == {"r1": "absent"}


def test_name_of_the_file_is_asked_for_at_the_end(run: Run, tmp_path: Path) -> None:
    """A file that exists is refused, and another name is asked for, so that no answer is lost."""
    existing, target = tmp_path / "old.json", tmp_path / "case.json"
    existing.write_text("old")

    ended = run("ask", RED_FLAGS, typed=lines("1", "q", str(existing), str(tmp_path / "absent" / "x"), str(target)))

    assert "This file exists already." in ended.err
    assert "[U-cannot-write]" in ended.err
    assert existing.read_text() == "old"
    assert saved(target) == {"r1": "absent"}


def test_empty_name_saves_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers about people are kept only where somebody wants that."""
    monkeypatch.chdir(tmp_path)

    ended = run("ask", RED_FLAGS, typed=lines("1", "q", ""))

    assert "The answers are not saved." in ended.err
    assert list(tmp_path.iterdir()) == []


def test_case_and_moment_are_saved_with_the_answers(run: Run, tmp_path: Path) -> None:
    """What is said of the case on the command line stands in the file."""
    target = tmp_path / "case.json"

    run("ask", RED_FLAGS, "--case", "pseudonym-7", "--as-of", "today", "--save", target, typed=lines("1", "q"))

    assert target.read_text() == (
        '{\n  "format": "riskscreen-answers/1",\n  "instrument": {"id": "stalking-red-flags", "version": "0.2.0"},\n'
        '  "case": "pseudonym-7",\n'
        '  "as_of": "today",\n  "answers": {"r1": "absent"}\n}\n')


def test_evidence_is_asked_for_where_that_is_wanted(run: Run, varied: Path, tmp_path: Path) -> None:
    """After an answer come its reason, its source and its indicators; what is left empty is left out."""
    target = tmp_path / "case.json"
    plain = [part for answer in ("no", "1", "1", "3", "1.5", "fine", "a") for part in (answer, "", "")]

    run("ask", varied, "--evidence", "--save", target,
        typed=lines(*plain, "1", "seen twice", "letter", "3 seen", "2, seen"))

    assert saved(target)["threats"] == "absent"
    assert saved(target)["digit"] == {
        "answer": "1", "because": "seen twice", "source": "letter", "indicators": ["seen", "heard"]}


def test_numbers_and_texts_are_checked_like_everywhere(run: Run, varied: Path, tmp_path: Path) -> None:
    """Out of range, too many decimals and too long are asked again, with what would do."""
    target = tmp_path / "case.json"
    typed = lines("no", "1", "1", "21", "2.5", "3", "1.25", "1,5", "1.5", "x" * 21, "fine", "q")

    ended = run("ask", varied, "--save", target, typed=typed)

    assert ended.err.count("Give a whole number from 0 to 20.") == 2
    assert ended.err.count("Give a number from 0 to 24, with decimals after a point (at most 1).") == 2
    assert "Give a text of at most 20 characters." in ended.err
    assert target.read_text().count("1.5") == 1
    assert saved(target) | {"hours": None} == {"former_partner": "no", "threats": "absent", "weapon": "absent",
                                               "incidents": 3, "hours": None, "remark": "fine"}


def test_text_may_be_left_out(run: Run, varied: Path, tmp_path: Path) -> None:
    """A text is never required, and unknown is a text like any other, so it is not offered."""
    target = tmp_path / "case.json"

    run("ask", varied, "--save", target, typed=lines("no", "1", "1", "u", "u", "", "a", "1"))

    assert "remark" not in saved(target)
    assert saved(target)["hours"] == "unknown"


def test_id_of_an_option_outranks_keys_and_numbers(run: Run, varied: Path, tmp_path: Path) -> None:
    """b is the option b where there is one, and /b goes back; 1 is the option 1, not the first of 0 and 1."""
    target = tmp_path / "case.json"

    ended = run("ask", varied, "--save", target,
                typed=lines("no", "1", "1", "3", "1", "", "b", "b", "/b", "", "", "1"))

    assert "  /b  back" in ended.err
    assert (saved(target)["letter"], saved(target)["digit"]) == ("b", "1")


def test_unknown_is_not_offered_where_it_is_no_answer(run: Run, varied: Path) -> None:
    """An item that must be known says so by what it offers."""
    ended = run("ask", varied, typed=lines("no", "1", "1", "3", "1", "", "a", "u", "q"))

    assert "That is none of the answers. Choose from: 0, 1." in ended.err


def test_dutch_session_speaks_dutch(run: Run) -> None:
    """The fixed words are in the language of the items."""
    said = run("ask", RED_FLAGS, "--lang", "nl", typed=lines("x", "1", "t", "", "s")).err

    assert "Dat is geen van de antwoorden. Kies uit: 1, 2, Afwezig, Aanwezig, o." in said
    assert "Antwoord nu: Afwezig. Met Enter blijft dat zo." in said
    assert "De antwoorden zijn niet bewaard." in said
    assert "Answer" not in said


def test_session_works_in_a_terminal() -> None:
    """With a keyboard and a screen, question and answer stand below each other, and the result follows."""
    ended = in_a_terminal("ask", RED_FLAGS, typed=lines(*["1"] * N_FLAGS, "", "no"))

    assert ended.status == 0
    assert f"{N_FLAGS} of {N_FLAGS} [r{N_FLAGS}]" in ended.out
    assert "\x1b[1mLow\x1b[0m" in ended.out


def test_answers_that_are_saved_can_be_scored(run: Run, varied: Path, tmp_path: Path) -> None:
    """A file from ask is an answers file like any other, decimals and texts included."""
    target = tmp_path / "case.json"

    asked = run("ask", varied, "--save", target, typed=lines("no", "2", "1", "3", "1.5", "fine", "a", "1"))

    assert asked.status == 0
    assert run("score", varied, target).out == asked.out
    assert run("score", varied, "-", typed=answers_file("varied", {"threats": "present"})).status == 2


# From one instrument to the next


WEAPON = ["1", "2", *["1"] * (N_FLAGS - 2)]  # the flag r2 is present, all others are absent


def test_what_comes_next_is_only_said_where_nobody_sits_at_the_keyboard(run: Run) -> None:
    """A script gets no question that it did not expect."""
    ended = run("ask", RED_FLAGS, typed=lines(*WEAPON, "", "yes"))

    assert ended.status == 0
    said = " ".join(ended.err.split())
    assert "Urgency: High. Stalking screen" in said
    assert "(sash-style) comes next. riskscreen ask sash-style asks its items." in said
    assert "Go on" not in ended.err
    assert "Instruments that come next\n  - sash-style" in ended.out


def test_somebody_goes_on_with_the_next_instrument_and_keeps_what_was_answered(tmp_path: Path) -> None:
    """Shared answers stand there already; both results come at the end, and both sets of answers can be saved."""
    first, second = tmp_path / "first.json", tmp_path / "first-sash-style.json"

    ended = in_a_terminal("ask", RED_FLAGS, "--json", "--save", first, typed=lines(
        *WEAPON, "yes", "", *["1"] * 3, "", *["1"] * 5, "", *["1"] * 3))

    assert ended.status == 0
    assert "3 answers are carried over" in " ".join(ended.out.split())
    assert "Answer now: Present. Enter keeps it." in ended.out
    assert saved(first)["r2"] == "present"
    assert saved(second)["former_partner"] == "no"
    assert saved(second)["s10"] == "present"
    assert saved(second)["s4"] == "absent"
    told = json.loads(ended.out[ended.out.rindex('{\n  "results"'):])
    assert [result["instrument"]["id"] for result in told["results"]] == [RED_FLAGS, "sash-style"]


def test_no_leaves_it_at_the_first_result() -> None:
    """Enter alone is a no, and what is neither yes nor no is asked again."""
    ended = in_a_terminal("ask", RED_FLAGS, typed=lines(*WEAPON, "", "perhaps", ""))

    assert ended.status == 0
    assert ended.out.count("Go on with it now?") == 2
    assert "sash-style 0.2.0" not in ended.out


class Keyboard(io.StringIO):
    """Somebody who types these lines and then presses Ctrl-C."""

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:
        line = super().readline() if size is None else super().readline(size)
        if not line:
            raise KeyboardInterrupt
        return line


def test_stopping_the_next_instrument_keeps_the_first_result(monkeypatch: pytest.MonkeyPatch,
                                                             capsys: pytest.CaptureFixture[str]) -> None:
    """What was asked and saved before is not lost by a change of mind."""
    monkeypatch.setattr(sys, "stdin", Keyboard(lines(*WEAPON, "", "yes", "no")))

    status = main(["ask", RED_FLAGS])

    assert status == 0
    assert capsys.readouterr().out.startswith("Red flags at a report of stalking")


def test_next_instrument_that_is_not_installed_is_named(doorstep: Path, run: Run, tmp_path: Path) -> None:
    """A definition may lead to one that is not here; where it hangs on open answers, that is said."""
    document = json.loads(doorstep.read_text(encoding="utf-8")) | {"id": "first-check"}
    document["outcomes"][0]["levels"][2]["next"] = ["no-such-instrument", "sash-style"]
    path = tmp_path / "first.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    ended = run("ask", path, "--lang", "nl", typed=lines("1", "o", "2", ""))

    assert "Misschien komt hierna no-such-instrument: dat hangt af van de open antwoorden. Dat is hier niet" in \
        " ".join(ended.err.split())
    assert "Mate van zorg: Midden of Hoog. Misschien komt hierna" in ended.err


def test_open_route_is_told_with_what_may_come_next_and_what_to_do(doorstep: Path, run: Run, tmp_path: Path) -> None:
    """The routes that are possible, what to do until one is settled, and no step that only some of them have."""
    document = json.loads(doorstep.read_text(encoding="utf-8"))
    document["outcomes"][0] |= {"kind": "route", "when_open": [{"en": "Ask on.", "nl": "Vraag door."}]}
    always = {"en": "Write it down.", "nl": "Schrijf het op."}
    for level in document["outcomes"][0]["levels"]:
        level["follow_up"] = [always, dict.fromkeys(("en", "nl"), f"Only at {level['id']}.")]
    document["outcomes"][0]["levels"][2]["next"] = ["not-there", "sash-style"]
    definition = tmp_path / "route.json"
    definition.write_text(json.dumps(document), encoding="utf-8")

    ended = run("ask", definition, typed=lines("no", "present", "u"))

    asked, told = (" ".join(text.split()) for text in (ended.err, ended.out))
    assert "not-there may come next: that depends on the open answers. It is not installed here." in asked
    assert "Level of concern: still possible: High or Medium. Stalking screen" in asked
    assert "(sash-style) may come next" in asked
    assert "Level of concern: still possible: High or Medium. 1 answer is still open. Needed already " \
        "- Write it down. While this is not settled - Ask on. " \
        "Instruments that may come next - not-there - sash-style" in told
    assert "Only at" not in told
