"""A row of Logg för webbtidbok, its sixteen columns and how its cells are written (R46-R48).

What was shown of a row goes with each act on it, so that the act hits that row as it was shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

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


class Review(NamedTuple):
    """What stands decided of a row.

    Attributes:
        decision: None when there is none; then ``by`` and ``at`` tell who took it back, if anyone.
        by: who decided.
        at: when, by the book's clock.
        exported_at: when it was exported for invoicing; None when it has not been.
    """

    decision: ReviewDecision | None = None
    reason: str = ""
    by: str = ""
    at: Instant | None = None
    exported_at: Instant | None = None

    @property
    def text(self) -> str:
        """In Swedish with its reason, who, when, and when it was exported; empty for none."""
        if self.decision is None:
            return ""
        why = f" ({self.reason})" if self.reason else ""
        who = f", bedömt av {self.by}" if self.by else ""
        when = "" if self.at is None else f" {instant_text(self.at)}"
        sent = "" if self.exported_at is None else f" Exporterad {instant_text(self.exported_at)}."
        return f"{DECISION_LABELS[self.decision]}{why}{who}{when}.{sent}"


class Which(NamedTuple):
    """What tells a row from another that might have its number: never changed once written.

    Attributes:
        at: Ändrad datum, a whole minute.
        old_start: the start of the visit before, None for a new booking.
        new_start: the start of the visit after, None for a cancellation.
    """

    act: Act
    at: Instant
    old_start: Instant | None
    new_start: Instant | None


class Seen(NamedTuple):
    """A row as it was shown: its number in the book, which row it is, what stood decided of it."""

    seq: int
    which: Which
    review: Review


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
        review: what a reviewer has decided of it.
        billable: the reviewer's decision if there is one, else whether it is surely late.
        chain_note: which earlier rows of the chain are late and billable, in Swedish, or empty.
        booking: the booking's id, None for imported rows.
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
    review: Review
    billable: bool
    chain_note: str
    booking: int | None
    cancel_comment: str = ""

    @property
    def decision(self) -> ReviewDecision | None:
        """The reviewer's, None when there is none."""
        return self.review.decision

    @property
    def number(self) -> str:
        """The personal number as the log shows it."""
        return pnr_text(self.pnr) if self.pnr.isdigit() else self.pnr

    @property
    def asides(self) -> tuple[str, ...]:
        """Remiss and Tolk in words, where there are any."""
        referral = (f"Remiss: {self.referral}",) if self.referral else ()
        needed = self.interpreter not in ("", "Nej")
        return (*referral, f"Tolk: {self.interpreter}") if needed else referral

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


def seen_of(entry: LogEntry) -> Seen:
    """What an entry of the log shows of its row."""
    starts = (None if visit is None else visit.start for visit in (entry.earlier, entry.new))
    return Seen(entry.seq, Which(entry.act, entry.changed_at, *starts), entry.review)


def cells(entry: LogEntry) -> tuple[str, ...]:
    """The sixteen cells of a row, as the log writes them (GUIDES.md A3)."""
    return told(entry, instant_text, lambda start: day_text(day_of(start)), time_text)


def told(
    entry: LogEntry,
    moment: Callable[[Instant], T],
    day: Callable[[Instant], T],
    clock: Callable[[Instant], T],
) -> tuple[str | T, ...]:
    """The sixteen cells of a row, its times told in a way of one's own.

    ``moment`` tells when it was changed, ``day`` the day of a visit and ``clock`` when that begins.
    """

    def of(visit: Visit | None) -> tuple[str | T, ...]:
        if visit is None:
            return ("",) * 5
        at = visit.start
        return day(at), clock(at), visit.type_name, visit.resource_name, visit.comment

    return (
        ACT_LABELS[entry.act],
        moment(entry.changed_at),
        entry.referral,
        entry.patient,
        entry.number,
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
