"""The list of schemamallar: each in figures, and who last saved it (R28-R32)."""

from typing import NamedTuple

from db import stamps
from db.book import Book
from db.rules.alphabet import sort_key
from db.rules.schedule.start_times import week_counts
from db.schedule import templates
from db.setup import time_types
from db.values import Instant, Weekday


class Overview(NamedTuple):
    """A template as the list of them shows it.

    Attributes:
        rows: how many rows it has.
        times: how many times its week gives, Helgdag apart.
        types: the names of its time types, each once, in the order of its rows.
        changed_by: who last saved it; empty when it was made with the book.
        changed_at: when.
    """

    id: int
    name: str
    rows: int
    times: int
    types: tuple[str, ...]
    changed_by: str
    changed_at: Instant


def overview(book: Book, clinic: int) -> tuple[Overview, ...]:
    """The clinic's templates by name."""
    with book.read() as reader:
        types = time_types.load_all(reader, clinic)
        found = []
        for key, stamp in stamps.stamps(reader, "template", clinic).items():
            rows = templates.load(reader, key).rows
            used = dict.fromkeys(
                types[row.time_type].name for row in rows if row.time_type in types
            )
            times = sum(week_counts(rows)[: Weekday.HOLIDAY])
            changed = stamp.changed_by, stamp.changed_at
            found.append(Overview(key, stamp.name, len(rows), times, tuple(used), *changed))
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))


def stamp_of(book: Book, clinic: int, template: int) -> stamps.Stamp | None:
    """Who last saved a template, and when; None when it is no longer there."""
    with book.read() as reader:
        return stamps.stamps(reader, "template", clinic).get(template)
