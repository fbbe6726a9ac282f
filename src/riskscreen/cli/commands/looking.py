"""The commands that look at instruments and documents: list, show, template and schema."""

from __future__ import annotations

import re

from riskscreen.cli.decoration import Tint
from riskscreen.cli.files import check_target, instrument_named, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, in_json, table
from riskscreen.cli.pages import check_page, put_page
from riskscreen.explain.text.views import instrument_text
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.terms import language_of
from riskscreen.library import available
from riskscreen.library import schema as schema_named


def listing(options: Options) -> Output:
    """The instruments that are installed, one a line."""
    found = available()
    words = words_for(options.lang, "cli")
    rows = [(words("id"), words("version"), words("status"), words("languages"), words("title"))]
    rows += [(entry.id, entry.version, entry.status, " ".join(entry.title.languages),
              str(entry.title) if options.lang is None else entry.title[options.lang]) for entry in found]
    return Output(
        text=lambda: f"{table(rows)}\n\n{words('list_next')}",
        data=lambda: [{"id": entry.id, "version": entry.version, "status": entry.status,
                       "title": entry.title.to_dict(), "origin": entry.origin} for entry in found],
        to_emphasise=[entry.id for entry in found],
        tints=[Tint(rf"^{re.escape(entry.id)} +\S+ +(?P<word>{entry.status})\b", "amber") for entry in found
               if entry.status != "validated"])


def show(options: Options) -> Output:
    """An instrument in words; as JSON, its definition; as a page in a file, or before one's eyes."""
    instrument = instrument_named(options.name)
    language = language_of(instrument.definition, options.lang)
    check_page(options, options.name)
    written = put_page(options.html, lambda: instrument.to_html(language), options, name=f"{instrument.id}.html")
    if written is not None:
        return Output(text=lambda: f"Written to {written}.", data=lambda: {"written": written})
    return Output(text=lambda: instrument_text(instrument.definition, language), data=instrument.to_dict)


def template(options: Options) -> Output:
    """An answers file to fill in, on standard output or in a new file."""
    instrument = instrument_named(options.name)
    language = None if options.lang is None else language_of(instrument.definition, options.lang)
    document = instrument.template(language)
    if options.out is None:
        return Output(text=lambda: in_json(document), data=lambda: document, is_document=True)
    check_target(options.out, overwrite=options.overwrite, source=options.name)
    write_file(options.out, in_json(document), overwrite=options.overwrite)
    return Output(text=lambda: f"Written to {options.out}.", data=lambda: {"written": options.out})


def schema(options: Options) -> Output:
    """The JSON Schema of a kind of document, for an editor or for another program."""
    document = schema_named(options.name)
    return Output(text=lambda: in_json(document).rstrip("\n"), data=lambda: document, is_document=True)
