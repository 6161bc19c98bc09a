"""The sheet as its parts know it."""

from typing import Protocol

from rich.style import Style
from textual import events
from textual.geometry import Size

from widgets.grid_view import GridMessage
from widgets.sheet.model import Change


class Host(Protocol):
    """Whom the parts of a sheet belong to.

    Called at once, not by messages: a key that comes after a click must find the cursor where that
    has put it.
    """

    @property
    def size(self) -> Size:
        """The cells of the whole sheet."""

    @property
    def has_keys(self) -> bool:
        """Whether the keys go to the sheet or to something that it has opened."""

    def take_keys(self) -> None:
        """Have the keys from now on."""

    def part_style(self, name: str) -> Style:
        """The style of a component class, which need not be declared."""

    def changed(self, change: Change) -> None:
        """Draw anew what is another in the model."""

    def tell(self, message: GridMessage) -> None:
        """Tell the screen."""

    def cell_clicked(self, index: int, column: int, event: events.Click) -> None:
        """A cell was clicked."""

    def heading_clicked(self, index: int, event: events.Click) -> None:
        """A column's title was clicked."""

    def wheeled(self, rows: int, columns: int) -> None:
        """The wheel was turned by so many rows or columns."""

    def resized(self) -> None:
        """There is room for another number of rows."""
