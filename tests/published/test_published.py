"""The scoring rules of published instruments, written as definitions, score as published."""

from collections.abc import Mapping
from math import prod
from typing import Any

import pytest

import riskscreen
from oracle import naive
from published import page, rules

MOST_COMPLETIONS = 32  # the oracle tries each of them, in plain Python


def all_vectors() -> list[Any]:
    """Every vector, named after its instrument and itself."""
    return [pytest.param(name, vector, id=f"{name}-{vector['id']}")
            for name in rules.names() for vector in rules.vectors(name)]


def test_every_instrument_of_the_survey_is_here_or_says_why_not() -> None:
    """Sixty were looked at; a rule is either written down or left out for a reason."""
    surveyed, left_out = rules.surveyed(), rules.left_out()

    assert len(surveyed) == 60
    assert set(rules.names()).isdisjoint(left_out)
    assert set(rules.names()) | set(left_out) == set(surveyed)
    assert all(reason.endswith(".") for reason in left_out.values())


def test_at_least_fifty_are_here() -> None:
    """The claim of the page: the format can say what the field needs."""
    assert len(rules.names()) >= 50


def test_no_file_lies_here_unread() -> None:
    """A definition without its place in the survey would never be tested."""
    known = {"surveyed.json", "left_out.json", "mutation_scores.json"}
    known |= {f"{name}{ending}" for name in rules.names() for ending in (".json", ".vectors.json")}

    assert {file.name for file in rules.FOLDER.glob("*.json")} == known


def test_none_is_offered() -> None:
    """They are material for tests: nobody who lists or loads instruments by name is shown one."""
    assert {each.id for each in riskscreen.available()}.isdisjoint(rules.names())


@pytest.mark.parametrize("name", rules.names())
def test_definition_loads_and_says_what_it_is(name: str) -> None:
    """Each is a draft, and says what its rule is taken from and that it is no instrument."""
    instrument = rules.instrument(name)

    assert instrument.id == name
    assert instrument.about.status == "draft"
    assert "without its questions" in instrument.about.not_for["en"]
    assert "gives no right to the instrument" in instrument.about.licence
    assert set(rules.document(name)["about"]["sources"]) <= set(page.KNOWN_FROM)


@pytest.mark.parametrize("name", rules.names())
def test_no_question_is_asked(name: str) -> None:
    """Items are named and not worded, for the wording belongs to others."""
    texts = [item.text["en"] for item in rules.instrument(name).items.values()]

    assert [text for text in texts if "?" in text or len(text.split()) > 5] == []


@pytest.mark.parametrize("name", rules.names())
def test_every_level_is_expected_by_a_vector(name: str) -> None:
    """A level that no vector reaches would be a rule that nothing tests."""
    expected = {(outcome, level) for vector in rules.vectors(name) for outcome, ends in vector["outcomes"].items()
                for level in [rules.level_ends(ends)] if level[0] == level[1]}
    there_are = {(outcome.id, (level.id, level.id)) for outcome in rules.instrument(name).outcomes.values()
                 for level in outcome.levels}

    assert there_are - expected == set()


@pytest.mark.parametrize("name", rules.names())
def test_vectors_are_told_apart_and_explained(name: str) -> None:
    """Each vector has a name of its own and the reason for what it expects."""
    vectors = rules.vectors(name)

    assert len({vector["id"] for vector in vectors}) == len(vectors)
    assert all(vector["because"].endswith(".") for vector in vectors)


@pytest.mark.parametrize(("name", "vector"), all_vectors())
def test_vector_scores_as_published(name: str, vector: Mapping[str, Any]) -> None:
    """The engine gives what a person worked out from the published rule."""
    result = rules.instrument(name).score(vector["answers"])

    assert {outcome.id: (outcome.at_least, outcome.at_most) for outcome in result.outcomes.values()} == {
        outcome: rules.level_ends(expected) for outcome, expected in vector["outcomes"].items()}
    for scale, expected in vector.get("scales", {}).items():
        assert (result.scales[scale].least, result.scales[scale].most) == rules.number_ends(expected), scale


@pytest.mark.parametrize("name", rules.names())
def test_oracle_agrees(name: str) -> None:
    """So does the oracle, which shares no code with the engine, wherever it can try every completion soon."""
    document = rules.document(name)
    vectors = [vector for vector in rules.vectors(name) if n_completions(document, vector) <= MOST_COMPLETIONS]
    found = [naive.bounds(document, vector["answers"]) for vector in vectors]

    assert vectors
    assert [each["outcomes"] for each in found] == [
        {outcome: rules.level_ends(ends) for outcome, ends in vector["outcomes"].items()} for vector in vectors]
    assert [{scale: each["scales"][scale] for scale in vector.get("scales", {})}
            for each, vector in zip(found, vectors, strict=True)] == [
        {scale: rules.number_ends(ends) for scale, ends in vector.get("scales", {}).items()} for vector in vectors]


def n_completions(document: Mapping[str, Any], vector: Mapping[str, Any]) -> int:
    """How many completions there can be at most; an item that is left out may come to apply."""
    if "unknown" not in vector["answers"].values():
        return 1
    still_open = naive.open_items(document, vector["answers"])
    return prod(len(naive.options_of(document, item)) for _, item in naive.items_of(document)
                if item["id"] in still_open)


def test_page_is_current() -> None:
    """The page of the reference is made from what lies here: `python -m published.page`, with `tests` on the path."""
    assert page.PAGE.read_text(encoding="utf-8") == page.text()


def test_constructs_are_found_where_they_are() -> None:
    """The page names what a rule is made of; one rule that is known by heart stands for all."""
    assert page.constructs(rules.document("audit")) == [
        "sum", "count", "gates", "bands", "rules", "an outcome in a rule", "several outcomes"]
