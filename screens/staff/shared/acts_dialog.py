"""Senaste åtgärder: what anyone has done to the book lately, and taking it back (our own)."""

from datetime import date
from typing import ClassVar, Final

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.acts import listing
from db.acts.listing import Done
from db.errors import BookError, Refused
from db.rules.local_time import SHORT_MONTHS, day_of, instant_text, time_text
from db.undoing import undo as undoing
from db.undoing.undo import Undone
from db.values import Instant, clean
from screens.dialog import DialogScreen, confirm
from screens.session import Session
from screens.staff.shared.dialog_sheet import DialogSheet
from screens.staff.shared.told_dialog import ToldDialog
from widgets.forms.dialog import CANCEL, Button
from widgets.sheet.listed import Listed
from widgets.sheet.messages import CursorMoved, RowChosen
from widgets.sheet.values import Cell, Column, Row, RowKey

UNDO: Final = Button("undo", "Ångra...", "Frågar, och tar tillbaka den valda åtgärden.")
_CLOSE: Final = Button(CANCEL.name, "Stäng")
_EMPTY: Final = (
    "Inget har gjorts i boken än. Det som du och andra gör i den står här, det senaste först."
)
_WHEN, _WHO, _STATE = 12, 15, 12


class ListedActs(Listed[Done]):
    """The acts, for the sheet; the key is the act's number."""

    def key(self, done: Done) -> RowKey:
        """Its number."""
        return done.id

    def row(self, done: Done) -> Row:
        """When, who, what and what can be done about it."""
        who = "Du" if done.own else done.who
        cells = (short_when(done.at), who, done.text, done.state)
        return Row(done.id, tuple(Cell(clean(text)) for text in cells), shown=done)


class ActSheet(DialogSheet):
    """The acts in their dialog."""


class ActsDialog(DialogScreen[None]):
    """The latest acts on the book; each is taken back after a question, if nobody built on it."""

    TITLE_TEXT = "Senaste åtgärder"
    BUTTONS: ClassVar[tuple[Button, ...]] = (UNDO, _CLOSE)
    IS_FORM = False
    KEYS_TEXT = "↑↓ väljer · Enter ångrar · Esc stänger"
    AUTO_FOCUS = "ActSheet"
    DEFAULT_CSS = """
    ActsDialog DialogFrame { max-width: 130; height: 100%; max-height: 34; }
    ActsDialog DialogBody { height: 1fr; }
    ActsDialog ActSheet { height: 1fr; min-height: 3; }
    ActsDialog #about { height: 3; padding: 0 1; color: $foreground-quiet; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.acts = ListedActs(listing.recent(session.book, session.actor))

    sheet = getters.query_one(ActSheet)

    # --- what it shows ------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """The acts, and below them the whole of the one under the cursor."""
        yield ActSheet(_columns, self.acts, _EMPTY)
        yield Static(id="about")

    def on_mount(self) -> None:
        """Say of the first what there is to say."""
        self._draw()

    @property
    def chosen(self) -> Done | None:
        """The act that the cursor is on."""
        return self.acts.get(self.sheet.cursor_row)

    def _draw(self) -> None:
        self.frame.enable(UNDO.name, bool(self.acts.found))
        done = self.chosen
        self.query_one("#about", Static).update(Content("" if done is None else _about(done)))

    def book_changed(self, news: str, *, can_look: bool) -> None:
        """Somebody did something: list it."""
        self._read()

    def action_acts(self) -> None:
        """It is what shows."""

    def _read(self) -> None:
        session = self._session
        found = self.attempt(lambda: listing.recent(session.book, session.actor))
        if found is None:
            return
        self.acts.found = found
        self.sheet.reload()
        self.sheet.refresh_rows(done.id for done in found)
        self._draw()

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Say more of another one."""
        message.stop()
        self.frame.clear_faults()
        self._draw()

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter or a double click."""
        message.stop()
        self.accept()

    def show_error(self, error: BookError) -> None:
        """Say it; what stands in the way is listed where it does not fit in the line."""
        super().show_error(error)
        if isinstance(error, Refused) and len(error.items) > 1:
            self.app.push_screen(ToldDialog(self.TITLE_TEXT, error.text, error.items))

    # --- taking back --------------------------------------------------------------------------

    def accept(self) -> None:
        """Ask, and take back the act under the cursor; or say why it cannot be."""
        done, session = self.chosen, self._session
        if done is None:
            self.app.bell()
            return
        if done.why_not:
            self.frame.fault(clean(done.why_not))
            return
        would = self.attempt(lambda: undoing.look(session.book, session.actor, done.id))
        if would is not None:
            confirm(self, "Ångra åtgärd", _question(done, would), lambda: self._undo(done), UNDO_IT)

    def _undo(self, done: Done) -> None:
        session = self._session
        undone = self.attempt(lambda: undoing.undo(session.book, session.actor, done.id, seen=done))
        self._read()
        if undone is None:
            return
        self.frame.tell(clean(undone.text))
        if undone.kept:
            self.app.push_screen(ToldDialog(self.TITLE_TEXT, NOT_ALL, undone.kept))


UNDO_IT: Final = Button("yes", "Ångra")
NOT_ALL: Final = "Allt gick inte att ångra:"


def _about(done: Done) -> str:
    """All of an act, and why it cannot be taken back."""
    unit = f" ({done.unit})" if done.unit else ""
    return clean(f"{done.who} {instant_text(done.at)}: {done.text}{unit}. {done.why_not}".rstrip())


def _question(done: Done, would: Undone) -> str:
    """Whose act it is, and what will happen."""
    whose = f"Du ({done.who})" if done.own else done.who
    text = f"{whose} gjorde detta {instant_text(done.at)}:\n{done.text}.\n"
    if would.effect:
        text += f"Om det ångras: {would.effect}\n"
    if would.kept:
        text += f"{NOT_ALL} {' '.join(would.kept[:2])}\n"
    return f"{text}Vill du ångra det?"


def short_when(at: Instant) -> str:
    """When, in the least words: ``12 sep 10:52``."""
    day = date.fromordinal(day_of(at))
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {time_text(at)}"


def _columns(width: int) -> tuple[Column, ...]:
    who = _WHO if width < 100 else 24
    return (
        Column("when", "När", width=_WHEN, fixed=True),
        Column("who", "Vem", width=who),
        Column("what", "Åtgärd", width=max(20, width - _WHEN - who - _STATE - 6)),
        Column("state", "Läge", width=_STATE),
    )
