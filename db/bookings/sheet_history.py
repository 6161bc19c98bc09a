"""The time line of a Bokningsunderlag: every act on one visit, with its verdict and decision.

Of the book's own bookings all acts are told, those of care and ombud too, though they are not in
the log (R42); of an imported log, the rows of the file that tell of the visit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.book import Reader
from db.log.entry import Review, Seen, Which
from db.rules.changes.late import JUDGED
from db.rules.local_time import whole_minute
from db.rules.log.review import Link, chain_note, judge_as_made
from db.rules.policy import Policy
from db.values import (
    ROLE_LABELS,
    Act,
    Instant,
    Late,
    ReviewDecision,
    Role,
    Visit,
)


@dataclass(frozen=True, slots=True)
class SheetAct:
    """One act on the visit.

    Attributes:
        at: when; of an imported row, Ändrad datum.
        who: who acted and as what, in Swedish.
        earlier: the visit before, None for a new booking (R47). Imported ones have length 0.
        new: the visit after, None for a cancellation (R48).
        reason: what was given as the reason of a cancellation.
        late: the 24-hour verdict; None for acts that are not judged, those of care and ombud.
        verdict: its sentence, or why there is none.
        note: which earlier acts of the chain are billed, in Swedish, or empty.
        seq: its row in the log; None when it has none (any longer).
        here: whether the sheet was opened from it.
        review: the reviewer's decision as it is kept.
    """

    act: Act
    at: Instant
    who: str
    earlier: Visit | None
    new: Visit | None
    reason: str
    late: Late | None
    verdict: str
    note: str
    seq: int | None
    here: bool
    review: Review

    @property
    def seen(self) -> Seen | None:
        """What is shown of its row in the log; None when it has none."""
        if self.seq is None:
            return None
        starts = (None if side is None else side.start for side in (self.earlier, self.new))
        return Seen(self.seq, Which(self.act, whole_minute(self.at), *starts), self.review)

    @property
    def billable(self) -> bool:
        """The reviewer's decision if there is one, else late."""
        return self.late is not None and self.link.billable

    @property
    def is_late(self) -> bool:
        """Whether it was judged late."""
        return self.late is not None and self.late.late

    @property
    def link(self) -> Link:
        """The act as the rules of a chain see it."""
        return Link(self.act, whole_minute(self.at), self.is_late, *self.review[:2])


_DECIDED = "decision, {0}.decision_reason, {0}.decided_by, {0}.decided_at, {0}.exported_at"
_OWN = (
    "SELECT c.act, c.role, c.actor, c.at, c.old_start, coalesce(c.old_length, 0), c.old_type,"
    " c.old_resource, c.old_comment, c.new_start, coalesce(c.new_length, 0), c.new_type,"
    f" c.new_resource, c.new_comment, c.reason, c.late, c.{_DECIDED.format('c')}, r.id"
    " FROM booking_change c LEFT JOIN log_row r ON r.change_id = c.id"
    " WHERE c.booking_id = ? ORDER BY c.id"
)
# The plus keeps the order from choosing an index: the few rows of a chain are found by their chain.
_IMPORTED = (
    "SELECT r.act, 'citizen', r.patient, r.changed_at, r.old_start, 0, r.old_type, r.old_resource,"
    " r.old_comment, r.new_start, 0, r.new_type, r.new_resource, r.new_comment, '', r.late,"
    f" r.{_DECIDED.format('r')}, r.id"
    " FROM log_row r WHERE r.file_id = ? AND r.chain = ? ORDER BY +r.changed_at, +r.id"
)


def of_booking(
    reader: Reader, policy: Policy, booking: int, here: int | None
) -> tuple[SheetAct, ...]:
    """Every act on a booking, oldest first; ``here`` is the log row the sheet was opened from."""
    return tuple(_acts(reader.rows(_OWN, (booking,)), policy, here))


def of_imported(
    reader: Reader, policy: Policy, file: int, chain: int, here: int
) -> tuple[SheetAct, ...]:
    """The rows of an imported log that tell of one visit, oldest first."""
    return tuple(_acts(reader.rows(_IMPORTED, (file, chain)), policy, here))


def who_text(role: Role, name: str) -> str:
    """Someone who acted, and as what: ``Rut Reception (Personal)``."""
    label = ROLE_LABELS[role]
    return label if name in ("", label) else f"{name} ({label})"


def _acts(rows: Sequence[tuple[Any, ...]], policy: Policy, here: int | None) -> Iterator[SheetAct]:
    before: list[Link] = []
    for row in rows:
        act, role, at = Act(row[0]), Role(row[1]), row[3]
        earlier = None if row[4] is None else Visit(*row[4:9])
        new = None if row[9] is None else Visit(*row[9:14])
        decision = ReviewDecision(row[16]) if row[16] else None
        review = Review(decision, *row[17:21])
        visit = earlier or new
        assert visit is not None  # an act has one of them (CHECK)
        late, judged = None, JUDGED.verdict(role)
        verdict = judged.text
        link = Link(act, whole_minute(at), bool(row[15]), decision, review.reason)
        note = ""
        if judged.passed:
            late = judge_as_made(act, link.at, visit.start, policy, was_late=link.late)
            verdict, note = late.text, chain_note(before, billable=link.billable)
            before.append(link)
        yield SheetAct(
            act=act,
            at=at,
            who=who_text(role, row[2]),
            earlier=earlier,
            new=new,
            reason=row[14],
            late=late,
            verdict=verdict,
            note=note,
            seq=row[21],
            here=row[21] is not None and row[21] == here,
            review=review,
        )
