"""Instruments of twenty items and cases of them, always the same for the same number.

They are too large for trying every answer, and made so that their lists of reasons and changes can still be read.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

Part = dict[str, Any]

RISING = ((0, 1), (0, 1), (0, 2), (0, 1, 2))
ANY_WAY = (*RISING, (2, 0, 1), (0, 1, -1))
WEIGHTS = (2, 3, Decimal("1.5"))
CORE = tuple(f"core_{n}" for n in range(1, 16))
BEHIND = tuple(f"behind_{n}" for n in range(1, 5))


def text(words: str) -> Part:
    """A text in one language."""
    return {"en": words}


def drawn_instrument(random: Random, *, pulls_both_ways: bool) -> Part:
    """One gate, fifteen items for all cases and four behind the gate; three scales and two outcomes.

    Now and then the last item hangs on another one behind the gate.
    Where it pulls both ways, an option can raise one scale and lower another, and so can a rule.
    """
    scores = ANY_WAY if pulls_both_ways else RISING
    weights = (*WEIGHTS, -1) if pulls_both_ways else WEIGHTS
    items = {name: drawn_item(random, name, scores) for name in (*CORE, *BEHIND)}
    raised = {name: raised_options(item)[:1 if pulls_both_ways else None] for name, item in items.items()}
    if random.random() < 0.3:
        items[BEHIND[-1]]["applies_when"] = {"item": BEHIND[0], "is": raised[BEHIND[0]]}
    whens = conditions(random, raised, pulls_both_ways=pulls_both_ways)
    about = {"status": "synthetic", "licence": "CC0-1.0", "intended_use": text("Testing"),
             "not_for": text("Decisions about people"), "sources": {"own": "Written by a generator."}}
    return {
        "format": "riskscreen/1", "id": "twenty-items", "version": "0.1.0", "title": text("Twenty items"),
        "about": about,
        "sections": [
            {"id": "context", "title": text("Context"), "items": [{"id": "gate", "text": text("Gate"), "response": {
                "options": [{"id": "no", "label": text("No")}, {"id": "yes", "label": text("Yes")}]}}]},
            {"id": "core", "title": text("Core"), "items": [items[name] for name in CORE]},
            {"id": "behind", "title": text("Behind"), "items": [items[name] for name in BEHIND],
             "applies_when": {"item": "gate", "is": ["yes"]}}],
        "scales": [drawn_sum(random, weights), drawn_count(random, raised), drawn_third(random, items)],
        "outcomes": [drawn_part(random), drawn_concern(random, whens)],
        "result": "concern",
    }


def drawn_item(random: Random, name: str, codings: tuple[tuple[int, ...], ...]) -> Part:
    """An item of two or three options, scored in one of these ways."""
    scores = random.choice(codings)
    options = [{"id": f"o{n}", "label": text(f"Option {n}"), "score": score} for n, score in enumerate(scores)]
    return {"id": name, "text": text(name), "response": {"options": options}}


def drawn_sum(random: Random, weights: tuple[int | Decimal, ...]) -> Part:
    """Some items, of which a few have a weight of their own."""
    items = random.sample(CORE, random.randint(5, 8)) + random.sample(BEHIND, 2)
    weighed = {item: random.choice(weights) for item in random.sample(items, 3)}
    return {"id": "points", "sum": {"items": items}, "weights": weighed}


def raised_options(item: Part) -> list[str]:
    """The options of an item but its first."""
    return [option["id"] for option in item["response"]["options"][1:]]


def drawn_count(random: Random, raised: dict[str, list[str]]) -> Part:
    """How many items of a section or of some items are raised."""
    items = random.choice([random.sample(CORE, 7), BEHIND])
    where = sorted({option for item in items for option in raised[item]})
    return {"id": "signs", "count": {"sections": ["behind"]} if items is BEHIND else {"items": items}, "where": where}


def drawn_third(random: Random, items: dict[str, Part]) -> Part:
    """A scale of another kind, for the earlier outcome."""
    four = [*random.sample(CORE, 3), BEHIND[1]]
    used = {option["id"] for item in four for option in items[item]["response"]["options"]}
    return {"id": "third", **random.choice([
        {"highest": {"items": four}},
        {"sum": {"items": four}, "scores": {option: n for n, option in enumerate(sorted(used))}},
        {"combine": [{"scale": "points", "over": 4}, {"scale": "signs", "over": 3}],
         "round": {"places": 0, "how": "half_up"}},
        {"lookup": "points", "table": [{"from": 0, "value": 0}, {"from": 4, "value": 1}, {"from": 8, "value": 2}]}])}


def drawn_part(random: Random) -> Part:
    """An earlier outcome by bands of the third scale."""
    bands = [{"level": "medium", "from": random.randint(1, 2)}, {"level": "high", "from": 3}]
    return {"id": "part", "title": text("Part"), "levels": levels(), "scale": "third", "bands": bands}


def conditions(random: Random, raised: dict[str, list[str]], *, pulls_both_ways: bool) -> list[Part]:
    """Conditions of every form, those that are harder to meet last."""
    one, other, helpful, *of = ({"item": item, "is": raised[item]} for item in random.sample(CORE, 7))
    easy: list[Part] = [
        {"scale": "points", "at_least": random.randint(4, 6)},
        {"scale": "signs", "at_least": random.randint(2, 3)},
        {"at_least": 2, "of": of}]
    hard: list[Part] = [
        {"scale": "points", "at_least": random.randint(7, 9)},
        {"all": [one, {"scale": "signs", "at_least": random.randint(2, 3)}]},
        {"all": [{"any": [other, {"item": "gate", "is": ["yes"]}]},
                 {"outcome": "part", "at_least": "medium"}]}]
    if pulls_both_ways:
        easy.append({"all": [{"outcome": "part", "at_least": "medium"}, {"not": helpful}]})
        hard.append({"all": [{"item": "gate", "is": ["yes"]}, {"scale": "points", "between": [5, 8]}]})
    return random.sample(easy, 2) + random.sample(hard, 2)


def drawn_concern(random: Random, whens: list[Part]) -> Part:
    """The result: half of the conditions lead to its middle level, the others to its highest; in any order."""
    rules = [{"id": f"rule_{n}", "level": "medium" if n < len(whens) // 2 else "high", "when": when,
              "because": text(f"Rule {n}")} for n, when in enumerate(whens)]
    random.shuffle(rules)
    return {"id": "concern", "title": text("Concern"), "levels": levels(), "rules": rules}


def levels() -> list[Part]:
    """Three levels."""
    return [{"id": level, "label": text(level)} for level in ("low", "medium", "high")]


def drawn_answers(random: Random, document: Part, unknown: float) -> Part:
    """Answers to the items of an instrument, each *unknown* with some chance.

    Items behind a gate are answered where the gate is not known to shut them out.
    """
    answers: Part = {}
    for section in document["sections"]:
        for item in section["items"]:
            gates = [part["applies_when"] for part in (section, item) if "applies_when" in part]
            if not all(answers.get(gate["item"]) in (*gate["is"], "unknown") for gate in gates):
                continue
            response = item["response"]
            response = document["response_scales"][response] if isinstance(response, str) else response
            options = [option["id"] for option in response["options"]]
            known = random.choice([*options, options[0]])  # the first twice, or else most cases are high
            answers[item["id"]] = "unknown" if random.random() < unknown else known
    return answers
