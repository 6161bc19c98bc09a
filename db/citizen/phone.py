"""The citizen's phone and e-mail beside 1177: which notices came, and which did not (R122-R123)."""

from typing import NamedTuple

from db.book import Book, Reader
from db.bookings import messages
from db.bookings.rows import SELECT, booking_value
from db.citizen.shown_times import citizen_of
from db.permissions import CARE
from db.rules.citizen import CARE_CANCELLED, UNSENT
from db.rules.local_time import short_instant_text
from db.rules.policy import HideScope
from db.schedule import slots
from db.setup import clinics, patients
from db.values import Actor, Booking, Instant, Role

MOST = 50
"""As many are shown, the newest."""
SMS, MAIL, NOTHING = "sms", "mail", ""


class Ring(NamedTuple):
    """Something that came, or that one might have expected.

    Attributes:
        channel: ``sms`` or ``mail``; empty when nothing came.
        text: what it said, or why nothing came.
    """

    at: Instant
    channel: str
    text: str

    @property
    def when(self) -> str:
        """When it was, as it is written."""
        return short_instant_text(self.at)


class Phone(NamedTuple):
    """The phone.

    Attributes:
        number: where an SMS goes; may be empty.
        email: where a mail goes; may be empty.
        rings: what came and what did not, newest first.
    """

    number: str
    email: str
    sms: bool
    mail: bool
    rings: tuple[Ring, ...]


def read(book: Book, actor: Actor) -> Phone:
    """The citizen's own phone.

    Raises:
        NotAllowed: anyone but a citizen; staff cannot see whether notices are on (GUIDES.md B5).
    """
    me = citizen_of(actor, "se en invånares telefon")
    came = messages.notices(book, actor)[:MOST]
    with book.read() as reader:
        person = patients.load(reader, me)
        missing = [*_silent(reader, person.id), *_cancelled_by_care(reader, person.id)]
    rings = [Ring(one.at, one.channel, one.text) for one in came] + missing
    rings.sort(key=lambda ring: ring.at, reverse=True)
    return Phone(person.phone, person.email, person.sms, person.mail, tuple(rings[:MOST]))


def _silent(reader: Reader, patient: int) -> list[Ring]:
    """The messages of which nothing was told, each with the reason there was then."""
    rows = reader.rows(
        "SELECT at, subject, unsent FROM message WHERE patient_id = ? AND unsent <> ''"
        " ORDER BY id DESC LIMIT ?",
        (patient, MOST),
    )
    return [Ring(at, NOTHING, f"{subject}. {UNSENT[why]}") for at, subject, why in rows]


def _cancelled_by_care(reader: Reader, patient: int) -> list[Ring]:
    roles = sorted(CARE)
    rows = reader.rows(
        "SELECT c.at, c.booking_id FROM booking_change c JOIN booking b ON b.id = c.booking_id"
        f" WHERE b.patient_id = ? AND c.act = 'cancelled' AND c.role IN ({_marks(roles)})"
        " ORDER BY c.id DESC LIMIT ?",
        (patient, *roles, MOST),
    )
    found = []
    for at, booking in rows:
        row = reader.row(f"{SELECT} WHERE b.id = ?", (booking,))
        assert row is not None  # the change is the booking's
        if _is_known(reader, booking_value(row)):
            found.append(Ring(at, NOTHING, CARE_CANCELLED))
    return found


def _marks(values: list[Role]) -> str:
    return ", ".join("?" for _ in values)


def _is_known(reader: Reader, one: Booking) -> bool:
    """Whether the citizen could see the booking while it stood."""
    clinic = clinics.load(reader, one.clinic)
    policy = clinics.policy_of(clinic)
    per_booking = policy.hide_scope is HideScope.BOOKING and one.hidden_in_1177
    hidden = policy.hides(slots.type_by_id(reader, one.time_type)) or per_booking
    return clinic.connected and not hidden
