"""The eight operations of crm:scheduling 1.1 over the book: what a journal system answers 1177.

Names are the contract's own. Nothing is decided here: what is offered, shown and allowed are the
citizen's own operations; only names and formats are changed (``db.contract.fields``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from db import clock
from db.book import Book, Reader
from db.bookings import acts, choices, read
from db.bookings.acts import Changed, Details
from db.bookings.read import ShownBooking
from db.contract import fields
from db.contract.fields import Answer, Request
from db.errors import BookError, Invalid, NotFound
from db.offer import offer
from db.rules.changes.comments import web_comment
from db.rules.changes.same_as_shown import SeenTime, seen_booking
from db.rules.local_time import day_of
from db.schedule import slots
from db.setup import clinics, patients, publication, resources
from db.values import (
    SYSTEM,
    Actor,
    Booking,
    Clinic,
    Instant,
    OfferedTime,
    Patient,
    Resource,
    Role,
    Slot,
    WebFace,
)

_LONGEST_SEARCH: Final = 400
"""Days that one search may span."""

_MOST_MOVES: Final = 5_000
"""Times that a booking may be moved to, as many as are answered."""


# --- reading --------------------------------------------------------------------------------------


def _get_all_time_types(book: Book, request: Request) -> Answer:
    """The types that the citizen can choose when booking."""
    clinic = _clinic(book, request)
    who = _whom(book, request, needed="subject_of_care" in request)
    found = offer.types(book, who, clinic.id)
    return {
        "listOfTimeTypes": [
            {"timeTypeId": str(one.types[0]), "timeTypeName": one.web_name} for one in found
        ]
    }


def _get_available_dates(book: Book, request: Request) -> Answer:
    """The days with free times: of a type, or where a booking can be moved."""
    listed = _search(book, request)
    seen: dict[tuple[int, int, int], Answer] = {}
    for time in listed.times:
        key = (day_of(time.start), time.resource, time.time_type)
        seen.setdefault(key, {
            "healthcare_facility": listed.facility, "date": fields.day_stamp(key[0]),
            **listed.names(time),
        })  # fmt: skip
    return {"performerAvailabilityByDate": list(seen.values())}


def _get_available_timeslots(book: Book, request: Request) -> Answer:
    """The free times: of a type, or where a booking can be moved."""
    listed = _search(book, request)
    return {"timeslotDetail": [listed.timeslot(time) for time in listed.times]}


def _get_subject_of_care_schedule(book: Book, request: Request) -> Answer:
    """The citizen's booked times at the unit, as 1177 shows them; öppna kallelser are not there."""
    clinic = _clinic(book, request)
    who = _whom(book, request)
    if who.patient is None:
        return {"timeslotDetail": []}
    person = patients.find(book, fields.subject(request))
    now = clock.read(book).now
    found = (
        one
        for one in read.of_patient(book, who, who.patient)
        if one.shown and one.booking.clinic == clinic.id and one.booking.start > now
    )
    return {"timeslotDetail": [_booked(clinic, person, one) for one in found]}


def _get_booking_details(book: Book, request: Request) -> Answer:
    """One booked time, by its id."""
    clinic = _clinic(book, request)
    booking, person = _booking(book, clinic, request)
    found = read.of_patient(book, Actor(Role.CITIZEN, person.name, person.id), person.id)
    shown = next((one for one in found if one.booking.id == booking.id and one.shown), None)
    if shown is None:
        raise _no_booking()
    return {"timeslotDetail": _booked(clinic, person, shown)}


# --- acting ---------------------------------------------------------------------------------------


def _make_booking(book: Book, request: Request) -> Answer:
    """Book the time that was asked for, if it is still as it was listed."""
    asked = fields.table(request, "requestedTimeslot")
    clinic = _clinic(book, asked)
    info = request.get("subject_of_care_info") or {}
    who = _registered(book, fields.subject(asked), info)
    seen, slot = _asked_time(book, clinic, asked)
    phone = fields.text(info, "phone") if isinstance(info, Mapping) else ""
    details = Details(fields.text(asked, "reason"), phone=phone)
    made = acts.book_time(book, who, clinic.id, slot, details, seen=seen)
    return {"bookingId": str(made.id), "resultCode": "OK"}


def _update_booking(book: Book, request: Request) -> Answer:
    """Move a booking to the time that was asked for."""
    asked = fields.table(request, "requestedTimeslot")
    clinic = _clinic(book, asked)
    booking, person = _booking(book, clinic, asked)
    who = Actor(Role.CITIZEN, person.name, person.id)
    if fields.subject(asked) != person.pnr:
        raise _no_booking()
    seen, slot = _asked_time(book, clinic, asked)
    changed = acts.rebook(
        book, who, booking.id, slot, seen=seen_booking(booking), seen_time=seen,
        comment=fields.text(asked, "reason"),
    )  # fmt: skip
    return {"bookingId": str(booking.id), **_done(changed)}


def _cancel_booking(book: Book, request: Request) -> Answer:
    """Cancel a booking."""
    clinic = _clinic(book, request)
    booking, person = _booking(book, clinic, request)
    who = Actor(Role.CITIZEN, person.name, person.id)
    reason = fields.text(request, "message")
    return _done(acts.cancel(book, who, booking.id, seen=seen_booking(booking), reason=reason))


Operation = Callable[[Book, Request], Answer]

OPERATIONS: Final[Mapping[str, Operation]] = {
    "GetAllTimeTypes": _get_all_time_types,
    "GetAvailableDates": _get_available_dates,
    "GetAvailableTimeslots": _get_available_timeslots,
    "GetSubjectOfCareSchedule": _get_subject_of_care_schedule,
    "GetBookingDetails": _get_booking_details,
    "MakeBooking": _make_booking,
    "UpdateBooking": _update_booking,
    "CancelBooking": _cancel_booking,
}


def answer(book: Book, name: str, request: Request) -> Answer:
    """What one call is answered; a fault of the asking and a rule's no are answers as well.

    Raises:
        Damaged, Unreadable: the book itself cannot be used.
    """
    operation = OPERATIONS.get(name)
    if operation is None:
        known = ", ".join(OPERATIONS)
        return error(f"Operationen ”{name[:40]}” finns inte. Det finns: {known}.")
    try:
        return operation(book, request)
    except BookError as refused:
        if refused.exit_code != 1:
            raise
        return error(refused.text)


def error(text: str) -> Answer:
    """Not done, and why."""
    return {"resultCode": "ERROR", "resultText": text}


# --- pieces ---------------------------------------------------------------------------------------


def _clinic(book: Book, request: Request) -> Clinic:
    fields.needed(request, "healthcare_facility")
    asked = fields.text(request, "healthcare_facility")
    units = clinics.every(book)
    for clinic in units:
        if asked.casefold() == fields.facility_of(clinic).casefold():
            return clinic
    known = ", ".join(f"{fields.facility_of(one)} ({one.name})" for one in units)
    text = f"healthcare_facility: ”{asked[:40]}” finns inte. Det finns: {known}."
    raise NotFound("healthcare_facility", text, field="healthcare_facility")


def _whom(book: Book, request: Request, *, needed: bool = True) -> Actor:
    """The citizen; one whom the book does not know sees what anyone sees, and owns nothing."""
    if not needed:
        return Actor(Role.CITIZEN)
    number = fields.subject(request)
    try:
        return patients.citizen(book, number)
    except NotFound:
        return Actor(Role.CITIZEN)


def _registered(book: Book, number: str, info: Any) -> Actor:  # noqa: ANN401 - whatever JSON gave
    """The citizen; one whom the book does not know is put into it under the name that was given."""
    try:
        return patients.citizen(book, number)
    except NotFound:
        if not isinstance(info, Mapping):
            raise Invalid(
                "subject_of_care_info", "subject_of_care_info ska vara ett objekt."
            ) from None
        parts = (fields.text(info, part) for part in ("firstName", "middleName", "lastName"))
        name = " ".join(filter(None, parts))
        if not name:
            raise
        made = patients.register(
            book, Actor(Role.IT, SYSTEM.label),
            Patient(0, number, name, fields.text(info, "phone"), fields.text(info, "email")),
        )  # fmt: skip
        return Actor(Role.CITIZEN, made.name, made.id)


def _no_booking() -> NotFound:
    return NotFound("APPOINTMENT_DOES_NOT_EXIST", "Bokningen finns inte.", field="bookingId")


def _booking(book: Book, clinic: Clinic, request: Request) -> tuple[Booking, Patient]:
    fields.needed(request, "bookingId")
    key = fields.number(request, "bookingId")
    assert key is not None  # it is needed
    try:
        found = read.get(book, SYSTEM_CARE, key)
    except NotFound:
        raise _no_booking() from None
    if found.clinic != clinic.id:
        raise _no_booking()
    with book.read() as reader:
        return found, patients.load(reader, found.patient)


SYSTEM_CARE: Final = Actor(Role.STAFF, SYSTEM.label)
"""As whom a booking is looked up by its id alone, which is what the contract has."""


class _Listed:
    """Times with what they are called."""

    def __init__(
        self, clinic: Clinic, times: Iterable[OfferedTime], names: Mapping[int, str],
        faces: Mapping[int, WebFace],
    ) -> None:  # fmt: skip
        self.facility, self.times = fields.facility_of(clinic), tuple(times)
        self._clinic, self._names, self._faces = clinic, names, faces

    def names(self, time: OfferedTime) -> Answer:
        """Whose time it is, and of which type."""
        return {
            "resourceName": self._names[time.resource],
            "resourceID": str(time.resource),
            "timeTypeName": self._faces[time.time_type].shown_name,
            "timeTypeID": str(time.time_type),
        }

    def timeslot(self, time: OfferedTime) -> Answer:
        """A free time."""
        face = self._faces[time.time_type]
        return {
            "startTimeInclusive": fields.stamp(time.start),
            "endTimeExclusive": fields.stamp(time.start + time.length_min * 60),
            "healthcare_facility": self.facility,
            "healthcare_facility_name": self._clinic.name,
            **self.names(time),
            **_flags(face.cancellable, face.rebookable),
        }


def _flags(cancellable: bool, rebookable: bool) -> Answer:
    """What is allowed; what is not is absent."""
    found = {"cancel_booking_allowed": cancellable, "rebooking_allowed": rebookable}
    allowed = {name: True for name, is_allowed in found.items() if is_allowed}
    return {**allowed, "message_allowed": True} if allowed else allowed


def _search(book: Book, request: Request) -> _Listed:
    """What is free between two days: of the types asked for, or for moving a booking."""
    clinic, who = _clinic(book, request), _whom(book, request)
    first = fields.day(request, "startDateInclusive")
    last = fields.day(request, "endDateInclusive")
    if last < first:
        said = "endDateInclusive ligger före startDateInclusive."
        raise Invalid("endDateInclusive", said, field="endDateInclusive")
    last = min(last, first + _LONGEST_SEARCH)
    with book.read() as reader:
        names = {key: one.name for key, one in resources.load_all(reader, clinic.id).items()}
        faces = publication.faces(reader, clinic.id, clock.now(reader))
    moved = fields.number(request, "bookingId")
    if moved is not None:
        booking, person = _booking(book, clinic, request)
        if person.id != who.patient:
            raise _no_booking()
        allowed = choices.rebook_choices(
            book, who, booking.id, from_day=first, to_day=last, limit=_MOST_MOVES
        )
        times = [
            OfferedTime(one.slot, one.resource, one.time_type, one.start, one.length_min)
            for one in allowed.times
        ]
    else:
        times = offer.times(
            book, who, clinic.id, web_name=_web_name(request, faces), from_day=first, to_day=last
        )
    performers = frozenset(fields.texts(request, "performer"))
    found = (one for one in times if not performers or str(one.resource) in performers)
    return _Listed(clinic, found, names, faces)


def _web_name(request: Request, faces: Mapping[int, WebFace]) -> str:
    """The name of the type that was asked for, by id or by name; empty for all."""
    key = fields.number(request, "timeTypeID")
    if key is not None:
        face = faces.get(key)
        if face is None or not face.web_name:
            raise NotFound("timeTypeID", f"timeTypeID: {key} finns inte.", field="timeTypeID")
        return face.web_name
    return fields.text(request, "timeTypeName")


def _asked_time(book: Book, clinic: Clinic, asked: Request) -> tuple[SeenTime, int]:
    """The time that was asked for, as it was listed, and its id now."""
    starts = fields.instant(asked, "startTimeInclusive")
    ends = fields.instant(asked, "endTimeExclusive")
    with book.read() as reader:
        resource = _resource(asked, resources.load_all(reader, clinic.id))
        start, slot = _slot_at(reader, clinic.id, resource, starts)
        faces = publication.faces(reader, clinic.id, clock.now(reader))
    length = next((end - start for end in ends if end > start), 0) // 60
    name = _web_name(asked, faces)
    face = faces.get(slot.time_type)
    if not name and face is not None:
        name = face.web_name  # which type was not said
    return SeenTime(start, resource, slot.time_type, name, length), slot.id


def _resource(asked: Request, known: Mapping[int, Resource]) -> int:
    """The resource that was asked for, by id or by name."""
    key, name = fields.number(asked, "resourceID"), fields.text(asked, "resourceName")
    if key is not None and key in known:
        return key
    called = [one for one, resource in known.items() if key is None and resource.name == name]
    if len(called) != 1:
        what = "resourceID" if key is not None else "resourceName"
        said = "finns inte" if key is not None or name else "eller resourceID saknas"
        raise NotFound(what, f"{what} {key or name or ''} {said}.".replace("  ", " "), field=what)
    return called[0]


def _slot_at(
    reader: Reader, clinic: int, resource: int, starts: Sequence[Instant]
) -> tuple[Instant, Slot]:
    """The resource's time that begins at one of the instants."""
    fault: NotFound | None = None
    for start in starts:
        try:
            return start, slots.at(reader, clinic, resource, start)
        except NotFound as error:
            fault = fault or error
    assert fault is not None  # there is an instant
    raise fault


def _booked(clinic: Clinic, person: Patient, shown: ShownBooking) -> Answer:
    """A booked time as 1177 shows it."""
    booking = shown.booking
    found = {
        "startTimeInclusive": fields.stamp(booking.start),
        "endTimeExclusive": fields.stamp(booking.start + booking.length_min * 60),
        "healthcare_facility": fields.facility_of(clinic),
        "healthcare_facility_name": clinic.name,
        "bookingId": str(booking.id),
        "subject_of_care": person.pnr,
        "purpose": shown.web_info,
        "reason": web_comment(booking.phone, booking.comment),
        "resourceName": booking.resource_name,
        "resourceID": str(booking.resource),
        "timeTypeName": shown.web_name,
        "timeTypeID": str(booking.time_type),
        **_flags(shown.cancellable, shown.rebookable),
    }
    return {name: value for name, value in found.items() if value != ""}


def _done(changed: Changed) -> Answer:
    """Done; what must be shown to the citizen then makes it INFO."""
    if changed.late is not None and changed.late.late:
        return {"resultCode": "INFO", "resultText": changed.verdict}
    return {"resultCode": "OK"}
