"""What is to be said, before it is said in a language."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from riskscreen.errors import Problem
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.explain.words.problems import problem_by_code


@attrs.frozen
class Several:
    """Parts that are said as a list: *threats, weapon*."""

    parts: tuple[SentencePart, ...]


@attrs.frozen
class Sentence:
    """The key of a pattern in the catalogue, and what stands in its places: data, or further sentences.

    Where ``n`` is given, it chooses the form of the sentence.

    Examples:
        >>> told = sentence("source", text="the file")
        >>> said_in("nl", "views", [told])
        'Bron: the file'
    """

    key: str
    parts: tuple[tuple[str, SentencePart], ...] = ()
    n: int | None = None

    def told(self, words: Words) -> str:
        """The sentence in the language of these words."""
        parts = {name: _told(words, part) for name, part in self.parts}
        return words(self.key, **parts) if self.n is None else words.counted(self.key, self.n, **parts)


SentencePart = str | int | Problem | Sentence | Several


def sentence(key: str, **parts: SentencePart) -> Sentence:
    """The sentence of that key."""
    return Sentence(key, tuple(parts.items()))


def counted_sentence(key: str, n: int, **parts: SentencePart) -> Sentence:
    """The sentence of that key, in the form for so many."""
    return Sentence(key, tuple(parts.items()), n)


def several(parts: Iterable[SentencePart]) -> Several:
    """These, as a list."""
    return Several(tuple(parts))


def said_in(language: str | None, part: str, sentences: Iterable[Sentence]) -> str:
    """Sentences of a part of the catalogue in a language, one after the other; English unless said otherwise."""
    words = words_for(language, part)
    return words.sentences(each.told(words) for each in sentences)


def _told(words: Words, part: SentencePart) -> str:
    if isinstance(part, Sentence):
        return part.told(words)
    if isinstance(part, Several):
        return words.listed(_told(words, each) for each in part.parts)
    return problem_by_code(words.language, part) if isinstance(part, Problem) else str(part)
