"""Bars of text and the table of them, without a book."""

import random

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from asynja_tui import themes
from widgets.bars.tab_line import TabLine
from widgets.figures.bar_layout import LEAD, BarRow, place
from widgets.figures.bar_table import BarBody, BarTable
from widgets.figures.bars import Bar, bar
from widgets.forms.options import Option

HEADING = BarRow("", "Dag", ("Bokade", "Ombokade", "Avbokade", "Sena", "Andel", "Alla"))
GIVEN_UP = (0, 1, 2, 4, 3)


def row(key: str, value: int, part: int = 0) -> BarRow:
    return BarRow(key, f"dag {key}", ("1", "2", "3", "4", "50 %", str(value)), value, part)


ROWS = tuple(row(str(n), n, n // 3) for n in range(1, 60))
TOTAL = BarRow("", "Summa", ("59", "118", "177", "236", "50 %", "1 770"))


@pytest.mark.parametrize(
    ("value", "part", "most", "width", "drawn"),
    [
        (8, 0, 8, 4, Bar("────", "")),
        (1, 0, 8, 4, Bar("╴", "")),
        (5, 0, 8, 4, Bar("──╴", "")),
        (1, 0, 32, 4, Bar("╴", "")),
        (1, 0, 9_999, 4, Bar("╴", "")),
        (0, 0, 8, 4, Bar("", "")),
        (8, 4, 8, 4, Bar("──", "━━")),
        (8, 8, 8, 4, Bar("", "━━━━")),
        (9_999, 1, 9_999, 4, Bar("───", "━")),
        (9_999, 9_998, 9_999, 4, Bar("─", "━━━")),
        (1, 1, 9_999, 4, Bar("", "━")),
        (8, 0, 8, 0, Bar("", "")),
        (0, 0, 0, 4, Bar("", "")),
    ],
)
def test_a_bar(value: int, part: int, most: int, width: int, drawn: Bar) -> None:
    assert bar(value, part, most, width) == drawn


def test_bars_are_as_long_as_their_numbers_say() -> None:
    dice = random.Random(5)
    for _ in range(2_000):
        most, width = dice.randrange(1, 10_000), dice.randrange(1, 120)
        value = dice.randrange(0, most + 1)
        part = dice.randrange(0, value + 1)
        drawn = bar(value, part, most, width)
        cells = len(drawn.rest) + len(drawn.part)
        assert cells <= width
        assert bool(drawn.part) == (part > 0)
        assert bool(cells) == (value > 0)
        assert abs(cells - value * width / most) <= 1 or cells == 1
        assert abs(len(drawn.part) - part * width / most) <= 1.5 or len(drawn.part) == 1


@pytest.mark.parametrize("width", [1, 5, 12, 20, 33, 44, 60, 78, 118, 198])
@pytest.mark.parametrize("label", ["x", "Barnmorska/Sjuksköterska besök 45 min", "å" * 300])
def test_what_stands_on_a_line_fits_it(width: int, label: str) -> None:
    places = place(HEADING, (BarRow("", label, TOTAL.figures), TOTAL), GIVEN_UP, width)
    used = LEAD + places.label + sum(cells + places.gap for _, cells in places.figures)
    assert used + (places.gap + places.bar if places.bar else 0) <= max(width, 20)
    assert places.label > 0 or width == 1
    assert width < 60 or len(places.figures) == 6 or len(label) > 16
    assert width < 78 or (len(places.figures) == 6 and places.bar >= 8)


def test_the_kinds_go_before_the_late_ones_and_all() -> None:
    for width in range(200, 0, -1):
        shown = [n for n, _ in place(HEADING, ROWS, GIVEN_UP, width).figures]
        assert shown == [n for n in range(6) if n not in GIVEN_UP[: 6 - len(shown)]]


class Table(App[None]):
    """A table below tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []
        for theme in themes.BY_NAME.values():
            self.register_theme(theme)
        self.theme = "asynja-ljust"

    def compose(self) -> ComposeResult:
        yield TabLine((Option("day", "Dag"), Option("week", "Vecka")), "day")
        yield BarTable(HEADING, GIVEN_UP)

    @on(BarTable.RowChosen)
    def _chosen(self, message: BarTable.RowChosen) -> None:
        self.chosen.append(message.key)

    @on(TabLine.Chosen)
    def _tab(self, message: TabLine.Chosen) -> None:
        self.chosen.append(message.name)


def lines(app: App[None]) -> list[str]:
    strips = app.screen._compositor.render_strips()
    return ["".join(part.text for part in strip).rstrip(" ▁▂▃▄▅▆▇") for strip in strips]


async def shown(pilot: Pilot[None], rows: tuple[BarRow, ...] = ROWS) -> BarTable:
    table = pilot.app.query_one(BarTable)
    table.show(HEADING, rows, TOTAL, "Inga rader.")
    table.body.focus()
    await pilot.pause()
    return table


async def test_the_figures_stand_right_below_their_headings() -> None:
    async with Table().run_test(size=(80, 12)) as pilot:
        await shown(pilot, ROWS[:3])
        heading, first, second, third, total = lines(pilot.app)[1:6]
        for name in HEADING.figures:
            end = heading.index(name) + len(name)
            assert total[end - 1] != " "
            assert all(line[end : end + 1] in ("", " ") for line in (first, second, total))
        assert first.startswith("▌dag 1")
        assert third.count("─") > 0
        assert third.endswith("━" * third.count("━"))
        assert max(cell_len(line) for line in lines(pilot.app)) <= 80


async def test_the_keys_move_and_the_line_stays_in_sight() -> None:
    async with Table().run_test(size=(80, 12)) as pilot:
        table = await shown(pilot)
        assert table.row == ROWS[0]
        await pilot.press("end")
        assert table.row == ROWS[-1]
        assert any(line.startswith("▌dag 59") for line in lines(pilot.app))
        await pilot.press("up", "up", "pageup")
        assert table.row is not None
        assert int(table.row.key) < 57
        await pilot.press("home", "up", "down", "j", "k")
        assert table.row == ROWS[1]


async def test_the_line_is_kept_when_the_rows_change() -> None:
    async with Table().run_test(size=(80, 12)) as pilot:
        table = await shown(pilot)
        await pilot.press("end")
        await shown(pilot, ROWS[50:])
        assert table.row == ROWS[-1]
        await shown(pilot, ROWS[:5])
        assert table.row == ROWS[0]
        await shown(pilot, ())
        assert table.row is None
        await pilot.press("down", "end", "pageup")
        assert "Inga rader." in lines(pilot.app)[2]


async def test_a_click_goes_there_and_two_choose() -> None:
    app = Table()
    async with app.run_test(size=(80, 12)) as pilot:
        table = await shown(pilot)
        await pilot.click(BarBody, offset=(5, 3))
        assert (table.row, app.chosen) == (ROWS[3], [])
        await pilot.click(BarBody, offset=(5, 4), times=2)
        assert (table.row, app.chosen) == (ROWS[4], ["5"])
        await pilot.click(TabLine, offset=(8, 0))
        await pilot.click(TabLine, offset=(60, 0))
        assert app.chosen == ["5", "week"]


async def test_hostile_labels_and_any_size() -> None:
    async with Table().run_test(size=(80, 12)) as pilot:
        hostile = ROWS[0]._replace(label="\x1b]0;ägd\x07\u202eab [bold]x[/]" + "漢" * 50)
        await shown(pilot, (hostile, *ROWS))
        for size in ((20, 5), (1, 1), (200, 60), (33, 8)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            text = "\n".join(lines(pilot.app))
            assert "\x1b" not in text
            assert "\u202e" not in text
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert "[bold]" in "\n".join(lines(pilot.app))
