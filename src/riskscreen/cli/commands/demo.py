"""The command demo: example cases, screened, and one of them explained."""

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

EXPLAINED = "21-at-intake-sash-style.json"
# One case for each instrument, for a first look.
FEW = ("03-rihg-style.json", "04-which-screen.json", "08-consultation-criteria.json", "08-victim-assessment.json",
       "09-contact-arrangements.json", "16-always-do.json", EXPLAINED, "21-stalking-steps.json",
       "22-stalking-red-flags.json")
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
    """Example cases, a line each, and why one of them has its level: a few in short, or all with one in full."""
    names = [name for name in example_cases() if options.full or name in FEW]
    language = language_of(_screened(names[0], None).result.instrument.definition, options.lang)
    cases = [_screened(name, language) for name in names]
    return Output(
        text=lambda: (_in_full if options.full else _in_short)(cases, language),
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


def _in_short(cases: list[Screened], language: str) -> str:
    words = words_for(language, "cli")
    explained = _explained(cases)
    return "\n\n".join([
        wrapped(words("demo_few")), _table(cases, language), _heading(words("demo_why", case=explained.title)),
        explained.result.why_at_least().explain(language).rstrip("\n"),
        words("demo_next") + "\n" + table([
            ("  riskscreen demo --full", words("demo_next.full")),
            ("  riskscreen show sash-style", words("demo_next.show")),
            ("  riskscreen ask stalking-red-flags", words("demo_next.ask")),
            ("  riskscreen form sash-style --out form.html", words("demo_next.form"))]),
    ])


def _in_full(cases: list[Screened], language: str) -> str:
    words = words_for(language, "cli")
    explained = _explained(cases)
    return "\n\n".join([
        wrapped(words("demo_title")), _table(cases, language), _heading(words("demo_in_full", case=explained.title)),
        output_of(explained.result, explained.file, language, details=True).text().rstrip("\n"),
        wrapped(words("demo_no_validation")),
    ])


def _explained(cases: list[Screened]) -> Screened:
    return next((case for case in cases if case.name == EXPLAINED), cases[0])


def _heading(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"


def _table(cases: list[Screened], language: str) -> str:
    words = words_for(language, "cli")
    return table([(words("case"), words("instrument"), words("level"), words("unknown_count")),
                  *(_row(case, language) for case in cases)])


def _row(case: Screened, language: str) -> tuple[str, str, str, str]:
    result = case.result
    level = possible_words(Terms(result.instrument.definition, language), result.possible)
    return case.title, result.instrument.id, shorten(level, WIDEST_LEVEL, placeholder=" ..."), str(len(result.unknown))
