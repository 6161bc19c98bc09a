"""The n-th statement of every operation fails: all of the operation or nothing (A9)."""

import contextlib
import functools
import io
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import pytest

from db import clock
from db.acts import listing
from db.book import Book
from db.bookings import acts, messages, read, sheet, waiting_list, waiting_match
from db.bookings.acts import Details
from db.citizen import booking as web_booking
from db.citizen import choices, inbox
from db.citizen import portal as db_citizen
from db.citizen.booking import Wish
from db.doctor import examine
from db.errors import BookError, Unreadable, Unusable
from db.log import query, review, review_settings
from db.log.entry import Review, seen_of
from db.log.files import export, import_log
from db.practice import jumps
from db.remedies.carry_out import carry_out
from db.rules.changes.same_as_shown import Who, seen_booking
from db.rules.remedies.deeds import EditType
from db.rules.schedule.day_plan import DayRow
from db.schedule import changes, slot_stamp, templates, undo
from db.schedule import lay_out as layout
from db.schedule.slot_stamp import SlotStamp, Trace
from db.setup import case_types, clinics, contact_card, patients, publishing, resources, time_types
from db.tidbok import day_plan, events
from db.undoing import undo as act_undo
from db.values import (
    CaseKind,
    Event,
    JournalSystem,
    Patient,
    Resource,
    ReviewDecision,
    Template,
    TemplateRow,
    TimeType,
    Weekday,
)
from db.worlds.people import PEOPLE
from tests.db.actors import IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, citizen, day, make_type
from tests.db.desk import Desk, error_of
from tests.db.random_book import golden, lasting_folder

Dump = dict[str, list[tuple[Any, ...]]]

MOST = 500
"""No operation here has as many statements; a test that finds no end is red, not endless."""


class Failing(sqlite3.Connection):
    """A connection on which one statement fails; rolling back never does."""

    newest: ClassVar["Failing"]

    def __init__(self, *told: object, **options: object) -> None:
        super().__init__(*told, **options)  # type: ignore[arg-type]
        self.fail_at = 0
        self.seen = 0
        self.committed = MOST
        Failing.newest = self

    def execute(self, sql: str, *params: object) -> sqlite3.Cursor:
        self.count(sql)
        done = super().execute(sql, *params)  # type: ignore[arg-type]
        if sql == "COMMIT":
            self.committed = self.seen
        return done

    def executemany(self, sql: str, *params: object) -> sqlite3.Cursor:
        self.count(sql)
        return super().executemany(sql, *params)  # type: ignore[arg-type]

    def count(self, sql: str) -> None:
        if sql == "ROLLBACK":
            return
        self.seen += 1
        if self.seen == self.fail_at:
            raise sqlite3.OperationalError("a fault on purpose")

    def arm(self, number: int) -> None:
        """Let the ``number``-th statement from now fail; none when it is 0."""
        self.seen, self.fail_at, self.committed = 0, number, MOST


class Unprotected(Failing):
    """The same without transactions: each statement is committed by itself."""

    def execute(self, sql: str, *params: object) -> sqlite3.Cursor:
        if sql in ("BEGIN IMMEDIATE", "COMMIT"):
            self.count(sql)
            sql = "SELECT 1"
        return super().execute(sql, *params)


class Known(NamedTuple):
    """The ids that the operations are tried on."""

    citizen: Patient
    free: int
    other_free: int
    booking: int
    waiting_booking: int
    entry: int
    removed_entry: int
    event: int
    template: int
    layout: int
    log: Path
    act: int
    undone_layout: int
    undone_times: tuple[Trace, ...]


@functools.cache
def scenario() -> tuple[Path, Known]:
    """A book in which there is something of everything."""
    folder = lasting_folder()
    path = Path(shutil.copy(golden(), folder / "ready.db"))
    with Book.open(path) as book:
        desk = Desk(book)
        second = make_type(book, "Provtagning", "Provtagning")
        free, other = desk.slot("2024-09-20 08:00"), desk.slot("2024-09-20 09:00", 45)
        made = desk.booked("2024-09-13 08:00", details=Details("Ont"))
        entry = waiting_list.add(book, STAFF, 1, desk.patient.id)
        waiting = desk.booked("2024-09-21 08:00", STAFF, Details(waiting_entry=entry))
        second_entry = waiting_list.add(book, STAFF, 1, desk.other.id)
        gone_entry = waiting_list.add(book, STAFF, 1, desk.other.id, text="Ring", confirmed=True)
        waiting_list.remove(book, STAFF, gone_entry, seen=None)
        acts.rebook(
            book, desk.actor, made.id, desk.slot("2024-09-13 10:00"), seen=None, seen_time=None
        )
        blocked = events.add(
            book, STAFF, 1, desk.resource, at("2024-09-19 08:00"), at("2024-09-20 08:15"), "Möte",
            blocking=True,
        ).event.id  # fmt: skip
        template = templates.save(
            book, SCHEDULER, 1, Template(None, "1177", weekdays(desk.type)), seen=None
        )
        assert template.id is not None
        laid = layout.lay_out(
            book,
            SCHEDULER,
            1,
            template.id,
            [desk.resource],
            day("2024-09-23"),
            day("2024-09-24"),
            seen=None,
        )
        assert laid.layout is not None
        act = listing.recent(book, STAFF)[0].id
        undone_layout, undone_times = undone(book, template.id)
        moved = query.rows(book, STAFF, 1)[-1].seq
        review.decide(book, STAFF, [moved], ReviewDecision.BILL, seen=None)
        log = folder / "logg.csv"
        import_log.export(book, STAFF, 1, log)
        import_log.import_log(book, STAFF, 1, log, name="Tidigare")
        with book.read() as reader:
            one = time_types.load(reader, second)
        time_types.save(book, SCHEDULER, 1, [replace(one, web_name="Prov")])  # waits
        events.remove(book, STAFF, events.add(
            book, STAFF, 1, desk.resource, at("2024-10-01 08:00"), at("2024-10-01 09:00"), "x",
            blocking=False,
        ).event.id, seen=None)  # fmt: skip
    known = Known(
        desk.patient, free, other, made.id, waiting.id, second_entry, gone_entry, blocked,
        template.id, laid.layout, log, act, undone_layout, undone_times,
    )  # fmt: skip
    return path, known


def undone(book: Book, template: int) -> tuple[int, tuple[Trace, ...]]:
    """A laying out that was taken back, and the times that it had."""
    days = day("2024-10-28"), day("2024-10-28")
    laid = layout.lay_out(book, SCHEDULER, 1, template, [1], *days, seen=None)
    assert laid.layout is not None
    with book.read() as reader:
        rows = reader.rows("SELECT id FROM slot WHERE layout_id = ?", (laid.layout,))
        times = slot_stamp.traces(reader, [key for (key,) in rows])
    layout.undo_layout(book, SCHEDULER, laid.layout, seen=None)
    return laid.layout, times


def weekdays(time_type: int) -> tuple[TemplateRow, ...]:
    """A morning on Monday and Tuesday."""
    return tuple(
        TemplateRow(one, 480, 600, 30, None, time_type) for one in (Weekday.MONDAY, Weekday.TUESDAY)
    )


def change_types(book: Book, known: Known) -> object:
    first, second = time_types.every(book, 1)
    edited = [replace(first, colour="red"), replace(second, web_info="Nytt")]
    return time_types.save(book, SCHEDULER, 1, [*edited, TimeType(name="Nytt", bookable=True)])


def change_resources(book: Book, known: Known) -> object:
    (first,) = resources.every(book, 1)
    return resources.save(
        book, SCHEDULER, 1, [replace(first, name="Florence"), Resource(None, "Johan Frisk")]
    )


def change_template(book: Book, known: Known) -> object:
    (one,) = templates.every(book, 1)
    return templates.save(book, SCHEDULER, 1, replace(one, rows=one.rows[:1], name="Ny"), seen=one)


def change_case(book: Book, known: Known) -> object:
    one = case_types.every(book, 1)[0]
    return case_types.save(book, UNIT, 1, replace(one, active=False, limited=True), seen=one)


def change_clinic(book: Book, known: Known) -> object:
    one = clinics.find(book)
    return clinics.save(book, IT, replace(one, system=JournalSystem.PMO))


def register(book: Book, known: Known) -> object:
    one = PEOPLE[5]
    return patients.register(book, STAFF, Patient(0, one.pnr, one.name))


def wish(book: Book, known: Known, booking: int | None) -> Wish:
    """The last time that 1177 offers of the first type; with it, that a booking is moved there."""
    chosen = choices.choose(book, citizen(known.citizen), 1, "", types=(1,), day=None)
    moved = None if booking is None else seen_booking(read.get(book, STAFF, booking))
    return Wish(chosen.times[-1], booking=moved)


def change_card(book: Book, known: Known) -> object:
    shown = contact_card.read(book, 1)
    return contact_card.save(book, UNIT, shown._replace(phone="08-123 45 67"), seen=shown)


def restore_decision(book: Book, known: Known) -> object:
    """Take one back that was made when the row was checked already."""
    row = query.rows(book, STAFF, 1)[0]
    earlier = Review(ReviewDecision.CHECKED, "", "Rut", at("2024-09-12 09:00"))
    seen = seen_of(row)
    return review.restore(book, STAFF, [review.Earlier(seen.seq, seen.which, earlier, seen.review)])


def export_to_bill(book: Book, known: Known) -> object:
    return export.export(
        book, STAFF, 1, book.path.with_name("ut.csv"), invoice=export.Invoice.FRESH
    )


def carry_out_edit(book: Book, known: Known) -> None:
    stored = time_types.every(book, 1)[0]
    deed = EditType(1, stored, replace(stored, web_info="Nytt"))
    carry_out(book, SCHEDULER, seen=deed)


Act = Callable[[Book, Known], object]
FRIDAY = at("2024-09-27 08:00")
A_TRACE = Trace(SlotStamp(999, 1, at("2024-12-24 08:00"), 30, 1, 5, False, 1), None, Who())
"""A time that was taken off the schedule."""


def take_back(book: Book, slot: int) -> object:
    """Give a time the other type, as it had it before."""
    with book.read() as reader:
        (now,) = slot_stamp.traces(reader, (slot,))
    before = now._replace(stamp=now.stamp._replace(time_type=2))
    return undo.take_back(book, SCHEDULER, [before], seen=[now.stamp])


def entry_as_before(book: Book, known: Known) -> object:
    """Let one who waits stand with another note."""
    with book.read() as reader:
        now = waiting_list.stood(reader, known.entry)
    assert now is not None
    waiting_list.as_before(book, STAFF, now._replace(text="Ring"), seen=now)
    return now


OPERATIONS: dict[str, Act] = {
    "book by citizen": lambda book, known: acts.book_time(
        book, citizen(known.citizen), 1, known.other_free, Details("Ont"), seen=None
    ),
    "book by staff from the waiting list": lambda book, known: acts.book_time(
        book, STAFF, 1, known.other_free, Details(waiting_entry=known.entry), patient=2, seen=None
    ),
    "rebook by citizen": lambda book, known: acts.rebook(
        book,
        citizen(known.citizen),
        known.booking,
        known.other_free,
        comment="Förhinder",
        seen=None,
        seen_time=None,
    ),
    "cancel by citizen": lambda book, known: acts.cancel(
        book, citizen(known.citizen), known.booking, reason="Sjuk", seen=None
    ),
    "cancel back to the waiting list": lambda book, known: acts.cancel(
        book, citizen(known.citizen), known.waiting_booking, seen=None
    ),
    "cancel by staff": lambda book, known: acts.cancel(book, STAFF, known.booking, seen=None),
    "look at a patient's bookings": lambda book, known: read.of_patient(
        book, STAFF, known.citizen.id
    ),
    "open a letter on 1177": lambda book, known: inbox.open_item(
        book, citizen(known.citizen), inbox.MESSAGE, 1
    ),
    "cancel on 1177": lambda book, known: db_citizen.cancel(
        book, citizen(known.citizen), known.booking, reason="Sjuk", seen=None
    ),
    "open a message": lambda book, known: messages.open_message(book, citizen(known.citizen), 1),
    "choose notices": lambda book, known: patients.set_notices(
        book, citizen(known.citizen), sms=False, mail=True
    ),
    "register a patient": register,
    "wait": lambda book, known: waiting_list.add(book, STAFF, 1, 1, text="Ring"),
    "wait again": lambda book, known: waiting_list.put_back(
        book, STAFF, known.removed_entry, seen=None
    ),
    "wait no more": lambda book, known: waiting_list.remove(book, STAFF, known.entry, seen=None),
    "edit who waits": lambda book, known: waiting_list.edit(
        book,
        STAFF,
        waiting_list.get(book, STAFF, known.entry)._replace(text="Ring", time_type=1),
        seen=waiting_list.get(book, STAFF, known.entry),
    ),
    "change a day": lambda book, known: day_plan.change_day(
        book,
        SCHEDULER,
        1,
        1,
        day("2024-09-13"),
        [DayRow(1, 420, 20, 4)],
        seen=day_plan.day_plan(book, SCHEDULER, 1, 1, day("2024-09-13")).seen,
    ),
    "save types": change_types,
    "clear a type": lambda book, known: time_types.clear(book, SCHEDULER, 1, 2, seen=None),
    "publish now": lambda book, known: publishing.publish_now(book, SCHEDULER, 1),
    "save resources": change_resources,
    "save a template": change_template,
    "new template": lambda book, known: templates.save(
        book, SCHEDULER, 1, Template(None, "Ny", weekdays(1)), seen=None
    ),
    "delete a template": lambda book, known: templates.delete(
        book, SCHEDULER, known.template, seen=None
    ),
    "lay out": lambda book, known: layout.lay_out(
        book, SCHEDULER, 1, known.template, [1], day("2024-09-30"), day("2024-10-11"), seen=None
    ),
    "undo a layout": lambda book, known: layout.undo_layout(
        book, SCHEDULER, known.layout, seen=None
    ),
    "add a time": lambda book, known: changes.add_time(book, SCHEDULER, 1, 1, FRIDAY, 30, 1),
    "swap types": lambda book, known: changes.swap_type(
        book, SCHEDULER, [known.free, known.other_free], 2, seen=None
    ),
    "set release": lambda book, known: changes.set_release(
        book, SCHEDULER, [known.free, known.other_free], 9, seen=None
    ),
    "take a swap back": lambda book, known: take_back(book, known.free),
    "put a time back": lambda book, known: undo.put_back(book, SCHEDULER, 1, [A_TRACE]),
    "remove times": lambda book, known: changes.remove_times(
        book, SCHEDULER, [known.free, known.other_free], seen=None
    ),
    "undo an act of the list": lambda book, known: act_undo.undo(
        book, SCHEDULER, known.act, seen=None
    ),
    "make a deleted template again": lambda book, known: templates.make_again(
        book, SCHEDULER, 1, Template(999, "Åter", weekdays(1), 3)
    ),
    "let a layout stand again": lambda book, known: layout.lay_out_again(
        book, SCHEDULER, known.undone_layout, seen=known.undone_times
    ),
    "put an event back": lambda book, known: events.put_back(
        book,
        STAFF,
        1,
        [Event(999, 1, at("2024-09-13 00:00"), at("2024-09-24 00:00"), "Ledig", blocking=True)],
    ),
    "let an entry wait as before": lambda book, known: entry_as_before(book, known),
    "add a blocking event": lambda book, known: events.add(
        book, STAFF, 1, 1, at("2024-09-13 00:00"), at("2024-09-24 00:00"), "Ledig", blocking=True
    ),
    "remove an event": lambda book, known: events.remove(book, STAFF, known.event, seen=None),
    "put up an ärendetyp": lambda book, known: case_types.put_up(book, REGION, 1, CaseKind.REQUEST),
    "save an ärendetyp": change_case,
    "change journal system": change_clinic,
    "set the clock so that rows are cleared": lambda book, known: clock.set_to(
        book, IT, at("2024-12-01 08:00"), confirmed=True
    ),
    "let the clock run": lambda book, known: clock.run(book, IT),
    "pause the clock": lambda book, known: clock.pause(book, IT),
    "follow the real clock": lambda book, known: clock.follow_real(book, IT, confirmed=True),
    "save the contact card": change_card,
    "take a decision back": restore_decision,
    "export for invoicing": export_to_bill,
    "judge a row": lambda book, known: review.decide(
        book, STAFF, [1], ReviewDecision.CHECKED, seen=None
    ),
    "open a booking sheet": lambda book, known: sheet.of_row(book, STAFF, 1),
    "write care's note": lambda book, known: sheet.save_note(
        book, STAFF, known.booking, "Ring", seen=""
    ),
    "settle the review": lambda book, known: review_settings.save(
        book, SCHEDULER, 1, ("Sjuk",), [("", "300")], seen=review_settings.settings(book, STAFF, 1)
    ),
    "import a log": lambda book, known: import_log.import_log(
        book, STAFF, 1, known.log, name="Ny logg", confirmed=True
    ),
    "import more of a log": lambda book, known: import_log.import_log(
        book,
        STAFF,
        1,
        io.BytesIO(known.log.read_bytes().replace(b'"Nej"', b'"Ja"')),
        name="Tidigare",
    ),
    "book on 1177": lambda book, known: web_booking.book(
        book, citizen(known.citizen), 1, wish(book, known, None)
    ),
    "move on 1177": lambda book, known: web_booking.book(
        book, citizen(known.citizen), 1, wish(book, known, known.booking)
    ),
    "book from the list": lambda book, known: waiting_match.book_from(
        book, STAFF, known.entry, known.other_free, seen=None, seen_entry=None
    ),
    "add a clinic on 1177": lambda book, known: db_citizen.add_clinic(
        book, citizen(known.citizen), 1
    ),
    "carry out a remedy": carry_out_edit,
    "let the clock jump": lambda book, known: jumps.jump(
        book, IT, 1, jumps.Kind.MIDNIGHT, seen=None, confirmed=True
    ),
    "save types and publish": lambda book, known: time_types.save(
        book, SCHEDULER, 1, [replace(time_types.every(book, 1)[0], colour="red")], at_once=True
    ),
    "remove a log": lambda book, known: import_log.remove(book, STAFF, 1, "Tidigare", seen=None),
}


def dump(path: Path) -> Dump:
    """Every row of every table but the file's own mark, read past the book."""
    with contextlib.closing(sqlite3.connect(path)) as plain:
        names = [
            row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: plain.execute(f"SELECT * FROM {name}").fetchall()
            for name in names
            if name != "book_mark"
        }


@contextlib.contextmanager
def opened(kind: type[Failing]) -> Iterator[tuple[Book, Failing, Known]]:
    """A copy of the scenario's book on a connection that can be told to fail."""
    ready, known = scenario()
    with tempfile.TemporaryDirectory(prefix="asynja-nth-") as folder:
        path = shutil.copy(ready, Path(folder) / "book.db")
        with Book.open(path, factory=kind) as book:
            yield book, Failing.newest, known


@contextlib.contextmanager
def looking(path: Path) -> Iterator[Callable[[], bool]]:
    """Whether another connection has written anything since that was last asked."""
    with contextlib.closing(sqlite3.connect(path)) as plain:
        seen = 0

        def written() -> bool:
            nonlocal seen
            before, (seen,) = seen, plain.execute("PRAGMA data_version").fetchone()
            return bool(before != seen)

        written()
        yield written


def fail_at_every_statement(kind: type[Failing], act: Act) -> int:
    """Let the first statement fail, then the second ... until none does; returns how many."""
    with opened(kind) as (book, connection, known), looking(book.path) as written:
        before = dump(book.path)
        for number in range(1, MOST):
            connection.arm(number)
            error = error_of(lambda: act(book, known))
            if error is None:
                # No statement failed, or one that only looked at what was done already.
                assert connection.seen == number - 1 or connection.committed < number
                break
            assert connection.seen == number, "it went on after the fault"
            assert isinstance(error, Unusable)
            assert error.text in ("Fel i boken. Ingenting ändrades.", "Fel i boken.")
            assert connection.committed == MOST, "done, and denied"
            assert not connection.in_transaction
            if written():  # else the file is what it was
                assert dump(book.path) == before, f"half done at statement {number}"
        connection.arm(0)
        # The same connection did it in the end, and all of it is there.
        assert dump(book.path) != before
        report = examine.examine(book)
        assert report.ok, report.faults
        return number - 1


@pytest.mark.parametrize("name", OPERATIONS)
def test_all_or_nothing(name: str) -> None:
    assert fail_at_every_statement(Failing, OPERATIONS[name]) >= 3  # BEGIN, a write, COMMIT


DUE: dict[str, Callable[[Book], int]] = {
    "turn the day": clock.turn_day,
    "clear what the clock says": lambda book: clock.clear_confirmed(book, STAFF),
}
"""The operations that do something only when time has passed."""


@contextlib.contextmanager
def a_day_later(kind: type[Failing]) -> Iterator[tuple[Book, Failing, Known]]:
    """The scenario's book on a running clock, when rows of its log are due."""
    with opened(kind) as (book, connection, known):
        with book.write() as tx:
            tx.run(
                "UPDATE clock SET mode = 'running', base = ?, set_at = strftime('%s'),"
                " swept_day = ?",
                (at("2024-12-01 08:00"), day("2024-11-30")),
            )
        yield book, connection, known


@pytest.mark.parametrize("name", DUE)
def test_turning_the_day_is_all_or_nothing(name: str) -> None:
    """R45: the log is cleared and the day noted, or neither."""
    with a_day_later(Failing) as (book, connection, _):
        before, number = dump(book.path), 0
        while dump(book.path) == before and number < MOST:
            number += 1
            connection.arm(number)
            with contextlib.suppress(BookError):
                assert DUE[name](book) > 0
        connection.arm(0)
        assert dump(book.path) != before
        assert number >= 6  # BEGIN, the clock, the day, the rows, COMMIT
        assert examine.examine(book).ok


@pytest.mark.parametrize(
    "name",
    [
        "book by citizen", "rebook by citizen", "cancel back to the waiting list", "save types",
        "save resources", "save a template", "lay out", "add a blocking event",
        "change journal system", "import a log",
    ],
)  # fmt: skip
def test_without_transactions_this_test_would_see_it(name: str) -> None:
    """The proof that the check above checks something."""
    with pytest.raises(AssertionError, match="half done"):
        fail_at_every_statement(Unprotected, OPERATIONS[name])


NOTE = "x" * 2000


def test_a_full_disk_changes_nothing_and_passes_by() -> None:
    """A full disk: with a bound on the file's pages instead of a small disk."""
    with opened(Failing) as (book, connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        before, done = dump(book.path), 0
        error = None
        while error is None and done < MOST:
            before = dump(book.path)
            error = error_of(lambda: waiting_list.add(book, STAFF, 1, 1, text=NOTE, confirmed=True))
            done += error is None
        assert isinstance(error, Unreadable)
        assert (error.code, error.text) == ("disk-full", "Disken är full. Ingenting ändrades.")
        assert dump(book.path) == before
        connection.execute(f"PRAGMA max_page_count = {pages + 100}")
        waiting_list.add(book, STAFF, 1, 1, text=NOTE, confirmed=True)
        assert len(waiting_list.every(book, STAFF, 1)) == 1 + done + 1
