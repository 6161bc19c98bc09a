"""Färger...: the palette as the calendar shows it, told apart by more than its colours."""

from itertools import combinations

import pytest
from textual.color import Color

from asynja_tui import themes
from asynja_tui.shell import Shell
from db.texts import COLOURS
from screens.base import BookScreen
from screens.session import Session
from screens.staff.setup.colours import SIGNS, ColourList, ColoursDialog
from tests.db.hostile import HOSTILE
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled

no_pages = guide_world.no_pages
DRAWN = [colour for colour in COLOURS if colour]


def shade(theme: str, name: str) -> Color:
    return Color.parse(themes.BY_NAME[theme].variables[name])


def light(colour: Color) -> float:
    """The relative luminance of WCAG."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", themes.BY_NAME)
def test_every_colour_is_seen_and_so_is_its_sign(theme: str) -> None:
    surface = Color.parse(themes.BY_NAME[theme].surface or "")
    for colour in DRAWN:
        ground, sign = shade(theme, f"type-{colour}"), shade(theme, f"type-{colour}-sign")
        assert contrast(ground, surface) >= 3, colour
        assert contrast(ground, sign) >= 4.5, colour


@pytest.mark.parametrize("theme", themes.BY_NAME)
def test_no_two_colours_are_alike(theme: str) -> None:
    for one, other in combinations(DRAWN, 2):
        first, second = shade(theme, f"type-{one}"), shade(theme, f"type-{other}")
        apart = sum((a - b) ** 2 for a, b in zip(first.rgb, second.rgb, strict=True)) ** 0.5
        assert apart > 30, (one, other)


def test_every_colour_has_a_sign_of_its_own() -> None:
    assert len({*SIGNS.values()}) == len(COLOURS)
    assert list(SIGNS) == list(COLOURS)


async def test_arrows_and_enter_and_a_click_choose(session: Session) -> None:
    results: list[str | None] = []
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for colour, *keys in (
            ("red", "down", "enter"),
            ("", "enter"),
            ("grey", "home", "down", "o"),
            ("grey", "up", "escape"),
            ("no such colour", "enter"),
        ):
            shell.push_screen(ColoursDialog("Telefon SSK", colour), results.append)
            await settled(pilot)
            await press(pilot, *keys)
        shell.push_screen(ColoursDialog("Telefon SSK", "blue"), results.append)
        await settled(pilot)
        await pilot.click(ColourList, offset=(5, list(COLOURS).index("teal")))
        await settled(pilot)
    assert results == ["orange", "", "red", None, "", "teal"]


@pytest.mark.parametrize("theme", themes.BY_NAME)
async def test_the_palette_as_it_looks(no_pages: None, session: Session, theme: str) -> None:
    shell = Shell(session._replace(prefs=session.prefs._replace(theme=theme)))
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shell.push_screen(BookScreen(session))
        await settled(pilot)
        shell.push_screen(ColoursDialog("Telefon SSK", "sky"))
        await settled(pilot)
        assert " g  08:15 Telefon SSK" in golden.text_of(shell)
        golden.check(shell, f"colours-{theme}-80x24")


async def test_any_size_and_any_name(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for size in ((20, 5), (30, 12), (200, 60)):
            await pilot.resize_terminal(*size)
            shell.push_screen(ColoursDialog("".join(HOSTILE), "pink"))
            await settled(pilot)
            assert "\x1b" not in golden.text_of(shell)
            await press(pilot, "end", "escape")
            assert not isinstance(shell.screen, ColoursDialog)
