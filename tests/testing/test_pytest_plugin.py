"""Vectors beside an instrument are tests, and nobody else's test run notices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from docs.pages import ROOT, blocks_of
from testing import planted

pytest_plugins = ("pytester",)
PAGE = ROOT / "docs" / "how-to" / "test-your-instrument.md"
BLOCKS = blocks_of(PAGE)
FIVE_LINES = next(block.text for block in BLOCKS if block.language == "python")
VECTORS = next(block.text for block in BLOCKS if '"vectors"' in block.text)


def shown(beginning: str) -> str:
    """The block of plain text on the page that begins so."""
    return next(block.text for block in BLOCKS if block.language == "text" and block.text.startswith(beginning))


def a_folder(pytester: pytest.Pytester, *, document: Any = None, vectors: str = VECTORS,
             name: str = "vectors.json", instrument_name: str = "instrument.json") -> None:
    """A folder with an instrument and its vectors."""
    document = planted.doorstep() if document is None else document
    (pytester.path / instrument_name).write_text(json.dumps(document), encoding="utf-8")
    (pytester.path / name).write_text(vectors, encoding="utf-8")


def run(pytester: pytest.Pytester, *words: str) -> pytest.RunResult:
    """pytest in that folder, with our plugin as an installed package would bring it."""
    return pytester.runpytest("-p", "riskscreen_pytest", "-p", "no:cacheprovider", "--hypothesis-seed=0", *words)


def changed(old: str, new: str) -> str:
    """The vectors of the page with one change."""
    assert old in VECTORS
    return VECTORS.replace(old, new, 1)


def text_of(ended: pytest.RunResult) -> str:
    """All that pytest printed, without the space that it puts before and after lines."""
    return "\n".join(line.rstrip() for line in ended.outlines)


# The page


def test_five_lines_and_the_vectors_of_the_page_pass(pytester: pytest.Pytester) -> None:
    """A newcomer who copies the page has a tested instrument."""
    a_folder(pytester)
    pytester.makepyfile(test_doorstep_check=FIVE_LINES)

    run(pytester).assert_outcomes(passed=4)
    assert len(FIVE_LINES.splitlines()) == 5


@pytest.fixture
def many_examples() -> Iterator[None]:
    """As many cases as it takes to meet a fault, and the same ones at every run, whatever our own tests run with."""
    settings.register_profile("many", settings.default, max_examples=300, derandomize=True)
    settings.load_profile("many")
    yield
    settings.load_profile("riskscreen")


@pytest.mark.usefixtures("many_examples")
def test_five_lines_show_the_planted_fault_as_the_page_says(pytester: pytest.Pytester) -> None:
    """The rule that the page plants fails with the words of the page."""
    document = planted.doorstep()
    [rule] = [json.loads(block.text) for block in BLOCKS if block.mark.startswith("goes to: /outcomes")]
    document["outcomes"][0]["rules"].append(rule)
    a_folder(pytester, document=document, vectors=VECTORS, name="not-collected.json")
    pytester.makepyfile(test_doorstep_check=FIVE_LINES)

    ended = run(pytester)

    ended.assert_outcomes(failed=1)
    told = text_of(ended).replace("AssertionError: ", "").replace("\nE       ", "\n")
    assert shown("doorstep-check 0.1.0 breaks a law") in told + "\n"
    assert "assert_law(" not in told


def test_failing_vector_shows_case_and_rules_as_the_page_says(pytester: pytest.Pytester) -> None:
    """No traceback into riskscreen, but the case, both levels, and every rule with its numbers."""
    a_folder(pytester, vectors=changed('"concern": "medium"', '"concern": "high"'))

    ended = run(pytester)

    ended.assert_outcomes(passed=2, failed=1)
    assert shown("doorstep-check 0.1.0, vector") in text_of(ended) + "\n"
    assert "Traceback" not in text_of(ended)


# What is collected


@pytest.mark.parametrize(("name", "instrument_name"), [
    ("vectors.json", "instrument.json"), ("doorstep.vectors.json", "instrument.json"),
    ("doorstep.vectors.json", "doorstep.json"), ("doorstep.vectors.json", "doorstep.instrument.json"),
])
def test_vectors_are_found_beside_their_instrument(pytester: pytest.Pytester, name: str, instrument_name: str) -> None:
    """Each vector is a test that is named after its file and its id."""
    a_folder(pytester, name=name, instrument_name=instrument_name)

    ended = run(pytester, "--collect-only", "-q")

    assert [line for line in ended.outlines if "::" in line] == [
        f"{name}::{vector}" for vector in ("nothing", "threats_alone", "weapon_unknown")]


@pytest.mark.parametrize(("name", "source"), [
    ("vectors.json", '{"directions": [[0, 1], [1, 0]]}'), ("vectors.json", '[{"vectors": []}]'),
    ("more.vectors.json", "\x00"), ("vectors.json", ""), ("my-vectors.json", VECTORS),
])
def test_what_is_not_ours_is_left_alone(pytester: pytest.Pytester, name: str, source: str) -> None:
    """Files of others, whatever is in them, are no tests, even beside an instrument."""
    a_folder(pytester, name=name, vectors=source)

    assert run(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.mark.parametrize("beside", ['{"format": "midi/1"}', "", None])
def test_vectors_without_an_instrument_are_left_alone(pytester: pytest.Pytester, beside: str | None) -> None:
    """What stands beside an instrument of somebody else is not for us."""
    (pytester.path / "vectors.json").write_text(VECTORS, encoding="utf-8")
    if beside is not None:
        (pytester.path / "instrument.json").write_text(beside, encoding="utf-8")

    assert run(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_vectors_can_be_turned_off(pytester: pytest.Pytester) -> None:
    """One line in the options of pytest leaves them out."""
    a_folder(pytester)
    pytester.makeini("[pytest]\nriskscreen_vectors = false\n")

    assert run(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_run_without_vectors_imports_nothing_of_riskscreen(pytester: pytest.Pytester) -> None:
    """An installed plugin costs the runs of others one small module."""
    (pytester.path / "vectors.json").write_text("[]", encoding="utf-8")
    pytester.makepyfile("import sys\ndef test_modules(): assert not {'riskscreen', 'hypothesis'} & set(sys.modules)")

    ended = pytester.runpytest_subprocess("-p", "riskscreen_pytest", "-p", "no:hypothesispytest")

    assert ended.parseoutcomes() == {"passed": 1}


# What is wrong in the files


def test_vectors_that_cannot_be_read_are_an_error(pytester: pytest.Pytester) -> None:
    """What is wrong is shown with its file, line and column, and no test of the file passes."""
    a_folder(pytester, vectors=changed('"outcomes": {"concern": "medium"}', '"outcome": {"concern": "medium"}'))

    ended = run(pytester)

    ended.assert_outcomes(errors=1)
    assert "vectors.json has 2 problems:" in text_of(ended)
    assert re.search(r"\(line 9, column \d+\).*Did you mean outcomes\?", text_of(ended))


def test_instrument_that_does_not_load_is_an_error(pytester: pytest.Pytester) -> None:
    """The problems of the definition are shown, with the file that they are in."""
    document = planted.doorstep()
    del document["result"]
    a_folder(pytester, document=document)

    ended = run(pytester)

    ended.assert_outcomes(errors=1)
    assert "instrument.json" in text_of(ended)
    assert "[D-" in text_of(ended)
