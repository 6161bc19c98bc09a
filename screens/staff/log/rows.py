"""Which rows of the log show: what is asked for, and where the sheet's rows come from."""

from collections.abc import Collection, Sequence
from typing import Final

from db import clock
from db.errors import BookError
from db.log import query as log_query
from db.log import review
from db.log import view as log_view
from db.log.review import Summary
from db.log.view import Hits, LogOrder, LogView
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery
from db.values import count_text
from screens.session import Now
from screens.staff.log.columns import KEYS, row_of
from screens.staff.log.search_text import Tab, hits_text, number
from widgets.sheet.values import Row, RowKey

NO_ROWS: Final = "Inga ändringar från 1177 än. i läser in en logg, o väljer en annan."
NO_HITS: Final = "Inga träffar. x visar alla rader igen."
_LOOKING: Final = "Söker …"
_NOT_READ: Final = "Loggen kan inte visas. o väljer en annan."
_OWN_ORDER: Final = LogOrder()


class LogRows:
    """The rows that are asked for; the source of the sheet, where their keys are their numbers.

    Args:
        session: who has which book open; as it is now.
        file: the name of an imported log; the unit's own when empty.
        search: what is searched.

    Attributes:
        today: the book's day when the search was written: days without a year lie back from it.
        order: what is asked for.
        view: which rows show in which order; None while there is none to be had.
        wide: whether Bedömning has room for whole words.
        keys: the columns in the order in which they stand.
        is_sorting: whether the rows are on their way to another order than the one that shows.
        is_stale: whether the book has changed since the hits began to be looked for.
        stood: the row that the user went to last; it is gone back to when it is among the hits.
        place: which of how many late rows one has gone to; None when that is not said.
    """

    def __init__(self, session: Now, file: str = "", search: str = "") -> None:
        self._session = session
        self.file, self.search = file, search
        self.today = clock.read(session().book).today
        self.order = _OWN_ORDER
        self.view: LogView | None = None
        self.wide = False
        self.keys = KEYS
        self.is_sorting = self.is_stale = False
        self.stood: int | None = None
        self.place: tuple[int, int] | None = None
        self._asked: tuple[str, str, LogOrder] | None = None
        self._looked_for: LogView | None = None

    # --- what is asked for --------------------------------------------------------------------

    @property
    def query(self) -> LogQuery:
        """What the search text asks for."""
        return parse_search(self.search, self.today)

    def ask(self, text: str) -> bool:
        """Ask for another search text; False when it is the same: blanks at its end ask nothing."""
        text = text.rstrip()
        if text == self.search:
            return False
        self.search = text
        self.today = clock.read(self._session().book).today
        return True

    def arrange(self, keys: tuple[str, ...]) -> None:
        """Have the cells of each row in the order of these columns."""
        self.keys = keys

    def open(self, file: str) -> None:
        """Ask for another log; nobody has gone anywhere in it."""
        self.file, self.stood = file, None

    def view_of(self, query: LogQuery, order: LogOrder = _OWN_ORDER) -> LogView:
        """The rows of another question to the same log.

        Raises:
            BookError: they cannot be read.
        """
        session = self._session()
        return log_view.view(session.book, session.actor, session.clinic, query, order, self.file)

    # --- looking ------------------------------------------------------------------------------

    def look(self, *, is_finding: bool) -> LogView | None:
        """Read the rows anew, as they are asked for now.

        What has come meanwhile, or another order, is looked for behind the rows that show.

        Args:
            is_finding: whether all hits of what was asked before are still being looked for.

        Returns:
            The view whose hits are to be found; None where they are being found already.

        Raises:
            BookError: they cannot be read; no rows show then.
        """
        question = (self.file, self.search, self.order)
        before, self._asked = self._asked, question
        shown, self.view = self.view, None
        was_sorting, self.is_sorting = self.is_sorting, False
        view = self.view_of(self.query, self.order)
        self.view = view
        if shown is not None and not view.exact and before is not None:
            is_same, is_sorted_anew = before == question, before[:2] == question[:2]
            if is_same or (is_sorted_anew and not view.count):
                self.view = shown
                self.is_sorting = was_sorting or not is_same
                self.is_stale = is_same and is_finding
                if self.is_stale:
                    return None
        self._looked_for, self.is_stale = view, False
        return view

    def complete(self, hits: Hits) -> bool:
        """Show all hits of what was looked for last; False when nothing was."""
        if self._looked_for is None:
            return False
        self.is_sorting = False
        self.view = self._looked_for.completed(hits)
        return True

    def near(self, seq: int | None) -> int:
        """Where a row that does not show would stand; 0 for one that does, and for none.

        Raises:
            BookError: the book cannot be read.
        """
        if self.view is None or seq is None or self.position(seq) is not None:
            return 0
        return self.view.nearest(seq)

    def hidden(self, marks: Collection[RowKey]) -> frozenset[int]:
        """Those of the marked rows that are not among those that show.

        Raises:
            BookError: the book cannot be read.
        """
        marked = frozenset(key for key in marks if isinstance(key, int))
        return marked - self.view.among(marked) if marked and self.view is not None else marked

    # --- what is said of them -----------------------------------------------------------------

    def counts(self) -> tuple[dict[Tab, int], Summary]:
        """The rows of each tab, and what is decided: both are kept, so neither takes long.

        Raises:
            BookError: they cannot be read.
        """
        session = self._session()
        counted = log_query.counts(session.book, session.clinic, self.file)
        by_tab = {
            Tab.ALL: counted.rows,
            Tab.BOOKED: counted.booked,
            Tab.REBOOKED: counted.rebooked,
            Tab.CANCELLED: counted.cancelled,
            Tab.LATE: counted.late,
        }
        return by_tab, review.summary(session.book, session.actor, session.clinic, self.file)

    def told(self, marked: int, hidden: int) -> str:
        """How many rows there are, how many are marked, and what is being done to them.

        Args:
            marked: how many rows are marked.
            hidden: how many of those do not show.
        """
        view = self.view
        if view is None:
            return ""
        filtered = bool(self.search.strip())
        parts = [hits_text(view.count, view.total, exact=view.exact, filtered=filtered)]
        if marked:
            text = count_text(marked, "markerad", "markerade", number)
            parts.append(f"{text}, {number(hidden)} visas inte" if hidden else text)
        if self.place is not None:
            parts.append(f"sen {number(self.place[0])} av {number(self.place[1])}")
        if self.is_sorting:
            parts.append("ordnas …")
        if view.indexing:
            parts.append("index byggs")
        return " · ".join(parts)

    @property
    def empty_text(self) -> str:
        """What stands in place of rows when there are none."""
        if self.view is None:
            return _NOT_READ
        if not self.view.exact:
            return _LOOKING
        return NO_HITS if self.view.total else NO_ROWS

    # --- the sheet's source -------------------------------------------------------------------

    def count(self) -> int:
        """How many rows are known."""
        return 0 if self.view is None else self.view.count

    def window(self, first: int, n: int) -> Sequence[Row]:
        """The rows from a place; none while the book cannot be read, which the page says."""
        if self.view is None:
            return ()
        try:
            entries = self.view.window(first, n)
        except BookError:
            return ()
        return tuple(row_of(entry, wide=self.wide, keys=self.keys) for entry in entries)

    def position(self, key: RowKey) -> int | None:
        """The place of a row."""
        if self.view is None or not isinstance(key, int):
            return None
        try:
            return self.view.position(key)
        except BookError:
            return None

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """Nothing: the page's own Sök narrows the rows instead."""
        return None
