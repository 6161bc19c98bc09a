"""Informationsraden: one line on what one stands on in the tidbok (R40).

The guide names the line and shows nothing of it; what it holds and in which order is our choice,
made so that a receptionist reads the state of a booking from left to right at a glance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from db import clock
from db.book import Book, Reader
from db.bookings import read
from db.bookings.rows import load_booking
from db.errors import NotFound
from db.offer import offer
from db.permissions import CARE, require
from db.rules.changes.comments import booking_comment
from db.rules.local_time import clock_text, instant_at
from db.rules.names import masking
from db.rules.schedule.red_days import holiday_name
from db.rules.schedule.tidbok import SIGNS, TimeState, booked_state
from db.schedule import planning, slots
from db.setup import patients, publication
from db.tidbok.calendar import READERS
from db.tidbok.values import Entry
from db.tidbok.words import booked_text, change_text, comment_text, day_text, shown_text, span_text
from db.values import Actor, Booking, Day, Instant, Minutes


class PartKind(NamedTuple):
    """One part of the line, for the help.

    Attributes:
        kind: its stable name, as in ``Part.kind``.
        meaning: what it tells, a Swedish sentence.
    """

    kind: str
    label: str
    meaning: str


PARTS: tuple[PartKind, ...] = (
    PartKind("sign", "Tecknet", "Tidens läge."),
    PartKind("web", "1177", "Vad invånaren ser på 1177, eller varför tiden inte visas där."),
    PartKind("clock", "Tid", "Dag och klockslag."),
    PartKind("length", "Längd", "Hur lång tiden är; invånaren ser den inte."),
    PartKind("type", "Tidstyp", "Namn i AsynjaVisph på tidstypen."),
    PartKind("patient", "Patient", "Vem som har tiden, med personnummer."),
    PartKind("booked", "Bokad", "Hur och när besöket bokades, eller att tiden är ledig."),
    PartKind("change", "Ändringar",
             "Senaste om- eller avbokning, om den var sen och vad som är bestämt om den."),
    PartKind("comment", "Patientkommentar",
             "Första raden av patientens kommentar; efter en avbokning orsaken."),
)  # fmt: skip
"""The parts in the order of the line; a part that has nothing to say is left out.

What 1177 shows comes first. The comment comes last, where a line that is too long is cut.
"""
_ORDER = {part.kind: at for at, part in enumerate(PARTS)}


class Part(NamedTuple):
    """One part of the line: which (``PARTS``), and its Swedish text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class InfoLine:
    """The line.

    Attributes:
        parts: what it says, from left to right; texts are user's words too, never markup.
    """

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        said = " · ".join(part.text for part in self.parts if part.kind != "sign")
        return f"{self.part('sign')} {said}".lstrip()

    def part(self, kind: str) -> str:
        """The text of one part; empty when the line has none of that kind."""
        return next((part.text for part in self.parts if part.kind == kind), "")


class Place(NamedTuple):
    """An empty place: a resource, a local day and a minute of it."""

    resource: int
    day: Day
    minute: Minutes


_GONE = InfoLine((Part("booked", "Det som stod här finns inte längre."),))


def info(book: Book, actor: Actor, clinic: int, at: Entry | Place) -> InfoLine:
    """The line for what one stands on; what has gone meanwhile is said, not refused.

    Args:
        actor: care sees patients; others only that a time is booked.
        at: an entry of its calendar, or an empty place.

    Raises:
        NotAllowed: a citizen.
    """
    require(actor, READERS, "läsa tidboken")
    with book.read() as reader:
        if isinstance(at, Place):
            return _line(_place(reader, clinic, at))
        try:
            return _line(_entry(book, reader, actor, at))
        except NotFound:
            return _GONE


def _line(parts: Iterator[Part]) -> InfoLine:
    return InfoLine(tuple(sorted(parts, key=lambda part: _ORDER[part.kind])))


def _entry(book: Book, reader: Reader, actor: Actor, at: Entry) -> Iterator[Part]:
    if at.event is not None:
        return _event(reader, at.event)
    if at.slot is None:
        return _cancelled(book, actor, at)
    found = slots.load(reader, at.slot)
    if found.start != at.start:
        raise NotFound("gone", "")
    if not found.taken:
        return _free(reader, at)
    booking = reader.value(
        "SELECT id FROM booking WHERE slot_id = ? AND status = 'booked'", (at.slot,)
    )
    if booking is None or actor.role not in CARE:
        return _taken(at)
    return _booked(book, reader, actor, booking)


def _clock(state: TimeState, start: Instant, length_min: Minutes) -> Iterator[Part]:
    yield Part("sign", SIGNS[state])
    yield Part("clock", span_text(start, start + length_min * 60))
    yield Part("length", f"{length_min} min")


def _free(reader: Reader, at: Entry) -> Iterator[Part]:
    assert at.slot is not None  # the caller has looked
    found = slots.load(reader, at.slot)
    told = offer.explain(reader, found, None)
    name = slots.type_by_id(reader, found.time_type).name
    state = at.state
    if told.offered:
        state = TimeState.OFFERED
    elif at.booked or state is TimeState.OFFERED:
        state = TimeState.NOT_OFFERED
    yield from _clock(state, found.start, found.length_min)
    yield Part("type", name)
    now = clock.now(reader)
    if found.start <= now:
        yield Part("booked", "passerad, blev inte bokad")
        return
    yield Part("booked", "ledig")
    if told.offered:
        face = publication.face(reader, found.time_type, now)
        assert face is not None  # 1177 offers it
        yield Part("web", f"visas på 1177 som ”{face.web_name}”")
    else:
        refusals = told.decision.refusals
        more = f" (och {len(refusals) - 1} skäl till)" if len(refusals) > 1 else ""
        yield Part("web", f"inte på 1177: {refusals[0].text}{more}")
    if told.pending:
        yield Part("web", told.pending)


def _taken(at: Entry) -> Iterator[Part]:
    """A booked time, for those who may not see whose."""
    yield from _clock(at.state if at.booked else TimeState.CARE, at.start, at.length_min)
    yield Part("type", at.type_name)
    yield Part("booked", "bokad")


def _booked(book: Book, reader: Reader, actor: Actor, booking: int) -> Iterator[Part]:
    shown = read.why_booking(book, actor, booking)
    one = shown.booking
    yield from _clock(booked_state(one.booked_by), one.start, one.length_min)
    yield Part("type", one.type_name)
    yield Part("patient", _patient(reader, actor, one))
    changes = read.history(book, actor, booking)
    yield Part("booked", booked_text(one, changes))
    comment = masking.comment(booking_comment(one), actor.demo)
    yield from _said("comment", comment_text(comment))
    yield from _said("change", change_text(changes))
    yield Part("web", shown_text(shown))


def _cancelled(book: Book, actor: Actor, at: Entry) -> Iterator[Part]:
    if at.booking is None:
        yield from _clock(TimeState.CANCELLED, at.start, at.length_min)
        yield Part("type", at.type_name)
        yield Part("booked", "avbokad")
        return
    with book.read() as reader:
        one = load_booking(reader, actor, at.booking)
        yield from _clock(TimeState.CANCELLED, one.start, one.length_min)
        yield Part("type", one.type_name)
        yield Part("patient", _patient(reader, actor, one))
    comment = masking.comment(booking_comment(one), actor.demo)
    yield from _said("comment", comment_text(comment))
    yield from _said("change", change_text(read.history(book, actor, at.booking)))


def _said(kind: str, text: str) -> Iterator[Part]:
    """A part that is left out when it has nothing to say."""
    if text:
        yield Part(kind, text)


def _event(reader: Reader, event: int) -> Iterator[Part]:
    row = reader.row('SELECT start, "end", text, blocking FROM event WHERE id = ?', (event,))
    if row is None:
        raise NotFound("event", "")
    start, end, text, blocking = row
    yield Part("sign", SIGNS[TimeState.EVENT])
    yield Part("clock", span_text(start, end))
    yield Part("type", f"Händelse: {text}")
    said = "spärrar: tiderna under visas inte på 1177" if blocking else "spärrar inte bokning"
    yield Part("web", said)


def _place(reader: Reader, clinic: int, at: Place) -> Iterator[Part]:
    """An empty place: what day it is, and why no time can stand there if none can."""
    (resource,) = planning.resources_in(reader, clinic, (at.resource,))
    yield Part("clock", f"{day_text(at.day)} {clock_text(at.minute)}")
    yield Part("type", resource.name)
    red = holiday_name(at.day)
    if red:
        yield Part("booked", red)
    if not resource.valid_on(at.day):
        yield Part("web", "resursen är inte giltig den dagen")
    elif instant_at(at.day, at.minute) is None:
        yield Part("web", "klockslaget finns inte den dagen (sommartiden börjar)")
    else:
        yield Part("web", "ingen tid här")


def _patient(reader: Reader, actor: Actor, one: Booking) -> str:
    person = patients.load(reader, one.patient)
    shown = patients.masked_pnr if actor.masked else patients.pnr_text
    return f"{person.name} {shown(person.pnr)}"
