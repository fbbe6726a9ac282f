"""Some complete cases of an instrument that is being drawn: where its cut-offs should lie is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from riskscreen.answers import check_answers
from riskscreen.definition.link import link
from riskscreen.engine.compile import compile_definition
from riskscreen.engine.score import facts_of_answers
from riskscreen.model.truth import YES
from riskscreen.testing.completing import Gates, completed
from riskscreen.testing.documents.basics import Document, Part

N_SAMPLES = 16
TRIED = "tried"


class Samples:
    """Cases that are always the same for the same items, scored with what stands in the document so far."""

    def __init__(self, document: Document) -> None:
        random = Random(0)
        definition = link(_so_far(document, []))
        self._document = document
        gates = Gates(definition)
        cases = [completed(definition, {}, random.choice, gates) for _ in range(N_SAMPLES)]
        self._answers = [check_answers(definition, case, partial=True) for case in cases]

    def values(self) -> tuple[Fraction, ...]:
        """What the last scale comes to in the samples, rising."""
        compiled = compile_definition(link(_so_far(self._document, [])))
        unit = compiled.units[-1]
        facts = [facts_of_answers(compiled, answers) for answers in self._answers]
        return tuple(sorted({Fraction(each.scales[-1][0], unit) for each in facts}))

    def by_rarity(self, conditions: Sequence[Part]) -> list[Part]:
        """The conditions, those first that hold in the most samples."""
        compiled = compile_definition(link(_so_far(self._document, [_outcome_of(conditions)])))
        facts = [facts_of_answers(compiled, answers) for answers in self._answers]
        n_held = [sum(each.rules[-1][n] == YES for each in facts) for n in range(len(conditions))]
        return [conditions[n] for n in sorted(range(len(conditions)), key=lambda n: -n_held[n])]


def _so_far(document: Document, more_outcomes: list[Part]) -> dict[str, Any]:
    """The document as it stands, with what the engine wants besides."""
    outcomes = [*document.get("outcomes", ()), *more_outcomes]
    return {**document, "outcomes": outcomes, "result": TRIED}


def _outcome_of(conditions: Sequence[Part]) -> Part:
    """An outcome that only says which of the conditions hold."""
    label = {"en": TRIED}
    rules = [{"id": f"rule_{n}", "level": TRIED, "when": when} for n, when in enumerate(conditions)]
    return {"id": TRIED, "title": label, "levels": [{"id": TRIED, "label": label}], "rules": rules}
