"""How long a step, a page and a jump to the end take in a sheet of a thousand rows and a million.

The sheet has the three grounds of the log, late rows in a colour of their own and marked ones.
Beside it, in the same run: Textual's DataTable and, where it is installed, textual-fastdatatable.
A time is from the key to the screen having been drawn anew, without a terminal.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import DataTable

from asynja_tui import themes
from screens.session import DEFAULT_THEME
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Cell, Column, Row, RowKey

COLUMNS = 16
SMALL, MIDDLE, LARGE = 1_000, 10_000, 1_000_000
FASTDATATABLE_ROWS = 100_000
SIZE = (130, 40)
KEYS = {"step": "down", "page": "pagedown", "jump": "ctrl+end"}
_BACK = {"jump": "ctrl+home"}
_GROUNDS = ("", "before", "after")
_WARM_UP = 3
_TURNS = 3
"""The short and the long sheet take turns, so that a busy computer slows both."""


def _text(row: int, column: int) -> str:
    return f"Cell {column} {row}"


def _cell(row: int, column: int) -> Cell:
    late = column == 1 and row % 3 == 0
    return Cell(_text(row, column), role="late" if late else "")


class _Rows:
    """A source that makes its rows as they are asked for."""

    def __init__(self, rows: int) -> None:
        self.rows = rows

    def count(self) -> int:
        return self.rows

    def window(self, first: int, n: int) -> Sequence[Row]:
        last = min(first + n, self.rows)
        return [
            Row(row, tuple(_cell(row, column) for column in range(COLUMNS)))
            for row in range(first, last)
        ]

    def position(self, key: RowKey) -> int | None:
        return int(key)

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        return None


class _Grounds(Sheet):
    """As the log has them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sheet--role-before", "sheet--role-after", "sheet--role-late",
    }  # fmt: skip
    DEFAULT_CSS = """
    _Grounds {
        .sheet--role-before { background: $ground-before; }
        .sheet--role-after { background: $ground-after; }
        .sheet--role-late { color: $attention; text-style: bold; }
    }
    """


class _Bench(App[None]):
    """One grid and nothing else."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, make: Callable[[int], Widget], rows: int) -> None:
        self.set_reactive(App.theme, DEFAULT_THEME)
        super().__init__()
        self._make, self._rows = make, rows

    @property
    def available_themes(self) -> dict[str, Theme]:
        return dict(themes.BY_NAME)

    def compose(self) -> ComposeResult:
        self.grid = self._make(self._rows)
        yield self.grid


def _sheet(rows: int) -> Widget:
    columns = [
        Column(
            f"c{n}", f"Kolumn {n}", width=12, fixed=n < 2, group=_GROUNDS[n // 6],
            role=_GROUNDS[n // 6],
        )
        for n in range(COLUMNS)
    ]  # fmt: skip
    sheet = _Grounds(columns, _Rows(rows), read_only=True)
    sheet.set_marks(range(0, rows, max(1, rows // 100)))
    return sheet


def _data_table(rows: int) -> Widget:
    table: DataTable[str] = DataTable(fixed_columns=2)
    for column in range(COLUMNS):
        table.add_column(f"Kolumn {column}", width=12)
    table.add_rows([_text(row, column) for column in range(COLUMNS)] for row in range(rows))
    return table


def _fastdatatable(rows: int) -> Widget:
    import textual_fastdatatable as fast  # type: ignore[import-not-found, unused-ignore]

    data = {f"c{n}": [_text(row, n) for row in range(rows)] for n in range(COLUMNS)}
    backend = fast.create_backend(data)
    table: Any = fast.DataTable(
        backend=backend, fixed_columns=2, column_labels=[f"Kolumn {n}" for n in range(COLUMNS)]
    )
    assert isinstance(table, Widget)
    return table


async def _time_keys(
    make: Callable[[int], Widget], rows: int, rounds: int
) -> dict[str, list[float]]:
    app = _Bench(make, rows)
    found = {}
    async with app.run_test(size=SIZE) as pilot:
        app.grid.focus()
        await pilot.pause()
        for name, key in KEYS.items():
            times = []
            for _ in range(rounds + _WARM_UP):
                began = time.perf_counter()
                app.simulate_key(key)
                await _drawn(app)
                times.append((time.perf_counter() - began) * 1000)
                if name in _BACK:
                    app.simulate_key(_BACK[name])
                    await _drawn(app)
            found[name] = times[_WARM_UP:]
    return found


async def _time_drawing(rounds: int) -> float:
    """Median milliseconds of drawing every line with all columns, its rows at hand."""
    app, times = _Bench(_sheet, LARGE), []
    async with app.run_test(size=(COLUMNS * 13 + 4, SIZE[1])) as pilot:
        await pilot.pause()
        assert isinstance(app.grid, Sheet)
        for _ in range(rounds + _WARM_UP):
            began = time.perf_counter()
            for y in range(app.grid.body.lines):
                app.grid.body.render_line(y)
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[_WARM_UP:])


async def _drawn(app: _Bench) -> None:
    """Wait until a key has gone through app, grid and screen, and what it changed is drawn."""
    for pump in (app, app.grid, app.screen, app.grid, app, app.screen):
        done = asyncio.Event()
        pump.call_later(done.set)
        await done.wait()
    while app._animator._animations:
        await asyncio.sleep(0.001)
    app.screen._on_timer_update()


def _others() -> dict[str, tuple[Callable[[int], Widget], int]]:
    grids: dict[str, tuple[Callable[[int], Widget], int]] = {
        "datatable_1k": (_data_table, SMALL),
        "datatable_10k": (_data_table, MIDDLE),
    }
    if find_spec("textual_fastdatatable"):
        grids["fastdatatable_1k"] = (_fastdatatable, SMALL)
        grids["fastdatatable_100k"] = (_fastdatatable, FASTDATATABLE_ROWS)
    return grids


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds of each key in each grid, and the sheet's ratios of large to small.

    ``sheet_draw_ms`` is what all lines of a wide sheet take to draw, with their rows at hand.
    Keys end in ``_ms``; the ratios are ``step_ratio``, ``page_ratio`` and ``jump_ratio``, and
    ``<key>_vs_datatable`` says the sheet's part of DataTable's time at a thousand rows.
    """
    found: dict[str, float] = {}
    both = [asyncio.run(_time_keys(_sheet, n, rounds)) for n in (SMALL, LARGE) * _TURNS]
    for turn, name in enumerate(("sheet_1k", "sheet_1m")):
        for key in KEYS:
            times = [ms for found_here in both[turn::2] for ms in found_here[key]]
            found[f"{name}_{key}_ms"] = statistics.median(times)
    found["sheet_draw_ms"] = asyncio.run(_time_drawing(rounds))
    for name, (make, rows) in _others().items():
        for key, times in asyncio.run(_time_keys(make, rows, rounds)).items():
            found[f"{name}_{key}_ms"] = statistics.median(times)
    for key in KEYS:
        small = found[f"sheet_1k_{key}_ms"]
        found[f"{key}_ratio"] = found[f"sheet_1m_{key}_ms"] / small
        found[f"{key}_vs_datatable"] = small / found[f"datatable_1k_{key}_ms"]
    return found


def beside(found: dict[str, float]) -> list[str]:
    """The names of the other grids that were measured in the same run."""
    own = ("sheet_1k", "sheet_1m")
    ends = "_step_ms"
    return [key[: -len(ends)] for key in found if key.endswith(ends) and not key.startswith(own)]


if __name__ == "__main__":
    for _name, _value in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15).items():
        print(f"{_name:<32}{_value:8.2f}")
