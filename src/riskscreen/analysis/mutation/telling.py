"""Answer sets that tell a small mistake in a definition from the definition.

A mistake shows where an answer that it touches is given, and mostly in the number of a scale at once.  So each answer
set here gives as many different answers as it can, and together they give every answer, beside many others.  Where a
scale has a rule for missing answers, some leave as many items open as it allows, or one more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from riskscreen.analysis.counting.answer_sets import (
    AnswerSet,
    answer_of,
    answer_set_of,
    choice_of,
    last_answer_of,
    unknown_to,
)
from riskscreen.analysis.counting.sample import Chance
from riskscreen.answers.check import check_answers
from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Frame
from riskscreen.model.number import Number
from riskscreen.model.scale import MissingRule
from riskscreen.model.truth import NO, UNDECIDED, YES

MOST_DRAWN = 160
MOST_STEPS = 48

Turns = Mapping[int, int]
"""Which of its answers an item gets; the first, where it is not named."""


def telling_answers(compiled: Compiled, chance: Chance) -> Iterator[AnswerSet]:
    """Some answer sets, none twice."""
    told = [_answers_to(compiled, n) for n in range(len(compiled.items))]
    seen: set[AnswerSet] = set()
    for turns, gap in (*((turns, frozenset[int]()) for turns in _complete(told, chance)), *_with_gaps(compiled, told)):
        found = _answered(compiled, told, turns, gap)
        if found not in seen:
            seen.add(found)
            yield found


def _answers_to(compiled: Compiled, item: int) -> Sequence[str | Number]:
    """Each answer to an item that something can depend on: every option, both ends of every band."""
    choices = range(len(compiled.choices[item]))
    return list(dict.fromkeys(end(compiled, item, choice) for choice in choices for end in (answer_of, last_answer_of)))


def _complete(told: Sequence[Sequence[object]], chance: Chance) -> Iterator[Turns]:
    """All answers in turn, then each item one further than the one before it, then by chance."""
    most = max(map(len, told), default=0)
    yield from (dict.fromkeys(range(len(told)), turn) for turn in range(most))
    yield from ({n: turn + n for n in range(len(told))} for turn in range(most))
    for _ in range(MOST_DRAWN):
        yield {n: chance.randrange(len(answers)) for n, answers in enumerate(told)}


def _with_gaps(compiled: Compiled, told: Sequence[Sequence[str | Number]]) -> Iterator[tuple[Turns, frozenset[int]]]:
    """For each rule for missing answers: some items of its scale open, the others scored ever higher."""
    for scale in compiled.definition.scales:
        if scale.missing is not None:
            scores = compiled.tables[scale.id].scores
            rising = {n: sorted(range(len(told[n])), key=lambda turn, n=n, row=row: row[choice_of(  # type: ignore[misc]
                compiled, n, told[n][turn])] or 0) for n, row in scores.items()}
            for turns in _rising(rising):
                for gap in _gaps(sorted(scores), scale.missing):
                    yield turns, gap


def _rising(turns: Mapping[int, Sequence[int]]) -> Iterator[Turns]:
    """All at their first turn, then one item after the other at its next, until all are at their last."""
    most = max(map(len, turns.values()), default=0)
    steps = [(n, own[place]) for place in range(most) for n, own in turns.items() if place < len(own)]
    n_first = len(turns)
    stride = 1 + (len(steps) - n_first) // MOST_STEPS
    for place in (*range(n_first, len(steps), stride), len(steps)):
        yield dict(steps[:place])


def _gaps(items: Sequence[int], rule: MissingRule) -> Iterator[frozenset[int]]:
    """Items to leave open, from either end: one, as many as the rule allows, one more."""
    for n_open in dict.fromkeys((1, rule.allow, rule.allow + 1)):
        yield frozenset(items[:n_open])
        yield frozenset(items[-n_open:] if n_open else ())


def _answered(compiled: Compiled, told: Sequence[Sequence[str | Number]], turns: Turns,
              gap: frozenset[int]) -> AnswerSet:
    """The answers to the items that apply; where that hangs on an open one, the item is left out."""
    layout, partial, is_unsure = compiled.layout, False, False
    given: dict[int, str | Number] = {}
    least = most = layout.empty
    for n, gate in enumerate(compiled.gates):
        applies = YES if gate is None else gate(Frame(least, most))
        if applies == NO:
            continue
        is_unsure = is_unsure or applies == UNDECIDED
        answer = unknown_to(compiled, n) if n in gap else told[n][turns.get(n, 0) % len(told[n])]
        if applies == YES and answer is not None:
            given[n] = answer
        partial = partial or (applies == YES and answer is None)
        choices = None if n not in given or n in gap else (choice_of(compiled, n, given[n]),)
        least += layout.least(n, choices, may_not_apply=applies == UNDECIDED)
        most += layout.most(n, choices, may_not_apply=applies == UNDECIDED)
    return answer_set_of(compiled, given, partial=partial or (is_unsure and _leaves_out(compiled, given)))


def _leaves_out(compiled: Compiled, given: Mapping[int, str | Number]) -> bool:
    """Whether an item applies for certain and has no answer: where a gate asks twice, its parts alone do not tell."""
    answers = {compiled.items[n].id: answer for n, answer in given.items()}
    checked = check_answers(compiled.definition, answers, compiled.applies, partial=True)
    scored = {item.id for item in compiled.items}
    return any(entry.item in scored and entry.state == "unanswered" and entry.applies == YES
               for entry in checked.entries)
