"""Which items of two definitions can be compared: those that are the same in both, by definition and not by topic."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from riskscreen.definition.same_items import Counterpart, same_items
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.response import NumberResponse, ResponseScale


@attrs.frozen
class SharedItems:
    """The items of a definition that an earlier one has too, each with the one it is there, and all the others.

    ``unlike`` are items of one id whose answers are not the same in both.
    """

    counterparts: Mapping[str, Counterpart]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unlike: tuple[str, ...]


def shared_items(before: Definition, after: Definition) -> SharedItems:
    """What of *after* can be compared with *before*.

    In two versions of one instrument an item of one id means the same, where the same can be answered to it; in two
    instruments those are the same of which either says so (``same_as``).

    Raises:
        InstrumentError: If two instruments do not agree about what asks the same.
    """
    earlier = {item.id: item for item in before.items}
    later = {item.id: item for item in after.items}
    if before.id != after.id:
        counterparts = same_items(after, before)
        unlike: tuple[str, ...] = ()
    else:
        counterparts = {name: Counterpart(name) for name, item in later.items()
                        if name in earlier and _have_same_answers(item, earlier[name])}
        unlike = tuple(name for name in later if name in earlier and name not in counterparts)
    taken = {counterpart.item for counterpart in counterparts.values()}
    return SharedItems(counterparts, tuple(name for name in earlier if name not in taken and name not in unlike),
                       tuple(name for name in later if name not in counterparts and name not in unlike), unlike)


def _have_same_answers(one: Item, other: Item) -> bool:
    """Whether the same can be answered: the same options, numbers in one unit, or texts."""
    mine, theirs = one.response, other.response
    if isinstance(mine, ResponseScale) and isinstance(theirs, ResponseScale):
        return {option.id for option in mine.options} == {option.id for option in theirs.options}
    if isinstance(mine, NumberResponse) and isinstance(theirs, NumberResponse):
        return mine.unit == theirs.unit
    return type(mine) is type(theirs)
