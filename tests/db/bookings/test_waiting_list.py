"""Väntelistan: who waits, in which order, and who may touch it (R49)."""

from collections.abc import Callable
from typing import Any

import pytest

from db.book import Book
from db.bookings import acts as bookings
from db.bookings import freed_times, waiting_list, waiting_match
from db.bookings.acts import Details
from db.errors import (
    Conflict,
    Invalid,
    NeedsConfirmation,
    NotAllowed,
    NotFound,
    Refused,
)
from db.rules.local_time import instant_text
from db.values import Actor
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.builders import (
    at,
    day,
    make_patient,
    make_resource,
    make_slot,
    make_type,
    set_clock,
)
from tests.db.desk import Desk

WEEK = day("2024-09-16")


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def test_those_who_wait_longest_first(desk: Desk) -> None:
    second = waiting_list.add(desk.book, STAFF, 1, desk.patient.id, time_type=desk.type)
    set_clock(desk.book, "2024-09-11 08:00")
    first = waiting_list.add(
        desk.book, SCHEDULER, 1, desk.other.id, resource=desk.resource, text=" Ring\nefter 16 "
    )
    found = waiting_list.every(desk.book, IT, 1)
    assert [one.id for one in found] == [first, second]
    assert found[0] == (
        first, desk.other.id, "Gun-Britt Provander", "19440813-****", desk.other.phone, None, "",
        desk.resource, "Johan Frisk", "Ring\nefter 16", "waiting", None, None,
        at("2024-09-11 08:00"), None, 1, 0,
    )  # fmt: skip
    assert waiting_list.get(desk.book, STAFF, first).pnr == "19440813-9089"
    assert (found[1].type_name, found[1].resource_name) == (desk_type(desk), "")
    assert waiting_list.every(desk.book, STAFF, 2) == ()


def desk_type(desk: Desk) -> str:
    return str(desk.value("SELECT name FROM time_type WHERE id = ?", (desk.type,)))


def test_r49_one_who_cancels_on_the_web_is_back_and_marked_so(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id, wanted_from=WEEK)
    slot = desk.slot("2024-09-16 08:00")
    made = waiting_match.book_from(desk.book, STAFF, entry, slot, seen=None, seen_entry=None)
    assert waiting_list.every(desk.book, STAFF, 1) == ()
    bookings.cancel(desk.book, desk.actor, made.id, reason="Förhinder", seen=None)
    (back,) = waiting_list.every(desk.book, STAFF, 1)
    assert back.returned
    assert (back.id, back.returned_at, back.wanted_from) == (entry, at("2024-09-12 10:52"), WEEK)
    made = waiting_match.book_from(desk.book, STAFF, entry, slot, seen=None, seen_entry=None)
    bookings.cancel(
        desk.book, STAFF, made.id, seen=None
    )  # care's own cancellation puts nobody back
    assert waiting_list.every(desk.book, STAFF, 1) == ()


def test_edit_saves_what_is_waited_for_and_nothing_else(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id, text="Ring")
    read = waiting_list.get(desk.book, STAFF, entry)
    mine = read._replace(
        time_type=desk.type, resource=desk.resource, text="Ring\nefter 16", wanted_from=WEEK,
        wanted_to=WEEK + 6, patient=desk.other.id, status="removed",
    )  # fmt: skip
    saved = waiting_list.edit(desk.book, STAFF, mine, seen=read)
    assert saved == waiting_list.get(desk.book, STAFF, entry)
    assert saved == mine._replace(
        type_name=desk_type(desk), resource_name="Johan Frisk", patient=desk.patient.id,
        status="waiting", revision=2,
    )  # fmt: skip
    mine = read._replace(text="Glöm det")
    with pytest.raises(Conflict, match="Anteckning: nu ”Ring efter 16”, du har ”Glöm") as no:
        waiting_list.edit(desk.book, STAFF, mine, seen=read)
    assert desk.patient.name in no.value.text
    assert no.value.stands == waiting_list.get(desk.book, STAFF, entry) == saved
    # Told so, mine replaces the note; the type and the period, which I never touched, stay.
    kept = waiting_list.edit(desk.book, STAFF, mine, seen=read, told=saved)
    assert kept == saved._replace(text="Glöm det", revision=3)
    theirs = kept._replace(wanted_to=WEEK + 9)
    saved = waiting_list.edit(desk.book, STAFF, theirs, seen=kept)
    both = waiting_list.edit(desk.book, STAFF, kept._replace(text="Brev"), seen=kept)
    assert both == saved._replace(text="Brev", revision=5)
    # What each may do alone may be impossible together.
    with pytest.raises(Invalid, match="sluta innan den börjar"):
        waiting_list.edit(desk.book, STAFF, kept._replace(wanted_from=WEEK + 10), seen=kept)
    assert waiting_list.get(desk.book, STAFF, entry) == both
    waiting_list.remove(desk.book, STAFF, entry, seen=None)
    with pytest.raises(Refused, match="väntar inte längre"):
        waiting_list.edit(desk.book, STAFF, saved, seen=saved)
    gone = saved._replace(id=99)
    with pytest.raises(NotFound):
        waiting_list.edit(desk.book, STAFF, gone, seen=gone)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2024-09-20", "2024-09-19", "wanted_to"),
        (None, 5_000_000, "wanted_to"),
        (1, None, "wanted_from"),
    ],
)
def test_a_period_that_cannot_be(
    desk: Desk, first: str | int | None, last: str | int | None, field: str
) -> None:
    since, until = (day(one) if isinstance(one, str) else one for one in (first, last))
    with pytest.raises(Invalid) as no:
        waiting_list.add(desk.book, STAFF, 1, desk.patient.id, wanted_from=since, wanted_to=until)
    assert no.value.field == field
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id, wanted_from=WEEK, wanted_to=WEEK)
    read = waiting_list.get(desk.book, STAFF, entry)
    with pytest.raises(Invalid):
        waiting_list.edit(
            desk.book, STAFF, read._replace(wanted_from=since, wanted_to=until), seen=read
        )


# --- freed times against the list -----------------------------------------------------------


def test_a_freed_time_is_offered_to_those_whom_it_fits(desk: Desk) -> None:
    lab = make_type(desk.book, ".Provtagning")
    nurse = make_resource(desk.book, "Florence")
    slot = desk.slot("2024-09-18 08:00")
    people = [make_patient(desk.book, number) for number in range(2, 9)]
    wants: list[tuple[bool, dict[str, Any]]] = [
        (True, {}),
        (False, {"time_type": lab}),
        (True, {"time_type": desk.type, "resource": desk.resource}),
        (False, {"resource": nurse}),
        (True, {"wanted_from": WEEK, "wanted_to": WEEK + 6}),
        (False, {"wanted_from": WEEK + 3}),
        (False, {"wanted_to": WEEK + 1}),
    ]
    for person, (_, want) in zip(people, wants, strict=True):
        waiting_list.add(desk.book, STAFF, 1, person.id, **want)
    fitting = [person.id for person, (fits, _) in zip(people, wants, strict=True) if fits]

    def suggested() -> list[int]:
        offers = freed_times.offers(desk.book, STAFF, 1, every=True)
        waiting = (one.waiting for one in offers if one.time.slot == slot)
        return [one.patient for one in next(waiting, ())]

    assert suggested() == fitting
    busy = make_slot(desk.book, nurse, desk.type, "2024-09-18 08:15")
    desk.book_slot(busy, STAFF, patient=fitting[1])
    assert suggested() == [fitting[0], fitting[2]]  # the other has a time then
    desk.book_slot(slot, STAFF)
    assert suggested() == []
    bookings.cancel(desk.book, desk.actor, 2, seen=None)
    assert suggested() == [fitting[0], fitting[2]]
    set_clock(desk.book, "2024-09-18 08:00")
    assert suggested() == []


def test_the_times_that_fit_one_who_waits(desk: Desk) -> None:
    lab = make_type(desk.book, ".Provtagning")
    nurse = make_resource(desk.book, "Florence", valid_to=WEEK + 1)
    quiet = make_type(desk.book, "Går inte att boka", bookable=False)
    for start in ("2024-09-12 08:00", "2024-09-16 08:00", "2024-09-17 08:00", "2024-09-18 08:00"):
        for resource in (desk.resource, nurse):
            make_slot(desk.book, resource, desk.type, start)
    make_slot(desk.book, nurse, lab, "2024-09-16 10:00")
    make_slot(desk.book, nurse, quiet, "2024-09-16 11:00")
    make_slot(desk.book, desk.resource, desk.type, "2024-09-16 12:00")
    desk.book_slot(11, STAFF, patient=desk.other.id)

    def fits(
        time_type: int | None = None,
        resource: int | None = None,
        wanted_from: int | None = None,
        wanted_to: int | None = None,
    ) -> list[tuple[str, str]]:
        entry = waiting_list.add(
            desk.book, STAFF, 1, desk.patient.id, time_type=time_type, resource=resource,
            wanted_from=wanted_from, wanted_to=wanted_to,
        )  # fmt: skip
        found = waiting_match.times_for(desk.book, STAFF, entry)
        return [(instant_text(one.start)[8:], one.resource_name) for one in found]

    both = [("16 08:00", "Florence"), ("16 08:00", "Johan Frisk"), ("17 08:00", "Florence"),
            ("17 08:00", "Johan Frisk"), ("18 08:00", "Johan Frisk")]  # fmt: skip
    assert fits(time_type=desk.type) == both  # not passed, booked or without a valid resource
    assert fits(time_type=lab) == [("16 10:00", "Florence")]
    assert fits(time_type=quiet) == []
    assert fits(resource=nurse) == [("16 08:00", "Florence"), ("16 10:00", "Florence"),
                                    ("17 08:00", "Florence")]  # fmt: skip
    assert fits(wanted_from=WEEK + 1, wanted_to=WEEK + 1) == both[2:4]


def test_booking_from_the_list_asks_as_any_booking_does(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    slot = desk.slot("2024-09-16 08:00")
    nurse = make_resource(desk.book, "Florence")
    desk.book_slot(make_slot(desk.book, nurse, desk.type, "2024-09-16 08:00"))
    with pytest.raises(NeedsConfirmation):
        waiting_match.book_from(desk.book, STAFF, entry, slot, seen=None, seen_entry=None)
    told = Details("Ont", staff_note="Vill ha förmiddag")
    made = waiting_match.book_from(
        desk.book, STAFF, entry, slot, told, confirmed=True, seen=None, seen_entry=None
    )
    assert (made.waiting_entry, made.comment) == (entry, "Ont")
    assert desk.last("booking", "staff_note") == ("Vill ha förmiddag",)
    with pytest.raises(Refused):
        waiting_match.book_from(desk.book, STAFF, entry, slot, seen=None, seen_entry=None)


@pytest.mark.parametrize("what", ["times_for", "book_from"])
def test_the_match_is_for_care_alone(desk: Desk, what: str) -> None:
    slot, entry = desk.slot("2024-09-16 08:00"), 1
    waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    acts: dict[str, Callable[[Actor], object]] = {
        "times_for": lambda who: waiting_match.times_for(desk.book, who, entry),
        "book_from": lambda who: waiting_match.book_from(
            desk.book, who, entry, slot, seen=None, seen_entry=None
        ),
    }
    for who in (desk.actor, AGENT, REGION):
        with pytest.raises(NotAllowed):
            acts[what](who)
    acts[what](STAFF)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"text": "En annan anteckning"}, True),
        ({"wanted_from": WEEK}, False),
        ({"time_type": None}, False),
        ({"resource": True}, False),
    ],
)
def test_the_same_wish_twice_is_told_and_can_be_confirmed(
    desk: Desk, other: dict[str, Any], same: bool
) -> None:
    """A note explains a wish, and is none of its own; another's wish is another."""
    wish: dict[str, Any] = {"time_type": desk.type, "text": "Ring"}
    waiting_list.add(desk.book, STAFF, 1, desk.patient.id, **wish)
    waiting_list.add(desk.book, STAFF, 1, desk.other.id, **wish)
    again = wish | other
    if again.get("resource"):
        again["resource"] = desk.resource
    if not same:
        assert waiting_list.add(desk.book, STAFF, 1, desk.patient.id, **again)
        return
    with pytest.raises(NeedsConfirmation, match="väntar redan på samma sak sedan 2024-09-12"):
        waiting_list.add(desk.book, STAFF, 1, desk.patient.id, **again)
    assert len(waiting_list.every(desk.book, STAFF, 1)) == 2
    assert waiting_list.add(desk.book, STAFF, 1, desk.patient.id, **again, confirmed=True)


def test_a_wish_that_becomes_the_same_is_told_and_one_that_no_longer_waits_is_not(
    desk: Desk,
) -> None:
    first = waiting_list.add(desk.book, STAFF, 1, desk.patient.id, time_type=desk.type)
    second = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    seen = waiting_list.get(desk.book, STAFF, second)
    edited = seen._replace(time_type=desk.type)
    with pytest.raises(NeedsConfirmation):
        waiting_list.edit(desk.book, STAFF, edited, seen=seen)
    noted = waiting_list.get(desk.book, STAFF, first)
    waiting_list.edit(desk.book, STAFF, noted._replace(text="Ring"), seen=noted)
    waiting_list.edit(desk.book, STAFF, edited, seen=seen, confirmed=True)
    desk.run("UPDATE waiting_list_entry SET status = 'removed'")
    assert waiting_list.add(desk.book, STAFF, 1, desk.patient.id, time_type=desk.type)


def test_remove(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    waiting_list.remove(desk.book, STAFF, entry, seen=None)
    assert waiting_list.every(desk.book, STAFF, 1) == ()
    with pytest.raises(Refused, match="väntar inte"):
        waiting_list.remove(desk.book, STAFF, entry, seen=None)
    with pytest.raises(NotFound, match="finns inte"):
        waiting_list.remove(desk.book, STAFF, 999, seen=None)


def test_one_who_has_been_booked_is_not_removed(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    desk.booked("2024-09-13 08:00", STAFF, Details(waiting_entry=entry))
    with pytest.raises(Refused):
        waiting_list.remove(desk.book, STAFF, entry, seen=None)


def test_one_who_was_removed_is_not_booked(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    waiting_list.remove(desk.book, STAFF, entry, seen=None)
    with pytest.raises(NotFound):
        desk.booked("2024-09-13 08:00", STAFF, Details(waiting_entry=entry))


def test_wrong_input(desk: Desk) -> None:
    with pytest.raises(NotFound):
        waiting_list.add(desk.book, STAFF, 1, 999)
    with pytest.raises(Invalid):
        waiting_list.add(desk.book, STAFF, 1, desk.patient.id, text="x" * 10_000)
    with pytest.raises(NotFound):
        waiting_list.add(desk.book, STAFF, 1, desk.patient.id, time_type=999)
    with pytest.raises(NotFound):
        waiting_list.add(desk.book, STAFF, 1, desk.patient.id, resource=999)
    with pytest.raises(Refused):
        waiting_list.add(desk.book, STAFF, 99, desk.patient.id)
    assert waiting_list.every(desk.book, STAFF, 1) == ()


@pytest.mark.parametrize("actor", [AGENT, REGION, UNIT], ids=["ombud", "region", "unit"])
def test_care_only(desk: Desk, actor: Actor) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    for one in (actor, desk.actor):
        with pytest.raises(NotAllowed):
            waiting_list.every(desk.book, one, 1)
        with pytest.raises(NotAllowed):
            waiting_list.add(desk.book, one, 1, desk.patient.id)
        with pytest.raises(NotAllowed):
            waiting_list.remove(desk.book, one, entry, seen=None)
