"""Families hold the minimal vectors, count what they stand for, and list the smallest first."""

from __future__ import annotations

from math import comb, prod

from hypothesis import given
from hypothesis import strategies as st

from riskscreen.engine.walk.families import EMPTY, NONE, Families
from riskscreen.explain.find.minimal import merged_cells

SIZES = (3, 2, 3)
vectors = st.lists(st.tuples(*(st.integers(0, size) for size in SIZES)), max_size=5)

Counts = tuple[int, ...]


def alone(families: Families, counts: Counts) -> int:
    """The family of one vector."""
    family = EMPTY
    for cell, count in reversed(list(enumerate(counts))):
        family = families.node(cell, [*[NONE] * count, family])
    return family


def minimal(chosen: list[Counts]) -> set[Counts]:
    """Those that are not as large in all counts as another."""
    return {one for one in chosen
            if not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in chosen)}


def members(families: Families, family: int) -> list[Counts]:
    """The vectors of a family with all their counts."""
    return [tuple(dict(vector).get(cell, 0) for cell in range(len(SIZES))) for vector in families.members(family)]


@given(vectors)
def test_union_keeps_the_minimal_vectors(chosen: list[Counts]) -> None:
    """Put together one by one, the minimal vectors are left, smallest first, and counted without a list."""
    families, family = Families(10_000), NONE
    for counts in chosen:
        family = families.either(family, alone(families, counts))
    found = members(families, family)

    assert set(found) == minimal(chosen)
    assert [sum(counts) for counts in found] == sorted(map(sum, found))
    assert families.n_sets(family, SIZES) == sum(
        prod(comb(size, count) for size, count in zip(SIZES, counts, strict=True)) for counts in found)


@given(vectors, vectors)
def test_without_leaves_what_is_not_as_large(chosen: list[Counts], smaller: list[Counts]) -> None:
    """What is left of a family is what is not as large in all counts as some vector of the other."""
    families = Families(10_000)
    one = other = NONE
    for counts in minimal(chosen):
        one = families.either(one, alone(families, counts))
    for counts in minimal(smaller):
        other = families.either(other, alone(families, counts))

    assert set(members(families, families.without(one, other))) == {
        counts for counts in minimal(chosen)
        if not any(all(a <= b for a, b in zip(less, counts, strict=True)) for less in smaller)}


@given(vectors)
def test_merged_cells_stand_for_the_same_sets(chosen: list[Counts]) -> None:
    """Cells whose members can stand for each other become one, and stand for as many plain sets as before."""
    found = sorted(minimal(chosen))
    cells, merged = merged_cells(SIZES, found)
    sizes = [sum(SIZES[position] for position in cell) for cell in cells]

    assert len(merged) <= len(found)
    assert sorted(position for cell in cells for position in cell) == [0, 1, 2]
    assert sum(prod(comb(size, count) for size, count in zip(sizes, counts, strict=True)) for counts in merged) == sum(
        prod(comb(size, count) for size, count in zip(SIZES, counts, strict=True)) for counts in found)
