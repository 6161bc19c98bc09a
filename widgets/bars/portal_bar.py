"""The first lines of a web portal: its name, who is logged in, and the way here."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.clean import drawn
from widgets.line import cut
from widgets.steady import Steady

_GAP = "  "
_JOINT = " › "


class Portal(NamedTuple):
    """What the lines say.

    Attributes:
        name: the portal's.
        clock: the time, where there is room; empty for none.
        who: who is logged in; empty when nobody is.
        leave: what logging out is called; empty when nobody is logged in.
        crumbs: the pages on the way here, the outermost first.
        joint: what stands between them.
    """

    name: str = ""
    clock: str = ""
    who: str = ""
    leave: str = ""
    crumbs: tuple[str, ...] = ()
    joint: str = _JOINT


Part = tuple[str, str, str]
"""A component, its text, and what a click on it means (or empty)."""


def top_line(portal: Portal, width: int) -> list[Part]:
    """The first line on exactly ``width`` cells: who one is stays the longest."""
    leave: list[Part] = [("leave", f" {portal.leave} ", LEAVE)] if portal.leave else []
    used = 2 + cell_len(portal.name) + sum(cell_len(text) for _, text, _ in leave)
    who = cut(drawn(portal.who), max(0, width - used - 3))
    left: list[Part] = [("name", f" {portal.name}", "")]
    room = width - used - cell_len(who) - 2
    if portal.clock and cell_len(portal.clock) + 4 <= room:
        left.append(("clock", f"{_GAP}{portal.clock}", ""))
    right: list[Part] = [("who", f"{who} ", ""), *leave]
    taken = sum(cell_len(text) for _, text, _ in (*left, *right))
    return [*left, ("gap", " " * max(0, width - taken), ""), *right]


def crumb_line(portal: Portal, width: int) -> list[Part]:
    """The way here; where there is little room the beginning is left out."""
    crumbs = [drawn(one) for one in portal.crumbs]
    first = 0
    while first < len(crumbs) - 1 and _length(crumbs[first:], first, portal.joint) > width - 2:
        first += 1
    line: list[Part] = [("gap", " ", "")]
    if first:
        line.append(("gap", f"…{portal.joint}", ""))
    room = width - 2 - (cell_len(portal.joint) + 1 if first else 0)
    for at in range(first, len(crumbs)):
        here = at == len(crumbs) - 1
        text = cut(crumbs[at], max(1, room))
        line.append(("here", text, "") if here else ("crumb", text, f"{CRUMB}{at}"))
        if not here:
            line.append(("gap", portal.joint, ""))
    return line


LEAVE, CRUMB = "leave", "crumb:"


def _length(crumbs: list[str], first: int, joint: str) -> int:
    joints = len(crumbs) - 1 + (1 if first else 0)
    return sum(map(cell_len, crumbs)) + joints * cell_len(joint) + (1 if first else 0)


class PortalBar(Steady, Widget):
    """Two lines; one where the screen is low."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "portal-bar--name",
        "portal-bar--clock",
        "portal-bar--who",
        "portal-bar--leave",
        "portal-bar--crumb",
        "portal-bar--here",
        "portal-bar--crumbs",
    }
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
    ALLOW_SELECT = False

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

    def _line(self, y: int) -> list[Part]:
        width = self.size.width
        return crumb_line(self._portal, width) if y else top_line(self._portal, width)

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        at = 0
        for _, text, name in self._line(event.y):
            if at <= event.x < at + cell_len(text) and name and event.button == 1:
                event.stop()
                if name == LEAVE:
                    self.post_message(self.LeavePointed())
                else:
                    self.post_message(self.CrumbPointed(int(name.removeprefix(CRUMB))))
            at += cell_len(text)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        width = self.size.width
        base = self.get_component_rich_style("portal-bar--crumbs") if y else self.rich_style
        segments = [
            Segment(
                text,
                base if part == "gap" else self.get_component_rich_style(f"portal-bar--{part}"),
            )
            for part, text, _ in self._line(y)
        ]
        return Strip(segments).adjust_cell_length(width, base)
