"""Tables of answers: each row gets what `score` gives, whatever the library and the type of the cells."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from batch.rows import answers_of, random_codes
from riskscreen import AnswersError, Instrument, UsageError
from riskscreen.batch.rows.cells import is_empty
from riskscreen.model.number import plain as in_words

SASH = riskscreen.load("sash-style")
FLAGS = riskscreen.load("stalking-red-flags")
Table = dict[str, list[Any]]


def table_of(instrument: Instrument, cases: list[dict[str, Any]]) -> Table:
    """A column for each item; what a case does not answer is an empty cell."""
    return {item: [case.get(item) for case in cases] for item in instrument.items}


def sash_table(n_rows: int = 40) -> tuple[Table, list[dict[str, Any]]]:
    """Random cases of an instrument with a gate, in a table and by themselves."""
    cases = [answers_of(SASH, row) for row in random_codes(SASH, n_rows, 7, tidiness=1.0)]
    return table_of(SASH, cases), cases


def as_pandas(table: Table) -> Any:
    """Columns of text, as pandas has them by itself."""
    return pytest.importorskip("pandas").DataFrame(table)


def as_objects(table: Table) -> Any:
    """Columns of any Python object."""
    return as_pandas(table).astype(object)


def as_categories(table: Table) -> Any:
    """Categories of pandas."""
    return as_pandas(table).astype("category")


def as_polars(table: Table) -> Any:
    """Columns of text in polars."""
    polars = pytest.importorskip("polars")
    return polars.DataFrame(table, schema=dict.fromkeys(table, polars.String))


def as_polars_categories(table: Table) -> Any:
    """Categories of polars."""
    polars = pytest.importorskip("polars")
    return as_polars(table).with_columns(polars.all().cast(polars.Categorical))


def as_polars_enums(table: Table) -> Any:
    """Enums of polars, with the options in another order."""
    polars = pytest.importorskip("polars")
    kind = polars.Enum(["unknown", "yes", "present", "no", "absent"])
    return as_polars(table).with_columns(polars.all().cast(kind))


def as_arrow(table: Table) -> Any:
    """Columns of text in Arrow."""
    arrow = pytest.importorskip("pyarrow")
    return arrow.table(table, schema=arrow.schema([(name, arrow.string()) for name in table]))


def as_dictionaries(table: Table) -> Any:
    """Texts of Arrow that are kept once, in two chunks."""
    arrow = pytest.importorskip("pyarrow")
    whole = as_arrow(table)
    encoded = arrow.table({name: whole.column(name).dictionary_encode() for name in table})
    return arrow.concat_tables([encoded.slice(0, 5), encoded.slice(5)])


KINDS: list[Callable[[Table], Any]] = [
    dict, as_pandas, as_objects, as_categories, as_polars, as_polars_categories, as_polars_enums, as_arrow,
    as_dictionaries]
LIBRARIES = [as_pandas, as_polars, as_arrow]


def plain(scored: Any, name: str) -> list[Any]:
    """A column of a scored table as plain values, None where it is empty."""
    column = scored[name]
    cells = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    return [None if is_empty(cell) else cell for cell in cells]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_table_gets_what_score_gives(kind: Callable[[Table], Any]) -> None:
    """Text, categories, Enums and dictionaries of each library; the same kind comes back."""
    table, cases = sash_table()
    data = kind(table)

    scored = SASH.score_table(data, partial=True, scales=True)

    results = [SASH.score(case, partial=True) for case in cases]
    assert type(scored) is type(data)
    assert plain(scored, "concern") == [result.level and result.level.id for result in results]
    assert plain(scored, "concern_at_least") == [result.at_least.id for result in results]
    assert plain(scored, "concern_at_most") == [result.at_most.id for result in results]
    assert plain(scored, "n_unknown") == [len(result.unknown) for result in results]
    assert plain(scored, "factors_most") == [result.scales["factors"].most for result in results]
    assert plain(scored, "s1") == plain(data, "s1")


@given(st.data())
def test_table_of_any_instrument_gets_what_score_gives(data: st.DataObject) -> None:
    """Numbers in bands, recorded numbers, texts, and answers left out; numbers also as texts of digits."""
    document = data.draw(generators.documents())
    instrument = Instrument.from_dict(document)
    cases = [data.draw(generators.answers_for(document, partial=True)) for _ in range(3)]
    table = table_of(instrument, cases)
    as_texts = {name: [None if cell is None else str(cell) for cell in column] for name, column in table.items()}

    for cells in (table, as_texts):
        scored = instrument.score_table(cells, partial=True, scales=True)
        for n, case in enumerate(cases):
            result = instrument.score(case, partial=True)
            name = document["result"]
            assert (scored[f"{name}_at_least"][n], scored[f"{name}_at_most"][n]) == (result.at_least, result.at_most)
            assert scored["n_unknown"][n] == len(result.unknown)
            for scale in result.scales.values():
                assert str(scored[f"{scale.id}_least"][n]) == in_words(scale.least)


@pytest.mark.parametrize("empty", [None, "", math.nan, np.nan])
def test_empty_cell_is_no_answer(empty: Any) -> None:
    """Null, NaN and the empty text are an error where the item applies, and unanswered where that is allowed."""
    table = {item: ["absent", "absent"] for item in FLAGS.items} | {"r2": ["present", empty]}

    with pytest.raises(AnswersError) as refused:
        FLAGS.score_table(table)
    scored = FLAGS.score_table(table, partial=True)

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [("/rows/1/r2", "A-missing")]
    assert (scored["urgency"], scored["urgency_at_least"]) == (["high", None], ["high", "low"])


@pytest.mark.parametrize("name", ["NA", "NaT"])
def test_missing_values_of_pandas_are_empty_cells(name: str) -> None:
    """pandas' own missing values are no answer, in columns of objects too."""
    pandas = pytest.importorskip("pandas")
    table = as_objects({item: ["absent", "absent"] for item in FLAGS.items})
    table["r2"] = pandas.Series(["absent", getattr(pandas, name)], dtype=object)

    with pytest.raises(AnswersError, match="/rows/1/r2: This item applies and has no answer"):
        FLAGS.score_table(table)


@pytest.mark.parametrize("kind", [dict, as_objects])
@pytest.mark.parametrize("cell", ["Present", "NA", " ", True, 1.0, 7, b"present", [], {"answer": "x"}])
def test_cell_that_is_no_answer_is_refused(kind: Callable[[Table], Any], cell: Any) -> None:
    """A cell that `score` would refuse is never a level, and never an empty cell."""
    table = {item: ["absent", "absent"] for item in FLAGS.items} | {"r2": ["absent", cell]}

    with pytest.raises(AnswersError) as refused:
        FLAGS.score_table(kind(table), partial=True)

    assert [problem.pointer for problem in refused.value.problems] == ["/rows/1/r2"]


@pytest.mark.parametrize("kind", LIBRARIES)
def test_one_bad_row_is_marked_and_the_others_are_scored(kind: Callable[[Table], Any]) -> None:
    """Marked rows have no result and say why; nothing is dropped, and the order stays."""
    table = {item: ["absent"] * 9 for item in FLAGS.items} | {"r1": [*["absent"] * 7, "presnt", "present"]}

    scored = FLAGS.score_table(kind(table), on_error="mark", scales=True)

    assert plain(scored, "urgency") == [*["low"] * 7, None, "high"]
    assert plain(scored, "other_flags_most") == [*[0] * 7, None, 1]
    assert plain(scored, "n_unknown")[7] is None
    assert [text is None for text in plain(scored, "problem")] == [*[True] * 7, False, True]
    assert "Did you mean present?" in plain(scored, "problem")[7]


def test_one_bad_row_in_a_million_is_found() -> None:
    """It is named, and no level comes from the table."""
    codes = np.zeros((1_000_000, len(FLAGS.items)), np.int8)
    codes[777_777, 3] = 5

    with pytest.raises(AnswersError) as refused:
        FLAGS.score_codes(codes, scales=(), count_unknown=False)

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == \
        [("/rows/777777/r4", "A-unknown-code")]


def test_all_problems_are_counted() -> None:
    """At most 50 are shown, in the order of the rows."""
    table = {item: ["wrong"] * 400 for item in FLAGS.items}

    with pytest.raises(AnswersError) as refused:
        FLAGS.score_table(table)

    assert refused.value.n_problems == 400 * len(FLAGS.items)
    assert [problem.pointer for problem in refused.value.problems[11:14]] == ["/rows/0/r12", "/rows/1/r1", "/rows/1/r2"]
    assert "and 4750 more" in str(refused.value)


def test_index_and_other_columns_of_pandas_are_kept() -> None:
    """Results stand in their rows, whatever the index; rows are told apart by position."""
    table, cases = sash_table(6)
    data = as_pandas({**table, "case": [*"abcdef"]})
    data.index = [9, 3, 3, 7, 1, 0]

    scored = SASH.score_table(data, partial=True)

    assert scored.index.tolist() == [9, 3, 3, 7, 1, 0]
    assert scored["case"].tolist() == [*"abcdef"]
    assert scored["concern_at_most"].tolist() == [SASH.score(case, partial=True).at_most.id for case in cases]
    assert scored["concern"].cat.categories.tolist() == ["low", "medium", "high"]


@pytest.mark.parametrize("kind", KINDS)
def test_input_is_not_changed(kind: Callable[[Table], Any]) -> None:
    """What was given is as it was."""
    data, same = (kind(sash_table(8)[0]) for _ in range(2))

    SASH.score_table(data, partial=True)

    assert data.equals(same) if hasattr(data, "equals") else data == same


def test_arrays_are_not_changed() -> None:
    """Codes are only read: arrays that cannot be written are fine."""
    codes = random_codes(SASH, 30, 5, tidiness=1.0)
    codes.flags.writeable = False

    scored = SASH.score_codes(codes, partial=True)

    with pytest.raises(ValueError, match="read-only"):
        scored.at_least[0] = 1


@pytest.mark.parametrize("kind", LIBRARIES)
def test_order_of_columns_does_not_matter(kind: Callable[[Table], Any]) -> None:
    """Columns are found by their names."""
    table, _ = sash_table(10)

    straight, turned = (SASH.score_table(kind(each), partial=True)
                        for each in (table, dict(reversed(table.items()))))

    assert plain(straight, "concern_at_most") == plain(turned, "concern_at_most")


@pytest.mark.parametrize("kind", [dict, *LIBRARIES])
@pytest.mark.parametrize("n_rows", [0, 1])
def test_tables_of_no_row_and_of_one(kind: Callable[[Table], Any], n_rows: int) -> None:
    """They are tables like all others."""
    scored = FLAGS.score_table(kind({item: ["unknown"] * n_rows for item in FLAGS.items}), scales=True)

    assert plain(scored, "urgency_at_most") == ["high"] * n_rows
    assert plain(scored, "other_flags_most") == [11] * n_rows


@pytest.mark.parametrize(("change", "code"), [
    (lambda table: table.pop("r1"), "U-missing-column"),
    (lambda table: table.update({"r1.1": table["r1"]}), "U-renamed-column"),
    (lambda table: table.update({"r1_duplicated_0": table["r1"]}), "U-renamed-column"),
    (lambda table: table.update({"urgency": table["r1"]}), "U-name-taken"),
    (lambda table: table.update({"r1": ["absent"]}), "U-wrong-shape"),
    (lambda table: table.update({"r1": "absent"}), "U-wrong-type"),
])
def test_table_that_does_not_fit_is_refused(change: Callable[[dict[str, Any]], object], code: str) -> None:
    """Nothing is scored from columns that may not be the right ones."""
    table: dict[str, Any] = {item: ["absent", "absent"] for item in FLAGS.items}
    change(table)

    with pytest.raises(UsageError) as refused:
        FLAGS.score_table(table)

    assert [problem.code for problem in refused.value.problems] == [code]


def test_two_columns_of_one_name_are_refused() -> None:
    """pandas can have them; which one is meant, nobody knows."""
    pandas = pytest.importorskip("pandas")
    table = as_pandas({item: ["absent"] for item in FLAGS.items})

    with pytest.raises(UsageError, match="Columns share a name"):
        FLAGS.score_table(pandas.concat([table, table[["r3"]]], axis=1))


def test_what_is_no_table_is_refused() -> None:
    """A list of cases is not a table of columns."""
    pytest.importorskip("narwhals")
    with pytest.raises(UsageError, match="no table that can be scored"):
        FLAGS.score_table([{"r1": "absent"}])


def test_record_batch_gives_a_record_batch() -> None:
    """What engines call marks rows that are not valid, since an engine cannot stop at one."""
    arrow = pytest.importorskip("pyarrow")
    table = {item: ["absent", "absent"] for item in FLAGS.items} | {"r1": ["presnt", "present"]}

    scored = FLAGS.score_arrow(arrow.RecordBatch.from_pydict(table))

    assert isinstance(scored, arrow.RecordBatch)
    assert scored.column("urgency").to_pylist() == [None, "high"]


def test_encoded_table_is_scored_as_the_table_is() -> None:
    """Encoded once, scored many times; a row can be looked at in full."""
    table, cases = sash_table(20)
    codes = SASH.encode_table(table)

    scored = SASH.score_codes(codes, partial=True)

    assert scored.case(3) == SASH.score(cases[3], partial=True)
    assert [scored.outcomes["concern"].levels[rank].id for rank in scored.at_most] == \
        SASH.score_table(table, partial=True)["concern_at_most"]


def test_summary_tells_where_unknown_answers_leave_a_case_undetermined() -> None:
    """An answer that is unknown in a case that is high anyway is no reason."""
    codes = np.zeros((3, len(FLAGS.items)), np.int8)
    codes[:2, 1], codes[1, 0] = -1, 1

    for scored in (FLAGS.score_codes(codes), FLAGS.score_codes(FLAGS.pack(codes))):
        summary = scored.summary()
        assert summary.unknown == (("r2", 2),)
        assert summary.unknown_undetermined == (("r2", 1),)
        assert "1 of them undetermined" in str(summary)


def test_summary_counts_levels_and_unknown_answers() -> None:
    """Every case is counted once: under its level, or under the levels that are possible."""
    codes = np.zeros((4, len(FLAGS.items)), np.int8)
    codes[1, 0], codes[2:, 0], codes[3, 1] = 1, -1, -1

    summary = FLAGS.score_codes(codes).summary()

    assert (summary.n_cases, summary.n_undetermined, summary.levels) == (4, 2, {"low": 1, "high": 1})
    assert summary.unknown == (("r1", 2), ("r2", 1))
    assert summary.unknown_undetermined == (("r1", 2), ("r2", 1))
    assert summary.to_dict()["possible"] == [
        {"levels": ["low"], "n_cases": 1}, {"levels": ["high"], "n_cases": 1},
        {"levels": ["low", "high"], "n_cases": 2}]
    assert "low or high             2   50.0%" in str(summary)
