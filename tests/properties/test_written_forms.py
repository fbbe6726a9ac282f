"""An answer can be written in several forms, and each of them means one thing."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import riskscreen
from conftest import N_EXAMPLES
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


@given(st.data())
def test_answers_that_a_result_tells_follow_the_schema_of_answers(data: st.DataObject) -> None:
    """What we write is what we say that answers look like."""
    instrument = data.draw(instruments())
    result = instrument.score(data.draw(answers(instrument, evidence=True)))

    jsonschema.validate(json.loads(json.dumps(result.to_dict()))["answers"],
                        json.loads(json.dumps(instrument.answers_schema(), default=float)))


ANSWER_SETS = ("answers", "example", "example_alone", "example_changing", "witness", "compared_with")


def answer_sets_in(told: object) -> Iterator[tuple[dict[str, object], bool]]:
    """Every set of answers in plain values, wherever it stands, and whether it says that some were left out."""
    if isinstance(told, dict):
        for name, part in told.items():
            if name in ANSWER_SETS and isinstance(part, dict) and not {"answers", "before"} & part.keys():
                yield part, bool(told.get("partial", False))
            else:
                yield from answer_sets_in(part)
    elif isinstance(told, list):
        for part in told:
            yield from answer_sets_in(part)


@settings(max_examples=max(1, N_EXAMPLES // 2))
@given(instruments(max_items=4, max_scales=2, max_outcomes=2))
def test_every_set_of_answers_that_we_write_can_be_scored(instrument: Instrument) -> None:
    """Vectors in both forms, the examples of analysis, check and comparison, and the witnesses of mutants."""
    vectors = instrument.vectors()
    told = {
        "vectors": [vector.to_dict() for vector in vectors],
        "in a file": [json.loads(json.dumps(vector.to_json(), default=str)) for vector in vectors],
        "analysis": instrument.analyse().to_dict(),
        "findings": [finding.to_dict() for finding in instrument.check(vectors)],
        "comparison": instrument.compare(instrument).to_dict(),
        "mutations": instrument.mutations(vectors[:1]).to_dict(),
    }
    found = list(answer_sets_in(json.loads(json.dumps(told))))

    assert len(found) >= 2 * len(vectors)
    for answer_set, is_partial in found:
        instrument.score(answer_set, partial=is_partial)


WARM = {
    "format": "riskscreen/1", "id": "warmth", "version": "0.1.0", "title": {"en": "Warmth"},
    "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": {"en": "To try."},
              "not_for": {"en": "Decisions."}, "sources": {"own": "Written for this test."}},
    "sections": [{"id": "s", "title": {"en": "All"}, "items": [
        {"id": "degrees", "text": {"en": "Degrees"}, "response": {
            "decimal": {"min": 0, "max": 10, "places": 1},
            "bands": [{"id": "cold", "from": 0, "label": {"en": "Cold"}, "score": 0},
                      {"id": "warm", "from": Decimal("2.5"), "label": {"en": "Warm"}, "score": 1}]}}]}],
    "scales": [{"id": "total", "sum": "all"}],
    "outcomes": [{"id": "level", "title": {"en": "Level"},
                  "levels": [{"id": "low", "label": {"en": "Low"}}, {"id": "high", "label": {"en": "High"}}],
                  "scale": "total", "bands": [{"level": "low", "from": 0}, {"level": "high", "from": 1}]}],
    "result": "level",
}


def test_vectors_with_decimals_notice_mistakes() -> None:
    """Bands at 0 and at 2.5: what vectors() gives goes into mutations() and check() as it is, in each of its forms."""
    instrument = Instrument.from_dict(WARM)
    vectors = instrument.vectors()

    assert Decimal("2.5") in {vector.answers["degrees"] for vector in vectors}
    for form in (vectors, [vector.to_dict() for vector in vectors], [vector.to_json() for vector in vectors]):
        assert instrument.mutations(form).score == instrument.mutations(vectors).score > 0
        assert "F-vector-wrong" not in {finding.code for finding in instrument.check(form)}


@pytest.mark.parametrize(("given", "kept"), [
    (Decimal("2.50"), "2.5"), ("2.5", "2.5"), ("02.50", "2.5"), (3, 3), ("3.0", 3), ("-0", 0)])
def test_a_number_is_kept_in_one_form(given: object, kept: object) -> None:
    """However it was written, a number is kept in lowest form, and told as a text where it has decimals."""
    result = Instrument.from_dict(WARM).score({"degrees": given})

    assert json.loads(json.dumps(result.to_dict()))["answers"] == {"degrees": kept}
    assert riskscreen.read_answers(json.dumps(result.to_dict()), result.instrument).answers == {"degrees": kept}
