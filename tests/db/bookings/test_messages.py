"""The citizen's inbox and notices: their own, and nobody else's."""

import pytest

from db.book import Book
from db.bookings import acts, messages
from db.errors import NotAllowed, NotFound
from db.values import Actor, Role
from tests.db.actors import AGENT, IT, REGION, STAFF
from tests.db.builders import at, citizen, set_clock
from tests.db.desk import Desk


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def test_inbox_newest_first(desk: Desk) -> None:
    """R104, R121: each act of the citizen's makes a message."""
    made = desk.booked("2024-09-13 08:00")
    set_clock(desk.book, "2024-09-12 11:00")
    acts.rebook(
        desk.book, desk.actor, made.id, desk.slot("2024-09-13 09:00"), seen=None, seen_time=None
    )
    set_clock(desk.book, "2024-09-12 11:05")
    acts.cancel(desk.book, desk.actor, made.id, seen=None)
    found = messages.inbox(desk.book, desk.actor)
    assert [(one.subject, one.at) for one in found] == [
        ("Din tid är avbokad", at("2024-09-12 11:05")),
        ("Din tid är ombokad", at("2024-09-12 11:00")),
        ("Bekräftelse på din bokning", at("2024-09-12 10:52")),
    ]
    assert {one.booking for one in found} == {made.id}
    assert not any(one.read for one in found)


def test_a_message_never_tells_the_length(desk: Desk) -> None:
    """R19."""
    made = desk.booked("2024-09-13 08:00", length_min=45)
    acts.rebook(
        desk.book, desk.actor, made.id, desk.slot("2024-09-13 09:00", 30), seen=None, seen_time=None
    )
    for one in messages.inbox(desk.book, desk.actor):
        assert "45" not in one.body.replace("Kom i tid.", "")
        assert "08:45" not in one.body
        assert " min" not in one.body


def test_a_notice_tells_nothing(desk: Desk) -> None:
    """B5: no clinic, no time, no content."""
    desk.run("UPDATE patient SET mail = 1")
    desk.booked("2024-09-13 08:00")
    found = messages.notices(desk.book, desk.actor)
    assert [one.channel for one in found] == ["mail", "sms"]
    for one in found:
        assert one.text.startswith("Du har ett meddelande i e-tjänsterna på 1177.")
        for word in ("Primus", "Johan", "Bedömning", "08:00", "september"):
            assert word not in one.text
    assert found[1].text.endswith("Obs! Du kan inte svara på detta sms.")


def test_opening_a_message(desk: Desk) -> None:
    desk.booked("2024-09-13 08:00")
    (one,) = messages.inbox(desk.book, desk.actor)
    assert messages.open_message(desk.book, desk.actor, one.id).read
    set_clock(desk.book, "2024-09-12 12:00")
    messages.open_message(desk.book, desk.actor, one.id)
    assert desk.last("message", "read_at") == (at("2024-09-12 10:52"),)


def test_anothers_message_does_not_exist(desk: Desk) -> None:
    desk.booked("2024-09-13 08:00")
    (one,) = messages.inbox(desk.book, desk.actor)
    stranger = citizen(desk.other)
    for key in (one.id, 999):
        with pytest.raises(NotFound, match=r"^Meddelandet finns inte\.$"):
            messages.open_message(desk.book, stranger, key)
    assert messages.inbox(desk.book, stranger) == ()
    assert messages.notices(desk.book, stranger) == ()
    assert desk.last("message", "read_at") == (None,)


@pytest.mark.parametrize("actor", [STAFF, IT, AGENT, REGION, Actor(Role.CITIZEN)])
def test_nobody_else_reads_an_inbox(desk: Desk, actor: Actor) -> None:
    """B5: staff cannot even see whether notices are on."""
    desk.booked("2024-09-13 08:00")
    with pytest.raises(NotAllowed):
        messages.inbox(desk.book, actor)
    with pytest.raises(NotAllowed):
        messages.notices(desk.book, actor)
    with pytest.raises(NotAllowed):
        messages.open_message(desk.book, actor, 1)
