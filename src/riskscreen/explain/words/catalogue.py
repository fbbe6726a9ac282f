"""What riskscreen itself says: sentence patterns by key, one catalogue of them for each language.

A catalogue is a file ``messages/<language>.json``.  A language is added by adding its file, with the keys and the
placeholders of the others; no code knows which languages there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from riskscreen._json.reading import parse
from riskscreen.errors import UsageError

FALLBACK = "en"
_MOST_BYTES = 1 << 18
_MOST_LANGUAGES = 64


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

    def __init__(self, language: str, patterns: Mapping[str, str]) -> None:
        self.language = language
        self._patterns = patterns

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key."""
        assert key in self._patterns, f"the catalogue {self.language!r} has no {key!r}: please report this"
        return self._patterns[key].format_map(values)

    def counted(self, key: str, n: int, **values: object) -> str:
        """The sentence for one thing, or for any other number of them."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=n, **values)

    def listed(self, parts: Iterable[str]) -> str:
        """The parts with commas between them."""
        return self("list.comma").join(parts)

    def either(self, parts: Sequence[str]) -> str:
        """The parts as one phrase: *a, b or c*; with semicolons where a part has commas of its own."""
        if len(parts) == 1:
            return parts[0]
        if any("," in part for part in parts):
            return self("list.or_clauses", many=self("list.semicolon").join(parts[:-1]), last=parts[-1])
        return self("list.or", many=self.listed(parts[:-1]), last=parts[-1])


def words_for(language: str) -> Words:
    """The words of a language, of its base language, else English."""
    for tag in (language, language.partition("-")[0], FALLBACK):
        patterns = catalogue(tag)
        if patterns is not None:
            return Words(tag, patterns)
    raise AssertionError("the English catalogue is missing: please report this")


@lru_cache(_MOST_LANGUAGES)
def catalogue(language: str) -> Mapping[str, str] | None:
    """The sentence patterns of a language by key, None where there is no catalogue for it."""
    folder = __file__.rpartition("catalogue.py")[0] + "messages/"
    try:
        source = __spec__.loader.get_data(f"{folder}{language}.json")  # type: ignore[union-attr]  # loaders of files and of zips both have it
    except OSError:
        return None
    patterns = parse(source, most_bytes=_MOST_BYTES, raises=UsageError)
    assert isinstance(patterns, dict), f"the catalogue {language!r} is broken: please report this"
    return MappingProxyType({key: str(pattern) for key, pattern in patterns.items()})
