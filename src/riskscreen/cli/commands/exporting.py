"""The commands that write an instrument in another form: sql, diagram and form."""

from __future__ import annotations

from riskscreen.cli.files import check_target, instrument_named
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, in_json
from riskscreen.cli.pages import put_page
from riskscreen.explain.words.terms import language_of


def sql(options: Options) -> Output:
    """The query, ready to be run."""
    query = instrument_named(options.name).to_sql(options.dialect, table=options.table, keep=options.keep,
                                                  prefix=options.prefix)
    return Output(text=lambda: query.rstrip("\n"), data=lambda: {"dialect": options.dialect, "query": query},
                  is_document=True)


def diagram(options: Options) -> Output:
    """What Graphviz draws; as JSON, what a program walks."""
    found = instrument_named(options.name).diagram(options.outcome)
    return Output(text=lambda: found.to_dot().rstrip("\n"), data=found.to_dict, is_document=True)


def form(options: Options) -> Output:
    """The page in a new file; without one the questions as data, for a program."""
    instrument = instrument_named(options.name)
    language = None if options.lang is None else language_of(instrument.definition, options.lang)
    if options.out is not None:
        check_target(options.out, overwrite=options.overwrite, source=options.name)
    others = [other for other in instrument.languages if other != language]
    written = put_page(options.out, lambda: instrument.to_form(others if language is None else [language, *others]),
                       options, name=f"{instrument.id}-form.html")
    if written is None:
        document = instrument.form(language)
        return Output(text=lambda: in_json(document), data=lambda: document, is_document=True)
    return Output(text=lambda: f"Written to {written}.", data=lambda: {"written": written})
