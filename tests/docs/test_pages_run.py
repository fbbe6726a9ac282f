"""What the pages show is what happens: their Python runs, their commands run, and their output is the output."""

from __future__ import annotations

import contextlib
import doctest
import io
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from docs.pages import ROOT, Block, blocks_of, name_of, pages
from riskscreen.cli import main
from riskscreen.cli.parser import request_of

RUN = ("python", "console")
NEEDS = "needs: "  # the mark above a block that a reader runs who has this library
FILE = "file: "  # the mark above a block that a reader saves under the name that follows
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def pages_with(*languages: str) -> list[Path]:
    """The pages that have a block in one of these languages."""
    return [page for page in pages() if any(block.language in languages for block in blocks_of(page))]


@pytest.mark.parametrize("page", pages_with(*RUN), ids=name_of)
def test_page_does_what_it_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                 capsys: pytest.CaptureFixture[str]) -> None:
    """A reader who follows a page from top to bottom, in the folder of the README, sees what the page shows."""
    stand_in_for_the_checkout(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks_of(page):
        if block.mark.startswith(NEEDS) and find_spec(block.mark.removeprefix(NEEDS)) is None:
            continue
        if block.language == "python" and ">>> " in block.text:
            run_session(page, block, names)
        elif block.language == "python":
            run_script(page, block, names)
        elif block.language == "console":
            run_commands(page, block, capsys)
        elif block.mark.startswith(FILE):
            (tmp_path / block.mark.removeprefix(FILE)).write_text(block.text, encoding="utf-8")


def stand_in_for_the_checkout(folder: Path) -> None:
    """A folder with all that the checkout has, in which a page may write."""
    for entry in ROOT.iterdir():
        if not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)


def run_session(page: Path, block: Block, names: dict[str, Any]) -> None:
    """Type what stands after the prompts, and compare what comes back."""
    example = doctest.DocTestParser().get_doctest(block.text, names, name_of(page), str(page), block.line - 1)
    report = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(example, out=report.write, clear_globs=False)
    names.update(example.globs)

    assert runner.failures == 0, report.getvalue()


def run_script(page: Path, block: Block, names: dict[str, Any]) -> None:
    """Run a block, and compare what it prints with the block of plain text that follows, if one does."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n" * (block.line - 1) + block.text, str(page), "exec"), names)  # noqa: S102  # as a reader would

    if block.shown is not None:
        assert_shown(page, block, block.shown, printed.getvalue())


def run_commands(page: Path, block: Block, capsys: pytest.CaptureFixture[str]) -> None:
    """Run the commands after the dollar signs in this process, and compare what they print."""
    status = 0
    for part in block.text.removeprefix("$ ").split("\n$ "):
        line, _, shown = part.partition("\n")
        capsys.readouterr()
        if line == "echo $?":
            sys.stdout.write(f"{status}\n")
        else:
            command, *words = shlex.split(line, comments=True)
            assert command == "riskscreen", f"only riskscreen is run here, not {command}"
            status = main(words)
        said = capsys.readouterr()
        assert_shown(page, block, shown.rstrip("\n"), said.out + said.err)


def assert_shown(page: Path, block: Block, shown: str, printed: str) -> None:
    """Dots stand for what is left out; all else is compared."""
    want, got = shown.rstrip() + "\n", printed.rstrip() + "\n"

    assert doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS), \
        f"{name_of(page)}, line {block.line}, does not show what is printed:\n{printed}"


@pytest.mark.parametrize("page", pages_with("sh"), ids=name_of)
def test_commands_that_are_not_run_are_at_least_understood(page: Path) -> None:
    """Where a page names commands without their output, each is a command with options that it has."""
    lines = [line for block in blocks_of(page) if block.language == "sh" for line in block.text.splitlines()]

    for words in (shlex.split(line, comments=True) for line in lines):
        if words[:1] == ["riskscreen"]:
            assert callable(request_of(words[1:]).run)
