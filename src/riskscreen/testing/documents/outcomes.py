"""Outcomes, by rules and by bands, whose levels can really be reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from riskscreen.testing.documents.basics import (
    DrawnNames,
    Extras,
    Languages,
    WrittenPart,
    drawn_some,
    picked,
    sometimes,
    words,
)
from riskscreen.testing.documents.conditions import drawn_comparison, drawn_condition, drawn_rising, picked_scale
from riskscreen.testing.documents.samples import Samples

LEVELS = ("low", "raised", "high", "extreme")
STEPS = ("What to do always", "What to do first", "What to do then")
FOLLOW_UPS = ("instead", "cumulative")
OVERRIDES = ("raise", "raise_or_lower", "none")


def drawn_outcome(
    draw: st.DrawFn, names: DrawnNames, languages: Languages, extras: Extras, samples: Samples
) -> WrittenPart:
    """The next outcome; it can use all scales and the outcomes before it."""
    name = f"outcome_{len(names.outcomes) + 1}"
    levels = LEVELS[: draw(st.integers(2, len(LEVELS)))]
    outcome: WrittenPart = {"id": name, "title": words(languages, name)}
    outcome["levels"] = [{"id": level, "label": words(languages, level)} for level in levels]
    if extras.wanted():
        outcome["levels"][-1]["meaning"] = words(languages, "What this level means")
    if extras.wanted():
        add_to_levels(outcome, "follow_up", [words(languages, step) for step in STEPS], extras)
    if extras.wanted():
        add_to_levels(outcome, "next", ["other-1", "other-2", "other-3"], extras)
    if draw(st.booleans()):
        outcome["rules"] = drawn_rules(draw, levels, names, languages, extras, samples)
    else:
        outcome.update(drawn_bands(draw, levels, names))
    if extras.wanted():
        outcome["override"] = extras.picked(OVERRIDES)
    if extras.wanted():
        add_conduct(outcome, languages, extras)
    return outcome


def add_to_levels(outcome: WrittenPart, name: str, asked: Sequence[Any], extras: Extras) -> None:
    """Let each level ask for some of these, so that levels share some of them; the highest asks for one at least."""
    for level in outcome["levels"]:
        level[name] = [each for each in asked if extras.wanted() or (each is asked[0] and extras.wanted())]
    outcome["levels"][-1][name] = outcome["levels"][-1][name] or [asked[0]]
    for level in outcome["levels"]:
        if not level[name]:
            del level[name]


def add_conduct(outcome: WrittenPart, languages: Languages, extras: Extras) -> None:
    """What the outcome says of its follow-up while it is open; a route has no level that includes another."""
    is_route = outcome.get("override") != "raise" and extras.picked((True, False))
    outcome["kind"] = "route" if is_route else "degree"
    outcome["follow_ups"] = "instead" if is_route else extras.picked(FOLLOW_UPS)
    outcome["when_open"] = [words(languages, "Ask on"), words(languages, "Act as if it were so")]


def drawn_rules(
    draw: st.DrawFn,
    levels: Sequence[str],
    names: DrawnNames,
    languages: Languages,
    extras: Extras,
    samples: Samples,
) -> list[WrittenPart]:
    """One or two rules for every level above the lowest, in any order; now and then one for the lowest as well.

    The condition that holds least often leads to the highest level, or else the levels below it would hardly occur.
    """
    ranks = [rank for rank in range(1, len(levels)) for _ in range(draw(st.integers(1, 2)))]
    if sometimes(draw):
        ranks.insert(0, 0)
    conditions = samples.by_rarity([_rule_condition(draw, names) for _ in ranks])
    rules: list[WrittenPart] = []
    for number, (rank, when) in enumerate(zip(ranks, conditions, strict=True)):
        name = f"rule_{number + 1}"
        rules.append({"id": name, "level": levels[rank], "when": when, "because": words(languages, f"Why {name}")})
    if extras.wanted():
        rules[0]["sources"] = ["own"]
    return rules[::-1] if draw(st.booleans()) else rules


def _rule_condition(draw: st.DrawFn, names: DrawnNames) -> WrittenPart:
    return drawn_comparison(draw, names) if draw(st.booleans()) else drawn_condition(draw, names)


def drawn_bands(draw: st.DrawFn, levels: Sequence[str], names: DrawnNames) -> WrittenPart:
    """Bands over one scale: rising ``from`` or falling ``to``, for all levels or for some."""
    scale = picked_scale(draw, names)
    form = picked(draw, (*[levels[1:]] * 2, levels, None))
    named = drawn_some(draw, levels) if form is None else form
    cut_offs = drawn_rising(draw, names.scales[scale], len(named))
    if draw(st.booleans()):
        return {"scale": scale, "bands": _bands(named, "from", cut_offs)}
    return {"scale": scale, "bands": _bands(named, "to", cut_offs[::-1])}


def _bands(levels: Sequence[str], end: str, cut_offs: Sequence[object]) -> list[WrittenPart]:
    return [{"level": level, end: cut_off} for level, cut_off in zip(levels, cut_offs, strict=True)]
