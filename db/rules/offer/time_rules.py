"""Is this time offered to this citizen on 1177, and why (not)? Thirteen rules in a fixed order.

The same rules decide a citizen's booking, on the type as the book has it now; the offer asks
them of the type as 1177 was last told (GUIDES.md A7: a booking is checked against the book).
"""

from dataclasses import dataclass

from db.rules.local_time import (
    clock_text,
    day_text,
    instant_text,
    midnight,
    minute_of_day,
    near_instant_text,
)
from db.rules.names.agent_types import is_agent_type
from db.rules.offer.clinic_rules import AGENTS, AUDIENCE, BOOK_ACTIVE, CONNECTED, Gate
from db.rules.offer.release_days import visible_from
from db.rules.policy import Mark, Policy
from db.rules.rule import Answer, Rule, Told, Way, decide
from db.values import Day, Decision, Instant, Resource, Slot, WebFace


@dataclass(frozen=True, slots=True)
class TimeCase:
    """All that decides whether one time is offered to one citizen.

    Attributes:
        gate: the unit of the time, its ärendetyp for booking, and the citizen.
        face: the type as 1177 knows it (or as the book has it), None when never published.
        blocked_by: the text of the event that blocks it.
        staff_bookable: Bokningsbar AsynjaVisph of the type; asked of staff only.
    """

    gate: Gate
    face: WebFace | None
    slot: Slot
    resource: Resource
    blocked_by: str
    policy: Policy
    now: Instant
    today: Day
    staff_bookable: bool = True


def _published(case: TimeCase) -> Answer:
    if case.face is None or not case.face.name:
        return False, "1177 känner inte till tidstypen (den är inte publicerad)."
    if not case.face.web_name:
        return False, f"{case.face.name} saknar Namn för webbtidbok, så 1177 har inget att visa."
    return True, f"{case.face.name} heter ”{case.face.web_name}” på 1177."


def _not_hidden(case: TimeCase) -> Answer:
    if case.face is not None and case.face.hidden:
        return False, case.policy.hidden_text(case.face.name)
    return True, "Dölj bokning för patient är inte markerad."


def _not_agent(case: TimeCase) -> Answer:
    if case.face is not None and is_agent_type(case.face.name):
        return False, f"{case.face.name} är en ombudstid och erbjuds inte invånare."
    return True, "Tidstypen är ingen ombudstid."


_MARKS = {
    Mark.TICK: ("Bokningsbar webb är markerad.", "Bokningsbar webb är inte markerad."),
    Mark.SUFFIX: ("Tidstypen slutar på 1177.", "Tidstypen slutar inte på 1177."),
    Mark.LEVEL: ("Tiden har 1177-nivå 4.", "Tiden har inte 1177-nivå 4."),
}


def _marked(case: TimeCase) -> Answer:
    yes, no = _MARKS[case.policy.mark]
    if case.face is None:
        return False, no
    if case.face.hidden and not case.face.offered:
        return False, "Tidstypen döljs för patienten och är därför inte bokningsbar på webben."
    return case.face.offered, yes if case.face.offered else no


def _future(case: TimeCase) -> Answer:
    passed = case.slot.start > case.now
    when, now = instant_text(case.slot.start), instant_text(case.now)
    return passed, f"Tiden {when} {'har inte börjat' if passed else 'är passerad'} (nu {now})."


def _earliest(case: TimeCase) -> Answer:
    first = case.today + case.policy.earliest_days
    passed = case.slot.day >= first
    start = "i dag" if case.policy.earliest_days == 0 else day_text(first)
    return passed, f"Tidigaste dag att boka är {start}{'' if passed else ', och tiden är före'}."


def _released(case: TimeCase) -> Answer:
    slot = case.slot
    shown = visible_from(slot.day, slot.release, case.policy.horizon_days)
    passed = case.today >= shown
    since = near_instant_text(midnight(shown), case.now)
    shows = f"syns {'sedan' if passed else 'från'} {since}"
    if slot.release is None:
        why = f"Bok.före tomt: {shows}, {case.policy.horizon_days} dagar före"
    else:
        why = f"Bok.före {slot.release}: {shows}"
    return passed, f"{why}; nu är {near_instant_text(case.now, case.now)}."


def _resource_valid(case: TimeCase) -> Answer:
    resource = case.resource
    if resource.valid_on(case.slot.day):
        return True, f"{resource.name} är giltig den dagen."
    since = "" if resource.valid_from is None else f" från {day_text(resource.valid_from)}"
    until = "" if resource.valid_to is None else f" till {day_text(resource.valid_to)}"
    return False, f"{resource.name} är giltig{since}{until}, inte {day_text(case.slot.day)}."


def _not_blocked(case: TimeCase) -> Answer:
    if not case.slot.blocked:
        return True, "Ingen händelse spärrar tiden."
    return False, f"Händelsen ”{case.blocked_by}” spärrar tiden för bokning."


def _staff_bookable(case: TimeCase) -> Answer:
    if case.staff_bookable:
        return True, "Bokningsbar AsynjaVisph är markerad."
    return False, "Bokningsbar AsynjaVisph är inte markerad, så personal kan inte boka tidstypen."


def _free(case: TimeCase) -> Answer:
    clock = clock_text(minute_of_day(case.slot.start))
    if case.slot.taken:
        return False, f"Tiden {clock} är redan bokad."
    return True, f"Tiden {clock} är ledig."


PUBLISHED: Rule[TimeCase] = Rule(
    "published", "1177 ska ha fått tidstypen med ett namn.", "[000] R9, R12, R58", _published,
    told=Told("”{name}” finns inte längre på 1177.", Way.TYPES),
)  # fmt: skip
NOT_HIDDEN: Rule[TimeCase] = Rule(
    "not-hidden", "Tidstypen ska inte döljas för patienten.", "[000] R20-R21, [002] R70",
    _not_hidden, told=Told("”{name}” visas inte längre på 1177.", Way.TYPES),
)  # fmt: skip
NOT_AGENT: Rule[TimeCase] = Rule(
    "not-agent-type", "Ombudstider erbjuds inte invånare.", "[000] R4, R7", _not_agent,
    told=Told("”{name}” bokas inte på 1177.", Way.TYPES),
)  # fmt: skip
MARKED: Rule[TimeCase] = Rule(
    "web-bookable", "Tiden ska vara bokningsbar på webben.", "[000] R14, [002] R67, [001] R82",
    _marked, told=Told("”{name}” går inte längre att boka på 1177.", Way.TYPES),
)  # fmt: skip
FUTURE: Rule[TimeCase] = Rule(
    "in-future", "Tiden ska inte ha börjat.", "crm:scheduling 1.1", _future,
    "REQUESTED_TIME_HAS_ALREADY_PASSED",
    Told("Klockan är {now}. Tiden {when} har redan börjat."),
)  # fmt: skip
EARLIEST: Rule[TimeCase] = Rule(
    "earliest-day", "Tiden ska inte ligga före tidigaste dag.", "[001] R71, R81", _earliest,
    "TOO_LATE_TO_MAKE_APPOINTMENT",
    Told("Tiden {when} är för nära i tiden för att bokas på 1177."),
)  # fmt: skip
RELEASED: Rule[TimeCase] = Rule(
    "released", "Tiden ska vara släppt enligt Bok.före eller horisonten.",
    "[000] R29-R31, [002] R66", _released, "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE",
    Told("Tiden {when} går inte att boka på 1177 ännu."),
)  # fmt: skip
RESOURCE_VALID: Rule[TimeCase] = Rule(
    "resource-valid", "Resursen ska vara giltig den dagen.", "[000] A3 Giltighet", _resource_valid,
    "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE", Told("{resource} tar inte längre emot {day}."),
)  # fmt: skip
NOT_BLOCKED: Rule[TimeCase] = Rule(
    "not-blocked", "Ingen händelse ska spärra tiden.", "[000] R38", _not_blocked,
    "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE",
    Told("Mottagningen har fått förhinder. Tiden {when} går inte längre att boka."),
)  # fmt: skip
FREE: Rule[TimeCase] = Rule(
    "free", "Tiden ska vara ledig.", "[000] R37", _free, "REQUESTED_TIME_IS_ALREADY_RESERVED",
    Told("Tiden {when} är redan bokad. Någon annan hann före dig."),
)  # fmt: skip
STAFF_BOOKABLE: Rule[TimeCase] = Rule(
    "staff-bookable", "Tidstypen ska vara bokningsbar i AsynjaVisph.", "[000] A3", _staff_bookable
)

RULES: tuple[Rule[TimeCase], ...] = (
    CONNECTED, BOOK_ACTIVE, AUDIENCE, PUBLISHED, NOT_HIDDEN, NOT_AGENT, MARKED, FUTURE, EARLIEST,
    RELEASED, RESOURCE_VALID, NOT_BLOCKED, FREE,
)  # fmt: skip

AGENT_RULES: tuple[Rule[TimeCase], ...] = (
    AGENTS, CONNECTED, PUBLISHED, NOT_HIDDEN, MARKED, FUTURE, EARLIEST, RELEASED, RESOURCE_VALID,
    NOT_BLOCKED, FREE,
)  # fmt: skip
"""What an ombud's booking is held to: every type with the tick, ombud types too (R7, R14)."""

STAFF_RULES: tuple[Rule[TimeCase], ...] = (
    STAFF_BOOKABLE, FUTURE, RESOURCE_VALID, NOT_BLOCKED, FREE,
)  # fmt: skip
"""What a booking by care is held to; 1177's settings do not bind staff."""

TARGET_RULES: tuple[Rule[TimeCase], ...] = (
    FUTURE, EARLIEST, RELEASED, RESOURCE_VALID, NOT_BLOCKED, FREE,
)  # fmt: skip
"""What the new time of a citizen's rebooking is held to; it obeys Bok.före (GUIDES.md A7)."""


def visibility(case: TimeCase) -> Decision:
    """Every rule's verdict on whether the time is offered to the citizen now."""
    return decide(RULES, case)
