"""A window on Logg för webbtidbok, however many rows it has: sorted, filtered, searched (R42-R55).

``view`` answers at once with what it can know within some milliseconds. Where that is not all
(``exact`` is false), ``find_all`` finds the rest in a thread with a book of its own.
"""

import time
from array import array
from collections.abc import Callable, Collection, Sequence
from itertools import chain, compress
from typing import Final, NamedTuple

from db.book import Book, Reader
from db.log import search
from db.log.entry import LogEntry
from db.log.found import Listed, Marked
from db.log.index import store
from db.log.index.look import Piece
from db.log.index.store import index_more as index_more
from db.log.order import COLUMN_KEYS as COLUMN_KEYS
from db.log.order import LogOrder as LogOrder
from db.log.order import Sorting
from db.log.places import Counted
from db.log.query import file_id
from db.log.rows import Log, entries, hidden
from db.permissions import CARE, require
from db.rules.log.query import LogQuery
from db.setup import clinics
from db.values import Actor

PATIENCE: Final = 0.006
"""Seconds that ``view`` looks for texts before it leaves the rest to ``find_all``..."""

END_OF_PATIENCE: Final = 0.03
"""... and as long as this where it has not found a screenful yet."""

_FEW: Final = 3000
_SCREEN: Final = 60
_QUERY: Final = LogQuery()
_ORDER: Final = LogOrder()


Places = Counted | Marked | Listed


class Hits(NamedTuple):
    """All rows of a view.

    Attributes:
        places: where each stands.
        mirrored: whether the places are counted from the view's end.
        exact: whether they are all; not when it was called off.
    """

    places: Places
    mirrored: bool
    exact: bool


class LogView:
    """The rows of one query in one order. Belongs to the thread of its book.

    Attributes:
        query: what is asked for.
        order: how the rows are sorted.
        file: the imported log's name; empty for the clinic's own.
        total: how many rows the whole log has.
        exact: whether all hits are known.
        indexing: whether the text index is behind; answers are whole all the same.
    """

    def __init__(self, book: Book, log: Log, query: LogQuery, order: LogOrder, file: str) -> None:
        """Made by ``view`` only."""
        self.query, self.order, self.file = query, order, file
        self.total, self.exact, self.indexing = 0, True, False
        self._book, self._log = book, log
        self._places: Places = _NONE
        self._mirrored = False

    @property
    def count(self) -> int:
        """How many rows are known to match so far; all of them when ``exact``."""
        return self._places.count

    def window(self, first: int, n: int) -> tuple[LogEntry, ...]:
        """The rows at ``first`` and on, at most ``n``; fewer where rows are gone meanwhile."""
        with self._book.read() as reader:
            found = entries(reader, self._log, self._ids(reader, first, n))
        return tuple(hidden(one, self._log.demo) for one in found)

    def seqs(self, first: int, n: int) -> Sequence[int]:
        """The numbers of the rows at ``first`` and on, at most ``n``."""
        with self._book.read() as reader:
            return self._ids(reader, first, n)

    def position(self, seq: int) -> int | None:
        """The place of a row, or None when it is not among the hits known."""
        with self._book.read() as reader:
            place, here = self._places.place(reader, seq)
        return self._seen(place) if here else None

    def among(self, seqs: Collection[int]) -> frozenset[int]:
        """Those of some rows that are among the hits known."""
        with self._book.read() as reader:
            return self._places.among(reader, seqs)

    def seq_at(self, place: int) -> int | None:
        """The row at a place, or None outside."""
        with self._book.read() as reader:
            return next(iter(self._ids(reader, place, 1)), None) if place >= 0 else None

    def next_late(self, place: int, *, back: bool = False) -> int | None:
        """The place of the next late row after a place, or before it; None when there is none."""
        asked = self.count - 1 - place if self._mirrored else place
        with self._book.read() as reader:
            found = self._places.next_late(reader, asked, back=back is not self._mirrored)
        return None if found is None else self._seen(found)

    def nearest(self, seq: int) -> int:
        """The place of a row; of one not among the hits, where it would stand.

        Never outside the hits, 0 when there are none or the row is not in the log.
        """
        with self._book.read() as reader:
            place, here = self._places.place(reader, seq)
        if self._mirrored and not here:
            place -= 1
        return max(0, min(self._seen(place), self.count - 1))

    def completed(self, hits: Hits) -> "LogView":
        """The same view with the hits that ``find_all`` found."""
        made = LogView(self._book, self._log, self.query, self.order, self.file)
        made.total, made.indexing = self.total, self.indexing
        made._take(hits)
        return made

    def _ids(self, reader: Reader, first: int, n: int) -> Sequence[int]:
        if not self._mirrored:
            return self._places.ids(reader, first, n)
        last = self.count - max(0, first)
        begins = self.count - max(0, min(self.count, first + n))
        return self._places.ids(reader, begins, max(0, last - begins))[::-1]

    def _seen(self, place: int) -> int:
        return self.count - 1 - place if self._mirrored else place

    def _take(self, hits: Hits) -> None:
        self._places, self._mirrored, self.exact = hits

    def _open(self, reader: Reader) -> None:
        """Find what can be found at once."""
        whole = "SELECT total(n) FROM log_count WHERE clinic_id = ? AND file_id = ?"
        self.total = int(reader.value(whole, (self._log.clinic, self._log.file or 0)))
        self.indexing = store.behind(reader) >= store.DUE
        if self.order.is_own and not self.query.has_text:
            places = Counted(reader, self._log, self.query)
            self._take(Hits(places, self.order.descending, exact=True))
            return
        finder = _Finder(reader, self)
        if self.total <= _FEW:
            finder.find(lambda: False)
        elif finder.in_order:
            finder.find(_impatience(finder))
        else:
            finder.exact = False
        self._take(finder.hits())


class _Finder:
    """Finds the hits of a view, as far as it is let."""

    def __init__(self, reader: Reader, view: LogView) -> None:
        self._reader, self._query, self._log = reader, view.query, view._log
        self._sorting = Sorting(reader, view._log, view.order)
        self._pieces = list[Piece]()
        highest = reader.value("SELECT max(id) FROM log_row") or 0
        # Half the memory, as long as numbers fit.
        self._seqs, self._late = array("I" if highest < 2**32 else "q"), bytearray()
        self.in_order = view.order.is_own and search.in_order(reader, view._log)
        self._mirrored = self.in_order and view.order.descending
        self.known = 0
        """How many are found."""
        self.exact = True

    def hits(self) -> Hits:
        """What is found."""
        if not self.in_order:
            return Hits(Listed(self._seqs, self._late, self._sorting), False, self.exact)
        rising = self._pieces[::-1] if self._mirrored else self._pieces
        return Hits(Marked(rising), self._mirrored, self.exact)

    def find(self, cancelled: Callable[[], bool]) -> None:
        """Find all, or until it is called off."""
        if self.in_order or self._query != _QUERY:
            self._search(cancelled)
        if self.exact and not self.in_order:
            self._sort(cancelled)

    def _search(self, cancelled: Callable[[], bool]) -> None:
        pieces = search.search(self._reader, self._log, self._query, back=self._mirrored)
        for piece in pieces:
            if 1 in piece.hits:
                self._pieces.append(piece)
                self.known += piece.hits.count(1)
            if cancelled():
                self.exact = False
                return

    def _sort(self, cancelled: Callable[[], bool]) -> None:
        found = (compress(piece.ids, piece.hits) for piece in self._pieces)
        chosen = None if self._query == _QUERY else list(chain.from_iterable(found))
        with self._reader.giving_up(cancelled) as given_up:
            for seq, late in self._sorting.each(self._reader, chosen):
                self._seqs.append(seq)
                self._late.append(late)
        self.exact = not given_up()


def _impatience(finder: _Finder) -> Callable[[], bool]:
    began = time.monotonic()

    def enough() -> bool:
        waited = time.monotonic() - began
        return waited > (PATIENCE if finder.known >= _SCREEN else END_OF_PATIENCE)

    return enough


_NONE: Final = Marked(())


def view(
    book: Book,
    actor: Actor,
    clinic: int,
    query: LogQuery = _QUERY,
    order: LogOrder = _ORDER,
    file: str = "",
) -> LogView:
    """Open a view of the clinic's own log, or of an imported one by its name, in the book's thread.

    Who sees masked personal numbers searches the masked ones.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic or file; the sentence names the files there are.
    """
    require(actor, CARE, "läsa Logg för webbtidbok")
    with book.read() as reader:
        clinics.load(reader, clinic)
        log = Log(clinic, file_id(reader, clinic, file), actor.masked, actor.demo)
        made = LogView(book, log, query, order, file)
        made._open(reader)
    return made


def whole(book: Book, view: LogView, cancelled: Callable[[], bool]) -> LogView:
    """The view with all its hits; not ``exact`` when it was called off."""
    return view if view.exact else view.completed(find_all(book, view, cancelled))


def find_all(book: Book, view: LogView, cancelled: Callable[[], bool]) -> Hits:
    """All rows of a view, which is only looked at; for a thread with a book of its own.

    Every few milliseconds ``cancelled`` is asked whether to stop.
    """
    with book.read() as reader:
        finder = _Finder(reader, view)
        finder.find(cancelled)
        return finder.hits()
