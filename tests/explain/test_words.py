"""The catalogues of sentence patterns: whole, alike, and safe to fill in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import riskscreen
from riskscreen.explain.words import catalogue as words_module
from riskscreen.explain.words.catalogue import words_for
from riskscreen.model.scale import Formula

WORDS = Path(words_module.__file__).parent
CATALOGUES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in WORDS.glob("messages/*.json")}
CODE = "\n".join(path.read_text(encoding="utf-8") for path in WORDS.parent.rglob("*.py"))


def placeholders(pattern: str) -> set[tuple[str, str, str | None]]:
    """The names in a pattern, each with its format and conversion, which must stay empty."""
    return {(name, spec or "", conversion) for _, name, spec, conversion in Formatter().parse(pattern)
            if name is not None}


def test_english_and_dutch_are_there() -> None:
    """The two languages of the shipped instruments have a catalogue."""
    assert {"en", "nl"} <= set(CATALOGUES)


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_every_catalogue_has_the_same_keys(language: str) -> None:
    """A sentence that one language has, all have."""
    assert set(CATALOGUES[language]) == set(CATALOGUES["en"])


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_every_pattern_has_the_same_placeholders(language: str) -> None:
    """A pattern names the same things in every language, as plain names without any format."""
    differing = [key for key, pattern in CATALOGUES[language].items()
                 if placeholders(pattern) != placeholders(CATALOGUES["en"][key])]
    odd = [key for key, pattern in CATALOGUES[language].items()
           for name, spec, conversion in placeholders(pattern) if not name.isidentifier() or spec or conversion]

    assert (differing, odd) == ([], [])


def test_code_and_catalogue_name_the_same_keys() -> None:
    """No key in the catalogue that no code uses, and none in the code that the catalogue lacks."""
    in_code = set(re.findall(r'"([a-z]+(?:_[a-z]+)*(?:\.[a-z_]+)*)"', CODE))
    in_code |= {f"scale.{kind.key}" for kind in get_args(Formula)}
    in_catalogue = {re.sub(r"\.(one|other)$", "", key) for key in CATALOGUES["en"]}
    with_dots = {key for key in in_code if "." in key and not key.endswith((".py", ".json"))}

    assert in_catalogue - in_code == set()
    assert with_dots - in_catalogue == set()


@pytest.mark.parametrize("text", ["{}", "{level}", "{0.__class__}", "%s", "${x}", "{", "}}"])
def test_what_stands_in_a_placeholder_is_never_a_pattern(text: str) -> None:
    """Braces and percent signs in a text come out as they went in."""
    assert words_for("en")("source", text=text) == f"Source: {text}"


def test_a_language_is_added_by_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only a file of messages is needed for a third language, and its base language serves a regional one."""
    (tmp_path / "messages").mkdir()
    german = CATALOGUES["en"] | {"last": "Nur zur Information."}
    (tmp_path / "messages" / "de.json").write_text(json.dumps(german), encoding="utf-8")
    monkeypatch.setattr(words_module, "__file__", str(tmp_path / "catalogue.py"))
    words_module.catalogue.cache_clear()

    try:
        assert words_for("de-AT")("last") == "Nur zur Information."
    finally:
        words_module.catalogue.cache_clear()


def test_catalogues_travel_in_the_package() -> None:
    """The shipped instruments are explained in all their languages without a note that words are missing."""
    result = riskscreen.load("stalking-red-flags").score({}, partial=True)

    for language in result.instrument.languages:
        assert result.explain(language).startswith(result.instrument.title[language])
