"""The analysis against a list of all answer sets, on generated instruments of every construct."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import generators
from analysis.listed import Listed
from conftest import N_EXAMPLES
from riskscreen import Instrument
from riskscreen.explain.words.numbers import share, words_in


def small(data: st.DataObject, most: int) -> tuple[Listed, Instrument]:
    """A generated instrument, with all its answer sets."""
    document = data.draw(generators.documents(max_items=6))
    listed = Listed.of(document)
    assume(len(listed.every) <= most)
    return listed, Instrument.from_dict(document)


@given(st.data())
def test_counts_are_those_of_all_answer_sets(data: st.DataObject) -> None:
    """Levels, rules and scales are counted as if every answer set were listed and scored."""
    listed, instrument = small(data, most=500)

    analysis = instrument.analyse()

    assert analysis.exact
    assert analysis.n_answer_sets == len(listed.every)
    for name, outcome in analysis.outcomes.items():
        assert {level: count for level, count in outcome.levels.items() if count} == listed.levels(name)
        assert {rule.id: (rule.can_hold, rule.holds_alone, rule.changes_outcome, rule.changes_result)
                for rule in outcome.rules.values()} == {rule: listed.rule(name, rule) for rule in outcome.rules}
    for name, scale in analysis.scales.items():
        assert {Fraction(number): count for number, count in scale.counts.items()} == listed.numbers(name)


@settings(max_examples=max(1, N_EXAMPLES // 2))
@given(st.data())
def test_moved_cut_offs_do_what_the_moved_document_does(data: st.DataObject) -> None:
    """For each cut-off and direction, the levels that change are those of the document with that number changed."""
    listed, instrument = small(data, most=150)

    analysis = instrument.analyse()

    for moved in analysis.cut_offs:
        expected = listed.moved(moved.cut_off.pointer, moved.by)
        assert Counter({(move.before, move.after): move.count for move in moved.moves}) == expected


@settings(max_examples=max(1, N_EXAMPLES // 2))
@given(st.data())
def test_items_matter_as_often_as_listing_shows(data: st.DataObject) -> None:
    """The share and the monotony of each item are those that trying every other answer gives."""
    listed, instrument = small(data, most=100)

    analysis = instrument.analyse()

    assert {name: (item.n_changes, item.is_monotone) for name, item in analysis.items.items()} == \
        {name: (listed.n_changing(name), listed.is_monotone(name)) for name in listed.scored_items()}


@pytest.mark.parametrize(("count", "total", "told"), [
    (0, 7, "0.0%"), (7, 7, "100.0%"), (2, 3, "66.7%"), (1, 3, "33.3%"), (1, 16, "6.3%"), (1, 2001, "less than 0.1%"),
    (1, 2000, "0.1%"), (1999, 2000, "more than 99.9%"), (1998, 2000, "99.9%")])
def test_shares_are_rounded_to_the_nearest_tenth(count: int, total: int, told: str) -> None:
    """A half goes up, as in 6.25; what is not nothing is never 0, and what is not all is never 100."""
    assert share(words_in("en"), count, total) == told
