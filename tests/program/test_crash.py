"""A crash: message, log, terminal and exit code, and nothing personal in any of them (A21)."""

import stat
from pathlib import Path

import pytest

from asynja_tui import crash
from tests.program.conftest import Start
from tests.program.pty_program import OPEN

LEAVES = "\x1b[?1049l"
"""What gives the terminal its own screen back."""
PNR, HYPHENED, SECRET = "191212121212", "19121212-1212", "hemlig-lokal-variabel"

CRASH = f"""
import sys
from pathlib import Path
from screens.start import StartScreen

def boom(where):
    secret = "{SECRET}"
    raise ValueError("patient {PNR} och {HYPHENED} i " + sys.argv[1])

WHERE
""" + OPEN.replace("import sys\nfrom pathlib import Path\n", "")

KINDS = {
    "at the first frame": "StartScreen.reload = boom",
    "in a handler": "StartScreen.on_key = lambda self, event: boom(self)",
    "in a timer": "StartScreen.on_mount = lambda self: self.set_timer(0.1, lambda: boom(self))",
    "in a thread worker": "StartScreen.on_mount = lambda self: self.run_worker("
                          "lambda: boom(self), thread=True)",
    "outside the app": "import asynja_tui.shell; "
                       "asynja_tui.shell.Shell.run = lambda self, **how: boom(self)",
    "while drawing": "from widgets.figures.figure_list import FigureList;"
                     "FigureList.render_line = lambda self, y: boom(self)",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_crash_tells_nothing_and_gives_the_terminal_back(
    start: Start, tmp_path: Path, kind: str
) -> None:
    program = start(CRASH.replace("WHERE", KINDS[kind]), book=f"{PNR}.db")
    if kind == "in a handler":
        program.until("Avsluta")
        program.press(b"x")
    assert program.ended(20) == 1
    said = program.output.decode().rpartition(LEAVES)[2]  # the title has told the book's name
    assert "asynja-tui stötte på ett fel" in said
    if kind != "outside the app":
        assert program.is_restored
    [log] = (tmp_path / "home" / "state").rglob("krasch-*.txt")
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "boom" in written
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    for text in (said, written):
        assert PNR not in text
        assert HYPHENED not in text
        assert SECRET not in text
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "text",
    ["191212121212", "1212121212", "19121212-1212", "121212-1212", "121212+1212",
     "19121212 1212", "121212 - 1212", "1912-12-12-1212", "19 121212-1212", "/home/191212121212/x",
     "pnr=191212121212;", "p191212121212q", "'121212-1212'", "+46701740605",
     "tolvan@example.com", "１２１２１２１２１２"],
)  # fmt: skip
def test_what_may_tell_who_someone_is_is_masked(text: str) -> None:
    masked = crash.mask(f"före {text} efter")
    assert masked.startswith("före ")
    assert masked.endswith(" efter")
    assert "[dolt]" in masked
    assert not any(part in masked for part in ("1212", "4670", "tolvan", "１２１２"))


@pytest.mark.parametrize(
    "text", ["2024-09-12 10:52", "line 739141", "0.1.0", "slot 1726131120 x"[:8]]
)
def test_times_and_lines_are_not_masked(text: str) -> None:
    assert crash.mask(text) == text


def test_an_error_whose_own_text_fails_is_still_described() -> None:
    class Broken(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert "Broken" in crash.describe(Broken())


def test_causes_and_notes_are_masked_too() -> None:
    try:
        try:
            raise KeyError(PNR)
        except KeyError as cause:
            cause.add_note(f"not {HYPHENED}")
            raise RuntimeError("yttre") from cause
    except RuntimeError as error:
        text = crash.describe(error)
    assert "KeyError" in text
    assert PNR not in text
    assert HYPHENED not in text


def test_only_the_last_logs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    made = [crash.write_log("fel") for _ in range(13)]
    assert None not in made
    assert len(list(tmp_path.rglob("krasch-*.txt"))) == 10


def test_a_log_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert crash.write_log("fel") is None
    assert "kunde inte skrivas ned" in crash.message(ValueError(), None)
