"""Views of the log that are kept under a name, and the user's own order of its columns."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import clean
from screens.session import Session
from screens.staff.log import views
from screens.staff.log.columns import KEYS, arranged, columns
from screens.staff.log.page import LogPage
from screens.staff.log.views import SavedView, ViewName, ViewsDialog
from tests.screens import golden, guide_world
from tests.screens.log_world import keys, opened, rest
from tests.screens.pilots import screen

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

HOSTILE = ["Sena.", "Sena", "Sena sept", "a=b", " # ", "[/]", "å/ä%2E", "v" * 60]


# --- what is kept ---------------------------------------------------------------------------------


def test_a_view_is_come_back_to_and_only_the_one_asked_for_goes(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    made = [SavedView(name.strip(), f"sen:ja {name}", "left", True, ("pnr",)) for name in HOSTILE]
    assert all(views.keep(path, view) for view in made)
    assert sorted(views.read(path)) == sorted(
        view._replace(search=clean(view.search)) for view in made
    )
    assert views.forget(path, "Sena")
    assert {view.name for view in views.read(path)} == {view.name for view in made} - {"Sena"}
    assert views.keep(path, SavedView("Sena.", "avbokad"))
    assert [view.search for view in views.read(path) if view.name == "Sena."] == ["avbokad"]


@given(st.text(min_size=1, max_size=30), st.text(max_size=40))
def test_whatever_stands_in_the_file_is_read_or_left_out(name: str, value: str) -> None:
    found = views._view(views._line(name), value)
    assert found is None or found.name == clean(name)[:80].strip()


@pytest.mark.parametrize("value", ["", "[]", "null", "{", '{"search": 3, "folded": "pnr"}'])
def test_what_is_wrong_in_the_file_is_as_if_it_was_not_there(tmp_path: Path, value: str) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(f"view.log.Min. = {value}\nview.log.. = {{}}\n", encoding="utf-8")
    assert [(view.search, view.folded) for view in views.read(path)] in ([], [("", ())])


def test_nothing_is_kept_without_a_file() -> None:
    assert views.read(None) == ()
    assert not views.keep(None, SavedView("Min"))
    assert not views.forget(None, "Min")


async def test_there_is_an_end_to_them(session: Session) -> None:
    for n in range(views.MOST):
        assert views.keep(session.prefs.path, SavedView(f"Vy {n}"))
    async with opened(session) as (page, pilot):
        await keys(pilot, "v", "p", "enter", *"En till", "enter")
        name = screen(pilot)
        assert isinstance(name, ViewName)
        assert name.frame.line.startswith("! Högst 20 vyer kan sparas.")
        await keys(pilot, "escape", "n")  # nor is what is half written lost unasked
        assert screen(pilot) is page
    assert len(views.read(session.prefs.path)) == views.MOST


# --- the order of the columns ---------------------------------------------------------------------


@pytest.mark.parametrize("order", [(), KEYS[::-1], ("pnr", "status"), ("pnr", "okänd")])
def test_every_column_is_there_in_any_order(order: tuple[str, ...]) -> None:
    made = [column.key for column in arranged(columns(120), order)]
    assert sorted(made) == sorted(KEYS)
    known = [key for key in order if key in KEYS]
    assert made[: len(known)] == known


def shown(page: LogPage) -> list[str]:
    return [page.sheet.columns[one.place].key for one in page.sheet.model.layout.placed]


async def test_columns_change_places_and_are_found_so_again(session: Session) -> None:
    async with opened(session, size=(120, 40)) as (page, pilot):
        before = shown(page)
        row = page.sheet.model.row_at(0)
        assert row is not None
        name = row.cells[before.index("patient")].text
        await keys(pilot, *["right"] * 4, "greater_than_sign")
        assert page.sheet.cursor_column == "referral"
        assert shown(page)[4:6] == ["patient", "referral"]
        row = page.sheet.model.row_at(0)
        assert row is not None
        assert row.cells[4].text == name  # the cells come along
        await keys(pilot, *["left"] * 1, "less_than_sign")  # Bedömning stays where it is
        assert shown(page)[:4] == before[:4]
    async with opened(session, size=(120, 40)) as (page, pilot):
        assert shown(page)[4:6] == ["patient", "referral"]
        await keys(pilot, "up", "up", *["right"] * 4, "shift+f10")
        assert "Flytta åt vänster" in golden.text_of(pilot.app)
        await keys(pilot, "escape", "ctrl+k", "end", "enter", "escape")
        assert shown(page) == before
    async with opened(session, size=(120, 40)) as (page, pilot):
        assert shown(page) == before


# --- on the page ----------------------------------------------------------------------------------


async def test_a_view_is_named_shown_replaced_and_taken_away(session: Session) -> None:
    async with opened(session, size=(120, 40)) as (page, pilot):
        await keys(pilot, "v")
        assert isinstance(screen(pilot), ViewsDialog)
        assert "Inga vyer är sparade än." in golden.text_of(pilot.app)
        await keys(pilot, "escape", "5", "right", "right", "s", "s", "right", "right", "z")
        await keys(pilot, "greater_than_sign", "v", "p", *"Sena", "enter")
        assert page.note == "Vyn Sena är sparad. v visar dina vyer."
        kept = shown(page)
        await keys(pilot, "x", "s", "1", "z", "less_than_sign")
        assert shown(page) != kept
        await keys(pilot, "v", "enter")
        assert page.rows.search == "sen:ja"
        assert (page.rows.order.column, page.rows.order.descending) == ("left", True)
        assert "referral" in page.sheet.folded
        assert shown(page) == kept
        assert "Kvar▼" in golden.text_of(pilot.app).replace(" ", "")
        await keys(pilot, "1", "v", "p", *"Sena", "enter")
        assert isinstance(screen(pilot), ViewName) is False
        await keys(pilot, "enter")  # Ja
        assert [view.search for view in views.read(session.prefs.path)] == [""]
        await keys(pilot, "v", "delete", "enter")
        assert views.read(session.prefs.path) == ()
        await keys(pilot, "escape")
        await rest(pilot)
        assert screen(pilot) is page
