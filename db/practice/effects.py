"""What else a remedy would change, said before it is carried out."""

from typing import Any

from db import clock
from db.book import Book, Reader
from db.practice import jumps
from db.remedies import summary
from db.remedies.summary import EVERY, ONE_ACT, Which
from db.rules.offer.clinic_rules import AUDIENCE, BOOK_ACTIVE, CONNECTED
from db.rules.offer.time_rules import RESOURCE_VALID
from db.rules.remedies.deeds import (
    ConnectUnit,
    Deed,
    EditType,
    LiftLimit,
    OpenCase,
    Publish,
    RemoveEvents,
    SetRelease,
    SetValidity,
    TurnClock,
)
from db.setup import clinics, publication
from db.values import CaseKind, TimeType, count_text

_FREE = "FROM slot s WHERE s.clinic_id = ? AND s.taken = 0 AND s.start > ?"


def what_else(book: Book, clinic: int, deed: Deed, patient: int | None = None) -> str:
    """What a remedy does besides, in Swedish: how many other times, visits and rows it is about.

    Counted among the free times to come; ``patient`` is whose 1177 it is.
    """
    if isinstance(deed, TurnClock):
        will = jumps.will_happen(book, clinic, deed.at).text()
        return f"Klockan ställs för alla. {will}"
    with book.read() as reader:
        match deed:
            case ConnectUnit():
                return _all_times(reader, clinic, {CONNECTED.name}, patient)
            case OpenCase(kind=CaseKind.BOOK):
                return _all_times(reader, clinic, {BOOK_ACTIVE.name}, patient)
            case LiftLimit(case_type=case_type) if case_type.kind is CaseKind.BOOK:
                return _all_times(reader, clinic, {AUDIENCE.name}, patient)
            case EditType() | Publish():
                edited = deed.edited if isinstance(deed, EditType) else deed.stored
                return _of_type(reader, clinic, deed.stored, edited, patient)
            case _:
                return _of_times(reader, clinic, deed, patient)


def _of_times(reader: Reader, clinic: int, deed: Deed, patient: int | None) -> str:
    match deed:
        case SetRelease():
            return "Gäller bara den här tiden."
        case SetValidity(stored=stored, edited=edited):
            days = Which(None, stored.id, edited.valid_from, edited.valid_to)
            shown = _alone(reader, clinic, days, {RESOURCE_VALID.name}, patient)
            return f"Gäller hela {stored.name}: {_would_show(shown)}"
        case RemoveEvents():
            return f"{_under(reader, clinic, deed)} kan bokas igen."
        case _:
            return "Gäller hela enheten."


def _all_times(reader: Reader, clinic: int, mended: set[str], patient: int | None) -> str:
    shown = _alone(reader, clinic, EVERY, mended, patient)
    return f"Gäller hela enheten: {_would_show(shown)}"


def _alone(
    reader: Reader, clinic: int, which: Which, mended: set[str] | frozenset[str],
    patient: int | None,
) -> int:  # fmt: skip
    """How many times would show if just these rules no longer said no."""
    groups = summary.groups_of(reader, clinic, which, patient)
    return sum(group.times for group in groups if group.refused and group.refused <= mended)


def _would_show(times: int) -> str:
    return f"{count_text(times, 'ledig tid', 'lediga tider')} skulle visas på 1177."


def _of_type(
    reader: Reader, clinic: int, stored: TimeType, edited: TimeType, patient: int | None
) -> str:
    shown = _alone(reader, clinic, Which(stored.id), ONE_ACT, patient)
    said = f"Gäller hela {stored.name}: {_would_show(shown)}"
    policy = clinics.policy_of(clinics.load(reader, clinic))
    known = publication.face(reader, stored.id or 0, clock.now(reader))
    if known is not None and known.hidden and not policy.face(edited).hidden:
        visits = reader.value(
            "SELECT count(*) FROM booking WHERE time_type_id = ? AND status = 'booked'"
            " AND start > ?",
            (stored.id, clock.now(reader)),
        )
        if visits:
            count = count_text(visits, "bokat besök", "bokade besök")
            said += f" {count} syns sedan för sina patienter."
    return said


def _under(reader: Reader, clinic: int, deed: RemoveEvents) -> str:
    """How many free times come back when all of some events are gone."""
    gone = tuple(event.id for event in deed.events)
    marks = ", ".join("?" * len(gone))
    covers = "e.resource_id = s.resource_id AND e.blocking = 1 AND e.start < s.start"
    covers += ' + s.length_min * 60 AND e."end" > s.start'
    params: tuple[Any, ...] = (clinic, clock.now(reader), *gone, *gone)
    times = reader.value(
        f"SELECT count(*) {_FREE}"
        f" AND EXISTS (SELECT 1 FROM event e WHERE {covers} AND e.id IN ({marks}))"
        f" AND NOT EXISTS (SELECT 1 FROM event e WHERE {covers} AND e.id NOT IN ({marks}))",
        params,
    )
    return count_text(times, "ledig tid", "lediga tider")
