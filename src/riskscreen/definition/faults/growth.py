"""How large and how fine the numbers of scales can become: scales of scales of scales can outgrow any screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import lcm
from typing import Any

import attrs

from riskscreen.definition.faults.names import Names, Part, entries, is_number, parts
from riskscreen.errors import Problem
from riskscreen.model.number import Ratio, product, quotient, ratio
from riskscreen.model.scale import SELECTING

MOST_DIGITS = 1_000

_LARGEST_NUMBER, _FINEST_UNIT, _MOST_ENTRIES = 10**6, 1_000, 500


@attrs.frozen
class Size:
    """No number of a scale is larger than ``largest``, and all are whole numbers of the ``unit``-th part of one."""

    largest: int
    unit: int


_DIRECT = Size(_MOST_ENTRIES * _LARGEST_NUMBER**2, _FINEST_UNIT**2)
_LISTED = Size(_MOST_ENTRIES * _LARGEST_NUMBER, _FINEST_UNIT)


def growth_faults(document: Part, known: Names) -> Iterator[Problem]:
    """The first scale whose numbers can take more digits than anybody can read."""
    sizes: dict[str, Size] = {}
    for position, scale in parts(document, "scales"):
        size = _size(scale, sizes)
        if size.largest * size.unit >= 10**MOST_DIGITS:
            yield Problem("D-number-range", f"/scales/{position}", "The numbers of this scale can become too large, or "
                          "too fine, to be written out.", expected=f"at most {MOST_DIGITS} digits")
            return
        if isinstance(scale.get("id"), str):
            sizes.setdefault(scale["id"], size)


def _size(scale: Part, sizes: Mapping[str, Size]) -> Size:
    size = _LISTED
    if "combine" in scale:
        size = _combined(scale, sizes)
    elif any(key in scale for key in SELECTING):
        size = _DIRECT
    if entries(scale, "missing").get("method") == "prorate":
        size = Size(size.largest * _MOST_ENTRIES, size.unit * lcm(*range(1, _MOST_ENTRIES + 1)))
    return Size(size.largest + 1, _FINEST_UNIT) if "round" in scale else size


def _combined(scale: Part, sizes: Mapping[str, Size]) -> Size:
    plus = ratio(_number(scale, "plus", 0))
    largest, unit = abs(plus[0]), plus[1]
    for _, term in parts(scale, "combine"):
        name = term.get("scale")
        source = sizes.get(name, _LISTED) if isinstance(name, str) else _LISTED
        factor = _factor(term)
        largest += source.largest * abs(factor[0]) // factor[1] + 1
        unit = lcm(unit, product(factor, (1, source.unit))[1])
    return Size(largest, unit)


def _factor(term: Part) -> Ratio:
    over = _number(term, "over", 1)
    return quotient(ratio(_number(term, "times", 1)), ratio(over if over > 0 else 1))


def _number(part: Part, name: str, default: int) -> Any:
    value = part.get(name, default)
    return value if is_number(value) else default
