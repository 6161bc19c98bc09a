"""Ändra mall tillfälligt: the day as it shows, and the editing of its rows (R77)."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.log.files.formula import guarded
from db.permissions import SCHEDULERS
from db.rules.local_time import day_text
from db.rules.schedule.day_clock import DayClock
from db.setup import clinics, time_types
from db.tidbok import day_plan
from db.tidbok.day_plan import DayPlan
from db.values import Day, clean
from screens.copied import offer_file
from screens.dialog import DialogScreen
from screens.history import History
from screens.session import Session
from screens.staff.tidbok import day_plan_draft as drafts
from screens.staff.tidbok.day_plan_draft import PlanRows, Rows, plan_columns
from screens.staff.tidbok.day_plan_words import TITLE, DayDone
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.sheet.messages import CellEdited, CellRefused, Copied, CursorMoved, RowChosen
from widgets.sheet.sheet import Sheet

EMPTY = Button("empty", "Ställ in som tom dag", "Tar bort dagens lediga tider.")
HELP = Button("help", "Hjälp")


class PlanSheet(Sheet):
    """The rows, whose edits go straight to the dialog, so that OK never overtakes the last one."""

    guard = staticmethod(guarded)

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--role-{drafts.QUIET}"}
    DEFAULT_CSS = """
    PlanSheet { .sheet--role-quiet { color: $foreground-quiet; } }
    """

    def on_sheet_cell_edited(self, message: CellEdited) -> None:
        """Tell the dialog."""
        message.stop()
        dialog = self.screen
        if isinstance(dialog, DayPlanBase):
            dialog.edited(int(message.row), message.column, str(message.value))


class DayPlanBase(DialogScreen[DayDone]):
    """The day and its rows.

    Args:
        session: the user's.
        resource: the resource's id.
        day: the local day.
    """

    TITLE_TEXT = TITLE
    BUTTONS = (OK, CANCEL, EMPTY, HELP)
    AUTO_FOCUS = "PlanSheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "default", "OK", show=False, priority=True),
        Binding("f1", "help", "Hjälp", show=False, priority=True),
        Binding("insert", "add_row", "Ny rad", show=False),
        Binding("delete", "remove_row", "Ta bort rad", show=False),
        Binding("ctrl+z", "undo", "Ångra", show=False),
        Binding("ctrl+y", "redo", "Gör om", show=False),
        Binding("shift+f10,f22", "menu", "Snabbmeny", show=False),
    ]
    DEFAULT_CSS = """
    DayPlanBase DialogFrame { max-width: 86; height: 100%; max-height: 22; }
    DayPlanBase DialogBody { height: 1fr; }
    DayPlanBase Static { height: auto; max-height: 2; }
    DayPlanBase #whose { text-style: bold; }
    DayPlanBase #booked { color: $foreground-quiet; }
    DayPlanBase PlanSheet { height: 1fr; min-height: 3; }
    """

    def __init__(self, session: Session, resource: int, day: Day) -> None:
        super().__init__()
        self.session, self.resource, self.day = session, resource, day
        self.plan: DayPlan | None = None
        """The day as it was read; None when it cannot be."""
        self.history: History[Rows] = History(())
        self.rows = PlanRows({}, editable=False)
        self.rows.clock = DayClock(day)

    @property
    def may_edit(self) -> bool:
        """Whether the user's role may change a day."""
        return self.session.actor.role in SCHEDULERS

    # --- what it shows ------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """Whose day it is, its rows, and what cannot be changed."""
        yield Static(id="whose")
        yield Static(id="summary")
        yield PlanSheet(
            plan_columns({}, 78), self.rows, read_only=True, markable=False,
            empty="Inga tider den dagen.", without=("next", "empty", "menu", "sort", "columns"),
        )  # fmt: skip
        yield Static(id="booked")

    def on_mount(self) -> None:
        """Read the day."""
        self.frame.border_subtitle = Content(
            "F2 ändrar · Insert ny rad · Delete tar bort · Ctrl+S OK"
        )
        for name in (OK.name, EMPTY.name):
            self.frame.enable(name, False)
        if self.attempt(self.read_day) is None and self.plan is not None:
            self.history = History(drafts.draft_of(self.plan.rows))
            self.rows.editable = self.may_edit
            self.sheet.read_only = not self.may_edit
            for name in (OK.name, EMPTY.name):
                self.frame.enable(name, self.may_edit)
            self._draw()
            if not self.may_edit:
                self.frame.say("Bara schemaläggare och IT ändrar dagens schema.")

    @property
    def sheet(self) -> PlanSheet:
        """The rows."""
        return self.query_one(PlanSheet)

    def read_day(self) -> None:
        """Read the day as it stands in the book; what is edited stays.

        Raises:
            NotFound: the resource is gone.
        """
        session = self.session
        with session.book.read() as reader:
            whose = clinics.load(reader, session.clinic).name
        found = time_types.every(session.book, session.clinic)
        self.rows.names = {one.id or 0: one.name for one in found}
        self.plan = plan = day_plan.day_plan(
            session.book, session.actor, session.clinic, self.resource, self.day
        )
        said = f"{whose} : {plan.resource_name}, {day_text(self.day)}"
        self.query_one("#whose", Static).update(Content(clean(said)))
        booked = "; ".join(plan.booked)
        text = f"Bokade tider, som står kvar: {booked}" if booked else ""
        self.query_one("#booked", Static).update(Content(clean(text)))
        self._fit()

    def _draw(self) -> None:
        """The rows as they stand now, and the day in one line."""
        self.rows.show(self.history.now)
        self.sheet.reload()
        self.sheet.refresh_rows([one.key for one in self.history.now])
        said = self.rows.summary or "Inga tider den dagen."
        self.query_one("#summary", Static).update(Content(said))

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.query(PlanSheet):
            width = self.sheet.size.width or 78
            self.sheet.set_columns(plan_columns(self.rows.names, width))

    def unsaved(self) -> str:
        """Whether a row is another one."""
        return "Dagens ändringar är inte sparade." if self.history.is_changed else ""

    # --- editing ------------------------------------------------------------------------------

    def _push(self, rows: Rows, key: int | None = None, field: str | None = None) -> None:
        self.frame.clear_faults()
        self.history.push(rows)
        self._draw()
        if key is not None:
            self.sheet.move_to(key, field)
        self.say_fault()

    def say_fault(self) -> None:
        """What stops the day from being saved, as one types."""
        rows, faults = self.history.now, self.rows.faults
        if faults and rows:
            at = self.rows.position(drafts.fault_place(faults[0], rows)[0]) or 0
            self.frame.fault(f"Rad {at + 1}: {faults[0].text}")

    def edited(self, key: int, field: str, text: str) -> None:
        """The user wants another value."""
        done = drafts.write(self.history.now, key, field, text, self.rows.clock)
        if done.fault:
            self.sheet.move_to(key, field)
            self.frame.fault(done.fault)
        elif key == drafts.NEW:
            self._push(done.rows, done.key, field)
        else:
            self._push(done.rows)

    def action_sheet_edit(self) -> None:
        """Edit the cell under the cursor."""
        self.set_focus(self.sheet, scroll_visible=False)
        self.sheet.action_edit()

    def action_add_row(self) -> None:
        """One more row, to be filled in from its type on."""
        if self._can_change:
            rows, key = drafts.added(self.history.now, self.rows.clock)
            self._push(rows, key, "time_type")

    def action_remove_row(self) -> None:
        """Take the row under the cursor away."""
        key = self.sheet.cursor_row
        if self._can_change and key:
            self._push(drafts.removed(self.history.now, int(key)))

    def action_undo(self) -> None:
        """Take a step back."""
        if self._can_change:
            self.history.undo()
            self._after_step()

    def action_redo(self) -> None:
        """Take a step again."""
        if self._can_change:
            self.history.redo()
            self._after_step()

    def _after_step(self) -> None:
        self.frame.clear_faults()
        self._draw()
        self.say_fault()

    @property
    def _can_change(self) -> bool:
        return self.may_edit and self.plan is not None and not self.sheet.is_editing

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter goes on to the next row."""
        message.stop()
        self.sheet.action_move(1, 0)

    def on_sheet_cell_refused(self, message: CellRefused) -> None:
        """A computed cell."""
        message.stop()
        self.app.bell()

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Nothing more is said of a cell."""
        message.stop()

    def on_sheet_copied(self, message: Copied) -> None:
        """Nothing need be said, unless the terminal may have dropped it."""
        message.stop()
        offer_file(self, message.text, self.frame.say)
