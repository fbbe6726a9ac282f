"""The profile of a case as columns: a row for each item, each scale and each outcome."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.arguments import instance
from riskscreen.model.number import plain
from riskscreen.plot.profiles import items_of, outcomes_of, scales_of
from riskscreen.research.telling import TidyTable
from riskscreen.screening.result import Result

_COLUMNS = ("part", "section", "id", "state", "possible", "least", "most", "lowest", "highest", "cut_offs",
            "determined")


def profile_table(result: Result) -> TidyTable:
    """The answers, numbers and levels of a case, a row each: what `profile` draws.

    Returns:
        Columns: ``part`` (*item*, *scale* or *outcome*), ``section`` (of an item), ``id``, ``state`` (of an item, as
        `Answer` has it); ``possible``, the ids of the options, bands or levels of which one is right, joined by ``|``;
        of a scale ``least`` and ``most``, and ``lowest`` and ``highest``, the numbers that are possible before anything
        is answered; ``cut_offs``, such as ``at_least 3|at_least 7``; and ``determined``.  None where something has no
        such thing.

    Raises:
        UsageError: For what is no result.

    Examples:
        >>> import riskscreen
        >>> from riskscreen import plot
        >>> result = riskscreen.load("sash-style").score({"s3": "present"}, partial=True)
        >>> table = plot.profile_table(result)
        >>> rows = dict(zip(table["id"], zip(table["part"], table["possible"], table["determined"])))
        >>> rows["s3"], rows["s4"], rows["violence"]
        (('item', 'present', True), ('item', 'absent|present', False), ('outcome', 'high', True))
    """
    given = instance("result", result, Result, how="a Result, such as score gives")
    rows = [*_items(given), *_scales(given), *_outcomes(given)]
    return {name: [row.get(name) for row in rows] for name in _COLUMNS}


_Row = dict[str, object]


def _items(result: Result) -> Iterator[_Row]:
    sections = {item.id: section.id for section in result.instrument.definition.sections for item in section.items}
    for each in items_of(result):
        yield {"part": "item", "section": sections[each.item.id], "id": each.item.id, "state": each.answer.state,
               "possible": "|".join(each.left), "determined": not each.is_open}


def _scales(result: Result) -> Iterator[_Row]:
    for each in scales_of(result):
        found = each.found
        yield {"part": "scale", "id": each.scale.id, "least": found.least, "most": found.most, "lowest": each.lowest,
               "highest": each.highest, "cut_offs": "|".join(f"{end} {plain(number)}" for end, number in each.cut_offs),
               "determined": found.least == found.most}


def _outcomes(result: Result) -> Iterator[_Row]:
    for each in outcomes_of(result):
        yield {"part": "outcome", "id": each.outcome.id,
               "possible": "|".join(level.id for level in each.found.possible), "determined": each.found.determined}
