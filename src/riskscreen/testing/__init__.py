"""Property-based tests for instruments: strategies for Hypothesis, and the laws of scoring as functions.

It needs the extra ``testing``: ``pip install 'riskscreen[testing]'``.
"""

from riskscreen.testing.strategies import answers, instruments, partial_answers

__all__ = [
    "answers",
    "instruments",
    "partial_answers",
]
