"""What statistics take: levels and what happened, in whatever holds them, and the same from each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import riskscreen
from riskscreen import UsageError
from riskscreen.records.kept import digest_of
from riskscreen.research import accuracy, auc, net_benefit, rates, sweep
from riskscreen.research.given.happened import observed
from riskscreen.research.given.levels import LevelSets, level_sets

FLAGS = riskscreen.load("stalking-red-flags")
ABSENT = dict.fromkeys(FLAGS.items, "absent")
# Of the third neither end is in doubt but the middle is: a hole.
CASES = [ABSENT, {**ABSENT, "r3": "present"}, {**ABSENT, "r1": "unknown"}, dict.fromkeys(ABSENT, "unknown")]
LADDER = ("low", "medium", "high")
MASKS = [0b001, 0b100, 0b101, 0b111]
TABLE = {item: [case[item] for case in CASES] for item in ABSENT}
SCORED: dict[str, Any] = FLAGS.score_table(TABLE)


def pandas_table(**columns: Any) -> Any:
    """A table of pandas, scored."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed (extra tables)")
    return FLAGS.score_table(pandas.DataFrame({**TABLE, **columns}))


def polars_table() -> Any:
    """A table of polars, scored."""
    polars = pytest.importorskip("polars", reason="polars is not installed (extra tables)")
    return FLAGS.score_table(polars.DataFrame(TABLE))


def arrow_table() -> Any:
    """A table of Arrow, scored."""
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra tables)")
    return FLAGS.score_table(arrow.table(TABLE))


def read(levels: Any, **options: Any) -> tuple[tuple[str, ...], list[int]]:
    """The ladder and the masks that are read."""
    found = level_sets(levels, **options)
    return found.ladder, found.masks.tolist()


@pytest.mark.parametrize("given", [
    lambda: FLAGS.score_codes(FLAGS.encode_table(TABLE)),
    lambda: FLAGS.score_codes(FLAGS.encode_table(TABLE)).outcomes["urgency"],
    lambda: [FLAGS.score(case) for case in CASES],
    lambda: (FLAGS.score(case).outcomes["urgency"] for case in CASES),
    lambda: [FLAGS.score(case).possible for case in CASES],
    pandas_table, polars_table])
def test_levels_that_know_their_order(given: Callable[[], Any]) -> None:
    """Codes, an outcome of them, results, levels and tables with ordered categories need no ladder."""
    assert read(given()) == (LADDER, MASKS)


@pytest.mark.parametrize("given", [
    lambda: SCORED, arrow_table, lambda: SCORED["urgency_possible"], lambda: np.array(SCORED["urgency_possible"]),
    lambda: arrow_table()["urgency_possible"], lambda: pandas_table()["urgency_possible"],
    lambda: ["low", ["high"], {"low", "high"}, frozenset(LADDER)]])
def test_levels_that_do_not_know_their_order(given: Callable[[], Any]) -> None:
    """Words alone need a ladder, and say so."""
    assert read(given(), ladder=LADDER) == (LADDER, MASKS)
    with pytest.raises(UsageError, match="The order of the levels in levels is not known.*U-needs-ladder"):
        level_sets(given())


def record(case: dict[str, str], n: int = 0, **said: Any) -> riskscreen.Record:
    """What is kept of a case."""
    words = {"case": f"pseudonym-{n}", "rater": "desk 3", "made_at": "2026-11-30T14:05:00+01:00", **said}
    return FLAGS.score(case).record(**words)


def without_definition(kept: riskscreen.Record) -> riskscreen.Record:
    """The record as it comes from elsewhere, where its definition is not."""
    document: Any = kept.to_dict()
    document["instrument"]["version"] = "9.9.9"
    document["digest"] = digest_of(document)
    return riskscreen.read_record(json.dumps(document))


def test_records_are_cases_with_the_levels_that_were_computed() -> None:
    """Written and read again they give what their results give; a judgement changes nothing."""
    kept = [record(case, n) for n, case in enumerate(CASES)]
    judged = kept[3].judged("urgency", "high", because="Seen.", by="desk 3", at="2026-11-30T15:00:00+01:00")
    again = [riskscreen.read_record(each.to_json()) for each in (*kept[:3], judged)]

    assert read(kept) == read(again) == (LADDER, MASKS)
    assert read(again, outcome="urgency") == (LADDER, MASKS)


def test_history_gives_the_records_that_none_replaces() -> None:
    """A slip that was mended is no case of its own; given by itself beside what replaces it, it is refused."""
    slip = record(CASES[3])
    mended = record(CASES[1], replaces=slip, made_at="2026-11-30T15:00:00+01:00")

    assert read(riskscreen.History([slip, mended])) == (LADDER, [MASKS[1]])
    with pytest.raises(UsageError, match=f"leave it out. Found: '{slip.id}'.*U-replaced-record"):
        level_sets([slip, mended])


def test_record_without_its_definition_needs_a_ladder() -> None:
    """The ids of its levels were kept; their order was not."""
    kept = [without_definition(record(case, n)) for n, case in enumerate(CASES)]

    assert read(kept, ladder=LADDER) == read(kept, ladder=LADDER, outcome="urgency") == (LADDER, MASKS)
    with pytest.raises(riskscreen.RecordError, match="R-no-definition"):
        level_sets(kept)
    with pytest.raises(UsageError, match="nothing of this name.*Did you mean urgency.*U-unknown-outcome"):
        level_sets(kept, ladder=LADDER, outcome="urgencies")


@pytest.mark.parametrize("mixed", [lambda: [record(ABSENT), FLAGS.score(ABSENT)], lambda: [FLAGS.score(ABSENT), "low"],
                                   lambda: [record(ABSENT), None]])
def test_records_stand_by_themselves(mixed: Callable[[], Any]) -> None:
    """A list of which some are records, or results, and others are not, is a slip."""
    with pytest.raises(UsageError, match="All of levels are re(cords|sults), or none is.*U-wrong-type"):
        level_sets(mixed(), ladder=LADDER)


def test_scales_of_records_are_those_that_were_kept() -> None:
    """As of results, decimals and bounds included; a scale that a record does not have is told."""
    results = [FLAGS.score(case) for case in CASES]
    happened = [False, True, True, False]
    kept = [record(case, n) for n, case in enumerate(CASES)]

    assert auc(kept, happened, scale="other_flags").ends == auc(results, happened, scale="other_flags").ends
    with pytest.raises(UsageError, match="nothing of this name.*Did you mean other_flags.*U-unknown-scale"):
        auc(kept, happened, scale="other_flag")


def test_ends_of_sets_with_holes() -> None:
    """The lowest and the highest rank, whatever is missing between, up to the longest ladder there can be."""
    ladder = [f"step{n}" for n in range(20)]
    found = level_sets([{"step0", "step19"}, {"step3"}, {"step18", "step19"}], ladder=ladder)

    assert (found.least.tolist(), found.most.tolist()) == ([0, 3, 18], [19, 3, 19])
    assert found.determined.tolist() == [False, True, False]
    assert (len(found), found.n_open) == (3, 2)


def test_bounds_that_are_not_exact_are_counted() -> None:
    """Of those all levels between the ends count as possible, which is sound, and may be too many."""
    assert level_sets([FLAGS.score(case) for case in CASES]).n_loose == 0
    assert level_sets(loosened()).n_loose == 1


def loosened() -> list[Any]:
    """The outcomes of two cases, one of them as past the budget of the engine."""
    import attrs  # noqa: PLC0415

    outcome = FLAGS.score(CASES[2]).outcomes["urgency"]
    return [outcome, attrs.evolve(outcome, exact=False)]


def test_every_case_without_a_level_is_told() -> None:
    """All at once, each by its position; nothing is dropped, and nothing taken for low."""
    with pytest.raises(UsageError) as caught:
        level_sets(["low", None, "lwo", "", {"low", "extreme"}, [], float("nan"), 3], ladder=LADDER)

    assert [(problem.pointer, problem.code, problem.suggestions) for problem in caught.value.problems] == [
        ("levels[1]", "U-no-level", ()), ("levels[2]", "U-unknown-level", ("low",)), ("levels[3]", "U-no-level", ()),
        ("levels[4]", "U-unknown-level", ()), ("levels[5]", "U-no-level", ()), ("levels[6]", "U-no-level", ()),
        ("levels[7]", "U-unknown-level", ())]


def test_rows_that_were_marked_have_no_level() -> None:
    """A row that is not valid has no result; whoever leaves it out does so in the open."""
    marked = FLAGS.score_table({**TABLE, "r1": ["maybe", *TABLE["r1"][1:]]}, on_error="mark")

    with pytest.raises(UsageError, match=r"levels\[0\]: There is no level. .*U-no-level"):
        level_sets(marked, ladder=LADDER)


def test_levels_of_another_outcome_are_refused() -> None:
    """*High* of one is not *high* of another, though both equal the text."""
    other = riskscreen.load("sash-style").outcomes["concern"].levels[-1]

    with pytest.raises(UsageError, match=r"levels\[1\]: .*Found: 'high of concern'.*U-levels-of-two-outcomes"):
        level_sets([FLAGS.score(ABSENT).at_least, {other}])
    with pytest.raises(UsageError, match=r"U-levels-of-two-outcomes"):
        level_sets([FLAGS.score(ABSENT).at_least]).rank_of(other)


def test_outcome_is_chosen_where_there_are_several() -> None:
    """Results have a result of their own; a table with two scorings has none."""
    steps = riskscreen.load("sash-style")
    both = {**SCORED, **{f"concern{part}": ["low"] * 4 for part in ("", "_at_least", "_at_most", "_possible")}}
    results = [steps.score(dict.fromkeys(steps.items, "unknown"), partial=True)]

    assert read(both, outcome="urgency", ladder=LADDER) == (LADDER, MASKS)
    assert read(both, outcome="concern", ladder=LADDER) == (LADDER, [1] * 4)
    with pytest.raises(UsageError, match="several outcomes.*outcome='urgency', outcome='concern'.*U-which-outcome"):
        level_sets(both)
    with pytest.raises(UsageError, match="Did you mean urgency.*U-missing-column"):
        level_sets(both, outcome="urgenci")
    with pytest.raises(UsageError, match="U-unknown-outcome"):
        level_sets(results, outcome="urgency")


def test_outcome_that_is_named_must_be_that_of_the_levels() -> None:
    """What is said twice must agree: nobody gets the statistic of another outcome."""
    scored = FLAGS.score_codes(FLAGS.encode_table(TABLE))

    with pytest.raises(UsageError, match="the levels of one outcome. Found: 'concern'. Expected: urgency"):
        level_sets(scored.outcomes["urgency"], outcome="concern")
    with pytest.raises(UsageError, match="U-levels-of-two-outcomes"):
        level_sets([FLAGS.score(ABSENT).at_least], outcome="concern")


def test_levels_of_a_route_have_no_order() -> None:
    """They are alternatives: a rate of each has meaning, *at or above* has none."""
    contact = riskscreen.load("contact-arrangements")
    results = [contact.score({}, partial=True)]
    scored = contact.score_codes(np.full((1, len(contact.items)), -2, np.int8), partial=True)

    for given in (results, scored, results[0].possible):
        levels = [given] if isinstance(given, tuple) else given
        for call in (lambda v: accuracy(v, [True], at="prosecution"), lambda v: auc(v, [True]), sweep,
                     lambda v: net_benefit(v, [True], at="prosecution", thresholds=[.2])):
            with pytest.raises(UsageError, match="U-no-order"):
                call(levels)
        assert " or " in rates(levels, [True]).explain()
    assert accuracy(results, [True], at="heavy", outcome="background")["flagged"].ends == (0, 1)


@pytest.mark.parametrize(("ladder", "code"), [
    (("low", "low"), "U-bad-ladder"), ("low", "U-wrong-type"), ((), "U-wrong-type"), ((1, 2), "U-wrong-type"),
    ([f"step{n}" for n in range(21)], "U-wrong-type"), (("high", "medium", "low"), "U-bad-ladder")])
def test_ladder_that_cannot_be_is_refused(ladder: Any, code: str) -> None:
    """Levels twice, none, too many, or in another order than the instrument has them."""
    with pytest.raises(UsageError, match=code):
        level_sets(FLAGS.score_codes(FLAGS.encode_table(TABLE)), ladder=ladder)


@pytest.mark.parametrize("happened", [
    [True, False, None, True], [1, 0, None, 1], np.array([1.0, 0.0, np.nan, 1.0]),
    np.ma.MaskedArray([True, False, True, True], [False, False, True, False]),
    np.array([True, False, None, np.True_], object)])
def test_what_happened(happened: Any) -> None:
    """Yes, no, and what no value stands for: not known, and never *no*."""
    assert observed(SCORED, happened, ladder=LADDER).happened.tolist() == [1, 0, -1, 1]


@pytest.mark.parametrize("kind", ["boolean", "Int64", "Float64", "object"])
def test_what_happened_in_columns_of_pandas(kind: str) -> None:
    """Each kind of column has its own way to say nothing; a column of the table can be named."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed (extra tables)")
    table = pandas_table(died=pandas.Series([True, False, None, True], dtype=kind))

    assert observed(table, "died").happened.tolist() == [1, 0, -1, 1]
    assert observed(table, table["died"]).happened.tolist() == [1, 0, -1, 1]


def test_rows_in_another_order_are_not_put_together() -> None:
    """Columns are matched by position, so labels that differ are refused: pandas would have matched those."""
    table = pandas_table(died=[True, False, False, True])

    with pytest.raises(UsageError, match="other labels.*U-wrong-shape"):
        observed(table, table["died"].sort_values())


def test_problems_of_both_are_told_together() -> None:
    """Levels that are none and outcomes that are none, in one error."""
    with pytest.raises(UsageError) as caught:
        observed(["low", "lwo"], ["yes", -1], ladder=LADDER)

    assert [problem.pointer for problem in caught.value.problems] == ["levels[1]", "happened[0]", "happened[1]"]


@pytest.mark.parametrize(("happened", "message"), [
    ([True], "Found: 1 values for 4 cases"), ("dead", "no such column.*U-missing-column"),
    ({"a": 1}, "U-wrong-type"), (True, "U-wrong-type"), (None, "U-wrong-type")])
def test_what_happened_must_fit(happened: Any, message: str) -> None:
    """One value a case."""
    with pytest.raises(UsageError, match=message):
        observed(SCORED, happened, ladder=LADDER)


def test_counts_are_the_same_by_either_way_of_counting() -> None:
    """Many cases are counted by place, few by sorting; a count is a count."""
    few = observed(["low", "low|high", "high"], [True, None, False], ladder=LADDER)
    many = observed(["low", "low|high", "high"] * 100, [True, None, False] * 100, ladder=LADDER)

    assert few.counts() == {(1, 1): 1, (5, -1): 1, (4, 0): 1}
    assert many.counts() == {(1, 1): 100, (5, -1): 100, (4, 0): 100}
    assert isinstance(few.levels, LevelSets)


def test_nothing_but_numpy_is_needed() -> None:
    """The room imports no library for tables."""
    folder = Path(riskscreen.__file__).parent / "research"

    imported = {line.split()[1].partition(".")[0] for path in folder.glob("*.py")
                for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(("import ", "from "))}
    assert imported - {"__future__", "riskscreen", "numpy", "attrs", *__import__("sys").stdlib_module_names} == set()
