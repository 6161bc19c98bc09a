"""How long a week of five resources takes to be drawn, and a single change in it.

Beside it, in the same run: the same week in Textual's DataTable. Measured through a
pseudo-terminal in which the whole week shows: from the key to the last of what it made the
program write. Linux only.
"""

import fcntl
import os
import statistics
import struct
import sys
import tempfile
import termios
import time
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import DataTable

from asynja_tui import themes
from screens.session import DEFAULT_THEME
from tools.bench_start import Terminal
from widgets.week_grid.values import COLOURS, Block, Board, Lane
from widgets.week_grid.week_grid import WeekGrid

RESOURCES, DAYS, QUARTERS = 5, 7, 48
CELLS = RESOURCES * DAYS * QUARTERS
SIZE = (360, 54)
"""All of the week is on the screen."""
_FIRST, _STEP = 7 * 60, 15
_ROLES = ("free-web", "web", "free", "care", "agent")
_WARM_UP = 2
_SILENCE, _PATIENCE = 0.3, 10.0
"""Seconds of quiet that end an answer, and those to wait for its beginning."""


def _board(week: int) -> Board:
    """A week in which every quarter of every lane holds a time."""
    lanes = [(f"{week}.{n}", n // DAYS, n % DAYS) for n in range(RESOURCES * DAYS)]
    blocks = [
        Block(f"{key}.{q}", key, _FIRST + q * _STEP, _STEP, f"Patient {week}{q}",
              _ROLES[(q + n + week) % len(_ROLES)], COLOURS[(q // 4 + n) % len(COLOURS)])
        for n, (key, _, _) in enumerate(lanes)
        for q in range(QUARTERS)
    ]  # fmt: skip
    shown = tuple(
        Lane(key, f"Dag {day + 1}", f"Resurs {resource}", resource=resource, day=day)
        for key, resource, day in lanes
    )
    return Board(shown, tuple(blocks), _FIRST, _FIRST + QUARTERS * _STEP, _STEP)


def _changed(board: Board, turn: int) -> Board:
    """The same week with another patient in one time that shows."""
    first = board.blocks[3]._replace(text=f"Ombokad {turn}", role=_ROLES[turn % len(_ROLES)])
    return board._replace(blocks=(*board.blocks[:3], first, *board.blocks[4:]))


class _Bench(App[None]):
    """One grid and nothing else; ``w`` shows the other week, ``c`` changes one time."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "week"), Binding("c", "change")]

    def __init__(self) -> None:
        self.set_reactive(App.theme, DEFAULT_THEME)
        super().__init__()
        self.boards = (_board(0), _board(1))
        self.turn = 0
        self.grid = self.make()

    def make(self) -> Widget:
        """The grid."""
        raise NotImplementedError

    @property
    def available_themes(self) -> dict[str, Theme]:
        return dict(themes.BY_NAME)

    def compose(self) -> ComposeResult:
        yield self.grid


class _Ours(_Bench):
    def make(self) -> Widget:
        self.week = WeekGrid(self.boards[0])
        return self.week

    def action_week(self) -> None:
        self.turn += 1
        self.week.show(self.boards[self.turn % 2])

    def action_change(self) -> None:
        self.turn += 2
        self.week.show(_changed(self.boards[self.turn % 2], self.turn))


class _Table(_Bench):
    def make(self) -> Widget:
        self.table: DataTable[Text] = DataTable(fixed_columns=1, cursor_type="cell")
        return self.table

    def on_mount(self) -> None:
        self.table.add_column("Tid", width=5)
        for n, lane in enumerate(self.boards[0].lanes):
            self.table.add_column(lane.title, key=str(n), width=8)  # and a blank on each side
        self.fill(self.boards[0])

    def fill(self, board: Board) -> None:
        """The week in the table: a row a quarter, a column a lane."""
        self.table.clear()
        texts = iter(board.blocks)
        lanes = [[next(texts) for _ in range(QUARTERS)] for _ in board.lanes]
        for q in range(QUARTERS):
            minute = _FIRST + q * _STEP
            clock = Text(f"{minute // 60:02}:{minute % 60:02}")
            self.table.add_row(clock, *(_cell(lane[q]) for lane in lanes), key=str(q))

    def action_week(self) -> None:
        self.turn += 1
        self.fill(self.boards[self.turn % 2])

    def action_change(self) -> None:
        self.turn += 2
        board = _changed(self.boards[self.turn % 2], self.turn)
        self.table.update_cell("3", "0", _cell(board.blocks[3]))


_STYLES = {"free-web": "green", "web": "blue", "free": "black", "care": "red", "agent": "magenta"}


def _cell(block: Block) -> Text:
    return Text(f"{block.its_sign} {block.text}", _STYLES[block.role])


def _quiet(terminal: Terminal, seconds: float) -> float:
    """Read until nothing has come for so long; when the last of it came."""
    last = time.perf_counter()
    while terminal.read(0):
        size = len(terminal.output)
        if not terminal.read(seconds):
            raise RuntimeError(f"the program ended:\n{terminal.screen()}")
        if len(terminal.output) == size:
            return last
        last = time.perf_counter()
    raise RuntimeError(f"the program ended:\n{terminal.screen()}")


def _times(terminal: Terminal, key: bytes) -> float:
    """Milliseconds from a key to the last that it made the program write."""
    terminal.output.clear()
    began = time.perf_counter()
    os.write(terminal.fd, key)
    while not terminal.output and time.perf_counter() - began < _PATIENCE:
        terminal.read(_PATIENCE)
    return (_quiet(terminal, _SILENCE) - began) * 1000


def _start(kind: str, folder: str) -> Terminal:
    env = {"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
    terminal = Terminal([sys.executable, "-m", "tools.bench_week", kind], env)
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    while b"Pati" not in terminal.output:
        if not terminal.read(_PATIENCE):
            raise RuntimeError(f"the program did not start:\n{terminal.screen()}")
    _quiet(terminal, 1.0)
    return terminal


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds of showing another week and of one change, and parts of DataTable's.

    The two take turns, so that a busy computer slows both.

    Keys are ``week_ms``, ``change_ms``, ``datatable_week_ms``, ``datatable_change_ms``,
    ``week_ratio`` and ``change_ratio``.
    """
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        both = {kind: _start(kind, folder) for kind in _KINDS}
        try:
            for name, key in (("week", b"w"), ("change", b"c")):
                times: dict[str, list[float]] = {kind: [] for kind in _KINDS}
                for _ in range(rounds + _WARM_UP):
                    for kind, terminal in both.items():
                        times[kind].append(_times(terminal, key))
                ours, table = (statistics.median(times[kind][_WARM_UP:]) for kind in _KINDS)
                found[f"{name}_ms"], found[f"datatable_{name}_ms"] = ours, table
                found[f"{name}_ratio"] = ours / table
        finally:
            for terminal in both.values():
                terminal.close()
    return found


_KINDS: dict[str, type[_Bench]] = {"grid": _Ours, "datatable": _Table}


def main(arguments: list[str]) -> None:
    """Run one of the two programs, or measure both."""
    if arguments and arguments[0] in _KINDS:
        _KINDS[arguments[0]]().run()
        return
    for name, value in measure(int(arguments[0]) if arguments else 9).items():
        print(f"{name:<24}{value:10.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
