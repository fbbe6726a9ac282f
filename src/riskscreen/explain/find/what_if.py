"""The same case with some answers otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.answers.stale import without_stale
from riskscreen.engine.compile import Compiled
from riskscreen.model.answer import Answers


def changed_answers(compiled: Compiled, answers: Answers, changes: Mapping[str, object]) -> Answers:
    """The answers with *changes* made; answers that no longer apply because of them are taken out.

    Raises:
        AnswersError: For a change that is no answer to its item, or whose item does not apply.
    """
    raw = {**answers.to_dict(), **changes}
    return without_stale(compiled.definition, raw, compiled.applies, kept=changes.keys())[1]
