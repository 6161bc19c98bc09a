"""Inställningar för loggen: reasons added, removed and moved; amounts; errors at their field."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.log import review_settings
from db.log.review_settings import ReviewSettings
from db.rules.log.review import EXAMPLE_REASONS
from screens.base import BookScreen
from screens.dialog import Question
from screens.session import Session
from screens.staff.log.review_settings import ReviewSettingsDialog
from tests.db.actors import SCHEDULER
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from widgets.forms.text_input import TextInput

guide_file, book, no_pages = guide_world.guide_file, guide_world.book, guide_world.no_pages


def settled_now(session: Session) -> ReviewSettings:
    return review_settings.settings(session.book, SCHEDULER, 1)


@asynccontextmanager
async def opened(
    session: Session,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    page: BookScreen | None = None,
) -> AsyncIterator[tuple[Pilot[None], ReviewSettingsDialog]]:
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        if page is not None:
            shell.push_screen(page)
            await settled(pilot)
        dialog = ReviewSettingsDialog(session, settled_now(session))
        shell.push_screen(dialog)
        await settled(pilot)
        await press(pilot, *keys)
        await settled(pilot)
        yield pilot, dialog


async def test_a_reason_is_added_one_removed_and_one_moved(session: Session) -> None:
    async with opened(session, "ctrl+u", "down", "alt+down", *["down"] * 3) as (pilot, dialog):
        await press(pilot, *"Annat", "down", *"Mer")
        await settled(pilot)
        assert len(dialog._fields) == len(EXAMPLE_REASONS) + 3  # the last one is empty
        await press(pilot, "enter")
    _, second, third, *rest = EXAMPLE_REASONS
    assert settled_now(session).reasons == (third, second, *rest, "Annat", "Mer")
    assert not settled_now(session).examples


async def test_amounts_and_what_is_wrong_with_one(session: Session) -> None:
    fees = settled_now(session).fees
    assert [one.profession for one in fees] == ["09 Sjuksköterska", "10 Läkare",
                                                "Annan kategori", ""]  # fmt: skip
    async with opened(session) as (pilot, dialog):
        field = dialog.query_one("#fee_1")
        field.focus()
        await press(pilot, *"4oo", "enter")
        assert "är inte ett belopp" in dialog.frame.line
        assert dialog.focused is field
        assert field.has_class("-fault")
        await press(pilot, "ctrl+u", *"400", "tab", "tab", *"100,50", "enter")
        assert not dialog.is_active
    assert [one.amount_ore for one in settled_now(session).fees] == [None, 40000, None, 10050]
    assert settled_now(session).examples  # untouched


async def test_a_reason_twice_is_said_at_its_field(session: Session) -> None:
    keys = (*["down"] * len(EXAMPLE_REASONS), *EXAMPLE_REASONS[1].lower(), "enter")
    async with opened(session, *keys) as (_, dialog):
        assert "finns redan i listan" in dialog.frame.line
        assert dialog.focused is dialog._fields[len(EXAMPLE_REASONS)]


async def test_leaving_is_asked_about_and_another_ones_saving_told(session: Session) -> None:
    async with opened(session, "end", "x") as (pilot, dialog):
        seen = settled_now(session)
        review_settings.save(session.book, SCHEDULER, 1, ("Deras",), (), seen=seen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "j")
        await settled(pilot)
        assert not dialog.is_active
    # Both are kept: what they put in the examples' place, and the one that I changed.
    assert settled_now(session).reasons == ("Deras", f"{EXAMPLE_REASONS[0]}x")


@pytest.mark.parametrize("keep", [True, False])
async def test_what_both_changed_is_asked_about(session: Session, keep: bool) -> None:
    seen = settled_now(session)
    names = [one.profession for one in seen.fees]
    async with opened(session, "down", "alt+down") as (pilot, dialog):
        field = dialog.query_one("#fee_1", TextInput)
        field.value = "400"
        moved = (EXAMPLE_REASONS[-1], *EXAMPLE_REASONS[:-1])
        amounts = ((names[1], "500"), (names[2], "7"))
        review_settings.save(session.book, SCHEDULER, 1, moved, amounts, seen=seen)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "b" if keep else "t")
        await settled(pilot)
        if not keep:
            assert (field.value, dialog._fields[0].value) == ("500", EXAMPLE_REASONS[-1])
            await press(pilot, "enter")
        assert not dialog.is_active
    first, second, third, *rest = EXAMPLE_REASONS
    done = settled_now(session)
    assert done.reasons == ((first, third, second, *rest) if keep else moved)
    assert [one.amount_ore for one in done.fees] == [None, 40000 if keep else 50000, 700, None]


async def test_the_buttons_move_too(session: Session) -> None:
    async with opened(session, "down", "alt+f") as (pilot, dialog):
        first = [field.value for field in dialog._fields[:2]]
        assert first == [EXAMPLE_REASONS[1], EXAMPLE_REASONS[0]]
        await press(pilot, "up", "alt+f", "alt+l")
        assert dialog._fields[1].value == EXAMPLE_REASONS[1]


async def test_as_it_looks(no_pages: None, session: Session) -> None:
    async with opened(session, page=BookScreen(session)) as (pilot, _):
        golden.check(pilot.app, "review-settings-80x24")


@pytest.mark.parametrize("size", [(20, 5), (200, 60)], ids=str)
async def test_any_size(session: Session, size: tuple[int, int]) -> None:
    async with opened(session, *["tab"] * 8, size=size) as (pilot, dialog):
        assert dialog.focused is not None
        assert dialog.focused.region.y < size[1]
        await press(pilot, "escape")
        assert not dialog.is_active
