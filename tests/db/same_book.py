"""The one comparison of two books: equal but for history, publications and the list of acts.

Things are compared by what they are called and when they are, not by their numbers: what was taken
away and put back has another number, and so has all that is made anew.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from db.book import Book, Reader

HISTORY: Final = frozenset({
    "booking_change", "layout", "removal", "access_entry", "time_type_publication",
    "resource_name", "acts",
})  # fmt: skip
"""What tells of what was done, and what 1177 has been told and when."""

APART: Final = frozenset({"book_info", "book_mark", "sqlite_sequence", "log_state", "log_count"})
"""What tells which file it is, and what is worked out of the rest."""

LEFT_OUT: Final = frozenset({
    "id", "revision", "changed_by", "set_at", "layout_id", "change_id", "chain",
    "made_by", "made_at", "review_by", "review_at", "log_cleared_change", "old_resource_id",
    "new_resource_id", "imported_by", "digest", "base", "swept_day",
})  # fmt: skip
"""Columns that tell who changed a thing, or are numbers of things."""

CALLED: Final = {
    "clinic": ("name",), "time_type": ("clinic_id", "name"), "resource": ("clinic_id", "name"),
    "template": ("clinic_id", "name"), "patient": ("pnr",), "slot": ("resource_id", "start"),
    "booking": ("patient_id", "resource_id", "start", "status"), "log_file": ("clinic_id", "name"),
    "waiting_list_entry": ("patient_id", "time_type_id", "added_at", "text"),
}  # fmt: skip
"""What a thing is told by where another points at it."""


def contents(book: Book) -> dict[str, Counter[tuple[Any, ...]]]:
    """All rows of a book but its history, by table."""
    with book.read() as reader:
        tables = _tables(reader)
        return {table: Counter(_rows(reader, table)) for table in tables}


def differences(one: Book, other: Book) -> list[str]:
    """What is in one of two books alone; none when they are equal."""
    mine, theirs = contents(one), contents(other)
    found = []
    for table in sorted(mine.keys() | theirs.keys()):
        here, there = mine.get(table, Counter()), theirs.get(table, Counter())
        found += [f"{table}: - {row}" for row in (here - there).elements()]
        found += [f"{table}: + {row}" for row in (there - here).elements()]
    return found


def _tables(reader: Reader) -> list[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    every = {name for (name,) in reader.each(sql)}
    derived = {name for name in every if name.startswith("log_block") or name == "log_codes"}
    return sorted(every - HISTORY - APART - derived)


def _rows(reader: Reader, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, each as pairs of a column and what it says; numbers told by names."""
    points = {row[3]: row[2] for row in reader.rows(f'PRAGMA foreign_key_list("{table}")')}
    columns = [row[1] for row in reader.rows(f'PRAGMA table_info("{table}")')]
    # Of a row of the log changed_at is Ändrad datum, of other things when somebody changed them.
    left_out = LEFT_OUT | ({"changed_at"} if "changed_by" in columns else set())
    told = {column: _called(reader, points[column]) for column in columns if column in points}
    # An empty tidstyp is a row of the grid that nothing stands in: as good as none.
    those = " WHERE name <> ''" if table == "time_type" else ""
    for row in reader.rows(f'SELECT * FROM "{table}"{those}'):
        yield tuple(
            (column, told[column].get(cell, cell) if column in told else cell)
            for column, cell in zip(columns, row, strict=True)
            if column not in left_out
        )


def _called(reader: Reader, table: str) -> dict[Any, Any]:
    """What each row of a table is called, by its number."""
    names = CALLED.get(table)
    if names is None:
        return {}
    points = {row[3]: row[2] for row in reader.rows(f'PRAGMA foreign_key_list("{table}")')}
    deeper = {name: _called(reader, points[name]) for name in names if name in points}
    sql = f'SELECT id, {", ".join(names)} FROM "{table}"'
    return {
        key: tuple(deeper[name].get(cell, cell) if name in deeper else cell
                   for name, cell in zip(names, cells, strict=True))
        for key, *cells in reader.rows(sql)
    }  # fmt: skip
