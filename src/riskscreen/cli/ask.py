"""The command ask: the items one by one in a terminal, then the answers in a file and the result."""

from __future__ import annotations

from riskscreen.answers_file import AnswersFile, read_answers_file, write_answers_file
from riskscreen.cli.files import Unreachable, check_target, instrument_named, write_file
from riskscreen.cli.interview import Interview, answers_from
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.score import output_of
from riskscreen.cli.terminal import hear, tell
from riskscreen.cli.words import Words, words_in
from riskscreen.errors import RiskscreenError, usage_error
from riskscreen.explain.terms import language_of


def ask(options: Options) -> Output:
    """The result of the answers that somebody types.

    The conversation goes to standard error, so that standard output holds the result alone.
    """
    instrument = instrument_named(options.name)
    language = language_of(instrument.definition, options.lang)
    empty = AnswersFile(instrument.id, instrument.version, {}, case=options.case, as_of=options.as_of)
    _refuse_early(options, empty)
    answers = answers_from(Interview(instrument.definition, language, asks_evidence=options.evidence))
    if not answers:
        raise usage_error("U-nothing-answered", "Nothing was answered, so there is nothing to save or to score.")
    file = AnswersFile(instrument.id, instrument.version, answers, case=options.case, as_of=options.as_of)
    _save(file, options, words_in(language))
    tell("")
    return output_of(instrument.score(answers, partial=True), file, language, details=options.details)


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
            name = hear(f"\n{words.save_where}\n> ", words)
        if not name:
            break
        try:
            write_file(name, write_answers_file(file), overwrite=options.overwrite and name == options.save)
        except (RiskscreenError, Unreachable) as error:
            tell(str(error))
            name, failure = None, error
        else:
            tell(words.saved.format(file=name))
            return
    if failure is not None and name is None:
        raise failure
    tell(words.not_saved)
