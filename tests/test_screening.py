"""What users hold: instruments, results and levels."""

import copy
import pickle
from typing import Any

import pytest

import riskscreen
from riskscreen import AnswersError, Instrument, UsageError


@pytest.fixture
def flags() -> Instrument:
    """An instrument with one outcome and no gate."""
    return riskscreen.load("stalking-red-flags")


@pytest.fixture
def absent(flags: Instrument) -> dict[str, str]:
    """Answers that say that no flag is present."""
    return dict.fromkeys(flags.items, "absent")


def test_unknown_answer_never_gives_a_silent_low(flags: Instrument, absent: dict[str, str]) -> None:
    """Where an unknown flag could matter there is no level, only bounds."""
    result = flags.score(absent | {"r1": "unknown"})

    assert result.level is None
    assert not result.determined
    assert (result.at_least, result.at_most) == ("low", "high")


def test_unanswered_items_are_refused_together(flags: Instrument) -> None:
    """A case with gaps is not scored, and every gap is named at once."""
    with pytest.raises(AnswersError) as caught:
        flags.score({"r1": "absent"})

    assert [problem.item for problem in caught.value.problems] == [f"r{n}" for n in range(2, 13)]
    assert {problem.code for problem in caught.value.problems} == {"A-missing"}


def test_unanswered_items_of_a_partial_case_stay_open(flags: Instrument) -> None:
    """While a form is filled in, what nobody said yet counts as open, as unknown does."""
    result = flags.score({"r4": "present"}, partial=True)

    assert (result.at_least, result.at_most) == ("low", "high")
    assert result.unanswered == tuple(name for name in flags.items if name != "r4")


def test_level_compares_with_ids_and_levels_of_its_outcome(flags: Instrument, absent: dict[str, str]) -> None:
    """A level reads as its id and has the order of its outcome."""
    level = flags.score(absent | {"r5": "present"}).level

    assert level is not None
    assert level == "medium"
    assert "low" < level < "high"
    assert hash(level) == hash("medium")


def test_levels_of_two_outcomes_have_no_order() -> None:
    """High recurrence and high violence are not the same step."""
    result = riskscreen.load("sash-style").score({}, partial=True)

    with pytest.raises(UsageError, match="no common order") as caught:
        assert result.outcomes["violence"].at_most > result.outcomes["recurrence"].at_least

    assert caught.value.problems[0].code == "U-levels-of-two-outcomes"


def test_wrong_names_are_answered_with_near_ones(flags: Instrument, absent: dict[str, str]) -> None:
    """A look-up never ends in a bare KeyError."""
    result = flags.score(absent)

    with pytest.raises(UsageError) as outcome:
        result.outcomes["urgancy"]
    with pytest.raises(UsageError) as scale:
        result.scales["other_flag"]
    with pytest.raises(UsageError) as level:
        assert result.at_least < "hihg"

    assert outcome.value.problems[0].suggestions == ("urgency",)
    assert scale.value.problems[0].suggestions == ("other_flags",)
    assert level.value.problems[0].suggestions == ("high",)


def test_answer_to_an_item_that_does_not_apply_is_refused() -> None:
    """Stale answers are a known fault of forms: they are never scored and never dropped."""
    sash = riskscreen.load("sash-style")
    answers = dict.fromkeys((name for name in sash.items if name[0] == "s"), "absent")

    with pytest.raises(AnswersError) as caught:
        sash.score(answers | {"former_partner": "no", "x1": "present"})

    assert [(p.code, p.item) for p in caught.value.problems] == [("A-not-applicable", "x1")]
    assert "former_partner" in str(caught.value)


def test_item_behind_an_unknown_gate_counts_where_it_applies() -> None:
    """Whether they were partners is unknown, so the extra factors may or may not count."""
    sash = riskscreen.load("sash-style")
    answers = dict.fromkeys((name for name in sash.items if name[0] == "s"), "absent")
    answers |= {"former_partner": "unknown", "x1": "present", "x2": "absent"}

    result = sash.score(answers)

    factors = result.scales["factors"]
    assert (factors.least, factors.most) == (0, 2)
    assert result.unanswered == ("x3",)


def test_evidence_stays_with_the_answer(flags: Instrument, absent: dict[str, Any]) -> None:
    """An answer can carry what it rests on; it scores as the plain answer does."""
    rich = {"answer": "present", "because": "Seen on camera.", "source": "report 12"}
    result = flags.score(absent | {"r2": rich})

    assert result.level == flags.score(absent | {"r2": "present"}).level
    assert result.answers.to_dict()["r2"] == rich


def test_indicator_above_the_rating_gives_a_hint_and_changes_nothing() -> None:
    """A rating below what a ticked indicator suggests is shown, never corrected."""
    rihg = riskscreen.load("rihg-style")
    item, indicator = next((item, indicator) for item in rihg.items.values() for indicator in item.indicators
                           if indicator.suggests == "high")
    answers: dict[str, Any] = dict.fromkeys(rihg.items, "low")

    result = rihg.score(answers | {item.id: {"answer": "low", "indicators": [indicator.id]}})

    assert [(hint.item, hint.answer, hint.suggests) for hint in result.hints] == [(item.id, "low", "high")]
    assert result.level == "low"


def test_result_is_a_frozen_value(flags: Instrument, absent: dict[str, str]) -> None:
    """Results can be compared, kept in sets, copied, pickled, and not changed."""
    result = flags.score(absent)

    assert result == flags.score(dict(reversed(absent.items())))
    assert len({result, flags.score(absent)}) == 1
    assert pickle.loads(pickle.dumps(result)) == result == copy.deepcopy(result)
    assert pickle.loads(pickle.dumps(flags)).digest == flags.digest
    with pytest.raises(AttributeError):
        result.instrument = flags  # type: ignore[misc]


def test_later_changes_to_the_answers_do_not_reach_the_result(flags: Instrument, absent: dict[str, str]) -> None:
    """A result keeps the answers that it was scored from."""
    result = flags.score(absent)
    absent["r1"] = "present"

    assert result.answers.to_dict()["r1"] == "absent"
    assert result.level == "low"


def test_repr_tells_level_bounds_and_open_answers(flags: Instrument, absent: dict[str, str]) -> None:
    """What a notebook prints says all that matters, shortly."""
    assert repr(flags.score(absent)) == "<Result stalking-red-flags 0.2.0: low>"
    assert repr(flags.score(absent | {"r1": "unknown"})) == \
        "<Result stalking-red-flags 0.2.0: low or high, 1 unknown>"
    assert repr(flags.score({"r1": "unknown"}, partial=True)) == \
        "<Result stalking-red-flags 0.2.0: low to high, 1 unknown, 11 unanswered>"


def test_result_carries_what_replays_it(flags: Instrument, absent: dict[str, str]) -> None:
    """Instrument, version, digest and what scoring means are in the result, so that it can be scored again."""
    facts = flags.score(absent).to_dict()

    assert facts["instrument"] == {"id": flags.id, "version": flags.version, "digest": flags.digest}
    assert (facts["format"], facts["scoring"]) == ("riskscreen-result/1", riskscreen.SCORING)
    assert facts["not_for"] == flags.about.not_for.to_dict()


def test_names_are_never_paths() -> None:
    """A text names an installed instrument; only a path object opens a file."""
    for name in ("../../etc/passwd", "/etc/passwd", "sash-style.json", "Sash-Style", ""):
        with pytest.raises(UsageError) as caught:
            riskscreen.load(name)
        assert caught.value.problems[0].code == "U-unknown-instrument"


def test_same_id_and_version_with_other_content_is_refused(flags: Instrument, tmp_path: Any) -> None:
    """Two contents under one id and version cannot both be right."""
    document = flags.to_dict()
    document["title"]["en"] += " (changed)"
    path = tmp_path / "changed.json"
    path.write_text(Instrument.from_dict(document).to_json(), encoding="utf-8")

    with pytest.raises(riskscreen.InstrumentError, match="D-same-version"):
        riskscreen.load(path)


def test_floats_in_a_definition_are_refused_with_a_hint(flags: Instrument) -> None:
    """Scores are exact, and a float is not."""
    document = flags.to_dict()
    document["response_scales"]["presence"]["options"][0]["score"] = 0.1

    with pytest.raises(riskscreen.InstrumentError, match="floats are not exact"):
        Instrument.from_dict(document)
