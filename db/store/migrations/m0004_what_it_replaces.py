"""Version 4: a book names the file whose place it took, for programs that have that one open."""

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE book_info ADD COLUMN \"replaces\" TEXT NOT NULL DEFAULT ''",
)
