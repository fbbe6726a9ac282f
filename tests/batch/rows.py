"""Random rows of codes, and what the single case says of a row."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from riskscreen import AnswersError, Instrument, Result
from riskscreen.answers.check import check_answers
from riskscreen.engine.bounds import reapplied
from riskscreen.model.answer import Answer


def random_codes(instrument: Instrument, n_rows: int, seed: int, *, tidiness: float) -> NDArray[np.int8]:
    """Rows of codes; each cell is right with a chance of *tidiness*, else any code near those that mean something."""
    chance = np.random.default_rng(seed)
    items = instrument._compiled.items
    codes = np.empty((n_rows, len(items)), np.int8)
    for row in codes:
        entries: list[Answer] = []
        for n, item in enumerate(items):
            row[n] = chance.choice([-2, -1, *range(len(item.response.choices))] * 2 + [0])
            if not item.response.allows_unknown and row[n] == -1:
                row[n] = 0
            choice = item.response.choices[row[n]].id if row[n] >= 0 else None
            entries.append(Answer(item.id, "answered" if choice else "unanswered", choice=choice))
        applies = [entry.applies for entry in reapplied(instrument._compiled, entries)]
        row[[truth == 0 for truth in applies]] = chance.choice([-2, -3])
        for n in np.flatnonzero(chance.random(len(items)) > tidiness):
            row[n] = chance.integers(-5, len(items[n].response.choices) + 2)
    return codes


def answers_of(instrument: Instrument, row: Any) -> dict[str, Any]:
    """The answers that a row stands for; codes without a meaning are left out."""
    items = instrument._compiled.items
    kept = [code if code < len(item.response.choices) and code >= -3 else -2
            for item, code in zip(items, row, strict=True)]
    return dict(instrument.decode(kept))


def wrong_alone(instrument: Instrument, row: Any, *, partial: bool) -> list[tuple[str, str]]:
    """The items and codes of all problems that a row has when it is looked at alone."""
    items = instrument._compiled.items
    problems = dict[str, str]()
    answers = answers_of(instrument, row)
    nonsense = [item.id for item, code in zip(items, row, strict=True)
                if code not in range(-3, len(item.response.choices))]
    try:
        check_answers(instrument.definition, answers, instrument._compiled.applies, partial=partial)
    except AnswersError as error:
        problems = {problem.item: problem.code for problem in error.problems if problem.item}
    problems |= dict.fromkeys(nonsense, "A-unknown-code")
    for item, code in zip(items, row, strict=True):
        if code == -3 and may_apply(instrument, answers, item.id):
            problems[item.id] = "A-may-apply"
    return [(item.id, problems[item.id]) for item in items if item.id in problems]


def may_apply(instrument: Instrument, answers: dict[str, Any], item: str) -> bool:
    """Whether an item without an answer applies in some completion of these answers."""
    known = [entry.id for entry in instrument._compiled.items]
    entries = [Answer(name, "answered" if answers.get(name, "unknown") != "unknown" else "unanswered",
                      choice=choice_of(instrument, name, answers.get(name, "unknown"))) for name in known]
    return reapplied(instrument._compiled, entries)[known.index(item)].applies > 0


def choice_of(instrument: Instrument, name: str, answer: Any) -> str | None:
    """What scoring sees of an answer."""
    if answer == "unknown":
        return None
    response = instrument.items[name].response
    return answer if isinstance(answer, str) else response.band_of(answer).id


def scored_alone(instrument: Instrument, row: Any) -> Result:
    """What `score` gives for a row."""
    return instrument.score(answers_of(instrument, row), partial=True)
