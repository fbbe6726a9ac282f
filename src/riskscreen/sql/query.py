"""The whole query: one step after the other, each adding columns that the next ones read."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.engine.compile import Compiled
from riskscreen.errors import usage_error
from riskscreen.model.outcome import Outcome
from riskscreen.sql.answers import Answers, Columns
from riskscreen.sql.conditions import Conditions
from riskscreen.sql.dialect import Dialect, cases, dialect_named, named, text
from riskscreen.sql.scales import Scales


def query_of(compiled: Compiled, dialect: str, table: str) -> str:
    """The scoring of an instrument as one query.

    Raises:
        UsageError: For another database, or a scale with a rule for missing answers.
    """
    found = dialect_named(dialect)
    _refuse_what_sql_cannot_say(compiled)
    steps = [step for step in _steps(compiled, found) if step]
    _refuse_long_names(found, steps)
    definition = compiled.definition
    parts = [f"-- {definition.id} {definition.version}: the scoring of each row of {table}, bounds included.",
             "-- Unknown and empty answers are open; n_problems above 0 leaves the levels empty.", "WITH"]
    source = named(table)
    for number, columns in enumerate(steps, 1):
        listed = ",\n".join(f"    {expression} AS {named(name)}" for name, expression in columns)
        comma = "," if number < len(steps) else ""
        parts.append(f"step_{number} AS (\n  SELECT *,\n{listed}\n  FROM {source}){comma}")
        source = f"step_{number}"
    return "\n".join([*parts, f"SELECT * FROM {source}"]) + "\n"


def _steps(compiled: Compiled, dialect: Dialect) -> Iterator[Columns]:
    """The columns of each step."""
    definition, answers = compiled.definition, Answers(compiled.definition)
    conditions = Conditions(compiled, answers)
    scales = Scales(compiled, answers, conditions, dialect)
    exact = {outcome.id: answers.none_open([item.id for n, item in enumerate(compiled.items) if bits >> n & 1])
             for outcome, bits in zip(definition.outcomes, compiled.mixed.outcomes, strict=True)}
    yield answers.bands()
    yield from answers.applying(conditions)
    yield [("n_unknown", answers.n_unknown()), ("n_problems", answers.n_problems())]
    for scale in definition.scales:
        ends = scales(scale)
        yield [(f"{scale.id}: least", ends.least), (f"{scale.id}: most", ends.most)]
    for outcome in definition.outcomes:
        yield [column for rule in outcome.rules for ends in [conditions(rule.when)]
               for column in ((f"{outcome.id}.{rule.id}: holds", ends.least),
                              (f"{outcome.id}.{rule.id}: may hold", ends.most))]
        yield [(f"{outcome.id}: lowest rank", _rank(outcome, "holds")),
               (f"{outcome.id}: highest rank", _rank(outcome, "may hold"))]
    for outcome in definition.outcomes:
        yield [(f"{outcome.id}_at_least", _level(outcome, "lowest rank")),
               (f"{outcome.id}_at_most", _level(outcome, "highest rank"))]
        low, high = named(f"{outcome.id}_at_least"), named(f"{outcome.id}_at_most")
        yield [(outcome.id, cases([(f"{low} = {high}", low)], "NULL")), (f"{outcome.id}_exact", exact[outcome.id])]


def _rank(outcome: Outcome, end: str) -> str:
    """The highest rank with a rule that holds, 0 where none does."""
    ranks = {level.id: level.rank for level in outcome.levels}
    rules = sorted(outcome.rules, key=lambda rule: -ranks[rule.level])
    return cases([(named(f"{outcome.id}.{rule.id}: {end}"), str(ranks[rule.level])) for rule in rules], "0")


def _level(outcome: Outcome, end: str) -> str:
    rank = named(f"{outcome.id}: {end}")
    return cases([("n_problems > 0", "NULL"), *((f"{rank} = {level.rank}", text(level.id))
                                                for level in outcome.levels[1:])], text(outcome.levels[0].id))


def _refuse_what_sql_cannot_say(compiled: Compiled) -> None:
    missing = [scale.id for scale in compiled.definition.scales if scale.missing is not None]
    if missing:
        raise usage_error("U-no-sql", "A rule for missing answers is not written as SQL.", found=f"scale {missing[0]}",
                          expected="scales without such a rule; score_codes and score_table know it")


def _refuse_long_names(dialect: Dialect, steps: list[Columns]) -> None:
    longest = max((name for columns in steps for name, _ in columns), key=lambda name: len(name.encode()))
    if len(longest.encode()) > dialect.longest_name:
        raise usage_error("U-no-sql", f"A column would have a name that is too long for {dialect.name}.",
                          found=longest, expected=f"at most {dialect.longest_name} bytes")
