"""What a reviewer may choose among when a late change is exempt, and which reason seems to apply.

The hint is Stockholm's exemption (GUIDES.md B5): the visit was itself booked less than 24 hours
before it was to be. The reviewer decides.
"""

from collections.abc import Sequence
from typing import NamedTuple

from db import fields
from db.book import Book, Reader
from db.errors import NotFound
from db.log import review_settings
from db.permissions import CARE, require
from db.rules.log.review import EXAMPLE_REASONS, booked_shortly, suggested_reason
from db.setup import clinics
from db.values import Actor

_MOST_ASKED = 50
"""For more rows at once nothing is suggested."""

_ROW = (
    "SELECT r.clinic_id, r.old_start, r.late, coalesce("
    "(SELECT min(c.at) FROM booking_change c WHERE r.file_id IS NULL AND c.booking_id = r.chain"
    " AND c.act = 'booked'),"
    " (SELECT min(+o.changed_at) FROM log_row o WHERE o.file_id = r.file_id AND o.chain = r.chain"
    " AND o.act = 'booked')) FROM log_row r WHERE r.id = ?"
)


class Choice(NamedTuple):
    """What there is to choose.

    Attributes:
        reasons: the unit's reasons, in its order.
        suggested: the one that seems to apply to all of the rows, or empty.
        examples: whether the unit has saved no reasons of its own.
    """

    reasons: tuple[str, ...]
    suggested: str
    examples: bool


def choice(book: Book, actor: Actor, seqs: Sequence[int]) -> Choice:
    """The reasons to choose among for some rows of the log.

    Raises:
        NotAllowed: others than care.
        NotFound: a row is not in the log (any longer), or no row is given.
    """
    require(actor, CARE, "bedöma rader i Logg för webbtidbok")
    with book.read() as reader:
        found = [_row(reader, seq) for seq in seqs[:_MOST_ASKED]]
        if not found:
            raise NotFound("log-row", "Ingen rad är vald.")
        clinic = found[0][0]
        own = review_settings.own_reasons(reader, clinic)
    shortly = len(found) == len(seqs) and all(one[1] for one in found)
    reasons = own or EXAMPLE_REASONS
    return Choice(reasons, suggested_reason(reasons, shortly=shortly), not own)


def own_reason(text: str) -> str:
    """A reason that stands in no list.

    Raises:
        Invalid: empty, or too long.
    """
    return fields.name(text, "reason", "Orsaken", fields.LINE_BOUND)


def suggestion(reader: Reader, seq: int) -> str:
    """The unit's reason that seems to apply to one row, or empty."""
    clinic, shortly = _row(reader, seq)
    return suggested_reason(review_settings.load_reasons(reader, clinic), shortly=shortly)


def _row(reader: Reader, seq: int) -> tuple[int, bool]:
    """The row's clinic, and whether its visit was booked shortly before."""
    row = reader.row(_ROW, (seq,))
    if row is None:
        raise NotFound("log-row", "Raden finns inte i loggen. Den kan ha gallrats.")
    clinic, visit, late, booked_at = row
    if not late:
        return clinic, False
    limit = clinics.policy_of(clinics.load(reader, clinic)).late_limit_min
    return clinic, booked_shortly(booked_at, visit, limit)
