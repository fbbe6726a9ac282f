"""Says what an instrument means in formulas, so that a solver can tell about cases that are too many to try.

It reads the same plain documents as ``naive``, all but rules for missing answers, and takes them to be valid.
A number is a constant and points for each formula that is true, all of them fractions, so that every comparison is one
weighted count of truths.  Nothing here may import riskscreen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import z3

from oracle import naive
from oracle.totals import FALSE, TRUE, Total, at_least, at_most, rounded, stairs

Document = Mapping[str, Any]
Part = Mapping[str, Any]


@dataclass(frozen=True)
class Meaning:
    """A document in formulas over free truths; every assignment to these is an answer to every scored item."""

    document: Document
    truths: dict[str, tuple[z3.BoolRef, ...]] = field(default_factory=dict)
    """Scored item to the truths that its answer hangs on."""
    answers: dict[str, dict[str, z3.BoolRef]] = field(default_factory=dict)
    """Scored item to its options or bands, and when it is answered so; what it is answered where it does not apply
    means nothing."""
    applies: dict[str, z3.BoolRef] = field(default_factory=dict)
    scales: dict[str, Total] = field(default_factory=dict)
    rules: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)
    reaches: dict[str, tuple[z3.BoolRef, ...]] = field(default_factory=dict)
    """Outcome to when it stands at each of its levels or higher; the lowest is always reached."""

    def has(self, item: str, options: Iterable[str]) -> z3.BoolRef:
        """When an item applies and has one of some options."""
        answers = self.answers.get(item, {})
        return z3.And(self.applies[item], either(answers[option] for option in options if option in answers))

    def stands(self, outcome: str, rank: int) -> z3.BoolRef:
        """When an outcome stands at exactly this rank."""
        reaches = (*self.reaches[outcome], FALSE)
        return z3.And(reaches[rank], z3.Not(reaches[rank + 1]))


def meaning_of(document: Document) -> Meaning:
    """What a document means for every case."""
    meaning = Meaning(document)
    for section, item in naive.items_of(document):
        add_item(meaning, section, item)
    for scale in document.get("scales", []):
        meaning.scales[scale["id"]] = total_of(scale, meaning)
    for outcome in document["outcomes"]:
        add_outcome(meaning, outcome)
    return meaning


def add_item(meaning: Meaning, section: Part, item: Part) -> None:
    """When an item applies, and when it has each of its options: the first whose truth holds, or else the last."""
    gates = [part["applies_when"] for part in (section, item) if "applies_when" in part]
    meaning.applies[item["id"]] = every(condition(gate, meaning) for gate in gates)
    options = [option["id"] for option in naive.options_of(meaning.document, item)]
    truths = tuple(z3.Bool(f"{item['id']}={option}") for option in options[:-1])
    if options:
        meaning.truths[item["id"]] = truths
        meaning.answers[item["id"]] = {
            option: every([*map(z3.Not, truths[:place]), *truths[place : place + 1]])
            for place, option in enumerate(options)
        }


def add_outcome(meaning: Meaning, outcome: Part) -> None:
    """When each rule of an outcome holds, and so when it reaches each level."""
    ranked = []
    for rule in naive.rules_of(outcome):
        holds = meaning.rules[outcome["id"], rule["id"]] = condition(rule["when"], meaning)
        ranked.append((naive.rank(outcome, rule["level"]), holds))
    meaning.reaches[outcome["id"]] = (
        TRUE,
        *(either(holds for rank, holds in ranked if rank >= least) for least in range(1, len(outcome["levels"]))),
    )


def every(formulas: Iterable[z3.BoolRef]) -> z3.BoolRef:
    """All of the formulas; true where there are none."""
    return z3.And([TRUE, *formulas])


def either(formulas: Iterable[z3.BoolRef]) -> z3.BoolRef:
    """Any of the formulas; false where there are none."""
    return z3.Or([FALSE, *formulas])


# Scales


def total_of(scale: Part, meaning: Meaning) -> Total:
    """The number that a scale has, rounded last."""
    if "missing" in scale:
        raise ValueError("Rules for missing answers are not read here.")
    [kind] = [kind for kind in TOTALS if kind in scale]
    total = TOTALS[kind](scale, meaning)
    return rounded(total, scale["round"]["places"], scale["round"]["how"]) if "round" in scale else total


def selected(scale: Part, selection: Any, document: Document) -> list[Part]:
    """The scored items of a selection, whether they apply or not."""
    return [
        item
        for section, item in naive.items_of(document)
        if naive.options_of(document, item)
        and (
            selection == "all"
            or item["id"] in selection.get("items", [])
            or section["id"] in selection.get("sections", [])
        )
    ]


def scores_of(scale: Part, item: Part, document: Document) -> list[tuple[str, Fraction]]:
    """The options of an item that count, with their scores in this scale."""
    return [
        (option["id"], Fraction(scale["scores"][option["id"]] if "scores" in scale else option.get("score", 0)))
        for option in naive.options_of(document, item)
        if not option.get("not_applicable", False)
    ]


def _sum(scale: Part, meaning: Meaning) -> Total:
    points = (
        (meaning.has(item["id"], [option]), score * Fraction(scale.get("weights", {}).get(item["id"], 1)))
        for item in selected(scale, scale["sum"], meaning.document)
        for option, score in scores_of(scale, item, meaning.document)
    )
    return Total(Fraction(0), tuple(points))


def _count(scale: Part, meaning: Meaning) -> Total:
    items = selected(scale, scale["count"], meaning.document)
    return Total(Fraction(0), tuple((meaning.has(item["id"], scale["where"]), Fraction(1)) for item in items))


def _highest(scale: Part, meaning: Meaning) -> Total:
    scored = [
        (meaning.has(item["id"], [option]), score)
        for item in selected(scale, scale["highest"], meaning.document)
        for option, score in scores_of(scale, item, meaning.document)
    ]
    steps = sorted({score for _, score in scored})
    return stairs(Fraction(0), ((either(has for has, score in scored if score >= step), step) for step in steps))


def _points(scale: Part, meaning: Meaning) -> Total:
    parts = scale["points"]
    return Total(Fraction(0), tuple((condition(part["when"], meaning), Fraction(part["score"])) for part in parts))


def _combine(scale: Part, meaning: Meaning) -> Total:
    constant, points = Fraction(scale.get("plus", 0)), list[tuple[z3.BoolRef, Fraction]]()
    for part in scale["combine"]:
        total = meaning.scales[part["scale"]]
        times = Fraction(part.get("times", 1)) / Fraction(part.get("over", 1))
        constant += total.constant * times
        points += [(truth, each * times) for truth, each in total.points]
    return Total(constant, tuple(points))


def _lookup(scale: Part, meaning: Meaning) -> Total:
    total, rows = meaning.scales[scale["lookup"]], scale["table"]
    steps = ((at_least(total, Fraction(row["from"])), Fraction(row["value"])) for row in rows[1:])
    return stairs(Fraction(rows[0]["value"]), steps)


TOTALS: Mapping[str, Callable[[Part, Meaning], Total]] = {
    "sum": _sum,
    "count": _count,
    "highest": _highest,
    "points": _points,
    "combine": _combine,
    "lookup": _lookup,
}


# Conditions


def condition(when: Part, meaning: Meaning) -> z3.BoolRef:
    """When a condition holds."""
    [form] = [form for form in FORMS if form in when]
    return FORMS[form](when, meaning)


def _scale_compares(when: Part, meaning: Meaning) -> z3.BoolRef:
    total = meaning.scales[when["scale"]]
    low, high = when.get("between", (when.get("at_least"), when.get("at_most")))
    ends = [] if low is None else [at_least(total, Fraction(low))]
    return every(ends if high is None else [*ends, at_most(total, Fraction(high))])


def _outcome_stands(when: Part, meaning: Meaning) -> z3.BoolRef:
    [outcome] = [each for each in meaning.document["outcomes"] if each["id"] == when["outcome"]]
    reaches = (*meaning.reaches[outcome["id"]], FALSE)
    [level] = [when[key] for key in ("is", "at_least", "at_most") if key in when]
    rank = naive.rank(outcome, level)
    if "is" in when:
        return meaning.stands(outcome["id"], rank)
    return reaches[rank] if "at_least" in when else z3.Not(reaches[rank + 1])


def _so_many(when: Part, meaning: Meaning) -> z3.BoolRef:
    parts: Sequence[Part] = when["of"]
    held = tuple((condition(part, meaning), Fraction(1)) for part in parts)
    return at_least(Total(Fraction(0), held), Fraction(when["at_least"]))


FORMS: Mapping[str, Callable[[Part, Meaning], z3.BoolRef]] = {
    "item": lambda when, meaning: meaning.has(when["item"], when["is"]),
    "scale": _scale_compares,
    "outcome": _outcome_stands,
    "all": lambda when, meaning: every(condition(part, meaning) for part in when["all"]),
    "any": lambda when, meaning: either(condition(part, meaning) for part in when["any"]),
    "not": lambda when, meaning: z3.Not(condition(when["not"], meaning)),
    "of": _so_many,
}
