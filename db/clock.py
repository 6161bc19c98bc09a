"""The book's clock: real, running from a set time, or standing still. Kept in the book.

The only place in the program that reads the computer's clock. Everyone who has the book open
shares the clock; an operation reads it once, inside its transaction.
"""

import time
from enum import StrEnum
from typing import Any, NamedTuple

from db import retention
from db.basics import Actor, Day, Instant, Role, count_text
from db.book import Book, Reader, Tx
from db.errors import Invalid, NeedsConfirmation, NotAllowed, Unreadable
from db.rules.local_time import FIRST_YEAR, LAST_YEAR, day_of, instant_text, local


class Mode(StrEnum):
    """How the clock runs."""

    REAL = "real"
    RUNNING = "running"
    PAUSED = "paused"


class ClockState(NamedTuple):
    """The clock as one transaction sees it.

    Attributes:
        swept_day: the last local day for which the log was cleared or need not be; while the
            clock runs also the day on which the book was last in use.
    """

    mode: Mode
    now: Instant
    today: Day
    swept_day: Day

    @property
    def may_be_wrong(self) -> bool:
        """Whether so long has passed since the book was last in use that its clock is asked about.

        A computer whose clock is wrong once would otherwise empty the log (R45).
        """
        return self.mode != Mode.PAUSED and self.today - self.swept_day > _TRUSTED_DAYS


_TRUSTED_DAYS = 14
"""So many days may pass without use of the book before the log is cleared only when confirmed."""

COLUMNS = "mode, base, set_at, swept_day"
_STATE = f"SELECT {COLUMNS} FROM clock WHERE id = 1"


def state(reader: Reader) -> ClockState:
    """The clock now. Call it once in an operation and hand the answer on."""
    return state_of(reader.row(_STATE))


def state_of(row: tuple[Any, ...] | None) -> ClockState:
    """The clock now, by its row's ``COLUMNS``, where another query has read them."""
    mode, base, set_at, swept_day = row or (Mode.REAL, 0, 0, 0)
    now = base if mode == Mode.PAUSED else int(time.time())
    if mode == Mode.RUNNING:
        now = base + (now - set_at)
    return ClockState(Mode(mode), now, day_of(now), swept_day)


def now(reader: Reader) -> Instant:
    """The book's time."""
    return state(reader).now


def read(book: Book) -> ClockState:
    """The clock, for a caller outside a transaction."""
    with book.read() as reader:
        return state(reader)


def computer_day() -> Day:
    """The local day by the computer's clock, whatever a book's says."""
    return day_of(int(time.time()))


def computer_now() -> Instant:
    """The time by the computer's clock, whatever a book's says: when an exercise was begun."""
    return int(time.time())


def monotonic() -> float:
    """Seconds since some moment, however the computer's clock is set: for how long a thing took."""
    return time.monotonic()


def start(tx: Tx, mode: Mode, at: Instant | None = None) -> None:
    """Give a new book its clock; clears nothing.

    Args:
        at: the book's time; the computer's when it is real.
    """
    real = int(time.time())
    base = real if at is None else at
    tx.run("DELETE FROM clock")
    tx.run(
        "INSERT INTO clock (id, mode, base, set_at, swept_day) VALUES (1, ?, ?, ?, ?)",
        (mode, base, real, day_of(base)),
    )


def set_to(book: Book, actor: Actor, at: Instant, *, confirmed: bool = False) -> ClockState:
    """Move the clock; it keeps running if it ran and stands if it stood.

    Raises:
        NotAllowed: citizens and ombud.
        Invalid: outside 2000-2099.
        NeedsConfirmation: the move would clear log rows; says how many.
    """
    with book.write() as tx:
        before = state(tx)
        mode = Mode.PAUSED if before.mode == Mode.PAUSED else Mode.RUNNING
        return _move(tx, actor, before, mode, at, confirmed)


def pause(book: Book, actor: Actor) -> ClockState:
    """Stop the clock where it is.

    Raises:
        NotAllowed: citizens and ombud.
    """
    with book.write() as tx:
        before = state(tx)
        return _move(tx, actor, before, Mode.PAUSED, before.now, confirmed=True)


def run(book: Book, actor: Actor) -> ClockState:
    """Let the clock run on from where it is; a real clock stays real.

    Raises:
        NotAllowed: citizens and ombud.
    """
    with book.write() as tx:
        before = state(tx)
        mode = Mode.REAL if before.mode == Mode.REAL else Mode.RUNNING
        return _move(tx, actor, before, mode, before.now, confirmed=True)


def follow_real(book: Book, actor: Actor, *, confirmed: bool = False) -> ClockState:
    """Let the book follow the computer's clock.

    Raises:
        NotAllowed: citizens and ombud.
        NeedsConfirmation: the move would clear log rows; says how many.
    """
    with book.write() as tx:
        before = state(tx)
        if before.may_be_wrong and (rows := retention.due(tx, before.now)):
            if not confirmed:
                text = waiting_text(rows, before)
                raise NeedsConfirmation("log-clearing", text, source="[000] R45")
            sweep(tx, before, confirmed=True)
        return _move(tx, actor, state(tx), Mode.REAL, int(time.time()), confirmed)


def turn_day(book: Book) -> int:
    """Clear the log if the book's day has turned while its clock ran.

    A running program calls it as time passes, never as it starts.

    Returns:
        How many rows were cleared.
    """
    with book.read() as reader:
        seen = state(reader)
        if not _has_turned(seen):
            return 0
    with book.write() as tx:
        return sweep(tx, state(tx))


def sweep(tx: Tx, seen: ClockState, *, confirmed: bool = False) -> int:
    """Clear the log if the day has turned since it was last cleared; returns how many rows.

    Where the book has not been used for long, one reading of the clock is not trusted: nothing is
    cleared until that is confirmed. Nor is a mark of a day that has not come.
    """
    if not _has_turned(seen):
        return 0
    if seen.may_be_wrong and not confirmed and retention.due(tx, seen.now):
        return 0
    try:
        cleared = retention.clear(tx, seen.now) if seen.today > seen.swept_day else 0
    except Unreadable:  # no room for the copy is no reason to refuse a booking
        return 0
    tx.run("UPDATE clock SET swept_day = ? WHERE id = 1", (seen.today,))
    return cleared


def unconfirmed(book: Book) -> int:
    """How many log rows wait to be cleared until somebody says that the clock is right."""
    with book.read() as reader:
        seen = state(reader)
        if not (seen.may_be_wrong and _has_turned(seen)):
            return 0
        return retention.due(reader, seen.now)


def clear_confirmed(book: Book, actor: Actor) -> int:
    """The clock is right: clear what is due; returns how many rows.

    Raises:
        NotAllowed: citizens and ombud.
    """
    _check_actor(actor)
    with book.write() as tx:
        return sweep(tx, state(tx), confirmed=True)


def waiting_text(rows: int, seen: ClockState) -> str:
    """That rows wait to be cleared, and what the clock says."""
    count = count_text(rows, "rad", "rader")
    return (
        f"Boken har inte använts på {seen.today - seen.swept_day} dagar enligt datorns klocka"
        f" ({instant_text(seen.now)}). {count} i loggen skulle gallras."
    )


def _has_turned(seen: ClockState) -> bool:
    # A computer whose clock is decades off must not clear the log.
    sane = FIRST_YEAR <= local(seen.now).year <= LAST_YEAR
    return seen.mode != Mode.PAUSED and sane and seen.today != seen.swept_day


def _move(
    tx: Tx, actor: Actor, before: ClockState, mode: Mode, at: Instant, confirmed: bool
) -> ClockState:
    _check_actor(actor)
    check_range(at)
    at_day = day_of(at)
    sweep(tx, before)  # what fell due while the clock ran is not swallowed by the move
    # What waits to be confirmed goes on waiting where the clock is only stopped or started.
    swept = state(tx).swept_day
    waits = at == before.now and at_day - swept > _TRUSTED_DAYS
    if at_day > before.today:
        rows = retention.due(tx, at)
        if rows and not confirmed:
            count = count_text(rows, "rad", "rader")
            text = f"Om klockan ställs till {instant_text(at)} gallras {count} ur loggen."
            raise NeedsConfirmation("log-clearing", text, source="[000] R45")
        retention.clear(tx, at)
    tx.run(
        "UPDATE clock SET mode = ?, base = ?, set_at = ?, swept_day = ?,"
        " revision = revision + 1 WHERE id = 1",
        (mode, at, int(time.time()), swept if waits else at_day),
    )
    after = state(tx)
    _note(tx, actor, before, after)
    return after


def _note(tx: Tx, actor: Actor, before: ClockState, after: ClockState) -> None:
    """Note that the clock was moved, stopped or started; nothing where it goes on as it did."""
    from db.acts import noting  # late: every start reads the clock, few move it
    from db.rules.acts import Kind

    if abs(after.now - before.now) > 1:
        text = f"Klockan ställd till {instant_text(after.now)}"
    elif after.mode != before.mode:
        text = "Klockan stannad" if after.mode is Mode.PAUSED else "Klockan går"
    else:
        return
    noting.note(tx, actor, None, Kind.CLOCK, text, after.now)


def _check_actor(actor: Actor) -> None:
    if actor.role in (Role.CITIZEN, Role.AGENT):
        raise NotAllowed("clock", "Invånare och ombud ställer inte bokens klocka.")


def check_range(at: Instant) -> None:
    """Refuse a time that a book's clock cannot show.

    Raises:
        Invalid: outside 2000-2099.
    """
    try:
        year = local(at).year
    except (OverflowError, ValueError, OSError):
        year = 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        text = f"Klockan kan ställas till åren {FIRST_YEAR}–{LAST_YEAR}."
        raise Invalid("clock-range", text, field="at")
