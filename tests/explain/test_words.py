"""The catalogue of sentence patterns: whole, alike in each language, and safe to fill in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import riskscreen
from riskscreen import Instrument
from riskscreen.analysis.mutation.mutants import MutantKind, key_of
from riskscreen.definition.changes import PartKind
from riskscreen.explain.words import catalogue as words_module
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.explain.words.plurals import CATEGORIES, category_of
from riskscreen.model.scale import Formula

WORDS = Path(words_module.__file__).parent
SOURCE = WORDS.parents[1]
FILES = {(path.parent.name, path.stem): json.loads(path.read_text(encoding="utf-8"))
         for path in WORDS.glob("messages/*/*.json")}
WHOLE = ("en", "nl")  # others may be begun, and are in English where they say nothing
PARTS = sorted({part for _, part in FILES} - {"plurals", "problems"})
BY_SCHEMA = ("context",)  # keys that are names in a schema, which tests/documents/test_context.py holds them against
ROOMS = {"views": ["explain"], "findings": ["analysis/findings"],
         "analysis": ["analysis/counting", "analysis/mutation", "batch", "library.py", "numbers.py"],
         "mutations": ["analysis/mutation"]}
BESIDE = {"analysis": "mutations", "mutations": "analysis"}  # what is counted of mutations, and what they change
NUMBER = {("n", "", None)}
DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))


def base(key: str) -> str:
    """The key of a sentence, whatever the form of it."""
    stem, _, form = key.rpartition(".")
    return stem if form in CATEGORIES else key


def placeholders(pattern: str) -> set[tuple[str, str, str | None]]:
    """The names in a pattern, each with its format and conversion, which must stay empty."""
    return {(name, spec or "", conversion) for _, name, spec, conversion in Formatter().parse(pattern)
            if name is not None}


def code_of(part: str) -> str:
    """The source that says what stands in a part of the catalogue."""
    where = ROOMS.get(part, [part])
    paths = [path for name in where for path in (SOURCE.rglob(name) if name.endswith(".py")
                                                 else (SOURCE / name).rglob("*"))]
    others = {"problems"} if part == "analysis" else {"problems", "numbers"}  # of which the room is not the part
    return "\n".join(path.read_text(encoding="utf-8") for path in paths
                     if path.suffix in (".py", ".js") and path.stem not in others)


def test_english_and_dutch_are_there() -> None:
    """The two languages of the shipped instruments have a catalogue."""
    assert {(language, part) for language in WHOLE for part in PARTS} <= set(FILES)


@pytest.mark.parametrize(("language", "part"), [file for file in FILES if file[1] in PARTS])
def test_every_language_says_the_same_sentences(language: str, part: str) -> None:
    """A sentence that English has, Dutch has; a counted one in each form that the language has, and in no other."""
    forms = {*FILES[language, "plurals"], "other"}
    counted = {base(key) for key in FILES["en", part] if base(key) != key}
    expected = {key for key in FILES["en", part] if base(key) == key} | {
        f"{key}.{form}" for key in counted for form in forms}

    assert set(FILES[language, part]) - expected == set()
    assert language not in WHOLE or set(FILES[language, part]) == expected


@pytest.mark.parametrize(("language", "part"), [file for file in FILES if file[1] in PARTS])
def test_every_pattern_has_the_same_placeholders(language: str, part: str) -> None:
    """A pattern names the same things in every language, as plain names without any format; a form may leave n out."""
    english = {base(key): placeholders(pattern) | NUMBER for key, pattern in FILES["en", part].items()}
    differing = [key for key, pattern in FILES[language, part].items()
                 if placeholders(pattern) | NUMBER != english[base(key)]
                 or (base(key) == key and placeholders(pattern) != placeholders(FILES["en", part][key]))]
    odd = [key for key, pattern in FILES[language, part].items()
           for name, spec, conversion in placeholders(pattern) if not name.isidentifier() or spec or conversion]

    assert (differing, odd) == ([], [])


@pytest.mark.parametrize("part", sorted(set(PARTS) - set(BY_SCHEMA)))
def test_code_and_catalogue_name_the_same_keys(part: str) -> None:
    """No key in the catalogue that no code uses, and none in the code that the catalogue lacks.

    What tells of an instrument has the words of the views too, with its terms.
    """
    in_code = set(re.findall(r'"([a-z]+(?:_[a-z]+)*(?:\.[a-z_]+)*)"', code_of(part)))
    in_code |= {f"scale.{kind.key}" for kind in get_args(Formula)}
    in_code |= set(re.findall(r"words\('([a-z_.]+)'", code_of(part)))
    in_code |= {f"{of}.{name}" for name in re.findall(r'"(explain|back|stop|unknown)"', code_of(part))
                for of in ("key", "word")}
    in_code |= {f"head.{name}" for name in re.findall(r'"([a-z]+)"', code_of(part))}
    in_code |= {f"kind.{key_of(kind)}" for kind in get_args(MutantKind)}
    in_code |= {f"part.{kind.replace(' ', '_')}" for kind in get_args(PartKind)}
    in_code |= {"list.comma"}  # where Words.listed is not told what stands between
    in_catalogue = {base(key) for key in FILES["en", part]}
    called = set(re.findall(r"""(?:words(?:\.counted)?|sentence)\(["']([a-z_.]+)["']""", code_of(part)))

    assert in_catalogue - in_code == set()
    known = {base(key) for of in ("views", BESIDE.get(part, part)) for key in FILES["en", of]}
    assert called - in_catalogue - known == set()


@pytest.mark.parametrize("text", ["{}", "{level}", "{0.__class__}", "%s", "${x}", "{", "}}"])
def test_what_stands_in_a_placeholder_is_never_a_pattern(text: str) -> None:
    """Braces and percent signs in a text come out as they went in."""
    assert words_for("en")("source", text=text) == f"Source: {text}"


# A further language


@pytest.fixture
def further(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder for a further language, beside the English one; nothing but files can be added."""
    for (language, part), patterns in FILES.items():
        if language not in WHOLE:
            continue
        target = tmp_path / "messages" / language / f"{part}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(patterns), encoding="utf-8")
    monkeypatch.setattr(words_module, "__file__", str(tmp_path / "catalogue.py"))
    for cached in (words_module._file, words_module._words):
        cached.cache_clear()
    yield tmp_path / "messages"
    for cached in (words_module._file, words_module._words):
        cached.cache_clear()


def write(folder: Path, language: str, **parts: dict[str, str]) -> None:
    """The files of a language."""
    (folder / language).mkdir()
    for part, patterns in parts.items():
        (folder / language / f"{part}.json").write_text(json.dumps(patterns), encoding="utf-8")


def in_language(document: object, language: str) -> object:
    """The document with its English texts in another language too."""
    if isinstance(document, list):
        return [in_language(part, language) for part in document]
    if not isinstance(document, dict):
        return document
    if isinstance(document.get("en"), str):
        return {**document, language: document["en"]}
    told = {name: in_language(part, language) for name, part in document.items()}
    return told | {"languages": [*document["languages"], language]} if "languages" in document else told


def test_language_is_added_by_files(further: Path) -> None:
    """A folder with the files of a language is enough, and serves its regions too."""
    write(further, "de", plurals={"one": "n = 1"}, views=FILES["en", "views"] | {"last": "Nur zur Information."},
          cli=FILES["en", "cli"] | {"back": "zurueck"})

    assert words_for("de-AT")("last") == "Nur zur Information."
    assert words_for("de", "cli")("back") == "zurueck"


def test_view_in_a_whole_language_has_no_note(further: Path) -> None:
    """Where no sentence is lacking, nothing is said of it."""
    write(further, "de", plurals={"one": "n = 1"}, views=FILES["en", "views"])
    instrument = Instrument.from_dict(in_language(DOORSTEP, "de"))

    assert instrument.score({}, partial=True).explain("de").startswith(str(instrument.title))


def test_what_a_language_lacks_is_said_in_english_and_told_first(further: Path) -> None:
    """A handful of sentences is a beginning: the reader hears that others are missing."""
    write(further, "de", plurals={"one": "n = 1"}, views={"last": "Nur zur Information."})
    instrument = Instrument.from_dict(in_language(DOORSTEP, "de"))

    told = instrument.score({}, partial=True).explain("de")

    assert told.startswith("riskscreen does not have all its words in de yet")
    assert "answers are still open" in told
    assert told.rstrip().endswith("Nur zur Information.")


def test_number_chooses_the_form_of_its_language(further: Path) -> None:
    """Polish has three forms for whole numbers: 1, then 2 to 4 but for 12 to 14, then all the rest."""
    write(further, "pl", plurals={
        "one": "i = 1", "few": "i % 10 = 2..4 and i % 100 != 12..14",
        "many": "i != 1 and i % 10 = 0..1 or i % 10 = 5..9 or i % 100 = 12..14"},
          views={"open.count.one": "{n} odpowiedz", "open.count.few": "{n} odpowiedzi",
                 "open.count.many": "{n} odpowiedzi (wielu)", "open.count.other": "{n} odpowiedzi (inne)"})
    words = words_for("pl")

    told = [words.counted("open.count", n) for n in (1, 3, 5, 12, 22)]

    assert told == ["1 odpowiedz", "3 odpowiedzi", "5 odpowiedzi (wielu)", "12 odpowiedzi (wielu)", "22 odpowiedzi"]


@pytest.mark.parametrize(("rules", "by_category"), [
    # From the charts of the CLDR, whole numbers: Arabic, Latvian, Lithuanian, French (without the millions), Japanese.
    ({"zero": "n = 0", "one": "n = 1", "two": "n = 2", "few": "n % 100 = 3..10", "many": "n % 100 = 11..99"},
     {"zero": [0], "one": [1], "two": [2], "few": [3, 10, 103, 1003], "many": [11, 26, 99, 111], "other": [100, 102]}),
    ({"zero": "n % 10 = 0 or n % 100 = 11..19", "one": "n % 10 = 1 and n % 100 != 11"},
     {"zero": [0, 10, 11, 20, 111], "one": [1, 21, 101], "other": [2, 9, 22, 102]}),
    ({"one": "n % 10 = 1 and n % 100 != 11..19", "few": "n % 10 = 2..9 and n % 100 != 11..19"},
     {"one": [1, 21, 101], "few": [2, 9, 22, 102], "other": [0, 10, 11, 20, 111]}),
    ({"one": "i = 0,1"}, {"one": [0, 1], "other": [2, 11, 21]}),
    ({}, {"other": [0, 1, 2, 100]})])
def test_forms_are_those_of_the_cldr(rules: dict[str, str], by_category: dict[str, list[int]]) -> None:
    """The rules are read as the CLDR means them: *and* before *or*, ranges with both ends."""
    found = {category: [n for n in numbers if category_of(n, rules) == category]
             for category, numbers in by_category.items()}

    assert found == by_category


def test_rule_that_cannot_be_read_is_a_fault_of_ours() -> None:
    """Rules for fractions are none for whole numbers: nobody gets a wrong form in silence."""
    with pytest.raises(AssertionError, match="no plural rule"):
        category_of(1, {"one": "v = 0"})


@pytest.mark.parametrize("language", ["", "..", "../en", "en/../nl", "\x00", "x\ud800", "-"])
def test_what_is_no_language_is_no_folder(language: str) -> None:
    """A language comes from outside, and is never a way to other files."""
    words = words_for(language)

    assert (type(words), words.language) == (Words, "en")


def test_catalogues_travel_in_the_package() -> None:
    """The shipped instruments are explained in all their languages without a note that words are missing."""
    result = riskscreen.load("stalking-red-flags").score({}, partial=True)

    for language in result.instrument.languages:
        assert result.explain(language).startswith(result.instrument.title[language])
