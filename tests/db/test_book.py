"""The file under a book: made, opened, shared, backed up, and refused when it is no whole book."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.book import Book
from db.doctor import examine
from db.errors import BookError, Busy, Damaged, Invalid, NewerBook, Refused, Unreadable, Unusable
from db.store import file as book_file
from db.store import schema
from db.store.version import APPLICATION_ID, VERSION
from tests.db.builders import make_resource
from tests.db.damages import hostile_files
from tests.db.test_all_or_nothing import dump, scenario

ROOT = Path(__file__).resolve().parent.parent.parent


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def plain(path: Path, *statements: str) -> None:
    """Run statements past the book."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement).fetchall()


# --- making and opening -----------------------------------------------------------------------


def test_a_new_book(tmp_path: Path) -> None:
    path = tmp_path / "ny bok?#%å.db"
    with Book.create(path) as book:
        assert mode(path) == 0o600
        with book.write() as tx:
            tx.run("INSERT INTO clinic (name, system) VALUES ('A', 'pmo')")
        for beside in ("-wal", "-shm"):
            assert mode(path.with_name(path.name + beside)) == 0o600
        with book.read() as reader:
            assert reader.value("PRAGMA journal_mode") == "wal"
            assert reader.value("PRAGMA synchronous") == 2  # FULL
            assert reader.value("PRAGMA foreign_keys") == 1
            assert reader.value("PRAGMA user_version") == VERSION
            assert reader.value("PRAGMA application_id") == APPLICATION_ID
    assert sorted(one.name for one in tmp_path.iterdir()) == [path.name]
    with Book.open(path) as book, book.read() as reader:
        assert reader.rows("SELECT name FROM clinic") == [("A",)]


def test_a_loose_umask_does_not_open_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Book.create(tmp_path / "a.db") as book:
            book.backup(tmp_path / "b.db")
    finally:
        os.umask(before)
    assert mode(tmp_path / "a.db") == mode(tmp_path / "b.db") == 0o600


@pytest.mark.parametrize("what", ["book", "other file", "empty file", "folder", "dangling link"])
def test_creating_never_overwrites(tmp_path: Path, what: str) -> None:
    path = tmp_path / "book.db"
    match what:
        case "book":
            Book.create(path).close()
        case "other file":
            path.write_text("viktigt")
        case "empty file":
            path.touch()
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to(tmp_path / "elsewhere.db")
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(Refused, match="skrivs inte över") as caught:
        Book.create(path)
    assert caught.value.code == "book-exists"
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_book_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "statements", lambda: iter([("CREATE TABLE (", ())]))
    with pytest.raises(Unusable):
        Book.create(tmp_path / "book.db")
    assert list(tmp_path.iterdir()) == []


OPENERS: list[Callable[[str], Book]] = [Book.open, Book.create]


@pytest.mark.parametrize("open_it", OPENERS, ids=["open", "create"])
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("", Invalid, id="empty"),
        pytest.param("a\0b", Invalid, id="NUL"),
        pytest.param("postgresql://localhost/bok", Unusable, id="server"),
        pytest.param("/" + "x" * 5000, Unreadable, id="name-too-long"),
        pytest.param("~nosuchuser/bok.db", Unreadable, id="no-such-home"),
        pytest.param("/nosuchfolder/bok.db", Unreadable, id="no-such-folder"),
        pytest.param("/dev/null/bok.db", Unreadable, id="a-file-as-folder"),
        pytest.param("/tmp/\ud800/bok.db", (Invalid, Unreadable), id="lone-surrogate"),
    ],
)
def test_no_such_place(
    open_it: Callable[[str], Book], path: str, kind: type[BookError] | tuple[type[BookError], ...]
) -> None:
    with pytest.raises(kind) as caught:
        open_it(path)
    assert caught.value.text.endswith(".")


def test_opening_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Det finns ingen bok") as caught:
        Book.open(tmp_path / "book.db")
    assert caught.value.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_home_folder_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    Book.create("~/book.db").close()
    assert (tmp_path / "book.db").exists()


# --- hostile files ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", hostile_files())
def test_a_file_that_is_no_whole_book_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(hostile_files()[name])
    with pytest.raises(Unusable) as caught:
        Book.open(path)
    assert isinstance(caught.value, NewerBook if name == "newer version" else Damaged)
    assert caught.value.exit_code == 2
    assert path.read_bytes() == hostile_files()[name]
    assert [one.name for one in tmp_path.iterdir()] == ["book.db"]
    with pytest.raises(Refused):
        Book.create(path)
    assert path.read_bytes() == hostile_files()[name]


NOT_AT_ONCE = {"middle page zeroed"}
"""What only examining every page is sure to see."""


@pytest.mark.parametrize("name", sorted(hostile_files().keys() - NOT_AT_ONCE))
def test_a_large_file_that_is_no_whole_book_is_refused_at_once(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without looking at every page."""
    monkeypatch.setattr(book_file, "FULL_CHECK_BYTES", 0)
    path = tmp_path / "book.db"
    path.write_bytes(hostile_files()[name])
    with pytest.raises(Unusable):
        Book.open(path)
    assert path.read_bytes() == hostile_files()[name]


@pytest.mark.parametrize("name", sorted(hostile_files().keys() - {"newer version"}))
def test_a_deep_check_sees_every_damage(tmp_path: Path, name: str) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(hostile_files()[name])
    with pytest.raises(Damaged):
        book_file.deep_check(path)


def test_a_large_book_is_opened_without_reading_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is damaged far inside is seen by the check that follows, and by the doctor."""
    ready, _ = scenario()
    path = Path(shutil.copy(ready, tmp_path / "book.db"))
    plain(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'clinic_id, start', 'start, clinic_id')"
        " WHERE name = 'booking_by_start'",
    )
    with pytest.raises(Damaged):
        Book.open(path)
    monkeypatch.setattr(book_file, "FULL_CHECK_BYTES", 0)
    with Book.open(path) as book:
        assert {fault.check for fault in examine.examine(book).faults} == {"file"}
    with pytest.raises(Damaged):
        book_file.deep_check(path)
    monkeypatch.setattr(book_file, "_STEPS", 1)
    book_file.deep_check(path, cancelled=lambda: True)  # in silence


def test_a_large_book_that_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while another has written what is not in the file yet."""
    monkeypatch.setattr(book_file, "FULL_CHECK_BYTES", 0)
    ready, _ = scenario()
    path = Path(shutil.copy(ready, tmp_path / "book.db"))
    with Book.open(path) as book:
        for number in range(40):
            make_resource(book, f"Resurs {number}" + "x" * 60)
        with Book.open(path) as other:
            make_resource(other, "Johan Svensson")
        book_file.deep_check(path)


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    plain(path, "CREATE TABLE booking (id INTEGER)", "INSERT INTO booking VALUES (1)")
    before = path.read_bytes()
    with pytest.raises(Damaged, match="inte en bok från asynja-tui"):
        Book.open(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["theirs.db"]


def test_a_newer_book_says_which(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    Book.create(path).close()
    plain(path, f"PRAGMA user_version = {VERSION + 7}")
    before = path.read_bytes()
    with pytest.raises(NewerBook, match=rf"format {VERSION + 7}, detta program läser {VERSION}"):
        Book.open(path)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="är en mapp"):
        Book.open(tmp_path)


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_refused(device: str) -> None:
    with pytest.raises(Unusable):
        Book.open(device)


@pytest.mark.parametrize(
    ("kind", "least"), [("files", 1.0), ("header", 0.3), ("bits", 0.25), ("numbers", 0.0)]
)
def test_damages_are_noticed_or_harmless_in_little_memory(
    tmp_path: Path, kind: str, least: float
) -> None:
    """Never a crash, never accepted what integrity_check finds, never over 300 MiB."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.db.damages", str(tmp_path), kind],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    tried, refused = map(int, done.stdout.split())
    assert tried >= 10
    assert refused >= tried * least


def test_a_fault_that_sqlite_cannot_put_in_words(tmp_path: Path) -> None:
    """A damaged schema is quoted in SQLite's own error, which then is no UTF-8."""
    ready, _ = scenario()
    damaged = ready.read_bytes().replace(b'CREATE TABLE "clinic"', b'CREATE TABLE "cli\xe9ic"')
    damaged = damaged.replace(b"INTEGER NOT NULL", b"INTEGER NO\xd4 NULL", 1)
    path = tmp_path / "book.db"
    path.write_bytes(damaged)
    with pytest.raises(Damaged):
        Book.open(path)


# --- permissions ------------------------------------------------------------------------------


@contextlib.contextmanager
def unprivileged() -> Iterator[Path]:
    """A folder of our own, as somebody who is not root (root may do everything)."""
    with tempfile.TemporaryDirectory(prefix="asynja-perm-") as name:
        folder = Path(name)
        with Book.create(folder / "book.db"):
            pass
        if os.geteuid() != 0:
            yield folder
            folder.chmod(0o700)
            return
        nobody = 65534
        for path in (folder, *folder.iterdir()):
            os.chown(path, nobody, nobody)
        os.seteuid(nobody)
        try:
            yield folder
        finally:
            os.seteuid(0)
            folder.chmod(0o700)


needs_posix = pytest.mark.skipif(os.name == "nt", reason="POSIX modes")


@needs_posix
@pytest.mark.parametrize("folder_mode", [0o700, 0o500], ids=["file", "file-and-folder"])
def test_a_read_only_file(folder_mode: int) -> None:
    """A clear message, whether it is opened or written."""
    with unprivileged() as folder:
        path = folder / "book.db"
        path.chmod(0o400)
        folder.chmod(folder_mode)
        before = path.read_bytes()
        with pytest.raises(Unreadable) as caught, Book.open(path) as book:
            make_resource(book, "Johan Frisk")
        assert caught.value.text.endswith(".")
        assert path.read_bytes() == before


@needs_posix
def test_a_file_that_may_not_be_read() -> None:
    with unprivileged() as folder:
        (folder / "book.db").chmod(0)
        with pytest.raises(Unreadable):
            Book.open(folder / "book.db")


@needs_posix
def test_a_folder_that_may_not_be_entered_or_written() -> None:
    with unprivileged() as folder:
        folder.chmod(0o500)
        with pytest.raises(Unreadable, match="behörighet saknas"):
            Book.create(folder / "new.db")
        folder.chmod(0)
        for open_it in (Book.open, Book.create):
            with pytest.raises(Unreadable, match="behörighet saknas"):
                open_it(folder / "book.db")


# --- reading and writing ----------------------------------------------------------------------


def test_a_write_is_whole_or_undone(book: Book) -> None:
    def half() -> None:
        with book.write() as tx:
            tx.run("INSERT INTO clinic (name, system) VALUES ('Halv', 'pmo')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with book.read() as reader:
        assert reader.value("SELECT count(*) FROM clinic") == 1
    with book.write() as tx:
        tx.run("INSERT INTO clinic (name, system) VALUES ('Hel', 'pmo')")
    with book.read() as reader:
        assert reader.value("SELECT count(*) FROM clinic") == 2


def test_writes_are_never_nested(book: Book) -> None:
    with book.write(), pytest.raises(RuntimeError, match="never"), book.write():
        pass
    with book.read(), pytest.raises(RuntimeError, match="never"), book.write():
        pass
    make_resource(book, "Johan Frisk")  # neither left anything behind


def test_reading_inside_a_write_sees_it(book: Book) -> None:
    with book.write() as tx:
        tx.run("INSERT INTO clinic (name, system) VALUES ('Ny', 'pmo')")
        with book.read() as reader, book.read() as inner:
            assert reader.value("SELECT count(*) FROM clinic") == 2
            assert inner.value("SELECT count(*) FROM clinic") == 2
    with book.read() as reader:
        assert reader.value("SELECT count(*) FROM clinic") == 2


def test_a_read_is_one_moment(book: Book) -> None:
    with Book.open(book.path) as other:
        with book.read() as reader:
            assert reader.value("SELECT count(*) FROM resource") == 0
            make_resource(other, "Johan Frisk")
            assert reader.value("SELECT count(*) FROM resource") == 0
        with book.read() as reader:
            assert reader.value("SELECT count(*) FROM resource") == 1


def test_a_read_that_fails_leaves_the_book_usable(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.read():
        raise ZeroDivisionError
    with pytest.raises(Unusable), book.read() as reader:
        reader.rows("SELECT nothing FROM nowhere")
    make_resource(book, "Johan Frisk")


@pytest.mark.parametrize(
    ("sql", "params", "kind"),
    [
        pytest.param("INSERT INTO clinic (name, system) VALUES (?, 'pmo')", ("\ud800",), Invalid,
                     id="lone-surrogate"),
        pytest.param("UPDATE clinic SET delay_min = ?", (2**70,), Invalid, id="too-large"),
        pytest.param("UPDATE clinic SET delay_min = -1", (), Refused, id="check"),
        pytest.param("UPDATE clinic SET name = NULL", (), Refused, id="not-null"),
        pytest.param("UPDATE case_type SET clinic_id = 99", (), Refused, id="foreign-key"),
        pytest.param("UPDATE case_type SET kind = 'book'", (), Refused, id="unique"),
        pytest.param("UPDATE clinic SET delay_min = 'x'", (), Refused, id="strict"),
        pytest.param("NONSENSE", (), Unusable, id="syntax"),
        pytest.param("UPDATE clinic SET delay_min = ?", (), Unusable, id="parameters"),
    ],
)  # fmt: skip
def test_sqlites_errors_in_the_books_words(
    book: Book, sql: str, params: tuple[object, ...], kind: type[BookError]
) -> None:
    with pytest.raises(kind) as caught, book.write() as tx:
        tx.run(sql, params)
    assert caught.value.text.endswith(".")
    assert "UPDATE" not in caught.value.text
    make_resource(book, "Johan Frisk")


def test_what_is_kept_for_ever(book: Book) -> None:
    """Publications and changes are append-only, but for the reviewer's decision."""
    ready, _ = scenario()
    shutil.copy(ready, book.path.with_name("full.db"))
    with Book.open(book.path.with_name("full.db")) as full:
        for sql in (
            "DELETE FROM booking_change",
            "UPDATE booking_change SET act = 'cancelled'",
            "UPDATE booking_change SET reason = 'x'",
            "DELETE FROM time_type_publication",
            "UPDATE time_type_publication SET hidden = 1",
        ):
            with pytest.raises(Refused), full.write() as tx:
                tx.run(sql)
        with full.write() as tx:
            tx.run("UPDATE booking_change SET decision = 'bill'")


# --- others -----------------------------------------------------------------------------------


HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
held.execute("ROLLBACK")
"""


@contextlib.contextmanager
def locked_by_another(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another program that is in the middle of a write."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def test_busy_is_said_and_nothing_changed(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_file, "GIVE_UP_AFTER", 0.1)
    before = dump(book.path)
    with locked_by_another(book.path) as other:
        with pytest.raises(Busy, match="Ingenting ändrades"):
            make_resource(book, "Johan Frisk")
        with book.read() as reader:  # reading goes on
            assert reader.value("SELECT count(*) FROM clinic") == 1
        with Book.open(book.path) as second, second.read() as reader:  # so does opening
            assert reader.value("SELECT count(*) FROM clinic") == 1
        assert dump(book.path) == before
        other.communicate("\n", timeout=10)
        make_resource(book, "Johan Frisk")


def test_a_write_waits_for_its_turn(book: Book) -> None:
    with locked_by_another(book.path) as other:
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()
        make_resource(book, "Johan Frisk")


def test_changes_tells_own_and_others_writes(book: Book) -> None:
    first = book.changes()
    assert book.changes() == first
    with book.read() as reader:
        reader.value("SELECT 1")
    assert book.changes() == first
    make_resource(book, "Johan Frisk")
    second = book.changes()
    assert second != first
    with Book.open(book.path) as other:
        make_resource(other, "Florence")
        third = book.changes()
        assert third not in (first, second)
        assert book.changes() == third


def test_a_closed_book_says_so(tmp_path: Path) -> None:
    book = Book.create(tmp_path / "book.db")
    book.close()
    book.close()
    with pytest.raises(Unusable), book.read() as reader:
        reader.value("SELECT 1")


# --- backup -----------------------------------------------------------------------------------


def test_a_backup_is_a_whole_book(tmp_path: Path) -> None:
    ready, _ = scenario()
    path = Path(shutil.copy(ready, tmp_path / "book.db"))
    with Book.open(path) as book:
        book.backup(tmp_path / "copy.db")
        assert mode(tmp_path / "copy.db") == 0o600
        assert dump(tmp_path / "copy.db") == dump(path)
        make_resource(book, "Efter kopian")
    with Book.open(tmp_path / "copy.db") as copy:
        assert examine.examine(copy).ok
        with copy.read() as reader:
            assert not reader.rows("SELECT 1 FROM resource WHERE name = 'Efter kopian'")


@pytest.mark.skipif(os.name != "posix", reason="kills processes")
def test_a_backup_that_is_killed_leaves_nothing_under_the_final_name(tmp_path: Path) -> None:
    """At any call on the way; what the killed ones leave is gone once one comes through."""
    path = Path(shutil.copy(scenario()[0], tmp_path / "book.db"))
    place = tmp_path / "kopior" / "kopia.db"
    place.parent.mkdir()
    told = subprocess.run(
        [sys.executable, "-m", "tests.db.killed_copy", str(path), str(place)],
        capture_output=True, text=True, check=True, timeout=120,
    ).stdout.split()  # fmt: skip
    found = [one for one in told if one in ("none", "whole")]
    assert {*told} == {"none", "whole"}, told
    assert found == sorted(found)
    assert len(found) > 12


def test_leftovers_of_a_copy_are_those_of_this_place_and_of_no_living_program(
    book: Book, tmp_path: Path
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    mine, dead = f"{os.getpid()}", f"{gone.pid}"
    kept = {f".copy.db.{mine}.abc.kopia", f".other.db.{dead}.abc.kopia", ".copy.db.x.abc.kopia"}
    for name in (*kept, f".copy.db.{dead}.abc.kopia", f".copy.db.{dead}.abc.kopia-journal"):
        (tmp_path / name).write_text("")
    book.backup(tmp_path / "copy.db")
    assert {one.name for one in tmp_path.glob(".*")} == kept


def test_a_copy_may_have_as_long_a_name_as_any_file(book: Book, tmp_path: Path) -> None:
    place = tmp_path / f"{'å' * 120}.db"
    book.backup(place)
    assert [one.name for one in tmp_path.glob("å*")] == [place.name]


def test_a_backup_never_overwrites(book: Book, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("viktigt")
    for target in (theirs, book.path, tmp_path):
        with pytest.raises(Refused, match="skrivs inte över"):
            book.backup(target)
    assert theirs.read_text() == "viktigt"
    with pytest.raises(Unreadable, match="mappen finns inte"):
        book.backup(tmp_path / "nowhere" / "copy.db")
    with pytest.raises(Invalid):
        book.backup("")


def test_a_backup_while_another_writes(book: Book, tmp_path: Path) -> None:
    with locked_by_another(book.path):
        book.backup(tmp_path / "copy.db")
    with Book.open(tmp_path / "copy.db") as copy, copy.read() as reader:
        assert reader.value("SELECT count(*) FROM clinic") == 1
