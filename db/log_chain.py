"""Which rows of an imported log tell of one and the same visit.

A row joins a chain when its patient and its earlier date, time, type and resource are those of
an earlier row's new ones. Rows of the book's own log need none of this: their chain is the booking.
"""

from collections.abc import Sequence
from typing import NamedTuple

from db.values import Instant


class Link(NamedTuple):
    """What of a row decides its chain.

    Attributes:
        who: the personal number, or what else tells the patient where the log has none.
        old: start, type and resource of the visit before, None for a new booking.
        new: the same of the visit after, None for a cancellation.
    """

    who: str
    old: tuple[Instant, str, str] | None
    new: tuple[Instant, str, str] | None


def chains(links: Sequence[Link]) -> list[int]:
    """A chain number for each row, from 1 in the order in which chains begin.

    A visit that was moved or cancelled is gone: a later row cannot join it there. Where two
    visits look the same (a log without personal numbers), the one last written goes first.

    Args:
        links: the rows, oldest change first.
    """
    open_visits: dict[tuple[str, tuple[Instant, str, str]], list[int]] = {}
    found: list[int] = []
    last = 0
    for link in links:
        waiting = open_visits.get((link.who, link.old)) if link.old is not None else None
        if waiting:
            chain = waiting.pop()
        else:
            last += 1
            chain = last
        found.append(chain)
        if link.new is not None:
            open_visits.setdefault((link.who, link.new), []).append(chain)
    return found
