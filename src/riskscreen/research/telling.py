"""How what was worked out tells itself: one sheet of a title, tables and notes, as a text and in a notebook."""

from __future__ import annotations

import math
import textwrap
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Generic, TypeVar

from riskscreen.arguments import text_or_none
from riskscreen.cell import Cell, CellTable, Sheet, one_line
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.model.named import Named
from riskscreen.printable import in_one_line
from riskscreen.research.statistic import Extreme, Extremes, Limits, PartOf, Statistic

RowKey = TypeVar("RowKey")
TidyTable = dict[str, list[object]]
WIDTH = 100
_PLACES = 1_000  # thousandths


class Explained(Cell):
    """The base of what statistics give: a table for programs, and words in several languages for people."""

    __slots__ = ()

    @abstractmethod
    def to_table(self) -> TidyTable:
        """What it holds as columns of equal length, which pandas and polars take."""

    @abstractmethod
    def _told(self, words: Words) -> Sheet:
        """What it says, before anybody lays it out."""

    @property
    @abstractmethod
    def _in_short(self) -> str: ...

    def explain(self, language: str | None = None) -> str:
        """It in words.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.
        """
        return text_of(self._told(research_words(text_or_none("language", language))))

    def _sheet(self) -> Sheet:
        return self._told(research_words(None))

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return one_line(f"<{type(self).__name__} {self._in_short}>")


class StatisticTable(Explained):
    """What has several statistics by name."""

    __slots__ = ()
    statistics: Named[Statistic]

    @property
    def ends(self) -> dict[str, Extremes]:
        """The least and the most of each statistic, exact; None where it is undefined."""
        return {name: found.ends for name, found in self.statistics.items()}

    @property
    def limits(self) -> dict[str, Limits]:
        """The lower limit of each least, and the upper limit of each most; None where there is no method."""
        return {name: found.limits for name, found in self.statistics.items()}

    @property
    def exact(self) -> bool:
        """Whether every end is reached by some way in which the open cases can turn out."""
        return all(found.exact for found in self.statistics.values())

    def __getitem__(self, name: str) -> Statistic:
        return self.statistics[name]


class StatisticRows(Explained, Generic[RowKey]):
    """What has the same statistics for each of several cut-offs, or thresholds."""

    __slots__ = ()
    rows: tuple[tuple[RowKey, Named[Statistic]], ...]

    @property
    def ends(self) -> dict[RowKey, dict[str, Extremes]]:
        """For each row the least and the most of each statistic, exact; None where it is undefined."""
        return {key: {name: found.ends for name, found in statistics.items()} for key, statistics in self.rows}

    @property
    def limits(self) -> dict[RowKey, dict[str, Limits]]:
        """For each row the lower limit of each least, and the upper limit of each most; None where there are none."""
        return {key: {name: found.limits for name, found in statistics.items()} for key, statistics in self.rows}

    @property
    def exact(self) -> bool:
        """Whether every end is reached by some way in which the open cases can turn out."""
        return all(found.exact for _, statistics in self.rows for found in statistics.values())


def research_words(language: str | None) -> Words:
    """The words of this room."""
    return words_for(language, "research")


def text_of(sheet: Sheet) -> str:
    """A sheet as plain text: its title, its tables in columns, and its notes."""
    blocks = [_wrapped(sheet.title), *map(_table_text, sheet.tables), *map(_wrapped, sheet.notes)]
    return "\n\n".join(block for block in blocks if block)


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(in_one_line(text), WIDTH, break_on_hyphens=False))


def _table_text(table: CellTable) -> str:
    rows = [[in_one_line(str(cell)) for cell in row] for row in (table.columns, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in
                                                   zip(row[1:], widths[1:], strict=True))]).rstrip() for row in rows]
    return "\n".join([in_one_line(table.caption)] * bool(table.caption) + lines)


def levels_words(words: Words, ladder: Sequence[str], levels: Sequence[str]) -> str:
    """The ids of levels that are possible: *low*, *low to high*; with a hole, or without a ladder, *low or high*."""
    if len(levels) == 1:
        return levels[0]
    if ladder and ladder.index(levels[-1]) - ladder.index(levels[0]) == len(levels) - 1:
        return words("span", least=levels[0], most=levels[-1])
    return words("either", many=", ".join(levels[:-1]), last=levels[-1])


def ends_words(words: Words, ends: Extremes) -> str:
    """*0.333 to 0.667*; one number where both ends are one."""
    least, most = ends
    if least is None or most is None:
        return words("undefined")
    if least == most:
        return number_words(words, least)
    return words("span", least=number_words(words, least), most=number_words(words, most))


def number_words(words: Words, number: Fraction | float) -> str:
    """A number to the nearest thousandth; only what is whole, such as 0 and 1, is told as that."""
    if isinstance(number, float) and math.isinf(number):
        return words("infinity")
    exact = Fraction(number)
    thousandths = round(exact * _PLACES)
    if thousandths % _PLACES == 0 and exact.denominator != 1:
        thousandths += 1 if exact * _PLACES > thousandths else -1
    whole, rest = divmod(abs(thousandths), _PLACES)
    return f"{'-' * (thousandths < 0)}{whole}{words('number.point')}{rest:03}"


def limits_words(words: Words, limits: Limits) -> str:
    """*0.097 to 0.912*; nothing where there are none."""
    lower, upper = limits
    if lower is None and upper is None:
        return ""
    return words("span", least=words("none") if lower is None else number_words(words, lower),
                 most=words("none") if upper is None else number_words(words, upper))


def counts_words(words: Words, counts: tuple[PartOf, PartOf] | None) -> str:
    """*2 of 6 to 4 of 6*; one of the two where both ends are one."""
    if counts is None:
        return ""
    least, most = (words("count_of", count=count, total=total) for count, total in counts)
    return least if least == most else words("span", least=least, most=most)


def statistic_table(words: Words, named: Mapping[str, Statistic], first: str = "head.statistic") -> CellTable:
    """Statistics by what they are called, a row each: ends, counts and limits."""
    return CellTable("", (words(first), words("head.ends"), words("head.counts"), words("head.limits")), [
        (name, ends_words(words, found.ends), counts_words(words, found.counts), limits_words(words, found.limits))
        for name, found in named.items()])


def statistic_columns(statistics: Sequence[Statistic], **besides: Sequence[object]) -> TidyTable:
    """Statistics as columns, a row each, behind what stands *besides*.

    Extremes and limits are floats here, as tables have them; the counts are exact.
    """
    counts = [statistic.counts or ((None, None), (None, None)) for statistic in statistics]
    return {
        **{name: list(column) for name, column in besides.items()},
        "statistic": [statistic.name for statistic in statistics],
        "least": [as_float(statistic.least) for statistic in statistics],
        "most": [as_float(statistic.most) for statistic in statistics],
        "lower_limit": [statistic.limits[0] for statistic in statistics],
        "upper_limit": [statistic.limits[1] for statistic in statistics],
        "least_count": [least[0] for least, _ in counts], "least_of": [least[1] for least, _ in counts],
        "most_count": [most[0] for _, most in counts], "most_of": [most[1] for _, most in counts],
    }


def as_float(number: Extreme) -> float | None:
    """An end as a float; None where it is undefined."""
    return None if number is None else float(number)

