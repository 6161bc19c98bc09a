"""Version 3: what an act needs in order to hit what was shown, and what history is joined by.

One group of statements a matter, each under a heading of its own.
"""

STATEMENTS: tuple[str, ...] = (
    # --- the log's text index: older programs built it in the order of a set
    "DELETE FROM log_block",
    # --- a decision remembers when it was exported for invoicing
    'ALTER TABLE booking_change ADD COLUMN "exported_at" INTEGER',
    'ALTER TABLE log_row ADD COLUMN "exported_at" INTEGER',
    "DROP INDEX log_row_billed",
    "CREATE INDEX log_row_billed ON log_row (file_id, clinic_id, old_resource, exported_at)"
    " WHERE decision = 'bill'",
)
