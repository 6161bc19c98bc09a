"""Tidstyper through the screen, ending in what the command line says of the same book."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.__main__ import main
from asynja_tui.shell import Shell
from db import clock
from db.bookings import acts
from db.errors import Refused
from db.rules.names.type_columns import FIELD_LABELS, WEB_TICKS
from db.setup import publication, publishing, time_types
from db.values import Actor, Decision, Role, TimeType, Verdict
from screens.beside.column import Column, PartView
from screens.dialog import Question
from screens.session import Prefs, Session
from screens.staff.setup.colours import ColoursDialog
from screens.staff.setup.column_help import ColumnHelpDialog
from screens.staff.setup.time_types import TimeTypesPage, columns
from screens.staff.shared.why_dialog import WhyDialog
from screens.start import StartScreen
from tests.screens import golden, guide_world
from tests.screens.beside.columns import looked, said
from tests.screens.pilots import press, settled
from tests.screens.staff_book import (
    OTHER,
    TOLVAN,
    Desk,
    as_begun,
    closed,
    go,
    key_of,
    ok,
    until,
    write,
)
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
desk = guide_world.desk

DOCTOR, DOCTOR_WEB = ".Läkarbesök", "Bedömning av nya besvär"
AGENT = "Ombud-Vårdguiden på telefon"
HOSTILE_TEXT = "[/][@click=app.quit] \x1b]2;x\x07\u202e👩‍🚒"
UNUSED = "Övriga besök webb"


def web_ticks(page: TimeTypesPage, name: str) -> list[bool]:
    assert page.draft is not None
    item = page.draft.item(key_of(page, name))
    return [getattr(item, tick) for tick in WEB_TICKS]


# --- what it looks like -----------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("theme", ["asynja-ljust", "asynja-morkt"])
async def test_how_it_looks(desk: Desk, size: tuple[int, int], theme: str) -> None:
    async with desk.opened(size=size, theme=theme) as (page, pilot):
        await go(page, pilot, DOCTOR, "hidden")
        await press(pilot, "space")
        if size[0] > 100:
            await looked(pilot)
        last = page.sheet.model.column_place("hidden") or 0
        assert page.sheet.model.layout.find(last) is not None  # all ticks show
        golden.check(page.app, f"time-types-{theme}-{size[0]}x{size[1]}")


def test_the_eleven_headings_letter_for_letter() -> None:
    for width in (20, 78, 118, 200):
        shown = columns(width)
        assert [one.name for one in shown] == list(FIELD_LABELS.values())
        assert [one.key for one in shown if one.fixed] == ["name", "web_name"]
    assert [one.width for one in columns(78)[:2]] == [18, 18]
    for width in (118, 160, 200):
        shown = columns(width)
        wide = {one.key: one.title.replace("-\n", "").replace("\n", " ") for one in shown}
        assert wide == dict(FIELD_LABELS)
        for one in shown:  # whole, no heading is cut
            assert max(map(len, one.title.split())) <= one.width
        ticks = [one for one in shown if one.key in ("name", "web_name") or one.kind == "tick"]
        assert sum(one.width + 1 for one in ticks) <= width - 2  # they all show at once


async def test_all_that_is_said_at_80_cells(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        for step in (
            the_line_says_what_the_column_is,
            r4_r6_ombud_is_marked_and_locked,
            a_text_is_looked_at_while_it_is_written,
            r24_rensa_is_refused_while_used_with_the_list,
            the_question_mark_tells_what_the_tick_as_it_stands_does,
            r9_a_web_tick_without_a_web_name_is_warned_of,
            r20_hiding_says_how_many_booked_visits_are_concerned,
            the_mirror_takes_turns_with_the_grid,
        ):
            await step(desk, page, pilot)
            await as_begun(page, pilot)


async def test_all_that_is_said_at_120_cells(desk: Desk) -> None:
    async with desk.opened(size=(120, 40)) as (page, pilot):
        for step in (
            r13_r23_the_panel_marks_types_without_times,
            r17_r18_r19_the_column_says_what_rebooking_is,
            the_mirror_follows_every_edit,
            r13_the_panel_shows_a_chosen_citizen_what_the_citizen_is_offered,
            hostile_text_is_drawn_harmlessly,
        ):
            await step(desk, page, pilot)
            await as_begun(page, pilot)


async def test_it_survives_any_size(desk: Desk) -> None:
    async with desk.opened(size=(120, 40)) as (page, pilot):
        for size in ((20, 5), (1, 1), (200, 60)):
            await pilot.resize_terminal(*size)
            await press(pilot, "f6", "right", "space", "f6", "question_mark")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert page.is_active


async def the_line_says_what_the_column_is(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    await go(page, pilot, DOCTOR, "web_rebookable")
    assert "Kan ombokas från webben: Markerad" in golden.text_of(page.app)
    await press(pilot, "f7")
    assert isinstance(pilot.app.screen, ColumnHelpDialog)
    await press(pilot, "escape", "f1")
    assert "Bocka i/ur" in golden.text_of(page.app)
    assert "Fäll in/ut" in [one.label for one in page.commands()]
    await press(pilot, "escape")


# --- R20, R21, R22 ----------------------------------------------------------------------------


async def test_r20_r21_hiding_clears_greys_and_says_why_and_is_undone(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        await go(page, pilot, DOCTOR, "hidden")
        await press(pilot, "space")
        assert web_ticks(page, DOCTOR) == [False] * 3
        assert "Då är Bokningsbar, Kan avbokas och Kan ombokas släckta" in page.note
        key = key_of(page, DOCTOR)
        assert page.draft is not None
        assert {page.draft.cells(key)[tick].state for tick in WEB_TICKS} == {"greyed"}
        await go(page, pilot, DOCTOR, "web_bookable")
        await press(pilot, "space")
        assert page.note.startswith("! Dölj bokning för patient är markerad")
        assert web_ticks(page, DOCTOR) == [False] * 3
        await go(page, pilot, DOCTOR, "hidden")
        await press(pilot, "space")
        assert web_ticks(page, DOCTOR) == [False] * 3
        await press(pilot, "ctrl+z", "ctrl+z")
        assert web_ticks(page, DOCTOR) == [True] * 3
        assert page.unsaved() == ""
        assert not page.history.can_undo
        await press(pilot, "ctrl+y")
        assert web_ticks(page, DOCTOR) == [False] * 3
        assert DOCTOR_WEB in desk.offered()  # nothing is in the book yet
        await ok(pilot)
        assert isinstance(pilot.app.screen, StartScreen)
    told = desk.type(DOCTOR)
    assert told["hidden"]
    assert not any(told[tick] for tick in WEB_TICKS)
    assert DOCTOR_WEB not in desk.offered()


@pytest.mark.parametrize("field", WEB_TICKS)
def test_r14_r15_r16_r22_each_web_tick_is_taken_away(desk: Desk, field: str) -> None:
    desk.saves(DOCTOR, {field: False})
    assert desk.type(DOCTOR)[field] is False
    assert (DOCTOR_WEB in desk.offered()) == (field != "web_bookable")


async def test_a_tick_by_mouse(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        placed = page.sheet.model.layout.find(page.sheet.model.column_place("hidden") or 0)
        assert placed is not None
        x = page.sheet.region.x + placed.x + placed.width // 2
        y = page.sheet.body.region.y + 2
        await pilot.click(offset=(x, y))
        await settled(pilot)
        assert web_ticks(page, DOCTOR) == [False] * 3
        lines = golden.text_of(page.app).splitlines()
        at = next(n for n, line in enumerate(lines) if "[ OK ]" in line)
        await pilot.click(offset=(lines[at].index("[ OK ]") + 2, at))
        await closed(pilot)
    assert desk.type(DOCTOR)["hidden"]


# --- R4, R5, R6 -------------------------------------------------------------------------------


async def r4_r6_ombud_is_marked_and_locked(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    assert "IT · Ombud-Vårdg" in golden.text_of(page.app)
    await go(page, pilot, AGENT, "web_bookable")
    await press(pilot, "space")
    assert "ställs in av IT" in page.note
    await press(pilot, "home", "f2")
    assert not page.sheet.is_editing
    await page.run_action("clear")
    await settled(pilot)
    assert "IT" in page.note
    await page.run_action("colours")
    await settled(pilot)
    assert page.is_active
    assert page.unsaved() == ""


async def test_r4_r8_names_that_may_not_be_save_nothing(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        await write(page, pilot, "Ombud jour")
        await ok(pilot)
        assert page.is_active
        assert "IT" in page.note
        assert page.sheet.cursor_column == "name"
        await press(pilot, "ctrl+z")
        await go(page, pilot, "Akut", "hidden")
        await press(pilot, "space")
        await go(page, pilot, DOCTOR, "name")
        await write(page, pilot, "akut")
        await press(pilot, "down", "down")
        await ok(pilot)
        assert page.is_active
        assert "Två tidstyper heter" in page.note
        assert page.sheet.cursor_column == "name"
        assert desk.type("Akut")["hidden"] is False  # all or nothing
        await go(page, pilot, "akut", "name")
        await write(page, pilot, "Läkare")
        await ok(pilot)
    assert desk.type("Ombud jour") == {}
    assert desk.type("Akut")["hidden"] is True
    assert desk.type("Läkare")["web_name"] == DOCTOR_WEB


async def test_r5_it_may_but_not_without_the_three_ticks(desk: Desk) -> None:
    async with desk.opened(role=Role.IT) as (page, pilot):
        assert "IT · Ombud" not in golden.text_of(page.app)
        await go(page, pilot, AGENT, "web_cancellable")
        await press(pilot, "space")
        await ok(pilot)
        assert page.is_active
        assert "måste ha bock i" in page.note
        assert page.sheet.cursor_row == key_of(page, AGENT)
        await press(pilot, "ctrl+z")
        await go(page, pilot, AGENT, "bookable")
        await press(pilot, "space")
        await ok(pilot)
    assert desk.type(AGENT)["bookable"] is False
    assert all(desk.type(AGENT)[tick] for tick in WEB_TICKS)


async def test_staff_may_look(desk: Desk) -> None:
    async with desk.opened(role=Role.STAFF) as (page, pilot):
        await press(pilot, "down", "end", "left", "left", "space")
        assert "Bara schemaläggare och IT" in page.note
        await press(pilot, "ctrl+s", "insert")
        assert page.is_active
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, StartScreen)


# --- names and texts --------------------------------------------------------------------------


async def a_text_is_looked_at_while_it_is_written(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    await go(page, pilot, DOCTOR, "name")
    await press(pilot, "f2", "ctrl+u", *"aku")
    assert page.note == ""
    await press(pilot, "t")
    assert "Två tidstyper heter" in page.note
    await press(pilot, "escape")
    assert page.note == ""
    assert page.unsaved() == ""
    await press(pilot, "f2", "ctrl+u", *"akut", "enter")
    await settled(pilot)
    assert "Två tidstyper heter" in page.note


async def r20_hiding_says_how_many_booked_visits_are_concerned(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    care, whom = Actor(Role.STAFF), 1
    with desk.book.read() as reader:
        slot = reader.value(
            "SELECT s.id FROM slot s JOIN time_type t ON t.id = s.time_type_id"
            " WHERE t.name = ? AND s.taken = 0 AND s.start > ? ORDER BY s.start",
            (DOCTOR, clock.now(reader)),
        )
    acts.book_time(desk.book, care, 1, slot, patient=whom, confirmed=True, seen=None)
    await go(page, pilot, DOCTOR, "hidden")
    await press(pilot, "space")
    assert page.note.startswith("! 1 bokat besök berörs: det är kvar i tidboken")
    assert "Dölj bokning för patient är markerad" in page.note


async def r9_a_web_tick_without_a_web_name_is_warned_of(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    await go(page, pilot, DOCTOR, "web_name")
    await press(pilot, "delete")
    assert "ett tomt namn" in page.note
    await press(pilot, "ctrl+z")
    await write(page, pilot, "Akut besök")
    assert "heter båda" in page.note


def test_r9_a_type_without_a_web_name_is_not_offered(desk: Desk) -> None:
    desk.saves(DOCTOR, {"web_name": ""})
    assert DOCTOR_WEB not in desk.offered()


async def test_what_is_edited_in_many_ways_is_saved_at_once(desk: Desk) -> None:
    async with desk.opened("insert", notifications=True) as (page, pilot):
        assert page.sheet.model.cursor_index == 0
        await write(page, pilot, "Fotvård")
        await go(page, pilot, "Fotvård", "web_bookable")
        await press(pilot, "space")
        await go(page, pilot, DOCTOR, "name")
        await press(pilot, "ctrl+up", "f")  # a button has the keys: its letter
        await settled(pilot)
        assert isinstance(pilot.app.screen, ColoursDialog)
        await press(pilot, "home", "down", "enter")
        await settled(pilot)
        assert page.note == "Färg: Röd."
        await go(page, pilot, DOCTOR, "web_info")
        await write(page, pilot, "Kom i tid. " * 20)
        assert "kort" in page.note.casefold()
        await go(page, pilot, DOCTOR, "web_info")
        await write(page, pilot, "Glöm ej ta med formuläret")
        await go(page, pilot, DOCTOR, "web_name")
        await press(pilot, "f2", "x")  # what is being written is saved, too
        assert page.unsaved() == "2 tidstyper är ändrade."
        await ok(pilot)
        told = [note.message for note in pilot.app._notifications]
        assert told[-2].startswith("2 tidstyper är sparade. 1177 får veta kl. 11:")
        assert told[-1] == (
            "Tänk på att beställa bokningsunderlag till den nya tidstypen ”Fotvård”."
        )
    assert desk.type("Fotvård")["web_bookable"] is True
    kind = desk.type(DOCTOR)
    assert (kind["colour"], kind["web_info"]) == ("red", "Glöm ej ta med formuläret")
    with desk.book.read() as reader:
        assert publication.pending(reader, 1, 0)
    assert f"{DOCTOR_WEB}x" in desk.offered()


async def r13_r23_the_panel_marks_types_without_times(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    await looked(pilot)
    shown = " ".join(said(page, 40))
    assert "Övriga besök" in shown
    assert "inga tider" in shown
    await go(page, pilot, UNUSED, "web_bookable")
    await press(pilot, "question_mark", "escape")
    assert "inga lediga tider" in page.note
    assert desk.offered()["Övriga besök"] == 0


async def r17_r18_r19_the_column_says_what_rebooking_is(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    await go(page, pilot, "SSK besök 30 min", "web_rebookable")
    said = " ".join(golden.text_of(page.app).replace("│", " ").split())
    assert "samma resurs och samma tidstyp, oavsett längd" in said
    assert "ser inte hur lång tiden är" in said
    assert all("length_min" not in one for one in desk.cli("types")["types"])


async def r13_the_panel_shows_a_chosen_citizen_what_the_citizen_is_offered(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    """Staff check by logging in as a citizen: the panel and ``offer`` say the same, one by one."""
    await page.run_action("app.look_as")
    await settled(pilot)
    await press(pilot, *"tolvan", "enter")
    await looked(pilot)
    shown = said(page)
    assert shown[0] == " Som Tolvan Tolvansson"
    for web_name, times in desk.offered().items():
        told = f"{times} tid" if times else "inga tider"
        line = next(line for line in shown if line.strip().startswith(web_name))
        assert told in line, line


def test_r16_r17_r18_rebooking_follows_the_tick_the_resource_and_the_type(desk: Desk) -> None:
    def rebook(resource: str, at: str) -> int:
        where = ("--resource", resource, "--at", at, "--book", str(desk.path))
        return main(["rebook", str(booking), "--patient", TOLVAN, *where])

    when = "2024-09-20 08:00"
    told = desk.cli("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at", when)
    booking = told["booking_id"]
    desk.saves(DOCTOR, {"web_rebookable": False})
    assert rebook("Johan Frisk", "2024-09-20 10:00") == 1
    desk.saves(DOCTOR, {"web_rebookable": True})
    assert rebook("Distriktssköterskemottagning", "2024-09-20 08:15") == 1
    assert rebook("Johan Frisk", "2024-09-20 10:00") == 0
    moved = desk.cli("bookings", "--patient", TOLVAN)["bookings"][-1]
    assert (moved["booking_id"], moved["length_min"], told["length_min"]) == (booking, 45, 30)


def test_r7_ombud_times_are_for_those_who_book_for_others(desk: Desk) -> None:
    desk.saves(AGENT, {"web_info": "Ta med legitimation"}, Role.IT)
    assert desk.type(AGENT)["web_info"] == "Ta med legitimation"
    assert "Ombud" not in desk.offered()
    where = ("--patient", TOLVAN, "--resource", "Florence", "--at", "2024-09-20 10:00")
    assert main(["book", *where, "--book", str(desk.path)]) == 1
    assert desk.cli("book", *where, "--as", "ombud")["type"] == AGENT


async def the_question_mark_tells_what_the_tick_as_it_stands_does(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    """An unticked Dölj hides nothing, and says so; ticked and not saved, it hides."""
    await go(page, pilot, "SSK besök 30 min", "hidden")
    await press(pilot, "question_mark")
    assert page.note.startswith(
        "Dölj bokning för patient är inte markerad. Invånaren ser sina bokningar på 1177"
    )
    told = page.app.screen  # and what keeps the type off 1177, with what can be done
    assert isinstance(told, WhyDialog)
    assert page.note[:40] in golden.text_of(page.app)
    await press(pilot, "escape", "space", "question_mark")
    assert page.note.startswith(
        "Dölj bokning för patient är markerad. Invånaren ser inte bokningarna på 1177"
    )
    await press(pilot, "escape")
    assert page.is_active


async def hostile_text_is_drawn_harmlessly(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    for key in page.draft.keys[1:4] if page.draft else ():
        for field in ("name", "web_name", "web_info"):
            page.edited(key, field, f"{HOSTILE_TEXT}{key}")
            await press(pilot, "question_mark", "escape")
    said = golden.text_of(page.app)
    assert "[/][@click=app" in said
    assert not set(said) & set("\x1b\x07\u202e")
    await press(pilot, "f6", "f7", "escape", "shift+f10", "escape")


# --- rows -------------------------------------------------------------------------------------


async def r24_rensa_is_refused_while_used_with_the_list(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    await go(page, pilot, DOCTOR, "name")
    await page.run_action("clear")
    await settled(pilot)
    assert page.note.startswith(f"! ”{DOCTOR}” används och kan inte rensas")
    assert "(" in page.note
    assert page.unsaved() == ""
    assert desk.type(DOCTOR)


async def test_r24_r57_a_cleared_row_is_free_and_stands_first(desk: Desk) -> None:
    before = len(time_types.every(desk.book, 1))
    async with desk.opened() as (page, pilot):
        await go(page, pilot, UNUSED, "name")
        await page.run_action("clear")
        await settled(pilot)
        assert "Raden är rensad" in page.note
        await ok(pilot)
        assert isinstance(pilot.app.screen, StartScreen)
        await press(pilot, "t")
        await settled(pilot)
        again = pilot.app.screen
        assert isinstance(again, TimeTypesPage)
        await write(again, pilot, "Jour")
        await ok(pilot)
    assert desk.type(UNUSED) == {}
    assert desk.type("Jour")["web_bookable"] is False
    assert len(time_types.every(desk.book, 1)) == before
    assert "Övriga besök" not in desk.offered()


# --- leaving ----------------------------------------------------------------------------------


async def test_avbryt_asks(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        await press(pilot, "ctrl+s")
        await closed(pilot)  # nothing was changed
        for answer, kind in (("escape", TimeTypesPage), ("n", StartScreen), ("j", StartScreen)):
            if not isinstance(pilot.app.screen, TimeTypesPage):
                await press(pilot, "t")
                await settled(pilot)
            opened = pilot.app.screen
            assert isinstance(opened, TimeTypesPage)
            page = opened
            await go(page, pilot, DOCTOR, "hidden")
            await press(pilot, *(() if page.unsaved() else ("space",)), "ctrl+up", "v")
            assert isinstance(pilot.app.screen, Question)
            assert "En tidstyp är ändrad. Vill du spara?" in golden.text_of(pilot.app)
            assert desk.type(DOCTOR)["hidden"] is False
            await press(pilot, answer)
            await until(pilot, lambda kind=kind: isinstance(pilot.app.screen, kind))  # type: ignore[misc]
    assert desk.type(DOCTOR)["hidden"] is True


# --- 1177 -------------------------------------------------------------------------------------


async def the_mirror_follows_every_edit(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    await looked(pilot)
    column = page.query_one(Column)
    assert column.region.width == 38
    assert page.sheet.region.right < column.region.x
    await go(page, pilot, DOCTOR, "hidden")
    await press(pilot, "space")
    await looked(pilot)
    shown = said(page)
    assert shown[shown.index(" Efter OK") + 1] == f"  − {DOCTOR_WEB}"
    await press(pilot, "ctrl+z")
    await looked(pilot)
    shown = said(page)
    assert shown[shown.index(" Efter OK") + 1] == "  Ingen ändring på 1177."


async def the_mirror_takes_turns_with_the_grid(
    desk: Desk, page: TimeTypesPage, pilot: Pilot[None]
) -> None:
    await press(pilot, "f6")
    await looked(pilot)
    column = page.query_one(Column)
    assert isinstance(page.focused, PartView)
    assert column.region.width == 80
    assert not page.frame.display
    await press(pilot, "f2", "space", "insert")  # not on cells that do not show
    assert page.unsaved() == ""
    assert page.draft is not None
    assert "n0" not in page.draft.lines
    await press(pilot, "escape")
    assert page.sheet.has_focus
    assert page.is_active
    await press(pilot, "f6")
    await pilot.resize_terminal(120, 40)
    await settled(pilot)
    assert page.frame.display
    assert column.region.width == 38
    await pilot.resize_terminal(80, 24)
    await settled(pilot)
    assert page.frame.display
    assert not column.display
    page.set_focus(page.sheet)


async def test_publicera_nu(desk: Desk) -> None:
    async with desk.opened("f8") as (page, pilot):
        assert page.note == "1177 känner redan till allt som är sparat."
        await go(page, pilot, DOCTOR, "web_name")
        await write(page, pilot, "Läkartid")
        await press(pilot, "f8")
        assert "inte är sparat" in page.note
        await ok(pilot)
        await press(pilot, "t")
        await settled(pilot)
        again = pilot.app.screen
        assert isinstance(again, TimeTypesPage)
        await press(pilot, "f8")
        assert again.note == f"1177 vet nu om en ändring: {DOCTOR}."
    assert desk.cli("types")["pending"] == []


# --- why, and what can be done ----------------------------------------------------------------


async def test_what_keeps_a_type_off_1177_is_listed_and_leads_to_its_cell(desk: Desk) -> None:
    desk.saves(DOCTOR, {"web_bookable": False})
    publishing.publish_now(desk.book, Actor(Role.SCHEDULER), 1)
    assert DOCTOR_WEB not in desk.offered()
    async with desk.opened() as (page, pilot):
        await go(page, pilot, DOCTOR, "name")
        await press(pilot, "f4")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, WhyDialog)
        assert "Tidstypen går inte att välja på 1177." in golden.text_of(pilot.app)
        first = dialog.query_one(ChoiceList).choices[0].label
        assert first.startswith(f"Markera Bokningsbar webb på {DOCTOR} och publicera")
        await press(pilot, "k", "enter")
        await settled(pilot)
        assert pilot.app.screen is page
        assert (page.sheet.cursor_row, page.sheet.cursor_column) == (
            key_of(page, DOCTOR), "web_bookable",
        )  # fmt: skip
        assert first.startswith(page.note.rstrip("."))
        await press(pilot, "space")
        await ok(pilot)
    publishing.publish_now(desk.book, Actor(Role.SCHEDULER), 1)
    assert DOCTOR_WEB in desk.offered()


async def test_what_is_saved_but_not_told_is_published_after_a_question(desk: Desk) -> None:
    clock.pause(desk.book, Actor(Role.SCHEDULER))
    desk.saves(DOCTOR, {"web_bookable": False})
    publishing.publish_now(desk.book, Actor(Role.SCHEDULER), 1)
    desk.saves(DOCTOR, {"web_bookable": True})
    async with desk.opened() as (page, pilot):
        await go(page, pilot, DOCTOR, "web_name")
        await press(pilot, "f4")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, WhyDialog)
        labels = [choice.label for choice in dialog.query_one(ChoiceList).choices]
        at = next(n for n, label in enumerate(labels) if "ublicera" in label)
        choices = dialog.query_one(ChoiceList)
        choices.cursor = at
        await pilot.pause()
        assert await pilot.click(choices, offset=(3, at))  # by mouse
        await settled(pilot)
        assert isinstance(pilot.app.screen, Question)
        assert desk.cli("types")["pending"] != []
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("Gjort: Publicera")
        assert desk.cli("types")["pending"] == []
        await press(pilot, "insert", "f4")
        assert page.note.endswith("Raden är inte sparad än; 1177 vet inget om den. OK sparar.")


# --- others -----------------------------------------------------------------------------------


async def test_an_unchanged_page_follows_the_book(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        one = time_types.find(desk.book, 1, DOCTOR)
        await go(page, pilot, DOCTOR, "web_name")
        time_types.save(desk.book, OTHER, 1, (replace(one, web_name="Doktorn"),))
        page._poll()
        await settled(pilot)
        assert "Doktorn" in golden.text_of(page.app)
        assert page.sheet.cursor_row == key_of(page, DOCTOR)
        assert page.unsaved() == ""


async def test_what_others_have_added_meanwhile_is_met_at_ok(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        await go(page, pilot, DOCTOR, "name")
        await write(page, pilot, "Nyhet")
        time_types.save(desk.book, OTHER, 1, (TimeType(name="NYHET"),))
        await press(pilot, "down", "end")
        await ok(pilot)
        assert page.is_active
        assert "Två tidstyper heter" in page.note
        assert page.sheet.cursor_column == "name"
        assert key_of(page, "NYHET")
        await go(page, pilot, "Nyhet", "name")
        await write(page, pilot, "Nytt")
        await ok(pilot)
    assert desk.type("Nytt")
    assert desk.type("NYHET")


async def test_a_refusal_of_the_book_points_at_the_cell(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        await go(page, pilot, DOCTOR, "hidden")
        await press(pilot, "space")
        await go(page, pilot, "Akut", "web_name")
        await press(pilot, "delete", "up", "end")

        def refuse(*_: object) -> None:
            decision = Decision((Verdict("x", False, "Nej.", "", facts=(("row", 1),)),))
            raise Refused("x", "Nej.", field="web_name", decision=decision, items=("a", "b"))

        page.saving.rows = replace(page.saving.rows, save=refuse)
        await ok(pilot)
        assert page.note == "! Nej. (a; b)"
        assert page.sheet.cursor_row == key_of(page, "Akut")
        assert page.sheet.cursor_column == "web_name"
        assert page.unsaved() == "2 tidstyper är ändrade."


async def test_the_mirror_is_remembered_and_has_room_in_a_wide_window(
    desk: Desk, tmp_path: Path
) -> None:
    prefs = Prefs(path=tmp_path / "settings.ini")
    for shown, keys, size in (
        (True, (), (140, 40)),  # at first it is there
        (True, (), (80, 24)),  # where it would take the grid's place, the grid stands
        (True, ("f6",), (160, 40)),
        (False, ("f6",), (160, 40)),
        (True, (), (160, 40)),
    ):
        shell = Shell(Session(desk.book, Actor(Role.SCHEDULER), 1, prefs))
        async with shell.run_test(size=size) as pilot:
            await settled(pilot)
            await press(pilot, "t")
            await settled(pilot)
            page = pilot.app.screen
            assert isinstance(page, TimeTypesPage)
            beside = page.beside
            assert beside.shows_mirror is (shown and size[0] > 80)
            if beside.column is not None:
                assert beside.column.region.width == {140: 46, 160: 54}[size[0]]
                assert beside.column.region.right == size[0]
            await press(pilot, *keys)
            await pilot.app.workers.wait_for_complete()
