"""The command score: a file of answers in, a level or its bounds out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence

from riskscreen.cli.files import STANDARD_INPUT, instrument_named, naming, read_bytes
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.pages import check_page, put_page
from riskscreen.cli.terminal import tell
from riskscreen.documents.answers_file import MOST_BYTES_OF_RESULT, AnswersFile, read_answers_file
from riskscreen.documents.frozen_json import plain_json
from riskscreen.errors import AnswersError
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.problems import told_in
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level
from riskscreen.screening.result import Result


def score(options: Options) -> Output:
    """The result of the answers in a file; as a page in another file too, where one is named."""
    check_page(options, options.name, os.path.abspath(options.file))  # a file of answers is always a path
    result, file, language = scored(options)
    put_page(options.html, lambda: result.to_html(language), options, name="result.html")
    return output_of(result, file, language, details=options.details)


def scored(options: Options) -> tuple[Result, AnswersFile, str]:
    """The result of the answers in a file, what else the file says, and the language to tell it in."""
    instrument = instrument_named(options.name)
    language = language_of(instrument.definition, options.lang)
    if options.file == STANDARD_INPUT and sys.stdin is not None and sys.stdin.isatty():
        tell("Type or paste an answers file; Ctrl-D on a line of its own ends it.")
    source = read_bytes(options.file, MOST_BYTES_OF_RESULT)
    with in_language(instrument.definition, language), naming(options.file):
        file = read_answers_file(source, instrument.definition, partial=options.partial)
    return instrument.score(file, partial=options.partial), file, language


def output_of(result: Result, file: AnswersFile, language: str, *, details: bool) -> Output:
    """A result with the case that it is of."""
    return Output(
        text=lambda: heading(file, language) + result.explain(language, details=details),
        data=lambda: data_of(result, file),
        is_undetermined=not result.determined,
        to_emphasise=[level.label[language] for level in named_levels(result)])


def named_levels(result: Result, outcome: str | None = None) -> Sequence[Level]:
    """The levels that a view names: all that are still possible."""
    return result.outcomes[outcome or result.instrument.definition.result].possible


def data_of(result: Result, file: AnswersFile) -> dict[str, object]:
    """A result with all that the file says of its case, in plain values; it can be read as an answers file again."""
    kept = {"notes": file.notes, "context": plain_json(file.context)}
    return {**case_data(file), **{name: said for name, said in kept.items() if said}, **result.to_dict()}


def case_data(file: AnswersFile) -> dict[str, str]:
    """Of which case and moment it is, from which source and by whom, where the file says so."""
    texts = {"case": file.case, "as_of": file.as_of, "source": file.source, "rater": file.rater}
    return {name: text for name, text in texts.items() if text}


def heading(file: AnswersFile, language: str) -> str:
    """Of which case and moment it is, with an empty line after it; nothing where the file does not say."""
    moment = f" ({file.as_of})" if file.as_of else ""
    case = words_for(language, "cli")("case").capitalize()
    return f"{case}: {file.case}{moment}\n\n" if file.case else ""


class SaidOfCase(AnswersError):
    """The same error, with what it says in another language; what it says to programs stays."""

    def __init__(self, error: AnswersError, said: str) -> None:
        self.error, self.said = error, said
        super().__init__(error.problems, about=error.about, n_problems=error.n_problems)

    def __str__(self) -> str:
        return self.said

    def to_dict(self) -> dict[str, object]:
        """What the error itself gives."""
        return self.error.to_dict()


@contextlib.contextmanager
def in_language(definition: Definition, language: str) -> Iterator[None]:
    """Say what is wrong with answers to an instrument in a language of it."""
    try:
        yield
    except AnswersError as error:
        raise SaidOfCase(error, told_in(Terms(definition, language), error)) from error
