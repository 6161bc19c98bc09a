"""Läs in logg: a file with a log that was copied or exported from AsynjaVisph."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.book import Book
from db.errors import BookError, NeedsConfirmation, Refused
from db.log.files import import_log
from db.log.files.import_log import Imported
from db.progress import Progress
from db.values import clean, count_text
from screens.dialog import confirm
from screens.session import Session
from screens.staff.log.search_text import number
from screens.staff.log.transfer import TransferDialog
from widgets.forms.dialog import CANCEL, OK
from widgets.forms.field import Field
from widgets.forms.options import Tick
from widgets.forms.path_input import PathInput
from widgets.forms.progress_line import ProgressLine
from widgets.forms.text_input import TextInput
from widgets.line_view import Line, LineView, Part, hanging

_SAID = (
    "Loggens 16 rubriker i valfri ordning, med tabb, semikolon eller komma mellan fälten. Rader"
    " som redan finns under samma namn känns igen och behåller sin bedömning."
)
_ROOMY = 16
"""From this many lines of the screen there is room for what a log is."""


class BadCells(LineView):
    """What could not be read, a line or more for each cell."""

    DEFAULT_CSS = """
    BadCells { height: auto; max-height: 8; margin-bottom: 1; display: none; }
    BadCells.-shown { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[str, ...] = ()

    def lines(self, width: int) -> tuple[Line, ...]:
        """Each on as many lines as it takes."""
        return tuple(
            Line((Part(line),))
            for item in self._items
            for line in hanging(clean(item), width, "- ", "  ")
        )

    def show_items(self, items: tuple[str, ...]) -> None:
        """List these; none hides the list."""
        self._items = items
        self.set_class(bool(items), "-shown")
        self.refresh(layout=True)
        self.call_after_refresh(self.lay_out)


class ImportDialog(TransferDialog[Imported]):
    """Gives what the import led to, None when nothing was imported."""

    TITLE_TEXT = "Läs in logg"
    BUTTONS = (OK._replace(label="Läs in"), CANCEL)
    WORDS = "Läser in"
    AUTO_FOCUS = "PathInput"
    DEFAULT_CSS = """
    ImportDialog DialogFrame { max-width: 76; }
    ImportDialog #said { margin-bottom: 1; color: $foreground-quiet; }
    ImportDialog Tick { margin: 1 0 1 16; }
    ImportDialog ProgressLine { margin-bottom: 1; }
    """

    def __init__(self, session: Session, path: str = "") -> None:
        super().__init__(session)
        self._path = path

    def content(self) -> ComposeResult:
        """The file, its name in the book, and what is done with what cannot be read."""
        if self.app.size.height >= _ROOMY:
            yield Static(Content(_SAID), id="said")
        yield Field("Fil", PathInput(self._path, "~/Hämtningar/logg.csv", id="path"))
        yield Field("Loggens namn", TextInput(hint="filens namn", id="name"))
        yield Tick("Hoppa över rader som inte går att läsa", id="skip")
        yield ProgressLine()
        yield BadCells()

    def on_mount(self) -> None:
        """Say which keys work."""
        self.frame.border_subtitle = Content("Tabb fyller i filens namn · Enter läser in")

    def accept(self) -> None:
        """Read it in."""
        self._read_in(confirmed=False)

    def _read_in(self, *, confirmed: bool) -> None:
        field = self.query_one(PathInput)
        path, name = field.path, self.query_one("#name", TextInput).value
        skip, session = self.query_one(Tick).value, self.session
        if not path:
            self.frame.fault("Ange vilken fil som ska läsas in.", field)
            return

        def operation(book: Book, progress: Progress) -> Imported:
            return import_log.import_log(
                book, session.actor, session.clinic, path, name=name, skip_bad=skip,
                confirmed=confirmed, progress=progress,
            )  # fmt: skip

        self.query_one(BadCells).show_items(())
        self.begin(operation)

    def show_error(self, error: BookError) -> None:
        """At the field; cells that cannot be read are listed, a question is asked."""
        if isinstance(error, NeedsConfirmation):
            text = f"{error.text} Läsa in den en gång till ändå?"
            confirm(self, self.TITLE_TEXT, text, lambda: self._read_in(confirmed=True))
            return
        super().show_error(error)
        if isinstance(error, Refused):
            self.query_one(BadCells).show_items(error.items)


def told(done: Imported) -> str:
    """What an import led to, in a sentence for the page that asked for it."""
    if not done.new:
        said = f"Alla rader fanns redan i {done.file}."
    elif done.known:
        new = count_text(done.new, "ny rad är inläst", "nya rader är inlästa", number)
        said = f"{new} i {done.file}; {number(done.known)} fanns redan."
    else:
        rows = count_text(done.rows, "rad är inläst", "rader är inlästa", number)
        said = f"{rows} som {done.file}."
    if done.skipped:
        rows = count_text(done.skipped, "rad", "rader", number)
        said += f" {rows} gick inte att läsa och hoppades över."
    return f"{said} {done.read_as}".strip()
