"""What a week grid shows: lanes beside each other, and what lies in them.

Times are minutes of a local day; what day a lane is, and whose, only the screen knows.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

LaneKey = int | str
"""What a lane is called for as long as it shows: one day of one resource; never its place."""
BlockKey = int | str
"""What a block is called for as long as it lives."""
When = Literal["past", "today", "future"]
Look = Literal["", "strike"]


class State(NamedTuple):
    """A state that times can be in: its sign, and what the legend says of it."""

    sign: str
    label: str


STATES: Final[Mapping[str, State]] = {
    "free-web": State("●", "på 1177"),
    "free": State("○", "ej på 1177"),
    "web": State("■", "webb"),
    "care": State("□", "vården"),
    "agent": State("◆", "ombud"),
    "hidden": State("◇", "dold"),
    "cancelled": State("✗", "avbokad"),
    "blocked": State("▨", "spärrad"),
    "event": State("≡", "händelse"),
    "passed": State("░", "passerad"),
}
"""The roles of blocks: the component classes ``week-grid--role-…``. "passed" is no block's own."""

COLOURS: Final = (
    "red", "orange", "yellow", "lime", "green", "teal",
    "sky", "blue", "purple", "pink", "brown", "grey",
)  # fmt: skip
"""The colours of types: the component classes ``week-grid--type-…``."""


class Lane(NamedTuple):
    """One day of one resource.

    Attributes:
        key: unique on the board.
        title: its heading: the day in a week, the resource in a day.
        group: the heading above it and its neighbours of the same group, or empty.
        note: a line under its title, as the name of a red day.
        red: whether it is a red day; ``note`` then says which.
        when: whether the day has passed, is today (and has the line of now) or is to come.
        resource: what Tab goes by: on to the next lane of another resource and of the same day.
        day: the same value in all lanes of one day.
        tip: its whole name, when the title is cut or an abbreviation.
        narrow: whether it has only the room of a name, as a Saturday with nothing in it.
    """

    key: LaneKey
    title: str
    group: str = ""
    note: str = ""
    red: bool = False
    when: When = "future"
    resource: LaneKey = 0
    day: LaneKey = 0
    tip: str = ""
    narrow: bool = False


class Block(NamedTuple):
    """Something that lies in a lane: a time, or an event behind the times.

    Attributes:
        key: unique on the board.
        lane: the lane's key.
        start: minute of the day.
        length: minutes.
        text: what stands beside its sign; goes on on its second line, if that has no detail.
        role: its state, one of ``STATES``; gives the sign and the ground.
        colour: its type's colour, one of ``COLOURS``, or empty.
        detail: stands on its second line, if it has one.
        sign: another sign than that of its role.
        letter: a letter for the type's colour, drawn in the colour.
        look: struck through, or not. A struck one gives way to others at the same time.
        layer: 0 in front; 1 behind the times, as an event.
        tip: what cannot be seen, said when the mouse points at it.
        short: stands in place of a text that has no room, or is empty.
        within: the sign of an event that it lies in, drawn before its text, or empty.
        beside: what stands beside the text in a wide lane, in the order of ``Board.beside``.
    """

    key: BlockKey
    lane: LaneKey
    start: int
    length: int
    text: str = ""
    role: str = "free"
    colour: str = ""
    detail: str = ""
    sign: str = ""
    letter: str = ""
    look: Look = ""
    layer: int = 0
    tip: str = ""
    short: str = ""
    within: str = ""
    beside: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The minute at which it is over."""
        return self.start + max(1, self.length)

    @property
    def its_sign(self) -> str:
        """The sign that stands before its text."""
        return self.sign or (STATES[self.role].sign if self.role in STATES else " ")


class Board(NamedTuple):
    """All that a week grid shows.

    Attributes:
        lanes: from left to right; those of a group beside each other.
        blocks: in any order; at one time in one lane in the order in which they are drawn.
        start: the first minute that has a line.
        end: the minute before which the last line begins.
        step: minutes from line to line: 5, 10, 15, 30 or 60.
        now: the minute of now, drawn in the lanes that are today, or None.
        compact: lines only where something begins.
        lane_width: the least cells of a lane; the lanes share the room that there is.
        beside: the cells of what stands beside a text where a lane has room; 0: what is left.
        letters: what the letters of the colours mean, as the legend says it.
        empty: what is said when there are no lanes, or no lines.
    """

    lanes: tuple[Lane, ...] = ()
    blocks: tuple[Block, ...] = ()
    start: int = 8 * 60
    end: int = 17 * 60
    step: int = 15
    now: int | None = None
    compact: bool = False
    lane_width: int = 10
    beside: tuple[int, ...] = ()
    letters: tuple[tuple[str, str], ...] = ()
    empty: str = ""


class Place(NamedTuple):
    """A minute of a lane."""

    lane: LaneKey
    minute: int
