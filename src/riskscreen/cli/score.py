"""The command score: a file of answers in, a level or its bounds out."""

from __future__ import annotations

import sys

from riskscreen.answers_file import MOST_BYTES, AnswersFile, read_answers_file
from riskscreen.cli.files import STANDARD_INPUT, instrument_named, naming, read_bytes
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.terminal import tell
from riskscreen.cli.words import words_in
from riskscreen.explain.terms import language_of
from riskscreen.screening import Result


def score(options: Options) -> Output:
    """The result of the answers in a file."""
    instrument = instrument_named(options.name)
    language = language_of(instrument.definition, options.lang)
    if options.file == STANDARD_INPUT and sys.stdin is not None and sys.stdin.isatty():
        tell("Type or paste an answers file; Ctrl-D on a line of its own ends it.")
    source = read_bytes(options.file, MOST_BYTES)
    with naming(options.file):
        file = read_answers_file(source, instrument.definition, partial=options.partial)
    result = instrument.score(file.answers, partial=options.partial)
    return output_of(result, file, language, details=options.details)


def output_of(result: Result, file: AnswersFile, language: str, *, details: bool) -> Output:
    """A result with the case that it is of."""
    return Output(
        text=lambda: _heading(file, language) + result.explain(language, details=details),
        data=lambda: data_of(result, file),
        is_undetermined=not result.determined,
        to_emphasise=[level.label[language] for level in (result.at_least, result.at_most)])


def data_of(result: Result, file: AnswersFile) -> dict[str, object]:
    """A result with the case that it is of, in plain values."""
    texts = {"case": file.case, "as_of": file.as_of, "source": file.source, "rater": file.rater}
    return {**{name: text for name, text in texts.items() if text}, **result.to_dict()}


def _heading(file: AnswersFile, language: str) -> str:
    moment = f" ({file.as_of})" if file.as_of else ""
    return f"{words_in(language).case.capitalize()}: {file.case}{moment}\n\n" if file.case else ""


