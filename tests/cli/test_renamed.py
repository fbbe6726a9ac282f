"""Commands under their old names: they do the same, and say what they are called now."""

from __future__ import annotations

import json

import pytest

from cli.running import LOW, Run
from riskscreen.cli.parser import COMMANDS, RENAMED


@pytest.mark.parametrize(("old", "new", "words"), [
    ("whatif", "what-if", ["sash-style", LOW, "s2=present"]),
    ("diff", "compare", ["stalking-red-flags", "stalking-red-flags"]),
    ("mutate", "mutations", ["which-screen"])])
def test_old_command_does_the_same_and_says_its_new_name(run: Run, old: str, new: str, words: list[str]) -> None:
    """One name for one thing in file, Python and command line; scripts have a year to follow."""
    before, now = run(old, *words), run(new, *words)

    assert (before.status, before.out, now.err) == (now.status, now.out, "")
    assert before.err == f"riskscreen: The command {old} is called {new} now. The old name works until December 2027.\n"


def test_refusal_of_an_old_command_is_the_error_alone(run: Run) -> None:
    """A program that reads an error as JSON finds nothing else there."""
    ended = run("whatif", "sash-style", LOW, "s2=presnt", "--json")

    assert json.loads(ended.err)["error"] == "AnswersError"


def test_old_commands_are_no_commands_any_more() -> None:
    """Help and near names know the new ones alone, and each new one is there."""
    assert not RENAMED.keys() & COMMANDS.keys()
    assert {renamed.new for renamed in RENAMED.values()} <= COMMANDS.keys()
