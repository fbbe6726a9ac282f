"""Hypothesis strategies for whole instruments, and for the answers to one."""

from __future__ import annotations

from hypothesis import strategies as st

from riskscreen.arguments import check_flags, instance, whole, whole_or_none
from riskscreen.screening.instrument import Instrument
from riskscreen.testing.answering import drawn_answers
from riskscreen.testing.documents.whole import documents


def instruments(
    *, max_items: int = 6, max_scales: int = 4, max_outcomes: int = 3, missing: bool = True
) -> st.SearchStrategy[Instrument]:
    """Valid instruments that use everything a definition can say, with cut-offs near the values that really occur.

    They shrink to a single item, scale and outcome.  To look at one that a test failed on, print its ``to_json()``.

    Args:
        max_items: Most items, of all kinds together; at least one.
        max_scales: Most scales; at least one.
        max_outcomes: Most outcomes; at least one.
        missing: Whether scales may have a rule for missing answers.  The laws about unknown answers hold for outcomes
            that depend on no such rule.

    Examples:
        >>> from hypothesis import given
        >>> from riskscreen.testing import instruments
        >>> @given(instruments(max_items=2))
        ... def test_my_form_shows_every_item(instrument):
        ...     assert 1 <= len(instrument.items) <= 2
        >>> test_my_form_shows_every_item()
    """
    check_flags(missing=missing)
    max_items, max_scales, max_outcomes = (whole(name, most, least=1) for name, most in (
        ("max_items", max_items), ("max_scales", max_scales), ("max_outcomes", max_outcomes)))
    drawn = documents(max_items=max_items, max_scales=max_scales, max_outcomes=max_outcomes, missing=missing)
    return drawn.map(Instrument.from_dict)


def answers(
    instrument: Instrument, *, known_only: bool = False, evidence: bool = False, most_completions: int | None = None,
    sets: bool = False
) -> st.SearchStrategy[dict[str, object]]:
    """Answers that ``instrument.score`` takes: every item that applies is answered, now and then *unknown*.

    An item that only applies if an unknown answer turns out so is answered or left out, as a rater may do.

    Args:
        instrument: The instrument to answer.
        known_only: Never answer *unknown*, so that every outcome has a single level.
        evidence: Give some answers with a reason, a source or indicators.
        most_completions: Leave no more completions open than this, for a test that tries them all.
        sets: Answer now and then with several options, or a range of numbers, of which one is right.

    Examples:
        >>> import riskscreen
        >>> from hypothesis import given
        >>> from riskscreen.testing import answers
        >>> instrument = riskscreen.load("stalking-red-flags")
        >>> @given(answers(instrument, known_only=True))
        ... def test_known_answers_settle_the_level(answers):
        ...     assert instrument.score(answers).determined
        >>> test_known_answers_settle_the_level()
    """
    return _drawn(instrument, known_only=known_only, partial=False, evidence=evidence,
                  most_completions=most_completions, sets=sets)


def partial_answers(
    instrument: Instrument, *, known_only: bool = False, evidence: bool = False, most_completions: int | None = None,
    sets: bool = False
) -> st.SearchStrategy[dict[str, object]]:
    """Answers to a part of the items, which ``instrument.score(..., partial=True)`` takes; else like `answers`."""
    return _drawn(instrument, known_only=known_only, partial=True, evidence=evidence,
                  most_completions=most_completions, sets=sets)


def _drawn(instrument: Instrument, *, known_only: bool, partial: bool, evidence: bool,
           most_completions: int | None, sets: bool) -> st.SearchStrategy[dict[str, object]]:
    instance("instrument", instrument, Instrument, how="an Instrument, such as riskscreen.load gives")
    check_flags(known_only=known_only, evidence=evidence, sets=sets)
    return drawn_answers(instrument.definition, known_only=known_only, partial=partial, evidence=evidence,
                         most_completions=whole_or_none("most_completions", most_completions, least=1), sets=sets)
