"""The open book's file was moved, replaced or written over: the user is told, and shown ways on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import Screen

from db.book import Book
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


class SaveBookAs(DialogScreen[Path]):
    """Saves what is open as a new book; gives its file."""

    IS_FORM = False
    TITLE_TEXT: ClassVar[str] = "Spara boken som"

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book

    def content(self) -> ComposeResult:
        """Where to."""
        path = self._book.path
        yield Field("Fil", PathInput(str(path.with_name(f"{path.stem}-sparad{path.suffix}"))), 6)

    def accept(self) -> None:
        """Write it."""
        field = self.query_one(PathInput)
        if not field.path:
            self.frame.fault("Ange vilken fil som ska skrivas.", field)
            return
        path = Path(field.path).expanduser()

        def save() -> Path:
            self._book.backup(path)
            return path

        saved = self.attempt(save)
        if saved is not None:
            self.close_with(saved)


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
            app.push_screen(SaveBookAs(book), saved)

    ways = {WRITTEN_OVER: (OPEN, CANCEL), GONE: (SAVE, CANCEL)}
    buttons = ways.get(error.code, (OPEN, SAVE, CANCEL))
    question = Question(TITLE, error.text, buttons)
    question.add_class(_CLASS)
    app.push_screen(question, answered)


def is_told_by(screen: Screen[Any]) -> bool:
    """Whether it is asked already; it is asked once, however often the book is wanted."""
    return isinstance(screen, SaveBookAs) or screen.has_class(_CLASS)
