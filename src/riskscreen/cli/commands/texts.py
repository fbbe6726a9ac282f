"""The command texts: a sheet of all texts of a definition for translators, and their texts back into it."""

from __future__ import annotations

import os
from typing import Any, cast

from riskscreen._json.reading import parse
from riskscreen._json.values import JsonValue
from riskscreen._json.writing import write_pretty
from riskscreen.cli.files import check_target, instrument_named, is_path, naming, read_bytes, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.definition.reading import MOST_BYTES as MOST_DEFINITION
from riskscreen.errors import InstrumentError, usage_error
from riskscreen.importing.languages import is_tag
from riskscreen.importing.texts import MOST_BYTES, texts_of, texts_sheet, with_texts
from riskscreen.library import loads


def texts(options: Options) -> Output:
    """The sheet of a definition; with --from, the definition with what stands in a sheet."""
    target = str(options.out)  # which is required
    document = _document(options.name)
    check_target(target, overwrite=options.overwrite, source=_as_path(options.sheet) or options.name)
    if options.sheet is not None:
        return _translated(options, document, options.sheet, target)
    languages = list(dict.fromkeys([*document["title"], *(options.langs or ())]))
    for language in languages:
        if not is_tag(language):
            raise usage_error("U-usage", "This is no language tag.", found=language, expected="such as en, nl or fr-BE")
    n_texts = len(texts_of(document))
    write_file(target, texts_sheet(document, languages), overwrite=options.overwrite)
    return Output(text=lambda: f"{_counted(n_texts)} in {', '.join(languages)}, written to {target}.",
                  data=lambda: {"written": target, "n_texts": n_texts, "languages": languages})


def _as_path(sheet: str | None) -> str | None:
    """A sheet is always a file, and is never written over: somebody's work stands in it."""
    return None if sheet is None else os.path.abspath(sheet)


def _document(name: str) -> dict[str, Any]:
    """The definition as its author wrote it, which is a valid one: an instrument comes of it."""
    instrument = instrument_named(name)
    if not is_path(name):
        return instrument.to_dict()
    with naming(name):
        return cast(dict[str, Any], parse(read_bytes(name, MOST_DEFINITION), most_bytes=MOST_DEFINITION,
                                          raises=InstrumentError))


def _translated(options: Options, document: dict[str, Any], sheet: str, target: str) -> Output:
    with naming(sheet):
        found = with_texts(document, read_bytes(sheet, MOST_BYTES))
    text = write_pretty(cast(JsonValue, found.document))
    loads(text)  # half a translation is none
    write_file(target, text, overwrite=options.overwrite)
    return Output(text=lambda: f"{_counted(found.n_changed)} changed, written to {target}.",
                  data=lambda: {"written": target, "n_changed": found.n_changed, "languages": [*found.languages]})


def _counted(n_texts: int) -> str:
    return f"{n_texts} text{'s' * (n_texts != 1)}"
