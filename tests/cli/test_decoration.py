"""Bold and colour in lists, checks and analyses: beside the words, on a screen that can, and nowhere else."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import ROOT, in_a_terminal, started
from riskscreen.cli.decoration import COLOURS

COLOURED = {"TERM": "xterm-256color", "COLUMNS": "200", "COLORTERM": ""}
TEAL, AMBER, RED = (f"\x1b[38;5;{COLOURS[colour]}m" for colour in ("teal", "amber", "red"))
MARK = re.compile("\x1b\\[[0-9;]*m")
DEFINITION = ROOT / "instruments" / "sash-style" / "instrument.json"


@functools.cache
def shown(*words: str | Path, **changes: str) -> str:
    """What stands on the screen of a terminal with many colours."""
    return in_a_terminal(*words, environment=COLOURED | changes).out


@functools.cache
def in_a_pipe(*words: str | Path) -> str:
    """What comes out where no screen is."""
    return started(*words, environment=COLOURED).out


def tinted(text: str) -> Iterator[tuple[str, str]]:
    """The words that have a colour, each with what gives it."""
    found = re.findall("(\x1b\\[38;5;[0-9]+m)(?:\x1b\\[1m)?([^\x1b]*)\x1b\\[0m", text)
    return ((word, colour) for colour, word in found)


def test_status_that_is_not_validated_has_a_colour_in_lists() -> None:
    """In the column of the status alone."""
    out = shown("list")

    assert set(tinted(out)) == {("research", AMBER)}
    assert len([*tinted(out)]) == 9


def test_levels_have_the_colour_of_their_place_in_an_analysis() -> None:
    """The lowest, the highest, and what is between; at the beginning of their own lines alone."""
    assert [*tinted(shown("analyse", "stalking-red-flags"))] == [("low", TEAL), ("medium", AMBER), ("high", RED)]


def test_steps_of_a_route_have_no_colour() -> None:
    """They are alternatives, and none is worse than another."""
    out = shown("analyse", "contact-arrangements")

    assert "  carry_out: " in out
    assert set(tinted(out)) == {("light", TEAL), ("not_indicated", TEAL), ("medium", AMBER), ("heavy", RED),
                                ("indicated", RED)}


def test_id_at_two_places_has_no_colour(tmp_path: Path, doorstep: Path) -> None:
    """The highest of one outcome and the one between of another would need two."""
    document = json.loads(doorstep.read_text(encoding="utf-8"))
    levels = document["outcomes"][0]["levels"]
    other = {"id": "other", "title": document["title"], "levels": [levels[0], levels[2]],
             "rules": [{"id": "any", "level": levels[2]["id"], "when": {"scale": "total", "at_least": 1}}]}
    document["outcomes"].append(other)
    two = [level["id"] for level in levels]
    other["levels"].append({"id": two[1], "label": levels[1]["label"]})
    (tmp_path / "two.json").write_text(json.dumps(document), encoding="utf-8")

    out = shown("analyse", tmp_path / "two.json")

    assert [*tinted(out)] == [(two[0], TEAL), (two[0], TEAL)]
    assert f"  {two[1]}: " in out


def test_findings_have_the_colour_of_their_gravity(tmp_path: Path) -> None:
    """That there is no problem, faults and doubts; what is accepted needs nobody."""
    document = json.loads(DEFINITION.read_text(encoding="utf-8"))
    document["id"] = "mine"
    del document["accepted"]
    rules = document["outcomes"][0]["rules"]
    rules.append(rules[0] | {"id": "never", "when": {"scale": "factors", "at_least": 17}})
    (tmp_path / "mine.json").write_text(json.dumps(document), encoding="utf-8")

    found = dict(tinted(shown("check", tmp_path / "mine.json")))
    accepted = dict(tinted(shown("check", DEFINITION)))
    dutch = dict(tinted(shown("check", DEFINITION, "--lang", "nl")))

    assert {word.partition(":")[0]: colour for word, colour in found.items()} == {
        "no problems": TEAL, "Faults": RED, "Doubts": AMBER}
    assert accepted == {"no problems": TEAL}
    assert [*dutch.values()] == [TEAL]


@pytest.mark.parametrize("words", [("list",), ("check", DEFINITION)])
@pytest.mark.parametrize(("changes", "is_bold"), [
    ({"NO_COLOR": "1"}, False), ({"TERM": "dumb", "COLORTERM": "truecolor"}, False), ({"TERM": "xterm"}, True)],
    ids=["no-color", "dumb", "few-colours"])
def test_no_colour_where_it_is_not_wanted_or_cannot_be(words: tuple[str | Path, ...], changes: dict[str, str],
                                                        is_bold: bool) -> None:
    """The words are the same to the letter, and where standard output is no terminal nothing stands beside them."""
    out = shown(*words, **changes)
    piped = in_a_pipe(*words)

    assert [*tinted(out)] == []
    assert ("\x1b[1m" in out) == is_bold
    assert "\x1b" not in piped
    assert MARK.sub("", shown(*words)) == MARK.sub("", out)
    assert MARK.sub("", out).split() == piped.split()


@pytest.mark.parametrize("environment", [{"COLORTERM": "truecolor", "TERM": "xterm"}, {"TERM": "screen-256color"}])
def test_terminal_says_that_it_has_colours(environment: dict[str, str]) -> None:
    """In either of the two ways in which terminals do."""
    assert TEAL in shown("analyse", "stalking-red-flags", **environment)


def luminance(colour: int) -> float:
    """How light one of the colours of the cube of 6 x 6 x 6 is, as WCAG 2.2 reckons."""
    steps = (0, 95, 135, 175, 215, 255)
    parts = [steps[(colour - 16) // place % 6] / 255 for place in (36, 6, 1)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", COLOURS)
def test_colour_is_read_on_white_and_on_black(colour: str) -> None:
    """Nobody knows what is behind it."""
    light = luminance(COLOURS[colour]) + 0.05  # type: ignore[index]  # one of its own

    assert min(1.05 / light, light / 0.05) >= 4
