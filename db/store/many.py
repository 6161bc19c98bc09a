"""Putting in many rows at once."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any, Final

_MOST_VALUES: Final = 999
"""No version of SQLite takes fewer in one statement."""


def put_in(
    connection: sqlite3.Connection, into: str, width: int, rows: Iterable[Sequence[Any]]
) -> None:
    """Put in rows, some dozens by each statement: that takes half the time of one by each.

    Args:
        into: ``INSERT INTO`` with table and columns.
        width: how many values a row has.
    """
    row = f"({', '.join('?' * width)})"
    most = _MOST_VALUES // width
    whole = f"{into} VALUES {', '.join([row] * most)}"
    coming = iter(rows)
    while batch := list(islice(coming, most)):
        sql = whole if len(batch) == most else f"{into} VALUES {', '.join([row] * len(batch))}"
        connection.execute(sql, list(chain.from_iterable(batch)))
