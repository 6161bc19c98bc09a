"""What the name of a file means, typed or dragged, in every place that takes one."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from db.book import Book
from db.errors import Invalid
from db.log.files import import_log
from db.paths import meant
from tests.db.actors import STAFF
from tests.db.builders import set_clock
from tests.db.log_builders import Unit

PLAIN = "/home/åsa/min logg.csv"


def quoted(name: str) -> str:
    return "'" + name.replace("'", "'\\''") + "'"


def escaped(name: str) -> str:
    return "".join(char if char.isalnum() or char in "/._-" else f"\\{char}" for char in name)


def address(name: str) -> str:
    return f"file://{quote(name)}"


DRAGGED: dict[str, Callable[[str], str]] = {
    "plain": str,
    "quoted": quoted,
    "double": lambda name: f'"{name}"' if "$" not in name else quoted(name),
    "escaped": escaped,
    "address": address,
    "address in quotes": lambda name: f"'{address(name)}'",
    "this computer's address": lambda name: f"file://localhost{quote(name)}",
}
NAMES = (
    PLAIN, "/tmp/logg.csv", "/tmp/a (1) & b;c.csv", "/tmp/50 %20.csv", "/tmp/=1+1.csv",
    "/tmp/#1?x.csv", "/tmp/~a.csv", "/tmp/[mars].csv",
)  # fmt: skip


@pytest.mark.parametrize("drag", DRAGGED.values(), ids=DRAGGED)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("around", ["{}", " {} ", "{}\n"])
def test_a_dragged_name_is_the_file(name: str, drag: Callable[[str], str], around: str) -> None:
    assert meant(around.format(drag(name))) == Path(name)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("logg.csv", "logg.csv"),
        ("it's.csv", "it's.csv"),
        ("'it'\\''s.csv'", "it's.csv"),
        ("'två' 'filer'", "'två' 'filer'"),
        ("'", "'"),
        ("FILE:///A%C3%85.csv", "/AÅ.csv"),
        ("a\\\\b.csv", "a\\b.csv"),
        ("file:/x", "file:/x"),
        ("~finns_inte_alls/x", "~finns_inte_alls/x"),
        ("a\0b", "a\0b"),
        ("file:///a%00b", "/a\0b"),
    ],
)
def test_other_names(text: str, path: str) -> None:
    assert meant(text) == Path(path)


def test_home_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/åsa")
    assert meant("~/min\\ logg.csv") == Path(PLAIN)
    assert meant("'~/min logg.csv'") == Path(PLAIN)


def test_a_file_that_has_the_very_name_is_meant(tmp_path: Path) -> None:
    for odd in ("a\\ b.csv", "'c.csv'", "d.csv "):
        (tmp_path / odd).touch()
        assert meant(f"{tmp_path}/{odd}") == tmp_path / odd
    assert meant(Path("'a'")) == Path("'a'")  # the program's own


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Ange en fil"),
        (" \n", "Ange en fil"),
        ("file://server/logg.csv", "annan dator"),
    ],
)
def test_what_can_be_no_file_is_told(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        meant(text)


@pytest.mark.parametrize("drag", DRAGGED.values(), ids=DRAGGED)
def test_logs_and_copies_come_from_and_go_to_dragged_names(
    book: Book, tmp_path: Path, drag: Callable[[str], str]
) -> None:
    out = tmp_path / "min logg.csv"
    set_clock(book, "2024-09-12 10:52")
    Unit(book).booked("2024-09-12 10:00", "2024-09-13 08:00")
    done = import_log.export(book, STAFF, 1, drag(str(out)))
    assert done.target == out
    read_in = import_log.import_log(book, STAFF, 1, drag(str(out)))
    assert (read_in.file, read_in.rows) == ("min logg.csv", 1)
    copy = tmp_path / "en kopia.db"
    book.backup(drag(str(copy)))
    with Book.open(drag(str(copy))) as opened:
        assert opened.path == copy
