"""The same case with some answers otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.answers.check import check_answers
from riskscreen.engine.compile import Compiled
from riskscreen.errors import AnswersError
from riskscreen.model.answer import Answers


def changed_answers(compiled: Compiled, answers: Answers, changes: Mapping[str, object]) -> Answers:
    """The answers with *changes* made; answers that no longer apply because of them are taken out.

    Raises:
        AnswersError: For a change that is no answer to its item, or whose item does not apply.
    """
    raw = {**answers.to_dict(), **changes}
    while True:
        try:
            return check_answers(compiled.definition, raw, compiled.applies, partial=True)
        except AnswersError as error:
            stale = [problem.item for problem in error.problems
                     if problem.code == "A-not-applicable" and problem.item not in changes]
            if not stale:
                raise
            raw = {item: answer for item, answer in raw.items() if item not in stale}
