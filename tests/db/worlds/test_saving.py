"""A book that is saved as a world and made anew is an equal book."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from db import clock
from db.book import Book
from db.bookings import acts
from db.doctor import examine
from db.errors import Refused
from db.log import query, review
from db.rules.log.query import LogQuery
from db.setup import patients, resources, time_types
from db.tidbok import events
from db.timeline import parse_instant
from db.values import ReviewDecision
from db.worlds import catalogue, saving
from tests.db.actors import SCHEDULER, STAFF
from tests.db.log.files.test_import_log import TRAP, text_of
from tests.db.random_book import Plan, plans, scratch, write_book
from tests.db.same_book import differences
from tests.effort import effort

NOW = parse_instant("2025-11-21 13:37")


@contextmanager
def made_anew(book: Book) -> Iterator[Book]:
    """The book that is made of the world it is saved as."""
    with TemporaryDirectory() as folder:
        file = saving.save(book, Path(folder) / "sparad.toml")
        with catalogue.make(Path(folder) / "igen.db", str(file), real_now=NOW) as again:
            yield again


@pytest.mark.parametrize("name", catalogue.NAMES)
def test_each_world_comes_back(tmp_path: Path, name: str) -> None:
    with catalogue.make(tmp_path / "bok.db", name, real_now=NOW) as book, made_anew(book) as again:
        assert differences(book, again) == []
        assert examine.examine(again).faults == ()
        assert catalogue.check(name, real_now=NOW) == ()


def test_a_book_that_was_used_comes_back(tmp_path: Path) -> None:
    from db.log.files import import_log

    with catalogue.make(tmp_path / "bok.db", "guide") as book:
        late = [one.seq for one in query.rows(book, STAFF, 1, LogQuery(late=True))]
        review.decide(book, STAFF, late[:1], ReviewDecision.EXEMPT, "Sjuk", seen=None)
        citizen = patients.citizen(book, "19910717-2380")
        acts.cancel(book, citizen, 7, reason='Rad ett\nrad "två" \\ tre', seen=None)
        (tmp_path / "juni.txt").write_text(text_of(TRAP), "utf-8")
        clock.set_to(book, STAFF, parse_instant("2025-10-26 02:30"), confirmed=True)
        import_log.import_log(book, STAFF, 1, tmp_path / "juni.txt")
        doctor = resources.find(book, 1, "Johan Frisk")
        resources.save(book, SCHEDULER, 1, [doctor.__class__(doctor.id, "Johan Frisk Å",
                       doctor.kind, None, None, doctor.profession, doctor.revision)])  # fmt: skip
        start = parse_instant("2025-11-03 08:00")
        events.add(book, STAFF, 1, doctor.id or 0, start, start + 3600, "Möte", blocking=True)
        with book.write() as tx:
            tx.run("UPDATE message SET read_at = at + 60 WHERE id % 2 = 0")
            tx.run("INSERT INTO fee (clinic_id, profession, amount_ore) VALUES (1, '', 40000)")
        with made_anew(book) as again:
            assert differences(book, again) == []
            assert examine.examine(again).faults == ()
            assert query.rows(again, STAFF, 1, file="juni") == query.rows(
                book, STAFF, 1, file="juni"
            )
            assert clock.read(again).now == clock.read(book).now


def test_the_comparison_sees_what_differs(tmp_path: Path) -> None:
    """One that sees nothing would hold nothing."""
    with (
        catalogue.make(tmp_path / "a.db", "guide") as one,
        catalogue.make(tmp_path / "b.db", "guide") as other,
    ):
        assert differences(one, other) == []
        acts.cancel(other, STAFF, 7, seen=None)
        assert {line.split(":")[0] for line in differences(one, other)} >= {"booking", "slot"}
        kind = time_types.find(one, 1, "Akut")
        time_types.clear
        with one.write() as tx:
            tx.run("UPDATE time_type SET web_info = 'x' WHERE id = ?", (kind.id,))
        assert any(line.startswith("time_type: - ") for line in differences(one, other))


@settings(max_examples=effort(25, 1000))
@given(plans())
def test_any_book_comes_back(plan: Plan) -> None:
    with scratch() as book:
        with book.write() as tx:
            write_book(tx, plan)
        with made_anew(book) as again:
            assert differences(book, again) == []


def test_it_is_written_to_a_new_file_alone(tmp_path: Path) -> None:
    with catalogue.make(tmp_path / "bok.db", "tom") as book:
        place = saving.save(book, tmp_path / "värld.toml")
        assert place.stat().st_mode & 0o777 == 0o600
        with pytest.raises(Refused, match="finns redan"):
            saving.save(book, place)
        assert place.read_text("utf-8").startswith("# Sparad ur en bok")
