"""Version 3: what an act needs in order to hit what was shown, and what history is joined by.

One group of statements a matter, each under a heading of its own.
"""

STATEMENTS: tuple[str, ...] = (
    # --- the log's text index: older programs built it in the order of a set
    "DELETE FROM log_block",
)
