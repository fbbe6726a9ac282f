"""Answers that are stale: to items that do not apply any more, because another answer changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from riskscreen.answers.check import Applies, check_answers
from riskscreen.errors import AnswersError
from riskscreen.model.answer import Answers
from riskscreen.model.definition import Definition


def without_stale(definition: Definition, answers: Mapping[str, object], applies: Applies, *,
                  kept: Collection[str] = ()) -> tuple[dict[str, object], Answers]:
    """The answers that apply, as they were given and as they are read; those to *kept* items are never taken for stale.

    Taking out one can make another stale, so it is done until none is.

    Raises:
        AnswersError: For all that is wrong with them besides.
    """
    left = dict(answers)
    while True:
        try:
            return left, check_answers(definition, left, applies, partial=True)
        except AnswersError as error:
            stale = {problem.item for problem in error.problems
                     if problem.code == "A-not-applicable" and problem.item not in kept}
            if not stale:
                raise
            left = {item: answer for item, answer in left.items() if item not in stale}
