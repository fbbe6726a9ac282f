"""What the analysis must find, by listing every answer set: with the oracle, which shares no code with it."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from oracle import naive

Completion = naive.Completion


@attrs.define
class Listed:
    """Every answer set of a document, each scored."""

    document: dict[str, Any]
    every: list[tuple[Completion, naive.Facts]]

    @classmethod
    def of(cls, document: dict[str, Any]) -> Listed:
        """List them."""
        return cls(document, [(each, naive.scored(document, each, frozenset()))
                              for each in naive.completions(document, {})])

    @property
    def result(self) -> naive.Part:
        """The outcome that is the result."""
        return self.outcome(self.document["result"])

    def outcome(self, name: str) -> naive.Part:
        """The outcome of this name."""
        return next(outcome for outcome in self.document["outcomes"] if outcome["id"] == name)

    def levels(self, outcome: str) -> Counter[str]:
        """How many answer sets have each level."""
        return Counter(facts.outcomes[outcome] for _, facts in self.every)

    def numbers(self, scale: str) -> Counter[Any]:
        """How many answer sets give a scale each number."""
        return Counter(facts.scales[scale] for _, facts in self.every)

    def rule(self, outcome: str, rule: str) -> tuple[int, int, int, int]:
        """In how many a rule holds, holds alone, changes its outcome, changes the result."""
        holding = [facts for _, facts in self.every if facts.rules[outcome, rule]]
        found = self.outcome(outcome)
        ranks = {each["id"]: naive.rank(found, each["level"]) for each in naive.rules_of(found)}
        alone = sum(not any(facts.rules[outcome, other] for other in ranks
                            if other != rule and ranks[other] >= ranks[rule]) for facts in holding)
        without = self.without(outcome, rule)
        changes = {name: sum(facts.outcomes[name] != other.outcomes[name]
                             for (_, facts), (_, other) in zip(self.every, without.every, strict=True))
                   for name in (outcome, self.document["result"])}
        return len(holding), alone, changes[outcome], changes[self.document["result"]]

    def without(self, outcome: str, rule: str) -> Listed:
        """The same without a rule, which bands are made into first."""
        document = copy.deepcopy(self.document)
        found = next(each for each in document["outcomes"] if each["id"] == outcome)
        found["rules"] = [each for each in naive.rules_of(found) if each["id"] != rule]
        found.pop("bands", None)
        return self.again(document)

    def moved(self, pointer: str, by: int) -> Counter[tuple[str, str]]:
        """How many answer sets go from which level to which when the number at this pointer is moved."""
        other = self.again(self.changed_at(pointer, by))
        name = self.document["result"]
        return Counter((before.outcomes[name], after.outcomes[name])
                       for (_, before), (_, after) in zip(self.every, other.every, strict=True)
                       if before.outcomes[name] != after.outcomes[name])

    def changed_at(self, pointer: str, by: int) -> dict[str, Any]:
        """The document with the number at this pointer moved."""
        document = copy.deepcopy(self.document)
        place: Any = document
        *parents, last = pointer.split("/")[1:]
        for part in parents:
            place = place[int(part)] if isinstance(place, list) else place[part]
        place[int(last) if isinstance(place, list) else last] += by
        return document

    def again(self, document: dict[str, Any]) -> Listed:
        """The same answer sets, scored by another document."""
        return Listed(document, [(each, naive.scored(document, each, frozenset())) for each, _ in self.every])

    def n_changing(self, item: str) -> int:
        """In how many answer sets another answer to the item changes the level, whatever comes to apply."""
        return sum(self._is_changing(each, facts, item) for each, facts in self.every)

    def _is_changing(self, each: Completion, facts: naive.Facts, item: str) -> bool:
        level = facts.outcomes[self.document["result"]]
        return any(all(self._level(other) != level for other in self.changed(each, item, option))
                   for option in self.others(each, item))

    def others(self, each: Completion, item: str) -> list[str]:
        """The other options of an item that is answered."""
        found = naive.options_of(self.document, self.item(item))
        return [option["id"] for option in found if item in each and option["id"] != each[item]]

    def changed(self, each: Completion, item: str, option: str) -> list[Completion]:
        """The answer sets with this other answer, and any answers to what comes to apply by it."""
        answers = {name: answer for name, answer in each.items() if answer != naive.NOT_SCORED} | {item: option}
        return naive.completions(self.document, answers)

    def is_monotone(self, item: str) -> bool:
        """Whether no answer with a higher score gives a lower level."""
        scores = self.scores(item)
        return not any(
            scores[option] > scores[each[item]] and self._rank(self._level(other)) < self._rank(
                facts.outcomes[self.document["result"]])
            for each, facts in self.every if each.get(item) in scores
            for option in self.others(each, item) if option in scores for other in self.changed(each, item, option))

    def scores(self, item: str) -> dict[str, Any]:
        """The scores of the options, or, where all are the same, how many scales count each."""
        options = [option for option in naive.options_of(self.document, self.item(item))
                   if not option.get("not_applicable")]
        scores = {option["id"]: option.get("score", 0) for option in options}
        if len(set(scores.values())) > 1:
            return scores
        section = next(section["id"] for section, found in naive.items_of(self.document) if found["id"] == item)
        counts = [scale for scale in self.document["scales"] if "count" in scale and (
            scale["count"] == "all" or item in scale["count"].get("items", ())
            or section in scale["count"].get("sections", ()))]
        return {name: sum(name in scale["where"] for scale in counts) for name in scores}

    def item(self, name: str) -> naive.Part:
        """The item of this name."""
        return next(item for _, item in naive.items_of(self.document) if item["id"] == name)

    def scored_items(self) -> Iterator[str]:
        """The items that scoring can see."""
        return (item["id"] for _, item in naive.items_of(self.document) if naive.options_of(self.document, item))

    def _level(self, each: Completion) -> str:
        return naive.scored(self.document, each, frozenset()).outcomes[self.document["result"]]

    def _rank(self, level: str) -> int:
        return naive.rank(self.result, level)
