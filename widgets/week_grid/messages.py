"""What a week grid tells its screen. They are named ``WeekGrid.SlotChosen`` and so on."""

from dataclasses import dataclass

from textual.dom import DOMNode
from textual.message import Message

from widgets.week_grid.values import BlockKey, LaneKey


class WeekGridMessage(Message, namespace="week_grid"):
    """Any message of a week grid; ``control`` is the grid."""

    sender: DOMNode | None = None

    @property
    def control(self) -> DOMNode | None:
        """The grid that posted it."""
        return self.sender


@dataclass
class SlotChosen(WeekGridMessage, namespace="week_grid"):
    """Enter or a double click on a block."""

    key: BlockKey


@dataclass
class PlaceChosen(WeekGridMessage, namespace="week_grid"):
    """Enter or a double click where no block is; minutes of the lane's day."""

    lane: LaneKey
    minute: int


@dataclass
class LaneChosen(WeekGridMessage, namespace="week_grid"):
    """A click on a lane's heading."""

    lane: LaneKey


@dataclass
class CursorMoved(WeekGridMessage, namespace="week_grid"):
    """The cursor stands elsewhere, or on something else; several moves in a row are told as one.

    ``minute`` is where the block begins, or that of its line where it goes on under another.
    """

    lane: LaneKey
    minute: int
    key: BlockKey | None


@dataclass
class MenuAsked(WeekGridMessage, namespace="week_grid"):
    """The user wants the context menu at this place of the screen."""

    lane: LaneKey
    minute: int
    key: BlockKey | None
    x: int
    y: int


@dataclass
class MarksChanged(WeekGridMessage, namespace="week_grid"):
    """Other blocks are marked."""

    marks: frozenset[BlockKey]


@dataclass
class WeekAsked(WeekGridMessage, namespace="week_grid"):
    """The user went left from the first lane (-1) or right from the last (1)."""

    step: int
