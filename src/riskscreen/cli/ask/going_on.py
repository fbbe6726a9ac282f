"""After one instrument the next: what is offered, and which answers somebody need not give again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from riskscreen.carry_over import applicable_answers
from riskscreen.cli.output import wrapped
from riskscreen.cli.terminal import hear, is_typed, tell
from riskscreen.errors import InstrumentError, UsageError
from riskscreen.explain.find.follow_up import next_instruments
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.explain.words.levels import possible_words
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.library import load
from riskscreen.screening.instrument import Instrument
from riskscreen.screening.result import Result


@attrs.frozen
class NextStep:
    """An instrument to go on with, and the answers to it that are there already."""

    instrument: Instrument
    answers: dict[str, object]


def steps_after(results: list[Result], language: str) -> Iterator[NextStep]:
    """The instruments that somebody wants to go on with, one after the other.

    Whoever takes a step adds its result to *results*, and what that leads to is offered too; nothing is offered twice.
    Where nobody sits at the keyboard, what comes next is only said.
    """
    words = words_for(language, "cli")
    offered = {results[0].instrument.id}
    while (following := _first_not_in(results, offered)) is not None:
        result, name, is_certain = following
        offered.add(name)
        instrument = _installed(name, words("not_installed" if is_certain else "not_installed.may", id=name))
        if instrument is None:
            continue
        title = instrument.title[language_for(instrument, language)]
        sentence = words("comes_next" if is_certain else "comes_next.may", title=title, id=name)
        tell("\n" + wrapped(f"{_standing(result, language)}. {sentence}"))
        if not is_typed():
            tell(words("how_to_go_on", id=name))
            continue
        step = NextStep(instrument, _carried(instrument, results))
        asked = words.counted("go_on", len(step.answers)) if step.answers else words("go_on_anew")
        if _agrees(asked, words):
            yield step


def language_for(instrument: Instrument, language: str) -> str:
    """The language of the conversation, or the instrument's own where it does not have that one."""
    return language if language in instrument.languages else language_of(instrument.definition, None)


def _first_not_in(results: Sequence[Result], offered: set[str]) -> tuple[Result, str, bool] | None:
    """The instrument to offer now, what leads to it, and whether it does so in any case; the last result goes first."""
    return next(((result, name, is_certain) for result in reversed(results)
                 for name, is_certain in next_instruments(result.instrument.definition, result.outcomes).items()
                 if name not in offered), None)


def _standing(result: Result, language: str) -> str:
    """The outcome that is the result and its level, or what open answers leave of it."""
    terms = Terms(result.instrument.definition, language_for(result.instrument, language))
    return terms.pair(terms.outcome(terms.definition.result), possible_words(terms, result.possible))


def _installed(name: str, otherwise: str) -> Instrument | None:
    try:
        return load(name)
    except UsageError:
        tell("\n" + wrapped(otherwise))
        return None


def _carried(instrument: Instrument, results: Sequence[Result]) -> dict[str, object]:
    """What all the results give to the instrument; where two differ the later one counts."""
    carried: dict[str, object] = {}
    for result in results:
        try:
            carried = applicable_answers(instrument.definition, {**carried, **instrument.carry_over(result)})
        except InstrumentError as error:
            tell(str(error))  # the answers can still be typed
    return {item: carried[item] for item in instrument.items if item in carried}


def _agrees(question: str, words: Words) -> bool:
    """What somebody says to a question; the end of the input is a no."""
    while True:
        typed = (hear(f"{wrapped(question)}\n> ", words) or words("no")).strip().casefold()
        if typed in (words("yes"), words("key.yes")):
            return True
        if typed in (words("no"), words("key.no"), ""):
            return False
