"""Doing what Varför lists: a question tells what else it changes, then its operation is run."""

from collections.abc import Callable

from db.practice import jumps
from db.practice.effects import what_else
from db.remedies.carry_out import carry_out
from db.rules.remedies.deeds import Deed, TurnClock
from db.rules.remedies.remedies import Remedy
from db.values import TimeType
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
