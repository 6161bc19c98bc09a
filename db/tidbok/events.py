"""Händelser in a resource's calendar; one that blocks booking works at once (R38, A6.20).

A blocking event leaves existing bookings standing and lists them. Taken away, it gives its free
times back, unless another blocking event covers them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db import clock, fields
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.bookings.rows import load_booking
from db.errors import Conflict, Invalid, NotFound, Refused
from db.permissions import CARE, require
from db.rules.acts import Kind, short_day_text
from db.rules.changes.same_as_shown import Who
from db.rules.local_time import day_of, instant_text, midnight, time_text
from db.schedule import planning, removals
from db.setup import patients
from db.setup.record import Record
from db.tidbok.words import contact_text
from db.values import Actor, Booking, Day, Event, Instant

_RECORD = Record(Event, "event", "Händelsen", resource="resource_id", end='"end"')

# Times and events of one resource share an instant when each begins before the other ends; a
# time begins at most a day before that, which lets the index bound the search from below.
_UNDER = "resource_id = ? AND start > ? - 86400 AND start < ? AND start + length_min * 60 > ?"


@dataclass(frozen=True, slots=True)
class AddedEvent:
    """What a new event did.

    Attributes:
        standing: the bookings that stand although the event blocks their time, by start.
        contacts: whom to contact because of them, a Swedish line each.
        blocked: how many free times are no longer offered because of it.
    """

    event: Event
    standing: tuple[Booking, ...]
    blocked: int
    contacts: tuple[str, ...] = ()


def add(
    book: Book,
    actor: Actor,
    clinic: int,
    resource: int,
    start: Instant,
    end: Instant,
    text: str,
    *,
    blocking: bool,
) -> AddedEvent:
    """Add a händelse; a blocking one takes its times off 1177 at once (R38).

    Args:
        start: a whole minute.
        end: a whole minute after ``start``; the event is over then.
        blocking: "spärrande för bokning".

    Raises:
        NotAllowed: others than care.
        Invalid: it ends before it starts, or the text is empty or too long.
        NotFound: the resource is not the clinic's.
    """
    require(actor, CARE, "lägga in händelser")
    said = fields.name(text, "text", "Händelsens text", fields.LINE_BOUND)
    _check_span(start, end)
    with book.write() as tx:
        planning.resources_in(tx, clinic, (resource,))
        event = _store(tx, actor, clinic, Event(0, resource, start, end, said, blocking))
        _note_added(tx, actor, clinic, (event,))
        if not blocking:
            return AddedEvent(event, (), 0)
        standing = _standing(tx, actor, event)
        return AddedEvent(event, standing, _block(tx, event), _contacts(tx, standing))


def meets(
    book: Book, actor: Actor, clinic: int, resource: int, start: Instant, end: Instant
) -> tuple[str, ...]:
    """Whom to contact, by start, since an event would meet their visits; these stand all the same.

    Raises:
        NotAllowed: others than care.
        Invalid: it ends before it starts, or outside the calendar.
        NotFound: the resource is not the clinic's.
    """
    require(actor, CARE, "lägga in händelser")
    _check_span(start, end)
    with book.read() as reader:
        planning.resources_in(reader, clinic, (resource,))
        under = Event(0, resource, start, end, "", blocking=True)
        return _contacts(reader, _standing(reader, actor, under))


def _contacts(reader: Reader, bookings: Iterable[Booking]) -> tuple[str, ...]:
    """The number given for the visit, else the patient's own."""
    return tuple(
        contact_text(booking, patients.load(reader, booking.patient)) for booking in bookings
    )


def _check_span(start: Instant, end: Instant) -> None:
    if end <= start:
        raise Invalid("order", "Händelsen ska börja innan den slutar.", field="end")
    planning.check_instants(start, end)


def remove(book: Book, actor: Actor, event: int, *, seen: Event | None) -> int:
    """Take an event away; its times are bookable again unless another event blocks them.

    Args:
        seen: the event as it was shown, or as the act that is taken back left it; None where
            nothing was shown.

    Returns:
        How many free times came back.

    Raises:
        NotAllowed: others than care.
        NotFound: there is no such event, and nothing was seen.
        Conflict: the event is another than was seen, or gone.
    """
    return remove_all(book, actor, (event,), seen=None if seen is None else (seen,))


def remove_all(
    book: Book, actor: Actor, those: Sequence[int], *, seen: Sequence[Event] | None
) -> int:
    """Take events away, all or none; as ``remove``, ``seen`` in the same order."""
    require(actor, CARE, "ta bort händelser")
    shown = [None] * len(those) if seen is None else seen
    with book.write() as tx:
        gone = [
            _take_away(tx, actor, event, as_seen)
            for event, as_seen in zip(those, shown, strict=True)
        ]
        if gone:
            events = tuple(event for event, _ in gone)
            sql = "SELECT clinic_id FROM resource WHERE id = ?"
            text = _told(tx, events, "borttagen" if len(events) == 1 else "borttagna")
            note(
                tx, actor, tx.value(sql, (events[0].resource,)), Kind.EVENTS_REMOVED, text,
                clock.now(tx), Step(How.PUT_EVENTS_BACK, events),
            )  # fmt: skip
        return sum(free for _, free in gone)


def put_back(book: Book, actor: Actor, clinic: int, gone: Sequence[Event]) -> tuple[Event, ...]:
    """Put events back that were taken away, as they were; gives them.

    Raises:
        NotAllowed: others than care.
        NotFound: a resource is not the clinic's.
        Refused: one of them is there.
    """
    require(actor, CARE, "lägga in händelser")
    with book.write() as tx:
        planning.resources_in(tx, clinic, (event.resource for event in gone))
        for event in gone:
            if tx.row("SELECT 1 FROM event WHERE id = ?", (event.id,)):
                raise Refused("event-stands", f"Händelsen ”{event.text}” finns redan.")
        back = tuple(_store(tx, actor, clinic, event) for event in gone)
        for event in back:
            if event.blocking:
                _block(tx, event)
        if back:
            _note_added(tx, actor, clinic, back)
        return back


def _store(tx: Tx, actor: Actor, clinic: int, event: Event) -> Event:
    """Store an event; one that stood before gets its own id again, 0 stands for a new one."""
    made = tx.insert(
        'INSERT INTO event (id, clinic_id, resource_id, start, "end", text, blocking, made_by,'
        " made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (event.id or None, clinic, event.resource, event.start, event.end, event.text)
        + (event.blocking, actor.label, clock.now(tx)),
    )
    return replace(event, id=made)


def _note_added(tx: Tx, actor: Actor, clinic: int, events: tuple[Event, ...]) -> None:
    text = _told(tx, events, "inlagd" if len(events) == 1 else "inlagda")
    step = Step(How.TAKE_EVENTS_AWAY, events)
    note(tx, actor, clinic, Kind.EVENT_ADDED, text, clock.now(tx), step)


def _told(reader: Reader, events: tuple[Event, ...], done: str) -> str:
    """What was done to events, as an act on them tells."""
    first = events[0]
    name = reader.value("SELECT name FROM resource WHERE id = ?", (first.resource,))
    where = f"{short_day_text(day_of(first.start))}, {name}"
    if len(events) > 1:
        return f"{len(events)} händelser {done}: {where} med flera"
    return f"Händelsen ”{first.text}” {time_text(first.start)} {done}: {where}"


def _take_away(tx: Tx, actor: Actor, event: int, seen: Event | None) -> tuple[Event, int]:
    """The event that is gone, and how many free times came back."""
    gone = next(iter(_RECORD.rows(tx, "WHERE id = ?", (event,))), None)
    if seen is not None and gone != seen:
        raise _another(tx, gone, seen)
    if gone is None:
        raise NotFound("event", "Händelsen finns inte i boken.")
    removals.note(tx, "event", (event,), actor, clock.now(tx))
    tx.run("DELETE FROM event WHERE id = ?", (event,))
    return gone, _unblock(tx, gone) if gone.blocking else 0


def _another(reader: Reader, now: Event | None, seen: Event) -> Conflict:
    """That the event stands otherwise than it was seen."""
    if now is None:
        who = removals.of(reader, "event", seen.id)
        text = f"Händelsen ”{seen.text}” är borttagen {who.text}. Ingenting ändrades."
    else:
        made = reader.row("SELECT made_by, made_at FROM event WHERE id = ?", (seen.id,))
        who = Who(*(made or ("", 0)))
        until = f"{instant_text(now.start)} – {instant_text(now.end)}"
        text = (
            f"Händelsen ”{seen.text}” är nu ”{now.text}” {until}, {who.text}. Ingenting ändrades."
        )
    return Conflict(text, what="händelsen", who=who.name, when=who.at)


def every(book: Book, clinic: int, resource: int, from_day: Day, to_day: Day) -> tuple[Event, ...]:
    """A resource's events that touch the days ``from_day`` to ``to_day``, by start.

    Raises:
        Invalid: the days stand in the wrong order or outside the calendar.
    """
    planning.check_days(from_day, to_day)
    with book.read() as reader:
        those = (
            "WHERE resource_id = ? AND +clinic_id = ?"
            ' AND start < ? AND "end" > ? ORDER BY start, id'
        )
        params = (resource, clinic, midnight(to_day + 1), midnight(from_day))
        return tuple(_RECORD.rows(reader, those, params))


def _under(event: Event) -> tuple[int, Instant, Instant, Instant]:
    return event.resource, event.start, event.end, event.start


def _block(tx: Tx, event: Event) -> int:
    """Flag the event's times, booked ones too: a cancelled one must not be offered again."""
    free = tx.run(
        f"UPDATE slot SET blocked = 1 WHERE blocked = 0 AND taken = 0 AND {_UNDER}", _under(event)
    )
    tx.run(f"UPDATE slot SET blocked = 1 WHERE blocked = 0 AND {_UNDER}", _under(event))
    return free


def _unblock(tx: Tx, gone: Event) -> int:
    """Unflag the times of an event that is gone, but for those that another one blocks."""
    spans = planning.blocked_spans(tx, gone.resource, gone.start - 86400, gone.end + 86400)
    rows = tx.rows(
        f"SELECT id, start, start + length_min * 60, taken FROM slot WHERE {_UNDER} ORDER BY start",
        _under(gone),
    )
    there = planning.overlaps([(start, end) for _, start, end, _ in rows], spans)
    covered = {at for at, _ in there}
    back = [row for at, row in enumerate(rows) if at not in covered]
    tx.many("UPDATE slot SET blocked = 0 WHERE id = ?", ((row[0],) for row in back))
    return sum(not row[3] for row in back)


def _standing(reader: Reader, actor: Actor, event: Event) -> tuple[Booking, ...]:
    """The active bookings under an event, by start."""
    rows = reader.rows(
        "SELECT booking.id FROM (SELECT id, start FROM slot"
        f" WHERE taken = 1 AND {_UNDER}) AS under"
        " JOIN booking ON booking.slot_id = under.id AND booking.status = 'booked'"
        " ORDER BY under.start",
        _under(event),
    )
    return tuple(load_booking(reader, actor, row[0]) for row in rows)


def with_times(reader: Reader, event: int) -> tuple[Event, int, int] | None:
    """An event, and how many free and booked times lie under it; None when it is gone."""
    stored = next(iter(_RECORD.rows(reader, "WHERE id = ?", (event,))), None)
    if stored is None:
        return None
    sql = f"SELECT coalesce(sum(1 - taken), 0), coalesce(sum(taken), 0) FROM slot WHERE {_UNDER}"
    free, booked = reader.row(sql, _under(stored)) or (0, 0)
    return stored, free, booked
