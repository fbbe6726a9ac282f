"""The cells of a code book that hold a list: options as ``code = label``, and their scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import attrs

from riskscreen.importing.columns import plain_header
from riskscreen.importing.grid import GridCell, quoted
from riskscreen.model.number import Number

_NUMBER = re.compile(r"-?[0-9]{1,7}(\.[0-9]{1,30})?")
_CODED = re.compile(r"([^=\s]+)\s*=\s*(.+)", re.DOTALL)
_NUMBERED = re.compile(r"(-?[0-9]+)\s*,\s*(.+)", re.DOTALL)
_BEFORE_COMMA = re.compile(r"([^,\s]+)\s*,\s*(.*)", re.DOTALL)
_SECOND_CODE = re.compile(r"[,;|]\s*[^=,;|\s]+\s*=")
REDCAP_OPTIONS = ("choices, calculations, or slider labels", "select choices or calculations")
FORM = "code = label | code = label"


@attrs.frozen
class ListEntry:
    """One option as a cell has it; the code is None where there is only a label."""

    code: str | None
    label: str


def entries_of(cell: GridCell) -> tuple[tuple[ListEntry, ...], str]:
    """The options in a cell, all with a code before their label or all without; or none, and why.

    The columns of REDCap have ``code, label`` and nothing else.  Elsewhere a comma may be one of the label, so there
    only whole numbers are codes before a comma.
    """
    parts = _parts(cell.text)
    if plain_header(cell.header.partition("::")[0]) in REDCAP_OPTIONS:
        found = [_BEFORE_COMMA.fullmatch(part) for part in parts]
    else:
        found = [_CODED.fullmatch(part) or _NUMBERED.fullmatch(part) for part in parts]
        if not any(found) and not any("=" in part for part in parts):
            return tuple(ListEntry(None, part) for part in parts), ""
    for part, match in zip(parts, found, strict=True):
        if match is None or (match.re is _CODED and _SECOND_CODE.search(part)):
            return (), f"This is not one option with its code: {quoted(part)}, in {quoted(cell.text)}. They are " \
                       f"written {FORM}."
    return tuple(ListEntry(match[1], match[2].strip()) for match in found if match), ""


def scores_of(cell: GridCell, entries: Sequence[ListEntry]) -> tuple[dict[int, Number], list[str]]:
    """The score of each option by its place, named by its code or in the order of the options; and what is wrong."""
    parts = _parts(cell.text)
    codes = [entry.code for entry in entries]
    if not any("=" in part for part in parts) and len(parts) != len(entries):
        return {}, [f"The source has {len(parts)} scores for {len(entries)} options: {quoted(cell.text)}."]
    scores: dict[int, Number] = {}
    wrong = []
    for n, part in enumerate(parts):
        match = _CODED.fullmatch(part)
        place = n if match is None else codes.index(match[1]) if match[1] in codes else None
        number = number_of(match[2] if match else part)
        if place is None or place >= len(entries):
            wrong.append(f"There is no option for {quoted(part)}.")
        elif number is None:
            wrong.append(f"This is not a score: {quoted(part)}.")
        else:
            scores[place] = number
    return scores, wrong


def number_of(text: str) -> Number | None:
    """The number that is written here, exactly; None where it is none."""
    text = text.strip()
    if _NUMBER.fullmatch(text) is None:
        return None
    return Decimal(text) if "." in text else int(text)


def _parts(text: str) -> list[str]:
    separator = r"[|\n]" if "|" in text or "\n" in text else ";"
    return [part.strip() for part in re.split(separator, text) if part.strip()]
