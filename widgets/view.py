"""The room that a model may fill, as its widget has it now."""

from typing import Protocol


class View(Protocol):
    """What a widget of lines that scroll says of itself."""

    @property
    def width(self) -> int:
        """The cells of a line."""

    @property
    def top(self) -> int:
        """The place of the first row that shows."""

    @property
    def lines(self) -> int:
        """How many rows there is room for."""
