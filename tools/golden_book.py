"""``python -m tools.golden_book``: a book of the present schema as SQL, for tests/db/goldens.

Made before a new step of ``db/store/migrations``: the newest golden book, brought on to what this
program makes. The tests then migrate it as they do the older ones.
"""

import contextlib
import sqlite3
import tempfile
from pathlib import Path

from db.book import Book
from db.store.version import APPLICATION_ID, VERSION

GOLDENS = Path(__file__).resolve().parent.parent / "tests" / "db" / "goldens"


def golden(folder: Path = GOLDENS) -> str:
    """The newest golden book of the folder, brought on and told as SQL."""
    newest = max(folder.glob("v*.sql"), key=lambda file: int(file.stem[1:]))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "bok.db"
        with contextlib.closing(sqlite3.connect(path)) as plain:
            plain.executescript(newest.read_text(encoding="utf-8"))
        Book.open(path).close()
        with contextlib.closing(sqlite3.connect(path)) as plain:
            lines = [*plain.iterdump()]
    head = (f"PRAGMA application_id = {APPLICATION_ID};", f"PRAGMA user_version = {VERSION};")
    return "\n".join((*head, *lines)) + "\n"


def main() -> None:
    """Write ``v<VERSION>.sql``."""
    target = GOLDENS / f"v{VERSION}.sql"
    target.write_text(golden(), encoding="utf-8")
    print(f"{target.name} is written.")


if __name__ == "__main__":
    main()
