"""What the mirror and the split screen cost: on a key, and while nobody does anything.

Real programs in pseudo-terminals. A key's time is to the first output that it leads to: the page's
own frame; the mirror is drawn after it.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

from db import clock
from db.book import Book
from db.timeline import parse_instant
from tools.bench_start import Terminal
from tools.pty_keys import DOWN, UP, press, settle, tidbok_program
from tools.sample_book import NOW, build

_F6, _CTRL_F6 = b"\x1b[17~", b"\x1b[17;5~"
_WAIT: Final = 0.08
"""Seconds of silence after which the mirror, too, has been drawn."""
_IDLE: Final = 8.0
"""Seconds in which the processor's time is counted."""


def measure(rounds: int = 40) -> dict[str, float]:
    """Ratios of keys, and the part of a core that idle programs take, in per cent.

    Raises:
        RuntimeError: nothing was painted, or a page was never there.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        build(path)
        found = {
            "mirror_ratio": _mirror(path, Path(folder) / "a", rounds),
            "split_ratio": _split(path, Path(folder) / "b", rounds),
        }
        with Book.open(path) as book, book.write() as tx:
            clock.start(tx, clock.Mode.RUNNING, parse_instant(NOW))
        found["mirror_idle"] = _idle(path, Path(folder) / "c", (120, 40), _F6)
        found["split_idle"] = _idle(path, Path(folder) / "d", (160, 40), _CTRL_F6)
    return found


def _mirror(path: Path, home: Path, rounds: int) -> float:
    """Keys with the mirror beside the week over keys without it, in turn in one program."""
    terminal = tidbok_program(path, home, (140, 40))
    try:
        without, beside = [], []
        for _ in range(4):
            without += _keys(terminal, rounds)
            _press(terminal, _F6)
            beside += _keys(terminal, rounds)
            _press(terminal, _F6)
        return statistics.median(beside) / statistics.median(without)
    finally:
        terminal.close()


def _split(path: Path, home: Path, rounds: int) -> float:
    """Keys in the left half over those of one program that has as much room."""
    home.mkdir()
    alone = tidbok_program(path, home / "one", (80, 39))
    both = tidbok_program(path, home / "two", (160, 40))
    try:
        _press(both, _CTRL_F6)
        settle(both, 1.0)
        one, half = [], []
        for _ in range(4):
            one += _keys(alone, rounds)
            half += _keys(both, rounds)
        return statistics.median(half) / statistics.median(one)
    finally:
        alone.close()
        both.close()


def _press(terminal: Terminal, key: bytes) -> None:
    os.write(terminal.fd, key)
    settle(terminal, 0.5)


def _keys(terminal: Terminal, rounds: int) -> list[float]:
    """Milliseconds to the first output of each of some keys; what is drawn after it is awaited."""
    settle(terminal)
    return [press(terminal, UP if turn % 8 > 3 else DOWN, _WAIT).first for turn in range(rounds)]


def _idle(path: Path, home: Path, size: tuple[int, int], key: bytes) -> float:
    """The per cent of a core that a program takes with something open and a running clock."""
    terminal = tidbok_program(path, home, size)
    try:
        _press(terminal, key)
        settle(terminal, 1.5)
        before, began = _used(terminal.pid), time.perf_counter()
        while (left := _IDLE - (time.perf_counter() - began)) > 0:
            terminal.read(left)
        return 100 * (_used(terminal.pid) - before) / (time.perf_counter() - began)
    finally:
        terminal.close()


def _used(pid: int) -> float:
    """Seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:16}{value:8.2f}")
