"""``asynja-tui log review`` in a real terminal: straight to the rows, also through a pipe."""

from pathlib import Path

import pytest

from tests.db.log.files.test_import_log import TRAP, text_of
from tests.program import conftest
from tests.program.conftest import Start

start = conftest.start

FILE = """
import sys
from asynja_tui.__main__ import main
sys.exit(main(["log", "review", sys.argv[1] + ".txt", "--book", sys.argv[1]]))
"""
PIPED = """
import fcntl, os, sys, termios
from asynja_tui.__main__ import main
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # as a shell does
ours, theirs = os.pipe()
if not os.fork():
    with open(theirs, "wb") as pipe, open(sys.argv[1] + ".txt", "rb") as log:
        pipe.write(log.read())
    os._exit(0)
os.close(theirs)
os.dup2(ours, 0)
sys.exit(main(["log", "review", "-", "--name", "Juni", "--book", sys.argv[1]]))
"""
ALONE = PIPED.replace("fcntl.ioctl", "# ")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "book.db.txt"
    path.write_bytes(text_of(TRAP).encode())
    return path


@pytest.mark.parametrize(
    ("code", "name"), [(FILE, "book.db.txt"), (PIPED, "Juni")], ids=["file", "pipe"]
)
def test_the_rows_are_shown_and_keys_are_read(
    start: Start, log: Path, code: str, name: str
) -> None:
    program = start(code)
    program.until(" … 100 %")
    program.until(f"3 rader är inlästa som {name}")
    program.until(f"Logg för webbtidbok: {name}")
    program.until("Ombokad")
    program.until("Nästa sena")
    assert "i korthet" not in program.output.decode(errors="replace")
    program.press(b"\x1b")  # back to the start page beneath
    program.until("i korthet")
    program.press(b"\x11")
    assert program.ended() == 0


def test_without_a_terminal_it_says_so(start: Start, log: Path) -> None:
    program = start(ALONE)
    program.until("log review visar loggen i programmet och behöver en terminal.")
    assert program.ended() == 2
