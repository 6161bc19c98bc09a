"""Logg för webbtidbok: what citizens changed, with the 24-hour verdict a row (R42-R55).

The clinic's own log and the logs that were imported are read the same way; ``file`` tells which.
A verdict stands as it was made: a later change of journal system re-judges nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from db import clinics, clock
from db.book import Book, Reader
from db.errors import NotFound
from db.fields import name_key
from db.log_entry import LogEntry as LogEntry
from db.log_entry import cells
from db.patients import masked_pnr
from db.permissions import CARE, require
from db.rules.late import judge
from db.rules.local_time import instant_text, midnight
from db.rules.log_query import LogQuery, has_words
from db.rules.policy import Policy
from db.values import Act, Actor, Instant, Late, ReviewDecision, Role, Visit


@dataclass(frozen=True, slots=True)
class LogCounts:
    """How many rows a log has of each kind.

    Attributes:
        late: late rebookings and cancellations.
        to_check: those of them that no reviewer has decided on.
    """

    rows: int
    booked: int
    rebooked: int
    cancelled: int
    late: int
    to_check: int


class _Link(NamedTuple):
    """A late and billable row; ``number`` orders rows of the same minute."""

    at: Instant
    number: int
    act: Act


_FROM = " FROM log_row r LEFT JOIN booking_change c ON c.id = r.change_id"
_DECISION = "coalesce(c.decision, r.decision)"
_SELECT = (
    "SELECT r.id, r.act, r.changed_at, r.referral, r.patient, r.pnr, r.interpreter,"
    " r.old_start, coalesce(c.old_length, 0), r.old_type, r.old_resource, r.old_comment,"
    " r.new_start, coalesce(c.new_length, 0), r.new_type, r.new_resource, r.new_comment,"
    f" r.late, r.chain, {_DECISION}, c.booking_id, coalesce(r.change_id, r.id)" + _FROM
)
_COUNTS = (
    "SELECT count(*), count(*) FILTER (WHERE r.act = 'booked'),"
    " count(*) FILTER (WHERE r.act = 'rebooked'), count(*) FILTER (WHERE r.act = 'cancelled'),"
    f" count(*) FILTER (WHERE r.late = 1),"
    f" count(*) FILTER (WHERE r.late = 1 AND {_DECISION} = '')" + _FROM
)
# Own rows are cleared after the retention, but what was late before then is still billed: the
# changes, which are never cleared, tell of the earlier links of a chain.
_OWN_LATE = (
    "SELECT booking_id, at - at % 60, id, act, decision FROM booking_change WHERE clinic_id = ?"
    " AND late = 1 AND role = 'citizen' ORDER BY booking_id, at, id"
)
_FILE_LATE = (
    "SELECT chain, changed_at, id, act, decision FROM log_row WHERE file_id = ? AND late = 1"
    " ORDER BY chain, changed_at, id"
)
_ACT_WORDS = {Act.REBOOKED: "ombokningen", Act.CANCELLED: "avbokningen", Act.BOOKED: "bokningen"}


def rows(
    book: Book, actor: Actor, clinic: int, query: LogQuery | None = None, file: str = ""
) -> tuple[LogEntry, ...]:
    """The rows of a log, oldest change first.

    Args:
        book: the book.
        actor: care; IT sees masked personal numbers, and searches the masked ones.
        clinic: the clinic's id.
        query: which rows; all when None.
        file: the name of an imported log; the clinic's own log when empty.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic or file; the sentence names the files there are.
    """
    require(actor, CARE, "läsa Logg för webbtidbok")
    asked = query or LogQuery()
    with book.read() as reader:
        policy = clinics.policy_of(clinics.load(reader, clinic))
        within = file_id(reader, clinic, file)
        where, params = _where(asked, clinic, within)
        found = reader.rows(f"{_SELECT}{where} ORDER BY r.changed_at, r.id", params)
        billed = _billed(reader, clinic, within)
    show = masked_pnr if actor.role is Role.IT else _as_it_is
    made = _entries(found, policy, billed, show)
    words = asked.words
    if not words:
        return tuple(made)
    return tuple(one for one in made if has_words(words, _searched(one)))


def decide(book: Book, actor: Actor, seq: int, decision: ReviewDecision | None) -> None:
    """Keep what a reviewer decided of a row, or take the decision back (R50).

    It stays with the booking's change when the row is cleared from the log.

    Raises:
        NotAllowed: others than care.
        NotFound: the row is not in the log (any longer).
    """
    require(actor, CARE, "bedöma rader i Logg för webbtidbok")
    with book.write() as tx:
        row = tx.row("SELECT change_id FROM log_row WHERE id = ?", (seq,))
        if row is None:
            raise NotFound("log-row", "Raden finns inte i loggen. Den kan ha gallrats.")
        table, place = ("log_row", seq) if row[0] is None else ("booking_change", row[0])
        told = ("", "", None) if decision is None else (decision, actor.label, clock.now(tx))
        tx.run(
            f"UPDATE {table} SET decision = ?, decided_by = ?, decided_at = ? WHERE id = ?",
            (*told, place),
        )


def counts(book: Book, clinic: int, file: str = "") -> LogCounts:
    """How many rows a log has of each kind.

    Raises:
        NotFound: no such file.
    """
    with book.read() as reader:
        where, params = _where(LogQuery(), clinic, file_id(reader, clinic, file))
        return LogCounts(*(reader.row(_COUNTS + where, params) or (0,) * 6))


def late_to_check(book: Book, clinic: int) -> int:
    """How many late changes of the clinic's own log no reviewer has decided on (R50)."""
    with book.read() as reader:
        where, params = _where(LogQuery(late=True), clinic, None)
        return int(reader.value(f"SELECT count(*){_FROM}{where} AND c.decision = ''", params))


def file_id(reader: Reader, clinic: int, name: str) -> int | None:
    """The id of the imported log of this name, whatever its case; None for the own log.

    Raises:
        NotFound: no such file; the sentence names those there are.
    """
    if not name:
        return None
    sql = "SELECT id, name FROM log_file WHERE clinic_id = ? ORDER BY id"
    known = reader.rows(sql, (clinic,))
    for place, called in known:
        if name_key(called) == name_key(name):
            return int(place)
    names = ", ".join(called for _, called in known) or "inga"
    said = f"Loggen ”{name[:80]}” är inte importerad. Importerade loggar: {names}."
    raise NotFound("log-file", said, field="file")


def _as_it_is(pnr: str) -> str:
    return pnr


def _searched(entry: LogEntry) -> tuple[str, ...]:
    return (*cells(entry), entry.pnr)


def _where(query: LogQuery, clinic: int, file: int | None) -> tuple[str, list[Any]]:
    terms = ["r.clinic_id = ?", "r.file_id IS NULL"] if file is None else ["r.file_id = ?"]
    asked: list[Any] = [clinic if file is None else file]
    if query.from_day is not None:
        terms.append("r.changed_at >= ?")
        asked.append(midnight(query.from_day))
    if query.to_day is not None:
        terms.append("r.changed_at < ?")
        asked.append(midnight(query.to_day + 1))
    if query.acts:
        terms.append(f"r.act IN ({', '.join('?' * len(query.acts))})")
        asked += sorted(query.acts)
    if query.late:
        terms.append("r.late = 1")
    return " WHERE " + " AND ".join(terms), asked


def _billed(reader: Reader, clinic: int, file: int | None) -> dict[int, list[_Link]]:
    """The late and billable rows of each chain, oldest first."""
    sql, place = (_OWN_LATE, clinic) if file is None else (_FILE_LATE, file)
    found: dict[int, list[_Link]] = {}
    for chain, at, number, act, decision in reader.each(sql, (place,)):
        if decision in ("", ReviewDecision.BILL):
            found.setdefault(chain, []).append(_Link(at, number, Act(act)))
    return found


def _entries(
    found: list[tuple[Any, ...]],
    policy: Policy,
    billed: dict[int, list[_Link]],
    show: Callable[[str], str],
) -> Iterator[LogEntry]:
    for row in found:
        earlier = None if row[7] is None else Visit(*row[7:12])
        new = None if row[12] is None else Visit(*row[12:17])
        act, changed_at = Act(row[1]), row[2]
        late = _verdict(act, changed_at, earlier, new, policy, was_late=bool(row[17]))
        decision = ReviewDecision(row[19]) if row[19] else None
        billable = late.late if decision is None else decision is ReviewDecision.BILL
        here = (changed_at, row[21])
        before = [link for link in billed.get(row[18], ()) if (link.at, link.number) < here]
        yield LogEntry(
            seq=row[0],
            act=act,
            changed_at=changed_at,
            referral=row[3],
            patient=row[4],
            pnr=show(row[5]) if row[5] else "",
            interpreter=row[6],
            earlier=earlier,
            new=new,
            late=late,
            chain=row[18],
            decision=decision,
            billable=billable,
            chain_note=_note(before, billable=billable),
            booking=row[20],
        )


def _verdict(
    act: Act,
    changed_at: Instant,
    earlier: Visit | None,
    new: Visit | None,
    policy: Policy,
    *,
    was_late: bool,
) -> Late:
    visit = earlier or new
    assert visit is not None  # a row has one of them (CHECK)
    # On the very edge the journal systems differ; what was decided there stands.
    late = judge(act, changed_at, visit.start, policy)
    if late.late != was_late:
        late = judge(act, changed_at, visit.start, replace(policy, edge_is_late=was_late))
    return late


def _note(before: list[_Link], *, billable: bool) -> str:
    if not before:
        return ""
    which = " och ".join(f"{_ACT_WORDS[link.act]} {instant_text(link.at)}" for link in before)
    said = f"{'även ' if billable else ''}{which} i samma kedja ska faktureras."
    return said[0].upper() + said[1:]
