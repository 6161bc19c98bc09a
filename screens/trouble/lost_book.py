"""The open book's file was moved, replaced or written over: the user is told, and shown ways on."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import Screen

from db.book import Book
from db.errors import BookError
from db.paths import meant
from db.store.place import GONE, WRITTEN_OVER
from screens.attempting import Unsaved
from screens.dialog import DialogScreen, Question, has_unsaved
from widgets.forms.dialog import CANCEL, Button
from widgets.forms.field import Field
from widgets.forms.path_input import PathInput

TITLE: Final = "Boken ligger inte kvar"
_CLASS: Final = "lost-book"
OPEN: Final = Button("open", "Öppna den nya")
SAVE: Final = Button("save", "Spara som...")
_NO_FILE: Final = "Ange vilken fil det gäller."
_NO_TARGET: Final = "Ange vilken fil som ska skrivas."
FOLLOWED: Final = (
    "Boken byttes ut i ett annat program: den började om, eller gick tillbaka till ett minne."
    " Den nya är öppen."
)


class OpenBook(Message):
    """To the program: go on with the book in this file.

    ``first_close``: the open book must be closed before, since both are in one file.
    """

    def __init__(self, path: Path, *, first_close: bool) -> None:
        super().__init__()
        self.path = path
        self.first_close = first_close


class FileDialog(DialogScreen[Path]):
    """Asks for a file; gives it once ``act`` has done with it what it does.

    Args:
        suggested: what stands in the field.
        act: raises BookError; the sentence stands in the dialog's line.
        nothing: said where no file is named.
        doing: said while ``act`` is done in a thread, where it touches no open book; without it
            ``act`` is done at once.
    """

    def __init__(
        self,
        title: str,
        suggested: Path | str,
        act: Callable[[Path], object],
        nothing: str = _NO_FILE,
        doing: str = "",
    ) -> None:
        super().__init__(title)
        self._suggested, self._act, self._nothing = str(suggested), act, nothing
        self._doing, self._is_at_work = doing, False

    def content(self) -> ComposeResult:
        """The field."""
        yield Field("Fil", PathInput(self._suggested, id="file"), 6)

    def accept(self) -> None:
        """Do it."""
        field = self.query_one(PathInput)
        if not field.path:
            self.frame.fault(self._nothing, field)
            return

        def act() -> Path:
            path = meant(field.path)
            self._act(path)
            return path

        if not self._doing:
            self.close_after(act)
        elif not self._is_at_work:
            self.run_worker(self._work(act), exit_on_error=False)

    async def _work(self, act: Callable[[], Path]) -> None:
        """Do it in a thread; the dialog stands until it is done."""
        self._is_at_work = True
        self.frame.clear_faults()
        self.frame.say(self._doing)
        try:
            path = await asyncio.to_thread(act)
        except BookError as error:
            self.frame.say("")
            self.show_error(error)
        else:
            self.close_with(path)
        finally:
            self._is_at_work = False

    def action_cancel(self) -> None:
        """It cannot be called off half-way."""
        if not self._is_at_work:
            super().action_cancel()


def follow(app: App[Any], book: Book, screens: Sequence[Screen[Any]]) -> bool:
    """Open the book that took this one's place on purpose, where nothing unsaved is at stake.

    Returns:
        Whether it is such a one, and is being opened.
    """
    from db.practice.books import is_successor  # late: it is hardly ever asked

    drafts = (one for one in screens if isinstance(one, Unsaved))
    if not is_successor(book) or any(map(has_unsaved, drafts)):
        return False
    app.post_message(OpenBook(book.path, first_close=False))
    app.notify(FOLLOWED, markup=False)
    return True


def tell(app: App[Any], book: Book) -> None:
    """Say what has happened to the book's file, and ask how to go on."""
    error = book.misplaced
    if error is None:
        return
    over = error.code == WRITTEN_OVER

    def saved(path: Path | None) -> None:
        if path is not None:
            app.post_message(OpenBook(path, first_close=False))

    def answered(answer: str | None) -> None:
        if answer == OPEN.name:
            app.post_message(OpenBook(book.path, first_close=over))
        elif answer == SAVE.name:
            path = book.path
            suggested = path.with_name(f"{path.stem}-sparad{path.suffix}")
            asked = FileDialog("Spara boken som", suggested, book.backup, _NO_TARGET)
            asked.add_class(_CLASS)
            app.push_screen(asked, saved)

    ways = {WRITTEN_OVER: (OPEN, CANCEL), GONE: (SAVE, CANCEL)}
    buttons = ways.get(error.code, (OPEN, SAVE, CANCEL))
    question = Question(TITLE, error.text, buttons)
    question.add_class(_CLASS)
    app.push_screen(question, answered)


def is_told_by(screen: Screen[Any]) -> bool:
    """Whether it is asked already; it is asked once, however often the book is wanted."""
    return screen.has_class(_CLASS)
