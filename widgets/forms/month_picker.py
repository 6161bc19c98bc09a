"""A month to choose a day from: how it is drawn, the keys and the mouse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.clean import drawn
from widgets.forms.month import FIRST_DAY, LAST_DAY, WEEKDAYS, Month, monday, month_of, moved_months
from widgets.line import fit
from widgets.screen import Moved

WEEK_CELLS: Final = 4
DAY_CELLS: Final = 4
WIDTH: Final = WEEK_CELLS + 7 * DAY_CELLS
HEIGHT: Final = 8
"""The month, the names of the days, and six weeks, as the longest month has."""
_ABOVE: Final = 2


class DayMark(NamedTuple):
    """What a day is.

    Attributes:
        mark: a sign after its number, one cell.
        role: its colour: the component class ``month-picker--role-<role>``.
        enabled: whether it can be chosen.
        tip: said when the mouse points at it.
    """

    mark: str = "·"
    role: str = "free"
    enabled: bool = True
    tip: str = ""


class MonthPicker(Widget, can_focus=True, inherit_bindings=False):
    """Shows a month; ``show`` says what its days are. It knows no clock and no store.

    All days are local ones: today, the one with the cursor to begin with (by default today), the
    first and the last that one can go to. With ``only_marked``, days that ``show`` says nothing of
    cannot be chosen.
    """

    ALLOW_SELECT = False
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

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month-picker--title",
        "month-picker--weekday",
        "month-picker--week",
        "month-picker--arrow",
        "month-picker--disabled",
        "month-picker--today",
        "month-picker--chosen",
        "month-picker--cursor",
        "month-picker--role-free",
        "month-picker--role-red",
    }
    DEFAULT_CSS = """
    MonthPicker {
        width: 32;
        height: auto;
        max-width: 100%;
        max-height: 100%;
        background: $surface;
        color: $foreground;
        .month-picker--title { color: $frame-title; text-style: bold; }
        .month-picker--weekday { color: $frame-title; }
        .month-picker--week { color: $foreground-quiet; }
        .month-picker--arrow { color: $figure; text-style: bold; }
        .month-picker--disabled { color: $foreground-quiet; }
        .month-picker--role-free { color: $figure; text-style: bold; }
        .month-picker--role-red { color: $error; }
        .month-picker--today { text-style: underline; }
        .month-picker--chosen {
            background: $cursor-background; color: $cursor-foreground; text-style: bold;
        }
        .month-picker--cursor { background: $figure; color: $surface; text-style: bold; }
    }
    """

    def __init__(
        self, today: int, day: int | None = None, *, first: int = FIRST_DAY, last: int = LAST_DAY,
        only_marked: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.today, self.first, self.last = today, first, max(first, last)
        self.only_marked = only_marked
        self.cursor = self._inside(today if day is None else day)
        self.chosen: int | None = None
        self._days: Mapping[int, DayMark] = {}
        self._pointed: int | None = None

    # --- what it shows ------------------------------------------------------------------------

    @property
    def month(self) -> Month:
        """The month that shows: that of the cursor."""
        return month_of(self.cursor)

    def show(self, days: Mapping[int, DayMark], chosen: int | None = None) -> None:
        """Say what the local days are, also of other months, and which is chosen."""
        self._days, self.chosen = days, chosen
        self.refresh()

    def mark_of(self, day: int) -> DayMark:
        """What a day is."""
        known = self._days.get(day)
        if known is None:
            known = DayMark("", "", enabled=not self.only_marked)
        return known if self.first <= day <= self.last else known._replace(enabled=False)

    def _inside(self, day: int) -> int:
        return max(self.first, min(day, self.last))

    def set_bounds(self, today: int, first: int, last: int) -> None:
        """Another today, or other days to go to."""
        self.today, self.first, self.last = today, first, max(first, last)
        self.move_to(self.cursor)
        self.refresh()

    def move_to(self, day: int) -> None:
        """Put the cursor on a day, or as near to it as one can go."""
        before, was, self.cursor = self.month, self.cursor, self._inside(day)
        self.refresh()
        if self.cursor != was:
            self.post_message(Moved())
        if self.month != before:
            self.tooltip = None
            self.post_message(self.MonthShown(self.month.first, self.month.last))

    # --- drawing ------------------------------------------------------------------------------

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Seven days and the numbers of the weeks."""
        return WIDTH

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the longest month needs."""
        return HEIGHT

    @property
    def _lead(self) -> int:
        """The cells of the week numbers; none when it is narrow."""
        return WEEK_CELLS if self.size.width >= WIDTH else 0

    @property
    def _passed_by(self) -> int:
        """The weeks above those that there is room for."""
        room = max(1, self.size.height - _ABOVE)
        here = next(n for n, week in enumerate(self.month.weeks) if self.cursor in week.days)
        return max(0, here - room + 1)

    def _part(self, *names: str) -> Style:
        return sum(
            (
                self.get_component_rich_style(
                    f"month-picker--{name}", partial=True, default=Style.null()
                )
                for name in names
            ),
            start=self.rich_style,
        )

    def render_line(self, y: int) -> Strip:
        """Draw the title, the names of the days, or a week."""
        weeks, at = self.month.weeks, y - _ABOVE + self._passed_by
        if y == 0:
            segments = self._title()
        elif y == 1:
            names = ("v." if self._lead else "").ljust(self._lead)
            names += "".join(f" {name} " for name in WEEKDAYS)
            segments = [Segment(names, self._part("weekday"))]
        elif at < len(weeks):
            number = f"{weeks[at].number:2}".ljust(self._lead) if self._lead else ""
            segments = [Segment(number, self._part("week"))]
            segments += [self._day(day) for day in weeks[at].days]
        else:
            segments = []
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _title(self) -> list[Segment]:
        room = min(self.size.width, WIDTH) - self._lead - 2
        before, after = self.first < self.month.first, self.month.last < self.last
        return [
            Segment(" " * self._lead, self.rich_style),
            Segment("◂" if before else " ", self._part("arrow")),
            Segment(fit(self.month.title.center(room).rstrip(), room), self._part("title")),
            Segment("▸" if after else " ", self._part("arrow")),
        ]

    def _day(self, day: int | None) -> Segment:
        if day is None:
            return Segment(" " * DAY_CELLS, self.rich_style)
        known, number = self.mark_of(day), day - self.month.first + 1
        names = [] if known.enabled else ["disabled"]
        if known.role:
            names.append(f"role-{known.role}")
        if day == self.today:
            names.append("today")
        if day == self.chosen:
            names.append("chosen")
        if day == self.cursor and self.has_focus:
            names.append("cursor")
        lead = "▸" if "cursor" in names else " "
        text = f"[{number:2}]" if day == self.chosen else f"{lead}{number:2}{fit(known.mark, 1)}"
        return Segment(text, self._part(*names))

    def day_at(self, x: int, y: int) -> int | None:
        """The day that is drawn at a cell."""
        weeks, at = self.month.weeks, y - _ABOVE + self._passed_by
        if y < _ABOVE or at >= len(weeks) or not 0 <= x - self._lead < 7 * DAY_CELLS:
            return None
        return weeks[at].days[(x - self._lead) // DAY_CELLS]

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
