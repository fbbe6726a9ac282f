"""What the generators promise: documents that are whole, that hold every construct, and answers that are valid."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from generators import answers_for, as_json, cases, damaged, documents
from oracle import naive

FEW = settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=300, phases=[Phase.generate])

SCALE_KEYS = ("sum", "count", "highest", "points", "combine", "lookup", "plus", "weights", "scores", "missing", "round")
CONDITION_FORMS = ("item is", "scale at_least", "scale at_most", "scale between", "outcome at_least",
                   "outcome at_most", "outcome is", "all", "any", "not", "at_least of")  # fmt: skip
CONSTRUCTS = {
    *(f"scale {key}" for key in SCALE_KEYS),
    *(f"condition {form}" for form in CONDITION_FORMS),
    *(f"selection {form}" for form in ("all", "items", "sections")),
    *(f"missing {how}" for how in ("as_zero", "prorate", "prorate rounded")),
    *(f"round {how}" for how in ("half_up", "half_even", "down", "up")),
    *(f"response {kind}" for kind in ("shared", "inline", "text", "integer", "decimal", "integer unscored")),
    "response decimal unscored", "response unit", "unknown false", "option not_applicable", "option guidance",
    "option without score", "negative score", "fractional score", "negative weight", "fractional cut-off",
    "gate of an item", "gate of a section", "nested gate", "combine times", "combine over",
    "outcome rules", "outcome bands from", "outcome bands to", "outcome override", "several outcomes",
    "next", "same as", "same as by other options", "level meaning", "level follow_up", "indicators",
    "indicator suggests", "two languages", "source in languages", "item sources", "item topic", "option_guidance",
    "kind route", "kind degree",
    "follow_ups cumulative", "when_open",
}  # fmt: skip


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document, at any depth."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(inner)


def ids(values: Iterable[Mapping[str, Any]]) -> list[str]:
    """The ids of some parts."""
    return [value["id"] for value in values]


# Documents


@FEW
@given(documents())
def test_document_is_json_without_floats(document: dict[str, Any]) -> None:
    """What is written as JSON is read back the same: whole numbers as int, all others as Decimal."""
    assert json.loads(as_json(document), parse_float=Decimal) == document


@FEW
@given(documents())
def test_ids_are_unique_where_they_must_be(document: dict[str, Any]) -> None:
    """Options, levels and rules are unique where they stand; all other ids in the whole instrument."""
    items = [item for section in document["sections"] for item in section["items"]]
    indicators = [each for item in items for each in item.get("indicators", [])]
    groups = [document["sections"], items, indicators, document["scales"], document["outcomes"]]
    groups += [part[key] for part in parts(document) for key in ("options", "levels", "rules")
               if isinstance(part.get(key), list)]
    groups += [item["response"]["bands"] for item in items if "bands" in item["response"]]

    assert [group for group in groups if len(set(ids(group))) != len(group)] == []


@FEW
@given(documents())
def test_every_name_stands_earlier(document: dict[str, Any]) -> None:
    """A gate names items before it, a scale names scales before it, a rule names outcomes before its own."""
    items: dict[str, set[str]] = {}
    for section in document["sections"]:
        assert wrong_names(section.get("applies_when", {}), items, set(), {}) == []
        for item in section["items"]:
            assert wrong_names(item.get("applies_when", {}), items, set(), {}) == []
            options = naive.options_of(document, item)
            items |= {item["id"]: set(ids(options))} if options else {}
    scales: set[str] = set()
    for scale in document["scales"]:
        assert wrong_names(scale, items, scales, {}) == []
        scales.add(scale["id"])
    outcomes: dict[str, set[str]] = {}
    for outcome in document["outcomes"]:
        assert wrong_names({**outcome, "levels": []}, items, scales, outcomes) == []
        outcomes[outcome["id"]] = set(ids(outcome["levels"]))
    assert document["result"] in outcomes


def wrong_names(
    value: Any, items: dict[str, set[str]], scales: set[str], outcomes: dict[str, set[str]]
) -> list[dict[str, Any]]:
    """The parts with a name that is not there: items with options, scales, outcomes with levels."""
    return [
        part
        for part in parts(value)
        if ("item" in part and not set(part["is"]) <= items.get(part["item"], set()))
        or not {part[key] for key in ("scale", "lookup") if key in part} <= scales
        or ("outcome" in part and not {*part.values()} - {part["outcome"]} <= outcomes.get(part["outcome"], set()))
    ]


@FEW
@given(documents())
def test_every_text_has_the_languages_of_the_title(document: dict[str, Any]) -> None:
    """All language maps of an instrument are whole."""
    texts = ("title", "text", "label", "guidance", "because", "meaning", "intended_use", "not_for", "training", "unit")
    maps = [part[key] for part in parts(document) for key in texts if isinstance(part.get(key), dict)]

    assert {tuple(each) for each in maps if "max_length" not in each} == {tuple(document["title"])}


@FEW
@given(documents())
def test_bands_and_tables_rise(document: dict[str, Any]) -> None:
    """Numeric bands start at the minimum and rise, tables rise, bands of outcomes rise by `from` or fall by `to`."""
    for part in parts(document):
        limits = part.get("integer", part.get("decimal"))
        rows = part.get("table", part.get("bands", []))
        if limits and rows:
            assert limits["min"] == rows[0]["from"] <= rows[-1]["from"] <= limits["max"]
        if isinstance(rows, list):
            starts = [row["from"] if "from" in row else -row["to"] for row in rows]
            assert starts == sorted(set(starts))


@FEW
@given(documents())
def test_scores_of_a_scale_list_every_option_but_those_that_take_the_item_out(document: dict[str, Any]) -> None:
    """A scale with its own scores can score every option of the items it selects."""
    for scale in document["scales"]:
        if "scores" in scale:
            selection = scale.get("sum", scale.get("highest"))
            everywhere = naive.Facts(document, {item["id"]: "any" for _, item in naive.items_of(document)})
            selected = naive.selected(scale, selection, everywhere)
            options = [option for item in selected for option in naive.options_of(document, item)]

            assert set(scale["scores"]) == {option["id"] for option in options if "not_applicable" not in option}


def test_every_construct_occurs_among_three_hundred_documents() -> None:
    """What the generators never write, no law is ever tested on."""
    seen: set[str] = set()

    @MANY
    @seed(1)
    @given(documents())
    def look_at(document: dict[str, Any]) -> None:
        seen.update(constructs_of(document))

    look_at()

    assert CONSTRUCTS - seen == set()


def constructs_of(document: dict[str, Any]) -> Iterator[str]:
    """The constructs that a document holds, by the names above."""
    yield from (name for part in parts(document) for name in constructs_of_part(part))
    for section, item in naive.items_of(document):
        yield from responses_of(item["response"])
        for part, what in ((section, "a section"), (item, "an item")):
            if "applies_when" in part:
                yield f"gate of {what}"
                yield "gate" if "item" in part["applies_when"] else "nested gate"
        if "same_as" in item:
            yield "same as"
            if any("options" in other for other in item["same_as"]):
                yield "same as by other options"
    for scale in document["scales"]:
        yield from scale_constructs_of(scale)
    if any("next" in level for outcome in document["outcomes"] for level in outcome["levels"]):
        yield "next"
    if len(document["outcomes"]) > 1:
        yield "several outcomes"
    if len(document["title"]) > 1:
        yield "two languages"


def responses_of(response: str | dict[str, Any]) -> Iterator[str]:
    """How an item is answered."""
    if isinstance(response, str):
        yield "response shared"
    elif "options" in response:
        yield "response inline"
    else:
        kind = next(kind for kind in ("text", "integer", "decimal") if kind in response)
        yield f"response {kind}" if "bands" in response or kind == "text" else f"response {kind} unscored"
        if "unit" in response[kind]:
            yield "response unit"


def scale_constructs_of(scale: dict[str, Any]) -> Iterator[str]:
    """What a scale does, and with what."""
    yield from (f"scale {key}" for key in SCALE_KEYS if key in scale)
    for kind in ("sum", "count", "highest"):
        if kind in scale:
            yield "selection all" if scale[kind] == "all" else f"selection {next(iter(scale[kind]))}"
    if "missing" in scale:
        yield f"missing {scale['missing']['method']}" + (" rounded" if "round" in scale["missing"] else "")
    if "round" in scale:
        yield f"round {scale['round']['how']}"
    yield from (f"combine {key}" for part in scale.get("combine", []) for key in part)
    if min(scale.get("weights", {"": 0}).values()) < 0:
        yield "negative weight"


def constructs_of_part(part: dict[str, Any]) -> Iterator[str]:
    """What one object of a document is."""
    yield from (f"condition {form}" for form in CONDITION_FORMS if set(form.split()) == set(part))
    yield from (f"level {key}" for key in ("meaning", "follow_up") if key in part)
    cut_offs = [part[key] for key in ("at_least", "at_most", "from", "to") if key in part] + part.get("between", [])
    marks = {
        "unknown false": part.get("unknown") is False,
        "option not_applicable": "not_applicable" in part,
        "option guidance": {"label", "guidance"} <= set(part),
        "option without score": set(part) == {"id", "label"},
        "negative score": "label" in part and part.get("score", 0) < 0,
        "fractional score": "label" in part and isinstance(part.get("score"), Decimal),
        "fractional cut-off": any(isinstance(cut_off, Decimal) for cut_off in cut_offs),
        "outcome rules": "rules" in part,
        "outcome bands from": {"level", "from"} == set(part),
        "outcome bands to": {"level", "to"} == set(part),
        "outcome override": "override" in part,
        "indicators": "indicators" in part,
        "indicator suggests": "suggests" in part,
        "item sources": {"response", "sources"} <= set(part),
        "item topic": "topic" in part,
        "option_guidance": "option_guidance" in part,
        "source in languages": isinstance(part.get("own"), dict),
        "kind route": part.get("kind") == "route",
        "kind degree": part.get("kind") == "degree",
        "follow_ups cumulative": part.get("follow_ups") == "cumulative",
        "when_open": "when_open" in part,
    }
    yield from (name for name, is_there in marks.items() if is_there)


def test_most_levels_can_be_reached() -> None:
    """Cut-offs lie among the totals that occur, so that of 300 instruments at least half of all levels are reached."""
    n_levels: list[int] = []
    n_reached: list[int] = []

    @MANY
    @seed(2)
    @given(documents(max_items=4))
    def look_at(document: dict[str, Any]) -> None:
        every = [naive.scored(document, each, frozenset()) for each in naive.completions(document, {})]
        for outcome in document["outcomes"]:
            n_levels.append(len(outcome["levels"]))
            n_reached.append(len({facts.outcomes[outcome["id"]] for facts in every}))

    look_at()

    assert sum(n_reached) > 0.5 * sum(n_levels)


# Answers


@FEW
@given(cases(unknown=False))
def test_without_unknown_the_case_is_complete(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Every item that applies is answered, but for texts; the oracle finds nothing open."""
    document, answers = case

    applies = naive.complete(document, answers)["applies"]

    wanted = {item["id"] for _, item in naive.items_of(document) if "text" not in naive.response_of(document, item)}
    assert applies & wanted <= set(answers) <= applies


@FEW
@given(cases())
def test_only_items_that_apply_in_some_completions_may_be_left_out(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """An item that applies whatever the unknowns are is answered or unknown; one that never applies is not answered."""
    document, answers = case
    applies = naive.bounds(document, answers)["applies"]
    texts = {item["id"] for _, item in naive.items_of(document) if "text" in naive.response_of(document, item)}

    decided = set(applies) - asked_about_twice(document)

    assert {name for name in decided if applies[name] == "always"} - texts <= set(answers)
    assert {name for name in decided & set(answers) if applies[name] == "never"} == set()


def asked_about_twice(document: dict[str, Any]) -> set[str]:
    """The items on whose way one item is asked about twice, by their own gates or by those of items that these ask.

    Scoring looks at each condition by itself.  So what two of them settle together, as *is A and is B* of one unknown
    item, is open to it, and an answer may stand there or not.
    """
    gates = {item["id"]: [owner["applies_when"] for owner in (section, item) if "applies_when" in owner]
             for section, item in naive.items_of(document)}

    def asked(name: str) -> list[str]:
        own = [part["item"] for gate in gates[name] for part in parts(gate) if "item" in part]
        return own + [further for item in own for further in asked(item)]

    return {name for name in gates if len(asked(name)) > len(set(asked(name)))}


@FEW
@given(cases(partial=True, most_completions=50))
def test_number_of_completions_stays_below_what_was_asked(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """The oracle tries every completion, so there must not be too many."""
    assert naive.bounds(*case)["n_completions"] <= 50


@FEW
@given(cases(partial=True, evidence=True))
def test_answers_keep_to_the_response(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Options exist, numbers lie within the limits and have no more places, *unknown* stands only where it may."""
    document, answers = case
    for _, item in naive.items_of(document):
        response = naive.response_of(document, item)
        answer = naive.bare(answers.get(item["id"], naive.UNKNOWN))
        if answer == naive.UNKNOWN:
            assert item["id"] not in answers or response.get("unknown", True)
        elif "options" in response:
            assert answer in ids(response["options"])
        elif "text" in response:
            assert 0 < len(answer) <= response["text"]["max_length"]
        else:
            limits = response.get("integer", response.get("decimal"))
            assert limits["min"] <= answer <= limits["max"]
            assert round(Decimal(answer), limits.get("places", 0)) == answer


def test_every_kind_of_answer_occurs_among_two_hundred_cases() -> None:
    """Unknown, unanswered and sometimes applicable items are where the bounds are hard."""
    seen: set[str] = set()

    @settings(MANY, max_examples=200)
    @seed(3)
    @given(cases(partial=True, evidence=True))
    def look_at(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
        seen.update(kinds_of_answers(*case))

    look_at()

    assert seen == {"unknown", "left out", "text", "bands", "evidence", "applies sometimes"}


def kinds_of_answers(document: dict[str, Any], answers: dict[str, Any]) -> Iterator[str]:
    """What stands in the answers."""
    applies = naive.bounds(document, answers)["applies"]
    for _, item in naive.items_of(document):
        response = naive.response_of(document, item)
        given_answer = answers.get(item["id"], "left out")
        if applies[item["id"]] == "sometimes":
            yield "applies sometimes"
        if isinstance(given_answer, dict):
            yield "evidence"
        elif given_answer in ("unknown", "left out"):
            yield given_answer
        else:
            yield from (kind for kind in ("text", "bands") if kind in response)


# Damage


@FEW
@given(st.data())
def test_damage_changes_a_copy_and_says_what_it_did(data: st.DataObject) -> None:
    """The damaged document differs from the sound one, which stays as it was."""
    document = data.draw(documents(max_items=2, max_scales=2, max_outcomes=1))
    before = as_json(document)

    broken, what = data.draw(damaged(document))

    assert as_json(document) == before
    assert as_json(broken) != before, what
    assert "/" in what


@FEW
@given(st.data())
def test_answers_are_drawn_for_the_document_given(data: st.DataObject) -> None:
    """Answers name only items of their instrument."""
    document = data.draw(documents(max_items=3))

    answers = data.draw(answers_for(document))

    assert set(answers) <= {item["id"] for _, item in naive.items_of(document)}
