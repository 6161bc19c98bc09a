"""What was shown of a row of the log, so that an act on it hits that row as it was shown."""

from typing import NamedTuple

from db.log.entry import LogEntry
from db.values import Act, Instant, ReviewDecision


class Review(NamedTuple):
    """What stands decided of a row.

    Attributes:
        decision: None when there is none; then ``by`` and ``at`` tell who took it back, if anyone.
        by: who decided.
        at: when, by the book's clock.
        exported_at: when it was exported for invoicing; None when it has not been.
    """

    decision: ReviewDecision | None = None
    reason: str = ""
    by: str = ""
    at: Instant | None = None
    exported_at: Instant | None = None


class Which(NamedTuple):
    """What tells a row from another that might have its number: never changed once written.

    Attributes:
        at: Ändrad datum, a whole minute.
        old_start: the start of the visit before, None for a new booking.
        new_start: the start of the visit after, None for a cancellation.
    """

    act: Act
    at: Instant
    old_start: Instant | None
    new_start: Instant | None


class Seen(NamedTuple):
    """A row as it was shown.

    Attributes:
        seq: its number in the book.
        which: which row it is.
        review: what stood decided of it.
    """

    seq: int
    which: Which
    review: Review


def seen_of(entry: LogEntry) -> Seen:
    """What an entry of the log shows of its row."""
    earlier, new = entry.earlier, entry.new
    which = Which(
        entry.act,
        entry.changed_at,
        None if earlier is None else earlier.start,
        None if new is None else new.start,
    )
    review = Review(
        entry.decision, entry.decision_reason, entry.decided_by, entry.decided_at, entry.exported_at
    )
    return Seen(entry.seq, which, review)
