"""crm:scheduling 1.1 over the book: names, formats, flags, and answers to what cannot be done."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from db.book import Book
from db.bookings import acts, read
from db.contract.fields import facility_of
from db.contract.lines import LONGEST, answer_line
from db.offer import offer
from db.rules.local_time import local
from db.setup import clinics, patients
from db.values import Role
from db.worlds.people import PEOPLE
from tests.db.actors import STAFF
from tests.db.builders import at, make_type, publish_all
from tests.db.desk import Desk

STRANGER = PEOPLE[7].pnr
PNR = PEOPLE[0].pnr
SEASON: dict[str, object] = {"startDateInclusive": "20240901", "endDateInclusive": "20241031"}


@pytest.fixture
def desk(book: Book) -> Desk:
    """Three times on Friday, two of them of the same resource."""
    made = Desk(book)
    for start in ("2024-09-13 08:30", "2024-09-13 09:00", "2024-09-13 10:00"):
        made.slot(start)
    return made


Ask = Callable[..., Any]


@pytest.fixture
def ask(desk: Desk) -> Ask:
    """Calls an operation for the desk's citizen and unit, unless told otherwise."""
    facility = facility_of(clinics.find(desk.book))

    def call(operation: str, **fields: object) -> Any:  # noqa: ANN401 - JSON
        whole = {"healthcare_facility": facility, "subject_of_care": PNR, **fields}
        line = json.dumps({"operation": operation, **whole})
        return json.loads(answer_line(desk.book, line.encode()))

    return call


def _week(ask: Ask, operation: str = "GetAvailableTimeslots", **more: object) -> Any:  # noqa: ANN401 - JSON
    return ask(operation, **{**SEASON, **more})


def _slots(ask: Ask, **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    found: list[dict[str, Any]] = _week(ask, **more)["timeslotDetail"]
    return found


def _make(ask: Ask, slot: dict[str, Any], **info: object) -> Any:  # noqa: ANN401 - JSON
    pnr = info.pop("subject_of_care", None) or PNR
    return ask(
        "MakeBooking", healthcare_facility_med=slot["healthcare_facility"],
        requestedTimeslot={**slot, "subject_of_care": pnr, "reason": "Ont i halsen"},
        subject_of_care_info=info,
    )  # fmt: skip


def test_types_are_those_that_the_citizen_chooses_from(desk: Desk, ask: Ask) -> None:
    found = ask("GetAllTimeTypes")["listOfTimeTypes"]
    offered = offer.types(desk.book, desk.actor, 1)
    assert [one["timeTypeName"] for one in found] == [one.web_name for one in offered]
    assert [one["timeTypeId"] for one in found] == [str(one.types[0]) for one in offered]


def test_timeslots_are_the_offer(desk: Desk, ask: Ask) -> None:
    found = _slots(ask)
    times = offer.times(desk.book, desk.actor, 1)
    assert found
    assert [one["startTimeInclusive"] for one in found] == [_stamp(time.start) for time in times]
    assert [one["resourceID"] for one in found] == [str(time.resource) for time in times]
    first = found[0]
    assert first["endTimeExclusive"] == _stamp(times[0].start + times[0].length_min * 60)
    assert first["cancel_booking_allowed"] is first["rebooking_allowed"] is True
    days = _week(ask, "GetAvailableDates")["performerAvailabilityByDate"]
    assert {one["date"] for one in days} == {one["startTimeInclusive"][:8] for one in found}


def _stamp(instant: int) -> str:
    return local(instant).strftime("%Y%m%d%H%M%S")


def _publish(desk: Desk, columns: str) -> None:
    """Give the type other ticks, and tell 1177 at once."""
    desk.run(f"UPDATE time_type SET {columns}")
    publish_all(desk.book)


def test_what_is_not_allowed_is_absent(desk: Desk, ask: Ask) -> None:
    _publish(desk, "web_cancellable = 0, web_rebookable = 0")
    assert not {"cancel_booking_allowed", "rebooking_allowed", "message_allowed"} & set(
        _slots(ask)[0]
    )


def test_one_type_by_id_or_by_name(desk: Desk, ask: Ask) -> None:
    make_type(desk.book, "Tom", "Utan tider")
    other = ask("GetAllTimeTypes")["listOfTimeTypes"][-1]
    assert other["timeTypeName"] == "Utan tider"
    assert _slots(ask, timeTypeID=other["timeTypeId"]) == []
    assert _slots(ask, timeTypeName="Utan tider") == []
    assert _week(ask, timeTypeID="9999")["resultCode"] == "ERROR"
    assert _slots(ask, performer=["999"]) == []


def test_the_round_booked_shown_moved_and_cancelled(desk: Desk, ask: Ask) -> None:
    slot = _slots(ask)[-1]
    made = _make(ask, slot, phone="0701740605")
    assert made["resultCode"] == "OK"
    number = made["bookingId"]
    booked = read.get(desk.book, STAFF, int(number))
    assert (booked.booked_by, booked.phone) == (Role.CITIZEN, "+46701740605")
    schedule = ask("GetSubjectOfCareSchedule")["timeslotDetail"]
    assert [one["bookingId"] for one in schedule] == [number]
    assert schedule[0]["subject_of_care"] == PNR
    assert schedule[0]["reason"] == "Mitt telefonnummer: +46701740605 Ont i halsen"
    assert ask("GetBookingDetails", bookingId=number)["timeslotDetail"] == schedule[0]
    target = _slots(ask, bookingId=number)[0]
    assert target["resourceID"] == slot["resourceID"], "the booking steers the search"
    moved = ask(
        "UpdateBooking",
        requestedTimeslot={**target, "bookingId": number, "subject_of_care": PNR},
    )
    assert moved["bookingId"] == number
    assert moved["resultCode"] in ("OK", "INFO")
    gone = ask("CancelBooking", bookingId=number, message="Bortrest")
    assert gone["resultCode"] in ("OK", "INFO")
    assert ask("GetSubjectOfCareSchedule")["timeslotDetail"] == []
    assert target in _slots(ask), "a cancelled time can be booked at once"


def test_a_late_change_is_info(desk: Desk, ask: Ask) -> None:
    slot = min(_slots(ask), key=lambda one: str(one["startTimeInclusive"]))
    made = _make(ask, slot)
    with desk.book.write() as tx:
        tx.run("UPDATE clock SET base = ?", (at(_text(slot)) - 3600,))
    gone = ask("CancelBooking", bookingId=made["bookingId"])
    assert gone["resultCode"] == "INFO"
    assert "Ska faktureras" in gone["resultText"]


def _text(slot: dict[str, Any]) -> str:
    stamp = slot["startTimeInclusive"]
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]} {stamp[8:10]}:{stamp[10:12]}"


def test_the_first_wins(desk: Desk, ask: Ask) -> None:
    slot = _slots(ask)[-1]
    assert _make(ask, slot)["resultCode"] == "OK"
    other = _make(ask, slot, subject_of_care=STRANGER, firstName="Ny", lastName="Person")
    assert other["resultCode"] == "ERROR"
    assert "redan bokad" in other["resultText"]
    assert "bookingId" not in other


def test_one_whom_the_book_does_not_know_is_put_into_it(desk: Desk, ask: Ask) -> None:
    slot, number = _slots(ask)[-1], STRANGER
    assert _make(ask, slot, subject_of_care=number)["resultCode"] == "ERROR"
    info = {"firstName": "Ny", "middleName": "X", "lastName": "Person", "subject_of_care": number}
    assert _make(ask, slot, **info)["resultCode"] == "OK"
    assert patients.find(desk.book, STRANGER).name == "Ny X Person"


def test_what_is_not_as_it_was_listed_is_not_booked(desk: Desk, ask: Ask) -> None:
    slot = _slots(ask)[-1]
    for field, value in (
        ("endTimeExclusive", slot["startTimeInclusive"]), ("timeTypeID", "77"),
        ("startTimeInclusive", "20240101080000"), ("resourceID", "99"),
        ("startTimeInclusive", "20240230080000"), ("startTimeInclusive", "2024"),
    ):  # fmt: skip
        said = _make(ask, {**slot, field: value})
        assert said["resultCode"] == "ERROR", field
        assert said["resultText"].endswith((".", "!")), said
    assert ask("GetSubjectOfCareSchedule")["timeslotDetail"] == []


def test_nobody_reaches_anothers_booking(desk: Desk, ask: Ask) -> None:
    made = _make(ask, _slots(ask)[-1])
    number = STRANGER
    moved = ask(
        "UpdateBooking",
        requestedTimeslot={
            **_slots(ask)[0], "bookingId": made["bookingId"], "subject_of_care": number,
        },
    )  # fmt: skip
    assert (moved["resultCode"], moved["resultText"]) == ("ERROR", "Bokningen finns inte.")
    assert ask("GetSubjectOfCareSchedule", subject_of_care=number)["timeslotDetail"] == []
    assert _week(ask, bookingId=made["bookingId"], subject_of_care=number)["resultCode"] == "ERROR"


def test_hidden_bookings_are_not_told(desk: Desk, ask: Ask) -> None:
    made = _make(ask, _slots(ask)[-1])
    _publish(desk, "hidden = 1, web_bookable = 0, web_cancellable = 0, web_rebookable = 0")
    assert ask("GetSubjectOfCareSchedule")["timeslotDetail"] == []
    assert ask("GetBookingDetails", bookingId=made["bookingId"])["resultCode"] == "ERROR"


def test_acts_of_care_show_too(desk: Desk, ask: Ask) -> None:
    time = offer.times(desk.book, desk.actor, 1)[-1]
    made = acts.book_time(desk.book, STAFF, 1, time.slot, seen=None, patient=desk.actor.patient)
    schedule = ask("GetSubjectOfCareSchedule")["timeslotDetail"]
    assert [one["bookingId"] for one in schedule] == [str(made.id)]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"healthcare_facility": None}, "healthcare_facility saknas."),
        ({"healthcare_facility": "SE1"}, "finns inte. Det finns: SE0000000000-MOTT0001"),
        ({"healthcare_facility": [1]}, "ska vara en text"),
        ({"subject_of_care": ""}, "subject_of_care saknas."),
        ({"subject_of_care": "1212121212"}, "tolv siffror"),
        ({"startDateInclusive": "2024-09-01"}, "ÅÅÅÅMMDD"),
        ({"endDateInclusive": "20240931"}, "ÅÅÅÅMMDD"),
        ({"endDateInclusive": "20240801"}, "ligger före"),
        ({"bookingId": "x"}, "finns inte"),
        ({"bookingId": "99"}, "finns inte"),
        ({"timeTypeID": {"a": 1}}, "ska vara en text"),
        ({"performer": [{}]}, "ska vara en text"),
    ],
)
def test_what_is_asked_wrongly_is_told(ask: Ask, fields: dict[str, object], says: str) -> None:
    said = ask("GetAvailableTimeslots", **{**SEASON, **fields})
    assert said["resultCode"] == "ERROR"
    assert says in said["resultText"]


@pytest.mark.parametrize(
    "line",
    [b"nonsense", b"[]", b"{}", b'{"operation": "Nope"}', b"\xff", b'{"operation": 7}',
     b'{"a": "' + b"x" * LONGEST + b'"}', b"[" * 5000],
)  # fmt: skip
def test_a_line_that_is_no_call_gets_an_answer(book: Book, line: bytes) -> None:
    said = json.loads(answer_line(book, line))
    assert said["resultCode"] == "ERROR"
    assert said["resultText"].endswith(".")
