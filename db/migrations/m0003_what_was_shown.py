"""Version 3: what an act needs in order to hit what was shown, and what history is joined by.

One group of statements a matter, each under a heading of its own.
"""

STATEMENTS: tuple[str, ...] = (
    # --- a row of an imported log whose hour is passed twice that day
    'ALTER TABLE log_row ADD COLUMN "unsure" INTEGER NOT NULL DEFAULT 0',
    "CREATE INDEX log_row_unsure ON log_row (file_id, changed_at) WHERE unsure >= 4",
)
