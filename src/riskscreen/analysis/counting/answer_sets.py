"""Answer sets that show something: what `Instrument.score` takes, from the choices of the programme."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from riskscreen.answers.check import check_answers
from riskscreen.cell import Cell
from riskscreen.engine.compile import Compiled
from riskscreen.model.number import Number, as_json, in_lowest_form
from riskscreen.model.response import UNKNOWN, NumberResponse


@attrs.frozen(repr=False)
class AnswerSet(Cell):
    """A set of answers, as ``(item, answer)`` in the order of the instrument.

    It is complete, except in vectors for a rule for missing answers: there an answer can be *unknown*, or be left out,
    and ``partial`` says so.
    """

    given: tuple[tuple[str, str | Number], ...]
    partial: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether every item that applies is answered."""
        return not self.partial and all(answer != UNKNOWN for _, answer in self.given)

    @property
    def answers(self) -> dict[str, str | Number]:
        """The answers as `Instrument.score` takes them."""
        return dict(self.given)

    def to_dict(self) -> dict[str, str | int]:
        """The answers for JSON, where a number with decimals is a text."""
        return {item: answer if isinstance(answer, str) else as_json(answer) for item, answer in self.given}


def answer_set(compiled: Compiled, choices: Mapping[int, int]) -> AnswerSet:
    """The answers that these choices of scored items are; numbers that are only recorded get their least."""
    return answer_set_of(compiled, {n: answer_of(compiled, n, choice) for n, choice in choices.items()})


def answer_set_of(compiled: Compiled, answers: Mapping[int, str | Number], *, partial: bool = False) -> AnswerSet:
    """The same for answers to scored items."""
    given = {compiled.items[n].id: answer for n, answer in answers.items()}
    recorded = {item.id: item.response.least for item in compiled.definition.items
                if isinstance(item.response, NumberResponse) and not item.response.bands}
    if recorded:
        open_items = check_answers(compiled.definition, given, compiled.applies, partial=True).with_state("unanswered")
        given |= {item: recorded[item] for item in open_items if item in recorded}
    names = (item.id for item in compiled.definition.items)
    return AnswerSet(tuple((name, given[name]) for name in names if name in given), partial)


def answer_of(compiled: Compiled, item: int, choice: int) -> str | Number:
    """An answer that makes this choice: an option, or the lowest number of a band."""
    response = compiled.items[item].response
    return response.bands[choice].start if isinstance(response, NumberResponse) else response.choices[choice].id


def last_answer_of(compiled: Compiled, item: int, choice: int) -> str | Number:
    """The same, with the highest number of a band."""
    response = compiled.items[item].response
    if not isinstance(response, NumberResponse):
        return response.choices[choice].id
    if choice + 1 == len(response.bands):
        return response.most
    below = response.bands[choice + 1].start - Decimal(1).scaleb(-response.places)
    return in_lowest_form(Decimal(below))


def choice_of(compiled: Compiled, item: int, answer: str | Number) -> int:
    """The place of the option or band that an answer is."""
    response = compiled.items[item].response
    if isinstance(answer, str) or not isinstance(response, NumberResponse):
        return compiled.choices[item][str(answer)]
    return max(n for n, band in enumerate(response.bands) if band.start <= answer)


def unknown_to(compiled: Compiled, item: int) -> str | None:
    """How to leave an item open: *unknown*, or None where its response scale forbids that and nothing is said."""
    return UNKNOWN if compiled.items[item].response.allows_unknown else None
