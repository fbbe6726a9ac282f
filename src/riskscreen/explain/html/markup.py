"""HTML from texts: what is not marked as HTML is escaped, and cannot turn the direction of what stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from riskscreen.engine.trace import Trace
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.words.catalogue import Words
from riskscreen.explain.words.terms import Terms
from riskscreen.model.definition import Definition
from riskscreen.printable import in_one_line


class Html(str):
    """Text that is HTML already.  Adding or joining gives plain text again, which is escaped where it is used."""

    __slots__ = ()

    def __html__(self) -> str:
        """What templates ask for, so that they do not escape it once more."""
        return self


def escaped(text: str) -> Html:
    """The text as HTML, without characters that steer or hide; what is HTML already stays as it is.

    Examples:
        >>> escaped("<b>&\\u202e")
        '&lt;b&gt;&amp;\\\\u202e'
        >>> escaped(escaped("<b>"))
        '&lt;b&gt;'
    """
    return text if isinstance(text, Html) else Html(escape(in_one_line(text)))


def isolated(text: str, language: str = "") -> Html:
    """The text as HTML whose direction of writing ends where it ends, marked with its language where that is given."""
    mark = f' lang="{escaped(language)}"' if language else ""
    return Html(f"<bdi{mark}>{escaped(text)}</bdi>")


def joined(parts: Iterable[str], between: str = "") -> Html:
    """The parts, one after the other."""
    return Html(escaped(between).join(map(escaped, parts)))


def element(name: str, *content: str, **attributes: str | None) -> Html:
    """An element with its content and attributes; an attribute that is None is left out.

    An underscore in the name of an attribute stands for a hyphen; one at its end is for Python's own words.

    Examples:
        >>> element("p", "1 < 2", class_="rs-note", aria_hidden="true")
        '<p class="rs-note" aria-hidden="true">1 &lt; 2</p>'
    """
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{escaped(text)}"'
                    for key, text in attributes.items() if text is not None)
    return Html(f"<{name}{given}>{joined(content)}</{name}>")


class HtmlWords(Words):
    """Sentence patterns that give HTML: each thing in a placeholder is escaped and isolated."""

    def __init__(self, words: Words, language: str) -> None:
        super().__init__(words.language, words.patterns, words.plurals, is_whole=words.is_whole)
        self.others_language = language

    @property
    def plain(self) -> Words:
        """The same without HTML, for where tags would be read as text, as in the title of a page."""
        return Words(self.language, self.patterns, self.plurals, is_whole=self.is_whole)

    def __call__(self, key: str, **values: object) -> Html:
        """The sentence of that key."""
        return Html(escape(self.pattern(key)).format_map({name: self.placed(value) for name, value in values.items()}))

    def listed(self, parts: Iterable[str], between: str = "list.comma") -> Html:
        """The parts with commas between them, or what else the key gives."""
        return joined((self.placed(part) for part in parts), self(between))

    def sentences(self, parts: Iterable[str]) -> Html:
        """Whole sentences, one after the other."""
        return joined(parts, " ")

    def placed(self, value: object) -> Html:
        """A value as it stands in a sentence; only texts need isolating."""
        if not isinstance(value, str):
            return escaped(str(value))
        return isolated(value, "" if isinstance(value, Html) else self.others_language)


class HtmlTerms(Terms):
    """The names in one language, and words around them that give HTML."""

    def __init__(self, definition: Definition, language: str) -> None:
        super().__init__(definition, language)
        self.words: HtmlWords = HtmlWords(self.words, "" if self.has_own_words else language)

    @property
    def around(self) -> str:
        """The language of the words around the instrument's own."""
        return self.language if self.has_own_words else self.words.language

    def own(self, text: str) -> Html:
        """A text that stands alone, isolated."""
        return self.words.placed(text)


class HtmlCase(Case):
    """A case that is told in HTML."""

    terms: HtmlTerms

    def __init__(self, terms: HtmlTerms, trace: Trace) -> None:
        super().__init__(terms, trace)
