"""One row in the list of Redigera schemamall: what its cells say and mean (R32)."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from db.rules.local_time import clock_text
from db.rules.schedule.template_fields import length_text
from db.texts import WEEKDAY_NAMES
from db.values import Minutes, TemplateRow, TimeType, Verdict, Weekday
from screens.staff.setup.draft_values import Bad
from screens.staff.templates.entry import read_field

FIELDS: Final[Mapping[str, str]] = {
    "weekday": "Dag",
    "start_min": "Från",
    "end_min": "Till",
    "length_min": "Lgd",
    "release": "Bok f",
    "time_type": "Tidstyp",
}
"""The columns of the list, as in the guide (GUIDES.md A3)."""
CHOSEN: Final = ("weekday", "time_type")
"""Those whose values are chosen; what is typed in them looks for one of the names."""


class Line(NamedTuple):
    """One row: its key in the list, the row, and what was typed and cannot be accepted."""

    key: str
    row: TemplateRow
    bad: tuple[Bad, ...] = ()


class Start(NamedTuple):
    """One time of the week grid: the line that gives it, and its clock."""

    key: str
    minute: Minutes


class Problem(NamedTuple):
    """What there is to say about a cell; ``verdict.passed`` when it may be saved all the same.

    Attributes:
        other: the row that it collides with, or empty.
    """

    key: str
    field: str
    verdict: Verdict
    other: str = ""


def written(row: TemplateRow, field: str, types: Mapping[int, TimeType]) -> str:
    """What a row says in one column of the list."""
    if field == "weekday":
        return WEEKDAY_NAMES[row.weekday]
    if field == "time_type":
        return types[row.time_type].name if row.time_type in types else ""
    if field == "release":
        return "" if row.release is None else str(row.release)
    value: Minutes = getattr(row, field)
    return length_text(value) if field == "length_min" else clock_text(value)


def meant(field: str, text: str) -> tuple[object, str]:
    """The value that a cell's text means, and why it cannot be read."""
    if field == "weekday":
        return Weekday(int(text)), ""
    if field == "time_type":
        return int(text), ""
    found = read_field(field, text, FIELDS[field])
    return found.value, found.fault
