"""The tidbok's desk on a real book without a page: what the desk and its parts ask of one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from textual.app import App
from textual.screen import Screen

from db import clock
from db.errors import BookError
from db.setup import resources
from db.timeline import parse_day, parse_instant
from screens.session import Session
from screens.staff.tidbok.board import View, board_of
from screens.staff.tidbok.desk import Desk
from screens.staff.tidbok.moving import MovingPart
from tests.screens.staff.tidbok.world import FRIDAY, NURSE
from widgets.week_grid.model import GridModel
from widgets.week_grid.values import BlockKey, Board, Place

T = TypeVar("T")
Result = TypeVar("Result")


@dataclass
class Room:
    """A grid of 79 cells with ten rows."""

    width: int = 79
    top: int = 0
    lines: int = 10


class BareGrid(GridModel):
    """The grid's model without its lines."""

    def move_to(self, target: BlockKey | Place) -> bool:
        place = self.place_of(target)
        if place is not None:
            self.go(*place)
        return place is not None


class Bare:
    """All that the desk and its parts ask of a page, and what they asked it for."""

    def __init__(self, session: Session, day: str = FRIDAY, minute: int = 480) -> None:
        self.app: App[Any] = App()
        self.is_active = True
        self.notes: list[str] = []
        self.asked: list[tuple[Any, Callable[[Any], object]]] = []
        self.grid = BareGrid(Board(), Room())
        self.session = session
        self.desk = Desk(lambda: self.session, cast("Any", self), cast("Any", self.grid))
        self.moving = MovingPart(self.desk)
        self.held = False
        nurse = resources.find(session.book, 1, NURSE).id or 0
        self.desk.view = View(parse_day(day), (nurse,))
        self.reload()
        self.go(day, minute)

    @property
    def note(self) -> str:
        return self.notes[-1] if self.notes else ""

    def go(self, day: str, minute: int) -> None:
        calendar, view = self.desk.calendar, self.desk.view
        at = calendar.lane_at(view.resources[0], parse_day(day))
        assert at is not None
        assert self.grid.move_to(Place(calendar.lanes[at].key, minute))

    # --- what is asked of it ------------------------------------------------------------------

    def ask(self, dialog: Screen[Result], then: Callable[[Result], object]) -> None:
        self.asked.append((dialog, then))

    def attempt(self, operation: Callable[[], T]) -> T | None:
        try:
            return operation()
        except BookError as error:
            self.show_error(error)
            return None

    def say(self, text: str, *, fault: bool = False) -> None:
        self.notes.append(f"! {text}" if fault else text)

    def show_error(self, error: BookError) -> None:
        self.say(error.whole_text, fault=True)

    def reload(self) -> None:
        turned = self.desk.read(held=self.held)
        calendar, view = self.desk.calendar, self.desk.view
        self.grid.show(board_of(calendar, view, self.moving.shown(*view.days)))
        if turned is not None:
            self.desk.point_to(turned)

    def refresh_bindings(self) -> None:
        """There are none."""


def set_clock(session: Session, text: str) -> None:
    with session.book.write() as tx:
        clock.start(tx, clock.Mode.PAUSED, parse_instant(text))
