"""What cannot be asked of the calendar, one line each, and that nothing is written (vårt val)."""

from collections.abc import Callable

import pytest

from db.book import Book
from db.errors import BookError
from db.rules.local_time import instant_text, instants_at
from db.schedule import changes, lay_out
from db.schedule.layout_plan import LaidOut
from db.tidbok import events
from db.timeline import parse_day, parse_instant
from tests.db.actors import SCHEDULER, STAFF
from tests.db.builders import at, day, make_resource, make_slot, set_clock
from tests.db.desk import Desk


class Room:
    """Johan Frisk, valid in 2024-2028, and a template with an hour every night and morning."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.desk = Desk(book)
        self.resource = make_resource(
            book, "Vikarie", valid_from=day("2024-01-01"), valid_to=day("2028-12-31")
        )
        self.desk.run("INSERT INTO template (clinic_id, name) VALUES (1, 'Natt')")
        for weekday in range(8):
            self.desk.run(
                "INSERT INTO template_row (template_id, weekday, start_min, end_min, length_min,"
                " time_type_id) VALUES (1, ?, 120, 180, 30, ?)",
                (weekday, self.desk.type),
            )

    def add(self, start: str | int, length_min: int = 30, release: int | None = None) -> int:
        when = start if isinstance(start, int) else at(start)
        return changes.add_time(
            self.book, SCHEDULER, 1, self.resource, when, length_min, self.desk.type, release
        )

    def event(self, start: str, end: str, text: str = "APT") -> object:
        return events.add(
            self.book, STAFF, 1, self.resource, at(start), at(end), text, blocking=True
        )

    def lay(self, first: str, last: str, *, dry_run: bool = False) -> LaidOut:
        return lay_out.lay_out(
            self.book,
            SCHEDULER,
            1,
            1,
            [self.resource],
            day(first),
            day(last),
            seen=None,
            dry_run=dry_run,
        )

    def starts(self) -> list[str]:
        rows = self.desk.rows("SELECT start FROM slot ORDER BY start")
        return [instant_text(row[0]) for row in rows]


@pytest.fixture
def room(book: Book) -> Room:
    return Room(book)


OCTOBER = instants_at(parse_day("2026-10-25"), 150)

Ask = Callable[[Room], object]
CASES: dict[str, tuple[Ask, str, str]] = {
    # dates that do not exist, and those outside the calendar
    "30 February": (lambda room: parse_day("2024-02-30"), "day", "är inte ett datum"),
    "29 February, no leap year": (lambda room: parse_day("2025-02-29"), "day", "är inte ett datum"),
    "month 13": (lambda room: parse_day("2024-13-01"), "day", "är inte ett datum"),
    "year 1999": (lambda room: parse_day("1999-12-31"), "day", "2000–2099"),
    # the hour that is lost and the one that comes twice
    "lost hour, typed": (lambda room: parse_instant("2026-03-29 02:30"), "at", "finns inte"),
    "doubled hour, first": (
        lambda room: room.add(OCTOBER[0]), "start",
        "Klockan 02:30 2026-10-25 passeras två gånger (sommartiden slutar). Ingen tid läggs där.",
    ),
    "doubled hour, second": (lambda room: room.add(OCTOBER[1]), "start", "två gånger"),
    # lengths and releases
    "length 0": (lambda room: room.add("2024-09-13 08:00", 0), "length_min", "1–1440"),
    "length below 0": (lambda room: room.add("2024-09-13 08:00", -15), "length_min", "1–1440"),
    "length over a day": (lambda room: room.add("2024-09-13 08:00", 1441), "length_min", "1–1440"),
    "release 0": (lambda room: room.add("2024-09-13 08:00", 30, 0), "release", "1–365"),
    "half a minute": (lambda room: room.add(at("2024-09-13 08:00") + 30), "start", "hela minuter"),
    "now": (lambda room: room.add("2024-09-12 10:52"), "start", "har redan börjat"),
    # a resource that is not valid
    "valid no longer": (lambda room: room.add("2029-01-01 08:00"), "start", "är inte giltig"),
    # periods
    "367 days": (lambda room: room.lay("2024-09-13", "2025-09-14"), "to", "Högst 366 dagar"),
    "367 days, only asked": (
        lambda room: room.lay("2024-09-13", "2025-09-14", dry_run=True), "to", "har 367",
    ),
    "backwards": (lambda room: room.lay("2024-09-14", "2024-09-13"), "to", "efter sista"),
    "an event without length": (
        lambda room: room.event("2024-09-13 08:00", "2024-09-13 08:00"), "end", "innan den slutar",
    ),
    "an event backwards": (
        lambda room: room.event("2024-09-13 08:00", "2024-09-12 08:00"), "end", "innan den slutar",
    ),
    "an event without text": (
        lambda room: room.event("2024-09-13 08:00", "2024-09-13 09:00", " "), "text", "fyllas i",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_is_refused_with_a_sentence_that_points_at_the_field(room: Room, case: str) -> None:
    ask, field, said = CASES[case]
    before = room.book.changes()
    with pytest.raises(BookError) as no:
        ask(room)
    assert no.value.field == field
    assert said in no.value.text
    assert room.book.changes() == before


def test_366_days_are_laid_out_and_two_nights_lack_their_times(room: Room) -> None:
    """02:00 and 02:30 are skipped in March and come twice in October: none, and it is said."""
    set_clock(room.book, "2025-10-01 08:00")
    laid = room.lay("2025-10-20", "2026-10-20")
    assert len(laid.slots) == 2 * (366 - 2)
    assert len(laid.summary.clock) == 4
    assert [line[:16] for line in laid.summary.clock] == [
        "2025-10-26 02:00", "2025-10-26 02:30", "2026-03-29 02:00", "2026-03-29 02:30",
    ]  # fmt: skip


def test_a_leap_day_and_week_53_are_days_as_others(room: Room) -> None:
    set_clock(room.book, "2026-12-01 08:00")
    assert len(room.lay("2026-12-28", "2027-01-03").slots) == 14  # week 53
    assert len(room.lay("2028-02-28", "2028-03-01").slots) == 6
    assert "2028-02-29 02:00" in room.starts()


def test_days_after_a_resources_last_are_left_out_and_said(room: Room) -> None:
    set_clock(room.book, "2028-12-01 08:00")
    laid = room.lay("2028-12-30", "2029-01-02")
    assert len(laid.slots) == 4
    assert laid.summary.invalid == (
        "Vikarie är giltig från 2024-01-01 till 2028-12-31: 4 tider utanför läggs inte ut.",
    )


def test_a_time_of_an_older_book_that_runs_over_midnight_collides_on_both_sides(
    room: Room,
) -> None:
    """None is made any more (test_schedule)."""
    make_slot(room.book, room.resource, room.desk.type, "2024-09-13 23:30", 60)
    for start, length in (("2024-09-13 23:00", 31), ("2024-09-14 00:29", 10)):
        with pytest.raises(BookError):
            room.add(start, length)
    room.add("2024-09-13 23:00", 30)
    room.add("2024-09-14 00:30", 30)
    assert len(room.starts()) == 3
