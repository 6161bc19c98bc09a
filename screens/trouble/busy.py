"""What is done when another program holds the book: the user is told, and may try again.

On the screen a write waits ``PATIENCE`` at most. Each act of the user's (a command, a button, an
answer to a question, saving) is watched: where it missed its turn and wrote nothing, the same act
is offered once more. Where a part of it was written nothing is offered, so that nothing is done
twice.
"""

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, Final, NamedTuple, TypeVar

from textual.app import App

from db.book import Book

PATIENCE: Final = 0.2
"""Seconds that a write on the screen waits for its turn; more would be felt as a frozen key."""

TITLE: Final = "Boken är upptagen"
_TEXT: Final = (
    "Boken är upptagen: någon annan skriver i den just nu. Ingenting ändrades, och det du har"
    " skrivit står kvar."
)

T = TypeVar("T")


class Watch(NamedTuple):
    """The book as it was when an act began."""

    book: Book
    missed: int
    written: int
    refused: int

    @property
    def may_try_again(self) -> bool:
        """Whether the act missed its turn, and nothing of it was written."""
        return self.book.missed > self.missed and self.book.written == self.written

    def settle(self) -> None:
        """What was missed is dealt with: whoever called this act need not ask as well."""
        self.book.missed = self.missed


def watch(app: App[Any]) -> Watch | None:
    """Watch the book of the program; None where there is none."""
    session = getattr(app, "session", None)
    if session is None:
        return None
    book: Book = session.book
    return Watch(book, book.missed, book.written, book.refused)


def offer(app: App[Any], again: Callable[[], object]) -> None:
    """Say that the book is busy, and do the act again if that is wanted."""
    from screens.question import AGAIN, Question
    from widgets.forms.dialog import CANCEL

    def answered(answer: str | None) -> None:
        if answer == AGAIN.name:
            app.clear_notifications()
            app.call_later(again)

    app.push_screen(Question(TITLE, _TEXT, (AGAIN, CANCEL)), answered)


async def acting(app: App[Any], act: Callable[[], object], again: Callable[[], object]) -> Any:  # noqa: ANN401 - whatever the act gives
    """Do an act of the user's; where it missed its turn, offer to do it once more.

    Args:
        app: the program.
        act: what is done.
        again: what does it again.
    """
    seen = watch(app)
    done = act()
    result = await done if isawaitable(done) else done
    if seen is not None and seen.may_try_again:
        seen.settle()
        offer(app, again)
    if seen is not None and seen.book.refused > seen.refused:
        from screens.trouble.lost_book import tell

        tell(app, seen.book)
    return result


async def until_done(app: App[Any], act: Callable[[], Awaitable[T]]) -> T:
    """As ``acting``, in a worker: ask, and do it again at once until it is done or given up."""
    from screens.question import AGAIN, ask
    from widgets.forms.dialog import CANCEL

    while True:
        seen = watch(app)
        result = await act()
        if seen is None or not seen.may_try_again:
            return result
        seen.settle()
        if await ask(app, TITLE, _TEXT, (AGAIN, CANCEL)) != AGAIN.name:
            return result
