"""Cases for pictures: levels with labels of any length, sets of them, and cases of real instruments."""

from __future__ import annotations

import random
from collections.abc import Sequence

from riskscreen import AnswersError, Instrument, Result
from riskscreen.model.outcome import Level
from riskscreen.model.text import Text

NAMES = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")


def levels_called(*labels: str) -> tuple[Level, ...]:
    """A ladder of levels with these labels, the lowest first, in English and Dutch."""
    ladder = NAMES[:len(labels)]
    return tuple(Level(name, Text.of({"en": label, "nl": f"{label} (NL)"}), rank, "concern", ladder)
                 for rank, (name, label) in enumerate(zip(ladder, labels, strict=True)))


def drawn_sets(ladder: Sequence[Level], n_cases: int, seed: int) -> list[set[str]]:
    """So many sets of levels, half of them of one level."""
    chance = random.Random(seed)
    names = [level.id for level in ladder]
    return [set(chance.sample(names, 1 if chance.random() < 0.5 else chance.randint(1, len(names))))
            for _ in range(n_cases)]


def drawn_results(instrument: Instrument, n_cases: int, seed: int = 1) -> list[Result]:
    """Results of a real instrument, some answers of which are open."""
    chance = random.Random(seed)
    found: list[Result] = []
    while len(found) < n_cases:
        answers = {item.id: chance.choice([*item.response.choices]).id for item in instrument.items.values()
                   if getattr(item.response, "choices", ()) and chance.random() < 0.8}
        try:
            found.append(instrument.score(answers, partial=True))
        except AnswersError as error:  # what does not apply is not asked
            stale = {problem.item for problem in error.problems}
            kept = {item: answer for item, answer in answers.items() if item not in stale}
            found.append(instrument.score(kept, partial=True))
    return found
