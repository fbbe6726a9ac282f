"""A definition becomes tables of integers, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from riskscreen.answers.check import Applies
from riskscreen.engine.applying import applies_to
from riskscreen.engine.checks import Known, check_of
from riskscreen.engine.conditions import conditions_of, gates_of
from riskscreen.engine.facts import Facts
from riskscreen.engine.frame import Check, SpanOf
from riskscreen.engine.layout import AddedColumn, Layout
from riskscreen.engine.polarity import Mixed, Polarity
from riskscreen.engine.spans import distinct_scores, span_of
from riskscreen.engine.tables import ScoreTable, score_tables
from riskscreen.model.answer import Answer, Answers
from riskscreen.model.condition import Condition, ItemCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN, NumberResponse
from riskscreen.model.scale import Highest, Scale

if TYPE_CHECKING:
    from riskscreen.definition.uses import Uses
    from riskscreen.engine.compose.meaning import Meaning
    from riskscreen.engine.walk.claim import Claim

_MOST_BYTES = 1 << 24
_MOST_REMEMBERED = 4096

RankedChecks = tuple[tuple[int, Check], ...]


@attrs.frozen(eq=False, repr=False)  # one an instrument, told apart by that
class Compiled:
    """An instrument in the engine's form.

    ``answers`` is the quick way in: item id to answer to one packed integer, which holds, from the lowest bit: one bit
    an item that has an answer, one an item that is unknown, the least state, the most state.
    ``ungated`` has a bit for each item that always applies, and ``gated`` each gate with the bits of its items.
    ``memory`` keeps the facts of packed states seen before; it changes no result.
    """

    definition: Definition
    items: tuple[Item, ...]
    choices: tuple[Mapping[str, int], ...]
    tables: Mapping[str, ScoreTable]
    layout: Layout
    gates: tuple[Check | None, ...]
    ungated: int
    gated: tuple[tuple[Check, int], ...]
    is_gate: tuple[bool, ...]
    spans: tuple[SpanOf, ...]
    units: tuple[int, ...]
    rules: tuple[RankedChecks, ...]
    polarity: Polarity
    mixed: Mixed
    mixed_anywhere: int
    answers: Mapping[str, Mapping[str, int]]
    start: int
    gate_checks: tuple[int, ...]
    most_remembered: int
    memory: dict[int, Facts]

    @cached_property
    def meaning(self) -> Meaning:
        """The same instrument as diagrams, composed as far as something asks."""
        from riskscreen.engine.compose.meaning import Meaning  # noqa: PLC0415  # a plain case does without

        return Meaning(self.definition, self.tables)

    @cached_property
    def applies(self) -> Applies:
        """Whether an item applies, asked while answers are read."""
        return applies_to(self.definition, lambda: self.meaning)

    def scored(self, answers: Answers) -> tuple[Answer, ...]:
        """The answers to the scored items, in order."""
        by_item = {entry.item: entry for entry in answers.entries}
        return tuple(by_item[item.id] for item in self.items)

    @cached_property
    def uses(self) -> Uses:
        """What rests on what."""
        from riskscreen.definition.uses import Uses  # noqa: PLC0415  # a plain case does without

        return Uses(self.definition)

    def claim(self, outcome: str, low: int, high: int) -> Claim:
        """That an outcome has a rank from *low* to *high*, for walks."""
        from riskscreen.engine.walk.claim import Claim  # noqa: PLC0415  # a plain case does without

        asked = outcome, low, high
        if asked not in self._claims:
            meaning = self.meaning
            roles = {level: meaning.roles[n] for n, level in enumerate(meaning.level)}
            self._claims[asked] = Claim(meaning.claim_table(*asked), roles)
        return self._claims[asked]

    @cached_property
    def _claims(self) -> dict[tuple[str, int, int], Claim]:
        return {}


def compile_definition(definition: Definition) -> Compiled:
    """Everything about an instrument that does not depend on a case."""
    items = definition.scored_items
    tables = score_tables(definition)
    gates = gates_of(definition)
    layout = Layout.of(dict(_columns(definition, items, tables)))
    units: dict[str, int] = {}
    known = Known(layout, definition, units)
    spans = []
    for scale in definition.scales:
        span, units[scale.id] = span_of(scale, known, tables)
        spans.append(span)
    gate_items = {leaf.item for conditions in gates for condition in conditions for leaf in leaves_of(condition)
                  if isinstance(leaf, ItemCondition)}
    gate_of = {conditions: _gate(conditions, known) for conditions in gates}
    polarity = Polarity(definition, tables, gates)
    mixed = polarity.mixed_everywhere()
    return Compiled(
        definition=definition,
        items=items,
        choices=tuple({choice.id: c for c, choice in enumerate(item.response.choices)} for item in items),
        tables=tables,
        layout=layout,
        gates=tuple(gate_of[conditions] for conditions in gates),
        ungated=_items_under((), gates),
        gated=tuple((gate, _items_under(conditions, gates)) for conditions, gate in gate_of.items() if gate),
        is_gate=tuple(item.id in gate_items for item in items),
        spans=tuple(spans),
        units=tuple(units.values()),
        rules=tuple(tuple((rule.rank, check_of(rule.when, known)) for rule in outcome.rules)
                    for outcome in definition.outcomes),
        polarity=polarity,
        mixed=mixed,
        mixed_anywhere=mixed.anywhere,
        answers=_quick_answers(definition, items, layout),
        start=(layout.empty << layout.width | layout.empty) << 2 * len(items),
        gate_checks=tuple(sum(1 for gate in conditions for _ in leaves_of(gate)) for conditions in gates),
        most_remembered=_most_remembered(definition, layout),
        memory={},
    )


def _most_remembered(definition: Definition, layout: Layout) -> int:
    """For how many states the facts can be kept without taking more than some 16 megabytes."""
    n_rules = sum(len(outcome.rules) for outcome in definition.outcomes)
    n_bytes = 200 * (len(definition.scales) + len(definition.outcomes)) + 8 * n_rules + layout.width // 4 + 500
    return max(1, min(_MOST_REMEMBERED, _MOST_BYTES // n_bytes))


def _gate(conditions: tuple[Condition, ...], known: Known) -> Check | None:
    if not conditions:
        return None
    checks = [check_of(condition, known) for condition in conditions]
    return checks[0] if len(checks) == 1 else lambda frame: min(check(frame) for check in checks)


def _items_under(conditions: tuple[Condition, ...], gates: tuple[tuple[Condition, ...], ...]) -> int:
    """The bits of the items that apply under just these conditions."""
    return sum(1 << n for n, own in enumerate(gates) if own == conditions)


def _columns(definition: Definition, items: tuple[Item, ...],
             tables: Mapping[str, ScoreTable]) -> Iterator[tuple[object, AddedColumn]]:
    """Every number to add up, each under the key that `checks` and `spans` know it by."""
    for scale in definition.scales:
        if scale.id in tables:
            yield from _scale_columns(scale, items, tables[scale.id])
    for leaf in (leaf for condition in conditions_of(definition) for leaf in leaves_of(condition)):
        if isinstance(leaf, ItemCondition):
            n = definition.scored_numbers[leaf.item]
            row = {n: tuple(int(choice.id in leaf.options) for choice in items[n].response.choices)}
            yield leaf, AddedColumn(row, row)


def _scale_columns(scale: Scale, items: tuple[Item, ...], table: ScoreTable) -> Iterator[tuple[object, AddedColumn]]:
    scores = {n: tuple(score or 0 for score in row) for n, row in table.scores.items()}
    if isinstance(scale.formula, Highest):
        for step in distinct_scores(table):
            reaches = {n: tuple(int(score is not None and score >= step) for score in row)
                       for n, row in table.scores.items() if max((score for score in row if score is not None),
                                                                 default=step - 1) >= step}
            yield ("reaches", scale.id, step), AddedColumn(reaches, reaches)
        return
    yield ("total", scale.id), AddedColumn(scores, scores)
    if scale.missing is not None:
        nothing = {n: (0,) * len(row) for n, row in scores.items()}
        stays_in = {n: tuple(int(not choice.not_applicable) for choice in items[n].response.choices) for n in scores}
        counted = {n: tuple(score * kept for score, kept in zip(row, stays_in[n], strict=True))
                   for n, row in scores.items()}
        yield ("answered_total", scale.id), AddedColumn(counted, nothing)
        yield ("n_answered", scale.id), AddedColumn(stays_in, nothing)
        yield ("n_missing", scale.id), AddedColumn(nothing, {n: (1,) * len(row) for n, row in scores.items()})


def _quick_answers(definition: Definition, items: tuple[Item, ...],
                   layout: Layout) -> Mapping[str, Mapping[str, int]]:
    """Packed integers for every plain answer; numbers and texts go the careful way.

    An instrument with numbers that are only recorded has none: nothing in a packed integer tells that one is missing.
    Neither has one that is so large that its packed integers would not fit into memory.
    """
    shift, width = 2 * len(items), layout.width
    n_answers = sum(len(item.response.choices) + 1 for item in items)
    if n_answers * (shift + 2 * width) // 8 > _MOST_BYTES or any(
            isinstance(item.response, NumberResponse) and not item.response.bands for item in definition.items):
        return {}
    quick: dict[str, Mapping[str, int]] = {}
    for n, item in enumerate(items):
        if isinstance(item.response, NumberResponse):
            continue
        states = {choice.id: layout.given(n, c) for c, choice in enumerate(item.response.choices)}
        packed = {name: ((state << width) + state << shift) + (1 << n) for name, state in states.items()}
        if item.response.allows_unknown:
            least, most = layout.least(n, None, may_not_apply=False), layout.most(n, None, may_not_apply=False)
            packed[UNKNOWN] = ((most << width) + least << shift) + (1 << n) + (1 << n + len(items))
        quick[item.id] = packed
    return quick
