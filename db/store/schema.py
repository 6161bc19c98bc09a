"""The whole schema of a new book as SQL: the models' tables, then triggers and indexes."""

from collections.abc import Iterator
from typing import Any

from db.rules.log.doubled_hour import VERDICT

INDEXES = (
    # What 1177 offers: only free times stand here, so both shrink as the calendar fills.
    "CREATE INDEX slot_free_by_type ON slot"
    " (clinic_id, time_type_id, start, resource_id, length_min, day, release_day)"
    " WHERE taken = 0 AND blocked = 0",
    "CREATE INDEX slot_free ON slot"
    " (clinic_id, start, resource_id, time_type_id, length_min, day, release_day)"
    " WHERE taken = 0 AND blocked = 0",
    "CREATE UNIQUE INDEX slot_place ON slot (resource_id, start)",
    "CREATE INDEX slot_by_day ON slot (clinic_id, day)",
    "CREATE INDEX slot_by_type ON slot (time_type_id, start)",
    "CREATE INDEX slot_by_layout ON slot (layout_id) WHERE layout_id IS NOT NULL",
    "CREATE UNIQUE INDEX time_type_name ON time_type (clinic_id, name_key) WHERE name_key <> ''",
    # The judge of every race: at most one active booking a slot.
    "CREATE UNIQUE INDEX booking_slot ON booking (slot_id) WHERE status = 'booked'",
    "CREATE INDEX booking_by_patient ON booking (patient_id, start)",
    "CREATE INDEX booking_by_start ON booking (clinic_id, start)",
    "CREATE INDEX booking_by_type ON booking (time_type_id) WHERE status = 'booked'",
    # What the tidbok strikes through.
    "CREATE INDEX booking_cancelled ON booking (resource_id, start) WHERE status = 'cancelled'",
    "CREATE INDEX change_late ON booking_change (clinic_id, at) WHERE late = 1",
    # All that the log filters by stands in its order: windows, jumps and counts read no rows.
    "CREATE INDEX log_row_own ON log_row (clinic_id, changed_at, id, act, late, decision)"
    " WHERE file_id IS NULL",
    "CREATE INDEX log_row_by_file ON log_row (file_id, changed_at, id, act, late, decision)"
    " WHERE file_id IS NOT NULL",
    "CREATE INDEX log_row_chain ON log_row (file_id, chain) WHERE file_id IS NOT NULL",
    # What is to be billed, by whom the visit was with: few rows, whatever the log's size.
    "CREATE INDEX log_row_billed ON log_row (file_id, clinic_id, old_resource, exported_at)"
    " WHERE decision = 'bill'",
    f"CREATE INDEX log_row_unsure ON log_row (file_id, changed_at) WHERE unsure >= {VERDICT}",
    "CREATE INDEX log_row_decided ON log_row (id, decision) WHERE decision <> ''",
    # An act is taken back once; few are, so the others pay nothing for it.
    "CREATE UNIQUE INDEX acts_undoes ON acts (undoes) WHERE undoes IS NOT NULL",
)

MARK = (
    # What this file is (db.store.place): an identity, and a number that every write raises.
    "CREATE TABLE book_mark (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL) STRICT",
    "INSERT INTO book_mark VALUES (1, 'asynja-bok:' || lower(hex(randomblob(16))) || ':'"
    " || printf('%015d', 0) || ':' || lower(hex(randomblob(8))) || ':0000000000000000')",
)

LOG_TABLES = (
    # How many rows of each kind a log has each UTC day, kept by triggers: counts without counting
    # and places without walking. Rows of the book's own log have file_id 0.
    "CREATE TABLE log_count (clinic_id INTEGER NOT NULL, file_id INTEGER NOT NULL,"
    " day INTEGER NOT NULL, act TEXT NOT NULL, late INTEGER NOT NULL, decision TEXT NOT NULL,"
    " n INTEGER NOT NULL, PRIMARY KEY (clinic_id, file_id, day, act, late, decision))"
    " STRICT, WITHOUT ROWID",
    # Whether a log's numbers follow its order (they do unless the clock was moved back).
    "CREATE TABLE log_state (clinic_id INTEGER NOT NULL, file_id INTEGER NOT NULL,"
    " ordered INTEGER NOT NULL, last_at INTEGER NOT NULL, last_id INTEGER NOT NULL,"
    " PRIMARY KEY (clinic_id, file_id)) STRICT, WITHOUT ROWID",
    # The text index (db.log.index): what 4096 numbers' rows show, made after they are written. A
    # block that no longer is true is taken away by a trigger; what has no block is scanned.
    "CREATE TABLE log_block (id INTEGER PRIMARY KEY, last INTEGER NOT NULL, n INTEGER NOT NULL,"
    " head TEXT NOT NULL, grams BLOB NOT NULL, digits BLOB NOT NULL, heap BLOB NOT NULL) STRICT",
    "CREATE TABLE log_codes (id INTEGER PRIMARY KEY, codes BLOB NOT NULL) STRICT",
)

# Slots of a resource never overlap, so of all that begin before the new one's end the last to
# begin is also the last to end: one look-up decides.
_OVERLAP = """
CREATE TRIGGER slot_overlap_{when} BEFORE {event} ON slot
WHEN (SELECT start + length_min * 60 FROM slot
      WHERE resource_id = NEW.resource_id AND start < NEW.start + NEW.length_min * 60 {but}
      ORDER BY start DESC LIMIT 1) > NEW.start
BEGIN SELECT RAISE(ABORT, 'slot-overlap'); END
"""

_LOG_OF = "clinic_id = {row}.clinic_id AND file_id = coalesce({row}.file_id, 0)"
_KIND_OF = (
    _LOG_OF + " AND day = {row}.changed_at / 86400 AND act = {row}.act AND late = {row}.late"
    " AND decision = {row}.decision"
)
_ONE_LESS = f"UPDATE log_count SET n = n - 1 WHERE {_KIND_OF.format(row='OLD')};"
_ONE_MORE = (
    "INSERT INTO log_count VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0),"
    " NEW.changed_at / 86400, NEW.act, NEW.late, NEW.decision, 1)"
    " ON CONFLICT DO UPDATE SET n = n + 1;"
)
_NO_BLOCK = "DELETE FROM log_block WHERE id = {row}.id >> 12;"

LOG_TRIGGERS = (
    f"CREATE TRIGGER log_row_added AFTER INSERT ON log_row BEGIN {_ONE_MORE}"
    " INSERT INTO log_state VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), 1, NEW.changed_at,"
    " NEW.id) ON CONFLICT DO UPDATE SET ordered = ordered AND excluded.last_at >= last_at"
    " AND excluded.last_id > last_id, last_at = max(last_at, excluded.last_at),"
    " last_id = max(last_id, excluded.last_id);"
    " DELETE FROM log_block WHERE id = NEW.id >> 12 AND last >= NEW.id; END",
    f"CREATE TRIGGER log_row_gone AFTER DELETE ON log_row BEGIN {_ONE_LESS}"
    f" {_NO_BLOCK.format(row='OLD')} END",
    "CREATE TRIGGER log_row_judged AFTER UPDATE OF decision ON log_row"
    f" WHEN NEW.decision <> OLD.decision BEGIN {_ONE_LESS} {_ONE_MORE} END",
    "CREATE TRIGGER log_row_changed AFTER UPDATE OF id, clinic_id, file_id, act, changed_at,"
    " referral, patient, pnr, interpreter, old_start, old_type, old_resource, old_comment,"
    " new_start, new_type, new_resource, new_comment, late ON log_row"
    f" BEGIN {_ONE_LESS.replace('OLD.decision', 'NEW.decision')} {_ONE_MORE}"
    f" {_NO_BLOCK.format(row='OLD')} {_NO_BLOCK.format(row='NEW')}"
    f" UPDATE log_state SET ordered = 0 WHERE {_LOG_OF.format(row='NEW')}"
    " AND (NEW.changed_at <> OLD.changed_at OR NEW.id <> OLD.id); END",
    "CREATE TRIGGER log_block_gone AFTER DELETE ON log_block BEGIN"
    " DELETE FROM log_codes WHERE id BETWEEN OLD.id << 5 AND (OLD.id << 5) + 31; END",
    "CREATE TRIGGER log_file_gone BEFORE DELETE ON log_file BEGIN"
    " DELETE FROM log_count WHERE clinic_id = OLD.clinic_id AND file_id = OLD.id;"
    " DELETE FROM log_state WHERE clinic_id = OLD.clinic_id AND file_id = OLD.id; END",
)

_NAMED = (
    "CREATE TRIGGER resource_{when} AFTER {event} ON resource WHEN NEW.name NOT LIKE char(1) || '%'"
    " BEGIN INSERT OR IGNORE INTO resource_name (clinic_id, name, resource_id)"
    " VALUES (NEW.clinic_id, NEW.name, NEW.id); END"
)

_NEVER = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"

NAME_TABLE = (
    # Every name that a resource has had, and whose it was first: imported logs have only names,
    # and what they say must not change when a resource is renamed (db.setup.resource_history).
    "CREATE TABLE resource_name (clinic_id INTEGER NOT NULL, name TEXT NOT NULL,"
    " resource_id INTEGER NOT NULL, PRIMARY KEY (clinic_id, name)) STRICT, WITHOUT ROWID",
)

TRIGGERS = (
    _OVERLAP.format(when="insert", event="INSERT", but=""),
    _OVERLAP.format(
        when="update", event="UPDATE OF resource_id, start, length_min", but="AND id <> NEW.id"
    ),
    f"CREATE TRIGGER publication_kept BEFORE DELETE ON time_type_publication {_NEVER}",
    f"CREATE TRIGGER publication_final BEFORE UPDATE ON time_type_publication {_NEVER}",
    f"CREATE TRIGGER change_kept BEFORE DELETE ON booking_change {_NEVER}",
    "CREATE TRIGGER change_final BEFORE UPDATE OF booking_id, clinic_id, act, role, actor, at,"
    " old_start, old_length, old_type, old_resource, old_comment, new_start, new_length, new_type,"
    " new_resource, new_comment, reason, minutes_left, late, old_resource_id, new_resource_id"
    " ON booking_change " + _NEVER,
    # The last 150 acts at least; taken away fifty at a time, so that most acts pay nothing for it.
    "CREATE TRIGGER acts_bounded AFTER INSERT ON acts WHEN NEW.id % 50 = 0"
    " BEGIN DELETE FROM acts WHERE id <= NEW.id - 150; END",
    f"CREATE TRIGGER acts_final BEFORE UPDATE ON acts {_NEVER}",
    # Whose name it was first; char(1) begins what two who swap names are called meanwhile.
    _NAMED.format(when="made", event="INSERT"),
    _NAMED.format(when="renamed", event="UPDATE OF name"),
)


def statements() -> Iterator[tuple[str, Any]]:
    """Every statement of a new book's schema with its parameters, in order.

    peewee is imported here and not above: a book that only is opened does without it.
    """
    from peewee import SchemaManager, SqliteDatabase

    from db.store import tables

    for statement in MARK:  # first: its page is the first that SQLite moves into the file
        yield statement, ()
    dialect = SqliteDatabase(None)
    for table in tables.TABLES:
        # peewee says its DDL only by methods its stubs leave out.
        manager: Any = SchemaManager(table, database=dialect)
        yield manager._create_table(safe=False).query()
        for index in manager._create_indexes(safe=False):
            yield index.query()
    for statement in (*INDEXES, *LOG_TABLES, *NAME_TABLE, *TRIGGERS, *LOG_TRIGGERS):
        yield statement, ()
