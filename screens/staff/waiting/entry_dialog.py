"""Ny and Ändra of Väntelista: what a patient waits for. The guides show no such dialog."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from db import clock
from db.bookings import waiting_list
from db.bookings.waiting_list import WaitingEntry
from db.errors import Invalid
from db.rules.local_time import day_text, long_day_text
from db.rules.meant_day import Toward
from db.rules.names.masking import NUMBERS
from db.rules.waiting import passed_note
from db.setup.patients import Found
from db.timeline import read_period
from db.values import Day, Resource, TimeType, clean
from screens.session import Session
from screens.staff.booking_sheet.note_dialog import NoteArea
from screens.staff.waiting.rows import ANY
from screens.swedish import by_name
from screens.trouble.merging import MergingDialog, Stands
from widgets.forms.dialog import Button
from widgets.forms.drop_down import DropDown
from widgets.forms.field import Field
from widgets.forms.options import Option
from widgets.forms.text_input import TextInput

_LABEL: Final = 12
_ANYWAY: Final = Button("anyway", "Spara ändå")
_BOXES: Final = ("time_type", "resource")
_DAYS: Final = (("wanted_from", "Önskas från"), ("wanted_to", "Önskas till"))


class EntryDialog(MergingDialog[int]):
    """What somebody waits for: an entry to change, or a new one. Gives its id, or None."""

    KEYS_TEXT = "Tabb nästa fält · mellanslag listan · Ctrl+S OK"
    AUTO_FOCUS = "#time_type"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "default", "OK", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    EntryDialog DialogFrame { max-width: 74; }
    EntryDialog #who { text-style: bold; margin-bottom: 1; height: auto; }
    EntryDialog .days { height: 1; }
    EntryDialog .days Field { width: 35; }
    EntryDialog .days TextInput { width: 22; }
    EntryDialog .days .meant { width: 1fr; color: $foreground-quiet; }
    EntryDialog NoteArea { height: 3; width: 1fr; }
    EntryDialog DropDown { max-width: 50; }
    """

    def __init__(
        self, session: Session, who: Found, types: Sequence[TimeType],
        resources: Sequence[Resource], entry: WaitingEntry | None = None,
    ) -> None:  # fmt: skip
        super().__init__("Ny på väntelistan" if entry is None else "Ändra på väntelistan")
        self._session, self._who, self._entry = session, who, entry
        self._types = _options((kind.id, kind.name) for kind in types)
        self._resources = _options((resource.id, resource.name) for resource in resources)
        self._today = clock.read(session.book).today
        self._first: tuple[object, ...] = ()

    # --- what it shows ------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """Who, and what is waited for."""
        entry = self._entry
        phone = self._who.phone or "inget telefonnummer i boken"
        yield Static(Content(clean(f"{self._who.name} {self._who.pnr} · {phone}")), id="who")
        chosen = "" if entry is None or entry.time_type is None else str(entry.time_type)
        yield Field("Tidstyp", DropDown(self._types, chosen, id="time_type"), _LABEL)
        chosen = "" if entry is None or entry.resource is None else str(entry.resource)
        yield Field("Resurs", DropDown(self._resources, chosen, id="resource"), _LABEL)
        for name, label in _DAYS:
            day = None if entry is None else getattr(entry, name)
            text = "" if day is None else day_text(day)
            with Horizontal(classes="days"):
                box = TextInput(text, "när som helst", longest=30, id=name)
                yield Field(label, box, _LABEL)
                yield Static(id=f"{name}_meant", classes="meant")
        note = NoteArea("" if entry is None else entry.text, id="text", hides=NUMBERS)
        yield Field("Anteckning", note, _LABEL)

    def on_mount(self) -> None:
        """Say what the days mean."""
        self._first = self._written
        self._draw_days()

    @property
    def _written(self) -> tuple[object, ...]:
        boxes = tuple(self.query_one(f"#{name}", DropDown).value for name in _BOXES)
        return (*boxes, *(self._day_text(name) for name, _ in _DAYS), self._note)

    @property
    def _note(self) -> str:
        return self.query_one(NoteArea).text

    def _day_text(self, name: str) -> str:
        return self.text_of(name).strip()

    def _chosen(self, name: str) -> int | None:
        value = self.query_one(f"#{name}", DropDown).value
        return int(value) if value else None

    def unsaved(self) -> str:
        """Whether anything is written that is not saved."""
        if not self._first or self._written == self._first:
            return ""
        return f"{clean(self._who.name)} på väntelistan är inte sparad."

    def _draw_days(self) -> None:
        try:
            days = self._days()
        except Invalid:
            days = (None, None)
        for (name, _), day in zip(_DAYS, days, strict=True):
            said = "" if day is None else long_day_text(day)
            self.query_one(f"#{name}_meant", Static).update(Content(said))
        self.frame.say(passed_note(days[1], self._today))

    def _days(self) -> tuple[Day | None, Day | None]:
        """The days that the fields mean; None where one is empty.

        Raises:
            Invalid: one of them means no day.
        """
        (first, _), (last, _) = _DAYS
        texts = (self._day_text(first), self._day_text(last))
        return read_period(texts, self._today, (first, last), toward=Toward.FORWARD)

    # --- messages -----------------------------------------------------------------------------

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Say which day is meant."""
        message.stop()
        self.frame.clear_faults()
        self._draw_days()

    def on_drop_down_changed(self, message: DropDown.Changed) -> None:
        """What was wrong may be mended."""
        message.stop()
        self.frame.clear_faults()

    # --- saving -------------------------------------------------------------------------------

    def accept(self) -> None:
        """Save it."""
        self.close_confirmed(self._save, _ANYWAY)

    def _save(self, confirmed: bool) -> int:
        session, entry = self._session, self._entry
        time_type, resource = map(self._chosen, _BOXES)
        wanted_from, wanted_to = self._days()
        if entry is None:
            return waiting_list.add(
                session.book, session.actor, session.clinic, self._who.id, time_type=time_type,
                resource=resource, text=self._note, wanted_from=wanted_from, wanted_to=wanted_to,
                confirmed=confirmed,
            )  # fmt: skip
        edited = entry._replace(
            time_type=time_type, resource=resource, text=self._note, wanted_from=wanted_from,
            wanted_to=wanted_to,
        )  # fmt: skip
        return waiting_list.edit(
            session.book, session.actor, edited, seen=entry, told=self.told, confirmed=confirmed
        ).id

    def look_again(self) -> Stands | None:
        """The entry as it is now; a day that is half typed is mine."""
        entry, session = self._entry, self._session
        if entry is None:
            return None
        now = waiting_list.get(session.book, session.actor, entry.id)
        if now.status != "waiting":
            return None
        texts = (self._day_text("wanted_from"), self._day_text("wanted_to"))
        days: tuple[object, object] = texts
        with suppress(Invalid):
            days = self._days()
        mine = {
            "time_type": self._chosen("time_type"), "resource": self._chosen("resource"),
            "text": self._note, "wanted_from": days[0], "wanted_to": days[1],
        }  # fmt: skip
        seen, stands = waiting_list.wish_of(entry), waiting_list.wish_of(now)
        return Stands(waiting_list.WISH, seen, stands, mine, now)

    def take(self, field: str, stands: WaitingEntry) -> None:
        """Show what is stored."""
        value = getattr(stands, field)
        if field in _BOXES:
            self.query_one(f"#{field}", DropDown).value = "" if value is None else str(value)
        elif field == "text":
            self.query_one(NoteArea).text = value
        else:
            self.query_one(f"#{field}", TextInput).value = "" if value is None else day_text(value)


def _options(listed: Iterable[tuple[int | None, str]]) -> tuple[Option, ...]:
    return (Option("", ANY), *by_name(listed))
