"""Informationsraden: what one stands on, from left to right (R40)."""

import pytest

from db.book import Book
from db.bookings import acts
from db.bookings.acts import Details
from db.errors import NotAllowed
from db.schedule import changes
from db.tidbok import calendar, events
from db.tidbok.info_line import PARTS, InfoLine, Place, info
from db.values import SYSTEM, Actor
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF
from tests.db.builders import at, day, make_type, set_clock
from tests.db.desk import Desk

MONDAY = day("2024-09-09")
ME = "Läkarbesök 1177"


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def line(desk: Desk, actor: Actor = STAFF, n: int = 0) -> InfoLine:
    """The line of the n-th thing of two weeks."""
    shown = calendar.calendar(desk.book, actor, 1, (desk.resource,), MONDAY, MONDAY + 13)
    return info(desk.book, actor, 1, shown.entries[n])


def test_a_free_time_on_1177(desk: Desk) -> None:
    desk.slot("2024-09-13 10:00")
    assert line(desk).text == (
        "● visas på 1177 som ”Bedömning av nya besvär”"
        f" · fre 13 sep 10:00–10:30 · 30 min · {ME} · ledig"
    )


def test_a_free_time_that_is_not_on_1177_says_why(desk: Desk) -> None:
    desk.slot("2024-09-14 10:00", release=1)
    told = line(desk)
    assert told.part("sign") == "○"
    assert told.part("web") == (
        "inte på 1177: Bok.före 1: syns från lör 14 sep 00:00; nu är tor 12 sep 10:52."
    )
    desk.run("UPDATE clinic SET connected = 0")
    assert told.part("web") != line(desk).part("web")
    assert line(desk).part("web").endswith("är inte ansluten till 1177. (och 1 skäl till)")


def test_a_type_that_1177_has_not_heard_of_as_it_is_says_when(desk: Desk) -> None:
    late = make_type(desk.book, "Ny tidstyp", "Ny", publish=False)
    desk.slot("2024-09-13 10:00", time_type=late)
    assert "Publicera tidstypen." in line(desk).text


def test_a_visit_booked_on_the_web(desk: Desk) -> None:
    desk.booked("2024-09-13 13:00", details=Details("Ont i halsen\nsedan i går"))
    pnr = f"{desk.patient.pnr[:8]}-{desk.patient.pnr[8:]}"
    assert line(desk).text == (
        "■ syns på 1177, kan av- och ombokas där"
        f" · fre 13 sep 13:00–13:30 · 30 min · {ME} · {desk.patient.name} {pnr}"
        " · bokad på webben 2024-09-12 10:52"
        f" · ”Mitt telefonnummer: {desk.patient.phone} Ont i halsen”"
    )
    assert f"{desk.patient.name} {desk.patient.pnr[:8]}-****" in line(desk, IT).text
    assert "-****" in line(desk, Actor(STAFF.role, "Rut", demo=True)).text


def test_a_visit_booked_by_care_says_who_and_by_ombud_that(desk: Desk) -> None:
    desk.booked("2024-09-13 08:00", STAFF)
    desk.booked("2024-09-13 09:00", AGENT)
    assert line(desk).part("booked") == "bokad av vården 2024-09-12 10:52 (Rut Reception)"
    assert line(desk, n=1).part("booked") == "bokad av ombud 2024-09-12 10:52"


def test_r50_a_late_change_under_way_is_said_with_what_is_decided(desk: Desk) -> None:
    """The guide's own case: 2 h 08 left; then an in-time cancellation does not wash it off."""
    made = desk.booked("2024-09-12 13:00")
    later = desk.slot("2024-09-18 13:00")
    acts.rebook(desk.book, desk.actor, made.id, later, seen=None, seen_time=None)
    shown = line(desk, n=1)
    assert shown.part("change") == (
        "ombokad på webben 2024-09-12 10:52 från 2024-09-12 13:00, sen: att bedöma"
    )
    desk.run("UPDATE booking_change SET decision = 'bill' WHERE late = 1")
    assert line(desk, n=1).part("change").endswith("sen: faktureras")
    acts.cancel(desk.book, desk.actor, made.id, reason="Frisk igen", seen=None)
    struck = line(desk, n=1)
    assert struck.part("sign") == "✗"
    assert struck.text.endswith(" · ”Frisk igen”")  # what is cut where there is no room
    assert struck.part("comment") == "”Frisk igen”"  # R53: the reason stands first
    assert struck.part("change") == (
        "avbokad på webben 2024-09-12 10:52, sen ombokad tidigare: faktureras"
    )


def test_a_booking_that_the_patient_does_not_see_says_why(desk: Desk) -> None:
    hidden = make_type(desk.book, "Administration", hidden=True)
    slot = desk.slot("2024-09-13 10:00", time_type=hidden)
    desk.book_slot(slot, STAFF)
    assert line(desk).part("web").startswith("inte på 1177: Dölj bokning för patient är markerad")


def test_a_time_that_has_passed_and_an_event(desk: Desk) -> None:
    desk.slot("2024-09-12 08:00")
    span = at("2024-09-13 22:00"), at("2024-09-14 06:00")
    events.add(desk.book, STAFF, 1, desk.resource, *span, "Jour [b]", blocking=True)
    assert line(desk).text.endswith("passerad, blev inte bokad")
    assert line(desk, n=1).text == (
        "≡ spärrar: tiderna under visas inte på 1177"
        " · fre 13 sep 22:00–lör 14 sep 06:00 · Händelse: Jour [b]"
    )


def test_what_is_gone_or_taken_meanwhile_is_said(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 10:00")
    shown = calendar.calendar(desk.book, STAFF, 1, (desk.resource,), MONDAY, MONDAY + 6)
    desk.book_slot(slot)
    assert info(desk.book, STAFF, 1, shown.entries[0]).part("patient")
    acts.cancel(desk.book, desk.actor, 1, seen=None)
    changes.remove_times(desk.book, SCHEDULER, [slot], seen=None)
    gone = "Det som stod här finns inte längre."
    assert info(desk.book, STAFF, 1, shown.entries[0]).text == gone
    desk.slot("2024-09-13 15:00")
    desk.run("UPDATE slot SET id = ?", (slot,))  # another time is not taken for it
    assert info(desk.book, STAFF, 1, shown.entries[0]).text == gone


@pytest.mark.parametrize(
    ("on", "minute", "said"),
    [
        ("2024-09-13", 615, "ingen tid här · fre 13 sep 10:15 · Johan Frisk"),
        ("2024-12-25", 0, "ingen tid här · ons 25 dec 00:00 · Johan Frisk · juldagen"),
        ("2026-03-29", 150, "klockslaget finns inte den dagen (sommartiden börjar)"
                            " · sön 29 mar 02:30 · Johan Frisk"),
        ("2030-01-01", 600, "resursen är inte giltig den dagen"
                            " · tis 1 jan 10:00 · Johan Frisk · nyårsdagen"),
    ],
)  # fmt: skip
def test_an_empty_place(desk: Desk, on: str, minute: int, said: str) -> None:
    desk.run("UPDATE resource SET valid_to = ?", (day("2029-12-31"),))
    assert info(desk.book, STAFF, 1, Place(desk.resource, day(on), minute)).text == said


def test_others_than_care_see_only_that_it_is_booked(desk: Desk) -> None:
    made = desk.booked("2024-09-13 10:00", details=Details("Känsligt"))
    assert line(desk, AGENT).text == (f"■ fre 13 sep 10:00–10:30 · 30 min · {ME} · bokad")
    acts.cancel(desk.book, desk.actor, made.id, seen=None)
    assert line(desk, AGENT).text == (f"✗ fre 13 sep 10:00–10:30 · 30 min · {ME} · avbokad")
    with pytest.raises(NotAllowed):
        info(desk.book, desk.actor, 1, Place(desk.resource, MONDAY, 600))


def test_every_part_is_explained_and_stands_in_the_order_told(desk: Desk) -> None:
    set_clock(desk.book, "2024-09-12 10:52")
    desk.booked("2024-09-13 10:00", SYSTEM, Details("Hej"))
    kinds = [one.kind for one in PARTS]
    found = [part.kind for part in line(desk).parts]
    assert found == [kind for kind in kinds if kind in found]
    assert len(found) == len(kinds) - 1  # all but a change
