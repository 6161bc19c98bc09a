"""What was done to visits, on the waiting list and in the log."""

from collections.abc import Iterator
from typing import Any, Final

from db.bookings.rows import SELECT, booking_value
from db.rules.local_time import instant_text
from db.training.checks.case import Case
from db.training.writing.values import Proposal, Told
from db.values import Booking, BookingStatus, Role

_BY: Final = {Role.CITIZEN: "invanare", Role.AGENT: "ombud"}
_BY_WORDS: Final = {
    "invanare": "som invånare på 1177", "ombud": "som ombud", "personal": "som personal",
}  # fmt: skip


def of_bookings(before: Case, after: Case) -> Iterator[Proposal]:
    """Visits that were booked, moved and cancelled."""
    had = {one.id: one for one in _bookings(before)}
    for one in _bookings(after):
        was = had.get(one.id)
        who = _name(after, one.patient)
        if was is None and one.status is BookingStatus.BOOKED:
            yield _booked(one, who)
        elif was is not None and was.status is not one.status:
            yield _cancelled(after, one, who)
        elif was is not None and (was.start, was.resource) != (one.start, one.resource):
            yield _moved(after, was, one, who)


def _bookings(case: Case) -> list[Booking]:
    sql = f"{SELECT} WHERE b.clinic_id = ? ORDER BY b.id"
    return [booking_value(row) for row in case.reader.each(sql, (case.clinic.id,))]


def _name(case: Case, patient: int) -> str:
    return str(case.reader.value("SELECT name FROM patient WHERE id = ?", (patient,)) or "")


def _last_role(case: Case, booking: int) -> str:
    """Who did the last act on a visit, in a file's word."""
    sql = "SELECT role FROM booking_change WHERE booking_id = ? ORDER BY id DESC LIMIT 1"
    role = case.reader.value(sql, (booking,))
    return _BY.get(Role(role), "personal") if role else "personal"


def _booked(one: Booking, who: str) -> Proposal:
    at, by = instant_text(one.start), _BY.get(one.booked_by, "personal")
    demand: Told = {"bokning": who, "start": at, "resurs": one.resource_name, "av": by}
    deed: Told = {"boka": who, "start": at, "resurs": one.resource_name, "av": by}
    text = f"Boka {who} {at} hos {one.resource_name}, {_BY_WORDS[by]}"
    if one.comment:
        demand["kommentar"] = deed["kommentar"] = one.comment
        text += f", med kommentaren ”{one.comment}”"
    return Proposal(f"{text}.", demand, deed)


def _cancelled(case: Case, one: Booking, who: str) -> Proposal:
    at, by = instant_text(one.start), _last_role(case, one.id)
    demand: Told = {"bokning": who, "status": "avbokad", "start": at}
    deed: Told = {"avboka": who, "start": at, "av": by}
    text = f"Avboka {who} {at}, {_BY_WORDS[by]}"
    if one.reason:
        demand["orsak"] = deed["orsak"] = one.reason
        text += f", med orsaken ”{one.reason}”"
    return Proposal(f"{text}.", demand, deed)


def _moved(case: Case, was: Booking, one: Booking, who: str) -> Proposal:
    old, at, by = instant_text(was.start), instant_text(one.start), _last_role(case, one.id)
    demand = {"bokning": who, "start": at, "resurs": one.resource_name}
    deed = {"omboka": who, "start": old, "till": at, "resurs": one.resource_name, "av": by}
    text = f"Omboka {who} från {old} till {at} hos {one.resource_name}, {_BY_WORDS[by]}."
    return Proposal(text, demand, deed)


_WAITS: Final = (
    "SELECT w.id, w.status, p.name, coalesce(t.name, ''), w.text, w.returned_at IS NOT NULL"
    " FROM waiting_list_entry w JOIN patient p ON p.id = w.patient_id"
    " LEFT JOIN time_type t ON t.id = w.time_type_id WHERE w.clinic_id = ? ORDER BY w.id"
)
_PLACES: Final = {"waiting": "vantar", "booked": "bokad", "removed": "borttagen"}


def of_waiting(before: Case, after: Case) -> Iterator[Proposal]:
    """Who came on the väntelista, and who left it."""
    had = {row[0]: row for row in before.reader.each(_WAITS, (before.clinic.id,))}
    for row in after.reader.rows(_WAITS, (after.clinic.id,)):
        key, status, who, kind, text, _ = row
        was = had.get(key)
        demand: Told = {"vantar": who, "status": _PLACES[status]}
        if was is None:
            deed: Told = {"vantar": who}
            words = f"Sätt upp {who} på väntelistan"
            if kind:
                demand["tidstyp"] = deed["tidstyp"] = kind
                words += f", tidstyp {kind}"
            if text:
                demand["text"] = deed["text"] = text
                words += f", med anteckningen ”{text}”"
            yield Proposal(f"{words}.", demand, deed)
        elif was[1] != status:
            yield Proposal(f"Se till att {who} {_PLACE_WORDS[status]}.", demand)


_PLACE_WORDS: Final = {
    "waiting": "väntar på väntelistan", "booked": "får en tid från väntelistan",
    "removed": "tas bort ur väntelistan",
}  # fmt: skip

_LOG: Final = (
    "SELECT r.id, r.act, r.patient, r.changed_at, r.decision, r.decision_reason,"
    " coalesce(f.name, '') FROM log_row r LEFT JOIN log_file f ON f.id = r.file_id"
    " WHERE r.clinic_id = ? AND r.decision <> '' ORDER BY r.id"
)
_ACTS: Final = {"booked": "bokad", "rebooked": "ombokad", "cancelled": "avbokad"}
_DECISIONS: Final = {"bill": "faktureras", "exempt": "undantas", "checked": "kontrollerad"}
_DECIDED: Final = {
    "bill": "ska faktureras", "exempt": "ska undantas", "checked": "är kontrollerad",
}  # fmt: skip


def of_log(before: Case, after: Case) -> Iterator[Proposal]:
    """What was decided in the log."""
    had = {(row[0], row[4], row[5]) for row in before.reader.each(_LOG, (before.clinic.id,))}
    for row in after.reader.rows(_LOG, (after.clinic.id,)):
        if (row[0], row[4], row[5]) not in had:
            yield _decided(row)


def _decided(row: tuple[Any, ...]) -> Proposal:
    _, act, who, changed, decision, reason, file = row
    common: Told = {"patient": who, "andrad": instant_text(changed)}
    if file:
        common["fil"] = file
    demand = {"logg": _ACTS[act], **common, "bedomning": _DECISIONS[decision]}
    deed = {"bedom": _ACTS[act], "som": _DECISIONS[decision], **common}
    where = f" i loggen {file}" if file else ""
    text = f"Bedöm raden {_ACTS[act]} för {who}, ändrad {instant_text(changed)}{where}: den"
    text += f" {_DECIDED[decision]}"
    if reason:
        demand["undantagsorsak"] = deed["undantagsorsak"] = reason
        text += f" för {reason}"
    return Proposal(f"{text}.", demand, deed)
