"""Tidboken: a week or a day of some resources, as staff see it and act in it (R33-R41, R75)."""

from typing import Final

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset

from db.errors import BookError
from db.mirror.offered import Times
from db.mirror.values import Subject
from db.mirror.visit import Visit
from db.rules.schedule.tidbok import LEGEND
from db.tidbok.info_line import PARTS
from db.tidbok.values import Calendar
from db.values import clean, count_text
from screens.base import BookScreen
from screens.commands import Command
from screens.session import Session
from screens.staff.shared.errands import Errand
from screens.staff.tidbok import moving
from screens.staff.tidbok.board import View, board_of, empty_text, legend_of, title
from screens.staff.tidbok.booking import BookingPart
from screens.staff.tidbok.commands import CARING, LOOKING, SCHEDULING
from screens.staff.tidbok.desk import Desk
from screens.staff.tidbok.events import EventPart
from screens.staff.tidbok.looking import LookingPart
from screens.staff.tidbok.moving import MovingPart
from screens.staff.tidbok.scheduling import SchedulingPart
from screens.staff.tidbok.why import WhyPart
from widgets.note_line import ShortText
from widgets.week_grid import messages
from widgets.week_grid.values import Place as GridPlace
from widgets.week_grid.week_grid import WeekGrid

_SIGNS: Final = " ".join(f"{state.sign} {state.label}." for state in LEGEND)
_PARTS: Final = " ".join(f"{part.label}: {part.meaning}" for part in PARTS)


class TidbokPage(BookScreen):
    """Bokning och väntelista › Tidbok: the grid, the line about what one stands on, and the foot.

    What can be done with a time is in its parts; they act on the desk.
    """

    PAGE_NAME = "Tidbok"
    HELP = (
        "Piltangenterna går mellan tiderna, Tabb mellan resurserna, mellanslag markerar. Enter"
        " öppnar: bokningsunderlaget, Boka, händelsen eller Lägg till tid.\n"
        f"Tecknen: {_SIGNS} Under tecknet står en bokstav för tidstypens färg.\n"
        f"Informationsraden, från vänster. {_PARTS}"
    )
    PAGE_COMMANDS = (*CARING, *LOOKING, *SCHEDULING)
    AUTO_FOCUS = "WeekGrid"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (20, "-tall")]
    DEFAULT_CSS = """
    TidbokPage #tidbok {
        border: round $frame;
        border-title-color: $frame-title;
        border-title-style: bold;
        border-subtitle-color: $foreground-quiet;
        height: 1fr;
    }
    TidbokPage #info { max-height: 1; padding: 0 1; background: $panel; }
    TidbokPage #tidbok-note { max-height: 1; padding: 0 1; text-style: bold; }
    TidbokPage.-tall #info { height: 3; max-height: 3; }
    TidbokPage.-tall #info.-beside { height: 2; max-height: 2; }
    TidbokPage.-tall #tidbok-note { max-height: 2; display: none; }
    TidbokPage.-tall #tidbok-note.-says { display: block; }
    TidbokPage #tidbok-note.-fault { color: $attention; }
    TidbokPage.-low #tidbok { border: none; }
    TidbokPage.-low #tidbok-note { display: none; }
    """

    around = getters.query_one("#tidbok", Vertical)
    info = getters.query_one("#info", ShortText)
    foot = getters.query_one("#tidbok-note", ShortText)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.grid = WeekGrid()
        self.desk = Desk(lambda: self.session, self, self.grid)
        self.looking = LookingPart(self.desk)
        self.booking = BookingPart(self.desk)
        self.moving = MovingPart(self.desk)
        self.scheduling = SchedulingPart(self.desk)
        self.events = EventPart(self.desk)
        self.why = WhyPart(self.desk, self.scheduling, self.events)
        self._said_of: GridPlace | None = None
        self.errand: Errand | None = None
        """What is to be done here once it is drawn, where one was led here."""

    def body(self) -> ComposeResult:
        """The grid in its frame, and below it the line about what one stands on."""
        yield Vertical(self.grid, ShortText(id="info"), ShortText(id="tidbok-note"), id="tidbok")

    # --- what Enter, Esc and N do -------------------------------------------------------------

    @property
    def stands_still(self) -> bool:
        """Whether no booking is being moved; while one is, there is little else to do."""
        return not self.moving.is_begun

    def action_open(self) -> None:
        """Open what one stands on, or move the booking there that is being moved."""
        here = self.desk.here
        if self.moving.is_begun:
            self.moving.move_here()
        elif here is None and self.scheduling.can_add:
            self.scheduling.add_time()
        elif here is None:
            self.say("Ingen tid här.")
        elif here.event is not None:
            self.events.open(here)
        elif here.booking is not None:
            self.booking.open_sheet()
        elif self.booking.can_book:
            self.booking.book()
        else:
            self.say(self.booking.why_closed(here), fault=True)

    def ask_to_close(self) -> None:
        """Esc leaves the moving first, and then the page."""
        if self.moving.is_begun:
            self.moving.leave()
        else:
            super().ask_to_close()

    def action_next_free(self) -> None:
        """To the next free time; while a booking is moved, to the next that it may have."""
        if self.moving.is_begun:
            self.looking.go_to_next(self.moving.target_keys)
        else:
            self.looking.next_free()

    def action_week(self, weeks: int) -> None:
        """Go a week back or on."""
        self.looking.weeks_on(weeks)

    # --- reading and drawing ------------------------------------------------------------------

    def reload(self) -> None:
        """Read the days that show and draw them; the cursor stays where it is."""
        if not self.query(WeekGrid):  # the page was closed before its turn came
            return
        turned = self.desk.read(held=bool(self.grid.marks) or self.moving.is_begun)
        self._show(self.desk.calendar, self.desk.view)
        if turned is not None:
            self.desk.point_to(turned)
        if self.errand is not None:
            errand, self.errand = self.errand, None
            self.call_after_refresh(errand, self)

    def _show(self, calendar: Calendar, view: View) -> None:
        moved = self.moving.is_begun
        known = {resource.id: resource for resource in self.desk.known}
        who = [known[resource] for resource in view.resources]
        filtered = "" if moved else self.desk.filter_text(view.filter)
        self.around.border_title = Content(clean(title(view, who, filtered, calendar.closed)))
        keep = self.grid.cursor_key or self.grid.cursor_place or self.desk.opens_at
        empty = empty_text(
            calendar, view, resources=len(known), may_lay_out=self.scheduling.may_lay_out
        )
        self.grid.show(board_of(calendar, view, self.moving.shown(*view.days), empty), keep=keep)
        self._draw_legend()
        self._draw_info()

    def _draw_info(self) -> None:
        """Read and draw the line about what one stands on, and where nothing shows what to do."""
        line, board = self.desk.read_line(), self.grid.board
        self.info.say(line if board.blocks or not board.lanes else f"{line}. {board.empty}")

    def legend_text(self, room: int) -> str:
        """What the signs mean."""
        if self.moving.is_begun:
            return moving.LEGEND
        return legend_of(self.grid.board, room)

    def _draw_legend(self) -> None:
        """Draw it below the grid."""
        room = max(0, self.around.size.width - 6)
        self.around.border_subtitle = Content(self.legend_text(room))

    def on_resize(self, event: events.Resize) -> None:
        """The legend follows the room there is."""
        self.call_after_refresh(self._redraw_legend)

    def _redraw_legend(self) -> None:
        if self.query("#tidbok"):
            self._draw_legend()

    # --- saying -------------------------------------------------------------------------------

    @property
    def note(self) -> str:
        """What the line at the foot says."""
        return self.foot.text

    def say(self, text: str, *, fault: bool = False, stays: bool = False) -> None:
        """Say something at the foot; empty says nothing."""
        self._said_of = self.grid.cursor_place if text else None
        self.has_said(text, stays=stays)
        text = clean(text)
        self.foot.say(f"! {text}" if fault and text else text)
        self.foot.set_class(fault and bool(text), "-fault")
        self.foot.set_class(bool(text), "-says")
        self.info.set_class(bool(text), "-beside")  # the third line is the note's when it says

    def show_error(self, error: BookError) -> None:
        """Say at the foot what the book said."""
        if self.query("#tidbok-note"):
            self.say(error.whole_text, fault=True)

    # --- the mirror ---------------------------------------------------------------------------

    def mirrored(self) -> Subject:
        """The visit one stands on; else the times of the days and resources that show."""
        here, view = self.desk.here, self.desk.view
        if here is not None and here.booking is not None:
            return Visit(here.booking)
        slot = here.slot if here is not None and here.free else None
        days = view.days
        return Times(view.resources, min(days), max(days), slot)

    def lead_to(self, kind: str, key: int) -> None:
        """To a time of the calendar."""
        if kind != "slot":
            super().lead_to(kind, key)
        elif self.grid.move_to(f"slot:{key}"):
            self.beside.back()
            self.set_focus(self.grid, scroll_visible=False)

    # --- the context menu ---------------------------------------------------------------------

    def context_commands(self) -> tuple[Command, ...]:
        """What can be done with what one stands on, and nothing else."""
        return tuple(c for c in self.PAGE_COMMANDS if c.context and c.when(self))

    def context_place(self) -> Offset:
        """Below what one stands on."""
        return self.grid.below_cursor

    # --- what the grid tells ------------------------------------------------------------------

    def on_week_grid_slot_chosen(self, message: messages.SlotChosen) -> None:
        """Enter or a double click on something."""
        message.stop()
        self.action_open()

    def on_week_grid_place_chosen(self, message: messages.PlaceChosen) -> None:
        """Enter or a double click on an empty place."""
        message.stop()
        self.action_open()

    def on_week_grid_menu_asked(self, message: messages.MenuAsked) -> None:
        """A right click, or the key for it."""
        message.stop()
        self.open_context_menu(Offset(message.x, message.y))

    def on_week_grid_cursor_moved(self, message: messages.CursorMoved) -> None:
        """Say what one stands on now; what was said of the last act elsewhere has been read."""
        message.stop()
        if GridPlace(message.lane, message.minute) != self._said_of:
            self.say("")
        self._draw_info()
        self.refresh_bindings()
        self.look_beside()

    def on_week_grid_marks_changed(self, message: messages.MarksChanged) -> None:
        """Say how many are marked."""
        message.stop()
        count = len(message.marks)
        self.say("" if not count else count_text(count, "tid markerad.", "tider markerade."))
        self.refresh_bindings()

    def on_week_grid_week_asked(self, message: messages.WeekAsked) -> None:
        """Past the first or the last lane lies the week or the day beside."""
        message.stop()
        place = self.grid.cursor_place
        self.looking.turn(message.step)
        lanes = self.grid.board.lanes
        if lanes and place is not None:
            lane = lanes[0 if message.step > 0 else -1]
            self.grid.move_to(GridPlace(lane.key, place.minute))

    def on_week_grid_lane_chosen(self, message: messages.LaneChosen) -> None:
        """A click on a day's heading shows that day; on a day view's, the week again."""
        message.stop()
        lane = self.desk.place_of(GridPlace(message.lane, 0))
        if lane is not None:
            self.looking.turn_view_at(lane.day)
