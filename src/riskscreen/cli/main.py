"""From the words of a command to its output and its exit status."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import NoReturn

from riskscreen.cli.decoration import decorated
from riskscreen.cli.files import STANDARD_INPUT, Unreachable, read_bytes
from riskscreen.cli.output import Output, fitted, in_json, visible
from riskscreen.cli.parser import Request, overview, request_of
from riskscreen.cli.terminal import prepare_streams, put, tell
from riskscreen.cli.vectors_files import path_of_vectors_beside
from riskscreen.cli.watching import moments_of_change
from riskscreen.errors import RiskscreenError, usage_error
from riskscreen.explain.words.catalogue import words_for

DONE, REFUSED, UNDETERMINED, UNREACHABLE = 0, 2, 3, 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status.

    0: done.  2: wrong usage, bad input, or stopped, with Ctrl-C or by the system.  3: the answers are valid, and leave
    more than one level possible.  4: something could not be read or written.  1, which Python gives with the traceback,
    is a fault of riskscreen itself.  The level is never the status.  Standard output stays empty unless the status is 0
    or 3.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    try:
        with stopped_as_by_ctrl_c():
            return _status_of(words)
    except RiskscreenError as error:
        return _refused(words, error, REFUSED)
    except Unreachable as error:
        return _refused(words, error, UNREACHABLE)
    except KeyboardInterrupt:
        return _refused(words, usage_error("U-stopped", "Stopped; nothing was saved."), REFUSED)
    except Exception as fault:
        fault.add_note("This is a fault of riskscreen itself, not of what you gave it. Please report it.")
        raise


def _status_of(words: Sequence[str]) -> int:
    if not words:
        tell(overview())
        return REFUSED
    request = request_of(words)
    if request.options.watch:
        return _watched(request, words)
    output = request.run(request.options)
    if request.note:
        tell(f"riskscreen: {request.note}")
    _shown(output, as_json=request.options.json)
    return UNDETERMINED if output.is_undetermined else DONE


def _shown(output: Output, *, as_json: bool) -> bool:
    """Put what a command found on standard output, and say whether somebody still reads it."""
    if as_json:
        return put(in_json(output.data()))
    text = visible(output.text())
    return put(decorated(text if output.is_document else fitted(text), output.to_emphasise, output.tints))


def _watched(request: Request, words: Sequence[str]) -> int:
    """Run a command again whenever its file changes; what is wrong with the file ends nothing, but for a first look."""
    file = request.options.file
    if file == STANDARD_INPUT or request.options.json:
        raise usage_error("U-usage", "Only a file can be watched, and only by people.",
                          found=file if file == STANDARD_INPUT else "--json", expected="a file, and no --json")
    read_bytes(file, 0)
    tell(words_for(request.options.lang, "cli")("watching", file=file))
    for moment in moments_of_change([file, path_of_vectors_beside(file)]):
        if not put(f"\n{moment:%Y-%m-%d %H:%M:%S}  {visible(file)}"):
            break
        try:
            _shown(request.run(request.options), as_json=False)
        except RiskscreenError as error:
            _refused(words, error, REFUSED)
        except Unreachable as error:
            _refused(words, error, UNREACHABLE)
    return DONE


def _refused(words: Sequence[str], error: RiskscreenError | Unreachable, status: int) -> int:
    tell(in_json(error.to_dict()) if "--json" in words else f"riskscreen: {error}")
    return status


# To be stopped, and that the terminal has been closed; not every system has the second.
_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextlib.contextmanager
def stopped_as_by_ctrl_c() -> Iterator[None]:
    """Raise KeyboardInterrupt where the system asks to stop.

    A signal that somebody set aside, as nohup does, stays so; and only the main thread can hear of one.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in _SIGNALS if signal.getsignal(number) is signal.SIG_DFL]

    def stop(_: int, __: FrameType | None) -> NoReturn:
        for number in heard:
            signal.signal(number, signal.SIG_IGN)  # a second one must not stop the clearing up
        raise KeyboardInterrupt

    for number in heard:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)
