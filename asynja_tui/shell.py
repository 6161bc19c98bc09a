"""The Textual application: themes, the commands that work everywhere, crashes and signals."""

import asyncio
import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from asynja_tui import crash, prefs, themes
from screens.base import BookScreen
from screens.commands import EVERYWHERE, THEMES, bindings
from screens.session import DEFAULT_THEME, Session
from screens.start import StartScreen
from screens.swedish import QUIT_HINT

_GRACE_SECONDS = 2.0
"""How long the app may take to end in good order after a signal."""


class Shell(App[None], inherit_bindings=False):
    """The program.

    Args:
        session: what the start page begins with.
    """

    TITLE = "asynja-tui"
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False
    COMMANDS = set()
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        Binding("ctrl+c", "quit_hint", show=False, system=True),
    ]

    def __init__(self, session: Session) -> None:
        self.session = session
        self._crash_message = ""
        self.set_reactive(App.theme, _known_theme(session.prefs.theme))
        super().__init__()

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Only the program's own, which name what each colour is for."""
        return dict(themes.BY_NAME)

    # --- pages --------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The start page is the first screen: no empty one is drawn beneath it."""
        return StartScreen(self.session)

    def begin(self, session: Session) -> None:
        """Begin anew with another role, unit or citizen, on a fresh start page."""
        self.session = session
        self.switch_screen(StartScreen(session))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works everywhere does so on every page; not all of it in a dialog."""
        if action in ("help", "palette"):
            return not isinstance(self.screen, ModalScreen)
        return True

    def action_help(self) -> None:
        """Show the page's help and keys."""
        page = self.screen
        if isinstance(page, BookScreen):
            from screens.help import HelpScreen, choices

            known = (*page.PAGE_COMMANDS, *EVERYWHERE)
            commands = [one for one in known if one.key and one.name != "help"]
            listed = choices(commands, page, self.session.actor.role)
            self.push_screen(HelpScreen(page.PAGE_NAME, page.HELP, listed), self._carry_out)

    def action_palette(self) -> None:
        """Search among all commands of the page."""
        page = self.screen
        if isinstance(page, BookScreen):
            from screens.help import choices
            from screens.palette import Palette

            known = (*page.PAGE_COMMANDS, *EVERYWHERE)
            commands = [one for one in known if one.name != "palette"]
            listed = choices(commands, page, self.session.actor.role)
            self.push_screen(Palette(listed), self._carry_out)

    def _carry_out(self, action: str | None) -> None:
        """Do what was chosen, once the dialog is gone."""
        if action:
            self.call_later(self.screen.run_action, action)

    # --- themes -------------------------------------------------------------------------------

    def action_next_theme(self) -> None:
        """Change to the next theme."""
        self.action_use_theme(themes.after(self.theme))

    def action_use_theme(self, name: str) -> None:
        """Change to a theme, and remember it."""
        self.theme = _known_theme(name)
        self.session = self.session._replace(prefs=self.session.prefs._replace(theme=self.theme))
        prefs.save(self.session.prefs)
        self.clear_notifications()
        self.notify(f"Tema: {THEMES[self.theme]}", timeout=2, markup=False)

    def action_quit_hint(self) -> None:
        """Ctrl+C is for copying; say how one quits."""
        self.clear_notifications()
        self.notify(QUIT_HINT, markup=False)

    # --- start and end ------------------------------------------------------------------------

    def on_load(self) -> None:
        """Watch for the ways in which a program is ended from outside."""
        asyncio.get_running_loop().set_exception_handler(_on_loop_error)
        if not self.is_headless and threading.current_thread() is threading.main_thread():
            for name in ("SIGTERM", "SIGHUP"):
                if hasattr(signal, name):
                    signal.signal(getattr(signal, name), self._on_signal)

    def on_mount(self) -> None:
        """Collect garbage again once the first frame is drawn; what is there now stays."""
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        gc.freeze()
        gc.enable()
        if not self.is_headless:
            self.set_interval(1.0, self._watch_terminal, name="terminal")

    def _watch_terminal(self) -> None:
        """End when the terminal is gone, also where no signal says so."""
        stream = sys.__stdin__
        with suppress(OSError, ValueError):
            if stream is not None and os.isatty(stream.fileno()):
                return
        self._end(signal.SIGTERM)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._end(number)

    def _end(self, number: int) -> None:
        """End in good order, or soon without it: a terminal that is gone can hold the writer."""
        code = 128 + number
        timer = threading.Timer(_GRACE_SECONDS, _leave, (code,))
        timer.daemon = True
        timer.start()
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(lambda: self.exit(return_code=code))

    # --- crashes ------------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """End with a message and a log; Textual would print local variables."""
        self._return_code = crash.EXIT_CODE
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if not self._crash_message:
            self._crash_message = self._report(error)
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        error = sys.exc_info()[1]
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError())

    def panic(self, *renderables: object) -> None:
        """End as after any other error; the driver calls this when it cannot read the keys."""
        self._return_code = crash.EXIT_CODE
        if not self._crash_message:
            from rich.traceback import Traceback

            kinds = [
                stack.exc_type
                for one in renderables
                if isinstance(one, Traceback)
                for stack in one.trace.stacks
            ]
            self._crash_message = self._report(RuntimeError(f"terminal: {', '.join(kinds)}"))
        self._close_messages_no_wait()

    def _report(self, error: BaseException) -> str:
        if isinstance(error, WorkerFailed):
            error = error.error  # with its traceback
        if self.is_headless:  # a test: it gets the exception itself
            return crash.message(error, None)
        return crash.report(error)

    def _print_error_renderables(self) -> None:
        """Called when the terminal is given back."""
        self._exit_renderables.clear()
        if self._crash_message and not self.is_headless:
            crash.tell(self._crash_message)


def _known_theme(name: str) -> str:
    return name if name in themes.BY_NAME else DEFAULT_THEME


def _on_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what asyncio would print with all its details."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        crash.write_log(crash.describe(error))


def _leave(code: int) -> None:
    crash.restore_terminal()
    os._exit(code)
