"""Which rows of an imported log tell of one and the same visit.

A row joins a chain when its personal number and its earlier date, time and type are those of an
earlier row's new ones: a resource may have been given another name meanwhile, and its name only
breaks ties. Where the log has no number the name of the resource must be the same, too.
Rows of the book's own log need none of this: their chain is the booking.
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
        # Only visits that still stand are kept, each with its resource. Those that look the same
        # share a key.
        self._standing: dict[tuple[object, ...], list[tuple[str, int]]] = {}
        self._last = 0

    def next(self, who: str, old: Place | None, new: Place | None) -> int:
        """The chain of the next row; see ``Link``."""
        chain = 0 if old is None else self._left(_key(who, old), old[2])
        if not chain:
            self._last += 1
            chain = self._last
        if new is not None:
            self._standing.setdefault(_key(who, new), []).append((new[2], chain))
        return chain

    def _left(self, key: tuple[object, ...], resource: str) -> int:
        """The chain of a visit that is gone now, 0 when none is known."""
        standing = self._standing.get(key)
        if not standing:
            return 0
        last = len(standing) - 1
        same = (at for at in range(last, -1, -1) if standing[at][0] == resource)
        _, chain = standing.pop(next(same, last))
        if not standing:
            del self._standing[key]
        return chain


def _key(who: str, place: Place) -> tuple[object, ...]:
    """What two rows of one visit share; a personal number is all digits."""
    return (who, place[0], place[1]) if who.isdigit() else (who, *place)


def chains(links: Iterable[Link]) -> list[int]:
    """A chain number for each of the rows, oldest change first."""
    known = Chains()
    return [known.next(*link) for link in links]
