"""What a sheet shows: its columns, its cells, and where the rows come from."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, Protocol

Kind = Literal["text", "tick", "choice", "date", "time", "colour"]
State = Literal["", "greyed", "locked", "warn", "error"]
RowKey = int | str
"""What a row is called for as long as it lives; never its place."""


class Option(NamedTuple):
    """One of the values that a choice or colour column can have.

    Attributes:
        value: what ``CellEdited`` says.
        label: what stands in the list and in the cell.
        role: the colour of its swatch, as in ``Cell.role``.
    """

    value: str
    label: str
    role: str = ""


class Column(NamedTuple):
    """One column.

    Attributes:
        key: unique in the sheet.
        title: the heading; a line break in it says where it is broken when narrow.
        kind: what its cells are and how they are edited.
        width: in cells; never measured from data.
        group: the heading above it and its neighbours of the same group, or empty.
        fixed: stays to the left when the others move sideways.
        folded: drawn one cell wide.
        sortable: whether the user may sort by it.
        editable: whether its cells can be changed, unless they say otherwise.
        options: the values of a choice or colour column.
        max_length: of an edited text, in characters.
        right: whether its text stands to the right.
        tip: its whole name, when the title is an abbreviation.
        role: the ground of the whole column and its heading, as in ``Cell.role``; a row's and a
            cell's own roles go over it.
        mark: one cell wide; stands in the folded column where a cell says something.
        brief: what is drawn of a text that is too long for its cell; None: its beginning.
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int = 12
    group: str = ""
    fixed: bool = False
    folded: bool = False
    sortable: bool = False
    editable: bool = False
    options: tuple[Option, ...] = ()
    max_length: int = 200
    right: bool = False
    tip: str = ""
    role: str = ""
    mark: str = "✎"
    brief: Callable[[str], str] | None = None

    @property
    def name(self) -> str:
        """The whole name on one line."""
        return self.tip or self.title.replace("\n", " ")


class Shape(NamedTuple):
    """What the user can change of a column.

    Attributes:
        width: in cells, when it is not folded.
        folded: whether it is drawn one cell wide.
    """

    width: int
    folded: bool = False


class Cell(NamedTuple):
    """One cell.

    Attributes:
        text: what it says; an option's value or label in a choice or colour column.
        on: whether it is ticked, in a tick column.
        state: greyed and locked cells cannot be changed; warn and error get a sign.
        role: its colour: the component class ``sheet--role-<role>`` of a subclass of Sheet.
        tip: why it is as it is, or what cannot be seen.
    """

    text: str = ""
    on: bool = False
    state: State = ""
    role: str = ""
    tip: str = ""


class Row(NamedTuple):
    """One row: a cell for each column, in the order of the columns; missing ones are empty.

    Attributes:
        shown: what the source made it of, for the screen: what it acts on is what was drawn. The
            sheet never looks at it.
    """

    key: RowKey
    cells: tuple[Cell, ...]
    role: str = ""
    shown: object = None


class Source(Protocol):
    """Where the rows come from. The sheet keeps no more of them than it shows.

    All of it answers at once; ``window`` within 5 ms.
    """

    def count(self) -> int:
        """How many rows there are."""

    def window(self, first: int, n: int) -> Sequence[Row]:
        """The ``n`` rows from place ``first``; fewer at the end."""

    def position(self, key: RowKey) -> int | None:
        """The place of a row, or None when it is not there."""

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The first row that holds the text after the given one, from the start when None.

        With ``back``: the last one before it, from the end when None.
        """


EMPTY = Cell()


def cell_of(row: Row, index: int) -> Cell:
    """The row's cell of the column at a place; an empty one when the row is too short."""
    return row.cells[index] if index < len(row.cells) else EMPTY


def state_of(column: Column, cell: Cell) -> str:
    """What a cell is drawn as: a box without a tick is lighter than one with it."""
    return cell.state or ("unticked" if column.kind == "tick" and not cell.on else "")
