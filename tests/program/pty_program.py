"""A program in a real pseudo-terminal, for what only a terminal can show."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ENTER_ALT, LEAVE_ALT = b"\x1b[?1049h", b"\x1b[?1049l"
MOUSE_OFF, CURSOR_ON = b"\x1b[?1003l", b"\x1b[?25h"

OPEN = """
import sys
from pathlib import Path
from asynja_tui.app import run
sys.exit(run(Path(sys.argv[1]), ""))
"""


class Program:
    """``python -c code book`` with its own settings and log folders under ``home``.

    Args:
        code: what is run.
        book: its argument.
        home: where its settings and logs are.
        out: where its stdout goes; to the terminal when None.
        more: more of its environment.
    """

    def __init__(
        self, code: str, book: Path, home: Path, out: Path | None = None, **more: str
    ) -> None:
        self.master, self._slave = pty.openpty()
        self.settings = termios.tcgetattr(self._slave)
        env = {
            **os.environ,
            "TERM": "xterm-256color",
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"),
            **more,
        }
        sink = self._slave if out is None else os.open(out, os.O_CREAT | os.O_WRONLY, 0o600)
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(book)],
            stdin=self._slave,
            stdout=sink,
            stderr=self._slave,
            cwd=ROOT,
            env=env,
            start_new_session=True,
        )
        if out is not None:
            os.close(sink)
        self.output = b""

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and say so."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGWINCH)

    def read(self, seconds: float) -> None:
        """Take what it writes meanwhile."""
        if select.select([self.master], [], [], seconds)[0]:
            try:
                self.output += os.read(self.master, 1 << 16)
            except OSError:
                time.sleep(seconds)

    def until(self, text: str, seconds: float = 20) -> None:
        """Wait until it has written the text."""
        end = time.monotonic() + seconds
        while text.encode() not in self.output:
            assert time.monotonic() < end, self.output.decode(errors="replace")
            self.read(0.1)

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self.master, keys)

    def ended(self, seconds: float = 10) -> int:
        """Wait for it to end; its exit code."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, self.output.decode(errors="replace")
            self.read(0.05)
        self.read(0.1)
        return int(self.process.returncode)

    @property
    def is_restored(self) -> bool:
        """Whether the terminal is as it was: screen, mouse, cursor and settings."""
        after = self.output[self.output.rfind(ENTER_ALT) :]
        escapes = all(one in after for one in (LEAVE_ALT, MOUSE_OFF, CURSOR_ON))
        return escapes and termios.tcgetattr(self._slave)[:4] == self.settings[:4]

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._slave)
        os.close(self.master)
        self.master = self._slave = -1

    def close(self) -> None:
        """End it whatever state it is in."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for fd in (self.master, self._slave):
            if fd >= 0:
                os.close(fd)
