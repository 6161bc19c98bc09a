"""Ctrl+Z and Ctrl+Y: what this program itself has done since it was started, whatever the name.

Another's act is taken back from Senaste åtgärder alone, after a question. The acts are remembered
with the open book, so that a page that is opened anew finds them again.
"""

from typing import NamedTuple

from db.acts import listing
from db.errors import BookError, Busy, Unusable
from db.undoing import undo as undoing
from db.undoing.undo import Undone
from screens.session import Now


class Mine(NamedTuple):
    """One act.

    Attributes:
        act: its number in the list of acts.
        what: what is said once it is taken back.
        row: the row of a list that it was about, or None.
    """

    act: int
    what: str
    row: int | None = None


class _Remembered(dict[tuple[str, int], tuple[list[Mine], list[Mine]]]):
    """What was done and what was taken back, by a page and a unit."""


class OwnActs:
    """What was done on one page of a unit, in this program.

    Args:
        session: the user's, as it is now.
        page: whose acts these are.
    """

    def __init__(self, session: Now, page: str) -> None:
        self._session, self._page = session, page

    @property
    def _both(self) -> tuple[list[Mine], list[Mine]]:
        session = self._session()
        known = session.book.remembered(_Remembered)
        return known.setdefault((self._page, session.clinic), ([], []))

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._both[0])

    @property
    def can_redo(self) -> bool:
        """Whether anything was taken back that can be done again."""
        return bool(self._both[1])

    def did(self, what: str, row: int | None = None) -> None:
        """Remember the act that was just done."""
        done, undone = self._both
        done.append(Mine(self._session().book.noted, what, row))
        undone.clear()

    def undo(self) -> tuple[Mine, Undone] | None:
        """Take the latest act back; None where there is none.

        Raises:
            BookError: it cannot be. It is asked for again only if the book is busy or unusable.
        """
        done, undone = self._both
        return self._take(done, undone)

    def redo(self) -> tuple[Mine, Undone] | None:
        """Do again what was taken back last, likewise."""
        done, undone = self._both
        return self._take(undone, done)

    def _take(self, taken: list[Mine], given: list[Mine]) -> tuple[Mine, Undone] | None:
        session = self._session()
        while taken and listing.is_undone_here(session.book, taken[-1].act):
            taken.pop()  # from the list: there is nothing to say of it
        if not taken:
            return None
        mine = taken[-1]
        try:
            result = undoing.undo(session.book, session.actor, mine.act, seen=None)
        except (Busy, Unusable):
            raise  # nothing was changed, and it may go another time
        except BookError:
            taken.pop()
            raise
        taken.pop()
        given.append(mine._replace(act=session.book.noted))
        return mine, result
