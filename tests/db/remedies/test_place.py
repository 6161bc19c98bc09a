"""Varför? in an empty place of the tidbok and on a händelse."""

import pytest

from db.book import Book
from db.errors import NotAllowed, NotFound
from db.remedies.place import why_event, why_place
from db.tidbok import events
from db.tidbok.info_line import Place
from tests.db.actors import STAFF
from tests.db.builders import at, day
from tests.db.desk import Desk

FRIDAY = day("2024-09-13")


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def test_every_hindrance_of_an_empty_place_is_told(desk: Desk) -> None:
    def no(minute: int) -> list[str]:
        decision = why_place(desk.book, STAFF, 1, Place(desk.resource, FRIDAY, minute))
        return [verdict.rule for verdict in decision.why.refusals]

    span = at("2024-09-13 09:00"), at("2024-09-13 10:00")
    events.add(desk.book, STAFF, 1, desk.resource, *span, "APT", blocking=True)
    assert no(600) == ["laid-out"]  # it is over by then
    assert no(599) == ["laid-out", "not-blocked"]
    told = why_place(desk.book, STAFF, 1, Place(desk.resource, FRIDAY, 599)).fixes
    assert told["laid-out"].text.startswith("Lägg till en tid här med Insert")
    assert told["not-blocked"].told == "Ta bort händelsen ”APT” – personal."
    desk.run("UPDATE clinic SET connected = 0")
    desk.run("UPDATE resource SET valid_to = ?", (FRIDAY - 1,))
    assert no(600) == ["laid-out", "clinic-connected", "resource-valid"]
    with pytest.raises(NotFound):
        why_place(desk.book, STAFF, 1, Place(99, FRIDAY, 600))
    with pytest.raises(NotAllowed):
        why_place(desk.book, desk.actor, 1, Place(desk.resource, FRIDAY, 600))


def test_an_event_tells_how_many_times_lie_under_it(desk: Desk) -> None:
    desk.booked("2024-09-13 09:00")
    desk.slot("2024-09-13 09:30")
    desk.slot("2024-09-13 10:00")
    span = at("2024-09-13 09:15"), at("2024-09-13 10:00")
    event = events.add(desk.book, STAFF, 1, desk.resource, *span, "APT", blocking=True).event
    explained = why_event(desk.book, STAFF, 1, event.id)
    (verdict,) = explained.why
    assert verdict.text == (
        "Händelsen ”APT” spärrar för bokning. 1 ledig tid under den visas inte på 1177."
        " 1 bokad tid står kvar."
    )
    assert explained.fixes["event-open"].told == "Ta bort händelsen ”APT” – personal."
    events.remove(desk.book, STAFF, event.id, seen=None)
    with pytest.raises(NotFound):
        why_event(desk.book, STAFF, 1, event.id)
