"""Some complete cases of an instrument that is being drawn: where its cut-offs should lie is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import attrs

from riskscreen.answers.check import check_answers
from riskscreen.definition.link import link
from riskscreen.engine.applying import applies_in
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.engine.score import facts_of_answers
from riskscreen.model.truth import YES
from riskscreen.testing.completing import Gates, completed
from riskscreen.testing.documents.basics import Document, WrittenPart

N_SAMPLES = 16
TRIED = "tried"


class Samples:
    """Cases that are always the same for the same items, scored with what stands in the document so far."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._items = link({**document, "scales": [], "outcomes": [], "result": TRIED})
        random, gates = Random(0), Gates(self._items)
        applies = applies_in(self._items)
        cases = [completed(self._items, {}, random.choice, gates) for _ in range(N_SAMPLES)]
        self._answers = [check_answers(self._items, case, applies, partial=True) for case in cases]

    def values(self) -> tuple[Fraction, ...]:
        """What the last scale comes to in the samples, rising."""
        compiled = self._compiled([])
        numbers = {facts_of_answers(compiled, answers).scales[-1][0] for answers in self._answers}
        return tuple(Fraction(number, compiled.units[-1]) for number in sorted(numbers))

    def by_rarity(self, conditions: Sequence[WrittenPart]) -> list[WrittenPart]:
        """The conditions, those first that hold in the most samples."""
        compiled = self._compiled([*self._document["outcomes"], _outcome_of(conditions)])
        truths = [facts_of_answers(compiled, answers).rules[-1] for answers in self._answers]
        n_held = [sum(each[n] == YES for each in truths) for n in range(len(conditions))]
        return [conditions[n] for n in sorted(range(len(conditions)), key=lambda n: -n_held[n])]

    def _compiled(self, outcomes: list[WrittenPart]) -> Compiled:
        """The engine's form of the items, which stay as they are, and of the scales so far."""
        linked = link({**self._document, "sections": [], "outcomes": outcomes, "result": TRIED})
        return compile_definition(attrs.evolve(self._items, scales=linked.scales, outcomes=linked.outcomes))


def _outcome_of(conditions: Sequence[WrittenPart]) -> WrittenPart:
    """An outcome that only says which of the conditions hold."""
    label = {"en": TRIED}
    rules = [{"id": f"rule_{n}", "level": TRIED, "when": when} for n, when in enumerate(conditions)]
    return {"id": TRIED, "title": label, "levels": [{"id": TRIED, "label": label}], "rules": rules}
