"""Which rows of an imported log tell of one and the same visit.

A row joins a chain when its patient and its earlier date, time, type and resource are those of
an earlier row's new ones. Rows of the book's own log need none of this: their chain is the booking.
"""

from collections.abc import Iterable
from typing import NamedTuple

from db.values import Instant

Place = tuple[Instant, str, str]


class Link(NamedTuple):
    """What of a row decides its chain.

    Attributes:
        who: the personal number, or what else tells the patient where the log has none.
        old: start, type and resource of the visit before, None for a new booking.
        new: the same of the visit after, None for a cancellation.
    """

    who: str
    old: Place | None
    new: Place | None


class Chains:
    """Gives each row its chain, oldest change first, from 1 in the order in which chains begin.

    A visit that was moved or cancelled is gone: a later row cannot join it there. Where two
    visits look the same (a log without personal numbers), the one last written goes first.
    """

    def __init__(self) -> None:
        # Only visits that still stand are kept. Two that look the same share a key.
        self._standing: dict[tuple[str, Place], int | list[int]] = {}
        self._last = 0

    def next(self, who: str, old: Place | None, new: Place | None) -> int:
        """The chain of the next row; see ``Link``."""
        chain = 0 if old is None else self._left((who, old))
        if not chain:
            self._last += 1
            chain = self._last
        if new is not None:
            self._came((who, new), chain)
        return chain

    def _left(self, visit: tuple[str, Place]) -> int:
        """The chain of a visit that is gone now, 0 when none is known."""
        chain = self._standing.pop(visit, 0)
        if isinstance(chain, int):
            return chain
        last = chain.pop()
        self._standing[visit] = chain if len(chain) > 1 else chain[0]
        return last

    def _came(self, visit: tuple[str, Place], chain: int) -> None:
        other = self._standing.get(visit)
        if other is None:
            self._standing[visit] = chain
        elif isinstance(other, int):
            self._standing[visit] = [other, chain]
        else:
            other.append(chain)


def chains(links: Iterable[Link]) -> list[int]:
    """A chain number for each of the rows, oldest change first."""
    known = Chains()
    return [known.next(*link) for link in links]
