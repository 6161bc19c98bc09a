"""What a week grid tells its screen."""

from dataclasses import dataclass

from widgets.grid_view import GridMessage
from widgets.screen import Moved
from widgets.week_grid.values import BlockKey, LaneKey


@dataclass
class SlotChosen(GridMessage, namespace="week_grid"):
    """Enter or a double click on a block."""

    key: BlockKey


@dataclass
class PlaceChosen(GridMessage, namespace="week_grid"):
    """Enter or a double click where no block is; minutes of the lane's day."""

    lane: LaneKey
    minute: int


@dataclass
class LaneChosen(GridMessage, namespace="week_grid"):
    """A click on a lane's heading."""

    lane: LaneKey


@dataclass
class CursorMoved(GridMessage, Moved, namespace="week_grid"):
    """The cursor stands elsewhere, or on something else; several moves in a row are told as one.

    ``minute`` is where the block begins, or that of its line where it goes on under another.
    """

    lane: LaneKey
    minute: int
    key: BlockKey | None


@dataclass
class MenuAsked(GridMessage, namespace="week_grid"):
    """The user wants the context menu at this place of the screen."""

    lane: LaneKey
    minute: int
    key: BlockKey | None
    x: int
    y: int


@dataclass
class MarksChanged(GridMessage, namespace="week_grid"):
    """Other blocks are marked."""

    marks: frozenset[BlockKey]


@dataclass
class WeekAsked(GridMessage, namespace="week_grid"):
    """The user went left from the first lane (-1) or right from the last (1)."""

    step: int
