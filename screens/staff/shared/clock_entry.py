"""Clocks as they are written in a dialog about one day."""

from db.errors import Invalid
from db.rules.local_time import clock_text, instants_at
from db.rules.schedule.template_fields import Written
from db.values import Day, Instant, Minutes


def entered(field: str, read: Written) -> int | None:
    """What a field says.

    Raises:
        Invalid: it could not be read.
    """
    if read.fault:
        raise Invalid("entry", read.fault, field=field)
    return read.value


def passed_at(day: Day, minute: Minutes, field: str) -> tuple[Instant, ...]:
    """When the wall clock shows a minute of a day: once, or twice when summer time ends.

    Raises:
        Invalid: the clock is skipped that day.
    """
    found = instants_at(day, minute)
    if not found:
        said = f"Klockan {clock_text(minute)} finns inte den dagen (sommartiden börjar)."
        raise Invalid("no-such-time", said, field=field)
    return found
