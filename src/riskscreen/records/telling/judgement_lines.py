"""A judgement in lines, beside the level that was computed."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.explain.words.levels import possible_words, standing_words
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.records.judgement import Judgement
from riskscreen.records.kept import KeptRecord
from riskscreen.records.standing import Stood
from riskscreen.records.telling.telling import Telling


def judgement_block(telling: Telling, record: KeptRecord, outcomes: tuple[Stood, ...]) -> list[Line]:
    """Every outcome that was judged: what was computed, what a rater concluded, and what was concluded before that."""
    lines = [line for stood in outcomes if stood.judgement is not None for line in _beside(telling, record, stood)]
    return [Line(telling.words("judgement")), *lines] if lines else []


def _beside(telling: Telling, record: KeptRecord, stood: Stood) -> Iterator[Line]:
    terms = telling.terms
    yield Line(terms.outcome(stood.outcome.id), 1)
    yield bullet(telling.words("computed", levels=standing_words(terms, stood.possible)), 2)
    yield from judged_lines(telling, record, stood, 2)


def judged_lines(telling: Telling, record: KeptRecord, stood: Stood, depth: int) -> Iterator[Line]:
    """The judgement that counts, and those before it; nothing where nobody judged."""
    made = [judgement for judgement in record.judgements if judgement.outcome == stood.outcome.id]
    for n, judgement in enumerate(reversed(made)):
        key = "judged.before" if n else "judged.while_open" if stood.is_judged_while_open else "judged"
        yield bullet(_said(telling, stood, judgement, key), depth)


def judged_mark(telling: Telling, stood: Stood) -> str:
    """What stands at a level to which a rater concluded."""
    key = "judged.mark.while_open" if stood.is_judged_while_open else "judged.mark"
    return telling.words(key, levels=_levels(telling, stood))


def _said(telling: Telling, stood: Stood, judgement: Judgement, key: str) -> str:
    level = telling.terms.text(stood.outcome.level(judgement.level).label)
    return telling.words(key, level=level, levels=_levels(telling, stood), by=judgement.by,
                         moment=telling.moment(judgement.moment), because=judgement.because)


def _levels(telling: Telling, stood: Stood) -> str:
    """The levels that are possible, as a phrase."""
    labels = [telling.terms.text(level.label) for level in stood.possible]
    if stood.outcome.kind == "route":
        return telling.terms.words.either(labels[::-1])
    return possible_words(telling.terms, stood.possible)
