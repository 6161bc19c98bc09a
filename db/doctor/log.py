"""``doctor`` on histories: a change for every act, a log row for a citizen's."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from db.book import Reader
from db.doctor.finding import Finding, finding
from db.log.index.store import differing
from db.rules.local_time import is_doubled
from db.rules.log.doubled_hour import CHANGED, HOUR, VERDICT, VISIT, verdict_bit
from db.rules.policy import POLICIES
from db.values import Act, Instant, JournalSystem, Role

_EDGES = (
    "WITH edge AS (SELECT booking_id, min(id) AS first, max(id) AS last FROM booking_change"
    " GROUP BY booking_id)"
)
_CUT_AT = "(c.at - c.at % 60)"


def _first_change(reader: Reader, _now: Instant) -> Iterator[Finding]:
    for booking, act in reader.each(
        f"{_EDGES} SELECT b.id, c.act FROM booking b LEFT JOIN edge e ON e.booking_id = b.id"
        " LEFT JOIN booking_change c ON c.id = e.first WHERE c.id IS NULL OR c.act <> 'booked'"
    ):
        told = "saknar historik" if act is None else "börjar inte med en nybokning"
        yield finding(f"Bokning {booking} {told}.", booking=booking)
    for booking, change in reader.each(
        f"{_EDGES} SELECT c.booking_id, c.id FROM booking_change c"
        " JOIN edge e ON e.booking_id = c.booking_id WHERE c.act = 'booked' AND c.id <> e.first"
    ):
        yield finding(f"Bokning {booking} är nybokad två gånger.", booking=booking, change=change)


def _last_change(reader: Reader, _now: Instant) -> Iterator[Finding]:
    # Of a cancelled booking the visit is the one it had last.
    for booking, status in reader.each(
        f"{_EDGES} SELECT b.id, b.status FROM booking b JOIN edge e ON e.booking_id = b.id"
        " JOIN booking_change c ON c.id = e.last"
        " WHERE (b.status = 'cancelled') <> (c.act = 'cancelled')"
        " OR b.start <> coalesce(c.new_start, c.old_start)"
        " OR b.length_min <> coalesce(c.new_length, c.old_length)"
        " OR b.resource_id <> coalesce(c.new_resource_id, c.old_resource_id)"
    ):
        told = "avbokad" if status == "cancelled" else "bokad"
        said = f"Bokning {booking} är {told}, men det är inte vad dess senaste ändring säger."
        yield finding(said, booking=booking)


def _links(reader: Reader, _now: Instant) -> Iterator[Finding]:
    for booking, change in reader.each(
        "SELECT booking_id, id FROM (SELECT booking_id, id, old_start, old_length,"
        " lag(new_start) OVER w AS start, lag(new_length) OVER w AS length, lag(id) OVER w AS prior"
        " FROM booking_change WINDOW w AS (PARTITION BY booking_id ORDER BY id))"
        " WHERE prior IS NOT NULL AND old_start IS NOT NULL"
        " AND (old_start IS NOT start OR old_length IS NOT length)"
    ):
        said = f"Ändring {change} av bokning {booking} börjar inte där den förra slutade."
        yield finding(said, booking=booking, change=change)


def _log_missing(reader: Reader, _now: Instant) -> Iterator[Finding]:
    # Every citizen's change has its row but for those that a clearing took: older than its mark,
    # and written before it.
    for change, booking in reader.rows(
        "SELECT c.id, c.booking_id FROM booking_change c JOIN clinic k ON k.id = c.clinic_id"
        " LEFT JOIN log_row r ON r.change_id = c.id WHERE c.role = ? AND r.id IS NULL"
        f" AND ({_CUT_AT} >= k.log_cleared_to OR c.id > k.log_cleared_change)",
        (Role.CITIZEN,),
    ):
        said = f"Invånarens ändring {change} av bokning {booking} saknas i loggen."
        yield finding(said, change=change, booking=booking)


def _log_extra(reader: Reader, _now: Instant) -> Iterator[Finding]:
    for row, change in reader.each(
        "SELECT r.id, c.id FROM log_row r JOIN booking_change c ON c.id = r.change_id"
        " WHERE c.role <> ?",
        (Role.CITIZEN,),
    ):
        said = f"Loggrad {row} är av en ändring som ingen invånare gjort (R42)."
        yield finding(said, row=row, change=change)


_COPIED = (
    "act", "old_start", "old_type", "old_resource", "old_comment", "new_start", "new_type",
    "new_resource", "new_comment", "minutes_left", "late", "clinic_id",
    "decision", "decided_by", "decided_at", "decision_reason",
    "old_resource_id", "new_resource_id", "exported_at",
)  # fmt: skip


def _log_differs(reader: Reader, _now: Instant) -> Iterator[Finding]:
    differs = " OR ".join(f"r.{column} IS NOT c.{column}" for column in _COPIED)
    for row, change in reader.each(
        "SELECT r.id, c.id FROM log_row r JOIN booking_change c ON c.id = r.change_id"
        " JOIN booking b ON b.id = c.booking_id JOIN patient p ON p.id = b.patient_id"
        f" WHERE {differs} OR r.chain <> c.booking_id OR r.changed_at <> {_CUT_AT}"
        " OR r.pnr <> p.pnr"
    ):
        yield finding(f"Loggrad {row} stämmer inte med sin ändring.", row=row, change=change)


def _log_empty(reader: Reader, _now: Instant) -> Iterator[Finding]:
    for (row,) in reader.each(
        "SELECT id FROM log_row WHERE"
        " (act = 'booked' AND old_type || old_resource || old_comment <> '')"
        " OR (act = 'cancelled' AND new_type || new_resource || new_comment <> '')"
    ):
        said = f"Loggrad {row} har ett besök i kolumner som ska vara tomma (R47–R48)."
        yield finding(said, row=row)


# The journal systems differ on the very edge alone, and a verdict stands as it was made; so there
# both are right. A change by others than citizens is not judged (R42).
_WRONG_VERDICT = (
    "SELECT c.id FROM {table} c JOIN clinic k ON k.id = c.clinic_id WHERE k.system = ?"
    " AND (c.minutes_left IS NOT (c.old_start - c.old_start % 60 - (c.{at} - c.{at} % 60)) / 60"
    " OR (c.late = 1 AND (c.act = 'booked' OR {least} > ? OR NOT {judged}))"
    " OR (c.late = 0 AND c.act <> 'booked' AND {least} < ? AND {judged}))"
)


def _verdicts(reader: Reader, _now: Instant) -> Iterator[Finding]:
    # Of an hour that is passed twice the second passing leaves least (A7).
    least = f"(c.minutes_left - {HOUR} * (c.unsure & {CHANGED}))"
    tables = (
        ("booking_change", "at", f"c.role = '{Role.CITIZEN}'", "Ändring", "c.minutes_left"),
        ("log_row", "changed_at", "1", "Loggrad", least),
    )
    for table, at, judged, label, left in tables:
        sql = _WRONG_VERDICT.format(table=table, at=at, judged=judged, least=left)
        for system in JournalSystem:
            limit = POLICIES[system].late_limit_min
            for (row,) in reader.each(sql, (system, limit, limit)):
                said = f"{label} {row} har fel tid kvar eller fel bedömning (R50)."
                yield finding(said, table=table, row=row)


def _counts(reader: Reader, _now: Instant) -> Iterator[Finding]:
    kinds = "clinic_id, file_id, day, act, late, decision, n"
    rows = (
        "SELECT clinic_id, coalesce(file_id, 0) AS file_id, changed_at / 86400 AS day, act, late,"
        " decision, count(*) AS n FROM log_row GROUP BY 1, 2, 3, 4, 5, 6"
    )
    kept = f"SELECT {kinds} FROM log_count WHERE n <> 0"
    for clinic, file in reader.each(
        f"SELECT DISTINCT clinic_id, file_id FROM (SELECT * FROM ({rows} EXCEPT {kept})"
        f" UNION ALL SELECT * FROM ({kept} EXCEPT {rows}))"
    ):
        yield finding("Loggens räknade rader stämmer inte.", clinic=clinic, file=file)
    for clinic, file in reader.each(
        "SELECT clinic_id, file_id FROM log_state s WHERE ordered = 1 AND EXISTS (SELECT 1 FROM"
        " (SELECT id, lag(id) OVER (ORDER BY changed_at, id) AS prior FROM log_row r"
        "  WHERE r.clinic_id = s.clinic_id AND coalesce(r.file_id, 0) = s.file_id)"
        " WHERE prior > id)"
    ):
        yield finding("Loggens rader står inte i den ordning som sägs.", clinic=clinic, file=file)


def _unsure(reader: Reader, _now: Instant) -> Iterator[Finding]:
    """Only clocks of an hour that is passed twice may be unsure, and verdicts on both sides."""
    for row, changed_at, old_start, unsure, system, act, left in reader.rows(
        "SELECT r.id, r.changed_at, r.old_start, r.unsure, k.system, r.act, r.minutes_left"
        " FROM log_row r JOIN clinic k ON k.id = r.clinic_id WHERE r.unsure <> 0"
    ):
        policy = POLICIES[JournalSystem(system)]
        edges = {verdict_bit(Act(act), left, unsure, replace(policy, edge_is_late=edge))
                 for edge in (True, False)}  # fmt: skip
        wrong = (
            (unsure & CHANGED and not is_doubled(changed_at))
            or (unsure & VISIT and not (old_start is not None and is_doubled(old_start)))
            or not unsure & (CHANGED | VISIT)
            or unsure & VERDICT not in edges
        )
        if wrong:
            yield finding(f"Loggrad {row} sägs felaktigt vara osäker (A7).", row=row)


def _wrong_blocks(reader: Reader, _now: Instant) -> Iterator[Finding]:
    for number in differing(reader):
        said = f"Sökindexets del {number} stämmer inte med loggens rader."
        yield finding(said, block=number)


LOG_CHECKS: tuple[tuple[str, str, Callable[[Reader, Instant], Iterable[Finding]]], ...] = (
    ("history-begins", "En boknings historik ska börja med en nybokning.", _first_change),
    ("history-ends", "En bokning ska vara vad dess senaste ändring säger.", _last_change),
    ("history-links", "En ändring ska börja där den förra slutade.", _links),
    ("log-missing", "Invånarens ändringar ska stå i loggen så länge den sparas.", _log_missing),
    ("log-extra", "Bara invånares ändringar ska stå i loggen.", _log_extra),
    ("log-differs", "En loggrad ska stämma med sin ändring.", _log_differs),
    ("log-empty", "Loggens kolumner ska vara tomma där R47–R48 säger det.", _log_empty),
    ("late-verdict", "Tid kvar och 24-timmarsbedömning ska stämma.", _verdicts),
    ("log-unsure", "Bara en timme som passeras två gånger gör en bedömning osäker.", _unsure),
    ("log-counts", "Loggens räknade rader ska vara så många som raderna.", _counts),
    ("log-index", "Loggens sökindex ska stämma med raderna.", _wrong_blocks),
)
"""Name, label and how it is examined; see ``db.doctor.examine.Check``."""
