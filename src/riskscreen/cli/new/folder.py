"""The files of a new instrument: definition, schema for editors, vectors, sources and a test."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import write_pretty
from riskscreen.library import schema

SCHEMA = "instrument.schema.json"
_HAS = ("en", "nl")  # the languages in which its texts are written; in others they stand in English, to be translated

_SOURCE = """# Where {id} comes from

Write here, before anybody uses it:

- what each item and each rule is written from, and with whose permission;
- what is your own wording;
- what it must not be taken for, and that it is not validated.
"""

_TEST = '''"""The laws, tried on many cases; the vectors beside this file are run by pytest by themselves."""

from pathlib import Path

import riskscreen
from riskscreen.testing import assert_all_laws


def test_{name}_keeps_the_laws() -> None:
    """A worse answer never lowers the level, bounds are what completions give, and so on."""
    assert_all_laws(riskscreen.load(Path(__file__).with_name("instrument.json")))
'''


def files_of(id: str, titles: Mapping[str, str]) -> Mapping[str, str]:  # it is called id everywhere
    """The texts of the files by their names; the languages are those of the titles."""
    name = id.replace("-", "_")
    document = {"$schema": f"./{SCHEMA}", **_in_languages(_packaged("start.json"), list(titles)),
                "id": id, "title": dict(titles)}
    vectors = _packaged("vectors.json")
    vectors["instrument"]["id"] = id
    return {"instrument.json": _pretty(document), SCHEMA: _pretty(schema("instrument")),
            "vectors.json": _pretty(vectors), "SOURCE.md": _SOURCE.format(id=id),
            f"test_{name}.py": _TEST.format(name=name)}


def _in_languages(value: Any, languages: Sequence[str]) -> Any:  # noqa: ANN401  # any part of a definition
    """A part of a definition with its texts in these languages alone."""
    if isinstance(value, dict):
        if set(value) == set(_HAS):
            return {language: value.get(language, value["en"]) for language in languages}
        return {name: _in_languages(part, languages) for name, part in value.items()}
    return [_in_languages(part, languages) for part in value] if isinstance(value, list) else value


def _packaged(name: str) -> Any:  # noqa: ANN401  # a JSON document
    source: bytes = __spec__.loader.get_data(__file__.rpartition("folder.py")[0] + name)  # type: ignore[union-attr]  # loaders of files and of zips both have it
    return json.loads(source)


def _pretty(document: object) -> str:
    return write_pretty(cast(JsonValue, document))
