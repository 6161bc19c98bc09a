"""What the right-hand column is made of: parts, one below the other, each of lines.

The mirror is one part. What stands above it (the steps of an exercise) is another: it is made by
the program for every page, and shows on 1177's pages too, where there is no mirror.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from widgets.line_view import Line


class ColumnPart(Protocol):
    """A part of the column: it knows what its lines say, and what choosing one of them does.

    It is a plain object, made for one page; the column draws it and hears keys and the mouse.
    """

    @property
    def name(self) -> str:
        """Unique in the column: what its widget is found by."""

    @property
    def title(self) -> str:
        """What stands in the frame around it; cut where there is no room."""

    @property
    def begins(self) -> object:
        """When this is another value, it is read from its first line again."""

    @property
    def reveals(self) -> str:
        """The name of the line to be brought into sight while the keys go elsewhere; or empty."""

    def hint(self, name: str) -> str:
        """What Enter does on the line with this name, in a few words; may be empty."""

    def lines(self, width: int) -> Sequence[Line]:
        """What it says, in lines of so many cells at most.

        A line with a name can be gone to and chosen; lines beside each other with the same name
        are one.
        """

    def chosen(self, name: str) -> None:
        """A line with this name was clicked, or Enter was pressed on it."""

    def draw_with(self, draw: Callable[[], object]) -> None:
        """It is on the screen: ``draw`` is called whenever its lines say something else."""


PartOf = Callable[[Any], ColumnPart | None]
"""Makes a part for a page; None for a page that is to have none."""
