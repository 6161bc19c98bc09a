"""Lediga tider: times that were given up, and who on the list waits for such ones.

A suggestion to staff; nothing is booked by itself. That there is one is our choice.
"""

from typing import Final

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.bookings import freed_times
from db.bookings.freed_times import Freed
from db.bookings.waiting_list import WaitingEntry, wants_text
from db.errors import BookError
from db.rules.local_time import day_of, day_text, instant_text
from db.values import clean
from screens.dialog import DialogScreen, confirm
from screens.session import Session
from screens.staff.shared.time_rows import ListedTimes, TimeSheet, time_columns, time_said
from screens.staff.waiting.booking import BOOK, FromList, book_entry
from screens.staff.waiting.rows import BACK
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import CANCEL, Button
from widgets.forms.options import Tick
from widgets.line import cut
from widgets.sheet.messages import CursorMoved, RowChosen
from widgets.sheet.values import Cell, Column

_NAME_CELLS: Final = 28
_CLOSE: Final = Button(CANCEL.name, "Stäng")
_NOBODY: Final = "Ingen tid som någon har lämnat passar någon på väntelistan."
_NONE: Final = f"Inga lediga tider de närmaste {freed_times.AHEAD_DAYS} dagarna passar någon."
_EVERY: Final = "Visa alla lediga tider, inte bara av- och ombokade"


class FreedTimes(DialogScreen[FromList]):
    """Times that were given up, and whom they fit. Gives what was booked, or None."""

    TITLE_TEXT = "Lediga tider och väntelistan"
    BUTTONS = (BOOK, _CLOSE)
    KEYS_TEXT = "↑↓ väljer tid · Enter väljer vem · Enter bokar"
    AUTO_FOCUS = "TimeSheet"
    DEFAULT_CSS = """
    FreedTimes DialogFrame { max-width: 100; height: 100%; max-height: 30; }
    FreedTimes DialogBody { height: 1fr; }
    FreedTimes TimeSheet { height: 1fr; min-height: 3; }
    FreedTimes #whom { text-style: bold; height: 1; }
    FreedTimes ChoiceList { height: 5; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._freed: dict[int, Freed] = {}
        self._times = ListedTimes()

    # --- what it shows ------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """The times, and below them those whom the time under the cursor fits."""
        yield Tick(_EVERY, id="every")
        yield TimeSheet(_columns, self._times, _NOBODY)
        yield Static(id="whom")
        yield ChoiceList()

    def on_mount(self) -> None:
        """Read the times."""
        self._read()

    sheet = getters.query_one(TimeSheet)

    def _read(self) -> None:
        session, every = self._session, self.query_one(Tick).value
        found = self.attempt(
            lambda: freed_times.offers(session.book, session.actor, session.clinic, every=every)
        )
        self._freed = {freed.time.slot: freed for freed in found or ()}
        self._times = ListedTimes(
            [freed.time for freed in found or ()],
            {slot: _more(freed) for slot, freed in self._freed.items()},
        )
        self.sheet.body.empty = _NONE if every else _NOBODY
        self.sheet.set_source(self._times)
        self.frame.enable(BOOK.name, bool(found))
        if found and len(found) == freed_times.MOST_TIMES:
            self.frame.say(f"De {freed_times.MOST_TIMES} första tiderna visas.")
        self._draw_waiting()

    @property
    def _here(self) -> Freed | None:
        key = self.sheet.cursor_row
        return None if key is None else self._freed.get(int(key))

    def _draw_waiting(self) -> None:
        freed = self._here
        self.query_one("#whom", Static).update(Content("Väntar på en sådan tid:" if freed else ""))
        waiting = freed.waiting if freed else ()
        self.query_one(ChoiceList).show(tuple(_choice(entry) for entry in waiting))

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter or a double click on a time: on to those who wait for it."""
        message.stop()
        self.query_one(ChoiceList).focus()

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Others wait for another time."""
        message.stop()
        self._draw_waiting()

    def on_tick_changed(self, message: Tick.Changed) -> None:
        """All times, or those that were given up."""
        message.stop()
        self.frame.clear_faults()
        self._read()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Enter or a click on one who waits."""
        message.stop()
        self._ask(int(message.name))

    # --- booking ------------------------------------------------------------------------------

    def show_error(self, error: BookError) -> None:
        """Say it; the times may be others now."""
        if self.is_mounted and self._freed:
            self._freed = {}
            self._read()
        super().show_error(error)

    def accept(self) -> None:
        """Book for the one that has the cursor among those who wait."""
        choices = self.query_one(ChoiceList)
        if choices.choices:
            self._ask(int(choices.choices[choices.cursor].name))
        else:
            self.app.bell()

    def _ask(self, key: int) -> None:
        freed = self._here
        waiting = freed.waiting if freed else ()
        entry = next((entry for entry in waiting if entry.id == key), None)
        if freed is None or entry is None:
            return
        phone = f" (tel. {entry.phone})" if entry.phone else ""
        text = f"Boka {time_said(freed.time)} för {entry.patient_name}{phone}?"

        def book() -> None:
            book_entry(self, self._session, entry, freed.time, " ".join(entry.text.split()))

        confirm(self, "Boka från väntelistan", text, book, BOOK)


def _more(freed: Freed) -> tuple[Cell, ...]:
    when = freed.freed_at
    since = Cell() if when is None else Cell(day_text(day_of(when)), tip=instant_text(when))
    return (since, Cell(str(len(freed.waiting))))


def _choice(entry: WaitingEntry) -> Choice:
    back = f"{BACK} · " if entry.returned else ""
    phone = f"{entry.phone} · " if entry.phone else ""
    tip = f"{back}{phone}sedan {day_text(day_of(entry.added_at))} · {wants_text(entry)}"
    return Choice(str(entry.id), cut(clean(entry.patient_name), _NAME_CELLS), tip=clean(tip))


def _columns(width: int) -> tuple[Column, ...]:
    left = max(12, (width - 14 - 11 - 10 - 6 - 7) // 2)
    return (
        *time_columns(left, left),
        Column("freed", "Blev ledig", width=10),
        Column("waiting", "Väntar", width=6, right=True),
    )
