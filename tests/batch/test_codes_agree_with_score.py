"""Scoring columns against scoring one case, on generated and shipped instruments of every construct."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from batch.rows import random_codes, scored_alone, wrong_alone
from riskscreen import AnswersError, Instrument
from riskscreen.batch import scoring
from riskscreen.batch.columns import plan
from riskscreen.batch.rows import given as given_rows
from riskscreen.engine.compose import meaning

PUBLISHED = Path(__file__).parent.parent / "published"
SEEDS = st.integers(0, 2**32 - 1)


def assert_equal_to_score(instrument: Instrument, codes: Any, *, partial: bool) -> None:
    """Every valid row has what `score` gives; every other row has as many problems as `score` finds."""
    wrong = [wrong_alone(instrument, row, partial=partial) for row in codes]
    if any(wrong):
        with pytest.raises(AnswersError) as refused:
            instrument.score_codes(codes, partial=partial)
        assert refused.value.n_problems == sum(map(len, wrong))
        expected = [(f"/rows/{n}/{item}", code) for n, found in enumerate(wrong) for item, code in found]
        assert [(problem.pointer, problem.code) for problem in refused.value.problems] == expected[:50]
    valid = codes[[not found for found in wrong]]

    scored = instrument.score_codes(valid, partial=partial)

    assert instrument.score_codes(instrument.pack(valid), partial=partial) == scored
    for n, row in enumerate(valid):
        alone = scored_alone(instrument, row)
        for name, outcome in alone.outcomes.items():
            column = scored.outcomes[name]
            assert (column.at_least[n], column.at_most[n]) == (outcome.at_least.rank, outcome.at_most.rank)
            assert column.exact[n] == outcome.exact
        for name, scale in alone.scales.items():
            numbers = scored.scales[name]
            assert [Fraction(int(end[n]), numbers.unit) for end in (numbers.least, numbers.most)] == \
                [scale.least, scale.most]
        assert scored.n_unknown is not None
        assert scored.n_unknown[n] == len([item for item in alone.unknown if item in scored_ids(instrument)])


def scored_ids(instrument: Instrument) -> set[str]:
    """The items that have codes."""
    return {item.id for item in instrument.items.values() if item.response.choices}


@given(st.data(), st.booleans(), SEEDS)
def test_every_row_is_what_score_gives(data: st.DataObject, partial: bool, seed: int) -> None:
    """Gates, rules for missing answers, mixed items and every kind of scale, wrong codes among them."""
    instrument = Instrument.from_dict(data.draw(generators.documents()))
    codes = random_codes(instrument, 12, seed, tidiness=data.draw(st.sampled_from((0.0, 0.9, 1.0))))

    assert_equal_to_score(instrument, codes, partial=partial)


@pytest.mark.parametrize("name", ["rihg-style", "sash-style", "stalking-red-flags"])
@pytest.mark.parametrize("partial", [False, True])
def test_every_row_of_a_shipped_instrument_is_what_score_gives(name: str, partial: bool) -> None:
    """The shipped instruments, on random rows with unknown answers and a few that are wrong."""
    instrument = riskscreen.load(name)

    assert_equal_to_score(instrument, random_codes(instrument, 150, 1, tidiness=0.99), partial=partial)


@given(st.data(), st.integers(0, 200), SEEDS)
def test_rows_past_the_budget_are_what_score_gives(data: st.DataObject, n_steps: int, seed: int) -> None:
    """Where a part takes too many steps to compose, its rows are scored by the engine, and told apart as inexact."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "MOST_STEPS", n_steps)
        instrument = Instrument.from_dict(data.draw(generators.documents()))

        assert_equal_to_score(instrument, random_codes(instrument, 8, seed, tidiness=1.0), partial=True)


@given(st.data(), st.booleans(), SEEDS)
def test_many_rows_are_what_score_gives(data: st.DataObject, partial: bool, seed: int) -> None:
    """Where rows are many, what goes in numbers and rules for missing answers are followed through their diagrams."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scoring, "_WORTH_COMPOSING", 1)
        instrument = Instrument.from_dict(data.draw(generators.documents()))

        assert_equal_to_score(instrument, random_codes(instrument, 8, seed, tidiness=1.0), partial=partial)


@pytest.mark.parametrize("name", ["contact-arrangements", "pcl-5", "assist", "news2", "gds-15", "phq-9"])
def test_rows_that_pull_both_ways_need_no_engine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open items that pull both ways, and rules for missing answers: followed for all rows at once."""
    instrument = riskscreen.load(name if name == "contact-arrangements" else PUBLISHED / f"{name}.json")
    codes = random_codes(instrument, 40, 6, tidiness=1.0)
    monkeypatch.setattr(scoring, "_WORTH_COMPOSING", 1)
    monkeypatch.setattr(scoring, "facts_of_rows", lambda *_: pytest.fail("the engine was asked"))

    assert_equal_to_score(instrument, codes, partial=True)


@given(st.data(), st.integers(1, 12), SEEDS)
def test_diagrams_too_large_for_bits_are_left_to_the_engine(data: st.DataObject, most: int, seed: int) -> None:
    """A scale with very many values would take an array for each."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plan, "_MOST_ARRAYS", most)
        instrument = Instrument.from_dict(data.draw(generators.documents()))

        assert_equal_to_score(instrument, random_codes(instrument, 8, seed, tidiness=1.0), partial=True)


def test_borders_of_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are scored some at a time; how many at a time changes no result."""
    instrument = riskscreen.load("sash-style")
    codes = random_codes(instrument, 101, 2, tidiness=1.0)
    whole = instrument.score_codes(codes, partial=True)

    for size in (1, 7, 100, 101):
        monkeypatch.setattr(given_rows, "ROWS_AT_ONCE", size)
        assert instrument.score_codes(codes, partial=True) == whole


def test_every_layout_of_memory_gives_the_same() -> None:
    """Rows, columns, a mapping in another order, and views with steps."""
    instrument = riskscreen.load("rihg-style")
    codes = random_codes(instrument, 50, 3, tidiness=1.0)
    whole = instrument.score_codes(codes, partial=True)
    doubled = np.repeat(codes, 2, axis=0)

    columns = {item: codes[:, n].copy() for n, item in reversed([*enumerate(instrument.items)])}
    for same in (np.asfortranarray(codes), columns, doubled[::2], np.asfortranarray(doubled)[::2]):
        assert instrument.score_codes(same, partial=True) == whole


def test_permuted_rows_give_permuted_results() -> None:
    """A row's result depends on nothing but the row."""
    instrument = riskscreen.load("sash-style")
    codes = random_codes(instrument, 60, 4, tidiness=1.0)
    order = np.random.default_rng(0).permutation(60)

    scored, permuted = (instrument.score_codes(each, partial=True) for each in (codes, codes[order]))

    assert np.array_equal(scored.at_most[order], permuted.at_most)
    assert np.array_equal(scored.scales["factors"].least[order], permuted.scales["factors"].least)
