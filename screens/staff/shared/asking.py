"""Asking Varför? on any page: of a tidstyp, of some coming times, of a booking."""

from collections.abc import Callable, Mapping
from functools import partial

from db.remedies import explain
from db.remedies.kinds import why_times, why_type
from db.remedies.summary import Which
from db.rules.local_time import instant_text
from screens.base import BookScreen
from screens.staff.shared.remedying import do_remedy
from screens.staff.shared.why_dialog import (
    Told,
    show_why,
    told_of_booking,
    told_of_choice,
    told_of_times,
    told_of_type,
)

Done = Callable[[str], object]
"""Told what came of a remedy that was carried out, a Swedish sentence."""


def ask_of_type(
    host: BookScreen, kind: int, name: str, done: Done, first: tuple[Told, ...] = ()
) -> None:
    """Why 1177 lets a tidstyp be chosen or not; what is told first is of the place asked in."""
    session = host.session
    found = host.attempt(lambda: why_type(session.book, session.clinic, kind, actor=session.actor))
    if found is not None:
        told = (*first, *told_of_type(found))
        show_why(host, name, told, lambda remedy: do_remedy(host, remedy, done))


def ask_of_types(host: BookScreen, kinds: Mapping[int, str], name: str, done: Done) -> None:
    """Why 1177 lets each of some tidstyper be chosen or not.

    Args:
        kinds: how their times are called, by the types' ids.
    """
    session, told = host.session, []
    for kind, called in kinds.items():
        ask = partial(why_type, session.book, session.clinic, kind, actor=session.actor)
        found = host.attempt(ask)
        if found is None:
            return
        told += [one._replace(answer=f"{called}. {one.answer}") for one in told_of_choice(found)]
    show_why(host, name, tuple(told), lambda remedy: do_remedy(host, remedy, done))


def ask_of_times(
    host: BookScreen,
    which: Which,
    name: str,
    done: Done,
    patient: int | None = None,
    first: tuple[Told, ...] = (),
) -> None:
    """What keeps some coming free times back, from everybody or from one citizen."""
    session = host.session
    found = host.attempt(
        lambda: why_times(session.book, session.clinic, which, patient, session.actor)
    )
    if found is not None:
        told = (*first, *told_of_times(found, name))
        show_why(host, name, told, lambda remedy: do_remedy(host, remedy, done))


def ask_of_booking(host: BookScreen, booking: int, done: Done) -> None:
    """Whether 1177 shows a booking, and lets its citizen cancel and rebook it."""
    session = host.session
    found = host.attempt(lambda: explain.booking(session.book, session.actor, booking))
    if found is not None:
        at = found.why.booking
        what = f"{instant_text(at.start)} {at.type_name}"
        show_why(
            host, what, told_of_booking(found), lambda remedy: do_remedy(host, remedy, done)
        )  # fmt: skip
