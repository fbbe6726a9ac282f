"""A replay in lines: that the same comes out, or, loudly, what comes out otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.explain.words.lines import Line, bullet
from riskscreen.records.again import Again
from riskscreen.records.replay import Differing, differences_of
from riskscreen.records.telling.telling import Telling


def replay_lines(telling: Telling, kept: int, now: int, differences: Sequence[Differing],
                 depth: int = 0) -> list[Line]:
    """Whether what comes out is what was kept, with each place where it is not; *kept* and *now* number the scoring."""
    words = telling.words
    scoring = [] if now == kept else [Line(words("replay.scoring", kept=kept, now=now), depth)]
    if not differences:
        return [Line(words("replay.same"), depth), *scoring]
    differing = [_difference(telling, found, depth + 1) for found in differences]
    return [Line(words("replay.differs"), depth), *differing, *scoring]


def alert_lines(telling: Telling, again: Again) -> list[Line]:
    """What a view of a record says first where something else comes out than was kept; nothing where it is the same."""
    differences = differences_of(again)
    return [*replay_lines(telling, again.record.scoring, again.scoring, differences),
            Line(telling.words("replay.below"))] if differences else []


def _difference(telling: Telling, found: Differing, depth: int) -> Line:
    return bullet(telling.words("replay.difference", place=found.pointer.removeprefix("/result"),
                                kept=_shown(found.kept), now=_shown(found.now)), depth)


def _shown(value: object) -> str:
    """A level, several of them, or a number, as it stands in the record; a dash where there is nothing."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "\u2013" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
