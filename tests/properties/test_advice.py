"""What a message advises is taken: no name that is suggested is refused next."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import generators
from conftest import N_EXAMPLES
from generators.damage import nodes
from riskscreen import AnswersError, Instrument, InstrumentError, Problem

ABOUT_PROPERTIES = ("D-unknown-property", "A-unknown-item")
# What a name can be refused for; a property that is known can still have a value that it does not take.
ABOUT_NAMES = ("D-stands-later", "D-not-scored", "D-duplicate-id", "D-not-here", "D-bad-id", "D-reserved-id")
Path = tuple[str | int, ...]


@st.composite
def slips(draw: st.DrawFn, name: str) -> str:
    """A name with one letter doubled, left out, or exchanged with the next."""
    n = draw(st.integers(0, len(name) - 1))
    before, letter, after = name[:n], name[n], name[n + 1:]
    slip = draw(st.sampled_from((before + 2 * letter + after, before + after, before + after[:1] + letter + after[1:])))
    assume(slip not in (name, ""))
    return slip


@settings(max_examples=10 * N_EXAMPLES)
@given(st.data())
def test_name_that_is_suggested_in_a_definition_is_taken(data: st.DataObject) -> None:
    """A slip in a property or a reference, or such a name beside the right one: each suggestion ends that problem."""
    document = data.draw(generators.documents())
    path = data.draw(st.sampled_from([path for path, _ in nodes(document) if path]))
    broken = with_slip(data, document, path)

    for problem in problems_of(broken):
        for name in problem.suggestions:
            mended, pointer = with_name(broken, problem, name)
            assert not [other for other in problems_of(mended) if other.pointer == pointer and (
                other.code == problem.code or other.code in ABOUT_NAMES)], (problem, name)


def with_slip(data: st.DataObject, document: Any, path: Path) -> Any:
    """The document with a slip in the text at this place, or else in the name of the property."""
    broken = copy.deepcopy(document)
    parent, last = parent_of(broken, path), path[-1]
    stays = data.draw(st.booleans())
    if isinstance(parent, list):
        assume(isinstance(parent[int(last)], str))
        slip = data.draw(slips(parent[int(last)]))
        if stays:
            parent.append(slip)
        else:
            parent[int(last)] = slip
    elif isinstance(parent[last], str) and data.draw(st.booleans()):
        parent[last] = data.draw(slips(parent[last]))
    else:
        slip = data.draw(slips(str(last)))
        assume(slip not in parent)
        parent[slip] = parent[last] if stays else parent.pop(last)
    return broken


def with_name(document: Any, problem: Problem, name: str) -> tuple[Any, str]:
    """The document with this name for what a problem is about, a property or a text, and the place of that."""
    mended = copy.deepcopy(document)
    path = tuple(step.replace("~1", "/").replace("~0", "~") for step in problem.pointer.split("/")[1:])
    parent, last = parent_of(mended, path), path[-1]
    if isinstance(parent, list):
        parent[int(last)] = name
    elif problem.code in ABOUT_PROPERTIES or not isinstance(parent[last], str) or path[-2:-1] == ("options",):
        assert name not in parent, f"{name} is suggested, and stands there already: {problem}"
        parent[name] = parent.pop(last)
        return mended, problem.pointer.removesuffix(path[-1]) + name
    else:
        parent[last] = name
    return mended, problem.pointer


def parent_of(document: Any, path: Path) -> Any:
    """The object or list that holds what a path leads to."""
    for step in path[:-1]:
        document = document[int(step) if isinstance(document, list) else step]
    return document


def problems_of(document: Any) -> tuple[Problem, ...]:
    """What is wrong with a document."""
    try:
        Instrument.from_dict(document)
    except InstrumentError as error:
        return error.problems
    return ()


@settings(max_examples=3 * N_EXAMPLES)
@given(st.data())
def test_name_that_is_suggested_in_answers_is_taken(data: st.DataObject) -> None:
    """A slip in the id of an item or an option: with the name that is suggested, nothing is said of it any more."""
    document, answers = data.draw(generators.cases())
    assume(answers)
    item = data.draw(st.sampled_from(sorted(answers)))
    broken = dict(answers)
    if isinstance(broken[item], str) and data.draw(st.booleans()):
        broken[item] = data.draw(slips(broken[item]))
    else:
        broken[data.draw(slips(item))] = broken[item] if data.draw(st.booleans()) else broken.pop(item)
    instrument = Instrument.from_dict(document)

    for problem in problems_with(instrument, broken):
        for name in problem.suggestions:
            mended, pointer = with_name({"answers": broken}, problem, name)
            assert not [other for other in problems_with(instrument, mended["answers"]) if other.pointer == pointer
                        and (other.code == problem.code or problem.code == "A-unknown-option")], (problem, name)


def problems_with(instrument: Instrument, answers: Any) -> tuple[Problem, ...]:
    """What is wrong with a set of answers."""
    try:
        instrument.score(answers)
    except AnswersError as error:
        return error.problems
    return ()


DOCUMENT: dict[str, Any] = {
    "format": "riskscreen/1", "id": "doorstep", "version": "0.1.0", "title": {"en": "Doorstep"}, "result": "concern",
    "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": {"en": "Tests"}, "not_for": {"en": "People"},
              "sources": {"own": "Made up for a test."}},
    "sections": [{"id": "signs", "title": {"en": "Signs"}, "items": [
        {"id": name, "text": {"en": name}, "response": {"options": [
            {"id": "absent", "label": {"en": "Absent"}}, {"id": "present", "score": 1, "label": {"en": "Present"}}]}}
        for name in ("sign_1", "sign_2")] + [{"id": "sign_3", "text": {"en": "In words"}, "response": {"text": {}}}]}],
    "scales": [{"id": "total_1", "sum": {"items": ["sign_1", "sign_2"]}}, {"id": "total_2", "sum": "all"}],
    "outcomes": [{"id": "concern", "title": {"en": "Concern"}, "scale": "total_2",
                  "levels": [{"id": "low", "label": {"en": "Low"}}, {"id": "high", "label": {"en": "High"}}],
                  "bands": [{"level": "high", "from": 1}]}]}


@pytest.mark.parametrize(("path", "value", "suggestions"), [
    # A name beside the right one, where each stands once: what is there already is not suggested again.
    (("sections", 0, "items", 0, "option_guidance"), {"absent": {"en": "Not"}, "absentt": {"en": "Not"}}, ()),
    (("sections", 0, "items", 0, "same_as"), [{"instrument": "other", "item": "sign_1", "options": {
        "absent": "no", "absentt": "none"}}], ()),
    # Only the first item stands before the second.
    (("sections", 0, "items", 1, "applies_when"), {"item": "sign_", "is": ["present"]}, ("sign_1",)),
    # A gate of the first item has no item before it.
    (("sections", 0, "items", 0, "applies_when"), {"item": "sign_", "is": ["present"]}, ()),
    # *present* is in the list already.
    (("sections", 0, "items", 1, "applies_when"), {"item": "sign_1", "is": ["present", "presnt"]}, ()),
    # Of the three items one is selected already, and scoring does not see another.
    (("scales", 0, "sum"), {"items": ["sign_1", "sign_x"]}, ("sign_2",)),
    # The second scale cannot use itself.
    (("scales", 1), {"id": "total_2", "combine": [{"scale": "total_"}]}, ("total_1",)),
    # A property stands once in an object.
    (("titel",), {"en": "Doorstep"}, ()),
    (("scales", 0, "weights"), {"sign_1": 2, "sgin_1": 3}, ("sign_2",)),
])
def test_what_would_be_refused_is_not_suggested(path: Path, value: object, suggestions: tuple[str, ...]) -> None:
    """A near name that stands later, twice, or where scoring does not see it, would only be the next refusal."""
    document = copy.deepcopy(DOCUMENT)
    parent_of(document, path)[path[-1]] = value

    (problem,) = problems_of(document)

    assert problem.suggestions == suggestions


def test_item_that_is_answered_is_not_suggested_for_another_answer() -> None:
    """With the first sign answered, a third answer can only be meant for the second; a name stands once."""
    instrument = Instrument.from_dict(DOCUMENT)

    (problem, _) = problems_with(instrument, {"sign_1": "absent", "sgin_1": "present"})

    assert (problem.code, problem.suggestions) == ("A-unknown-item", ("sign_2", "sign_3"))
