"""A row of Logg för webbtidbok, its sixteen columns and how its cells are written (R46-R48)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from db.rules.local_time import day_of, day_text, instant_text, span_text, time_text
from db.setup.patients import pnr_text
from db.values import ACT_LABELS, Act, Instant, Late, Minutes, ReviewDecision, Visit

WHITE: Final = ("Status", "Ändrad datum", "Remiss", "Pat. namn", "Pat. pnr", "Tolk")
"""What a change does not touch (R46)."""

RED: Final = (
    "Tidigare besöksdatum", "Tidigare starttid", "Tidigare tidstyp", "Tidigare resurs",
    "Tidigare pat. kommentar",
)  # fmt: skip
"""The visit before the change; empty for a new booking (R47)."""

GREEN: Final = (
    "Nytt besöksdatum", "Ny starttid", "Ny tidstyp", "Ny resurs", "Ny pat. kommentar",
)  # fmt: skip
"""The visit after the change; empty for a cancellation (R48)."""

T = TypeVar("T")
_NO_VISIT: Final = ("",) * 5

HEADINGS: Final = (*WHITE, *RED, *GREEN)

ADDED: Final = ("Kvar", "Sen", "Ska faktureras", "Bedömning")
"""What an export adds: time left, verdict, whether it is billed, and the reviewer's decision."""

UNSURE: Final = "Osäkert"
"""What stands under Sen where the log does not say which of two hours it was."""

DECISION_LABELS: Final[dict[ReviewDecision, str]] = {
    ReviewDecision.BILL: "Faktureras",
    ReviewDecision.EXEMPT: "Undantas",
    ReviewDecision.CHECKED: "Kontrollerad",
}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One row of the log.

    Attributes:
        seq: the row's number in the book; rows of one moment stand in its order.
        changed_at: Ändrad datum, a whole minute.
        pnr: twelve digits, masked for IT, empty where an imported log has none.
        earlier: the visit before, None for a new booking (R47). Imported ones have length 0.
        new: the visit after, None for a cancellation (R48).
        late: the 24-hour verdict; a new booking's counts to the new visit and is never late.
        chain: what the rows of one booking share within its log.
        decision: the reviewer's, None when there is none.
        billable: the reviewer's decision if there is one, else whether it is surely late.
        chain_note: which earlier rows of the chain are late and billable, in Swedish, or empty.
        booking: the booking's id, None for imported rows.
        decision_reason: what the reviewer gave as the reason; empty when none.
        decided_by: who decided, or took the decision back; empty when nobody has.
        decided_at: when, by the book's clock.
        exported_at: when the decision was exported for invoicing; None when it has not been.
        cancel_comment: the avbokningskommentar (R53); empty when none, and for imported rows.
    """

    seq: int
    act: Act
    changed_at: Instant
    referral: str
    patient: str
    pnr: str
    interpreter: str
    earlier: Visit | None
    new: Visit | None
    late: Late
    chain: int
    decision: ReviewDecision | None
    billable: bool
    chain_note: str
    booking: int | None
    decision_reason: str = ""
    decided_by: str = ""
    decided_at: Instant | None = None
    exported_at: Instant | None = None
    cancel_comment: str = ""

    @property
    def minutes_left(self) -> Minutes | None:
        """From the change to the earlier visit; None for a new booking."""
        return None if self.earlier is None else self.late.minutes_left

    @property
    def left_text(self) -> str:
        """The time left, ``19 h 02``; empty for a new booking; both where it may be one of two."""
        late = self.late
        if self.minutes_left is None:
            return ""
        if late.least_left is None or late.most_left is None:
            return span_text(self.minutes_left)
        return f"{span_text(late.least_left)} / {span_text(late.most_left)}"

    @property
    def late_text(self) -> str:
        """Ja, Nej or Osäkert; empty for a new booking."""
        if self.minutes_left is None:
            return ""
        return UNSURE if self.late.unsure else _yes(self.late.late)


def cells(entry: LogEntry) -> tuple[str, ...]:
    """The sixteen cells of a row, as the log writes them (GUIDES.md A3)."""
    return told(entry, instant_text, _day_of_visit, time_text)


def _day_of_visit(start: Instant) -> str:
    return day_text(day_of(start))


def told(
    entry: LogEntry,
    moment: Callable[[Instant], T],
    day: Callable[[Instant], T],
    clock: Callable[[Instant], T],
) -> tuple[str | T, ...]:
    """The sixteen cells of a row, its times told in a way of one's own.

    Args:
        entry: the row.
        moment: tells when it was changed.
        day: tells the day of a visit.
        clock: tells when that begins.
    """

    def of(visit: Visit | None) -> tuple[str | T, ...]:
        if visit is None:
            return _NO_VISIT
        at = visit.start
        return day(at), clock(at), visit.type_name, visit.resource_name, visit.comment

    return (
        ACT_LABELS[entry.act],
        moment(entry.changed_at),
        entry.referral,
        entry.patient,
        pnr_text(entry.pnr) if entry.pnr.isdigit() else entry.pnr,
        entry.interpreter,
        *of(entry.earlier),
        *of(entry.new),
    )


def added_cells(entry: LogEntry) -> tuple[str, ...]:
    """What an export adds to the sixteen: Kvar, Sen, Ska faktureras, Bedömning."""
    return (
        entry.left_text,
        entry.late_text,
        _yes(entry.billable),
        "" if entry.decision is None else DECISION_LABELS[entry.decision],
    )


def _yes(answer: bool) -> str:
    return "Ja" if answer else "Nej"
