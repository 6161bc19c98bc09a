import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from asynja_tui.cli.parser import WORLDS
from db import clock
from db.book import Book
from db.bookings import acts as bookings
from db.bookings import read
from db.doctor import examine
from db.errors import Invalid, NotFound, Refused, Unreadable, Unusable
from db.log import query
from db.offer import offer
from db.rules.changes.comments import booking_comment
from db.rules.local_time import day_of, instant_text, minute_of_day
from db.rules.log.query import LogQuery
from db.rules.schedule.red_days import template_column
from db.schedule import changes, templates
from db.setup import case_types, clinics, resources, terms, time_types
from db.timeline import parse_day, parse_instant
from db.values import Act, Actor, Role, Weekday
from db.worlds import catalogue, loading, reading
from db.worlds.people import PEOPLE
from tests.db.actors import IT, STAFF, UNIT
from tests.db.worlds import goldens
from tests.effort import effort

NOW = "2025-11-21 13:37"
JONAS, FRIDA = 2, 3
SOME_DATES = (
    "2024-01-01 00:05",  # New Year
    "2024-03-31 12:00",  # the clock goes forward
    "2025-10-26 02:30",  # the clock goes back
)
MORE_DATES = (
    "2025-04-20 09:00",  # Easter Sunday
    "2025-05-01 08:30",
    "2025-06-20 10:00",  # Midsummer Eve
    "2026-12-24 15:00",
    "2026-12-28 07:59",
    "2027-12-31 23:59",
    "2028-02-29 12:00",
)
DATES = (*SOME_DATES, *MORE_DATES[: effort(0, len(MORE_DATES))])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("worlds")
    places = {}
    for name in catalogue.NAMES:
        places[name] = folder / f"{name}.db"
        catalogue.make(places[name], name, real_now=parse_instant(NOW)).close()
    return places


@pytest.fixture(scope="module")
def opened(made: dict[str, Path]) -> Iterator[dict[str, Book]]:
    """Each world's book, opened once; only looked at."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(Book.open(path)) for name, path in made.items()}


@pytest.fixture
def world(request: pytest.FixtureRequest, opened: dict[str, Book]) -> Book:
    return opened[request.param]


in_world = pytest.mark.parametrize("world", catalogue.NAMES, indirect=True)
in_guide = pytest.mark.parametrize("world", ["guide"], indirect=True)
in_guide_2025 = pytest.mark.parametrize("world", ["guide-2025"], indirect=True)
in_pmo = pytest.mark.parametrize("world", ["pmo"], indirect=True)
in_pasis = pytest.mark.parametrize("world", ["pasis"], indirect=True)
in_region = pytest.mark.parametrize("world", ["region"], indirect=True)
in_tom = pytest.mark.parametrize("world", ["tom"], indirect=True)
in_idag = pytest.mark.parametrize("world", ["idag"], indirect=True)


def value(book: Book, sql: str, *params: object) -> int:
    with book.read() as reader:
        return int(reader.value(sql, params))


def citizen(book: Book, n: int) -> Actor:
    pnr = PEOPLE[n].pnr
    with book.read() as reader:
        key = reader.value("SELECT id FROM patient WHERE pnr = ?", (pnr,))
    return Actor(Role.CITIZEN, PEOPLE[n].name, key)


def visits(book: Book, n: int) -> tuple[read.ShownBooking, ...]:
    me = citizen(book, n)
    assert me.patient is not None
    return read.of_patient(book, me, me.patient)


def dump(path: Path) -> list[str]:
    """All but the mark that tells one file from another."""
    connection = sqlite3.connect(path)
    try:
        return [line for line in connection.iterdump() if '"book_mark" VALUES' not in line]
    finally:
        connection.close()


# --- every world ----------------------------------------------------------------------------------


def test_the_catalogue_and_the_command_line_know_the_same_worlds() -> None:
    assert catalogue.NAMES == WORLDS
    assert set(reading.shipped()) == set(catalogue.NAMES)
    assert all(catalogue.title(name) for name in catalogue.NAMES)


@in_world
def test_a_world_is_what_it_was(world: Book) -> None:
    """Row by row; ``python -m tests.db.worlds.goldens`` writes what they are."""
    with world.read() as reader:
        name = reader.value("SELECT world FROM book_info")
    assert goldens.digests(world) == goldens.kept()[name]


@in_world
def test_a_worlds_own_terms_have_nothing_to_look_over_r111_r113(world: Book) -> None:
    """Warnings are for what those who practise write."""
    for clinic in clinics.every(world):
        for sheet in terms.overview(world, UNIT, clinic.id).sheets:
            if sheet.case_type is not None:
                assert [one.text for one in sheet.review(sheet.case_type.terms)] == []


@in_world
def test_a_world_is_healthy(world: Book) -> None:
    report = examine.examine(world)
    assert [(fault.check, fault.text) for fault in report.faults] == []
    with world.read() as reader:
        told = reader.row("SELECT made_by, world, seed FROM book_info")
        assert reader.value("PRAGMA synchronous") == 2
    assert told is not None
    assert told[0] == catalogue.MADE_BY
    assert told[1] in catalogue.NAMES
    assert value(world, "SELECT count(*) FROM book_info") == 1


@in_world
def test_a_world_is_open_for_booking_with_terms(world: Book) -> None:
    for unit in clinics.every(world):
        assert unit.connected
        book, change = case_types.every(world, unit.id)
        assert (book.active, book.limited) == (change.active, change.limited) == (True, False)
        told = book.terms
        assert all((told.clinic, told.concerns, told.to_care, told.conditions))
        # "Bokningen avser" belongs to booking only (GUIDES.md B4).
        assert all((change.terms.clinic, change.terms.to_care, change.terms.conditions))
        assert change.terms.concerns == ""


@in_world
def test_only_published_numbers_and_fictional_phones(world: Book) -> None:
    with world.read() as reader:
        people = reader.rows("SELECT pnr, name, phone FROM patient")
        info = reader.value("SELECT world FROM book_info")
    known = {one.pnr: (one.name, one.phone) for one in PEOPLE}
    assert all(known[pnr] == (name, phone) for pnr, name, phone in people)
    assert all(phone.startswith("+467017406") for _, _, phone in people)
    seven = {one.pnr for one in PEOPLE[:7]}
    assert people == [] if info == "tom" else seven <= {row[0] for row in people}


@in_world
def test_nobody_has_two_visits_at_once(world: Book) -> None:
    sql = (
        "SELECT count(*) FROM booking a JOIN booking b ON b.patient_id = a.patient_id"
        " AND b.id > a.id AND b.start < a.start + a.length_min * 60"
        " AND a.start < b.start + b.length_min * 60"
        " WHERE a.status = 'booked' AND b.status = 'booked'"
    )
    assert value(world, sql) == 0


def test_no_person_or_clinic_of_the_guides(made: dict[str, Path]) -> None:
    for name, path in made.items():
        text = "\n".join(dump(path))
        for word in ("Nöbbelöv", "Påarp", "Ransnäs", "Teodora", "Tuomainen", "46700007000"):
            assert word not in text, name
        printed = ("Johan Frisk", "Florence", "Primus MVK VC Test")
        assert any(word in text for word in printed) == name.startswith("guide")


@in_world
def test_a_paused_world_stands_and_the_others_follow_the_real_clock(world: Book) -> None:
    seen = clock.read(world)
    with world.read() as reader:
        name = reader.value("SELECT world FROM book_info")
    real = name in ("idag", "tom")
    assert seen.mode == (clock.Mode.REAL if real else clock.Mode.PAUSED)
    at = {
        "guide": "2024-09-19 11:05",
        "guide-2025": "2025-06-19 10:35",
        "pmo": "2020-06-01 10:00",
        "pasis": "2021-10-04 10:00",
        "region": "2025-02-10 10:00",
    }
    assert real or instant_text(seen.now) == at[name]


# --- guide ----------------------------------------------------------------------------------------

LOG_2024 = (
    ("Bokad", "2024-08-16 13:31", "", "2024-08-19 10:00", "Planerat besök"),
    ("Bokad", "2024-08-16 13:44", "", "2024-08-19 10:30", "Planerat besök"),
    ("Bokad", "2024-08-16 13:50", "", "2024-08-19 10:30", "Planerat besök"),
    ("Bokad", "2024-09-04 15:56", "", "2024-09-05 11:00", "Barnmorska/Sjuksköterska"),
    ("Avbokad", "2024-09-04 15:58", "2024-09-05 11:00", "", "Barnmorska/Sjuksköterska"),
    ("Bokad", "2024-09-12 10:38", "", "2024-09-12 13:00", "Barnmorska/Sjuksköterska"),
    ("Ombokad", "2024-09-12 10:52", "2024-09-12 13:00", "2024-09-13 08:00",
     "Barnmorska/Sjuksköterska"),
    ("Avbokad", "2024-09-12 11:00", "2024-09-13 08:00", "", "Barnmorska/Sjuksköterska"),
    ("Bokad", "2024-09-16 07:47", "", "2024-09-17 09:30", "Akut"),
    ("Bokad", "2024-09-19 11:01", "", "2024-09-20 09:30", "Akut"),
)  # fmt: skip
ACTS = {"Bokad": Act.BOOKED, "Ombokad": Act.REBOOKED, "Avbokad": Act.CANCELLED}


@in_guide
def test_the_ten_rows_of_2024_stand_as_printed(world: Book) -> None:
    rows = query.rows(world, STAFF, 1)
    assert len(rows) == len(LOG_2024)
    for row, (status, changed, earlier, new, type_name) in zip(rows, LOG_2024, strict=True):
        assert (row.act, instant_text(row.changed_at)) == (ACTS[status], changed)
        assert row.interpreter == "Nej"
        assert ("" if row.earlier is None else instant_text(row.earlier.start)) == earlier
        assert ("" if row.new is None else instant_text(row.new.start)) == new
        for visit in (row.earlier, row.new):
            if visit is not None:
                assert visit.type_name == type_name
                assert visit.resource_name
                assert visit.comment.startswith("Mitt telefonnummer: +467017406")  # R55
        assert row.booking is not None
        assert value(world, "SELECT count(*) FROM booking WHERE id = ?", row.booking) == 1
        assert row.patient
    oldest, newest = rows[0].changed_at, rows[-1].changed_at
    assert newest - oldest == ((33 * 24 + 21) * 60 + 30) * 60  # A4: 33 days 21 h 30 min


@in_guide
def test_the_two_rows_of_one_moment_differ_in_patient_and_resource(world: Book) -> None:
    second, third = query.rows(world, STAFF, 1)[1:3]
    assert second.new is not None
    assert third.new is not None
    assert second.new.start == third.new.start
    assert second.new.resource_name != third.new.resource_name
    assert second.pnr != third.pnr


@in_guide
def test_the_late_rows_of_2024(world: Book) -> None:
    """GUIDES.md A4: 19 h 02, 2 h 08 and 21 h 00."""
    late = query.rows(world, STAFF, 1, LogQuery(late=True))
    assert [(instant_text(row.changed_at), row.late.minutes_left) for row in late] == [
        ("2024-09-04 15:58", 19 * 60 + 2),
        ("2024-09-12 10:52", 2 * 60 + 8),
        ("2024-09-12 11:00", 21 * 60),
    ]
    assert all(row.billable for row in late)
    assert late[2].chain == late[1].chain
    assert late[2].chain_note


PRINTED_TYPES = {
    ".Laboratoriet": "Här kan du boka tid för prov",
    ".Läkarbesök": "Bedömning av nya besvär",
    ".Provtagning": "Antikroppstest Covid 19",
    ".Sköterskebesök": "Såromläggning",
    "AT första besök webb": "Arbetsterapeut första besök",
    "Graviditetsrelaterade besvär webb": "Graviditetsrelaterade besvär",
    "Praktiskt besök webb": "Praktiskt besök",
    "Övriga besök webb": "Övriga besök",
    "Psykisk hälsa AT webb": "Psykisk hälsa arbetsterapeut",
    "Psykisk hälsa FT webb": "Psykisk hälsa fysioterapeut",
    "Ombud-Vårdguiden på telefon": "Ombud",
}


@in_guide
def test_the_printed_types_and_resources(world: Book) -> None:
    types = {one.name: one for one in time_types.every(world, 1)}
    assert time_types.every(world, 1)[0].name == ""  # the blank first row
    for name, web_name in PRINTED_TYPES.items():
        one = types[name]
        assert one.web_name == web_name
        assert (one.web_bookable, one.web_cancellable, one.web_rebookable) == (True, True, True)
        assert (one.bookable, one.hidden) == (True, False)
    assert types[".Läkarbesök"].web_info == "Kom i god tid"
    later = {"Telefon SSK webb", "SSK besök 30 min", "SSK besök 45 min", "SSK besök 60 min"}
    assert later | {"Planerat besök", "Akut"} <= types.keys()
    assert types["Administration"].hidden
    known = {one.name: one.profession for one in resources.every(world, 1)}
    for name in ("Distriktssköterskemottagning", "DSK rum 3", "Florence", "Vaccination"):
        assert known[name] == "09 Sjuksköterska"
    assert known["Johan Frisk"] == "10 Läkare"


@in_guide
def test_template_1177_and_its_grid(world: Book) -> None:
    """GUIDES.md A4: fifteen starts a day, Monday to Friday, bok.före 10."""
    template = templates.find(world, 1, "1177")
    assert len(template.rows) == 4 * 5
    assert {row.weekday for row in template.rows} == set(range(5))
    assert {row.release for row in template.rows} == {10}
    nurse = resources.find(world, 1, "Distriktssköterskemottagning").id
    assert nurse is not None
    first, last = parse_day("2024-09-02"), parse_day("2024-10-27")
    times = changes.times(world, 1, nurse, first, last)
    assert len(times) == 15 * 40
    monday = [instant_text(one.start)[11:] for one in times if one.day == first]
    assert monday == [
        "08:00", "08:15", "08:30", "08:45", "09:00", "09:15", "09:30", "09:45",
        "10:15", "10:45", "11:15", "12:00", "12:45", "14:00", "15:00",
    ]  # fmt: skip
    assert changes.times(world, 1, nurse, first - 30, first - 1) == ()


@in_guide
def test_johan_frisk_has_one_type_in_two_lengths(world: Book) -> None:
    doctor_id = resources.find(world, 1, "Johan Frisk").id
    assert doctor_id is not None
    times = changes.times(world, 1, doctor_id, parse_day("2024-09-02"), parse_day("2024-10-27"))
    lengths = Counter(one.length_min for one in times)
    assert lengths == {30: 8 * 40, 45: 5 * 40}
    assert {one.time_type for one in times} == {time_types.find(world, 1, ".Läkarbesök").id}


@in_guide
def test_what_the_guide_offers_on_2024_09_19(world: Book) -> None:
    counts = {one.web_name: one.times for one in offer.types(world, citizen(world, 0), 1)}
    # Bok.före 10 on the 19th: to the 28th, six whole days and what is left of today.
    assert counts["Telefontid sjuksköterska"] == 6 * 8
    assert counts["Sjuksköterska, kort besök"] == 6 * 2
    assert counts["Sjuksköterska, besök"] == 6 * 3 + 3
    assert counts["Sjuksköterska, längre besök"] == 6 * 2 + 2
    # To the end of the schedule: 26 whole days; today 11:30 and the six of the afternoon.
    assert counts["Bedömning av nya besvär"] == 26 * 13 + 7
    assert counts["Akut besök"] == 2  # 10:00 and 10:30 on the 20th; 09:30 is booked
    assert counts["Arbetsterapeut första besök"] == 0  # a name without times (R23)
    assert not {"Ombud", "", "Administration"} & counts.keys()


def test_the_clock_moved_back_to_the_slide(opened: dict[str, Book], tmp_path: Path) -> None:
    opened["guide"].backup(tmp_path / "book.db")
    with Book.open(tmp_path / "book.db") as world:
        _moved_back(world)


def _moved_back(world: Book) -> None:
    clock.set_to(world, IT, parse_instant("2024-09-12 10:52"))
    assert len(query.rows(world, STAFF, 1)) == 10
    assert examine.examine(world).ok
    me = citizen(world, 0)
    counts = {one.web_name: one.times for one in offer.types(world, me, 1)}
    assert counts["Bedömning av nya besvär"] == 31 * 13 + 7
    frisk = resources.find(world, 1, "Johan Frisk").id
    assert frisk is not None
    at = parse_instant("2024-09-16 10:00")
    assert offer.why(world, 1, frisk, at, me.patient).offered
    slot = bookings.find_slot(world, 1, frisk, at)
    mine = bookings.book_time(world, me, 1, slot.id, seen=None)
    bookings.cancel(world, me, mine.id, reason="Prövar", seen=None)
    assert len(query.rows(world, STAFF, 1)) == 12


@in_guide
def test_the_booking_behind_the_last_row_can_be_changed(world: Book) -> None:
    shown = [one for one in visits(world, FRIDA) if one.shown]
    assert [instant_text(one.booking.start) for one in shown] == ["2024-09-20 09:30"]
    assert shown[0].cancellable
    assert shown[0].rebookable


@in_guide_2025
def test_the_four_rows_of_2025(world: Book) -> None:
    phone = f"Mitt telefonnummer: {PEOPLE[JONAS].phone}"
    rows = query.rows(world, STAFF, 1)
    assert [(row.act, instant_text(row.changed_at)) for row in rows] == [
        (Act.BOOKED, "2025-06-19 08:37"),
        (Act.REBOOKED, "2025-06-19 08:42"),
        (Act.CANCELLED, "2025-06-19 08:46"),
        (Act.CANCELLED, "2025-06-19 10:30"),
    ]
    booked, rebooked, cancelled, fourth = rows
    assert booked.new is not None
    assert (instant_text(booked.new.start), booked.new.type_name) == ("2025-06-19 10:00", "Akut")
    assert booked.new.comment == f"{phone} Ont i halsen"
    assert rebooked.earlier == booked.new
    assert rebooked.new is not None
    assert instant_text(rebooked.new.start) == "2025-06-20 09:30"
    assert rebooked.new.comment == f"{phone} Förhinder pga jobb."
    assert cancelled.earlier == rebooked.new
    assert (rebooked.late.late, rebooked.late.minutes_left) == (True, 78)
    assert (cancelled.late.late, cancelled.late.minutes_left) == (False, 24 * 60 + 44)
    assert cancelled.booking is not None
    sheet = read.get(world, STAFF, cancelled.booking)
    assert booking_comment(sheet) == f"Fått magsjuka\n{phone} Förhinder pga jobb."  # R53
    assert not fourth.late.late
    assert fourth.booking != cancelled.booking
    by = "SELECT count(*) FROM booking_change WHERE booking_id = ? AND act = 'booked' AND role = ?"
    assert value(world, by, fourth.booking, "staff") == 1


# --- the other journal systems --------------------------------------------------------------------


@in_pmo
def test_pmo_offers_the_suffix_and_hides_administration(world: Book) -> None:
    counts = {one.web_name: one.times for one in offer.types(world, citizen(world, 6), 1)}
    assert all(name.endswith("1177") for name in counts)
    assert all(counts.values())
    assert len(counts) == 7
    first = day_of(offer.times(world, citizen(world, 6), 1, web_name="Provtagning 1177")[0].start)
    assert first == parse_day("2020-06-17")
    times = offer.times(world, citizen(world, 6), 1, web_name="Provtagning 1177", to_day=first)
    starts = [instant_text(one.start)[11:] for one in times]
    assert starts == ["08:30", "08:50", "10:30", "10:45"]


@in_pmo
def test_pmo_has_one_struck_through_and_one_hidden(world: Book) -> None:
    assert value(world, "SELECT count(*) FROM booking WHERE hidden_in_1177 = 1") == 1
    reason = "SELECT count(*) FROM booking_change WHERE act = 'cancelled' AND reason <> ''"
    assert value(world, reason) == 1
    (hidden,) = visits(world, 5)
    assert not hidden.shown
    (seen,) = visits(world, 4)
    assert (seen.shown, seen.cancellable, seen.rebookable) == (True, True, False)  # R135


@in_pasis
def test_pasis_offers_level_4_from_tomorrow(world: Book) -> None:
    levels = {one.level for one in time_types.every(world, 1)}
    assert {1, 2, 3, 4} <= levels
    me = citizen(world, 6)
    names = {one.web_name for one in offer.types(world, me, 1)}
    assert names == {"Nybesök hos läkare", "Årskontroll hos sjuksköterska"}
    assert day_of(offer.times(world, me, 1)[0].start) == parse_day("2021-10-05")  # R81


@in_region
def test_region_has_three_systems_and_citizens_with_visits_at_several(world: Book) -> None:
    units = clinics.every(world)
    assert [unit.system for unit in units] == ["asynjavisph", "pmo", "pasis"]
    assert {one.booking.clinic for one in visits(world, 0)} == {unit.id for unit in units}
    several = value(
        world,
        "SELECT count(*) FROM (SELECT patient_id FROM booking WHERE status = 'booked'"
        " GROUP BY patient_id HAVING count(DISTINCT clinic_id) > 1)",
    )
    assert several >= 3
    for unit in units:
        assert any(one.times for one in offer.types(world, citizen(world, 8), unit.id))


@in_tom
def test_tom_is_empty(world: Book) -> None:
    for table in ("time_type", "resource", "template", "slot", "patient", "booking", "log_row"):
        assert value(world, f"SELECT count(*) FROM {table}") == 0


# --- idag -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Today:
    path: Path
    now: int
    today: int
    when: str
    digests: dict[str, str]


@pytest.fixture(scope="module", params=(NOW, *DATES))
def some_day(
    request: pytest.FixtureRequest, made: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Today:
    now = parse_instant(request.param)
    path = tmp_path_factory.mktemp("idag") / "idag.db"
    if request.param == NOW:
        shutil.copy(made["idag"], path)
    else:
        catalogue.make(path, "idag", real_now=now).close()
    with Book.open(path) as book:
        digests = goldens.digests(book)
        with book.write() as tx:
            clock.start(tx, clock.Mode.PAUSED, now)
    return Today(path, now, day_of(now), request.param, digests)


def test_idag_is_what_it_was(some_day: Today) -> None:
    """Where clocks go forward and back, and at New Year."""
    key = "idag" if some_day.when == NOW else f"idag {some_day.when}"
    if key in goldens.kept():  # stress tries more days
        assert some_day.digests == goldens.kept()[key]


def test_idag_is_healthy_on_any_day(some_day: Today) -> None:
    with Book.open(some_day.path) as book:
        assert examine.examine(book).faults == ()


def test_idag_has_a_believable_life(some_day: Today) -> None:
    now = some_day.now
    with Book.open(some_day.path) as book:
        assert value(book, "SELECT count(*) FROM patient") >= 60
        assert value(book, "SELECT count(*) FROM booking") >= 150
        coming = "SELECT count(*) FROM booking WHERE status = 'booked' AND start > ?"
        assert value(book, coming, now) >= 30
        for role in ("citizen", "staff", "agent"):
            sql = "SELECT count(*) FROM booking_change WHERE role = ? AND act = ?"
            assert all(value(book, sql, role, act) for act in ("booked", "cancelled")), role
        assert value(book, "SELECT count(*) FROM log_row WHERE act = 'rebooked'") >= 5
        assert query.counts(book, 1).late >= 3
        late = query.counts(book, 1).to_check
        assert 0 < late < query.counts(book, 1).late  # some are judged
        statuses = "SELECT count(*) FROM waiting_list_entry WHERE status = ?"
        assert value(book, statuses, "waiting") == 4
        assert value(book, statuses, "booked") == 1
        back = "SELECT count(*) FROM waiting_list_entry WHERE returned_at IS NOT NULL"
        assert value(book, back) == 1
        assert value(book, "SELECT count(*) FROM event WHERE blocking = 1")
        assert value(book, "SELECT count(*) FROM event WHERE blocking = 0")
        offered = {one.web_name: one.times for one in offer.types(book, citizen(book, 2), 1)}
        assert offered["Läkarbesök"] > 100
        assert offered["Hälsosamtal"] == 0  # R23


def test_idag_has_nothing_from_the_future(some_day: Today) -> None:
    with Book.open(some_day.path) as book:
        for table, column in (
            ("booking_change", "at"), ("log_row", "changed_at"), ("message", "at"),
            ("notice", "at"), ("booking", "changed_at"), ("event", "made_at"),
            ("waiting_list_entry", "added_at"), ("layout", "made_at"),
        ):  # fmt: skip
            assert value(book, f"SELECT max({column}) FROM {table}") <= some_day.now, table
        # Acts were written in their order.
        sql = "SELECT count(*) FROM booking_change a JOIN booking_change b ON b.id = a.id + 1"
        assert value(book, f"{sql} WHERE b.at < a.at") == 0
        kept = some_day.now - 31 * 86400
        assert value(book, "SELECT min(changed_at) FROM log_row") > kept


def test_idag_is_laid_out_from_today_eight_weeks_ahead(some_day: Today) -> None:
    with Book.open(some_day.path) as book:
        with book.read() as reader:
            days = [row[0] for row in reader.rows("SELECT DISTINCT day FROM slot ORDER BY day")]
            starts = [row[0] for row in reader.rows("SELECT start FROM slot")]
            layouts = reader.rows("SELECT DISTINCT from_day, to_day FROM layout ORDER BY from_day")
        workdays = [
            day
            for day in range(some_day.today - 21, some_day.today + 57)
            if template_column(day, eves_closed=True) <= Weekday.FRIDAY
        ]
        assert days == workdays
        assert layouts[1] == (some_day.today, some_day.today + 56)
        # Wall clocks are kept over the clock change.
        assert {minute_of_day(one) % 5 for one in starts} == {0}
        assert min(map(minute_of_day, starts)) == 7 * 60 + 30
        assert max(map(minute_of_day, starts)) <= 16 * 60


@in_idag
def test_idag_follows_the_real_clock(world: Book) -> None:
    assert clock.read(world).mode is clock.Mode.REAL
    assert value(world, "SELECT seed FROM book_info") == 1177


def test_a_later_time_of_the_day_goes_on_where_an_earlier_stopped(
    opened: dict[str, Book], tmp_path: Path
) -> None:
    morning = parse_instant(f"{NOW[:10]} 09:00")
    acts = []
    with catalogue.make(tmp_path / "earlier.db", "idag", real_now=morning) as earlier:
        for book in (earlier, opened["idag"]):
            with book.read() as reader:
                acts.append(reader.rows("SELECT booking_id, act, at FROM booking_change"))
    assert len(acts[0]) < len(acts[1])
    assert acts[1][: len(acts[0])] == acts[0]


def test_the_guide_is_the_same_file_every_time(made: dict[str, Path], tmp_path: Path) -> None:
    for name in ("guide", "pmo"):
        catalogue.make(tmp_path / f"{name}.db", name).close()
        assert dump(tmp_path / f"{name}.db") == dump(made[name])


# --- making ---------------------------------------------------------------------------------------


def test_a_world_never_takes_another_files_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine")
    with pytest.raises(Refused, match="finns redan"):
        catalogue.make(path, "tom")
    assert path.read_text() == "mine"
    leftover = tmp_path / "other.db-wal"
    leftover.write_text("a wal")
    with pytest.raises(Refused, match="finns redan"):
        catalogue.make(tmp_path / "other.db", "tom")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mine.db", "other.db-wal"]


def test_one_that_comes_meanwhile_keeps_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.db"

    def load(_book: Book, _world: reading.World) -> None:
        path.write_text("meanwhile")

    monkeypatch.setattr(loading, "load", load)
    with pytest.raises(Refused, match="finns redan"):
        catalogue.make(path, "tom")
    assert path.read_text() == "meanwhile"
    assert [one.name for one in tmp_path.iterdir()] == ["book.db"]


def test_a_fault_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(book: Book, _world: reading.World) -> None:
        with book.write() as tx:
            clock.start(tx, clock.Mode.REAL)
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "load", load)
    with pytest.raises(KeyboardInterrupt):
        catalogue.make(tmp_path / "book.db", "tom")
    assert list(tmp_path.iterdir()) == []


def test_a_made_book_is_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with catalogue.make(str(path), "tom"):
        assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["book.db"]


@pytest.mark.parametrize("place", ["", "a\0b", "postgresql://localhost/bok"])
def test_a_place_that_is_no_file(place: str) -> None:
    with pytest.raises((Invalid, Unusable)):
        catalogue.make(place, "tom")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        catalogue.make(tmp_path / "no" / "book.db", "tom")


def test_an_unknown_world_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="guide-2025"):
        catalogue.make(tmp_path / "book.db", "mars")
