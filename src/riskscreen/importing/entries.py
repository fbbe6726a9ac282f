"""The cells of a code book that hold a list: options as ``code = label``, and their scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from riskscreen.errors import Problem
from riskscreen.importing.grid import Cell
from riskscreen.model.number import Number
from riskscreen.model.value import Value, value

_NUMBER = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,30})?")
_CODED = re.compile(r"([^=\s]+)\s*=\s*(.+)", re.DOTALL)
_NUMBERED = re.compile(r"(-?[0-9]+)\s*,\s*(.+)", re.DOTALL)
_SECOND_CODE = re.compile(r"[,;|]\s*[^=,;|\s]+\s*=")
FORM = "code = label | code = label"


@value
class Entry(Value):
    """One option as a cell has it; the code is None where there is only a label."""

    code: str | None
    label: str


def entries_of(cell: Cell, problems: list[Problem]) -> tuple[Entry, ...]:
    """The options in a cell: all with a code before their label, or all without."""
    parts = _parts(cell.text)
    found = [_CODED.fullmatch(part) or _NUMBERED.fullmatch(part) for part in parts]
    if not any(found) and not any("=" in part for part in parts):
        return tuple(Entry(None, part) for part in parts)
    for part, match in zip(parts, found, strict=True):
        if match is None or _SECOND_CODE.search(part):
            problems.append(cell.problem("I-options", f"This is not one option with its code: {part[:40]!r}.",
                                         expected=FORM))
            return ()
    entries = tuple(Entry(match[1], match[2].strip()) for match in found if match)
    codes = [entry.code for entry in entries]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        problems.append(cell.problem("I-options", f"The code {code!r} stands twice.", expected="one for each option"))
    return entries


def scores_of(cell: Cell, entries: Sequence[Entry], problems: list[Problem]) -> dict[int, Number]:
    """The score of each option, by its place: named by its code, or in the order of the options."""
    parts = _parts(cell.text)
    codes = [entry.code for entry in entries]
    scores: dict[int, Number] = {}
    if not any("=" in part for part in parts) and len(parts) != len(entries):
        problems.append(cell.problem("I-options", f"There are {len(parts)} scores for {len(entries)} options.",
                                     expected="a score for each option, in their order; or code = score"))
        return {}
    for n, part in enumerate(parts):
        match = _CODED.fullmatch(part)
        if match is not None and match[1] not in codes:
            problems.append(cell.problem("I-options", f"There is no option with the code {match[1]!r}.",
                                         expected=", ".join(code for code in codes if code) or "scores in order"))
            continue
        number = number_of(match[2] if match else part)
        if number is None:
            problems.append(cell.problem("I-not-a-number", f"This is not a score: {part[:40]!r}.",
                                         expected="a number, with a point before its decimals"))
            continue
        scores[codes.index(match[1]) if match else n] = number
    return scores


def number_of(text: str) -> Number | None:
    """The number that is written here, exactly; None where it is none."""
    text = text.strip()
    if _NUMBER.fullmatch(text) is None:
        return None
    return Decimal(text) if "." in text else int(text)


def _parts(text: str) -> list[str]:
    separator = r"[|\n]" if "|" in text or "\n" in text else ";"
    return [part.strip() for part in re.split(separator, text) if part.strip()]
