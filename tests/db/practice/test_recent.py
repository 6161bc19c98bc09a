"""The list of books that were open lately."""

from pathlib import Path

from db.book import Book
from db.practice import recent


def test_the_latest_is_first_and_each_once(book: Book, tmp_path: Path) -> None:
    file, other = tmp_path / "mapp" / "senaste", tmp_path / "annan.db"
    book.backup(other)
    for path in (book.path, other, book.path):
        assert recent.note(file, path)
    found = recent.every(file)
    assert [one.path for one in found] == [book.path, other]
    assert (found[0].unit, found[0].world) == ("Primus MVK VC Test", "")
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_gone_is_not_listed_and_only_ten_are_kept(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "senaste"
    for number in range(recent.MOST + 3):
        path = tmp_path / f"{number}.db"
        path.write_bytes(b"x")
        recent.note(file, path)
    (tmp_path / "12.db").unlink()
    found = [one.path.name for one in recent.every(file)]
    assert found == [f"{number}.db" for number in range(11, 2, -1)]
    assert recent.every(tmp_path / "ingen") == ()
    file.write_bytes(b"\0\n\xff\xfe\n" + str(book.path).encode())
    assert [one.path for one in recent.every(file)] == [book.path]


def test_where_nothing_can_be_written_it_is_left(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    assert recent.note(tmp_path / "fil" / "senaste", tmp_path / "bok.db") is False
