"""Numbers that are too small to be shown, and those that are held back with them so that nobody can work them out.

A number under the smallest that is shown can single out a person.  The reader of a table knows the sum of its rows, so
that of one row that is not shown everybody could work out the number.  So much is hidden that, by what is shown, each
small number may still be any from 1 on.  Which rows are held back with them is chosen by their place, and never by how
small the small numbers are, since the choice would tell of these; somebody who knows this procedure can still not
exclude more than some (of numbers under 5 three remain, tests/records/test_small_numbers.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

SMALLEST = 5
FEWEST = 4  # under 3 there are only 1 and 2, of which too often one can be excluded
ShownNumber: TypeAlias = "int | Literal['small', 'held']"


def shown_rows(numbers: Sequence[int], smallest: int) -> tuple[ShownNumber, ...] | None:
    """The numbers of the rows of a table, none of them 0, whose sum is known; None where no row can be shown.

    Examples:
        >>> shown_rows([40, 2, 31, 12], 5)
        (40, 'small', 'held', 12)
        >>> shown_rows([40, 2, 3, 12], 5)
        (40, 'small', 'small', 12)
        >>> shown_rows([6, 1], 5) is None
        True
    """
    small = [place for place, number in enumerate(numbers) if number < smallest]
    if not small:
        return tuple(numbers)
    others = [place % len(numbers) for place in range(small[0], small[0] + len(numbers))
              if place % len(numbers) not in small]
    for n_held in range(len(others) + 1):
        hidden = {**dict.fromkeys(small, "small"), **dict.fromkeys(others[:n_held], "held")}
        if _is_safe(sum(numbers[place] for place in hidden), len(small), n_held, smallest):
            return tuple(hidden.get(place, number) for place, number in enumerate(numbers))  # type: ignore[misc]
    return None


def _is_safe(hidden: int, n_small: int, n_held: int, smallest: int) -> bool:
    """Whether each small number may be any, where the sum of the hidden ones is known.

    It can be 1 where the others can make up the rest, and the most where they leave room for it.
    """
    most = smallest - 1
    has_room = hidden - (n_small - 1) - n_held * smallest >= most
    return has_room and (n_held > 0 or hidden <= (n_small - 1) * most + 1)


def shown_part(number: int, wholes: Sequence[int], smallest: int) -> ShownNumber:
    """How many are some of these *wholes*: neither they nor the rest of one of them may be too few to be shown.

    Examples:
        >>> [shown_part(number, [40, 12], 5) for number in (12, 9, 7, 3, 0)]
        [12, 'held', 7, 'small', 0]
    """
    if 0 < number < smallest:
        return "small"
    return "held" if any(0 < whole - number < smallest for whole in wholes) else number
