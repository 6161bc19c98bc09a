"""What the web log forgets (R45): own rows older than the clinic's retention, and only those.

Imported rows stand apart, and bookings and their changes are never cleared. A clearing leaves a
mark on the clinic, so that the doctor can tell a cleared row from a lost one.
"""

from db.basics import Instant
from db.book import Reader, Tx
from db.errors import Unreadable

_CUT = "? - 86400 * clinic.retention_days"
_DUE = (
    "FROM log_row WHERE file_id IS NULL AND changed_at <"
    f" (SELECT {_CUT} FROM clinic WHERE clinic.id = log_row.clinic_id)"
)


def due(reader: Reader, now: Instant) -> int:
    """How many log rows a clearing at ``now`` would take."""
    return int(reader.value(f"SELECT count(*) {_DUE}", (now,)))


def clear(tx: Tx, now: Instant) -> int:
    """Clear the log rows that are over the retention at ``now``; returns how many.

    They stay in a copy beside the book until the second clearing after this one.

    Raises:
        Unreadable: the copy cannot be written; nothing is cleared.
    """
    if not due(tx, now):
        return 0
    from db import cleared  # late: opening a book does without it

    try:
        cleared.keep(tx, _DUE, (now,))
    except OSError:
        text = "Det som gallras kan inte sparas i en kopia bredvid boken. Ingenting gallrades."
        raise Unreadable("no-copy", text) from None
    gone = tx.run(f"DELETE {_DUE}", (now,))
    if gone:
        tx.run(
            f"UPDATE clinic SET log_cleared_to = max(log_cleared_to, {_CUT}),"
            " log_cleared_change = coalesce((SELECT max(id) FROM booking_change), 0)",
            (now,),
        )
    return gone
