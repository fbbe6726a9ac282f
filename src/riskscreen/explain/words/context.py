"""The circumstances of a case in words, as an answers file or a record keeps them; nothing is ever scored by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.explain.words.lines import Line, bullet

_OTHER = "other"
# Lists of values that more than one property has.
_NAMED_AS = {"age_of_victim": "age", "age_of_other": "age", "ages_of_children": "age"}


def context_lines(language: str, context: Mapping[str, object] | None) -> list[Line]:
    """Every circumstance, under a title that says that none is scored; nothing where none is kept."""
    told = words_for(language, "context")
    lines = [bullet(told("pair", what=what, found=found), 1) for what, found in _said(told, context or {})]
    return [Line(told("title")), *lines] if lines else []


def _said(told: Words, context: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in context.items():
        if name == _OTHER and isinstance(value, Mapping):
            yield from ((str(key), str(text)) for key, text in value.items())
        else:
            yield told.patterns.get(name, name), _found(told, _NAMED_AS.get(name, name), value)


def _found(told: Words, name: str, value: object) -> str:
    """A value in words; one of a host's own is shown as it is."""
    if isinstance(value, bool):
        return told("yes" if value else "no")
    if isinstance(value, list | tuple):
        return told.listed(_found(told, name, each) for each in value)
    return told.patterns.get(f"{name}/{value}", str(value))
