"""The JSON Schemas of our documents, each whole by itself, though they share their parts in one file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from riskscreen._json.reading import parse
from riskscreen.definition.schema import schema as definition_schema
from riskscreen.errors import RiskscreenError, check_word

_SCHEMA_BYTES = 1 << 20
_PARTS = "parts"


SCHEMAS = ("instrument", "answers", "vectors", "result", "record", "judgement", "context", "form", "diagram")


@cache
def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of this document, with the parts of the others that it refers to; it is kept, and never changed.

    Raises:
        UsageError: For a name that no schema has; near ones are suggested.
    """
    check_word("U-unknown-schema", "schema", name, SCHEMAS)
    return dict(definition_schema()) if name == "instrument" else _with_parts(_read(str.__str__(name)))


def _with_parts(document: dict[str, Any]) -> dict[str, Any]:
    own, shared = document.get("$defs", {}), _read(_PARTS)["$defs"]
    todo = list(_referred(document))
    while todo:
        part = todo.pop()
        if part not in own:
            own[part] = shared[part]
            todo += _referred(own[part])
    return document | {"$defs": own} if own else document


def _read(name: str) -> dict[str, Any]:
    folder = __file__.rpartition("schema.py")[0]
    source = __spec__.loader.get_data(f"{folder}schemas/{name}.json")  # type: ignore[union-attr]  # loaders of files and of zips both have it
    document = parse(source, most_bytes=_SCHEMA_BYTES, raises=RiskscreenError)
    assert isinstance(document, dict), "a packaged schema is broken: please report this"
    return document


def _referred(part: object) -> Iterator[str]:
    """The names of the parts that a schema refers to."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rpartition("/")[2]
        part = list(part.values())
    for inner in part if isinstance(part, list) else ():
        yield from _referred(inner)
