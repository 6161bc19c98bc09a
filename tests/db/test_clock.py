"""The book's clock: its modes and moves, and what the log forgets when the day turns (R45)."""

import contextlib
import sqlite3
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import cleared, clock, retention
from db.book import Book
from db.clock import Mode
from db.errors import Invalid, NeedsConfirmation, NotAllowed
from db.log.files import import_log
from db.rules.local_time import instant_at, instant_text
from db.timeline import moved, parse_day, parse_instant
from db.values import Actor, Instant, Role
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF, SYSTEM
from tests.db.builders import at, set_clock
from tests.db.log_builders import Unit

MINUTE, HOUR, DAY = 60, 3600, 86400


class Computer:
    """The computer's clock, which only db.clock reads."""

    def __init__(self, at: Instant) -> None:
        self.at = float(at)

    def time(self) -> float:
        return self.at


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Computer:
    made = Computer(at("2026-11-20 08:00"))
    monkeypatch.setattr(clock, "time", SimpleNamespace(time=made.time))
    return made


def rows(book: Book) -> int:
    with book.read() as reader:
        return int(reader.value("SELECT count(*) FROM log_row"))


def shown(book: Book) -> str:
    return instant_text(clock.read(book).now)


# --- modes ---------------------------------------------------------------------------------------


def test_a_paused_clock_stands(book: Book, computer: Computer) -> None:
    set_clock(book, "2024-09-12 10:52")
    computer.at += DAY
    seen = clock.read(book)
    assert (seen.mode, seen.now) == (Mode.PAUSED, at("2024-09-12 10:52"))
    assert seen.today == parse_day("2024-09-12")


def test_a_paused_clock_that_is_set_stands_there(book: Book, computer: Computer) -> None:
    seen = clock.set_to(book, STAFF, at("2024-09-13 08:00"))
    computer.at += HOUR
    assert seen == clock.read(book)
    assert (seen.mode, shown(book)) == (Mode.PAUSED, "2024-09-13 08:00")


def test_run_goes_on_from_where_it_stood(book: Book, computer: Computer) -> None:
    assert clock.run(book, STAFF).mode is Mode.RUNNING
    computer.at += 90 * MINUTE
    assert shown(book) == "2024-09-12 12:22"
    assert clock.run(book, STAFF).mode is Mode.RUNNING
    computer.at += HOUR
    assert shown(book) == "2024-09-12 13:22"


def test_pause_stops_it_where_it_is(book: Book, computer: Computer) -> None:
    clock.run(book, STAFF)
    computer.at += HOUR
    assert clock.pause(book, STAFF).mode is Mode.PAUSED
    computer.at += HOUR
    assert shown(book) == "2024-09-12 11:52"


def test_a_running_clock_that_is_set_runs_on(book: Book, computer: Computer) -> None:
    clock.run(book, STAFF)
    assert clock.set_to(book, STAFF, at("2024-09-14 08:00")).mode is Mode.RUNNING
    computer.at += HOUR
    assert shown(book) == "2024-09-14 09:00"


def test_a_real_clock(book: Book, computer: Computer) -> None:
    assert clock.follow_real(book, STAFF).mode is Mode.REAL
    computer.at += HOUR
    assert shown(book) == "2026-11-20 09:00"
    assert clock.run(book, STAFF).mode is Mode.REAL
    assert clock.pause(book, STAFF).mode is Mode.PAUSED
    computer.at += HOUR
    assert shown(book) == "2026-11-20 09:00"
    assert clock.run(book, STAFF).mode is Mode.RUNNING


def test_a_real_clock_that_is_set_is_no_longer_real(book: Book, computer: Computer) -> None:
    clock.follow_real(book, STAFF)
    assert clock.set_to(book, STAFF, at("2024-09-12 08:00")).mode is Mode.RUNNING
    computer.at += MINUTE
    assert shown(book) == "2024-09-12 08:01"


def test_the_clock_is_kept_in_the_book_and_shared(book: Book, book_path: Path) -> None:
    clock.set_to(book, STAFF, at("2024-09-13 08:00"))
    with Book.open(book_path) as other:
        assert clock.read(other) == clock.read(book)
        clock.set_to(other, STAFF, at("2024-09-14 08:00"))
    assert shown(book) == "2024-09-14 08:00"


def test_a_computer_that_goes_back_takes_the_running_clock_along(
    book: Book, computer: Computer
) -> None:
    clock.run(book, STAFF)
    computer.at -= HOUR
    assert shown(book) == "2024-09-12 09:52"


@pytest.mark.parametrize(
    "actor",
    [AGENT, Actor(Role.CITIZEN, "", 1)],
    ids=lambda one: one.role,
)
def test_citizens_and_ombud_do_not_move_it(book: Book, actor: Actor) -> None:
    for move in (clock.pause, clock.run, clock.follow_real):
        with pytest.raises(NotAllowed):
            move(book, actor)
    with pytest.raises(NotAllowed):
        clock.set_to(book, actor, at("2024-09-13 08:00"))
    assert shown(book) == "2024-09-12 10:52"


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, IT, SYSTEM], ids=lambda one: one.role)
def test_care_moves_it(book: Book, actor: Actor) -> None:
    clock.set_to(book, actor, at("2024-09-13 08:00"))
    assert shown(book) == "2024-09-13 08:00"


# --- its range -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2000-01-01 00:00", "2099-12-31 23:59"])
def test_the_edges_of_its_range(book: Book, text: str) -> None:
    clock.set_to(book, STAFF, at(text))
    assert shown(book) == text


@pytest.mark.parametrize(
    "instant",
    [0, -1, 946_681_199, 4_102_441_200, 10**12, 10**18, -(10**18), 2**70],
    ids=str,
)
def test_outside_its_range(book: Book, instant: Instant) -> None:
    with pytest.raises(Invalid, match="2000–2099") as caught:
        clock.set_to(book, STAFF, instant)
    assert caught.value.code == "clock-range"
    assert shown(book) == "2024-09-12 10:52"


@pytest.mark.parametrize("skewed", [0, 5_000_000_000], ids=["1970", "2128"])
def test_a_computer_whose_clock_is_wrong_is_not_followed(
    book: Book, computer: Computer, skewed: Instant
) -> None:
    computer.at = skewed
    with pytest.raises(Invalid, match="2000–2099"):
        clock.follow_real(book, STAFF)
    assert shown(book) == "2024-09-12 10:52"


# --- forward -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "step", "end"),
    [
        ("2024-09-12 10:52", "2h", "2024-09-12 12:52"),
        ("2024-09-12 10:52", "30m", "2024-09-12 11:22"),
        ("2024-09-12 10:52", " 45 min ", "2024-09-12 11:37"),
        ("2024-09-12 10:52", "1d", "2024-09-13 10:52"),
        ("2024-09-12 10:52", "3 dagar", "2024-09-15 10:52"),
        ("2024-09-12 10:52", "1v", "2024-09-19 10:52"),
        ("2024-09-12 10:52", "2 veckor", "2024-09-26 10:52"),
        ("2024-12-31 23:59", "1m", "2025-01-01 00:00"),
        pytest.param("2026-03-28 09:00", "1d", "2026-03-29 09:00", id="a-spring-day-has-23-hours"),
        pytest.param("2026-03-28 09:00", "24h", "2026-03-29 10:00", id="24-hours-in-spring"),
        pytest.param("2026-10-24 09:00", "1d", "2026-10-25 09:00", id="an-autumn-day-has-25-hours"),
        pytest.param("2026-10-24 09:00", "24h", "2026-10-25 08:00", id="24-hours-in-autumn"),
    ],
)
def test_forward(start: str, step: str, end: str) -> None:
    assert instant_text(moved(at(start), step)) == end


@pytest.mark.parametrize("step", ["", "2", "h", "2x", "-2h", "1.5h", "２h", "999999h", "1d 2h"])
def test_steps_that_cannot_be_read(step: str) -> None:
    with pytest.raises(Invalid, match="till exempel 30m") as caught:
        moved(at("2024-09-12 10:52"), step)
    assert caught.value.field == "forward"


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("2024-09-12", "at", "är inte en tid"),
        ("12/9 2024 10:52", "at", "är inte en tid"),
        ("2024-09-12 24:01", "at", "är inte en tid"),
        ("2024-09-12 24:00:01", "at", "är inte en tid"),
        ("2024-09-12 25:00", "at", "är inte en tid"),
        ("2024-09-12 10:60", "at", "är inte en tid"),
        ("2024-02-30 10:52", "at", "är inte ett datum"),
        ("1999-12-31 10:52", "at", "2000–2099"),
        ("2026-03-29 02:30", "at", "sommartiden börjar"),
        ("２024-09-12 10:52", "at", "är inte en tid"),
    ],
)
def test_times_that_cannot_be_read(text: str, field: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as caught:
        parse_instant(text)
    assert caught.value.field == field


@pytest.mark.parametrize("day", ["2024-09-12", "2026-03-28", "2026-10-25", "2099-12-31"])
def test_r32_twenty_four_is_the_end_of_the_day(day: str) -> None:
    end = instant_at(parse_day(day) + 1, 0)
    assert parse_instant(f"{day} 24:00") == parse_instant(f"{day} 24:00:00") == end


def test_of_an_hour_that_comes_twice_the_first(book: Book) -> None:
    assert parse_instant("2026-10-25 03:00") - parse_instant("2026-10-25 02:00") == 2 * HOUR
    assert parse_instant("2026-10-25 02:30:15") % MINUTE == 15


# --- what the log forgets ------------------------------------------------------------------------

CHANGED = "2024-08-01 12:00"


@pytest.fixture
def one_row(book: Book) -> Book:
    """A book at the moment of its only log row, 2024-08-01 12:00."""
    set_clock(book, CHANGED)
    Unit(book).chain((CHANGED, "2024-12-01 08:00"))
    return book


@pytest.mark.parametrize(
    ("later", "left"),
    [
        pytest.param(30 * DAY + 23 * HOUR + 59 * MINUTE, 1, id="R45-30-d-23-h-59"),
        pytest.param(31 * DAY, 1, id="R45-31-d-0-h-0"),
        pytest.param(31 * DAY + MINUTE, 0, id="R45-31-d-0-h-1"),
        pytest.param(400 * DAY, 0, id="R45-long-after"),
    ],
)
def test_a_move_clears_what_is_over_31_days(one_row: Book, later: int, left: int) -> None:
    clock.set_to(one_row, STAFF, at(CHANGED) + later, confirmed=True)
    assert rows(one_row) == left


def test_a_move_that_would_clear_asks_with_the_count(book: Book) -> None:
    set_clock(book, CHANGED)
    Unit(book).chain((CHANGED, "2024-12-01 08:00"), (CHANGED, "2024-12-02 08:00"), (CHANGED, ""))
    there = at("2024-09-19 11:05")
    with pytest.raises(NeedsConfirmation, match="3 rader") as caught:
        clock.set_to(book, STAFF, there)
    assert "2024-09-19 11:05" in caught.value.text
    assert caught.value.source == "[000] R45"
    assert (rows(book), shown(book)) == (3, CHANGED)
    clock.set_to(book, STAFF, there, confirmed=True)
    assert (rows(book), shown(book)) == (0, "2024-09-19 11:05")


def test_a_move_that_clears_nothing_asks_nothing(one_row: Book) -> None:
    clock.set_to(one_row, STAFF, at(CHANGED) + 31 * DAY)
    assert rows(one_row) == 1


def test_following_the_computer_asks_too(one_row: Book, computer: Computer) -> None:
    with pytest.raises(NeedsConfirmation):
        clock.follow_real(one_row, STAFF)
    assert rows(one_row) == 1
    clock.follow_real(one_row, STAFF, confirmed=True)
    assert rows(one_row) == 0


def test_a_move_within_the_day_clears_nothing(one_row: Book) -> None:
    set_clock(one_row, "2024-09-19 08:00")
    clock.set_to(one_row, STAFF, at("2024-09-19 23:59"))
    assert rows(one_row) == 1


def test_a_move_back_clears_nothing_and_brings_nothing_back(one_row: Book) -> None:
    clock.set_to(one_row, STAFF, at("2024-07-01 12:00"))
    assert rows(one_row) == 1
    clock.set_to(one_row, STAFF, at("2024-09-19 12:00"), confirmed=True)
    clock.set_to(one_row, STAFF, at(CHANGED))
    assert rows(one_row) == 0


@pytest.mark.parametrize("mode", list(Mode))
def test_never_at_open(one_row: Book, book_path: Path, computer: Computer, mode: Mode) -> None:
    with one_row.write() as tx:
        clock.start(tx, mode, at("2024-09-19 11:05"))
    computer.at += 100 * DAY
    with Book.open(book_path) as again:
        clock.read(again)
        assert rows(again) == 1


def test_never_while_it_stands(one_row: Book, computer: Computer) -> None:
    set_clock(one_row, "2024-09-19 11:05")
    computer.at += 100 * DAY
    assert clock.turn_day(one_row) == 0
    clock.pause(one_row, STAFF)
    clock.run(one_row, STAFF)
    assert rows(one_row) == 1


@pytest.mark.parametrize("mode", [Mode.RUNNING, Mode.REAL])
def test_when_the_day_turns_while_it_runs(one_row: Book, computer: Computer, mode: Mode) -> None:
    computer.at = at("2024-09-19 23:58")
    with one_row.write() as tx:
        clock.start(tx, mode, at("2024-09-19 23:58"))
    assert clock.turn_day(one_row) == 0
    computer.at += MINUTE
    assert (clock.turn_day(one_row), rows(one_row)) == (0, 1)
    computer.at += MINUTE
    assert shown(one_row) == "2024-09-20 00:00"
    assert (clock.turn_day(one_row), rows(one_row)) == (1, 0)
    assert clock.turn_day(one_row) == 0


def test_the_turn_of_the_day_looks_at_whole_days(one_row: Book, computer: Computer) -> None:
    """31 x 24 h after 12:00 is not yet over at midnight; the next midnight takes it."""
    computer.at = at("2024-08-31 23:59")
    with one_row.write() as tx:
        clock.start(tx, Mode.REAL)
    computer.at = at("2024-09-01 00:01")
    assert (clock.turn_day(one_row), rows(one_row)) == (0, 1)
    computer.at = at("2024-09-01 12:01")
    assert (clock.turn_day(one_row), rows(one_row)) == (0, 1)
    computer.at = at("2024-09-02 00:00")
    assert (clock.turn_day(one_row), rows(one_row)) == (1, 0)


def test_over_a_clock_change_31_days_are_31_times_24_hours(book: Book) -> None:
    set_clock(book, "2026-03-01 12:00")
    Unit(book).chain(("2026-03-01 12:00", "2026-12-01 08:00"))
    clock.set_to(book, STAFF, at("2026-04-01 13:00"), confirmed=True)
    assert rows(book) == 1
    clock.set_to(book, STAFF, at("2026-03-31 13:00"))
    clock.set_to(book, STAFF, at("2026-04-01 13:01"), confirmed=True)
    assert rows(book) == 0


def test_only_own_log_rows_are_cleared(one_row: Book, tmp_path: Path) -> None:
    """Imported rows stand apart; bookings and their history are never cleared."""
    target = tmp_path / "juli.csv"
    import_log.export(one_row, STAFF, 1, target)
    import_log.import_log(one_row, STAFF, 1, target)
    with pytest.raises(NeedsConfirmation, match="1 rad"):
        clock.set_to(one_row, STAFF, at("2024-12-24 12:00"))
    clock.set_to(one_row, STAFF, at("2024-12-24 12:00"), confirmed=True)
    with one_row.read() as reader:
        left = {
            table: reader.value(f"SELECT count(*) FROM {table}")
            for table in ("log_row", "log_file", "booking", "booking_change", "slot")
        }
    assert left == {"log_row": 1, "log_file": 1, "booking": 1, "booking_change": 1, "slot": 1}


def test_an_import_of_old_rows_clears_nothing(one_row: Book, tmp_path: Path) -> None:
    target = tmp_path / "juli.csv"
    import_log.export(one_row, STAFF, 1, target)
    set_clock(one_row, "2024-12-24 12:00")
    import_log.import_log(one_row, STAFF, 1, target)
    assert rows(one_row) == 2


def test_each_clinic_has_its_own_retention(one_row: Book) -> None:
    with one_row.write() as tx:
        tx.run("UPDATE clinic SET retention_days = 60")
    clock.set_to(one_row, STAFF, at(CHANGED) + 60 * DAY)
    assert rows(one_row) == 1
    clock.set_to(one_row, STAFF, at(CHANGED) + 61 * DAY, confirmed=True)
    assert rows(one_row) == 0


def test_a_clearing_that_is_broken_off_moves_nothing(
    one_row: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError("stop")

    monkeypatch.setattr(retention, "clear", fail)
    with pytest.raises(RuntimeError):
        clock.set_to(one_row, STAFF, at("2024-12-24 12:00"), confirmed=True)
    assert (rows(one_row), shown(one_row)) == (1, CHANGED)


# --- a computer whose clock is wrong --------------------------------------------------------------


@pytest.fixture
def in_use(one_row: Book, computer: Computer) -> Book:
    """A book that follows the computer's clock, in use on 2024-08-20; its row is 19 days old."""
    computer.at = at("2024-08-20 08:00")
    with one_row.write() as tx:
        clock.start(tx, Mode.REAL)
    return one_row


def kept(path: Path) -> list[list[int]]:
    """The rows of the copies beside a book."""
    found = []
    for place in cleared.places(path):
        if place.exists():
            with contextlib.closing(sqlite3.connect(place)) as copy:
                found.append([row[0] for row in copy.execute("SELECT id FROM log_row")])
    return found


@pytest.mark.parametrize("ahead", [15, 49, 400, 9000])
def test_one_wrong_reading_clears_nothing(in_use: Book, computer: Computer, ahead: int) -> None:
    for wrong in (computer.at + ahead * DAY, at("2000-01-02 08:00")):
        right, computer.at = computer.at, wrong
        assert clock.turn_day(in_use) == 0
        with in_use.write() as tx:
            assert clock.sweep(tx, clock.state(tx)) == 0
        assert rows(in_use) == 1
        computer.at = right + DAY
        assert clock.turn_day(in_use) == 0
    assert kept(in_use.path) == []


def test_after_a_wrong_reading_it_is_cleared_in_its_time(in_use: Book, computer: Computer) -> None:
    """A mark ahead of now is not believed, however it came there."""
    computer.at += 10 * DAY  # within what is trusted, and nothing is due yet
    assert clock.turn_day(in_use) == 0
    computer.at = at("2024-08-25 08:00")
    assert clock.turn_day(in_use) == 0
    assert clock.read(in_use).swept_day == parse_day("2024-08-25")
    computer.at = at("2024-09-02 08:00")
    assert (clock.turn_day(in_use), rows(in_use)) == (1, 0)


def test_after_a_long_time_it_is_cleared_when_that_is_confirmed(
    in_use: Book, computer: Computer
) -> None:
    assert clock.unconfirmed(in_use) == 0
    computer.at = at("2024-10-01 08:00")
    assert (clock.turn_day(in_use), clock.unconfirmed(in_use)) == (0, 1)
    for move in (clock.pause, clock.run):  # neither is an answer
        move(in_use, STAFF)
    assert (clock.turn_day(in_use), clock.unconfirmed(in_use)) == (0, 1)
    said = clock.waiting_text(1, clock.read(in_use))
    assert said.startswith("Boken har inte använts på 42 dagar")
    with pytest.raises(NotAllowed):
        clock.clear_confirmed(in_use, AGENT)
    with pytest.raises(NeedsConfirmation, match="42 dagar"):
        clock.follow_real(in_use, STAFF)
    assert (clock.clear_confirmed(in_use, STAFF), rows(in_use)) == (1, 0)
    assert (clock.unconfirmed(in_use), clock.turn_day(in_use)) == (0, 0)


def test_what_is_cleared_stays_until_the_second_clearing_after(
    in_use: Book, computer: Computer
) -> None:
    path = in_use.path
    with in_use.read() as reader:
        (first,) = (row[0] for row in reader.rows("SELECT id FROM log_row"))
    expected = [[first]]
    computer.at = at("2024-09-02 08:00")
    clock.turn_day(in_use)
    for month, turn in (("2024-10", 1), ("2024-11", 2)):
        number = first + 100 * turn
        with in_use.write() as tx:
            tx.run(
                "INSERT INTO log_row (id, clinic_id, act, changed_at, old_start,"
                " change_id) SELECT ?, 1, 'cancelled', ?, ?, max(id) FROM booking_change",
                (number, at(f"{month}-01 08:00") - 40 * DAY, at("2024-12-01 08:00")),
            )
        assert sorted(kept(path)) == sorted(expected[-2:])
        for _ in range(30):
            computer.at += DAY
            clock.turn_day(in_use)
        expected.append([number])
    assert sorted(kept(path)) == sorted(expected[-2:])
    assert {stat.S_IMODE(place.stat().st_mode) for place in cleared.places(path)} == {0o600}


def test_without_room_for_the_copy_nothing_is_cleared(in_use: Book, computer: Computer) -> None:
    for place in cleared.places(in_use.path):
        place.with_name(place.name + ".new").mkdir()
    computer.at = at("2024-09-02 08:00")
    assert (clock.turn_day(in_use), rows(in_use)) == (0, 1)
    for place in cleared.places(in_use.path):
        place.with_name(place.name + ".new").rmdir()
    assert (clock.turn_day(in_use), rows(in_use)) == (1, 0)
