"""Exportera logg: what is seen of it, or what is to be invoiced, to a new file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from db import clock
from db.book import Book
from db.log.files import export, import_log
from db.log.files.export import Counts, Invoice
from db.log.files.import_log import Exported
from db.log.view import LogOrder, LogView
from db.progress import Progress
from db.rules.local_time import day_text
from db.rules.log.query import LogQuery
from db.values import count_text
from screens.copied import free_name
from screens.dialog import confirm
from screens.session import Session
from screens.staff.log.search_text import number
from screens.staff.log.transfer import TransferDialog
from screens.staff.shared.own_book import in_own_book
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.forms.field import Field
from widgets.forms.options import OneOf, Option
from widgets.forms.path_input import PathInput
from widgets.forms.progress_line import ProgressLine

SEEN, MARKED, ALL, FRESH, EVERY = "seen", "marked", "all", "fresh", "every"
UNDECIDED: Final = "undecided"
"""The result of one who wants to go to the first late row that nobody has decided on."""

_GO: Final = Button("go", "Gå till den första", "Visar den första sena raden att bedöma.")
_INVOICES: Final = {FRESH: Invoice.FRESH, EVERY: Invoice.EVERY}
_KINDS: Final = (
    Option(".csv", "CSV, öppnas i Excel"),
    Option(".xlsx", "Excel-arbetsbok"),
    Option(".txt", "Text att skriva ut"),
)
_MASKED = "Personnumrens sista siffror skrivs inte ut, och inget märks som exporterat."
_IN_DEMO: Final = {
    1: "Visningsläge: personnumrens sista siffror och kommentarerna skrivs inte ut, och inget märks"
    " som exporterat.",
    2: "Visningsläge: personnumrens sista siffror, namnen och kommentarerna skrivs inte ut, och"
    " inget märks som exporterat.",
}
"""By the level."""
_ANYWAY: Final = Button("export", "Exportera maskerat")


def proposed(folder: Path, file: str, day: str) -> str:
    """A name in the folder that no file has, as it is typed: ``~/Logg 2024-09-12.csv``."""
    stem = f"{Path(file).stem or 'Logg'} {day}" if file else f"Logg {day}"
    stem = "".join("_" if char in '/\\:*?"<>|' else char for char in stem)[:80]
    return f"{free_name(folder, stem, _KINDS)}.csv"


@dataclass
class Counted(Message):
    """How many rows there are of each kind is known."""

    counts: Counts


class ExportDialog(TransferDialog[Exported | str]):
    """Gives what was written, ``UNDECIDED``, or None when nothing was; ``view`` is what is seen."""

    TITLE_TEXT = "Exportera logg"
    BUTTONS = (OK._replace(label="Exportera"), _GO, CANCEL)
    WORDS = "Skriver"
    AUTO_FOCUS = "OneOf"
    DEFAULT_CSS = """
    ExportDialog DialogFrame { max-width: 76; }
    ExportDialog Field { margin-bottom: 1; }
    ExportDialog #masked { color: $foreground-quiet; }
    ExportDialog #undecided { color: $attention; display: none; }
    """

    def __init__(
        self, session: Session, view: LogView | None, file: str = "", marked: Sequence[int] = ()
    ) -> None:
        super().__init__(session)
        self._query = LogQuery() if view is None else view.query
        self._order = LogOrder() if view is None else view.order
        self._counts: Counts | None = None
        self._count = view.count if view is not None and view.exact else None
        self._total = None if view is None else view.total
        self._file, self._marked = file, tuple(marked)

    def content(self) -> ComposeResult:
        """What, as what, and where to."""
        first = MARKED if self._marked else FRESH
        yield Field("Vad", OneOf(self._choices(), first, id="what"), 10)
        yield Field("Format", OneOf(_KINDS, id="kind"), 10)
        yield Field("Fil", PathInput(self._proposed(), id="path"), 10)
        if self.session.actor.masked:
            shown = _IN_DEMO.get(self.session.actor.demo, _MASKED)
            yield Static(Content(shown), id="masked")
        yield Static(id="undecided")
        yield ProgressLine()

    def on_mount(self) -> None:
        """Say which keys work, and count: that may take a search through all rows."""
        self.frame.border_subtitle = Content("↑↓ väljer · Tabb nästa · Enter exporterar")
        self.frame.enable(_GO.name, False)
        session, query, file = self.session, self._query, self._file

        def count(book: Book) -> Counts:
            return export.counts(book, session.actor, session.clinic, query, file)

        def run() -> None:
            found = in_own_book(session.book.same, count)
            if isinstance(found, Counts):
                self.post_message(Counted(found))

        self.run_worker(run, thread=True, group="count", exit_on_error=False)

    @on(Counted)
    def _take_counts(self, message: Counted) -> None:
        message.stop()
        self._counts = counts = message.counts
        self._count, self._total = counts.seen, counts.every
        self.query_one("#what", OneOf).relabel(self._choices())
        late = "sen ändring" if counts.undecided == 1 else "sena ändringar"
        said = f"⚑ {number(counts.undecided)} {late} i urvalet har ingen bedömt än."
        for line in self.query("#undecided").results(Static):
            line.update(Content(said))
            line.display = bool(counts.undecided)
        self.frame.enable(_GO.name, bool(counts.undecided))

    def _choices(self) -> tuple[Option, ...]:
        """The same at all times; some are of no rows."""
        fresh = every = None
        if self._counts is not None:
            fresh, every = self._counts.fresh, self._counts.to_bill
        return (
            Option(FRESH, f"Ska faktureras, ännu inte exporterade{_rows(fresh)}"),
            Option(EVERY, f"Ska faktureras, även redan exporterade{_rows(every)}"),
            Option(SEEN, f"Det som syns{_rows(self._count)}"),
            Option(MARKED, f"Markerade rader{_rows(len(self._marked))}"),
            Option(ALL, f"Hela loggen{_rows(self._total)}"),
        )

    def pressed(self, name: str) -> None:
        """Leave for the rows that nobody has decided on."""
        if name == _GO.name:
            self.close_with(UNDECIDED)
        else:
            super().pressed(name)

    def _proposed(self) -> str:
        day = self.attempt(lambda: day_text(clock.read(self.session.book).today)) or ""
        return proposed(self.session.prefs.folder, self._file, day)

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
        if what == MARKED and not self._marked:
            self.frame.fault("Ingen rad är markerad. Mellanslag markerar en rad i loggen.")
            return
        level = self.session.actor.demo
        if level:
            asked = f"{_IN_DEMO[level]} Vill du exportera ändå?"
            confirm(self, self.TITLE_TEXT, asked, lambda: self._export(path, what), _ANYWAY)
        else:
            self._export(path, what)

    def _export(self, path: str, what: str) -> None:
        session, file, order = self.session, self._file, self._order
        # What was marked is written though it does not show any longer.
        query = LogQuery() if what in (ALL, MARKED) else self._query
        seqs = self._marked if what == MARKED else ()
        invoice = _INVOICES.get(what)

        def operation(book: Book, progress: Progress) -> Exported:
            return import_log.export(
                book, session.actor, session.clinic, path, file=file, query=query, order=order,
                seqs=seqs, invoice=invoice, progress=progress,
            )  # fmt: skip

        self.begin(operation)


def _rows(count: int | None) -> str:
    if count is None:
        return ""
    return f" ({number(count)} {'rad' if count == 1 else 'rader'})"


def told(done: Exported) -> str:
    """What an export led to, in a sentence for the page that asked for it."""
    rows = count_text(done.rows, "rad är skriven", "rader är skrivna", number)
    said = f"{rows} till {done.target}."
    if done.marked:
        said += " Märkta som exporterade." if done.marked > 1 else " Märkt som exporterad."
    if done.undecided:
        said += f" {number(done.undecided)} sena har ingen bedömt än."
    return said
