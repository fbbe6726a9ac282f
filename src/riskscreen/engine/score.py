"""Score one case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskscreen.answers import check_answers
from riskscreen.engine.bounds import bounded, facts_of
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.model.answer import Answers

Kept = Mapping[str, str] | Answers


def score(compiled: Compiled, raw: object, *, partial: bool = False) -> tuple[Kept, Facts]:
    """The facts of a case, and its answers as they were given.

    Plain answers to exactly the items that apply are added up at once; everything else, and everything that is wrong,
    goes the careful way, which gives the same facts.

    Raises:
        AnswersError: With every problem of the answers.
    """
    if type(raw) is dict and compiled.answers:
        snapshot = raw.copy()
        facts = _quick(compiled, snapshot)
        if facts is not None:
            return snapshot, facts
    answers = check_answers(compiled.definition, raw, partial=partial)
    return answers, facts_of_answers(compiled, answers)


def facts_of_answers(compiled: Compiled, answers: Answers) -> Facts:
    """The facts of checked answers."""
    by_item = {entry.item: entry for entry in answers.entries}
    return bounded(compiled, [by_item[item.id] for item in compiled.items])


def _quick(compiled: Compiled, snapshot: dict[Any, Any]) -> Facts | None:
    """The facts of a case with a plain answer to every item that applies, None for any other."""
    table = compiled.answers
    packed = compiled.start
    try:
        for item, answer in snapshot.items():
            packed += table[item][answer]
    except Exception:  # no plain answer, or a foreign object whose own code fails
        return None
    n_items = len(compiled.items)
    unknown = packed >> n_items & (1 << n_items) - 1
    if unknown & compiled.mixed_anywhere:
        return None
    key = packed >> 2 * n_items
    facts = compiled.memory.get(key)
    if facts is None:
        width = compiled.layout.width
        facts = facts_of(compiled, key & (1 << width) - 1, key >> width)
    is_exactly_what_applies = packed & (1 << n_items) - 1 == facts.always
    return facts if is_exactly_what_applies and not facts.maybe else None
