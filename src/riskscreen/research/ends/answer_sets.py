"""How many answer sets of the items of a scale reach each cut-off, for certain and possibly; *unknown* is an answer.

The least and the most of a sum are each a sum over its items.  So the number of answer sets for each of their values is
found item by item, and nothing is drawn or tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs
import numpy as np

from riskscreen.definition.uses import Uses
from riskscreen.errors import usage_error
from riskscreen.model.item import Item
from riskscreen.model.number import Exact, exact
from riskscreen.model.response import NumberResponse, ResponseScale
from riskscreen.model.scale import Count, Sum
from riskscreen.screening.instrument import Instrument

_UNKNOWN, _UNANSWERED = -1, -2  # the codes of an answer that is unknown, or not given
MOST_NUMBERS = 100_000


@attrs.frozen
class SetsAtOrAbove:
    """For each number of a scale but the lowest, how many answer sets are at or above it for certain, and may be."""

    n_sets: int
    rows: tuple[tuple[Exact, int, int], ...]


def sets_at_or_above(instrument: Instrument, scale: str) -> SetsAtOrAbove:
    """The counts for each cut-off of a scale.

    Raises:
        UsageError: For a scale that is no sum or count of items that always apply.
    """
    items = _added_items(instrument, scale)
    least, most, unit = _contributions(instrument, scale, items)
    by_least, by_most = _sums(least), _sums(most)
    values = sorted({*by_least, *by_most})
    n_sets = by_least.total()
    return SetsAtOrAbove(n_sets, tuple(
        (exact(value, unit), certain, possible) for value, certain, possible in
        zip(values[1:], _at_or_above(by_least, values), _at_or_above(by_most, values), strict=True)))


def _added_items(instrument: Instrument, name: str) -> list[Item]:
    """The items that the scale adds, each by itself."""
    scale, definition = instrument.scales[name], instrument.definition
    read = {part[1] for part in Uses(definition).reads(("scale", name))}
    section_of = {item.id: section for section in definition.sections for item in section.items}
    items = [item for item in definition.items if item.id in read]
    if not isinstance(scale.formula, Sum | Count) or scale.round is not None or scale.missing is not None or any(
            item.applies_when is not None or section_of[item.id].applies_when is not None for item in items):
        raise usage_error("U-no-sweep", "The answer sets of this scale cannot be counted item by item.",
                          found=f"scale {name}", expected="a sum or count of items that always apply, without a rule "
                          "for missing answers or rounding; analyse() counts for any instrument")
    return items


def _contributions(instrument: Instrument, scale: str, items: list[Item]) -> tuple[
        list[Counter[int]], list[Counter[int]], int]:
    """What each answer of each item adds to the least and to the most, as the engine scores it; and their unit.

    One answer a row is scored beside the first answers of the others; what is asked beside the scale is left open.
    """
    names, added = list(instrument.items), {item.id for item in items}
    answers = [(item.id, code) for item in items for code in _codes(item)]
    base = [0 if name in added else _UNANSWERED for name in names]
    rows = [base, *([code if name == item else first for name, first in zip(names, base, strict=True)]
                    for item, code in answers)]
    found = instrument.score_codes(np.array(rows, np.int8), partial=True).scales[scale]
    start = int(found.least[0])
    ends = []
    for column in (found.least, found.most):
        by_item: dict[str, Counter[int]] = {"": Counter({start: 1}), **{item.id: Counter() for item in items}}
        for (item, _), number in zip(answers, column[1:].tolist(), strict=True):
            by_item[item][number - start] += 1
        ends.append(list(by_item.values()))
    return ends[0], ends[1], found.unit


def _codes(item: Item) -> Iterator[int]:
    response = item.response
    assert isinstance(response, ResponseScale | NumberResponse), "texts are in no scale"
    yield from range(len(response.choices))
    if response.allows_unknown:
        yield _UNKNOWN


def _sums(parts: list[Counter[int]]) -> Counter[int]:
    """How many ways give each sum of one number from each part."""
    total = Counter({0: 1})
    for part in parts:
        new: Counter[int] = Counter()
        for one, n in total.items():
            for other, m in part.items():
                new[one + other] += n * m
        if len(new) > MOST_NUMBERS:
            raise usage_error("U-no-sweep", "This scale has too many numbers to count the answer sets of each.",
                              found=f"{len(new)} and more", expected=f"at most {MOST_NUMBERS}")
        total = new
    return total


def _at_or_above(counts: Counter[int], values: list[int]) -> list[int]:
    """How many are at or above each value but the first."""
    left, found = counts.total(), []
    for value in values[:-1]:
        left -= counts[value]
        found.append(left)
    return found
