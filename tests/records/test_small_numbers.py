"""What is hidden stays hidden: tried on every small table there is, by a reader who knows the whole procedure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

import pytest

from riskscreen.records.counting.small_numbers import ShownNumber, shown_part, shown_rows


def readers_table(numbers: Sequence[int], smallest: int) -> tuple[int, tuple[ShownNumber, ...] | None]:
    """All that the reader of a table is told: the rows as they are shown, and their sum."""
    return sum(numbers), shown_rows(numbers, smallest)


@pytest.mark.parametrize(("smallest", "n_rows", "most", "left"), [
    (4, 2, 20, 3), (4, 3, 14, 2), (4, 4, 9, 2), (5, 2, 30, 4), (5, 3, 17, 3), (5, 4, 9, 3), (6, 3, 15, 4)])
def test_small_number_cannot_be_worked_out_from_a_table(smallest: int, n_rows: int, most: int, left: int) -> None:
    """Among all tables that are shown in the same way each of its small numbers has so many values at least."""
    alike: dict[tuple[int, tuple[ShownNumber, ...] | None], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(1, most + 1), repeat=n_rows):
        alike[readers_table(numbers, smallest)].append(numbers)
    # Under a sum that is small nothing is shown; of those near the end of what was tried, not all tables were.
    whole = {told: tables for told, tables in alike.items() if smallest <= sum(tables[0]) < most + n_rows}
    n_left = [len({numbers[place] for numbers in tables}) for (_, shown), tables in whole.items()
              for place, told in enumerate(shown or ()) if told == "small"]

    assert len(n_left) > most
    assert min(n_left) == left


@pytest.mark.parametrize("smallest", [4, 5])
def test_shown_number_is_the_number(smallest: int) -> None:
    """None is changed, and each that is said to be small is."""
    for numbers in product(range(1, 3 * smallest), repeat=3):
        shown = shown_rows(numbers, smallest)
        for number, told in zip(numbers, shown or (), strict=shown is not None):
            assert told == number if isinstance(told, int) else (number < smallest) == (told == "small")
            assert isinstance(told, str) or number >= smallest


@pytest.mark.parametrize(("numbers", "shown"), [
    ([9, 7, 5], (9, 7, 5)),
    ([2, 3], ("small", "small")),  # 1 and 4, 2 and 3, 3 and 2, 4 and 1
    ([1, 1, 30], ("small", "small", "held")),  # a sum of 2 would give both
    ([4, 4, 30], ("small", "small", "held")),  # and so would one of 8
    ([40, 2, 31, 12], (40, "small", "held", 12)),  # by its place: the next row
    ([31, 12, 40, 2], ("held", 12, 40, "small")),
    ([40, 1, 5, 12], (40, "small", "held", "held")),  # 6 can only be 1 and 5, since 5 is not small
    ([6, 1], None),
    ([7], (7,)),
])
def test_rows_are_hidden_as_worked_out_by_hand(numbers: list[int], shown: tuple[ShownNumber, ...] | None) -> None:
    """Under 5."""
    assert shown_rows(numbers, 5) == shown


@pytest.mark.parametrize(("number", "wholes", "shown"), [
    (0, [40], 0), (40, [40], 40), (12, [40], 12), (3, [40], "small"),
    (38, [40], "held"),  # 2 are not
    (10, [40, 12], "held"),  # of the 12, 2 are not
    (7, [40, 12], 7), (12, [40, 12], 12), (5, [7], "held"), (2, [7], "small")])
def test_part_is_hidden_where_it_or_the_rest_is_small(number: int, wholes: list[int], shown: ShownNumber) -> None:
    """Under 5."""
    assert shown_part(number, wholes, 5) == shown


def test_nothing_is_hidden_where_1_is_the_smallest() -> None:
    """All numbers of rows are at least 1."""
    assert shown_rows([1, 2, 40], 1) == (1, 2, 40)
    assert [shown_part(number, [40], 1) for number in (1, 39, 0)] == [1, 39, 0]
