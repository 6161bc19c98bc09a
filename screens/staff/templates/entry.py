"""The fields above the list of Redigera schemamall, and the row that they mean (R29-R32)."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from db.rules.schedule.template_fields import Written, read_clock, read_length, read_release
from db.values import TemplateRow, Verdict, Weekday
from screens.staff.setup.draft_values import FINE

LABELS: Final[Mapping[str, str]] = {
    "start_min": "Från kl",
    "end_min": "Till kl",
    "length_min": "Längd",
    "release": "Bok.före",
    "time_type": "Tidstyp",
}
"""The fields that make a row, as in the guide."""

WRITTEN: Final = ("start_min", "end_min", "length_min", "release")
"""Those in which one writes."""

EMPTY: Final = "empty"
"""The rule of what is said of a field that is not filled in yet."""

_READ: Final = dict(zip(WRITTEN, (read_clock, read_clock, read_length, read_release), strict=True))


class Entry(NamedTuple):
    """The fields above the list, as they are written.

    Attributes:
        time_type: the id of the chosen type, or None.
    """

    days: frozenset[Weekday] = frozenset()
    start_min: str = ""
    end_min: str = ""
    length_min: str = ""
    release: str = ""
    time_type: int | None = None


def read_field(field: str, text: str, label: str) -> Written:
    """What one of the ``WRITTEN`` fields means."""
    return _READ[field](text, label)


def read_entry(entry: Entry) -> tuple[TemplateRow | None, Verdict, str]:
    """The row that the fields mean, on a Monday; or what is wrong, and in which field."""
    values: dict[str, int | None] = {}
    empty = ""
    for name in WRITTEN:
        text = getattr(entry, name).strip()
        if not text and name != "release":
            empty = empty or name
            continue
        found = read_field(name, text, LABELS[name])
        if found.fault:
            return None, refusal(found.fault), name
        values[name] = found.value
    if not empty and entry.time_type is None:
        empty = "time_type"
    if empty:
        verb = "Välj" if empty == "time_type" else "Fyll i"
        return None, Verdict(EMPTY, False, f"{verb} {LABELS[empty]}.", ""), empty
    row = TemplateRow(
        Weekday.MONDAY, values["start_min"] or 0, values["end_min"] or 0,
        values["length_min"] or 0, values["release"], entry.time_type or 0,
    )  # fmt: skip
    return row, FINE, ""


def refusal(text: str) -> Verdict:
    """What is said of a text that cannot be accepted."""
    return Verdict("entry", False, text, "")
