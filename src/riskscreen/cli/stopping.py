"""What the system does to stop a command, made what Ctrl-C is: half-written files are taken away first."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

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
