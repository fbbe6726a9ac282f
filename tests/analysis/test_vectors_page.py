"""How many vectors notice how many mistakes: what the page says is so, and good enough."""

from __future__ import annotations

import pytest

from analysis import vectors_page
from conftest import N_EXAMPLES
from riskscreen.catalogue import packaged_names

# All of them take minutes: a longer run looks at all that are shipped, and only a long one at each published rule.
MORE_EXAMPLES, MANY_EXAMPLES = 25, 100
SHIPPED, PUBLISHED = packaged_names(), vectors_page.names()[len(packaged_names()):]
LOOKED_AT = [*SHIPPED[::1 if N_EXAMPLES >= MORE_EXAMPLES else 4],
             *PUBLISHED[::1 if N_EXAMPLES >= MANY_EXAMPLES else 10]]
ROWS = {cells[0].strip("`"): cells[1:] for line in vectors_page.PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `") for cells in [[cell.strip() for cell in line.strip("|").split("|")]]}

NEEDS_MORE = ("news2", "framingham-points")
NOT_WORKED_OUT = {
    # A mean of nine answers times ten has no half: 10/9 of a whole number is never a whole one and a half.
    "k10": 2,
    # No percentage of 1 to 10 answers of 0 to 5 lies from 21 to below 22, and so on; and where all ten are open there
    # is no mean to take, so that allowing ten is allowing nine.
    "oswestry": 5,
}


def test_every_instrument_is_on_the_page() -> None:
    """In the order in which they are found."""
    assert list(ROWS) == vectors_page.names()


@pytest.mark.parametrize("name", LOOKED_AT)
def test_row_is_current(name: str) -> None:
    """The page goes stale with a definition or the mistakes: `python -m analysis.vectors_page` makes it again."""
    assert [cell.strip("`") for cell in vectors_page.row(name)] == [name, *ROWS[name]]


@pytest.mark.parametrize("name", ROWS)
def test_every_mistake_is_noticed(name: str) -> None:
    """None survives of which it is known that answers show it; what could not be worked out was worked out by hand."""
    _, _, _, noticed, _, not_worked_out = ROWS[name]
    n_noticed, n_noticeable = noticed.split(" of ")

    assert n_noticed == n_noticeable
    assert int(not_worked_out) == NOT_WORKED_OUT.get(name, 0)


@pytest.mark.parametrize("name", ROWS)
def test_there_are_no_more_than_twice_as_many_vectors(name: str) -> None:
    """As for rules and cut-offs alone; two need more, and it is counted how many at least."""
    joint, _, found, *_ = ROWS[name]
    is_within = int(found) <= 2 * int(joint)

    assert is_within != (name in NEEDS_MORE)


@pytest.mark.parametrize("name", NEEDS_MORE if N_EXAMPLES >= MORE_EXAMPLES else NEEDS_MORE[:1])
def test_more_are_needed_where_more_are_given(name: str) -> None:
    """So many mistakes have no answers in common, pair by pair, that twice the vectors cannot notice them all."""
    joint, _, found, *_ = ROWS[name]

    assert 2 * int(joint) < vectors_page.needed_at_least(name) <= int(found)
