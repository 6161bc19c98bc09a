"""Doing what Varför lists: a question tells what else it changes, then its operation is run."""

from collections.abc import Callable

from db.practice import jumps
from db.practice.effects import what_else
from db.remedies.carry_out import carry_out
from db.rules.remedies.deeds import Deed, EditType, TurnClock
from db.rules.remedies.remedies import Remedy
from db.values import TimeType
from screens import pages
from screens.base import BookScreen
from screens.dialog import confirm
from screens.session import Session

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


def go_to_type(host: BookScreen, session: Session, stored: TimeType, edited: TimeType) -> None:
    """Open Tidstyper in the first cell that a remedy is to change."""
    page = pages.named("time_types")
    types = page.load()(session)
    types.page, types.begin_at = page.name, (stored.id, first_field(stored, edited))
    host.app.push_screen(types)


def do_remedy(
    host: BookScreen,
    remedy: Remedy,
    done: Callable[[str], object],
    go: Callable[[TimeType, TimeType], object] | None = None,
) -> None:
    """Go to where a remedy is done, or ask and do it.

    Args:
        host: the page on which Varför was asked.
        remedy: the one that was chosen.
        done: told what happened.
        go: goes to the cell of a type that is to be another; None for Tidstyper.
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
        case EditType(stored=stored, edited=edited) if go is not None:
            go(stored, edited)
        case EditType(stored=stored, edited=edited):
            go_to_type(host, session, stored, edited)
        case deed:
            ask_first(host, session, remedy, deed, lambda: act(deed))
