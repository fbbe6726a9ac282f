"""The answers of a row in SQL: what stands in a column, whether an item applies, and whether its answer is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from riskscreen.model.condition import Condition
from riskscreen.model.definition import Definition
from riskscreen.model.number import plain
from riskscreen.model.response import UNKNOWN, NumberResponse
from riskscreen.sql.dialect import Dialect, SqlEnds, all_of, any_of, cases, is_one_of, named, text, total

Columns = list[tuple[str, str]]  # name, and how it is worked out

_LIKE_ANOTHER_TYPE = re.compile(r"[0-9]+|true|false|nan|inf|infinity")  # a number, a truth value


class AnswerColumns:
    """The scored items of an instrument as columns; the names of all others begin with *prefix*."""

    def __init__(self, definition: Definition, dialect: Dialect, prefix: str) -> None:
        self.dialect, self.prefix = dialect, prefix
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

    def added(self, name: str) -> str:
        """A column that the query adds."""
        return named(self.prefix + name)

    def column(self, item: str) -> str:
        """What scoring sees of an answer: the option, or the band of a number."""
        is_number = isinstance(self.items[item].response, NumberResponse)
        return self.added(f"{item}: band") if is_number else named(item)

    def as_written(self, table: str) -> Columns:
        """What stands in the columns of a table, as text; a column of any type can be written so."""
        return [(item, self._as_written(item, f"{table}.{named(item)}")) for item in self.items]

    def _as_written(self, item: str, column: str) -> str:
        """Types matter only where an answer looks like what another type holds."""
        is_by_type = isinstance(self.items[item].response, NumberResponse) or any(
            _LIKE_ANOTHER_TYPE.fullmatch(choice) for choice in self.choices(item))
        return self.dialect.written_by_type(column) if is_by_type else self.dialect.written(column)

    def choices(self, item: str) -> list[str]:
        """The options or bands of an item."""
        return [choice.id for choice in self.items[item].response.choices]

    def is_open(self, item: str) -> str:
        """Whether nobody knows the answer, nobody gave one, or what stands there is none."""
        return f"NOT {self.is_given(item, self.choices(item))}"

    def is_given(self, item: str, choices: Iterable[str]) -> str:
        """Whether the answer is one of these options or bands."""
        return f"COALESCE({is_one_of(self.column(item), choices)}, FALSE)"

    def applies(self, item: str) -> SqlEnds:
        """Whether the item applies."""
        gates = self._gates_of[item]
        return SqlEnds(all_of(self.added(f"{gate}: applies") for gate in gates),
                       all_of(self.added(f"{gate}: may apply") for gate in gates))

    def numbers(self) -> Columns:
        """The columns that read numbers."""
        return [(f"{item}: number", self.dialect.number(named(item), response.places))
                for item, response in self._number_responses()]

    def bands(self) -> Columns:
        """The columns that turn numbers into bands."""
        return [(f"{item}: band", self._band(item, response)) for item, response in self._number_responses()]

    def _number_responses(self) -> Iterator[tuple[str, NumberResponse]]:
        for item in self.items.values():
            if isinstance(item.response, NumberResponse):
                yield item.id, item.response

    def applying(self, holds: Callable[[Condition], SqlEnds]) -> Iterator[Columns]:
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
        written, may_apply = named(item), self.applies(item).most
        known = [*self.choices(item), *([UNKNOWN] if self.items[item].response.allows_unknown else [])]
        is_wrong = f"NOT {self.is_given(item, known)}"
        is_stale = "FALSE" if may_apply == "TRUE" else f"NOT {may_apply}"
        return f"{written} IS NOT NULL AND {any_of([is_wrong, is_stale])}"

    def _count(self, condition: Callable[[str], str]) -> str:
        return total(f"CASE WHEN {condition(item)} THEN 1 ELSE 0 END" for item in self.items)

    def _band(self, item: str, response: NumberResponse) -> str:
        """The band that a number falls in; nothing where it is out of range."""
        number = self.added(f"{item}: number")
        is_outside = f"{number} < {plain(response.least)} OR {number} > {plain(response.most)}"
        return cases([(f"{named(item)} = {text(UNKNOWN)}", text(UNKNOWN)), (is_outside, "NULL"),
                      *((f"{number} >= {plain(band.start)}", text(band.id)) for band in reversed(response.bands))],
                     "NULL")
