"""What the web log forgets (R45): own rows older than the clinic's retention, and only those.

Imported rows stand apart, and bookings and their changes are never cleared.
"""

from db.book import Reader, Tx
from db.values import Instant

_DUE = (
    "FROM log_row WHERE file_id IS NULL AND changed_at <"
    " ? - 86400 * (SELECT retention_days FROM clinic WHERE clinic.id = log_row.clinic_id)"
)


def due(reader: Reader, now: Instant) -> int:
    """How many log rows a clearing at ``now`` would take."""
    return int(reader.value(f"SELECT count(*) {_DUE}", (now,)))


def clear(tx: Tx, now: Instant) -> int:
    """Clear the log rows that are over the retention at ``now``; returns how many."""
    return tx.run(f"DELETE {_DUE}", (now,))
