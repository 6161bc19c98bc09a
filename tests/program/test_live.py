"""Two programs, two processes, two terminals: what the one commits shows in the other by itself.

The one goes from page to page; the other takes back and does again what it did to a time, with a
key each. On each page the change must be said, without a key, and the cursor is where it was.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pyte
import pytest

from tests.effort import STRESS
from tests.program.pty_program import OPEN, Program
from tools.bench_start import _UNKNOWN
from tools.sample_book import build

COLUMNS, ROWS = 100, 30
UNDO, REDO, DELETE, ESCAPE = b"\x1a", b"\x19", b"\x1b[3~", b"\x1b"
STAFF = {"": "╭─ Enheten i korthet", "b": "╭─ Tidbok", "l": "╭─ Logg"}
MORE = {
    "v": "╭─ Väntelista", "s": "╭─ Statistik", "t": "╭─ Tidstyper", "r": "╭─ Resurser",
    "m": "╭─ Schemamallar", "g": "╭─ Schemalägg",
}  # fmt: skip
PORTALS = {"1": "Logga in", "p": "Ärendetyper"}


class Seen:
    """A program and what its terminal shows."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._read = 0
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)

    @property
    def lines(self) -> list[str]:
        """What shows now."""
        output = self.program.output
        self._stream.feed(_UNKNOWN.sub(b"", output[self._read :]))
        self._read = len(output)
        return list(self.screen.display)

    @property
    def cursor(self) -> list[tuple[int, int]]:
        """Where the sheets and the calendar mark the cursor; the terminal's own is hidden."""
        return [(y, x) for y, line in enumerate(self.lines) for x, sign in enumerate(line)
                if sign == "▌"]  # fmt: skip

    @property
    def told(self) -> str:
        """What is said of others in one of the first two lines; empty for nothing."""
        return next((line for line in self.lines[:2] if "●" in line), "")

    def until(self, text: str) -> None:
        """Wait until a text shows."""
        self.until_so(lambda: text in "\n".join(self.lines))

    def until_so(self, is_so: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, "\n".join(self.lines)
            self.program.read(0.1)

    def settle(self) -> None:
        """Take what it writes until it is silent."""
        before = -1
        while before != len(self.program.output):
            before = len(self.program.output)
            self.program.read(0.15)


@contextmanager
def opened(book: Path, home: Path) -> Iterator[Seen]:
    program = Program(OPEN, book, home)
    program.resize(COLUMNS, ROWS)
    try:
        seen = Seen(program)
        seen.until("Enheten i korthet")
        seen.settle()
        yield seen
    finally:
        program.close()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    build(path)
    return path


def _is_other(seen: Seen, before: str) -> bool:
    """Whether something else is said of others now."""
    return seen.told not in ("", before)


def test_every_page_shows_what_another_program_does_without_a_key(
    book: Path, tmp_path: Path
) -> None:
    shown = {**STAFF, **MORE, **PORTALS} if STRESS else STAFF
    with opened(book, tmp_path / "one") as one, opened(book, tmp_path / "two") as other:
        other.program.press(b"b")
        other.until("Tidbok")
        other.settle()
        other.program.press(DELETE)
        other.until("Ta bort tid")
        other.program.press(b"j")
        other.until("1 tid är borttagen")
        one.until("● Tiden ")
        for turn, (key, name) in enumerate(shown.items()):
            if key:
                one.program.press(key.encode())
                one.until(name)
                one.settle()
            cursor, before = one.cursor, one.told
            other.program.press(REDO if turn % 2 else UNDO)
            one.until_so(partial(_is_other, one, before))
            one.settle()
            assert one.cursor[:2] == cursor[:2], "what it marks may be another time now"
            assert name in "\n".join(one.lines), "it is the same page"
            if key:
                one.program.press(ESCAPE)
                one.until("Enheten i korthet")
            other.settle()
