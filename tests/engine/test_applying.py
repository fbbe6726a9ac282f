"""Whether an item applies is exact: a condition that asks twice about an item is seen through."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle import naive
from riskscreen import AnswersError, Instrument

TIMES = ("never", "sometimes", "always")
OPTIONS = ("x", "y", "z")


def is_one_of(item: str, *options: str) -> dict[str, Any]:
    """That an item has one of these answers."""
    return {"item": item, "is": list(options)}


def gated(*gates: Any, section: Any = None) -> dict[str, Any]:
    """Three items a, b, c that always apply, then in a section an item for each gate; the last of them counts."""
    names = ["a", "b", "c", *(f"g{n}" for n in range(len(gates)))]
    items = [{"id": name, "text": {"en": name.upper()}, "response": "three"} for name in names]
    for item, gate in zip(items[3:], gates, strict=True):
        item["applies_when"] = gate
    second: dict[str, Any] = {"id": "second", "title": {"en": "Second"}, "items": items[3:]}
    if section is not None:
        second["applies_when"] = section
    return {
        "format": "riskscreen/1", "id": "gated", "version": "0.1.0", "title": {"en": "Gated"},
        "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": {"en": "A test."},
                  "not_for": {"en": "Decisions about people."}, "sources": {"own": "A test."}},
        "response_scales": {"three": {"options": [
            {"id": option, "score": n, "label": {"en": option.upper()}} for n, option in enumerate(OPTIONS)]}},
        "sections": [{"id": "first", "title": {"en": "First"}, "items": items[:3]}, second],
        "scales": [{"id": "total", "sum": {"sections": ["second"]}}],
        "outcomes": [{"id": "level", "title": {"en": "Level"},
                      "levels": [{"id": "low", "label": {"en": "Low"}}, {"id": "high", "label": {"en": "High"}}],
                      "rules": [{"id": "some", "level": "high", "when": {"scale": "total", "at_least": 1}}]}],
        "result": "level"}


ALWAYS = {"any": [is_one_of("a", "x", "y"), is_one_of("a", "z")]}
NEVER = {"all": [is_one_of("a", "x", "y"), is_one_of("a", "z")]}
TWO_OF_THREE = {"at_least": 1, "of": [is_one_of("a", "x"), {"not": is_one_of("a", "x")}, is_one_of("b", "y")]}
OPEN = {"a": "unknown", "b": "x", "c": "x"}


@pytest.mark.parametrize("gate", [ALWAYS, TWO_OF_THREE, {"not": NEVER}])
def test_item_that_applies_whatever_is_unknown_must_be_answered(gate: Any) -> None:
    """Whichever of the answers a has, one of the two parts holds."""
    instrument = Instrument.from_dict(gated(gate))

    with pytest.raises(AnswersError) as caught:
        instrument.score(OPEN)

    assert [(problem.code, problem.item) for problem in caught.value.problems] == [("A-missing", "g0")]
    assert instrument.score(OPEN | {"g0": "y"}).level == "high"


@pytest.mark.parametrize("gate", [NEVER, {"not": ALWAYS}])
def test_item_that_never_applies_whatever_is_unknown_takes_no_answer(gate: Any) -> None:
    """a cannot have two answers at once."""
    instrument = Instrument.from_dict(gated(gate))

    with pytest.raises(AnswersError) as caught:
        instrument.score(OPEN | {"g0": "y"})

    assert [(problem.code, problem.item) for problem in caught.value.problems] == [("A-not-applicable", "g0")]
    result = instrument.score(OPEN)
    assert (result.level, result.not_applicable, result.exact) == ("low", ("g0",), True)


def test_gate_of_an_item_and_of_its_section_are_one() -> None:
    """The section applies with x or y, the item with z: never both."""
    instrument = Instrument.from_dict(gated(is_one_of("a", "z"), section=is_one_of("a", "x", "y")))

    assert instrument.score(OPEN).not_applicable == ("g0",)


def test_quick_answers_and_careful_ones_say_the_same() -> None:
    """Plain texts in a dictionary go the quick way, where that can tell; anything else the careful way."""
    instrument = Instrument.from_dict(gated(ALWAYS))

    class Careful(dict[str, str]):
        pass

    for answers in (OPEN | {"g0": "x"}, OPEN | {"a": "x", "g0": "z"}):
        assert instrument.score(answers) == instrument.score(Careful(answers))
        assert instrument.score(answers).to_dict() == instrument.score(Careful(answers)).to_dict()


def test_rows_of_a_table_say_the_same_as_single_cases() -> None:
    """A row with nothing for an item that applies in any case is not valid; with an answer it is."""
    instrument = Instrument.from_dict(gated(ALWAYS, NEVER))
    codes = np.array([[-1, 0, 0, 1, -3], [-1, 0, 0, 0, -2]], np.int8)

    scored = instrument.score_codes(codes)

    assert scored.outcomes["level"].level.tolist() == [1, 0]
    for row, item in (([-1, 0, 0, -2, -2], "g0"), ([-1, 0, 0, 1, 1], "g1")):
        with pytest.raises(AnswersError) as caught:
            instrument.score_codes(np.array([row], np.int8))
        assert [problem.item for problem in caught.value.problems] == [item]


conditions = st.recursive(
    st.builds(is_one_of, st.sampled_from("abc"), st.sampled_from(OPTIONS)) |
    st.builds(is_one_of, st.sampled_from("abc"), st.just("x"), st.just("z")),
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda found: {"all": found}),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: {"any": found}),
        parts.map(lambda found: {"not": found}),
        st.lists(parts, min_size=3, max_size=4).map(lambda found: {"at_least": 2, "of": found})), max_leaves=8)


@given(conditions, conditions, st.dictionaries(st.sampled_from("abc"), st.sampled_from([*OPTIONS, "unknown"])))
def test_what_applies_is_what_completions_say(first: Any, second: Any, answers: dict[str, str]) -> None:
    """Always, sometimes or never, as listing every completion gives it; and a table says the same."""
    document = gated(first, {"any": [second, {"all": [second, is_one_of("g0", "x")]}]})
    expected = naive.bounds(document, answers)
    instrument = Instrument.from_dict(document)

    result = instrument.score(answers, partial=True)

    assert {entry.item: TIMES[entry.applies] for entry in result.answers.entries} == expected["applies"]
    row = [{**{option: n for n, option in enumerate(OPTIONS)}, "unknown": -1}.get(answers.get(name, ""), -2)
           for name in instrument.items]
    columns = instrument.score_codes(np.array([row], np.int8), partial=True).outcomes["level"]
    assert (columns.levels[columns.at_least[0]].id, columns.levels[columns.at_most[0]].id) == \
        expected["outcomes"]["level"]
