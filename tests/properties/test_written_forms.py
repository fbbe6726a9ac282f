"""An answer can be written in several forms, and each of them means one thing."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from riskscreen import Instrument
from riskscreen.errors import AnswersError
from riskscreen.model.number import plain
from riskscreen.model.response import NumberResponse, ResponseScale
from riskscreen.testing import answers, instruments


def written_otherwise(instrument: Instrument, item: str, answer: Any) -> Any:
    """The same answer in the other form that it has: digits for a whole number, and a whole number for digits."""
    if isinstance(answer, dict):
        return {**answer, "answer": written_otherwise(instrument, item, answer["answer"])}
    response = instrument.items[item].response
    if isinstance(response, NumberResponse) and isinstance(answer, int | Decimal):
        return plain(answer)
    if isinstance(response, ResponseScale) and answer.isdecimal():
        return int(answer)
    return answer


@given(st.data())
def test_digits_and_the_whole_number_are_the_same_answer(data: st.DataObject) -> None:
    """A number may stand as its digits; an option whose id is digits may stand as the whole number."""
    instrument = data.draw(instruments())
    given = data.draw(answers(instrument, evidence=True))
    otherwise = {item: written_otherwise(instrument, item, answer) for item, answer in given.items()}

    assert instrument.score(otherwise) == instrument.score(given)


@given(st.data())
def test_a_whole_number_never_means_a_position(data: st.DataObject) -> None:
    """A whole number gets the answer, or the code of the problem, that the text of its digits gets."""
    instrument = data.draw(instruments())
    item = data.draw(st.sampled_from([item for item in instrument.items.values() if item.response.choices
                                      and isinstance(item.response, ResponseScale)] or [None]))
    if item is None:
        return
    number = data.draw(st.integers(-4, 5))

    assert outcome_of(instrument, {item.id: number}) == outcome_of(instrument, {item.id: str(number)})


def outcome_of(instrument: Instrument, given: dict[str, object]) -> object:
    """What the answers become: the answers as they are kept, or the codes of the problems."""
    try:
        return instrument.score(given, partial=True).answers
    except AnswersError as error:
        return [problem.code for problem in error.problems]
