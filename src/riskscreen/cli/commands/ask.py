"""The command ask: the items one by one in a terminal, then the answers in a file and the result."""

from __future__ import annotations

import attrs

from riskscreen.cli.ask.going_on import language_for, steps_after
from riskscreen.cli.ask.interview import Answered, Interview, answers_from
from riskscreen.cli.commands.score import output_of
from riskscreen.cli.files import Unreachable, check_target, instrument_named, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.terminal import hear, tell
from riskscreen.documents.answers_file import AnswersFile, read_answers_file, write_answers_file
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
    _refuse_early(options, AnswersFile(instrument.id, instrument.version, {}, case=options.case, as_of=options.as_of))
    asked = [_asked(instrument, {}, language, options)]
    try:
        _go_on(asked, language, attrs.evolve(options, save=None))
    except KeyboardInterrupt:
        tell("")  # what was asked before is saved already, and its result is still to be shown
    tell("")
    return _output(asked, language, options)


def _go_on(asked: list[Asked], language: str, options: Options) -> None:
    """Ask the instruments that come next, as far as somebody wants to go on with them."""
    results = [asked[0].result]
    for step in steps_after(results, language):
        known = language_for(step.instrument, language)
        asked.append(_asked(step.instrument, step.answers, known, options))
        results.append(asked[-1].result)


def _asked(instrument: Instrument, answers: Answered, language: str, options: Options) -> Asked:
    """What comes of asking the items of one instrument; *answers* are there already."""
    typed = answers_from(Interview(instrument.definition, language, asks_evidence=options.evidence), answers)
    if not typed:
        raise usage_error("U-nothing-answered", "Nothing was answered, so there is nothing to save or to score.")
    file = AnswersFile(instrument.id, instrument.version, typed, case=options.case, as_of=options.as_of)
    _save(file, options, words_for(language, "cli"))
    return Asked(instrument.score(typed, partial=True), file)


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


def _refuse_early(options: Options, empty: AnswersFile) -> None:
    """Nobody answers twenty items to hear only then that they cannot be saved."""
    read_answers_file(write_answers_file(empty))
    if options.save is not None:
        check_target(options.save, overwrite=options.overwrite, source=options.name)


def _save(file: AnswersFile, options: Options, words: Words) -> None:
    """Save the answers where somebody wants them; where that fails, ask for another place rather than lose them."""
    name, failure = options.save, None
    while True:
        if name is None:
            name = hear(f"\n{words('save_where')}\n> ", words)
        if not name:
            break
        try:
            write_file(name, write_answers_file(file), overwrite=options.overwrite and name == options.save)
        except (RiskscreenError, Unreachable) as error:
            tell(str(error))
            name, failure = None, error
        else:
            tell(words("saved", file=name))
            return
    if failure is not None and name is None:
        raise failure
    tell(words("not_saved"))
