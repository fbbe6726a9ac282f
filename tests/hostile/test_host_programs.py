"""Errors as a host program meets them: a wrong name is a KeyError and a wrong type a TypeError, and both stay ours."""

from __future__ import annotations

import copy
import pickle
from collections import ChainMap
from collections.abc import Callable

import pytest

import riskscreen
from riskscreen import AnswersError, RiskscreenError, UnknownName, UsageError, WrongType

INSTRUMENT = riskscreen.load("sash-style")
RESULT = INSTRUMENT.score({}, partial=True)
NAMES: dict[str, Callable[[], object]] = {
    "item": lambda: INSTRUMENT.items["s99"],
    "section": lambda: INSTRUMENT.sections["signss"],
    "scale of a result": lambda: RESULT.scales["factor"],
    "outcome": lambda: RESULT.outcomes["concren"],
    "outcome of a question": lambda: RESULT.next_questions("concren"),
    "level": lambda: RESULT.changes(to="hihg"),
    "level that is compared": lambda: RESULT.at_least < "hihg",
    "language": lambda: RESULT.explain("xx"),
    "instrument": lambda: riskscreen.load("sash-stile"),
    "schema": lambda: riskscreen.schema("answer"),
    "state": lambda: RESULT.answers.with_state("unkown"),  # type: ignore[arg-type]  # that is what is tried
}
TYPES: dict[str, Callable[[], object]] = {
    "flag": lambda: INSTRUMENT.score({}, partial=1),  # type: ignore[arg-type]  # that is what is tried
    "instrument": lambda: riskscreen.load(3),  # type: ignore[arg-type]  # that is what is tried
    "definition": lambda: riskscreen.loads(None),  # type: ignore[arg-type]  # that is what is tried
    "result": lambda: RESULT.compare("x"),  # type: ignore[arg-type]  # that is what is tried
}


def raised(call: Callable[[], object]) -> RiskscreenError:
    """The error of a call that goes wrong."""
    with pytest.raises(RiskscreenError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize("wrong", NAMES)
def test_wrong_name_is_a_key_error_too(wrong: str) -> None:
    """So `except KeyError` of a host program works, and so does whatever looks up as Python does."""
    error = raised(NAMES[wrong])

    assert isinstance(error, UnknownName)
    assert isinstance(error, KeyError)
    assert isinstance(error, UsageError)


@pytest.mark.parametrize("wrong", TYPES)
def test_wrong_type_is_a_type_error_too(wrong: str) -> None:
    """As Python's own calls raise it."""
    error = raised(TYPES[wrong])

    assert isinstance(error, WrongType)
    assert isinstance(error, TypeError)
    assert isinstance(error, UsageError)


@pytest.mark.parametrize("call", [*NAMES.values(), *TYPES.values()])
def test_mixed_errors_tell_pickle_and_copy_as_the_others_do(call: Callable[[], object]) -> None:
    """KeyError would put its text in quotes, and give another one back after pickling."""
    error = raised(call)
    [problem] = error.problems

    assert str(error) == str(problem)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (type(again), str(again), again.problems) == (type(error), str(error), error.problems)
    assert error.to_dict() == {"error": type(error).__name__, "n_problems": 1, "problems": [problem.to_dict()]}


def test_error_about_answers_is_no_key_error() -> None:
    """A host that looks up its own things around a call to score must not take a wrong answer for its own slip."""
    error = raised(lambda: INSTRUMENT.score({"s99": "present"}))

    assert isinstance(error, AnswersError)
    assert not isinstance(error, KeyError | TypeError | UsageError)


def test_look_ups_work_in_a_chain_of_mappings() -> None:
    """A chain asks the first mapping, and takes its KeyError for *ask the next*."""
    chain = ChainMap(INSTRUMENT.items, {"mine": "own"})  # type: ignore[arg-type,dict-item]  # of two kinds, on purpose

    assert (chain["mine"], chain["s1"].id) == ("own", "s1")
    assert chain.get("s99", None) is None
