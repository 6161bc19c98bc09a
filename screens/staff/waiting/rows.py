"""The rows and columns of Väntelista, and what is said of the one the cursor is on."""

from typing import Final

from db.bookings.waiting_list import WaitingEntry, period_text, wants_text
from db.rules.local_time import day_of, day_text, instant_text, short_instant_text
from db.rules.waiting import passed_note
from db.values import Day, clean
from screens.dialog_page import PageSheet
from widgets.sheet.listed import Listed
from widgets.sheet.sheet import LetterlessSheet
from widgets.sheet.values import Cell, Column, Row, RowKey

BACK: Final = "◂ Åter"
"""One who was booked from the list and cancelled on the web (R49)."""

WAITS: Final = "Väntar"
ANY: Final = "Vilken som helst"
BACK_ROLE: Final = "back"


class ListedWaiting(Listed[WaitingEntry]):
    """Those who wait, for the sheet; longest first."""

    def key(self, entry: WaitingEntry) -> RowKey:
        """The entry's id."""
        return entry.id

    def row(self, entry: WaitingEntry) -> Row:
        """What is told of it."""
        return _row(entry)


def about(entry: WaitingEntry, today: Day) -> str:
    """What stands below the list of the one the cursor is on, at most three lines.

    Args:
        entry: the entry.
        today: the book's local day; a wanted period that has passed is told.
    """
    phone = f"tel. {entry.phone}" if entry.phone else "inget telefonnummer i boken"
    lines = [f"{entry.patient_name} {entry.pnr} · {phone}"]
    if entry.returned_at is not None:
        when = instant_text(entry.returned_at)
        lines.append(f"{BACK}: bokades från listan, avbokade på webben {when}")
    note = " ".join(entry.note.split())
    passed = passed_note(entry.wanted_to, today)
    told = f"! {passed} " if passed else ""
    lines.append(f"{told}Önskar {wants_text(entry)}" + (f" · ”{note}”" if note else ""))
    return clean("\n".join(lines), lines=True)


def _row(entry: WaitingEntry) -> Row:
    since = day_text(day_of(entry.added_at))
    status = Cell(WAITS)
    if entry.returned_at is not None:
        when = short_instant_text(entry.returned_at)
        status = Cell(BACK, role=BACK_ROLE, tip=f"Avbokade på webben {when}.")
    return Row(entry.id, (
        Cell(clean(entry.patient_name), tip=entry.pnr), status, Cell(since),
        Cell(clean(entry.type_name) or ANY), Cell(clean(entry.resource_name) or ANY),
        Cell(period_text(entry.wanted_from, entry.wanted_to)), Cell(clean(entry.phone)),
        Cell(entry.pnr), Cell(clean(entry.note, lines=True)),
    ))  # fmt: skip


_ROOMY: Final = 110


def columns(width: int) -> tuple[Column, ...]:
    """Those of the list, for a sheet of this width; what does not fit is reached sideways."""
    wide = width >= _ROOMY
    return (
        Column("patient", "Patient", width=21 if wide else 19, fixed=True),
        Column("status", "Status", width=6, fixed=True),
        Column("since", "Sedan", width=10),
        Column("time_type", "Tidstyp", width=20),
        Column("resource", "Resurs", width=17 if wide else 16),
        Column("period", "Önskad period", width=23),
        Column("phone", "Telefon", width=12),
        Column("pnr", "Personnummer", width=13),
        Column("text", "Anteckning", width=30),
    )


class WaitingSheet(PageSheet, LetterlessSheet):
    """The list. Letters are the page's commands."""

    COMPONENT_CLASSES = {f"sheet--role-{BACK_ROLE}"}
    DEFAULT_CSS = """
    WaitingSheet { .sheet--role-back { color: $attention; text-style: bold; } }
    """
