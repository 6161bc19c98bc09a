"""Skriv ut: a booked time as text or for a calendar, in a file of one's choice."""

from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.citizen import paper
from db.rules.local_time import day_of, day_text
from db.values import Booking, clean
from screens.citizen.base import CitizenDialog, CitizenScreen
from screens.copied import free_name
from screens.session import Session
from widgets.forms.dialog import CANCEL, Button
from widgets.forms.options import OneOf, Option
from widgets.forms.path_input import PathInput

FILE_KINDS = (
    Option(".txt", "Text att skriva ut"),
    Option(".ics", "Kalenderfil, att öppna i din kalender"),
)


class PaperDialog(CitizenDialog[Path]):
    """Gives the file that was written, or None; of a visit that is no more when ``cancelled``."""

    TITLE_TEXT = "Skriv ut"
    BUTTONS = (Button("ok", "Spara"), CANCEL)
    AUTO_FOCUS = "OneOf"
    DEFAULT_CSS = """
    PaperDialog DialogFrame { max-width: 76; }
    """

    def __init__(self, session: Session, booking: Booking, *, cancelled: bool = False) -> None:
        super().__init__()
        self._session, self._booking = session, booking.id
        self._kinds = FILE_KINDS[::-1] if cancelled else FILE_KINDS
        day = day_text(day_of(booking.start))
        name = f"{'Avbokad' if cancelled else 'Bokad'} tid {day}"
        self._stem = free_name(session.prefs.folder, name, FILE_KINDS)

    def content(self) -> ComposeResult:
        """As what, and where."""
        yield OneOf(self._kinds, id="kind")
        yield Static(Content("Spara i filen"), classes="gap")
        yield PathInput(f"{self._stem}{self._kinds[0].name}", id="path")

    def on_mount(self) -> None:
        """Say what is never done."""
        self.frame.say("En fil som redan finns skrivs aldrig över.")

    def on_one_of_changed(self, message: OneOf.Changed) -> None:
        """The name's end follows the kind."""
        message.stop()
        field = self.query_one("#path", PathInput)
        stem, dot, _ = field.value.rpartition(".")
        field.value = f"{stem if dot else field.value}{message.value}"

    def accept(self) -> None:
        """Write it."""
        path = self.query_one("#path", PathInput).path
        session = self._session
        written = self.attempt(lambda: paper.save(session.book, session.actor, self._booking, path))
        if written is not None:
            self.close_with(written)


def ask_for_file(page: CitizenScreen, booking: Booking, *, cancelled: bool = False) -> None:
    """Ask for a file on behalf of a page, which then says where it is."""

    def saved(file: Path) -> None:
        page.told = f"Sparat i {clean(str(file))}"
        page.attempt(page.reload)

    page.ask(PaperDialog(page.session, booking, cancelled=cancelled), saved)
