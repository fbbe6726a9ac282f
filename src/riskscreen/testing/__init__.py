"""Property-based tests for instruments: strategies for Hypothesis, and the laws of scoring as functions.

It needs the extra ``testing``.

``documents/`` draws an instrument part by part, in the order of the document, so that every name exists before its
use.  It scores some cases with what stands there so far, and puts cut-offs where the scales really come.
``answering`` draws the answers to an instrument, and ``completing`` closes what they leave open.  ``laws/`` holds
each law as a value: what it says, the cases to try it on, and how a case breaks it.  So our own tests try the very
laws on any instrument that users try on theirs (``assertions``).  ``vectors`` reads cases that were worked out by
hand, and ``misfits`` compares them with what comes out.

The pytest plugin is a module beside the package, ``riskscreen_pytest``.  pytest imports every installed plugin at
every start; this one imports riskscreen only when it has found vectors.  Hypothesis calls ``registering`` when it is
imported.
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
from riskscreen.testing.vectors import read_vectors

__all__ = [
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
