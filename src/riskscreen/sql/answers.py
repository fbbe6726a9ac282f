"""The answers of a row in SQL: what stands in a column, whether an item applies, and whether its answer is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from riskscreen.model.condition import Condition
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.number import plain
from riskscreen.model.response import UNKNOWN, NumberResponse
from riskscreen.sql.dialect import Ends, all_of, any_of, cases, is_one_of, named, text, total

Columns = list[tuple[str, str]]  # name, and how it is worked out


class Answers:
    """The scored items of an instrument as columns."""

    def __init__(self, definition: Definition) -> None:
        self.items = {item.id: item for item in definition.items if item.response.choices}
        self.gates: dict[str, Condition] = {}
        self._gates_of: dict[str, list[str]] = {}
        for section in definition.sections:
            if section.applies_when is not None:
                self.gates[f"section {section.id}"] = section.applies_when
            for item in section.items:
                if item.applies_when is not None:
                    self.gates[item.id] = item.applies_when
                self._gates_of[item.id] = [gate for gate in (f"section {section.id}", item.id) if gate in self.gates]

    def column(self, item: str) -> str:
        """What scoring sees of an answer: the option, or the band of a number."""
        return named(f"{item}: band" if isinstance(self.items[item].response, NumberResponse) else item)

    def choices(self, item: str) -> list[str]:
        """The options or bands of an item."""
        return [choice.id for choice in self.items[item].response.choices]

    def is_open(self, item: str) -> str:
        """Whether nobody knows the answer, or nobody gave one."""
        column = self.column(item)
        return f"({column} IS NULL OR {column} = {text(UNKNOWN)})"

    def applies(self, item: str) -> Ends:
        """Whether the item applies."""
        gates = self._gates_of[item]
        return Ends(all_of(named(f"{gate}: applies") for gate in gates),
                    all_of(named(f"{gate}: may apply") for gate in gates))

    def bands(self) -> Columns:
        """The columns that turn numbers into bands."""
        return [(f"{item.id}: band", _band(item, item.response)) for item in self.items.values()
                if isinstance(item.response, NumberResponse)]

    def applying(self, holds: Callable[[Condition], Ends]) -> Iterator[Columns]:
        """The columns that say which sections and items apply, in the order in which they hang on each other."""
        for gate, condition in self.gates.items():
            ends = holds(condition)
            yield [(f"{gate}: applies", ends.least), (f"{gate}: may apply", ends.most)]

    def n_unknown(self) -> str:
        """How many items that may apply are unknown."""
        return self._count(lambda item: all_of([self.applies(item).most, f"{self.column(item)} = {text(UNKNOWN)}"]))

    def n_problems(self) -> str:
        """How many columns hold what is no answer, or an answer to an item that does not apply."""
        return self._count(self._is_problem)

    def none_open(self, items: Iterable[str]) -> str:
        """Whether none of these items is open."""
        return all_of(f"NOT {all_of([self.applies(item).most, self.is_open(item)])}" for item in items)

    def _is_problem(self, item: str) -> str:
        response, raw, may_apply = self.items[item].response, named(item), self.applies(item).most
        if isinstance(response, NumberResponse):
            is_not_exact = f"{raw} <> ROUND({raw}, {response.places})"
            is_wrong = f"{raw} IS NOT NULL AND ({self.column(item)} IS NULL OR {is_not_exact})"
        else:
            known = [*self.choices(item), *([UNKNOWN] if response.allows_unknown else [])]
            is_wrong = f"{raw} IS NOT NULL AND NOT {is_one_of(raw, known)}"
        stale = [] if may_apply == "TRUE" else [f"({raw} IS NOT NULL AND NOT {may_apply})"]
        return any_of([f"({is_wrong})", *stale])

    def _count(self, condition: Callable[[str], str]) -> str:
        return total(f"CASE WHEN {condition(item)} THEN 1 ELSE 0 END" for item in self.items)


def _band(item: Item, response: NumberResponse) -> str:
    """The band that a number falls in; nothing where it is out of range."""
    raw = named(item.id)
    is_outside = f"{raw} < {plain(response.least)} OR {raw} > {plain(response.most)}"
    return cases([(is_outside, "NULL"), *((f"{raw} >= {plain(band.start)}", text(band.id))
                                          for band in reversed(response.bands))], "NULL")
