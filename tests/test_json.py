"""Strict JSON: what is refused and where, what is written, and that both agree with the public test suites."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import riskscreen
from riskscreen._json.places import locate
from riskscreen._json.reading import parse
from riskscreen._json.values import MOST_DEPTH, MOST_DIGITS, JsonValue
from riskscreen._json.writing import MOST_COLUMNS, digest, write_canonical, write_pretty
from riskscreen.errors import AnswersError, InstrumentError, Problem, pointer_to

SUITES = Path(__file__).parents[1].parent / "shared" / "suites"
MIB = 2**20


def read(source: bytes | str) -> JsonValue:
    return parse(source, most_bytes=MIB, raises=AnswersError)


def problems_of(source: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(AnswersError) as caught:
        read(source)
    return caught.value.problems


def problems_if_refused(source: bytes | str) -> tuple[Problem, ...] | None:
    try:
        read(source)
    except AnswersError as error:
        return error.problems
    return None


def only_problem(source: bytes | str) -> Problem:
    (problem,) = problems_of(source)
    return problem


def place_of(problem: Problem) -> tuple[str, str, int | None, int | None]:
    return problem.code, problem.pointer, problem.line, problem.column


# Reading


def test_values_become_plain_python_values() -> None:
    """Objects, lists, texts, whole numbers, the literals; a fraction or an exponent makes a Decimal."""
    value = read(b'{"a": [1, 1.50, 1e3, -0, true, false, null, "\\u00e9\\n"]}')

    assert value == {"a": [1, Decimal("1.50"), Decimal(1000), 0, True, False, None, "é\n"]}


@pytest.mark.parametrize(
    ("text", "kind"), [("1", int), ("-0", int), ("1.0", Decimal), ("1e3", Decimal), ("-0.0", Decimal)])
def test_no_number_is_a_float(text: str, kind: type) -> None:
    """Decimals stay exact: a number with a point or an exponent is a Decimal, any other an int."""
    assert type(read(text)) is kind


@pytest.mark.parametrize("source", [b"\xef\xbb\xbf[1]", "\ufeff[1]"])
def test_byte_order_mark_is_skipped(source: bytes | str) -> None:
    """Windows editors put a mark before UTF-8; it is no part of the text."""
    assert read(source) == [1]


def test_error_is_of_the_class_asked_for() -> None:
    """The caller knows what the document is, and so which error a fault in it is."""
    with pytest.raises(InstrumentError, match="J-syntax"):
        parse("[", most_bytes=MIB, raises=InstrumentError)


# Refusing: bytes


def test_size_is_counted_in_bytes_also_of_a_str() -> None:
    """An accented letter takes two bytes: two of them and two quotes are six bytes, not four."""
    with pytest.raises(AnswersError) as caught:
        parse('"éé"', most_bytes=5, raises=AnswersError)

    assert caught.value.problems[0].code == "J-too-large"
    assert caught.value.problems[0].expected == "at most 5 bytes"


def test_size_equal_to_the_limit_is_read() -> None:
    """The limit is the largest size that is accepted."""
    assert parse('"éé"', most_bytes=6, raises=AnswersError) == "éé"


@pytest.mark.parametrize("source", [b"[" * 99, "[" * 99, b"\xff" * 99])
def test_size_comes_before_every_other_check(source: bytes | str) -> None:
    """What is too large is not looked into, whatever else is wrong with it."""
    with pytest.raises(AnswersError) as caught:
        parse(source, most_bytes=98, raises=AnswersError)

    assert [problem.code for problem in caught.value.problems] == ["J-too-large"]


@pytest.mark.parametrize("source", [b"", b" \r\n\t", b"\xef\xbb\xbf", ""])
def test_text_without_content_is_empty(source: bytes | str) -> None:
    """Nothing, white space or a mark alone are an empty document, not an error of syntax."""
    assert place_of(only_problem(source)) == ("J-empty", "", 1, 1)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [(b'["\xe9"]', 1, 3), (b'["\xc3\xa9",\n"\xff"]', 2, 2), (b'["\xc0\xaf"]', 1, 3), (b'["\xed\xa0\x80"]', 1, 3),
     (b'["\xe2\x82', 1, 3), (b"\xef\xbb\xbf\xff", 1, 1), (b"\x80\x04\x95", 1, 1), (b"\x1f\x8b\x08", 1, 2)])
def test_bytes_that_are_not_utf_8_are_refused_with_their_place(source: bytes, line: int, column: int) -> None:
    """Latin-1, overlong forms, encoded surrogates, cut characters, pickles and archives are not UTF-8."""
    assert place_of(only_problem(source)) == ("J-not-utf-8", "", line, column)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_utf_16_and_utf_32_are_named(encoding: str) -> None:
    """An editor's "Unicode" is often UTF-16; the message says so."""
    problem = only_problem('{"a": 1}'.encode(encoding))

    assert problem.code == "J-not-utf-8"
    assert "UTF-16" in problem.message


# Refusing: syntax

SYNTAX = {
    "trailing comma in a list": ("[1,\n ]", "/1", 2, 2, "Remove the comma"),
    "trailing comma in an object": ('{"a": 1,}', "", 1, 9, "Remove the comma"),
    "two commas": ("[1,,2]", "/1", 1, 4, "instead of it, or before it"),
    "missing comma": ('{"a": 1 "b": 2}', "/a", 1, 9, "instead of it, or before it"),
    "missing colon": ('{"a" 1}', "/a", 1, 6, "instead of it, or before it"),
    "number as a name": ("{1: 2}", "", 1, 2, "instead of it, or before it"),
    "wrong bracket": ('{"a": [1}', "/a/0", 1, 9, "instead of it, or before it"),
    "single quotes": ("{'a': 1}", "", 1, 2, "double quotes"),
    "line comment": ("[1] // one", "", 1, 5, "whole document"),
    "block comment": ('{"a": /* one */ 1}', "/a", 1, 7, "no comments"),
    "hash comment": ("# one\n[1]", "", 1, 1, "no comments"),
    "Python literal": ('{"a": True}', "/a", 1, 7, "small letters"),
    "YAML": ("a: 1", "", 1, 1, "double quotes"),
    "XML": ("<a/>", "", 1, 1, "double quotes"),
    "second document": ("{} {}", "", 1, 4, "whole document"),
    "NUL after the document": ("{}\0", "", 1, 3, "whole document"),
    "cut off": ('{"a": {"b": [1,', "/a/b/1", 1, 16, "cut off"),
    "cut off inside a string": ('["a", "b', "/1", 1, 7, "closing quote"),
    "unknown escape": (r'["\n\d"]', "", 1, 5, "backslash"),
    "short escape": (r'["\u12"]', "", 1, 3, "backslash"),
    "leading zero": ("[0, 007]", "/1", 1, 5, "no zero in front"),
    "plus sign": ("[+1]", "", 1, 2, "no plus sign"),
    "full-width digit": ("[1, \uff11]", "/1", 1, 5, "double quotes"),
    "space that is none": ("[1,\u00a02]", "/1", 1, 4, "double quotes"),
}


@pytest.mark.parametrize(("text", "pointer", "line", "column", "advice"), SYNTAX.values(), ids=SYNTAX)
def test_error_of_syntax_has_place_and_advice(text: str, pointer: str, line: int, column: int, advice: str) -> None:
    """The first error of syntax is reported where it stands, with what to do about it."""
    problem = only_problem(text.encode())

    assert place_of(problem) == ("J-syntax", pointer, line, column)
    assert advice in problem.message


def test_error_of_syntax_says_what_was_expected() -> None:
    """What the grammar allows at this place is said in words."""
    problem = only_problem('{"a": [1 2]}')

    assert (problem.found, problem.expected) == ("'2'", "',' or ']'")


def test_error_of_syntax_shows_no_words_of_an_answer() -> None:
    """A note without its quotes must not reach a log: only its first letter is shown."""
    assert only_problem('{"notes": threatened his brother}').found == "'t'"


@pytest.mark.parametrize("character", ["\n", "\t", "\0", "\x1f"])
def test_control_character_in_a_string_is_refused_at_its_place(character: str) -> None:
    """A string runs over no line break, tab or other control character; these are written as escapes."""
    problem = only_problem('{"a": "bc' + character + '"}')

    assert place_of(problem) == ("J-control-character", "/a", 1, 10)


# Refusing: meaning


def test_every_duplicate_name_is_reported_at_its_second_place() -> None:
    """All objects of the document are looked through, and the name that repeats an earlier one is shown."""
    problems = problems_of('{"a": 1, "b": [0, {"c": 1,\n "c": 2}],\n "a": {"c": 1}}')

    assert [place_of(problem) for problem in problems] == [
        ("J-duplicate-key", "/b/1/c", 2, 2), ("J-duplicate-key", "/a", 3, 2)]


def test_names_equal_after_escapes_are_duplicates() -> None:
    """Another spelling of a name is the same name."""
    assert place_of(only_problem(r'{"a": 1, "\u0061": 2}')) == ("J-duplicate-key", "/a", 1, 10)


def test_problems_of_all_kinds_come_together_in_document_order() -> None:
    """What can be read on after is read on after, up to the first error of syntax."""
    problems = problems_of(r'{"a": NaN, "b": "\ud800", "a": 1e999, "c": 01}')

    assert [(problem.code, problem.column) for problem in problems] == [
        ("J-not-a-number", 7), ("J-lone-surrogate", 17), ("J-duplicate-key", 27), ("J-number-range", 32),
        ("J-syntax", 44)]


def test_problems_beyond_the_most_shown_are_counted() -> None:
    """A document with very many faults is refused quickly, and says how many they are."""
    with pytest.raises(AnswersError) as caught:
        read("[" + ",".join(["NaN"] * 1000) + "]")

    assert caught.value.n_problems == 1000


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_refused(token: str) -> None:
    """NaN and the infinities compare like no number does, so none may reach a rule."""
    problem = only_problem('{"a": [0, ' + token + "]}")

    assert place_of(problem) == ("J-not-a-number", "/a/1", 1, 11)
    assert problem.found == f"'{token}'"


LONGEST = "9" * MOST_DIGITS


@pytest.mark.parametrize("token", [LONGEST, f"-{LONGEST}", f"-1.{LONGEST[1:]}", "1e399", "1e-399", "0e0", "1E+0001"])
def test_number_of_the_most_digits_is_read(token: str) -> None:
    """The limit counts the digits of the number written out, without sign, point and exponent."""
    assert read(token) == Decimal(token)


@pytest.mark.parametrize(
    "token", [f"{LONGEST}9", f"-{LONGEST}9", f"1.{LONGEST}", "1e400", "-1e-400", "10e399", "1e99999999999", "9" * 5000])
def test_number_that_takes_more_digits_is_refused(token: str) -> None:
    """Numbers that no scale can hold are refused before any arithmetic, also where int() itself would give up."""
    assert place_of(only_problem(f"[0, {token}]")) == ("J-number-range", "/1", 1, 5)


@pytest.mark.parametrize("text", [r'[0, "\ud800"]', r'[0, "\uDC00\uD800"]', r'[0, "\\\ud83dx"]', '[0, "\ud800"]'])
def test_half_of_a_surrogate_pair_is_refused(text: str) -> None:
    """Such a string is no text: nothing could write it to a file or a screen."""
    assert place_of(only_problem(text)) == ("J-lone-surrogate", "/1", 1, 5)


def test_error_about_half_of_a_pair_in_a_name_can_be_printed() -> None:
    """A pointer never holds what a terminal cannot show; it ends at the parent."""
    problem = only_problem(r'{"a": {"\ud800": 1}}')

    assert (problem.pointer, problem.column) == ("/a", 8)


@pytest.mark.parametrize(("text", "value"), [(r'"\ud83d\ude02"', "😂"), (r'"\\ud800"', r"\ud800")])
def test_whole_pairs_and_escaped_backslashes_are_read(text: str, value: str) -> None:
    """Only the half of a pair is at fault, not what looks like one."""
    assert read(text) == value


@pytest.mark.parametrize(
    ("opening", "closing", "levels"), [("[", "]", 1), ('{"a":', "}", 1), (r'[{"]\"}\\":', "}]", 2)])
def test_deepest_nesting_is_read_and_one_more_is_refused(opening: str, closing: str, levels: int) -> None:
    """Lists and objects count alike, brackets in strings do not; the place is the first bracket too many."""
    times = MOST_DEPTH // levels
    read(opening * times + "0" + closing * times)

    problem = only_problem(opening * times + "[0]" + closing * times)

    assert (problem.code, problem.column) == ("J-too-deep", len(opening * times) + 1)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"":' * 100_000, '["\\"' + "[" * 100_000 + '",' + "[" * 100_000])
def test_no_nesting_exhausts_the_stack(text: str) -> None:
    """A hundred thousand brackets are a problem like any other."""
    assert only_problem(text).code == "J-too-deep"


# Locating


DOCUMENT = """{"a/b": 1,
  "list": [10, {"c": "{\\n",
                "d": []}],
  "last": {}
}"""


@pytest.mark.parametrize(
    ("pointer", "place"),
    [("", (1, 1)), ("/a~1b", (1, 2)), ("/list", (2, 3)), ("/list/0", (2, 12)), ("/list/1", (2, 16)),
     ("/list/1/c", (2, 17)), ("/list/1/d", (3, 17)), ("/last", (4, 3))])
@pytest.mark.parametrize("source", [DOCUMENT, DOCUMENT.encode(), "\ufeff" + DOCUMENT])
def test_place_of_a_member_is_its_name(source: bytes | str, pointer: str, place: tuple[int, int]) -> None:
    """Line and column lead to the name of a member, to an element of a list, or to the document itself."""
    assert locate(source, [pointer]) == {pointer: place}


@pytest.mark.parametrize(
    ("pointer", "place"),
    [("/list/1/missing", (2, 16)), ("/list/2", (2, 3)), ("/list/01/c", (2, 3)), ("/last/x/y", (4, 3)), ("/x", (1, 1))])
def test_pointer_to_nowhere_gets_its_nearest_ancestor(pointer: str, place: tuple[int, int]) -> None:
    """A missing property is shown at the object that should have it."""
    assert locate(DOCUMENT, [pointer]) == {pointer: place}


# Writing


@pytest.mark.parametrize(
    ("text", "written"),
    [("1.50", "1.5"), ("2.0", "2"), ("-0.0", "0"), ("0e5", "0"), ("1e3", "1000"), ("999999.999", "999999.999"),
     ("-1000000", "-1000000"), ("0.001", "0.001"), ("0.000001", "0.000001"), ("1.5e-7", "1.5e-7"), ("1e-10", "1e-10"),
     ("100000000000000000000", "100000000000000000000"), ("1e21", "1e+21"), ("1.25e300", "1.25e+300"),
     ("9007199254740993", "9007199254740992"), ("123456789012345678", "123456789012345680"), ("5e-324", "5e-324")])
def test_canonical_numbers_are_those_of_ecmascript(text: str, written: str) -> None:
    """Number::toString of ECMA-262: plain from 1e-6 to below 1e21, the fewest digits that tell the double."""
    assert write_canonical(read(text)) == written.encode()


@pytest.mark.parametrize("text", ["1e399", "-1e309", LONGEST])
def test_canonical_form_of_a_number_beyond_doubles_is_an_error(text: str) -> None:
    """RFC 8785 has no form for such numbers, and no two of them may look the same."""
    with pytest.raises(OverflowError, match="too large"):
        write_canonical(read(text))


def test_canonical_names_are_sorted_by_utf_16_units() -> None:
    """The face, two units from D83D on, comes before the ligature at FB33; by code points it would come after."""
    assert write_canonical({"\ufb33": 1, "😂": 2, "a": 3}) == '{"a":3,"😂":2,"\ufb33":1}'.encode()


def test_digest_is_the_hash_of_the_canonical_bytes() -> None:
    """SHA-256 of the two bytes {}, as any other tool gives it."""
    assert digest({}) == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_digest_looks_neither_at_order_nor_at_the_spelling_of_characters_and_numbers() -> None:
    """Composed and decomposed letters look the same to a reader, and so do 1.50 and 1.5."""
    assert digest({"e\u0301": 1, "b": Decimal("1.50")}) == digest({"b": Decimal("1.5"), "\u00e9": Decimal("1.0")})


@pytest.mark.parametrize(("left", "right"), [([1], ["1"]), ([], {}), ([None], [False]), ([1, 2], [2, 1]), ("a", "A")])
def test_digest_tells_different_values_apart(left: JsonValue, right: JsonValue) -> None:
    """Kind, order of lists and case all have meaning."""
    assert digest(left) != digest(right)


def test_pretty_text_keeps_on_one_line_what_fits() -> None:
    """A line holds at most 120 columns, with its comma; what is longer is opened one level."""
    fits, too_long = "x" * (MOST_COLUMNS - len('  "a": [""],')), "x" * (MOST_COLUMNS - len('  "b": [""]') + 1)

    written = write_pretty({"a": [fits], "b": [too_long], "c": {"d": [], "é": Decimal("1.50")}})

    assert written == f"""{{
  "a": ["{fits}"],
  "b": [
    "{too_long}"
  ],
  "c": {{"d": [], "é": 1.50}}
}}
"""


@pytest.mark.parametrize(("number", "written"), [("1E+3", "1000"), ("1E-7", "0.0000001"), ("2.50", "2.50")])
def test_pretty_numbers_are_written_out(number: str, written: str) -> None:
    """People read plain digits, not exponents."""
    assert write_pretty(Decimal(number)) == written + "\n"


# Laws

NUMBERS = st.integers(-10**6, 10**6) | st.decimals(-10**6, 10**6, places=3, allow_nan=False) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=Decimal("-1e300"), max_value=Decimal("1e300"), places=9)
TEXTS = st.text() | st.text('"\\/[]{}:,\n\t~é\u0301\ufb33😂')
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda values: st.lists(values) | st.dictionaries(TEXTS, values), max_leaves=25)
# Single characters that make sound and broken JSON about equally often.
NEAR_JSON = st.lists(st.sampled_from(
    ["[", "]", "{", "}", ",", ":", '"', '"a"', '"b":', "1", "0", "-", ".", "e", "+", "true", "NaN", "-Infinity", "\\",
     "\\n", "\\u00e9", "\\ud800", "\n", " ", "\t", "\ufeff", "\ud83d", "'", "/", "\0", "x"]), max_size=12).map("".join)


REASONS_OF_OUR_OWN = {"J-duplicate-key", "J-not-a-number", "J-lone-surrogate", "J-number-range"}
REFUSED = object()


def standard_value(text: str) -> object:
    try:
        return json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError:
        return REFUSED


def pointers_of(value: JsonValue, *path: str | int) -> list[str]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [pointer_to(*path), *(p for name, member in members for p in pointers_of(member, *path, name))]


@given(VALUES)
def test_what_is_written_for_people_reads_as_the_same_value(value: JsonValue) -> None:
    """parse(write_pretty(value)) == value."""
    assert read(write_pretty(value)) == value


@given(VALUES)
def test_canonical_form_of_the_canonical_form_is_itself(value: JsonValue) -> None:
    """Writing is idempotent: what was read from canonical bytes is written as the same bytes."""
    written = write_canonical(value)

    assert write_canonical(read(written)) == written


@given(VALUES)
def test_canonical_form_is_sound_json_of_the_same_value(value: JsonValue) -> None:
    """Another reader, which knows only doubles, gets what it gets from our text for people."""
    assert json.loads(write_canonical(value), parse_int=float) == json.loads(write_pretty(value), parse_int=float)


@given(VALUES)
def test_every_pointer_is_found_where_its_member_begins(value: JsonValue) -> None:
    """At the place of a list's element, or after the name of a member, its own value is read."""
    text = write_pretty(value)
    lines = text.split("\n")
    pointers = pointers_of(value)

    places = locate(text, pointers)

    assert len(set(places.values())) == len(pointers)
    for pointer, (line, column) in places.items():
        assert lines[line - 1][column - 1] not in " ,:]}", pointer


@given(NEAR_JSON)
@example("[1\u00a0]")
def test_any_text_is_read_as_the_standard_decoder_reads_it_or_refused_with_a_place(text: str) -> None:
    """We accept nothing that the standard decoder refuses, and refuse nothing else without a reason of our own."""
    problems = problems_if_refused(text)
    standard = standard_value(text.removeprefix("\ufeff"))

    if problems is None:
        assert read(text) == standard
    else:
        assert all(problem.line and problem.column for problem in problems)
        assert standard is REFUSED or {problem.code for problem in problems} <= REASONS_OF_OUR_OWN


@given(st.binary(max_size=40))
def test_any_bytes_are_a_value_or_our_own_error(source: bytes) -> None:
    """No other exception leaves the door, whatever comes in."""
    assert problems_if_refused(source) != ()


# Public suites

needs_suites = pytest.mark.skipif(not SUITES.is_dir(), reason="the public suites do not lie beside this checkout")


def suite(pattern: str) -> list[object]:
    return [pytest.param(path, id=path.name) for path in sorted(SUITES.glob(pattern))] or [
        pytest.param(SUITES, marks=needs_suites)]


@pytest.mark.parametrize("path", suite("json-test-suite/test_parsing/y_*.json"))
def test_suite_must_accept(path: Path) -> None:
    """All valid documents are read, but for those that repeat a name: to us these have no meaning."""
    source = path.read_bytes()

    if path.name.startswith("y_object_duplicated_key"):
        assert {problem.code for problem in problems_of(source)} == {"J-duplicate-key"}
    else:
        assert read(source) == json.loads(source, parse_float=Decimal)


@pytest.mark.parametrize("path", suite("json-test-suite/test_parsing/n_*.json"))
def test_suite_must_refuse(path: Path) -> None:
    """Every invalid document is refused with our own error, at a place."""
    assert all(problem.line and problem.column for problem in problems_of(path.read_bytes()))


@pytest.mark.parametrize("path", suite("json-test-suite/test_parsing/i_*.json"))
def test_suite_free(path: Path) -> None:
    """Where the standard leaves it open, a document is a value or our own error, and nothing else."""
    assert problems_if_refused(path.read_bytes()) != ()


@pytest.mark.parametrize("path", suite("canonical-json/testdata/input/*.json"))
def test_suite_canonical(path: Path) -> None:
    """The examples of RFC 8785 give its bytes."""
    assert write_canonical(read(path.read_bytes())) == (path.parents[1] / "output" / path.name).read_bytes()


@pytest.mark.parametrize("wrong", ["01", "+1", ".5", "1.", "-", "00"])
def test_numbers_that_a_message_shows_are_taken(wrong: str) -> None:
    """A message never proposes what is refused next: each number that it shows can stand in a definition."""
    document = riskscreen.load("stalking-red-flags").to_json()
    broken = document.replace('"format"', f'"x": {wrong}, "format"', 1)
    with pytest.raises(InstrumentError) as caught:
        riskscreen.loads(broken)

    shown = re.findall(r"-?[0-9][0-9.e]*", caught.value.problems[0].message)
    assert len(shown) >= 2
    for number in shown:
        with pytest.raises(InstrumentError) as caught:
            riskscreen.loads(document.replace('"format"', f'"x": {number}, "format"', 1))
        assert [problem.code for problem in caught.value.problems] == ["D-unknown-property"]
