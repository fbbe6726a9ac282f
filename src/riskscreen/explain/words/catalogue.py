"""What riskscreen itself says: sentence patterns by key, in each language.

A language is a folder of files, ``messages/<language>/``, and is added by adding that folder; no code knows which
languages there are.  Each file is a part: what results and instruments say (``views``), the command line (``cli``),
...; ``plurals`` has the rules by which a number chooses the form of a sentence.  What a language lacks is said in
English, and the reader is told so.

What stands in code, in English, is for those who write programs: the messages of errors.  Errors about answers, which
raters read, have sentences in other languages (``problems``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from riskscreen._json.reading import parse
from riskscreen.arguments import text
from riskscreen.errors import UsageError
from riskscreen.explain.words.plurals import CATEGORIES, category_of

FALLBACK = "en"
_MOST_BYTES = 1 << 18
_MOST_FILES = 256

Patterns = Mapping[str, str]


class Words:
    """The sentence patterns of one language; call it with a key and what stands in the placeholders.

    What stands in a placeholder is data: braces and percent signs in it mean nothing.

    Examples:
        >>> words = words_for("nl")
        >>> words("number.at_least", value="{6}")
        '{6} of meer'
        >>> words.counted("open.count", 1), words.counted("open.count", 3)
        ('Er staat nog 1 antwoord open', 'Er staan nog 3 antwoorden open')
    """

    def __init__(self, language: str, patterns: Patterns, plurals: Patterns, *, is_whole: bool = True) -> None:
        self.language, self.patterns, self.plurals = language, patterns, plurals
        self.is_whole = is_whole

    def pattern(self, key: str) -> str:
        """The pattern of that key, with its placeholders."""
        assert key in self.patterns, f"the catalogue {self.language!r} has no {key!r}: please report this"
        return self.patterns[key]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key."""
        return self.pattern(key).format_map(values)

    def counted(self, key: str, n: int, **values: object) -> str:
        """The sentence for so many things, in the form that this number takes in the language."""
        form = f"{key}.{category_of(n, self.plurals)}"
        return self(form if form in self.patterns else f"{key}.other", n=n, **values)

    def listed(self, parts: Iterable[str], between: str = "list.comma") -> str:
        """The parts with commas between them, or what else the key gives."""
        return self(between).join(parts)

    def sentences(self, parts: Iterable[str]) -> str:
        """Whole sentences, one after the other."""
        return " ".join(parts)

    def either(self, parts: Sequence[str]) -> str:
        """The parts as one phrase: *a, b or c*; with semicolons where a part has commas of its own."""
        if len(parts) == 1:
            return parts[0]
        if any("," in part for part in parts):
            return self("list.or_clauses", many=self("list.semicolon").join(parts[:-1]), last=parts[-1])
        return self("list.or", many=self.listed(parts[:-1]), last=parts[-1])


def words_for(language: str | None, part: str = "views") -> Words:
    """The words of a language, of its base language, else English, as where none is asked for.

    What they lack is in English.

    Raises:
        WrongType: For what is no text.
    """
    return _words(FALLBACK if language is None else text("language", language), part)


@lru_cache(_MOST_FILES)
def _words(language: str, part: str) -> Words:
    english = _file(FALLBACK, part) or {}
    for tag in (language, language.partition("-")[0]):
        own = _file(tag, part)
        if own is not None:
            return Words(tag, {**english, **own}, _file(tag, "plurals") or {}, is_whole=_bases(english) <= _bases(own))
    return Words(FALLBACK, english, _file(FALLBACK, "plurals") or {})


@lru_cache(_MOST_FILES)
def _file(language: str, part: str) -> Patterns | None:
    """One file of a language, None where it has no such file; what is no language tag is no folder either."""
    if not (language.isascii() and language.replace("-", "").isalnum()):
        return None
    folder = __file__.rpartition("catalogue.py")[0] + "messages"
    try:
        source = __spec__.loader.get_data(f"{folder}/{language}/{part}.json")  # type: ignore[union-attr]  # loaders of files and of zips both have it
    except OSError:
        return None
    patterns = parse(source, most_bytes=_MOST_BYTES, raises=UsageError)
    assert isinstance(patterns, dict), f"{language}/{part}.json is broken: please report this"
    return MappingProxyType({key: str(pattern) for key, pattern in patterns.items()})


def _bases(patterns: Patterns) -> set[str]:
    """The keys, all forms of one sentence as one."""
    return {base if form in CATEGORIES else key for key in patterns for base, _, form in [key.rpartition(".")]}
