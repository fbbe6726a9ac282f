"""A table holds answers, never positions: each row gets what `score` gives for the same, whatever holds them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from docs.pages import DOORSTEP
from riskscreen import AnswersError, Instrument, UsageError
from riskscreen.batch.rows.cells import is_empty
from riskscreen.model.number import plain as in_words

pandas = pytest.importorskip("pandas", reason="the extra 'tables' installs it")
polars = pytest.importorskip("polars", reason="the extra 'tables' installs it")
arrow = pytest.importorskip("pyarrow", reason="the extra 'tables' installs it")
pytest.importorskip("narwhals", reason="the extra 'tables' installs it")

PUBLISHED = Path(__file__).parents[1] / "published"
Column = Sequence[int | None]
Table = dict[str, Column]


def both(text: str) -> dict[str, str]:
    """A text in both languages."""
    return {"en": text, "nl": f"{text} (nl)"}


def instrument(*options: Sequence[tuple[str, int]], high_from: int = 5) -> Instrument:
    """An instrument with an item q0, q1 and so on for each list of options with their scores, and a number *age*."""
    found = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    found["response_scales"] = {f"options_{n}": {"options": [
        {"id": name, "label": both(f"Label of {name}"), "score": score} for name, score in each]}
        for n, each in enumerate(options)}
    found["sections"] = [{"id": "core", "title": both("Core"), "items": [
        *({"id": f"q{n}", "text": both(f"Question {n}"), "response": f"options_{n}"} for n in range(len(options))),
        {"id": "age", "text": both("Age"), "response": {"integer": {"min": 0, "max": 120}}}]}]
    found["scales"] = [{"id": "total", "sum": {"items": [f"q{n}" for n in range(len(options))]}}]
    found["outcomes"] = [{"id": "concern", "title": both("Concern"), "scale": "total", "levels": [
        {"id": "low", "label": both("Low")}, {"id": "high", "label": both("High")}],
        "bands": [{"level": "high", "from": high_from}]}]
    return Instrument.from_dict(found)


REVERSED = instrument(*[[("3", 3), ("2", 2), ("1", 1), ("0", 0)]] * 3)


def each_as(kind: Any) -> Callable[[Column], Any]:
    """A plain array of NumPy, with NaN where a cell is empty."""
    return lambda column: np.array([math.nan if cell is None else cell for cell in column], kind)


def masked(kind: Any) -> Callable[[Column], Any]:
    """A masked array of NumPy; below the mask stands what could be an answer."""
    return lambda column: np.ma.MaskedArray(
        np.array([1 if cell is None else cell for cell in column], kind), [cell is None for cell in column])


def as_series(kind: Any) -> Callable[[Column], Any]:
    """A series of pandas."""
    return lambda column: pandas.Series(list(column), dtype=kind)


def as_polars(kind: Any) -> Callable[[Column], Any]:
    """A series of polars."""
    return lambda column: polars.Series(list(column), dtype=kind)


def as_arrow(kind: Any) -> Callable[[Column], Any]:
    """An array of Arrow."""
    return lambda column: arrow.array([cell if cell is None else kind.to_pandas_dtype()(cell) for cell in column], kind)


def words(column: Column) -> list[str | None]:
    """The digits of the numbers, as text."""
    return [None if cell is None else str(cell) for cell in column]


def decimals(column: Column, one: str) -> list[Decimal | None]:
    """The numbers as exact decimals, as databases hand them over."""
    return [None if cell is None else cell * Decimal(one) for cell in column]


MAPPINGS: dict[str, Callable[[Column], Any]] = {
    "list": list, "tuple": tuple, "texts": words, "list of decimals": lambda column: decimals(column, "1.00"),
    "array of decimals": lambda column: np.array(decimals(column, "1"), object),
    "list of floats": lambda column: each_as(float)(column).tolist(),
    "list of NumPy's floats": lambda column: list(each_as(np.float32)(column)),
    "list of both": lambda column: [cell if n % 2 else str(cell) if cell is not None else "" for n, cell in
                                    enumerate(column)],
    "float16": each_as(np.float16), "float32": each_as(np.float32), "float64": each_as(float),
    "longdouble": each_as(np.longdouble), "object": each_as(object),
    **{f"masked {kind.__name__}": masked(kind) for kind in (np.int8, np.uint8, np.int64, np.uint64, float, np.float32,
                                                           object, str)}}
SERIES: dict[str, Callable[[Column], Any]] = {
    **{kind: as_series(kind) for kind in ("float64", "float32", "Int8", "Int64", "UInt8", "UInt64", "Float64", "object",
                                          "int64[pyarrow]", "uint32[pyarrow]", "double[pyarrow]", "category",
                                          "Sparse[float64]")},
    "default": lambda column: pandas.Series(list(column)),
    "decimals": lambda column: pandas.Series(decimals(column, "1.0"), dtype="object"),
    "decimal128[pyarrow]": lambda column: pandas.Series(decimals(column, "1"), dtype=pandas.ArrowDtype(
        arrow.decimal128(9, 2))),
    "category of floats": lambda column: pandas.Series(list(column), dtype="float64").astype("category"),
    "category of Int64": lambda column: pandas.Series(list(column), dtype="Int64").astype("category"),
    "texts": lambda column: pandas.Series(words(column), dtype="object"),
    "string": lambda column: pandas.Series(words(column), dtype="string"),
    "category of texts": lambda column: pandas.Series(words(column), dtype="category"),
    "dictionary": lambda column: pandas.Series(pandas.arrays.ArrowExtensionArray(
        arrow.array(list(column), "int64").dictionary_encode()))}
POLARS: dict[str, Callable[[Column], Any]] = {
    **{kind.__name__: as_polars(kind) for kind in (
        polars.Int8, polars.Int64, polars.UInt8, polars.UInt32, polars.UInt64, polars.Int128, polars.Float32,
        polars.Float64, polars.Object)},
    "NaN": lambda column: polars.Series(each_as(float)(column)),
    "Decimal": lambda column: polars.Series(decimals(column, "1"), dtype=polars.Decimal(9, 2)),
    "String": lambda column: polars.Series(words(column), dtype=polars.String),
    "Categorical": lambda column: polars.Series(words(column), dtype=polars.Categorical)}
ARROW: dict[str, Callable[[Column], Any]] = {
    **{str(kind): as_arrow(kind) for kind in (
        arrow.int8(), arrow.uint8(), arrow.int32(), arrow.uint32(), arrow.int64(), arrow.uint64(), arrow.float16(),
        arrow.float32(), arrow.float64())},
    "NaN": lambda column: arrow.array(each_as(float)(column)),
    "decimal128": lambda column: arrow.array(decimals(column, "1"), arrow.decimal128(9, 2)),
    "dictionary of numbers": lambda column: arrow.array(list(column), "int64").dictionary_encode(),
    "dictionary of floats": lambda column: arrow.array(list(column), "float64").dictionary_encode(),
    "dictionary of texts": lambda column: arrow.array(words(column), "string").dictionary_encode(),
    "string": lambda column: arrow.array(words(column), "string")}


def table_of(whole: Callable[[Any], Any], each: Callable[[Column], Any]) -> Callable[[Table], Any]:
    """What makes a table of plain columns: each column first, then the whole."""
    return lambda table: whole({item: each(column) for item, column in table.items()})


KINDS: dict[str, Callable[[Table], Any]] = {
    f"{library}, {name}": table_of(whole, each) for library, whole, columns in (
        ("mapping", dict, MAPPINGS), ("pandas", pandas.DataFrame, SERIES), ("polars", polars.DataFrame, POLARS),
        ("Arrow", arrow.table, ARROW), ("record batch", arrow.RecordBatch.from_pydict, ARROW))
    for name, each in columns.items()}
WITHOUT_EMPTY: dict[str, Callable[[Table], Any]] = {
    f"mapping, {kind.__name__}": table_of(dict, partial(np.array, dtype=kind))
    for kind in (np.int8, np.uint8, np.int16, np.uint32, np.int64, np.uint64)} | {
    "pandas, int64": table_of(pandas.DataFrame, partial(pandas.Series, dtype="int64")),
    "pandas, category of int64": table_of(pandas.DataFrame, lambda column: pandas.Series(column).astype("category"))}


def plain(scored: Any, name: str) -> list[Any]:
    """A column of a scored table as plain values, None where it is empty."""
    column = scored[name]
    cells = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    return [None if is_empty(cell) else cell for cell in cells]


def named(value: object) -> str:
    """A name for a test that is the same in every run: without the place in memory."""
    return re.sub(" at 0x[0-9a-f]+", "", repr(value))


@pytest.mark.parametrize("kind", [*(KINDS | WITHOUT_EMPTY).values()], ids=[*(KINDS | WITHOUT_EMPTY)])
def test_whole_number_is_the_option_with_those_digits(kind: Callable[[Table], Any]) -> None:
    """Options stand in the order 3, 2, 1, 0; a row of 3, 3, 3 scores 9, and no more than the answers say."""
    table: Table = {"q0": [3, 0], "q1": [3, 1], "q2": [3, 0], "age": [40, 41]}

    scored = REVERSED.score_table(kind(table), scales=True)

    assert plain(scored, "total_least") == plain(scored, "total_most") == [9, 1]
    assert plain(scored, "concern") == ["high", "low"]


@pytest.mark.parametrize(("name", "answers", "total"), [
    ("gcs", {"eyes": 3, "verbal": 4, "motor": 5}, 12), ("gcs", {"eyes": 1, "verbal": 1, "motor": 1}, 3),
    ("hits", dict.fromkeys(("hurt", "insult", "threaten", "scream"), 2), 8)])
def test_published_rules_read_numbers_as_their_ids(name: str, answers: dict[str, int], total: int) -> None:
    """Their options begin with 1: as positions, 3, 4 and 5 would make 15, and four times 2 would make 12."""
    published = riskscreen.load(PUBLISHED / f"{name}.json")
    answers = dict(zip(published.items, answers.values(), strict=True))

    scored = published.score_table(pandas.DataFrame([answers]), scales=True)

    assert plain(scored, "total_least") == plain(scored, "total_most") == [total]


@given(st.data())
def test_every_table_gives_what_score_gives(data: st.DataObject) -> None:
    """Options in any order with any scores, numbers that are options and numbers that are none, and empty cells."""
    names = st.lists(st.integers(0, 12), min_size=2, max_size=6, unique=True)
    options = [[(str(name), data.draw(st.integers(-3, 3))) for name in data.draw(names)] for _ in range(2)]
    asked = instrument(*options, high_from=1)
    some = st.none() | st.integers(0, 12)
    cases = [{item: data.draw(some) for item in asked.items} for _ in range(4)]
    table: Table = {item: [case[item] for case in cases] for item in asked.items}
    name, kind = data.draw(st.sampled_from([*KINDS.items()]))
    is_partial = data.draw(st.booleans())

    scored = asked.score_table(kind(table), partial=is_partial, on_error="mark", scales=True)

    for n, case in enumerate(cases):
        found = {column: plain(scored, column)[n] for column in (
            "concern_at_least", "concern_at_most", "total_least", "total_most", "problem")}
        given_answers = {item: answer for item, answer in case.items() if answer is not None}
        try:
            alone = asked.score(given_answers, partial=is_partial)
        except AnswersError as error:
            assert found["concern_at_least"] is None, name
            assert [problem.code for problem in error.problems] == codes_in(found["problem"]), name
            continue
        assert (found["concern_at_least"], found["concern_at_most"], found["problem"]) == \
            (alone.at_least, alone.at_most, None), name
        total = alone.scales["total"]
        assert (str(found["total_least"]), str(found["total_most"])) == (in_words(total.least), in_words(total.most))


def codes_in(text: str) -> list[str]:
    """The codes of the problems that a text tells of."""
    return [part.partition("]")[0] for part in text.split("[")[1:]]


@pytest.mark.parametrize("kind", [dict, pandas.DataFrame, polars.DataFrame, arrow.table])
@pytest.mark.parametrize("number", [4, -1, -2, -3, 2**40])
def test_number_without_an_option_is_refused(kind: Callable[[Any], Any], number: int) -> None:
    """No number is a code in a table: not a position, and not unknown or no answer."""
    table = {"q0": [3, number], "q1": [0, 0], "q2": [0, 0], "age": [40, 41]}

    with pytest.raises(AnswersError) as refused:
        REVERSED.score_table(kind(table), partial=True)

    (problem,) = refused.value.problems
    assert (problem.code, problem.pointer, problem.found) == ("A-unknown-option", "/rows/1/q0", f"number {number}")
    assert "score_codes" in problem.message


@pytest.mark.parametrize("number", [0, 1, 10, 100, 7_000_000, 2**63 + 1, 10**30])
def test_ids_of_any_size_are_read(number: int) -> None:
    """Small ones by a table of numbers, large ones one by one; the neighbours of each are no options."""
    large = instrument([(str(number), 1), ("yes", 0)], high_from=1)
    kinds: list[Any] = [list, lambda column: np.array(column, object)]
    kinds += [lambda column: np.array(column, np.uint64)] * (number < 2**64) + [np.array] * (number < 2**63)

    for kind in kinds:
        cells = kind([number, number + 1])
        scored = large.score_table({"q0": cells, "age": [1, 1]}, on_error="mark")
        assert scored["concern"] == ["high", None]


def test_leading_zero_is_another_id() -> None:
    """01 and 1 are two options; a whole number is the one that is written like it."""
    zeros = instrument([("01", 0), ("1", 7)])

    assert zeros.score_table({"q0": np.array([1, 1]), "age": [1, 1]})["concern"] == ["high", "high"]


FLOATS: dict[str, Callable[[list[float | None]], Any]] = {
    "list": lambda column: {"q0": column}, "array": lambda column: {"q0": np.array(column, float)},
    "objects": lambda column: {"q0": np.array(column, object)},
    "masked": lambda column: {"q0": np.ma.MaskedArray(np.array(column, float),
                                                            np.isnan(np.array(column, float)))},
    "pandas": lambda column: pandas.DataFrame({"q0": column}, dtype="float64"),
    "pandas, nullable": lambda column: pandas.DataFrame({"q0": column}, dtype="Float64"),
    "pandas, categories": lambda column: pandas.DataFrame({"q0": column}, dtype="float64").astype("category"),
    "polars": lambda column: polars.DataFrame({"q0": column}, schema={"q0": polars.Float64}),
    "Arrow": lambda column: arrow.table({"q0": arrow.array(column, "float64")}),
    "Arrow, dictionary": lambda column: arrow.table({"q0": arrow.array(column, "float64").dictionary_encode()})}


@pytest.mark.parametrize("kind", [*FLOATS.values()], ids=[*FLOATS])
@pytest.mark.parametrize("asked", ["options", "number"])
def test_other_floats_are_one_problem_of_the_column(kind: Callable[[Any], Any], asked: str) -> None:
    """What is no whole number is told once, with the first of them; what else is wrong is told too."""
    questions = {"options": instrument([("0", 0), ("1", 1)]), "number": number_alone()}[asked]
    table = kind([1.0, 0.5, None, 0.5, math.inf, 1.0, 0.25])

    with pytest.raises(AnswersError) as refused:
        scored_q0(questions, table)

    first, second = refused.value.problems
    assert refused.value.n_problems == 2
    assert (first.code, first.pointer, first.item) == ("A-wrong-type", "/columns/q0", "q0")
    assert "Read it as text" in first.message
    assert first.found is not None
    assert first.found.startswith("float")
    assert first.found.endswith(" 0.5")
    assert (second.code, second.pointer) == ("A-missing", "/rows/2/q0")


def number_alone() -> Instrument:
    """An instrument that asks for nothing but a number, q0."""
    document = instrument([("0", 0), ("1", 1)]).to_dict()
    document["sections"][0]["items"][0]["response"] = {
        "integer": {"min": 0, "max": 9},
        "bands": [{"id": "few", "from": 0, "score": 0, "label": both("Few")},
                  {"id": "many", "from": 1, "score": 1, "label": both("Many")}]}
    return Instrument.from_dict(document)


def scored_q0(asked: Instrument, table: Any, **options: Any) -> Any:
    """The result for a table of one column, to which the other item's is added."""
    document = asked.to_dict()
    document["sections"][0]["items"].pop()
    return Instrument.from_dict(document).score_table(table, **options)


@pytest.mark.parametrize("kind", [*FLOATS.values()], ids=[*FLOATS])
def test_rows_with_other_floats_are_marked(kind: Callable[[Any], Any]) -> None:
    """A row depends on nothing but the row: those with whole numbers are scored, wherever a batch ends."""
    scored = scored_q0(instrument([("0", 0), ("1", 9)]), kind([1.0, 0.5, 0.0, None]), on_error="mark")

    assert plain(scored, "concern") == ["high", None, "low", None]
    assert [text and codes_in(text) for text in plain(scored, "problem")] == \
        [None, ["A-wrong-type"], None, ["A-missing"]]


@pytest.mark.parametrize(("kind", "largest"), [(np.float16, 2**11), (np.float32, 2**24), (np.float64, 2**53)])
def test_float_that_may_stand_for_several_numbers_is_refused(kind: Any, largest: int) -> None:
    """Past its exact range a float is the neighbour's, too: an id or a number would be guessed."""
    wide = instrument([(str(largest), 9), (str(largest - 1), 0)])
    for asked in (wide, number_alone()):
        with pytest.raises(AnswersError, match=r"/columns/q0: .* too large to be exact"):
            scored_q0(asked, {"q0": np.array([largest], kind)})

    assert scored_q0(wide, {"q0": np.array([largest - 1], kind)})["concern"] == ["low"]


def test_encoding_refuses_what_cannot_be_read() -> None:
    """No cell becomes a code that means nothing; floats are told once, and a mapping by its type."""
    table = {"q0": [0.5, 0.5, 3.0], "q1": [0, {"answer": "0"}, None], "q2": ["0", "5", "unknown"], "age": [1, 2, 3]}

    with pytest.raises(AnswersError) as refused:
        REVERSED.encode_table(table)

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [
        ("/columns/q0", "A-wrong-type"), ("/rows/1/q1", "A-wrong-type"), ("/rows/1/q2", "A-unknown-option")]
    assert refused.value.n_problems == 3


def test_encoded_numbers_are_positions_of_the_options_they_mean() -> None:
    """In the order of the definition, where 3 stands first; an empty cell is -2, and unknown -1."""
    codes = REVERSED.encode_table({"q0": [3, 0], "q1": [2.0, None], "q2": ["1", "unknown"], "age": [1, 2]})

    assert {item: column.tolist() for item, column in codes.items()} == {"q0": [0, 3], "q1": [1, -2], "q2": [2, -1]}


@pytest.mark.parametrize("cell", [{"answer": "0"}, {"answer": "0", "because": "Seen."}, {}])
@pytest.mark.parametrize("kind", ["list", "objects", "pandas"])
def test_cell_that_holds_others_is_told_by_its_type(cell: Any, kind: str) -> None:
    """A table has no room for evidence; nobody is told of a code that they did not write."""
    column = np.empty(2, object)
    column[:] = ["0", cell]
    table: Any = {"q0": column if kind == "objects" else list(column), "q1": [0, 0], "q2": [0, 0], "age": [1, 1]}
    if kind == "pandas":
        table = pandas.DataFrame(table)

    with pytest.raises(AnswersError) as refused:
        REVERSED.score_table(table)

    (problem,) = refused.value.problems
    assert (problem.pointer, problem.code) in [("/rows/1/q0", "A-wrong-type"), ("/rows/1/q0", "A-missing")]
    assert "code" not in str(problem)
    assert "-128" not in str(problem)


def test_masked_cell_is_no_answer() -> None:
    """Whatever stands below the mask; a row that is wholly missing is open, never low."""
    flags = riskscreen.load("stalking-red-flags")
    hidden = np.ma.MaskedArray(np.full(2, "absent"), [True, False])
    table = dict.fromkeys(flags.items, hidden)

    scored = flags.score_table(table, partial=True)

    assert (scored["urgency_at_least"], scored["urgency_at_most"]) == (["low", "low"], ["high", "low"])
    with pytest.raises(AnswersError) as refused:
        flags.score_table(table)
    assert {problem.code for problem in refused.value.problems} == {"A-missing"}
    assert refused.value.n_problems == 12


@pytest.mark.parametrize("fill", [0, 1, 99, -1])
def test_masked_code_is_no_answer(fill: int) -> None:
    """In an array, in columns, packed, and in one row; the value of filling is not asked."""
    flags = riskscreen.load("stalking-red-flags")
    codes = np.ma.MaskedArray(np.full((2, 12), fill, np.int8), mask=True, fill_value=0)
    codes[1] = 0
    columns = {item: codes[:, n] for n, item in enumerate(flags.items)}
    expected = flags.score_codes(np.array([[-2] * 12, [0] * 12], np.int8), partial=True)

    for given_codes in (codes, columns, flags.pack(codes), flags.pack(columns)):
        scored = flags.score_codes(given_codes, partial=True)
        assert scored == expected
        assert (scored.at_least.tolist(), scored.at_most.tolist()) == ([0, 0], [2, 0])
    with pytest.raises(AnswersError, match="A-missing"):
        flags.score_codes(codes)
    assert flags.decode(codes[0]) == {}


@pytest.mark.parametrize("empty", [
    None, math.nan, np.float32("nan"), np.float16("nan"), Decimal("NaN"), Decimal("sNaN"), pandas.NA, pandas.NaT,
    np.datetime64("NaT", "s"), np.ma.masked, "", np.str_("")], ids=repr)
def test_null_of_any_library_is_an_empty_cell(empty: Any) -> None:
    """In lists and in columns of objects."""
    column = np.empty(2, object)
    column[0], column[1] = "3", empty

    for table in ({"q0": ["3", empty]}, {"q0": column}, pandas.DataFrame({"q0": pandas.Series(column, dtype=object)})):
        scored = scored_q0(instrument([("3", 9), ("0", 0)]), table, partial=True)
        assert (plain(scored, "concern"), plain(scored, "concern_at_least")) == (["high", None], ["high", "low"])


@pytest.mark.parametrize("column", [
    np.array(0), np.zeros((2, 1), np.int64), np.ma.masked, np.ma.MaskedArray(np.zeros(2, [("a", "i1")])), 5, None, "33",
    {"3": 3}, iter(["3"]), range(2)], ids=named)
def test_column_that_is_no_list_of_cells_is_refused(column: Any) -> None:
    """With our own words, and the name of the column."""
    with pytest.raises(UsageError, match="The column q0 is not a list of cells") as refused:
        REVERSED.score_table({"q0": column, "q1": [0, 0], "q2": [0, 0], "age": [1, 1]})

    assert [problem.code for problem in refused.value.problems] == ["U-wrong-type"]


@pytest.mark.parametrize("column", [np.array(0), 5, None])
def test_other_column_without_a_length_is_refused(column: Any) -> None:
    """A column that is only passed on has as many rows as the others."""
    with pytest.raises(UsageError, match="The column case is not a list of cells"):
        REVERSED.score_table({"case": column, "q0": [3], "q1": [0], "q2": [0], "age": [1]})


@pytest.mark.parametrize("kind", [dict, pandas.DataFrame, polars.DataFrame, arrow.table])
@pytest.mark.parametrize("name", ["", " ", "\t"])
def test_column_without_a_name_is_refused(kind: Callable[[Any], Any], name: str) -> None:
    """Nobody knows what stands in it."""
    table = {"q0": [3], "q1": [0], name: [7], "q2": [0], "age": [1]}

    with pytest.raises(UsageError) as refused:
        REVERSED.score_table(kind(table))

    assert [(problem.code, problem.message) for problem in refused.value.problems] == \
        [("U-blank-column", "Column 3 has no name. Name it, or take it out.")]


@pytest.mark.filterwarnings("error")
def test_lazy_table_is_refused_without_a_warning() -> None:
    """It is told what to do with it."""
    with pytest.raises(UsageError, match="Collect it first"):
        REVERSED.score_table(polars.LazyFrame({"q0": [3]}))


class Unruly:
    """An object whose own code fails whatever it is asked."""

    def __hash__(self) -> int:
        raise ValueError("no hash")

    def __eq__(self, other: object) -> bool:
        raise ValueError("not equal")


class UnrulyFloat(float):
    """A float whose comparisons fail."""

    def fail(self, other: object) -> bool:
        raise ValueError("no order")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = fail  # type: ignore[assignment]  # that is its fault
    __hash__ = float.__hash__


@pytest.mark.parametrize("kind", [list, lambda cells: np.array(cells, object)])
@pytest.mark.parametrize("cell", [Unruly(), UnrulyFloat(0.5), UnrulyFloat(3.0), UnrulyFloat("nan")], ids=named)
def test_foreign_object_in_a_cell_is_no_more_than_an_answer(kind: Callable[[Any], Any], cell: Any) -> None:
    """Its code may fail: the row is marked, or read as what it is, and the others are scored."""
    scored = scored_q0(instrument([("3", 9), ("0", 0)]), {"q0": kind([cell, "3", 0])}, on_error="mark", partial=True)

    expected = {"0.5": (None, True), "3.0": ("high", False), "nan": (None, False)}.get(repr(cell), (None, True))
    assert (scored["concern"][0], scored["problem"][0] is not None) == expected
    assert scored["concern"][1:] == ["high", "low"]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("number", [2.0**63, 2.0**64, math.inf])
def test_widest_floats_are_refused(number: float) -> None:
    """No warning of NumPy either: they stand for no whole number that could be an answer."""
    with pytest.raises(AnswersError, match="/columns/q0"):
        scored_q0(instrument([("3", 9), ("0", 0)]), {"q0": np.array([number], np.longdouble)})


@pytest.mark.parametrize("kind", ["datetime64[ns]", "timedelta64[ns]", "bool", "complex64", "S1"])
def test_column_of_another_kind_is_refused(kind: str) -> None:
    """A moment is not the number of nanoseconds that it is kept as, and true is not 1."""
    with pytest.raises(AnswersError) as refused:
        scored_q0(instrument([("0", 0), ("1", 1)]), {"q0": np.array([1], "int64").astype(kind)})

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [("/rows/0/q0", "A-wrong-type")]


def test_column_of_a_register_is_read() -> None:
    """A million rows: as whole numbers, as floats, and behind a mask."""
    column = np.random.default_rng(1).integers(0, 4, 1_000_000)
    table = {"q0": column, "q1": column.astype(float), "q2": np.ma.MaskedArray(column, column == 9)}

    codes = REVERSED.encode_table({**table, "age": column})

    assert codes["q0"].dtype == np.int8
    assert np.array_equal(codes["q0"], 3 - column)
    assert np.array_equal(codes["q1"], codes["q0"])
