"""Hints: ratings that are lower than an indicator, ticked by the rater, suggests."""

from __future__ import annotations

import attrs

from riskscreen.cell import Cell
from riskscreen.model.answer import Answer, Answers
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item


@attrs.frozen(repr=False)
class Hint(Cell):
    """An answer to look at again; it is shown and never corrected.

    ``answer`` is the option or band; of a set all of them, each of which is lower than the suggested one.
    """

    item: str
    indicator: str
    answer: str | tuple[str, ...]
    suggests: str

    def to_dict(self) -> dict[str, object]:
        """The hint in plain values."""
        answer = self.answer if isinstance(self.answer, str) else list(self.answer)
        return {"item": self.item, "indicator": self.indicator, "answer": answer, "suggests": self.suggests}


def hints_of(definition: Definition, answers: Answers) -> tuple[Hint, ...]:
    """The hints of a case, in the order of its items."""
    return tuple(hint for item, entry in zip(definition.items, answers.entries, strict=True)
                 if entry.indicators for hint in _of_item(item, entry))


def _of_item(item: Item, entry: Answer) -> list[Hint]:
    ranks = {choice.id: rank for rank, choice in enumerate(item.response.choices) if not choice.not_applicable}
    if not entry.left or not ranks.keys() >= set(entry.left):
        return []
    highest = max(ranks[choice] for choice in entry.left)
    ticked = [indicator for indicator in item.indicators if indicator.id in entry.indicators]
    return [Hint(item.id, indicator.id, entry.choice or entry.choices, indicator.suggests) for indicator in ticked
            if indicator.suggests is not None and highest < ranks.get(indicator.suggests, 0)]
