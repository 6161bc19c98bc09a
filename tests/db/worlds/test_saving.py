"""A book that is saved as a world and made anew is an equal book."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from db import clock
from db.book import Book
from db.bookings import acts, waiting_list
from db.bookings.acts import Details
from db.doctor import examine
from db.errors import BookError, Invalid, Refused
from db.log import query, review
from db.rules.log.query import LogQuery
from db.schedule import changes
from db.setup import case_types, clinics, patients, resources, time_types
from db.tidbok import events
from db.timeline import parse_instant
from db.values import ReviewDecision
from db.worlds import catalogue, saved, saving
from tests.db.actors import IT, SCHEDULER, STAFF, UNIT
from tests.db.log.files.test_import_log import TRAP, text_of
from tests.db.random_book import Plan, plans, scratch, write_book
from tests.db.same_book import differences
from tests.effort import STRESS, effort

NOW = parse_instant("2025-11-21 13:37")


@contextmanager
def made_anew(book: Book) -> Iterator[Book]:
    """The book that is made of the world it is saved as."""
    with TemporaryDirectory() as folder:
        file = saving.save(book, Path(folder) / "sparad.toml")
        with catalogue.make(Path(folder) / "igen.db", str(file), real_now=NOW) as again:
            yield again


@pytest.mark.parametrize("name", catalogue.NAMES if STRESS else ("idag", "region", "tom"))
def test_each_world_comes_back(tmp_path: Path, name: str) -> None:
    with catalogue.make(tmp_path / "bok.db", name, real_now=NOW) as book, made_anew(book) as again:
        assert differences(book, again) == []
        assert examine.examine(again).faults == ()


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
            imported = query.rows(book, STAFF, 1, file="juni.txt")
            assert query.rows(again, STAFF, 1, file="juni.txt") == imported
            assert clock.read(again).now == clock.read(book).now


def test_a_cleared_log_and_all_settings_come_back(tmp_path: Path) -> None:
    with catalogue.make(tmp_path / "bok.db", "guide") as book:
        (unit,) = clinics.every(book)
        settled = replace(unit, name='Ny "enhet"', delay_min=60, retention_days=5)
        clinics.save(book, IT, replace(settled, agent_rebooks=True))
        clock.set_to(book, STAFF, parse_instant("2024-09-30 00:00"), confirmed=True)
        assert len(query.rows(book, STAFF, 1)) == 0
        for case in case_types.every(book, 1):
            case_types.save(book, UNIT, 1, replace(case, limited=True), seen=case)
        kind = time_types.find(book, 1, "Akut")
        hidden = replace(kind, name="Akut tid", hidden=True, web_bookable=False)
        hidden = replace(hidden, web_cancellable=False, web_rebookable=False)
        time_types.save(book, SCHEDULER, 1, [hidden])
        with made_anew(book) as again:
            assert differences(book, again) == []
            assert examine.examine(again).faults == ()
            assert clinics.every(again)[0].retention_days == 5


def test_every_column_that_is_kept_has_a_swedish_key_of_its_own() -> None:
    """A new column works under its own name until it has one."""
    english = {"start", "text", "patient"}  # Swedish words, too
    for table in saved.tables_kept():
        keys = [column.key for column in saved.columns(table)]
        assert len(set(keys)) == len(keys)
        assert {one.name for one in saved.columns(table) if one.key == one.name} <= english


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
        with one.write() as tx:
            tx.run("UPDATE time_type SET web_info = 'x' WHERE id = ?", (kind.id,))
        assert any(line.startswith("time_type: - ") for line in differences(one, other))


ALLOWED = (
    "UPDATE time_type SET name = trim('Typ ' || id || ' ' || name), video = '<Ej videobesök>',"
    " name_key = trim('typ ' || id || ' ' || replace(name_key, char(39), ''))",
    "UPDATE time_type SET hidden = 0, web_bookable = 1, web_cancellable = 1, web_rebookable = 1"
    " WHERE name LIKE '%Ombud%'",
)
"""Random books are written without asking: these make of them what the operations let through."""


@settings(max_examples=effort(25, 1000))
@given(plans())
def test_any_book_comes_back(plan: Plan) -> None:
    with scratch() as book:
        with book.write() as tx:
            write_book(tx, plan)
            for statement in ALLOWED:
                tx.run(statement)
        with made_anew(book) as again:
            assert differences(book, again) == []


@pytest.mark.parametrize("seed", range(effort(3, 100)))
def test_whatever_was_done_in_it_it_comes_back(tmp_path: Path, seed: int) -> None:
    """Acts by chance, of those that the operations let through."""
    dice = random.Random(seed)
    with catalogue.make(tmp_path / "bok.db", "region", real_now=NOW) as book:
        done = sum(act_by_chance(book, dice) for _ in range(60))
        assert done > 15
        with made_anew(book) as again:
            assert differences(book, again) == []
            assert examine.examine(again).faults == ()


def act_by_chance(book: Book, dice: random.Random) -> bool:
    """One act on some thing of the book; whether it was let through."""
    with book.read() as reader:
        now = clock.now(reader)
        unit = dice.randint(1, 3)
        slots = [row[0] for row in reader.rows(
            "SELECT id FROM slot WHERE clinic_id = ? AND start > ?", (unit, now))]  # fmt: skip
        visits = [row[0] for row in reader.rows("SELECT id FROM booking WHERE clinic_id = ?",
                                                (unit,))]  # fmt: skip
        rows = [row[0] for row in reader.rows("SELECT id FROM log_row")]
        types = [row[0] for row in reader.rows("SELECT id FROM time_type WHERE clinic_id = ?",
                                               (unit,))]  # fmt: skip
        (resource,) = dice.sample([row[0] for row in reader.rows(
            "SELECT id FROM resource WHERE clinic_id = ?", (unit,))], 1)  # fmt: skip
    slot, patient, visit = dice.choice(slots), dice.randint(1, 20), dice.choice(visits)
    start = now - now % 1800 + dice.randrange(1, 400) * 1800
    kind, told = dice.choice(types), Details("Ord för ord", staff_note="Vår egen")
    done: list[Callable[[], object]] = [
        lambda: acts.book_time(book, STAFF, unit, slot, told, patient=patient, seen=None),
        lambda: acts.cancel(book, STAFF, visit, reason="Sjuk", seen=None),
        lambda: acts.rebook(book, STAFF, visit, slot, comment="", seen=None, seen_time=None),
        lambda: changes.add_time(book, SCHEDULER, unit, resource, start, 20, kind),
        lambda: changes.remove_times(book, SCHEDULER, [slot], seen=None),
        lambda: changes.swap_type(book, SCHEDULER, [slot], kind, seen=None),
        lambda: events.add(book, STAFF, unit, resource, start, start + 5400, "Möte", blocking=True),
        lambda: waiting_list.add(book, STAFF, unit, patient, time_type=kind, text="Snart"),
        lambda: review.decide(book, STAFF, [dice.choice(rows)], ReviewDecision.BILL, seen=None),
        lambda: clock.set_to(book, STAFF, now + dice.randrange(90_000), confirmed=True),
    ]
    try:
        dice.choice(done)()
    except BookError:
        return False
    return True


def test_it_is_written_to_a_new_file_alone(tmp_path: Path) -> None:
    with catalogue.make(tmp_path / "bok.db", "tom") as book:
        place = saving.save(book, tmp_path / "värld.toml")
        assert place.stat().st_mode & 0o777 == 0o600
        with pytest.raises(Refused, match="finns redan"):
            saving.save(book, place)
        assert place.read_text("utf-8").startswith("# Sparad ur en bok")
        with pytest.raises(Invalid, match="toml"):
            saving.save(book, tmp_path / "värld.txt")
