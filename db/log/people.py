"""Whom the book names, for hiding their names while others look on (Visningsläge, level 2)."""

from typing import NamedTuple

from db.book import Book
from db.rules.names import masking

_THINGS = (
    "SELECT name FROM clinic UNION SELECT name FROM resource"
    " UNION SELECT name FROM time_type UNION SELECT web_name FROM time_type"
    " UNION SELECT name FROM template"
)


class People(NamedTuple):
    """Everybody the book names, as far as it was read.

    Attributes:
        names: as they are written, in the book and in its logs.
        things: names of resources, types, units and templates, which are no secret.
        last_row: the newest row of the logs that was read.
        hidden: what is to be hidden.
    """

    names: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    last_row: int = 0
    hidden: masking.Names = masking.Names()


def read(book: Book, before: People | None = None) -> People:
    """Everybody named in the book now; those who were are remembered.

    Args:
        before: what was read before of the same book: only what is new in the logs is read.

    Raises:
        Unreadable, Busy, Misplaced: the book cannot be read.
    """
    known = before or People()
    with book.read() as reader:
        last = reader.value("SELECT coalesce(max(id), 0) FROM log_row")
        found = {name for (name,) in reader.each("SELECT name FROM patient")}
        if last > known.last_row:
            sql = "SELECT DISTINCT patient FROM log_row WHERE id > ?"
            found.update(name for (name,) in reader.each(sql, (known.last_row,)))
        things = frozenset(name for (name,) in reader.each(_THINGS))
    names = known.names | found
    if before is not None and names == known.names and things == known.things:
        return before._replace(last_row=last)
    return People(names, things, last, masking.names(names, things))
