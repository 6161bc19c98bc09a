"""Swedish labels that several rooms use: the grid of Tidstyper, its colours, the days of a week.

Labels are those of GUIDES.md A3, letter for letter. What only one screen says stands in that
screen, and what a rule or a refusal says beside the rule.
"""

from collections.abc import Mapping
from typing import Final

from db.rules.schedule.start_times import DAY_NAMES
from db.values import NO_VIDEO, Weekday

COLOURS: Final[Mapping[str, str]] = {
    "": "Ingen färg",
    "red": "Röd",
    "orange": "Orange",
    "yellow": "Gul",
    "lime": "Ljusgrön",
    "green": "Grön",
    "teal": "Turkos",
    "sky": "Ljusblå",
    "blue": "Blå",
    "purple": "Lila",
    "pink": "Rosa",
    "brown": "Brun",
    "grey": "Grå",
}
"""The fixed palette of Färger...: a role that the themes draw, and its name. The guides do not
say which colours AsynjaVisph has; these are our choice."""

OWN_VIDEO: Final = ("Videobesök", "Videobesök i grupp")
"""Values of Typ av videobesök that the guides do not show."""

VIDEO: Final[Mapping[str, str]] = {
    NO_VIDEO: NO_VIDEO,
    **{value: f"{value} (vårt val)" for value in OWN_VIDEO},
}
"""The values of Typ av videobesök as they are stored, and as they are shown: ours are marked."""

WEEKDAY_NAMES: Final[Mapping[Weekday, str]] = dict(zip(Weekday, DAY_NAMES, strict=True))
"""The days in full, as the list of Redigera schemamall has them."""

WEEKDAY_TICKS: Final[Mapping[Weekday, str]] = dict(
    zip(Weekday, ("Må", "Ti", "On", "To", "Fr", "Lö", "Sö", "Helgdag"), strict=True)
)
"""The days as the ticks of Redigera schemamall have them."""

WEEKDAY_HEADINGS: Final[Mapping[Weekday, str]] = {**WEEKDAY_TICKS, Weekday.HOLIDAY: "Helg"}
"""The days as the headings of its week grid."""
