"""Version 3: what an act needs in order to hit what was shown, and what history is joined by.

One group of statements a matter, each under a heading of its own.
"""

STATEMENTS: tuple[str, ...] = (
    # --- which file the book is, and how often it was written
    "CREATE TABLE book_mark (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL) STRICT",
    "INSERT INTO book_mark VALUES (1, 'asynja-bok:' || lower(hex(randomblob(16))) || ':'"
    " || printf('%015d', 0) || ':' || lower(hex(randomblob(8))) || ':0000000000000000')",
)
