"""A check of ``db.doctor.examine``: mostly a query, whose rows are what must not be."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from db.book import Reader
from db.rules.local_time import instant_text
from db.values import Fact, Instant


class Finding(NamedTuple):
    """Something that must not be: a Swedish sentence, and the ids it is about by English names."""

    text: str
    facts: tuple[tuple[str, Fact], ...]


Find = Callable[[Reader], Iterable[Finding]]


class Check(NamedTuple):
    """One invariant: its name, what it demands in Swedish, how it is examined, and its source."""

    name: str
    label: str
    find: Find
    source: str = ""


def finding(text: str, **facts: Fact) -> Finding:
    """A finding with the ids it is about."""
    return Finding(text, tuple(facts.items()))


def query(
    text: str, columns: str, sql: str, params: tuple[Any, ...] = (), *, told: str = ""
) -> Find:
    """A finding for each row of a query.

    Args:
        text: the sentence, with ``{column}`` where a column stands; ``{start}`` is an instant.
        columns: the names of the query's first columns, its facts.
        told: the names of the columns after them, which stand in the sentence alone.
    """
    facts = columns.split()
    names = [*facts, *told.split()]

    def find(reader: Reader) -> Iterator[Finding]:
        for row in reader.rows(sql, params):
            values = dict(zip(names, row, strict=True))
            written = {**values, "start": when(values.get("start", 0))}
            yield finding(text.format(**written), **{name: values[name] for name in facts})

    return find


def both(*finds: Find) -> Find:
    """What several ways of examining find, one after the other."""
    return lambda reader: (one for find in finds for one in find(reader))


def when(instant: Instant) -> str:
    """An instant as the log writes it, also one that no calendar has."""
    try:
        return instant_text(instant)
    except (ValueError, OverflowError, OSError):
        return "omöjlig tid"
