"""The command form: a page to fill in, in a file; as JSON, the questions as data."""

from __future__ import annotations

from riskscreen.cli.files import check_target, instrument_named, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, in_json
from riskscreen.explain.words.terms import language_of


def form(options: Options) -> Output:
    """The page in a new file; without one the questions as data, for a program."""
    instrument = instrument_named(options.name)
    language = None if options.lang is None else language_of(instrument.definition, options.lang)
    if options.out is None:
        document = instrument.form(language)
        return Output(text=lambda: in_json(document), data=lambda: document)
    check_target(options.out, overwrite=options.overwrite, source=options.name)
    others = [other for other in instrument.languages if other != language]
    page = instrument.to_form(others if language is None else [language, *others])
    write_file(options.out, page, overwrite=options.overwrite)
    return Output(text=lambda: f"Written to {options.out}.", data=lambda: {"written": options.out})
