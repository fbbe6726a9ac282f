"""Scores an instrument by trying every completion, straight from the document.

It is written to be compared with the engine, so it prefers the plainest reading of the format to speed, and it takes
the document to be valid.  Nothing here may import riskscreen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Document = Mapping[str, Any]
Part = Mapping[str, Any]
Answers = Mapping[str, Any]
Completion = dict[str, str]
"""Item to option, for every item that applies; an item that is never scored has ``NOT_SCORED``."""

UNKNOWN = "unknown"
NOT_SCORED = "(not scored)"


@dataclass(frozen=True)
class Facts:
    """What is settled so far in one completion: options, then scales, then outcomes."""

    document: Document
    options: Completion
    scales: dict[str, Fraction] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    rules: dict[tuple[str, str], bool] = field(default_factory=dict)


def complete(document: Document, answers: Answers) -> dict[str, Any]:
    """Scales, rules, outcomes and the items that apply, where every scored item that applies is answered."""
    found = completions(document, answers)
    if len(found) != 1 or open_items(document, answers) & set(found[0]):
        raise ValueError("complete() wants an answer to every scored item that applies; bounds() takes the others.")
    facts = scored(document, found[0], frozenset())
    return {"scales": facts.scales, "rules": facts.rules, "outcomes": facts.outcomes, "applies": set(facts.options)}


def bounds(document: Document, answers: Answers) -> dict[str, Any]:
    """The least and the most of everything over all completions; an item left out is as open as an unknown one."""
    still_open = open_items(document, answers)
    every = [scored(document, completion, still_open) for completion in completions(document, answers)]
    return {
        "scales": {
            scale["id"]: _ends([facts.scales[scale["id"]] for facts in every]) for scale in document.get("scales", [])
        },
        "rules": {
            rule: (any(not facts.rules[rule] for facts in every), any(facts.rules[rule] for facts in every))
            for rule in every[0].rules
        },
        "outcomes": {
            outcome["id"]: level_ends(outcome, [facts.outcomes[outcome["id"]] for facts in every])
            for outcome in document["outcomes"]
        },
        "possible": {
            outcome["id"]: levels_given(outcome, [facts.outcomes[outcome["id"]] for facts in every])
            for outcome in document["outcomes"]
        },
        "applies": {
            item["id"]: how_often([item["id"] in facts.options for facts in every]) for _, item in items_of(document)
        },
        "n_completions": len(every),
    }


def _ends(values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    return min(values), max(values)


def level_ends(outcome: Part, levels: Sequence[str]) -> tuple[str, str]:
    """The lowest and the highest of some levels of an outcome."""
    ranks = [rank(outcome, level) for level in levels]
    return outcome["levels"][min(ranks)]["id"], outcome["levels"][max(ranks)]["id"]


def levels_given(outcome: Part, levels: Sequence[str]) -> list[str]:
    """Those of the levels of an outcome that are among these, lowest first."""
    return [level["id"] for level in outcome["levels"] if level["id"] in levels]


def how_often(held: Sequence[bool]) -> str:
    """``always``, ``sometimes`` or ``never``."""
    if all(held):
        return "always"
    return "sometimes" if any(held) else "never"


# Items, and the completions of their answers


def items_of(document: Document) -> Iterator[tuple[Part, Part]]:
    """Every item in document order, each behind its section."""
    for section in document["sections"]:
        for item in section["items"]:
            yield section, item


def options_of(document: Document, item: Part) -> Sequence[Part]:
    """The options or bands of an item; none for a text and for a number without bands, which are never scored."""
    response = response_of(document, item)
    options: Sequence[Part] = response.get("options", response.get("bands", []))
    return options


def response_of(document: Document, item: Part) -> Part:
    """The response of an item, looked up where it names a shared one."""
    response = item["response"]
    found: Part = document["response_scales"][response] if isinstance(response, str) else response
    return found


def is_open(given: Mapping[str, Any], item: str) -> bool:
    """Whether an item is unknown or unanswered."""
    return item not in given or bare(given[item]) == UNKNOWN


def bare(answer: Any) -> Any:
    """The answer itself, without the evidence that may come with it."""
    return answer["answer"] if isinstance(answer, Mapping) and "answer" in answer else answer


def is_everything(document: Document, item: Part, answer: Any) -> bool:
    """Whether an answer is a set of all that the item can be answered with."""
    response = response_of(document, item)
    if isinstance(answer, Mapping):
        [kind] = [response[kind] for kind in ("integer", "decimal") if kind in response]
        return answer.get("from", kind["min"]) <= kind["min"] and answer.get("to", kind["max"]) >= kind["max"]
    return isinstance(answer, list | tuple | AbstractSet) and len(answer) == len(response["options"])


def open_items(document: Document, answers: Answers) -> frozenset[str]:
    """The scored items that are unknown or unanswered, whether they apply or not."""
    return frozenset(
        item["id"]
        for _, item in items_of(document)
        if options_of(document, item)
        and (is_open(answers, item["id"]) or is_everything(document, item, bare(answers[item["id"]])))
    )


def completions(document: Document, answers: Answers) -> list[Completion]:
    """Every way to answer what is open, item by item, so that only items that apply are answered."""
    found: list[Completion] = [{}]
    for section, item in items_of(document):
        found = [longer for completion in found for longer in extensions(document, section, item, completion, answers)]
    return found


def extensions(
    document: Document, section: Part, item: Part, completion: Completion, answers: Answers
) -> list[Completion]:
    """How one completion of the earlier items can go on over this item."""
    if not applies(document, section, item, completion):
        return [completion]
    return [{**completion, item["id"]: option} for option in possible_options(document, item, answers)]


def applies(document: Document, section: Part, item: Part, completion: Completion) -> bool:
    """An item applies where the condition of its section and its own both hold."""
    gates = [part["applies_when"] for part in (section, item) if "applies_when" in part]
    return all(condition(gate, Facts(document, completion)) for gate in gates)


def possible_options(document: Document, item: Part, answers: Answers) -> list[str]:
    """The options that the item can have: the one answered, or all while it is open."""
    options = options_of(document, item)
    if not options:
        return [NOT_SCORED]
    if is_open(answers, item["id"]):
        return [option["id"] for option in options]
    return chosen_options(options, bare(answers[item["id"]]))


def chosen_options(options: Sequence[Part], answer: Any) -> list[str]:
    """The options that an answer leaves: those of a set, the bands that a range of numbers meets, or just one."""
    if isinstance(answer, Mapping):
        ends = [band["from"] for band in options[1:]] + [math.inf]
        return [
            str(band["id"])
            for band, end in zip(options, ends, strict=True)
            if band["from"] <= answer.get("to", math.inf) and answer.get("from", -math.inf) < end
        ]
    if isinstance(answer, list | tuple | AbstractSet):
        return [str(option["id"]) for option in options if option["id"] in answer]
    return [chosen_option(options, answer)]


def chosen_option(options: Sequence[Part], answer: Any) -> str:
    """The option that an answer names, or the band that a number falls in: the last one that starts at or below it."""
    if isinstance(answer, str):
        named = [option["id"] for option in options if option["id"] == answer]
    else:
        named = [band["id"] for band in options if band["from"] <= answer]
    if not named:
        raise ValueError(f"{answer!r} is none of {[option['id'] for option in options]}")
    return str(named[-1])


# One completion


def scored(document: Document, completion: Completion, still_open: AbstractSet[str]) -> Facts:
    """One completion, scored: *still_open* are the items that had no answer before it was completed."""
    facts = Facts(document, completion)
    for scale in document.get("scales", []):
        facts.scales[scale["id"]] = scale_value(scale, facts, still_open)
    for outcome in document["outcomes"]:
        for rule in rules_of(outcome):
            facts.rules[outcome["id"], rule["id"]] = condition(rule["when"], facts)
        facts.outcomes[outcome["id"]] = level_reached(outcome, facts)
    return facts


def rules_of(outcome: Part) -> Sequence[Part]:
    """The rules of an outcome; each of its bands is a rule that is named after its level."""
    if "rules" in outcome:
        rules: Sequence[Part] = outcome["rules"]
        return rules
    scale, bands = outcome["scale"], outcome["bands"]
    return [{"id": band["level"], "level": band["level"], "when": band_condition(scale, band)} for band in bands]


def band_condition(scale: str, band: Part) -> Part:
    """When a band of an outcome is reached: at or above its ``from``, at or below its ``to``."""
    if "from" in band:
        return {"scale": scale, "at_least": band["from"]}
    return {"scale": scale, "at_most": band["to"]}


def level_reached(outcome: Part, facts: Facts) -> str:
    """The highest level with a rule that holds, else the lowest level."""
    held = [rank(outcome, rule["level"]) for rule in rules_of(outcome) if facts.rules[outcome["id"], rule["id"]]]
    return str(outcome["levels"][max(held, default=0)]["id"])


def rank(outcome: Part, level: str) -> int:
    """The place of a level in its outcome; the lowest is 0."""
    return [each["id"] for each in outcome["levels"]].index(level)


# Scales


def scale_value(scale: Part, facts: Facts, still_open: AbstractSet[str]) -> Fraction:
    """The number that a scale has in one completion, after its missing-data rule, and rounded last."""
    [kind] = [kind for kind in VALUES if kind in scale]
    value = VALUES[kind](scale, facts, still_open)
    if "round" in scale:
        return rounded(value, scale["round"]["places"], scale["round"]["how"])
    return value


def _sum(scale: Part, facts: Facts, still_open: AbstractSet[str]) -> Fraction:
    items = selected(scale, scale["sum"], facts)
    points = {
        item["id"]: Fraction(scale.get("weights", {}).get(item["id"], 1)) * option_score(scale, item, facts)
        for item in items
        if not takes_item_out(item, facts)
    }
    return with_missing_rule(scale, items, points, facts, still_open)


def _count(scale: Part, facts: Facts, still_open: AbstractSet[str]) -> Fraction:
    items = selected(scale, scale["count"], facts)
    points = {item["id"]: Fraction(int(facts.options[item["id"]] in scale["where"])) for item in items}
    return with_missing_rule(scale, items, points, facts, still_open)


def _highest(scale: Part, facts: Facts, _: AbstractSet[str]) -> Fraction:
    items = [item for item in selected(scale, scale["highest"], facts) if not takes_item_out(item, facts)]
    return max((option_score(scale, item, facts) for item in items), default=Fraction(0))


def _points(scale: Part, facts: Facts, _: AbstractSet[str]) -> Fraction:
    return sum((Fraction(part["score"]) for part in scale["points"] if condition(part["when"], facts)), Fraction(0))


def _combine(scale: Part, facts: Facts, _: AbstractSet[str]) -> Fraction:
    value = Fraction(scale.get("plus", 0))
    for part in scale["combine"]:
        value += Fraction(part.get("times", 1)) * facts.scales[part["scale"]] / Fraction(part.get("over", 1))
    return value


def _lookup(scale: Part, facts: Facts, _: AbstractSet[str]) -> Fraction:
    number = facts.scales[scale["lookup"]]
    reached = [row for row in scale["table"] if Fraction(row["from"]) <= number]
    row = reached[-1] if reached else scale["table"][0]
    return Fraction(row["value"])


VALUES: Mapping[str, Callable[[Part, Facts, AbstractSet[str]], Fraction]] = {
    "sum": _sum,
    "count": _count,
    "highest": _highest,
    "points": _points,
    "combine": _combine,
    "lookup": _lookup,
}


def selected(scale: Part, selection: Any, facts: Facts) -> list[Part]:
    """The items of a selection that apply and are scored."""
    return [
        item
        for section, item in items_of(facts.document)
        if (
            selection == "all"
            or item["id"] in selection.get("items", [])
            or section["id"] in selection.get("sections", [])
        )
        and facts.options.get(item["id"], NOT_SCORED) != NOT_SCORED
    ]


def option_score(scale: Part, item: Part, facts: Facts) -> Fraction:
    """The score of the option that an item has, as this scale counts it."""
    option = option_now(item, facts)
    if "scores" in scale:
        return Fraction(scale["scores"][option["id"]])
    return Fraction(option.get("score", 0))


def option_now(item: Part, facts: Facts) -> Part:
    """The option or band that an item has in this completion."""
    [option] = [each for each in options_of(facts.document, item) if each["id"] == facts.options[item["id"]]]
    return option


def takes_item_out(item: Part, facts: Facts) -> bool:
    """Whether the item is answered with an option that is flagged as not applicable."""
    flagged: bool = option_now(item, facts).get("not_applicable", False)
    return flagged


def with_missing_rule(
    scale: Part,
    items: Sequence[Part],
    points: Mapping[str, Fraction],
    facts: Facts,
    still_open: AbstractSet[str],
) -> Fraction:
    """The total of a scale, by its rule for missing answers where it has one that is used, else over all its items."""
    n_missing = sum(item["id"] in still_open for item in items)
    answered = [item["id"] for item in items if item["id"] not in still_open and not takes_item_out(item, facts)]
    rule = scale.get("missing", {"allow": 0, "method": "as_zero"})
    is_used = 1 <= n_missing <= rule["allow"] and (answered or rule["method"] == "as_zero")
    if not is_used:
        return sum(points.values(), Fraction(0))
    total = sum((points[item] for item in answered), Fraction(0))
    if rule["method"] == "as_zero":
        return total
    prorated = total / len(answered) * (len(answered) + n_missing)
    return rounded(prorated, 0, rule["round"]) if "round" in rule else prorated


def rounded(value: Fraction, places: int, how: str) -> Fraction:
    """A number with so many decimals; a half goes away from zero for ``half_up``, to the even one for ``half_even``."""
    unit = Fraction(1, 10**places)
    size = abs(value) / unit
    whole = {
        "half_up": math.floor(size + Fraction(1, 2)),
        "half_even": round(size),
        "down": math.floor(size),
        "up": math.ceil(size),
    }[how]
    return whole * unit if value >= 0 else -whole * unit


# Conditions


def condition(when: Part, facts: Facts) -> bool:
    """Whether a condition holds, given what is settled."""
    [form] = [form for form in FORMS if form in when]
    return FORMS[form](when, facts)


def _item_is(when: Part, facts: Facts) -> bool:
    return when["item"] in facts.options and facts.options[when["item"]] in when["is"]


def _scale_compares(when: Part, facts: Facts) -> bool:
    value = facts.scales[when["scale"]]
    if "between" in when:
        low, high = when["between"]
        return Fraction(low) <= value <= Fraction(high)
    if "at_least" in when:
        return value >= Fraction(when["at_least"])
    return value <= Fraction(when["at_most"])


def _outcome_stands(when: Part, facts: Facts) -> bool:
    [outcome] = [each for each in facts.document["outcomes"] if each["id"] == when["outcome"]]
    stands = rank(outcome, facts.outcomes[when["outcome"]])
    if "is" in when:
        return stands == rank(outcome, when["is"])
    if "at_least" in when:
        return stands >= rank(outcome, when["at_least"])
    return stands <= rank(outcome, when["at_most"])


FORMS: Mapping[str, Callable[[Part, Facts], bool]] = {
    "item": _item_is,
    "scale": _scale_compares,
    "outcome": _outcome_stands,
    "all": lambda when, facts: all(condition(part, facts) for part in when["all"]),
    "any": lambda when, facts: any(condition(part, facts) for part in when["any"]),
    "not": lambda when, facts: not condition(when["not"], facts),
    "of": lambda when, facts: sum(condition(part, facts) for part in when["of"]) >= when["at_least"],
}
