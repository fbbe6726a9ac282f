"""The list of findings: whole, and with examples that are what the check says."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache

import pytest

from analysis.faults.planted import FAULTS, base
from docs.pages import ROOT, blocks_of, headings_of
from docs.test_errors_page import constants, in_one_line
from riskscreen import Instrument

PAGE = ROOT / "docs" / "reference" / "findings.md"
CODE = re.compile(r"F-[a-z-]+")


def examples() -> dict[str, str]:
    """The example of each code, in one line."""
    found = [in_one_line(block.text) for block in blocks_of(PAGE) if block.language == "text"]
    return {CODE.findall(text.partition("]")[0])[-1]: text for text in found}


@cache
def said() -> frozenset[str]:
    """What the check says of every planted fault, and of vectors that lack something or expect something else."""
    return frozenset(in_one_line(line) for line in _said())


def _said() -> Iterator[str]:
    for fault in FAULTS:
        yield from map(str, Instrument.from_dict(fault.document()).check())
    instrument = Instrument.from_dict(base())
    whole = [vector.to_json() for vector in instrument.vectors()]
    wrong = copy.deepcopy(whole)
    wrong[0]["outcomes"]["danger"] = "medium"
    for vectors in (wrong, [vector for vector in whole if vector["scales"]["weighed"] != 6],
                    [vector for vector in whole if vector["answers"]["control"] != "much"]):
        yield from map(str, instrument.check(vectors))


def test_page_lists_exactly_the_codes_of_the_source() -> None:
    """A finding that can be met is explained, and a finding that is explained can be met."""
    listed = [code for heading in headings_of(PAGE) for code in CODE.findall(heading)]

    assert sorted(listed) == sorted(constant for constant in constants() if CODE.fullmatch(constant))


def test_every_code_has_an_example() -> None:
    """The example of a code stands under its heading."""
    assert set(examples()) == {code for heading in headings_of(PAGE) for code in CODE.findall(heading)}


@pytest.mark.parametrize("code", examples())
def test_example_is_what_is_said(code: str) -> None:
    """What the page shows is what an author meets who makes that mistake."""
    assert examples()[code] in said()
