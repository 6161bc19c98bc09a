"""Rows of the log as they are shown: with verdict, decision and what its chain comes to."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from db.book import Reader
from db.log.entry import LogEntry, Review
from db.rules.log.doubled_hour import VERDICT, judge_unsure
from db.rules.log.review import Link, chain_note, is_billed, judge_as_made
from db.rules.names import masking
from db.rules.policy import Policy
from db.setup import clinics
from db.setup.patients import masked_pnr
from db.values import Act, Instant, ReviewDecision, Visit

CANCEL_COMMENT: Final = (
    "CASE WHEN {row}.act = 'cancelled' THEN coalesce((SELECT k.reason FROM booking_change k"
    " WHERE k.id = {row}.change_id), '') ELSE '' END"
)
"""The avbokningskommentar of a row of log_row in SQL (R53): it stands with the booking's change."""

AMONG: Final = "IN (SELECT value FROM json_each(?))"
"""The condition that a number is among ``listed`` ones, however many they are."""

_SELECT = (
    "SELECT r.id, r.act, r.changed_at, r.referral, r.patient, r.pnr, r.interpreter,"
    " r.old_start, coalesce(c.old_length, 0), r.old_type, r.old_resource, r.old_comment,"
    " r.new_start, coalesce(c.new_length, 0), r.new_type, r.new_resource, r.new_comment,"
    " r.late, r.unsure, r.chain, coalesce(r.change_id, r.id), c.booking_id,"
    f" {CANCEL_COMMENT.format(row='r')},"
    " r.decision, r.decision_reason, r.decided_by, r.decided_at, r.exported_at"
    " FROM log_row r LEFT JOIN booking_change c ON c.id = r.change_id"
)
# Own rows are cleared after the retention, but what was late before then is still billed: the
# changes, which are never cleared, tell of the earlier links of a chain.
_OWN_LATE = (
    "SELECT booking_id, at - at % 60, id, act, decision FROM booking_change{by} WHERE clinic_id = ?"
    " AND late = 1 AND role = 'citizen'{few} ORDER BY booking_id, at, id"
)
_FILE_LATE = (
    "SELECT chain, changed_at, id, act, decision FROM log_row{by} WHERE file_id = ? AND late = 1"
    f" AND (unsure < {VERDICT} OR decision <> '')"
    "{few} ORDER BY chain, changed_at, id"
)
# Of a single chain SQLite would rather go through all late changes of the log.
_BY = {
    "booking_id": " INDEXED BY booking_change_booking_id",
    "chain": " INDEXED BY log_row_chain",
}

Billed = dict[int, list[tuple[Instant, int, Link]]]
"""The late and billable acts of each chain, oldest first; the number orders those of a minute."""


class Log(NamedTuple):
    """Which log, and how its reader sees it.

    Attributes:
        file: the imported file's id; None for the clinic's own log.
        masked: whether personal numbers are shown without their last digits.
        demo: the level of Visningsläge; see ``hidden``.
    """

    clinic: int
    file: int | None
    masked: bool = False
    demo: int = 0

    @property
    def where(self) -> str:
        """The condition on log_row that chooses its rows, with ``place`` to be bound."""
        return "clinic_id = ? AND file_id IS NULL" if self.file is None else "file_id = ?"

    @property
    def place(self) -> int:
        """What ``where`` binds."""
        return self.clinic if self.file is None else self.file


def listed(numbers: Iterable[int]) -> str:
    """Some numbers as ``AMONG`` binds them."""
    return json.dumps(list(numbers))


def entries(reader: Reader, log: Log, seqs: Sequence[int]) -> tuple[LogEntry, ...]:
    """The rows with these numbers, in this order; those that are gone are left out."""
    if not seqs:
        return ()
    found = {row[0]: row for row in reader.each(f"{_SELECT} WHERE r.id {AMONG}", (listed(seqs),))}
    chains = sorted({row[19] for row in found.values()})
    return tuple(
        _made((found[seq] for seq in seqs if seq in found), _policy(reader, log),
              _billed(reader, log, chains), log)
    )  # fmt: skip


def entries_where(reader: Reader, log: Log, where: str, params: Sequence[Any]) -> list[LogEntry]:
    """All rows that fit a condition on log_row ``r``, oldest change first."""
    found = reader.rows(f"{_SELECT} WHERE {where} ORDER BY r.changed_at, r.id", params)
    return list(_made(found, _policy(reader, log), _billed(reader, log, None), log))


def hidden(entry: LogEntry, level: int) -> LogEntry:
    """A row as it is shown while others look on: without comments, or names as well."""
    if not level:
        return entry
    return replace(
        entry,
        patient=masking.name(entry.patient, level),
        earlier=_hidden(entry.earlier, level),
        new=_hidden(entry.new, level),
        cancel_comment=masking.comment(entry.cancel_comment, level),
    )


def _hidden(visit: Visit | None, level: int) -> Visit | None:
    if visit is None:
        return None
    return replace(visit, comment=masking.comment(visit.comment, level))


def _policy(reader: Reader, log: Log) -> Policy:
    return clinics.policy_of(clinics.load(reader, log.clinic))


def _billed(reader: Reader, log: Log, chains: Sequence[int] | None) -> Billed:
    """Of these chains, or of all."""
    sql, key = (_OWN_LATE, "booking_id") if log.file is None else (_FILE_LATE, "chain")
    few = "" if chains is None else f" AND {key} {AMONG}"
    asked = (log.place,) if chains is None else (log.place, listed(chains))
    found: Billed = {}
    for chain, at, number, act, decision in reader.each(
        sql.format(few=few, by=_BY[key] if few else ""), asked
    ):
        if decision in ("", ReviewDecision.BILL):
            found.setdefault(chain, []).append((at, number, Link(Act(act), at, late=True)))
    return found


def _made(
    found: Iterable[tuple[Any, ...]], policy: Policy, billed: Billed, log: Log
) -> Iterator[LogEntry]:
    show: Callable[[str], str] = masked_pnr if log.masked else str
    for row in found:
        seq, _, changed_at, referral, patient, pnr, interpreter = row[:7]
        was_late, unsure, chain, change, booking, cancel_comment, decided, *told = row[17:]
        act = Act(row[1])
        earlier = None if row[7] is None else Visit(*row[7:12])
        new = None if row[12] is None else Visit(*row[12:17])
        visit = earlier or new
        assert visit is not None  # a row has one of them (CHECK)
        if unsure:
            late = judge_unsure(act, changed_at, visit.start, policy, unsure)
        else:
            late = judge_as_made(act, changed_at, visit.start, policy, was_late=bool(was_late))
        review = Review(ReviewDecision(decided) if decided else None, *told)
        billable = is_billed(late.surely, review.decision)
        here = (changed_at, change)
        before = (link for at, number, link in billed.get(chain, ()) if (at, number) < here)
        note = chain_note(before, billable=billable)
        yield LogEntry(
            seq, act, changed_at, referral, patient, show(pnr) if pnr else "", interpreter,
            earlier, new, late, chain, review, billable, note, booking, cancel_comment,
        )  # fmt: skip
