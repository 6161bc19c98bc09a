"""``doctor`` on histories: a change for every act, a log row for a citizen's."""

from collections.abc import Iterator
from dataclasses import replace

from db.book import Reader
from db.doctor.check import Check, Finding, both, finding, query
from db.log.index.store import differing
from db.rules.local_time import is_doubled
from db.rules.log.doubled_hour import CHANGED, HOUR, VERDICT, VISIT, verdict_bit
from db.rules.policy import POLICIES
from db.values import Act, JournalSystem, Role

_EDGES = (
    "WITH edge AS (SELECT booking_id, min(id) AS first, max(id) AS last FROM booking_change"
    " GROUP BY booking_id)"
)
_CUT_AT = "(c.at - c.at % 60)"

_COPIED = (
    "act", "old_start", "old_type", "old_resource", "old_comment", "new_start", "new_type",
    "new_resource", "new_comment", "minutes_left", "late", "clinic_id",
    "decision", "decided_by", "decided_at", "decision_reason",
    "old_resource_id", "new_resource_id", "exported_at",
)  # fmt: skip
_DIFFERS = " OR ".join(f"r.{column} IS NOT c.{column}" for column in _COPIED)

# The journal systems differ on the very edge alone, and a verdict stands as it was made; so there
# both are right. A change by others than citizens is not judged (R42).
_WRONG_VERDICT = (
    "SELECT c.id FROM {table} c JOIN clinic k ON k.id = c.clinic_id WHERE k.system = ?"
    " AND (c.minutes_left IS NOT (c.old_start - c.old_start % 60 - (c.{at} - c.{at} % 60)) / 60"
    " OR (c.late = 1 AND (c.act = 'booked' OR {least} > ? OR NOT {judged}))"
    " OR (c.late = 0 AND c.act <> 'booked' AND {least} < ? AND {judged}))"
)


def _verdicts(reader: Reader) -> Iterator[Finding]:
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
                said = f"{label} {row} har fel tid kvar eller fel bedömning."
                yield finding(said, table=table, row=row)


_KINDS = "clinic_id, file_id, day, act, late, decision, n"
_COUNTED = (
    "SELECT clinic_id, coalesce(file_id, 0) AS file_id, changed_at / 86400 AS day, act, late,"
    " decision, count(*) AS n FROM log_row GROUP BY 1, 2, 3, 4, 5, 6"
)
_KEPT = f"SELECT {_KINDS} FROM log_count WHERE n <> 0"


def _unsure(reader: Reader) -> Iterator[Finding]:
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
            yield finding(f"Loggrad {row} sägs felaktigt vara osäker.", row=row)


def _wrong_blocks(reader: Reader) -> Iterator[Finding]:
    for number in differing(reader):
        said = f"Sökindexets del {number} stämmer inte med loggens rader."
        yield finding(said, block=number)


LOG_CHECKS: tuple[Check, ...] = (
    Check(
        "history-begins", "En boknings historik ska börja med en nybokning.",
        both(
            query("Bokning {booking} {wrong}.", "booking",
                  f"{_EDGES} SELECT b.id, iif(c.act IS NULL, 'saknar historik',"
                  " 'börjar inte med en nybokning') FROM booking b"
                  " LEFT JOIN edge e ON e.booking_id = b.id LEFT JOIN booking_change c"
                  " ON c.id = e.first WHERE c.id IS NULL OR c.act <> 'booked'", told="wrong"),
            query("Bokning {booking} är nybokad två gånger.", "booking change",
                  f"{_EDGES} SELECT c.booking_id, c.id FROM booking_change c JOIN edge e"
                  " ON e.booking_id = c.booking_id WHERE c.act = 'booked' AND c.id <> e.first"),
        ),
    ),
    # Of a cancelled booking the visit is the one it had last.
    Check(
        "history-ends", "En bokning ska vara vad dess senaste ändring säger.",
        query("Bokning {booking} är {state}, men det är inte vad dess senaste ändring säger.",
              "booking",
              f"{_EDGES} SELECT b.id, iif(b.status = 'cancelled', 'avbokad', 'bokad')"
              " FROM booking b JOIN edge e ON e.booking_id = b.id"
              " JOIN booking_change c ON c.id = e.last"
              " WHERE (b.status = 'cancelled') <> (c.act = 'cancelled')"
              " OR b.start <> coalesce(c.new_start, c.old_start)"
              " OR b.length_min <> coalesce(c.new_length, c.old_length)"
              " OR b.resource_id <> coalesce(c.new_resource_id, c.old_resource_id)",
              told="state"),
    ),
    Check(
        "history-links", "En ändring ska börja där den förra slutade.",
        query("Ändring {change} av bokning {booking} börjar inte där den förra slutade.",
              "booking change",
              "SELECT booking_id, id FROM (SELECT booking_id, id, old_start, old_length,"
              " lag(new_start) OVER w AS start, lag(new_length) OVER w AS length,"
              " lag(id) OVER w AS prior FROM booking_change"
              " WINDOW w AS (PARTITION BY booking_id ORDER BY id))"
              " WHERE prior IS NOT NULL AND old_start IS NOT NULL"
              " AND (old_start IS NOT start OR old_length IS NOT length)"),
    ),
    # Every citizen's change has its row but for those that a clearing took: older than its mark,
    # and written before it.
    Check(
        "log-missing", "Invånarens ändringar ska stå i loggen så länge den sparas.",
        query("Invånarens ändring {change} av bokning {booking} saknas i loggen.",
              "change booking",
              "SELECT c.id, c.booking_id FROM booking_change c JOIN clinic k ON k.id = c.clinic_id"
              " LEFT JOIN log_row r ON r.change_id = c.id WHERE c.role = ? AND r.id IS NULL"
              f" AND ({_CUT_AT} >= k.log_cleared_to OR c.id > k.log_cleared_change)",
              (Role.CITIZEN,)),
    ),
    Check(
        "log-extra", "Bara invånares ändringar ska stå i loggen.",
        query("Loggrad {row} är av en ändring som ingen invånare gjort.", "row change",
              "SELECT r.id, c.id FROM log_row r JOIN booking_change c ON c.id = r.change_id"
              " WHERE c.role <> ?", (Role.CITIZEN,)),
        "[000] R42",
    ),
    Check(
        "log-differs", "En loggrad ska stämma med sin ändring.",
        query("Loggrad {row} stämmer inte med sin ändring.", "row change",
              "SELECT r.id, c.id FROM log_row r JOIN booking_change c ON c.id = r.change_id"
              " JOIN booking b ON b.id = c.booking_id JOIN patient p ON p.id = b.patient_id"
              f" WHERE {_DIFFERS} OR r.chain <> c.booking_id OR r.changed_at <> {_CUT_AT}"
              " OR r.pnr <> p.pnr"),
    ),
    Check(
        "log-empty", "Loggens kolumner som hör till ett annat besök ska vara tomma.",
        query("Loggrad {row} har ett besök i kolumner som ska vara tomma.", "row",
              "SELECT id FROM log_row WHERE"
              " (act = 'booked' AND old_type || old_resource || old_comment <> '')"
              " OR (act = 'cancelled' AND new_type || new_resource || new_comment <> '')"),
        "[000] R47-R48",
    ),
    Check("late-verdict", "Tid kvar och 24-timmarsbedömning ska stämma.", _verdicts, "[000] R50"),
    Check(
        "log-unsure", "Bara en timme som passeras två gånger gör en bedömning osäker.", _unsure,
        "vårt val",
    ),
    Check(
        "log-counts", "Loggens räknade rader ska vara så många som raderna.",
        both(
            query("Loggens räknade rader stämmer inte.", "clinic file",
                  "SELECT DISTINCT clinic_id, file_id FROM"
                  f" (SELECT * FROM ({_COUNTED} EXCEPT {_KEPT})"
                  f" UNION ALL SELECT * FROM ({_KEPT} EXCEPT {_COUNTED}))"),
            query("Loggens rader står inte i den ordning som sägs.", "clinic file",
                  "SELECT clinic_id, file_id FROM log_state s WHERE ordered = 1 AND EXISTS"
                  " (SELECT 1 FROM (SELECT id, lag(id) OVER (ORDER BY changed_at, id) AS prior"
                  "  FROM log_row r WHERE r.clinic_id = s.clinic_id"
                  "  AND coalesce(r.file_id, 0) = s.file_id) WHERE prior > id)"),
        ),
    ),
    Check("log-index", "Loggens sökindex ska stämma med raderna.", _wrong_blocks),
)  # fmt: skip
"""Of histories and the log; they stand among ``db.doctor.examine.CHECKS``."""
