"""An instrument in the form that scores columns: made once from the engine's tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

import attrs

from riskscreen.batch.columns.chunk import EndsOf, TruthOf
from riskscreen.batch.columns.gates import seen_through
from riskscreen.batch.columns.numbers import Measure, Sources, measure_of
from riskscreen.batch.columns.plan import Plans
from riskscreen.batch.columns.sums import MOST_IN_64_BITS, any_of, goes_in_digits, sum_of
from riskscreen.batch.columns.truths import Places, truth_of
from riskscreen.batch.columns.ways import Way, ways_of
from riskscreen.definition.uses import UsedPart
from riskscreen.engine.applying import asks_twice, gates_by_item
from riskscreen.engine.compile import Compiled
from riskscreen.model.condition import Combination, Condition
from riskscreen.model.item import Item
from riskscreen.model.response import TextResponse

RankedTruths = tuple[tuple[int, TruthOf], ...]


@attrs.frozen
class Program:
    """What to do with columns of codes.

    ``items`` are first those that scoring sees, in order, then those whose numbers are only recorded: it is checked
    that these are there, and nothing more.  ``mixed`` are the items whose open answers can pull both ways; what they
    lead to is followed by ``plans``, as is what goes quicker so (``outcome_ways``, ``scale_ways``).  ``watched`` are
    all items on which it hangs whether they are open.
    """

    compiled: Compiled
    items: tuple[Item, ...]
    n_choices: tuple[int, ...]
    gates: tuple[TruthOf | None, ...]
    mixed: tuple[int, ...]
    watched: tuple[int, ...]
    measures: tuple[Measure, ...]
    rules: tuple[RankedTruths, ...]
    plans: Plans
    outcome_ways: tuple[Way, ...]
    scale_ways: tuple[Way, ...]
    known_steps: dict[tuple[frozenset[int], frozenset[int]], Steps] = attrs.field(factory=dict, eq=False, repr=False)


@attrs.frozen
class Steps:
    """The part of a program that some results rest on: the outcomes, in the order of the definition.

    ``asked_again`` are the scales that are needed more than once.  Where it ``is_wide``, numbers do not fit into 64
    bits, and every row is left to the engine.
    """

    outcomes: tuple[int, ...]
    asked_again: frozenset[int]
    is_wide: bool


def program_of(compiled: Compiled) -> Program:
    """Turn the conditions and scales of an instrument into functions of columns."""
    definition = compiled.definition
    units: dict[str, int] = {}
    measures: dict[str, Measure] = {}
    places = Places(definition, units, {})
    steps: dict[object, TruthOf] = {key: any_of(column) for key, column in compiled.layout.columns.items()
                                    if isinstance(key, tuple) and key[0] == "reaches"}
    sources = Sources(*_sums(compiled), steps, compiled.tables, places, measures)
    for scale in definition.scales:
        measures[scale.id] = measure_of(scale, sources)
        units[scale.id] = measures[scale.id].unit
    items = checked_items(compiled)
    gates = {item.id: _gate(section.applies_when, item.applies_when, places)
             for section in definition.sections for item in section.items}
    twice = asks_twice(definition)
    plans, conditions = Plans(compiled), gates_by_item(definition)
    gates |= {item.id: seen_through(conditions[item.id], plans, gate) for item in items
              if (gate := gates[item.id]) is not None and item.id in twice}
    outcome_ways, scale_ways = ways_of(compiled, measures)
    watched = reduce(or_, (way.while_open for way in (*outcome_ways, *scale_ways)), compiled.mixed_anywhere)
    return Program(
        compiled, items, tuple(max(1, len(item.response.choices)) for item in items),
        tuple(gates[item.id] for item in items),
        _items_in(compiled.mixed_anywhere), _items_in(watched),
        tuple(measures.values()),
        tuple(tuple((rule.rank, truth_of(rule.when, places))
                    for rule in sorted(outcome.rules, key=lambda rule: -rule.rank))
              for outcome in definition.outcomes),
        plans, outcome_ways, scale_ways)


def _items_in(bits: int) -> tuple[int, ...]:
    return tuple(n for n in range(bits.bit_length()) if bits >> n & 1)


def checked_items(compiled: Compiled) -> tuple[Item, ...]:
    """The items that a row must answer: those that scoring sees, then the numbers that are only recorded."""
    recorded = tuple(item for item in compiled.definition.items
                     if not item.response.choices and not isinstance(item.response, TextResponse))
    return compiled.items + recorded


def _sums(compiled: Compiled) -> tuple[Mapping[object, EndsOf], frozenset[object]]:
    """The fields of the layout that are sums, and which go in digits; of others it only matters whether one counts."""
    gated = frozenset(n for n, gate in enumerate(compiled.gates) if gate is not None)
    columns = {key: column for key, column in compiled.layout.columns.items()
               if isinstance(key, tuple) and key[0] != "reaches"}
    return ({key: sum_of(column, gated) for key, column in columns.items()},
            frozenset(key for key, column in columns.items() if goes_in_digits(column, gated)))


def _gate(section: Condition | None, own: Condition | None, places: Places) -> TruthOf | None:
    conditions = tuple(condition for condition in (section, own) if condition is not None)
    if len(conditions) < 2:
        return truth_of(conditions[0], places) if conditions else None
    return truth_of(Combination("all", conditions), places)


def steps_to(program: Program, outcomes: Iterable[int], scales: Iterable[int]) -> Steps:
    """The scales and outcomes that are needed to find these."""
    key = frozenset(outcomes), frozenset(scales)
    if key not in program.known_steps:
        program.known_steps[key] = _steps_to(program, *key)
    return program.known_steps[key]


def _steps_to(program: Program, outcomes: Iterable[int], scales: Iterable[int]) -> Steps:
    definition, uses = program.compiled.definition, program.compiled.uses
    asked: list[UsedPart] = [("outcome", definition.outcomes[n].id) for n in outcomes]
    asked += [("scale", definition.scales[n].id) for n in scales]
    needed = uses.below(asked)
    n_reads = Counter(asked)
    for part in needed:
        n_reads.update(uses.reads(part))
    numbers = definition.scale_numbers
    return Steps(tuple(n for n, outcome in enumerate(definition.outcomes) if ("outcome", outcome.id) in needed),
                 frozenset(n for name, n in numbers.items() if n_reads["scale", name] > 1),
                 any(program.measures[n].reach > MOST_IN_64_BITS for name, n in numbers.items()
                     if ("scale", name) in needed))
