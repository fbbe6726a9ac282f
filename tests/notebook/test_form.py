"""The form in a cell, on the side of Python: what comes from a browser is checked like any other input."""

from __future__ import annotations

import json
from typing import Any

import pytest

import riskscreen

pytest.importorskip("anywidget", reason="the extra notebook")

from riskscreen.notebook import Form

RED_FLAGS = riskscreen.load("stalking-red-flags")


def from_browser(form: Form, answers: dict[str, object], **about: str) -> None:
    """What the page sends after each change."""
    form.set_state({"answers_file": json.dumps({
        "format": "riskscreen-answers/1", "instrument": {"id": RED_FLAGS.id, "version": RED_FLAGS.version},
        **about, "answers": answers})})


def test_there_is_no_result_before_anything_is_answered() -> None:
    """Nothing answered is no case, and surely not a low one."""
    form = Form(RED_FLAGS)

    assert (form.result, form.error, form.answers) == (None, None, {})
    from_browser(form, {})
    assert (form.result, form.error) == (None, None)


def test_result_is_that_of_the_answers_and_is_told_to_who_observes() -> None:
    """After each answer there is one, as scoring the same answers gives it."""
    form, told = Form(RED_FLAGS), list[Any]()
    form.observe(lambda change: told.append(change["new"]), "result")

    from_browser(form, {"r4": "present"}, case="case-7")
    from_browser(form, {"r4": "present", "r1": {"answer": "present", "because": "a letter"}, "r2": "unknown"})

    assert [result.level for result in told] == [None, "high"]
    assert told[-1].trace == RED_FLAGS.score(form.answers, partial=True).trace
    assert form.answers["r1"] == {"answer": "present", "because": "a letter"}


@pytest.mark.parametrize("text", [
    "", "{", "[]", '{"answers": {"r1": "present"}}',
    '{"instrument": {"id": "sash-style", "version": "0.2.0"}, "answers": {}}',
    '{"instrument": {"id": "stalking-red-flags", "version": "0.2.0"}, "answers": {"r1": "presnt"}}'])
def test_what_no_form_sends_gives_no_result(text: str) -> None:
    """Garbage is refused, with every problem, and what stood there before is no result any more."""
    form = Form(RED_FLAGS, {"r1": "present"})
    form.set_state({"answers_file": text})

    assert form.result is None
    assert isinstance(form.error, riskscreen.AnswersError)


def test_answers_can_be_set_and_are_refused_where_they_do_not_fit() -> None:
    """What does not fit leaves the form as it is."""
    form = Form(RED_FLAGS, {"r1": ["absent", "present"], "r2": "unknown"})
    before = form.answers_file
    with pytest.raises(riskscreen.AnswersError, match="A-unknown-option"):
        form.answers = {"r1": "presnt"}

    assert json.loads(before)["answers"]["r2"] == "unknown"
    assert (form.answers_file, form.result.unknown) == (before, ("r1", "r2"))  # all options is unknown


def test_languages_and_types_are_checked() -> None:
    """As everywhere: near names, and what was wanted."""
    assert '"tag":"nl"' in Form(RED_FLAGS, languages=["nl"]).page
    with pytest.raises(riskscreen.UsageError, match="U-unknown-language"):
        Form(RED_FLAGS, languages=["xx"])
    with pytest.raises(riskscreen.WrongType, match="an Instrument"):
        Form("stalking-red-flags")  # type: ignore[arg-type]  # what is tested


def test_it_tells_itself_in_a_line() -> None:
    """A widget that cannot be shown still says what it is."""
    assert repr(Form(RED_FLAGS)) == "<Form stalking-red-flags: nothing answered>"
    assert "high" in repr(Form(RED_FLAGS, {"r1": "present"}))
