"""The log of a thousand rows and of a million in a pseudo-terminal, beside its peers in one run.

The peers are measured where they are installed: visidata, textual-fastdatatable and ``less -S``,
each over the same sixteen columns. Linux only (/proc is read).
"""

import argparse
import csv
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pyte

from db.book import Book
from db.log import view as log_view
from db.log.index import store
from db.rules.local_time import instant_text
from db.rules.log.grammar import parse_search
from db.values import Actor, Role
from screens.staff.log.search_text import hits_text
from tools import sample_log
from tools.bench_start import _UNKNOWN, COLS, ROWS, Start, Terminal
from tools.pty_keys import (
    CTRL_END,
    CTRL_HOME,
    DOWN,
    PAGE_DOWN,
    median_last,
    p95,
    pressed,
    settle,
)

_ACTOR = Actor(Role.SCHEDULER)
_LONGEST = 2.0
"""Seconds in which an answer must have come."""
SMALL, MIDDLE, LARGE = 1_000, 100_000, 1_000_000
WORDS = {"much": "tolk", "little": "avvikelse", "nothing": "xyzzyq"}
_FAST = """
import sys
import pyarrow.csv
from textual.app import App
from textual_fastdatatable import DataTable

class Grid(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        data = pyarrow.csv.read_csv(sys.argv[1])
        # As in ours, the whole row under the cursor looks otherwise than the others.
        yield DataTable(data=data, fixed_columns=2, cursor_type="row")

Grid().run()
"""


class Keys(NamedTuple):
    """Median milliseconds from a key to its painted frame."""

    down: float
    page: float
    end: float
    home: float


class Searched(NamedTuple):
    """Milliseconds from each letter: to the first rows of its answer, and to the exact count."""

    rows: list[float]
    exact: list[float]


class Watched:
    """A terminal whose screen is known after each piece of output."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._screen = pyte.Screen(COLS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0

    @property
    def text(self) -> str:
        """What the screen says after all that has been looked at."""
        return "\n".join(self._screen.display)

    def catch_up(self, end: int | None = None) -> str:
        """Look at the output up to a place in it; all of it when None."""
        end = len(self.terminal.output) if end is None else end
        piece = bytes(self.terminal.output[self._fed : end])
        self._fed = end
        self._stream.feed(_UNKNOWN.sub(b"", piece))
        return self.text

    def press(self, key: bytes, found: Callable[[str], bool], silence: float) -> float | None:
        """Write a key; milliseconds to the first output after which the screen is as wanted.

        The output is looked at afterwards, so that looking costs the program no time.
        """
        return self.press_for(key, (found,), silence)[0]

    def press_for(
        self, key: bytes, wanted: tuple[Callable[[str], bool], ...], silence: float
    ) -> list[float | None]:
        """As ``press`` for several screens that are to come."""
        self.catch_up()
        times: list[float | None] = [None] * len(wanted)
        began = time.perf_counter()
        os.write(self.terminal.fd, key)
        # A field's cursor blinks for ever: at some time the frame is whole all the same.
        while time.perf_counter() < began + _LONGEST:
            for at, end in self._until_silent(began, silence):
                shown = self.catch_up(end)
                for place, test in enumerate(wanted):
                    if times[place] is None and test(shown):
                        times[place] = at
            if None not in times:
                break
        return times

    def _until_silent(self, began: float, silence: float) -> list[tuple[float, int]]:
        """The pieces of output until there is a silence: when each came, and where it ends."""
        pieces: list[tuple[float, int]] = []
        while time.perf_counter() < began + _LONGEST:
            before = len(self.terminal.output)
            alive = self.terminal.read(silence)
            if len(self.terminal.output) == before or not alive:
                break
            pieces.append(((time.perf_counter() - began) * 1000, len(self.terminal.output)))
        return pieces


@contextmanager
def running(argv: list[str], env: dict[str, str]) -> Iterator[Terminal]:
    """A program in a pseudo-terminal for as long as the block lasts."""
    terminal = Terminal(argv, env)
    try:
        yield terminal
    finally:
        terminal.close()


def ours(book: Path, file: str = "") -> list[str]:
    """The command line that opens our log."""
    program = str(Path(sys.executable).with_name("asynja-tui"))
    return [program, "log", "review", "--book", str(book), *(["--file", file] if file else [])]


def opened(argv: list[str], env: dict[str, str], marks: tuple[bytes, ...]) -> Start:
    """Start a program and wait for its first painted rows; the memory is that once it is still."""
    with running(argv, env) as terminal:
        first = terminal.until(lambda screen: True, marks)
        settle(terminal, 0.5, most=3.0)
        return Start(first.ms, terminal.peak_mib())


def keys_of(argv: list[str], env: dict[str, str], mark: bytes, rounds: int) -> Keys:
    """A program's keys, once it has shown a mark and stands still."""
    with running(argv, env) as terminal:
        terminal.until(lambda screen: True, (mark,))
        settle(terminal, 1.0)
        down = median_last(pressed(terminal, DOWN, rounds))
        page = median_last(pressed(terminal, PAGE_DOWN, rounds))
        end = median_last(pressed(terminal, CTRL_END, rounds, CTRL_HOME))
        pressed(terminal, CTRL_END, 1)
        home = median_last(pressed(terminal, CTRL_HOME, rounds, CTRL_END))
        return Keys(down, page, end, home)


def our_keys(argv: list[str], env: dict[str, str], rounds: int) -> Keys:
    """Our keys."""
    return keys_of(argv, env, b"Ombokad", rounds)


def searched(book: Path, env: dict[str, str], word: str, rounds: int) -> Searched:
    """A word, letter by letter, in our log: the times of each letter."""
    found, wanted = Searched([], []), answers(book, word)
    argv = ours(book, sample_log.FILE)
    for _ in range(rounds):
        with running(argv, env) as terminal:
            terminal.until(lambda screen: True, (b"Ombokad",))
            settle(terminal, 1.0)
            watched = Watched(terminal)
            watched.press(b"/", lambda shown: True, 0.3)
            for letter, answer in zip(word, wanted, strict=True):
                rows, exact = watched.press_for(
                    letter.encode(), (answer.shows_rows, answer.is_exact), 0.35
                )
                if rows is None or exact is None:
                    raise RuntimeError(f"{answer} never came after {letter!r}:\n{watched.text}")
                found.rows.append(rows)
                found.exact.append(exact)
    return found


class Answer(NamedTuple):
    """What a search text leads to: the first row's text, and the count as the page writes it."""

    first: str
    said: str

    def shows_rows(self, shown: str) -> bool:
        """Whether the first row is there; or that there is none."""
        return (self.first or "Inga träffar") in shown

    def is_exact(self, shown: str) -> bool:
        """Whether the exact count is there."""
        return self.said in shown and "minst" not in shown


def answers(book_path: Path, word: str) -> list[Answer]:
    """The answers to a word's beginnings, letter by letter, asked of the book itself."""
    found = []
    with Book.open(book_path) as book:
        for place in range(1, len(word) + 1):
            query = parse_search(word[:place])
            view = log_view.view(book, _ACTOR, 1, query, file=sample_log.FILE)
            if not view.exact:
                view = view.completed(log_view.find_all(book, view, lambda: False))
            first = view.window(0, 1)
            text = instant_text(first[0].changed_at) if first else ""
            count = hits_text(view.count, view.total, exact=True, filtered=True)
            found.append(Answer(text, count))
    return found


# --- peers ----------------------------------------------------------------------------------------


def write_csv(book: Path, target: Path) -> None:
    """The sixteen columns of a book's log as a plain file, for the peers."""
    sql = (
        "SELECT act, changed_at, referral, patient, pnr, interpreter, old_start, old_start,"
        " old_type, old_resource, old_comment, new_start, new_start, new_type, new_resource,"
        " new_comment FROM log_row ORDER BY id"
    )
    with sqlite3.connect(book) as connection, target.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        cursor = connection.execute(sql)
        writer.writerow([f"{column[0]}{place}" for place, column in enumerate(cursor.description)])
        writer.writerows(cursor)


def visidata() -> str | None:
    """Where visidata is, or None."""
    beside = Path(sys.executable).with_name("vd")
    return str(beside) if beside.exists() else shutil.which("vd")


def fast_keys(file: Path, folder: Path, env: dict[str, str], rounds: int) -> Keys | None:
    """The keys of textual-fastdatatable over the file, or None where it is not installed."""
    if not find_spec("textual_fastdatatable"):
        return None
    script = folder / "fast.py"
    script.write_text(_FAST, encoding="utf-8")
    return keys_of([sys.executable, str(script), str(file)], env, b"booked", rounds)


def _median(starts: list[Start]) -> Start:
    return Start(
        statistics.median(one.ms for one in starts), statistics.median(one.mib for one in starts)
    )


def _make(path: Path, rows: int) -> None:
    """A book with a log of so many rows, its text index built."""
    with sample_log.build(path, rows) as book:
        while not store.index_more(book):
            pass


def measure(rounds: int, large: int = LARGE) -> dict[str, float]:
    """All of it; keys end in ``_ms``, ``_mib`` and ``_x`` (a ratio)."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {"XDG_CONFIG_HOME": name, "XDG_STATE_HOME": name}
        books = {}
        for rows in (SMALL, large):
            books[rows] = folder / f"{rows}.db"
            _make(books[rows], rows)
        file = folder / "log.csv"
        write_csv(books[large], file)
        found |= _opening(books, file, env, rounds)
        found |= _keys(books, folder, env, rounds)
        found |= _searching(books[max(books)], env)
    return found


def _opening(
    books: dict[int, Path], file: Path, env: dict[str, str], rounds: int
) -> dict[str, float]:
    small, large = min(books), max(books)
    program = str(Path(sys.executable).with_name("asynja-tui"))
    starts: dict[str, list[Start]] = {}
    peers: dict[str, tuple[list[str], tuple[bytes, ...]]] = {
        "less": (["less", "-S", str(file)], (b"booked",))
    }
    if vd := visidata():
        peers["visidata"] = ([vd, str(file)], (b"booked",))
    for turn in range(rounds + 1):
        turns = {
            "small": (ours(books[small], sample_log.FILE), (b"Ombokad",)),
            "large": (ours(books[large], sample_log.FILE), (b"Ombokad",)),
            "start": ([program, "--book", str(books[small])], (b"tidstyper",)),
            **peers,
        }
        for who, (argv, marks) in turns.items():
            start = opened(argv, env, marks)
            if turn:
                starts.setdefault(who, []).append(start)
    medians = {who: _median(all_of) for who, all_of in starts.items()}
    found = {f"open_{who}_ms": one.ms for who, one in medians.items()}
    found |= {f"open_{who}_mib": one.mib for who, one in medians.items()}
    found["open_flat_x"] = medians["large"].ms / medians["small"].ms
    found["memory_flat_x"] = medians["large"].mib / medians["small"].mib
    found["memory_x"] = medians["large"].mib / medians["start"].mib
    if "visidata" in medians:
        found["open_visidata_x"] = medians["large"].ms / medians["visidata"].ms
    return found


def _keys(
    books: dict[int, Path], folder: Path, env: dict[str, str], rounds: int
) -> dict[str, float]:
    small, large = min(books), max(books)
    ours_small = our_keys(ours(books[small], sample_log.FILE), env, rounds)
    ours_large = our_keys(ours(books[large], sample_log.FILE), env, rounds)
    found = {f"{key}_small_ms": value for key, value in ours_small._asdict().items()}
    found |= {f"{key}_large_ms": value for key, value in ours_large._asdict().items()}
    for key in Keys._fields:
        found[f"{key}_flat_x"] = getattr(ours_large, key) / getattr(ours_small, key)
    middle = folder / "middle.db"
    _make(middle, min(MIDDLE, large))
    file = folder / "middle.csv"
    write_csv(middle, file)
    theirs = fast_keys(file, folder, env, rounds)
    if theirs is not None:
        found |= {f"{key}_fast_ms": value for key, value in theirs._asdict().items()}
        found["down_fast_x"] = ours_large.down / theirs.down
        found["page_fast_x"] = ours_large.page / theirs.page
    return found


def _searching(book: Path, env: dict[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    every: list[float] = []
    for name, word in WORDS.items():
        times = searched(book, env, word, 5)
        every += times.rows
        found[f"search_{name}_rows_ms"] = statistics.median(times.rows)
        letters = (times.exact[place :: len(word)] for place in range(len(word)))
        found[f"search_{name}_exact_ms"] = max(map(statistics.median, letters))
    found["search_rows_p95_ms"] = p95(every)
    found["search_exact_ms"] = max(found[f"search_{name}_exact_ms"] for name in WORDS)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--rows", type=int, default=LARGE)
    asked = parser.parse_args()
    for _name, _value in measure(asked.rounds, asked.rows).items():
        print(f"{_name:<28}{_value:10.2f}")
