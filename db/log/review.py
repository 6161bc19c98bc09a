"""Reviewing the log: deciding on many rows at once, and undoing it (R50).

A decision is kept with the row and, for the book's own rows, with the booking's change, so that it
outlives the row's clearing, and so are who decided and when, and when it was exported. What was
shown of a row goes with each decision: one that others have decided on meanwhile is left as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from db import clock, fields
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Conflict, NotFound, Refused
from db.log.entry import DECISION_LABELS
from db.log.entry import Review as Review
from db.log.entry import Seen as Seen
from db.log.entry import Which as Which
from db.log.entry import seen_of as seen_of
from db.log.query import file_id
from db.log.review_settings import Prices
from db.log.rows import AMONG, listed
from db.permissions import CARE, require
from db.rules.acts import Kind
from db.rules.local_time import instant_text
from db.rules.log.review import ONLY_LATE, DecideCase, amount_text, grouped, may_decide
from db.values import Act, Actor, Decision, Instant, ReviewDecision, count_text

MOST_ROWS: Final = 5_000
"""Of decisions on more rows than this it is not kept what stood before."""
_MOST_ITEMS = 20
_GONE: Final = (
    "Raden finns inte i loggen. Den kan ha gallrats, eller så är den inlästa loggen borttagen."
)
_WHAT: Final = "bedöma rader i Logg för webbtidbok"


class Earlier(NamedTuple):
    """What stood of a row before an act, and what the act wrote, so that it can be undone."""

    seq: int
    which: Which
    review: Review
    written: Review

    @property
    def seen(self) -> Seen:
        """The row as the act left it."""
        return Seen(self.seq, self.which, self.written)


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


def look(
    book: Book, actor: Actor, seqs: Sequence[int], decision: ReviewDecision | None
) -> tuple[Seen, ...]:
    """How some rows stand now, to be told before a decision on them.

    Raises:
        NotAllowed: others than care.
        NotFound: a row is not in the log (any longer).
        Refused: as ``decide``, but for the reason.
    """
    require(actor, CARE, _WHAT)
    with book.read() as reader:
        found = _load(reader, seqs)
    _demand([row.case(decision, "…") for row in found])
    return tuple(row.seen for row in found)


def there(book: Book, actor: Actor, seqs: Sequence[int]) -> frozenset[int]:
    """Those of some rows that are still in the log: marked ones may have been cleared meanwhile.

    Raises:
        NotAllowed: others than care.
    """
    require(actor, CARE, _WHAT)
    with book.read() as reader:
        return frozenset(_found(reader, seqs))


def decide(
    book: Book,
    actor: Actor,
    seqs: Sequence[int],
    decision: ReviewDecision | None,
    reason: str = "",
    *,
    seen: Sequence[Seen] | None,
) -> Decided:
    """Keep what a reviewer decided of some rows, own or imported: all or none.

    A decision of None takes back what there is. An exemption needs a reason: one of the unit's or
    any other text. ``seen`` is what was shown of each of the rows; None where nothing was.

    Raises:
        NotAllowed: others than care.
        Invalid: the reason is too long.
        NotFound: a row is not in the log (any longer).
        Conflict: a row is not as it was shown; says what it is now and who decided.
        Refused: a rule says no of a row, as to bill a change made in time; ``items`` says which.
    """
    require(actor, CARE, _WHAT)
    why = fields.text(reason, "reason", "Orsaken") if decision is not None else ""
    with book.write() as tx:
        found = _load(tx, seqs)
        now = clock.now(tx)
        if seen is not None:
            _demand_as_seen(found, seen, now, "Ingenting ändrades.")
        _demand([row.case(decision, why) for row in found])
        before = tuple(
            Earlier(*row.seen, _made(row.review, decision, why, actor, now)) for row in found
        )
        _write(tx, found, [one.written for one in before])
        _note(tx, actor, _said(decision, len(found)), before, now)
    return Decided(len(found), before, _said(decision, len(found)))


def _made(
    stands: Review, decision: ReviewDecision | None, why: str, actor: Actor, now: Instant
) -> Review:
    """What is to stand. The same decision once more is still exported: it is invoiced once."""
    kept = stands.exported_at if decision is stands.decision else None
    return Review(decision, why, actor.label, now, kept)


def restore(book: Book, actor: Actor, before: Sequence[Earlier]) -> Decided:
    """Undo a decision: what stood before stands again, with who decided and when.

    Returns:
        As ``decide``: its ``before`` undoes the undoing.

    Raises:
        NotAllowed: others than care.
        NotFound: a row is not in the log any longer.
        Conflict: somebody else has decided on one of the rows meanwhile, or it was exported;
            nothing is undone.
    """
    require(actor, CARE, _WHAT)
    with book.write() as tx:
        found = _load(tx, [one.seq for one in before])
        now = clock.now(tx)
        _demand_as_seen(found, [one.seen for one in before], now, "Ingenting ångrades.")
        wanted = {one.seq: one.review for one in before}
        _write(tx, found, [wanted[row.seen.seq] for row in found])
        undone = tuple(Earlier(*row.seen, wanted[row.seen.seq]) for row in found)
        said = f"{_rows(len(found))}: bedömningen är ångrad."
        _note(tx, actor, said, undone, now)
    return Decided(len(found), undone, said)


def _note(tx: Tx, actor: Actor, said: str, before: tuple[Earlier, ...], now: Instant) -> None:
    """Note decisions on rows; of very many it is not kept what stood before."""
    if not before:
        return
    clinic = tx.value("SELECT clinic_id FROM log_row WHERE id = ?", (before[0].seq,))
    steps = (Step(How.DECISIONS_AS_BEFORE, before),) if len(before) <= MOST_ROWS else ()
    note(tx, actor, clinic, Kind.DECIDED, f"Bedömt i loggen, {said.rstrip('.')}", now, *steps)


class _Row(NamedTuple):
    """A row as the book has it: as whoever looks now sees it, and the booking's change, if any."""

    seen: Seen
    change: int | None
    late: bool

    @property
    def review(self) -> Review:
        return self.seen.review

    def case(self, decision: ReviewDecision | None, why: str) -> DecideCase:
        act, at, *_ = self.seen.which
        return DecideCase(act, at, self.late, decision, why)


_SELECT = (
    "SELECT id, change_id, late, act, changed_at, old_start, new_start, decision, decision_reason,"
    f" decided_by, decided_at, exported_at FROM log_row WHERE id {AMONG}"
)
_UPDATE = (
    "UPDATE {} SET decision = ?, decision_reason = ?, decided_by = ?, decided_at = ?,"
    " exported_at = ? WHERE id = ?"
)


def _load(reader: Reader, seqs: Sequence[int]) -> list[_Row]:
    """The rows in the order given, each once.

    Raises:
        NotFound: one of them is not there.
    """
    wanted = list(dict.fromkeys(seqs))
    found = _found(reader, wanted)
    if len(found) < len(wanted):
        raise NotFound("log-row", _GONE)
    return [found[seq] for seq in wanted]


def _found(reader: Reader, seqs: Sequence[int]) -> dict[int, _Row]:
    """Those of the rows that are there, by their numbers."""
    return {row[0]: _row(row) for row in reader.each(_SELECT, (listed(seqs),))}


def _row(row: tuple[Any, ...]) -> _Row:
    decision = ReviewDecision(row[7]) if row[7] else None
    seen = Seen(row[0], Which(Act(row[3]), *row[4:7]), Review(decision, *row[8:12]))
    return _Row(seen, row[1], bool(row[2]))


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
    if len(cases) > 1 and first.code == "not-late":
        if len(refused) > 1:
            said = f"{len(refused)} av {len(cases)} rader är inte sena. {ONLY_LATE}"
        said += " Ingenting ändrades."
    raise Refused(
        first.code,
        said,
        source=first.source,
        field="reason" if first.code == "no-reason" else "",
        decision=Decision(refused),
        items=tuple(dict.fromkeys(one.text for one in refused))[:_MOST_ITEMS],
    )


def _write(tx: Tx, found: Sequence[_Row], reviews: Iterable[Review]) -> None:
    rows: list[tuple[Any, ...]] = []
    changes: list[tuple[Any, ...]] = []
    for row, review in zip(found, reviews, strict=True):
        told = (review.decision or "", *review[1:])
        rows.append((*told, row.seen.seq))
        if row.change is not None:
            changes.append((*told, row.change))
    tx.many(_UPDATE.format("log_row"), rows)
    tx.many(_UPDATE.format("booking_change"), changes)


# --- exporting --------------------------------------------------------------------------------


@contextmanager
def exporting(book: Book, by: Actor, written: Sequence[Seen]) -> Iterator[None]:
    """Mark the rows that were written as exported for invoicing, if what is done within succeeds.

    What has been exported before keeps its mark. No other program decides meanwhile.

    Raises:
        NotFound: a row is not in the log any longer.
        Conflict: a row is not as it was written; nothing is done, and nothing is marked.
    """
    with book.write() as tx:
        found = _load(tx, [one.seq for one in written])
        now = clock.now(tx)
        _demand_as_seen(found, written, now, "Ingen fil skrevs.")
        yield
        fresh = [row for row in found if row.review.exported_at is None]
        _write(tx, fresh, [row.review._replace(exported_at=now) for row in fresh])
        if fresh:
            clinic = tx.value("SELECT clinic_id FROM log_row WHERE id = ?", (fresh[0].seen.seq,))
            text = f"{_rows(len(fresh))} exporterade för fakturering"
            note(tx, by, clinic, Kind.EXPORTED, text, now)


# --- what was shown ---------------------------------------------------------------------------


def _demand_as_seen(found: Sequence[_Row], seen: Sequence[Seen], now: Instant, ends: str) -> None:
    """Go on only if the rows are as they were shown; ``ends`` says what else did not happen.

    Raises:
        Conflict: tells of the first that is not; ``when`` and ``who`` are of what it is now.
    """
    shown = {one.seq: one for one in seen}
    other = [row for row in found if row.seen != shown[row.seen.seq]]
    if not other:
        return
    first = other[0]
    told = _what_happened(first, shown[first.seen.seq])
    more = "" if len(other) == 1 else f" {len(other)} av {len(found)} rader är inte som de visades."
    stands = first.review
    raise Conflict(
        f"{told}{more} {ends}",
        what="Bedömningen",
        who=stands.by,
        when=now if stands.at is None else stands.at,
    )


def _what_happened(row: _Row, shown: Seen) -> str:
    """What the row is now, other than it was shown, and who made it so."""
    seen = row.seen
    if seen.which != shown.which:
        return "Raden är en annan än den som visades."
    stands, at = seen.review, instant_text(seen.which.at)
    when = "" if stands.at is None else f" {instant_text(stands.at)}"
    if stands.exported_at is not None and stands[:4] == shown.review[:4]:
        sent = instant_text(stands.exported_at)
        return f"Raden (ändrad {at}) exporterades för fakturering {sent}."
    if stands.decision is None:
        who = stands.by or "Någon annan"
        return f"{who} har tagit tillbaka bedömningen{when} (raden är ändrad {at})."
    reason = f" ({stands.reason})" if stands.reason else ""
    label = DECISION_LABELS[stands.decision].lower()
    who = stands.by or "Någon annan"
    return f"{who} har bedömt raden{when}: {label}{reason} (raden är ändrad {at})."


def _said(decision: ReviewDecision | None, rows: int) -> str:
    if decision is None:
        return f"{_rows(rows)}: bedömningen är borttagen."
    return f"{_rows(rows)}: {DECISION_LABELS[decision].lower()}."


def _rows(count: int) -> str:
    return count_text(count, "rad", "rader")


# --- where it stands --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Summary:
    """Where the review of a log stands; late rows only.

    Attributes:
        late: late rebookings and cancellations.
        to_check: those that nobody has decided on.
        to_bill: those to be billed; ``exempt`` and ``checked`` likewise.
        amount_ore: what those to be billed come to; None where the unit has settled no amounts.
        without_amount: those to be billed for which no amount is settled; 0 where none is at all.
    """

    late: int
    to_check: int
    to_bill: int
    exempt: int
    checked: int
    amount_ore: int | None
    without_amount: int

    @property
    def text(self) -> str:
        """The line below the log: ``Att kontrollera 3 · Ska faktureras 2 (800 kr) · …``."""
        billed = f"Ska faktureras {grouped(self.to_bill)}"
        if self.amount_ore is not None and self.to_bill:
            missing = self.without_amount
            lacking = f", belopp saknas för {grouped(missing)}" if missing else ""
            billed += f" ({amount_text(self.amount_ore)}{lacking})"
        checked = f" · Kontrollerade {grouped(self.checked)}" if self.checked else ""
        to_check, exempt = grouped(self.to_check), grouped(self.exempt)
        return f"Att kontrollera {to_check} · {billed} · Undantag {exempt}{checked}"


def summary(book: Book, actor: Actor, clinic: int, file: str = "") -> Summary:
    """How far the review of the clinic's own log, or of an imported one by its name, has come.

    Raises:
        NotAllowed: others than care.
        NotFound: no such file.
    """
    require(actor, CARE, "läsa Logg för webbtidbok")
    with book.read() as reader:
        within = file_id(reader, clinic, file)
        # The tally that triggers keep: nothing is counted here, however many rows there are.
        counts: dict[str, int] = dict(
            reader.rows(
                "SELECT decision, sum(n) FROM log_count WHERE clinic_id = ? AND file_id = ?"
                " AND late = 1 GROUP BY decision",
                (clinic, within or 0),
            )
        )
        amount, without = _amounts(reader, clinic, within)
    return Summary(
        late=sum(counts.values()),
        to_check=counts.get("", 0),
        to_bill=counts.get(ReviewDecision.BILL, 0),
        exempt=counts.get(ReviewDecision.EXEMPT, 0),
        checked=counts.get(ReviewDecision.CHECKED, 0),
        amount_ore=amount,
        without_amount=without,
    )


_BILLED = (
    "SELECT old_resource_id, old_resource, count(*) FROM log_row WHERE clinic_id = ? AND file_id {}"
    " AND decision = 'bill' GROUP BY old_resource_id, old_resource"
)


def _amounts(reader: Reader, clinic: int, file: int | None) -> tuple[int | None, int]:
    """What is billed in all, in öre, and for how many rows nothing is settled."""
    prices = Prices(reader, clinic)
    if not prices.settled:
        return None, 0
    within, asked = ("IS NULL", (clinic,)) if file is None else ("= ?", (clinic, file))
    total, without = 0, 0
    for resource, name, rows in reader.rows(_BILLED.format(within), asked):
        amount = prices.of(resource, name)
        total += (amount or 0) * rows
        without += rows if amount is None else 0
    return total, without
