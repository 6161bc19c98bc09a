"""Is this time still what was shown to the one who chose it?

Between showing and pressing Boka a time can be moved, given another type or taken away and its id
used anew, and a type can be renamed. A citizen never books another thing than was shown.
"""

from dataclasses import dataclass
from typing import NamedTuple

from db.rules.rule import Answer, Rule
from db.values import Decision, Instant, Slot, WebFace


class Seen(NamedTuple):
    """A time as it was shown to the citizen who chose it.

    Attributes:
        resource: the resource's id.
        time_type: the type's id.
        web_name: the name 1177 showed; empty where it does not matter.
    """

    start: Instant
    resource: int
    time_type: int
    web_name: str = ""


@dataclass(frozen=True, slots=True)
class SeenCase:
    """What was shown, and what it is now."""

    seen: Seen
    slot: Slot
    face: WebFace


def _same_time(case: SeenCase) -> Answer:
    moved = (case.slot.start, case.slot.resource) != (case.seen.start, case.seen.resource)
    return not moved, "Tiden är flyttad." if moved else "Tiden är den som visades."


def _same_type(case: SeenCase) -> Answer:
    other = case.slot.time_type != case.seen.time_type
    # Two types may go under one name, and the citizen chose the name.
    if other and case.face.web_name != case.seen.web_name:
        return False, f"Tiden är nu till för ”{case.face.shown_name}”."
    return True, "Tiden är av den typ som visades."


def _same_name(case: SeenCase) -> Answer:
    if case.seen.web_name in ("", case.face.web_name):
        return True, "Tidstypen heter som när den visades."
    return False, f"Tidstypen heter nu ”{case.face.shown_name}”."


_GONE = "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE"
SAME_TIME: Rule[SeenCase] = Rule(
    "same-time", "Tiden ska vara den som visades.", "vårt val", _same_time, _GONE
)
SAME_TYPE: Rule[SeenCase] = Rule(
    "same-type-shown", "Tiden ska vara av den typ som visades.", "vårt val", _same_type, _GONE
)
SAME_NAME: Rule[SeenCase] = Rule(
    "same-name", "Tidstypen ska heta som när den visades.", "[000] R9, R12", _same_name
)


def as_seen(seen: Seen | None, slot: Slot, face: WebFace, rules: Decision) -> Decision:
    """The rules' verdicts on a time together with whether it still is what was shown.

    Another time than the one shown is refused before anything else is said of it, and another
    name only when all the rest is in order.
    """
    if seen is None:
        return rules
    case = SeenCase(seen, slot, face)
    before = (SAME_TIME.verdict(case), SAME_TYPE.verdict(case))
    return Decision((*before, *rules, SAME_NAME.verdict(case)))
