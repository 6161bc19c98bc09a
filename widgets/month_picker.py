"""A month to choose a day from: the keys and the mouse."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from widgets.clean import drawn
from widgets.month import monday, moved_months
from widgets.month_view import DAY_CELLS, DayMark, MonthView

__all__ = ["DayMark", "MonthPicker"]


class MonthPicker(MonthView, inherit_bindings=False):
    """Shows a month; ``show`` says what its days are.

    Args:
        today: the local day that is today.
        day: the day with the cursor to begin with; by default today.
        first: the first day that one can go to.
        last: the last one.
        only_marked: days that ``show`` says nothing of cannot be chosen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", "Dagen före", show=False),
        Binding("right", "go(1)", "Nästa dag", show=False),
        Binding("up", "go(-7)", "Veckan före", show=False),
        Binding("down", "go(7)", "Nästa vecka", show=False),
        Binding("pageup", "month(-1)", "Månaden före", show=False),
        Binding("pagedown", "month(1)", "Nästa månad", show=False),
        Binding("home", "week(0)", "Måndag", show=False),
        Binding("end", "week(6)", "Söndag", show=False),
        Binding("full_stop", "today", "I dag", show=False),
        Binding("enter,space", "choose", "Välj dagen", show=False),
    ]

    @dataclass
    class DayChosen(Message):
        """Enter or a click on a day that can be chosen; a local day."""

        day: int

    @dataclass
    class DayRefused(Message):
        """Enter or a click on a day that cannot be chosen; the screen says why."""

        day: int

    @dataclass
    class MonthShown(Message):
        """Another month shows: its first and last local day, for a screen that marks its days."""

        first: int
        last: int

    def set_bounds(self, today: int, first: int, last: int) -> None:
        """Another today, or other days to go to."""
        self.today, self.first, self.last = today, first, max(first, last)
        self.move_to(self.cursor)
        self.refresh()

    def move_to(self, day: int) -> None:
        """Put the cursor on a day, or as near to it as one can go."""
        before, self.cursor = self.month, self._inside(day)
        self.refresh()
        if self.month != before:
            self.tooltip = None
            self.post_message(self.MonthShown(self.month.first, self.month.last))

    # --- the keys -----------------------------------------------------------------------------

    def action_go(self, days: int) -> None:
        """Move the cursor by days."""
        self.move_to(self.cursor + days)

    def action_month(self, months: int) -> None:
        """Move the cursor to another month."""
        self.move_to(moved_months(self.cursor, months))

    def action_week(self, weekday: int) -> None:
        """Move the cursor to a day of its week."""
        self.move_to(monday(self.cursor) + weekday)

    def action_today(self) -> None:
        """Move the cursor to today."""
        self.move_to(self.today)

    def action_choose(self) -> None:
        """Choose the day under the cursor."""
        enabled = self.mark_of(self.cursor).enabled
        self.post_message((self.DayChosen if enabled else self.DayRefused)(self.cursor))

    # --- the mouse ----------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Choose the day, or show the month before or after."""
        event.stop()
        day = self.day_at(event.x, event.y)
        if day is not None:
            if self.first <= day <= self.last:
                self.move_to(day)
                self.action_choose()
            else:
                self.post_message(self.DayRefused(day))
        elif event.y == 0 and event.x >= self._lead:
            middle = self._lead + 7 * DAY_CELLS // 2
            self.action_month(-1 if event.x < middle else 1)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what is known of the day under the pointer."""
        day = self.day_at(event.x, event.y)
        if day != self._pointed:
            self._pointed = day
            tip = self.mark_of(day).tip if day is not None else ""
            self.tooltip = Content(drawn(tip)) if tip else None

    def on_leave(self, event: events.Leave) -> None:
        """No day is under the pointer."""
        self._pointed = None
        self.tooltip = None

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.action_month(1)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.action_month(-1)

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()
