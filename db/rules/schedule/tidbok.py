"""How a time stands in the tidbok: its state, its sign, and why 1177 does not show it.

What 1177 offers is what ``db.rules.offer.time_rules`` says. A page shows thousands of times, so the
rules that look at the unit and the type are asked once a type, and those that look at the time
are asked here, in the same order; a property test holds the two together.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from db.rules.local_time import SHORT_MONTHS
from db.rules.offer.clinic_rules import BOOK_ACTIVE, CONNECTED
from db.rules.offer.time_rules import (
    EARLIEST,
    FUTURE,
    MARKED,
    NOT_AGENT,
    NOT_BLOCKED,
    NOT_HIDDEN,
    PUBLISHED,
    RELEASED,
    RESOURCE_VALID,
    TimeCase,
)
from db.rules.rule import Rule, decide
from db.values import Day, Instant, Role


class TimeState(StrEnum):
    """What the tidbok shows of a place in it."""

    OFFERED = "offered"
    NOT_OFFERED = "not-offered"
    WEB = "web"
    CARE = "care"
    AGENT = "agent"
    CANCELLED = "cancelled"
    HIDDEN = "hidden"
    BLOCKED = "blocked"
    PASSED = "passed"
    EVENT = "event"


class StateSign(NamedTuple):
    """One line of the legend.

    Attributes:
        sign: one cell wide, so that no meaning rests on colour alone.
        label: the state in a few Swedish words.
        meaning: what it says to the one who reads it, a Swedish sentence.
    """

    state: TimeState
    sign: str
    label: str
    meaning: str


LEGEND: tuple[StateSign, ...] = (
    StateSign(TimeState.OFFERED, "●", "ledig, visas på 1177",
              "Tiden är ledig och invånare kan boka den på 1177 nu."),
    StateSign(TimeState.NOT_OFFERED, "○", "ledig, visas inte på 1177",
              "Tiden är ledig för personal. Varför? berättar vad som håller den borta från 1177."),
    StateSign(TimeState.WEB, "■", "bokad på webben",
              "Invånaren har bokat själv på 1177."),
    StateSign(TimeState.CARE, "□", "bokad av vården",
              "Personal på enheten har bokat."),
    StateSign(TimeState.AGENT, "◆", "bokad av ombud",
              "Ett ombud har bokat, till exempel 1177 på telefon."),
    StateSign(TimeState.CANCELLED, "✗", "avbokad",
              "Besöket är avbokat och står kvar överstruket; tiden under är ledig igen."),
    StateSign(TimeState.HIDDEN, "◇", "dold på 1177",
              "Tidstypen döljs för patienten, till exempel administrationstid."),
    StateSign(TimeState.BLOCKED, "▨", "spärrad av händelse",
              "En händelse spärrar tiden för bokning. Den kommer tillbaka om händelsen tas bort."),
    StateSign(TimeState.PASSED, "░", "passerad",
              "Tiden har börjat eller varit och kan inte bokas."),
    StateSign(TimeState.EVENT, "≡", "händelse",
              "Något annat i kalendern; spärrar den bokning syns det på tiderna under."),
)  # fmt: skip
"""Every state with its sign; R75 strikes a cancelled booking through, the rest is our choice."""

SIGNS: dict[TimeState, str] = {one.state: one.sign for one in LEGEND}
LABELS: dict[TimeState, str] = {one.state: one.label for one in LEGEND}

STRUCK = frozenset({TimeState.CANCELLED})
"""What is struck through (R75)."""

BOOKED = frozenset({TimeState.WEB, TimeState.CARE, TimeState.AGENT})

TYPE_RULES: tuple[Rule[TimeCase], ...] = (
    CONNECTED, BOOK_ACTIVE, PUBLISHED, NOT_HIDDEN, NOT_AGENT, MARKED,
)  # fmt: skip
"""The rules of an offer that look no further than the unit and the type, in their order.

The audience is not among them: the tidbok shows what 1177 offers one who belongs to it.
"""

_SHORT: dict[str, str] = {
    CONNECTED.name: "enheten är inte ansluten till 1177",
    BOOK_ACTIVE.name: "ärendetypen för att boka är inte aktiv",
    PUBLISHED.name: "1177 har inget namn på tidstypen",
    NOT_HIDDEN.name: "dold för patienten",
    NOT_AGENT.name: "ombudstid",
    MARKED.name: "inte bokningsbar på webben",
    FUTURE.name: "passerad",
    EARLIEST.name: "före tidigaste dag att boka",
    RELEASED.name: "från",
    RESOURCE_VALID.name: "resursen är inte giltig den dagen",
    NOT_BLOCKED.name: "spärrad av händelse",
}


class Shelf(NamedTuple):
    """What holds for all times of a clinic at one moment.

    Attributes:
        now: the book's time.
        earliest: the earliest local day that can be booked.
        today: the local day of ``now``.
        horizon_days: how far ahead times show when Bok.före is empty.
    """

    now: Instant
    today: Day
    earliest: Day
    horizon_days: int


def type_refusal(case: TimeCase) -> str:
    """The name of the first rule of unit and type that keeps its times off 1177; empty for none.

    Any time of the type will do; the time itself is not looked at.
    """
    refusals = decide(TYPE_RULES, case).refusals
    return refusals[0].rule if refusals else ""


def time_refusal(
    shelf: Shelf, start: Instant, day: Day, release_day: Day | None, *, valid: bool, blocked: bool
) -> str:
    """The name of the first rule of the time itself that keeps it off 1177; empty for none.

    ``release_day`` is the first local day it shows by its Bok.före, None with an empty box;
    ``valid``: its resource is that day; ``blocked``: a blocking event covers any of it.
    """
    if start <= shelf.now:
        return FUTURE.name
    if day < shelf.earliest:
        return EARLIEST.name
    if shelf.today < shown_from(shelf, day, release_day):
        return RELEASED.name
    if not valid:
        return RESOURCE_VALID.name
    return NOT_BLOCKED.name if blocked else ""


def shown_from(shelf: Shelf, day: Day, release_day: Day | None) -> Day:
    """The first local day a time shows: by its Bok.före, else by the horizon (R29-R31)."""
    return day - shelf.horizon_days if release_day is None else release_day


def short_text(rule: str, first_day: Day) -> str:
    """Why a time is not on 1177, by its refusing rule, in a few words; empty when it is.

    ``first_day`` is the first local day the time shows, told where it is not released.
    """
    said = _SHORT.get(rule, "")
    if rule != RELEASED.name:
        return said
    first = date.fromordinal(first_day)
    return f"{said} {first.day} {SHORT_MONTHS[first.month - 1]}"


def free_state(rule: str, *, passed: bool, blocked: bool, hidden: bool) -> TimeState:
    """The state of a time that nobody has, by the rule that keeps it off 1177; empty for none.

    ``blocked``: a blocking event covers any of it; ``hidden``: its type is, from the patient.
    """
    if not rule:
        return TimeState.OFFERED
    if passed:
        return TimeState.PASSED
    if blocked:
        return TimeState.BLOCKED
    return TimeState.HIDDEN if hidden else TimeState.NOT_OFFERED


def booked_state(by: Role) -> TimeState:
    """The state of a booked time, by who booked it."""
    if by is Role.CITIZEN:
        return TimeState.WEB
    return TimeState.AGENT if by is Role.AGENT else TimeState.CARE
