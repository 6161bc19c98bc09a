"""Exportera logg: what is seen of it, or what is to be invoiced, to a new file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db import clock, log_files
from db.book import Book
from db.gauge import Progress
from db.log_files import Exported
from db.log_view import LogOrder, LogView
from db.rules.local_time import day_text
from db.rules.log_query import LogQuery
from screens.free_name import free_name
from screens.session import Session
from screens.staff.log_search import number
from screens.staff.log_transfer import TransferDialog
from widgets.dialog import CANCEL, OK
from widgets.field import Field
from widgets.options import OneOf, Option
from widgets.path_input import PathInput
from widgets.progress_line import ProgressLine

SEEN, MARKED, ALL, BILL = "seen", "marked", "all", "bill"

_KINDS: Final = (
    Option(".csv", "CSV, öppnas i Excel"),
    Option(".xlsx", "Excel-arbetsbok"),
    Option(".txt", "Text att skriva ut"),
)
_MASKED = "Personnumrens sista siffror skrivs inte ut."


def proposed(folder: Path, file: str, day: str) -> str:
    """A name in the folder that no file has, as it is typed: ``~/Logg 2024-09-12.csv``."""
    stem = f"{Path(file).stem or 'Logg'} {day}" if file else f"Logg {day}"
    stem = "".join("_" if char in '/\\:*?"<>|' else char for char in stem)[:80]
    return f"{free_name(folder, stem, _KINDS)}.csv"


class ExportDialog(TransferDialog[Exported]):
    """Gives what was written, None when nothing was.

    Args:
        session: who exports, from which book.
        view: what is seen, in its order; None when nothing can be.
        file: the name of an imported log; the unit's own log when empty.
        marked: the rows that are marked.
    """

    TITLE_TEXT = "Exportera logg"
    BUTTONS = (OK._replace(label="Exportera"), CANCEL)
    WORDS = "Skriver"
    AUTO_FOCUS = "OneOf"
    DEFAULT_CSS = """
    ExportDialog DialogFrame { max-width: 76; }
    ExportDialog Field { margin-bottom: 1; }
    ExportDialog #masked { color: $foreground-quiet; }
    """

    def __init__(
        self, session: Session, view: LogView | None, file: str = "", marked: Sequence[int] = ()
    ) -> None:
        super().__init__(session)
        self._query = LogQuery() if view is None else view.query
        self._order = LogOrder() if view is None else view.order
        self._count = view.count if view is not None and view.exact else None
        self._total = None if view is None else view.total
        self._file, self._marked = file, tuple(marked)

    def content(self) -> ComposeResult:
        """What, as what, and where to."""
        yield Field("Vad", OneOf(self._choices(), id="what"), 10)
        yield Field("Format", OneOf(_KINDS, id="kind"), 10)
        yield Field("Fil", PathInput(self._proposed(), id="path"), 10)
        if self.session.actor.masked:
            yield Static(Content(_MASKED), id="masked")
        yield ProgressLine()

    def on_mount(self) -> None:
        """Say which keys work."""
        self.frame.border_subtitle = Content("↑↓ väljer · Tab nästa · Enter exporterar")

    def _choices(self) -> tuple[Option, ...]:
        found = [Option(SEEN, f"Det som syns{_rows(self._count)}")]
        if self._marked:
            found.insert(0, Option(MARKED, f"Markerade rader{_rows(len(self._marked))}"))
        if self._query != LogQuery():
            found.append(Option(ALL, f"Hela loggen{_rows(self._total)}"))
        return (*found, Option(BILL, "Bara det som ska faktureras"))

    def _proposed(self) -> str:
        day = self.attempt(lambda: day_text(clock.read(self.session.book).today)) or ""
        return proposed(Path.home(), self._file, day)

    def on_one_of_changed(self, message: OneOf.Changed) -> None:
        """The file's name follows its kind."""
        message.stop()
        field = self.query_one(PathInput)
        kinds = [kind.name for kind in _KINDS]
        if message.value in kinds:
            stem = next((field.value[: -len(k)] for k in kinds if field.value.endswith(k)), "")
            if stem:
                field.value = f"{stem}{message.value}"

    def accept(self) -> None:
        """Write it."""
        field = self.query_one(PathInput)
        path, what = field.path, self.query_one("#what", OneOf).value
        if not path:
            self.frame.fault("Ange vilken fil som ska skrivas.", field)
            return
        session, file = self.session, self._file
        query = LogQuery() if what == ALL else self._query
        order = self._order
        seqs = self._marked if what == MARKED else ()

        def operation(book: Book, progress: Progress) -> Exported:
            return log_files.export(
                book, session.actor, session.clinic, path, file=file, query=query, order=order,
                seqs=seqs, only_bill=what == BILL, progress=progress,
            )  # fmt: skip

        self.begin(operation)


def _rows(count: int | None) -> str:
    if count is None:
        return ""
    return f" ({number(count)} {'rad' if count == 1 else 'rader'})"


def told(done: Exported) -> str:
    """What an export led to, in a sentence for the page that asked for it."""
    rows = "1 rad är skriven" if done.rows == 1 else f"{number(done.rows)} rader är skrivna"
    return f"{rows} till {done.target}."
