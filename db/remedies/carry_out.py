"""Carrying a remedy out: each deed is one operation, with what was shown when it was told."""

from dataclasses import replace

from db import clock
from db.book import Book
from db.rules.remedies.deeds import (
    ConnectUnit,
    Deed,
    EditType,
    Include,
    LetAgentsRebook,
    LiftLimit,
    OpenCase,
    Publish,
    RemoveEvents,
    SetRelease,
    SetValidity,
    TurnClock,
)
from db.schedule import changes
from db.schedule.slot_stamp import SlotStamp
from db.setup import case_types, clinics, publishing, resources, time_types
from db.tidbok import events
from db.values import Actor


def carry_out(book: Book, actor: Actor, *, seen: Deed, confirmed: bool = False) -> None:
    """Do what a remedy says, through the operation that it is.

    ``seen`` is the deed as it was shown: it holds the things as they stood then. ``confirmed``:
    though turning the clock clears rows of the log.

    Raises:
        NotAllowed: not this actor.
        NotFound, Conflict: what it is about is gone, or another now.
        Refused, Invalid: the operation's own rules say no.
        NeedsConfirmation: turning the clock would clear log rows, and that is not confirmed.
    """
    match seen:
        case OpenCase() | Include() | LiftLimit():
            _open(book, actor, seen)
        case ConnectUnit(clinic):
            clinics.save(book, actor, replace(clinic, connected=True))
        case LetAgentsRebook(clinic):
            clinics.save(book, actor, replace(clinic, agent_rebooks=True))
        case EditType(clinic=unit, edited=edited):
            time_types.save(book, actor, unit, (edited,), at_once=True)
        case Publish(clinic=unit, stored=stored):
            publishing.publish_now(book, actor, unit, stored.id)
        case _:
            _on_times(book, actor, seen, confirmed=confirmed)


def _open(book: Book, actor: Actor, deed: OpenCase | Include | LiftLimit) -> None:
    """What is about an ärendetyp."""
    case_type = deed.case_type
    if case_type is None:
        assert isinstance(deed, OpenCase)  # the others are of one that there is
        case_types.put_up(book, actor, deed.clinic, deed.kind, active=True)
        return
    edited = case_type
    include: tuple[int, ...] = ()
    if isinstance(deed, OpenCase):
        edited = replace(edited, active=True)
    elif isinstance(deed, LiftLimit):
        edited = replace(edited, limited=False)
    else:
        include = (deed.patient.id,)
    case_types.save(book, actor, deed.clinic, edited, seen=case_type, include=include)


def _on_times(
    book: Book,
    actor: Actor,
    deed: SetRelease | SetValidity | RemoveEvents | TurnClock,
    *,
    confirmed: bool,
) -> None:
    """What is about times, whose they are, what blocks them, and when it is."""
    match deed:
        case SetRelease(slot=slot, release=release):
            stamp = SlotStamp(
                slot.id, slot.resource, slot.start, slot.length_min, slot.time_type,
                slot.release, slot.taken, 1,
            )  # fmt: skip
            changes.set_release(book, actor, (slot.id,), release, seen=(stamp,))
        case SetValidity(clinic=unit, edited=edited):
            resources.save(book, actor, unit, (edited,))
        case RemoveEvents(gone):
            events.remove_all(book, actor, [event.id for event in gone], seen=gone)
        case TurnClock(at):
            clock.set_to(book, actor, at, confirmed=confirmed)
