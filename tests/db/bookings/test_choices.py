"""What the booking dialogs say before anything is done (R2, R17, R65, R69, R123)."""

import pytest

from db.book import Book
from db.bookings import acts
from db.bookings.acts import Details
from db.bookings.choices import HIDE_ADVICE, before_booking, before_cancel, rebook_choices
from db.errors import BookError, NotAllowed, NotFound
from db.rules.local_time import instant_text
from db.values import Actor, JournalSystem
from tests.db.actors import AGENT, IT, REGION, STAFF
from tests.db.builders import citizen, day, make_resource, make_slot, make_type, set_clock
from tests.db.desk import Desk


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def choices(desk: Desk, actor: Actor, *, every: bool = False) -> list[str]:
    found = rebook_choices(desk.book, actor, 1, every=every)
    return [f"{instant_text(one.start)[8:]} {one.resource_name}" for one in found.times]


def a_week(desk: Desk) -> None:
    """A booking, and free times like it and unlike it."""
    desk.booked("2024-09-16 08:00")
    nurse = make_resource(desk.book, "Florence")
    lab = make_type(desk.book, ".Provtagning")
    desk.slot("2024-09-17 08:00")
    desk.slot("2024-09-17 09:00", 45)
    desk.slot("2024-09-17 10:00", time_type=lab)
    desk.slot("2024-09-17 11:00", resource=nurse)
    desk.slot("2024-09-18 08:00", release=1)
    desk.booked("2024-09-18 09:00", STAFF, patient=desk.other.id)
    desk.slot("2024-09-12 08:00")


def test_r17_r18_where_a_citizen_may_move(desk: Desk) -> None:
    """The same resource and tidstyp, whatever the length, once released."""
    a_week(desk)
    assert choices(desk, desk.actor) == ["17 08:00 Johan Frisk", "17 09:00 Johan Frisk"]
    assert choices(desk, desk.actor, every=True) == choices(desk, desk.actor)
    set_clock(desk.book, "2024-09-15 08:00")
    assert "18 08:00 Johan Frisk" not in choices(desk, desk.actor)


def test_bokningsbar_asynjavisph_binds_care_and_not_the_citizen(desk: Desk) -> None:
    """What is listed is what ``rebook`` takes, also of a type that care cannot book."""
    a_week(desk)
    desk.run("UPDATE time_type SET bookable = 0")
    assert choices(desk, desk.actor) == ["17 08:00 Johan Frisk", "17 09:00 Johan Frisk"]
    assert choices(desk, STAFF, every=True) == []


def test_r65_in_pmo_also_the_same_length(desk: Desk) -> None:
    a_week(desk)
    desk.run("UPDATE clinic SET system = ?", (JournalSystem.PMO,))
    assert choices(desk, desk.actor) == ["17 08:00 Johan Frisk"]
    found = rebook_choices(desk.book, STAFF, 1)
    assert found.rule == (
        "Samma resurs (Johan Frisk), samma tidstyp (Läkarbesök 1177) och samma längd (30 min)."
    )


def test_care_sees_the_same_first_and_all_when_asked(desk: Desk) -> None:
    a_week(desk)
    assert choices(desk, STAFF) == [
        "17 08:00 Johan Frisk", "17 09:00 Johan Frisk", "18 08:00 Johan Frisk",
    ]  # fmt: skip
    assert choices(desk, STAFF, every=True) == [
        "17 08:00 Johan Frisk", "17 09:00 Johan Frisk", "17 10:00 Johan Frisk",
        "17 11:00 Florence", "18 08:00 Johan Frisk",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["citizen", "agent", "staff"])
def test_every_choice_can_be_chosen_and_nothing_else(desk: Desk, who: str) -> None:
    """What is listed is what ``rebook`` accepts, time for time."""
    a_week(desk)
    desk.run("UPDATE clinic SET agent_rebooks = 1")
    actor = {"citizen": desk.actor, "agent": AGENT, "staff": STAFF}[who]
    listed = {one.slot for one in rebook_choices(desk.book, actor, 1, every=True).times}
    home = desk.value("SELECT slot_id FROM booking WHERE id = 1")
    accepted = set()
    for (slot,) in desk.rows("SELECT id FROM slot"):
        try:
            acts.rebook(desk.book, actor, 1, slot, seen=None, seen_time=None)
        except BookError:
            continue
        accepted.add(slot)
        acts.rebook(desk.book, STAFF, 1, home, seen=None, seen_time=None)
    assert listed == accepted


def test_one_that_may_not_be_moved_has_no_choices_and_says_why(desk: Desk) -> None:
    a_week(desk)
    desk.run("UPDATE time_type SET web_rebookable = 0")
    found = rebook_choices(desk.book, desk.actor, 1)
    assert found.times == ()
    assert found.decision.refusals[0].rule == "web-rebookable"
    acts.cancel(desk.book, STAFF, 1, seen=None)
    assert rebook_choices(desk.book, STAFF, 1).decision.refusals[0].rule == "booking-active"


def test_days_and_how_many(desk: Desk) -> None:
    a_week(desk)
    found = rebook_choices(desk.book, STAFF, 1, limit=2)
    assert len(found.times) == 2
    on = day("2024-09-18")
    found = rebook_choices(desk.book, STAFF, 1, from_day=on, to_day=on)
    assert [one.day for one in found.times] == [on]


def test_r69_hiding_one_booking_exists_in_pmo_with_advice_against_it(desk: Desk) -> None:
    slot = desk.slot("2024-09-16 08:00")
    told = before_booking(desk.book, STAFF, slot)
    assert (told.hide_advice, told.decision.passed) == ("", True)
    assert (told.resource_name, told.type_name) == ("Johan Frisk", "Läkarbesök 1177")
    desk.run("UPDATE clinic SET system = ?", (JournalSystem.PMO,))
    told = before_booking(desk.book, STAFF, slot)
    assert told.hide_advice == HIDE_ADVICE
    assert "ska i princip inte användas" in HIDE_ADVICE
    desk.book_slot(slot)
    assert before_booking(desk.book, STAFF, slot).decision.refusals[0].rule == "free"


def test_r123_care_that_cancels_is_told_to_contact_the_patient(desk: Desk) -> None:
    desk.booked("2024-09-16 08:00")
    told = before_cancel(desk.book, STAFF, 1)
    assert told.warning == (
        "Ingen avisering skickas när vården avbokar. Kontakta patienten"
        f" {desk.patient.name} på {desk.patient.phone}."
    )
    assert told.decision.passed
    assert not told.from_waiting_list
    desk.run("UPDATE booking SET phone = '+46701740699'")
    assert before_cancel(desk.book, STAFF, 1).warning.endswith("på +46701740699.")
    desk.run("UPDATE booking SET phone = ''")
    desk.run("UPDATE patient SET phone = ''")
    assert before_cancel(desk.book, STAFF, 1).warning.endswith("(inget telefonnummer finns).")
    assert before_cancel(desk.book, desk.actor, 1).warning == ""


def test_r64_a_citizen_in_pmo_must_give_a_reason_and_care_need_not(desk: Desk) -> None:
    desk.run("UPDATE clinic SET system = ?", (JournalSystem.PMO,))
    desk.booked("2024-09-16 08:00")
    assert before_cancel(desk.book, desk.actor, 1).reason_required
    assert before_cancel(desk.book, desk.actor, 1).decision.passed
    assert not before_cancel(desk.book, STAFF, 1).reason_required


def test_who_may_ask(desk: Desk) -> None:
    made = desk.booked("2024-09-16 08:00", details=Details("Hej"))
    for ask in (before_cancel, rebook_choices):
        with pytest.raises(NotFound):
            ask(desk.book, citizen(desk.other), made.id)
        with pytest.raises(NotAllowed):
            ask(desk.book, REGION, made.id)
        ask(desk.book, IT, made.id)
    slot = make_slot(desk.book, desk.resource, desk.type, "2024-09-17 08:00")
    with pytest.raises(NotAllowed):
        before_booking(desk.book, AGENT, slot)


def test_the_free_times_are_looked_up_by_their_index(desk: Desk) -> None:
    from db.schedule.free_times import SELECT

    for more in ("", " AND s.time_type_id = 1", " AND s.resource_id = 1"):
        with desk.book.read() as reader:
            plan = reader.rows(
                f"EXPLAIN QUERY PLAN {SELECT}{more} ORDER BY s.start, r.name LIMIT 9", (1, 0)
            )
        assert plan[0][3].startswith("SEARCH s USING")
        assert not [row[3] for row in plan if row[3].startswith("SCAN")]
