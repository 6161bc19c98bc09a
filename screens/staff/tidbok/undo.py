"""What the tidbok's acts give: what came of each, and whose days it touched.

What can be taken back is what was done to times and events of the schedule. A booking is not taken
back: its patient may have been told of it.
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from db.rules.local_time import day_of
from db.schedule.slot_stamp import SlotStamp
from db.values import Day, Event

T = TypeVar("T")
Told = tuple[T, str]
"""What came of an act, and what 1177 shows because of it."""


class Where(NamedTuple):
    """Whose days an act touches.

    Attributes:
        resources: resource ids.
        days: local days.
    """

    resources: tuple[int, ...]
    days: tuple[Day, ...]


def where_times(times: Iterable[SlotStamp]) -> Where:
    """Where some times are."""
    every = tuple(times)
    return Where(
        tuple({time.resource for time in every}), tuple({day_of(time.start) for time in every})
    )


def where_event(event: Event) -> Where:
    """Where an event is."""
    return Where((event.resource,), (day_of(event.start), day_of(event.end - 1)))
