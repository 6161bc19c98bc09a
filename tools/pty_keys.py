"""Keys written to a program in a pseudo-terminal, and how long its painted frame takes.

A time is from the key's write to the last output before a silence, as a user would see it, but
without the terminal's own drawing.
"""

import fcntl
import os
import statistics
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from tools.bench_start import Terminal, our_frame

SILENCE = 0.12
"""Seconds without output after which a frame counts as whole."""

DOWN, UP = b"\x1b[B", b"\x1b[A"
PAGE_DOWN, PAGE_UP = b"\x1b[6~", b"\x1b[5~"
CTRL_HOME, CTRL_END = b"\x1b[1;5H", b"\x1b[1;5F"
HOME, END = b"\x1b[H", b"\x1b[F"
BACKSPACE, ESCAPE = b"\x7f", b"\x1b"


class Painted(tuple[float, float]):
    """Milliseconds from a key to the first and to the last output that it led to."""

    __slots__ = ()

    @property
    def first(self) -> float:
        """To the first output."""
        return self[0]

    @property
    def last(self) -> float:
        """To the last output."""
        return self[1]


def settle(terminal: Terminal, silence: float = SILENCE, most: float = 60.0) -> None:
    """Read until the program has been silent for so many seconds."""
    end = time.perf_counter() + most
    while time.perf_counter() < end:
        before = len(terminal.output)
        if not terminal.read(silence) or len(terminal.output) == before:
            return


def press(terminal: Terminal, key: bytes, silence: float = SILENCE) -> Painted:
    """Write a key and wait for its frame.

    Raises:
        RuntimeError: nothing was painted.
    """
    began = time.perf_counter()
    os.write(terminal.fd, key)
    first = last = 0.0
    patience = 2.0
    while True:
        before = len(terminal.output)
        alive = terminal.read(patience)
        now = (time.perf_counter() - began) * 1000
        if len(terminal.output) == before:
            break
        first, last, patience = first or now, now, silence
        if not alive:
            break
    if not first:
        raise RuntimeError(f"nothing was painted after {key!r}:\n{terminal.screen()}")
    return Painted((first, last))


def pressed(terminal: Terminal, key: bytes, rounds: int, back: bytes = b"") -> list[Painted]:
    """Press a key again and again, with another one between where it needs a way back."""
    found = []
    for _ in range(rounds):
        found.append(press(terminal, key))
        if back:
            press(terminal, back)
    return found


def median_last(times: Sequence[Painted]) -> float:
    """The median time to the last output, in milliseconds."""
    return statistics.median(one.last for one in times)


def p95(values: Sequence[float]) -> float:
    """The 95th percentile: the largest but the top twentieth."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def tidbok_program(path: Path, home: Path, size: tuple[int, int] | None = None) -> Terminal:
    """A program that shows the tidbok.

    Args:
        path: the sample's book.
        home: a folder that is made for its settings.
        size: columns and lines; as terminals begin when None.

    Raises:
        RuntimeError: the tidbok never came.
    """
    home.mkdir()
    program = str(Path(sys.executable).with_name("asynja-tui"))
    env = {"XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}
    terminal = Terminal([program, "--book", str(path)], env)
    terminal.until(our_frame, (b"Primus MVK VC Test", b"tidstyper"))
    settle(terminal)
    if size is not None:
        columns, rows = size
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        settle(terminal, 0.4)
    os.write(terminal.fd, b"b")
    settle(terminal, 0.5)
    if "Bokning" not in terminal.screen():
        raise RuntimeError(f"the tidbok never came:\n{terminal.screen()}")
    return terminal
