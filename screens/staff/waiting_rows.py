"""The rows and columns of Väntelista, and what is said of the one the cursor is on."""

from collections.abc import Sequence
from typing import Final

from db.rules.local_time import day_of, day_text, instant_text, short_instant_text
from db.values import Day, clean
from db.waiting_list import WaitingEntry
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Cell, Column, Row, RowKey

BACK: Final = "◂ Åter"
"""One who was booked from the list and cancelled on the web (R49)."""

WAITS: Final = "Väntar"
ANY: Final = "Vilken som helst"
BACK_ROLE: Final = "back"


class ListedWaiting:
    """Those who wait, for the sheet; longest first."""

    def __init__(self) -> None:
        self.found: tuple[WaitingEntry, ...] = ()

    def count(self) -> int:
        """How many there are."""
        return len(self.found)

    def window(self, first: int, n: int) -> Sequence[Row]:
        """Those from a place on."""
        return [_row(one) for one in self.found[max(0, first) : first + n]]

    def position(self, key: RowKey) -> int | None:
        """The place of one."""
        return next((at for at, one in enumerate(self.found) if one.id == key), None)

    def get(self, key: RowKey | None) -> WaitingEntry | None:
        """The one with this key, if it still waits."""
        return next((one for one in self.found if one.id == key), None)

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next one of whom something holds the text."""
        wanted, at = text.casefold(), None if after is None else self.position(after)
        found = self.found
        if at is not None:
            found = found[:at] if back else found[at + 1 :]
        for one in reversed(found) if back else found:
            if wanted in "\n".join(cell.text for cell in _row(one).cells).casefold():
                return one.id
        return None


def period_text(first: Day | None, last: Day | None) -> str:
    """The wanted days: ``2024-09-16 – 2024-09-20``, ``från 2024-09-16``; empty for any."""
    if first is not None and last is not None:
        return day_text(first) if first == last else f"{day_text(first)} – {day_text(last)}"
    if first is not None:
        return f"från {day_text(first)}"
    return "" if last is None else f"till {day_text(last)}"


def wants_text(one: WaitingEntry) -> str:
    """What is waited for, in one line."""
    wants = (
        one.type_name or "vilken tidstyp som helst",
        one.resource_name or "vilken resurs som helst",
        period_text(one.wanted_from, one.wanted_to) or "när som helst",
    )
    return clean(" · ".join(wants))


def about(one: WaitingEntry) -> str:
    """What stands below the list of the one the cursor is on, at most three lines."""
    phone = f"tel. {one.phone}" if one.phone else "inget telefonnummer i boken"
    lines = [f"{one.patient_name} {one.pnr} · {phone}"]
    if one.returned_at is not None:
        when = instant_text(one.returned_at)
        lines.append(f"{BACK}: bokades från listan, avbokade på webben {when} ([000] R49)")
    note = " ".join(one.text.split())
    lines.append(f"Önskar {wants_text(one)}" + (f" · ”{note}”" if note else ""))
    return clean("\n".join(lines), lines=True)


def _row(one: WaitingEntry) -> Row:
    since = day_text(day_of(one.added_at))
    status = Cell(WAITS)
    if one.returned_at is not None:
        when = short_instant_text(one.returned_at)
        status = Cell(BACK, role=BACK_ROLE, tip=f"Avbokade på webben {when}.")
    return Row(one.id, (
        Cell(clean(one.patient_name), tip=one.pnr), status, Cell(since),
        Cell(clean(one.type_name) or ANY), Cell(clean(one.resource_name) or ANY),
        Cell(period_text(one.wanted_from, one.wanted_to)), Cell(clean(one.phone)),
        Cell(one.pnr), Cell(clean(one.text, lines=True)),
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


class WaitingSheet(Sheet):
    """The list. Letters are the page's commands."""

    COMPONENT_CLASSES = {f"sheet--role-{BACK_ROLE}"}
    DEFAULT_CSS = """
    WaitingSheet { .sheet--role-back { color: $attention; text-style: bold; } }
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No letter moves or folds here."""
        return False if action == "letter" else super().check_action(action, parameters)
