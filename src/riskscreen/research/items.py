"""The items of an instrument in many cases: how often each answer, how often unknown, and when that matters."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.arguments import instance
from riskscreen.batch.rows.codes import UNKNOWN_CODE
from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.explain.words.catalogue import Words
from riskscreen.model.item import Item
from riskscreen.model.named import Named
from riskscreen.research.ends.moving import Movers
from riskscreen.research.given.about import AboutCases, notes_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.probability import CONFIDENCE, probability
from riskscreen.research.statistic import Statistic, share_of
from riskscreen.research.telling import StatisticRows, TidyTable, ends_words, statistic_columns
from riskscreen.screening.instrument import Instrument


@attrs.frozen(repr=False)
class ItemRow(Cell):
    """What became of one item.

    ``answered`` has its options (or bands) with the number of cases.  ``n_without_answer`` are those to which it does
    not apply, or in which nobody answered it.  Of the ``n_unknown`` cases in which it is unknown the level is open in
    ``n_unknown_open``, and in ``n_moving`` this answer itself could still move the level, now or together with others.
    """

    item: str
    answered: tuple[tuple[str, int], ...]
    n_unknown: int
    n_narrowed: int
    n_without_answer: int
    n_unknown_open: int
    n_moving: int


@attrs.frozen(repr=False)
class Items(StatisticRows[str]):
    """The items of an instrument, with the share of each answer and how much hangs on what is unknown.

    ``rows`` has for each item the share of each answer, among the cases in which it is answered, narrowed or unknown;
    the ends are those over all that the unknown answers can turn out to be.  ``counts`` has the counts by item.
    """

    outcome: str
    cases: AboutCases
    confidence: Fraction
    rows: tuple[tuple[str, Named[Statistic]], ...]
    counts: Named[ItemRow]

    def __getitem__(self, item: str) -> Named[Statistic]:
        """The share of each answer to an item; near names are suggested for one that there is not."""
        return dict(self.rows)[self.counts[item].item]

    def to_table(self) -> TidyTable:
        """A row for each item, as columns of equal length, which pandas and polars take."""
        numbers = ("n_unknown", "n_narrowed", "n_without_answer", "n_unknown_open", "n_moving")
        rows = list(self.counts.values())
        return {"item": [row.item for row in rows], "n_answered": [_n_answered(row) for row in rows],
                **{name: [getattr(row, name) for row in rows] for name in numbers}}

    def answers_table(self) -> TidyTable:
        """A row for each answer to each item: its share with ends and limits."""
        named = [(item, share) for item, shares in self.rows for share in shares.values()]
        return statistic_columns([attrs.evolve(share, name="share") for _, share in named],
                                 item=[item for item, _ in named], answer=[share.name for _, share in named])

    def _told(self, words: Words) -> Sheet:
        head = ("head.item", "head.answered", "head.unknown", "head.unknown_open", "head.moving")
        found = CellTable("", tuple(map(words, head)), [
            (row.item, _n_answered(row), row.n_unknown, row.n_unknown_open, row.n_moving)
            for row in self.counts.values()])
        shares = CellTable(words("items.shares"), (words("head.item"), words("head.answer"), words("head.ends")), [
            (item, share.name, ends_words(words, share.ends)) for item, named in self.rows for share in named.values()])
        return Sheet(words("items"), [*notes_of(words, self.cases, None), words("items.moving")], [found, shares],
                     words.language)

    @property
    def _in_short(self) -> str:
        return f"of {len(self.counts)} items, {self.cases.n_cases} cases, {self.cases.n_open} undetermined"


def items(instrument: Instrument, cases: Foreign, *, outcome: str | None = None,
          confidence: Foreign = CONFIDENCE) -> Items:
    """What became of each item in the cases of a table, and which unknown answers the level hangs on.

    How often an item is unknown is one thing, and what hangs on it another: that is what to ask first, next time.

    Args:
        instrument: The instrument that the cases were answered for.
        cases: A table with a column for each item, codes, or cases: whatever `Instrument.pack` takes.  Items may go
            without an answer.
        outcome: Which outcome's level; the instrument's result unless said otherwise.
        confidence: Of the limits of the shares.

    Raises:
        UsageError: If the cases cannot be read, and for an outcome that there is not.
        AnswersError: For what is no answer, or is an answer to an item that does not apply.

    Examples:
        >>> import riskscreen
        >>> flags = riskscreen.load("stalking-red-flags")
        >>> absent = dict.fromkeys(flags.items, "absent")
        >>> found = items(flags, [absent | {"r1": "unknown"}, absent | {"r1": "present", "r5": "unknown"}])
        >>> [(row.item, row.n_unknown, row.n_moving) for row in found.counts.values() if row.n_unknown]
        [('r1', 1, 1), ('r5', 1, 0)]
        >>> found["r1"]["present"].ends
        (Fraction(1, 2), Fraction(1, 1))
    """
    of = instance("instrument", instrument, Instrument, how="an Instrument, such as riskscreen.load gives")
    sure = probability("confidence", confidence)
    diagram = of.diagram(outcome)
    packed = of.pack(cases)
    scored = of.score_codes(packed, partial=True, outcomes=[diagram.outcome]).outcomes[diagram.outcome]
    codes = _stacked([column.codes() for column in packed.by_item], len(packed), np.int8)
    sets = _stacked([column.sets() for column in packed.by_item], len(packed), np.uint64)
    is_open = ~scored.determined
    asked = Movers(diagram, tuple(item.id for item in packed.items))
    where = np.ones(len(packed), np.bool_) if asked.may_be_filled_in else is_open
    moving = asked.counted(codes[where], sets[where])
    counts = [_row(item, codes[:, n], sets[:, n], is_open, n_moving)
              for n, (item, n_moving) in enumerate(zip(packed.items, moving, strict=True))]
    rows = tuple((item.id, _shares(item, codes[:, n], sets[:, n], sure)) for n, item in enumerate(packed.items))
    n_loose = len(packed) - int(np.count_nonzero(scored.exact))
    about = AboutCases(len(packed), int(np.count_nonzero(is_open)), n_loose, 0)
    return Items(diagram.outcome, about, sure, rows, Named("item", {row.item: row for row in counts}))


def _stacked(columns: list[NDArray[Any]], n_rows: int, kind: type[Any]) -> NDArray[Any]:
    return np.array(columns, kind).reshape(len(columns), n_rows).T


def _row(item: Item, codes: NDArray[Any], sets: NDArray[Any], is_open: NDArray[np.bool_],
         n_moving: int) -> ItemRow:
    unknown, narrowed = codes == UNKNOWN_CODE, sets != 0
    by_code = np.bincount(codes[codes >= 0].astype(np.int64), minlength=len(item.response.choices)).tolist()
    n_answers, n_narrowed, n_unknown = sum(by_code), np.count_nonzero(narrowed), np.count_nonzero(unknown)
    return ItemRow(
        item.id, tuple((choice.id, n) for choice, n in zip(item.response.choices, by_code, strict=True)),
        int(n_unknown), int(n_narrowed), len(codes) - int(n_answers + n_narrowed + n_unknown),
        int(np.count_nonzero(unknown & is_open)), n_moving)


def _shares(item: Item, codes: NDArray[Any], sets: NDArray[Any],
            confidence: Fraction) -> Named[Statistic]:
    """The share of each answer, where every unknown answer may be that one, or another."""
    n_unknown, found = int(np.count_nonzero(codes == UNKNOWN_CODE)), {}
    n_cases = int(np.count_nonzero((codes >= UNKNOWN_CODE) | (sets != 0)))
    for n, choice in enumerate(item.response.choices):
        sure = int(np.count_nonzero(codes == n))
        may = sure + n_unknown + int(np.count_nonzero(sets.astype(np.uint64) >> np.uint64(n) & np.uint64(1)))
        least, most = ((sure, n_cases), (may, n_cases)) if n_cases else (None, None)
        found[choice.id] = share_of(choice.id, least, most, confidence)
    return Named("answer", found)


def _n_answered(row: ItemRow) -> int:
    return sum(n for _, n in row.answered)
