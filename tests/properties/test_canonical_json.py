"""Our canonical JSON beside two others: a library of its own, and JavaScript, which the standard takes numbers from."""

from __future__ import annotations

import json
import shutil
import subprocess
from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from riskscreen._json.writing import write_canonical

MOST = 2**53 - 1
TEXTS = st.text(max_size=8)  # without halves of surrogate pairs, which no JSON text can hold
NUMBERS = st.integers(-MOST, MOST) | st.floats(allow_nan=False, allow_infinity=False).map(lambda x: Decimal(repr(x)))
VALUES = st.recursive(st.none() | st.booleans() | TEXTS | NUMBERS,
                      lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
                      max_leaves=12)
# Sorting by UTF-16 units is what sort() does; the rest is JSON.stringify, by which RFC 8785 says what it wants.
CANONICAL_IN_JAVASCRIPT = """
const canonical = value => Array.isArray(value) ? `[${value.map(canonical).join(",")}]`
  : value === null || typeof value !== "object" ? JSON.stringify(value)
  : `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
const lines = require("fs").readFileSync(0, "utf8").split("\\n").filter(line => line);
process.stdout.write(lines.map(line => canonical(JSON.parse(line)) + "\\n").join(""));
"""


def in_floats(value: Any) -> Any:
    """The value with its decimals as the floats that the judge takes."""
    if isinstance(value, dict):
        return {name: in_floats(part) for name, part in value.items()}
    if isinstance(value, list):
        return [in_floats(part) for part in value]
    return float(value) if isinstance(value, Decimal) else value


@given(VALUES)
def test_canonical_bytes_are_those_of_another_library(value: Any) -> None:
    """A digest can be checked by a program that knows nothing of riskscreen."""
    assert write_canonical(value) == rfc8785.dumps(in_floats(value))


@pytest.mark.parametrize("name", [entry.id for entry in riskscreen.available()])
def test_definitions_have_the_canonical_bytes_of_another_library(name: str) -> None:
    """What is hashed of the instruments that are shipped."""
    document = riskscreen.load(name).to_dict()

    assert write_canonical(document) == rfc8785.dumps(in_floats(document))


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js, to run JavaScript")
@given(st.lists(VALUES, min_size=20, max_size=60))
def test_canonical_bytes_are_those_of_javascript(values: list[Any]) -> None:
    """The standard says how numbers and texts are written by what JavaScript does."""
    lines = "\n".join(json.dumps(in_floats(value)) for value in values)

    said = subprocess.run(["node", "-e", CANONICAL_IN_JAVASCRIPT], input=lines, capture_output=True, text=True,
                          check=True, timeout=60, encoding="utf-8").stdout

    assert said.encode() == b"".join(write_canonical(value) + b"\n" for value in values)
