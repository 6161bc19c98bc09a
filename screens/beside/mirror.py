"""Så ser det ut på 1177: the part of the column that shows what a citizen meets there now.

It reads after the key that asked for it, in a thread with a book of its own, and once for however
many keys: nothing on the page waits for it.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from textual.timer import Timer

from db import clock
from db.book import Book
from db.errors import BookError
from db.mirror.look import look
from db.mirror.values import Seen, news
from db.permissions import SCHEDULERS
from db.setup import publication, publishing
from db.values import Actor, Patient
from screens.beside.arrange import CITIZEN, PUBLISH, Shown, arrange
from screens.beside.choose_citizen import ChooseCitizen
from screens.beside.eyes import Eyes, keep
from widgets.line_view import Line

TITLE: Final = "Så ser det ut på 1177"
SOON: Final = 0.015
"""Seconds without a key after which the book is read."""
NEWS_SECONDS: Final = 6.0
"""So long what came, went or changed is marked."""
_TURN: Final = 0.0005
"""Seconds that a thread keeps the interpreter when the screen wants it."""
_HINTS: Final = {
    CITIZEN: "Enter Byt invånare",
    PUBLISH: "Enter Publicera nu",
    "portal": "Enter Öppna på 1177",
}


class Mirror:
    """The mirror of one page.

    Args:
        page: what it asks for the subject (``mirrored``), and what it acts through.
    """

    name: ClassVar[str] = "mirror"
    title: ClassVar[str] = TITLE

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - screens.base would be a circle
        self.page = page
        self.shown = Shown()
        self._draw: Callable[[], object] = lambda: None
        self._timer: Timer | None = None
        self._is_reading = False
        self._is_wanted = False
        self._told = 0
        """How often there was news: what is old is forgotten only if nothing came after it."""

    # --- what it says -------------------------------------------------------------------------

    @property
    def begins(self) -> object:
        """What it is about, and what OK changes there."""
        seen = self.shown.seen
        return None if seen is None else (seen.about, seen.eyes, seen.told.after)

    @property
    def reveals(self) -> str:
        """What one stands on."""
        seen = self.shown.seen
        return "" if seen is None else seen.told.here

    def lines(self, width: int) -> Sequence[Line]:
        """The latest look, and what has changed."""
        return arrange(self.shown, width)

    def hint(self, name: str) -> str:
        """What Enter does there."""
        return _HINTS.get(name.partition(":")[0], "Enter Gå dit")

    def draw_with(self, draw: Callable[[], object]) -> None:
        """Draw at once what is known."""
        self._draw = draw
        draw()

    # --- reading ------------------------------------------------------------------------------

    @property
    def eyes(self) -> Eyes:
        """Whose eyes one looks with, on all pages of the book."""
        session = self.page.session
        kept: Eyes = session.book.remembered(Eyes)
        kept.recall(session.book, session.prefs.path)
        return kept

    def ask(self) -> None:
        """Look at 1177 anew, once the user's hands have rested for a moment."""
        self._is_wanted = True
        if self._timer is not None:
            self._timer.reset()
        elif not self._is_reading:
            self._timer = self.page.set_timer(SOON, self._begin)

    def _begin(self) -> None:
        self._timer = None
        page = self.page
        if not page.is_ready:
            return
        self._is_reading, self._is_wanted = True, False
        session, subject, eyes = page.session, page.mirrored(), self.eyes.patient
        same, actor, clinic = session.book.same, session.actor, session.clinic
        sys.setswitchinterval(_TURN)

        def read() -> None:
            answer: Seen | BookError
            try:
                with Book.open_same(same) as book:
                    answer = look(book, actor, clinic, eyes, subject)
            except BookError as error:
                answer = error
            page.call_later(self._take, answer)

        page.run_worker(read, thread=True, group="mirror")

    def _take(self, answer: Seen | BookError) -> None:
        self._is_reading = False
        if self._is_wanted:
            self.ask()
        may_publish = self.page.session.actor.role in SCHEDULERS
        if isinstance(answer, BookError):
            self._show(Shown(error=answer.text, may_publish=may_publish))
            return
        before, kept = self.shown.seen, self.shown.news
        found = () if before is None else news(before, answer)
        if found:
            self._told += 1
            self.page.set_timer(NEWS_SECONDS, partial(self._forget, self._told))
        elif before is not None and (before.about, before.eyes) != (answer.about, answer.eyes):
            kept = ()
        self._show(Shown(answer, found or kept, may_publish=may_publish))

    def _forget(self, told: int) -> None:
        """What was news a while ago is no news any more."""
        if told == self._told and self.shown.news:
            self._show(Shown(self.shown.seen, may_publish=self.shown.may_publish))

    def _show(self, shown: Shown) -> None:
        if shown != self.shown:
            self.shown = shown
            self._draw()

    # --- acting -------------------------------------------------------------------------------

    def chosen(self, name: str) -> None:
        """Another citizen, Publicera nu, or what a line leads to."""
        if name == CITIZEN:
            self.choose_citizen()
        elif name == PUBLISH:
            self.page.carry_out("app.publish")
        else:
            kind, _, key = name.partition(" ")[0].partition(":")
            self.page.lead_to(kind, int(key))

    def choose_citizen(self) -> None:
        """Ask with whose eyes one is to look."""
        session = self.page.session
        dialog = ChooseCitizen(session.book, session.actor, self.eyes.patient)
        self.page.ask(dialog, lambda chosen: self.look_as(*chosen))

    def look_as(self, citizen: Patient | None) -> None:
        """Look with this one's eyes from now on, on all pages; None for anyone's."""
        session = self.page.session
        self.eyes.patient = None if citizen is None else citizen.id
        if session.prefs.path is not None:
            write = keep(session.book, session.prefs.path, citizen)
            self.page.run_worker(write, thread=True, group="panel", exit_on_error=False)
        self.ask()


def publish(book: Book, actor: Actor, clinic: int) -> str:
    """Let 1177 know at once of all that is saved (R12), and give what to say of it.

    Raises:
        BookError: what the book says.
    """
    with book.read() as reader:
        waiting = publication.pending(reader, clinic, clock.now(reader))
    if not waiting:
        return "1177 känner redan till allt som är sparat."
    publishing.publish_now(book, actor, clinic)
    names = [change.face.name or "en rensad rad" for change in waiting]
    count = "en ändring" if len(names) == 1 else f"{len(names)} ändringar"
    more = f" och {len(names) - 4} till." if len(names) > 4 else "."
    return f"1177 vet nu om {count}: {', '.join(names[:4])}{more}"
