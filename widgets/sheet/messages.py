"""What a sheet tells its screen. They are named ``Sheet.CellEdited`` and so on."""

from dataclasses import dataclass

from textual.dom import DOMNode
from textual.message import Message

from widgets.sheet.values import RowKey


class SheetMessage(Message, namespace="sheet"):
    """Any message of a sheet; ``control`` is the sheet."""

    sender: DOMNode | None = None

    @property
    def control(self) -> DOMNode | None:
        """The sheet that posted it."""
        return self.sender


@dataclass
class CellEdited(SheetMessage, namespace="sheet"):
    """The user wants this value. Nothing has changed until the screen's draft has."""

    row: RowKey
    column: str
    value: str | bool


@dataclass
class CellRefused(SheetMessage, namespace="sheet"):
    """The user tried to change a cell that cannot be changed."""

    row: RowKey
    column: str
    why: str


@dataclass
class RowChosen(SheetMessage, namespace="sheet"):
    """Enter or a double click on a row."""

    row: RowKey
    column: str


@dataclass
class CursorMoved(SheetMessage, namespace="sheet"):
    """The cursor stands on another cell; several moves in a row are told as one."""

    row: RowKey
    column: str


@dataclass
class SortAsked(SheetMessage, namespace="sheet"):
    """The user wants this order; an empty column means the source's own."""

    column: str
    descending: bool


@dataclass
class ColumnChanged(SheetMessage, namespace="sheet"):
    """The user made a column wider, narrower, folded it or brought it back."""

    column: str
    width: int
    folded: bool


@dataclass
class ColumnsReset(SheetMessage, namespace="sheet"):
    """The user wants all columns as they were from the start, and has got them."""


@dataclass
class MenuAsked(SheetMessage, namespace="sheet"):
    """The user wants the context menu at this place of the screen; the heading has no row."""

    row: RowKey | None
    column: str
    x: int
    y: int


@dataclass
class MarksChanged(SheetMessage, namespace="sheet"):
    """Other rows are marked."""

    marks: frozenset[RowKey]


@dataclass
class TooMany(SheetMessage, namespace="sheet"):
    """The user tried to mark more rows than can be marked; none of them was."""

    most: int


@dataclass
class Copied(SheetMessage, namespace="sheet"):
    """Text was copied: a cell's, or that of whole rows."""

    text: str
    rows: int
