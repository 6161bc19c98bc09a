"""Schemamallar: the guide's template 1177, its rows, and edits of one start (R29-R32)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast

import pytest

from db.book import Book
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.rules.schedule.start_times import row_starts, week_counts
from db.schedule import template_overview, templates
from db.values import Actor, Template, TemplateRow, Weekday, clean
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.builders import (
    at,
    citizen,
    make_patient,
    make_resource,
    make_slot,
    make_type,
    set_clock,
)
from tests.db.hostile import HOSTILE, assert_safe

OTHER = Actor(SCHEDULER.role, "Saga Schema")
GRID = ((480, 600, 15), (615, 675, 30), (675, 810, 45), (840, 960, 60))
"""The ranges of the guide's template 1177 (GUIDES.md A4)."""


def row(
    time_type: int, start: int = 480, end: int = 600, length: int = 15, **fields: int | None
) -> TemplateRow:
    values: dict[str, Any] = {"weekday": Weekday.MONDAY, "release": 10, **fields}
    values["weekday"] = Weekday(values["weekday"])
    return TemplateRow(
        start_min=start, end_min=end, length_min=length, time_type=time_type, **values
    )


def guide(time_type: int) -> Template:
    """The guide's template 1177: the same four ranges Monday to Friday."""
    rows = tuple(
        row(time_type, *ranges, weekday=weekday) for weekday in range(5) for ranges in GRID
    )
    return Template(None, "1177", rows)


def refusal(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.text.endswith(".")
    assert not caught.value.decision.passed
    return caught.value


# --- saving and reading -----------------------------------------------------------------------


def test_the_guides_template_is_saved_and_read_whole_r32(book: Book) -> None:
    kind = make_type(book, ".Läkarbesök", "Läkare")
    edited = guide(kind)
    saved = templates.save(book, SCHEDULER, 1, replace(edited, rows=edited.rows[::-1]), seen=edited)
    assert saved.rows == edited.rows  # by day and Från, whatever the order they were made in
    assert saved.revision == 1
    assert templates.every(book, 1) == (saved,)
    assert templates.find(book, 1, " 1177 ") == saved
    with book.read() as reader:
        assert templates.load(reader, saved.id or 0) == saved
        assert reader.row("SELECT changed_by, changed_at FROM template") == (
            "Sven Schema", at("2024-09-12 10:52"),
        )  # fmt: skip
    assert week_counts(saved.rows) == (15, 15, 15, 15, 15, 0, 0, 0)


def test_the_list_has_every_template_in_figures(book: Book) -> None:
    phone, visit = make_type(book, "Telefon", "Telefontid"), make_type(book, "Besök", "Besök")
    saved = templates.save(book, OTHER, 1, guide(phone), seen=None)
    holiday = row(visit, 600, 660, 30, weekday=Weekday.HOLIDAY)
    rows = (row(visit, 480, 540), row(phone, 540, 600), holiday)
    other = templates.save(book, SCHEDULER, 1, Template(None, "åter", rows), seen=None)
    found = template_overview.overview(book, 1)
    assert found == (
        (saved.id, "1177", 20, 75, ("Telefon",), "Saga Schema", at("2024-09-12 10:52")),
        (other.id, "åter", 3, 8, ("Besök", "Telefon"), "Sven Schema", at("2024-09-12 10:52")),
    )
    stamp = template_overview.stamp_of(book, 1, saved.id or 0)
    assert stamp is not None
    assert (stamp.changed_by, stamp.revision) == ("Saga Schema", 1)
    assert template_overview.stamp_of(book, 1, 99) is None
    assert template_overview.overview(book, 2) == ()


def test_a_name_is_looked_at_before_it_is_saved(book: Book) -> None:
    templates.save(book, SCHEDULER, 1, Template(None, "Sommar"), seen=None)
    assert templates.check_name(book, 1, "  Vinter\t") == "Vinter"
    assert refusal(lambda: templates.check_name(book, 1, "sommar ")).field == "name"
    with pytest.raises(Invalid):
        templates.check_name(book, 1, " ")
    with pytest.raises(Invalid):
        templates.check_name(book, 1, "x" * 81)


def test_templates_are_listed_by_name_and_unknown_ones_answered(book: Book) -> None:
    for name in ("Sommar", "åter", "1177"):
        templates.save(book, SCHEDULER, 1, Template(None, name), seen=None)
    assert [one.name for one in templates.every(book, 1)] == ["1177", "Sommar", "åter"]
    with pytest.raises(NotFound, match="Menade du ”Sommar”"):
        templates.find(book, 1, "sommer")
    with pytest.raises(NotFound), book.read() as reader:
        templates.load(reader, 99)


def test_an_edited_template_replaces_its_rows(book: Book) -> None:
    kind, other = make_type(book, "A"), make_type(book, "B")
    saved = templates.save(book, SCHEDULER, 1, guide(kind), seen=None)
    rows = (row(other, 480, 540, 20, weekday=Weekday.HOLIDAY, release=None),)
    after = templates.save(book, SCHEDULER, 1, replace(saved, name="Helg", rows=rows), seen=saved)
    assert (after.id, after.name, after.rows, after.revision) == (saved.id, "Helg", rows, 2)
    with book.read() as reader:
        assert reader.value("SELECT count(*) FROM template_row") == 1


def test_saving_what_is_there_writes_nothing(book: Book) -> None:
    saved = templates.save(book, SCHEDULER, 1, guide(make_type(book, "A")), seen=None)
    assert templates.save(book, OTHER, 1, replace(saved, name=" 1177\n"), seen=saved) == saved


def test_a_template_leaves_the_times_that_were_laid_out(book: Book) -> None:
    kind = make_type(book, "A")
    make_slot(book, make_resource(book, "Florence"), kind, "2024-09-13 08:00")
    saved = templates.save(book, SCHEDULER, 1, guide(kind), seen=None)
    assert templates.delete(book, SCHEDULER, saved.id or 0, seen=None) == saved
    assert templates.every(book, 1) == ()
    with book.read() as reader:
        assert reader.value("SELECT count(*) FROM template_row") == 0
        assert reader.value("SELECT count(*) FROM slot") == 1
    again = templates.save(book, SCHEDULER, 1, replace(saved, id=None), seen=saved)
    assert again.rows == saved.rows


def test_a_template_that_is_gone_is_not_found(book: Book) -> None:
    saved = templates.save(book, SCHEDULER, 1, Template(None, "Sommar"), seen=None)
    templates.delete(book, SCHEDULER, saved.id or 0, seen=None)
    with pytest.raises(NotFound):
        templates.delete(book, SCHEDULER, saved.id or 0, seen=None)
    with pytest.raises(NotFound):
        templates.save(book, SCHEDULER, 1, replace(saved, name="Höst"), seen=saved)


def test_what_a_colleague_made_is_not_overwritten_by_one_that_was_gone(book: Book) -> None:
    """Its id is another one, whatever else is the same."""
    kind = make_type(book, "A")
    mine = templates.save(book, SCHEDULER, 1, guide(kind), seen=None)
    templates.delete(book, OTHER, mine.id or 0, seen=mine)
    theirs = templates.save(book, OTHER, 1, Template(None, "Deras", mine.rows[:1]), seen=None)
    assert theirs.revision == mine.revision
    with pytest.raises(NotFound):
        templates.save(book, SCHEDULER, 1, replace(mine, rows=()), seen=mine)
    with pytest.raises(NotFound):
        templates.delete(book, SCHEDULER, mine.id or 0, seen=mine)
    assert templates.every(book, 1) == (theirs,)


def test_a_template_is_deleted_as_it_was_shown_or_not_at_all(book: Book) -> None:
    shown = templates.save(book, SCHEDULER, 1, guide(make_type(book, "A")), seen=None)
    theirs = templates.save(book, OTHER, 1, replace(shown, rows=shown.rows[:1]), seen=shown)
    with pytest.raises(Conflict, match=f"ändrats av {OTHER.label}.*har nu 1 rad. Ing") as caught:
        templates.delete(book, SCHEDULER, shown.id or 0, seen=shown)
    assert caught.value.stands == theirs
    assert templates.every(book, 1) == (theirs,)
    templates.delete(book, SCHEDULER, shown.id or 0, seen=theirs)
    assert templates.every(book, 1) == ()


def test_another_name_and_other_rows_do_not_meet(book: Book) -> None:
    """Who renames writes the name alone, and who edits the rows the rows alone."""
    shown = templates.save(book, SCHEDULER, 1, guide(make_type(book, "A")), seen=None)
    templates.save(book, OTHER, 1, replace(shown, rows=shown.rows[:1]), seen=shown)
    named = templates.save(book, SCHEDULER, 1, replace(shown, name="Vinter"), seen=shown)
    assert (named.name, named.rows) == ("Vinter", shown.rows[:1])
    with pytest.raises(Conflict, match="heter nu ”Vinter”") as caught:
        templates.save(book, OTHER, 1, replace(shown, name="Höst"), seen=shown)
    assert isinstance(caught.value.stands, Template)
    again = replace(shown, name="Höst")
    saved = templates.save(book, OTHER, 1, again, seen=shown, told=caught.value.stands)
    assert (saved.name, saved.rows) == ("Höst", shown.rows[:1])


def test_a_template_of_another_clinic_is_not_found(book: Book) -> None:
    with book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Annan', 'pmo')")
    foreign = templates.save(book, SCHEDULER, other, Template(None, "Sommar"), seen=None)
    with pytest.raises(NotFound):
        templates.save(book, SCHEDULER, 1, foreign, seen=foreign)
    assert templates.every(book, 1) == ()


def test_a_name_is_used_once_a_clinic(book: Book) -> None:
    saved = templates.save(book, SCHEDULER, 1, Template(None, "Sommar"), seen=None)
    refused = refusal(
        lambda: templates.save(book, SCHEDULER, 1, Template(None, "SOMMAR "), seen=None)
    )
    assert (refused.code, refused.field) == ("name-taken", "name")
    templates.save(book, SCHEDULER, 1, replace(saved, name="SOMMAR"), seen=saved)  # its own name


@pytest.mark.parametrize("actor", [STAFF, AGENT, REGION, UNIT], ids=lambda actor: actor.role)
def test_only_schedulers_and_it_edit_templates(book: Book, actor: Actor) -> None:
    saved = templates.save(book, SCHEDULER, 1, Template(None, "Sommar"), seen=None)
    with pytest.raises(NotAllowed, match="får inte ändra schemamallar"):
        templates.save(book, actor, 1, saved, seen=saved)
    with pytest.raises(NotAllowed, match="får inte ta bort schemamallar"):
        templates.delete(book, actor, saved.id or 0, seen=None)


def test_a_citizen_edits_no_templates(book: Book) -> None:
    with pytest.raises(NotAllowed):
        templates.save(book, citizen(make_patient(book)), 1, Template(None, "Min"), seen=None)


def test_a_stale_template_is_told_what_who_and_when(book: Book) -> None:
    kind = make_type(book, "A")
    mine = templates.save(book, SCHEDULER, 1, guide(kind), seen=None)
    set_clock(book, "2024-09-12 11:30")
    templates.save(book, OTHER, 1, replace(mine, rows=mine.rows[:4]), seen=mine)
    with pytest.raises(Conflict) as caught:
        templates.save(book, SCHEDULER, 1, replace(mine, rows=()), seen=mine)
    conflict = caught.value
    assert (conflict.what, conflict.who, conflict.when) == (
        "1177", "Saga Schema", at("2024-09-12 11:30"),
    )  # fmt: skip
    assert len(templates.every(book, 1)[0].rows) == 4


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_is_cleaned_or_refused(book: Book, typed: str) -> None:
    edited = Template(None, typed)
    if not clean(typed) or len(clean(typed)) > 80:
        with pytest.raises(Invalid) as caught:
            templates.save(book, SCHEDULER, 1, edited, seen=None)
        caught.value.text.encode()
        assert caught.value.field == "name"
    else:
        assert_safe(templates.save(book, SCHEDULER, 1, edited, seen=None).name, typed)


# --- rows -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        ({"start": 600, "end": 600}, "row-range"),
        ({"start": 600, "end": 480}, "row-range"),
        ({"start": -15}, "row-range"),
        ({"end": 1500}, "row-range"),
        ({"length": 0}, "row-length"),
        ({"length": 121}, "row-length"),
        ({"length": 10**30}, "row-length"),
        ({"release": 0}, "row-release"),
        ({"release": 366}, "row-release"),
        ({"time_type": 99}, "row-type"),
    ],
)
def test_a_row_that_cannot_be_is_refused_r30_r32(
    book: Book, bad: dict[str, int], rule: str
) -> None:
    kind = make_type(book, "A")
    good = row(kind, 900, 960)
    edited = Template(None, "1177", (good, row(**{"time_type": kind, **bad})))
    refused = refusal(lambda: templates.save(book, SCHEDULER, 1, edited, seen=None))
    assert (refused.code, refused.field) == (rule, "rows")
    assert refused.decision[0].facts[0] == ("row", 1)  # in the user's order
    assert refused.items == tuple(one.text for one in refused.decision)
    assert templates.every(book, 1) == ()


def test_rows_of_a_day_may_touch_but_not_overlap_r32(book: Book) -> None:
    kind = make_type(book, "A")
    touching = (row(kind, 480, 600), row(kind, 600, 660))
    templates.save(book, SCHEDULER, 1, Template(None, "Vid", touching), seen=None)
    for second in (row(kind, 599, 660), row(kind, 480, 600, 30), row(kind, 500, 520)):
        edited = Template(None, "Krock", (touching[0], second))
        code = refusal(partial(templates.save, book, SCHEDULER, 1, edited, seen=None)).code
        assert code == "row-overlap"
    tuesday = row(kind, 480, 600, weekday=Weekday.TUESDAY)
    templates.save(
        book, SCHEDULER, 1, Template(None, "Två dagar", (touching[0], tuesday)), seen=None
    )


def test_a_cleared_type_or_one_of_another_clinic_is_refused_r24(book: Book) -> None:
    with book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Annan', 'pmo')")
    for kind in (make_type(book, "", ticks=False), make_type(book, "A", clinic=other)):
        edited = Template(None, "1177", (row(kind),))
        code = refusal(partial(templates.save, book, SCHEDULER, 1, edited, seen=None)).code
        assert code == "row-type"


def test_a_template_has_bounds(book: Book) -> None:
    kind = make_type(book, "A")
    many = tuple(row(kind, at, at + 1, 1) for at in range(501))
    with pytest.raises(Invalid, match="högst 500 rader"):
        templates.save(book, SCHEDULER, 1, Template(None, "Stor", many), seen=None)
    assert (
        len(templates.save(book, SCHEDULER, 1, Template(None, "Stor", many[1:]), seen=None).rows)
        == 500
    )
    strange = replace(row(kind), weekday=cast("Weekday", 8))
    with pytest.raises(Invalid, match="en dag som inte finns"):
        templates.save(book, SCHEDULER, 1, Template(None, "Åttonde", (strange,)), seen=None)


def test_warned_of_but_saved_r9_r20(book: Book) -> None:
    hidden, nameless = make_type(book, "Administration", hidden=True), make_type(book, "B")
    kind = make_type(book, "C", "Läkare")
    readable = (row(kind, 660, 700), row(kind, 720, 780))
    edited = Template(None, "1177", (row(hidden), row(nameless, 600, 660), *readable))
    found = templates.warnings(book, 1, edited)
    assert [(one.rule, one.facts[0]) for one in found] == [
        ("row-hidden-type", ("row", 0)),
        ("row-no-web-name", ("row", 1)),
        ("row-remainder", ("row", 2)),
    ]
    templates.save(book, SCHEDULER, 1, edited, seen=None)


# --- ombud ------------------------------------------------------------------------------------


def test_rows_of_ombud_types_are_added_changed_and_removed_only_by_it_r6(book: Book) -> None:
    ombud, kind = make_type(book, "Ombud-Vårdguiden på telefon"), make_type(book, "A")
    edited = Template(None, "1177", (row(ombud), row(kind, 600, 660)))
    refused = refusal(lambda: templates.save(book, SCHEDULER, 1, edited, seen=None))
    assert (refused.code, refused.source) == ("agent-rows-by-it", "[000] R4, R6")
    saved = templates.save(book, IT, 1, edited, seen=None)
    for rows in (
        saved.rows[1:],
        (*saved.rows, row(ombud, 700, 760)),
        (replace(saved.rows[0], release=3), saved.rows[1]),
        templates.swap_start(saved, 0, 480, kind).rows,
        templates.swap_start(saved, 1, 600, ombud).rows,
    ):
        changed = replace(saved, rows=rows)
        code = refusal(partial(templates.save, book, SCHEDULER, 1, changed, seen=saved)).code
        assert code == "agent-rows-by-it"
    refusal(lambda: templates.delete(book, SCHEDULER, saved.id or 0, seen=None))
    around = templates.remove_start(saved, 1, 600)  # the unit's own row
    after = templates.save(book, SCHEDULER, 1, replace(around, name="Ny"), seen=around)
    assert templates.delete(book, IT, saved.id or 0, seen=None) == after


# --- one start --------------------------------------------------------------------------------


def test_ta_bort_tid_splits_the_row_r32(book: Book) -> None:
    kind = make_type(book, "A")
    saved = templates.save(book, SCHEDULER, 1, guide(kind), seen=None)
    edited = templates.remove_start(saved, 0, 510)  # 08:30 of Monday
    assert len(edited.rows) == len(saved.rows) + 1
    starts = [start for one in edited.rows[:2] for start in row_starts(one)]
    assert starts == [480, 495, 525, 540, 555, 570, 585]
    assert edited.rows[2:] == saved.rows[1:]
    after = templates.save(book, SCHEDULER, 1, edited, seen=saved)
    assert week_counts(after.rows) == (14, 15, 15, 15, 15, 0, 0, 0)


def test_byt_tidstyp_gives_one_start_another_type_r32_r35(book: Book) -> None:
    kind, other = make_type(book, "A"), make_type(book, "B")
    saved = templates.save(book, SCHEDULER, 1, guide(kind), seen=None)
    edited = templates.swap_start(saved, 0, 510, other)
    assert [(one.start_min, one.end_min, one.time_type) for one in edited.rows[:3]] == [
        (480, 510, kind), (510, 525, other), (525, 600, kind),
    ]  # fmt: skip
    assert week_counts(templates.save(book, SCHEDULER, 1, edited, seen=saved).rows) == week_counts(
        saved.rows
    )
    assert templates.swap_start(saved, 0, 510, kind) == saved


@pytest.mark.parametrize(("index", "start"), [(0, 481), (0, 600), (-1, 480), (99, 480)])
def test_a_start_that_does_not_exist_is_refused(book: Book, index: int, start: int) -> None:
    edited = guide(make_type(book, "A"))
    with pytest.raises(Invalid):
        templates.remove_start(edited, index, start)
    with pytest.raises(Invalid):
        templates.swap_start(edited, index, start, 1)


def test_a_draft_row_that_cannot_be_has_no_starts() -> None:
    draft = Template(None, "", (row(1, 600, 480),))
    with pytest.raises(Invalid, match="ingen tid som börjar 10:00"):
        templates.remove_start(draft, 0, 600)
