"""Inkorg: messages, and the other things that come to a citizen there (R84, R104, R121, R125)."""

from typing import NamedTuple

from db.book import Book, Reader
from db.bookings import messages
from db.errors import NotFound, NotOwn
from db.rules.local_time import long_day_text, short_instant_text
from db.setup import clinics
from db.setup.access_log import watched
from db.values import Actor, Instant

MESSAGE, INVITATION, REQUEST = "message", "invitation", "request"


class Item(NamedTuple):
    """A line of the inbox.

    Attributes:
        kind: ``message``, ``invitation`` (öppen kallelse) or ``request`` (beställd tid).
    """

    kind: str
    id: int
    subject: str
    clinic: str
    at: Instant
    unread: bool

    @property
    def when(self) -> str:
        """When it came, as it is written."""
        return short_instant_text(self.at)


class Letter(NamedTuple):
    """What is opened.

    Attributes:
        booking: the booked time it is about, or None.
    """

    item: Item
    body: str
    booking: int | None
    clinic_id: int


def items(book: Book, actor: Actor) -> tuple[Item, ...]:
    """All that the citizen has got, newest first.

    Raises:
        NotAllowed: anyone but a citizen.
    """
    found = messages.inbox(book, actor)
    me = actor.patient or 0
    with book.read() as reader:
        names = {one: clinics.load(reader, one).name for one in {one.clinic for one in found}}
        listed = [
            Item(MESSAGE, one.id, one.subject, names[one.clinic], one.at, not one.read)
            for one in found
        ]
        listed += [one.item for one in _others(reader, me)]
    listed.sort(key=lambda item: item.at, reverse=True)
    return tuple(listed)


@watched
def open_item(book: Book, actor: Actor, kind: str, key: int) -> Letter:
    """Open one of the citizen's own; a message counts as read from then on.

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: no such thing of theirs.
    """
    if kind == MESSAGE:
        with book.read() as reader:  # before it counts as read: nothing is read after that
            clinic = reader.value("SELECT clinic_id FROM message WHERE id = ?", (key,))
            name = "" if clinic is None else clinics.load(reader, clinic).name
        found = messages.open_message(book, actor, key)
        item = Item(MESSAGE, found.id, found.subject, name, found.at, unread=False)
        return Letter(item, found.body, found.booking, found.clinic)
    messages.inbox(book, actor)  # a citizen's only
    with book.read() as reader:
        for one in _others(reader, actor.patient or 0):
            if (one.item.kind, one.item.id) == (kind, key):
                return one
        owner = _owner(reader, kind, key)
    told = NotFound("message", "Meddelandet finns inte.")
    if owner is None:
        raise told
    raise NotOwn(told, owner=owner, what=f"{kind} {key}")


def _owner(reader: Reader, kind: str, key: int) -> int | None:
    if kind not in (INVITATION, REQUEST):
        return None
    owner: int | None = reader.value(f"SELECT patient_id FROM {kind} WHERE id = ?", (key,))
    return owner


def _others(reader: Reader, me: int) -> list[Letter]:
    return [*_invitations(reader, me), *_requests(reader, me)]


def _invitations(reader: Reader, me: int) -> list[Letter]:
    rows = reader.rows(
        "SELECT i.id, coalesce(nullif(t.web_name, ''), t.name), c.name, i.sent_at, i.text,"
        " i.from_day, i.to_day, i.booking_id, c.id FROM invitation i"
        " JOIN clinic c ON c.id = i.clinic_id JOIN time_type t ON t.id = i.time_type_id"
        " WHERE i.patient_id = ?",
        (me,),
    )
    return [
        Letter(
            Item(INVITATION, row[0], f"Öppen kallelse: {row[1]}", row[2], row[3], row[7] is None),
            f"{row[4]}\nGäller från {long_day_text(row[5])} till {long_day_text(row[6])}.".strip(),
            row[7],
            row[8],
        )
        for row in rows
    ]  # fmt: skip


def _requests(reader: Reader, me: int) -> list[Letter]:
    rows = reader.rows(
        "SELECT q.id, c.name, q.at, q.text, q.answer, q.answered_at, q.booking_id, c.id"
        " FROM request q JOIN clinic c ON c.id = q.clinic_id WHERE q.patient_id = ?",
        (me,),
    )
    letters = []
    for key, clinic, at, text, answer, answered, booking, clinic_id in rows:
        last = at if answered is None else answered
        said = answer or "Mottagningen har inte svarat ännu."
        item = Item(REQUEST, key, "Beställd tid", clinic, last, unread=False)
        letters.append(Letter(item, f"{text}\n\n{said}", booking, clinic_id))
    return letters
