"""Scales in SQL: the least and the most that each can be, in whole units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from riskscreen.engine.compile import Compiled
from riskscreen.engine.tables import Score
from riskscreen.model.number import in_units, lowest_reaching, ratio
from riskscreen.model.scale import Combine, Count, Highest, Lookup, Points, Scale, Sum
from riskscreen.sql.answers import AnswerColumns
from riskscreen.sql.conditions import Conditions
from riskscreen.sql.dialect import Dialect, SqlEnds, cases, is_one_of, total


class Scales:
    """What scales are computed from; call it with one."""

    def __init__(self, compiled: Compiled, answers: AnswerColumns, conditions: Conditions) -> None:
        self.compiled, self.answers, self.conditions, self.dialect = compiled, answers, conditions, answers.dialect
        self.units = conditions.units
        self.start = ["CAST(0 AS BIGINT)"] if self.units.are_large else []

    def __call__(self, scale: Scale) -> SqlEnds:
        """The ends of the scale."""
        ends = _FORMULAS[type(scale.formula)](self, scale)
        if scale.round is None:
            return ends
        inner = self.units.before_rounding(scale)
        factor = 10**scale.round.places
        return SqlEnds(*(_rounded(self.dialect, f"({end}) * {factor}", inner, scale.round.how)
                         for end in (ends.least, ends.most)))


def _added(scales: Scales, scale: Scale) -> SqlEnds:
    table = scales.compiled.tables[scale.id]
    rows = [(scales.compiled.items[n].id, [score or 0 for score in row]) for n, row in table.scores.items()]
    return SqlEnds(*(total([*scales.start, *(_end(scales.answers, item, row, end) for item, row in rows)])
                     for end in (min, max)))


def _end(answers: AnswerColumns, item: str, scores: Sequence[int], end: Callable[[Sequence[int]], int]) -> str:
    """What an item adds at one end: the score of its answer, or the best or worst of all while it is open."""
    by_score: dict[int, list[str]] = {}
    for choice, score in zip(answers.choices(item), scores, strict=True):
        by_score.setdefault(score, []).append(choice)
    applies, column, if_open = answers.applies(item), answers.column(item), end(scores)
    given = [(is_one_of(column, names), score) for score, names in by_score.items() if score != if_open]
    known = [(when, str(score)) for when, score in given]
    if applies.most == "TRUE":
        return cases(known, str(if_open))
    maybe = [(f"NOT {applies.least} AND {when}", str(end([0, score]))) for when, score in given
             if end([0, score]) != end([0, if_open])]
    return cases([(f"NOT {applies.most}", "0"), *maybe, (f"NOT {applies.least}", str(end([0, if_open]))), *known],
                 str(if_open))


def _highest(scales: Scales, scale: Scale) -> SqlEnds:
    """The largest score of the items that surely apply, and of those that may; 0 where none can."""
    table = scales.compiled.tables[scale.id]
    scored = [score for row in table.scores.values() for score in row if score is not None]
    lowest = min(scored, default=0)
    sure = _largest([_top(scales.answers, scales.compiled.items[n].id, row, is_sure=True)
                     for n, row in table.scores.items()])
    possible = _largest([_top(scales.answers, scales.compiled.items[n].id, row, is_sure=False)
                         for n, row in table.scores.items()])
    return SqlEnds(cases([(f"{possible} IS NULL", "0"), (f"{sure} IS NULL", str(min(0, lowest)))], sure),
                   cases([(f"{possible} IS NULL", "0"), (f"{sure} IS NULL", f"GREATEST(0, {possible})")], possible))


def _largest(terms: Sequence[str]) -> str:
    return f"GREATEST({', '.join(terms)})" if len(terms) > 1 else (terms or ["NULL"])[0]


def _top(answers: AnswerColumns, item: str, scores: Sequence[Score], *, is_sure: bool) -> str:
    """The score that an item puts in, or nothing where it does not count."""
    applies, column = answers.applies(item), answers.column(item)
    pairs = [(is_one_of(column, [choice]), "NULL" if score is None else str(score))
             for choice, score in zip(answers.choices(item), scores, strict=True)]
    known = [score for score in scores if score is not None]
    if is_sure:
        if_open = str(min(known)) if known and len(known) == len(scores) else "NULL"
    else:
        if_open = str(max(known)) if known else "NULL"
    counts = applies.least if is_sure else applies.most
    outside = [] if counts == "TRUE" else [(f"NOT {counts}", "CAST(NULL AS BIGINT)")]
    return cases([*outside, *pairs], f"CAST({if_open} AS BIGINT)")


def _points(scales: Scales, scale: Scale) -> SqlEnds:
    formula, unit = scale.formula, scales.units.before_rounding(scale)
    assert isinstance(formula, Points)
    least, most = [*scales.start], [*scales.start]
    for condition, number in formula.entries:
        score, holds = in_units(ratio(number), unit), scales.conditions(condition)
        least.append(cases([(holds.least if score > 0 else holds.most, str(score))], "0"))
        most.append(cases([(holds.most if score > 0 else holds.least, str(score))], "0"))
    return SqlEnds(total(least), total(most))


def _combined(scales: Scales, scale: Scale) -> SqlEnds:
    formula, unit = scale.formula, scales.units.before_rounding(scale)
    assert isinstance(formula, Combine)
    plus = str(in_units(ratio(formula.plus), unit))
    least, most = [*scales.start, plus], [*scales.start, plus]
    for name, factor in scales.units.factors(scale):
        low, high = (scales.answers.added(f"{name}: {end}") for end in ("least", "most"))
        ends = (low, high) if factor >= 0 else (high, low)
        least.append(f"{factor} * {ends[0]}")
        most.append(f"{factor} * {ends[1]}")
    return SqlEnds(total(least), total(most))


def _looked_up(scales: Scales, scale: Scale) -> SqlEnds:
    """The least and the most of the rows from the one of the least number to the one of the most."""
    formula, unit = scale.formula, scales.units.before_rounding(scale)
    assert isinstance(formula, Lookup)
    low, high = (scales.answers.added(f"{formula.scale}: {end}") for end in ("least", "most"))
    starts = [lowest_reaching(start, scales.units.of[formula.scale]) for start, _ in formula.rows]
    values = [in_units(ratio(number), unit) for _, number in formula.rows]
    reached = []
    for n, number in enumerate(values):
        begins = "TRUE" if n == 0 else f"{high} >= {starts[n]}"
        ends = "TRUE" if n == len(values) - 1 else f"{low} < {starts[n + 1]}"
        reached.append(f"CASE WHEN {begins} AND {ends} THEN {number} END")
    least, most = f"LEAST({', '.join(reached)})", f"GREATEST({', '.join(reached)})"
    if len(reached) == 1:
        least = most = str(values[0])
    return SqlEnds(total([*scales.start, least]), total([*scales.start, most]))


def _rounded(dialect: Dialect, number: str, unit: int, how: str) -> str:
    """The number of units as a whole number, as decimal arithmetic rounds."""
    size = f"ABS({number})"
    whole, rest = dialect.divide(size, str(unit)), f"(({size}) % {unit})"
    up = {"half_up": f"2 * {rest} >= {unit}", "down": "FALSE", "up": f"{rest} > 0",
          "half_even": f"2 * {rest} > {unit} OR (2 * {rest} = {unit} AND ({whole}) % 2 = 1)"}[how]
    return f"CASE WHEN {number} < 0 THEN -1 ELSE 1 END * ({whole} + CASE WHEN {up} THEN 1 ELSE 0 END)"


_FORMULAS: Mapping[type, Callable[[Scales, Scale], SqlEnds]] = {
    Sum: _added,
    Count: _added,
    Highest: _highest,
    Points: _points,
    Combine: _combined,
    Lookup: _looked_up,
}
