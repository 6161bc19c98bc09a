"""Schemalägg before it is done: what the fields mean, and what the preview says."""

from datetime import date

import pytest

from db.book import Book
from db.schedule import lay_out, templates
from db.schedule.layout_plan import Collision, LaidOut, PlannedTime
from db.schedule.layout_summary import LaidDay, Summary, TypeCount
from db.timeline import parse_instant
from db.values import Resource, Template, TemplateRow, Weekday
from screens.staff.templates.lay_out_form import (
    Order,
    read_order,
    span_text,
    suggested,
    validity_text,
)
from screens.staff.templates.lay_out_preview import MOST_LISTED, arrange, day_said
from tests.db.actors import SCHEDULER
from tests.db.builders import day, make_resource, make_slot, make_type
from tests.db.conftest import book, book_path, golden

__all__ = ["book", "book_path", "golden"]


def told(found: LaidOut, resources: dict[int, str], width: int = 76) -> list[str]:
    return [line.text.rstrip() for line in arrange(found, resources, width)]


# --- the fields -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2024-09-12", "2024-09-16", "2024-11-10"),
        ("2024-09-15", "2024-09-16", "2024-11-10"),  # a Sunday
        ("2024-09-16", "2024-09-23", "2024-11-17"),  # a Monday: the next one
        ("2024-12-30", "2025-01-06", "2025-03-02"),
    ],
)
def test_eight_weeks_from_the_next_monday_are_suggested(today: str, first: str, last: str) -> None:
    assert suggested(day(today)) == (day(first), day(last))


def test_what_the_fields_mean_together() -> None:
    read = read_order(7, [3, 1], "2024-09-16", "2024-11-10", day("2024-09-12"))
    assert read.order == Order(7, (3, 1), day("2024-09-16"), day("2024-11-10"))
    assert read.said == ""


def test_what_is_laid_out_lies_ahead_and_a_week_ends_on_its_sunday() -> None:
    read = read_order(7, [1], "v 2", "v 3", day("2024-12-20"))
    assert read.order == Order(7, (1,), day("2025-01-06"), day("2025-01-19"))


@pytest.mark.parametrize(
    ("template", "resources", "first", "last", "field", "said"),
    [
        (7, [1], "2025-02-29", "2025-03-30", "from_day", "Datumet ”2025-02-29” finns inte"),
        (7, [1], "2024-02-29", "2024-02-30", "to_day", "Datumet ”2024-02-30” finns inte"),
        (7, [1], "", "2024-09-16", "from_day", "Skriv Från och med"),
        (7, [1], "2024-09-16", "16/x", "to_day", "Skriv 2024-09-12, 12/9"),
        (7, [1], "2024-09-17", "2024-09-16", "to_day", "ligger före"),
        (7, [1], "1999-01-01", "2024-09-16", "from_day", "Året ska vara"),
        (None, [1], "2024-09-16", "2024-09-16", "", "Välj en schemamall."),
        (7, [], "2024-09-16", "2024-09-16", "", "Bocka för minst en resurs."),
    ],
)
def test_what_cannot_be_laid_out_is_said_at_its_field(
    template: int | None, resources: list[int], first: str, last: str, field: str, said: str
) -> None:
    read = read_order(template, resources, first, last, day("2024-09-12"))
    assert read.order is None
    assert read.field == field
    assert said in read.said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2024-09-16", "mån v. 38"), ("2020-12-31", "tor v. 53"), ("2021-01-01", "fre v. 53"),
        ("2024-12-30", "mån v. 1"), ("2024-02-29", "tor v. 9"),
    ],
)  # fmt: skip
def test_a_days_weekday_and_iso_week(when: str, said: str) -> None:
    assert day_said(day(when)) == said


def test_how_long_a_period_is() -> None:
    assert span_text(1, 56) == "56 dagar, 8 veckor"
    assert span_text(1, 7) == "7 dagar, 1 vecka"
    assert span_text(1, 10) == "10 dagar"
    assert span_text(1, 1) == "1 dag"
    assert span_text(2, 1) == span_text(None, 1) == span_text(1, None) == ""


def test_a_resources_validity() -> None:
    assert validity_text(Resource()) == "tills vidare"
    first, last = day("2024-01-01"), day("2024-12-31")
    assert validity_text(Resource(valid_from=first, valid_to=last)) == "2024-01-01 – 2024-12-31"
    assert validity_text(Resource(valid_from=first)) == "2024-01-01 –"
    assert validity_text(Resource(valid_to=last)) == "– 2024-12-31"


# --- the preview ------------------------------------------------------------------------------


def test_a_dry_run_in_a_real_book_with_a_red_day_a_collision_and_a_short_schedule(
    book: Book,
) -> None:
    """Christmas 2024 from 2024-09-12: Wednesday the 25th and Thursday the 26th are red."""
    short, phone = make_type(book, "SSK", "Besök"), make_type(book, "Telefon", "Telefontid")
    nurse, doctor = make_resource(book, "Sköterska"), make_resource(book, "Läkare")
    rows = tuple(TemplateRow(Weekday(n), 480, 540, 15, None, short) for n in range(5))
    holiday = TemplateRow(Weekday.HOLIDAY, 600, 660, 30, None, phone)
    made = templates.save(book, SCHEDULER, 1, Template(None, "Jul", (*rows, holiday)), seen=None)
    make_slot(book, nurse, short, "2024-12-23 08:10", 20)
    first, last = day("2024-12-23"), day("2024-12-29")
    found = lay_out.lay_out(
        book, SCHEDULER, 1, made.id or 0, [nurse, doctor], first, last, seen=None, dry_run=True
    )
    lines = told(found, {nurse: "Sköterska", doctor: "Läkare"})
    assert lines[0] == "30 tider på 5 dagar, 2 resurser. 2 röda dagar."
    assert lines[1].startswith("! 2 krockar med tider som redan finns")
    assert "     22  SSK                             Må Ti Fr" in lines
    assert "      8  Telefon                         On To" in lines
    assert "     14  Sköterska" in lines
    assert "     16  Läkare" in lines
    assert any("2024-12-25 är juldagen: mallens Helgdag gäller" in one for one in lines)
    at = lines.index("Krockar")
    assert lines[at + 1 : at + 3] == [
        "  Sköterska: 2 krockar på 1 dag",
        "    mån 2024-12-23: 2 med SSK 08:10–08:30",
    ]
    assert "  v. 52 2024-12-23   6   8  4*  4*   8   ·   ·" in lines
    assert "  * röd dag: mallens Helgdag gäller" in lines


def test_the_warning_of_the_horizon_comes_before_the_figures(book: Book) -> None:
    kind, nurse = make_type(book, "SSK", "Besök"), make_resource(book, "Sköterska")
    rows = (TemplateRow(Weekday.MONDAY, 480, 540, 15, None, kind),)
    made = templates.save(book, SCHEDULER, 1, Template(None, "Kort", rows), seen=None)
    first = day("2024-09-16")
    found = lay_out.lay_out(
        book, SCHEDULER, 1, made.id or 0, [nurse], first, first + 6, seen=None, dry_run=True
    )
    lines = told(found, {nurse: "Sköterska"})
    assert lines[0] == "4 tider på 1 dag, 1 resurs."
    assert lines[1].startswith("! Schemat räcker ")
    assert not any("Krockar" in one for one in lines)


@pytest.mark.parametrize(
    ("sunday", "said"),
    [
        ("2025-03-30", "! 2025-03-30 02:00: klockan ställs fram och klockslaget finns inte"),
        ("2024-10-27", "! 2024-10-27 02:00: klockan ställs tillbaka och passerar"),
    ],
)
def test_the_hours_of_the_clock_changes_get_no_times_and_it_is_said(
    book: Book, sunday: str, said: str
) -> None:
    kind, nurse = make_type(book, "Jour", "Jour"), make_resource(book, "Sköterska")
    rows = (TemplateRow(Weekday.SUNDAY, 60, 240, 60, None, kind),)
    made = templates.save(book, SCHEDULER, 1, Template(None, "Natt", rows), seen=None)
    on = day(sunday)
    found = lay_out.lay_out(
        book, SCHEDULER, 1, made.id or 0, [nurse], on, on, seen=None, dry_run=True
    )
    lines = told(found, {nurse: "Sköterska"}, 100)
    assert lines[0] == "2 tider på 1 dag, 1 resurs."
    assert any(line.startswith(said) for line in lines)


def test_nothing_to_lay_out_is_said() -> None:
    assert told(LaidOut(None, (), (), ()), {1: "Sköterska"})[0] == "Inga tider skulle läggas ut."


@pytest.mark.parametrize("width", [8, 20, 36, 58, 76])
def test_every_line_fits(width: int) -> None:
    name = "En mycket lång tidstyp med ett namn som inte får plats" * 2
    on = date(2024, 9, 16).toordinal()
    seen = Summary(
        days=(LaidDay(on, "midsommardagen", True, (TypeCount(1, name, 12345),)),),
        red_days=(f"{name}.",), horizon=name, invalid=(name,), remainders=(name,), blocked=2,
    )  # fmt: skip
    slots = (PlannedTime(1, 0, 15, 1, None, True),)
    hits = tuple(
        Collision(1, at * 86400, 15, at * 86400, 15, False, name, name)
        for at in range(MOST_LISTED + 3)
    )
    lines = told(LaidOut(None, slots, hits, (), seen), {1: name}, width)
    assert all(len(line) <= max(width, 17) for line in lines)
    assert "    och 3 dagar till." in lines or width < 24


def test_collisions_are_told_by_resource_and_day() -> None:
    """Many are few lines: 375 of them on a resource's 75 days."""

    def hit(resource: int, clock: str, *, booked: bool = False) -> Collision:
        start, stands = parse_instant(f"2024-09-16 {clock}"), parse_instant("2024-09-16 09:30")
        return Collision(resource, start, 15, stands, 30, booked, "", "Akut")

    hits = (hit(1, "09:30"), hit(1, "09:45"), hit(2, "09:30", booked=True))
    later = tuple(one._replace(start=one.start + 86400, with_start=one.with_start + 86400)
                  for one in hits[:2])  # fmt: skip
    lines = told(LaidOut(None, (), (*hits, *later), ()), {1: "Sköterska", 2: "Läkare"})
    assert lines[lines.index("Krockar") + 1 : lines.index("Krockar") + 6] == [
        "  Sköterska: 4 krockar på 2 dagar",
        "    mån 2024-09-16: 2 med Akut 09:30–10:00",
        "    tis 2024-09-17: 2 med Akut 09:30–10:00",
        "  Läkare: 1 krock på 1 dag",
        "    mån 2024-09-16: 1 med Akut 09:30–10:00 (bokad)",
    ]
    many = tuple(
        hits[0]._replace(start=hits[0].start + n * 86400) for n in range(75) for _ in range(5)
    )
    assert len(told(LaidOut(None, (), many, ()), {1: "Sköterska"})) < 90
