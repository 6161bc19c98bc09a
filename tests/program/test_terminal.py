"""In a real terminal: what it opens on, how it ends, and what it loads before the first frame."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program.conftest import Start
from tests.program.pty_program import OPEN, ROOT
from tools import sample_book

# Nothing of these is needed to show the first frame.
LATE = ("peewee", "pendulum", "holidays", "personnummer", "xlsxwriter", "json", "ssl",
        "textual.widgets._input", "textual.widgets._option_list", "rich.traceback",
        "widgets.key_bar", "widgets.choice_list", "widgets.menu_bar", "widgets.menu_screen",
        "widgets.context_menu", "widgets.dialog", "screens.dialog", "screens.question",
        "screens.settings", "screens.help", "screens.palette")  # fmt: skip
MOST_MODULES = 62
"""How many modules the program may load before its first frame over those of bare Textual."""

LIST_AT_FIRST_FRAME = """
import sys, threading
plain = threading.Thread.start
def start(thread):
    plain(thread)
    if thread.name == "textual-output":
        write = thread.write
        def look(text):
            if "tidstyper" in text:
                thread.write = write
                with open(sys.argv[1] + ".modules", "w") as file:
                    file.write("\\n".join(sys.modules))
            write(text)
        thread.write = look
threading.Thread.start = start
"""


def test_it_opens_and_ctrl_q_ends_it(start: Start) -> None:
    program = start()
    program.until("Primus MVK VC Test")
    program.until("Avsluta")
    program.press(b"\x11")
    assert program.ended() == 0
    assert program.is_restored


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_in_good_order(start: Start, number: signal.Signals) -> None:
    program = start()
    program.until("Avsluta")
    program.process.send_signal(number)
    assert program.ended(4) == 128 + number
    assert program.is_restored


@pytest.mark.parametrize("wait", [0.0, 0.03, 0.1])
def test_it_is_interrupted_while_a_page_opens(start: Start, wait: float) -> None:
    """With keys queued behind, for pages that are not drawn yet."""
    program = start()
    program.until("Avsluta")
    program.press(b"t\x1bOPlb\r\x1b[21~")
    program.read(wait)
    program.process.send_signal(signal.SIGINT)
    assert program.ended(6) == 128 + signal.SIGINT
    assert "stötte på ett fel" not in program.output.decode(errors="replace")
    assert program.is_restored


@pytest.mark.parametrize("ignored", [False, True])
def test_a_closed_window_ends_it(start: Start, ignored: bool) -> None:
    """Also one without a controlling terminal, which no signal reaches."""
    program = start()
    program.until("Avsluta")
    program.hang_up()
    if not ignored:
        program.process.send_signal(signal.SIGHUP)
    program.process.wait(timeout=6)


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    sample_book.build(tmp_path / "book.db", weeks=1)
    done = subprocess.run(
        [sys.executable, "-c", OPEN, tmp_path / "book.db"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "behöver en terminal" in done.stderr
    assert not done.stdout


def test_little_is_loaded_before_the_first_frame(start: Start, tmp_path: Path) -> None:
    program = start(LIST_AT_FIRST_FRAME + OPEN)
    program.until("Avsluta")
    loaded = set((tmp_path / "book.db.modules").read_text().split("\n"))
    bare = "import sys, textual.pilot, textual.drivers.linux_driver; from textual.app import App;"
    bare += "from textual.widgets import Static; print('\\n'.join(sys.modules))"
    listed = subprocess.run(
        [sys.executable, "-c", bare], capture_output=True, text=True, check=True
    ).stdout
    known = set(listed.split("\n"))
    assert "db.glance" in loaded
    assert sorted(loaded & (set(LATE) - (known - {"ssl"}))) == []
    assert len(loaded - known) <= MOST_MODULES, sorted(loaded - known)
