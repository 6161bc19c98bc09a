"""The way of a draft into the book: errors first, then what others have saved, then all or nothing.

It knows no widget: the page that owns it draws and asks, as a ``Host``.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from db.book import Book
from db.errors import BookError, Conflict, NotFound, Refused
from db.rules.local_time import time_text
from db.stamps import stamps
from db.values import Actor
from screens.history import History
from screens.session import Now
from screens.staff.setup.draft import Draft, Edit, Place
from screens.staff.setup.merge import CellChange, Merge, Stored, merge

AnyDraft = TypeVar("AnyDraft", bound=Draft[Any])
T = TypeVar("T")

_TRIES = 5


@dataclass(frozen=True)
class BookRows(Generic[AnyDraft]):
    """How the rows of a grid are read from the book and saved in it.

    Attributes:
        table: the book's.
        things: what a row is called: one, and several.
        open: the grid as it stands in the book.
        every: all rows that are in the book now, in their order.
        save: saves these rows, all or none.
    """

    table: str
    things: tuple[str, str]
    open: Callable[[Book, Actor, int], AnyDraft]
    every: Callable[[Book, int], tuple[Any, ...]]
    save: Callable[[Book, Actor, int, Sequence[Any]], object]


class Host(Protocol):
    """What the saving wants of the page around the grid."""

    def attempt(self, operation: Callable[[], T]) -> T | None:
        """Run an operation on the book; a refusal is shown, and the answer is then None."""

    def say(self, text: str, items: Iterable[str] = (), *, fault: bool = False) -> None:
        """Say something below the grid."""

    def point_at(self, cell: Place | None, text: str, items: Iterable[str] = ()) -> None:
        """Say what is wrong, and go to the cell that it is wrong in."""

    def show(self, *, anew: bool = False) -> None:
        """Draw the draft that stands now; ``anew`` also where the rows are the same."""

    def has_saved(self, saved: Sequence[tuple[Any, Any]]) -> None:
        """Say that these rows have been saved, each beside what it was; None for a new one."""

    async def choose(self, met: Merge[Any]) -> Collection[Place] | None:
        """Let the user choose the cells in which mine is kept; None to save nothing."""


class DraftSaving(Generic[AnyDraft]):
    """The draft of a page: its steps to undo, others' edits, and how it is saved.

    Attributes:
        history: the states of the draft; nothing but None until the book has been read.
    """

    def __init__(self, rows: BookRows[AnyDraft], session: Now, host: Host) -> None:
        self.rows, self._session, self._host = rows, session, host
        self.history: History[AnyDraft | None] = History(None)
        self._told_of: tuple[Stored, ...] = ()

    @property
    def draft(self) -> AnyDraft | None:
        """The draft as it stands now; None while the book cannot be read."""
        return self.history.now

    def edit(self, change: Callable[[AnyDraft], Edit[AnyDraft]]) -> Edit[AnyDraft] | None:
        """Change the draft; None where there is none or the book refuses to be read."""
        draft = self.draft
        edit = None if draft is None else self._host.attempt(lambda: change(draft))
        if edit is not None and self.history.push(edit.draft):
            self._host.show()
        return edit

    # --- saving -------------------------------------------------------------------------------

    async def save(self) -> bool:
        """Save all or nothing; when not, why is said and the cell pointed at."""
        host = self._host
        for _ in range(_TRIES):
            draft = self.draft
            if draft is None or not draft.is_changed:
                return True
            if (wrong := draft.first_error) is not None:
                host.point_at((wrong.key, wrong.field), wrong.verdict.text, wrong.items)
                return False
            met = host.attempt(self._others)
            if met is None:
                return False
            if met.clashes or met.news or met.moved:
                if not await self._decide(met):
                    return False
            elif met.added:
                self._rebase(met.keep_mine())
            elif (done := self._store(draft)) is not None:
                return done
        host.say("Boken ändras hela tiden av någon annan. Försök igen.", fault=True)
        return False

    async def look_at_others(self) -> None:
        """Look at once at what others have saved; the draft then stands on that, still unsaved."""
        met = None if self.draft is None else self._host.attempt(self._others)
        if met is None:
            return
        if met.clashes or met.news or met.moved:
            if await self._decide(met):
                self._host.say("Det andra har sparat är infört. Ditt är inte sparat än.")
        elif met.added:
            self._rebase(met.keep_mine())
            self._host.say("De rader som andra har lagt till är införda.")
        else:
            self._host.say("Ingen annan har ändrat något sedan du öppnade sidan.")

    def _store(self, draft: AnyDraft) -> bool | None:
        """Save; None when someone else was quicker."""
        session, edited = self._session(), draft.edited()
        before = [draft.lines[key].base for key in draft.edited_keys]
        try:
            self.rows.save(session.book, session.actor, session.clinic, edited)
        except (Conflict, NotFound):
            return None
        except BookError as error:
            items = error.items if isinstance(error, Refused) else ()
            self._host.point_at(draft.cell_of(error), error.text, items)
            return False
        self._host.attempt(lambda: self._host.has_saved([*zip(edited, before, strict=True)]))
        self._host.attempt(self._begin)
        return True

    # --- what others save meanwhile -----------------------------------------------------------

    def _others(self) -> Merge[AnyDraft]:
        """My draft against what is in the book now."""
        assert self.draft is not None
        session, self._told_of = self._session(), self._every()
        with session.book.read() as reader:
            saved = stamps(reader, self.rows.table, session.clinic)
        return merge(self.draft, self._told_of, saved)

    def _every(self) -> tuple[Stored, ...]:
        return self.rows.every(self._session().book, self._session().clinic)

    def _open(self) -> AnyDraft:
        session = self._session()
        return self.rows.open(session.book, session.actor, session.clinic)

    async def _decide(self, met: Merge[AnyDraft]) -> bool:
        """Let the user choose, cell by cell; the draft then stands on what is in the book."""
        kept = await self._host.choose(met)
        if kept is None:
            said = "Inget är sparat. Det som andra sparat finns kvar i boken."
            self._host.say(said, fault=True)
            return False
        return self._rebase(met.keep_mine(kept))

    def _rebase(self, mine: AnyDraft) -> bool:
        """Let a draft stand on what is in the book now, as one step to undo."""
        fresh = self._host.attempt(self._open)
        if fresh is None:
            return False
        self.history = History(fresh)
        self.history.push(mine)
        self._host.show(anew=True)
        return True

    def follow(self, *, is_writing: bool) -> None:
        """The book has changed: follow it, unless that would lose what the user has changed."""
        draft = self.draft
        if draft is None:
            self._begin()
            return
        stored = self._every()
        bases = {line.base.id: line.base for line in draft.lines.values() if line.base is not None}
        is_same = bases == {item.id: item for item in stored}
        if not (is_same or is_writing or draft.is_changed):
            self._begin()
            return
        self.history.replace(draft.reread())
        self._host.show()
        if not is_same and stored != self._told_of:
            self._warn_of(self._others())

    def _begin(self) -> None:
        """Begin from what is in the book; what rows say may be new although they are the same."""
        self.history = History(self._open())
        self._host.show(anew=True)

    def _warn_of(self, met: Merge[AnyDraft]) -> None:
        changes = (*met.clashes, *met.news)
        if not changes:
            several = self.rows.things[1]
            self._host.say(f"Någon annan har lagt till {several} medan du ändrade.")
            return
        last = max(changes, key=_when)
        who = last.who or "Någon annan"
        when = f" kl. {time_text(last.when)}" if last.when is not None else ""
        said = f"{who} sparade ändringar{when} medan du ändrade. OK visar dem."
        self._host.say(said, fault=True)


def _when(change: CellChange) -> int:
    return change.when or 0
