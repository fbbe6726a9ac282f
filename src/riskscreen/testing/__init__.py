"""Property-based tests for instruments: strategies for Hypothesis, and the laws of scoring as functions.

It needs the extra ``testing``: ``pip install 'riskscreen[testing]'``.
"""

from riskscreen.testing.laws.assertions import (
    assert_all_laws,
    assert_bounds_sound,
    assert_follow_up_certain,
    assert_monotone,
    assert_order_free,
    assert_round_trip,
    assert_said_is_so,
    assert_trace_recomputes,
    assert_unknown_never_narrows,
)
from riskscreen.testing.strategies import answers, instruments, partial_answers
from riskscreen.testing.vectors import Vector, read_vectors

__all__ = [
    "Vector",
    "answers",
    "assert_all_laws",
    "assert_bounds_sound",
    "assert_follow_up_certain",
    "assert_monotone",
    "assert_order_free",
    "assert_round_trip",
    "assert_said_is_so",
    "assert_trace_recomputes",
    "assert_unknown_never_narrows",
    "instruments",
    "partial_answers",
    "read_vectors",
]
