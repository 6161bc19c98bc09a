"""Version 3: what an act needs in order to hit what was shown, and what history is joined by.

One group of statements a matter, each under a heading of its own. They come before ``run``, which
makes every table anew as it then is.
"""

import re
import sqlite3

_NAMED = (
    "CREATE TRIGGER resource_{when} AFTER {event} ON resource WHEN NEW.name NOT LIKE char(1) || '%'"
    " BEGIN INSERT OR IGNORE INTO resource_name (clinic_id, name, resource_id)"
    " VALUES (NEW.clinic_id, NEW.name, NEW.id); END"
)
# A booking knows whose its visit is now, and its last change what that one was called then: that
# name was the same one's all through the booking's history. Other names are whose they are now; a
# name that nobody has any more is nobody's.
_WHO = (
    "coalesce((SELECT b.resource_id FROM booking b WHERE b.id = booking_change.booking_id AND"
    " booking_change.{side}_resource = (SELECT CASE l.act WHEN 'cancelled' THEN l.old_resource"
    " ELSE l.new_resource END FROM booking_change l WHERE l.booking_id = b.id ORDER BY l.id DESC"
    " LIMIT 1)), (SELECT r.id FROM resource r WHERE r.clinic_id = booking_change.clinic_id"
    " AND r.name = booking_change.{side}_resource))"
)

STATEMENTS: tuple[str, ...] = (
    # --- which file the book is, and how often it was written
    "CREATE TABLE book_mark (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL) STRICT",
    "INSERT INTO book_mark VALUES (1, 'asynja-bok:' || lower(hex(randomblob(16))) || ':'"
    " || printf('%015d', 0) || ':' || lower(hex(randomblob(8))) || ':0000000000000000')",
    # --- who changed what two may edit at a time
    "ALTER TABLE waiting_list_entry ADD COLUMN \"changed_by\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE waiting_list_entry ADD COLUMN "changed_at" INTEGER NOT NULL DEFAULT 0',
    "ALTER TABLE clinic ADD COLUMN \"review_by\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE clinic ADD COLUMN "review_at" INTEGER NOT NULL DEFAULT 0',
    # --- who changed a time, and who took a time, an event or a laying out away
    'ALTER TABLE slot ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1',
    "ALTER TABLE slot ADD COLUMN \"changed_by\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE slot ADD COLUMN "changed_at" INTEGER NOT NULL DEFAULT 0',
    "ALTER TABLE layout ADD COLUMN \"undone_by\" TEXT NOT NULL DEFAULT ''",
    'CREATE TABLE "removal" ("id" INTEGER NOT NULL PRIMARY KEY,'
    ' "kind" TEXT NOT NULL DEFAULT \'\', "thing" INTEGER NOT NULL DEFAULT 0,'
    ' "layout" INTEGER, "removed_by" TEXT NOT NULL DEFAULT \'\','
    ' "removed_at" INTEGER NOT NULL DEFAULT 0,'
    " CHECK (kind IN ('slot', 'event'))) STRICT",
    'CREATE UNIQUE INDEX "removal_kind_thing" ON "removal" ("kind", "thing")',
    # --- history knows its resources by id, and imported logs by the names they have had
    "CREATE TABLE resource_name (clinic_id INTEGER NOT NULL, name TEXT NOT NULL,"
    " resource_id INTEGER NOT NULL, PRIMARY KEY (clinic_id, name)) STRICT, WITHOUT ROWID",
    "INSERT INTO resource_name SELECT clinic_id, name, id FROM resource",
    _NAMED.format(when="made", event="INSERT"),
    _NAMED.format(when="renamed", event="UPDATE OF name"),
    'ALTER TABLE booking_change ADD COLUMN "old_resource_id" INTEGER',
    'ALTER TABLE booking_change ADD COLUMN "new_resource_id" INTEGER',
    'ALTER TABLE log_row ADD COLUMN "old_resource_id" INTEGER',
    'ALTER TABLE log_row ADD COLUMN "new_resource_id" INTEGER',
    f"UPDATE booking_change SET old_resource_id = {_WHO.format(side='old')}"
    " WHERE old_start IS NOT NULL",
    f"UPDATE booking_change SET new_resource_id = {_WHO.format(side='new')}"
    " WHERE new_start IS NOT NULL",
    "UPDATE log_row SET (old_resource_id, new_resource_id) = (SELECT c.old_resource_id,"
    " c.new_resource_id FROM booking_change c WHERE c.id = log_row.change_id)"
    " WHERE change_id IS NOT NULL",
    # --- the number and the words of a visit, and why it was cancelled, kept apart: a reason stood
    # on a line of its own first, then the number, then the words
    "ALTER TABLE booking ADD COLUMN \"phone\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE booking ADD COLUMN \"reason\" TEXT NOT NULL DEFAULT ''",
    "UPDATE booking SET reason = c.reason,"
    " comment = substr(booking.comment, length(c.reason) + 2) FROM booking_change c"
    " WHERE c.booking_id = booking.id AND c.act = 'cancelled' AND c.reason <> ''"
    " AND (booking.comment = c.reason"
    " OR substr(booking.comment, 1, length(c.reason) + 1) = c.reason || char(10))",
    # The number as the patient's own is written, else what stands before the first blank.
    "UPDATE booking SET phone = p.phone, comment = ltrim(substr(comment, 21 + length(p.phone)))"
    " FROM patient p WHERE p.id = booking.patient_id AND p.phone <> ''"
    " AND (booking.comment = 'Mitt telefonnummer: ' || p.phone OR"
    " substr(booking.comment, 1, 21 + length(p.phone)) = 'Mitt telefonnummer: ' || p.phone || ' ')",
    "UPDATE booking SET phone = substr(comment, 21, instr(substr(comment, 21) || ' ', ' ') - 1),"
    " comment = ltrim(substr(comment, 21 + instr(substr(comment, 21) || ' ', ' ')))"
    " WHERE phone = '' AND substr(comment, 1, 20) = 'Mitt telefonnummer: '"
    " AND substr(comment, 21, instr(substr(comment, 21) || ' ', ' ') - 1) NOT GLOB '*[^0-9+-]*'"
    " AND length(replace(replace(substr(comment, 21, instr(substr(comment, 21) || ' ', ' ') - 1),"
    " '-', ''), '+', '')) BETWEEN 9 AND 13",
    # --- nobody judges what care and ombud do
    "DROP TRIGGER change_final",
    "UPDATE booking_change SET late = 0 WHERE late = 1 AND role <> 'citizen'",
    "CREATE TRIGGER change_final BEFORE UPDATE OF booking_id, clinic_id, act, role, actor, at,"
    " old_start, old_length, old_type, old_resource, old_comment, new_start, new_length, new_type,"
    " new_resource, new_comment, reason, minutes_left, late, old_resource_id, new_resource_id"
    " ON booking_change BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    # --- the log's text index: older programs built it in the order of a set
    "DELETE FROM log_block",
    # --- a decision remembers when it was exported for invoicing
    'ALTER TABLE booking_change ADD COLUMN "exported_at" INTEGER',
    'ALTER TABLE log_row ADD COLUMN "exported_at" INTEGER',
    "DROP INDEX log_row_billed",
    "CREATE INDEX log_row_billed ON log_row (file_id, clinic_id, old_resource, exported_at)"
    " WHERE decision = 'bill'",
    # --- a row of an imported log whose hour is passed twice that day
    'ALTER TABLE log_row ADD COLUMN "unsure" INTEGER NOT NULL DEFAULT 0',
    "CREATE INDEX log_row_unsure ON log_row (file_id, changed_at) WHERE unsure >= 4",
    # --- what tells one book's calendar files from another's
    "ALTER TABLE book_info ADD COLUMN \"mark\" TEXT NOT NULL DEFAULT ''",
    # --- why a message made no notice, judged when it came
    "ALTER TABLE message ADD COLUMN \"unsent\" TEXT NOT NULL DEFAULT ''",
    "UPDATE message SET unsent = 'off' WHERE NOT EXISTS (SELECT 1 FROM notice n WHERE"
    " n.patient_id = message.patient_id AND n.booking_id IS message.booking_id"
    " AND n.at = message.at)",
)

_ID = re.compile(r'"id" INTEGER NOT NULL PRIMARY KEY(?! AUTOINCREMENT)')
_NEVER_TWICE = '"id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT'


def run(connection: sqlite3.Connection) -> None:
    """Let ids never be used twice: AUTOINCREMENT in every table that gives ids.

    SQLite can only say so when a table is made, so each is made anew from its own SQL, filled and
    put in the old one's place. The rows and their ids stay; so do the log's counts and blocks,
    since no trigger sees the move. Foreign keys must be off (``runner.migrate``).
    """
    found = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL"
    tables, indexes, triggers = (
        connection.execute(found, (kind,)).fetchall() for kind in ("table", "index", "trigger")
    )
    for name, _, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    for name, _, sql in tables:
        if _ID.search(sql):
            _remake(connection, name, sql)
            for _, table, made in indexes:
                if table == name:
                    connection.execute(made)
    for _, _, made in triggers:
        connection.execute(made)
    _start_after_what_is_gone(connection)


def _remake(connection: sqlite3.Connection, name: str, sql: str) -> None:
    begins = sql.index("(")
    connection.execute(f'CREATE TABLE "{name}_anew" {_ID.sub(_NEVER_TWICE, sql[begins:])}')
    connection.execute(f'INSERT INTO "{name}_anew" SELECT * FROM "{name}"')
    connection.execute(f'DROP TABLE "{name}"')
    connection.execute(f'ALTER TABLE "{name}_anew" RENAME TO "{name}"')


def _start_after_what_is_gone(connection: sqlite3.Connection) -> None:
    """The log remembers ids whose rows have been cleared; those of others nobody can know."""
    for table, source in (("log_row", "max(last_id)"), ("log_file", "max(file_id)")):
        known = connection.execute(f"SELECT {source} FROM log_state").fetchone()[0] or 0
        highest = connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, max(known, highest))
        )
