"""Where the parts of a valid JSON text stand."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import TypeAlias

from riskscreen._json.flaws import pointer_of
from riskscreen._json.values import place_of, without_mark
from riskscreen._json.walk import CLOSING, OPENING, walk
from riskscreen.errors import parts_of

Tree: TypeAlias = "dict[str, Tree]"

_PASSING = json.JSONDecoder()
_SPACES = frozenset(" \t\n\r")


def locate(source: bytes | str, pointers: Collection[str]) -> dict[str, tuple[int, int]]:
    """Line and column of each pointer in a valid document, both counted from 1, columns in characters.

    The place of an object's member is that of its name, not of its value.  A pointer that leads nowhere, as one to a
    missing property does, gets the place of its nearest ancestor that exists.
    """
    text = without_mark(source if isinstance(source, str) else source.decode())
    paths = {pointer: parts_of(pointer) for pointer in pointers}
    wanted: Tree = {}
    for parts in paths.values():
        branch = wanted
        for part in parts:
            branch = branch.setdefault(part, {})
    start = _after_space(text, 0)
    starts: dict[tuple[str, ...], int] = {(): start}
    _note_starts(text, start, (), wanted, starts)
    return {pointer: place_of(text, _nearest(parts, starts)) for pointer, parts in paths.items()}


def exponents(source: bytes | str) -> tuple[str, ...]:
    """The pointers to the numbers of a valid document that are written with an exponent, such as ``1e3``."""
    text = without_mark(source if isinstance(source, str) else source.decode())
    if not re.search("[0-9][eE][-+]?[0-9]", text):
        return ()
    path: list[str] = []
    return tuple(pointer_of(path) for kind, match, _ in walk(text, path)
                 if kind == "odd_atom" and "e" in match[0].lower())


def _note_starts(text: str, at: int, path: tuple[str, ...], wanted: Tree, starts: dict[tuple[str, ...], int]) -> int:
    """Where the value that begins at *at* ends; the starts of all *wanted* parts of it are noted.

    What holds nothing wanted is passed over by the standard decoder, which is fast.
    """
    if not wanted or text[at] not in OPENING:
        return _PASSING.raw_decode(text, at)[1]
    is_object, n = text[at] == "{", 0
    at = _after_space(text, at + 1)
    while text[at] not in CLOSING:
        name, start = str(n), at
        if is_object:
            name, at = _PASSING.raw_decode(text, at)
            at = _after_space(text, text.index(":", at) + 1)
        if name in wanted:
            starts[*path, name] = start
        at = _after_space(text, _note_starts(text, at, (*path, name), wanted.get(name, {}), starts))
        if text[at] == ",":
            at = _after_space(text, at + 1)
        n += 1
    return at + 1


def _after_space(text: str, at: int) -> int:
    while text[at : at + 1] in _SPACES:
        at += 1
    return at


def _nearest(parts: tuple[str, ...], starts: dict[tuple[str, ...], int]) -> int:
    return next((starts[parts[:n]] for n in range(len(parts), -1, -1) if parts[:n] in starts), 0)
