"""Is what an act would hit still what was shown to the one who acts?

Between showing and pressing a button a time can be moved, given another type or taken away, a
booking can be moved or cancelled, and a type can be renamed. Nobody acts on another thing than
was shown: each value here says what was on the screen, and goes with the act. Ids are never used
twice (db.store.schema), so an id tells what thing it was, and the rest of a value how it stood.
"""

from dataclasses import dataclass
from typing import NamedTuple

from db.rules.local_time import instant_text, short_instant_text, time_text
from db.rules.offer.time_rules import TimeCase
from db.rules.rule import Answer, Rule, Told, Way
from db.values import (
    Booking,
    BookingStatus,
    Decision,
    Instant,
    Minutes,
    Slot,
    Verdict,
    WebFace,
)

NOTHING_DONE = "Ingenting ändrades."
"""Ends every refusal of what is no longer as it was shown."""


class SeenThing(NamedTuple):
    """What was shown of a thing that has a revision: an event, a template, a waiting entry."""

    id: int
    revision: int


class SeenTime(NamedTuple):
    """A time as it was shown to the one who chose it.

    Attributes:
        resource: the resource's id.
        time_type: the type's id.
        web_name: the name 1177 showed; empty where it does not matter, and for care.
        length_min: its length; None on 1177, where it is never told (R19).
    """

    start: Instant
    resource: int
    time_type: int
    web_name: str = ""
    length_min: Minutes | None = None


class SeenBooking(NamedTuple):
    """A booking as it was shown: which revision, and for the sentence what it was.

    Attributes:
        resource: the resource's id.
        time_type: the type's id.
    """

    id: int
    revision: int
    start: Instant
    resource: int
    time_type: int


class Who(NamedTuple):
    """Who last changed a thing, and when; an empty name where the book does not know."""

    name: str = ""
    at: Instant = 0

    @property
    def text(self) -> str:
        """``av Rut Reception 2024-09-12 10:52``, or ``av någon annan``, to end a sentence."""
        return f"av {self.name} {instant_text(self.at)}" if self.name else "av någon annan"


NOBODY = Who()


def seen_time(slot: Slot) -> SeenTime:
    """What a screen of care's shows of a time."""
    return SeenTime(slot.start, slot.resource, slot.time_type, "", slot.length_min)


def seen_booking(booking: Booking) -> SeenBooking:
    """What a screen shows of a booking."""
    return SeenBooking(
        booking.id, booking.revision, booking.start, booking.resource, booking.time_type
    )


# --- a time -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeenCase:
    """What was shown of a time, and what it is now.

    Attributes:
        resource: the name of the one whose time it is now.
        latest: who last changed it, as far as the book knows.
    """

    seen: SeenTime
    slot: Slot
    face: WebFace
    resource: str = ""
    latest: Who = NOBODY


def _same_time(case: SeenCase) -> Answer:
    if (case.slot.start, case.slot.resource) == (case.seen.start, case.seen.resource):
        return True, "Tiden är den som visades."
    where = f" hos {case.resource}" if case.resource else ""
    now = f"{short_instant_text(case.slot.start)}{where}"
    return False, f"Tiden flyttades till {now} {case.latest.text}. {NOTHING_DONE}"


def _same_type(case: SeenCase) -> Answer:
    other = case.slot.time_type != case.seen.time_type
    # Two types may go under one name on 1177, and the citizen chose the name.
    if other and (not case.seen.web_name or _renamed(case)):
        now = f"Tiden {time_text(case.slot.start)} är nu till för ”{case.face.shown_name}”"
        return False, f"{now}, ändrad {case.latest.text}. {NOTHING_DONE}"
    return True, "Tiden är av den typ som visades."


def _same_length(case: SeenCase) -> Answer:
    length = case.slot.length_min
    if case.seen.length_min in (None, length):
        return True, "Tiden är så lång som visades."
    now = f"Tiden {time_text(case.slot.start)} är nu {length} min"
    return False, f"{now}, ändrad {case.latest.text}. {NOTHING_DONE}"


def _renamed(case: SeenCase) -> bool:
    return case.seen.web_name not in ("", case.face.web_name)


def _same_name(case: SeenCase) -> Answer:
    if _renamed(case):
        return False, f"Tidstypen heter nu ”{case.face.shown_name}”."
    return True, "Tidstypen heter som när den visades."


_GONE = "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE"
SAME_TIME: Rule[SeenCase] = Rule(
    "same-time", "Tiden ska vara den som visades.", "vårt val", _same_time, _GONE,
    Told("Mottagningen har tagit bort tiden {when}."),
)  # fmt: skip
SAME_TYPE: Rule[SeenCase] = Rule(
    "same-type-shown", "Tiden ska vara av den typ som visades.", "vårt val", _same_type, _GONE,
    Told("Tiden {when} är nu till för ”{new}” och inte för ”{name}”."),
)  # fmt: skip
SAME_LENGTH: Rule[SeenCase] = Rule(
    "same-length-shown", "Tiden ska vara så lång som visades.", "vårt val", _same_length, _GONE,
    Told("Tiden {when} är en annan nu."),
)  # fmt: skip
SAME_NAME: Rule[SeenCase] = Rule(
    "same-name", "Tidstypen ska heta som när den visades.", "[000] R9, R12", _same_name,
    told=Told(
        "”{name}” heter nu ”{new}”. Kontrollera att det är rätt typ av tid, och boka i så fall.",
        Way.AGAIN,
    ),
)  # fmt: skip


def as_seen(
    seen: SeenTime | None, now: TimeCase, rules: Decision, latest: Who = NOBODY
) -> Decision:
    """The rules' verdicts on a time together with whether it still is what was shown.

    Another time than the one shown is refused before anything else is said of it, and another
    name only when all the rest is in order. Nothing is shown on the command line.
    """
    if seen is None:
        return rules
    assert now.face is not None  # made of the book's own type
    case = SeenCase(seen, now.slot, now.face, now.resource.name, latest)
    before = (SAME_TIME.verdict(case), SAME_TYPE.verdict(case), SAME_LENGTH.verdict(case))
    return Decision((*before, *rules, SAME_NAME.verdict(case)))


def naming(decision: Decision, rule: str, latest: Who) -> Decision:
    """The same verdicts, where a rule's no says through whom it came."""
    return Decision(
        verdict._replace(text=f"{verdict.text.removesuffix('.')} {latest.text}.")
        if verdict.rule == rule and not verdict.passed
        else verdict
        for verdict in decision
    )


def gone_text(seen: SeenTime, latest: Who = NOBODY) -> str:
    """What is said of a time that was shown and is not in the book any longer."""
    return f"Tiden {short_instant_text(seen.start)} togs bort {latest.text}. {NOTHING_DONE}"


# --- a booking --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeenBookingCase:
    """What was shown of a booking, and what it is now."""

    seen: SeenBooking
    booking: Booking
    latest: Who = NOBODY


def _same_booking(case: SeenBookingCase) -> Answer:
    seen, now = case.seen, case.booking
    if (seen.id, seen.revision) == (now.id, now.revision):
        return True, "Bokningen är den som visades."
    was, by = short_instant_text(seen.start), case.latest.text
    if now.status is BookingStatus.CANCELLED:
        return False, f"Besöket {was} avbokades {by}. {NOTHING_DONE}"
    where = f"{short_instant_text(now.start)} ({now.type_name}, {now.resource_name})"
    return False, f"Besöket {was} flyttades till {where} {by}. {NOTHING_DONE}"


SAME_BOOKING: Rule[SeenBookingCase] = Rule(
    "same-booking", "Bokningen ska vara den som visades.", "vårt val", _same_booking,
    "APPOINTMENT_HAS_CHANGED", Told(moving="{changed} Ingenting ändrades."),
)  # fmt: skip


def booking_as_seen(
    seen: SeenBooking | None, booking: Booking, latest: Who = NOBODY
) -> tuple[Verdict, ...]:
    """Whether a booking still is what was shown; nothing where nothing was shown."""
    return () if seen is None else (SAME_BOOKING.verdict(SeenBookingCase(seen, booking, latest)),)
