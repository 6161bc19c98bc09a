"""Any order of acts by anyone leaves a book in which everything still adds up.

Hypothesis chooses the acts, a model says what must stand in
the book afterwards, and the doctor is asked at the end.
"""

import functools
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from db import clock
from db.book import Book
from db.bookings import acts, read
from db.doctor import examine
from db.errors import BookError, NotFound, Refused
from db.offer import offer
from db.rules.local_time import day_of
from db.schedule import changes, slots
from db.setup import publishing
from db.setup import time_types as types
from db.tidbok import events
from db.values import Actor, Instant, Role
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF
from tests.db.builders import at, make_patient, make_resource, make_type
from tests.db.desk import Desk, error_of
from tests.db.random_book import golden, lasting_folder
from tests.effort import effort

START = at("2024-09-12 10:52")
PEOPLE = 3
Answer = TypeVar("Answer")


@functools.cache
def ready() -> Path:
    """A clinic with two resources, two types, three patients and a day of times."""
    path = lasting_folder() / "ready.db"
    shutil.copy(golden(), path)
    with Book.open(path) as book:
        desk = Desk(book)  # patients 1 and 2, resource 1, type 1
        make_patient(book, 2)
        make_resource(book, "Florence")
        make_type(book, "Provtagning", "Provtagning")
        for resource in (1, 2):
            for place, clock_text in enumerate(("08:00", "08:30", "09:00", "10:00")):
                desk.slot(f"2024-09-13 {clock_text}", resource=resource, time_type=1 + place % 2)
        desk.slot("2024-09-12 11:00")
        desk.slot("2024-09-16 08:00", 45, release=5)
        desk.run("UPDATE clinic SET agent_rebooks = 1")
    return path


@dataclass
class Visit:
    """What the model knows of a booking: whose it is, and its slot while it is active."""

    patient: int
    slot: int | None


class TheBook(RuleBasedStateMachine):
    """Citizens, staff, ombud and schedulers at two connections to one book."""

    folder: "tempfile.TemporaryDirectory[str]"

    @initialize()
    def open_a_book(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="asynja-machine-")
        path = Path(shutil.copy(ready(), Path(self.folder.name) / "book.db"))
        self.books = [Book.open(path), Book.open(path)]
        self.visits: dict[int, Visit] = {}
        self.acts = 0
        self.now: Instant = START

    def teardown(self) -> None:
        if not hasattr(self, "books"):
            return
        event(f"acts: {min(self.acts, 8)}")
        report = examine.examine(self.books[0])
        for book in self.books:
            book.close()
        self.folder.cleanup()
        assert report.ok, report.faults

    # --- helpers ---

    def everyone(self) -> list[Actor]:
        people = [Actor(Role.CITIZEN, f"Invånare {key}", key) for key in range(1, PEOPLE + 1)]
        return [*people, STAFF, AGENT]

    def slots(self) -> list[int]:
        with self.books[0].read() as reader:
            return [row[0] for row in reader.rows("SELECT id FROM slot ORDER BY id")]

    def holder(self, slot: int) -> int | None:
        return next((key for key, one in self.visits.items() if one.slot == slot), None)

    def tried(self, act: Callable[[], Answer]) -> tuple[Answer | None, BookError | None]:
        """Do it, or be refused in the book's own words."""
        try:
            return act(), None
        except BookError as error:
            return None, error

    def check_refusal(self, actor: Actor, visit: Visit, error: BookError | None) -> None:
        """What is another's does not exist; one's own is refused by a rule."""
        others = actor.patient not in (None, visit.patient)
        assert isinstance(error, NotFound if others else Refused)

    # --- citizens, staff and ombud ---

    @rule(
        who=st.integers(0, PEOPLE + 1), whom=st.integers(1, PEOPLE), which=st.integers(0, 30),
        at_book=st.integers(0, 1),
    )  # fmt: skip
    def book(self, who: int, whom: int, which: int, at_book: int) -> None:
        actor = self.everyone()[who]
        patient = actor.patient or whom
        known = self.slots()
        slot = known[which % len(known)]
        book = self.books[at_book]
        with book.read() as reader:
            explained = offer.explain(reader, slots.load(reader, slot), patient)
        made, error = self.tried(
            partial(acts.book_time, book, actor, 1, slot, seen=None, patient=patient)
        )
        if made is None:
            assert isinstance(error, Refused)
            if actor.role is Role.CITIZEN and error.code != "USER_IS_ALREADY_OCCUPIED":
                assert error.decision == explained.as_booked
            return
        assert self.holder(slot) is None
        assert made.patient == patient
        if actor.role is Role.CITIZEN:
            assert explained.bookable
        self.visits[made.id] = Visit(patient, slot)
        self.acts += 1

    @rule(who=st.integers(1, PEOPLE), which=st.integers(0, 30), at_book=st.integers(0, 1))
    def choose(self, who: int, which: int, at_book: int) -> None:
        """A citizen takes one of the times that 1177 offers."""
        actor = self.everyone()[who - 1]
        offered = offer.times(self.books[1 - at_book], actor, 1)
        if not offered:
            return
        chosen = offered[which % len(offered)]
        made, error = self.tried(
            partial(acts.book_time, self.books[at_book], actor, 1, chosen.slot, seen=None)
        )
        if made is None:
            # Either the citizen is busy then, or 1177 does not know the latest of the type.
            assert isinstance(error, Refused)
            rules = {one.rule for one in error.decision.refusals}
            assert rules <= {"patient-free", "not-hidden", "web-bookable"}
            return
        self.visits[made.id] = Visit(who, chosen.slot)
        self.acts += 1

    @rule(
        who=st.integers(0, PEOPLE + 1), booking=st.integers(0, 30), which=st.integers(0, 30),
        at_book=st.integers(0, 1),
    )  # fmt: skip
    def rebook(self, who: int, booking: int, which: int, at_book: int) -> None:
        if not self.visits:
            return
        actor = self.everyone()[who]
        known = self.slots()
        key = sorted(self.visits)[booking % len(self.visits)]
        visit, slot = self.visits[key], known[which % len(known)]
        changed, error = self.tried(
            partial(
                acts.rebook,
                self.books[at_book],
                actor,
                key,
                slot,
                seen=None,
                seen_time=None,
                comment="Förhinder",
            )
        )
        if changed is None:
            self.check_refusal(actor, visit, error)
            return
        assert actor.patient in (None, visit.patient)
        assert visit.slot is not None
        assert self.holder(slot) is None
        assert changed.booking.slot == slot
        visit.slot = slot
        self.acts += 1

    @rule(who=st.integers(0, PEOPLE + 1), booking=st.integers(0, 30), at_book=st.integers(0, 1))
    def cancel(self, who: int, booking: int, at_book: int) -> None:
        if not self.visits:
            return
        actor = self.everyone()[who]
        key = sorted(self.visits)[booking % len(self.visits)]
        visit = self.visits[key]
        changed, error = self.tried(
            partial(acts.cancel, self.books[at_book], actor, key, seen=None, reason="Sjuk")
        )
        if changed is None:
            self.check_refusal(actor, visit, error)
            if actor is STAFF and visit.slot is not None:
                assert error is not None
                assert error.code == "REQUESTED_TIME_HAS_ALREADY_PASSED"
            return
        assert actor.patient in (None, visit.patient)
        assert visit.slot is not None
        visit.slot = None
        self.acts += 1

    # --- schedulers ---

    @rule(time_type=st.integers(1, 2), hidden=st.booleans(), at_book=st.integers(0, 1))
    def hide(self, time_type: int, hidden: bool, at_book: int) -> None:
        book = self.books[at_book]
        with book.read() as reader:
            one = types.load(reader, time_type)
        ticks = not hidden
        edited = replace(
            one, hidden=hidden, web_bookable=ticks, web_cancellable=ticks, web_rebookable=ticks
        )
        assert types.save(book, SCHEDULER, 1, [edited])[0].hidden is hidden

    @rule(at_book=st.integers(0, 1))
    def publish(self, at_book: int) -> None:
        publishing.publish_now(self.books[at_book], SCHEDULER, 1)

    @rule(
        resource=st.integers(1, 2), offset=st.integers(-1, 4), halves=st.integers(1, 4),
        blocking=st.sampled_from([True, True, False]), over_another=st.booleans(),
    )  # fmt: skip
    def add_event(
        self, resource: int, offset: int, halves: int, blocking: bool, over_another: bool
    ) -> None:
        start = at("2024-09-13 08:00") + offset * 1800
        add = partial(events.add, self.books[0], STAFF, 1, resource)
        added = add(start, start + halves * 1800, "Möte", blocking=blocking)
        active = {key for key, one in self.visits.items() if one.slot is not None}
        assert {one.id for one in added.standing} <= active
        if over_another:  # what the first covered stays blocked by the second where they overlap
            add(start + 900, start + 2700, "Annat möte", blocking=True)
            events.remove(self.books[1], STAFF, added.event.id, seen=None)

    @rule(which=st.integers(0, 10))
    def remove_event(self, which: int) -> None:
        with self.books[1].read() as reader:
            known = [row[0] for row in reader.rows("SELECT id FROM event ORDER BY id")]
        if known:
            events.remove(self.books[1], STAFF, known[which % len(known)], seen=None)

    @rule(
        resource=st.integers(1, 2), time_type=st.integers(1, 2), quarter=st.integers(0, 200),
        length=st.sampled_from([15, 30, 45]), release=st.sampled_from([None, 1, 2, 15]),
    )  # fmt: skip
    def add_time(
        self, resource: int, time_type: int, quarter: int, length: int, release: int | None
    ) -> None:
        start = self.now - self.now % 900 + quarter * 900
        made, error = self.tried(
            lambda: changes.add_time(
                self.books[0], SCHEDULER, 1, resource, start, length, time_type, release
            )
        )
        assert (made is None) == isinstance(error, Refused)

    @rule(which=st.integers(0, 30), time_type=st.integers(1, 2))
    def swap(self, which: int, time_type: int) -> None:
        known = self.slots()
        slot = known[which % len(known)]
        swapped = changes.swap_type(self.books[1], SCHEDULER, [slot], time_type, seen=None)
        assert swapped.changed + len(swapped.kept) == 1

    @rule(which=st.integers(0, 30))
    def remove_time(self, which: int) -> None:
        known = self.slots()
        slot = known[which % len(known)]
        if len(known) > 3:
            removed = changes.remove_times(self.books[1], SCHEDULER, [slot], seen=None)
            assert removed.changed == (self.holder(slot) is None)

    # --- time and programs ---

    @rule(minutes=st.sampled_from([1, 1, 5, 5, 10, 10, 60, 60, 600, 24 * 60, 32 * 24 * 60]))
    def move_the_clock(self, minutes: int) -> None:
        self.now += minutes * 60
        assert clock.set_to(self.books[1], IT, self.now, confirmed=True).now == self.now

    @rule(at_book=st.integers(0, 1))
    def reopen(self, at_book: int) -> None:
        path = self.books[at_book].path
        self.books[at_book].close()
        self.books[at_book] = Book.open(path)

    # --- what must hold ---

    @invariant()
    def the_book_is_as_the_model(self) -> None:
        with self.books[1].read() as reader:
            stored = reader.rows("SELECT id, patient_id, slot_id, status FROM booking ORDER BY id")
            assert {row[0]: Visit(row[1], row[2]) for row in stored} == self.visits
            assert all((row[2] is None) == (row[3] == "cancelled") for row in stored)

    @invariant()
    def nothing_is_double(self) -> None:
        active = [one.slot for one in self.visits.values() if one.slot is not None]
        assert len(active) == len(set(active))
        clash = (
            "SELECT 1 FROM {0} a JOIN {0} b ON a.{1} = b.{1} AND a.id < b.id"
            " AND a.start < b.start + b.length_min * 60 AND b.start < a.start + a.length_min * 60"
        )
        with self.books[0].read() as reader:
            assert not reader.rows(clash.format("slot", "resource_id"))
            # Staff never confirmed, so nobody is in two places.
            one_place = clash.format("booking", "patient_id")
            assert not reader.rows(f"{one_place} WHERE a.status = 'booked' AND b.status = 'booked'")

    @invariant()
    def the_flags_are_as_they_should_be(self) -> None:
        with self.books[0].read() as reader:
            wrong = reader.rows(
                "SELECT s.id FROM slot s WHERE s.taken <> EXISTS (SELECT 1 FROM booking b WHERE"
                " b.slot_id = s.id AND b.status = 'booked') OR s.blocked <> EXISTS (SELECT 1 FROM"
                " event e WHERE e.resource_id = s.resource_id AND e.blocking = 1 AND e.start <"
                ' s.start + s.length_min * 60 AND e."end" > s.start)'
            )
            assert wrong == []
            differ = reader.rows(
                "SELECT b.id FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.status ="
                " 'booked' AND (b.start, b.length_min, b.resource_id, b.time_type_id) <>"
                " (s.start, s.length_min, s.resource_id, s.time_type_id)"
            )
            assert differ == []
            assert not reader.rows(
                "SELECT 1 FROM time_type WHERE hidden AND"
                " (web_bookable OR web_cancellable OR web_rebookable)"
            )

    @invariant()
    def every_act_is_written_down(self) -> None:
        """R42-R43, R45: a change for each, and a log row for a citizen's within the retention."""
        with self.books[0].read() as reader:
            assert reader.value("SELECT count(*) FROM booking_change") == self.acts
            missing = reader.rows(
                "SELECT c.id FROM booking_change c WHERE c.role = 'citizen' AND c.at >= ?"
                " AND NOT EXISTS (SELECT 1 FROM log_row r WHERE r.change_id = c.id)",
                (self.now - 31 * 86400,),
            )
            assert missing == []
            strange = reader.rows(
                "SELECT r.id FROM log_row r JOIN booking_change c ON c.id = r.change_id JOIN"
                " booking b ON b.id = c.booking_id JOIN patient p ON p.id = b.patient_id"
                " WHERE c.role <> 'citizen' OR r.pnr <> p.pnr OR r.chain <> b.id OR r.act <> c.act"
            )
            assert strange == []
            assert not reader.rows(
                "SELECT 1 FROM message m JOIN booking b ON b.id = m.booking_id"
                " WHERE m.patient_id <> b.patient_id"
            )

    @invariant()
    def nobody_sees_anothers(self) -> None:
        book = self.books[1]
        for actor in self.everyone()[:PEOPLE]:
            assert actor.patient is not None
            shown = read.of_patient(book, actor, actor.patient)
            mine = {key for key, one in self.visits.items() if one.patient == actor.patient}
            assert {one.booking.id for one in shown} == mine
            for key in [key for key in self.visits if key not in mine][:1]:
                assert error_of(partial(read.get, book, actor, key)) is not None

    @invariant()
    def what_is_offered_is_free(self) -> None:
        found = offer.times(self.books[0], self.everyone()[0], 1)
        assert all(self.holder(time.slot) is None for time in found)
        assert all(time.start > self.now for time in found)
        assert all(day_of(time.start) <= day_of(self.now) + 60 for time in found)


TestTheBook = TheBook.TestCase
TestTheBook.settings = settings(
    max_examples=effort(11, 2000),
    stateful_step_count=effort(25, 50),
    suppress_health_check=[HealthCheck.too_slow],
)
