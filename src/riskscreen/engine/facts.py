"""What is established about a case: the bounds of every scale, rule and outcome."""

from __future__ import annotations

import attrs

from riskscreen.model.truth import Truth

Span = tuple[int, int]


@attrs.frozen
class Facts:
    """Bounds over all completions, as integers.

    ``scales`` holds least and most in the scale's unit, ``rules`` the truth of each rule of each outcome, ``outcomes``
    the lowest and the highest rank.  The ``exact`` tuples say where bounds are known to be reached.
    ``always`` and ``maybe`` are the scored items that apply in all and in only some completions, as sets of bits.
    ``followed`` says that the bounds were found by walks, because the extremes of single answers do not tell.
    """

    scales: tuple[Span, ...]
    rules: tuple[tuple[Truth, ...], ...]
    outcomes: tuple[Span, ...]
    always: int = 0
    maybe: int = 0
    scales_exact: tuple[bool, ...] | None = None
    outcomes_exact: tuple[bool, ...] | None = None
    followed: bool = False

