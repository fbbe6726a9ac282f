"""The command ask: the items one by one in a terminal, then the answers in a file and the result."""

from __future__ import annotations

import os

import attrs

from riskscreen.cli.ask.alarm import alarm
from riskscreen.cli.ask.going_on import language_for, steps_after
from riskscreen.cli.ask.interview import Answered, Interview, answers_from, open_items
from riskscreen.cli.ask.so_far import AnswersSoFar, answers_beside, answers_so_far
from riskscreen.cli.commands.records import now
from riskscreen.cli.commands.score import output_of
from riskscreen.cli.commands.store import opened_store
from riskscreen.cli.files import Unreachable, instrument_named, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.terminal import hear, tell
from riskscreen.documents.answers_file import AnswersFile, write_answers_file
from riskscreen.errors import RiskscreenError, usage_error
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.explain.words.terms import language_of
from riskscreen.screening.instrument import Instrument
from riskscreen.screening.result import Result

_BETWEEN_RESULTS = f"\n\n{'-' * 60}\n\n"


@attrs.frozen
class Asked:
    """A result, and the file of answers that it is of."""

    result: Result
    file: AnswersFile


def ask(options: Options) -> Output:
    """The result of the answers that somebody types, and those of the instruments that they go on with.

    The conversation goes to standard error, so that standard output holds the results alone.
    """
    instrument = instrument_named(options.name)
    language = language_of(instrument.definition, options.lang)
    so_far = answers_so_far(options, instrument)
    _refuse_early(options, so_far)
    asked = [_first_asked(instrument, so_far, language, options)]
    try:
        _go_on(asked, language, options)
    except KeyboardInterrupt:
        tell("")  # what was asked before is saved already, and its result is still to be shown
    tell("")
    return _output(asked, language, options)


def _refuse_early(options: Options, so_far: AnswersSoFar) -> None:
    """Nobody answers twenty items to hear only then that they cannot be kept."""
    if options.store is None:
        return
    for name, what in (("case", "which case this is"), ("rater", "who answers")):
        if getattr(so_far.file, name) is None:
            raise usage_error("U-usage", f"Nothing says {what}, and a record does.", expected=f"--{name} TEXT")
    with opened_store(options.store, None, create=True):
        pass


def _first_asked(instrument: Instrument, so_far: AnswersSoFar, language: str, options: Options) -> Asked:
    words = words_for(language, "cli")
    if options.resume:
        there = so_far.file.answers
        tell(words.counted("resumed", len(there)) if there else words("nothing_there"))
    try:
        return _asked(instrument, so_far, language, options, goes_on=options.resume)
    except KeyboardInterrupt:
        said = words("stopped_kept", file=so_far.target) if so_far.is_written else words("stopped_lost")
        raise usage_error("U-stopped", said) from None


def _go_on(asked: list[Asked], language: str, options: Options) -> None:
    """Ask the instruments that come next, as far as somebody wants to go on with them."""
    results = [asked[0].result]
    for step in steps_after(results, language):
        known = language_for(step.instrument, language)
        about = attrs.evolve(asked[0].file, instrument=step.instrument.id, version=step.instrument.version,
                             answers=step.answers, digest=None)
        so_far = answers_beside(about, step.instrument, options)
        try:
            asked.append(_asked(step.instrument, so_far, known, options))
        except KeyboardInterrupt:
            tell(words_for(known, "cli")("stopped_kept", file=so_far.target) if so_far.is_written else "")
            raise
        results.append(asked[-1].result)


def _asked(instrument: Instrument, so_far: AnswersSoFar, language: str, options: Options, *,
           goes_on: bool = False) -> Asked:
    """What comes of asking the items of one instrument; the answers so far are there already."""
    interview = Interview(instrument.definition, language, asks_evidence=options.evidence)
    warn = alarm(instrument, language)

    def heard(answers: Answered) -> None:
        so_far.keep(answers)
        warn(answers)

    warn(so_far.file.answers)  # what stands already can be enough
    typed = answers_from(interview, so_far.file.answers, heard, goes_on=goes_on)
    words = words_for(language, "cli")
    if not typed:
        raise usage_error("U-nothing-answered", words("nothing_answered"))
    file = attrs.evolve(so_far.file, answers=typed)
    result = instrument.score(file, partial=True)
    if options.store is not None:
        _store(result, options.store, so_far, words, is_finished=not open_items(interview, typed))
    else:
        _save(file, so_far, words)
    return Asked(result, file)


def _output(asked: list[Asked], language: str, options: Options) -> Output:
    """The results, one after the other; each in the language of the conversation, where its instrument has that."""
    outputs = [output_of(one.result, one.file, language_for(one.result.instrument, language), details=options.details)
               for one in asked]
    if len(outputs) == 1:
        return outputs[0]
    return Output(
        text=lambda: _BETWEEN_RESULTS.join(output.text().rstrip("\n") for output in outputs),
        data=lambda: {"results": [output.data() for output in outputs]},
        is_undetermined=any(output.is_undetermined for output in outputs),
        to_emphasise=[word for output in outputs for word in output.to_emphasise])


def _store(result: Result, place: str, so_far: AnswersSoFar, words: Words, *, is_finished: bool) -> None:
    """Keep a record of a screening that is finished; one that is not stays a file of answers, to go on with."""
    if not is_finished and so_far.is_written:
        tell(words("not_finished", file=so_far.target))
        return
    if not is_finished:
        _save(so_far.file, so_far, words)
        return
    try:
        with opened_store(place, so_far.file.rater) as opened:
            opened.append(result.record(made_at=now()))
    except (RiskscreenError, Unreachable):
        _save(so_far.file, so_far, words)  # what somebody typed is not lost with the store
        raise
    tell(words("record_stored"))
    if so_far.target is not None and so_far.is_beside_a_store:
        os.unlink(so_far.target)


def _save(file: AnswersFile, so_far: AnswersSoFar, words: Words) -> None:
    """Save the answers where somebody wants them; where that fails, ask for another place rather than lose them."""
    name, failure = so_far.target, so_far.failure
    if so_far.is_written and name is not None:
        tell(words("saved", file=name))
        return
    declined = {"", "n", "no", words("no"), words("key.no")}
    agreed = {"y", "yes", words("yes"), words("key.yes")}
    while True:
        if name is None:
            name = (hear(f"\n{words('save_where')}\n> ", words) or "").strip()
        if name.casefold() in declined:
            break
        if name.casefold() in agreed:
            name = None
            continue
        try:
            write_file(name, write_answers_file(file), overwrite=False)
        except (RiskscreenError, Unreachable) as error:
            tell(str(error))
            name, failure = None, error
        else:
            tell(words("saved", file=name))
            return
    if failure is not None:
        raise failure
    tell(words("not_saved"))
