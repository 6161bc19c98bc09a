"""What else a remedy changes is what it then does change."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db import clock
from db.book import Book
from db.offer import offer
from db.practice.effects import what_else
from db.remedies.carry_out import carry_out
from db.rules.remedies.deeds import (
    By,
    ConnectUnit,
    Deed,
    EditType,
    LiftLimit,
    OpenCase,
    Publish,
    RemoveEvents,
    SetValidity,
    TurnClock,
)
from db.setup import case_types, clinics, resources, time_types
from db.tidbok import events
from db.values import CaseKind
from tests.db.actors import IT, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, day
from tests.db.desk import Desk

BY = {By.CARE: STAFF, By.SCHEDULER: SCHEDULER, By.IT: IT, By.UNIT: UNIT, By.WORKER: STAFF}


@pytest.fixture
def desk(book: Book) -> Desk:
    desk = Desk(book)
    for start in ("2024-09-20 08:00", "2024-09-20 09:00", "2024-09-27 08:00"):
        desk.slot(start)
    desk.booked("2024-09-26 08:00")
    return desk


def unticked(desk: Desk) -> Deed:
    stored = time_types.every(desk.book, 1)[0]
    (off,) = time_types.save(
        desk.book, SCHEDULER, 1, (replace(stored, web_bookable=False),), at_once=True
    )
    return EditType(1, off, replace(off, web_bookable=True))


def hidden(desk: Desk) -> Deed:
    stored = time_types.every(desk.book, 1)[0]
    off = replace(
        stored, hidden=True, web_bookable=False, web_cancellable=False, web_rebookable=False
    )
    (off,) = time_types.save(desk.book, SCHEDULER, 1, (off,), at_once=True)
    return EditType(1, off, replace(off, hidden=False, web_bookable=True))


def waiting(desk: Desk) -> Deed:
    unticked(desk)
    stored = time_types.every(desk.book, 1)[0]
    (on,) = time_types.save(desk.book, SCHEDULER, 1, (replace(stored, web_bookable=True),))
    return Publish(1, on)


def disconnected(desk: Desk) -> Deed:
    desk.run("UPDATE clinic SET connected = 0")
    return ConnectUnit(clinics.find(desk.book))


def closed(desk: Desk) -> Deed:
    desk.run("UPDATE case_type SET active = 0")
    return OpenCase(1, CaseKind.BOOK, case_types.every(desk.book, 1)[0])


def limited(desk: Desk) -> Deed:
    desk.run("UPDATE case_type SET limited = 1")
    return LiftLimit(1, case_types.every(desk.book, 1)[0])


def ended(desk: Desk) -> Deed:
    desk.run("UPDATE resource SET valid_to = ?", (day("2024-09-15"),))
    stored = resources.every(desk.book, 1)[0]
    return SetValidity(1, stored, replace(stored, valid_to=day("2024-09-20")))


def blocked(desk: Desk) -> Deed:
    spans = (("2024-09-20 07:00", "2024-09-20 10:00"), ("2024-09-20 08:45", "2024-09-20 10:00"),
             ("2024-09-27 07:00", "2024-09-27 10:00"))  # fmt: skip
    made = [
        events.add(desk.book, STAFF, 1, desk.resource, at(start), at(end), "Möte", blocking=True)
        for start, end in spans
    ]
    return RemoveEvents((made[0].event,))


@pytest.mark.parametrize(
    ("broken", "said", "shown"),
    [
        (unticked, "Gäller hela Läkarbesök 1177: 3 lediga tider skulle visas på 1177.", 3),
        (
            hidden,
            "Gäller hela Läkarbesök 1177: 3 lediga tider skulle visas på 1177."
            " 1 bokat besök syns sedan för sina patienter.",
            3,
        ),
        (waiting, "Gäller hela Läkarbesök 1177: 3 lediga tider skulle visas på 1177.", 3),
        (disconnected, "Gäller hela enheten: 3 lediga tider skulle visas på 1177.", 3),
        (closed, "Gäller hela enheten: 3 lediga tider skulle visas på 1177.", 3),
        (limited, "Gäller hela enheten: 3 lediga tider skulle visas på 1177.", 3),
        (ended, "Gäller hela Johan Frisk: 2 lediga tider skulle visas på 1177.", 2),
        (blocked, "1 ledig tid kan bokas igen.", 1),
    ],
)
def test_what_is_said_is_what_happens(
    desk: Desk, broken: Callable[[Desk], Deed], said: str, shown: int
) -> None:
    deed = broken(desk)
    me = desk.actor
    before = len(offer.times(desk.book, me, 1))
    assert what_else(desk.book, 1, deed, me.patient) == said
    carry_out(desk.book, BY[deed.by], seen=deed)
    assert len(offer.times(desk.book, me, 1)) - before == shown


def test_a_turned_clock_is_everybodys(desk: Desk) -> None:
    desk.slot("2024-11-20 08:00")  # beyond the horizon of 60 days
    at_once = clock.read(desk.book).now + 60
    assert what_else(desk.book, 1, TurnClock(at_once)) == (
        "Klockan ställs för alla. Inget ändras på 1177."
    )
    turned = what_else(desk.book, 1, TurnClock(at("2024-09-21 00:00")))
    assert turned == (
        "Klockan ställs för alla. 1 tid släpps på 1177, 2 tider försvinner från 1177."
    )
    far = TurnClock(clock.read(desk.book).now + 40 * 86400)
    assert "1 loggrad gallras" in what_else(desk.book, 1, far)
