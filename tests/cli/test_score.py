"""The command score: a file of answers in, a level or its bounds out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import riskscreen
from cli.running import LOW, UNDETERMINED, Run, all_absent, answers_file, in_a_terminal, started


def test_settled_case_shows_its_level_with_status_0(run: Run) -> None:
    """A case in which nothing is unknown has one level."""
    ended = run("score", "sash-style", LOW)

    assert (ended.status, ended.err) == (0, "")
    assert "Level of concern: Low" in ended.out


def test_case_with_more_than_one_possible_level_has_status_3(run: Run) -> None:
    """No single level is no failure: the bounds stand on standard output."""
    ended = run("score", "sash-style", UNDETERMINED)

    assert (ended.status, ended.err) == (3, "")
    assert "Medium or High" in ended.out


def test_result_says_of_which_case_and_moment_it_is(run: Run) -> None:
    """A result that is printed can be laid with its case."""
    typed = answers_file("sash-style", {}, case="pseudonym-7", as_of="at the report")

    out = run("score", "sash-style", "-", "--partial", typed=typed).out

    assert out.startswith("Case: pseudonym-7 (at the report)\n")


def test_answers_can_come_from_standard_input(run: Run) -> None:
    """A dash reads what another program writes."""
    assert run("score", "sash-style", "-", typed=LOW.read_bytes()) == run("score", "sash-style", LOW)


def test_result_can_be_read_in_dutch(run: Run) -> None:
    """--lang chooses the language of the whole result."""
    out = run("score", "sash-style", LOW, "--lang", "nl").out

    assert "Zaak: synthetic-low" in out
    assert "Laag" in out
    assert "Level" not in out


def test_details_show_more_than_what_decided(run: Run) -> None:
    """--details shows the whole trace: every item and every rule, also those that did not matter."""
    instrument = riskscreen.load("sash-style")
    short, whole = (" ".join(run("score", "sash-style", LOW, *more).out.split()) for more in ([], ["--details"]))

    because = [" ".join(rule.because["en"].split()) for outcome in instrument.outcomes.values()
               for rule in outcome.rules if rule.because is not None]
    items = [item.topic or item.text for item in instrument.items.values()]
    assert [text for text in because if text not in whole] == []
    assert [str(text) for text in items if str(text) not in whole] == []
    assert any(str(text) not in short for text in items)


def test_unanswered_items_are_refused_unless_partial(run: Run) -> None:
    """An item that nobody answered is told, and left open only where that is asked for."""
    answers = {name: answer for name, answer in all_absent("stalking-red-flags").items() if name != "r3"}
    typed = answers_file("stalking-red-flags", answers)

    assert run("score", "stalking-red-flags", "-", "--json", typed=typed).codes == ["A-missing"]
    assert run("score", "stalking-red-flags", "-", "--partial", typed=typed).status == 3


def test_json_is_the_result_with_its_case(run: Run) -> None:
    """--json gives programs what the library gives them, and the case beside it."""
    answers = all_absent("stalking-red-flags")
    typed = answers_file("stalking-red-flags", answers, case="pseudonym-7")

    told = json.loads(run("score", "stalking-red-flags", "-", "--json", typed=typed).out)

    assert told.pop("case") == "pseudonym-7"
    assert told == riskscreen.load("stalking-red-flags").score(answers).to_dict()


def test_json_errors_are_json_too(run: Run) -> None:
    """With --json even a wrong call is told in JSON."""
    ended = run("score", "sash-style", "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", ["U-usage"])


def test_problems_of_a_file_come_together_with_their_places(run: Run, tmp_path: Path) -> None:
    """The file, the place and the problem are told for each of them, and nothing is scored."""
    file = tmp_path / "case.json"
    file.write_text('{"instrument": {"id": "stalking-red-flags", "version": "0.2.0"},\n "cas": "x",\n "answers": '
                    + json.dumps({**all_absent("stalking-red-flags"), "r2": "Present"}) + "}")

    ended = run("score", "stalking-red-flags", file)

    assert (ended.status, ended.out) == (2, "")
    assert f"/{file.name}' has 2 problems:\n  /cas (line 2, column 2): " in ended.err
    assert "/answers/r2 (line 3, column" in ended.err
    assert "Did you mean present?" in ended.err


def test_answers_without_their_file_are_shown_the_form(run: Run) -> None:
    """A bare mapping of answers is refused with the way to make a file of it."""
    ended = run("score", "stalking-red-flags", "-", typed=json.dumps(all_absent("stalking-red-flags")))

    assert (ended.status, ended.out) == (2, "")
    assert "If these are answers, put them under \"answers\"" in ended.err
    assert '{"instrument": {"id": "stalking-red-flags", "version": "0.2.0"}, "answers": {...}}' in ended.err


def test_definition_in_a_file_scores_like_an_installed_one(run: Run, doorstep: Path) -> None:
    """A path in the place of a name scores with the definition in that file: one sign is medium there."""
    typed = answers_file("doorstep-check", {"former_partner": "no", "threats": "present", "weapon": "absent"})

    ended = run("score", doorstep, "-", typed=typed)

    assert ended.status == 0
    assert "Medium" in ended.out


def test_escape_sequences_of_a_case_do_not_reach_the_terminal(run: Run) -> None:
    """A case cannot rewrite the screen on which its result stands."""
    typed = answers_file("stalking-red-flags", all_absent("stalking-red-flags"), case="a\x1b[2J\u202eb")

    out = run("score", "stalking-red-flags", "-", typed=typed).out

    assert out.startswith("Case: a\\x1b[2J\\u202eb\n")


def test_filled_in_template_can_be_scored(run: Run) -> None:
    """Template, fill in, score: the round of somebody without a terminal dialogue."""
    document = json.loads(run("template", "stalking-red-flags").out)
    refused = run("score", "stalking-red-flags", "-", "--json", typed=json.dumps(document))
    filled = document | {"answers": dict.fromkeys(document["answers"], "absent")}

    ended = run("score", "stalking-red-flags", "-", typed=json.dumps(filled))

    assert set(refused.codes) == {"A-wrong-type"}
    assert ended.status == 0


def test_level_is_bold_in_a_terminal() -> None:
    """On a terminal the level stands out."""
    assert "Level of concern: \x1b[1mLow\x1b[0m\n" in in_a_terminal("score", "sash-style", LOW).out


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_nothing_is_bold_where_that_is_not_wanted(environment: dict[str, str]) -> None:
    """NO_COLOR, and terminals that cannot, get plain text."""
    assert "\x1b" not in in_a_terminal("score", "sash-style", LOW, environment=environment).out


def test_nothing_is_bold_in_a_file() -> None:
    """Output that is kept is plain text."""
    assert "\x1b" not in started("score", "sash-style", LOW).out


@pytest.mark.parametrize("command", [["score"], ["why"], ["what-if", "s2=present"]])
@pytest.mark.parametrize("case", [LOW, UNDETERMINED], ids=["low", "undetermined"])
def test_result_in_json_can_be_read_as_the_answers_that_it_holds(run: Run, case: Path, command: list[str]) -> None:
    """What --json writes goes into every command that takes an answers file, and comes out as from the file itself."""
    name, *changes = command
    told = run("score", "sash-style", case, "--json").out

    assert run(name, "sash-style", "-", *changes, "--json", typed=told) == \
        run(name, "sash-style", case, *changes, "--json")
    assert run(name, "sash-style", "-", *changes, typed=told) == run(name, "sash-style", case, *changes)


def test_result_of_a_change_can_be_read_too(run: Run) -> None:
    """What what-if --json writes is a result like any other, with what differs beside it."""
    told = run("what-if", "sash-style", LOW, "s2=present", "--json").out

    scored = json.loads(run("score", "sash-style", "-", "--json", typed=told).out)

    assert scored == {name: part for name, part in json.loads(told).items() if name != "comparison"}


def test_result_of_another_definition_is_refused(run: Run) -> None:
    """The digest in a result must be that of the instrument."""
    told = json.loads(run("score", "sash-style", LOW, "--json").out)
    told["instrument"]["digest"] = "sha256:" + 64 * "0"

    ended = run("score", "sash-style", "-", "--json", typed=json.dumps(told))

    assert (ended.status, ended.codes) == (2, ["A-other-content"])


def test_decimals_go_through_json_and_back(run: Run, varied: Path) -> None:
    """An answer with decimals is a text in a result, and the same answer when it is read."""
    answers = {"former_partner": "no", "threats": "absent", "weapon": "absent", "incidents": 2, "hours": 2.5,
               "letter": "a", "digit": "0"}
    told = run("score", varied, "-", "--json", typed=answers_file("varied", answers, notes="As told.")).out

    assert json.loads(told)["answers"]["hours"] == "2.5"
    assert run("score", varied, "-", "--json", typed=told).out == told


def test_what_is_wrong_with_answers_is_said_in_the_language_asked_for(run: Run) -> None:
    """A Dutch reader reads Dutch; a program gets the same facts as ever."""
    typed = answers_file("sash-style", {"s3": "presnt", "s4": "?"})

    told = run("score", "sash-style", "-", "--partial", "--lang", "nl", typed=typed)
    data = run("score", "sash-style", "-", "--partial", "--lang", "nl", "--json", typed=typed)

    assert told.status == data.status == 2
    assert "De standaardinvoer heeft 2 problemen:" in told.err
    assert "Dit is geen van de antwoorden op deze vraag." in told.err
    assert json.loads(data.err)["error"] == "AnswersError"
    assert json.loads(data.err)["problems"][0]["message"] == "This is not an answer to the item."
