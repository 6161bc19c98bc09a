"""Checks on bookings, what was done to them, and who waits for one."""

from typing import Any, Final

from db.bookings.rows import SELECT, booking_value
from db.rules.local_time import instant_text
from db.training.checks.case import Case
from db.training.checks.values import DONE, Demand, Outcome, Subject
from db.training.checks.words import same_text
from db.values import Booking, BookingStatus, Patient, Role
from db.worlds.form import Key, choice, flag, moment, text

_WHO: Final = {"invanare": Role.CITIZEN, "personal": Role.STAFF, "ombud": Role.AGENT}
_STATUS: Final = {"bokad": BookingStatus.BOOKED, "avbokad": BookingStatus.CANCELLED}
_STATUS_TEXT: Final = {BookingStatus.BOOKED: "är bokad", BookingStatus.CANCELLED: "är avbokad"}
_BY_TEXT: Final = {
    Role.CITIZEN: "av invånaren på 1177", Role.AGENT: "av ombud",
}  # fmt: skip


def _booking(case: Case, demand: Demand) -> Outcome:
    """A booking of a patient that is as is told."""
    person = case.patient(demand["bokning"])
    if person is None:
        remark = f"Invånaren {demand['bokning']} finns inte i boken."
        return Outcome(False, "Tidbok", remark, "Lägg upp invånaren i boken.")
    sql = f"{SELECT} WHERE b.patient_id = ? AND b.clinic_id = ? ORDER BY b.id DESC"
    found = [booking_value(row) for row in case.reader.rows(sql, (person.id, case.clinic.id))]
    faults = [_fault(one, demand) for one in found]
    fits = "" in faults
    if not demand["finns"]:
        remark = f"{person.name} har kvar den bokningen."
        return Outcome(False, "Tidbok", remark) if fits else DONE
    if fits:
        return DONE
    if not found:
        return Outcome(False, "Tidbok", f"{person.name} har ingen bokning.", "Boka en tid.")
    return _nearest(person, found, faults, demand)


def _fault(one: Booking, demand: Demand) -> str:
    """What of a booking is not as is told; empty for nothing."""
    asked: tuple[tuple[str, Any, str], ...] = (
        ("status", one.status, _STATUS_TEXT[one.status]),
        ("start", one.start, f"är {instant_text(one.start)}"),
        ("resurs", one.resource_name, f"är hos {one.resource_name}"),
        ("tidstyp", one.type_name, f"har tidstypen {one.type_name}"),
        ("av", _role(one), f"är bokad {_BY_TEXT.get(_role(one), 'av vården')}"),
        ("kommentar", one.comment, f"har kommentaren ”{one.comment}”"),
        ("orsak", one.reason, f"har orsaken ”{one.reason}”"),
        ("tolk", one.interpreter, f"har tolken ”{one.interpreter}”"),
        ("remiss", one.referral, f"har remissen ”{one.referral}”"),
    )
    for key, has, told in asked:
        wanted = demand[key]
        asked_for = key in demand.given or key == "status"
        if not asked_for or has == wanted:
            continue
        if isinstance(has, str) and isinstance(wanted, str) and _holds(key, has, wanted):
            continue
        return told
    return ""


def _role(one: Booking) -> Role:
    """Who booked it, care as one."""
    return one.booked_by if one.booked_by in (Role.CITIZEN, Role.AGENT) else Role.STAFF


def _holds(key: str, has: str, wanted: str) -> bool:
    """Names are whole; a free text holds what is asked for among other words."""
    if key in ("resurs", "tidstyp", "status", "av"):
        return same_text(has, wanted)
    return same_text(has, wanted) or wanted.casefold() in has.casefold()


def _nearest(person: Patient, found: list[Booking], faults: list[str], demand: Demand) -> Outcome:
    """What differs of the booking that is most like it: at that time, else the latest."""
    there = [n for n, one in enumerate(found) if one.start == demand["start"]]
    which = there[0] if there else 0
    remark = f"Tiden för {person.name} {faults[which]}."
    if demand["start"] is not None and not there:
        remark = f"{person.name} har ingen bokning {instant_text(demand['start'])}."
        if found[0].status is BookingStatus.BOOKED:
            remark = remark[:-1] + f", men {instant_text(found[0].start)}."
    return Outcome(False, "Tidbok", remark)


_WAITS: Final = (
    "SELECT w.status, coalesce(t.name, ''), w.returned_at IS NOT NULL, w.text,"
    " coalesce(r.name, '') FROM waiting_list_entry w"
    " LEFT JOIN time_type t ON t.id = w.time_type_id LEFT JOIN resource r ON r.id = w.resource_id"
    " WHERE w.clinic_id = ? AND w.patient_id = ? ORDER BY w.id DESC"
)
_PLACES: Final = {"vantar": "waiting", "bokad": "booked", "borttagen": "removed"}
_PLACE_TEXT: Final = {
    "waiting": "väntar", "booked": "har fått en tid från väntelistan",
    "removed": "är borttagen ur väntelistan",
}  # fmt: skip


def _waits(case: Case, demand: Demand) -> Outcome:
    """A place on the väntelista."""
    person = case.patient(demand["vantar"])
    rows = [] if person is None else case.reader.rows(_WAITS, (case.clinic.id, person.id))
    name = demand["vantar"]
    if not rows:
        remark = f"{name} finns inte på väntelistan."
        return Outcome(False, "Väntelista", remark, f"Sätt upp {name} på väntelistan.")
    faults = [_wait_fault(row, demand) for row in rows]
    if "" in faults:
        return DONE
    return Outcome(False, "Väntelista", f"{name} {faults[0]}.")


def _wait_fault(row: tuple[Any, ...], demand: Demand) -> str:
    status, kind, returned, told, resource = row
    if status != demand["status"]:
        return _PLACE_TEXT[status]
    if demand["tidstyp"] and not same_text(kind, demand["tidstyp"]):
        return f"väntar på {kind or 'vilken tidstyp som helst'}"
    if demand["resurs"] and not same_text(resource, demand["resurs"]):
        return f"väntar på {resource or 'vilken resurs som helst'}"
    if demand["tillbaka"] is not None and bool(returned) != demand["tillbaka"]:
        return "har kommit tillbaka till väntelistan" if returned else "väntar sedan förut"
    if demand["text"] and demand["text"].casefold() not in told.casefold():
        return f"väntar med anteckningen ”{told}”"
    return ""


_SOME: Final = Key(text(), "")

SUBJECTS: Final = {
    "bokning": Subject(
        {
            "bokning": Key(text(empty=False)), "finns": Key(flag, True),
            "status": Key(choice(_STATUS), BookingStatus.BOOKED), "start": Key(moment, None),
            "resurs": _SOME, "tidstyp": _SOME, "av": Key(choice(_WHO), None),
            "kommentar": _SOME, "orsak": _SOME, "tolk": _SOME, "remiss": _SOME,
        },
        _booking,
    ),
    "vantar": Subject(
        {
            "vantar": Key(text(empty=False)), "status": Key(choice(_PLACES), "waiting"),
            "tidstyp": _SOME, "resurs": _SOME, "tillbaka": Key(flag, None), "text": _SOME,
        },
        _waits,
    ),
}  # fmt: skip
