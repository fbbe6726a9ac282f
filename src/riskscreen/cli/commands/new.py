"""The command new: a folder with a small instrument that is whole, to be made into one's own."""

from __future__ import annotations

import os
import re

from riskscreen.cli.files import reaching, write_file
from riskscreen.cli.new.folder import files_of
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.terminal import hear, is_typed
from riskscreen.errors import usage_error
from riskscreen.explain.words.catalogue import words_for
from riskscreen.importing.languages import is_tag
from riskscreen.library import loads

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def new(options: Options) -> Output:
    """A new folder with the instrument; the titles are asked for where somebody sits at the keyboard."""
    if not _ID.fullmatch(options.name):
        raise usage_error("U-usage", "This cannot be the id of an instrument.", found=options.name,
                          expected="small letters and digits, in words with - between, such as doorstep-check")
    languages = list(dict.fromkeys(options.langs or ["en"]))
    for language in languages:
        if not is_tag(language):
            raise usage_error("U-usage", "This is no language tag.", found=language, expected="such as en, nl or fr-BE")
    folder = options.out or options.name
    if os.path.lexists(folder):
        raise usage_error("U-exists", "This exists already.", found=folder, expected="another --out, or another id")
    titles = {language: _title(options, language) for language in languages}
    files = files_of(options.name, titles)
    loads(files["instrument.json"])  # a title can be too long, or hold what no title may
    with reaching("write", folder):
        os.makedirs(folder)
    for name, text in files.items():
        write_file(os.path.join(folder, name), text, overwrite=False)
    words = words_for(languages[0], "cli")
    return Output(text=lambda: "\n".join([
        words("new_made", folder=folder), *(f"  {name}" for name in files),
        words("new_next"), f"  riskscreen check {folder}/instrument.json", f"  pytest {folder}",
        f"  riskscreen form {folder}/instrument.json --out {options.name}.html"]),
        data=lambda: {"folder": folder, "files": list(files)})


def _title(options: Options, language: str) -> str:
    """The title in a language: as it was given, as it is typed, or else the words of the id."""
    usual = options.title or options.name.replace("-", " ").capitalize()
    if options.title or not is_typed():
        return usual
    words = words_for(language, "cli")
    return (hear(f"{words('new_title', language=language, usual=usual)}\n> ", words) or "").strip() or usual
