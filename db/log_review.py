"""Reviewing the log: deciding on many rows at once, and undoing it (R50).

A decision is kept with the row and, for the book's own rows, with the booking's change, so that it
outlives the row's clearing. Who decided and when is kept with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from db import clock, fields
from db.book import Book, Reader, Tx
from db.errors import Conflict, NotFound, Refused
from db.log_entry import DECISION_LABELS
from db.permissions import CARE, require
from db.review_summary import Summary as Summary
from db.review_summary import summary as summary
from db.rules.local_time import instant_text
from db.rules.review import DecideCase, may_decide
from db.values import Act, Actor, Decision, Instant, ReviewDecision

_AT_ONCE = 500
"""How many rows one statement asks for; SQLite bounds its parameters."""

_MOST_ITEMS = 20
_GONE: Final = "Raden finns inte i loggen. Den kan ha gallrats."


class Review(NamedTuple):
    """What stands decided of a row.

    Attributes:
        decision: None when there is none; then the rest is empty.
        by: who decided.
        at: when, by the book's clock.
    """

    decision: ReviewDecision | None = None
    reason: str = ""
    by: str = ""
    at: Instant | None = None


class Earlier(NamedTuple):
    """What stood of a row before an act, and what the act wrote, so that it can be undone."""

    seq: int
    decision: ReviewDecision | None
    reason: str
    by: str
    at: Instant | None
    written: Review

    @property
    def review(self) -> Review:
        """What stood."""
        return Review(self.decision, self.reason, self.by, self.at)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done.

    Attributes:
        rows: how many rows it was done to.
        before: what stood of them, in the order given; for ``restore``.
        text: what was done, in Swedish.
    """

    rows: int
    before: tuple[Earlier, ...]
    text: str


# --- deciding ---------------------------------------------------------------------------------


def decide(
    book: Book,
    actor: Actor,
    seqs: Sequence[int],
    decision: ReviewDecision | None,
    reason: str = "",
) -> Decided:
    """Keep what a reviewer decided of some rows, or take the decisions back: all or none.

    Args:
        book: the book.
        actor: care.
        seqs: the rows, own or imported.
        decision: None takes back what there is.
        reason: needed for an exemption: one of the unit's reasons or any other text.

    Raises:
        NotAllowed: others than care.
        Invalid: the reason is too long.
        NotFound: a row is not in the log (any longer).
        Refused: a rule says no of a row, as to bill a change made in time; ``items`` says which.
    """
    require(actor, CARE, "bedöma rader i Logg för webbtidbok")
    why = fields.text(reason, "reason", "Orsaken") if decision is not None else ""
    with book.write() as tx:
        found = _load(tx, seqs)
        _demand([DecideCase(*row.case, decision, why) for row in found])
        now = clock.now(tx)
        made = Review() if decision is None else Review(decision, why, actor.label, now)
        before = tuple(Earlier(row.seq, *row.review, made) for row in found)
        _write(tx, ((row, made) for row in found))
    return Decided(len(found), before, _said(decision, len(found)))


def restore(book: Book, actor: Actor, before: Sequence[Earlier]) -> Decided:
    """Undo a decision: what stood before stands again, with who decided and when.

    Returns:
        As ``decide``: its ``before`` undoes the undoing.

    Raises:
        NotAllowed: others than care.
        NotFound: a row is not in the log any longer.
        Conflict: somebody else has decided on one of the rows meanwhile; nothing is undone.
    """
    require(actor, CARE, "bedöma rader i Logg för webbtidbok")
    with book.write() as tx:
        found = _load(tx, [one.seq for one in before])
        wanted = {one.seq: one for one in before}
        for row in found:
            if row.review != wanted[row.seq].written:
                raise _meanwhile(row, clock.now(tx))
        _write(tx, ((row, wanted[row.seq].review) for row in found))
    undone = tuple(Earlier(row.seq, *row.review, wanted[row.seq].review) for row in found)
    return Decided(len(found), undone, f"{_rows(len(found))}: bedömningen är ångrad.")


class _Row(NamedTuple):
    seq: int
    change: int | None
    case: tuple[Act, Instant, bool]
    review: Review


_SELECT = (
    "SELECT id, change_id, act, changed_at, late, decision, decision_reason, decided_by,"
    " decided_at FROM log_row WHERE id IN ({})"
)
_UPDATE = (
    "UPDATE {} SET decision = ?, decision_reason = ?, decided_by = ?, decided_at = ? WHERE id = ?"
)


def _load(reader: Reader, seqs: Sequence[int]) -> list[_Row]:
    """The rows in the order given, each once.

    Raises:
        NotFound: one of them is not there.
    """
    wanted = list(dict.fromkeys(seqs))
    found: dict[int, _Row] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        for row in reader.each(_SELECT.format(", ".join("?" * len(some))), some):
            found[row[0]] = _row(row)
    if len(found) < len(wanted):
        raise NotFound("log-row", _GONE)
    return [found[seq] for seq in wanted]


def _row(row: tuple[Any, ...]) -> _Row:
    decision = ReviewDecision(row[5]) if row[5] else None
    return _Row(row[0], row[1], (Act(row[2]), row[3], bool(row[4])), Review(decision, *row[6:9]))


def _demand(cases: Sequence[DecideCase]) -> None:
    """Go on only if the rules let all rows through.

    Raises:
        Refused: with the first no, and a line for each row refused.
    """
    verdicts = [may_decide(case) for case in cases]
    refused = [one.refusals[0] for one in verdicts if not one.passed]
    if not refused:
        return
    first = refused[0]
    said = first.text
    if len(refused) > 1 and first.code == "not-late":
        said = (
            f"{len(refused)} av {len(cases)} rader är inte sena. Bara sena ändringar faktureras"
            " eller undantas. Ingenting ändrades."
        )
    elif len(cases) > 1 and first.code == "not-late":
        said = f"{first.text} Ingenting ändrades."
    raise Refused(
        first.code,
        said,
        source=first.source,
        field="reason" if first.code == "no-reason" else "",
        decision=Decision(refused),
        items=tuple(dict.fromkeys(one.text for one in refused))[:_MOST_ITEMS],
    )


def _write(tx: Tx, wanted: Iterator[tuple[_Row, Review]]) -> None:
    rows: list[tuple[Any, ...]] = []
    changes: list[tuple[Any, ...]] = []
    for row, review in wanted:
        told = (review.decision or "", review.reason, review.by, review.at)
        rows.append((*told, row.seq))
        if row.change is not None:
            changes.append((*told, row.change))
    tx.many(_UPDATE.format("log_row"), rows)
    tx.many(_UPDATE.format("booking_change"), changes)


def _meanwhile(row: _Row, now: Instant) -> Conflict:
    _, at, _ = row.case
    stands = row.review
    if stands.decision is None:
        done = "Någon annan har tagit tillbaka bedömningen"
    else:
        when = "" if stands.at is None else f" {instant_text(stands.at)}"
        done = f"{stands.by} har bedömt raden{when}"
    said = f"{done} (ändrad {instant_text(at)}). Ingenting ångrades."
    when_at = now if stands.at is None else stands.at
    return Conflict(said, what="Bedömningen", who=stands.by, when=when_at)


def _said(decision: ReviewDecision | None, rows: int) -> str:
    if decision is None:
        return f"{_rows(rows)}: bedömningen är borttagen."
    return f"{_rows(rows)}: {DECISION_LABELS[decision].lower()}."


def _rows(count: int) -> str:
    return "1 rad" if count == 1 else f"{count} rader"
