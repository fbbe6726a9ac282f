"""Codes that were packed once: the same results, and the same refusals."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest

import riskscreen
from batch.rows import random_codes
from riskscreen import AnswersError, Instrument, UsageError
from riskscreen.batch.rows import packed as packing


@pytest.mark.parametrize("name", [found.id for found in riskscreen.available()])
def test_every_shipped_instrument_gives_the_same_from_packed_codes(name: str) -> None:
    """Results, counts and single rows."""
    instrument = riskscreen.load(name)
    codes = random_codes(instrument, 90, 5, tidiness=1.0)
    plain = instrument.score_codes(codes, partial=True)

    scored = instrument.score_codes(instrument.pack(codes), partial=True)

    assert scored == plain
    assert scored.summary() == plain.summary()
    for row in (0, 7, 8, 89):
        assert scored.case(row) == plain.case(row)


@pytest.mark.parametrize("size", [8, 16, 96, 104])
def test_borders_of_packed_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Packed and scored some rows at a time."""
    instrument = riskscreen.load("sash-style")
    codes = random_codes(instrument, 101, 6, tidiness=1.0)
    whole = instrument.score_codes(codes, partial=True)

    monkeypatch.setattr(packing, "ROWS_AT_ONCE", size)

    assert instrument.score_codes(instrument.pack(codes), partial=True) == whole


@pytest.mark.parametrize("n_rows", [0, 1])
def test_few_rows_can_be_packed(n_rows: int) -> None:
    """Also none."""
    instrument = riskscreen.load("rihg-style")
    codes = random_codes(instrument, n_rows, 7, tidiness=1.0)

    packed = instrument.pack(codes)

    assert len(packed) == n_rows
    assert instrument.score_codes(packed, partial=True) == instrument.score_codes(codes, partial=True)


def test_what_stands_for_nothing_is_not_packed() -> None:
    """All of it is said, by row and item."""
    instrument = riskscreen.load("stalking-red-flags")
    codes = np.zeros((20, len(instrument.items)), np.int8)
    codes[3, 0], codes[3, 5], codes[19, 1] = 2, -4, 127

    with pytest.raises(AnswersError) as refused:
        instrument.pack(codes)

    assert refused.value.n_problems == 3
    assert [(problem.pointer, problem.code, problem.found) for problem in refused.value.problems] == [
        ("/rows/3/r1", "A-unknown-code", "code 2"), ("/rows/3/r6", "A-unknown-code", "code -4"),
        ("/rows/19/r2", "A-unknown-code", "code 127")]


def test_rows_that_are_not_valid_are_refused_as_from_codes() -> None:
    """What only the rules of an instrument can tell is told when it scores."""
    instrument = riskscreen.load("sash-style")
    codes = random_codes(instrument, 40, 8, tidiness=0.9)
    codes[(codes < -3) | (codes > 1)] = -2

    with pytest.raises(AnswersError) as expected:
        instrument.score_codes(codes)
    with pytest.raises(AnswersError) as refused:
        instrument.score_codes(instrument.pack(codes))

    assert refused.value.problems == expected.value.problems
    assert refused.value.n_problems == expected.value.n_problems


def variant(change: Any) -> Instrument:
    """The stalking red flags, changed."""
    document = copy.deepcopy(riskscreen.load("stalking-red-flags").to_dict())
    change(document)
    return Instrument.from_dict(document)


def test_a_variant_of_the_rules_scores_the_same_codes() -> None:
    """With its items in another order, too."""
    instrument = riskscreen.load("stalking-red-flags")
    codes = random_codes(instrument, 50, 9, tidiness=1.0)
    turned = variant(lambda document: document["sections"][0]["items"].reverse())
    columns = dict(zip(instrument.items, codes.T, strict=True))

    scored = turned.score_codes(instrument.pack(codes), partial=True)

    assert scored == turned.score_codes(columns, partial=True)
    assert scored.summary().possible == instrument.score_codes(codes, partial=True).summary().possible


def test_codes_of_other_items_are_refused() -> None:
    """Nothing is scored by position from what was asked otherwise."""
    codes = riskscreen.load("stalking-red-flags").pack(np.zeros((2, 12), np.int8))

    with pytest.raises(UsageError) as refused:
        riskscreen.load("rihg-style").score_codes(codes)

    assert {problem.code for problem in refused.value.problems} == {"U-unknown-column", "U-missing-column"}


def test_codes_of_other_options_are_refused() -> None:
    """The position of an option means another one then."""
    instrument = riskscreen.load("stalking-red-flags")
    codes = instrument.pack(np.zeros((2, 12), np.int8))

    def turn_options(document: dict[str, Any]) -> None:
        for scale in document["response_scales"].values():
            scale["options"].reverse()

    with pytest.raises(UsageError) as refused:
        variant(turn_options).score_codes(codes)

    assert {problem.code for problem in refused.value.problems} == {"U-other-instrument"}
    assert refused.value.problems[0].item == "r1"


def test_packed_codes_can_be_pickled() -> None:
    """That is how they reach other processes."""
    instrument = riskscreen.load("sash-style")
    codes = instrument.pack(random_codes(instrument, 30, 10, tidiness=1.0))

    again = pickle.loads(pickle.dumps(codes))  # what was written in the line itself

    assert instrument.score_codes(again, partial=True) == instrument.score_codes(codes, partial=True)


def test_packed_codes_are_equal_where_they_stand_for_the_same() -> None:
    """However they were given."""
    instrument = riskscreen.load("rihg-style")
    codes = random_codes(instrument, 300, 11, tidiness=1.0)
    other = codes.copy()
    other[299, 3] = (other[299, 3] + 3) % 2

    packed, again = instrument.pack(codes), instrument.pack(np.asfortranarray(codes))

    assert packed == again
    assert hash(packed) == hash(again)
    assert packed != instrument.pack(other)
    assert packed != instrument.pack(codes[:299])
    assert packed != codes.tolist()
