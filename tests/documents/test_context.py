"""The context of a case: what it can hold, that it is kept and shown whole, and that it never counts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from docs.pages import ROOT
from riskscreen import Instrument
from riskscreen.documents.answers_file import AnswersFile, read_answers_file, write_answers_file
from riskscreen.documents.frozen_json import plain_json
from riskscreen.documents.problems import problems_in
from riskscreen.documents.schema import schema_of
from riskscreen.errors import AnswersError
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.context import context_lines

FLAGS = riskscreen.load("stalking-red-flags")
SCHEMA = schema_of("context")
CONTEXT = SCHEMA["$defs"]["context"]
PROPERTIES = CONTEXT["properties"]
PAGE = ROOT / "docs" / "reference" / "context.md"
ANSWERS = dict.fromkeys(FLAGS.items, "absent") | {"r6": "present"}
GIVEN = {
    "category": "stalking", "age_of_victim": "25_34", "children": True, "number_of_children": 2,
    "ages_of_children": ["under_4", "4_11"], "problems": ["separation", "housing"], "complaint_filed": False,
    "police_actions": ["stop_talk"], "other": {"team": "north <2>"}}
# The indicators of a case as the study lists them in its appendix 3, but for social class and the study's own codes.
OF_THE_STUDY = {
    "place": ["region"], "category": ["category"], "ages": ["age_of_victim", "age_of_other"],
    "children and their ages": ["children", "number_of_children", "ages_of_children"], "problems": ["problems"],
    "known to the police": ["known_as_suspect", "known_as_victim"], "duration": ["duration"], "repeated": ["repeated"],
    "incidents and police contacts": ["number_of_incidents", "number_of_police_contacts"],
    "complaint": ["complaint_filed", "number_of_complaints"], "reports": ["number_of_safe_at_home_reports"],
    "arrests": ["number_of_arrests"], "police actions": ["police_actions"], "screens": ["screens"],
    "measures": ["measures"], "partners": ["partners"], "bilateral contact": ["bilateral_contact"],
    "consultation": ["consultation"], "conviction and sentence": ["convicted", "sentence"], "ownership": ["ownership"],
    "of others": ["other"]}


def document(**more: Any) -> str:
    """An answers file for the red flags."""
    return json.dumps({"instrument": {"id": FLAGS.id, "version": FLAGS.version}, "answers": ANSWERS, **more})


def followed(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema with what it refers to."""
    return SCHEMA["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part


def values(part: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What a part of the schema takes."""
    part = followed(part)
    if "enum" in part:
        return st.sampled_from(part["enum"])
    return {
        "boolean": st.booleans,
        "integer": lambda: st.integers(part["minimum"], part["maximum"]),
        "string": lambda: st.text(st.characters(codec="utf-8"), max_size=part["maxLength"]),
        "array": lambda: st.lists(values(part["items"]), min_size=1, max_size=3),
        "object": lambda: st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5),
                                          values(part["additionalProperties"]), min_size=1, max_size=3),
    }[part["type"]]()


def contexts() -> st.SearchStrategy[dict[str, Any]]:
    """Every context that the schema takes."""
    return st.fixed_dictionaries({}, optional={name: values(part) for name, part in PROPERTIES.items()}).filter(bool)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(generators.cases(), contexts())
def test_result_is_the_same_with_any_context(case: Any, context: dict[str, Any]) -> None:
    """A context never counts, whatever the instrument: all that comes out is that of the answers alone."""
    instrument = Instrument.from_dict(case[0])
    result = instrument.score(case[1], partial=True)
    file = AnswersFile(instrument.id, instrument.version, result.answers.to_dict(), context=context)

    kept = read_answers_file(write_answers_file(file), instrument.definition, partial=True)

    assert plain_json(kept.context) == context
    assert instrument.score(kept.answers, partial=True).to_dict() == result.to_dict()


@settings(max_examples=60, deadline=None)
@given(contexts())
def test_context_is_kept_and_told_whole(context: dict[str, Any]) -> None:
    """Write and read give the same; in the details each part has a line of its own, and counts for nothing."""
    file = read_answers_file(document(context=context), FLAGS.definition)
    result = FLAGS.score(file)

    assert read_answers_file(write_answers_file(file), FLAGS.definition) == file
    assert problems_in(context, "context", family="answers") == []
    n_own = len(context.get("other", {}))
    assert len(context_lines("nl", file.context)) == 1 + len(context) - ("other" in context) + n_own
    assert result.to_dict() == FLAGS.score(ANSWERS).to_dict()


def test_context_is_shown_folded_and_with_the_details_only() -> None:
    """On the page it is folded at the end; in a text it comes with the details; both say that it is never scored."""
    bare, result = FLAGS.score(ANSWERS), FLAGS.score(read_answers_file(document(context=GIVEN)))
    told = ("Kind of case: Stalking", "Age of the victim: 25 to 34", "Children: Yes", "Number of children: 2",
            "Ages of the children: under 4, 4 to 11", "Formal complaint filed: No", "team: north <2>")

    text, page = result.explain(details=True), result.to_html()

    assert all(each in text for each in told)
    assert "Circumstances of the case, which are never scored" in text
    assert result.explain() == bare.explain()
    folded = page[page.index("Circumstances of the case"):]
    assert page[:page.index("Circumstances of the case")].rpartition("<details")[2].count("open") == 0
    assert "Age of the victim: 25 to 34" in folded
    assert "north &lt;2&gt;" in folded
    assert "north <2>" not in page
    assert "Leeftijd van het slachtoffer: 25 tot en met 34" in result.to_html("nl")
    assert "Circumstances" not in bare.to_html() + bare.explain(details=True)


@pytest.mark.parametrize(("context", "code", "place", "suggestion"), [
    ({"name": "J. Jansen"}, "A-unknown-property", "/context/name", None),
    ({"address": "Dam 1"}, "A-unknown-property", "/context/address", None),
    ({"birth_date": "1990-01-01"}, "A-unknown-property", "/context/birth_date", None),
    ({"social_class": "low"}, "A-unknown-property", "/context/social_class", None),
    ({"catgory": "stalking"}, "A-unknown-property", "/context/catgory", "category"),
    ({"age_of_victim": 31}, "A-wrong-value", "/context/age_of_victim", None),
    ({"age_of_victim": "31"}, "A-wrong-value", "/context/age_of_victim", None),
    ({"children": "yes"}, "A-wrong-type", "/context/children", None),
    ({"number_of_arrests": -1}, "A-wrong-value", "/context/number_of_arrests", None),
    ({"other": {"note": "x" * 1001}}, "A-too-long", "/context/other/note", None),
    ({"other": {"nested": {}}}, "A-wrong-type", "/context/other/nested", None),
    ({}, "A-wrong-value", "/context", None),
    (None, "A-wrong-type", "/context", None),
    ({"region": "x" * 101}, "A-too-long", "/context/region", None)], ids=str)
def test_what_has_no_place_in_a_context_is_refused(context: Any, code: str, place: str, suggestion: str | None) -> None:
    """No name, address, birth date or class has a field, ages are bands, and slips have their place and a way out."""
    with pytest.raises(AnswersError) as caught:
        read_answers_file(document(context=context), FLAGS.definition)

    [problem] = caught.value.problems
    assert (problem.code, problem.pointer) == (code, place)
    assert suggestion is None or suggestion in problem.suggestions
    assert problem.line is not None


def test_context_has_the_indicators_of_the_study_and_no_others() -> None:
    """Each indicator of its appendix has its properties; what others keep stands under a name of its own."""
    assert sorted(name for names in OF_THE_STUDY.values() for name in names) == sorted(PROPERTIES)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_property_and_value_has_its_words(language: str) -> None:
    """The catalogue names all that the schema has, and nothing else."""
    patterns = set(words_for(language, "context").patterns)
    sets = {"age_of_victim": "age", "age_of_other": "age", "ages_of_children": "age"}
    expected = {"title", "yes", "no", "list.comma", "pair", *PROPERTIES} - {"other"}
    for name, part in PROPERTIES.items():
        one = followed(part)
        inner = followed(one["items"]) if "items" in one else one
        expected |= {f"{sets.get(name, name)}/{value}" for value in inner.get("enum", ())}

    assert patterns == expected


def test_page_lists_every_property_with_its_values() -> None:
    """The page of the reference has a row for each property, with what it takes."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))

    assert list(rows) == list(PROPERTIES)
    for name, row in rows.items():
        one = followed(PROPERTIES[name])
        inner = followed(one["items"]) if "items" in one else one
        assert [value for value in inner.get("enum", ()) if f"`{value}`" not in row] == [], name


def test_record_takes_the_context_of_the_file() -> None:
    """Who keeps a record of a file keeps its context along, unless another is given."""
    result = FLAGS.score(read_answers_file(document(context=GIVEN, case="pseudonym-7"), FLAGS.definition))
    kept = {"case": "pseudonym-7", "rater": "desk 3", "made_at": "2026-11-30T14:05:00+01:00"}

    assert result.record(**kept).to_dict()["context"] == GIVEN
    assert result.record(**kept, context={"children": False}).to_dict()["context"] == {"children": False}
