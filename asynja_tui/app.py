"""The program on the screen: opens the book, shows the start page, and ends in good order.

Textual is imported by ``run`` and not here, so that collecting garbage can wait for it.
"""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from asynja_tui import crash
from db.basics import Actor, Role
from db.book import Book
from db.errors import BookError

if TYPE_CHECKING:
    from asynja_tui.prefs import Look
    from asynja_tui.shell import Opens
    from screens.training.folders import Folders
    from screens.training.sitting import Opened

NO_TERMINAL = 2


def run(
    book_path: Path,
    clinic_name: str,
    page: str = "",
    argument: str = "",
    name: str = "",
    opens: "Opens | None" = None,
    look: "Look | None" = None,
    exercise: "Opened | None" = None,
) -> int:
    """Open the program on a book.

    Args:
        book_path: an existing book.
        clinic_name: the unit; the first one when empty.
        page: the name of the page to begin on, in ``screens.pages``; the start page when empty.
        argument: what that page is to show.
        name: the user's, this time; the one in Inställningar when empty.
        opens: makes another page to begin on; the book is then none of those that are remembered.
        exercise: whose book it is; its steps are shown.
        look: its colours, and what is hidden from others who look on.

    Returns:
        The exit code: 0, or 1 after a crash, or 128 and the signal's number when ended by one.

    Raises:
        BookError: the book cannot be opened, or has no such unit.
    """
    if not _has_terminal():
        crash.tell("asynja-tui behöver en terminal. Se asynja-tui --help för kommandon.\n")
        return NO_TERMINAL
    # Nothing that is made before the first frame is garbage: looking for it costs a tenth.
    gc.disable()
    crash.install()
    crash.keep_terminal()
    _use_the_terminals_size()
    try:
        return _run(book_path, clinic_name, page, argument, name, opens, look, exercise)
    except BookError:
        crash.restore_terminal()
        raise
    except BaseException as error:
        crash.restore_terminal()
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        crash.tell(crash.report(error))
        return crash.EXIT_CODE
    finally:
        gc.enable()


def _run(
    book_path: Path,
    clinic_name: str,
    page: str,
    argument: str,
    name: str,
    opens: "Opens | None",
    look: "Look | None",
    exercise: "Opened | None",
) -> int:
    _import_asyncio()
    from asynja_tui import prefs
    from asynja_tui.ending import Ending
    from asynja_tui.shell import Shell
    from db.setup import clinics
    from screens.session import Session

    with Book.open(book_path) as book:
        clinic = clinics.find(book, clinic_name)
        kept = prefs.load(prefs.place())
        look = look or prefs.Look()
        if look.theme:
            kept = kept._replace(theme=look.theme)
        actor = Actor(Role.SCHEDULER, name or kept.name, demo=look.demo)
        shell = Shell(Session(book, actor, clinic.id, kept), page, argument, opens)
        shell.folders = _folders
        if exercise is not None:
            actor = Actor(exercise.exercise.begin.role, actor.name, demo=actor.demo)
            shell.session = shell.session._replace(actor=actor)
            shell.training.adopt(exercise)
        Ending(shell.end).watch()
        shell.run(mouse=kept.mouse)
        # Another one than was opened, if that was moved away or another was chosen.
        last = shell.session.book
        last.close()
    if opens is None and exercise is None:
        _note(last.path)
    return shell.return_code or 0


def _folders() -> "Folders":
    from asynja_tui.training import folders  # late: nothing before the first frame

    return folders()


def _note(book: Path) -> None:
    from asynja_tui.cli.place import recent_file  # late: nothing before the first frame
    from db.practice import recent

    recent.note(recent_file(), book)


def _use_the_terminals_size() -> None:
    """Let the size be that of the terminal, now and when it gets another one.

    Textual and rich ask the environment first, whose COLUMNS and LINES never change, and then
    stdout, which may be a file. The program itself is drawn on stderr and prints nothing.
    """
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    with suppress(OSError):
        if not os.isatty(1):
            os.dup2(2, 1)


def _import_asyncio() -> None:
    """Import asyncio without ssl, which it can do without and this program never uses.

    That is 4 MiB and a fortieth of the start. Whoever wants ssl later can still import it.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def _has_terminal() -> bool:
    streams = (sys.__stdin__, sys.__stderr__)
    try:
        return all(stream is not None and os.isatty(stream.fileno()) for stream in streams)
    except (OSError, ValueError):
        return False
