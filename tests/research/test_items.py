"""What became of each item: counts, shares of answers, and which unknown answers can still move the level."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import riskscreen
from research.ways import N_TABLES
from riskscreen import AnswersError, Instrument, UsageError
from riskscreen.research import items
from riskscreen.testing import answers, instruments
from riskscreen.testing.completing import completions

FLAGS = riskscreen.load("stalking-red-flags")
ABSENT = dict.fromkeys(FLAGS.items, "absent")


def moves(instrument: Instrument, case: Mapping[str, Any], item: str) -> bool:
    """Whether two ways to complete a case, alike in all that both have but this item, have different levels."""
    ways = [(way, instrument.score(way, partial=True).at_least) for way in completions(instrument.definition, case)]
    return any(one != other and all(way[name] == its[name] for name in way.keys() & its.keys() if name != item)
               for way, one in ways for its, other in ways)


@settings(max_examples=N_TABLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments(max_items=5, missing=False), st.data())
def test_answer_moves_the_level_where_two_completions_say_so(instrument: Instrument, data: st.DataObject) -> None:
    """Whatever the kinds of rules, gates and sets: it is counted just where some completions differ by it alone."""
    cases = data.draw(st.lists(answers(instrument, sets=True, most_completions=40), min_size=1, max_size=4))
    found = items(instrument, cases)

    for row in found.counts.values():
        unknown = [case for case in cases if row.item in instrument.score(case).unknown]
        open_too = [case for case in unknown if not instrument.score(case).determined]
        assert row.n_unknown == len(unknown)
        assert row.n_unknown_open == len(open_too)
        assert row.n_moving == sum(moves(instrument, case, row.item) for case in unknown), row.item
        assert sum(n for _, n in row.answered) + row.n_unknown + row.n_narrowed + row.n_without_answer == len(cases)


@given(st.lists(answers(FLAGS, sets=True), max_size=6))
def test_share_of_an_answer_has_the_ends_of_every_way(cases: list[dict[str, Any]]) -> None:
    """An unknown answer can be this one or another; a set only one of its own."""
    for item, shares in items(FLAGS, cases).rows:
        left = [("absent", "present") if case[item] == "unknown" else
                (case[item],) if isinstance(case[item], str) else tuple(case[item]) for case in cases]
        for share in shares.values():
            sure, may = (sum(share.name in ways and len(ways) <= most for ways in left) for most in (1, 2))
            assert share.ends == ((Fraction(sure, len(cases)), Fraction(may, len(cases))) if cases else (None, None))


def test_unknown_that_nothing_hangs_on_does_not_move() -> None:
    """High is high, whatever the second flag; that of a former partner is context and never moves anything."""
    found = items(FLAGS, [ABSENT | {"r1": "unknown", "r4": "unknown"}, ABSENT | {"r1": "present", "r5": "unknown"}])

    assert [(row.item, row.n_unknown, row.n_unknown_open, row.n_moving)
            for row in found.counts.values() if row.n_unknown] == [("r1", 1, 1, 1), ("r4", 1, 1, 0), ("r5", 1, 0, 0)]
    assert found["r5"]["present"].ends == (0, Fraction(1, 2))


def test_answer_that_moves_only_together_with_another_is_counted() -> None:
    """Three of the light flags make high: of two that are present and two unknown, either of these can be the third."""
    case = ABSENT | {"r5": "present", "r6": "present", "r7": "unknown", "r9": "unknown"}
    found = items(FLAGS, [case])

    assert {row.item: row.n_moving for row in found.counts.values() if row.n_unknown} == {"r7": 1, "r9": 1}
    assert items(FLAGS, [case | {"r6": "absent"}]).counts["r7"].n_moving == 1  # with r9, and not by itself
    assert items(FLAGS, [case | {"r6": "absent", "r9": "absent"}]).counts["r7"].n_moving == 0


def test_settled_level_moves_where_a_rule_for_missing_answers_stood_in() -> None:
    """A published rule fills in for one unknown answer, so that the level is settled; the answer itself may move it."""
    gds = riskscreen.load(Path(__file__).parents[1] / "published" / "gds-15.json")
    assert any(scale.missing for scale in gds.definition.scales)
    settled = [case for case in (dict.fromkeys(gds.items, "no") | {first: "unknown"} for first in gds.items)
               if gds.score(case).determined]
    asked = [{question.item for question in gds.score(case).next_questions()
              if len({prospect.at_least for prospect in question.prospects}) > 1} for case in settled]

    moving = [{row.item for row in items(gds, [case]).counts.values() if row.n_moving} for case in settled]
    assert moving == asked
    assert settled


def test_table_codes_and_cases_say_the_same() -> None:
    """Whatever `pack` takes."""
    cases = [ABSENT | {"r1": "unknown"}, ABSENT | {"r7": "present"}, ABSENT]
    table = {name: [case[name] for case in cases] for name in FLAGS.items}

    assert items(FLAGS, cases) == items(FLAGS, table) == items(FLAGS, FLAGS.encode(cases))
    assert items(FLAGS, []).to_table()["n_unknown"] == [0] * 12


def test_items_without_an_answer_are_counted_apart() -> None:
    """An item that does not apply is not unknown, and is no part of its shares."""
    instrument = riskscreen.load(Path(__file__).parents[1] / "data" / "doorstep-check.json")
    cases = [{"former_partner": "no", "threats": "absent", "weapon": "absent"},
             {"former_partner": "yes", "threats": "absent", "weapon": "absent", "custody": "present"}]
    found = items(instrument, cases)

    assert found.counts["custody"].n_without_answer == 1
    assert found["custody"]["present"].counts == ((1, 1), (1, 1))


def test_wrong_calls_are_refused() -> None:
    """With near names, and with every cell that is no answer."""
    with pytest.raises(UsageError, match="Did you mean urgency"):
        items(FLAGS, [ABSENT], outcome="urgncy")
    with pytest.raises(UsageError, match="U-wrong-type"):
        items(FLAGS.definition, [ABSENT])  # type: ignore[arg-type]
    with pytest.raises(AnswersError, match="A-unknown-option"):
        items(FLAGS, [ABSENT | {"r1": "maybe"}])
    with pytest.raises(UsageError, match="U-unknown-item|Did you mean r1"):
        items(FLAGS, [ABSENT])["r1x"]


def test_many_rows_of_few_kinds_are_looked_at_once() -> None:
    """A hundred thousand rows of which sixteen differ: what is alike is walked once."""
    codes = np.zeros((100_000, 12), np.int8)
    codes[::2, 0], codes[::3, 4], codes[::5, 5], codes[::7, 6] = -1, -1, -1, -1
    found = items(FLAGS, codes)

    assert [found.counts[name].n_unknown for name in ("r1", "r5", "r6", "r7")] == [50_000, 33_334, 20_000, 14_286]
    assert found.counts["r1"].n_moving == 50_000
