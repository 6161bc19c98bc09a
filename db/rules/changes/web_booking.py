"""What 1177 tells a citizen whose booking cannot be made, and the way on from there.

The rules that decide are ``time_rules`` and ``changes``; their own sentences are for staff. Here
each refusal gets a sentence to the citizen and a way on, so that nobody has to start over because
a time was taken (GUIDES.md B2).
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from db.rules.changes.changes import REBOOKING_CLOSED
from db.rules.changes.late import is_late, minutes_left
from db.rules.local_time import day_of, long_day_text, time_text
from db.rules.policy import Policy
from db.rules.terms.terms import must_be_ticked, parse
from db.values import Instant, Terms, Verdict

REASON_BOUND = 150
"""The most characters of a reason that is given on the web (GUIDES.md B4)."""

KEPT = "Det du har skrivit finns kvar."
"""Said with every fault: nothing that was typed is lost."""


class Way(StrEnum):
    """What the citizen can do next."""

    AGAIN = "again"
    """Look at it once more, and book."""
    TIMES = "times"
    """Choose another time; the other times of that day come first."""
    TYPES = "types"
    """Choose another type."""
    DETAILS = "details"
    """Change what was typed."""
    TERMS = "terms"
    """Read the terms and tick them."""
    BOOKINGS = "bookings"
    """Back to the booked times: the booking cannot be moved."""
    CLINIC = "clinic"
    """Back to the clinic: nothing can be booked there on the web."""


class Fault(NamedTuple):
    """Why a booking was not made.

    Attributes:
        code: stable, that of GUIDES.md B2 where there is one.
        text: a sentence to the citizen that tells what happened.
        way: what can be done next.
        field: the field it is about, or empty.
    """

    code: str
    text: str
    way: Way
    field: str = ""


class Scenery(NamedTuple):
    """What the sentences name.

    Attributes:
        clinic: the clinic's name.
        web_name: the type's name as it was shown.
        resource: the resource's name.
        new_name: the type's name now.
        start: when the chosen time begins.
        now: the book's time.
        own: whether the citizen has the chosen time already.
        changed: what has become of the booking that is moved, since it was shown.
    """

    clinic: str
    web_name: str
    resource: str
    start: Instant
    now: Instant
    new_name: str = ""
    own: bool = False
    changed: str = ""


_GONE = "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE"
_ASK = "Kontakta mottagningen om du vill boka."
_TYPES = "Välj en annan typ av tid."
_BOOKING: dict[str, tuple[Way, str]] = {
    "clinic-connected": (Way.CLINIC, f"{{clinic}} tar inte emot bokningar på 1177 nu. {_ASK}"),
    "case-type-active": (Way.CLINIC, f"{{clinic}} har stängt bokningen på 1177. {_ASK}"),
    "audience": (
        Way.CLINIC, f"{{clinic}} har begränsat vilka som kan boka på 1177. {_ASK}",
    ),
    "published": (Way.TYPES, f"”{{name}}” finns inte längre på 1177. {_TYPES}"),
    "not-hidden": (Way.TYPES, f"”{{name}}” visas inte längre på 1177. {_TYPES}"),
    "not-agent-type": (Way.TYPES, f"”{{name}}” bokas inte på 1177. {_TYPES}"),
    "web-bookable": (Way.TYPES, f"”{{name}}” går inte längre att boka på 1177. {_TYPES}"),
    "in-future": (Way.TIMES, "Klockan är {now}. Tiden {when} har redan börjat."),
    "earliest-day": (Way.TIMES, "Tiden {when} är för nära i tiden för att bokas på 1177."),
    "released": (Way.TIMES, "Tiden {when} går inte att boka på 1177 ännu."),
    "resource-valid": (Way.TIMES, "{resource} tar inte längre emot {day}."),
    "not-blocked": (
        Way.TIMES, "Mottagningen har fått förhinder. Tiden {when} går inte längre att boka.",
    ),
    "free": (Way.TIMES, "Tiden {when} är redan bokad. Någon annan hann före dig."),
    "patient-free": (Way.TIMES, "Du har redan en bokad tid som krockar med {when}."),
    "same-time": (Way.TIMES, "Mottagningen har tagit bort tiden {when}."),
    "same-length-shown": (Way.TIMES, "Tiden {when} är en annan nu."),
    "same-type-shown": (
        Way.TIMES, "Tiden {when} är nu till för ”{new}” och inte för ”{name}”.",
    ),
    "same-name": (
        Way.AGAIN,
        "”{name}” heter nu ”{new}”. Kontrollera att det är rätt typ av tid, och boka i så fall.",
    ),
    "another-time": (Way.TIMES, "Du har redan tiden {when}. Välj en annan."),
    "same-resource": (Way.TIMES, "Du kan bara omboka till en tid hos samma vårdgivare."),
    "same-type": (Way.TIMES, "Du kan bara omboka till en tid av samma typ."),
    "same-length": (Way.TIMES, "Tiden {when} passar inte för ditt besök. Välj en annan."),
}  # fmt: skip

_CALL = "Kontakta mottagningen om du vill omboka."
_MOVING: dict[str, str] = {
    "same-booking": "{changed} Ingenting ändrades.",
    "booking-active": "Tiden är redan avbokad.",
    "clinic-connected": f"{{clinic}} tar inte emot ombokningar på 1177 nu. {_CALL}",
    "change-case-active": f"{{clinic}} har stängt ombokningen på 1177. {_CALL}",
    "audience": f"{{clinic}} har begränsat vilka som kan omboka på 1177. {_CALL}",
    "booking-shown": f"{{clinic}} tillåter inte längre att tiden ombokas på 1177. {_CALL}",
    "web-rebookable": REBOOKING_CLOSED,
    "in-future": "Klockan är {now}. Tiden som du vill omboka har redan börjat.",
    "not-too-late": (
        "Det är för kort tid kvar till besöket för att omboka på 1177. Kontakta mottagningen."
    ),
    "change-count": f"Tiden har ombokats så många gånger som går på 1177. {_CALL}",
}


def booking_fault(refusal: Verdict, scenery: Scenery) -> Fault:
    """The fault of a time that could not be booked, or not be moved to."""
    unknown = (Way.CLINIC, f"Tiden {{when}} går inte att boka på 1177. {_ASK}")
    way, text = _BOOKING.get(refusal.rule, unknown)
    if refusal.rule == "free" and scenery.own:
        way, text = Way.BOOKINGS, "Du har redan bokat tiden {when}."
    return Fault(refusal.code, _said(text, scenery), way)


def moving_fault(refusal: Verdict, scenery: Scenery) -> Fault:
    """The fault of a booking that cannot be moved, whatever the new time."""
    unknown = f"Tiden går inte att omboka på 1177. {_CALL}"
    return Fault(
        refusal.code, _said(_MOVING.get(refusal.rule, unknown), scenery), Way.BOOKINGS
    )  # fmt: skip


def gone_fault(scenery: Scenery) -> Fault:
    """The fault of a time that was taken off the schedule."""
    return Fault(_GONE, _said(_BOOKING["same-time"][1], scenery), Way.TIMES)


def closed_fault(closed: Sequence[Verdict], clinic: str) -> Fault | None:
    """Why a clinic offers nothing at all; None when it is open."""
    nowhere = Scenery(clinic, "", "", 0, 0)
    return booking_fault(closed[0], nowhere) if closed else None


def left_fault(web_name: str) -> Fault:
    """The fault of a name that 1177 no longer lets one choose."""
    text = f"”{web_name}” går inte längre att boka på 1177. {_TYPES}"
    return Fault("APPOINTMENT_IS_NOT_ALLOWED", text, Way.TYPES)


def terms_fault(terms: Terms, agreed: str) -> Fault | None:
    """What is wrong with what was agreed to: the Villkor must be ticked as they are (R94, B4).

    ``agreed`` is the Villkor that the citizen ticked; empty when none were.
    """
    if not must_be_ticked(terms) or agreed == terms.conditions:
        return None
    said = "Mottagningen har ändrat villkoren. Läs dem" if agreed else "Läs villkoren"
    text = f"{said} och bocka i att du har tagit del av den fullständiga informationen."
    return Fault("terms", text, Way.TERMS, "agreed")


def takes_reason(terms: Terms) -> bool:
    """Whether the citizen is asked for a reason: where "Information till vården" is written.

    1177 shows that part only where the book takes a reason (GUIDES.md B4); that its text turns
    the question on is our choice.
    """
    return bool(parse(terms.to_care))


def late_notice(now: Instant, start: Instant, policy: Policy, *, moving: bool) -> str:
    """What the citizen should know when there is little time left to a visit; mostly nothing.

    Args:
        now: the book's time.
        start: when the visit begins: the present one when moving, else the chosen one.
        policy: the journal system's rules.
        moving: whether a booked visit is moved (R50), or a new one chosen (R62).
    """
    if not is_late(minutes_left(now, start), policy):
        return ""
    hours = policy.late_limit_min // 60
    if moving:
        return (
            f"Det är mindre än {hours} timmar kvar till din tid. Du kan omboka,"
            " men mottagningen kan ta betalt för den sena ändringen."
        )
    after = "kan du inte av- eller omboka den på 1177" if policy.late_blocks else (
        "kan en ändring kosta"
    )  # fmt: skip
    return f"Det är mindre än {hours} timmar kvar till tiden. När du har bokat {after}."


def times_text(count: int, first: Instant | None) -> str:
    """How many times a type has; a type without times says so (R23)."""
    if not count or first is None:
        return "inga lediga tider just nu"
    when = long_day_text(day_of(first)).split(" ", 1)[1].rsplit(" ", 1)[0]
    return f"1 ledig tid, {when}" if count == 1 else f"{count} lediga tider, från {when}"


def when_text(start: Instant) -> str:
    """When a visit is, in words; never how long it is (R19)."""
    return f"{long_day_text(day_of(start))} kl. {time_text(start)}"


def _said(text: str, scenery: Scenery) -> str:
    return text.format(
        clinic=scenery.clinic,
        name=scenery.web_name,
        new=scenery.new_name,
        resource=scenery.resource,
        changed=scenery.changed,
        when=when_text(scenery.start),
        day=long_day_text(day_of(scenery.start)),
        now=time_text(scenery.now),
    )
