"""What is established about a case: the bounds of every scale, rule and outcome."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from riskscreen.model.truth import UNDECIDED, Truth

Span = tuple[int, int]


class Facts(NamedTuple):
    """Bounds over all completions, as integers.

    ``scales`` holds least and most in the scale's unit, ``rules`` the truth of each rule of each outcome, ``outcomes``
    the lowest and the highest rank.  The ``exact`` tuples say where bounds are known to be reached.
    ``always`` and ``maybe`` are the scored items that apply in all and in only some completions, as sets of bits.
    ``n_states`` is the number of joint states that were followed, 0 where the extremes sufficed.
    """

    scales: tuple[Span, ...]
    rules: tuple[tuple[Truth, ...], ...]
    outcomes: tuple[Span, ...]
    always: int = 0
    maybe: int = 0
    scales_exact: tuple[bool, ...] | None = None
    outcomes_exact: tuple[bool, ...] | None = None
    n_states: int = 0


def with_exactness(facts: Facts, scales: tuple[bool, ...], outcomes: tuple[bool, ...]) -> Facts:
    """The same bounds, marked where they are sound but may be wide."""
    return Facts(facts.scales, facts.rules, facts.outcomes, facts.always, facts.maybe, scales, outcomes)


def merged(facts: Iterable[Facts], always: int, maybe: int) -> Facts:
    """The bounds of a case from the facts of all the complete states it can turn out to be."""
    coming, so_far, n_states = iter(facts), list[Facts](), 0
    while some := list(islice(coming, _AT_ONCE)):
        n_states += len(some)
        so_far = [_merged([*so_far, *some])]
    whole = so_far[0]
    return Facts(whole.scales, whole.rules, whole.outcomes, always, maybe, n_states=n_states)


_AT_ONCE = 256


def _merged(facts: list[Facts]) -> Facts:
    return Facts(
        scales=_hull([fact.scales for fact in facts]),
        rules=tuple(_agreed([fact.rules[n] for fact in facts]) for n in range(len(facts[0].rules))),
        outcomes=_hull([fact.outcomes for fact in facts]),
    )


def _hull(rows: list[tuple[Span, ...]]) -> tuple[Span, ...]:
    return tuple((min(low for low, _ in column), max(high for _, high in column)) for column in zip(*rows, strict=True))


def _agreed(rows: list[tuple[Truth, ...]]) -> tuple[Truth, ...]:
    return tuple(column[0] if min(column) == max(column) else UNDECIDED for column in zip(*rows, strict=True))
