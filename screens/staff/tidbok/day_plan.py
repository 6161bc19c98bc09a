"""Ändra mall tillfälligt: one day of one resource made anew, its template left alone (R77)."""

from contextlib import suppress

from textual.geometry import Offset

from db.errors import BookError, Conflict, Invalid
from db.offer import effect_on_1177
from db.rules.local_time import day_text
from db.tidbok import day_plan
from screens.staff.tidbok import day_plan_draft as drafts
from screens.staff.tidbok.day_plan_base import EMPTY, HELP, DayPlanBase
from screens.staff.tidbok.day_plan_words import HELP_TEXT, IN_MENU, KEYS, TITLE, DayDone
from widgets.forms.dialog import OK
from widgets.menus.context_menu import ContextMenu
from widgets.sheet.messages import MenuAsked


class DayPlanDialog(DayPlanBase):
    """Gives what came of it, or None.

    Args:
        session: the user's.
        resource: the resource's id.
        day: the local day.
    """

    # --- what can be done ---------------------------------------------------------------------

    def on_sheet_menu_asked(self, message: MenuAsked) -> None:
        """A right click on a cell."""
        message.stop()
        self._open_menu(Offset(message.x, message.y))

    def action_menu(self) -> None:
        """What can be done, below the cell."""
        x, y, _ = self.sheet.cell_corner()
        self._open_menu(self.sheet.region.offset + Offset(x, y + 1))

    def _open_menu(self, at: Offset) -> None:
        if self.may_edit:
            listed = tuple(one for one in KEYS if one.name in IN_MENU)
            self.app.push_screen(ContextMenu(listed, at), self._carry_out)

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
        acts = {OK.name: self.accept, EMPTY.name: self._ask_empty, HELP.name: self.action_help}
        acts[name]()

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
        from screens.dialog import NO, YES, Question

        plan = self.plan
        if plan is None:
            return
        booked = len(plan.booked)
        count = "1 tid är bokad" if booked == 1 else f"{booked} tider är bokade"
        stays = f" {count} och står kvar." if booked else ""
        text = (
            f"Ta bort alla lediga tider för {plan.resource_name} {day_text(self.day)}?"
            f" Det slår igenom direkt på 1177.{stays}"
        )

        def answered(answer: str | None) -> None:
            if answer == YES.name and self.is_mounted:
                self._change(empty=True)

        self.app.push_screen(Question(EMPTY.label, text, (YES, NO)), answered)

    def _change(self, *, empty: bool) -> None:
        done = self.attempt(lambda: self._changed(empty=empty))
        if done is None:
            return
        if not done.lines:
            self.close_with(done)
            return
        from screens.staff.shared.told_dialog import ToldDialog

        told = ToldDialog(TITLE, done.text, done.lines)
        self.app.push_screen(told, lambda _: self.close_with(done))

    def _changed(self, *, empty: bool) -> DayDone:
        session, plan = self.session, self.plan
        assert plan is not None  # nothing can be saved before it is read
        book, days = session.book, (self.day, self.day)
        before = effect_on_1177.look(book, session.clinic, (self.resource,), *days)
        changed = day_plan.change_day(
            book, session.actor, session.clinic, self.resource, self.day,
            drafts.day_rows(self.history.now), seen=plan.seen, empty=empty,
        )  # fmt: skip
        return DayDone(changed, effect_on_1177.since(book, before).text)

    def show_error(self, error: BookError) -> None:
        """Say it, at the row; once it is said what others changed, OK saves over that."""
        super().show_error(error)
        _, *place = error.field.split(":")
        if isinstance(error, Invalid) and len(place) == 2 and place[0].isdigit():
            self.sheet.move_to(self.history.now[int(place[0])].key, place[1])
        if isinstance(error, Conflict):
            with suppress(BookError):
                self.read_day()
