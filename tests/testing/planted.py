"""Instruments with one fault each: in the definition, or in the engine that scores it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from riskscreen import Instrument, Result
from riskscreen.engine.facts import Facts
from riskscreen.model.answer import Answers
from riskscreen.model.text import Text

DOORSTEP = Path(__file__).resolve().parents[1] / "data" / "doorstep-check.json"


def doorstep() -> dict[str, Any]:
    """The small instrument of the format's page, to change at will."""
    document: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    return document


def with_rule(when: Mapping[str, Any], *, level: str = "high") -> Instrument:
    """The small instrument with one more rule."""
    document = copy.deepcopy(doorstep())
    document["outcomes"][0]["rules"].append(
        {"id": "planted", "level": level, "when": when, "because": {"en": "Planted.", "nl": "Geplant."}})
    return Instrument.from_dict(document)


class Faulty(Instrument):
    """An instrument whose engine has a fault: `wrong` says what comes out instead."""

    def score(self, answers: Mapping[str, object], *, partial: bool = False) -> Result:
        result = super().score(answers, partial=partial)
        return Result(self, result._kept, self.wrong(result._facts, answers))

    def wrong(self, facts: Facts, answers: Mapping[str, object]) -> Facts:
        raise NotImplementedError


class SilentLow(Faulty):
    """What is open counts as harmless."""

    def wrong(self, facts: Facts, answers: Mapping[str, object]) -> Facts:
        return attrs.evolve(facts, outcomes=tuple((low, low) for low, _ in facts.outcomes))


class WideBounds(Faulty):
    """What is open might be anything, although it cannot."""

    def wrong(self, facts: Facts, answers: Mapping[str, object]) -> Facts:
        is_open = set(answers) < {"former_partner", "threats", "weapon"}
        return attrs.evolve(facts, outcomes=((0, 2),)) if is_open else facts


class StillTold(Result):
    """A result that goes on telling what to do while it is open."""

    @property
    def when_open(self) -> tuple[Text, ...]:
        return self.instrument.outcomes[self.instrument.definition.result].when_open


class AlwaysOpen(Instrument):
    """An instrument whose results do so."""

    def score(self, answers: Mapping[str, object], *, partial: bool = False) -> Result:
        result = super().score(answers, partial=partial)
        return StillTold(self, result._kept, result._facts)


class FirstRuleWins(Faulty):
    """Rules are tried in their order, and the first one that holds decides."""

    def wrong(self, facts: Facts, answers: Mapping[str, object]) -> Facts:
        [outcome] = self.definition.outcomes
        ranks = [outcome.levels[0].ladder.index(rule.level) for rule in outcome.rules]
        held = [rank for rank, truth in zip(ranks, facts.rules[0], strict=True) if truth == 2]
        rank = held[0] if held else 0
        return attrs.evolve(facts, outcomes=((rank, rank),))


class LastAnswerCounts(Faulty):
    """The scales lose what was answered before the last answer."""

    def wrong(self, facts: Facts, answers: Mapping[str, object]) -> Facts:
        last = list(answers.values())[-1] if answers else None
        return attrs.evolve(facts, scales=tuple((0, 0) if last == "absent" else span for span in facts.scales))


class OffByOne(Faulty):
    """The levels are one higher than the rules say."""

    def wrong(self, facts: Facts, answers: Mapping[str, object]) -> Facts:
        return attrs.evolve(facts, outcomes=tuple((min(low + 1, 2), min(high + 1, 2)) for low, high in facts.outcomes))


class WrongSum(Faulty):
    """A scale is one more than what contributes to it."""

    def wrong(self, facts: Facts, answers: Mapping[str, object]) -> Facts:
        return attrs.evolve(facts, scales=tuple((low + 1, high + 1) for low, high in facts.scales))


class Forgetful(Instrument):
    """The result keeps another answer than the one that was given."""

    def score(self, answers: Mapping[str, object], *, partial: bool = False) -> Result:
        result = super().score(answers, partial=partial)
        entries = [attrs.evolve(entry, because=None) for entry in result.answers.entries]
        return Result(self, Answers(tuple(entries)), result._facts)


class Careless(Instrument):
    """Writing the definition loses a rule."""

    def to_dict(self) -> dict[str, Any]:
        document = super().to_dict()
        document["outcomes"][0]["rules"].pop()
        return document
