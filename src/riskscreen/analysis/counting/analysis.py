"""What an analysis found."""

from __future__ import annotations

import attrs

from riskscreen.analysis.counting.analysis_text import cut_off_line, item_line, outcome_lines, scale_line
from riskscreen.analysis.counting.parts import CutOffMove, ItemReach, OutcomeReach, ScaleReach
from riskscreen.model.named import Named


@attrs.frozen
class Analysis:
    """What holds of an instrument over all its answer sets.

    An answer set answers every item that applies, with an option or a band; *unknown*, texts and numbers that are only
    recorded are no part of it.  Where there was too much to follow, ``exact`` is false, and so it is on
    each part whose counts are those of ``n_sampled`` answer sets that were drawn with ``seed``.  ``n_answer_sets`` is
    the true number, or None if even that was out of reach.
    """

    instrument: str
    version: str
    result: str
    n_answer_sets: int | None
    outcomes: Named[OutcomeReach]
    scales: Named[ScaleReach]
    items: Named[ItemReach]
    cut_offs: tuple[CutOffMove, ...]
    seed: int | None = None
    n_sampled: int = 0

    @property
    def exact(self) -> bool:
        """Whether everything was counted over all answer sets, nothing over a sample."""
        return self.seed is None

    @property
    def levels(self) -> Named[int]:
        """The number of answer sets for each level of the result."""
        return self.outcomes[self.result].levels

    def to_dict(self) -> dict[str, object]:
        """Everything in plain values; the same bytes on every machine."""
        return {
            "instrument": {"id": self.instrument, "version": self.version},
            "exact": self.exact,
            **({} if self.exact else {"seed": self.seed, "n_sampled": self.n_sampled}),
            "n_answer_sets": self.n_answer_sets,
            "result": self.result,
            "outcomes": {name: outcome.to_dict() for name, outcome in self.outcomes.items()},
            "scales": {name: scale.to_dict() for name, scale in self.scales.items()},
            "items": {name: item.to_dict() for name, item in self.items.items()},
            "cut_offs": [move.to_dict() for move in self.cut_offs],
        }

    def explain(self) -> str:
        """The main findings in English, one a line."""
        lines = [f"{self.instrument} {self.version}", *self._how()]
        for outcome in self.outcomes.values():
            lines += ["", *outcome_lines(outcome, is_result=outcome.id == self.result)]
        if self.scales:
            lines += ["", "Scales: the least and the most that answers can give",
                      *map(scale_line, self.scales.values())]
        lines += ["", "Items: in how many answer sets another answer to this item alone changes the result",
                  *map(item_line, self.items.values())]
        if self.cut_offs:
            lines += ["", "Cut-offs: how many answer sets get another result when one is moved by 1",
                      *map(cut_off_line, self.cut_offs)]
        return "\n".join(lines) + "\n"

    def _how(self) -> list[str]:
        number = "More answer sets than could be counted answer" if self.n_answer_sets is None \
            else f"{self.n_answer_sets:,} answer sets answer"
        if self.exact:
            return [f"{number} every item that applies.", "All of them were counted; nothing is estimated."]
        return [f"{number} every item that applies.",
                "There is too much to follow over all answer sets.",
                f"What is marked (sample) was counted in {self.n_sampled} answer sets that were drawn with seed "
                f"{self.seed}, and is no proof."]

    def __str__(self) -> str:
        return self.explain()
