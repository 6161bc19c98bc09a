"""What 1177 tells a citizen whose booking cannot be made, and the way on from there.

Each rule that decides (``time_rules``, ``changes``) carries its sentence to the citizen and a way
on, ``Rule.told``, so that nobody has to start over because a time was taken (GUIDES.md B2).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from db.rules.changes.changes import MOVE_RULES, REBOOK_RULES, UNOCCUPIED
from db.rules.changes.late import is_late, minutes_left
from db.rules.changes.same_as_shown import (
    SAME_BOOKING,
    SAME_LENGTH,
    SAME_NAME,
    SAME_TIME,
    SAME_TYPE,
)
from db.rules.local_time import day_of, long_day_text, time_text
from db.rules.offer.time_rules import FREE, RULES
from db.rules.policy import Policy
from db.rules.rule import Rule, Told, Way
from db.rules.terms.terms import must_be_ticked, parse
from db.values import Instant, Role, Terms, Verdict

REASON_BOUND = 150
"""The most characters of a reason that is given on the web (GUIDES.md B4)."""

KEPT = "Det du har skrivit finns kvar."
"""Said with every fault: nothing that was typed is lost."""


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
_GOES_ON = {Way.CLINIC: f" {_ASK}", Way.TYPES: f" {_TYPES}"}
"""What the sentence of a time that cannot be booked ends with."""

STOPS_BOOKING: tuple[Rule[Any], ...] = (
    *RULES, UNOCCUPIED, SAME_TIME, SAME_LENGTH, SAME_TYPE, SAME_NAME, *MOVE_RULES,
)  # fmt: skip
STOPS_MOVING: tuple[Rule[Any], ...] = (SAME_BOOKING, *REBOOK_RULES[Role.CITIZEN])
_BOOKING = {rule.name: rule.told for rule in STOPS_BOOKING}
_MOVING = {rule.name: rule.told for rule in STOPS_MOVING}


def booking_fault(refusal: Verdict, scenery: Scenery) -> Fault:
    """The fault of a time that could not be booked, or not be moved to."""
    told = _BOOKING.get(refusal.rule, Told("Tiden {when} går inte att boka på 1177.", Way.CLINIC))
    if refusal.rule == FREE.name and scenery.own:
        told = Told("Du har redan bokat tiden {when}.", Way.BOOKINGS)
    text = told.booking + _GOES_ON.get(told.way, "")
    return Fault(refusal.code, _said(text, scenery), told.way)


def moving_fault(refusal: Verdict, scenery: Scenery) -> Fault:
    """The fault of a booking that cannot be moved, whatever the new time."""
    told = _MOVING.get(refusal.rule, Told())
    text = told.moving or "Tiden går inte att omboka på 1177. {ask}"
    return Fault(refusal.code, _said(text, scenery), Way.BOOKINGS)


def gone_fault(scenery: Scenery) -> Fault:
    """The fault of a time that was taken off the schedule."""
    return Fault(_GONE, _said(SAME_TIME.told.booking, scenery), Way.TIMES)


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
        ask="Kontakta mottagningen om du vill omboka.",
        when=when_text(scenery.start),
        day=long_day_text(day_of(scenery.start)),
        now=time_text(scenery.now),
    )
