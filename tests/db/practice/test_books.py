"""Starting over and checkpoints: a whole book in another's place, and nothing lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import clock
from db.book import Book
from db.doctor import examine
from db.errors import Invalid, Misplaced, NotAllowed, NotFound, Refused, Unreadable, Unusable
from db.practice import books, recent
from db.setup import clinics
from db.values import Actor, Role
from db.worlds import catalogue
from tests.db.actors import STAFF
from tests.db.builders import at, make_patient
from tests.db.desk import Desk

GOLDENS = Path(__file__).parents[1] / "goldens"


@pytest.fixture
def kept_in(tmp_path: Path) -> Path:
    return tmp_path / "världar"


def value(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(sql).fetchone()[0]


# --- checkpoints ----------------------------------------------------------------------------------


def test_one_goes_back_to_what_was_kept(book: Book) -> None:
    desk = Desk(book)
    desk.slot("2024-09-13 08:00")
    made = books.remember(book, STAFF, " Före  lunch ")
    assert made == books.find(book.path, "före lunch")
    assert (made.name, made.clock) == ("Före  lunch", at("2024-09-12 10:52"))
    booking = desk.booked("2024-09-13 09:00")
    done = books.go_back(book.path, STAFF, made)
    assert done.former is not None
    with Book.open(done.book) as back:
        assert examine.examine(back).ok
        with back.read() as reader:
            assert reader.value("SELECT count(*) FROM booking") == 0
            assert reader.value("SELECT count(*) FROM slot") == 1
    with pytest.raises(Misplaced):
        desk.slot("2024-09-14 08:00")
    book.close()
    assert value(done.former, "SELECT id FROM booking") == booking.id
    assert books.checkpoints(done.book) == (made,)
    with Book.open(done.former) as former:
        assert examine.examine(former).ok


def test_two_names_that_are_alike_are_one(book: Book) -> None:
    books.remember(book, STAFF, "Lektion 1")
    with pytest.raises(Refused, match="redan ett minne som heter ”Lektion 1”"):
        books.remember(book, STAFF, "LEKTION 1")
    make_patient(book, 1)
    again = books.remember(book, STAFF, "lektion 1", confirmed=True)
    assert books.checkpoints(book.path) == (again,)
    assert value(again.file, "SELECT count(*) FROM patient") == 1


@pytest.mark.parametrize("name", ["../utanför", "a/b", ".dold", "C:\\x", "100 %", "å*?"])
def test_any_name_is_a_file_of_the_books_own_folder(book: Book, name: str) -> None:
    made = books.remember(book, STAFF, name)
    assert made.file.parent == book.path.with_name(f"{book.path.name}.minnen")
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in books.checkpoints(book.path)] == [made.name]
    books.forget(STAFF, made)
    assert books.checkpoints(book.path) == ()
    with pytest.raises(NotFound, match="finns inte"):
        books.go_back(book.path, STAFF, made)


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_name_that_cannot_be(book: Book, name: str) -> None:
    with pytest.raises(Invalid):
        books.remember(book, STAFF, name)
    assert books.checkpoints(book.path) == ()


def test_citizens_and_ombud_change_no_books(book: Book, kept_in: Path) -> None:
    made = books.remember(book, STAFF, "a")
    for act in (
        lambda who: books.remember(book, who, "b"),
        lambda who: books.go_back(book.path, who, made),
        lambda who: books.forget(who, made),
        lambda who: books.start_over(book.path, who, "tom", kept_in),
    ):
        with pytest.raises(NotAllowed):
            act(Actor(Role.AGENT))


# --- starting over --------------------------------------------------------------------------------


def test_the_same_world_anew_and_the_old_one_kept(tmp_path: Path, kept_in: Path) -> None:
    path = tmp_path / "bok.db"
    first = books.start_over(path, STAFF, "tom", kept_in)
    assert first.former is None
    with Book.open(path) as old:
        assert old.world == "tom"
        make_patient(old, 1)
        done = books.start_over(path, STAFF, old.world, kept_in)
        assert done.former == tmp_path / "bok.db.bak"
        assert books.is_successor(old)
        with pytest.raises(Misplaced):
            old.changes()
    with Book.open(path) as new:
        assert clinics.every(new)[0].name == "Nya mottagningen"
        assert clock.read(new).mode is clock.Mode.REAL
        assert examine.examine(new).ok
        with new.read() as reader:
            assert reader.value("SELECT count(*) FROM patient") == 0
        assert not books.is_successor(new)
    assert value(done.former, "SELECT count(*) FROM patient") == 1
    assert len(list(kept_in.iterdir())) == 1
    marks = {str(value(one, "SELECT mark FROM book_mark"))[:43] for one in (path, done.former)}
    assert len(marks) == 2, "each is a book of its own"
    assert books.start_over(path, STAFF, "tom", kept_in).former == tmp_path / "bok.db-2.bak"


def test_a_file_put_there_by_others_is_no_successor(book: Book, tmp_path: Path) -> None:
    other = tmp_path / "annan.db"
    book.backup(other)
    other.replace(book.path)
    assert not books.is_successor(book)


def test_a_world_of_ones_own_anew_is_as_its_file_says_now(tmp_path: Path, kept_in: Path) -> None:
    """Also where it is called as one of the program's."""
    own, path = tmp_path / "guide.toml", tmp_path / "bok.db"
    told = '[[enhet]]\nnamn = "{}"\njournalsystem = "pmo"\noppnad = "d-9 08:00"\n'
    own.write_text(told.format("Den första"), "utf-8")
    catalogue.make(path, str(own)).close()
    for name in ("Den första", "Den andra"):
        own.write_text(told.format(name), "utf-8")
        with Book.open(path) as book:
            world = book.world
        books.start_over(path, STAFF, world, kept_in)
        with Book.open(path) as book:
            assert [unit.name for unit in clinics.every(book)] == [name]
    recent.note(tmp_path / "senaste", path)
    assert [one.world for one in recent.every(tmp_path / "senaste")] == ["guide"]


def test_an_unknown_world_leaves_the_book(book: Book, kept_in: Path) -> None:
    with pytest.raises(NotFound, match="finns inte"):
        books.start_over(book.path, STAFF, "mars", kept_in)
    assert book.changes()


def test_a_folder_that_cannot_be_written_leaves_the_book(book: Book, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(Unreadable):
        books.start_over(book.path, STAFF, "tom", tmp_path / "fil" / "världar")
    assert book.changes()


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("PRAGMA application_id = 7", "är inte en bok"),
        ("PRAGMA user_version = 99", "nyare version"),
        (None, "skadad"),
    ],
)
def test_a_checkpoint_that_is_no_book_leaves_the_book(
    book: Book, sql: str | None, says: str
) -> None:
    made = books.remember(book, STAFF, "a")
    if sql is None:
        made.file.write_bytes(made.file.read_bytes()[:8192] + bytes(8192))
    else:
        with closing(sqlite3.connect(made.file)) as plain:
            plain.execute(sql)
    with pytest.raises(Unusable, match=says):
        books.go_back(book.path, STAFF, made)
    assert book.changes()
    assert sorted(one.name for one in book.path.parent.iterdir()) == sorted(
        ["book.db", "book.db-shm", "book.db-wal", "book.db.minnen"]
    )


def test_a_checkpoint_of_an_older_format_is_brought_on(book: Book) -> None:
    made = books.remember(book, STAFF, "gammalt")
    made.file.unlink()
    with closing(sqlite3.connect(made.file)) as plain:
        plain.executescript((GOLDENS / "v2.sql").read_text(encoding="utf-8"))
    done = books.go_back(book.path, STAFF, made)
    with Book.open(done.book) as back:
        assert examine.examine(back).ok
    assert value(made.file, "PRAGMA user_version") == 2
