"""What a sheet tells its screen."""

from dataclasses import dataclass

from widgets.grid_view import GridMessage
from widgets.screen import Moved
from widgets.sheet.values import RowKey


@dataclass
class CellEdited(GridMessage, namespace="sheet"):
    """The user wants this value. Nothing has changed until the screen's draft has."""

    row: RowKey
    column: str
    value: str | bool


@dataclass
class CellRefused(GridMessage, namespace="sheet"):
    """The user tried to change a cell that cannot be changed."""

    row: RowKey
    column: str
    why: str


@dataclass
class RowChosen(GridMessage, namespace="sheet"):
    """Enter or a double click on a row."""

    row: RowKey
    column: str


@dataclass
class CursorMoved(GridMessage, Moved, namespace="sheet"):
    """The cursor stands on another cell; several moves in a row are told as one."""

    row: RowKey
    column: str


@dataclass
class SortAsked(GridMessage, namespace="sheet"):
    """The user wants this order; an empty column means the source's own."""

    column: str
    descending: bool


@dataclass
class ColumnChanged(GridMessage, namespace="sheet"):
    """The user made a column wider, narrower, folded it or brought it back."""

    column: str
    width: int
    folded: bool


@dataclass
class ColumnsReset(GridMessage, namespace="sheet"):
    """The user wants all columns as they were from the start, and has got them."""


@dataclass
class MenuAsked(GridMessage, namespace="sheet"):
    """The user wants the context menu at this place of the screen; the heading has no row."""

    row: RowKey | None
    column: str
    x: int
    y: int


@dataclass
class MarksChanged(GridMessage, namespace="sheet"):
    """Other rows are marked."""

    marks: frozenset[RowKey]


@dataclass
class TooMany(GridMessage, namespace="sheet"):
    """The user tried to mark more rows than can be marked; none of them was."""

    most: int


@dataclass
class Copied(GridMessage, namespace="sheet"):
    """Text was copied: a cell's, or that of whole rows."""

    text: str
    rows: int
