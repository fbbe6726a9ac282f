"""What is to be done, and which instruments come next, whatever the open answers turn out to be.

What only some of the levels ask for that are still possible is never told as needed: a step that is right at a low
level can do harm at a high one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level, Outcome
from riskscreen.model.text import Text

Needed = TypeVar("Needed", Text, str)


class FoundOutcome(Protocol):
    """An outcome of a case: the levels that the open answers leave, lowest first."""

    @property
    def possible(self) -> tuple[Level, ...]: ...


def steps_needed(outcome: Outcome, found: FoundOutcome) -> tuple[Text, ...]:
    """The steps that every level asks for that is still possible, each once; of a settled level all its steps.

    With cumulative follow-ups the steps of a level stand before those of the levels below it.
    """
    return _in_all([_asked(outcome, level.rank, [each.follow_up for each in outcome.levels])
                    for level in found.possible])


def while_open(outcome: Outcome, found: FoundOutcome) -> tuple[Text, ...]:
    """What to do for as long as more than one level is possible; nothing once the level is settled."""
    return () if len(found.possible) == 1 else outcome.when_open


def next_instruments(definition: Definition, outcomes: Mapping[str, FoundOutcome]) -> Mapping[str, bool]:
    """The instruments that come next, each with whether it does so whatever the open answers turn out to be.

    They come in the order of the definition.
    """
    found: dict[str, bool] = {}
    for outcome in definition.outcomes:
        asked = [_asked(outcome, level.rank, [each.next for each in outcome.levels])
                 for level in outcomes[outcome.id].possible]
        certain = _in_all(asked)
        for name in dict.fromkeys(name for level in asked for name in level):
            found[name] = found.get(name, False) or name in certain
    return found


def _asked(outcome: Outcome, rank: int, by_level: list[tuple[Needed, ...]]) -> tuple[Needed, ...]:
    """What the level of a rank asks for, each once; with cumulative follow-ups also what those below it ask for."""
    lowest = 0 if outcome.follow_ups == "cumulative" else rank
    return tuple(dict.fromkeys(asked for n in range(rank, lowest - 1, -1) for asked in by_level[n]))


def _in_all(asked: Iterable[tuple[Needed, ...]]) -> tuple[Needed, ...]:
    """What stands in all of the lists, in the order of the first."""
    first, *others = asked
    return tuple(each for each in first if all(each in other for other in others))
