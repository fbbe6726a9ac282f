"""Objects that only look like texts, and equal things that must behave alike."""

import copy
import pickle
from collections import ChainMap
from collections.abc import Callable
from typing import Any

import pytest

import riskscreen
from hostile.cases import refusal
from riskscreen import AnswersError, Instrument, Result, RiskscreenError, UnknownName, UsageError, WrongType
from riskscreen.model.named import Named

FLAGS = riskscreen.load("stalking-red-flags")
ABSENT: dict[Any, Any] = dict.fromkeys(FLAGS.items, "absent")


class Alike(str):
    """A key that equals a plain text, and no other key of its kind."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is str and str.__eq__(self, other)

    def __hash__(self) -> int:
        return str.__hash__(self)


class NoText:
    """No text, but it has the hash of one, and equals it for as long as somebody is looking."""

    def __init__(self, text: str, n_times: int) -> None:
        self.text, self.n_left = text, n_times

    def __eq__(self, other: object) -> bool:
        self.n_left -= 1
        return self.n_left >= 0 and other == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def test_keys_that_equal_one_item_do_not_stand_for_another() -> None:
    """Three keys that equal r1, and not each other, are one answer given three times; r2 still has none."""
    case = {Alike("r1"): "absent", Alike("r1"): "absent", Alike("r1"): "absent",
            **{item: "absent" for item in FLAGS.items if item not in ("r1", "r2")}}
    error = refusal(lambda: FLAGS.score(case))

    assert len(case) == len(FLAGS.items) + 1
    assert [(problem.code, problem.pointer) for problem in error.problems] == [
        ("J-duplicate-key", "/answers/r1"), ("J-duplicate-key", "/answers/r1"), ("A-missing", "/answers/r2")]


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize("n_times", [1, 2, 1000])
def test_an_answer_that_only_equals_a_text_is_none(n_times: int, partial: bool) -> None:
    """What is no text is refused, however long it equals one: level and answers can never differ."""
    error = refusal(lambda: FLAGS.score(ABSENT | {"r1": NoText("absent", n_times)}, partial=partial))

    assert [(problem.code, problem.pointer) for problem in error.problems] == [("A-wrong-type", "/answers/r1")]


def test_a_key_that_is_no_text_is_no_item() -> None:
    """A key that only equals an id is none."""
    error = refusal(lambda: FLAGS.score({**{i: "absent" for i in FLAGS.items if i != "r1"}, NoText("r1", 9): "absent"}))

    assert [problem.code for problem in error.problems] == ["A-unknown-item", "A-missing"]


def test_texts_of_other_types_are_read_for_what_they_say() -> None:
    """A kind of text, as NumPy's, is the text that it holds, whatever it says that it equals."""
    kept = FLAGS.score({Alike(item): Alike("present" if item == "r1" else "absent") for item in FLAGS.items})

    assert kept == FLAGS.score(ABSENT | {"r1": "present"})
    assert {type(part) for pair in kept.answers.to_dict().items() for part in pair} == {str}


@pytest.mark.parametrize(("one", "other"), [
    (Named("item", {"a": 1, "b": 2}), Named("item", {"b": 2, "a": 1})),
    (Named("item", {"a": 1}), Named("scale", {"a": 1})),
    (Named("item", {}), Named("level", {}))])
def test_equal_names_have_equal_hashes(one: Named[int], other: Named[int]) -> None:
    """What is equal is one member of a set; the order and what the things are called do not count."""
    assert one == other
    assert len({one, other}) == 1


def test_named_equals_the_mapping_that_it_is() -> None:
    """Names compare as mappings do, both ways."""
    plain = {"a": 1}
    assert Named("item", {"a": 1}) == plain
    assert plain == Named("item", {"a": 1})
    assert Named("item", {"a": 1}) != {"a": 2}


def test_unknown_name_is_a_key_error_too() -> None:
    """Whoever looks up as Python does finds what Python promises: defaults, chains of mappings, `in`."""
    scales = FLAGS.score(ABSENT).scales

    assert ChainMap(scales, {"z": 7})["z"] == 7  # type: ignore[arg-type,comparison-overlap]
    assert (scales.get("z"), scales.get("z", 7), "z" in scales) == (None, 7, False)
    with pytest.raises(KeyError):
        scales["z"]
    with pytest.raises(KeyError):
        FLAGS.title["de"]
    with pytest.raises(KeyError):
        riskscreen.load("sash-stile")
    with pytest.raises(KeyError):
        FLAGS.outcomes["urgency"].level("hihg")


def test_wrong_type_is_a_type_error_too() -> None:
    """A call with a value of another type is what Python calls it."""
    with pytest.raises(TypeError):
        riskscreen.load(5)  # type: ignore[arg-type]


MIXED: dict[str, tuple[Callable[[], object], type[UsageError]]] = {
    "unknown name": (lambda: FLAGS.items["r0"], UnknownName),
    "wrong type": (lambda: Instrument.from_json(5), WrongType),  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("attempt", "kind"), MIXED.values(), ids=list(MIXED))
def test_errors_that_are_built_in_ones_too_read_as_ours(
        attempt: Callable[[], object], kind: type[UsageError]) -> None:
    """They read in a terminal, travel between processes and give plain values as every error of ours does."""
    error = refusal(attempt)

    assert type(error) is kind
    assert str(error) == str(error.problems[0])
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error), error.named("")):
        assert (type(again), str(again), again.problems) == (kind, str(error), error.problems)
    assert error.to_dict() == {"error": kind.__name__, "n_problems": 1, "problems": [error.problems[0].to_dict()]}


def test_an_unknown_name_suggests_near_ones_without_quotes_around_it_all() -> None:
    """The text is ours and not that of KeyError, which shows the representation of a text."""
    assert str(refusal(lambda: FLAGS.items["r0"])).startswith("There is no such item. Found: 'r0'. Expected: r1, r2")


def test_errors_about_answers_are_about_answers_only() -> None:
    """An unknown item in the answers of a case is no failed look-up of the program."""
    error = refusal(lambda: FLAGS.score({"r0": "absent"}, partial=True))

    assert type(error) is AnswersError
    assert not isinstance(error, LookupError | TypeError)


def test_a_level_equals_its_id_and_says_what_that_costs() -> None:
    """Levels of two outcomes can equal one text without being equal: a comfort for reading, and documented."""
    outcomes = riskscreen.load("sash-style").score({}, partial=True).outcomes
    one, other = (outcomes[name].at_most for name in ("concern", "violence"))

    assert one == "high" == other
    assert one != other
    assert hash(one) == hash(other) == hash("high")
    assert "intransitive" in str(type(one).__doc__)


def with_other_steps() -> Instrument:
    """The same instrument, id and version, with other steps at its highest level."""
    document = FLAGS.to_dict()
    document["outcomes"][-1]["levels"][-1]["follow_up"] = [dict.fromkeys(FLAGS.languages, "Something else.")]
    return Instrument.from_dict(document)


def test_instruments_are_equal_only_if_they_say_the_same() -> None:
    """Other steps at a level make another instrument, though the levels compare as the same."""
    again = Instrument.from_dict(FLAGS.to_dict())

    assert (again == FLAGS, hash(again) == hash(FLAGS), with_other_steps() == FLAGS) == (True, True, False)


def test_a_result_is_compared_with_a_result() -> None:
    """Anything else is a wrong call."""
    attempts: list[Callable[[], object]] = [lambda wrong=wrong: FLAGS.score(ABSENT).compare(wrong)  # type: ignore[misc]
                                            for wrong in (5, None, FLAGS, ABSENT)]

    assert [type(refusal(attempt)) for attempt in attempts] == [WrongType] * 4


def test_kinds_of_errors_are_public() -> None:
    """The classes that a caller can tell apart stand in the facade."""
    assert issubclass(UnknownName, UsageError | KeyError)
    assert issubclass(WrongType, UsageError)
    assert issubclass(UsageError, RiskscreenError)
    assert {"UnknownName", "WrongType"} <= set(riskscreen.__all__)
    assert isinstance(FLAGS.score(ABSENT), Result)


class Everything(str):
    """A text that says that it equals every other."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1


def test_cells_that_say_that_they_are_equal_are_read_each_for_itself() -> None:
    """What a cell equals decides nothing: each row gets what `score` gives its answers."""
    rows = [ABSENT | {"r1": Everything(answer)} for answer in ("absent", "present", "unknown")]
    table = {item: [row[item] for row in rows] for item in FLAGS.items}

    scored = FLAGS.score_table(table)

    assert scored["urgency_at_least"] == [FLAGS.score(row).at_least for row in rows] == ["low", "high", "low"]
    assert FLAGS.encode_table(table)["r1"].tolist() == FLAGS.encode(rows)[:, 0].tolist() == [0, 1, -1]
