"""Statistics of the log, recomputed by looking at every row of it."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db import clock
from db.book import Book
from db.errors import Invalid, NotAllowed, NotFound, Refused
from db.log import query as weblog
from db.log import review, statistics, view
from db.log.entry import LogEntry
from db.log.statistics import Statistics
from db.rules.local_time import day_of
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery, fold
from db.rules.log.statistics import By, Period, Tally, search_of, total
from db.values import Act, Actor, ReviewDecision, Role
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF
from tests.db.builders import at, citizen, day, make_patient
from tests.db.log_books import FILES, add_rows, make_files, random_query, seqs
from tests.db.log_builders import Unit
from tests.effort import effort

SLIDE = (
    ("2024-09-12 10:38", "2024-09-12 13:00"),
    ("2024-09-12 10:52", "2024-09-13 08:00"),
    ("2024-09-12 11:00", ""),
)


def name_of(by: By, entry: LogEntry) -> str:
    """Of which line a row is, the plain way."""
    when = date.fromordinal(day_of(entry.changed_at))
    if by is By.DAY:
        return when.isoformat()
    if by is By.WEEK:
        return "{}-W{:02}".format(*when.isocalendar()[:2])
    if by is By.MONTH:
        return f"{when:%Y-%m}"
    visit = entry.new if entry.act is Act.BOOKED else entry.earlier
    assert visit is not None
    return fold(visit.type_name if by is By.TYPE else visit.resource_name)


def plainly(by: By, entries: tuple[LogEntry, ...], period: Period | None) -> dict[str, Tally]:
    """The lines that have changes, by a loop over the rows."""
    made: dict[str, Tally] = {}
    for entry in entries:
        if period and period.first <= day_of(entry.changed_at) <= period.last:
            name = name_of(by, entry)
            one = Tally(
                entry.act is Act.BOOKED,
                entry.act is Act.REBOOKED,
                entry.act is Act.CANCELLED,
                entry.late.late,
            )
            made[name] = made.get(name, Tally()).plus(one)
    return made


def lines(found: Statistics) -> dict[str, Tally]:
    named = found.by in (By.TYPE, By.RESOURCE)
    return {
        fold(one.key) if named else one.key: one.tally for one in found.rows if one.tally.changes
    }


@pytest.mark.parametrize("seed", range(effort(2, 200)))
def test_the_numbers_are_those_of_the_rows(book: Book, seed: int) -> None:
    """Random logs, also around midnights, New Year and both clock changes."""
    dice = random.Random(seed)
    files = make_files(book)
    with book.write() as tx:
        add_rows(tx, dice, files, 150, 5)
    unit = Unit(book)
    unit.chain(*SLIDE)
    for file in (*FILES, ""):
        entries = weblog.rows(book, STAFF, 1, None, file)
        for by in By:
            for first, last in periods(dice, entries):
                found = statistics.read(
                    book, STAFF, 1, by, first=first, last=last, file=file
                )  # fmt: skip
                wanted = plainly(by, entries, found.period)
                assert lines(found) == wanted
                assert found.total == total(wanted.values())
                assert len({one.key for one in found.rows}) == len(found.rows)


def periods(
    dice: random.Random, entries: tuple[LogEntry, ...]
) -> Iterator[tuple[int | None, int | None]]:
    yield None, None
    days = sorted({day_of(one.changed_at) for one in entries})
    first, last = sorted(dice.choices(days, k=2))
    yield from ((first, last), (first, None), (None, last), (last, last))


@pytest.mark.parametrize("seed", range(effort(1, 100)))
def test_the_search_of_a_line_finds_its_rows(book: Book, seed: int) -> None:
    """Exactly those, whether the index or the rows themselves answer."""
    dice = random.Random(seed)
    files = make_files(book)
    with book.write() as tx:
        add_rows(tx, dice, files, effort(40, 80), 3)
    everything = weblog.rows(book, STAFF, 1, None, FILES[0])
    for by in By:
        for line in statistics.read(book, STAFF, 1, by, file=FILES[0]).rows:
            for late in (False, True):
                query = parse_search(search_of(by, line, late=late))
                found = weblog.rows(book, STAFF, 1, query, FILES[0])
                key = fold(line.key) if by in (By.TYPE, By.RESOURCE) else line.key
                of_line = [
                    one.seq for one in everything
                    if name_of(by, one) == key and (one.late.late or not late)
                ]  # fmt: skip
                assert [one.seq for one in found] == of_line
                assert seqs(view.view(book, STAFF, 1, query, file=FILES[0])) == of_line


@pytest.mark.parametrize("seed", range(effort(3, 100)))
def test_what_is_searched_is_counted_row_by_row(book: Book, seed: int) -> None:
    """The same as counting the rows that the search gives, for every query and actor."""
    dice = random.Random(seed)
    files = make_files(book)
    with book.write() as tx:
        add_rows(tx, dice, files, 60, 3)
    everything = weblog.rows(book, STAFF, 1, None, FILES[0])
    for actor in (STAFF, IT):
        for _ in range(effort(4, 40)):
            query, by = random_query(dice, everything), dice.choice(list(By))
            rows = weblog.rows(book, actor, 1, query, FILES[0])
            found = statistics.read(book, actor, 1, by, file=FILES[0], query=query)
            assert found.total == total(tally_of(one) for one in rows)
            keys = {name_of(by, one) for one in rows}
            fold_it = fold if by in (By.TYPE, By.RESOURCE) else str
            assert {fold_it(one.key) for one in found.rows if one.tally.changes} == keys


def tally_of(one: LogEntry) -> Tally:
    booked, rebooked, cancelled = (int(one.act is act) for act in Act)
    return Tally(booked, rebooked, cancelled, int(one.late.late))


def test_a_count_of_a_search_can_be_given_up(book: Book) -> None:
    files = make_files(book)
    with book.write() as tx:
        add_rows(tx, random.Random(0), files, 60, 3)
    with pytest.raises(Refused, match="avbröts"):
        statistics.read(
            book, STAFF, 1, file=FILES[0], query=LogQuery(words=("o",)), progress=lambda *_: False
        )


def test_the_guides_slide(book: Book) -> None:
    Unit(book).chain(*SLIDE)
    found = statistics.read(book, STAFF, 1)
    assert found.span == found.period == Period(day("2024-09-12"), day("2024-09-12"))
    assert [(one.key, one.tally) for one in found.rows] == [("2024-09-12", Tally(1, 1, 1, 2))]
    by_type = statistics.read(book, STAFF, 1, By.TYPE)
    assert [(one.label, one.tally) for one in by_type.rows] == [("Akut", Tally(1, 1, 1, 2))]
    by_resource = statistics.read(book, STAFF, 1, By.RESOURCE)
    assert [one.label for one in by_resource.rows] == ["Distriktssköterska"]


def test_what_others_than_citizens_do_is_not_in_the_log(book: Book) -> None:
    """R42."""
    unit = Unit(book)
    unit.booked("2024-09-12 10:00", "2024-09-20 10:00", role=Role.STAFF, log=False)
    assert statistics.read(book, STAFF, 1).total == Tally()


@pytest.mark.parametrize(
    ("minute_before", "minute_after"),
    [
        ("2024-03-30 23:59", "2024-03-31 00:00"),  # summer time begins that day
        ("2024-03-31 23:59", "2024-04-01 00:00"),
        ("2024-10-26 23:59", "2024-10-27 00:00"),  # it ends that day
        ("2024-10-27 23:59", "2024-10-28 00:00"),
        ("2024-12-31 23:59", "2025-01-01 00:00"),
    ],
)
def test_a_change_counts_on_its_local_day(
    book: Book, minute_before: str, minute_after: str
) -> None:
    unit = Unit(book)
    unit.booked(minute_before, "2025-02-01 10:00")
    unit.booked(minute_after, "2025-02-01 11:00")
    found = statistics.read(book, STAFF, 1)
    assert lines(found) == {minute_before[:10]: Tally(1), minute_after[:10]: Tally(1)}


def test_both_times_of_the_hour_that_comes_twice(book: Book) -> None:
    unit = Unit(book)
    unit.booked("2024-10-27 02:30", "2024-11-01 10:00")
    with book.write() as tx:
        tx.run("UPDATE log_row SET changed_at = changed_at + 3600")
    unit.booked("2024-10-27 02:30", "2024-11-01 11:00")
    assert lines(statistics.read(book, STAFF, 1)) == {"2024-10-27": Tally(2)}


def test_an_empty_log(book: Book) -> None:
    found = statistics.read(book, STAFF, 1)
    assert found == Statistics(By.DAY, None, (), Tally(), None)
    asked = statistics.read(book, STAFF, 1, By.WEEK, first=day("2024-09-12"))
    assert [(one.label, one.tally) for one in asked.rows] == [("v. 37 2024 12 sep", Tally())]
    assert statistics.read(book, STAFF, 1, By.TYPE, first=day("2024-09-12")).rows == ()


def test_only_care_may(book: Book) -> None:
    who = citizen(make_patient(book))
    for actor in (AGENT, REGION, who):
        with pytest.raises(NotAllowed):
            statistics.read(book, actor, 1)
        with pytest.raises(NotAllowed):
            statistics.recent(book, actor, 1)
    for allowed in (STAFF, SCHEDULER, IT, Actor(Role.STAFF, demo=True)):
        assert statistics.read(book, allowed, 1).total == Tally()


def test_a_log_that_is_not_there(book: Book) -> None:
    with pytest.raises(NotFound, match="nej.csv"):
        statistics.read(book, STAFF, 1, file="nej.csv")
    with pytest.raises(NotFound):
        statistics.stamp(book, 1, "nej.csv")


TODAY = day("2024-12-20")


def test_the_ends_of_a_period_as_they_are_typed() -> None:
    assert statistics.days("", " ", TODAY) == (None, None)
    assert statistics.days("2024-09-01", "", TODAY) == (day("2024-09-01"), None)
    assert statistics.days("2024-09-01", "2024-09-01", TODAY) == (day("2024-09-01"),) * 2
    assert statistics.days("v 2", "v 3", TODAY) == (day("2024-01-08"), day("2024-01-21"))
    assert statistics.days("4/1", "", TODAY) == (day("2024-01-04"), None)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2024-02-30", "", "first_day"),
        ("i går", "", "first_day"),
        ("", "2023-02-29", "last_day"),
        ("1999-12-31", "", "first_day"),
        ("2024-09-02", "2024-09-01", "last_day"),
    ],
)
def test_a_period_that_does_not_exist(first: str, last: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        statistics.days(first, last, TODAY)
    assert refused.value.field == field


def test_the_last_day_before_the_first_is_refused_when_counting_too(book: Book) -> None:
    with pytest.raises(Invalid, match="2024-09-02 eller senare"):
        statistics.read(book, STAFF, 1, first=day("2024-09-02"), last=day("2024-09-01"))


def test_the_last_four_weeks(book: Book) -> None:
    make_files(book)
    own = statistics.recent(book, STAFF, 1)
    assert own == Period(day("2024-08-16"), day("2024-09-12"))  # the book's clock
    with book.write() as tx:
        add_rows(tx, random.Random(1), (1,), 20, 2)
    imported = statistics.recent(book, STAFF, 1, FILES[0])
    span = statistics.read(book, STAFF, 1, file=FILES[0]).span
    assert span is not None
    assert (imported.last, imported.last - imported.first) == (span.last, 27)


def test_a_count_can_be_given_up(book: Book) -> None:
    unit = Unit(book)
    for number in range(10, 20):
        unit.booked(f"2024-09-{number} 10:00", f"2024-10-{number} 10:00")
    told: list[tuple[int, int]] = []

    def going_on(done: int, whole: int) -> bool:
        told.append((done, whole))
        return done < 5

    with pytest.raises(Refused) as refused:
        statistics.read(book, STAFF, 1, progress=going_on)
    assert refused.value.code == "cancelled"
    assert told[-1] == (5, 10)
    with book.write() as tx:  # the snapshot is let go
        tx.run("UPDATE clinic SET name = name")


def test_a_query_is_given_up_in_the_middle(book_path: Path) -> None:
    """All rows stand on one day, so that only SQLite's own steps ask."""
    with Book.open(book_path) as book:
        (file, _) = make_files(book)
        with book.write() as tx:
            tx.many(
                "INSERT INTO log_row (clinic_id, file_id, chain, act, changed_at, new_start)"
                " VALUES (1, ?, ?, 'booked', ?, 0)",
                ((file, n, at("2024-09-12 10:00")) for n in range(2_000)),
            )
        asked = 0

        def going_on(done: int, whole: int) -> bool:
            nonlocal asked
            asked += 1
            return asked < 3

        with pytest.raises(Refused):
            statistics.read(book, STAFF, 1, By.TYPE, file=FILES[0], progress=going_on)
        assert asked == 3


def test_the_stamp_differs_when_the_rows_do(book: Book) -> None:
    unit = Unit(book)
    before = statistics.stamp(book, 1)
    unit.chain(*SLIDE)
    after = statistics.stamp(book, 1)
    assert after != before
    clock.set_to(book, SCHEDULER, at("2024-09-12 11:30"))
    seq = weblog.rows(book, STAFF, 1)[1].seq
    review.decide(book, STAFF, (seq,), ReviewDecision.BILL, seen=None)
    assert statistics.stamp(book, 1) == after  # decisions and the clock are not counted
    unit.booked("2024-09-12 11:20", "2024-09-30 10:00")
    assert statistics.stamp(book, 1) != after
