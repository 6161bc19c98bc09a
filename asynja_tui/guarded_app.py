"""An application that ends in good order: on signals, without a terminal, and after a crash."""

import asyncio
import gc
import sys
from contextlib import suppress
from typing import Any, Final

from textual.app import App, ScreenStackError
from textual.dom import DOMNode, NoScreen
from textual.worker import WorkerFailed

from asynja_tui import crash
from widgets.screen import AnyScreen

_GARBAGE: Final = 10_000
"""Objects more than before at which Python looks for garbage."""


class GuardedApp(App[None], inherit_bindings=False):
    """What the program is on the outside."""

    def __init__(self) -> None:
        self._crash_message = ""
        super().__init__()

    # --- start and end ------------------------------------------------------------------------

    def on_load(self) -> None:
        """Let nothing be printed that is only for the log."""
        asyncio.get_running_loop().set_exception_handler(_on_loop_error)

    def on_mount(self) -> None:
        """Collect garbage again once the first frame is drawn; what is there now stays."""
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        gc.freeze()
        # A frame makes some thousand objects and drops them again: at each few hundred of them
        # Python would look for garbage, and the slowest frames would take a quarter longer.
        gc.set_threshold(_GARBAGE)
        gc.enable()

    def end(self, code: int) -> None:
        """End in good order with this exit code. Called from another thread (``ending``)."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(lambda: self.exit(return_code=code))

    # --- what is done -------------------------------------------------------------------------

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:  # noqa: ANN401 - Textual's own
        """Do nothing on a screen that is not drawn yet or is going; ending is always possible.

        Keys, clicks, menus and the palette all come here, whatever a page's ``check_action`` says.
        """
        leaves = namespace is self and action_name == "quit"
        if leaves or _is_ready(namespace):
            return await super()._dispatch_action(namespace, action_name, params)
        return False

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


def _is_ready(node: DOMNode) -> bool:
    try:
        screen = node.screen
    except (NoScreen, ScreenStackError):  # the widget has been taken away, or the program ends
        return False
    return not isinstance(screen, AnyScreen) or screen.is_ready


def _on_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what asyncio would print with all its details."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        crash.write_log(crash.describe(error))
