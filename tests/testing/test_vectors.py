"""Vectors that cannot be right are refused with their place, and those that are not met say what came out."""

from __future__ import annotations

import pytest

import riskscreen
from docs.pages import DOORSTEP, ROOT, blocks_of
from riskscreen.cli import main
from riskscreen.testing.misfits import misfits
from riskscreen.testing.vectors import read_vectors

INSTRUMENT = riskscreen.load(DOORSTEP)
PAGE = ROOT / "docs" / "how-to" / "test-your-instrument.md"
VECTORS = next(block.text for block in blocks_of(PAGE) if '"vectors"' in block.text)


def changed(old: str, new: str) -> str:
    """The vectors of the page with one change."""
    assert old in VECTORS
    return VECTORS.replace(old, new, 1)


def test_vectors_of_the_page_are_met() -> None:
    """Nothing is said of a vector that gives what it expects."""
    assert [misfits(INSTRUMENT, vector) for vector in read_vectors(VECTORS, INSTRUMENT)] == [[], [], []]


def test_vectors_that_the_command_writes_are_read_and_met(capsys: pytest.CaptureFixture[str]) -> None:
    """What `riskscreen vectors` writes is a file that pytest runs."""
    main(["vectors", str(DOORSTEP)])

    vectors = read_vectors(capsys.readouterr().out, INSTRUMENT)

    assert vectors
    assert [misfits(INSTRUMENT, vector) for vector in vectors] == [[]] * len(vectors)


@pytest.mark.parametrize(("old", "new", "told"), [
    ('"outcomes": {"concern": "medium"}', '"outcome": {"concern": "medium"}', "Did you mean outcomes?"),
    ('"outcomes": {"concern": "medium"}', '"partial": false', "expects nothing, so it can never fail"),
    ('"concern": "medium"', '"concern": ["low", "medium", "high"]', "Found: list of 3. Expected: at most 2."),
    ('"concern": "medium"', '"concern": true', "the id of a level, or a list"),
    ('"total": 0', '"total": null', 'a number (or a text such as "41/9")'),
    ('"id": "threats_alone"', '"id": "nothing"', "Two vectors have the same id."),
    ('"version": "0.1.0"', '"version": "0.2.0"', "worked out for another instrument"),
    ('"id": "nothing", ', "", "/vectors/0/id"),
    ('"answers": {"former_partner": "no", "threats": "absent", "weapon": "absent"}', '"answers": "none"',
     "/vectors/0/answers (line 5, column 6): This must be an object."),
    ('{"id": "doorstep-check", "version": "0.1.0"}', '"doorstep-check"', 'Expected: {"id": "...", "version": "..."}'),
    ("[\n", "{\n", "line 4, column"),
])
def test_file_that_is_wrong_is_refused_at_its_place(old: str, new: str, told: str) -> None:
    """Vectors that cannot be read, or that could never fail, are told with line and column."""
    with pytest.raises(riskscreen.AnswersError) as caught:
        read_vectors(changed(old, new), INSTRUMENT)

    assert told in str(caught.value)
    assert "(line " in str(caught.value)


@pytest.mark.parametrize("source", ["[]", "3", '{"instrument": {}, "vectors": 3}', '{"vectors": [3]}'])
def test_file_of_another_form_is_refused(source: str) -> None:
    """Whatever stands in the file, it is our own error that says so."""
    with pytest.raises(riskscreen.AnswersError) as caught:
        read_vectors(source, INSTRUMENT)

    assert "A-wrong-type" in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(("old", "new", "told"), [
    ('"concern": "medium"', '"concer": "medium"', "Did you mean concern?"),
    ('"concern": "medium"', '"concern": "medum"', "outcome concern: expected medum, found medium"),
    ('"weapon": "absent"}', '"weapon": "absnt"}', "Did you mean absent?"),
    ('"total": 0', '"total": 3', "scale total: expected 3, found 0\n    from nothing"),
    ('"total": [1, 2]', '"total": 1', "scale total: expected 1, found 1 to 2\n    from threats 1, weapon 0 to 1"),
])
def test_vector_that_is_wrong_fails_alone(old: str, new: str, told: str) -> None:
    """A wrong name or a wrong number is shown where it stands, and the other vectors are met."""
    found = [misfits(INSTRUMENT, vector) for vector in read_vectors(changed(old, new), INSTRUMENT)]

    [lines] = filter(None, found)
    assert told in "\n".join(lines)


@pytest.mark.parametrize(("when", "told"), [
    ({"all": [{"item": "threats", "is": ["present"]}, {"scale": "severe", "at_most": 1}]},
     "holds: rule odd (low), since all of (threats (present) is present; severe (at most 1) is 1)"),
    ({"not": {"item": "custody", "is": ["present"]}},
     "holds: rule odd (low), since not (custody (present) does not apply)"),
    ({"at_least": 1, "of": [{"scale": "total", "between": [2, 3]}]},
     "does not hold: rule odd (low), since at least 1 of (total (at least 2, at most 3) is 1)"),
])
def test_rules_are_shown_with_what_they_rest_on(when: object, told: str) -> None:
    """Groups, ranges and items each have their words."""
    document = INSTRUMENT.to_dict()
    document["outcomes"][0]["rules"].append({"id": "odd", "level": "low", "when": when})
    instrument = riskscreen.Instrument.from_dict(document)

    [vector] = [vector for vector in read_vectors(changed('"concern": "medium"', '"concern": "high"'), instrument)
                if vector.id == "threats_alone"]

    assert misfits(instrument, vector)[-1] == f"    {told}"


def test_fractions_can_be_written_as_text() -> None:
    """A number whose decimals never end is compared exactly."""
    document = INSTRUMENT.to_dict()
    document["scales"].append({"id": "third", "combine": [{"scale": "total", "over": 3}]})
    instrument = riskscreen.Instrument.from_dict(document)
    vectors = read_vectors(changed('"total": [1, 2]', '"third": ["1/3", "2/3"]'), instrument)

    assert [misfits(instrument, vector) for vector in vectors] == [[], [], []]
