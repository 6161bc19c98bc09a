"""The rest of the examination of a large book, done behind the screen once it stands."""

import threading
from pathlib import Path

from textual.app import App

from db.basics import clean
from db.errors import BookError
from db.store import file as book_file

WAIT = 5.0
"""Seconds after the first frame before a large book is examined: nobody waits for it."""
_SHOWN = 60.0


class DeepCheck:
    """One examination of a book's file; small ones were examined when they were opened."""

    def __init__(self, app: App[None], path: Path) -> None:
        self._app = app
        self._path = path
        self._stopped = threading.Event()

    def begin(self) -> None:
        """Examine a large book in a thread of its own."""
        try:
            large = self._path.stat().st_size > book_file.FULL_CHECK_BYTES
        except OSError:
            large = False
        if large and not self._stopped.is_set():
            self._app.run_worker(self._examine, thread=True, group="check", exit_on_error=False)

    def stop(self) -> None:
        """Give up: the program ends."""
        self._stopped.set()

    def _examine(self) -> None:
        try:
            book_file.deep_check(self._path, self._stopped.is_set)
        except BookError as error:
            if not self._stopped.is_set():
                self._app.call_from_thread(self._tell, clean(error.text))

    def _tell(self, text: str) -> None:
        self._app.notify(text, severity="error", timeout=_SHOWN, markup=False)
