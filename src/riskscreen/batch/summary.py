"""How a whole table came out: levels, undetermined cases, open answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.explain.words.catalogue import Words
from riskscreen.explain.words.numbers import share, shown, words_in
from riskscreen.model.outcome import Level, ids_of
from riskscreen.model.text import Text

PossibleCount = tuple[tuple[Level, ...], int]
ItemCounts = tuple[tuple[str, int], ...]  # by item


@attrs.frozen(repr=False)
class Summary(Cell):
    """How many cases can still have which levels of an outcome, and how often each item is open.

    ``possible`` has the levels that can occur and the number of cases, for each set of levels that there is.
    ``unknown`` has the items that are unknown somewhere, with the number of cases; ``unknown_undetermined`` has the
    same items, with the number of those cases that are undetermined.  ``narrowed`` and ``narrowed_undetermined`` are
    the same of answers that are sets.  ``n_not_valid`` are rows of a table that were marked and have no result.
    """

    outcome: str
    title: Text
    n_cases: int
    possible: tuple[PossibleCount, ...]
    unknown: ItemCounts
    unknown_undetermined: ItemCounts
    narrowed: ItemCounts = ()
    narrowed_undetermined: ItemCounts = ()
    n_not_valid: int = 0

    @property
    def levels(self) -> dict[str, int]:
        """How many cases have each level for certain."""
        return {levels[0].id: count for levels, count in self.possible if len(levels) == 1}

    @property
    def n_undetermined(self) -> int:
        """How many cases have no single level, since open answers can still change it."""
        return sum(count for levels, count in self.possible if len(levels) > 1)

    def to_dict(self) -> dict[str, object]:
        """The same in plain values."""
        return {"outcome": self.outcome, "n_cases": self.n_cases, "levels": self.levels,
                "n_undetermined": self.n_undetermined, "n_not_valid": self.n_not_valid,
                "possible": [{"levels": [level.id for level in levels], "n_cases": count}
                             for levels, count in self.possible],
                "unknown": dict(self.unknown), "unknown_undetermined": dict(self.unknown_undetermined),
                "narrowed": dict(self.narrowed), "narrowed_undetermined": dict(self.narrowed_undetermined)}

    def explain(self, language: str | None = None) -> str:
        """How the table came out, one line for each set of possible levels and each item that is open somewhere.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.
        """
        words = words_in(language)
        rows = [(ids_of(levels), count, "") for levels, count in self.possible]
        rows += [(words("summary.not_valid"), self.n_not_valid, "")] * bool(self.n_not_valid)
        rows += [(what, count, "  " + words("summary.of_them", n=shown(words, n_open)))
                 for what, count, n_open in self._open_items(words)]
        width = max((len(name) for name, _, _ in rows), default=0)
        lines = [f"{name:{width}}  {shown(words, count):>12}  {share(words, count, self.n_cases):>6}{more}"
                 for name, count, more in rows]
        return "\n".join([f"{self.outcome}: {self._counts(words)}", *lines])

    def _counts(self, words: Words) -> str:
        return words.counted("summary", self.n_cases, total=shown(words, self.n_cases),
                             undetermined=shown(words, self.n_undetermined))

    def _open_items(self, words: Words) -> Iterator[tuple[str, int, int]]:
        """The items that are unknown or narrowed somewhere: in how many cases, and in how many undetermined ones."""
        for key, counts, undetermined in (("summary.unknown", self.unknown, self.unknown_undetermined),
                                          ("summary.narrowed", self.narrowed, self.narrowed_undetermined)):
            for (item, count), (_, n_undetermined) in zip(counts, undetermined, strict=True):
                yield words(key, item=item), count, n_undetermined

    def _sheet(self) -> Sheet:
        words = words_in(None)
        levels = [(ids_of(levels), shown(words, count), share(words, count, self.n_cases))
                  for levels, count in self.possible]
        levels += [(words("summary.not_valid"), shown(words, self.n_not_valid), "")] * bool(self.n_not_valid)
        items = [(what, shown(words, count), shown(words, n_open)) for what, count, n_open in self._open_items(words)]
        tables = [CellTable(str(self.title), (words("head.levels"), words("head.cases"), words("head.share")), levels),
                  CellTable(words("summary.items"),
                            (words("head.item"), words("head.cases"), words("head.undetermined")),
                            items)]
        return Sheet(f"{self.outcome}: {self._counts(words)}", tables=[table for table in tables if table.rows])

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<Summary of {self.outcome}: {self.n_cases:,} cases, {self.n_undetermined:,} undetermined>"


def standings_of(levels: Sequence[Level], counts: Mapping[int, int]) -> tuple[PossibleCount, ...]:
    """How many cases have each set of possible ranks, given as bits: first those with one level, lowest first."""
    found = [(tuple(level for level in levels if ranks >> level.rank & 1), count) for ranks, count in counts.items()]
    return tuple(sorted(found, key=lambda standing: (len(standing[0]) > 1, [level.rank for level in standing[0]])))


def open_counts(items: Iterable[tuple[str, int, int]]) -> tuple[ItemCounts, ItemCounts]:
    """The items that are open anywhere, with the number of cases, and with that of undetermined ones among them."""
    found = [each for each in items if each[1]]
    return tuple((item, count) for item, count, _ in found), tuple((item, count) for item, _, count in found)
