"""A replay in lines: that the same comes out, or, loudly, what comes out otherwise."""

from __future__ import annotations

from riskscreen.explain.words.lines import Line, bullet
from riskscreen.records.replay import Differing, Replay
from riskscreen.records.telling.telling import Telling


def replay_lines(telling: Telling, replay: Replay, depth: int = 0) -> list[Line]:
    """Whether what comes out is what was kept, with each place where it is not."""
    words = telling.words
    scoring = [] if replay.scoring == replay.record.scoring else [
        Line(words("replay.scoring", kept=replay.record.scoring, now=replay.scoring), depth)]
    if replay.same:
        return [Line(words("replay.same"), depth), *scoring]
    return [Line(words("replay.differs"), depth), *(_difference(telling, found, depth + 1) for found in
                                                    replay.differences), *scoring]


def alert_lines(telling: Telling, replay: Replay) -> list[Line]:
    """What a view of a record says first where something else comes out than was kept; nothing where it is the same."""
    return [] if replay.same else [*replay_lines(telling, replay), Line(telling.words("replay.below"))]


def _difference(telling: Telling, found: Differing, depth: int) -> Line:
    return bullet(telling.words("replay.difference", place=found.pointer.removeprefix("/result"),
                                kept=_shown(found.kept), now=_shown(found.now)), depth)


def _shown(value: object) -> str:
    """A level, several of them, or a number, as it stands in the record; a dash where there is nothing."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "\u2013" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
