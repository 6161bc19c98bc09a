"""Tidstyper as a schemaläggare meets them: the grid saved whole, hidden types, Ombud, Rensa."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from db.book import Book
from db.bookings import acts
from db.errors import BookError, Conflict, Invalid, NotAllowed, NotFound, Refused
from db.rules.names import time_types as rules
from db.rules.names.type_columns import FIELD_LABELS
from db.setup import publication, time_types
from db.setup.time_type_use import use_warnings
from db.texts import (
    COLOURS,
    OWN_VIDEO,
    VIDEO,
    WEEKDAY_HEADINGS,
    WEEKDAY_NAMES,
    WEEKDAY_TICKS,
)
from db.values import NO_VIDEO, Actor, Fact, TimeType, Weekday, clean
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, SYSTEM, UNIT
from tests.db.builders import (
    at,
    citizen,
    load_type,
    make_patient,
    make_resource,
    make_slot,
    make_type,
    set_clock,
)
from tests.db.desk import Desk
from tests.db.hostile import HOSTILE, assert_safe

OTHER = Actor(SCHEDULER.role, "Saga Schema")
NOW = "2024-09-12 10:52"


def faces(book: Book, when: str) -> dict[int, Any]:
    with book.read() as reader:
        return publication.faces(reader, 1, at(when))


def told(book: Book) -> int:
    """How many publications there are."""
    with book.read() as reader:
        return int(reader.value("SELECT count(*) FROM time_type_publication"))


def web(name: str, **fields: Fact) -> TimeType:
    """A type that citizens may book, cancel and rebook, not stored yet."""
    ticks = dict.fromkeys(("bookable", "web_bookable", "web_cancellable", "web_rebookable"), True)
    values: dict[str, Any] = {"web_name": f"{name} på webben", **ticks, **fields}
    return TimeType(name=name, **values)


def refusal(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.text.endswith(".")
    assert not caught.value.decision.passed
    return caught.value


def make_template(book: Book, time_type: int, name: str = "1177") -> None:
    with book.write() as tx:
        made = tx.insert("INSERT INTO template (clinic_id, name) VALUES (1, ?)", (name,))
        tx.run(
            "INSERT INTO template_row (template_id, weekday, start_min, end_min, length_min,"
            " time_type_id) VALUES (?, 0, 480, 600, 15, ?)",
            (made, time_type),
        )


# --- reading ----------------------------------------------------------------------------------


def test_the_grid_has_blank_rows_first_then_names_in_swedish_order(book: Book) -> None:
    for name in ("Öga", "ängslan", "", "Åter", "Zon", ".Läkarbesök"):
        make_type(book, name)
    names = [one.name for one in time_types.every(book, 1)]
    assert names == ["", ".Läkarbesök", "Zon", "Åter", "ängslan", "Öga"]


def test_a_type_is_found_by_its_name_whatever_the_case(book: Book) -> None:
    made = make_type(book, ".Läkarbesök", "Bedömning av nya besvär")
    assert time_types.find(book, 1, "  .LÄKARBESÖK ").id == made
    with book.read() as reader:
        assert time_types.load(reader, made).web_name == "Bedömning av nya besvär"


def test_an_unknown_name_is_answered_with_near_names(book: Book) -> None:
    for name in ("", ".Läkarbesök", ".Sköterskebesök", "Praktiskt besök webb"):
        make_type(book, name)
    with pytest.raises(NotFound, match="Menade du ”.Läkarbesök”"):
        time_types.find(book, 1, ".Lakarbesok")
    with pytest.raises(NotFound, match="Menade du ”Praktiskt besök webb”"):
        time_types.find(book, 1, "praktiskt")
    with pytest.raises(NotFound, match="Här finns till exempel ”.Läkarbesök”"):
        time_types.find(book, 1, "xyz")
    with pytest.raises(NotFound, match="måste ha ett namn"):
        time_types.find(book, 1, "")  # never the blank row
    with pytest.raises(NotFound), book.read() as reader:
        time_types.load(reader, 999)


def test_an_unknown_name_in_an_empty_grid_is_answered_too(book: Book) -> None:
    with pytest.raises(NotFound, match="Det finns inga än"):
        time_types.find(book, 1, "Provtagning")


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_is_looked_for_in_vain_and_said_cleaned(book: Book, typed: str) -> None:
    make_type(book, ".Läkarbesök")
    with pytest.raises(NotFound) as caught:
        time_types.find(book, 1, typed)
    caught.value.text.encode()
    assert "\x1b" not in caught.value.text
    assert len(caught.value.text) < 400


# --- saving a set -----------------------------------------------------------------------------


def test_a_whole_edited_set_is_saved_at_once(book: Book) -> None:
    first, second = (
        make_type(book, ".Läkarbesök", "Läkare"),
        make_type(book, ".Provtagning", "Prov"),
    )
    edited = [
        replace(load_type(book, first), web_name="Bedömning av nya besvär", colour="blue"),
        load_type(book, second),
        web(".Laboratoriet", web_info="Glöm ej ta med utskickat formulär till besöket"),
    ]
    saved = time_types.save(book, SCHEDULER, 1, edited)
    assert [one.name for one in saved] == [".Läkarbesök", ".Provtagning", ".Laboratoriet"]
    assert [one.revision for one in saved] == [2, 1, 1]
    assert saved[1] == edited[1]
    assert saved[2].id not in (None, first, second)
    assert saved[2].video == NO_VIDEO
    assert {one.id: one for one in time_types.every(book, 1)} == {one.id: one for one in saved}


def test_only_changed_rows_are_written_and_told_to_1177(book: Book) -> None:
    first, second = make_type(book, "A", "Ett"), make_type(book, "B", "Två")
    before = told(book)
    types = [replace(load_type(book, first), web_name="Ny"), load_type(book, second)]
    time_types.save(book, SCHEDULER, 1, types)
    assert told(book) == before + 1
    with book.read() as reader:
        rows = reader.rows("SELECT changed_by, changed_at FROM time_type ORDER BY id")
    assert rows == [("Sven Schema", at(NOW)), ("", 0)]


def test_saving_what_is_there_writes_nothing(book: Book) -> None:
    make_type(book, "A", "Ett")
    grid = time_types.every(book, 1)
    before = told(book)
    assert time_types.save(book, SCHEDULER, 1, grid) == grid
    assert time_types.save(book, SCHEDULER, 1, [replace(grid[0], name=" A\t")]) == grid
    assert time_types.save(book, SCHEDULER, 1, []) == ()
    assert told(book) == before


def test_a_change_reaches_1177_after_the_clinics_delay_r12(book: Book) -> None:
    made = make_type(book, ".Läkarbesök", "Läkare")
    time_types.save(book, SCHEDULER, 1, [replace(load_type(book, made), web_name="Bedömning")])
    assert faces(book, "2024-09-12 11:06")[made].web_name == "Läkare"
    assert faces(book, "2024-09-12 11:07")[made].web_name == "Bedömning"


def test_without_delay_1177_knows_at_once_r12(book: Book) -> None:
    with book.write() as tx:
        tx.run("UPDATE clinic SET delay_min = 0")
    (made,) = time_types.save(book, SCHEDULER, 1, [web("Ny")])
    assert faces(book, NOW)[made.id or 0].offered


def test_all_or_nothing_when_one_row_is_refused(book: Book) -> None:
    first, second = make_type(book, "A", "Ett"), make_type(book, "B", "Två")
    good = replace(load_type(book, first), web_name="Ny")
    bad = replace(load_type(book, second), hidden=True)
    before = told(book)
    refusal(lambda: time_types.save(book, SCHEDULER, 1, [good, bad]))
    assert load_type(book, first).web_name == "Ett"
    assert told(book) == before


class Failing(sqlite3.Connection):
    """Fails at the statement whose turn it is, once armed."""

    left = -1

    def execute(self, sql: str, parameters: object = (), /) -> sqlite3.Cursor:
        self._count()
        return super().execute(sql, cast("Any", parameters))

    def executemany(self, sql: str, parameters: object, /) -> sqlite3.Cursor:
        self._count()
        return super().executemany(sql, cast("Any", parameters))

    def _count(self) -> None:
        if Failing.left >= 0:
            Failing.left -= 1
            if Failing.left < 0:
                raise sqlite3.OperationalError("disk I/O error")


def test_all_or_nothing_when_any_statement_fails(book: Book, book_path: Path) -> None:
    first, second = make_type(book, "A", "Ett"), make_type(book, "B", "Två")
    grid = time_types.every(book, 1)
    before = told(book)
    edited = [replace(grid[0], name="B"), replace(grid[1], name="A"), web("C")]
    with Book.open(book_path, factory=Failing) as failing:
        for place in range(100):
            Failing.left = place
            try:
                time_types.save(failing, SCHEDULER, 1, edited)
            except BookError:
                assert time_types.every(book, 1) == grid
                assert told(book) == before
            else:
                break
            finally:
                Failing.left = -1
    assert place > 5
    assert load_type(book, first).name == "B"
    assert load_type(book, second).name == "A"
    assert told(book) == before + 3


@pytest.mark.parametrize("actor", [STAFF, AGENT, REGION, UNIT], ids=lambda actor: actor.role)
def test_only_schedulers_and_it_edit_types(book: Book, actor: Actor) -> None:
    made = make_type(book, "A")
    with pytest.raises(NotAllowed, match="får inte ändra tidstyper"):
        time_types.save(book, actor, 1, [load_type(book, made)])
    with pytest.raises(NotAllowed, match="får inte rensa tidstyper"):
        time_types.clear(book, actor, 1, made, seen=None)


def test_a_citizen_edits_no_types(book: Book) -> None:
    with pytest.raises(NotAllowed):
        time_types.save(book, citizen(make_patient(book)), 1, [web("Min egen")])
    assert time_types.every(book, 1) == ()


@pytest.mark.parametrize("actor", [SCHEDULER, IT, SYSTEM], ids=lambda actor: actor.role)
def test_schedulers_it_and_the_system_do(book: Book, actor: Actor) -> None:
    (made,) = time_types.save(book, actor, 1, [web("Ny")])
    with book.read() as reader:
        assert reader.value("SELECT changed_by FROM time_type") == actor.label
    assert made.revision == 1


# --- names ------------------------------------------------------------------------------------


def test_two_types_of_a_clinic_never_have_one_name_r8(book: Book) -> None:
    make_type(book, ".Läkarbesök")
    refused = refusal(lambda: time_types.save(book, SCHEDULER, 1, [web(".LÄKARBESÖK ")]))
    assert (refused.code, refused.field, refused.source) == ("unique-name", "name", "[000] R8")
    refusal(lambda: time_types.save(book, SCHEDULER, 1, [web("Ny"), web(" ny")]))
    assert len(time_types.every(book, 1)) == 1


def test_names_are_the_same_however_their_letters_are_composed_r8(book: Book) -> None:
    make_type(book, "Åter")
    refusal(lambda: time_types.save(book, SCHEDULER, 1, [web("A\u030ater")]))


def test_two_types_may_swap_names_in_one_save(book: Book) -> None:
    first, second = make_type(book, "A"), make_type(book, "B")
    a, b = load_type(book, first), load_type(book, second)
    time_types.save(book, SCHEDULER, 1, [replace(a, name="B"), replace(b, name="A")])
    assert (load_type(book, first).name, load_type(book, second).name) == ("B", "A")
    with book.read() as reader:
        assert reader.rows("SELECT name_key FROM time_type ORDER BY id") == [("b",), ("a",)]


def test_another_clinic_may_use_the_name(book: Book) -> None:
    make_type(book, "A")
    with book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Annan', 'pmo')")
    (made,) = time_types.save(book, SCHEDULER, other, [web("A")])
    assert [one.id for one in time_types.every(book, other)] == [made.id]


def test_a_type_of_another_clinic_is_not_found(book: Book) -> None:
    with book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Annan', 'pmo')")
    made = make_type(book, "A", clinic=other)
    with pytest.raises(NotFound):
        time_types.save(book, SCHEDULER, 1, [load_type(book, made)])
    with pytest.raises(NotFound):
        time_types.clear(book, SCHEDULER, 1, made, seen=None)
    with pytest.raises(NotFound):
        time_types.save(book, SCHEDULER, 77, [web("A")])


def test_one_row_twice_in_a_set_is_refused(book: Book) -> None:
    one = load_type(book, make_type(book, "A"))
    with pytest.raises(Invalid, match="två gånger"):
        time_types.save(book, SCHEDULER, 1, [replace(one, name="B"), replace(one, name="C")])


def test_a_row_with_ticks_needs_a_name_r8(book: Book) -> None:
    refused = refusal(lambda: time_types.save(book, SCHEDULER, 1, [web("")]))
    assert (refused.code, refused.field) == ("has-name", "name")


# --- hidden -----------------------------------------------------------------------------------


@pytest.mark.parametrize("tick", ["web_bookable", "web_cancellable", "web_rebookable"])
def test_a_web_tick_on_a_hidden_type_is_refused_r20(book: Book, tick: str) -> None:
    made = make_type(book, "Administration", hidden=True)
    changes: dict[str, Any] = {tick: True}
    edited = replace(load_type(book, made), **changes)
    refused = refusal(lambda: time_types.save(book, SCHEDULER, 1, [edited]))
    assert (refused.code, refused.field) == ("hidden-no-web-ticks", "hidden")
    assert "R20" in refused.source
    assert refused.decision.refusals[0].facts[0] == ("row", 0)
    assert refused.items[0].startswith("”Administration”: ")
    assert load_type(book, made).hidden


def test_a_web_tick_together_with_hiding_is_refused_r20(book: Book) -> None:
    made = make_type(book, ".Läkarbesök", "Läkare")
    edited = replace(load_type(book, made), hidden=True)
    assert refusal(lambda: time_types.save(book, SCHEDULER, 1, [edited])).field == "hidden"
    refusal(lambda: time_types.save(book, IT, 1, [web("Ny", hidden=True)]))


def test_a_hidden_type_without_web_ticks_is_saved_r20_r60(book: Book) -> None:
    made = make_type(book, "Administration", ticks=False)
    edited = replace(load_type(book, made), hidden=True)
    (saved,) = time_types.save(book, SCHEDULER, 1, [edited])
    assert saved.hidden
    (shown,) = time_types.save(book, SCHEDULER, 1, [replace(saved, hidden=False)])
    assert [shown.web_bookable, shown.web_cancellable, shown.web_rebookable] == [False] * 3


@pytest.mark.parametrize("tick", ["web_bookable", "web_cancellable", "web_rebookable"])
def test_the_book_itself_refuses_a_web_tick_on_a_hidden_type_r20(book: Book, tick: str) -> None:
    made = make_type(book, "Administration", hidden=True)
    with pytest.raises(Refused), book.write() as tx:
        tx.run(f"UPDATE time_type SET {tick} = 1 WHERE id = ?", (made,))
    with pytest.raises(Refused), book.write() as tx:
        tx.run(f"INSERT INTO time_type (clinic_id, name, hidden, {tick}) VALUES (1, 'x', 1, 1)")
    shown = make_type(book, ".Läkarbesök")
    with pytest.raises(Refused), book.write() as tx:
        tx.run("UPDATE time_type SET hidden = 1 WHERE id = ?", (shown,))
    assert not load_type(book, shown).hidden


def test_the_book_itself_refuses_a_name_twice_r8(book: Book) -> None:
    make_type(book, "A")
    with pytest.raises(Refused):
        make_type(book, "a")


# --- ombud ------------------------------------------------------------------------------------

OMBUD = "Ombud-Vårdguiden på telefon"


def test_an_ombud_type_is_made_changed_and_cleared_only_by_it_r4_r6(book: Book) -> None:
    refused = refusal(lambda: time_types.save(book, SCHEDULER, 1, [web(OMBUD)]))
    assert (refused.code, refused.field) == ("agent-type-by-it", "name")
    (made,) = time_types.save(book, IT, 1, [web(OMBUD)])
    renamed, emptied = replace(made, name="Vårdguiden"), TimeType(made.id, revision=1)
    for edited in (replace(made, web_info="x"), renamed, emptied):
        act = partial(time_types.save, book, SCHEDULER, 1, [edited])
        assert refusal(act).code == "agent-type-by-it"
    assert (
        refusal(lambda: time_types.clear(book, SCHEDULER, 1, made.id or 0, seen=None)).source
        == "[000] R4, R6"
    )
    (changed,) = time_types.save(book, IT, 1, [replace(made, web_info="Ring 1177")])
    assert time_types.clear(book, IT, 1, changed.id or 0, seen=None).name == ""


def test_no_type_becomes_an_ombud_type_but_by_it_r4(book: Book) -> None:
    made = make_type(book, "Jourtid", "Jour")
    edited = replace(load_type(book, made), name="Ombudstid")
    refusal(lambda: time_types.save(book, SCHEDULER, 1, [edited]))
    assert time_types.save(book, IT, 1, [edited])[0].name == "Ombudstid"


@pytest.mark.parametrize("tick", ["web_bookable", "web_cancellable", "web_rebookable"])
def test_an_ombud_type_keeps_its_three_ticks_even_for_it_r5(book: Book, tick: str) -> None:
    changes: dict[str, Any] = {tick: False}
    refused = refusal(lambda: time_types.save(book, IT, 1, [web(OMBUD, **changes)]))
    assert (refused.code, refused.field) == ("agent-type-ticks", "web_bookable")


def test_an_untouched_ombud_type_in_the_set_disturbs_nobody_r4(book: Book) -> None:
    make_type(book, OMBUD, "Ombud")
    made = make_type(book, "A", "Ett")
    grid = [
        replace(one, web_name="Ny") if one.id == made else one for one in time_types.every(book, 1)
    ]
    time_types.save(book, SCHEDULER, 1, grid)
    assert load_type(book, made).web_name == "Ny"


# --- conflicts --------------------------------------------------------------------------------


def test_a_stale_edit_is_told_what_who_and_when_and_overwrites_nothing(book: Book) -> None:
    made = make_type(book, ".Läkarbesök", "Läkare")
    mine = yours = load_type(book, made)
    set_clock(book, "2024-09-12 11:30")
    time_types.save(book, OTHER, 1, [replace(yours, web_name="Sagas namn")])
    set_clock(book, "2024-09-12 12:00")
    with pytest.raises(Conflict) as caught:
        time_types.save(book, SCHEDULER, 1, [replace(mine, web_name="Svens namn"), web("Ny")])
    conflict = caught.value
    assert (conflict.what, conflict.who) == (".Läkarbesök", "Saga Schema")
    assert conflict.when == at("2024-09-12 11:30")
    assert conflict.text == (
        "Tidstypen ”.Läkarbesök” har ändrats av Saga Schema 2024-09-12 11:30. Ingenting sparades."
    )
    assert [one.web_name for one in time_types.every(book, 1)] == ["Sagas namn"]


def test_several_stale_edits_are_all_named(book: Book) -> None:
    for name in ("A", "B", "C", "D"):
        make_type(book, name)
    mine = time_types.every(book, 1)
    time_types.save(book, OTHER, 1, [replace(one, web_name="x") for one in mine[1:]])
    with pytest.raises(Conflict) as caught:
        time_types.save(book, SCHEDULER, 1, [replace(one, web_name="y") for one in mine])
    assert caught.value.what == "B"
    assert "Även ”C” och ”D” har ändrats." in caught.value.text


def test_a_stale_row_that_was_made_with_the_book_has_no_known_saver(book: Book) -> None:
    one = load_type(book, make_type(book, "A"))
    with pytest.raises(Conflict, match="av någon annan. Ingenting"):
        time_types.save(book, SCHEDULER, 1, [replace(one, revision=0)])


def test_those_who_edit_different_rows_do_not_disturb_each_other(book: Book) -> None:
    first, second = (load_type(book, make_type(book, name)) for name in ("A", "B"))
    time_types.save(book, OTHER, 1, [replace(first, web_name="x")])
    time_types.save(book, SCHEDULER, 1, [replace(second, web_name="y")])
    assert [one.web_name for one in time_types.every(book, 1)] == ["x", "y"]


# --- clearing ---------------------------------------------------------------------------------


def test_a_type_never_used_again_is_cleared_and_its_row_reused_r24(book: Book) -> None:
    made = make_type(book, ".Provtagning", "Antikroppstest Covid 19", web_info="Kom i god tid")
    cleared = time_types.clear(book, SCHEDULER, 1, made, seen=None)
    assert cleared == TimeType(id=made, revision=2)
    assert faces(book, "2024-09-12 11:07")[made] == (made, "", "", False, False, False, False, "")
    (reused,) = time_types.save(
        book, SCHEDULER, 1, [replace(web(".Provtagning"), id=made, revision=2)]
    )
    assert (reused.id, reused.revision) == (made, 3)
    assert len(time_types.every(book, 1)) == 1


def test_several_types_may_be_cleared_r24(book: Book) -> None:
    for name in ("A", "B"):
        time_types.clear(book, SCHEDULER, 1, make_type(book, name), seen=None)
    assert [one.name for one in time_types.every(book, 1)] == ["", ""]


def test_clearing_a_cleared_type_changes_nothing_r24(book: Book) -> None:
    made = make_type(book, "A")
    once = time_types.clear(book, SCHEDULER, 1, made, seen=None)
    before = told(book)
    assert time_types.clear(book, SCHEDULER, 1, made, seen=None) == once
    assert told(book) == before


def test_clearing_by_hand_equals_rensa_r24(book: Book) -> None:
    made = make_type(book, "A", "Ett", level=4)
    with book.write() as tx:
        tx.run("UPDATE time_type SET colour = 'blue', video = ?", (OWN_VIDEO[0],))
    kept = load_type(book, made)
    emptied = TimeType(made, colour=kept.colour, video=kept.video, level=4, revision=1)
    assert time_types.save(book, SCHEDULER, 1, [emptied]) == (TimeType(made, revision=2),)


def book_slot(book: Book, slot: int) -> None:
    """An active booking of a slot, by plain SQL."""
    patient = make_patient(book).id
    copied = "clinic_id, resource_id, time_type_id, start, length_min"
    with book.write() as tx:
        tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot,))
        tx.run(
            f"INSERT INTO booking (patient_id, slot_id, status, booked_by, {copied})"
            f" SELECT ?, id, 'booked', 'citizen', {copied} FROM slot WHERE id = ?",
            (patient, slot),
        )


def test_a_type_in_use_is_not_cleared_and_its_users_are_listed_r24(book: Book) -> None:
    made = make_type(book, ".Läkarbesök", "Läkare")
    frisk, florence = make_resource(book, "Johan Frisk"), make_resource(book, "Florence")
    make_slot(book, frisk, made, "2024-09-13 08:00")
    taken = make_slot(book, frisk, made, "2024-09-13 08:30")
    make_slot(book, florence, made, "2024-09-16 08:00")
    make_slot(book, florence, made, "2024-09-11 08:00")  # over
    book_slot(book, taken)
    make_template(book, made)
    refused = refusal(lambda: time_types.clear(book, SCHEDULER, 1, made, seen=None))
    assert (refused.code, refused.field) == ("type-in-use", "name")
    assert "R24" in refused.source
    assert refused.items == (
        "Florence: 1 tid, 2024-09-16 08:00",
        "Johan Frisk: 2 tider, den första 2024-09-13 08:00",
        "Johan Frisk: 1 bokning, 2024-09-13 08:30",
        "Schemamall ”1177”: 1 rad",
    )
    assert load_type(book, made).name == ".Läkarbesök"
    by_hand = TimeType(made, revision=1)
    other = make_type(book, "B")
    make_template(book, other, "Annan")
    both = [by_hand, TimeType(other, revision=1)]
    items = refusal(lambda: time_types.save(book, SCHEDULER, 1, both)).items
    assert items[-1] == "B: Schemamall ”Annan”: 1 rad"
    assert items[0].startswith(".Läkarbesök: ")


@pytest.mark.parametrize("user", ["slot", "ongoing", "template"])
def test_each_kind_of_use_alone_keeps_a_type_r24(book: Book, user: str) -> None:
    made = make_type(book, "A")
    resource = make_resource(book, "Florence")
    if user == "template":
        make_template(book, made)
    else:
        make_slot(book, resource, made, {"slot": "2024-09-13 08:00"}.get(user, "2024-09-12 10:30"))
    assert len(refusal(lambda: time_types.clear(book, SCHEDULER, 1, made, seen=None)).items) == 1


def test_a_type_with_past_times_and_visits_only_is_cleared_r24(book: Book) -> None:
    made = make_type(book, "A")
    past = make_slot(book, make_resource(book, "Florence"), made, "2024-09-12 10:22")
    book_slot(book, past)
    assert time_types.clear(book, SCHEDULER, 1, made, seen=None).name == ""


# --- what may stand in a field ----------------------------------------------------------------


@pytest.mark.parametrize("field", ["name", "web_name", "web_info"])
@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_cleaned_or_refused(book: Book, field: str, typed: str) -> None:
    changes: dict[str, Any] = {field: typed}
    edited = replace(web("Ny"), **changes)
    if not clean(typed) and field == "name" or len(clean(typed)) > {"web_info": 500}.get(field, 80):
        with pytest.raises((Invalid, Refused)) as caught:
            time_types.save(book, SCHEDULER, 1, [edited])
        caught.value.text.encode()
        assert caught.value.field == field
        assert time_types.every(book, 1) == ()
    else:
        (made,) = time_types.save(book, SCHEDULER, 1, [edited])
        assert load_type(book, made.id or 0) == made
        assert_safe(getattr(made, field), typed)


@pytest.mark.parametrize(("field", "bound"), [("name", 80), ("web_name", 80), ("web_info", 500)])
def test_texts_have_bounds_and_the_type_is_named(book: Book, field: str, bound: int) -> None:
    at_bound: dict[str, Any] = {field: "å" * bound}
    time_types.save(book, SCHEDULER, 1, [replace(web("Ny"), **at_bound)])
    over: dict[str, Any] = {field: "å" * (bound + 1)}
    with pytest.raises(
        Invalid, match=f"{FIELD_LABELS[field]} på ”.*högst {bound} tecken"
    ) as caught:
        time_types.save(book, SCHEDULER, 1, [replace(web("Annan"), **over)])
    assert caught.value.field == field


def test_colour_is_one_of_the_palette(book: Book) -> None:
    for colour in COLOURS:
        (made,) = time_types.save(book, SCHEDULER, 1, [web(f"Typ {colour}", colour=colour)])
        assert made.colour == colour
    for colour in ("#ff0000", "Röd", "[red]"):
        with pytest.raises(Invalid) as caught:
            time_types.save(book, SCHEDULER, 1, [web("Ny", colour=colour)])
        assert caught.value.field == "colour"


def test_video_is_one_of_the_known_values(book: Book) -> None:
    for video in VIDEO:
        (made,) = time_types.save(book, SCHEDULER, 1, [web(f"Typ {video}", video=video)])
        assert made.video == video
    with pytest.raises(Invalid) as caught:
        time_types.save(book, SCHEDULER, 1, [web("Ny", video="Teams")])
    assert caught.value.field == "video"


def test_a_level_is_0_to_4_or_none_r82(book: Book) -> None:
    for level in (None, 0, 4):
        time_types.save(book, SCHEDULER, 1, [web(f"Nivå {level}", level=level)])
    for level in (-1, 5, 10**30):
        with pytest.raises(Invalid, match="1177-nivå"):
            time_types.save(book, SCHEDULER, 1, [web("Ny", level=level)])


def test_a_hostile_actor_name_is_cleaned(book: Book) -> None:
    time_types.save(book, replace(SCHEDULER, name="\x1b[2J" + "x" * 500), 1, [web("A")])
    with book.read() as reader:
        by = reader.value("SELECT changed_by FROM time_type")
    assert by == ("[2J" + "x" * 500)[:80]


# --- warnings ---------------------------------------------------------------------------------


def rules_of(book: Book, *edited: TimeType) -> list[tuple[str, object]]:
    found = time_types.warnings(book, 1, edited)
    assert all(verdict.facts[0][0] == "row" for verdict in found)
    return [(verdict.rule, verdict.facts[0][1]) for verdict in found]


def test_web_ticks_without_times_are_warned_of_r23(book: Book) -> None:
    made = make_type(book, "A", "Läkarbesök")
    one = load_type(book, made)
    assert rules_of(book, one) == [("no-times", 0)]
    resource = make_resource(book, "Florence")
    make_slot(book, resource, made, "2024-09-11 08:00")
    assert rules_of(book, one) == [("no-times", 0)]
    make_slot(book, resource, made, "2024-09-13 08:00")
    assert rules_of(book, one) == []
    with book.write() as tx:
        tx.run("UPDATE slot SET blocked = 1")
    assert rules_of(book, one) == [("no-times", 0)]
    with book.write() as tx:
        tx.run("UPDATE slot SET blocked = 0, taken = 1")
    assert rules_of(book, one) == [("no-times", 0)]


def test_a_paused_or_hidden_or_ombud_type_without_times_is_not_warned_of_r22(book: Book) -> None:
    paused, hidden = (
        make_type(book, "A", "Ett", ticks=False),
        make_type(book, "B", "Två", hidden=True),
    )
    ombud = make_type(book, OMBUD, "Ombud")
    types = [load_type(book, one) for one in (paused, hidden, ombud)]
    assert rules_of(book, *types) == []


def test_a_hidden_type_that_templates_lay_out_is_warned_of_r60(book: Book) -> None:
    made = make_type(book, "Administration", hidden=True)
    make_template(book, made)
    assert rules_of(book, load_type(book, made)) == [("hidden-in-template", 0)]
    (verdict,) = time_types.warnings(book, 1, [load_type(book, made)])
    assert "”1177”" in verdict.text


def test_a_draft_is_warned_of_before_it_is_saved_r9_r26(book: Book) -> None:
    found = rules_of(book, web("X", web_name=""), web("Y", web_name="DSK"))
    assert ("web-name-missing", 0) in found
    assert ("web-name-abbreviation", 1) in found
    assert ("no-times", 1) in found


def test_a_web_name_that_another_type_has_is_warned_of_r111(book: Book) -> None:
    make_type(book, "A", "Läkarbesök")
    make_type(book, "B", "Läkarbesök")  # a fault between two that are not being edited
    first = make_type(book, "C", "Sjuksköterskebesök")
    found = rules_of(book, load_type(book, first))
    assert "unique-web-name" not in dict(found)
    found = rules_of(book, replace(load_type(book, first), web_name="Läkarbesök"))
    assert "unique-web-name" in dict(found)


def test_pmo_shows_types_by_their_suffix_r67(book: Book) -> None:
    with book.write() as tx:
        tx.run("UPDATE clinic SET system = 'pmo'")
    plain, suffixed = web("Provtagning", web_name="Prov"), web("Provtagning 1177", web_name="Blod")
    assert ("no-times", 0) not in rules_of(book, plain)
    assert ("no-times", 0) in rules_of(book, suffixed)


PAUSED = {"web_bookable": False, "web_cancellable": False, "web_rebookable": False}


@pytest.mark.parametrize(
    ("changes", "rule", "said"),
    [
        ({**PAUSED, "hidden": True}, "booked-hidden",
         "2 bokade besök berörs: de är kvar i tidboken men patienterna ser dem inte längre på"
         " 1177."),
        (PAUSED, "booked-fixed",
         "2 bokade besök berörs och kan inte längre avbokas eller ombokas på 1177."),
        ({"web_cancellable": False}, "booked-fixed",
         "2 bokade besök berörs och kan inte längre avbokas på 1177."),
        ({"web_rebookable": False}, "booked-fixed",
         "2 bokade besök berörs och kan inte längre ombokas på 1177."),
        ({"web_bookable": False}, "", ""),
        ({"web_info": "Kom i tid"}, "", ""),
    ],
)  # fmt: skip
def test_hiding_and_pausing_tell_how_many_booked_visits_are_concerned_r20_r22(
    book: Book, changes: dict[str, Any], rule: str, said: str
) -> None:
    """Those to come only; cancelled ones and other types' do not count."""
    desk = Desk(book)
    for start in ("2024-09-13 08:00", "2024-09-16 08:00", "2024-09-17 08:00"):
        last = desk.booked(start, patient=desk.patient.id)
    acts.cancel(book, STAFF, last.id, seen=None)
    desk.booked("2024-09-18 08:00", STAFF, time_type=make_type(book, "Annan"))
    edited = replace(load_type(book, desk.type), **changes)
    found = [one for one in time_types.warnings(book, 1, [edited]) if "booked" in one.rule]
    assert [(one.rule, one.text) for one in found] == [(rule, said)] * bool(rule)
    assert [dict(one.facts)["booked"] for one in found] == [2] * bool(rule)


def test_of_what_is_hidden_already_nothing_more_is_said(book: Book) -> None:
    desk = Desk(book)
    hidden = make_type(book, "Administration", hidden=True)
    desk.booked("2024-09-13 08:00", STAFF, time_type=hidden)
    edited = replace(load_type(book, hidden), web_info="Kom i tid")
    assert rules_of(book, edited) == []


@pytest.mark.parametrize(
    ("saved", "said"),
    [
        ([(web("A"), None)], "till den nya tidstypen ”A”."),
        ([(web("A"), TimeType(id=4))], "till den nya tidstypen ”A”."),
        ([(web("A"), None), (web("B"), None)], "till de nya tidstyperna ”A”, ”B”."),
        ([(web("A"), web("A"))], ""),
        ([(TimeType(id=4), web("A"))], ""),
    ],
)
def test_a_new_or_reused_type_reminds_of_its_bokningsunderlag_r57(
    saved: list[tuple[TimeType, TimeType | None]], said: str
) -> None:
    lead = "Tänk på att beställa bokningsunderlag " if said else ""
    assert rules.ordering_reminder(saved) == lead + said


def test_use_warnings_ask_one_type_at_a_time(book: Book) -> None:
    from db.rules.policy import POLICIES
    from db.values import JournalSystem

    with book.read() as reader:
        found = use_warnings(reader, POLICIES[JournalSystem.ASYNJA], TimeType(), None, at(NOW))
        assert list(found) == []


# --- labels -----------------------------------------------------------------------------------


def test_the_grid_has_its_columns_letter_for_letter() -> None:
    assert list(FIELD_LABELS.values()) == [
        "Namn i AsynjaVisph",
        "Namn för webbtidbok",
        "Bokningsbar AsynjaVisph",
        "Dölj i kassa",
        "Självincheckningsbar",
        "Bokningsbar webb",
        "Kan avbokas från webben",
        "Kan ombokas från webben",
        "Dölj bokning för patient",
        "Typ av videobesök",
        "Informationstext för webb",
    ]
    assert all(hasattr(TimeType(), field) for field in FIELD_LABELS)


def test_days_are_written_as_the_dialog_writes_them() -> None:
    assert list(WEEKDAY_TICKS.values()) == ["Må", "Ti", "On", "To", "Fr", "Lö", "Sö", "Helgdag"]
    assert WEEKDAY_HEADINGS[Weekday.HOLIDAY] == "Helg"
    assert WEEKDAY_NAMES[Weekday.MONDAY] == "Måndag"
    assert WEEKDAY_NAMES[Weekday.SUNDAY] == "Söndag"
    assert len(WEEKDAY_NAMES) == 8


def test_only_no_video_is_the_guides_own_value() -> None:
    assert VIDEO[NO_VIDEO] == "<Ej videobesök>"
    assert len(OWN_VIDEO) == 2
    assert all("vårt val" in VIDEO[value] for value in OWN_VIDEO)
