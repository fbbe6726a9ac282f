"""Answer sets that show something: what `Instrument.score` takes, from the choices of the programme."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.answers import check_answers
from riskscreen.engine.compile import Compiled
from riskscreen.model.number import Number, as_json
from riskscreen.model.response import NumberResponse
from riskscreen.model.value import Value, value


@value
class AnswerSet(Value):
    """A complete set of answers, as ``(item, answer)`` in the order of the instrument."""

    given: tuple[tuple[str, str | Number], ...]

    @property
    def answers(self) -> dict[str, str | Number]:
        """The answers as `Instrument.score` takes them."""
        return dict(self.given)

    def to_dict(self) -> dict[str, str | int]:
        """The answers for JSON, where a number with decimals is a text."""
        return {item: answer if isinstance(answer, str) else as_json(answer) for item, answer in self.given}


def answer_set(compiled: Compiled, choices: Mapping[int, int]) -> AnswerSet:
    """The answers that these choices of scored items are; numbers that are only recorded get their least."""
    given = {compiled.items[n].id: answer_of(compiled, n, choice) for n, choice in choices.items()}
    recorded = {item.id: item.response.least for item in compiled.definition.items
                if isinstance(item.response, NumberResponse) and not item.response.bands}
    if recorded:
        open_items = check_answers(compiled.definition, given, partial=True).with_state("unanswered")
        given |= {item: recorded[item] for item in open_items if item in recorded}
    return AnswerSet(tuple((item.id, given[item.id]) for item in compiled.definition.items if item.id in given))


def answer_of(compiled: Compiled, item: int, choice: int) -> str | Number:
    """An answer that makes this choice: an option, or the lowest number of a band."""
    response = compiled.items[item].response
    return response.bands[choice].start if isinstance(response, NumberResponse) else response.choices[choice].id
