"""Older books: backup first, then every step or none; newer ones are left alone (A13)."""

import contextlib
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import book as book_module
from db.book import Book
from db.doctor import examine
from db.errors import Busy, Damaged, NewerBook, Unusable
from db.store import file as book_file
from db.store.file import make_schema
from db.store.migrations import runner
from db.store.migrations.runner import Step, backup_path, migrate, steps
from db.store.version import VERSION, newest
from tests.db.test_all_or_nothing import Dump, Failing, dump, scenario
from tools import golden_book

NEXT, AFTER = VERSION + 1, VERSION + 2
KNOWN: tuple[Step, ...] = (
    (NEXT, ("ALTER TABLE resource ADD COLUMN room TEXT NOT NULL DEFAULT ''",
            "UPDATE resource SET room = 'Rum ' || id")),
    (AFTER, ("CREATE TABLE pet (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
             "INSERT INTO pet (name) SELECT name FROM resource")),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(scenario()[0], tmp_path / "book.db"))


@contextlib.contextmanager
def connected(
    path: Path, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> Iterator[sqlite3.Connection]:
    connection = book_file.connect(path, factory)
    try:
        yield connection
    finally:
        connection.close()


def version(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as plain:
        found: int = plain.execute("PRAGMA user_version").fetchone()[0]
        return found


def schema(path: Path) -> set[tuple[str, str, str]]:
    """Every table, index and trigger, with blanks apart."""
    with contextlib.closing(sqlite3.connect(path)) as plain:
        rows = plain.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


def without(whole: Dump, *tables: str) -> Dump:
    return {name: rows for name, rows in whole.items() if name not in tables}


def test_all_steps_in_one_go_after_a_backup(path: Path) -> None:
    before = dump(path)
    with connected(path) as connection:
        copy = migrate(connection, path, KNOWN, AFTER)
        assert not connection.in_transaction
    assert copy == path.with_name(f"book.db.v{VERSION}.bak")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert (version(copy), dump(copy)) == (VERSION, before)
    assert version(path) == AFTER
    after = dump(path)
    assert without(after, "resource", "pet") == without(before, "resource")
    assert after["pet"] == [(1, "Johan Frisk")]
    assert after["resource"][0][-1] == "Rum 1"


def test_only_the_steps_that_are_missing(path: Path) -> None:
    with connected(path) as connection:
        migrate(connection, path, KNOWN, NEXT)
        assert version(path) == NEXT
        migrate(connection, path, KNOWN, AFTER)
    assert version(path) == AFTER
    assert sorted(one.name for one in path.parent.glob("*.bak")) == [
        f"book.db.v{VERSION}.bak", f"book.db.v{NEXT}.bak"
    ]  # fmt: skip


def test_an_older_backup_is_never_overwritten(path: Path) -> None:
    first = backup_path(path, VERSION)
    first.write_text("viktigt")
    second = backup_path(path, VERSION)
    assert second == path.with_name(f"book.db.v{VERSION}-2.bak")
    second.write_text("också")
    with connected(path) as connection:
        copy = migrate(connection, path, KNOWN, AFTER)
    assert copy == path.with_name(f"book.db.v{VERSION}-3.bak")
    assert (first.read_text(), second.read_text()) == ("viktigt", "också")


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("ALTER TABLE nowhere ADD COLUMN x TEXT", id="no-such-table"),
        pytest.param("UPDATE clinic SET system = 'okänt'", id="breaks-a-check"),
        pytest.param("DELETE FROM patient", id="breaks-a-foreign-key"),
        pytest.param("DROP TABLE slot", id="takes-a-table-others-point-at"),
    ],
)
def test_a_step_that_fails_leaves_all_as_it_was(path: Path, broken: str) -> None:
    before, tables = dump(path), schema(path)
    known = (KNOWN[0], (AFTER, (*KNOWN[1][1], broken)))
    with connected(path) as connection, book_file.opening(path):
        with pytest.raises((Damaged, sqlite3.Error)):
            migrate(connection, path, known, AFTER)
        assert not connection.in_transaction
    assert (version(path), dump(path), schema(path)) == (VERSION, before, tables)
    assert [one.name for one in path.parent.iterdir()] == ["book.db"]
    Book.open(path).close()


@pytest.mark.parametrize(
    "known",
    [(), KNOWN[:1], KNOWN[1:], (KNOWN[0], (AFTER + 1, ()))],
    ids=["none", "no-last", "no-first", "a-gap"],
)
def test_a_missing_step_is_refused_before_anything_is_done(
    path: Path, known: tuple[Step, ...]
) -> None:
    before = path.read_bytes()
    with connected(path) as connection:
        with pytest.raises(Damaged, match=f"format {VERSION}, som programmet inte kan") as caught:
            migrate(connection, path, known, AFTER)
        assert caught.value.code == "too-old"
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["book.db"]


def test_another_program_had_migrated_it_meanwhile(path: Path) -> None:
    class Late(sqlite3.Connection):
        """Lets another program in just before the lock is taken."""

        def execute(self, sql: str, *params: object) -> sqlite3.Cursor:
            if sql == "BEGIN IMMEDIATE":
                with connected(path) as other:
                    migrate(other, path, KNOWN, AFTER)
            return super().execute(sql, *params)  # type: ignore[arg-type]

    with connected(path, Late) as connection:
        assert migrate(connection, path, KNOWN, AFTER) is None
        assert not connection.in_transaction
    assert version(path) == AFTER
    # Its own backup is taken back; the other's stands.
    assert len(list(path.parent.glob("*.bak"))) == 1


@pytest.fixture
def next_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be two versions ahead of the books there are."""
    for module in (book_module, book_file):
        monkeypatch.setattr(module, "VERSION", AFTER)
    monkeypatch.setattr(runner, "steps", lambda: KNOWN)
    defaults = (None, AFTER)
    monkeypatch.setattr(runner.migrate, "__defaults__", defaults)


@pytest.mark.usefixtures("next_program")
def test_opening_an_older_book_migrates_it(path: Path) -> None:
    with Book.open(path) as book, book.read() as reader:
        assert reader.value("PRAGMA user_version") == AFTER
        assert reader.value("PRAGMA foreign_keys") == 1
        assert reader.value("SELECT name FROM pet") == "Johan Frisk"
    assert path.with_name(f"book.db.v{VERSION}.bak").exists()
    Book.open(path).close()
    assert len(list(path.parent.glob("*.bak"))) == 1


@pytest.mark.usefixtures("next_program")
def test_every_statement_of_a_migration_may_fail(path: Path) -> None:
    """Old or new, never between."""

    class FailsAt(Failing):
        at = 0

        def __init__(self, *told: object, **options: object) -> None:
            super().__init__(*told, **options)
            self.arm(FailsAt.at)

    before, tables = dump(path), schema(path)
    while version(path) == VERSION and FailsAt.at < 100:
        FailsAt.at += 1
        try:
            Book.open(path, factory=FailsAt).close()
        except Unusable:
            if version(path) == VERSION:
                assert (dump(path), schema(path)) == (before, tables)
                assert not list(path.parent.glob("*.bak"))
        for copy in path.parent.glob("*.bak"):
            assert dump(copy) == before
            copy.unlink()
    assert FailsAt.at > 10
    assert "pet" in dump(path)


@pytest.mark.usefixtures("next_program")
def test_a_book_that_is_being_written_is_busy_not_half_migrated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_file, "GIVE_UP_AFTER", 0.05)
    with connected(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            Book.open(path)
        other.execute("ROLLBACK")
    assert version(path) == VERSION
    assert not list(path.parent.glob("*.bak"))
    Book.open(path).close()
    assert version(path) == AFTER


def test_a_newer_book_is_never_migrated(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as plain:
        plain.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerBook):
        Book.open(path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.bak"))


def test_the_steps_there_are_reach_this_programs_version() -> None:
    known = [number for number, _ in steps()]
    assert known == list(range(2, VERSION + 1))


def test_a_fresh_book_is_stamped_with_the_version(tmp_path: Path) -> None:
    Book.create(tmp_path / "new.db").close()
    assert version(tmp_path / "new.db") == VERSION


GOLDENS = Path(__file__).parents[1] / "goldens"


def golden(number: int, path: Path) -> Path:
    """A book of an older version with something of everything, made by that version's own SQL."""
    with contextlib.closing(sqlite3.connect(path)) as plain:
        plain.executescript((GOLDENS / f"v{number}.sql").read_text())
    return path


@pytest.mark.parametrize("number", range(1, VERSION))
def test_a_migrated_book_has_the_schema_of_a_fresh_one(tmp_path: Path, number: int) -> None:
    """Every golden book of an older version ends like a new one, and is sound."""
    Book.create(tmp_path / "fresh.db").close()
    old = golden(number, tmp_path / "old.db")
    before = dump(old)
    with Book.open(old) as book:
        assert examine.examine(book).faults == ()
    assert schema(old) == schema(tmp_path / "fresh.db")
    after = dump(old)
    assert {name: len(rows) for name, rows in before.items()} == {
        name: len(after[name]) for name in before
    }


def test_decisions_of_version_1_come_to_stand_with_the_rows_too(tmp_path: Path) -> None:
    """They stood with the changes alone."""
    old = golden(1, tmp_path / "old.db")
    with contextlib.closing(sqlite3.connect(old)) as plain:
        plain.execute("UPDATE booking_change SET decision = 'exempt', decided_by = 'Rut',"
                      " decided_at = 7 WHERE id = 3")  # fmt: skip
        plain.execute("UPDATE log_row SET decision = 'bill' WHERE file_id IS NOT NULL")
        plain.commit()
    with Book.open(old) as book, book.read() as reader:
        told = "SELECT decision, decided_by, decided_at, decision_reason FROM log_row ORDER BY id"
        nothing, kept = ("", "", None, ""), ("bill", "", None, "")
        assert reader.rows(told) == [nothing, ("exempt", "Rut", 7, ""), kept, kept]


GONE = (
    ("event", "INSERT INTO event (clinic_id, resource_id, start, end) VALUES (1, 1, 0, 60)"),
    ("layout", "INSERT INTO layout (clinic_id) VALUES (1)"),
    ("log_file", "INSERT INTO log_file (clinic_id, name) VALUES (1, 'x')"),
    ("slot", "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min)"
             " VALUES (1, 1, 1, 0, 30)"),
    ("template", "INSERT INTO template (clinic_id, name) VALUES (1, 'x')"),
)  # fmt: skip


@pytest.mark.parametrize("number", range(1, VERSION + 1))
def test_an_id_is_never_used_twice(tmp_path: Path, number: int) -> None:
    """What somebody still sees is not another thing, in a new book as in one that was older."""
    old = tmp_path / "old.db"
    if number == VERSION:
        shutil.copy(scenario()[0], old)
    else:
        golden(number, old)
    with Book.open(old) as book, book.write() as tx:
        made = tx.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE ?",
                       ("%PRIMARY KEY%",))  # fmt: skip
        given = {name: "AUTOINCREMENT" in sql for name, sql in made if '"id"' in sql}
        assert len(given) > 20
        assert all(given.values()), given
        for table, one_more in GONE:
            highest = tx.value(f"SELECT max(id) FROM {table}") or 0
            first = tx.insert(one_more)
            assert first > highest
            tx.run(f"DELETE FROM {table} WHERE id = ?", (first,))
            assert tx.insert(one_more) > first


def test_a_log_that_was_cleared_before_version_3_gives_no_old_ids_either(tmp_path: Path) -> None:
    """Its state remembers the last of them, and its counts bear being moved."""
    old = golden(2, tmp_path / "old.db")
    with contextlib.closing(sqlite3.connect(old)) as plain:
        last = plain.execute("SELECT max(last_id) FROM log_state").fetchone()[0]
        plain.execute("DELETE FROM log_row")
        kept = plain.execute("SELECT * FROM log_count").fetchall()
        plain.commit()
    with Book.open(old) as book, book.write() as tx:
        assert tx.rows("SELECT * FROM log_count") == kept
        again = tx.insert(
            "INSERT INTO log_row (clinic_id, file_id, act, new_start)"
            " SELECT 1, id, 'booked', 0 FROM log_file LIMIT 1"
        )
        assert again > last


def test_any_statement_of_the_steps_there_are_may_fail(tmp_path: Path) -> None:
    """Tables made anew are all there or none is."""

    class FailsAt(Failing):
        at = 0

        def __init__(self, *told: object, **options: object) -> None:
            super().__init__(*told, **options)
            self.arm(FailsAt.at)

    old = golden(2, tmp_path / "old.db")  # the step that makes every table anew is before it
    before, tables, tries = dump(old), schema(old), 0
    while version(old) < VERSION and tries < 100:
        tries, FailsAt.at = tries + 1, FailsAt.at + 41
        with contextlib.suppress(Unusable):
            Book.open(old, factory=FailsAt).close()
        if version(old) < VERSION:
            assert (dump(old), schema(old)) == (before, tables)
            assert not list(tmp_path.glob("*.bak"))
    assert tries > 5
    with Book.open(old) as book:
        assert examine.examine(book).faults == ()


def test_a_golden_book_is_made_by_a_command(tmp_path: Path) -> None:
    """What ``python -m tools.golden_book`` writes opens as a sound book of this version."""
    made = tmp_path / "made.db"
    with contextlib.closing(sqlite3.connect(made)) as plain:
        plain.executescript(golden_book.golden())
    assert version(made) == VERSION
    with Book.open(made) as book:
        assert examine.examine(book).faults == ()


def test_the_version_is_that_of_the_newest_step() -> None:
    assert newest(["m0002_a.py", "m0011_b.py", "m0003_c.py", "runner.py", "__init__.py"]) == 11


def test_the_schema_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        with contextlib.closing(
            sqlite3.connect(tmp_path / name, isolation_level=None)
        ) as connection:
            make_schema(connection)
    assert schema(tmp_path / "a.db") == schema(tmp_path / "b.db")
