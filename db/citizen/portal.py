"""1177 as the logged-in citizen has it (R92-R104). The owner stands in every WHERE clause."""

from collections.abc import Iterable
from typing import NamedTuple

from db import fields
from db.book import Book, Reader
from db.bookings import acts, read
from db.bookings.acts import Changed
from db.bookings.rows import load_booking
from db.citizen.shown_times import (
    BookedTime,
    changed_of,
    citizen_of,
    contact_of,
    shown_time,
    standing_of,
    terms_of,
    times_of,
    unseen_of,
)
from db.errors import NotFound, Refused
from db.rules.alphabet import sort_key
from db.rules.changes.same_as_shown import NOTHING_DONE, SAME_BOOKING, SeenBooking
from db.rules.changes.web_booking import REASON_BOUND
from db.rules.citizen import Where, service_note
from db.rules.offer import clinic_rules
from db.rules.rule import decide
from db.setup import case_types, clinics
from db.setup.access_log import watched
from db.values import Act, Actor, BookingStatus, CaseKind, Terms

_SERVICES = (CaseKind.BOOK, CaseKind.CHANGE, CaseKind.REQUEST)


class MyClinic(NamedTuple):
    """One of the citizen's Mottagningar, with how many booked times it has."""

    id: int
    name: str
    booked: int


class Home(NamedTuple):
    """The start page.

    Attributes:
        booked: the booked times at all clinics, soonest first (R98).
        unseen: why booked times do not show here that nobody hides; a sentence a clinic.
    """

    booked: tuple[BookedTime, ...]
    unread: int
    clinics: tuple[MyClinic, ...]
    unseen: tuple[str, ...] = ()


class Service(NamedTuple):
    """One of a clinic's services: an ärendetyp by the name its system uses (R92, R107).

    Attributes:
        note: why it is not open to the citizen, and what to do; empty when it is.
    """

    kind: CaseKind
    name: str
    note: str


class ClinicView(NamedTuple):
    """A clinic's page: its contact card, its services and the citizen's booked times there.

    Attributes:
        unseen: why booked times do not show there that nobody hides.
    """

    id: int
    where: Where
    address: str
    services: tuple[Service, ...]
    booked: tuple[BookedTime, ...]
    unseen: tuple[str, ...]


# --- reading --------------------------------------------------------------------------------------


def home(book: Book, actor: Actor) -> Home:
    """The start page of the citizen.

    Raises:
        NotAllowed: anyone but a citizen.
    """
    me = citizen_of(actor, "se en invånares startsida")
    with book.read() as reader:
        booked = times_of(reader, me)
        unread = reader.value(
            "SELECT count(*) FROM message WHERE patient_id = ? AND read_at IS NULL", (me,)
        )
        mine = _related(reader, me, booked)
        names = [row for row in _connected(reader) if row[0] in mine]
        unseen = unseen_of(reader, me)
    count = [one.booking.clinic for one in booked]
    mine_now = tuple(MyClinic(key, name, count.count(key)) for key, name in names)
    return Home(booked, unread, mine_now, unseen)


def booked_times(book: Book, actor: Actor, clinic: int | None = None) -> tuple[BookedTime, ...]:
    """Bokade tider: those to come that 1177 shows, at all clinics or at one (R98-R101).

    Raises:
        NotAllowed: anyone but a citizen.
    """
    me = citizen_of(actor, "se en invånares bokade tider")
    with book.read() as reader:
        return tuple(
            one for one in times_of(reader, me) if clinic is None or one.booking.clinic == clinic
        )


def unseen(book: Book, actor: Actor, clinic: int | None = None) -> tuple[str, ...]:
    """Why booked times of the citizen do not show on 1177 though nobody hides them (R61, R98).

    Args:
        clinic: only of times at this clinic; of all when None.

    Returns:
        A Swedish sentence a clinic; none when all of them show.

    Raises:
        NotAllowed: anyone but a citizen.
    """
    me = citizen_of(actor, "se en invånares bokade tider")
    with book.read() as reader:
        return unseen_of(reader, me, clinic)


@watched
def booked_time(book: Book, actor: Actor, booking: int) -> BookedTime:
    """One of the citizen's own booked times, as 1177 shows it now.

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: there is none of theirs that shows.
    """
    citizen_of(actor, "se en invånares bokade tider")
    with book.read() as reader:
        found = read.shown_booking(reader, load_booking(reader, actor, booking))
        if not found.shown:
            said = "Tiden finns inte bland dina bokade tider."
            raise NotFound("APPOINTMENT_DOES_NOT_EXIST", said)
        return shown_time(reader, found)


@watched
def booked_or_cancelled(book: Book, actor: Actor, booking: int) -> BookedTime:
    """One of the citizen's own booked times, or what was one: cancelled, and once told of.

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: there is none of theirs that shows or has been told of.
    """
    me = citizen_of(actor, "se en invånares bokade tider")
    with book.read() as reader:
        one = load_booking(reader, actor, booking)
        told = reader.value(
            "SELECT 1 FROM message WHERE patient_id = ? AND booking_id = ? LIMIT 1", (me, one.id)
        )
        if one.status is BookingStatus.CANCELLED and told:
            return shown_time(reader, read.shown_booking(reader, one))
        return booked_time(book, actor, booking)


def clinic_page(book: Book, actor: Actor, clinic: int) -> ClinicView:
    """A clinic's page, of any clinic that is on 1177.

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: there is no such clinic.
    """
    me = citizen_of(actor, "se en mottagnings sida")
    with book.read() as reader:
        where, address = contact_of(reader, clinic)
        found = (_service(reader, clinic, kind, me, where) for kind in _SERVICES)
        services = tuple(one for one in found if one is not None)
        booked = tuple(one for one in times_of(reader, me) if one.booking.clinic == clinic)
        notes = unseen_of(reader, me, clinic)
    return ClinicView(clinic, where, address, services, booked, notes)


def terms(book: Book, actor: Actor, clinic: int, kind: CaseKind) -> Terms:
    """The terms of one of a clinic's ärendetyper; empty where there is none.

    Raises:
        NotAllowed: anyone but a citizen.
    """
    citizen_of(actor, "läsa villkor som invånare")
    with book.read() as reader:
        return terms_of(case_types.load(reader, clinic, kind))


def clinics_to_add(book: Book, actor: Actor) -> tuple[MyClinic, ...]:
    """The clinics on 1177 that are not among the citizen's own.

    Raises:
        NotAllowed: anyone but a citizen.
    """
    me = citizen_of(actor, "lägga till mottagningar för en invånare")
    with book.read() as reader:
        mine = _related(reader, me, times_of(reader, me))
        return tuple(MyClinic(key, name, 0) for key, name in _connected(reader) if key not in mine)


# --- doing ----------------------------------------------------------------------------------------


def add_clinic(book: Book, actor: Actor, clinic: int) -> None:
    """Add a clinic to the citizen's Mottagningar; that puts them in no audience (R115).

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: there is no such clinic on 1177.
    """
    me = citizen_of(actor, "lägga till mottagningar för en invånare")
    with book.write() as tx:
        if clinic not in dict(_connected(tx)):
            raise NotFound("clinic", "Mottagningen finns inte på 1177.")
        tx.run(
            "INSERT OR IGNORE INTO chosen_clinic (patient_id, clinic_id) VALUES (?, ?)",
            (me, clinic),
        )


@watched
def cancel(
    book: Book, actor: Actor, booking: int, *, seen: SeenBooking | None, reason: str = ""
) -> Changed:
    """Cancel one of the citizen's own booked times; what is refused is said in their words.

    Raises:
        NotAllowed: anyone but a citizen.
        Invalid: the reason is too long.
        NotFound: no such booking of theirs.
        Refused: it is not as it was shown, or a rule says no; why, and what to do.
    """
    citizen_of(actor, "avboka som invånare")
    why = fields.text(reason, "reason", "Orsak", REASON_BOUND, lines=True)
    try:
        return acts.cancel(book, actor, booking, seen=seen, reason=why)
    except Refused as error:
        with book.read() as reader:
            found = load_booking(reader, actor, booking)
            told = read.shown_booking(reader, found).cancellable
            said = standing_of(reader, Act.CANCELLED, found, error.decision, has_button=told)
            note = said.note
            if said.reason == SAME_BOOKING.name:
                note = f"{changed_of(reader, found)} {NOTHING_DONE}"
        field = "reason" if said.reason == "reason-given" else ""
        raise Refused(
            error.code, note or error.text, source=error.source, field=field,
            decision=error.decision,
        ) from None  # fmt: skip


# --- pieces ---------------------------------------------------------------------------------------


def _connected(reader: Reader) -> list[tuple[int, str]]:
    rows = reader.rows("SELECT id, name FROM clinic WHERE connected = 1")
    return sorted(((row[0], row[1]) for row in rows), key=lambda row: sort_key(row[1]))


def _related(reader: Reader, me: int, booked: Iterable[BookedTime]) -> set[int]:
    """The clinics the citizen has added, has a booked time at, or has heard from."""
    rows = reader.rows(
        "SELECT clinic_id FROM chosen_clinic WHERE patient_id = ?1"
        " UNION SELECT clinic_id FROM message WHERE patient_id = ?1"
        " UNION SELECT clinic_id FROM invitation WHERE patient_id = ?1"
        " UNION SELECT clinic_id FROM request WHERE patient_id = ?1",
        (me,),
    )
    return {row[0] for row in rows} | {one.booking.clinic for one in booked}


def _service(reader: Reader, clinic: int, kind: CaseKind, me: int, where: Where) -> Service | None:
    case = case_types.gate_of(reader, clinics.load(reader, clinic), kind, me)
    if case.case_type is None:
        return None
    active = clinic_rules.BOOK_ACTIVE if kind is CaseKind.BOOK else clinic_rules.CHANGE_ACTIVE
    decision = decide((clinic_rules.CONNECTED, active, clinic_rules.AUDIENCE), case)
    return Service(kind, case.case_type.name, service_note(kind, decision, where))
