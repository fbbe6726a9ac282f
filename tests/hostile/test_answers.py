"""Group C of the catalogue of hostile input: answers that are missing, odd, or of a type that no answer has."""

from __future__ import annotations

import enum
import threading
from collections import ChainMap, OrderedDict, UserDict, deque
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs
import numpy as np
import pytest

from hostile.cases import Refused, assert_refused, assert_showable, document, refusal
from riskscreen import AnswersError, Instrument
from riskscreen.documents.answers_file import read_answers_file

BOTH = {"en": "More", "nl": "Meer"}
NO_VALUE = "An empty value is not an answer; answer 'unknown' where nobody could tell."
POSITIONS = "The positions of options are for score_codes."
PLAIN_DIGITS = "A number is written in plain digits, without an exponent, a comma, a blank or a plus."


def instrument() -> Instrument:
    """The small instrument, with items of every kind after its own; ``digit`` has options that look like numbers."""
    found = document()
    digits = [{"id": name, "label": BOTH} for name in ("0", "1")]
    found["sections"].append({"id": "more", "title": BOTH, "items": [
        {"id": "digit", "text": BOTH, "response": {"options": digits}},
        {"id": "days", "text": BOTH, "response": {"integer": {"min": 0, "max": 300}}},
        {"id": "degrees", "text": BOTH, "response": {"decimal": {"min": 30, "max": 45, "places": 1}}},
        {"id": "remarks", "text": BOTH, "response": {"text": {"max_length": 20}}},
        {"id": "seen", "text": BOTH, "response": "presence",
         "indicators": [{"id": "fracture", "text": BOTH}, {"id": "threat", "text": BOTH}]}]})
    return Instrument.from_dict(found)


INSTRUMENT = instrument()
SOUND: Mapping[str, object] = {
    "former_partner": "no", "threats": "absent", "weapon": "absent", "digit": "0", "days": 3,
    "degrees": Decimal("36.6"), "remarks": "None.", "seen": "absent"}


def answered(**changes: object) -> dict[str, object]:
    """Sound answers with some changed; an ellipsis takes one away."""
    return {name: answer for name, answer in {**SOUND, **changes}.items() if answer is not ...}


# Stand-ins, so that nothing has to be installed to meet the missing values of pandas.


class NAType:
    """As pandas.NA: it is neither true nor false, and equals nothing."""

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")

    def __eq__(self, other: object) -> Any:
        return self

    def __hash__(self) -> int:
        return 1

    def __repr__(self) -> str:
        return "<NA>"


class NaTType:
    """As pandas.NaT."""

    def __repr__(self) -> str:
        return "NaT"


class Presence(enum.Enum):
    """An enumeration whose members are no texts."""

    PRESENT = "present"


class PresenceText(enum.StrEnum):
    """An enumeration whose members are texts."""

    PRESENT = "present"


class Liar(dict[str, object]):
    """A mapping that says one thing in its members, another when it is asked for one, and is of no length."""

    def __getitem__(self, name: str) -> object:
        return "absent"

    def __len__(self) -> int:
        return 0


@attrs.frozen
class Case:
    """Answers and what becomes of them: problems, or the lowest and the highest level."""

    answers: Any
    becomes: tuple[Refused, ...] | tuple[str, str]
    partial: bool = False


def refused(answers: Any, *expected: Refused) -> Case:
    """A case with these problems."""
    return Case(answers, expected)


def accepted(answers: Any, level: str, highest: str | None = None, *, partial: bool = False) -> Case:
    """A case with this level, or with levels from this one to another."""
    return Case(answers, (level, highest or level), partial=partial)


def wrong(item: str, answer: object, code: str, says: str) -> Case:
    """A case with one answer that is wrong."""
    return refused(answered(**{item: answer}), Refused(code, f"/answers/{item}", says))


CASES: dict[str, Case] = {
    "C1-empty": refused({}, *(Refused("A-missing", f"/answers/{item}", "This item applies and has no answer")
                              for item in ("former_partner", "threats", "weapon", "digit", "days", "degrees", "seen"))),
    "C1-empty-partial": accepted({}, "low", "high", partial=True),
    "C2-list": refused(["present"], Refused("A-not-a-mapping", "/answers", "Found: list of 1")),
    "C2-none": refused(None, Refused("A-not-a-mapping", "/answers", "mapping of item id to answer")),
    "C2-text": refused("present", Refused("A-not-a-mapping", "/answers", "mapping of item id to answer")),
    "C2-pairs": refused([("threats", "present")], Refused("A-not-a-mapping", "/answers", "Found: list of 1")),
    "C2-whole-result": refused(INSTRUMENT.score(answered()).to_dict(), Refused(
        "A-whole-document", "/answers", "Score what stands under 'answers'; riskscreen.read_answers")),
    "C2-whole-file": refused(
        {"instrument": {"id": "x"}, "answers": answered()}, Refused("A-whole-document", "/answers")),
    "C3-missing-item": refused(answered(weapon=...), Refused(
        "A-missing", "/answers/weapon", "Expected: absent, present, or unknown")),
    "C3-missing-text": accepted(answered(remarks=...), "low"),
    "C4-extra-item": refused(answered(colour="red"), Refused("A-unknown-item", "/answers/colour", "Found: 'colour'")),
    "C4-extra-name-that-is-no-text": refused({**SOUND, 7: "present", None: 1, b"x": 2, ("a",): 3},
                                             Refused("A-unknown-item", "/answers/number 7"),
                                             Refused("A-unknown-item", "/answers/null", "Found: null"),
                                             Refused("A-unknown-item", "/answers/bytes b'x'"),
                                             Refused("A-unknown-item", "/answers/list of 1")),
    "C5-typo-in-an-item": refused(
        answered(threats=..., treats="present"),
        Refused("A-unknown-item", "/answers/treats", "Did you mean threats?"),
        Refused("A-missing", "/answers/threats")),
    "C5-typo-beside-the-item": refused(answered(treats="present"), Refused("A-unknown-item", "/answers/treats")),
    "C6-unknown-option": wrong("threats", "serious", "A-unknown-option", "Found: 'serious'. Expected: absent, present"),
    "C7-option-in-another-case": wrong("threats", "PRESENT", "A-unknown-option", "Did you mean present?"),
    "C8-label": wrong("former_partner", "Yes", "A-unknown-option", "Found: 'Yes'. Expected: no, yes"),
    "C9-translated-label": wrong("threats", "Aanwezig", "A-unknown-option", "Did you mean present?"),
    "C10-true-for-an-option": wrong("former_partner", True, "A-wrong-type", "Truth values are not answers"),
    "C10-true-for-a-number": wrong("days", True, "A-wrong-type", "Truth values are not answers; give the number."),
    "C11-number-for-an-option": accepted(answered(digit=1, threats="present"), "medium"),
    "C11-number-for-no-option": wrong("digit", 7, "A-unknown-option", POSITIONS),
    "C11-position-for-an-option": wrong("threats", 1, "A-unknown-option", POSITIONS),
    "C11-number-below-zero-for-an-option": wrong("digit", -1, "A-unknown-option", "Found: number -1"),
    "C11-huge-number-for-an-option": wrong("digit", 10**5_000, "A-unknown-option", "Expected: 0, 1, or unknown"),
    "C11-decimal-for-an-option": accepted(answered(digit=Decimal(1), threats="present"), "medium"),
    "C11-decimal-with-zeros-for-an-option": accepted(answered(digit=Decimal("1.00"), threats="present"), "medium"),
    "C11-decimal-for-no-option": wrong("digit", Decimal(7), "A-unknown-option", POSITIONS),
    "C11-huge-decimal-for-an-option": wrong("digit", Decimal("1e999999999"), "A-wrong-type", "Expected: 0, 1"),
    "C11-text-of-digits-for-a-number": accepted(answered(days="3"), "low"),
    "C11-text-of-decimals-for-a-number": accepted(answered(degrees="36.5"), "low"),
    "C11-text-with-zeros-for-a-number": accepted(answered(days="003.000", degrees="36.50"), "low"),
    "C11-text-out-of-range": wrong("days", "-3", "A-out-of-range", "Found: '-3'. Expected: a whole number"),
    "C11-text-with-too-many-places": wrong("degrees", "36.65", "A-out-of-range", "at most 1 decimal"),
    "C11-text-with-an-exponent": wrong("days", "1e2", "A-wrong-type", PLAIN_DIGITS),
    "C11-text-with-a-comma": wrong("degrees", "36,5", "A-wrong-type", PLAIN_DIGITS),
    "C11-text-with-a-plus": wrong("days", "+3", "A-wrong-type", PLAIN_DIGITS),
    "C11-text-with-a-blank": wrong("days", " 3", "A-wrong-type", PLAIN_DIGITS),
    "C11-text-with-a-line-end": wrong("days", "3\n", "A-wrong-type", PLAIN_DIGITS),
    "C11-text-with-two-signs": wrong("days", "--3", "A-wrong-type", PLAIN_DIGITS),
    "C11-text-with-two-points": wrong("degrees", "36.5.0", "A-wrong-type", PLAIN_DIGITS),
    "C11-text-with-a-low-line": wrong("days", "1_0", "A-wrong-type", PLAIN_DIGITS),
    "C11-text-of-endless-digits": wrong("days", "9" * 5_000, "A-wrong-type", PLAIN_DIGITS),
    "C11-fullwidth-digits-for-a-number": wrong("days", "\uff13", "A-wrong-type", PLAIN_DIGITS),
    "C11-digits-of-another-script": wrong("days", "\u0663", "A-wrong-type", PLAIN_DIGITS),
    "C11-digits-as-of-a-float": wrong("digit", "1.0", "A-unknown-option", "Did you mean 1?"),
    "C11-digits-with-a-zero": wrong("digit", "01", "A-unknown-option", "Did you mean 1?"),
    "C11-digits-of-no-option": wrong("digit", "1.5", "A-unknown-option", "Found: '1.5'. Expected: 0, 1, or unknown"),
    "C11-fullwidth-digits": wrong("digit", "\uff11", "A-unknown-option", "Expected: 0, 1, or unknown"),
    "C12-float-for-an-option": wrong("digit", 1.0, "A-wrong-type", "Floats are not exact; give the option's id."),
    "C12-float-for-a-number": wrong("days", 1.0, "A-wrong-type", "Floats are not exact"),
    "C12-decimal-for-an-option": wrong("digit", Decimal("1.5"), "A-wrong-type", "This decimal names no "
                                       "option; give the option's id. Found: number 1.5. Expected: 0, 1, or unknown"),
    "C12-decimal-of-a-whole-number": accepted(answered(days=Decimal("3.0")), "low"),
    "C12-decimal-with-too-many-places": wrong("degrees", Decimal("36.65"), "A-out-of-range", "at most 1 decimal"),
    "C12-fraction": wrong("days", Fraction(1, 2), "A-wrong-type", "Found: Fraction 1/2"),
    "C13-nan": wrong("threats", float("nan"), "A-wrong-type", NO_VALUE),
    "C13-nan-for-a-number": wrong("days", float("nan"), "A-wrong-type", NO_VALUE),
    "C13-decimal-nan": wrong("days", Decimal("NaN"), "A-wrong-type", NO_VALUE),
    "C13-signalling-nan": wrong("days", Decimal("-sNaN"), "A-wrong-type", NO_VALUE),
    "C13-infinity": wrong("days", Decimal("Infinity"), "A-wrong-type", "Found: number Infinity"),
    "C13-tiny-decimal": wrong("degrees", Decimal("1E-999999999"), "A-out-of-range", "1E-999999999"),
    "C13-huge-decimal": wrong("degrees", Decimal("1E+999999999"), "A-out-of-range", "from 30 to 45"),
    "C13-huge-integer": wrong("days", 10**5_000, "A-out-of-range", "Found: number. Expected: a whole number"),
    "C14-none": wrong("threats", None, "A-wrong-type", NO_VALUE),
    "C14-none-for-a-text": wrong("remarks", None, "A-wrong-type", "leave it out where there is nothing to say"),
    "C15-empty-text": wrong("threats", "", "A-wrong-type", "An empty text is not an answer"),
    "C15-empty-text-for-a-text": wrong("remarks", "", "A-out-of-range", "Found: a text of 0 characters"),
    "C16-blank-text": wrong("threats", " ", "A-wrong-type", "An empty text is not an answer"),
    "C16-space-before-an-option": wrong("threats", " present", "A-unknown-option", "Did you mean present?"),
    "C17-nan-of-numpy": wrong("threats", np.nan, "A-wrong-type", NO_VALUE),
    "C17-nan-of-numpy-as-a-scalar": wrong("threats", np.float64("nan"), "A-wrong-type", NO_VALUE),
    "C18-na-of-pandas": wrong("threats", NAType(), "A-wrong-type", NO_VALUE),
    "C18-na-of-pandas-for-a-number": wrong("days", NAType(), "A-wrong-type", NO_VALUE),
    "C19-nat": wrong("threats", NaTType(), "A-wrong-type", NO_VALUE),
    "C19-nat-of-numpy": wrong("threats", np.datetime64("NaT", "s"), "A-wrong-type", "Found: datetime64 NaT"),
    "C20-text-of-numpy": accepted(answered(threats=np.str_("present")), "medium"),
    "C20-integer-of-numpy": accepted(answered(days=np.int64(3)), "low"),
    "C20-integer-of-numpy-for-an-option": accepted(answered(digit=np.int64(1)), "low"),
    "C20-array-of-one-number": wrong("days", np.array(3), "A-wrong-type", "Found: ndarray"),
    "C20-masked-number": wrong("days", np.ma.array(3, mask=True), "A-wrong-type", "Found: MaskedArray"),
    "C20-masked-option": wrong("digit", np.ma.array(1, mask=True), "A-wrong-type", "Found: MaskedArray"),
    "C20-float-of-numpy": wrong("days", np.float32(3), "A-wrong-type", "Floats are not exact"),
    "C20-truth-of-numpy": wrong("days", np.True_, "A-wrong-type", "Truth values are not answers"),
    "C20-array-of-numpy": wrong("threats", np.array(["present"]), "A-wrong-type", "Found: ndarray of 1"),
    "C21-bytes": wrong("threats", b"present", "A-wrong-type", "Found: bytes b'present'"),
    "C22-enumeration": wrong("threats", Presence.PRESENT, "A-wrong-type", "give its text, such as member.value"),
    "C22-enumeration-of-texts": accepted(answered(threats=PresenceText.PRESENT), "medium"),
    "C23-nested-mapping": wrong("threats", {"answer": {"answer": "present"}}, "A-wrong-type", "Found: object of 1"),
    "C23-empty-mapping": wrong("threats", {}, "A-missing", "There is evidence but no answer"),
    "C23-list-of-one": accepted(answered(threats=["present"]), "medium"),
    "C23-empty-list": wrong("threats", [], "A-empty-set", "Found: an empty set"),
    "C24-lying-mapping": accepted(Liar(answered(threats="present")), "medium"),
    "C24-lying-answer": accepted(answered(threats=Liar(answer="present")), "medium"),
    "C26-a-million-answers": refused(dict.fromkeys(range(10**6), "present"), Refused(
        "A-too-many", "/answers", "Found: 1000000 answers. Expected: at most 9")),
    "C27-answer-to-a-skipped-item": wrong("custody", "absent", "A-not-applicable", "another answer to former_partner"),
    "C27-bad-answer-to-a-skipped-item": wrong("custody", "maybe", "A-not-applicable", "does not apply"),
    "C27-answer-to-an-item-that-may-be-skipped": accepted(
        answered(former_partner="unknown", custody="present"), "low", "medium"),
    "C28-all-unknown": accepted({name: "unknown" for name in SOUND if name != "remarks"}, "low", "high"),
    "C29-unknown-on-a-critical-item": accepted(answered(weapon="unknown"), "low", "medium"),
    "C29-unknown-that-settles-nothing": accepted(answered(threats="present", digit="unknown"), "medium"),
}
PARAMS = [pytest.param(case, id=name) for name, case in CASES.items()]


@pytest.mark.parametrize("case", [param for param in PARAMS if isinstance(param.values[0].becomes[0], Refused)])
def test_answers_are_refused(case: Case) -> None:
    """What is no answer is refused, at its item, with what was found or expected; nothing is scored."""
    error = refusal(lambda: INSTRUMENT.score(case.answers))

    assert isinstance(error, AnswersError)
    assert_refused(error, *case.becomes)  # type: ignore[arg-type]  # problems, as selected above


@pytest.mark.parametrize("case", [param for param in PARAMS if isinstance(param.values[0].becomes[0], str)])
def test_answers_are_accepted(case: Case) -> None:
    """What is an answer, however it comes, scores; and what is unknown leaves open what it could change."""
    result = INSTRUMENT.score(case.answers, partial=case.partial)

    assert (result.at_least, result.at_most) == case.becomes
    assert all(type(entry.given) in (str, int, Decimal, type(None)) for entry in result.answers.entries)


def test_answers_that_change_while_they_are_scored_give_one_of_the_two() -> None:
    """C25: what is scored is a copy, taken at once."""
    answers, stop = answered(), threading.Event()

    def change() -> None:
        while not stop.is_set():
            for name in map(str, range(100)):
                answers[name] = "red"
                del answers[name]

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(500):
            try:
                assert INSTRUMENT.score(answers).level == "low"
            except AnswersError as error:
                assert [problem.code for problem in error.problems] == ["A-unknown-item"]
    finally:
        stop.set()
        changing.join()


def test_answers_changed_after_scoring_change_no_result() -> None:
    """C25: a result holds what was scored."""
    answers = answered(threats={"answer": "present", "because": "Heard it."})
    result = INSTRUMENT.score(answers)

    answers["threats"]["answer"] = "absent"  # type: ignore[index]  # a dict
    answers["weapon"] = "present"

    assert result.level == "medium"
    assert result.answers.to_dict()["threats"] == {"answer": "present", "because": "Heard it."}


def test_answers_for_another_version_are_refused() -> None:
    """C30: a mapping cannot say what it is for; a file must, and it must be this version."""
    source = '{"instrument": {"id": "doorstep-check", "version": "0.0.9"}, "answers": {}}'

    error = refusal(lambda: read_answers_file(source, INSTRUMENT.definition))

    assert_refused(error, Refused("A-other-version", "/instrument/version", "Found: '0.0.9'. Expected: '0.1.0'"))


def test_all_problems_come_together_in_the_order_of_the_items() -> None:
    """Names that no item has come first, then the items, each with all that is wrong with its answer."""
    answers = {"seen": {"answer": "absent", "source": 7, "indicators": ["fractur"]}, "weapon": None, "x": 1,
               "former_partner": "no", "digit": "0", "custody": "absent", "days": 301, "degrees": 37}

    assert_refused(
        refusal(lambda: INSTRUMENT.score(answers)), Refused("A-unknown-item", "/answers/x"),
        Refused("A-missing", "/answers/threats"), Refused("A-wrong-type", "/answers/weapon"),
        Refused("A-not-applicable", "/answers/custody"), Refused("A-out-of-range", "/answers/days"),
        Refused("A-wrong-type", "/answers/seen/source", "Evidence is a text. Found: number 7"),
        Refused("A-unknown-indicator", "/answers/seen/indicators/0", "Did you mean fracture?"))


@pytest.mark.parametrize("n_faults", [49, 50, 51, 480])
def test_fifty_problems_are_shown_and_the_others_counted(n_faults: int) -> None:
    """A set of answers for another instrument does not fill the screen."""
    error = refusal(lambda: INSTRUMENT.score({**answered(threats=...), **{f"threats_{n}": 1 for n in range(n_faults)}},
                                             partial=True))

    assert (len(error.problems), error.n_problems) == (min(50, n_faults), n_faults)
    assert error.problems[0].suggestions == ("threats",)


# Numbers


@pytest.mark.parametrize(("item", "given", "kept"), [
    ("days", 3, "3"), ("days", np.uint8(3), "3"), ("days", Decimal("3.00"), "3"), ("days", Decimal("-0.0"), "0"),
    ("days", Decimal("3E+2"), "300"), ("degrees", Decimal("36.60"), "36.6"), ("degrees", 37, "37"),
    ("degrees", Decimal("37.0"), "37")])
def test_equal_numbers_are_kept_as_equal_texts(item: str, given: Any, kept: str) -> None:
    """The same answer gives the same bytes, however its number was written."""
    result = INSTRUMENT.score(answered(**{item: given}))

    assert str(result.answers.to_dict()[item]) == kept


# Evidence


@pytest.mark.parametrize(("evidence", "expected"), [
    pytest.param({"because": "x" * 10_001}, Refused("A-too-long", "because", "a text of 10001 characters. Expected: at "
                                                    "most 10000"), id="long"),
    pytest.param({"source": "\ud83d"}, Refused("J-lone-surrogate", "source", "Half of a surrogate pair"), id="half"),
    pytest.param({"because": b"x"}, Refused("A-wrong-type", "because", "Found: bytes b'x'"), id="bytes"),
    pytest.param({"because": None}, Refused("A-wrong-type", "because", "Evidence is a text. Found: null"), id="null"),
    pytest.param({"indicators": "fracture"}, Refused("A-wrong-type", "indicators", "a list of ids"), id="text"),
    pytest.param({"indicators": {"fracture"}}, Refused("A-wrong-type", "indicators", "Found: set of 1"), id="set"),
    pytest.param({"indicators": ["threat", "threat"]}, Refused(
        "A-duplicate-indicator", "indicators/1", "ticked twice. Found: 'threat'"), id="twice"),
    pytest.param({"indicators": [None]}, Refused("A-unknown-indicator", "indicators/0", "Found: null"), id="null-tick"),
    pytest.param({"becuase": "x"}, Refused("A-unknown-property", "becuase", "Did you mean because?"), id="typo")])
def test_evidence_is_refused(evidence: dict[str, object], expected: Refused) -> None:
    """Evidence never scores, and yet must be what it says it is."""
    error = refusal(lambda: INSTRUMENT.score(answered(seen={"answer": "absent", **evidence})))

    assert_refused(error, attrs.evolve(expected, pointer=f"/answers/seen/{expected.pointer}"))


def test_evidence_of_the_most_characters_is_kept() -> None:
    """The limit itself is allowed."""
    result = INSTRUMENT.score(answered(seen={"answer": "absent", "because": "x" * 10_000, "indicators": ("threat",)}))

    assert result.answers.entries[-1].because == "x" * 10_000


def test_text_answer_with_half_a_character_is_refused() -> None:
    """What nothing could write to a file or a screen is not kept."""
    error = refusal(lambda: INSTRUMENT.score(answered(remarks="x\ud83d")))

    assert_refused(error, Refused("J-lone-surrogate", "/answers/remarks", "Half of a surrogate pair"))


def test_very_many_faults_in_evidence_are_counted_to_a_thousand() -> None:
    """Evidence of a million parts is not read to its end."""
    answer = {"answer": "absent", **dict.fromkeys(map(str, range(10**6)))}

    error = refusal(lambda: INSTRUMENT.score(answered(seen=answer)))

    assert (len(error.problems), error.n_problems) == (50, 1_000)


# Objects that fail at whatever they are asked


class Mute:
    """An object that cannot be asked for anything, its class included."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __repr__(self) -> str:
        raise RuntimeError("no text")


class Lookalike:
    """An object with the hash of an option, and no equality."""

    def __hash__(self) -> int:
        return hash("present")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no equality")


class NoHash:
    """An object without a hash, in an unusual way."""

    def __hash__(self) -> int:
        raise RuntimeError("no hash")


class NoNumber:
    """An object that promises to be a whole number and fails."""

    def __index__(self) -> int:
        raise RuntimeError("no number")


class Word(str):
    """A text that fails at whatever it is asked."""

    def __hash__(self) -> int:
        raise RuntimeError("no hash")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no equality")

    def __len__(self) -> int:
        raise RuntimeError("no length")

    def __str__(self) -> str:
        raise RuntimeError("no text")

    def strip(self, *args: Any) -> str:
        raise RuntimeError("no text")


class Twin(str):
    """A text that is another key of a dict than the same text."""

    def __hash__(self) -> int:
        return 7

    def __eq__(self, other: object) -> bool:
        return self is other


class Broken(dict[str, object]):
    """A mapping whose members cannot be read."""

    def items(self) -> Any:
        raise RuntimeError("no members")


class NotPairs(dict[str, object]):
    """A mapping whose members are no pairs."""

    def items(self) -> Any:
        return [1, 2, 3]


class Endless(dict[str, object]):
    """A mapping that has no end."""

    def items(self) -> Any:
        while True:
            yield "threats", "present"


class EndlessList(list[object]):
    """A list that has no end."""

    def __iter__(self) -> Iterator[object]:
        while True:
            yield "fracture"


class BrokenList(list[object]):
    """A list whose elements cannot be read."""

    def __iter__(self) -> Iterator[object]:
        raise RuntimeError("no elements")


def nested(depth: int, *, mappings: bool = False) -> Any:
    """A list in a list in a list, or a mapping in a mapping in a mapping."""
    value: Any = {} if mappings else []
    for _ in range(depth - 1):
        value = {"answer": value} if mappings else [value]
    return value


OBJECTS: dict[str, object] = {
    "object": object(), "mute": Mute(), "lookalike": Lookalike(), "no-hash": NoHash(), "no-number": NoNumber(),
    "broken-mapping": Broken(answer="present"), "no-pairs": NotPairs(answer="present"), "endless": Endless(),
    "broken-list": BrokenList(), "endless-list": EndlessList(), "generator": (n for n in range(3)), "type": int,
    "function": len, "range": range(10**9), "set": {1}, "deque": deque([1]), "complex": 1j, "ellipsis": [...],
    "array": np.array([1, 2]), "array-of-one-number": np.array(1), "void": np.void(b"x"), "exception": ValueError("x"),
    "deep-list": nested(100_000), "deep-mapping": nested(100_000, mappings=True), "long-text": "x" * 10**6,
    "half-a-character": "\ud83d", "control-characters": "\x1b[31m\u202e\r\n", "bytes": b"\xff" * 10**6,
    "failing-text": Word("maybe"), "na": NAType(), "memory": memoryview(b"x"), "sNaN": Decimal("sNaN")}


TEXTS = {"failing-text", "control-characters"}
WRONG_ANSWERS = [(item, name) for item, right_ones in (
    ("threats", set()), ("days", {"array-of-one-number"}), ("degrees", set()), ("remarks", TEXTS))
    for name in OBJECTS if name not in right_ones]
WRONG_EVIDENCE = [(part, name) for part, right_ones in (("because", TEXTS), ("source", TEXTS), ("indicators", set()))
                  for name in OBJECTS if name not in right_ones]


@pytest.mark.parametrize(("item", "name"), WRONG_ANSWERS)
def test_object_that_is_no_answer_is_refused_at_its_item(item: str, name: str) -> None:
    """Whatever an answer is and does, there is one problem at its item, and it can be shown."""
    error = refusal(lambda: INSTRUMENT.score(answered(**{item: OBJECTS[name]})))
    same = refusal(lambda: INSTRUMENT.score(answered(**{item: {"answer": OBJECTS[name]}})))

    for found in (error, same):
        assert isinstance(found, AnswersError)
        assert {problem.pointer.split("/")[2] for problem in found.problems} == {item}
        assert_showable(found)


@pytest.mark.parametrize(("part", "name"), WRONG_EVIDENCE)
def test_object_that_is_no_evidence_is_refused_at_its_place(part: str, name: str) -> None:
    """The same for what goes with an answer."""
    error = refusal(lambda: INSTRUMENT.score(answered(seen={"answer": "absent", part: OBJECTS[name]})))

    assert all(problem.pointer.startswith(f"/answers/seen/{part}") for problem in error.problems)
    assert_showable(error)


@pytest.mark.parametrize("name", OBJECTS)
def test_object_that_is_no_set_of_answers_is_refused(name: str) -> None:
    """The same for what is given in place of answers."""
    error = refusal(lambda: INSTRUMENT.score(OBJECTS[name]))  # type: ignore[arg-type]  # that is its fault

    assert {problem.code for problem in error.problems} <= {
        "A-not-a-mapping", "A-unknown-item", "A-missing", "A-too-many"}
    assert_showable(error)


@pytest.mark.parametrize("name", [name for name, value in OBJECTS.items() if type(value).__hash__ and name not in (
    "mute", "no-hash", "failing-text", "lookalike", "void", "sNaN")])
def test_object_that_is_no_name_is_refused(name: str) -> None:
    """The same for what is given in place of an item's id, or of a part of an answer."""
    strange: Any = OBJECTS[name]

    of_set = refusal(lambda: INSTRUMENT.score({**SOUND, strange: "present"}))
    of_answer = refusal(lambda: INSTRUMENT.score(answered(threats={"answer": "absent", strange: 1})))

    assert [problem.code for problem in of_set.problems] == ["A-unknown-item"]
    assert [problem.code for problem in of_answer.problems] == ["A-unknown-property"]
    for error in (of_set, of_answer):
        assert_showable(error)
        assert len(str(error)) < 1_000


def test_text_that_fails_is_read_as_the_text_it_is() -> None:
    """What a subclass of a text does is not asked; its characters count."""
    result = INSTRUMENT.score(answered(threats=Word("present"), remarks=Word("Seen.")))

    assert result.level == "medium"
    assert type(result.answers.to_dict()["remarks"]) is str


def test_same_name_twice_is_refused() -> None:
    """Two keys that a dict tells apart can be the same text; neither is taken for the answer."""
    answers: dict[str, object] = {**SOUND, Twin("threats"): "present"}

    assert_refused(refusal(lambda: INSTRUMENT.score(answers)), Refused("J-duplicate-key", "/answers/threats"))


@pytest.mark.parametrize("kind", [OrderedDict, UserDict, MappingProxyType, ChainMap])
def test_every_mapping_is_read(kind: Any) -> None:
    """Answers, and answers with evidence, need not be dicts."""
    answers = kind(answered(threats=kind({"answer": "present", "because": "Heard it."})))

    assert INSTRUMENT.score(answers).level == "medium"


@pytest.mark.parametrize("name", [
    None, 7, [], {}, "nothing", np.str_("nothing"), pytest.param(Mute(), id="mute"),
    pytest.param(Word("x"), id="word")])
def test_look_up_of_anything_ends_in_our_own_error(name: Any) -> None:
    """Results and instruments are looked into by ids; whatever else is asked for is a wrong call."""
    result = INSTRUMENT.score(answered())

    for named in (INSTRUMENT.items, INSTRUMENT.scales, result.outcomes, result.scales):
        assert_showable(refusal(lambda named=named: named[name]))  # type: ignore[misc]  # bound for the loop
        assert named.get(name, "default") == "default"
        assert name not in named


@pytest.mark.parametrize("raw", [None, float("nan"), "", " ", 1.5, True, Presence.PRESENT, "1e3", "2,5"])
@pytest.mark.parametrize("item", ["threats", "days", "degrees", "strict", "remarks"])
def test_a_message_never_proposes_what_is_refused_next(item: str, raw: object) -> None:
    """What a problem of an answer proposes instead, the item takes: a Decimal, digits as a text, or *unknown*."""
    document = INSTRUMENT.to_dict()
    document["sections"][0]["items"].append({"id": "strict", "text": BOTH, "response": {
        "integer": {"min": 0, "max": 9}, "unknown": False}})
    strict = Instrument.from_dict(document)
    if item == "remarks" and raw in ("1e3", "2,5"):
        return  # a text like any other

    message = refusal(lambda: strict.score({item: raw}, partial=True)).problems[0].message
    proposed = {"'unknown'": "unknown", "a Decimal": Decimal(3), "digits as a text": "3"} \
        if item != "degrees" else {"'unknown'": "unknown", "a Decimal": Decimal("36.5"), "digits as a text": "36.5"}
    for words, answer in proposed.items():
        if words in message:
            strict.score({item: answer}, partial=True)
