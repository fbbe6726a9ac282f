"""Exact bounds: two extremes where they suffice, else a walk over what the open answers can lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.engine.frame import Frame
from riskscreen.model.answer import Answer
from riskscreen.model.truth import NO, UNDECIDED, YES

if TYPE_CHECKING:
    from riskscreen.engine.walk.bounds import Walked


def facts_of(compiled: Compiled, least: int, most: int) -> Facts:
    """The facts of everything between two packed states; exact where both are one state."""
    key = most << compiled.layout.width | least
    facts = compiled.memory.get(key)
    if facts is None:
        facts = evaluated(compiled, least, most)
        if len(compiled.memory) >= compiled.most_remembered:
            compiled.memory.clear()
        compiled.memory[key] = facts
    return facts


def evaluated(compiled: Compiled, least: int, most: int) -> Facts:
    """The facts of everything between two packed states, worked out anew."""
    frame = Frame(least, most)
    always, maybe = compiled.ungated, 0
    for gate, its_items in compiled.gated:
        applies = gate(frame)
        if applies == YES:
            always |= its_items
        elif applies == UNDECIDED:
            maybe |= its_items
    for span in compiled.spans:
        low, high = span(frame)
        frame.lows.append(low)
        frame.highs.append(high)
    rules = []
    for outcome in compiled.rules:
        truths = []
        low = high = 0
        for rank, check in outcome:
            truth = check(frame)
            truths.append(truth)
            if truth != NO and rank > high:
                high = rank
            if truth == YES and rank > low:
                low = rank
        rules.append(tuple(truths))
        frame.low_levels.append(low)
        frame.high_levels.append(high)
    return Facts(
        scales=tuple(zip(frame.lows, frame.highs, strict=True)),
        rules=tuple(rules),
        outcomes=tuple(zip(frame.low_levels, frame.high_levels, strict=True)),
        always=always,
        maybe=maybe,
    )


def bounded(compiled: Compiled, entries: Sequence[Answer]) -> Facts:
    """The facts of a case from the state of each scored item."""
    facts = _with_what_applies(facts_of(compiled, *extremes(compiled, entries)), entries)
    open_items = sum(1 << n for n, entry in enumerate(entries) if entry.is_open)
    # Within a set no answer need be lowest, or highest, in all that it enters.
    is_narrowed = any(len(entry.choices) > 1 and entry.applies != NO for entry in entries)
    if not is_narrowed and not open_items & compiled.mixed_anywhere:
        return facts
    from riskscreen.engine.walk.bounds import walked  # noqa: PLC0415  # a plain case does without

    return walked(walked_case(compiled, entries), facts,
                  [is_narrowed or bool(open_items & mixed) for mixed in compiled.mixed.scales],
                  [is_narrowed or bool(open_items & mixed) for mixed in compiled.mixed.outcomes])


def _with_what_applies(facts: Facts, entries: Sequence[Answer]) -> Facts:
    """The facts with the items that apply as the answers have it: extremes do not tell where gates ask twice."""
    always = sum(1 << n for n, entry in enumerate(entries) if entry.applies == YES)
    maybe = sum(1 << n for n, entry in enumerate(entries) if entry.applies == UNDECIDED)
    return facts if (always, maybe) == (facts.always, facts.maybe) else attrs.evolve(facts, always=always, maybe=maybe)


def walked_case(compiled: Compiled, entries: Sequence[Answer]) -> Walked:
    """The case as walks see it."""
    from riskscreen.engine.walk.bounds import Walked  # noqa: PLC0415  # a plain case does without

    return Walked(compiled.meaning, entries, facts_of(compiled, *extremes(compiled, entries)), compiled.units)


def possible_ranks(compiled: Compiled, entries: Sequence[Answer], facts: Facts) -> tuple[tuple[int, ...], ...]:
    """The ranks that each outcome can have in a case with these facts, lowest first.

    They can have a hole between the ends.  Where it takes too many steps to see, all ranks between the ends are given.
    """
    if all(high - low <= 1 for low, high in facts.outcomes):
        return tuple(tuple(range(low, high + 1)) for low, high in facts.outcomes)
    return tuple(_ranks_between(compiled, walked_case(compiled, entries), facts))


def _ranks_between(compiled: Compiled, case: Walked, facts: Facts) -> Iterator[tuple[int, ...]]:
    for outcome, (low, high) in zip(compiled.definition.outcomes, facts.outcomes, strict=True):
        every = tuple(range(low, high + 1))
        if len(every) > 2:  # both ends of exact bounds occur
            ranks, is_exact = case.ranks(outcome.id)
            every = ranks if is_exact else every
        yield every


def extremes(compiled: Compiled, entries: Sequence[Answer]) -> tuple[int, int]:
    """The least and the most of every field, as two packed states."""
    layout = compiled.layout
    least = most = layout.empty
    for n, entry in enumerate(entries):
        if entry.applies == NO:
            continue
        choices = _choices(compiled, n, entry)
        least += layout.least(n, choices, may_not_apply=entry.applies == UNDECIDED)
        most += layout.most(n, choices, may_not_apply=entry.applies == UNDECIDED)
    return least, most


def _choices(compiled: Compiled, item: int, entry: Answer) -> tuple[int, ...] | None:
    """What scoring sees of an answer of the rater, by number; None where there is none."""
    return tuple(compiled.choices[item][choice] for choice in entry.left) or None


def reapplied(compiled: Compiled, entries: Sequence[Answer]) -> list[Answer]:
    """The same answers, each with whether its item applies now; what an item that does not apply was given is gone.

    For answers that are tried out: of a change to an answer on which others hang.
    """
    layout = compiled.layout
    least = most = layout.empty
    found: list[Answer] = []
    before: dict[str, Answer] = {}
    for n, (entry, gate) in enumerate(zip(entries, compiled.gates, strict=True)):
        applies = YES if gate is None else gate(Frame(least, most))
        if applies == UNDECIDED:  # extremes are sure of what they say, but do not always tell
            applies = compiled.applies(compiled.items[n], before)
        if applies != entry.applies:
            state = "not_applicable" if applies == NO else entry.state if entry.applies else "unanswered"
            kept = (entry.given, entry.choice, entry.choices) if applies else (None, None, ())
            entry = Answer(entry.item, state, applies, *kept[:2], choices=kept[2])
        if applies != NO and compiled.is_gate[n]:
            choices = _choices(compiled, n, entry)
            least += layout.least(n, choices, may_not_apply=applies == UNDECIDED)
            most += layout.most(n, choices, may_not_apply=applies == UNDECIDED)
        found.append(entry)
        before[entry.item] = entry
    return found
