"""The shape of a document: what the JSON Schema of riskscreen/1 says is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from riskscreen._json.reading import parse
from riskscreen._json.values import JsonValue
from riskscreen.definition.shape import Enough, Findings, ShapeRule, Shapes
from riskscreen.errors import InstrumentError, Problem, describe
from riskscreen.version import DEFINITION

_SCHEMA_BYTES = 1 << 20


def shape_findings(document: JsonValue) -> Findings:
    """Every place where the document has another shape than riskscreen/1 asks for.

    A document in an unknown format is beyond looking at, as one is that is much too large.
    """
    if isinstance(document, dict) and document.get("format") != DEFINITION:
        return Findings([_unknown_format(document)], is_beyond=True)
    findings = Findings()
    with suppress(Enough):
        _rule()(document, None, findings)
    return findings


def schema() -> Mapping[str, Any]:
    """The JSON Schema of riskscreen/1."""
    source = __spec__.loader.get_data(__file__.rpartition("schema.py")[0] + "schema.json")  # type: ignore[union-attr]  # loaders of files and of zips both have it
    document = parse(source, most_bytes=_SCHEMA_BYTES, raises=InstrumentError)
    assert isinstance(document, dict), "the packaged schema is broken: please report this"
    return document


@cache
def _rule() -> ShapeRule:
    written = schema()
    return Shapes(written["$defs"]).rule_of(written)


def _unknown_format(document: Mapping[str, JsonValue]) -> Problem:
    if "format" not in document:
        return Problem("D-missing-property", "", "The property 'format' is missing.", expected=f"{DEFINITION!r}")
    return Problem("D-unknown-format", "/format", "This version of riskscreen does not know this format.",
                   found=describe(document["format"]), expected=f"one of the known formats: {DEFINITION}")
