"""Where the clock can go that matters, what happens on the way there, and going there.

What will happen is worked out by the rules that decide when it does: 1177's offer at the other
moment, what waits to be published, and what a clearing of the log takes.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from db import clock, retention
from db.afterwards import afterwards
from db.book import Book, Reader
from db.clock import ClockState
from db.errors import NeedsConfirmation, Refused
from db.offer import offer
from db.rules.local_time import (
    day_of,
    midnight,
    offset_change_min,
    offset_text,
    short_instant_text,
)
from db.rules.offer.preview import is_chosen_from
from db.setup import clinics, publication
from db.values import SYSTEM, Actor, Instant, count_text

_YEAR: Final = 366
_HOUR, _MINUTE, _DAY = 3600, 60, 86400


class Kind(StrEnum):
    """A moment that matters."""

    RELEASE = "release"
    PUBLICATION = "publication"
    BEFORE_BOOKING = "before-booking"
    MIDNIGHT = "midnight"
    CLOCK_CHANGE = "clock-change"
    BEFORE_CLEARING = "before-clearing"
    AFTER_CLEARING = "after-clearing"


LABELS: Final[dict[Kind, str]] = {
    Kind.RELEASE: "Nästa tid som släpps av Bok.före",
    Kind.PUBLICATION: "Nästa publicering av en tidstyp",
    Kind.BEFORE_BOOKING: "24 timmar före nästa bokade besök",
    Kind.MIDNIGHT: "Nästa midnatt",
    Kind.CLOCK_CHANGE: "När klockan ställs om",
    Kind.BEFORE_CLEARING: "Strax före nästa gallring av loggen",
    Kind.AFTER_CLEARING: "Efter nästa gallring av loggen",
}


class Happens(NamedTuple):
    """What is between two moments, as far as the book is left alone.

    Attributes:
        shown: free times that come onto 1177.
        gone: free times that go from it, mostly since they have begun.
        published: time types whose change 1177 is told of.
        begun: booked visits that begin.
        cleared: rows of the log that are cleared; they do not come back with the clock.
    """

    shown: int = 0
    gone: int = 0
    published: int = 0
    begun: int = 0
    cleared: int = 0

    def text(self, *, done: bool = False) -> str:
        """All of it, a Swedish sentence: what will happen, or what happened."""
        parts = [said for said in self._parts(1 if done else 0) if said]
        if not parts:
            return "Inget ändrades på 1177." if done else "Inget ändras på 1177."
        listed = ", ".join(parts)
        final = " Det som gallras kommer inte tillbaka." if self.cleared and not done else ""
        return f"{listed[0].upper()}{listed[1:]}.{final}"

    def _parts(self, tense: int) -> Iterator[str]:
        said = (
            (self.shown, "tid", "tider", ("släpps på 1177", "släpptes på 1177")),
            (self.gone, "tid", "tider", ("försvinner från 1177", "försvann från 1177")),
            (self.published, "tidstyp", "tidstyper", ("publiceras", "publicerades")),
            (self.begun, "bokat besök", "bokade besök", ("börjar", "började")),
            (self.cleared, "loggrad", "loggrader", ("gallras", "gallrades")),
        )
        for count, one, many, verbs in said:
            if count:
                yield f"{count_text(count, one, many)} {verbs[tense]}"


UNREAD: Final = "Vad som hände på vägen gick inte att läsa."


class Jump(NamedTuple):
    """A moment to go to.

    Attributes:
        at: when it is.
        will: what happens on the way there.
    """

    kind: Kind
    at: Instant
    will: Happens

    @property
    def label(self) -> str:
        """What it is, in Swedish."""
        return LABELS[self.kind]

    @property
    def when(self) -> str:
        """When it is, with the offset where the clock alone does not tell."""
        return when_text(self.at)


class Moved(NamedTuple):
    """The clock once it was moved, and what that did; None where it could not be read."""

    clock: ClockState
    happened: Happens | None

    @property
    def text(self) -> str:
        """Where it is and what happened: a Swedish line."""
        did = self.happened.text(done=True) if self.happened else UNREAD
        return f"Klockan är {when_text(self.clock.now)}. {did}"


def when_text(at: Instant) -> str:
    """A moment for people, with the offset where the clock alone does not tell."""
    return f"{short_instant_text(at)} {offset_text(at)}".strip()


def jumps(book: Book, clinic: int) -> tuple[Jump, ...]:
    """The moments that there are, soonest first; those that never come are absent.

    Raises:
        NotFound: there is no such unit.
    """
    with book.read() as reader:
        seen = clock.state(reader)
        found = {kind: find(reader, clinic, seen) for kind, find in _FINDERS.items()}
        ahead = _ahead(book, reader, clinic, seen)
        return tuple(
            Jump(kind, at, ahead(at))
            for kind, at in sorted(found.items(), key=lambda pair: pair[1] or 0)
            if at is not None and at > seen.now
        )


def will_happen(book: Book, clinic: int, at: Instant) -> Happens:
    """What happens if the clock is moved there; moved back, nothing is cleared or begins.

    Raises:
        Invalid: outside the years that a clock can show.
    """
    clock.check_range(at)
    with book.read() as reader:
        return _ahead(book, reader, clinic, clock.state(reader))(at)


def move(book: Book, actor: Actor, clinic: int, at: Instant, *, confirmed: bool = False) -> Moved:
    """Move the clock, and tell what happened; it keeps running if it ran.

    Raises:
        NotAllowed: citizens and ombud.
        Invalid: outside the years that a clock can show.
        NeedsConfirmation: the move clears rows of the log.
    """
    before, waits, rows = _look(book, clinic)
    now = clock.set_to(book, actor, at, confirmed=confirmed)

    def happened() -> Happens:
        after, waiting, left = _look(book, clinic)
        with book.read() as reader:
            begun = _begun(reader, clinic, before.now, now.now)
        return Happens(
            len(after.offered - before.offered), len(before.offered - after.offered),
            len(waits - waiting) if now.now > before.now else 0, begun, max(0, rows - left),
        )  # fmt: skip

    return Moved(now, afterwards(happened, None))


def jump(
    book: Book, actor: Actor, clinic: int, kind: Kind, *, seen: Jump | None, confirmed: bool = False
) -> Moved:
    """Go to one of the moments.

    Args:
        seen: the jump as it was shown; None where nothing was.
        confirmed: whether the log may be cleared on the way.

    Raises:
        NotAllowed: citizens and ombud.
        Refused: there is no such moment to come, or it is another than was shown.
        NeedsConfirmation: the jump clears rows of the log.
    """
    found = next((one for one in jumps(book, clinic) if one.kind is kind), None)
    if found is None:
        raise Refused("no-such-moment", f"{LABELS[kind]}: det finns ingen sådan tid framåt.")
    if seen is not None and seen.at != found.at:
        said = f"{LABELS[kind]} är nu {found.when}. Klockan står kvar."
        raise Refused("another-moment", said)
    if found.will.cleared and not confirmed:
        raise NeedsConfirmation("log-clearing", found.will.text(), source="[000] R45")
    return move(book, actor, clinic, found.at, confirmed=confirmed)


# --- what happens ---------------------------------------------------------------------------------


class _Seen(NamedTuple):
    now: Instant
    offered: frozenset[int]


def _look(book: Book, clinic: int) -> tuple[_Seen, frozenset[int], int]:
    with book.read() as reader:
        now = clock.now(reader)
        waiting = (one.face.time_type for one in publication.pending(reader, clinic, now))
        rows = int(reader.value("SELECT count(*) FROM log_row WHERE file_id IS NULL"))
        return _Seen(now, _offered(book, clinic, now)), frozenset(waiting), rows


def _offered(book: Book, clinic: int, at: Instant) -> frozenset[int]:
    return frozenset(time.slot for time in offer.times(book, SYSTEM, clinic, now=at))


def _ahead(
    book: Book, reader: Reader, clinic: int, seen: ClockState
) -> Callable[[Instant], Happens]:
    """What happens between now and any moment; what is now is read once."""
    now = _offered(book, clinic, seen.now)
    waiting = publication.pending(reader, clinic, seen.now)

    def happens(at: Instant) -> Happens:
        then = _offered(book, clinic, at)
        return Happens(
            shown=len(then - now),
            gone=len(now - then),
            published=sum(one.effective_at <= at for one in waiting),
            begun=_begun(reader, clinic, seen.now, at),
            cleared=retention.due(reader, at) if day_of(at) > seen.today else 0,
        )

    return happens


def _begun(reader: Reader, clinic: int, first: Instant, last: Instant) -> int:
    sql = (
        "SELECT count(*) FROM booking WHERE clinic_id = ? AND status = 'booked'"
        " AND start > ? AND start <= ?"
    )
    return int(reader.value(sql, (clinic, first, last)))


# --- when it is -----------------------------------------------------------------------------------


def _release(reader: Reader, clinic: int, seen: ClockState) -> Instant | None:
    """The midnight at which Bok.före releases the next free time of a type that 1177 offers."""
    faces = publication.faces(reader, clinic, seen.now)
    kinds = tuple(key for key, face in faces.items() if is_chosen_from(face))
    sql = (
        "SELECT min(release_day) FROM slot WHERE clinic_id = ? AND taken = 0 AND blocked = 0"
        f" AND release_day > ? AND time_type_id IN ({', '.join('?' * len(kinds))})"
    )
    day = reader.value(sql, (clinic, seen.today, *kinds))
    return None if day is None else midnight(day)


def _publication(reader: Reader, clinic: int, seen: ClockState) -> Instant | None:
    waiting = publication.pending(reader, clinic, seen.now)
    return waiting[0].effective_at if waiting else None


def _before_booking(reader: Reader, clinic: int, seen: ClockState) -> Instant | None:
    limit = clinics.policy_of(clinics.load(reader, clinic)).late_limit_min * _MINUTE
    sql = "SELECT min(start) FROM booking WHERE clinic_id = ? AND status = 'booked' AND start > ?"
    start: Instant | None = reader.value(sql, (clinic, seen.now + limit))
    return None if start is None else start - limit


def _midnight(_reader: Reader, _clinic: int, seen: ClockState) -> Instant | None:
    return midnight(seen.today + 1)


def _clock_change(_reader: Reader, _clinic: int, seen: ClockState) -> Instant | None:
    """The instant at which the wall clock is moved next."""
    first = seen.now
    for step in (_DAY, _HOUR, _MINUTE, 1):
        ends = range(first + step, first + _YEAR * _DAY, step)
        first = next((end - step for end in ends if offset_change_min(first, end)), first)
    return first + 1


def _kept_to(reader: Reader, clinic: int) -> Instant | None:
    """Until when the log's oldest own row is kept, that instant included (R45)."""
    last: Instant | None = reader.value(
        "SELECT min(r.changed_at) + 86400 * c.retention_days FROM log_row r"
        " JOIN clinic c ON c.id = r.clinic_id WHERE r.file_id IS NULL AND r.clinic_id = ?",
        (clinic,),
    )
    return last


def _before_clearing(reader: Reader, clinic: int, seen: ClockState) -> Instant | None:
    """The last moment to which the clock can be moved without clearing: always in its own day."""
    last = _kept_to(reader, clinic)
    return None if last is None else max(last, midnight(seen.today + 1) - _MINUTE)


def _after_clearing(reader: Reader, clinic: int, seen: ClockState) -> Instant | None:
    """The midnight at which a running clock clears."""
    last = _kept_to(reader, clinic)
    return None if last is None else max(midnight(day_of(last) + 1), midnight(seen.today + 1))


_Finder = Callable[[Reader, int, ClockState], Instant | None]
_FINDERS: Final[dict[Kind, _Finder]] = {
    Kind.RELEASE: _release,
    Kind.PUBLICATION: _publication,
    Kind.BEFORE_BOOKING: _before_booking,
    Kind.MIDNIGHT: _midnight,
    Kind.CLOCK_CHANGE: _clock_change,
    Kind.BEFORE_CLEARING: _before_clearing,
    Kind.AFTER_CLEARING: _after_clearing,
}
