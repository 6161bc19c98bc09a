"""Where a thing was found, and that it was not."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from textual.geometry import Offset, Region
from textual.widget import Widget

from widgets.clean import drawn

W = TypeVar("W", bound=Widget)


class Missing(Exception):
    """A thing that is not there, or of which there are several; says so in Swedish."""


class Spot(NamedTuple):
    """Where a thing stands.

    Attributes:
        region: its cells of the screen.
        at: the cell to click.
        text: what it says.
    """

    region: Region
    at: Offset
    text: str = ""


def spot(region: Region, text: str = "", x: int = 0) -> Spot:
    """The thing in these cells; it is clicked in its first line."""
    return Spot(region, region.offset + Offset(min(x, max(0, region.width - 1)), 0), text)


def same(told: str, name: str) -> bool:
    """Whether two texts are one to who reads them: neither case nor blanks tell them apart."""
    return _plain(told) == _plain(name)


def _plain(text: str) -> str:
    return " ".join(drawn(text).casefold().split())


def shown(widgets: Iterable[W]) -> list[W]:
    """Those of the widgets that can be seen."""
    return [one for one in widgets if one.is_attached and one.display and one.region.area]
