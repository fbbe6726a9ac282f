"""What mutants change and why vectors are there, in the languages of the catalogue."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import get_args

import pytest

import riskscreen
from riskscreen.analysis.mutation.mutants import Mutant, MutantKind, mutants_of
from riskscreen.explain.words.sentence import Sentence

PUBLISHED = Path(__file__).resolve().parents[1] / "published"
MUTANTS = [mutant for name in ("sash-style", PUBLISHED / "news2.json", PUBLISHED / "wast.json")
           for mutant in mutants_of(riskscreen.load(name)._compiled.definition)]


def first_of(kind: MutantKind) -> Mutant:
    """A mutant of that kind."""
    return next(mutant for mutant in MUTANTS if mutant.kind == kind)


@pytest.mark.parametrize("kind", sorted({mutant.kind for mutant in MUTANTS}))
def test_mutant_says_the_same_facts_in_dutch(kind: MutantKind) -> None:
    """Every id and number that the English words have, the Dutch ones have too."""
    mutant = first_of(kind)

    facts = [str(part) for _, part in mutant._said.parts]

    assert [fact for fact in facts if fact not in mutant.change_in("nl") or fact not in mutant.change] == []
    assert mutant.change_in("nl") != mutant.change


@pytest.mark.parametrize("kind", get_args(MutantKind))
def test_kind_is_its_english_name(kind: MutantKind) -> None:
    """Programs hold to the kind, so that in English it says itself; in Dutch it has words of its own."""
    mutant = Mutant(kind, "/scales/0", Sentence("change.no_not"), MUTANTS[0].definition)

    assert mutant.kind_in("en") == kind != mutant.kind_in("nl")


def test_survivor_is_told_in_dutch() -> None:
    """The kind and the change stand in one language with what would notice them."""
    told = riskscreen.load("stalking-red-flags").mutations([]).explain("nl")

    assert "Niemand merkt dit op: regel vervallen op /outcomes/0/rules/" in told
    assert " is weg\n" in told
    assert "is gone" not in told


def test_vector_says_in_dutch_why_it_is_there() -> None:
    """Rules that hold, sides of cut-offs and mistakes: each has its sentence."""
    vectors = riskscreen.load("stalking-red-flags").vectors()

    told = " ".join(vector.because_in("nl") for vector in vectors)

    assert all(words in told for words in ("Regels die gelden: ", "Binnen de afkapwaarde van ", "Merkt "))
    assert not any(words in told for words in ("Rules", "cut-off", "Notices", "becomes"))


def test_file_of_vectors_is_in_the_language() -> None:
    """Only why a vector is there is told otherwise; what it has and expects is the same."""
    [first, *_] = riskscreen.load("stalking-red-flags").vectors()
    english, dutch = first.to_json(), first.to_json("nl")

    assert dutch.pop("because") != english.pop("because")
    assert dutch == english


def test_mutant_and_vector_survive_pickling() -> None:
    """Both are values: they can be sent to another process and compared."""
    found = MUTANTS[0], riskscreen.load("stalking-red-flags").vectors()[0]

    assert pickle.loads(pickle.dumps(found)) == found


def test_mutant_shows_itself() -> None:
    """In one line and in a cell: the kind, the place and what is changed."""
    mutant = first_of("rule dropped")
    change = f"rule {mutant.change.split()[1]} is gone"

    assert repr(mutant) == f"<Mutant rule dropped at {mutant.pointer}: {change}>"
    assert change in mutant._repr_html_()


def test_vectors_in_dutch_notice_what_they_notice_in_english() -> None:
    """A vector that is read back from a file in Dutch fits the definition as one in English does."""
    instrument = riskscreen.load("stalking-red-flags")
    vectors = [vector.to_json("nl") for vector in instrument.vectors()]

    assert instrument.mutations(vectors).score == instrument.mutations(instrument.vectors()).score
