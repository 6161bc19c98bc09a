"""What a citizen tries with another's ids: refused, noted, and nothing of the other is told."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import db
from db.book import Book
from db.bookings import acts, choices, messages, read, sheet, waiting_list
from db.bookings.acts import Details
from db.citizen import booking, inbox, login, paper, phone, portal
from db.citizen import choices as web_choices
from db.citizen.booking import Wish
from db.citizen.choices import WebTime
from db.errors import NotAllowed, NotFound
from db.remedies import explain, for_citizen
from db.rules.changes.same_as_shown import SeenBooking, SeenTime
from db.rules.local_time import day_of
from db.setup import access_log, patients
from db.values import Act, Actor, Patient, Role
from tests.db.actors import IT
from tests.db.builders import at
from tests.db.desk import Desk, error_of


@pytest.fixture
def desk(book: Book) -> Desk:
    made = Desk(book)
    made.run("UPDATE clinic SET phone = '08-465 004 00', address = 'Övningsgatan 1'")
    return made


class Stranger:
    """Another citizen with a booking and messages, and the ids of them."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.book = desk, desk.book
        self.me = login.log_in(desk.book, desk.patient.pnr)
        self.person = desk.other
        actor = Actor(Role.CITIZEN, desk.other.name, desk.other.id)
        self.slot = desk.slot("2024-09-23 08:00")
        self.booking = desk.book_slot(
            desk.slot("2024-09-20 08:00"), actor, Details("Hemligt besvär")
        ).id
        self.message = messages.inbox(desk.book, actor)[0].id
        desk.run(
            "INSERT INTO invitation (id, clinic_id, patient_id, time_type_id, from_day, to_day,"
            " text, sent_at) VALUES (7, 1, ?, ?, 739140, 739150, 'Hemligt', 5)",
            (desk.other.id, desk.type),
        )
        desk.run(
            "INSERT INTO request (id, clinic_id, patient_id, text, at)"
            " VALUES (8, 1, ?, 'Hemligt', 6)",
            (desk.other.id,),
        )

    def wish(self) -> Wish:
        """That the other's booking is moved to a free time."""
        start = at("2024-09-23 08:00")
        seen = SeenTime(start, self.desk.resource, self.desk.type, "Bedömning av nya besvär")
        time = WebTime(self.slot, day_of(start), "08:00", "Johan Frisk", seen)
        return Wish(time, booking=SeenBooking(self.booking, 1, start, 1, 1))


Tried = Callable[["Stranger"], object]
TRIES: dict[str, Tried] = {
    "booked_time": lambda x: portal.booked_time(x.book, x.me, x.booking),
    "cancel": lambda x: portal.cancel(x.book, x.me, x.booking, reason="Sjuk", seen=None),
    "booked_or_cancelled": lambda x: portal.booked_or_cancelled(x.book, x.me, x.booking),
    "acts.cancel": lambda x: acts.cancel(x.book, x.me, x.booking, reason="Sjuk", seen=None),
    "rebook": lambda x: acts.rebook(x.book, x.me, x.booking, x.slot, seen=None, seen_time=None),
    "book_time": lambda x: acts.book_time(x.book, x.me, 1, x.slot, patient=x.person.id, seen=None),
    "get": lambda x: read.get(x.book, x.me, x.booking),
    "explain.booking": lambda x: explain.booking(x.book, x.me, x.booking),
    "why_not": lambda x: for_citizen.why_not(x.book, x.me, x.booking, Act.REBOOKED),
    "why_booking": lambda x: read.why_booking(x.book, x.me, x.booking),
    "history": lambda x: read.history(x.book, x.me, x.booking),
    "of_patient": lambda x: read.of_patient(x.book, x.me, x.person.id),
    "before_cancel": lambda x: choices.before_cancel(x.book, x.me, x.booking),
    "rebook_choices": lambda x: choices.rebook_choices(x.book, x.me, x.booking),
    "open_message": lambda x: messages.open_message(x.book, x.me, x.message),
    "open_item": lambda x: inbox.open_item(x.book, x.me, inbox.MESSAGE, x.message),
    "open_invitation": lambda x: inbox.open_item(x.book, x.me, inbox.INVITATION, 7),
    "open_request": lambda x: inbox.open_item(x.book, x.me, inbox.REQUEST, 8),
    "begin": lambda x: web_choices.begin(x.book, x.me, 1, booking=x.booking),
    "choose_other": lambda x: web_choices.choose_other(x.book, x.me, x.booking),
    "look": lambda x: booking.look(x.book, x.me, 1, x.wish()),
    "citizen.booking.book": lambda x: booking.book(x.book, x.me, 1, x.wish()),
    "paper": lambda x: paper.save(x.book, x.me, x.booking, "/tmp/never.txt"),
}


@pytest.mark.parametrize("tried", TRIES.values(), ids=TRIES.keys())
def test_anothers_id_is_refused_logged_and_nothing_of_them_is_told(
    desk: Desk, tried: Tried
) -> None:
    stranger = Stranger(desk)
    before = everything(desk)
    error = error_of(lambda: tried(stranger))
    assert isinstance(error, NotFound | NotAllowed)
    said = f"{error.text} {error.code} {error.source} {error.field} {error.__cause__}"
    for word in ("Gun-Britt", "Provander", "1944", "Hemligt", "Johan Frisk", "20"):
        assert word not in said
    noted = access_log.every(desk.book, IT)[0]
    assert (noted.patient, noted.role) == (stranger.person.id, Role.CITIZEN)
    assert noted.actor == "Tolvan Tolvansson"
    assert noted.what.startswith("nekad: ")
    assert everything(desk) == before


@pytest.mark.parametrize("name", [one for one in TRIES if one not in ("book_time", "of_patient")])
def test_anothers_and_nobodys_are_answered_alike(desk: Desk, name: str) -> None:
    stranger = Stranger(desk)
    theirs = error_of(lambda: TRIES[name](stranger))
    desk.run("PRAGMA defer_foreign_keys = 1")
    stranger.booking, stranger.message = 999, 999
    desk.run("UPDATE invitation SET id = 97")
    desk.run("UPDATE request SET id = 98")
    nobodys = error_of(lambda: TRIES[name](stranger))
    assert theirs is not None
    assert nobodys is not None
    assert (type(theirs), theirs.code, theirs.text) == (type(nobodys), nobodys.code, nobodys.text)
    assert len(access_log.every(desk.book, IT)) == 1


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that a refused try must leave alone."""
    tables = ("booking", "booking_change", "slot", "message", "notice", "log_row", "patient")
    return {table: desk.rows(f"SELECT * FROM {table}") for table in tables}


def own_answers(x: "Stranger") -> Iterator[object]:
    """All that a citizen can ask for without naming anything."""
    yield portal.home(x.book, x.me)
    yield portal.booked_times(x.book, x.me)
    yield portal.clinic_page(x.book, x.me, 1)
    yield portal.clinics_to_add(x.book, x.me)
    yield inbox.items(x.book, x.me)
    yield messages.inbox(x.book, x.me)
    yield messages.notices(x.book, x.me)
    yield phone.read(x.book, x.me)
    yield read.of_patient(x.book, x.me, x.me.patient or 0)


def test_what_one_is_given_without_asking_is_ones_own(desk: Desk) -> None:
    stranger = Stranger(desk)
    for answer in own_answers(stranger):
        assert "Hemligt" not in repr(answer)
        assert "Gun-Britt" not in repr(answer)
    patients.set_notices(desk.book, stranger.me, sms=False, mail=False)
    assert patients.find(desk.book, stranger.person.pnr).sms


# --- care's operations ----------------------------------------------------------------------------

CARES: dict[str, Tried] = {
    "of_booking": lambda x: sheet.of_booking(x.book, x.me, x.booking),
    "save_note": lambda x: sheet.save_note(x.book, x.me, x.booking, "Hej", seen=""),
    "add": lambda x: waiting_list.add(x.book, x.me, 1, x.person.id),
    "register": lambda x: patients.register(x.book, x.me, Patient(0, x.person.pnr, "Ny", "")),
    "log_in_as": lambda x: login.log_in_as(x.book, x.me, x.person.id),
}


@pytest.mark.parametrize("tried", CARES.values(), ids=CARES.keys())
def test_what_care_does_with_a_patient_a_citizen_does_not(desk: Desk, tried: Tried) -> None:
    stranger = Stranger(desk)
    before = everything(desk)
    error = error_of(lambda: tried(stranger))
    assert isinstance(error, NotAllowed)
    assert error.text.startswith("Invånare")
    for word in ("Gun-Britt", "Provander", "1944", "Hemligt"):
        assert word not in error.text
    assert everything(desk) == before


_IDS = {"booking", "message", "patient", "person", "key", "wish"}
_NO_ONES = {"renamed"}
"""The name that a free time's type has now: it is nobody's."""


def operations() -> Iterator[tuple[str, str]]:
    """The public operations of the book that take an id of something that is somebody's."""
    for module in pkgutil.walk_packages(db.__path__, "db."):
        if module.name.startswith("db.store.migrations."):
            continue
        found = importlib.import_module(module.name)
        for name, operation in vars(found).items():
            if not inspect.isfunction(operation) or operation.__module__ != found.__name__:
                continue
            asked = tuple(inspect.signature(operation).parameters)
            if asked[:2] == ("book", "actor") and _IDS & set(asked) and name[0] != "_":
                yield module.name, name


def test_every_operation_that_takes_an_id_is_tried() -> None:
    """A new operation must stand in one of the tables above."""
    tried = {name.rpartition(".")[2] for name in (*TRIES, *CARES)} | _NO_ONES | {"save"}
    found = list(operations())
    assert len(found) > 20
    assert [one for one in found if one[1] not in tried] == []
