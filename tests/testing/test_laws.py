"""The laws hold of every instrument that is sound, and each of them catches the fault that it is there for."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

import riskscreen
from riskscreen import Instrument
from riskscreen.catalogue import packaged_names
from riskscreen.testing import (
    assert_all_laws,
    assert_bounds_sound,
    assert_follow_up_certain,
    assert_monotone,
    assert_order_free,
    assert_round_trip,
    assert_said_is_so,
    assert_trace_recomputes,
    assert_unknown_never_narrows,
)
from riskscreen.testing.laws.bounds import BOUNDS_SOUND
from riskscreen.testing.laws.order import ORDER_FREE
from testing import planted

CUSTODY = {"item": "custody", "is": ["present"]}
FEW = max(1, settings.default.max_examples // 3)


def failure_of(law: Callable[..., None], instrument: Instrument, **options: Any) -> str:
    """What the law says of an instrument that breaks it."""
    with pytest.raises(AssertionError) as caught:
        law(instrument, max_examples=300, derandomize=True, **options)
    return str(caught.value)


@pytest.mark.parametrize("name", packaged_names())
def test_shipped_instruments_keep_all_laws(name: str) -> None:
    """What we ask of others holds of what we ship."""
    assert_all_laws(riskscreen.load(name), max_examples=FEW)


def test_small_instrument_keeps_all_laws() -> None:
    """The instrument that the faults are planted in is sound without them."""
    assert_all_laws(Instrument.from_dict(planted.doorstep()), max_examples=FEW)


# A level that falls where an answer gets worse


def test_rule_that_rewards_a_worse_answer_is_caught() -> None:
    """A rule by which a sign less makes the level higher is shown with the change that lowers it."""
    text = failure_of(assert_monotone, planted.with_rule({"not": CUSTODY}))

    assert text.splitlines()[:3] == [
        "doorstep-check 0.1.0 breaks a law of scoring:",
        "  A worse answer never lowers the level of concern.",
        "The smallest example found:",
    ]
    assert text.endswith("What came out:\n  concern: high, but medium once custody is present")


def test_smallest_example_answers_no_more_than_it_takes() -> None:
    """The example is shrunk: all answers are the first ones, apart from those that it takes."""
    text = failure_of(assert_monotone, planted.with_rule({"not": CUSTODY}))

    assert "'former_partner': 'yes'" in text
    assert "'threats': 'absent', 'weapon': 'absent', 'custody': 'absent'" in " ".join(text.split())


def test_item_that_may_go_the_other_way_is_left_out() -> None:
    """What protects is named by the author, and is then no fault."""
    assert_monotone(planted.with_rule({"not": CUSTODY}), except_items=["custody"], max_examples=60)


def test_item_to_leave_out_must_exist() -> None:
    """A misspelt exception would hide nothing, and nobody would notice."""
    with pytest.raises(riskscreen.UsageError, match="custody"):
        assert_monotone(planted.with_rule({"not": CUSTODY}), except_items=["custodi"])


def test_score_says_what_is_worse_before_the_order_of_options() -> None:
    """Where options have scores, the higher one is worse, wherever it stands in the list."""
    document = planted.doorstep()
    document["response_scales"]["presence"]["options"].reverse()

    assert_monotone(Instrument.from_dict(document), max_examples=60)


def test_law_without_a_case_is_not_broken() -> None:
    """An instrument in which no item may get worse keeps the law."""
    instrument = Instrument.from_dict(planted.doorstep())

    assert_monotone(instrument, except_items=list(instrument.items), max_examples=5)


def test_many_answers_go_on_over_lines_that_python_reads() -> None:
    """What is shown of a large case can be copied into a test."""
    instrument = planted.SilentLow(riskscreen.load("rihg-style").definition)
    text = failure_of(assert_bounds_sound, instrument)

    shown = text.partition("answers:\n")[2].partition("What came out")[0]
    assert instrument.score(ast.literal_eval(shown.strip()), partial=True).unknown
    assert max(map(len, shown.splitlines())) <= 110


# Bounds


def test_open_answer_that_counts_as_harmless_is_caught() -> None:
    """Bounds that leave out what a completion gives are shown with that completion."""
    text = failure_of(assert_bounds_sound, planted.SilentLow.from_dict(planted.doorstep()))

    assert re.search(r"concern: the bounds are low, but completions give low to (medium|high), for example", text)


def test_bounds_that_are_wider_than_they_say_are_caught() -> None:
    """Bounds that are called exact are reached."""
    text = failure_of(assert_bounds_sound, planted.WideBounds.from_dict(planted.doorstep()))

    assert "the bounds are low to high and called exact, but all" in text


def test_answer_that_counts_as_harmless_once_it_is_unknown_is_caught() -> None:
    """Knowing less may not settle a level."""
    text = failure_of(assert_unknown_never_narrows, planted.SilentLow.from_dict(planted.doorstep()))

    assert "never raises the lowest or lowers the highest" in text
    assert "concern: medium, but low once " in text


# Order, writing, trace


QUIET = {"former_partner": "yes", "threats": "absent", "weapon": "absent", "custody": "absent"}


@pytest.mark.parametrize(("kind", "order", "answers", "told"), [
    # Both signs: the rule for medium stands before the rule for high.
    (planted.FirstRuleWins, "rules", {"threats": "present", "weapon": "present"},
     ["concern: medium as it stands, high with the rules the other way round"]),
    # The last answer is that custody is absent, by which both scales are lost; turned round it is another answer.
    (planted.LastAnswerCounts, "answers", {"threats": "present"},
     ["total: 0 as it stands, 1 with the answers the other way round",
      "severe: 0 as it stands, 1 with the answers the other way round"]),
])
def test_score_that_depends_on_an_order_is_caught(kind: type[Instrument], order: str, answers: dict[str, str],
                                                  told: list[str]) -> None:
    """What comes out is shown for both orders, in a case in which the order matters."""
    case = {"answers": QUIET | answers, "turned round": order}

    assert list(ORDER_FREE.broken_by(kind.from_dict(planted.doorstep()), case)) == told


def test_order_that_matters_is_named() -> None:
    """Of the orders that are tried, the failure says which one it is."""
    text = failure_of(assert_order_free, planted.LastAnswerCounts.from_dict(planted.doorstep()))

    assert "  turned round: answers\n" in text
    assert "with the answers the other way round" in text.splitlines()[-1]


def test_definition_that_is_written_without_a_rule_is_caught() -> None:
    """What comes back must be the definition that was written."""
    text = failure_of(assert_round_trip, planted.Careless.from_dict(planted.doorstep()))

    assert "by to_dict and from_dict another definition comes back" in text


def test_result_that_loses_evidence_is_caught() -> None:
    """A result carries what was given with each answer."""
    text = failure_of(assert_round_trip, planted.Forgetful.from_dict(planted.doorstep()))

    assert "the result carries other answers than were given" in text


@pytest.mark.parametrize(("kind", "told"), [
    (planted.OffByOne, r"concern: (.+) by the result, (.+) by the rules in the trace"),
    (planted.WrongSum, r"total: (.+) by the result, (.+) by its contributions in the trace"),
])
def test_result_that_does_not_follow_from_the_trace_is_caught(kind: type[Instrument], told: str) -> None:
    """Levels follow from rules, sums from contributions; which case shows it is up to Hypothesis."""
    found = re.search(told, failure_of(assert_trace_recomputes, kind.from_dict(planted.doorstep())))

    assert found is not None
    assert found[1] != found[2]


def test_step_of_a_level_that_may_not_be_reached_is_caught() -> None:
    """What only the lowest possible level asks for is not told as needed; and what may come next is told at once."""
    document = planted.doorstep()
    for level, step in zip(document["outcomes"][0]["levels"], ("Talk.", "Visit.", "Act."), strict=True):
        level |= {"follow_up": [{"en": step, "nl": step}], "next": [f"after-{level['id']}"]}
    text = failure_of(assert_follow_up_certain, planted.SilentLow.from_dict(document))

    assert "of every completion of the open answers" in text
    assert re.search(r"concern: told in any case is '(Talk|Visit)\.', but not with \{'\w+': '\w+'", text)


def test_what_to_do_while_open_goes_once_the_level_is_settled() -> None:
    """A settled level is not told with what is for open ones."""
    document = planted.doorstep()
    document["outcomes"][0]["when_open"] = [{"en": "Ask on.", "nl": "Vraag door."}]

    assert_follow_up_certain(Instrument.from_dict(document), max_examples=40)
    assert "still it is told what to do while it is open" in \
        failure_of(assert_follow_up_certain, planted.AlwaysOpen.from_dict(document))


def test_route_is_not_asked_to_rise() -> None:
    """Of alternatives none is worse, so that law is left out of all laws for a route."""
    document = planted.with_rule({"not": CUSTODY}).to_dict()
    document["outcomes"][0]["kind"] = "route"

    assert_all_laws(Instrument.from_dict(document), max_examples=20)


def test_open_answer_that_is_said_not_to_matter_and_does_is_caught() -> None:
    """A result that is called settled says so of all that is open; the two answers are shown that differ."""
    text = failure_of(assert_said_is_so, planted.SilentLow.from_dict(planted.doorstep()))

    assert "the level is the same for every completion" in text
    assert re.search(r"are said not to matter, but \{.*\} gives (low|medium), and \{.*\} gives (medium|high)", text)


def test_all_laws_catch_what_one_of_them_catches() -> None:
    """One call in a test is enough."""
    assert "breaks a law" in failure_of(assert_all_laws, planted.SilentLow.from_dict(planted.doorstep()))


def test_same_case_is_shown_where_chance_is_turned_off() -> None:
    """With ``derandomize`` a law gives the same answer at every run."""
    faulty = planted.OffByOne.from_dict(planted.doorstep())

    assert failure_of(assert_trace_recomputes, faulty) == failure_of(assert_trace_recomputes, faulty)


def test_completions_are_drawn_where_there_are_too_many_to_list() -> None:
    """Twenty open items have 3.5 billion completions; some of them show that not everything is low."""
    instrument = planted.SilentLow(riskscreen.load("rihg-style").definition)
    nothing_known = {"answers": dict.fromkeys(instrument.items, "unknown")}

    assert any("the bounds are low, but completions give" in line
               for line in BOUNDS_SOUND.broken_by(instrument, nothing_known))
