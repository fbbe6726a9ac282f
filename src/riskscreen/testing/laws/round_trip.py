"""What is written and read again is the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from hypothesis import strategies as st

from riskscreen.documents.answers_file import AnswersFile, read_answers_file, write_answers_file
from riskscreen.errors import RiskscreenError
from riskscreen.screening.instrument import Instrument
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.strategies import answers


def _definition_broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    kind = type(instrument)
    ways: Mapping[str, Callable[[], Instrument]] = {
        "to_dict and from_dict": lambda: kind.from_dict(instrument.to_dict()),
        "to_json and from_json": lambda: kind.from_json(instrument.to_json()),
    }
    for way, read_again in ways.items():
        try:
            again = read_again()
        except RiskscreenError as error:
            yield f"by {way} it cannot be read again: {error}"
            continue
        if again != instrument:
            yield f"by {way} another definition comes back"
        elif again.digest != instrument.digest:
            yield f"by {way} another digest comes back: {again.digest}, not {instrument.digest}"


def _result_broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    result = instrument.score(case["answers"], partial=True)  # type: ignore[arg-type]
    told = result.to_dict()
    given = {item: _without_empty_evidence(answer) for item, answer in case["answers"].items()}  # type: ignore[attr-defined]
    if result.answers.to_dict() != given:
        yield "the result carries other answers than were given"
    written = json.dumps(told)
    if json.loads(written) != told:
        yield "the result is another one after it went through JSON"
    file = AnswersFile(instrument.id, instrument.version, result.answers.to_dict())
    ways: Mapping[str, Callable[[], Mapping[str, object]]] = {
        "that the result carries": result.answers.to_dict,
        "that the result tells, after they went through JSON": lambda: json.loads(written)["answers"],
        "that are read from the result as from a file":
            lambda: read_answers_file(written, instrument.definition, partial=True).answers,
        "after they were written to a file and read":
            lambda: read_answers_file(write_answers_file(file), instrument.definition, partial=True).answers,
    }
    for way, answers_again in ways.items():
        try:
            again = instrument.score(answers_again(), partial=True)
        except RiskscreenError as error:
            yield f"the answers {way} are refused: {error}"
            continue
        if again != result or again.to_dict() != told:
            yield f"scoring the answers {way} gives another result"


def _without_empty_evidence(answer: object) -> object:
    """The answer as a result carries it: bare where it came with no evidence."""
    return answer["answer"] if isinstance(answer, Mapping) and len(answer) == 1 else answer


DEFINITION_ROUND_TRIP = Law(
    says="A definition that is written and read again is the same one, in content and in digest.",
    cases=lambda _: st.just({}), broken_by=_definition_broken_by)

RESULT_ROUND_TRIP = Law(
    says="A result carries all it takes to score the same case again to the same result.",
    cases=lambda instrument: answers(instrument, evidence=True).map(lambda given: {"answers": given}),
    broken_by=_result_broken_by)
