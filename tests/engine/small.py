"""Small instruments that are worked out by hand: items that are never, sometimes or often so, scored 0, 1 and 3."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from riskscreen import Instrument, Result

OPTIONS = (("never", 0), ("sometimes", 1), ("often", 3))
LEVELS = ("low", "medium", "high")


def text(words: str) -> dict[str, str]:
    """A text in one language."""
    return {"en": words}


def option(name: str, score: int = 0, **more: object) -> dict[str, Any]:
    """An option with its score."""
    return {"id": name, "score": score, "label": text(name), **more}


def item(name: str, **more: object) -> dict[str, Any]:
    """An item with the three options, unless a response is given."""
    return {"id": name, "text": text(name), "response": {"options": [option(*each) for each in OPTIONS]}, **more}


def outcome(name: str, **how: object) -> dict[str, Any]:
    """An outcome that is low, medium or high."""
    return {"id": name, "title": text(name), "levels": [{"id": level, "label": text(level)} for level in LEVELS], **how}


def rule(name: str, level: str, when: Mapping[str, object]) -> dict[str, Any]:
    """A rule of an outcome."""
    return {"id": name, "level": level, "when": when}


def instrument(*items: Mapping[str, Any], scales: list[Any] | None = None,
               outcomes: list[Any] | None = None) -> Instrument:
    """An instrument of these items, of `a`, `b`, `c` and `d` where none are given; the last outcome is the result."""
    found = outcomes or [outcome("concern", rules=[rule("any", "medium", {"item": "a", "is": ["often"]})])]
    return Instrument.from_dict({
        "format": "riskscreen/1", "id": "small", "version": "0.1.0", "title": text("Small"),
        "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": text("Tests"),
                  "not_for": text("Decisions about people"), "sources": {"own": "Made up for a test."}},
        "sections": [{"id": "section", "title": text("Section"), "items": [*(items or map(item, "abcd"))]}],
        **({"scales": scales} if scales else {}), "outcomes": found, "result": found[-1]["id"]})


def answers(letters: str, *names: str) -> dict[str, Any]:
    """Answers in short: n never, s sometimes, o often, ? unknown, and a point for what nobody said.

    Examples:
        >>> answers("no?.")
        {'a': 'never', 'b': 'often', 'c': 'unknown'}
    """
    meant = {"n": "never", "s": "sometimes", "o": "often", "?": "unknown"}
    return {name: meant[letter] for name, letter in zip(names or "abcd", letters, strict=False) if letter != "."}


def span(result: Result, scale: str) -> tuple[Fraction, Fraction]:
    """The least and the most of a scale."""
    found = result.scales[scale]
    return Fraction(found.least), Fraction(found.most)
