"""Answers that are sets, in tables and packed: each row gets what `score` gives; and the levels that can occur."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from batch.rows import random_codes, scored_alone
from batch.test_tables import LIBRARIES, Table, plain
from riskscreen import AnswersError, Instrument, Result
from riskscreen.batch import scoring
from riskscreen.batch.columns import plan
from riskscreen.engine.compose import meaning
from riskscreen.model.number import plain as in_words
from test_sets import KNOWN, RATED

FLAGS = riskscreen.load("stalking-red-flags")


@st.composite
def narrowed_cases(draw: st.DrawFn) -> tuple[Instrument, list[dict[str, Any]]]:
    """An instrument and some cases with sets among their answers."""
    document = draw(generators.documents())
    return Instrument.from_dict(document), draw(st.lists(
        generators.answers_for(document, partial=True, sets=True), min_size=1, max_size=5))


def in_text(answer: Any) -> Any:
    """A set as a text; any other answer as it is."""
    if isinstance(answer, dict) and answer.keys() <= {"from", "to"}:
        return f"{answer.get('from', '')}..{answer.get('to', '')}"
    return "|".join(answer) if isinstance(answer, list | tuple) else answer


def bare(answer: Any) -> Any:
    """An answer without its evidence."""
    return answer["answer"] if isinstance(answer, dict) and "answer" in answer else answer


def table_of(instrument: Instrument, cases: list[dict[str, Any]], write: Callable[[Any], Any]) -> Table:
    """A column for each item; what a case does not answer is an empty cell."""
    return {item: [write(bare(case[item])) if item in case else None for case in cases] for item in instrument.items}


def in_lists(answer: Any) -> Any:
    """A set of options as a list; a range as text, since there are no lists of those."""
    return list(answer) if isinstance(answer, list | tuple) else in_text(answer)


@given(narrowed_cases(), st.sampled_from((in_text, in_lists)))
def test_table_with_sets_gets_what_score_gives(drawn: Any, write: Callable[[Any], Any]) -> None:
    """The levels that can occur, the bounds, the scales, and how many answers are unknown or narrowed."""
    instrument, cases = drawn

    scored = instrument.score_table(table_of(instrument, cases, write), partial=True, scales=True)

    assert_equal_to(scored, instrument, [instrument.score(case, partial=True) for case in cases])


def assert_equal_to(scored: Any, instrument: Instrument, results: list[Result]) -> None:
    """The columns of a scored table say of each row what the results say."""
    name = instrument.definition.result
    assert plain(scored, name) == [result.level and result.level.id for result in results]
    assert plain(scored, f"{name}_at_least") == [result.at_least.id for result in results]
    assert plain(scored, f"{name}_at_most") == [result.at_most.id for result in results]
    assert plain(scored, f"{name}_possible") == ["|".join(level.id for level in result.possible) for result in results]
    assert plain(scored, "n_unknown") == [len(result.unknown) for result in results]
    assert plain(scored, "n_narrowed") == [len(result.narrowed) for result in results]
    for scale in instrument.scales:
        for end in ("least", "most"):
            assert [str(cell) for cell in plain(scored, f"{scale}_{end}")] == [
                in_words(getattr(result.scales[scale], end)) for result in results]


def assert_packed_is_score(instrument: Instrument, cases: list[dict[str, Any]], packed: Any) -> None:
    """Every outcome and scale of packed cases is what `score` gives, and so is the result of a row looked at again."""
    scored = instrument.score_codes(packed, partial=True)
    for n, case in enumerate(cases):
        alone, again = instrument.score(case, partial=True), scored.case(n)
        for name, outcome in alone.outcomes.items():
            column = scored.outcomes[name]
            assert (column.at_least[n], column.at_most[n]) == (outcome.at_least.rank, outcome.at_most.rank)
            assert int(column.possible[n]) == sum(1 << level.rank for level in outcome.possible)
            assert bool(column.exact[n]) == outcome.exact
            assert again.outcomes[name].possible == outcome.possible
        for name, scale in alone.scales.items():
            assert (scored.scales[name].least[n], scored.scales[name].most[n]) == \
                (scale.least * scored.scales[name].unit, scale.most * scored.scales[name].unit)
            assert (again.scales[name].least, again.scales[name].most) == (scale.least, scale.most)
        coded = {item.id for item in instrument.items.values() if item.response.choices}
        assert scored.n_narrowed is not None
        assert scored.n_narrowed[n] == len(coded & set(alone.narrowed)) == len(again.narrowed)


@given(narrowed_cases(), st.booleans())
def test_packed_sets_are_scored_as_they_are_alone(drawn: Any, from_table: bool) -> None:
    """`pack` takes a table, or cases, and loses nothing of them that scoring sees."""
    instrument, cases = drawn
    packed = instrument.pack(table_of(instrument, cases, in_text) if from_table else cases)

    assert_packed_is_score(instrument, cases, packed)


@given(narrowed_cases(), st.sampled_from((0, 60)), st.sampled_from((1, 6, 512)))
def test_sets_past_the_budget_are_scored_as_they_are_alone(drawn: Any, n_steps: int, most_arrays: int) -> None:
    """Where a part takes too many steps, or too many arrays, the engine scores the rows with sets."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "MOST_STEPS", n_steps)
        patched.setattr(plan, "_MOST_ARRAYS", most_arrays)
        instrument = Instrument.from_dict(drawn[0].to_dict())

        assert_packed_is_score(instrument, drawn[1], instrument.pack(drawn[1]))


@given(st.data(), st.integers(0, 2**32 - 1), st.sampled_from((1, scoring._WORTH_COMPOSING)))
def test_possible_ranks_of_codes_are_those_of_score(data: st.DataObject, seed: int, few: int) -> None:
    """A bit for each rank that can still occur, holes and all."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scoring, "_WORTH_COMPOSING", few)
        instrument = Instrument.from_dict(data.draw(generators.documents()))
        codes = random_codes(instrument, 8, seed, tidiness=1.0)

        scored = instrument.score_codes(codes, partial=True)

        assert scored.possible.dtype == np.uint32
        for name, column in scored.outcomes.items():
            assert column.possible.tolist() == [
                sum(1 << level.rank for level in scored_alone(instrument, row).outcomes[name].possible)
                for row in codes]


def test_hole_between_the_bounds_is_seen_in_every_form() -> None:
    """With only the first red flag unknown it is low or high, and never medium."""
    absent = dict.fromkeys(FLAGS.items, "absent")
    cases = [absent, absent | {"r1": "unknown"}, absent | {"r5": "unknown"}]

    scored = FLAGS.score_codes(FLAGS.encode(cases))

    assert FLAGS.score_table(table_of(FLAGS, cases, in_text))["urgency_possible"] == ["low", "low|high", "low|medium"]
    assert scored.possible.tolist() == [0b001, 0b101, 0b011]
    assert "low or high               1   33.3%" in str(scored.summary())


def as_lists_of_arrow(table: Table) -> Any:
    """Every column a list of texts in Arrow."""
    arrow = pytest.importorskip("pyarrow")
    kind = arrow.list_(arrow.string())
    return arrow.table({name: arrow.array([None if cell is None else cell if isinstance(cell, list) else [cell]
                                           for cell in cells], kind) for name, cells in table.items()})


def as_lists_of_polars(table: Table) -> Any:
    """The same in polars."""
    return pytest.importorskip("polars").from_arrow(as_lists_of_arrow(table))


def as_lists_of_pandas(table: Table) -> Any:
    """The same in pandas, which has an array in each cell."""
    pytest.importorskip("pandas")
    return as_lists_of_arrow(table).to_pandas()


def test_sets_in_lists_of_every_library() -> None:
    """A list of one is its answer, and one of *unknown* is unknown."""
    rows = [KNOWN | {"a": ["medium", "high"], "b": "medium"}, KNOWN]
    for kind in (as_lists_of_arrow, as_lists_of_polars, as_lists_of_pandas):
        table = table_of(RATED, rows, lambda cell: cell if isinstance(cell, list) else str(cell))
        data = kind({item: table[item] for item in ("a", "b")})
        for item in ("days", "age"):
            data = with_column(data, item, table[item])

        scored = RATED.score_table(data)

        assert plain(scored, f"{RATED.definition.result}_possible") == ["medium", "low"]  # 2 or 3, and 0
        assert plain(scored, "n_narrowed") == [1, 0]


def with_column(data: Any, name: str, cells: list[Any]) -> Any:
    """A table with a column of texts more."""
    if hasattr(data, "append_column"):
        return data.append_column(name, [cells])
    if hasattr(data, "with_columns"):
        return data.with_columns(**{name: pytest.importorskip("polars").Series(cells)})
    return data.assign(**{name: cells})


@pytest.mark.parametrize("kind", [dict, *LIBRARIES])
@pytest.mark.parametrize(("item", "cell", "place", "code"), [
    ("a", "low|hihg", "/1", "A-unknown-option"),
    ("a", "low | high", "/0", "A-unknown-option"),
    ("a", "low|", "/1", "A-wrong-type"),
    ("a", "|", "/0", "A-wrong-type"),
    ("a", "low|unknown", "/1", "A-unknown-in-set"),
    ("a", "low|low", "/1", "A-repeated-option"),
    ("a", "low..high", "", "A-unknown-option"),
    ("days", "20..10", "", "A-empty-set"),
    ("days", "..", "", "A-wrong-type"),
    ("days", "10...20", "/to", "A-wrong-type"),
    ("days", "10 .. 20", "/from", "A-wrong-type"),
    ("days", "10..99", "/to", "A-out-of-range"),
    ("days", "10|20", "", "A-wrong-type"),
])
def test_text_that_is_no_set_is_refused(kind: Callable[[Table], Any], item: str, cell: str, place: str,
                                        code: str) -> None:
    """With the code that the single case has for it; a marked row has no result, and the others have theirs."""
    table = {name: [str(answer)] * 2 for name, answer in KNOWN.items()} | {item: [str(KNOWN[item]), cell]}

    with pytest.raises(AnswersError) as refused:
        RATED.score_table(kind(table))
    marked = RATED.score_table(kind(table), on_error="mark")

    assert {(problem.pointer, problem.code) for problem in refused.value.problems} >= {(f"/rows/1/{item}{place}", code)}
    assert plain(marked, f"{RATED.definition.result}_possible") == ["low", None]
    assert plain(marked, "n_narrowed") == [0, None]
    assert code in plain(marked, "problem")[1]


@pytest.mark.parametrize(("cell", "code"), [
    ([], "A-empty-set"), (["low", None], "A-wrong-type"), (["low", "low"], "A-repeated-option"),
    (["low", ["high"]], "A-wrong-type"), (["low", "unknown"], "A-unknown-in-set"), (["low", 3], "A-unknown-option"),
    ({"from": 1, "to": 2}, "A-wrong-type")])
def test_list_that_is_no_set_is_refused(cell: Any, code: str) -> None:
    """An empty list is no empty cell, and nothing in a list is passed over."""
    table: Any = {name: [answer, answer] for name, answer in KNOWN.items()} | {"a": ["low", cell]}

    with pytest.raises(AnswersError) as refused:
        RATED.score_table(table, partial=True)

    assert [problem.code for problem in refused.value.problems] == [code]


def test_set_has_no_code() -> None:
    """`encode` and `encode_table` refuse it by its place, and name `pack`, which keeps it."""
    case = KNOWN | {"a": ["medium", "high"]}
    for call, place in ((lambda: RATED.encode([case]), "/answers/a"),
                        (lambda: RATED.encode_table(table_of(RATED, [KNOWN, case], in_text)), "/rows/1/a")):
        with pytest.raises(AnswersError) as refused:
            call()

        assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [(place, "A-no-code")]
        assert "pack" in str(refused.value)


def test_summary_counts_narrowed_answers() -> None:
    """0 or 1 stays low, 1 or 2 may be medium: one of the two cases with a set is undetermined."""
    cases = [KNOWN, KNOWN | {"a": ["low", "medium"]}, KNOWN | {"a": ["medium", "high"]}]

    summary = RATED.score_codes(RATED.pack(cases)).summary()

    assert (summary.narrowed, summary.narrowed_undetermined) == ((("a", 2),), (("a", 1),))
    assert summary.to_dict()["possible"] == [{"levels": ["low"], "n_cases": 2},
                                             {"levels": ["low", "medium"], "n_cases": 1}]
    assert "narrowed: a" in str(summary)


def test_narrowed_answer_is_given_to_a_rule_for_missing_answers() -> None:
    """A row with a range of numbers that all mean the same is narrowed, and still complete."""
    table = {name: [str(answer)] * 3 for name, answer in KNOWN.items()} | {"days": ["12..15", "20..", "unknown"]}

    scored = RATED.score_table(table, scales=True)

    assert (scored["n_narrowed"], scored["n_unknown"]) == ([1, 1, 0], [0, 0, 1])
    assert (scored["total_least"], scored["total_most"]) == ([1, 2, 0], [1, 2, 2])
