"""What reading a log in and writing one out share: a thread, a bar of progress, and giving up."""

from collections.abc import Callable
from threading import Event
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from db.book import Book
from db.errors import BookError, Busy
from db.progress import WHOLE, Progress
from screens.dialog import DialogScreen, offer
from screens.session import Session
from screens.staff.shared.own_book import in_own_book
from widgets.forms.dialog import OK
from widgets.forms.progress_line import ProgressLine

Result = TypeVar("Result")

_LOOK_SECONDS = 0.1


class TransferDialog(DialogScreen[Result], Generic[Result]):
    """A dialog whose OK runs one long operation in a thread, with a book of its own.

    While it runs, Avbryt and Esc give it up and leave the dialog open; nothing is done then.
    """

    WORDS: ClassVar[str] = ""
    """What is being done, for the bar."""

    IS_FORM = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._gave_up = Event()
        self._at = 0
        self._worker: Worker[Result | BookError] | None = None
        self._timer: Timer | None = None

    @property
    def working(self) -> bool:
        """Whether it runs."""
        return self._worker is not None

    def begin(self, operation: Callable[[Book, Progress], Result]) -> None:
        """Run an operation, unless one runs already."""
        if self.working:
            return
        same = self.session.book.same
        self._gave_up.clear()
        self._at = 0

        def run() -> Result | BookError:
            return in_own_book(same, lambda book: operation(book, self._told))

        self.frame.clear_faults()
        self.frame.enable(OK.name, False)
        self.query_one(ProgressLine).begin(self.WORDS)
        self._timer = self.set_interval(_LOOK_SECONDS, self._look, name="progress")
        self._worker = self.run_worker(run, thread=True, group="transfer", exit_on_error=False)

    def _told(self, done: int, _total: int) -> bool:
        """In the thread: note how far it has come, and say whether to go on."""
        self._at = done
        return not self._gave_up.is_set()

    def _look(self) -> None:
        self.query_one(ProgressLine).reach(self._at, WHOLE)

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """It has ended, one way or another."""
        worker = message.worker
        if worker is not self._worker or not worker.is_finished:
            return
        message.stop()
        self._worker = None
        if self._timer is not None:
            self._timer.stop()
        self.query_one(ProgressLine).end()
        self.frame.enable(OK.name, True)
        if worker.state is WorkerState.ERROR and worker.error is not None:
            raise worker.error
        result = worker.result
        if isinstance(result, BookError):
            self.show_error(result)
            if isinstance(result, Busy):
                offer(self.app, self.accept)
        elif result is not None:
            self.close_with(result)

    def action_cancel(self) -> None:
        """Give up what runs; else close."""
        if self.working:
            self._gave_up.set()
            self.frame.say("Avbryter …")
        else:
            super().action_cancel()

    def on_unmount(self, event: events.Unmount) -> None:
        """The program ends: what runs is given up."""
        self._gave_up.set()
