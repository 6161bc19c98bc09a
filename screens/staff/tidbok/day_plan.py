"""Ändra mall tillfälligt: one day of one resource made anew, its template left alone (R77)."""

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, Final

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from db.errors import BookError, Conflict, Invalid
from db.log.files.formula import guarded
from db.offer import effect_on_1177
from db.permissions import SCHEDULERS
from db.rules.local_time import day_text
from db.rules.schedule.day_clock import DayClock
from db.setup import clinics, time_types
from db.tidbok import day_plan
from db.tidbok.day_plan import DayChanged, DayPlan
from db.values import Day, clean, count_text
from screens.copied import offer_file
from screens.dialog import DialogScreen, confirm
from screens.history import History
from screens.session import Session
from screens.staff.tidbok import day_plan_draft as drafts
from screens.staff.tidbok.day_plan_draft import PlanRows, Rows, plan_columns
from screens.staff.tidbok.undo import Told
from widgets.choice_list import Choice
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.menus.context_menu import ContextMenu
from widgets.sheet.messages import CellEdited, CellRefused, Copied, MenuAsked, RowChosen
from widgets.sheet.sheet import Sheet

TITLE: Final = "Ändra mall tillfälligt"
HELP_TEXT: Final = (
    "Ändrar en resurs tider en enda dag; schemamallen rörs inte. En rad är ett antal tider av en"
    " typ, den ena efter den andra, och Sluttid räknas ut. Skriv i den tomma raden för att lägga"
    " till. Tider som är som förut står kvar som de är, och bokade tider står kvar vad du än gör."
    " Ställ in som tom dag tar bort alla dagens lediga tider."
)
KEYS: Final = (
    Choice("sheet_edit", "Ändra", "F2", "Ändrar cellen; det går också att bara skriva."),
    Choice("add_row", "Ny rad", "Insert", "Lägger till en rad som börjar där den sista slutar."),
    Choice("remove_row", "Ta bort rad", "Delete", "Tar bort raden."),
    Choice("step('undo')", "Ångra", "Ctrl+Z", "Tar tillbaka den senaste ändringen."),
    Choice("step('redo')", "Gör om", "Ctrl+Y", "Gör om det som ångrades."),
    Choice("default", "OK", "Ctrl+S", "Sparar dagen."),
)
"""What the help lists; the context menu all but the last."""

EMPTY: Final = Button("empty", "Ställ in som tom dag", "Tar bort dagens lediga tider.")
HELP: Final = Button("help", "Hjälp")


def done_text(done: Told[DayChanged]) -> str:
    """What was made, taken away and left, and what 1177 shows because of it."""
    changed, effect = done
    counts = (changed.made, changed.removed, changed.same)
    made, gone, same = (count_text(count, "tid", "tider") for count in counts)
    return clean(f"{made} nya, {gone} borta, {same} som förut. {effect}")


class PlanSheet(Sheet):
    """The rows, whose edits are told of straight away, so that OK never overtakes the last one."""

    guard = staticmethod(guarded)

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--role-{drafts.QUIET}"}
    DEFAULT_CSS = """
    PlanSheet { .sheet--role-quiet { color: $foreground-quiet; } }
    """

    def __init__(self, rows: PlanRows, edited: Callable[[int, str, str], None]) -> None:
        super().__init__(
            plan_columns({}, 78), rows, read_only=True, markable=False,
            empty="Inga tider den dagen.", without=("next", "empty", "menu", "sort", "columns"),
        )  # fmt: skip
        self._edited = edited

    def on_sheet_cell_edited(self, message: CellEdited) -> None:
        """Tell of it."""
        message.stop()
        self._edited(int(message.row), message.column, str(message.value))


class DayPlanDialog(DialogScreen[Told[DayChanged]]):
    """A local day of a resource, and its rows. Gives what came of it, or None."""

    TITLE_TEXT = TITLE
    BUTTONS = (OK, CANCEL, EMPTY, HELP)
    KEYS_TEXT = "F2 ändrar · Insert ny rad · Delete tar bort · Ctrl+S OK"
    AUTO_FOCUS = "PlanSheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "default", "OK", show=False, priority=True),
        Binding("f1", "help", "Hjälp", show=False, priority=True),
        Binding("insert", "add_row", "Ny rad", show=False),
        Binding("delete", "remove_row", "Ta bort rad", show=False),
        Binding("ctrl+z", "step('undo')", "Ångra", show=False),
        Binding("ctrl+y", "step('redo')", "Gör om", show=False),
        Binding("shift+f10,f22", "menu", "Snabbmeny", show=False),
    ]
    DEFAULT_CSS = """
    DayPlanDialog DialogFrame { max-width: 86; height: 100%; max-height: 22; }
    DayPlanDialog DialogBody { height: 1fr; }
    DayPlanDialog Static { height: auto; max-height: 2; }
    DayPlanDialog #whose { text-style: bold; }
    DayPlanDialog #booked { color: $foreground-quiet; }
    DayPlanDialog PlanSheet { height: 1fr; min-height: 3; }
    """

    sheet = getters.query_one(PlanSheet)

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
        yield PlanSheet(self.rows, self.edited)
        yield Static(id="booked")

    def on_mount(self) -> None:
        """Read the day."""
        self.attempt(self.read_day)
        may_edit = self.may_edit and self.plan is not None
        for button in (OK, EMPTY):
            self.frame.enable(button.name, may_edit)
        if self.plan is not None:
            self.history = History(drafts.draft_of(self.plan.rows))
            self.rows.editable = may_edit
            self.sheet.editing.read_only = not may_edit
            self._draw()
            if not may_edit:
                self.frame.say("Bara schemaläggare och IT ändrar dagens schema.")

    def read_day(self) -> None:
        """Read the day as it stands in the book; what is edited stays.

        Raises:
            NotFound: the resource is gone.
        """
        session = self.session
        with session.book.read() as reader:
            whose = clinics.load(reader, session.clinic).name
        types = time_types.every(session.book, session.clinic)
        self.rows.names = {kind.id or 0: kind.name for kind in types}
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
        self.sheet.refresh_rows([row.key for row in self.history.now])
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
        self.history.push(rows)
        self._show_step()
        if key is not None:
            self.sheet.move_to(key, field)

    def _show_step(self) -> None:
        self.frame.clear_faults()
        self._draw()
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

    def action_step(self, which: str) -> None:
        """Take a step back (undo) or again (redo)."""
        if self._can_change:
            getattr(self.history, which)()
            self._show_step()

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

    def on_sheet_copied(self, message: Copied) -> None:
        """Nothing need be said, unless the terminal may have dropped it."""
        message.stop()
        offer_file(self, message.text, self.frame.say)

    # --- what can be done ---------------------------------------------------------------------

    def on_sheet_menu_asked(self, message: MenuAsked) -> None:
        """A right click on a cell."""
        message.stop()
        self._open_menu(Offset(message.x, message.y))

    def action_menu(self) -> None:
        """What can be done, below the cell."""
        self._open_menu(self.sheet.below_cursor)

    def _open_menu(self, at: Offset) -> None:
        if self.may_edit:
            self.app.push_screen(ContextMenu(KEYS[:-1], at), self._carry_out)

    def _carry_out(self, action: str | None) -> None:
        if action:
            self.call_later(self.run_action, action)

    def action_help(self) -> None:
        """What the dialog is for, and its keys."""
        from screens.help import HelpScreen

        listed = KEYS if self.may_edit else ()
        self.app.push_screen(HelpScreen(TITLE, HELP_TEXT, listed), self._carry_out)

    # --- saving -------------------------------------------------------------------------------

    def pressed(self, name: str) -> None:
        """OK, Ställ in som tom dag, Hjälp."""
        {OK.name: self.accept, EMPTY.name: self._ask_empty, HELP.name: self.action_help}[name]()

    def accept(self) -> None:
        """Save the day, unless a row cannot be."""
        if not self.sheet.finish_edit():
            return
        # What was just written in a cell has been taken in when the sheet's turn comes.
        self.sheet.call_later(self._accept)

    def _accept(self) -> None:
        if not self.is_active or not self.may_edit or self.plan is None:
            return
        if self.rows.faults:
            place = drafts.fault_place(self.rows.faults[0], self.history.now)
            self.set_focus(self.sheet, scroll_visible=False)
            self.sheet.move_to(*place)
            self.say_fault()
            return
        self._change(empty=False)

    def _ask_empty(self) -> None:
        plan = self.plan
        if plan is None:
            return
        booked = len(plan.booked)
        count = count_text(booked, "tid är bokad", "tider är bokade")
        stays = f" {count} och står kvar." if booked else ""
        text = (
            f"Ta bort alla lediga tider för {plan.resource_name} {day_text(self.day)}?"
            f" Det slår igenom direkt på 1177.{stays}"
        )
        confirm(self, EMPTY.label, text, lambda: self._change(empty=True))

    def _change(self, *, empty: bool) -> None:
        done = self.attempt(lambda: self._changed(empty=empty))
        if done is None:
            return
        not_done = (*done[0].kept, *done[0].skipped)
        if not not_done:
            self.close_with(done)
            return
        from screens.staff.shared.told_dialog import ToldDialog

        told = ToldDialog(TITLE, done_text(done), not_done)
        self.app.push_screen(told, lambda _: self.close_with(done))

    def _changed(self, *, empty: bool) -> Told[DayChanged]:
        session, plan = self.session, self.plan
        assert plan is not None  # nothing can be saved before it is read
        book, days = session.book, (self.day, self.day)
        before = effect_on_1177.look(book, session.clinic, (self.resource,), *days)
        changed = day_plan.change_day(
            book, session.actor, session.clinic, self.resource, self.day,
            drafts.day_rows(self.history.now), seen=plan.seen, empty=empty,
        )  # fmt: skip
        return changed, effect_on_1177.since(book, before).text

    def show_error(self, error: BookError) -> None:
        """Say it, at the row; once it is said what others changed, OK saves over that."""
        super().show_error(error)
        _, *place = error.field.split(":")
        if isinstance(error, Invalid) and len(place) == 2 and place[0].isdigit():
            self.sheet.move_to(self.history.now[int(place[0])].key, place[1])
        if isinstance(error, Conflict):
            with suppress(BookError):
                self.read_day()
