"""Version 3: what an act needs in order to hit what was shown, and what history is joined by.

One group of statements a matter, each under a heading of its own.
"""

STATEMENTS: tuple[str, ...] = (
    # --- who last changed a time, to be said when an act on it comes too late
    "ALTER TABLE slot ADD COLUMN \"changed_by\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE slot ADD COLUMN "changed_at" INTEGER NOT NULL DEFAULT 0',
    # --- who last changed a place on the waiting list, for the same sentence
    "ALTER TABLE waiting_list_entry ADD COLUMN \"changed_by\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE waiting_list_entry ADD COLUMN "changed_at" INTEGER NOT NULL DEFAULT 0',
)
