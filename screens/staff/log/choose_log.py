"""Välj logg: the unit's own log or an imported one; an imported one can be taken away here."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import Worker, WorkerState

from db.book import Book
from db.errors import BookError, Busy
from db.log.files import import_log
from db.log.files.import_log import LogFileInfo
from db.values import clean, count_text
from screens.dialog import confirm, offer
from screens.help import CLOSE, CommandDialog
from screens.session import Session
from screens.staff.log.search_text import number
from screens.staff.shared.own_book import in_own_book
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import Button

OWN = "Enhetens egen logg"
_REMOVE = Button("remove", "Ta bort...", "Tar bort den valda inlästa loggen ur boken.")


class ChooseLogDialog(CommandDialog):
    """Gives the chosen log's name, empty for the unit's own; None when none was chosen."""

    BUTTONS: ClassVar[tuple[Button, ...]] = (CLOSE, _REMOVE)
    KEYS_TEXT = "↑↓ väljer · Enter visar · Delete tar bort · Esc stänger"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("delete", "remove", "Ta bort", show=False)]

    def __init__(self, session: Session, files: tuple[LogFileInfo, ...], current: str) -> None:
        names = ["", *(file.name for file in files)]
        at = names.index(current) if current in names else 0
        super().__init__("Välj logg", _choices(files), at)
        self.session = session
        self._files, self._current = files, current
        self._worker: Worker[int | BookError] | None = None
        self._said_at = ""

    @property
    def _chosen(self) -> LogFileInfo | None:
        """The imported log that has the cursor."""
        at = self.query_one(ChoiceList).cursor
        return self._files[at - 1] if at else None

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Close with the log's name."""
        message.stop()
        message.prevent_default()
        if self._worker is None:
            at = int(message.name)
            self.close_with(self._files[at - 1].name if at else "")

    def action_cancel(self) -> None:
        """Close; what shows behind is the unit's own log where the other one is gone."""
        if self._worker is None:
            names = ["", *(file.name for file in self._files)]
            self.close_with(None if self._current in names else "")

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """What was said at another line goes."""
        message.stop()
        message.prevent_default()
        if message.choice.name != self._said_at:
            self._say("")

    def _say(self, text: str) -> None:
        self._said_at = str(self.query_one(ChoiceList).cursor)
        self.frame.say(text)

    # --- taking one away ----------------------------------------------------------------------

    def pressed(self, name: str) -> None:
        """Ta bort."""
        self.action_remove()

    def action_remove(self) -> None:
        """Ask whether the log is to be taken away, with what is lost."""
        file = self._chosen
        if self._worker is not None:
            return
        if file is None:
            self._say("Enhetens egen logg tas inte bort; den gallras efter 31 dagar.")
            return
        rows = _rows(file.rows)
        text = f"Ta bort {file.name} ({rows}) ur boken?"
        if file.decided:
            lost = count_text(file.decided, "bedömning", "bedömningar", number)
            text += f" {lost} försvinner med den."
        text += " Det går inte att ångra."
        confirm(self, "Ta bort logg", text, lambda: self._remove(file))

    def _remove(self, file: LogFileInfo) -> None:
        """In a thread: a log of a million rows takes its time."""
        if self._worker is not None:
            return
        session = self.session

        def remove(book: Book) -> int:
            return import_log.remove(book, session.actor, session.clinic, file.name, seen=file)

        def run() -> int | BookError:
            return in_own_book(session.book.same, remove)

        self._say(f"Tar bort {clean(file.name)} …")
        self._worker = self.run_worker(run, thread=True, group="remove", exit_on_error=False)

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """It is gone, or the book said why not."""
        worker = message.worker
        if worker is not self._worker or not worker.is_finished:
            return
        message.stop()
        self._worker = None
        if worker.state is WorkerState.ERROR and worker.error is not None:
            raise worker.error
        session = self.session
        files = self.attempt(lambda: import_log.files(session.book, session.clinic))
        if files is not None:
            self._files = files
            self.query_one(ChoiceList).show(_choices(files))
        if isinstance(worker.result, BookError):
            self.show_error(worker.result)
            if isinstance(worker.result, Busy):
                offer(self.app, self.action_remove)
        else:
            self._say(f"Borttagen: {_rows(worker.result or 0)}.")


def _choices(files: tuple[LogFileInfo, ...]) -> tuple[Choice, ...]:
    imported = (
        Choice(str(n), clean(file.name), "", _told(file)) for n, file in enumerate(files, 1)
    )
    return (Choice("0", OWN), *imported)


def _told(file: LogFileInfo) -> str:
    decided = f", {number(file.decided)} bedömda" if file.decided else ""
    return f"{_rows(file.rows)}{decided}"


def _rows(count: int) -> str:
    return count_text(count, "rad", "rader", number)
