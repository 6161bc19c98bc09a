"""In a real terminal: what it opens on, how it ends, and what it loads before the first frame."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from screens import settings_file
from tests.program.conftest import Start
from tests.program.pty_program import OPEN, ROOT
from tools import sample_book

# Nothing of these is needed to show the first frame.
LATE = ("peewee", "pendulum", "holidays", "personnummer", "xlsxwriter", "json", "ssl",
        "textual.widgets._input", "textual.widgets._option_list", "rich.traceback",
        "widgets.bars.key_bar", "widgets.choice_list", "widgets.menus.menu_bar",
        "widgets.menus.menu_screen", "widgets.menus.context_menu", "widgets.forms.dialog",
        "screens.dialog",
        "screens.settings", "screens.help", "db.values", "db.setup.publishing")  # fmt: skip
MOST_MODULES = 56
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


@pytest.mark.parametrize("wait", [0.0, 0.03])
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


# F1 keeps the main thread inside one call of SQLite that never ends.
BUSY = """
import os, sqlite3
from asynja_tui import shell
class Busy(shell.Shell):
    def action_help(self):
        os.write(2, b"IS BUSY")
        sqlite3.connect(":memory:").execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        ).fetchone()
shell.Shell = Busy
"""


def test_a_signal_while_it_is_busy_gives_the_terminal_back(start: Start) -> None:
    program = start(BUSY + OPEN)
    program.until("Avsluta")
    program.press(b"\x1bOP")
    program.until("IS BUSY")
    program.process.send_signal(signal.SIGTERM)
    assert program.ended() == 128 + signal.SIGTERM
    assert program.is_restored


def test_a_window_closed_while_it_is_busy_ends_it(start: Start) -> None:
    program = start(BUSY + OPEN)
    program.until("Avsluta")
    program.press(b"\x1bOP")
    program.until("IS BUSY")
    program.hang_up()
    assert program.process.wait(timeout=10) == 128 + signal.SIGHUP


def test_its_size_is_the_terminals(start: Start, tmp_path: Path) -> None:
    """Whatever the environment says, and wherever stdout goes; also when it changes."""
    out = tmp_path / "out"
    program = start(out=out, COLUMNS="40", LINES="10")
    program.resize(100, 30)
    program.until("Avsluta")
    program.resize(120, 40)
    program.output = b""
    program.until("\x1b[40;1H")  # the last line, which there was not before
    program.press(b"\x11")
    assert program.ended() == 0
    assert out.read_bytes() == b""


def test_the_settings_are_the_users_alone(tmp_path: Path) -> None:
    kept = tmp_path / "home/config/asynja-tui/settings.ini"
    kept.parent.mkdir(parents=True)
    kept.write_text("theme = asynja-ljust\n")
    kept.chmod(0o644)
    assert settings_file.update(kept, {"mouse": "off"})
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text() == "theme = asynja-ljust\nmouse = off\n"
    assert list(kept.parent.iterdir()) == [kept]


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
    assert "db.overview" in loaded
    assert sorted(loaded & (set(LATE) - (known - {"ssl"}))) == []
    # A folder's __init__ is empty, and no work.
    ours = {name for name in loaded - known if not (ROOT / name.replace(".", "/")).is_dir()}
    assert len(ours) <= MOST_MODULES, sorted(ours)
