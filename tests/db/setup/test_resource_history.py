"""History is joined to a resource by its id; what it was called then is for showing."""

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from db.book import Book
from db.bookings import acts, freed_times, waiting_list
from db.errors import Refused
from db.log import query as weblog
from db.log import review, review_settings, statistics
from db.log.files import export
from db.log.files.export import Invoice
from db.rules.log.grammar import parse_search
from db.rules.log.statistics import By, search_of
from db.schedule import lay_out
from db.setup import resources
from db.setup.resource_history import ResourceHistory
from tests.db.actors import SCHEDULER, STAFF
from tests.db.builders import day, make_resource, make_slot
from tests.db.desk import Desk
from tests.db.schedule.test_lay_out import make_template
from tests.db.store.test_migrations import golden

SOON = "2024-09-12 {}"
"""Today of the desk: cancelled then is late."""


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def rename(desk: Desk, **called: str) -> None:
    """Rename resources by their names, all at once, as the dialog saves them."""
    known = {one.name: one for one in resources.every(desk.book, 1)}
    edited = [replace(known[old.replace("_", " ")], name=new) for old, new in called.items()]
    resources.save(desk.book, SCHEDULER, 1, edited)


def priced(desk: Desk) -> int:
    """A doctor at 900 kr and a nurse at 300 kr, one late cancellation to bill with each."""
    nurse = make_resource(desk.book, "Florence")
    desk.run("UPDATE resource SET profession = '01 Läkare' WHERE id = ?", (desk.resource,))
    seen = review_settings.settings(desk.book, STAFF, 1)
    fees = (("01 Läkare", "900"), ("09 Sjuksköterska", "300"))
    review_settings.save(desk.book, SCHEDULER, 1, (), fees, seen=seen)
    for clock, resource in (("13:00", desk.resource), ("14:00", nurse)):
        slot = make_slot(desk.book, resource, desk.type, SOON.format(clock))
        made = desk.book_slot(slot)
        acts.cancel(desk.book, desk.actor, made.id, seen=None)
    desk.run("UPDATE log_row SET decision = 'bill' WHERE act = 'cancelled'")
    return nurse


def kronor(desk: Desk, file: str = "") -> int:
    """What is to be billed, in kronor."""
    return (review.summary(desk.book, STAFF, 1, file).amount_ore or 0) // 100


def test_renaming_a_resource_changes_no_amount(desk: Desk) -> None:
    """Nor when another takes its name, nor when two swap theirs."""
    priced(desk)
    assert kronor(desk) == 1200
    rename(desk, Johan_Frisk="Johan Ny")
    assert kronor(desk) == 1200
    rename(desk, Florence="Johan Frisk")
    assert kronor(desk) == 1200
    rename(desk, Johan_Ny="Johan Frisk", Johan_Frisk="Johan Ny")
    assert kronor(desk) == 1200


def test_nor_of_an_imported_log_which_has_only_names(desk: Desk) -> None:
    """A name is the resource's that had it first."""
    priced(desk)
    desk.run("INSERT INTO log_file (clinic_id, name) VALUES (1, 'Augusti')")
    desk.run(
        "INSERT INTO log_row (clinic_id, file_id, act, changed_at, old_start, old_resource, late,"
        " minutes_left, decision) SELECT 1, 1, act, changed_at, old_start, old_resource, late,"
        " minutes_left, decision FROM log_row WHERE act = 'cancelled'"
    )
    assert kronor(desk, "Augusti") == 1200
    rename(desk, Johan_Frisk="Johan Ny")
    rename(desk, Florence="Johan Frisk")
    assert kronor(desk, "Augusti") == 1200
    # A resource that comes to be later claims the rows that have its name.
    desk.run("UPDATE log_row SET old_resource = 'Vikarien' WHERE old_resource = 'Florence'"
             " AND file_id = 1")  # fmt: skip
    assert kronor(desk, "Augusti") == 900
    make_resource(desk.book, "Vikarien")
    assert kronor(desk, "Augusti") == 1200


def test_statistics_count_by_the_resource_and_find_its_rows(desk: Desk) -> None:
    slot = desk.slot("2024-09-20 08:00")
    made = desk.book_slot(slot)
    rename(desk, Johan_Frisk="Johan Ny")
    acts.cancel(desk.book, desk.actor, made.id, seen=None)
    (line,) = statistics.read(desk.book, STAFF, 1, By.RESOURCE).rows
    assert (line.label, line.tally.changes) == ("Johan Ny", 2)
    query = parse_search(search_of(By.RESOURCE, line))
    assert len(weblog.rows(desk.book, STAFF, 1, query)) == 2
    before = statistics.stamp(desk.book, 1)
    rename(desk, Johan_Ny="Johan Nyast")
    assert statistics.stamp(desk.book, 1) != before
    assert statistics.read(desk.book, STAFF, 1, By.RESOURCE).rows[0].label == "Johan Nyast"


def test_a_name_taken_over_is_counted_apart(desk: Desk) -> None:
    other = make_resource(desk.book, "Florence")
    desk.book_slot(desk.slot("2024-09-20 08:00"))
    rename(desk, Johan_Frisk="Johan Ny", Florence="Johan Frisk")
    desk.book_slot(make_slot(desk.book, other, desk.type, "2024-09-21 08:00"))
    rows = statistics.read(desk.book, STAFF, 1, By.RESOURCE).rows
    assert sorted((one.label, one.tally.changes) for one in rows) == [
        ("Johan Frisk", 1), ("Johan Ny", 1)
    ]  # fmt: skip


def test_a_time_that_was_given_up_is_offered_under_another_name(desk: Desk) -> None:
    made = desk.book_slot(desk.slot("2024-09-16 08:00"))
    waiting_list.add(desk.book, STAFF, 1, desk.other.id, time_type=desk.type)
    acts.cancel(desk.book, desk.actor, made.id, seen=None)
    rename(desk, Johan_Frisk="Johan Ny")
    (found,) = freed_times.offers(desk.book, STAFF, 1)
    assert (found.time.resource_name, found.freed_at is None) == ("Johan Ny", False)
    nurse = make_resource(desk.book, "Johan Frisk")  # his name, and a time at the same clock
    make_slot(desk.book, nurse, desk.type, "2024-09-16 08:00")
    assert [one.time.resource for one in freed_times.offers(desk.book, STAFF, 1)] == [desk.resource]


def test_a_laying_out_that_a_patient_has_met_stands_after_a_rename(desk: Desk) -> None:
    template = make_template(desk.book, "Fm", [(4, "08:00", "09:00", 30, None, desk.type)])
    friday = day("2024-09-13")
    laid = lay_out.lay_out(
        desk.book, SCHEDULER, 1, template, [desk.resource], friday, friday, seen=None
    )
    slots = [row[0] for row in desk.rows("SELECT id FROM slot ORDER BY start")]
    made = desk.book_slot(slots[0], STAFF)
    away = make_slot(desk.book, make_resource(desk.book, "Kim"), desk.type, "2024-09-14 08:00")
    acts.rebook(desk.book, STAFF, made.id, away, seen=None, seen_time=None)
    rename(desk, Johan_Frisk="Johan Ny")
    assert laid.layout is not None
    with pytest.raises(Refused) as no:
        lay_out.undo_layout(desk.book, SCHEDULER, laid.layout, seen=None)
    assert no.value.items == ("2024-09-13 08:00–08:30 Johan Ny: har varit bokad.",)


def test_an_export_bills_each_row_by_its_resource(desk: Desk, tmp_path: Path) -> None:
    priced(desk)
    rename(desk, Johan_Frisk="Florence", Florence="Johan Frisk")
    export.export(desk.book, STAFF, 1, tmp_path / "f.csv", invoice=Invoice.EVERY)
    lines = (tmp_path / "f.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [("900" in line, "300" in line) for line in lines if "Johan Frisk" in line] == [
        (True, False)
    ]


def test_names_that_two_have_had_in_other_letters_are_nobodys(desk: Desk) -> None:
    first, second = make_resource(desk.book, "kim"), make_resource(desk.book, "KIM")
    with desk.book.read() as reader:
        history = ResourceHistory(reader, 1)
    assert [history.whose(None, name) for name in ("kim", "KIM", "Kim")] == [first, second, None]
    assert history.whose(7, "kim") == 7


def test_an_older_book_finds_its_resources_where_it_can(tmp_path: Path) -> None:
    """A booking's own history tells of a resource that was renamed; else the name does."""
    old = golden(2, tmp_path / "old.db")
    with contextlib.closing(sqlite3.connect(old)) as plain:
        plain.execute("UPDATE resource SET name = 'Johan Ny' WHERE id = 1")
        plain.execute("INSERT INTO resource (clinic_id, name) VALUES (1, 'Johan Frisk')")
        plain.commit()
    with Book.open(old) as book, book.read() as reader:
        assert reader.rows(
            "SELECT act, old_resource_id, new_resource_id FROM booking_change ORDER BY id"
        ) == [("booked", None, 1), ("booked", None, 1), ("rebooked", 1, 1)]
        own = "SELECT old_resource_id, new_resource_id FROM log_row WHERE file_id IS {} NULL"
        assert reader.rows(own.format("") + " ORDER BY id") == [(None, 1), (1, 1)]
        assert set(reader.rows(own.format("NOT"))) == {(None, None)}
        assert reader.rows("SELECT name, resource_id FROM resource_name ORDER BY resource_id") == [
            ("Johan Ny", 1), ("Johan Frisk", 2),
        ]  # fmt: skip
