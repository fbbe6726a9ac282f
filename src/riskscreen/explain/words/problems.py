"""Errors about answers in the language of who gave them.

In English an error says itself what is wrong, best of all.  Other languages have a sentence for each code, in
``problems.json``, and name items and options as the instrument does; an error of which a code has no sentence stays
in English, whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.errors import AnswersError, Problem
from riskscreen.explain.words.catalogue import FALLBACK, Words, words_for
from riskscreen.explain.words.terms import Terms
from riskscreen.model.item import Item
from riskscreen.model.number import plain
from riskscreen.model.response import NumberResponse, TextResponse
from riskscreen.printable import printable


def told_in(terms: Terms, error: AnswersError) -> str:
    """What an error about answers says, in the language of these terms."""
    words = words_for(terms.language, "problems")
    if words.language == FALLBACK or any(problem.code not in words.patterns for problem in error.problems):
        return str(error)
    lines = [printable(problem_words(terms, words, problem)) for problem in error.problems]
    n_more = error.n_problems - len(lines)
    lines += [words.counted("more", n_more)] if n_more else []
    if len(lines) == 1 and not error.about.startswith("'"):
        return lines[0]
    return "\n  ".join([words.counted("has", error.n_problems, about=_about(words, error.about)), *lines])


def _about(words: Words, about: str) -> str:
    """What an error is about: a file by its name, else a set of answers."""
    if about.startswith("'"):
        return printable(about)
    return words("standard_input" if about == "Standard input" else "answers")


def problem_words(terms: Terms, words: Words, problem: Problem) -> str:
    """One problem: where it is, what is wrong there, and what could stand there instead."""
    told, place = " ".join([words(problem.code), *_details(terms, words, problem)]), _place(words, problem)
    told = words("at_item", place=place, item=terms.item(problem.item), told=told) if problem.item in terms.items else \
        words("at", place=place, told=told)
    return words("coded", told=told, code=problem.code)


def problem_by_code(language: str, problem: Problem) -> str:
    """One problem where no instrument is at hand: the sentence of its code, else what it says itself."""
    words = words_for(language, "problems")
    if words.language == FALLBACK or problem.code not in words.patterns:
        return str(problem)
    told = words("at", place=_place(words, problem), told=words(problem.code))
    return printable(words("coded", told=told, code=problem.code))


def _place(words: Words, problem: Problem) -> str:
    place = problem.pointer or words("document")
    return place if problem.line is None else words("line", place=place, line=problem.line, column=problem.column)


def _details(terms: Terms, words: Words, problem: Problem) -> Iterator[str]:
    if problem.found is not None and problem.found.startswith("'"):  # what it is of another kind is said in English
        yield words("found", found=problem.found)
    if problem.item in terms.items and problem.code in _ABOUT_AN_ANSWER:
        yield words("expected", expected=_answers_to(terms, words, terms.items[problem.item]))
    if problem.suggestions:
        yield words("meant", names=terms.words.either(problem.suggestions))


_ABOUT_AN_ANSWER = {"A-missing", "A-unknown-option", "A-wrong-type", "A-out-of-range", "A-unknown-not-allowed",
                    "A-empty-set"}


def _answers_to(terms: Terms, words: Words, item: Item) -> str:
    """What can be answered to an item, as a file has it."""
    response = item.response
    if isinstance(response, TextResponse):
        return words("text", most=response.max_length)
    if isinstance(response, NumberResponse):
        ends = {"least": plain(response.least), "most": plain(response.most)}
        known = words("decimal", places=response.places, **ends) if response.is_decimal else words("whole", **ends)
    else:
        known = ", ".join(words("option", label=terms.text(option.label), id=option.id) for option in response.options)
    return words("or_unknown", answers=known) if response.allows_unknown else known
