"""Which rows of an imported log tell of one and the same visit.

A row joins a chain when its personal number and its earlier date, time and type are those of an
earlier row's new ones: a resource may have been given another name meanwhile, and its name only
breaks ties. Where the log has no number the name of the resource must be the same, too.
Rows of the book's own log need none of this: their chain is the booking.
"""

from db.values import Instant

Place = tuple[Instant, str, str]
_Standing = tuple[str, int]


class Chains:
    """Gives each row its chain, oldest change first, from 1 in the order in which chains begin.

    A visit that was moved or cancelled is gone: a later row cannot join it there. Where two
    visits look the same (a log without personal numbers), the one last written goes first.
    """

    def __init__(self) -> None:
        # Only visits that still stand are kept, each with its resource. Those that look the same,
        # which are few, share a key.
        self._standing: dict[tuple[object, ...], _Standing | list[_Standing]] = {}
        self._last = 0

    def next(self, who: str, old: Place | None, new: Place | None) -> int:
        """The chain of the next row.

        Args:
            who: the personal number, or what else tells the patient where the log has none.
            old: start, type and resource of the visit before, None for a new booking.
            new: the same of the visit after, None for a cancellation.
        """
        numbered = who.isdigit()  # a personal number, not a name
        chain = 0
        if old is not None:
            chain = self._left((who, old[0], old[1]) if numbered else (who, *old), old[2])
        if not chain:
            self._last += 1
            chain = self._last
        if new is not None:
            self._came((who, new[0], new[1]) if numbered else (who, *new), (new[2], chain))
        return chain

    def _left(self, key: tuple[object, ...], resource: str) -> int:
        """The chain of a visit that is gone now, 0 when none is known."""
        standing = self._standing.pop(key, None)
        if standing is None:
            return 0
        if isinstance(standing, tuple):
            return standing[1]
        last = len(standing) - 1
        same = (at for at in range(last, -1, -1) if standing[at][0] == resource)
        _, chain = standing.pop(next(same, last))
        if standing:
            self._standing[key] = standing
        return chain

    def _came(self, key: tuple[object, ...], visit: _Standing) -> None:
        other = self._standing.get(key)
        if other is None:
            self._standing[key] = visit
        elif isinstance(other, tuple):
            self._standing[key] = [other, visit]
        else:
            other.append(visit)
