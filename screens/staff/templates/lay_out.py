"""Schemalägg: a template on resources for a period, seen before anything is written (R28-R33)."""

from collections.abc import Callable, Collection
from typing import ClassVar, NamedTuple, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from db import clock
from db.afterwards import afterwards
from db.book import Book
from db.errors import BookError, Busy, Refused
from db.mirror.planned import Laying
from db.mirror.values import Subject
from db.offer import effect_on_1177
from db.offer.preview import preview
from db.permissions import SCHEDULERS
from db.rules.local_time import day_text, instant_text
from db.schedule import lay_out, templates
from db.schedule.layout_plan import LaidOut, Layout, Progress
from db.setup import resources
from db.values import Actor, clean, count_text
from screens.base import BookScreen
from screens.commands import Command, holds
from screens.dialog import Question, confirm, offer
from screens.dialog_page import WHY_KEY, DialogPage
from screens.session import Session
from screens.staff.shared.own_book import in_own_book
from screens.staff.shared.progress import ProgressDialog
from screens.staff.shared.told_dialog import ToldDialog
from screens.staff.templates.lay_out_form import (
    LayOutForm,
    Order,
    ResourceRows,
    ResourceSheet,
    suggested,
)
from screens.staff.templates.lay_out_preview import LayOutPreview, times_text
from widgets.forms.dialog import CANCEL, OK, Button, DialogFrame
from widgets.sheet.messages import CellEdited, CellRefused, RowChosen

UNDO = Button("undo", "Ångra", "Tar bort tiderna igen.")
_NOT_OWN = (
    "Den senaste schemaläggningen gjordes av {}, inte av dig här. Den ångras i Senaste åtgärder"
    " (Alt+Z)."
)


class _OwnLayouts(set[int]):
    """The layings out that this program has made, since it was started."""


_BAR_FROM = 2000
"""Times; fewer are laid out before a bar of progress could be read."""
_FIELDS = {"from": "from_day", "to": "to_day", "day": "from_day"}

T = TypeVar("T")


class Done(NamedTuple):
    """What was laid out, and what 1177 makes of it."""

    laid: LaidOut
    said: str


def dry_run(book: Book, actor: Actor, clinic: int, order: Order) -> tuple[Order, LaidOut]:
    """What would be laid out, beside what was asked."""
    return order, lay_out.lay_out(book, actor, clinic, *order, seen=None, dry_run=True)


def carry_out(
    book: Book,
    actor: Actor,
    clinic: int,
    order: Order,
    seen: LaidOut,
    *,
    skip: bool,
    progress: Progress,
) -> Done:
    """Lay out what the dry run showed, and look at what 1177 makes of it (R33)."""
    before = effect_on_1177.look(book, clinic, order.resources, order.from_day, order.to_day)
    laid = lay_out.lay_out(
        book, actor, clinic, *order, skip_collisions=skip, progress=progress, seen=seen
    )
    said = effect_on_1177.since(book, before).text
    # It is done: what cannot be read of it now is left out.
    waits = afterwards(lambda: preview(book, actor, clinic, ()).waiting, ())
    used = {slot.time_type for slot in laid.slots}
    names = [f"”{kind.name}”" for kind in waits if kind.time_type in used]
    if names:
        said += f" {', '.join(names)} väntar på publicering: F8 publicerar nu."
    return Done(laid, said)


class LayOutPage(DialogPage):
    """The dialog Schemalägg."""

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
            when=holds("can_lay_out"),
        ),
        Command(
            "every", "Alla resurser", "Bockar för alla resurser, eller ingen.",
            key="f7", menu="Inställningar", roles=SCHEDULERS,
        ),
        Command(
            "why", "Varför?",
            "Säger vad som hindrar de utlagda tidernas tidstyper på 1177, och vad som kan göras.",
            key=WHY_KEY, footer=False, menu="1177", when=holds("found"),
        ),
        Command(
            "undo_layout", "Ångra senaste schemaläggning...",
            "Tar bort de tider som lades ut senast, om ingen är eller har varit bokad.",
            key="ctrl+z", footer=False, roles=SCHEDULERS, menu="Inställningar",
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    LayOutPage #parts { height: 1fr; layout: vertical; }
    LayOutPage.-wide #parts { layout: horizontal; }
    LayOutPage #whom { height: 7; }
    LayOutPage.-wide #whom { width: 2fr; min-width: 56; max-width: 76; height: 1fr; }
    LayOutPage LayOutPreview {
        height: 1fr; padding: 0 1; border-top: solid $frame; border-title-color: $frame-title;
    }
    LayOutPage.-wide LayOutPreview { border-top: none; border-left: solid $frame; width: 3fr; }
    LayOutPage #note { height: 1; padding: 0 1; }
    """

    def __init__(self, session: Session, template: int | None = None) -> None:
        super().__init__(session)
        self._template = template
        self.rows = ResourceRows()
        self.found: LaidOut | None = None
        """The dry run of what the fields say; None while it is not known."""
        self._order: Order | None = None
        self._dialog: ProgressDialog | None = None
        self._has_faulted = False
        """The line says what is wrong with the fields."""

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The fields, the resources and the preview in their frame."""
        frame = DialogFrame("Schemalägg", (OK, CANCEL))
        sheet = ResourceSheet(self.rows)
        sheet.remember("layouts", self.session.prefs.path)
        whom = Vertical(sheet, id="whom")
        for widget in (LayOutForm(), Container(whom, LayOutPreview(), id="parts"),
                       Static(id="note")):  # fmt: skip
            frame.compose_add_child(widget)
        yield frame

    form = getters.query_one(LayOutForm)
    sheet = getters.query_one(ResourceSheet)
    preview = getters.query_one(LayOutPreview)

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
        self.rows.ticked &= {resource.id for resource in self.rows.found if resource.id is not None}
        self.form.today = clock.read(session.book).today
        if not self.form.templates and self._order is None and not self._is_filled:
            self.form.suggest(*suggested(self.form.today))
            self._is_filled = True
        self.form.offer(known, self._template)
        self.sheet.reload()
        self.sheet.refresh_rows(resource.id or 0 for resource in self.rows.found)
        self.look()

    _is_filled = False

    def show_error(self, error: BookError) -> None:
        """Say what the book said, at its field."""
        self.form.fault(_FIELDS.get(error.field, error.field))
        self._has_faulted = True
        self.say(error.text, fault=True)

    # --- looking ------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask, in a thread, what the fields would lay out."""
        read = self.form.read([resource.id for resource in self.rows.found
                               if resource.id in self.rows.ticked])  # fmt: skip
        if read.order is None or read.order != self._order:
            self.found = None
        self._order = order = read.order
        self.form.fault(read.field)
        wrong = read.said if read.field else ""
        if wrong or self._has_faulted:  # the book's change alone takes no other answer away
            self.say(wrong, fault=bool(wrong), stays=True)
        self._has_faulted = bool(wrong)
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
        names = {resource.id: resource.name for resource in self.rows.found
                 if resource.id in asked.resources}  # fmt: skip
        self.preview.show(found, names)
        self._allow()
        self.look_beside()

    def _allow(self) -> None:
        self.frame.enable(OK.name, self.can_lay_out)
        self.refresh_bindings()

    def mirrored(self) -> Subject:
        """The period and the resources that are chosen, and what OK would lay out there."""
        order, found = self._order, self.found
        if order is None:
            return super().mirrored()
        times = () if found is None else found.slots
        return Laying(order.resources, order.from_day, order.to_day, times)

    def _in_thread(
        self, group: str, work: Callable[[Book], T], then: Callable[[T | BookError], None]
    ) -> None:
        """Do something with a book of its own in a thread, and then here what follows of it."""
        same = self.session.book.same

        def run() -> None:
            answer = in_own_book(same, work)
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._if_there, then, answer)

        self.run_worker(run, thread=True, group=group, exclusive=True)

    def _if_there(self, then: Callable[[T | BookError], None], answer: T | BookError) -> None:
        if self.is_attached and self.query(LayOutPreview):
            then(answer)

    # --- Varför -------------------------------------------------------------------------------

    def action_why(self) -> None:
        """Say what keeps the types of what would be laid out off 1177, one after the other."""
        from screens.staff.shared.asking import ask_of_types

        found = self.found
        if found is None or not found.summary.types:
            self.say("Inget skulle läggas ut, så det finns inget att fråga om.")
            return
        kinds = {used.time_type: f"{times_text(used.times)} av {used.name}"
                 for used in found.summary.types}  # fmt: skip
        ask_of_types(self, kinds, "tiderna som läggs ut", self.say)

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
            return carry_out(book, actor, clinic, order, found, skip=skip, progress=progress)

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
        order, stands = self._order, done.laid.stands
        if stands is not None:
            self.session.book.remembered(_OwnLayouts).add(stands.id)
        span = f", {day_text(order.from_day)} till {day_text(order.to_day)}" if order else ""
        text = f"{times_text(len(done.laid.slots))} är utlagda{span}.\n\n{done.said}"

        def answered(answer: str | None) -> None:
            if answer == UNDO.name and stands is not None:
                undo_one(self, stands)
            else:
                self.close()

        self.app.push_screen(Question("Schemalägg", text, (OK, UNDO)), answered)

    def action_undo_layout(self) -> None:
        """Ångra senaste schemaläggning..., which Ctrl+Z does of one's own alone."""
        undo_latest(self, own=self.session.book.remembered(_OwnLayouts))

    # --- messages -----------------------------------------------------------------------------

    def action_every(self) -> None:
        """Tick all resources; none when all are ticked."""
        every = {resource.id for resource in self.rows.found if resource.id is not None}
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


_UNDOING = "Ångra schemaläggning"


def undo_latest(page: BookScreen, own: Collection[int] | None = None) -> None:
    """Ask, and take back the unit's latest laying out that stands.

    Args:
        own: takes it back only if it is one of these.
    """
    session = page.session
    latest = page.attempt(lambda: lay_out.last_layout(session.book, session.clinic))
    if latest is None:
        page.notify("Det finns ingen schemaläggning att ångra.", markup=False)
        return
    if own is not None and latest.id not in own:
        page.notify(_NOT_OWN.format(clean(latest.made_by)), markup=False)
        return
    text = (
        f"Ta bort {times_text(latest.slots)} som lades ut {instant_text(latest.made_at)} av"
        f" {latest.made_by} med mallen ”{latest.template_name}”,"
        f" {day_text(latest.from_day)} till {day_text(latest.to_day)}?"
    )
    confirm(page, _UNDOING, text, lambda: undo_one(page, latest))


def undo_one(page: BookScreen, shown: Layout) -> None:
    """Take back a laying out as it was shown; what stands in the way is listed."""
    session = page.session
    try:
        whose = lay_out.resources_of(session.book, shown.id)
        days = shown.from_day, shown.to_day
        before = effect_on_1177.look(session.book, session.clinic, whose, *days)
        gone = lay_out.undo_layout(session.book, session.actor, shown.id, seen=shown)
    except BookError as error:
        items = error.items if isinstance(error, Refused) else ()
        page.app.push_screen(ToldDialog(_UNDOING, error.text, items))
        return
    count = count_text(gone, "tid är borttagen", "tider är borttagna")
    page.notify(f"{count}. {effect_on_1177.since(session.book, before).text}", markup=False)
    page.attempt(page.reload)
