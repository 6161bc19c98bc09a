"""Rows by name: a value's fields are its table's columns, in their order."""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, Generic, TypeVar, get_type_hints

from db.book import Reader
from db.errors import NotFound

Value = TypeVar("Value")


class Record(Generic[Value]):
    """How a value is read from the rows of a table: flags and kinds are numbers and texts there.

    Args:
        what: what it is called in Swedish, definite: ``Resursen``.
        renamed: the columns that are not called as their fields.
    """

    def __init__(self, kind: type[Value], table: str, what: str = "", **renamed: str) -> None:
        hints = get_type_hints(kind)
        self._table = table
        self._what = what
        self.columns = ", ".join(renamed.get(name, name) for name in hints)
        made = [hint if _is_made(hint) else None for hint in hints.values()]

        @lru_cache(maxsize=1024)
        def value(row: tuple[Any, ...]) -> Value:
            cells = zip(row, made, strict=True)
            return kind(*(cell if make is None else make(cell) for cell, make in cells))

        self.value = value

    def load(self, reader: Reader, key: int) -> Value:
        """The one with this id.

        Raises:
            NotFound: there is none.
        """
        row = reader.row(f"SELECT {self.columns} FROM {self._table} WHERE id = ?", (key,))
        if row is None:
            raise NotFound(self._table.replace("_", "-"), f"{self._what} finns inte i boken.")
        return self.value(row)

    def rows(self, reader: Reader, more: str = "", params: Sequence[Any] = ()) -> list[Value]:
        """All of them, or those that ``more`` (``WHERE …``, ``ORDER BY …``) tells."""
        found = reader.each(f"SELECT {self.columns} FROM {self._table} {more}", params)
        return list(map(self.value, found))


def _is_made(hint: object) -> bool:
    return hint is bool or (isinstance(hint, type) and issubclass(hint, Enum))
