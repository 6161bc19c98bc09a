"""What reaches the citizen: the inbox of 1177, and notices by SMS and e-mail (R104, R121-R124).

The citizen's own acts, and care's bookings and rebookings, make a message and, if the citizen
has turned them on, a notice. Care's cancellation makes neither: the patient must be contacted.
"""

from typing import NamedTuple

from db import clock
from db.book import Book, Reader, Tx
from db.errors import NotAllowed, NotFound, NotOwn
from db.permissions import require
from db.rules.citizen import Wish, unsent
from db.rules.local_time import day_of, long_day_text, time_text
from db.rules.names.phone import gets_sms
from db.setup.access_log import watched
from db.values import Act, Actor, Booking, Instant, Patient, Role

NOTICE = (
    "Du har ett meddelande i e-tjänsterna på 1177. Logga in på 1177.se för att läsa det."
    " Obs! Du kan inte svara på detta sms."
)
MAIL_NOTICE = "Du har ett meddelande i e-tjänsterna på 1177. Logga in på 1177.se för att läsa det."
CONTACT_PATIENT = "Ingen avisering skickas när vården avbokar. Kontakta patienten."

_SUBJECTS = {
    Act.BOOKED: "Bekräftelse på din bokning",
    Act.REBOOKED: "Din tid är ombokad",
    Act.CANCELLED: "Din tid är avbokad",
}


class Message(NamedTuple):
    """A message in the inbox.

    Attributes:
        at: when it came.
        read: whether the citizen has opened it.
    """

    id: int
    clinic: int
    booking: int | None
    subject: str
    body: str
    at: Instant
    read: bool


class Notice(NamedTuple):
    """A notice that was sent, ``sms`` or ``mail``."""

    channel: str
    text: str
    at: Instant
    booking: int | None


def tell(tx: Tx, act: Act, booking: Booking, patient: Patient, body: str, now: Instant) -> None:
    """Write the message and notices of an act, in the act's own transaction."""
    wish = Wish(patient.sms, patient.mail, gets_sms(patient.phone), bool(patient.email))
    tx.insert(
        "INSERT INTO message (patient_id, clinic_id, booking_id, subject, body, at, unsent)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (patient.id, booking.clinic, booking.id, _SUBJECTS[act], body, now, unsent(wish)),
    )
    for wanted, channel, text in (
        (wish.sms and wish.has_phone, "sms", NOTICE),
        (wish.mail and wish.has_mail, "mail", MAIL_NOTICE),
    ):
        if wanted:
            tx.insert(
                "INSERT INTO notice (patient_id, booking_id, channel, text, at)"
                " VALUES (?, ?, ?, ?, ?)",
                (patient.id, booking.id, channel, text, now),
            )


def body(act: Act, booking: Booking, clinic: str, shown_name: str, web_info: str) -> str:
    """The text of a message about an act; it never gives the visit's length (R19)."""
    when = f"{long_day_text(day_of(booking.start))} kl. {time_text(booking.start)}"
    opening = {
        Act.BOOKED: f"Du har en bokad tid {when}.",
        Act.REBOOKED: f"Din nya tid är {when}.",
        Act.CANCELLED: f"Tiden {when} är avbokad.",
    }[act]
    lines = [
        opening,
        f"Mottagning: {clinic}",
        f"Typ av tid: {shown_name}",
        f"Hos: {booking.resource_name}",
    ]
    if web_info and act is not Act.CANCELLED:
        lines.append(web_info)
    return "\n".join(lines)


def inbox(book: Book, actor: Actor) -> tuple[Message, ...]:
    """The citizen's own messages, newest first.

    Raises:
        NotAllowed: anyone but a citizen.
    """
    patient = _own(actor)
    with book.read() as reader:
        return _messages(reader, patient)


@watched
def open_message(book: Book, actor: Actor, message: int) -> Message:
    """Open one of the citizen's own messages; it counts as read from then on.

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: no such message of theirs.
    """
    patient = _own(actor)
    with book.write() as tx:
        tx.run(
            "UPDATE message SET read_at = ? WHERE id = ? AND patient_id = ? AND read_at IS NULL",
            (clock.now(tx), message, patient),
        )
        found = [one for one in _messages(tx, patient) if one.id == message]
        owner = tx.value("SELECT patient_id FROM message WHERE id = ?", (message,))
    if found:
        return found[0]
    told = NotFound("message", "Meddelandet finns inte.")
    if owner is None:
        raise told
    raise NotOwn(told, owner=owner, what=f"meddelande {message}")


def notices(book: Book, actor: Actor) -> tuple[Notice, ...]:
    """The notices the citizen was sent, newest first. Staff cannot see them (GUIDES.md B5).

    Raises:
        NotAllowed: anyone but a citizen.
    """
    patient = _own(actor)
    with book.read() as reader:
        rows = reader.rows(
            "SELECT channel, text, at, booking_id FROM notice WHERE patient_id = ?"
            " ORDER BY id DESC",
            (patient,),
        )
    return tuple(map(Notice._make, rows))


def _own(actor: Actor) -> int:
    require(actor, frozenset({Role.CITIZEN}), "läsa en invånares inkorg")
    if actor.patient is None:
        raise NotAllowed("not-allowed", "Ingen invånare är inloggad.")
    return actor.patient


def _messages(reader: Reader, patient: int) -> tuple[Message, ...]:
    rows = reader.rows(
        "SELECT id, clinic_id, booking_id, subject, body, at, read_at IS NOT NULL"
        " FROM message WHERE patient_id = ? ORDER BY id DESC",
        (patient,),
    )
    return tuple(Message._make((*row[:6], bool(row[6]))) for row in rows)
