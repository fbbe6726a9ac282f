"""A text that a person reads, in each language of its instrument."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from riskscreen.cell import Cell, CellTable, Sheet, one_line
from riskscreen.errors import usage_error

MOST_CHARACTERS = 10_000
MOST_OF_TEXT = 60


@attrs.frozen(repr=False)
class Text(Cell):
    """One text in several languages.

    Examples:
        >>> title = Text.of({"en": "Doorstep check", "nl": "Deurcheck"})
        >>> title["nl"]
        'Deurcheck'
        >>> str(title)
        'Doorstep check'
    """

    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Text:
        """Build a text from a language map."""
        return cls(tuple(texts.items()))

    @property
    def languages(self) -> tuple[str, ...]:
        """The language tags, in the order of the document."""
        return tuple(tag for tag, _ in self.by_language)

    def __getitem__(self, language: str) -> str:
        wanted = str.__str__(language) if issubclass(type(language), str) else None
        for tag, text in self.by_language:
            if tag == wanted:
                return text
        raise usage_error("U-unknown-language", "There is no text in this language.", found=language,
                          expected=", ".join(self.languages), known=self.languages)

    def __eq__(self, other: object) -> bool:
        if type(other) is not Text:
            return NotImplemented
        return dict(self.by_language) == dict(other.by_language)

    def __hash__(self) -> int:
        return hash(frozenset(self.by_language))

    def __str__(self) -> str:
        return dict(self.by_language)[self.main_language]

    def to_dict(self) -> dict[str, str]:
        """The language map."""
        return dict(self.by_language)

    def __repr__(self) -> str:
        return f"<Text {one_line(str(self), MOST_OF_TEXT)!r} in {', '.join(self.languages)}>"

    def _sheet(self) -> Sheet:
        return Sheet(str(self), tables=[CellTable("", ("language", "text"), self.by_language)],
                     language=self.main_language)

    @property
    def main_language(self) -> str:
        """The language that it is shown in where none is asked for: English where it has it, else its first."""
        return "en" if "en" in self.languages else self.languages[0]
