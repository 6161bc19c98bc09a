"""How soon a change by another program shows: two programs on one book, in two pseudo-terminals.

Both stand on the same week of the tidbok, the one that is looked at with the mirror beside it. The
other undoes and does again what it has done to a time: a key each, so that no dialog is measured.
"""

import os
import select
import sys
import tempfile
import time
from pathlib import Path

from db.book import Book
from tools.bench_start import Terminal
from tools.pty_keys import p95, settle, tidbok_program

_SILENCE = 0.15
_UNDO, _REDO, _DELETE, _F6 = b"\x1a", b"\x19", b"\x1b[3~", b"\x1b[17~"


def measure(rounds: int = 50) -> dict[str, float]:
    """Milliseconds from the key in one program to the other's first and last output, p95.

    Raises:
        RuntimeError: nothing was painted, or the page was never there.
    """
    with tempfile.TemporaryDirectory() as folder:
        from tools.sample_book import build

        path = Path(folder) / "book.db"
        build(path)
        looked_at, acting = (tidbok_program(path, Path(folder) / name) for name in ("one", "two"))
        try:
            _open_mirror(looked_at)
            _remove_a_time(acting, path)
            settle(looked_at)
            found = []
            for turn in range(rounds):
                key = _REDO if turn % 2 else _UNDO
                found.append(_shown(acting, looked_at, key))
                settle(acting, _SILENCE)
        finally:
            acting.close()
            looked_at.close()
    first, last = zip(*found, strict=True)
    return {"first_p95_ms": p95(first), "last_p95_ms": p95(last)}


def _open_mirror(terminal: Terminal) -> None:
    os.write(terminal.fd, _F6)
    settle(terminal, 0.5)


def _remove_a_time(terminal: Terminal, path: Path) -> None:
    """Take the time away that one stands on, so that there is something to undo.

    Raises:
        RuntimeError: that did not come about.
    """
    with Book.open(path) as book, book.read() as reader:
        before = reader.value("SELECT count(*) FROM slot")
        os.write(terminal.fd, _DELETE)
        settle(terminal, 0.5)
        os.write(terminal.fd, b"\r")
        settle(terminal, 0.5)
    with Book.open(path) as book, book.read() as reader:
        if reader.value("SELECT count(*) FROM slot") != before - 1:
            raise RuntimeError(f"no time was taken away:\n{terminal.screen()}")


def _shown(acting: Terminal, looked_at: Terminal, key: bytes) -> tuple[float, float]:
    """Milliseconds from a key in one to the first and the last output of the other."""
    began = time.perf_counter()
    os.write(acting.fd, key)
    first = last = 0.0
    while True:
        ready = select.select([acting.fd, looked_at.fd], [], [], _SILENCE if first else 3.0)[0]
        if acting.fd in ready:
            acting.read(0)
        if looked_at.fd in ready:
            looked_at.read(0)
            last = (time.perf_counter() - began) * 1000
            first = first or last
        elif first and (time.perf_counter() - began) * 1000 - last > _SILENCE * 1000:
            return first, last
        if not ready and not first:
            raise RuntimeError(f"nothing was painted:\n{looked_at.screen()}")


if __name__ == "__main__":
    for name, value in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 50).items():
        print(f"{name:14}{value:9.2f}")
