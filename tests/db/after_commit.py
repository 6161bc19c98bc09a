"""A connection on which nothing more can be read once something is written."""

import sqlite3
from typing import ClassVar


class AfterCommit(sqlite3.Connection):
    """Every statement after the first COMMIT fails while it is armed; rolling back never does."""

    newest: ClassVar["AfterCommit"]

    def __init__(self, *told: object, **options: object) -> None:
        super().__init__(*told, **options)  # type: ignore[arg-type]
        self.armed = False
        self.done = False
        self.failed = 0
        AfterCommit.newest = self

    def execute(self, sql: str, *params: object) -> sqlite3.Cursor:
        if self.armed and self.done and sql != "ROLLBACK":
            self.failed += 1
            raise sqlite3.OperationalError("a fault on purpose")
        cursor = super().execute(sql, *params)  # type: ignore[arg-type]
        self.done = self.done or (self.armed and sql == "COMMIT")
        return cursor


class Armed(AfterCommit):
    """One that is armed from the beginning."""

    def __init__(self, *told: object, **options: object) -> None:
        super().__init__(*told, **options)
        self.armed = True
