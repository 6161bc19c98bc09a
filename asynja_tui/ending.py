"""Ends the program from outside: a signal, or a window that is gone, also while it is busy.

Python runs its own signal handlers between two steps of the main thread, and one call of SQLite can
take seconds. So a thread waits for them instead, and looks now and then at the terminal.
"""

import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final

from asynja_tui import crash

GRACE: Final = 1.0
"""Seconds that the program may take to end in good order. A closed window is gone within two."""
_LOOK_EVERY: Final = 0.5
_SIGNALS: Final = ("SIGTERM", "SIGHUP")
_GIVING_BACK: Final = 0.3
"""Seconds that giving the terminal back may take: one that nobody reads takes for ever."""


class Ending(threading.Thread):
    """Watches for the ways in which the program is ended from outside.

    Args:
        ask: called once, in this thread, with the exit code: end in good order.
    """

    def __init__(self, ask: Callable[[int], None]) -> None:
        super().__init__(name="ending", daemon=True)
        self._ask = ask
        self._awake, self._wake = os.pipe()

    def watch(self) -> None:
        """Begin. Only in the main thread."""
        os.set_blocking(self._wake, False)
        for name in _SIGNALS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _heard)
        # The number of every signal is written here at once, whatever the main thread does.
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        self.start()

    def run(self) -> None:
        """Wait for a signal or the end of the terminal."""
        wanted = {getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)}
        while True:
            ready, _, _ = select.select([self._awake], [], [], _LOOK_EVERY)
            heard = wanted.intersection(os.read(self._awake, 512)) if ready else set()
            if heard:
                self._end(128 + min(heard))
                return
            if not has_window():
                self._end(128 + signal.SIGHUP)
                return

    def _end(self, code: int) -> None:
        timer = threading.Timer(GRACE, leave, (code,))
        timer.daemon = True
        timer.start()
        self._ask(code)


def _heard(number: int, frame: FrameType | None) -> None:
    """Nothing: that there is a handler makes Python tell the thread."""


def has_window() -> bool:
    """Whether the terminal that the keys come from is still there."""
    stream = sys.__stdin__
    with suppress(OSError, ValueError):
        return stream is not None and os.isatty(stream.fileno())
    return False


def leave(code: int) -> None:
    """Give the terminal back and end at once."""
    timer = threading.Timer(_GIVING_BACK, os._exit, (code,))
    timer.daemon = True
    timer.start()
    crash.restore_terminal()
    os._exit(code)
