"""What 1177 offers a citizen, and that it agrees with the rules for every time."""

import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import event, given, settings

from db.book import Book
from db.bookings import acts
from db.errors import NotFound, Refused
from db.offer import offer
from db.offer.offer import Explanation, OfferedType
from db.rules.local_time import day_of, midnight
from db.schedule import slots
from db.values import Actor, Day, JournalSystem, Patient, Role, Slot
from tests.db.actors import STAFF
from tests.db.builders import (
    at,
    citizen,
    day,
    make_patient,
    make_resource,
    make_slot,
    make_type,
    set_clock,
)
from tests.db.desk import error_of
from tests.db.random_book import Plan, plans, scratch, write_book
from tests.effort import effort


class Unit:
    """A resource with one offered type, a patient, and quick ways to ask."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.resource = make_resource(book, "Johan Frisk")
        self.type = make_type(book, ".Läkarbesök", "Bedömning av nya besvär")
        self.patient: Patient = make_patient(book)
        self.actor: Actor = citizen(self.patient)

    def slot(self, start: str, release: int | None = None, time_type: int | None = None) -> int:
        return make_slot(self.book, self.resource, time_type or self.type, start, release=release)

    def times(
        self,
        *,
        web_name: str = "",
        from_day: Day | None = None,
        to_day: Day | None = None,
    ) -> list[int]:
        found = offer.times(
            self.book, self.actor, 1, web_name=web_name, from_day=from_day, to_day=to_day,
        )  # fmt: skip
        return [time.slot for time in found]

    def why(self, start: str) -> Explanation:
        return offer.why(self.book, 1, self.resource, at(start), self.patient.id)

    def run(self, sql: str, params: Sequence[object] = ()) -> None:
        with self.book.write() as tx:
            tx.run(sql, params)


@pytest.fixture
def unit(book: Book) -> Unit:
    return Unit(book)


def test_times_by_start_and_resource(unit: Unit) -> None:
    other = make_resource(unit.book, "Florence")
    late, early = unit.slot("2024-09-13 10:00"), unit.slot("2024-09-13 08:00")
    beside = make_slot(unit.book, other, unit.type, "2024-09-13 08:00", 45)
    found = offer.times(unit.book, unit.actor, 1)
    assert [time.slot for time in found] == [early, beside, late]
    assert found[1] == (beside, other, unit.type, at("2024-09-13 08:00"), 45)


def test_a_type_without_times_shows_all_the_same(unit: Unit) -> None:
    """R23: the ticks make the name visible, not the times."""
    make_type(unit.book, ".Provtagning", "Antikroppstest")
    make_type(unit.book, "Vilande", "Vilar", ticks=False)  # R22
    make_type(unit.book, "Administration", "Administration", hidden=True)  # R60
    make_type(unit.book, "Ombud-Vårdguiden på telefon", "1177 på telefon")  # R7
    make_type(unit.book, "Namnlös", "")  # R58
    unit.slot("2024-09-13 10:00")
    assert [(one.web_name, one.times) for one in offer.types(unit.book, unit.actor, 1)] == [
        ("Antikroppstest", 0), ("Bedömning av nya besvär", 1)
    ]  # fmt: skip


def test_two_types_of_one_web_name_are_one_choice(unit: Unit) -> None:
    twin = make_type(unit.book, ".Läkarbesök lång", "Bedömning av nya besvär")
    first, second = unit.slot("2024-09-13 08:00"), unit.slot("2024-09-13 09:00", time_type=twin)
    (one,) = offer.types(unit.book, unit.actor, 1)
    start = at("2024-09-13 08:00")
    assert one == OfferedType("Bedömning av nya besvär", 2, (unit.type, twin), start)
    assert unit.times(web_name="Bedömning av nya besvär") == [first, second]


def test_one_web_name(unit: Unit) -> None:
    other = make_type(unit.book, ".Provtagning", "Antikroppstest")
    doctor, lab = unit.slot("2024-09-13 08:00"), unit.slot("2024-09-14 09:00", time_type=other)
    assert unit.times() == [doctor, lab]
    assert unit.times(web_name="Antikroppstest") == [lab]
    assert unit.times(web_name="Finns inte") == []


def test_from_and_to_are_both_included(unit: Unit) -> None:
    made = [unit.slot(f"2024-09-{number} 08:00") for number in (13, 14, 15, 16)]
    assert unit.times(from_day=day("2024-09-14"), to_day=day("2024-09-15")) == made[1:3]
    assert unit.times(from_day=day("2024-09-16")) == made[3:]
    assert unit.times(to_day=day("2024-09-13")) == made[:1]
    assert unit.times(from_day=day("2024-09-16"), to_day=day("2024-09-13")) == []
    assert unit.times(from_day=day("2000-01-01"), to_day=day("2099-12-31")) == made
    assert unit.times(from_day=day("2099-12-31")) == []
    assert unit.times(from_day=1, to_day=10**9) == made


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        pytest.param("UPDATE clinic SET connected = 0", "clinic-connected", id="R56"),
        pytest.param("UPDATE case_type SET active = 0", "case-type-active", id="R108"),
        pytest.param("DELETE FROM case_type", "case-type-active", id="R107"),
        pytest.param("UPDATE case_type SET limited = 1", "audience", id="R115"),
    ],
)
def test_a_closed_clinic_offers_nothing_and_says_why(unit: Unit, sql: str, rule: str) -> None:
    unit.slot("2024-09-13 08:00")
    unit.run(sql)
    assert unit.times() == []
    assert offer.types(unit.book, unit.actor, 1) == ()
    listing = offer.listing(unit.book, unit.actor, 1)
    assert (listing.types, listing.times) == ((), [])
    assert [verdict.rule for verdict in listing.closed] == [rule]
    refusals = unit.why("2024-09-13 08:00").decision.refusals
    assert [verdict.rule for verdict in refusals] == [rule]
    asked = offer.listing(unit.book, unit.actor, 1, web_name="Bedömning av nya besvär")
    assert (asked.types, asked.times, asked.closed) == ((), [], listing.closed)


def test_a_limited_audience(unit: Unit) -> None:
    """R115: those of the clinic are in it; care sees what its own citizens see."""
    unit.run("UPDATE case_type SET limited = 1")
    slot = unit.slot("2024-09-13 08:00")
    inside = make_patient(unit.book, 1, clinics=(1,))
    assert [one.slot for one in offer.times(unit.book, citizen(inside), 1)] == [slot]
    assert unit.times() == []
    assert [one.slot for one in offer.times(unit.book, STAFF, 1)] == [slot]
    assert not unit.why("2024-09-13 08:00").offered
    assert offer.why(unit.book, 1, unit.resource, at("2024-09-13 08:00"), inside.id).offered
    assert offer.why(unit.book, 1, unit.resource, at("2024-09-13 08:00")).offered


def test_listing_carries_the_names(unit: Unit) -> None:
    make_resource(unit.book, "Utan tider")
    unit.slot("2024-09-13 08:00")
    listing = offer.listing(unit.book, unit.actor, 1)
    assert listing.resources == {unit.resource: "Johan Frisk"}
    assert listing.web_names == {unit.type: "Bedömning av nya besvär"}
    assert listing.closed == ()
    with pytest.raises(NotFound, match="Bedömning av nya besvär") as caught:
        offer.listing(unit.book, unit.actor, 1, web_name="Fel")
    assert caught.value.field == "type"


def test_a_name_that_1177_does_not_show_now_has_no_times(unit: Unit) -> None:
    """R20-R22: a name that is hidden or rests is none that is wrong."""
    make_type(unit.book, "Vilande", "Vilar", ticks=False)
    make_type(unit.book, "Administration", "Administration", hidden=True)
    for name in ("Vilar", "Administration"):
        assert offer.listing(unit.book, unit.actor, 1, web_name=name).times == []
    with pytest.raises(NotFound):
        offer.listing(unit.book, unit.actor, 1, web_name="Finns inte")


def test_why_no_such_time_names_the_near_ones(unit: Unit) -> None:
    unit.slot("2024-09-13 08:00")
    unit.slot("2024-09-13 09:00")
    with pytest.raises(NotFound, match=r"Tider den dagen: 08:00, 09:00\."):
        unit.why("2024-09-13 10:00")
    with pytest.raises(NotFound, match="inga"):
        unit.why("2024-09-14 10:00")
    with pytest.raises(NotFound):
        offer.why(unit.book, 2, unit.resource, at("2024-09-13 08:00"))


def test_another_clinics_times_are_not_offered(unit: Unit) -> None:
    unit.run("INSERT INTO clinic (name, system, connected) VALUES ('Annan', 'asynjavisph', 1)")
    theirs = make_resource(unit.book, "Deras", clinic=2)
    their_type = make_type(unit.book, ".Läkarbesök", "Läkare", clinic=2)
    make_slot(unit.book, theirs, their_type, "2024-09-13 08:00", clinic=2)
    mine = unit.slot("2024-09-13 08:00")
    assert unit.times() == [mine]
    assert offer.times(unit.book, unit.actor, 2) == []  # no ärendetyp there
    with pytest.raises(NotFound):
        offer.times(unit.book, unit.actor, 3)


def test_what_1177_was_told_decides_the_offer(unit: Unit) -> None:
    """R12: a change waits for its moment; ``why`` tells both."""
    slot = unit.slot("2024-09-13 08:00")
    unit.run(
        "UPDATE time_type SET hidden = 1, web_bookable = 0, web_cancellable = 0, web_rebookable = 0"
    )
    explained = unit.why("2024-09-13 08:00")
    assert unit.times() == [slot]
    assert explained.offered
    assert not explained.bookable
    assert "not-hidden" in [verdict.rule for verdict in explained.as_booked.refusals]
    assert "Publicera tidstypen" in explained.pending
    face = "1, '.Läkarbesök', 'Bedömning av nya besvär', 0, 0, 0, 1"
    unit.run(
        "INSERT INTO time_type_publication (clinic_id, time_type_id, name, web_name, offered,"
        f" cancellable, rebookable, hidden, effective_at) VALUES (1, {face}, ?)",
        (at("2024-09-12 11:07"),),
    )
    waiting = unit.why("2024-09-13 08:00")
    assert waiting.pending == (
        ".Läkarbesök är ändrad; 1177 får veta det 2024-09-12 11:07."
        " Klockan står still: publicera nu."
    )
    set_clock(unit.book, "2024-09-12 11:07")
    told = unit.why("2024-09-13 08:00")
    assert not told.offered
    assert told.pending == ""
    assert unit.times() == []


@pytest.mark.parametrize(
    ("system", "last"), [(JournalSystem.ASYNJA, "2024-11-11"), (JournalSystem.PMO, "2024-11-07")]
)
def test_the_horizon_of_the_list(unit: Unit, system: JournalSystem, last: str) -> None:
    """R29, R66: day 60 (56) counts."""
    unit.run("UPDATE clinic SET system = ?", (system,))
    within = unit.slot(f"{last} 23:30")
    beyond = midnight(day(last) + 1)
    unit.run(
        "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day)"
        " VALUES (1, ?, ?, ?, 30, ?)",
        (unit.resource, unit.type, beyond, day(last) + 1),
    )
    assert unit.times() == [within]


def test_bok_fore_365_shows_364_days_ahead(unit: Unit) -> None:
    """R30: the longest release reaches beyond the horizon, and 1177 lists it."""
    first = unit.slot("2025-09-11 23:30", release=365)
    unit.slot("2025-09-12 08:00", release=365)
    assert unit.times() == [first]
    assert unit.why("2025-09-11 23:30").offered
    assert not unit.why("2025-09-12 08:00").offered


class Undoing(sqlite3.Connection):
    """Rolls back where a book would commit, so that every booking can be tried on one book."""

    def execute(self, sql: str, *params: object) -> sqlite3.Cursor:
        said = "ROLLBACK" if sql == "COMMIT" else sql
        return super().execute(said, *params)  # type: ignore[arg-type]


def _try_booking(book: Book, actor: Actor, slot: Slot, explained: Explanation) -> None:
    """A booking is accepted exactly when ``as_booked`` says so and the patient is free."""
    with book.read() as reader:
        occupied = reader.row(
            "SELECT 1 FROM booking WHERE patient_id = ? AND status = 'booked' AND start < ?"
            " AND start + length_min * 60 > ?",
            (actor.patient, slot.end, slot.start),
        )
    error = error_of(lambda: acts.book_time(book, actor, 1, slot.id, seen=None))
    if error is None:
        assert explained.bookable
        assert not occupied
        return
    assert isinstance(error, Refused)
    if explained.bookable:
        assert occupied
        assert error.code == "USER_IS_ALREADY_OCCUPIED"
    else:
        assert error.decision == explained.as_booked
        assert error.text == explained.as_booked.refusals[0].text


def _check_slot(book: Book, actor: Actor, slot: Slot, offered: bool) -> None:
    explained = offer.why(book, 1, slot.resource, slot.start, actor.patient)
    assert explained.slot == slot
    assert explained.offered is explained.decision.passed is offered
    assert explained.bookable is explained.as_booked.passed
    assert len(explained.decision) == len(explained.as_booked) == 13
    for verdict in (*explained.decision, *explained.as_booked):
        assert verdict.text
        assert verdict.source
        assert bool(verdict.code) is not verdict.passed
    if not offered:
        assert explained.decision.refusals  # never hidden without an explanation
        event(f"not offered: {explained.decision.refusals[0].rule}")
    else:
        event("offered")
    if explained.offered != explained.bookable:
        assert explained.pending
    if actor.patient is not None:
        _try_booking(book, actor, slot, explained)


def _check_lists(book: Book, actor: Actor, offered: list[int]) -> None:
    """The other ways to ask give the same times."""
    listing = offer.listing(book, actor, 1)
    assert [time.slot for time in listing.times] == offered
    assert listing.types == offer.types(book, actor, 1)
    assert sum(one.times for one in listing.types) == len(offered)
    by_name: list[int] = []
    for one in listing.types:
        assert one.web_name
        of_name = offer.times(book, actor, 1, web_name=one.web_name)
        assert len(of_name) == one.times
        assert one.first == min((time.start for time in of_name), default=None)
        by_name += [time.slot for time in of_name]
    assert sorted(by_name) == sorted(offered)
    days = sorted({day_of(time.start) for time in listing.times})
    for one_day in days[:2]:
        of_day = [time.slot for time in listing.times if day_of(time.start) == one_day]
        asked = offer.times(book, actor, 1, from_day=one_day, to_day=one_day)
        assert [time.slot for time in asked] == of_day


@settings(max_examples=effort(22, 5000))
@given(plans())
def test_the_offer_and_the_rules_agree_for_every_time(plan: Plan) -> None:
    with scratch() as book:
        with book.write() as tx:
            write_book(tx, plan)
        with Book.open(book.path, factory=Undoing) as undoing:
            with undoing.read() as reader:
                every = [slots.load(reader, row[0]) for row in reader.rows("SELECT id FROM slot")]
            for actor in (Actor(Role.CITIZEN, "Jag", 1), STAFF):
                offered = [time.slot for time in offer.times(undoing, actor, 1)]
                for slot in every:
                    _check_slot(undoing, actor, slot, slot.id in offered)
                _check_lists(undoing, actor, offered)
