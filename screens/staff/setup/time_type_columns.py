"""The eleven columns of Tidstyper, with the headings that there is room for (GUIDES.md A3)."""

from functools import cache
from typing import Final, NamedTuple

from db.rules.names.time_types import TICKS
from db.texts import TIME_TYPE_COLUMNS
from screens.staff.setup.time_type_draft import CHOICES, TEXT_BOUNDS
from widgets.sheet.values import Column, Option

NAME_CELLS = 18
_NAME_CELLS_WIDE = 34
_WIDE, _WIDEST = 118, 160
"""A sheet of this many cells has room for the whole headings, and for longer names."""


class _Heading(NamedTuple):
    """How a column's heading is broken, and what it is cut to where there is little room."""

    whole: str
    width: int
    short: str
    narrow: int


_HEADINGS: Final = {
    "bookable": _Heading("Bokningsbar\nAsynjaVisph", 11, "Bokn\nAsyn", 4),
    "hide_in_checkout": _Heading("Dölj i\nkassa", 6, "Dölj\nkassa", 5),
    "self_checkin": _Heading("Självincheckningsbar", 9, "Själv\ninch", 5),
    "web_bookable": _Heading("Bokningsbar\nwebb", 11, "Bokn\nwebb", 4),
    "web_cancellable": _Heading("Kan avbokas\nfrån webben", 11, "Avb\nwebb", 4),
    "web_rebookable": _Heading("Kan ombokas\nfrån webben", 11, "Omb\nwebb", 4),
    "hidden": _Heading("Dölj bokning\nför patient", 12, "Dölj\npat.", 4),
    "video": _Heading("Typ av\nvideobesök", 17, "Typ av\nvideobesök", 17),
    "web_info": _Heading("Informationstext\nför webb", 40, "Informationstext\nför webb", 30),
}


@cache
def columns(width: int) -> tuple[Column, ...]:
    """The eleven columns in a sheet of this width; ``tip`` is the heading letter for letter."""
    return tuple(_column(field, label, width) for field, label in TIME_TYPE_COLUMNS)


def _column(field: str, label: str, width: int) -> Column:
    if field not in _HEADINGS:
        cells = _NAME_CELLS_WIDE if width >= _WIDEST else NAME_CELLS
        return Column(
            field, label, width=cells, fixed=True, editable=True,
            max_length=TEXT_BOUNDS[field], tip=label,
        )  # fmt: skip
    heading, wide = _HEADINGS[field], width >= _WIDE
    title = heading.whole if wide else heading.short
    cells = heading.width if wide else heading.narrow
    if width >= _WIDEST:
        cells = max(cells, *map(len, title.split("\n")))
    if field in TICKS:
        return Column(field, title, "tick", cells, editable=True, tip=label)
    if field in TEXT_BOUNDS:
        bound = TEXT_BOUNDS[field]
        return Column(field, title, width=cells, editable=True, max_length=bound, tip=label)
    options = tuple(Option(value, shown) for value, shown in CHOICES[field].items())
    return Column(field, title, "choice", cells, editable=True, options=options, tip=label)
