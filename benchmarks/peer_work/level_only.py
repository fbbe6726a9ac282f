"""Peers that take whole columns of cases and give one level, in which an unknown sign counts as absent."""

from __future__ import annotations

from typing import Any

import numpy as np

from peer_work.sixteen import ALWAYS, COLUMNS, CRITICAL, GATE, GATED, Columns, Levels, LevelWork


def biopsykit_work(columns: Columns) -> LevelWork:
    """pandas the way of BioPsyKit: choose the columns, check the range, add up, cut into levels; unknown is missing."""
    import pandas as pd  # noqa: PLC0415  # a peer that may be missing

    frame = pd.DataFrame({name: np.where(codes < 0, np.nan, codes) for name, codes in columns.items()})

    def concern(answers: pd.DataFrame, wanted: list[str]) -> pd.DataFrame:
        answers = answers.loc[:, wanted]
        if len(answers.columns) != len(COLUMNS):
            raise ValueError(f"{len(answers.columns)} columns; expected {len(COLUMNS)}")
        if np.nanmin(answers) < 0 or np.nanmax(answers) > 1:
            raise ValueError("an answer is outside 0 to 1")
        shared = answers[GATED].sum(axis=1).where(answers[GATE] == 1, 0)
        reached = pd.DataFrame({
            "total": pd.cut(answers[ALWAYS].sum(axis=1) + shared, [-1, 3, 7, 16], labels=False),
            "critical": pd.cut(answers[CRITICAL].sum(axis=1), [-1, 0, 1, 4], labels=False),
        })
        return pd.DataFrame({"concern": reached.max(axis=1)})

    return lambda: concern(frame, COLUMNS)["concern"]


def openfisca_work(columns: Columns) -> LevelWork:
    """A tax and benefit system of OpenFisca: a variable for each item, and formulas for two counts and the level."""
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables  # noqa: PLC0415

    person, month = entities.Entity("person", "persons", "", ""), periods.period("2026-01")
    system = taxbenefitsystems.TaxBenefitSystem([person])

    def present(persons: Any, item: str, period: Any) -> Any:  # noqa: ANN401  # a population and a period of OpenFisca
        return (persons(item, period) == 1).astype(int)

    def total(persons: Any, period: Any) -> Any:  # noqa: ANN401
        shared = sum(present(persons, item, period) for item in GATED)
        return sum(present(persons, item, period) for item in ALWAYS) + present(persons, GATE, period) * shared

    def critical(persons: Any, period: Any) -> Any:  # noqa: ANN401
        return sum(present(persons, item, period) for item in CRITICAL)

    def level(persons: Any, period: Any) -> Any:  # noqa: ANN401
        points, signs = persons("total", period), persons("critical", period)
        return np.select([(signs >= 2) | (points >= 8), (signs >= 1) | (points >= 4)], [2, 1], 0)

    formulas = {"total": total, "critical": critical, "level": level}
    for name in [*COLUMNS, *formulas]:
        traits = {"value_type": int, "entity": person, "definition_period": periods.DateUnit.MONTH}
        if name in formulas:
            traits["formula"] = formulas[name]
        system.add_variable(type(name, (variables.Variable,), traits))

    simulation = simulations.SimulationBuilder().build_default_simulation(system, len(columns[GATE]))
    for name in COLUMNS:
        simulation.set_input(name, month, columns[name])

    def levels() -> Levels:
        for name in formulas:  # what was computed is kept, so it is forgotten first
            simulation.delete_arrays(name, month)
        return simulation.calculate("level", month)

    return levels
