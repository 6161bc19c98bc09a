"""What is done when another program holds the book: the user is told, and may try again.

On the screen a write waits ``PATIENCE`` at most. Each act of the user's (a command, a button, an
answer to a question, saving) is watched: where it missed its turn and wrote nothing, the same act
is offered once more. Where a part of it was written nothing is offered, so that nothing is done
twice.
"""

from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, cast

from textual.app import App

from db.book import Book

if TYPE_CHECKING:
    from screens.beside.part import PartOf

PATIENCE: Final = 0.2
"""Seconds that a write on the screen waits for its turn; more would be felt as a frozen key."""


class Program(Protocol):
    """An app with a book: it opens the dialogs, which stand above what is said here.

    Attributes:
        above: makes the part of the right-hand column that stands above the mirror on every page;
            None while there is none.
        is_half: whether it is one side of the split screen.
    """

    above: "PartOf | None"

    def show_acts(self) -> None:
        """Show what has been done to the book lately, above whatever shows."""

    @property
    def is_half(self) -> bool:
        """As above."""

    def offer_again(self, again: Callable[[], object]) -> None:
        """Say that the book is busy, and do the act again if that is wanted."""

    def tell_lost(self) -> None:
        """Say what has happened to the book's file, and ask how to go on."""


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


async def acting(app: App[Any], act: Callable[[], object], again: Callable[[], object]) -> Any:  # noqa: ANN401 - whatever the act gives
    """Do an act of the user's; where it missed its turn, offer to do it ``again``."""
    seen = watch(app)
    done = act()
    result = await done if isawaitable(done) else done
    if seen is not None and seen.may_try_again:
        seen.settle()
        cast("Program", app).offer_again(again)
    if seen is not None and seen.book.refused > seen.refused:
        cast("Program", app).tell_lost()
    return result
