"""The whole schema of a new book as SQL: the models' tables, then triggers and indexes."""

from collections.abc import Iterator
from typing import Any

VERSION = 1
"""The schema version this program makes and reads (PRAGMA user_version)."""

APPLICATION_ID = 0x4153594E
"""``ASYN`` in PRAGMA application_id, so that a foreign SQLite file is told from a book."""

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
    "CREATE INDEX change_late ON booking_change (clinic_id, at) WHERE late = 1",
    "CREATE INDEX log_row_own ON log_row (clinic_id, changed_at) WHERE file_id IS NULL",
    "CREATE INDEX log_row_by_file ON log_row (file_id) WHERE file_id IS NOT NULL",
    "CREATE INDEX log_row_late ON log_row (clinic_id, changed_at) WHERE late = 1",
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

_NEVER = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"

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
    " new_resource, new_comment, reason, minutes_left, late ON booking_change " + _NEVER,
)


def statements() -> Iterator[tuple[str, Any]]:
    """Every statement of a new book's schema with its parameters, in order.

    peewee is imported here and not above: a book that only is opened does without it.
    """
    from peewee import SchemaManager, SqliteDatabase

    from db import models

    dialect = SqliteDatabase(None)
    for table in models.TABLES:
        # peewee says its DDL only by methods its stubs leave out.
        manager: Any = SchemaManager(table, database=dialect)
        yield manager._create_table(safe=False).query()
        for index in manager._create_indexes(safe=False):
            yield index.query()
    for statement in (*INDEXES, *TRIGGERS):
        yield statement, ()
