"""What a reviewer does with the rows of the log: decides, goes on to the next, and undoes it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from db.errors import BookError
from db.log import review
from db.log.review import Decided, Seen
from db.log.view import LogView
from db.rules.local_time import instant_text
from db.rules.log.query import UNDECIDED, LogQuery
from db.undoing.undo import Undone
from db.values import ACT_LABELS, ReviewDecision
from screens.session import Now
from screens.staff.log.rows import LogRows
from screens.staff.log.search_text import number
from screens.staff.shared.own_acts import Mine, OwnActs

_DONE = {
    ReviewDecision.BILL: "ska faktureras",
    ReviewDecision.EXEMPT: "undantas",
    ReviewDecision.CHECKED: "kontrollerad",
    None: "inte längre bedömd",
}
_MOST_LOOKED_AT = 100
"""Late rows that are passed by for one that nobody has decided on."""
_MOST_READ = 3_000
"""Rows of a log in which all texts are looked through within a step."""


class Outcome(NamedTuple):
    """What came of a decision.

    Attributes:
        text: what is said of it.
        keep: the row to go to; None stays.
    """

    text: str
    keep: int | None = None


class Reviewing:
    """Decides on rows, and remembers how they stood before; the next one is of those searched."""

    def __init__(self, session: Now, rows: LogRows) -> None:
        self._session, self._rows = session, rows
        self._own = OwnActs(session, "log")

    # --- which rows are left ------------------------------------------------------------------

    @property
    def left(self) -> LogQuery:
        """Asks for the late rows that nobody has decided on, of those that are searched."""
        return replace(self._rows.query, late=True, review=frozenset({UNDECIDED}))

    def next_to_check(self, seq: int) -> tuple[int | None, int]:
        """The next late row that nobody has decided on, and how many such rows the search has.

        Args:
            seq: a row that has just been decided on.

        Raises:
            BookError: they cannot be read.
        """
        asked, view = self._rows.query, self._rows.view
        if view is None or asked.late is False or (asked.review and UNDECIDED not in asked.review):
            return None, 0
        left = self._rows.view_of(self.left, self._rows.order)
        if not left.exact:
            return _next_by_looking(view, seq), left.count
        place, target = view.position(seq), left.seq_at(left.nearest(seq))
        there = None if target is None else view.position(target)
        below = place is None or (there is not None and there > place)
        return (target if below else None), left.count

    def place(self, seq: int) -> tuple[int, int] | None:
        """Which of the late rows that are searched a row is, and how many they are.

        None where it is none of them, or where looking for all of them would take its time.

        Raises:
            BookError: they cannot be read.
        """
        asked, view = self._rows.query, self._rows.view
        is_slow = asked.has_text and view is not None and view.total > _MOST_READ
        if asked.late is False or is_slow:
            return None
        late = self._rows.view_of(replace(asked, late=True), self._rows.order)
        at = late.position(seq) if late.exact else None
        return None if at is None else (at + 1, late.count)

    # --- deciding -----------------------------------------------------------------------------

    def there(self, chosen: Sequence[int]) -> frozenset[int]:
        """Those of some rows that are still in the log.

        Raises:
            BookError: they cannot be read.
        """
        session = self._session()
        return review.there(session.book, session.actor, chosen)

    def look(self, chosen: Sequence[int], decision: ReviewDecision | None) -> tuple[Seen, ...]:
        """How some rows stand, that are about to be decided on.

        Raises:
            BookError: they cannot be decided on so.
        """
        session = self._session()
        return review.look(session.book, session.actor, chosen, decision)

    def decide(
        self,
        decision: ReviewDecision | None,
        seen: Sequence[Seen],
        reason: str = "",
        *,
        late: int | None = None,
    ) -> Outcome | None:
        """Decide on rows; after a single late row one goes to the next one to check.

        Args:
            decision: None takes back those there are.
            seen: the rows as they were shown.
            reason: of an exemption.
            late: the late row that one stands on, where nothing else is decided on.

        Returns:
            What came of it; None when nothing changed.

        Raises:
            BookError: they cannot be decided on so, or another has done something to them.
        """
        session, seqs = self._session(), [row.seq for row in seen]
        done = review.decide(session.book, session.actor, seqs, decision, reason, seen=seen)
        if not done.before:
            return None
        self.take_in(done)
        text = f"{_named(done)}: {_DONE[decision]}" + (f" ({reason})." if reason else ".")
        keep, left = None, -1
        if decision is not None and late == done.before[0].seq:
            keep, left = self._next(late)
        if not left:
            text += " Inget kvar att kontrollera här."
        elif left > 0 and keep is None:
            text += f" {number(left)} kvar ovanför (Skift+N)."
        elif keep is not None:
            text += self._told_place(keep)
        return Outcome(f"{text} Ctrl+Z ångrar.", keep)

    def _next(self, seq: int) -> tuple[int | None, int]:
        try:
            return self.next_to_check(seq)
        except BookError:  # what was decided is in the book all the same
            return None, 0

    def _told_place(self, seq: int) -> str:
        try:
            place = self.place(seq)
        except BookError:  # what was decided is in the book all the same
            return ""
        return f" {place_text(*place)}" if place else ""

    def take_in(self, done: Decided) -> None:
        """Remember what was decided, here or in a Bokningsunderlag, so that it can be undone."""
        self._own.did(_named(done), done.before[0].seq)

    # --- undoing ------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether something was decided that can be undone."""
        return self._own.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether something was undone that can be done again."""
        return self._own.can_redo

    def undo(self) -> Outcome | None:
        """Undo the latest decision; None when there is none.

        Raises:
            BookError: the rows are not as they were left. It is asked for again only if it is Busy.
        """
        return _outcome(self._own.undo(), "Ångrat")

    def redo(self) -> Outcome | None:
        """Do it again, likewise."""
        return _outcome(self._own.redo(), "Gjort igen")


def _outcome(taken: tuple[Mine, Undone] | None, word: str) -> Outcome | None:
    return None if taken is None else Outcome(f"{word}: {taken[0].what}.", taken[0].row)


def place_text(place: int, count: int) -> str:
    """Which of the late rows one stands on: ``Sen 3 av 34.``."""
    return f"Sen {number(place)} av {number(count)}."


def _next_by_looking(view: LogView, seq: int) -> int | None:
    """The next row to check, where not all such rows are known yet."""
    place = view.position(seq)
    for _ in range(_MOST_LOOKED_AT):
        place = None if place is None else view.next_late(place)
        entry = None if place is None else next(iter(view.window(place, 1)), None)
        if entry is None or entry.decision is None:
            return None if entry is None else entry.seq
    return None


def _named(done: Decided) -> str:
    """What to call the rows that something was done to, as they were written."""
    if done.rows != 1:
        return f"{number(done.rows)} rader"
    act, at, *_ = done.before[0].which
    return f"{ACT_LABELS[act]} {instant_text(at)}"
