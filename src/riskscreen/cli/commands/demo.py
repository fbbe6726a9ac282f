"""The command demo: the example cases, screened, and one of them explained in full."""

from __future__ import annotations

from textwrap import shorten

import attrs

from riskscreen.catalogue import example_cases, packaged_file
from riskscreen.cli.commands.score import data_of, output_of
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, table, wrapped
from riskscreen.documents.answers_file import AnswersFile, read_answers_file
from riskscreen.errors import usage_error
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.levels import possible_words
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.library import load
from riskscreen.screening.result import Result

IN_FULL = "21-at-intake-sash-style.json"
WIDEST_LEVEL = 50  # so that a line of the table fits; `score` names every level that is possible


@attrs.frozen
class Screened:
    """An example case with its result."""

    name: str
    file: AnswersFile
    result: Result

    @property
    def title(self) -> str:
        """The name of the case, without that of its instrument."""
        return self.name.removesuffix(".json").removesuffix(f"-{self.file.instrument}")


def demo(options: Options) -> Output:
    """Every example case in a line, and one of them in full."""
    names = example_cases()
    language = language_of(_screened(names[0], None).result.instrument.definition, options.lang)
    cases = [_screened(name, language) for name in names]
    return Output(
        text=lambda: _text(cases, language),
        data=lambda: {"cases": [{"name": case.title, **data_of(case.result, case.file)} for case in cases]})


def _screened(name: str, language: str | None) -> Screened:
    """An example case, told in this language where it is there in it: it has the same answers in each."""
    told = None if language is None else packaged_file("examples", "cases", language, name)
    source = told or packaged_file("examples", "cases", name)
    if source is None:
        raise usage_error("U-not-installed", "An example case cannot be read.", found=name)
    instrument = load(read_answers_file(source).instrument)
    file = read_answers_file(source, instrument.definition)
    return Screened(name, file, instrument.score(file.answers))


def _text(cases: list[Screened], language: str) -> str:
    words = words_for(language, "cli")
    in_full = next((case for case in cases if case.name == IN_FULL), cases[0])
    heading = words("demo_in_full", case=in_full.title)
    explanation = output_of(in_full.result, in_full.file, language, details=True).text()
    return "\n\n".join([
        wrapped(words("demo_title")),
        table([(words("case"), words("instrument"), words("level"), words("unknown_count")),
               *(_row(case, language) for case in cases)]),
        f"{heading}\n{'-' * len(heading)}",
        explanation.rstrip("\n"),
        wrapped(words("demo_no_validation")),
    ])


def _row(case: Screened, language: str) -> tuple[str, str, str, str]:
    result = case.result
    level = possible_words(Terms(result.instrument.definition, language), result.possible)
    return case.title, result.instrument.id, shorten(level, WIDEST_LEVEL, placeholder=" ..."), str(len(result.unknown))
