"""Why 1177 shows no time where none is laid out, and what would stop one that was.

The rules of a time that do not look at its type or its Bok.före are asked of the empty place.
"""

from dataclasses import dataclass

from db.rules.local_time import clock_text, day_text, instants_at
from db.rules.offer.clinic_rules import AUDIENCE, BOOK_ACTIVE, CONNECTED
from db.rules.offer.time_rules import EARLIEST, FUTURE, NOT_BLOCKED, RESOURCE_VALID, TimeCase
from db.rules.rule import Answer, Rule, decide
from db.values import Day, Decision, Instant, Minutes


@dataclass(frozen=True, slots=True)
class PlaceCase:
    """An empty place.

    Attributes:
        day: the local day.
        minute: of the day.
        time: a free time of a minute, as it would be if it were laid out there.
    """

    day: Day
    minute: Minutes
    time: TimeCase


def _laid_out(case: PlaceCase) -> Answer:
    clock = clock_text(case.minute)
    if not instants_at(case.day, case.minute):
        return False, (
            f"Klockan {clock} finns inte {day_text(case.day)} (sommartiden börjar), så ingen tid"
            " kan läggas ut då."
        )
    return False, f"Ingen tid är utlagd {day_text(case.day)} kl. {clock}."


LAID_OUT: Rule[PlaceCase] = Rule("laid-out", "En tid ska vara utlagd.", "[000] R33", _laid_out)
TIME_RULES: tuple[Rule[TimeCase], ...] = (
    CONNECTED, BOOK_ACTIVE, AUDIENCE, FUTURE, EARLIEST, RESOURCE_VALID, NOT_BLOCKED,
)  # fmt: skip
"""What a time would be held to there whatever its type."""


def empty_place(case: PlaceCase) -> Decision:
    """Why nothing shows there, and all that would stop a time that was laid out."""
    return Decision((LAID_OUT.verdict(case), *decide(TIME_RULES, case.time)))


def nearest_start(day: Day, minute: Minutes, midnight: Instant) -> Instant:
    """When a place begins; a clock that is skipped that day as if it were not."""
    return next(iter(instants_at(day, minute)), midnight + minute * 60)


@dataclass(frozen=True, slots=True)
class EventCase:
    """A händelse and what lies under it.

    Attributes:
        blocking: "spärrande för bokning".
        free: how many free times.
        booked: how many visits.
    """

    text: str
    blocking: bool
    free: int
    booked: int


def _leaves_bookable(case: EventCase) -> Answer:
    if not case.blocking:
        return True, f"Händelsen ”{case.text}” spärrar inte: tiderna under den bokas som förut."
    said = f"Händelsen ”{case.text}” spärrar för bokning."
    if case.free:
        verb = "ledig tid" if case.free == 1 else "lediga tider"
        said += f" {case.free} {verb} under den visas inte på 1177."
    if case.booked:
        verb = "bokad tid" if case.booked == 1 else "bokade tider"
        said += f" {case.booked} {verb} står kvar."
    return False, said


EVENT_OPEN: Rule[EventCase] = Rule(
    "event-open", "Händelsen ska inte spärra för bokning.", "[000] R38", _leaves_bookable
)
