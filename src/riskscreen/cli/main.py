"""From the words of a command to its output and its exit status."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import NoReturn

from riskscreen.cli.files import Unreachable
from riskscreen.cli.output import emphasised, fitted, in_json, visible
from riskscreen.cli.parser import overview, request_of
from riskscreen.cli.terminal import prepare_streams, put, tell
from riskscreen.errors import RiskscreenError, usage_error

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
    output = request.run(request.options)
    if request.note:
        tell(f"riskscreen: {request.note}")
    if request.options.json:
        put(in_json(output.data()))
    else:
        text = visible(output.text())
        put(emphasised(text if output.is_document else fitted(text), output.to_emphasise))
    return UNDETERMINED if output.is_undetermined else DONE


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
