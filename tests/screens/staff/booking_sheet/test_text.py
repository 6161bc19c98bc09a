"""Bokningsunderlag as lines: sections, the time line, any width, any text."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from db.book import Book
from db.bookings import sheet as booking_sheet
from db.bookings.acts import Details
from db.values import JournalSystem, Role
from screens.staff.booking_sheet import text as sheet_text
from screens.staff.booking_sheet.text import arrange, text_of
from tests.db.actors import STAFF
from tests.db.builders import citizen, set_clock
from tests.db.conftest import build
from tests.db.desk import Desk
from tests.db.hostile import HOSTILE
from tests.db.log_builders import Unit

SECTIONS = [
    sheet_text.VISIT,
    sheet_text.PATIENT,
    sheet_text.COMMENT,
    sheet_text.NOTE,
    sheet_text.CHANGES,
    sheet_text.VERDICT,
]
TRAP = (
    ("2025-06-19 08:37", "2025-06-19 10:00"),
    ("2025-06-19 08:42", "2025-06-20 09:30"),
    ("2025-06-19 08:46", ""),
)


@pytest.fixture
def trap(tmp_path: Path) -> booking_sheet.BookingSheet:
    """The chain of 2025, opened from its rebooking."""
    build(tmp_path / "trap.db")
    with Book.open(tmp_path / "trap.db") as book:
        Unit(book).chain(*TRAP)
        return booking_sheet.of_row(book, STAFF, 2)


def test_the_sections_in_their_order(trap: booking_sheet.BookingSheet) -> None:
    names = [line.name for line in arrange(trap, 80) if line.name in SECTIONS]
    assert names == SECTIONS
    beside = [line.text for line in arrange(trap, 120) if sheet_text.PATIENT in line.text]
    assert beside[0].startswith(f" {sheet_text.VISIT} ─")


def test_the_time_line_reads_from_above(trap: booking_sheet.BookingSheet) -> None:
    lines = [line.text.rstrip() for line in arrange(trap, 110)]
    at = lines.index(" ▸ Ombokad  2025-06-19 08:42  Invånare")
    assert lines[at + 1].split() == ["från", "2025-06-19", "10:00", "(30", "min)", "Akut,",
                                     "Distriktssköterska"]  # fmt: skip
    assert lines[at + 2].split()[:3] == ["till", "2025-06-20", "09:30"]
    assert lines[at + 3] == (
        "     ⚑ Ändrad 2025-06-19 08:42 jämförs med 2025-06-19 10:00: 1 h 18 kvar,"
        " gränsen är 24 h. Ska faktureras."
    )
    cancelled = lines[lines.index("   Avbokad  2025-06-19 08:46  Invånare") :]
    assert cancelled[2].endswith("24 h 44 kvar, gränsen är 24 h. I tid.")
    assert cancelled[3] == "     Ombokningen 2025-06-19 08:42 i samma kedja ska faktureras."
    assert "kommentar" not in "".join(lines[at : at + 4])  # only where it was changed


def test_the_text_that_is_copied(trap: booking_sheet.BookingSheet) -> None:
    said = text_of(trap)
    assert said.startswith("Bokningsunderlag\n")
    assert all(name in said for name in SECTIONS)
    assert "Ska faktureras: ombokningen 2025-06-19 08:42." in " ".join(said.split())
    assert not any(line.endswith(" ") for line in said.splitlines())


@pytest.mark.parametrize("width", [1, 12, 19, 43, 44, 76, 97, 98, 116, 197])
def test_any_width_and_any_text(tmp_path: Path, width: int) -> None:
    build(tmp_path / "book.db", JournalSystem.PMO)
    with Book.open(tmp_path / "book.db") as book:
        desk = Desk(book, JournalSystem.PMO)
        set_clock(book, "2024-09-10 08:00")
        hostile = " ".join(text for name, text in HOSTILE.items() if name != "long")[:400]
        details = Details(hostile, referral=hostile[:150], interpreter=hostile[:150])
        made = desk.booked("2024-09-20 10:00", citizen(desk.patient), details)
        assert made.booked_by is Role.CITIZEN
        booking_sheet.save_note(book, STAFF, made.id, HOSTILE["long"][:2000], seen="")
        sheet = booking_sheet.of_booking(book, STAFF, made.id)
    lines = arrange(sheet, width)
    text = "".join(line.text for line in lines)
    assert not set(text) & set("\x1b\x9b\x00\u202e\u2066\n")
    if width >= 19:
        assert all(cell_len(line.text) <= width for line in lines)
        assert text.count("a") >= 2000  # a word longer than a line goes on, nothing is cut
