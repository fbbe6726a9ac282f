"""The whole query: one step after the other, each adding columns that the next ones read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskscreen.engine.compile import Compiled
from riskscreen.errors import usage_error
from riskscreen.model.outcome import Outcome
from riskscreen.sql.answers import AnswerColumns, Columns
from riskscreen.sql.conditions import Conditions
from riskscreen.sql.dialect import Dialect, cases, dialect_named, named, text
from riskscreen.sql.followed import followed
from riskscreen.sql.names import check_columns, checked_names
from riskscreen.sql.scales import Scales


def query_of(compiled: Compiled, dialect: object, *, table: object, keep: object, prefix: object) -> str:
    """The scoring of an instrument as one query.

    Raises:
        UsageError: For another database, names that it cannot have or that stand twice, or a scale with a rule for
            missing answers.
    """
    found = dialect_named(dialect)
    names = checked_names(found, table, keep, prefix)
    _refuse_what_sql_cannot_say(compiled)
    answers = AnswerColumns(compiled.definition, found, names.prefix)
    facts, results = ([[(names.prefix + name, how) for name, how in step] for step in steps if step]
                      for steps in (_facts(compiled, answers), _results(compiled, answers)))
    check_columns(found, [*answers.items], names, [name for step in (*facts, *results) for name, _ in step])
    kept = [(name, f"source.{named(name)}") for name in names.keep if name not in answers.items]
    given = [*kept, *answers.as_written("source")]
    head = _HEAD.format(id=compiled.definition.id, version=compiled.definition.version)
    last = [*_as_they_are([given, *facts]), *_where_valid(results, answers.added("n_problems"))]
    return head + _in_steps(found, names.table, [given, *_in_few_steps([*facts, *results])], last)


_HEAD = """\
-- {id} {version}: the scoring of each row, bounds included.
-- An empty or unknown answer is open. A row with a problem, such as a text that is no answer, has no result.
"""


def _as_they_are(steps: list[Columns]) -> Columns:
    return [(name, named(name)) for columns in steps for name, _ in columns]


def _where_valid(steps: list[Columns], n_problems: str) -> Columns:
    """What a row with a problem does not get, whatever was worked out on the way."""
    return [(name, f"CASE WHEN {n_problems} = 0 THEN {column} END") for name, column in _as_they_are(steps)]


def _in_few_steps(steps: list[Columns]) -> list[Columns]:
    """Each column in the first step in which all that it reads is there: databases take their time with many steps."""
    step_of: dict[str, int] = {}
    few: dict[int, Columns] = {}
    for name, how in (column for columns in steps for column in columns):
        step_of[named(name)] = 1 + max((step_of.get(read, 0) for read in _QUOTED.findall(how)), default=0)
        few.setdefault(step_of[named(name)], []).append((name, how))
    return [few[step] for step in sorted(few)]


_QUOTED = re.compile(r'"(?:[^"]|"")+"')  # a name; no text in a query has such a sign


def _in_steps(dialect: Dialect, table: str, steps: list[Columns], last: Columns) -> str:
    """One step reads the table, each of the others the one before, and all have other names than the table."""
    step = "scoring_step" if table.casefold().startswith("step_") else "step"
    first, *others = steps
    parts = [f"{step}_0 AS (\n  SELECT\n{_listed(first)}\n  FROM {named(table)} AS source{dialect.after_step})"]
    parts += [f"{step}_{n} AS (\n  SELECT\n    *,\n{_listed(columns)}\n  FROM {step}_{n - 1}{dialect.after_step})"
              for n, columns in enumerate(others, 1)]
    return "WITH\n" + ",\n".join(parts) + f"\nSELECT\n{_listed(last)}\nFROM {step}_{len(others)}\n"


def _listed(columns: Columns) -> str:
    return ",\n".join(f"    {how}" if how == named(name) else f"    {how} AS {named(name)}" for name, how in columns)


def _facts(compiled: Compiled, answers: AnswerColumns) -> Iterator[Columns]:
    """The columns of each step up to what is wrong with a row."""
    yield answers.numbers()
    yield answers.bands()
    yield from answers.applying(Conditions(compiled, answers))
    yield [("n_unknown", answers.n_unknown()), ("n_problems", answers.n_problems())]


def _results(compiled: Compiled, answers: AnswerColumns) -> Iterator[Columns]:
    """The columns of each step from there on."""
    definition, conditions = compiled.definition, Conditions(compiled, answers)
    scales = Scales(compiled, answers, conditions)
    exact = {outcome.id: answers.none_open([item.id for n, item in enumerate(compiled.items) if bits >> n & 1])
             for outcome, bits in zip(definition.outcomes, compiled.mixed.outcomes, strict=True)}
    nodes = {outcome.id: found for outcome in definition.outcomes
             if exact[outcome.id] != "TRUE" and (found := followed(compiled, answers, outcome))}
    for scale in definition.scales:
        ends = scales(scale)
        yield [(f"{scale.id}: least", ends.least), (f"{scale.id}: most", ends.most)]
    for outcome in definition.outcomes:
        yield [column for rule in outcome.rules for ends in [conditions(rule.when)]
               for column in ((f"{outcome.id}.{rule.id}: holds", ends.least),
                              (f"{outcome.id}.{rule.id}: may hold", ends.most))]
        yield nodes.get(outcome.id) or [(f"{outcome.id}: lowest rank", _rank(answers, outcome, "holds")),
                                        (f"{outcome.id}: highest rank", _rank(answers, outcome, "may hold"))]
    for outcome in definition.outcomes:
        yield [(f"{outcome.id}_at_least", _level(answers, outcome, "lowest rank")),
               (f"{outcome.id}_at_most", _level(answers, outcome, "highest rank"))]
        low, high = answers.added(f"{outcome.id}_at_least"), answers.added(f"{outcome.id}_at_most")
        yield [(outcome.id, cases([(f"{low} = {high}", low)], "NULL")),
               (f"{outcome.id}_exact", "TRUE" if outcome.id in nodes else exact[outcome.id])]


def _rank(answers: AnswerColumns, outcome: Outcome, end: str) -> str:
    """The highest rank with a rule that holds, 0 where none does."""
    ranks = {level.id: level.rank for level in outcome.levels}
    rules = sorted(outcome.rules, key=lambda rule: -ranks[rule.level])
    return cases([(answers.added(f"{outcome.id}.{rule.id}: {end}"), str(ranks[rule.level])) for rule in rules], "0")


def _level(answers: AnswerColumns, outcome: Outcome, end: str) -> str:
    rank = answers.added(f"{outcome.id}: {end}")
    return cases([(f"{rank} = {level.rank}", text(level.id)) for level in outcome.levels], "NULL")


def _refuse_what_sql_cannot_say(compiled: Compiled) -> None:
    missing = [scale.id for scale in compiled.definition.scales if scale.missing is not None]
    if missing:
        raise usage_error("U-no-sql", "A rule for missing answers is not written as SQL.", found=f"scale {missing[0]}",
                          expected="scales without such a rule; score_codes and score_table know it")
