"""Score one case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskscreen.answers.check import check_answers
from riskscreen.engine.bounds import bounded, facts_of
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.model.answer import Answers

Kept = Mapping[str, str] | Answers


def score(compiled: Compiled, raw: object, *, partial: bool = False) -> tuple[Kept, Facts]:
    """The facts of a case, and its answers as they were given.

    Plain texts as answers to exactly the items that apply are added up at once; everything else, and everything that is
    wrong, goes the careful way, which gives the same facts.

    Raises:
        AnswersError: With every problem of the answers.
    """
    if type(raw) is dict and compiled.answers:
        quick = _quick(compiled, raw)
        if quick is not None:
            return quick
    answers = check_answers(compiled.definition, raw, compiled.applies, partial=partial)
    return answers, facts_of_answers(compiled, answers)


def facts_of_answers(compiled: Compiled, answers: Answers) -> Facts:
    """The facts of checked answers."""
    return bounded(compiled, compiled.scored(answers))


def _quick(compiled: Compiled, raw: dict[Any, Any]) -> tuple[Kept, Facts] | None:
    """The answers and the facts of a case with a plain answer to every item that applies, None for any other.

    What only equals a text may do so once, and be another thing when it is asked again: it goes the careful way.
    """
    table = compiled.answers
    packed = compiled.start
    try:
        snapshot = raw.copy()
        for item, answer in snapshot.items():
            if type(item) is not str or type(answer) is not str:
                return None
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
    return (snapshot, facts) if is_exactly_what_applies and not facts.maybe else None
