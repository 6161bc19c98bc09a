"""Tiny apps with one sheet each, sources that count what they are asked, and a recorder."""

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.message import Message
from textual.theme import Theme
from textual.widgets import Button

from asynja_tui import themes
from screens.session import DEFAULT_THEME
from widgets.grid_view import GridMessage
from widgets.sheet.messages import CellEdited
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Cell, Column, Option, Row, RowKey

COLOURS = (Option("", "Ingen"), Option("1", "Blå", "blue"), Option("2", "Röd", "red"))
VIDEO = (Option("", ""), Option("ej", "<Ej videobesök>"), Option("video", "Videobesök"))
TYPES = (
    Column("name", "Namn i AsynjaVisph", width=18, fixed=True, editable=True, sortable=True),
    Column("web", "Namn för webbtidbok", width=18, editable=True, sortable=True, max_length=30),
    Column("asynja", "Bokn\nAsyn", "tick", 5, editable=True, tip="Bokningsbar AsynjaVisph"),
    Column("bookable", "Bokn\nwebb", "tick", 5, editable=True, tip="Bokningsbar webb"),
    Column("hidden", "Dölj\npatient", "tick", 7, editable=True, tip="Dölj bokning för patient"),
    Column("video", "Video", "choice", 14, editable=True, options=VIDEO),
    Column("from", "Från", "date", 10, editable=True),
    Column("at", "Kl", "time", 5, editable=True),
    Column("colour", "Färg", "colour", 8, editable=True, options=COLOURS),
    Column("text", "Text för webbtidbok", width=20, editable=True),
)
LOG = (
    Column("status", "Status", width=8, fixed=True, group="OFÖRÄNDRAT", sortable=True),
    Column("changed", "Ändrad datum", width=16, fixed=True, group="OFÖRÄNDRAT", sortable=True),
    Column("left", "Kvar", width=9, group="OFÖRÄNDRAT", right=True),
    Column("date", "Tidigare besöksdatum", width=11, group="FÖRE", sortable=True),
    Column("time", "Tidigare starttid", width=9, group="FÖRE"),
    Column("type", "Tidigare tidstyp", width=14, group="FÖRE"),
    Column("resource", "Tidigare resurs", width=12, group="FÖRE"),
    Column("comment", "Kommentar", width=20, group="FÖRE", folded=True),
    Column("new", "Ny tid", width=16, group="EFTER"),
)


def type_row(key: int, name: str, said: str = "", **more: Cell) -> Row:
    """A row of TYPES; other cells by their columns' keys."""
    cells = {"name": Cell(name), "web": Cell(said), **more}
    return Row(key, tuple(cells.get(column.key, Cell()) for column in TYPES))


def some_types() -> list[Row]:
    on, off = Cell(on=True), Cell()
    grey = Cell(state="greyed", tip="Dölj bokning för patient är markerad.")
    return [
        type_row(10, "", ""),
        type_row(11, ".Laboratoriet", "Här kan du boka provtagning", asynja=on, bookable=on),
        type_row(12, ".Läkarbesök", "Bedömning av nya besvär", asynja=on, bookable=grey, hidden=on),
        type_row(13, "Ombud-Vårdguiden", "Ombud", asynja=Cell(on=True, state="locked", tip="IT")),
        type_row(14, "SSK", web=Cell("", state="warn", tip="Saknar namn på 1177."), asynja=off),
        type_row(15, "Telefon", "Telefontid", colour=Cell("2"), at=Cell("08:15"),
                 video=Cell("ej"), text=Cell("En lång text som inte får plats")),
    ]  # fmt: skip


def some_changes() -> list[Row]:
    """Rows of GROUNDS: a late one with a comment, one in time, a booking and a greyed one."""
    old = Cell("2024-09-12"), Cell(".Läkarbesök"), Cell(SICK)
    new = Cell("2024-09-20"), Cell("Telefon"), Cell()
    none = (Cell(),) * 3
    return [
        Row("late", (Cell("Avbokad"), Cell("⚑ 2 h 08", role="late"), *old, *none)),
        Row("moved", (Cell("Ombokad"), Cell("75 h 10"), *old[:2], Cell(), *new)),
        Row("booked", (Cell("Bokad"), Cell(), *none, *new)),
        Row("gone", (Cell("Bokad"), Cell(), *none, *new), role="gone"),
        Row(
            "grey",
            tuple(Cell(one.text, state="greyed") for one in (Cell("Bokad"), Cell(), *none, *new)),
        ),
    ]


class Draft:
    """A short list that can be changed."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        self.windows: list[tuple[int, int]] = []

    def count(self) -> int:
        return len(self.rows)

    def window(self, first: int, n: int) -> list[Row]:
        self.windows.append((first, n))
        return self.rows[first : first + n]

    def position(self, key: RowKey) -> int | None:
        return next((n for n, row in enumerate(self.rows) if row.key == key), None)

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        hits = [n for n, row in enumerate(self.rows) if self._holds(row, text)]
        at = self.position(after) if after is not None else None
        if at is not None:
            hits = [n for n in hits if (n < at if back else n > at)]
        return self.rows[hits[-1 if back else 0]].key if hits else None

    @staticmethod
    def _holds(row: Row, text: str) -> bool:
        return any(text.casefold() in cell.text.casefold() for cell in row.cells)


class Long:
    """As many rows as one likes, none of which exists before it is asked for."""

    def __init__(self, rows: int, columns: int = len(LOG)) -> None:
        self.rows, self.columns = rows, columns
        self.windows: list[tuple[int, int]] = []

    def count(self) -> int:
        return self.rows

    def window(self, first: int, n: int) -> list[Row]:
        self.windows.append((first, n))
        return [
            Row(f"k{m}", tuple(Cell(f"{c}:{m}") for c in range(self.columns)))
            for m in range(first, min(first + n, self.rows))
        ]

    def position(self, key: RowKey) -> int | None:
        place = int(str(key)[1:])
        return place if place < self.rows else None

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        return None


GROUNDS = (
    Column("status", "Status", width=8, fixed=True, group="Oförändrat", sortable=True),
    Column("left", "Kvar", width=9, fixed=True, group="Oförändrat", right=True),
    Column("day", "Tidigare besöksdatum", width=11, group="− Före", role="before"),
    Column("type", "Tidigare tidstyp", width=14, group="− Före", role="before"),
    Column("old", "Tidigare kommentar", width=20, group="− Före", role="before", folded=True),
    Column("new_day", "Nytt besöksdatum", width=11, group="+ Efter", role="after"),
    Column("new_type", "Ny tidstyp", width=14, group="+ Efter", role="after"),
    Column("new", "Ny kommentar", width=20, group="+ Efter", role="after", folded=True),
)
SICK = "Ligger i sängen med feber.\nRing gärna före tolv så att vi kan komma överens om en ny tid."


class ColourSheet(Sheet):
    """A sheet with roles, as a screen would make one."""

    COMPONENT_CLASSES = {
        f"sheet--role-{role}" for role in ("blue", "red", "late", "gone", "before", "after")
    }
    DEFAULT_CSS = """
    ColourSheet {
        .sheet--role-blue { color: #3060ff; }
        .sheet--role-red { color: #d02020; }
        .sheet--role-late { color: $attention; text-style: bold; }
        .sheet--role-gone { text-style: strike; }
        .sheet--role-before { background: $ground-before; }
        .sheet--role-after { background: $ground-after; }
    }
    """


class SheetApp(App[None]):
    """One sheet between two buttons, and all that it tells."""

    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False
    CSS = "Button { height: 1; border: none; display: none; } .fields Button { display: block; }"

    def __init__(self, sheet: Sheet, theme: str = DEFAULT_THEME) -> None:
        self.set_reactive(App.theme, theme)
        super().__init__()
        self.sheet = sheet
        self.seen: list[GridMessage] = []
        self.applied = True

    @property
    def available_themes(self) -> dict[str, Theme]:
        return dict(themes.BY_NAME)

    def compose(self) -> ComposeResult:
        yield Button("Före", id="before")
        yield self.sheet
        yield Button("Efter", id="after")

    def on_mount(self) -> None:
        self.sheet.focus()

    async def _on_message(self, message: Message) -> None:
        if isinstance(message, GridMessage):
            self.seen.append(message)
            if self.applied and isinstance(message, CellEdited):
                self._apply(message)
        await super()._on_message(message)

    def _apply(self, edit: CellEdited) -> None:
        source = self.sheet.source
        assert isinstance(source, Draft)
        at, column = source.position(edit.row), self.sheet.model.column_place(edit.column)
        assert at is not None
        assert column is not None
        cells = list(source.rows[at].cells)
        new = {"on": edit.value} if isinstance(edit.value, bool) else {"text": edit.value}
        cells[column] = cells[column]._replace(**new)
        source.rows[at] = source.rows[at]._replace(cells=tuple(cells))
        self.sheet.refresh_rows([edit.row])

    def told(self, *kinds: type[GridMessage]) -> list[GridMessage]:
        """What was told since last asked, of these kinds; by default all."""
        seen, self.seen = self.seen, []
        return [one for one in seen if not kinds or isinstance(one, kinds)]


def types_app() -> SheetApp:
    """An app with a short editable sheet."""
    return SheetApp(ColourSheet(TYPES, Draft(some_types())))


def log_app(rows: int = 1000, *, markable: bool = True, without: Sequence[str] = ()) -> SheetApp:
    """An app with a read-only sheet of any length."""
    sheet = ColourSheet(LOG, Long(rows), read_only=True, markable=markable, without=without)
    return SheetApp(sheet)


def grounds_app(theme: str = DEFAULT_THEME) -> SheetApp:
    """An app with a read-only sheet whose columns have grounds."""
    return SheetApp(ColourSheet(GROUNDS, Draft(some_changes()), read_only=True), theme)
