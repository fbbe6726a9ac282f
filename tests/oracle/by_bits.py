"""Outcomes as Boolean functions of bits, made by `dd`, a library of decision diagrams that others wrote.

The document is read once more, and nothing is tried out: the number of an option is written in bits, a scale is a table
from each number that it can have to when it has it, and a level is a function.  Nothing here may import riskscreen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, reduce
from itertools import product
from typing import Any, TypeVar

from dd.autoref import BDD, Function

from oracle import naive

Value = TypeVar("Value", bound=Hashable)
Found = TypeVar("Found", bound=Hashable)
Table = Mapping[Value, Function]
"""For each value, when it comes to it; of each complete set of answers exactly one holds."""


class ByBits:
    """A document with its functions; ``given`` are the items that a rule for missing answers reads."""

    def __init__(self, document: naive.Document, order: Sequence[str]) -> None:
        self.document, self.bdd = document, BDD()
        self.items = {item["id"]: (section, item) for section, item in naive.items_of(document)
                      if naive.options_of(document, item)}
        self.given = {item for scale in document.get("scales", []) if "missing" in scale
                      for item in self.selected(next(scale[kind] for kind in naive.VALUES if kind in scale))}
        for item in order:
            self.bdd.declare(*([f"{item}:given"] if item in self.given else []), *self.bits(item))
        self._scales: dict[str, Table[Fraction]] = {}
        self._levels: dict[str, list[Function]] = {}

    # answers

    def options(self, item: str) -> list[str]:
        """The options or bands of an item."""
        return [option["id"] for option in naive.options_of(self.document, self.items[item][1])]

    def bits(self, item: str) -> list[str]:
        """The names of the bits that say which option, the highest first."""
        return [f"{item}:{n}" for n in reversed(range((len(self.options(item)) - 1).bit_length()))]

    def chosen(self, item: str, choice: int) -> Function:
        """When an item is answered with the option of this number."""
        bits = self.bits(item)
        return self.all_of(self.bdd.var(bit) if choice >> (len(bits) - 1 - n) & 1 else ~self.bdd.var(bit)
                           for n, bit in enumerate(bits))

    @cached_property
    def valid(self) -> Function:
        """That the bits of each item stand for one of its options."""
        return self.all_of(self.any_of(self.chosen(item, n) for n in range(len(self.options(item))))
                           for item in self.items)

    def all_of(self, functions: Iterable[Function]) -> Function:
        """Where all of these hold."""
        return reduce(lambda one, other: one & other, functions, self.bdd.true)

    def any_of(self, functions: Iterable[Function]) -> Function:
        """Where one of these holds."""
        return reduce(lambda one, other: one | other, functions, self.bdd.false)

    def applies(self, item: str) -> Function:
        """When an item applies."""
        return self.all_of(self.condition(part["applies_when"]) for part in self.items[item] if "applies_when" in part)

    def selected(self, selection: Any) -> list[str]:
        """The scored items of a selection, whether or not they apply."""
        return [name for name, (section, _) in self.items.items() if selection == "all"
                or name in selection.get("items", []) or section["id"] in selection.get("sections", [])]

    # tables

    def joined(self, of: Callable[..., Found], *tables: Table[Any]) -> Table[Found]:
        """What comes of one value out of each table."""
        found: dict[Found, Function] = {}
        for values in product(*(table.items() for table in tables)):
            when = self.all_of(when for _, when in values)
            if when != self.bdd.false:
                value = of(*(value for value, _ in values))
                found[value] = found.get(value, self.bdd.false) | when
        return found

    def item_table(self, item: str, of: Callable[[naive.Part], Value], outside: Value) -> Table[Value]:
        """What an item's option comes to where it applies, and what there is where it does not."""
        applies = self.applies(item)
        found: dict[Value, Function] = {outside: ~applies}
        for n, option in enumerate(naive.options_of(self.document, self.items[item][1])):
            found[of(option)] = found.get(of(option), self.bdd.false) | (applies & self.chosen(item, n))
        return found

    # scales

    def scale(self, name: str) -> Table[Fraction]:
        """When a scale has which number."""
        if name not in self._scales:
            [scale] = [scale for scale in self.document["scales"] if scale["id"] == name]
            [kind] = [kind for kind in KINDS if kind in scale]
            table = KINDS[kind](self, scale)
            if "round" in scale:
                table = self.joined(
                    lambda number: naive.rounded(number, scale["round"]["places"], scale["round"]["how"]), table)
            self._scales[name] = table
        return self._scales[name]

    def added(self, scale: naive.Part, items: Sequence[str], points: Callable[[str, naive.Part], Fraction | None],
              ) -> Table[Fraction]:
        """The sum of what items bring (None: taken out), by the rule for missing answers where there is one."""
        start: Table[Any] = {(Fraction(0), Fraction(0), 0, 0): self.bdd.true}
        return self.joined(lambda state: completed(state, scale.get("missing")), reduce(
            lambda table, item: self.joined(lambda state, more: tuple(map(sum, zip(state, more, strict=True))), table,
                                            self.states(item, points)), items, start))

    def states(self, item: str, points: Callable[[str, naive.Part], Fraction | None]) -> Table[Any]:
        """Points, points that were given, whether there was an answer, whether it is missing."""
        nothing = Fraction(0), Fraction(0), 0, 0

        def answered(option: naive.Part) -> Any:
            brought = points(item, option)
            if option.get("not_applicable"):  # no answer to the rule, though a count may name just this option
                return brought or Fraction(0), Fraction(0), 0, 0
            return nothing if brought is None else (brought, brought, 1, 0)

        def missing(option: naive.Part) -> Any:
            return points(item, option) or Fraction(0), Fraction(0), 0, 1

        table = self.item_table(item, answered, nothing)
        if item not in self.given:
            return table
        given = self.bdd.var(f"{item}:given")
        both: dict[Any, Function] = {}
        for which, half in ((given, table), (~given, self.item_table(item, missing, nothing))):
            for state, when in half.items():
                both[state] = both.get(state, self.bdd.false) | (which & when)
        return both

    # conditions and levels

    def condition(self, when: naive.Part) -> Function:
        """When a condition holds."""
        [form] = [form for form in FORMS if form in when]
        return FORMS[form](self, when)

    def levels(self, name: str) -> list[Function]:
        """When an outcome stands at each of its levels, the lowest first."""
        if name not in self._levels:
            [outcome] = [outcome for outcome in self.document["outcomes"] if outcome["id"] == name]
            left, found = self.bdd.true, [self.bdd.false] * len(outcome["levels"])
            for rank in reversed(range(1, len(found))):
                reached = self.any_of(self.condition(rule["when"]) for rule in naive.rules_of(outcome)
                                      if naive.rank(outcome, rule["level"]) == rank)
                found[rank], left = left & reached, left & ~reached
            found[0] = left
            self._levels[name] = found
        return self._levels[name]


def completed(state: tuple[Fraction, Fraction, int, int], rule: naive.Part | None) -> Fraction:
    """A sum, by a rule for missing answers where it is used: not where nothing was given that a mean could be of."""
    points, kept, n_given, n_missing = state
    if rule is None or not 1 <= n_missing <= rule["allow"] or (rule["method"] == "prorate" and not n_given):
        return points
    if rule["method"] == "as_zero":
        return kept
    mean = kept / n_given * (n_given + n_missing)
    return naive.rounded(mean, 0, rule["round"]) if "round" in rule else mean


def _score(scale: naive.Part, option: naive.Part) -> Fraction | None:
    if option.get("not_applicable"):
        return None
    return Fraction(scale["scores"][option["id"]] if "scores" in scale else option.get("score", 0))


def _sum(all_: ByBits, scale: naive.Part) -> Table[Fraction]:
    weights = {item: Fraction(weight) for item, weight in scale.get("weights", {}).items()}

    def points(item: str, option: naive.Part) -> Fraction | None:
        score = _score(scale, option)
        return None if score is None else weights.get(item, Fraction(1)) * score

    return all_.added(scale, all_.selected(scale["sum"]), points)


def _count(all_: ByBits, scale: naive.Part) -> Table[Fraction]:
    return all_.added(scale, all_.selected(scale["count"]), lambda _, option: (
        None if option.get("not_applicable") and option["id"] not in scale["where"]
        else Fraction(int(option["id"] in scale["where"]))))


def _highest(all_: ByBits, scale: naive.Part) -> Table[Fraction]:
    tables = [all_.item_table(item, lambda option: _score(scale, option), None)
              for item in all_.selected(scale["highest"])]
    highest = reduce(lambda one, other: all_.joined(
        lambda left, right: max((each for each in (left, right) if each is not None), default=None), one, other),
        tables, {None: all_.bdd.true})
    return all_.joined(lambda number: Fraction(0) if number is None else number, highest)


def _points(all_: ByBits, scale: naive.Part) -> Table[Fraction]:
    start: Table[Fraction] = {Fraction(0): all_.bdd.true}
    for entry in scale["points"]:
        holds = all_.condition(entry["when"])
        start = all_.joined(lambda one, other: one + other, start,
                            {Fraction(0): ~holds} | {Fraction(entry["score"]): holds} if Fraction(entry["score"])
                            else {Fraction(0): all_.bdd.true})
    return start


def _combine(all_: ByBits, scale: naive.Part) -> Table[Fraction]:
    table: Table[Fraction] = {Fraction(scale.get("plus", 0)): all_.bdd.true}
    for part in scale["combine"]:
        factor = Fraction(part.get("times", 1)) / Fraction(part.get("over", 1))
        table = all_.joined(lambda one, other, by=factor: one + by * other, table, all_.scale(part["scale"]))
    return table


def _lookup(all_: ByBits, scale: naive.Part) -> Table[Fraction]:
    def row(number: Fraction) -> Fraction:
        reached = [row for row in scale["table"] if Fraction(row["from"]) <= number]
        return Fraction((reached or scale["table"])[-1 if reached else 0]["value"])

    return all_.joined(row, all_.scale(scale["lookup"]))


KINDS: Mapping[str, Callable[[ByBits, naive.Part], Table[Fraction]]] = {
    "sum": _sum, "count": _count, "highest": _highest, "points": _points, "combine": _combine, "lookup": _lookup}


def _item(all_: ByBits, when: naive.Part) -> Function:
    options = all_.options(when["item"])
    return all_.applies(when["item"]) & all_.any_of(
        all_.chosen(when["item"], options.index(option)) for option in when["is"])


def _scale(all_: ByBits, when: naive.Part) -> Function:
    low, high = when.get("between", (when.get("at_least"), when.get("at_most")))
    return all_.any_of(function for number, function in all_.scale(when["scale"]).items()
                       if (low is None or number >= Fraction(low)) and (high is None or number <= Fraction(high)))


def _outcome(all_: ByBits, when: naive.Part) -> Function:
    [outcome] = [each for each in all_.document["outcomes"] if each["id"] == when["outcome"]]
    [how] = [how for how in ("is", "at_least", "at_most") if how in when]
    rank, levels = naive.rank(outcome, when[how]), all_.levels(when["outcome"])
    return all_.any_of({"is": levels[rank:rank + 1], "at_least": levels[rank:], "at_most": levels[:rank + 1]}[how])


def _of(all_: ByBits, when: naive.Part) -> Function:
    counts: list[Function] = [all_.bdd.true]  # when at least so many of those so far hold
    for part in when["of"]:
        holds = all_.condition(part)
        counts = [all_.bdd.true, *(here | (below & holds) for below, here in
                                   zip(counts, [*counts[1:], all_.bdd.false], strict=True))]
    return counts[when["at_least"]] if when["at_least"] < len(counts) else all_.bdd.false


FORMS: Mapping[str, Callable[[ByBits, naive.Part], Function]] = {
    "item": _item,
    "scale": _scale,
    "outcome": _outcome,
    "all": lambda all_, when: all_.all_of(all_.condition(part) for part in when["all"]),
    "any": lambda all_, when: all_.any_of(all_.condition(part) for part in when["any"]),
    "not": lambda all_, when: ~all_.condition(when["not"]),
    "of": _of,
}
