"""Pages in HTML: into the file that is named, into a private one where none is, and before somebody's eyes."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path

from riskscreen.cli.files import check_target, reaching, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.terminal import tell
from riskscreen.errors import usage_error
from riskscreen.explain.words.catalogue import words_for


def check_page(options: Options, *sources: str) -> None:
    """Refuse a page that can go nowhere, before anything is read: its file may not be written, or is a *source*.

    Raises:
        UsageError: With what to do instead.
        Unreachable: If its folder does not take a file.
    """
    if options.html == "" and not options.open:
        raise usage_error("U-usage", "The page has no place to go.", found="--html",
                          expected="--html FILE to write it, --open to see it, or both")
    if options.html:
        for source in sources or (None,):
            check_target(options.html, overwrite=options.overwrite, source=source)


def put_page(file: str | None, page: Callable[[], str], options: Options, *, name: str) -> str | None:
    """Write a page to the file, and open it where that is asked for; where it is written, None where nowhere.

    A page to open that has no file gets one of this *name* in a new folder that nobody else may look into.  It stays,
    since nobody can know when a browser has read it: so it is said where it is.
    """
    target = file or (_private_file(name) if options.open else None)
    if target is None:
        return None
    write_file(target, page(), overwrite=options.overwrite)
    if options.open:
        _open(target, options.lang, is_private=not file)
    return target


def _private_file(name: str) -> str:
    with reaching("write", tempfile.gettempdir()):
        return os.path.join(tempfile.mkdtemp(prefix="riskscreen-"), name)  # a folder of one's own, whatever the umask


def _open(file: str, language: str | None, *, is_private: bool) -> None:
    """Open a page in the browser; on a machine without one it is told where the page is, and nothing is lost."""
    words = words_for(language, "cli")
    if is_private:
        tell(words("page_kept", file=file))
    if not webbrowser.open(Path(file).resolve().as_uri()):
        tell(words("page_not_opened", file=file))
