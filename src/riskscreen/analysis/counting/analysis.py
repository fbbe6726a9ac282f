"""What an analysis found."""

from __future__ import annotations

import attrs

from riskscreen.analysis.counting.analysis_text import (
    cut_off_name,
    item_words,
    move_words,
    outcome_lines,
    outcome_tables,
    scale_span,
)
from riskscreen.analysis.counting.parts import CutOffMove, ItemReach, OutcomeReach, ScaleReach
from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.explain.words.catalogue import Words
from riskscreen.explain.words.numbers import shown, words_in
from riskscreen.model.named import Named


@attrs.frozen(repr=False)
class Analysis(Cell):
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

    def explain(self, language: str | None = None) -> str:
        """The main findings, one a line.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.
        """
        words = words_in(language)
        lines = [f"{self.instrument} {self.version}", *self._how(words)]
        for outcome in self.outcomes.values():
            lines += ["", *outcome_lines(words, outcome, is_result=outcome.id == self.result)]
        for part in self._parts(words):
            lines += ["", part.caption, *(f"  {words('of', what=what, found=found)}" for what, found in part.rows)]
        return "\n".join(lines) + "\n"

    def _parts(self, words: Words) -> list[CellTable]:
        """Scales, items and cut-offs, each kind under a title."""
        parts = [
            CellTable(words("scales"), (words("head.scale"), words("head.span")), [
                (scale.id, scale_span(words, scale)) for scale in self.scales.values()]),
            CellTable(words("items"), (words("head.item"), words("head.sets")), [
                (item.id, item_words(words, item)) for item in self.items.values()]),
            CellTable(words("cut_offs"), (words("head.cut_off"), words("head.sets")), [
                (cut_off_name(words, move), move_words(words, move)) for move in self.cut_offs])]
        return [part for part in parts if part.rows]

    def _how(self, words: Words) -> list[str]:
        total = words("sets.uncounted") if self.n_answer_sets is None else \
            words.counted("sets", self.n_answer_sets, total=shown(words, self.n_answer_sets))
        if self.exact:
            return [total, words("all_counted")]
        return [total, words("too_much"), words("sample", n=self.n_sampled, seed=self.seed)]

    def _sheet(self) -> Sheet:
        words = words_in(None)
        tables = [table for outcome in self.outcomes.values()
                  for table in outcome_tables(words, outcome, is_result=outcome.id == self.result)]
        return Sheet(f"{self.instrument} {self.version}", self._how(words), [*tables, *self._parts(words)])

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        n_sets = "too many" if self.n_answer_sets is None else f"{self.n_answer_sets:,}"
        return f"<Analysis {self.instrument} {self.version}: {n_sets} answer sets{'' if self.exact else ', sampled'}>"
