"""The first lines of a web portal: its name, who is logged in, and the way here."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.message import Message

from widgets.clean import drawn
from widgets.line import cut
from widgets.part_line import CLOCK, Part, PartLine

_GAP = "  "
_JOINT = " › "
LEAVE: Final = "leave"
CRUMB: Final = "crumb:"


class Portal(NamedTuple):
    """What the lines say.

    Attributes:
        name: the portal's.
        clock: the time, where there is room; empty for none.
        who: who is logged in; empty when nobody is.
        leave: what logging out is called; empty when nobody is logged in.
        crumbs: the pages on the way here, the outermost first.
        joint: what stands between them.
        news: that others have just done something, in the place of the way here.
    """

    name: str = ""
    clock: str = ""
    who: str = ""
    leave: str = ""
    crumbs: tuple[str, ...] = ()
    joint: str = _JOINT
    news: str = ""


def top_line(portal: Portal, width: int) -> list[Part]:
    """The first line on exactly ``width`` cells: who one is stays the longest."""
    leave = [Part("leave", f" {portal.leave} ", LEAVE)] if portal.leave else []
    used = 2 + cell_len(portal.name) + sum(cell_len(part.text) for part in leave)
    who = cut(drawn(portal.who), max(0, width - used - 3))
    left = [Part("name", f" {portal.name}")]
    room = width - used - cell_len(who) - 2
    if portal.clock and cell_len(portal.clock) + 4 <= room:
        left.append(Part("clock", f"{_GAP}{portal.clock}", CLOCK))
    right = [Part("who", f"{who} "), *leave]
    taken = sum(cell_len(part.text) for part in (*left, *right))
    return [*left, Part("", " " * max(0, width - taken)), *right]


def crumb_line(portal: Portal, width: int) -> list[Part]:
    """The way here; where there is little room the beginning is left out."""
    crumbs = [drawn(one) for one in portal.crumbs]
    first = 0
    while first < len(crumbs) - 1 and _length(crumbs[first:], first, portal.joint) > width - 2:
        first += 1
    line = [Part("crumbs", " ")]
    if first:
        line.append(Part("crumbs", f"…{portal.joint}"))
    room = width - 2 - (cell_len(portal.joint) + 1 if first else 0)
    for at in range(first, len(crumbs)):
        text = cut(crumbs[at], max(1, room))
        if at == len(crumbs) - 1:
            line.append(Part("here", text))
        else:
            line += [Part("crumb", text, f"{CRUMB}{at}"), Part("crumbs", portal.joint)]
    return line


def _length(crumbs: list[str], first: int, joint: str) -> int:
    joints = len(crumbs) - 1 + (1 if first else 0)
    return sum(map(cell_len, crumbs)) + joints * cell_len(joint) + (1 if first else 0)


class PortalBar(PartLine):
    """Two lines; one where the screen is low."""

    LINE = "portal-bar"
    KINDS = ("name", "clock", "who", "leave", "crumb", "here", "crumbs")
    DEFAULT_CSS = """
    PortalBar {
        dock: top;
        height: 2;
        background: $c1177-bar;
        color: $c1177-bar-text;
        .portal-bar--name { text-style: bold; }
        .portal-bar--leave { text-style: underline; }
        .portal-bar--crumbs { background: $c1177-crumbs; color: $c1177-text; }
        .portal-bar--crumb {
            background: $c1177-crumbs; color: $c1177-link; text-style: underline;
        }
        .portal-bar--here { background: $c1177-crumbs; color: $c1177-text; text-style: bold; }
    }
    """

    @dataclass
    class LeavePointed(Message):
        """Log out was clicked."""

    @dataclass
    class CrumbPointed(Message):
        """A page on the way here was clicked; the outermost has place 0."""

        place: int

    def __init__(self) -> None:
        super().__init__()
        self._portal = Portal()

    @property
    def shown(self) -> Portal:
        """What the lines say."""
        return self._portal

    def show(self, portal: Portal) -> None:
        """Say this from now on."""
        if portal != self._portal:
            self._portal = portal
            self.refresh()

    def parts(self, y: int) -> list[Part]:
        """The portal, or the way here."""
        width = self.size.width
        if not y:
            return top_line(self._portal, width)
        if self._portal.news:
            told = Part("here", cut(f" ● {self._portal.news}", max(1, width)))
            return [told, Part("crumbs", " " * width)]
        return [*crumb_line(self._portal, width), Part("crumbs", " " * width)]

    def pointed(self, name: str) -> None:
        """Say what was clicked."""
        if name == LEAVE:
            self.post_message(self.LeavePointed())
        else:
            self.post_message(self.CrumbPointed(int(name.removeprefix(CRUMB))))
