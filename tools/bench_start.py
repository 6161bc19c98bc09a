"""How long the program takes to its first frame, against a Textual app with one Static.

Measured from outside through a pseudo-terminal: from exec to the output that completed the
text, and the peak memory then. Linux only (/proc is read).
"""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyte

ROWS, COLS = 40, 120
_TIMEOUT = 60.0

HELLO = """
from textual.app import App, ComposeResult
from textual.widgets import Static

class Hello(App):
    def compose(self) -> ComposeResult:
        yield Static("hello")

Hello().run()
"""

# What a real terminal answers when it is asked.
_ANSWERS = (
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[?u", b"\x1b[?0u"),
)
# Sequences that pyte would draw as text.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$[a-z]|\x1b\[\?[0-9;]*[usr]"
    rb"|\x1b[P_^X].*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)|\x1b\[[0-9;]*[ \"'$][a-zA-Z]",
    re.DOTALL,
)


class Start(NamedTuple):
    """One start: milliseconds from exec to the frame, and the peak memory then in MiB."""

    ms: float
    mib: float


class Terminal:
    """One program in a pseudo-terminal, started when this is made."""

    def __init__(self, argv: list[str], env: dict[str, str] | None = None) -> None:
        full = {
            **os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8", **(env or {}),
        }  # fmt: skip
        # Textual is compiled when it is installed; so is ours, and what has changed when it starts.
        for name in ("NO_COLOR", "TEXTUAL", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
            full.pop(name, None)
        wait, go = os.pipe()  # the size must be set before the program looks
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.close(go)
                os.read(wait, 1)
                os.execvpe(argv[0], argv, full)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLS, 0, 0))
        self.output = bytearray()
        self.began = time.perf_counter()
        os.write(go, b"x")
        os.close(wait)
        os.close(go)

    def read(self, timeout: float) -> bool:
        """Take what the program writes within ``timeout`` seconds; False when it has ended."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return True
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        for asked, answer in _ANSWERS:
            if asked in data:
                os.write(self.fd, answer)
        self.output += data
        return bool(data)

    def until(self, found: Callable[[str], bool], marks: tuple[bytes, ...]) -> Start:
        """Wait for a frame.

        Args:
            found: whether the screen's text is that of the frame.
            marks: bytes that the output must hold first: a cheap look before the careful one,
                which is not taken while the program under test still works towards the frame.

        Raises:
            RuntimeError: it never came; holds the screen as it was.
        """
        end = self.began + _TIMEOUT
        while time.perf_counter() < end:
            alive = self.read(0.5)
            now = time.perf_counter()
            if all(mark in self.output for mark in marks):
                peak = self.peak_mib()
                if found(self.screen()):
                    return Start((now - self.began) * 1000, peak)
            if not alive:
                break
        raise RuntimeError(f"the frame never came:\n{self.screen()}")

    def screen(self) -> str:
        """The text on the screen."""
        screen = pyte.Screen(COLS, ROWS)
        pyte.ByteStream(screen).feed(_UNKNOWN.sub(b"", bytes(self.output)))
        return "\n".join(screen.display)

    def peak_mib(self) -> float:
        """The most memory the program has had resident so far."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii", errors="replace")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGTERM)
        end = time.perf_counter() + 3
        while time.perf_counter() < end:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                os.close(self.fd)
                return
            if not self.read(0.02):
                time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def _start(
    argv: list[str], found: Callable[[str], bool], marks: tuple[bytes, ...], env: dict[str, str]
) -> Start:
    terminal = Terminal(argv, env)
    try:
        return terminal.until(found, marks)
    finally:
        terminal.close()


def our_frame(screen: str) -> bool:
    """Whether the screen shows the unit, the clock and a figure of the book."""
    return bool(
        "Primus MVK VC Test" in screen
        and re.search(r"\d\d:\d\d", screen)
        and re.search(r"\d+\s+tidstyper på 1177", screen)
    )


def measure(runs: int, book: Path | None = None) -> dict[str, float]:
    """Start the two programs in turn and compare each start with the one beside it.

    A machine's speed changes from second to second, for both programs alike: the median of the
    pairs' ratios tells more than the ratio of the medians.

    Args:
        runs: how often each is started, after one start of each that is not counted.
        book: an existing book whose unit is "Primus MVK VC Test"; a sample book when None.

    Returns:
        ``ratio_time``, ``ratio_memory``, ``ours_ms``, ``hello_ms``, ``ours_mib``, ``hello_mib``.
    """
    with tempfile.TemporaryDirectory() as folder:
        if book is None:
            from tools.sample_book import build

            book = Path(folder, "book.db")
            build(book)
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        env = {"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        program = str(Path(sys.executable).with_name("asynja-tui"))
        ours, theirs = [], []
        for _ in range(runs + 1):
            argv = [program, "--book", str(book)]
            ours.append(_start(argv, our_frame, (b"Primus MVK VC Test", b"tidstyper"), env))
            argv = [sys.executable, str(hello)]
            theirs.append(_start(argv, lambda screen: "hello" in screen, (b"hello",), env))
    ours_ms, ours_mib = _medians(ours[1:])
    hello_ms, hello_mib = _medians(theirs[1:])
    return {
        "ratio_time": statistics.median(
            mine.ms / other.ms for mine, other in zip(ours[1:], theirs[1:], strict=True)
        ),
        "ratio_memory": ours_mib / hello_mib,
        "ours_ms": ours_ms,
        "hello_ms": hello_ms,
        "ours_mib": ours_mib,
        "hello_mib": hello_mib,
    }


def _medians(starts: list[Start]) -> tuple[float, float]:
    return statistics.median(one.ms for one in starts), statistics.median(one.mib for one in starts)


if __name__ == "__main__":
    for name, value in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 7).items():
        print(f"{name:14}{value:9.2f}")
