"""Peers that take one case after another; but for pandas they give one level, in which unknown counts as absent."""

from __future__ import annotations

from typing import Any

from peer_work.sixteen import ALWAYS, CRITICAL, GATE, GATED, ITEMS, Bounds, BoundsWork, Columns, LevelWork, rows_of


def pandas_apply_work(columns: Columns) -> BoundsWork:
    """A function of a row, applied to each row of a table of pandas."""
    import pandas as pd  # noqa: PLC0415  # a peer that may be missing

    frame = pd.DataFrame(columns)

    def level(row: pd.Series, counted: tuple[int, ...]) -> int:
        asked = ITEMS if row[GATE] in counted else ALWAYS
        critical = sum(row[item] in counted for item in CRITICAL)
        total = sum(row[item] in counted for item in asked)
        return 2 if critical >= 2 or total >= 8 else 1 if critical >= 1 or total >= 4 else 0

    def levels() -> Bounds:
        return frame.apply(level, axis=1, counted=(1,)), frame.apply(level, axis=1, counted=(1, -1))

    return levels


def zen_work(columns: Columns) -> LevelWork:
    """One compiled expression of zen-engine, given dictionaries."""
    import zen  # noqa: PLC0415  # a peer that may be missing

    def added(items: list[str]) -> str:
        return " + ".join(f"({item} == 1 ? 1 : 0)" for item in items)

    critical, total = added(CRITICAL), f"{added(ALWAYS)} + ({GATE} == 1 ? {added(GATED)} : 0)"
    level = zen.compile_expression(f"({critical}) >= 2 or ({total}) >= 8 ? 2 : "
                                   f"(({critical}) >= 1 or ({total}) >= 4 ? 1 : 0)")
    rows = rows_of(columns)
    return lambda: [level.evaluate(row) for row in rows]


def json_logic_work(columns: Columns) -> LevelWork:
    """A rule of JsonLogic, walked through in Python, given dictionaries."""
    from json_logic import jsonLogic as value_of  # noqa: N813, PLC0415  # a peer that may be missing

    rule, rows = json_logic_rule(), rows_of(columns)
    return lambda: [value_of(rule, row) for row in rows]


def datalogic_work(columns: Columns) -> LevelWork:
    """The same rule of JsonLogic, compiled by datalogic-py, given cases that it has parsed before."""
    import datalogic_py  # noqa: PLC0415  # a peer that may be missing

    engine = datalogic_py.Engine()
    rule, session = engine.compile(json_logic_rule()), engine.session()
    rows = [datalogic_py.DataHandle(row) for row in rows_of(columns)]
    return lambda: [session.evaluate_int(rule, row) for row in rows]


def json_logic_rule() -> dict[str, Any]:
    """The level as a rule of JsonLogic."""
    def added(items: list[str]) -> dict[str, Any]:
        return {"+": [{"if": [{"==": [{"var": item}, 1]}, 1, 0]} for item in items]}

    critical = added(CRITICAL)
    total = {"+": [added(ALWAYS), {"if": [{"==": [{"var": GATE}, 1]}, added(GATED), 0]}]}
    return {"if": [{"or": [{">=": [critical, 2]}, {">=": [total, 8]}]}, 2,
                   {"or": [{">=": [critical, 1]}, {">=": [total, 4]}]}, 1, 0]}
