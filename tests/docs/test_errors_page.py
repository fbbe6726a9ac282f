"""The list of error codes: whole, and with examples that are true."""

from __future__ import annotations

import ast
import doctest
import io
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from docs.errors_table import PAGE, PAGES, with_table
from docs.pages import ROOT, Block, blocks_of, headings_of
from docs.provocations import PROVOKED_BY, Setting
from riskscreen import RiskscreenError
from riskscreen.cli import main

SOURCE = ROOT / "src" / "riskscreen"
REGULAR_EXPRESSION = re.compile(r"[\]\[)(][*+?^{]|\\[dwsDWS]|\$\(")
CODE = re.compile(r"[JDAIRU]-[a-z0-9-]+")

# Codes of which a part is worked out when they are raised, with everything that the part can be.
COMPUTED = {
    "D-unknown-": ("item", "section", "option", "response-scale", "scale", "outcome", "level", "source"),
    "U-unknown-": ("section", "item", "scale", "outcome", "rule", "property", "statistic"),
    "U-cannot-": ("read", "write"),
}
NOT_PROVOKED = {
    "U-not-installed": "needs a broken installation",
    "R-store-unwritable": "needs a full disk",
    "R-store-error": "needs a database that says what nobody has heard of",
    "R-store-busy": "needs another program that holds the store for half a minute",
    "U-stopped": "needs somebody to press Ctrl-C",
}


def examples() -> dict[str, Block]:
    """The example of each code: the block of plain text that ends with it."""
    return {block.text.split("[")[-1].rstrip("]\n"): block for page in PAGES for block in blocks_of(page)
            if block.language == "text"}


def explained() -> list[str]:
    """The codes that have a heading."""
    return [code for page in PAGES for heading in headings_of(page) for code in CODE.findall(heading)]


@cache
def nodes() -> tuple[ast.AST, ...]:
    """Every node of the syntax trees of the source."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))]
    return tuple(node for source in sources for node in ast.walk(ast.parse(source)))


def constants() -> set[str]:
    """Every string that is written in the source, docstrings too."""
    return {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def computed_prefixes() -> set[str]:
    """How every string begins that looks like a code and has a part that is worked out."""
    beginnings = {str(node.values[0].value) for node in nodes() if isinstance(node, ast.JoinedStr)
                  and len(node.values) > 1 and isinstance(node.values[0], ast.Constant)}
    return {beginning for beginning in beginnings if CODE.match(beginning)}


def test_page_lists_exactly_the_codes_of_the_source() -> None:
    """A code that can be met is explained, and a code that is explained can be met."""
    literal = {constant for constant in constants() if CODE.fullmatch(constant) and not constant.endswith("-")}
    computed = {prefix + part for prefix, parts in COMPUTED.items() for part in parts}

    assert sorted(explained()) == sorted(literal | computed)


def test_table_of_all_codes_is_current() -> None:
    """The table has each code with its first sentence; `python -m docs.errors_table` writes it anew."""
    page = PAGE.read_text(encoding="utf-8")

    assert page == with_table(page)
    assert page.count("\n| [`") == len(explained()) + len(PAGES)


def test_computed_codes_are_enumerated() -> None:
    """A new family of codes must be added to the test above, or it would escape it."""
    assert computed_prefixes() == set(COMPUTED)


def test_nouns_of_computed_codes_are_those_of_the_source() -> None:
    """Every noun that makes a code is written in the source."""
    written = {constant.replace(" ", "-") for constant in constants()}

    assert {noun for nouns in COMPUTED.values() for noun in nouns} <= written


def test_every_code_has_an_example_that_ends_with_it() -> None:
    """The example of a code stands under its heading."""
    assert set(examples()) == set(explained())
    assert set(examples()) == set(PROVOKED_BY) | set(NOT_PROVOKED)


@pytest.mark.parametrize("code", PROVOKED_BY)
def test_example_is_what_is_said(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                 capsys: pytest.CaptureFixture[str]) -> None:
    """What the page shows is what a person meets who makes that mistake; dots stand for what differs."""
    monkeypatch.chdir(tmp_path)

    def command(*words: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        capsys.readouterr()
        main(words)
        return capsys.readouterr().err

    try:
        said = str(PROVOKED_BY[code](Setting(tmp_path, command)))
    except RiskscreenError as error:
        said = str(error)

    shown = in_one_line(examples()[code].text)
    lines = [in_one_line(line).removeprefix("riskscreen: ") for line in said.splitlines()]
    assert any(doctest.OutputChecker().check_output(shown, line, doctest.ELLIPSIS) for line in lines), said


@pytest.mark.parametrize("code", NOT_PROVOKED)
def test_message_of_what_is_not_provoked_is_written_in_the_source(code: str) -> None:
    """Where a mistake cannot be made here, at least its message is compared."""
    shown = in_one_line(examples()[code].text)

    assert any(message in shown for message in constants() if message.count(" ") > 2)


@pytest.mark.parametrize("code", list(examples()))
def test_nobody_has_to_read_a_regular_expression(code: str) -> None:
    """What is expected is said in words or by an example."""
    assert not REGULAR_EXPRESSION.search(examples()[code].text)


def in_one_line(text: str) -> str:
    """The text with every run of blanks as one."""
    return " ".join(text.split())
