"""Which of the given answers force a claim, whatever all other answers are.

A claim is that an outcome is at least, or at most, at a rank.  Taking an answer away leaves its item open, so more
answers only ever force more, unless a rule for missing answers fills in what is open.  Answers that play the same part
share a *cell*, and what matters of a set of answers is how many it takes from each cell.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import accumulate, combinations

from riskscreen.engine.bounds import bounded
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.engine.frame import Frame
from riskscreen.engine.one_outcome import OneOutcome
from riskscreen.engine.polarity import DOWN, UP, Needs
from riskscreen.explain.minimal import Budget, Counts
from riskscreen.model.answer import Answer, Answers
from riskscreen.model.truth import NO, UNDECIDED, YES, Truth
from riskscreen.model.value import Value, value

MOST_GATE_ANSWERS = 6
_COST_OF_A_WALK = 10


@value
class Claim(Value):
    """That an outcome (by position) reaches a rank, or, where it is a ceiling, does not go above it."""

    outcome: int
    rank: int
    is_ceiling: bool

    def is_met(self, low: int, high: int) -> bool:
        """Whether these bounds make the claim true."""
        return high <= self.rank if self.is_ceiling else low >= self.rank


@value
class Forcing(Value):
    """The cells of the given answers, as positions of scored items, and whether counts of them force the claim."""

    cells: tuple[tuple[int, ...], ...]
    is_forced: Callable[[Counts], bool]
    has_missing_rule: bool

    @property
    def is_monotone(self) -> bool:
        """Whether more answers only ever force more; an answer more can end the use of a rule for missing ones."""
        return not self.has_missing_rule


def forcing_of(compiled: Compiled, answers: Answers, claim: Claim, budget: Budget) -> Forcing:
    """What there is to search through for a claim about a case; what following states costs is taken from *budget*."""
    by_item = {entry.item: entry for entry in answers.entries}
    case = _Case(compiled, [by_item[item.id] for item in compiled.items], claim)
    if case.has_missing_rule or case.mixed or len(case.gates) > MOST_GATE_ANSWERS:
        return _followed(case, budget)
    return _added_up(case)


class _Case:
    """What the claim depends on, and which of it was given."""

    def __init__(self, compiled: Compiled, entries: Sequence[Answer], claim: Claim) -> None:
        self.compiled, self.entries, self.claim = compiled, entries, claim
        outcome = compiled.definition.outcomes[claim.outcome]
        needs, self.mixed = compiled.polarity.needs_of_reaching(outcome.id, claim.rank + claim.is_ceiling)
        scales = {scale.id: scale for scale in compiled.definition.scales}
        read = [scales[table[0]] for table in needs if isinstance(table, tuple)]
        self.has_missing_rule = any(scale.missing is not None for scale in read)
        low_side, high_side = (DOWN, UP) if claim.is_ceiling else (UP, DOWN)
        self.low_columns = _columns(compiled, needs, low_side)
        self.high_columns = _columns(compiled, needs, high_side)
        self.gate_items = {n for n, is_gate in enumerate(compiled.is_gate) if is_gate}
        self.given = [n for n, entry in enumerate(entries) if entry.choice is not None and entry.applies != NO]
        self.gates = [n for n in self.given if n in self.gate_items]

    def choice(self, n: int) -> tuple[int]:
        """The answer that was given to item *n*."""
        choice = self.entries[n].choice
        assert choice is not None
        return (self.compiled.choices[n][choice],)

    def applies(self, kept: Container[int]) -> list[Truth]:
        """Whether each item applies, where of the answers to gate items only those *kept* are known."""
        layout, gates = self.compiled.layout, self.compiled.gates
        least = most = layout.empty
        found = []
        for n, gate in enumerate(gates):
            truth = YES if gate is None else gate(Frame(least, most))
            found.append(truth)
            if n in self.gate_items and truth != NO:
                choices = self.choice(n) if n in kept else None
                least += layout.least(n, choices, may_not_apply=truth == UNDECIDED)
                most += layout.most(n, choices, may_not_apply=truth == UNDECIDED)
        return found

    def narrowed(self, n: int, applies: Truth, *, relevant: bool) -> tuple[int, int]:
        """By how much the answer to item *n* raises the least state and lowers the most state."""
        if applies == NO:
            return 0, 0
        layout, maybe = self.compiled.layout, applies == UNDECIDED
        if not relevant:
            given, any_ = ((layout.least(n, choices, may_not_apply=maybe), layout.most(n, choices, may_not_apply=maybe))
                           for choices in (self.choice(n), None))
            return given[0] - any_[0], given[1] - any_[1]
        low, high = (tuple(layout.ends_in(n, choices, may_not_apply=maybe, only=columns)[side]
                           for choices in (self.choice(n), None))
                     for side, columns in enumerate((self.low_columns, self.high_columns)))
        return low[0] - low[1], high[0] - high[1]


def _columns(compiled: Compiled, needs: Needs, side: int) -> frozenset[object]:
    """The keys of the columns that these needs read on one side."""
    tables = {table for table, signs in needs.items() if side in signs}
    return frozenset(key for key in compiled.layout.columns if key in tables
                     or (isinstance(key, tuple) and (key[1],) in tables))


def _added_up(case: _Case) -> Forcing:
    """Where extremes give exact bounds, narrowing adds up: a table for each set of gate answers that is kept."""
    tables: dict[frozenset[int], _Narrowing] = {}
    for size in range(len(case.gates) + 1):
        for kept in combinations(case.gates, size):
            tables[frozenset(kept)] = _Narrowing(case, frozenset(kept))
    by_part: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for n in case.given:
        if n not in case.gates:
            part = tuple(case.narrowed(n, table.applies[n], relevant=True) for table in tables.values())
            by_part.setdefault(part, []).append(n)
    nothing = ((0, 0),) * len(tables)
    cells = [*((gate,) for gate in case.gates), *(tuple(items) for part, items in by_part.items() if part != nothing)]
    n_gates, rank, outcome = len(case.gates), case.claim.rank, OneOutcome(case.compiled, case.claim.outcome)
    is_met = outcome.is_at_most if case.claim.is_ceiling else outcome.is_at_least
    for table in tables.values():
        table.add_up(cells[n_gates:])

    def is_forced(counts: Counts) -> bool:
        kept = frozenset(gate for gate, count in zip(case.gates, counts, strict=False) if count)
        return is_met(rank, *tables[kept].narrowed(counts[n_gates:]))

    return Forcing(tuple(cells), is_forced, has_missing_rule=False)


class _Narrowing:
    """The bounds while only some gate answers are known, and what each further answer narrows them by."""

    def __init__(self, case: _Case, kept: frozenset[int]) -> None:
        self.applies = case.applies(kept)
        layout = case.compiled.layout
        self.least = self.most = layout.empty
        for n, applies in enumerate(self.applies):
            if applies != NO:
                choices = case.choice(n) if n in kept else None
                self.least += layout.least(n, choices, may_not_apply=applies == UNDECIDED)
                self.most += layout.most(n, choices, may_not_apply=applies == UNDECIDED)
        self.by_count: list[list[tuple[int, int]]] = []
        self.steps = {n: case.narrowed(n, self.applies[n], relevant=False) for n in case.given if n not in case.gates}

    def add_up(self, cells: Sequence[tuple[int, ...]]) -> None:
        """Work out what knowing the first one, two, three answers of each cell narrows the states by."""
        self.by_count = [[(0, 0), *accumulate((self.steps[n] for n in items), _both)] for items in cells]

    def narrowed(self, counts: Counts) -> tuple[int, int]:
        """The two states once so many answers of each cell are known too."""
        least, most = self.least, self.most
        for steps, count in zip(self.by_count, counts, strict=True):
            low, high = steps[count]
            least, most = least + low, most + high
        return least, most


def _both(first: tuple[int, int], second: tuple[int, int]) -> tuple[int, int]:
    return first[0] + second[0], first[1] + second[1]


def _followed(case: _Case, budget: Budget) -> Forcing:
    """Where they do not, every set of answers is bounded anew; each answer is a cell of its own."""
    cells = tuple((n,) for n in case.given if _is_read(case, n))

    def is_forced(counts: Counts) -> bool:
        kept = {items[0] for items, count in zip(cells, counts, strict=True) if count}
        entries = [Answer(entry.item, entry.state if n in kept else "unanswered", applies,
                          choice=entry.choice if n in kept else None)
                   for n, (entry, applies) in enumerate(zip(case.entries, case.applies(kept), strict=True))]
        facts = bounded(case.compiled, entries)
        budget.left -= cost_of(facts)
        budget.is_exact &= facts.outcomes_exact is None or facts.outcomes_exact[case.claim.outcome]
        return case.claim.is_met(*facts.outcomes[case.claim.outcome])

    return Forcing(cells, is_forced, has_missing_rule=case.has_missing_rule)


def cost_of(facts: Facts) -> int:
    """How many questions answered by adding up take as long as it took to find these facts."""
    return _COST_OF_A_WALK if facts.followed else 0


def _is_read(case: _Case, n: int) -> bool:
    """Whether the claim can depend on item *n*, itself or as a gate."""
    columns = case.compiled.layout.columns
    return n in case.gate_items or any(n in columns[key].given for key in case.low_columns | case.high_columns)
