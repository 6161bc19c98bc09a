"""Is this booked time shown to its patient on 1177, and why (not)? Rules R21, R61, R98-R101."""

from dataclasses import dataclass

from db.rules.local_time import instant_text
from db.rules.offer.clinic_rules import CHANGE_ACTIVE, CONNECTED, Gate
from db.rules.policy import HideScope, Policy
from db.rules.rule import Answer, Rule, decide
from db.values import Booking, BookingStatus, Decision, Instant, WebFace


@dataclass(frozen=True, slots=True)
class ShownCase:
    """All that decides whether a booking shows.

    Attributes:
        gate: the unit and its ärendetyp for seeing and changing; that asks for no audience.
        face: the type as 1177 knows it; the book's own when it was never published.
    """

    gate: Gate
    face: WebFace
    booking: Booking
    policy: Policy
    now: Instant


def _active(case: ShownCase) -> Answer:
    if case.booking.status is BookingStatus.BOOKED:
        return True, "Besöket är bokat."
    return False, "Besöket är avbokat."


def _type_shown(case: ShownCase) -> Answer:
    if case.face.hidden:
        return False, case.policy.hidden_text(case.face.name)
    return True, f"Bokningar av {case.face.name} döljs inte för patienten."


def _booking_shown(case: ShownCase) -> Answer:
    if case.policy.hide_scope is HideScope.BOOKING and case.booking.hidden_in_1177:
        return False, "Dölj i 1177 är markerat för bokningen."
    return True, "Bokningen är inte dold i 1177."


def _future(case: ShownCase) -> Answer:
    passed = case.booking.start > case.now
    when = instant_text(case.booking.start)
    return passed, f"Besöket {when} {'har inte börjat' if passed else 'är passerat'}."


RULES: tuple[Rule[ShownCase], ...] = (
    Rule("booking-active", "Besöket ska vara bokat.", "crm:scheduling 1.1", _active,
         "APPOINTMENT_IS_ALREADY_CANCELED"),
    CONNECTED,
    CHANGE_ACTIVE,
    Rule("type-shown", "Tidstypen ska inte vara dold för patienten.", "[000] R21, [002] R70",
         _type_shown),
    Rule("booking-shown", "Bokningen ska inte vara dold i 1177.", "[002] R69", _booking_shown),
    Rule("in-future", "Besöket ska inte ha börjat.", "1177", _future),
)  # fmt: skip


def shown(case: ShownCase) -> Decision:
    """Every rule's verdict on whether the booked time is shown to its patient now."""
    return decide(RULES, case)
