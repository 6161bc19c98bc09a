"""Schemalägg: a template on resources for a period, seen before anything is written (R28-R33)."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from db import clock
from db.book import Book
from db.errors import BookError, Busy
from db.permissions import SCHEDULERS
from db.rules.local_time import day_text
from db.schedule import templates
from db.schedule.layout_plan import LaidOut, Progress
from db.setup import resources
from screens.commands import Command
from screens.dialog import offer
from screens.dialog_page import DialogPage
from screens.session import Session
from screens.staff.shared.progress import ProgressDialog
from screens.staff.templates.lay_out_form import (
    LayOutForm,
    Order,
    ResourceRows,
    ResourceSheet,
    resource_sheet,
    suggested,
)
from screens.staff.templates.lay_out_preview import LayOutPreview, times_text
from screens.staff.templates.lay_out_work import Done, dry_run, lay_out
from widgets.forms.dialog import CANCEL, OK, Button, DialogFrame
from widgets.sheet.messages import (
    CellEdited,
    CellRefused,
    RowChosen,
)

UNDO = Button("undo", "Ångra", "Tar bort tiderna igen.")
_BAR_FROM = 2000
"""Times; fewer are laid out before a bar of progress could be read."""
_FIELDS = {"from": "from_day", "to": "to_day", "day": "from_day"}

T = TypeVar("T")


def _can_lay_out(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.can_lay_out)


class LayOutPage(DialogPage):
    """The dialog Schemalägg.

    Args:
        session: as for any page.
        template: the template that is chosen to begin with.
    """

    PAGE_NAME = "Schemalägg"
    HELP = (
        "Välj schemamall, period och resurser. Förhandsvisningen säger vad som skulle läggas ut;"
        " inget är skrivet före OK, och OK lägger ut allt eller inget. Krockar med tider som"
        " redan finns räknas upp: ändra något, eller bocka för Hoppa över krockar. Röda dagar"
        " följer mallens Helgdag. Ångra senaste schemaläggning tar bort tiderna igen så länge"
        " ingen av dem är eller har varit bokad."
    )
    AUTO_FOCUS = "DropDown"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "ok", "OK", "Lägger ut tiderna.", key="ctrl+s", context=False, roles=SCHEDULERS,
            when=_can_lay_out,
        ),
        Command(
            "every", "Alla resurser", "Bockar för alla resurser, eller ingen.",
            key="f7", roles=SCHEDULERS,
        ),
        Command(
            "undo_layout", "Ångra senaste schemaläggning...",
            "Tar bort de tider som lades ut senast, om ingen är eller har varit bokad.",
            key="ctrl+z", footer=False, roles=SCHEDULERS, menu="Inställningar",
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    LayOutPage DialogFrame { width: 1fr; max-width: 100%; height: 1fr; padding: 0; }
    LayOutPage DialogFrame > #dialog-foot { padding: 0 1; }
    LayOutPage #parts { height: 1fr; layout: vertical; }
    LayOutPage.-wide #parts { layout: horizontal; }
    LayOutPage #whom { height: 7; }
    LayOutPage.-wide #whom { width: 56; height: 1fr; }
    LayOutPage LayOutPreview {
        height: 1fr; padding: 0 1; border-top: solid $frame; border-title-color: $frame-title;
    }
    LayOutPage.-wide LayOutPreview { border-top: none; border-left: solid $frame; width: 1fr; }
    LayOutPage #note { height: 1; padding: 0 1; }
    LayOutPage #note.-fault { color: $attention; text-style: bold; }
    LayOutPage.-low DialogFrame { border: none; }
    """

    def __init__(self, session: Session, template: int | None = None) -> None:
        super().__init__(session)
        self._template = template
        self.rows = ResourceRows()
        self.found: LaidOut | None = None
        """The dry run of what the fields say; None while it is not known."""
        self._order: Order | None = None
        self._dialog: ProgressDialog | None = None

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The fields, the resources and the preview in their frame."""
        frame = DialogFrame("Schemalägg", (OK, CANCEL))
        sheet = resource_sheet(self.rows)
        sheet.remember("layouts", self.session.prefs.path)
        whom = Vertical(sheet, id="whom")
        for widget in (LayOutForm(), Container(whom, LayOutPreview(), id="parts"),
                       Static(id="note")):  # fmt: skip
            frame.compose_add_child(widget)
        yield frame

    @property
    def form(self) -> LayOutForm:
        """The fields."""
        return self.query_one(LayOutForm)

    @property
    def sheet(self) -> ResourceSheet:
        """The resources."""
        return self.query_one(ResourceSheet)

    @property
    def preview(self) -> LayOutPreview:
        """What would be laid out."""
        return self.query_one(LayOutPreview)

    @property
    def can_lay_out(self) -> bool:
        """Whether there is anything to lay out, and nothing in its way."""
        found = self.found
        if found is None or not found.slots or not self.query(LayOutForm):
            return False
        return not found.collisions or self.form.skips

    def reload(self) -> None:
        """Read what there is to choose from, and look at it anew."""
        session = self.session
        known = templates.every(session.book, session.clinic)
        self.rows.found = resources.every(session.book, session.clinic)
        self.rows.ticked &= {one.id for one in self.rows.found if one.id is not None}
        self.form.today = clock.read(session.book).today
        if not self.form.templates and self._order is None and not self._is_filled:
            self.form.suggest(*suggested(self.form.today))
            self._is_filled = True
        self.form.offer(known, self._template)
        self.sheet.reload()
        self.sheet.refresh_rows(one.id or 0 for one in self.rows.found)
        self.look()

    _is_filled = False

    def show_error(self, error: BookError) -> None:
        """Say what the book said, at its field."""
        self.form.fault(_FIELDS.get(error.field, error.field))
        self.say(error.text, fault=True)

    # --- looking ------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask, in a thread, what the fields would lay out."""
        read = self.form.read([one.id for one in self.rows.found
                               if one.id in self.rows.ticked and one.id is not None])  # fmt: skip
        if read.order is None or read.order != self._order:
            self.found = None
        self._order = order = read.order
        self.form.fault(read.field)
        self.say(read.said if read.field else "", fault=bool(read.field))
        self._allow()
        if order is None:
            self.preview.say("" if read.field else read.said)
            return
        session = self.session
        self._in_thread(
            "preview",
            lambda book: dry_run(book, session.actor, session.clinic, order),
            self._looked,
        )

    def _looked(self, answer: tuple[Order, LaidOut] | BookError) -> None:
        """Show it, unless the fields say something else by now."""
        if isinstance(answer, BookError):
            self.preview.say("")
            self.show_error(answer)
            return
        asked, found = answer
        if asked != self._order:
            return
        self.found = found
        names = {one.id: one.name for one in self.rows.found if one.id in asked.resources}
        self.preview.show(found, {key: name for key, name in names.items() if key is not None})
        self._allow()

    def _allow(self) -> None:
        self.query_one(DialogFrame).enable(OK.name, self.can_lay_out)
        self.refresh_bindings()

    def _in_thread(
        self, group: str, work: Callable[[Book], T], then: Callable[[T | BookError], None]
    ) -> None:
        """Do something with a book of its own in a thread, and then here what follows of it."""
        same = self.session.book.same

        def run() -> None:
            answer: T | BookError
            try:
                with Book.open_same(same) as book:
                    answer = work(book)
            except BookError as error:
                answer = error
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._if_there, then, answer)

        self.run_worker(run, thread=True, group=group, exclusive=True)

    def _if_there(self, then: Callable[[T | BookError], None], answer: T | BookError) -> None:
        if self.is_attached and self.query(LayOutPreview):
            then(answer)

    # --- laying out ---------------------------------------------------------------------------

    def action_ok(self) -> None:
        """Lay out what the preview shows, all of it or nothing."""
        order, found = self._order, self.found
        if order is None or found is None or not self.can_lay_out or self._dialog is not None:
            self.app.bell()
            return
        self._dialog = ProgressDialog("Schemalägg", "tider")
        if len(found.slots) >= _BAR_FROM:
            self.app.push_screen(self._dialog)
        session, skip, progress = self.session, self.form.skips, self._progress()

        def work(book: Book) -> Done:
            actor, clinic = session.actor, session.clinic
            return lay_out(book, actor, clinic, order, found, skip=skip, progress=progress)

        self._in_thread("ok", work, self._done)

    def _progress(self) -> Progress:
        dialog = self._dialog
        assert dialog is not None  # it is made before the thread begins

        def told(done: int, total: int) -> bool:
            self.app.call_from_thread(dialog.show, done, total)
            return bool(dialog.goes_on)

        return told

    def _done(self, answer: Done | BookError) -> None:
        """Say what was laid out and what 1177 shows, or why nothing was."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.finish()
        if isinstance(answer, BookError):
            self.look()
            self.call_later(self.show_error, answer)
            if isinstance(answer, Busy):
                offer(self.app, self.action_ok)
            return
        self.call_later(self._tell, answer)

    def _tell(self, done: Done) -> None:
        from screens.dialog import Question
        from screens.staff.templates.undo_layout import undo_one

        order, stands = self._order, done.laid.stands
        span = f", {day_text(order.from_day)} till {day_text(order.to_day)}" if order else ""
        text = f"{times_text(len(done.laid.slots))} är utlagda{span}.\n\n{done.said}"

        def answered(answer: str | None) -> None:
            if answer == UNDO.name and stands is not None:
                undo_one(self, stands)
            else:
                self.close()

        self.app.push_screen(Question("Schemalägg", text, (OK, UNDO)), answered)

    def action_undo_layout(self) -> None:
        """Ångra senaste schemaläggning..."""
        from screens.staff.templates.undo_layout import undo_latest

        undo_latest(self)

    # --- messages -----------------------------------------------------------------------------

    def action_every(self) -> None:
        """Tick all resources; none when all are ticked."""
        every = {one.id for one in self.rows.found if one.id is not None}
        self.rows.ticked = set() if self.rows.ticked == every else every
        self.sheet.refresh_rows(every)
        self.look()

    def on_lay_out_form_changed(self, message: LayOutForm.Changed) -> None:
        """A field says something else."""
        message.stop()
        self.look()

    def on_sheet_cell_edited(self, message: CellEdited) -> None:
        """A resource was ticked or unticked."""
        message.stop()
        self._tick(int(message.row))

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter, space or a double click on a resource."""
        message.stop()
        self._tick(int(message.row))

    def _tick(self, key: int) -> None:
        self.rows.ticked ^= {key}
        self.sheet.refresh_rows([key])
        self.look()

    def on_sheet_cell_refused(self, message: CellRefused) -> None:
        """Nothing is written in the list."""
        message.stop()
        self.say("Mellanslag bockar för eller ur resursen.")

    def pressed(self, name: str) -> None:
        """OK lays out."""
        self.action_ok()
