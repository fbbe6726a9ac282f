"""Results of two versions, and of two instruments, are compared where both ask the same, and the rest is named."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from riskscreen import Instrument, Result

DOORSTEP: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
BOTH = {"en": "Stalking", "nl": "Stalking"}
QUIET = {"former_partner": "no", "threats": "absent", "weapon": "absent"}


def next_version(*, with_ranks: bool = False) -> Instrument:
    """The next version: a sign is enough for high, *custody* is gone, *stalking* is new, *weapon* has three options."""
    document = copy.deepcopy(DOORSTEP)
    document["version"] = "0.2.0"
    document["sections"].pop(2)
    document["scales"][0]["sum"]["sections"].remove("partner")
    core = document["sections"][1]["items"]
    core.append({"id": "stalking", "text": BOTH, "response": "presence"})
    core[1]["response"] = {"options": [*document["response_scales"]["presence"]["options"],
                                       {"id": "hidden", "label": {"en": "Hidden", "nl": "Verborgen"}}]}
    document["outcomes"][0]["rules"][0]["level"] = "high"
    if with_ranks:
        document["outcomes"][0]["levels"].insert(1, {"id": "some", "label": {"en": "Some", "nl": "Enig"}})
    return Instrument.from_dict(document)


def first(**answers: object) -> Result:
    """A result of the first version."""
    return Instrument.from_dict(DOORSTEP).score(QUIET | answers, partial=True)


def second(**answers: object) -> Result:
    """A result of the next version."""
    return next_version().score(QUIET | {"stalking": "absent"} | answers, partial=True)


def body(text: str) -> str:
    """The text between the name of the instrument and what it is not for, as one line."""
    return " ".join(" ".join(text.split("\n\n")[1:-2]).split())


def test_items_of_one_id_with_the_same_options_are_compared_across_versions() -> None:
    """*Weapon* has other options now, so what was answered to it is not set beside what is answered now."""
    comparison = first().compare(second(threats="present", weapon="hidden"))

    assert [(found.item, found.answer_before, found.answer_after) for found in comparison.answers] == [
        ("threats", "absent", "present")]
    assert (comparison.only_before, comparison.only_after, comparison.unlike) == (
        ("custody",), ("stalking",), ("weapon",))


def test_levels_of_two_versions_are_compared_where_their_ladder_is_one() -> None:
    """With one more level between them, *high* is no longer the same step."""
    before, answers = first(threats="present"), QUIET | {"stalking": "absent", "threats": "present"}

    (outcome,) = before.compare(second(threats="present")).outcomes
    assert ([level.id for level in outcome.before], [level.id for level in outcome.after]) == (["medium"], ["high"])
    assert before.compare(next_version(with_ranks=True).score(answers)).outcomes == ()


def test_what_is_not_compared_is_named_with_the_reason() -> None:
    """Nobody may take silence for sameness."""
    assert body(first().compare(second()).explain("en")) == (
        "Compared with doorstep-check, version 0.1.0 "
        "No answer differs, and nothing that comes out. "
        "Not compared, for only the earlier one asks it - Dispute over children "
        "Not compared, for only the later one asks it - Stalking "
        "Not compared, for the possible answers are others in each - Weapon")


def test_what_comes_out_of_two_instruments_is_never_compared() -> None:
    """Both have a level *high*: that is not the same thing."""
    flags = riskscreen.load("stalking-red-flags").score({"r1": "present", "r2": "present"}, partial=True)
    sash = riskscreen.load("sash-style").score({"s10": "present"}, partial=True)
    comparison = flags.compare(sash)

    assert (comparison.outcomes, comparison.scales, comparison.rules) == ((), (), ())
    assert "No answer differs to anything that both ask." in comparison.explain("en")
    assert "r1" in comparison.only_before
    assert "r2" not in comparison.only_before


def test_instruments_that_share_nothing_are_told_apart_item_by_item() -> None:
    """All items are named, and none is compared."""
    other = riskscreen.load("always-do").score({}, partial=True)
    comparison = first().compare(other)

    assert (len(comparison), comparison.only_before, comparison.only_after) == (
        0, tuple(first().instrument.items), tuple(other.instrument.items))


@given(st.data())
def test_version_that_only_has_another_number_shares_everything(data: st.DataObject) -> None:
    """Of any instrument and any case: every item can be compared, and nothing differs."""
    document, answers = data.draw(generators.cases(partial=True))
    before = Instrument.from_dict(document)
    after = Instrument.from_dict({**document, "version": "9.9.9"})
    one, other = before.score(answers, partial=True), after.score(answers, partial=True)
    comparison = one.compare(other)

    assert (comparison.only_before, comparison.only_after, comparison.unlike) == ((), (), ())
    assert not comparison
