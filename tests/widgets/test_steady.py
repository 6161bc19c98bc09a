"""A steady widget is drawn anew exactly when something of its own has changed."""

from collections.abc import Callable

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from widgets.steady import Bare, Steady


class Sign(Steady, Widget):
    """One line of text."""

    DEFAULT_CSS = "Sign { height: 1; color: $foreground; }"

    def __init__(self) -> None:
        super().__init__()
        self.said = "först"

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(self.said, self.rich_style)]).adjust_cell_length(self.size.width)


class Board(Bare, Widget):
    """As many lines as there is room for, which counts those that it draws."""

    DEFAULT_CSS = "Board { height: 4; color: $foreground; background: $surface; }"

    def __init__(self) -> None:
        super().__init__()
        self.said = dict.fromkeys(range(4), "först")
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        text = Segment(self.said[y], self.rich_style)
        return Strip([text]).adjust_cell_length(self.size.width, self.rich_style)


class FramedBoard(Steady, Widget):
    """The same lines inside a frame."""

    DEFAULT_CSS = "FramedBoard { height: 6; border: round red; padding: 0 1; }"
    render_line = Board.render_line

    def __init__(self) -> None:
        super().__init__()
        self.said = dict.fromkeys(range(4), "först")
        self.drawn: list[int] = []


class BoardApp(App[None]):
    """A board with and without a frame."""

    def compose(self) -> ComposeResult:
        yield Board()
        yield FramedBoard()


class SignApp(App[None]):
    """A sign in a frame."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Sign()


def lines(sign: Sign) -> list[Strip]:
    return sign.render_lines(sign.size.region)


async def test_what_has_not_changed_is_not_drawn_again() -> None:
    app = SignApp()
    async with app.run_test() as pilot:
        sign = app.query_one(Sign)
        drawn = lines(sign)
        app.query_one(Vertical).refresh()
        await pilot.pause()
        assert lines(sign) is drawn


def _say(app: SignApp) -> None:
    sign = app.query_one(Sign)
    sign.said = "sedan"
    sign.refresh()


CHANGES: dict[str, Callable[[SignApp], object]] = {
    "its text": _say,
    "its colour": lambda app: setattr(app.query_one(Sign).styles, "color", "red"),
    "the ground it stands on": lambda app: setattr(
        app.query_one(Vertical).styles, "background", "blue"
    ),
    "a class": lambda app: app.query_one(Sign).add_class("new"),
    "the theme": lambda app: setattr(app, "theme", "textual-light"),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_what_has_changed_is_drawn(what: str) -> None:
    app = SignApp()
    app.stylesheet.add_source("Sign.new { text-style: bold; }")
    async with app.run_test() as pilot:
        sign = app.query_one(Sign)
        before = list(lines(sign)[0])
        CHANGES[what](app)
        await pilot.pause()
        assert list(lines(sign)[0]) != before


async def test_another_width_is_another_line() -> None:
    app = SignApp()
    async with app.run_test(size=(40, 5)) as pilot:
        sign = app.query_one(Sign)
        assert lines(sign)[0].cell_length == 40
        await pilot.resize_terminal(30, 5)
        for _ in range(50):  # Textual lays out anew when it has nothing else to do
            await pilot.pause()
            if sign.size.width == 30:
                break
        assert lines(sign)[0].cell_length == 30


@pytest.mark.parametrize("kind", [Board, FramedBoard])
async def test_only_the_lines_that_have_changed_are_drawn_again(
    kind: type[Board] | type[FramedBoard],
) -> None:
    app = BoardApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        board = app.query_one(kind)
        before = [strip.text for strip in board.render_lines(board.outer_size.region)]
        board.drawn.clear()
        for y in (1, 3):
            board.said[y] = "sedan"
            board.refresh(Region(0, y, board.size.width, 1))
        after = [strip.text for strip in board.render_lines(board.outer_size.region)]
        assert sorted(board.drawn) == [1, 3]
        top = board.content_offset.y
        assert [y - top for y in range(len(after)) if after[y] != before[y]] == [1, 3]
        assert after == [
            strip.text for strip in Widget.render_lines(board, Region(0, 0, *board.outer_size))
        ]


async def test_bare_lines_are_those_that_textual_would_draw() -> None:
    app = BoardApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        board = app.query_one(Board)
        for crop in (board.size.region, Region(3, 1, 5, 2)):
            assert board.fresh_lines(crop, crop.line_range) == Widget.render_lines(board, crop)
