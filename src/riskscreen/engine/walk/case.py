"""A case as walks want it: at each level the choices that its answers leave open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from riskscreen.engine.compose.meaning import Meaning
from riskscreen.engine.compose.parts import GIVEN, MISSING
from riskscreen.engine.walk.claim import Claim
from riskscreen.engine.walk.facts import Levels
from riskscreen.model.answer import Answer
from riskscreen.model.truth import NO

Choices = tuple[int, ...]


def possible_of(meaning: Meaning, entries: Sequence[Answer]) -> list[Choices]:
    """The choices left open at each level by the answers to the scored items.

    What an item that does not apply was given leaves everything open: nothing reads it.
    """
    possible = [tuple(range(size)) for size in meaning.nodes.sizes]
    for n, entry in enumerate(entries):
        if n in meaning.given:
            possible[meaning.given[n]] = (GIVEN if entry.left else MISSING,)
        if entry.left:
            possible[meaning.level[n]] = choices_of(meaning, n, entry)
    return possible


def choices_of(meaning: Meaning, item: int, entry: Answer) -> Choices:
    """The choices that the answer to an item leaves open."""
    choices = meaning.choices[item]
    return tuple(choices[choice] for choice in entry.left or choices)

def facts_of(meaning: Meaning, entries: Sequence[Answer]) -> dict[int, Levels]:
    """What is known of each item that can apply, by its last level: its answer, or the set that this is one of.

    Where a rule for missing answers reads the item, that it has none is a fact as well.
    """
    possible, found = possible_of(meaning, entries), dict[int, Levels]()
    for n, entry in enumerate(entries):
        if entry.applies != NO and (entry.left or n in meaning.given):
            found[meaning.level[n]] = {level: possible[level] for level in meaning.levels_of(n)}
    return found


def standing(meaning: Meaning, entries: Sequence[Answer]) -> dict[int, Levels]:
    """What every item stands at, by its last level."""
    possible = possible_of(meaning, entries)
    return {meaning.level[n]: {level: possible[level] for level in meaning.levels_of(n)} for n in range(len(entries))}


@attrs.frozen
class OtherAnswers:
    """For each item, by its last level, the ways to answer it otherwise: as levels, and the choices that each means."""

    levels: dict[int, list[Levels]]
    choices: dict[int, tuple[Choices, ...]]


def other_answers(meaning: Meaning, claim: Claim, entries: Sequence[Answer]) -> OtherAnswers:
    """The answers that items do not have now; those that mean the same to the claim are one way."""
    found = OtherAnswers({}, {})
    for n, entry in enumerate(entries):
        level = meaning.level[n]
        now = None if entry.choice is None else meaning.choices[n][entry.choice]
        ways = tuple(same for same in claim.same_choices(level) if now not in same)
        given = {meaning.given[n]: (GIVEN,)} if n in meaning.given else {}
        found.choices[level] = ways
        found.levels[level] = [given | {level: same[:1]} for same in ways]
    return found


def answers_to(meaning: Meaning, entries: Sequence[Answer], items: Iterable[int]) -> dict[int, list[Levels]]:
    """Every answer that is left to each of these items, by its last level, in the order of its choices."""
    found = dict[int, list[Levels]]()
    for n in items:
        given = {meaning.given[n]: (GIVEN,)} if n in meaning.given else {}
        left = choices_of(meaning, n, entries[n])
        found[meaning.level[n]] = [given | {meaning.level[n]: (choice,)} for choice in left]
    return found
