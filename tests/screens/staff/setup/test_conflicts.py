"""Someone else saved meanwhile: keep mine or take theirs, cell by cell."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from db.rules.names.type_columns import WEB_TICKS
from db.setup import time_types
from db.stamps import Stamp
from screens.staff.setup.conflicts import ChangeList, Changes, ConflictsDialog
from screens.staff.setup.merge import merge
from screens.staff.setup.time_type_draft import TimeTypeDraft
from screens.staff.setup.time_types import TimeTypesPage
from screens.trouble.merging import compared
from tests.db.hostile import HOSTILE
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff_book import OTHER, Desk, closed, go, ok, until, write

guide_file = guide_world.guide_file
book = guide_world.book
desk = guide_world.desk

DOCTOR = ".Läkarbesök"


def theirs(desk: Desk, name: str = DOCTOR, **values: str | bool) -> None:
    one = time_types.find(desk.book, 1, name)
    time_types.save(desk.book, OTHER, 1, (replace(one, **values),))  # type: ignore[arg-type]


async def met(desk: Desk, page: TimeTypesPage, pilot: Pilot[None]) -> ConflictsDialog:
    """Both have changed web_name and text; the other also the tick in another row."""
    await go(page, pilot, DOCTOR, "web_name")
    await write(page, pilot, "Mitt namn")
    await go(page, pilot, DOCTOR, "web_info")
    await write(page, pilot, "Min text")
    theirs(desk, web_name="Deras namn", web_info="Deras text", bookable=False)
    page._poll()
    await settled(pilot)
    assert page.note.startswith("! Saga Schema sparade ändringar kl. 11:05 medan du ändrade")
    await ok(pilot)
    await until(pilot, lambda: isinstance(pilot.app.screen, ConflictsDialog))
    await settled(pilot)
    dialog = pilot.app.screen
    assert isinstance(dialog, ConflictsDialog)
    return dialog


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_how_it_looks_and_that_avbryt_loses_nothing(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with desk.opened(size=size) as (page, pilot):
        await met(desk, page, pilot)
        golden.check(page.app, f"conflicts-{size[0]}x{size[1]}")
        for other in ((20, 5), (1, 1), (200, 60)):
            await pilot.resize_terminal(*other)
            await press(pilot, "down", "space", "right")
        await press(pilot, "escape")
        await until(pilot, lambda: page.is_active)
        assert "Inget är sparat" in page.note
        assert page.unsaved()
        assert desk.type(DOCTOR)["web_name"] == "Deras namn"


async def test_r20_the_four_ticks_are_one_choice(desk: Desk) -> None:
    """What is chosen is what is saved: they hid the type, I took a tick of it away."""
    async with desk.opened() as (page, pilot):
        await go(page, pilot, DOCTOR, "web_rebookable")
        await press(pilot, "space")
        theirs(desk, hidden=True, web_bookable=False, web_cancellable=False, web_rebookable=False)
        await ok(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, ConflictsDialog))
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, ConflictsDialog)
        assert "En cell har ni båda ändrat." in golden.text_of(pilot.app)
        assert "Tidigare Webb Avb Omb ● Mitt" not in _text(dialog)
        assert "Deras Dölj ● Mitt Webb Avb" in _text(dialog)
        for said in ("Ditt behålls.", "Deras gäller.", "Ditt behålls."):
            await until(pilot, lambda said=said: said in _text(dialog))  # type: ignore[misc]
            await press(pilot, "space")
        await until(pilot, lambda: "Deras gäller." in _text(dialog))
        await press(pilot, "enter")
        await settled(pilot)
    stored = desk.type(DOCTOR)
    ticks = [stored[one] for one in ("hidden", *WEB_TICKS)]
    assert ticks == [True, False, False, False]


async def test_each_cell_is_kept_or_taken(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        dialog = await met(desk, page, pilot)
        assert "Tidigare ”Bedömning av nya besvär” Deras ”Deras namn” ● Mitt ”Mitt" in _text(dialog)
        assert "Saga Schema sparade sitt 2024-09-19 11:05. Ditt behålls." in _text(dialog)
        await press(pilot, "space")
        await until(pilot, lambda: "Deras gäller." in _text(dialog))
        await press(pilot, "down", "down", "space")  # only they changed that one
        assert "Bara de andra" in dialog.frame.line
        await press(pilot, "enter")
        await closed(pilot)
    told = desk.type(DOCTOR)
    assert (told["web_name"], told["web_info"]) == ("Deras namn", "Min text")
    assert told["bookable"] is False


async def test_all_at_once_and_a_tick_by_mouse(desk: Desk) -> None:
    async with desk.opened() as (page, pilot):
        dialog = await met(desk, page, pilot)
        for name, said in (("theirs", "Deras gäller."), ("mine", "Ditt behålls.")):
            dialog.frame.press(name)
            await until(pilot, lambda said=said: said in _text(dialog))  # type: ignore[misc]
        listed = dialog.query_one(ChangeList)
        at = next(n for n, line in enumerate(listed.shown) if line.name == "0 theirs")
        await pilot.click(ChangeList, offset=(20, at))
        await settled(pilot)
        dialog.frame.press_default()
        await closed(pilot)
    assert desk.type(DOCTOR)["web_name"] == "Deras namn"
    assert desk.type(DOCTOR)["web_info"] == "Min text"


def test_the_words_that_are_new_stand_out_on_as_many_lines_as_it_takes() -> None:
    lines = [*compared("”Kom i god tid till besöket”", "”Kom i tid”", 20, "  ● Mitt  ")]
    assert [line.text for line in lines] == [
        "  ● Mitt  ”Kom i god",
        "          tid till",
        "          besöket”",
    ]
    strong = [part.text.split() for line in lines for part in line.parts if part.kind == "strong"]
    assert strong == [["god"], ["till"], ["besöket”"]]
    assert [line.text for line in compared("", "x", 20, "  Mitt ")] == ["  Mitt "]


@pytest.mark.parametrize("width", [1, 8, 20, 78])
def test_no_line_is_wider_than_the_dialog_whatever_was_written(desk: Desk, width: int) -> None:
    for text in [*HOSTILE.values(), "W" * 300, "ord " * 60]:
        draft = TimeTypeDraft.open(desk.book, OTHER, 1)
        draft = draft.text(draft.keys[1], "web_info", "Mitt " + text[:90]).draft
        line = draft.lines[draft.keys[1]]
        assert line.base is not None
        theirs = replace(line.base, web_info=text, revision=line.base.revision + 1)
        met = merge(draft, [theirs], {line.base.id or 0: Stamp(text, 1, text, 2)})
        for at in range(len(met.clashes) + len(met.news)):
            for shown in Changes(met).lines(at, width, here=True):
                assert not set(shown.text) & set("\x1b\x07\u202e\n")
                assert cell_len(shown.text) <= max(width, 18)


def _text(dialog: ConflictsDialog) -> str:
    return " ".join(golden.text_of(dialog.app).replace("│", " ").replace("▌", " ").split())
