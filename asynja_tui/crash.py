"""When the program fails: a Swedish message, a log without personal data, and the terminal back.

Neither the message nor the log holds local variables, and anything that looks like a personal
number, a phone number or an e-mail address is masked, in error messages and paths too.
"""

import os
import re
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

EXIT_CODE = 1
_KEPT = 10
_LONGEST = 200_000
_PREFIX = "krasch-"

# Ten digits or more in a row, or a date of birth and four digits however they are kept apart.
_PERSONAL = (
    r"\d{10,}"
    r"|(?<!\d)(?:\d{2}[ -]?)?\d{2}[ -]?\d{2}[ -]?\d{2}\s?[-+ _.]\s?\d{4}(?!\d)"
    r"|[^\s'\"<>()]+@[^\s'\"<>()]+"
)
_MASK = "[dolt]"

_RESTORE = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # the mouse
    "\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[<u\x1b[?7h"  # paste, resize, focus, keys, wrapping
    "\x1b[?1049l\x1b[?25h\x1b[0m"  # the ordinary screen, with its cursor
)


def mask(text: str) -> str:
    """The text with all that may tell who someone is masked."""
    return re.sub(_PERSONAL, _MASK, text)


def describe(error: BaseException) -> str:
    """The error with its causes and where it came from, without local variables, masked."""
    import traceback

    try:
        lines = traceback.TracebackException.from_exception(error, capture_locals=False).format()
        text = "".join(lines)
    except Exception:  # an error whose own text fails
        text = f"{type(error).__name__}\n"
    return mask(text[-_LONGEST:])


def message(error: BaseException | None, log: Path | None) -> str:
    """What the user is told, masked."""
    what = f" ({type(error).__name__})" if error is not None else ""
    lines = [
        f"asynja-tui stötte på ett fel{what} och har stängts.",
        "Det som var sparat finns kvar i boken.",
    ]
    if log is not None:
        lines.append(f"Felet är beskrivet, utan personuppgifter, i {log}")
    else:
        lines.append("Felet kunde inte skrivas ned.")
    return mask("\n".join(lines)) + "\n"


def report(error: BaseException) -> str:
    """Log the error; returns what to tell the user."""
    return message(error, write_log(describe(error)))


def write_log(text: str) -> Path | None:
    """Write a masked description to a file of its own (mode 0600).

    Its age is that of the file, so no clock is read. Only the last few are kept.

    Returns:
        The file, or None when it could not be written.
    """
    import tempfile

    from platformdirs import user_log_path

    try:
        folder = user_log_path("asynja-tui", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=".txt", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{_versions()}\n\n{text}")
    except OSError:
        return None
    _forget_old(folder)
    return Path(name)


def _versions() -> str:
    import platform
    import sqlite3
    from importlib import metadata

    known = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for package in ("asynja-tui", "textual"):
        with suppress(metadata.PackageNotFoundError):
            known.append(f"{package} {metadata.version(package)}")
    return ", ".join([*known, platform.system()])


def _forget_old(folder: Path) -> None:
    with suppress(OSError):
        found = sorted(folder.glob(f"{_PREFIX}*.txt"), key=lambda file: file.stat().st_mtime)
        for file in found[:-_KEPT]:
            file.unlink(missing_ok=True)


def install() -> None:
    """Let no exception outside the app reach Python's own printing."""
    sys.excepthook = _on_exception
    threading.excepthook = _on_thread_exception


def _on_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    tell(report(error))


def _on_thread_exception(args: threading.ExceptHookArgs) -> None:
    """Log it. A terminal that has gone away is no error: its thread ends, and so does the app."""
    error = args.exc_value
    if error is not None and not isinstance(error, OSError | SystemExit):
        write_log(describe(error))


def tell(text: str) -> None:
    """Give the terminal back and say the text there."""
    restore_terminal()
    stream = sys.__stderr__
    if stream is not None:
        with suppress(OSError, ValueError):
            stream.write(text)
            stream.flush()


_kept: list["TerminalState"] = []


def keep_terminal() -> None:
    """Remember the terminal's settings: whoever ends the program from now on puts them back."""
    _kept[:] = [TerminalState()]


def restore_terminal() -> None:
    """Give the terminal back: its settings, and the ordinary screen without mouse mode.

    The settings first: they need no reader at the other end, as what is written may.
    """
    for state in _kept:
        state.put_back()
    stream = sys.__stderr__
    with suppress(OSError, ValueError, AttributeError):
        if stream is not None and stream.isatty():
            stream.write(_RESTORE)
            stream.flush()


class TerminalState:
    """The terminal's settings as they were, to be put back whatever happens."""

    def __init__(self) -> None:
        self._fd = -1
        self._kept: list[object] | None = None
        with suppress(ImportError, OSError, ValueError, AttributeError):
            import termios

            assert sys.__stdin__ is not None
            self._fd = sys.__stdin__.fileno()
            with suppress(termios.error):
                self._kept = termios.tcgetattr(self._fd)

    def put_back(self) -> None:
        """Put them back."""
        if self._kept is not None:
            import termios

            with suppress(termios.error, OSError):
                termios.tcsetattr(self._fd, termios.TCSANOW, self._kept)  # type: ignore[arg-type]
