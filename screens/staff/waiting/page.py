"""Väntelista: who waits for what; book from it, and see who fits a time that was given up (R49)."""

from collections.abc import Callable
from typing import Any, ClassVar

from db.bookings import waiting_list
from db.bookings.waiting_list import WaitingEntry, seen_entry, wants_text
from db.permissions import CARE
from db.setup import resources, time_types
from db.setup.patients import Found
from screens.commands import Command
from screens.staff.waiting.base import BOOK, EDIT, FREED, NEW, WaitingBase
from screens.staff.waiting.booking import FromList
from screens.staff.waiting.rows import WaitingSheet
from widgets.sheet.messages import RowChosen


def _has_row(screen: Any) -> bool:  # noqa: ANN401 - any page
    return screen.chosen is not None


def _has_any(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.listed.found)


def _can_undo(screen: Any) -> bool:  # noqa: ANN401 - any page
    return screen.undoable is not None


class WaitingListPage(WaitingBase):
    """The page Väntelista."""

    PAGE_NAME = "Väntelista"
    HELP = (
        "Här står de som väntar på en tid, den som väntat längst först. Enter visar de lediga"
        " tider som passar, och bokar. Den som bokats härifrån och avbokar på webben kommer i"
        " AsynjaVisph tillbaka hit, märkt ◂ Åter ([000] R49). Lediga tider är ett förslag: tider"
        " som någon lämnat, och vilka på listan de passar. När vården bokar aviseras invånaren om"
        " hen valt det; när vården avbokar, eller tar bort någon härifrån, skickas inget:"
        " kontakta invånaren ([002] R122, R123)."
    )
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "book_row", "Boka...", "Visar de lediga tider som passar, att boka.",
            key="enter", menu="Bokning och väntelista", roles=CARE, when=_has_row,
        ),
        Command(
            "new_row", "Ny...", "Sätter upp en patient på väntelistan.",
            key="n,insert", menu="Bokning och väntelista", roles=CARE,
        ),
        Command(
            "edit_row", "Ändra...", "Ändrar vad patienten väntar på.",
            key="f2", menu="Bokning och väntelista", roles=CARE, when=_has_row,
        ),
        Command(
            "remove", "Ta bort...", "Tar bort patienten från väntelistan.",
            key="delete", menu="Bokning och väntelista", roles=CARE, when=_has_row,
        ),
        Command(
            "freed", "Lediga tider...",
            "Visar tider som av- eller ombokats, och vilka på listan de passar.",
            key="l", menu="Bokning och väntelista", roles=CARE, when=_has_any,
        ),
        Command(
            "undo", "Ångra", "Tar tillbaka den senaste bokningen härifrån eller borttagningen.",
            key="ctrl+z", menu="Bokning och väntelista", footer=False, roles=CARE, when=_can_undo,
        ),
    )  # fmt: skip

    undoable: Callable[[], None] | None = None
    """What takes back the latest booking or removal made here."""

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """A double click."""
        message.stop()
        self.action_book_row()

    def pressed(self, name: str) -> None:
        """Do what the button says."""
        acts = {
            BOOK.name: self.action_book_row, NEW.name: self.action_new_row,
            EDIT.name: self.action_edit_row, FREED.name: self.action_freed,
        }  # fmt: skip
        acts[name]()

    # --- putting up and changing --------------------------------------------------------------

    def action_new_row(self) -> None:
        """Ny...: whom first, then what is waited for."""
        from screens.staff.shared.choose_patient import ChoosePatient

        def chosen(who: Found | None) -> None:
            if who is not None:
                self._edit(who, None)

        self.app.push_screen(ChoosePatient(self.session, "Vem ska vänta?"), chosen)

    def action_edit_row(self) -> None:
        """Ändra... the row under the cursor."""
        one = self.chosen
        if one is not None:
            self._edit(Found(one.patient, one.patient_name, one.pnr, one.phone), one)

    def _edit(self, who: Found, entry: WaitingEntry | None) -> None:
        from screens.staff.waiting.entry_dialog import EntryDialog

        session = self.session
        types = self.attempt(lambda: time_types.every(session.book, session.clinic))
        found = self.attempt(lambda: resources.every(session.book, session.clinic))
        if types is None or found is None:
            return

        def saved(key: int | None) -> None:
            if key is not None:
                self._stand_on(key)
                said = "står på väntelistan" if entry is None else "är ändrad på väntelistan"
                self.say(f"{who.name} {said}.")

        self.app.push_screen(EntryDialog(session, who, types, found, entry), saved)

    def _stand_on(self, key: int) -> None:
        self.attempt(self.reload)
        if self.query(WaitingSheet):
            self.sheet.move_to(key)
            self.set_focus(self.sheet, scroll_visible=False)
            self._draw_about()

    def action_remove(self) -> None:
        """Ta bort...: ask first; nobody else tells the patient."""
        from screens.question import NO, YES, Question

        one = self.chosen
        if one is None:
            return
        phone = f" på {one.phone}" if one.phone else ""
        text = (
            f"Ta bort {one.patient_name} från väntelistan ({wants_text(one)})?"
            f" Inget meddelas patienten: kontakta hen{phone}."
        )

        def answered(answer: str | None) -> None:
            if answer == YES.name:
                self._remove(one)

        self.app.push_screen(Question("Ta bort från väntelistan", text, (YES, NO)), answered)

    def _remove(self, one: WaitingEntry) -> None:
        session = self.session

        gone = self.attempt(
            lambda: waiting_list.remove(session.book, session.actor, one.id, seen=seen_entry(one))
        )
        self.attempt(self.reload)
        if gone is not None:
            self.undoable = lambda: self._put_back(gone)
            self.say(f"{one.patient_name} är borttagen. Ctrl+Z sätter upp hen igen.")

    def _put_back(self, one: WaitingEntry) -> None:
        session = self.session
        seen = seen_entry(one)
        if self.attempt(
            lambda: waiting_list.put_back(session.book, session.actor, one.id, seen=seen)
        ):
            self.undoable = None
            self._stand_on(one.id)
            self.say(f"{one.patient_name} väntar igen.")

    # --- booking ------------------------------------------------------------------------------

    def action_book_row(self) -> None:
        """Boka...: the times that fit the one under the cursor."""
        from screens.staff.waiting.times import BookFromList

        one = self.chosen
        if one is not None:
            self.app.push_screen(BookFromList(self.session, one), self._booked)

    def action_freed(self) -> None:
        """Lediga tider...: what was given up, and whom it fits."""
        from screens.staff.waiting.freed_times import FreedTimes

        self.app.push_screen(FreedTimes(self.session), self._booked)

    def _booked(self, made: FromList | None) -> None:
        if made is None:
            return
        self.undoable = lambda: self._regret(made)
        self.attempt(self.reload)
        self.say(made.text)

    def _regret(self, made: FromList) -> None:
        from screens.staff.waiting.booking import regret

        def done(said: str) -> None:
            self.undoable = None
            self._stand_on(made.entry.id)
            self.say(said)

        regret(self, made, done)

    def action_undo(self) -> None:
        """Take back the latest booking from the list, or the latest removal."""
        if self.undoable is not None:
            self.undoable()
