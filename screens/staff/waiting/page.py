"""Väntelista: who waits for what; book from it, and see who fits a time that was given up (R49)."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db import clock
from db.bookings import waiting_list
from db.bookings.waiting_list import WaitingEntry, seen_entry, wants_text
from db.mirror.values import Subject
from db.mirror.waiting import Waits
from db.permissions import CARE
from db.remedies.summary import Which
from db.setup import resources, time_types
from db.setup.patients import Found
from db.undoing import undo as undoing
from db.values import Day
from screens.commands import Command, holds
from screens.dialog import confirm
from screens.dialog_page import DialogPage
from screens.session import Session
from screens.staff.waiting.booking import BookFromList, FromList, regret
from screens.staff.waiting.rows import ListedWaiting, WaitingSheet, about, columns
from widgets.forms.dialog import CANCEL, Button, DialogFrame
from widgets.sheet.messages import CursorMoved, RowChosen

_MENU = "Bokning och väntelista"
_BOOK = Command(
    "book_row", "Boka...", "Visar de lediga tider som passar, att boka.",
    key="enter", menu=_MENU, roles=CARE, when=holds("chosen"),
)  # fmt: skip
_NEW = Command(
    "new_row", "Ny...", "Sätter upp en patient på väntelistan.",
    key="n,insert", menu=_MENU, roles=CARE,
)  # fmt: skip
_EDIT = Command(
    "edit_row", "Ändra...", "Ändrar vad patienten väntar på.",
    key="f2", menu=_MENU, roles=CARE, when=holds("chosen"),
)  # fmt: skip
_FREED = Command(
    "freed", "Lediga tider...",
    "Visar tider som av- eller ombokats, och vilka på listan de passar.",
    key="l", menu=_MENU, roles=CARE, when=holds("listed.found"),
)  # fmt: skip
_CLOSE = Button(CANCEL.name, "Stäng")

_EMPTY = "Ingen väntar. Tryck N, eller Ny..., och sätt upp den första."


class WaitingListPage(DialogPage):
    """The page Väntelista."""

    PAGE_NAME = "Väntelista"
    HELP = (
        "Här står de som väntar på en tid, den som väntat längst först. Enter visar de lediga"
        " tider som passar, och bokar. Den som bokats härifrån och avbokar på webben kommer i"
        " AsynjaVisph tillbaka hit, märkt ◂ Åter. Lediga tider är ett förslag: tider"
        " som någon lämnat, och vilka på listan de passar. När vården bokar aviseras invånaren om"
        " hen valt det; när vården avbokar, eller tar bort någon härifrån, skickas inget:"
        " kontakta invånaren."
    )
    AUTO_FOCUS = "WaitingSheet"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (18, "-tall")]
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (
        _BOOK, _NEW, _EDIT,
        Command(
            "remove", "Ta bort...", "Tar bort patienten från väntelistan.",
            key="delete", menu=_MENU, roles=CARE, when=holds("chosen"),
        ),
        _FREED,
        Command(
            "why", "Varför?",
            "Säger vad som hindrar patienten att själv boka en tid som stämmer, och vad som kan"
            " göras.",
            key="question_mark,f4", menu="1177", roles=CARE, when=holds("chosen"),
        ),
        Command(
            "undo", "Ångra", "Tar tillbaka den senaste bokningen härifrån eller borttagningen.",
            key="ctrl+z", menu=_MENU, footer=False, roles=CARE, when=holds("undoable"),
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    WaitingListPage #below { height: 4; padding: 0 1; }
    WaitingListPage #about {
        height: auto; max-height: 3; color: $foreground-quiet;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    WaitingListPage #note { dock: bottom; height: auto; max-height: 2; text-style: bold; }
    WaitingListPage.-high #below { height: 2; }
    WaitingListPage.-high #about { display: none; }
    WaitingListPage.-low #below { display: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.listed = ListedWaiting()
        self.undoable: Callable[[], None] | None = None
        """What takes back the latest booking or removal made here."""
        self._today: Day = 1
        """The book's day when the list was read."""

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The list in its frame, and what is said of one who waits."""
        acts = (_BOOK, _NEW, _EDIT, _FREED)
        buttons = (Button(act.action, act.label, act.tip) for act in acts)
        frame = DialogFrame("Väntelista", (*buttons, _CLOSE))
        sheet = WaitingSheet(
            columns(self.room - 2), self.listed, read_only=True, markable=False,
            empty=_EMPTY, without=("menu", "sort", "choose"),
        )  # fmt: skip
        sheet.remember("waiting", self.session.prefs.path)
        frame.compose_add_child(sheet)
        frame.compose_add_child(Vertical(Static(id="about"), Static(id="note"), id="below"))
        yield frame

    sheet = getters.query_one(WaitingSheet)

    @property
    def chosen(self) -> WaitingEntry | None:
        """The one that the cursor is on."""
        return self.listed.get(self.sheet.cursor_row) if self.query(WaitingSheet) else None

    def reload(self) -> None:
        """Read the list anew."""
        session = self.session
        self.listed.found = waiting_list.every(session.book, session.actor, session.clinic)
        self._today = clock.read(session.book).today
        self.sheet.reload()
        self.sheet.refresh_rows(entry.id for entry in self.listed.found)
        count = len(self.listed.found)
        for act in (_BOOK, _EDIT, _FREED):
            self.frame.enable(act.action, bool(count))
        back = sum(entry.returned for entry in self.listed.found)
        counted = f"{count} väntar" + (f" · {back} åter" if back else "")
        self.frame.border_subtitle = Content(counted if count else "")
        self._draw_about()
        self.refresh_bindings()

    def mirrored(self) -> Subject:
        """The one that the cursor is on, with their own eyes."""
        entry = self.chosen
        if entry is None:
            return super().mirrored()
        return Waits(
            entry.patient, entry.time_type, entry.resource, entry.wanted_from, entry.wanted_to
        )

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        if self.query(WaitingSheet):
            self.sheet.set_columns(columns(self.room - 2))

    def _draw_about(self) -> None:
        entry = self.chosen
        text = "" if entry is None else about(entry, self._today)
        self.query_one("#about", Static).update(Content(text))

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Say more of another one."""
        message.stop()
        self._draw_about()
        self.look_beside()

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """A double click."""
        message.stop()
        self.action_book_row()

    # --- putting up and changing --------------------------------------------------------------

    def action_new_row(self) -> None:
        """Ny...: whom first, then what is waited for."""
        from screens.staff.shared.patient_search import ChoosePatient

        who = ChoosePatient(self.session, "Vem ska vänta?")
        self.ask(who, lambda found: self._edit(found, None))

    def action_edit_row(self) -> None:
        """Ändra... the row under the cursor."""
        entry = self.chosen
        if entry is not None:
            who = Found(entry.patient, entry.patient_name, entry.pnr, entry.phone)
            self._edit(who, entry)

    def _edit(self, who: Found, entry: WaitingEntry | None) -> None:
        from screens.staff.waiting.entry_dialog import EntryDialog

        session = self.session
        types = self.attempt(lambda: time_types.every(session.book, session.clinic))
        whose = self.attempt(lambda: resources.every(session.book, session.clinic))
        if types is None or whose is None:
            return
        done = "står på väntelistan" if entry is None else "är ändrad på väntelistan"
        self.ask(
            EntryDialog(session, who, types, whose, entry),
            lambda key: self._stand_on(key, f"{who.name} {done}."),
        )

    def _stand_on(self, key: int, text: str) -> None:
        """Put the cursor on an entry, and say what became of it."""
        self.attempt(self.reload)
        if self.query(WaitingSheet):
            self.sheet.move_to(key)
            self.set_focus(self.sheet, scroll_visible=False)
            self._draw_about()
        self.say(text)

    def action_remove(self) -> None:
        """Ta bort...: ask first; nobody else tells the patient."""
        entry = self.chosen
        if entry is None:
            return
        phone = f" på {entry.phone}" if entry.phone else ""
        text = (
            f"Ta bort {entry.patient_name} från väntelistan ({wants_text(entry)})?"
            f" Inget meddelas patienten: kontakta hen{phone}."
        )
        confirm(self, "Ta bort från väntelistan", text, lambda: self._remove(entry))

    def _remove(self, entry: WaitingEntry) -> None:
        book, actor, seen = self.session.book, self.session.actor, seen_entry(entry)
        gone = self.attempt(lambda: waiting_list.remove(book, actor, entry.id, seen=seen))
        self.attempt(self.reload)
        if gone is not None:
            act = book.noted
            self.undoable = lambda: self._put_back(gone, act)
            self.say(f"{entry.patient_name} är borttagen. Ctrl+Z sätter upp hen igen.")

    def _put_back(self, entry: WaitingEntry, act: int) -> None:
        book, actor = self.session.book, self.session.actor
        if self.attempt(lambda: undoing.undo(book, actor, act, seen=None)):
            self.undoable = None
            self._stand_on(entry.id, f"{entry.patient_name} väntar igen.")

    # --- booking ------------------------------------------------------------------------------

    def action_book_row(self) -> None:
        """Boka...: the times that fit the one under the cursor."""
        entry = self.chosen
        if entry is not None:
            self.ask(BookFromList(self.session, entry), self._booked)

    def action_why(self) -> None:
        """Why the one under the cursor finds no such time on 1177, or that there are some."""
        from screens.staff.shared.asking import ask_of_times
        from screens.staff.shared.why_dialog import told_plainly

        entry = self.chosen
        if entry is not None:
            which = Which(entry.time_type, entry.resource, entry.wanted_from, entry.wanted_to)
            wish = told_plainly(f"{entry.patient_name} önskar {wants_text(entry)}")
            ask_of_times(self, which, "Tider som stämmer", self.say, entry.patient, (wish,))

    def action_freed(self) -> None:
        """Lediga tider...: what was given up, and whom it fits."""
        from screens.staff.waiting.freed_times import FreedTimes

        self.ask(FreedTimes(self.session), self._booked)

    def _booked(self, made: FromList) -> None:
        self.undoable = lambda: regret(self, made, lambda text: self._regretted(made, text))
        self.attempt(self.reload)
        self.say(made.text)

    def _regretted(self, made: FromList, text: str) -> None:
        self.undoable = None
        self._stand_on(made.entry.id, text)

    def action_undo(self) -> None:
        """Take back the latest booking from the list, or the latest removal."""
        if self.undoable is not None:
            self.undoable()
