"""Doing what Varför lists: a question tells what else it changes, then its operation is run."""

from collections.abc import Callable
from typing import Any

from db.practice import jumps
from db.practice.effects import what_else
from db.remedies.carry_out import carry_out
from db.rules.remedies.deeds import (
    Deed,
    EditType,
    RemoveEvents,
    SetRelease,
    SetValidity,
    TurnClock,
)
from db.rules.remedies.remedies import Remedy
from db.values import Resource, TimeType
from screens import pages
from screens.base import BookScreen
from screens.dialog import confirm
from screens.pages import PageName
from screens.session import Session
from screens.staff.shared.errands import in_tidbok

_TITLE = "Varför?"
_FIELDS = ("hidden", "name", "web_name", "level", "web_bookable", "web_cancellable",
           "web_rebookable")  # fmt: skip
"""The columns of Tidstyper that a remedy changes, in the order in which it tells of them."""


def ask_first(
    host: BookScreen, session: Session, remedy: Remedy, deed: Deed, act: Callable[[], object]
) -> None:
    """Say what else a deed changes, and act if it is wanted."""
    more = host.attempt(lambda: what_else(session.book, session.clinic, deed))
    if more is not None:
        confirm(host, _TITLE, f"{remedy.text}?\n{more}", act)


def do_deed(session: Session, remedy: Remedy, deed: Deed) -> str:
    """Carry it out; what happened, a Swedish sentence.

    That turning the clock may clear rows of the log was told in the question.

    Raises:
        BookError: as ``carry_out`` and ``jumps.move``.
    """
    book, actor, clinic = session.book, session.actor, session.clinic
    if isinstance(deed, TurnClock):
        return jumps.move(book, actor, clinic, deed.at, confirmed=True).text
    carry_out(book, actor, seen=deed)
    return f"Gjort: {remedy.text}."


def first_field(stored: TimeType, edited: TimeType) -> str:
    """The first column of Tidstyper that a remedy is to change."""
    changed = (name for name in _FIELDS if getattr(stored, name) != getattr(edited, name))
    return next(changed, "name")


def first_end(stored: Resource, edited: Resource) -> str:
    """The end of a validity that a remedy is to change."""
    return "valid_from" if stored.valid_from != edited.valid_from else "valid_to"


def go_to_type(host: BookScreen, stored: TimeType, edited: TimeType) -> None:
    """Go to the first cell of Tidstyper that a remedy is to change."""
    _stand_in(host, "time_types", stored.id, first_field(stored, edited))


def go_to_resource(host: BookScreen, stored: Resource, edited: Resource) -> None:
    """Go to the cell of a resource's validity that a remedy is to change."""
    _stand_in(host, "resources", stored.id, first_end(stored, edited))


def _stand_in(host: BookScreen, name: PageName, thing: int | None, column: str) -> None:
    """Stand in a cell of a grid: of this page, of one below it, whose edits are kept, or a new."""
    page, grid = pages.named(name), host if host.page == name else host.below(name)
    if thing is None:
        return
    if grid is not None:
        there: Any = grid  # a page of pages.PAGES is known by its name alone
        host.back_to(there, lambda: there.stand_on(thing, column))
        return
    opened = page.load()(host.session)
    opened.page, opened.begin_at = page.name, (thing, column)
    host.app.push_screen(opened)


def do_remedy(host: BookScreen, remedy: Remedy, done: Callable[[str], object]) -> None:
    """Go to where a remedy is done, or ask and do it.

    Args:
        host: the page on which Varför was asked; where it is the grid that is to be changed, one
            stands in the cell there.
        remedy: the one that was chosen.
        done: told what happened.
    """
    session = host.session

    def act(deed: Deed) -> None:
        text = host.attempt(lambda: do_deed(session, remedy, deed))
        if text is not None:
            done(text)

    match remedy.deed:
        case _ if not host.is_active:
            return
        case None:
            host.say(f"{remedy.text}: {remedy.where}.")
        case EditType(stored=stored, edited=edited):
            go_to_type(host, stored, edited)
            host.say(f"{remedy.text}.")
        case SetValidity(stored=whose, edited=longer):
            go_to_resource(host, whose, longer)
            host.say(f"{remedy.text}.")
        case SetRelease() | RemoveEvents(events=(_,)):
            in_tidbok(host, lambda tidbok: tidbok.why.take_up(remedy))
        case deed:
            ask_first(host, session, remedy, deed, lambda: act(deed))
