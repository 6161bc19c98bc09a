"""Booking, rebooking and cancelling: by the citizen, by care and by ombud.

Each is one immediate transaction: the booking, its slot, the change, the citizen's log row, the
inbox message and the notice are written together or not at all. The schema's unique index is the
judge of every race: the first commit wins the slot.

``seen`` and ``seen_time`` are what was shown; None on the command line only, where a time may be
told by whose it is and when it begins. ``confirmed``: care acts although the patient has another
time then. ``patient``: whose it is, where somebody was named; refused when it is another's.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from db import clock, fields
from db.acts.noting import note
from db.book import Book, Tx
from db.bookings import messages, record, waiting_list
from db.bookings.record import Entry, visit_of
from db.bookings.rows import load_booking, still_as_seen
from db.bookings.scene import Scene, change_case, demand, demand_free_patient, may_book, scene_of
from db.errors import NotAllowed, NotFound, NotOwn, Refused
from db.permissions import BOOKERS, CARE, require
from db.rules.acts import Kind, TimeTold, booking_text
from db.rules.changes.changes import MoveCase, may_cancel, may_move, may_rebook
from db.rules.changes.late import JUDGED
from db.rules.changes.same_as_shown import (
    NOTHING_DONE,
    SeenBooking,
    SeenThing,
    SeenTime,
    as_seen,
    gone_text,
    naming,
)
from db.rules.offer.time_rules import FREE
from db.rules.policy import HideScope
from db.schedule import removals, slot_stamp, slots
from db.setup import clinics, patients
from db.setup.access_log import watched
from db.values import (
    Act,
    Actor,
    Booking,
    BookingStatus,
    Decision,
    Instant,
    Late,
    Patient,
    Role,
    Slot,
)

COMMENT_BOUND = 500


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of a visit when it is booked.

    Attributes:
        comment: free text; shown with a phone line before it where there is a number (R55).
        referral: Remiss, as the log shows it.
        interpreter: Tolk; empty means none.
        hidden_in_1177: "Dölj i 1177"; care only, where the journal system has it (R69).
        waiting_entry: the waiting-list entry the patient is booked from; care only.
        staff_note: care's own note, which the patient never sees; care only.
        phone: where the patient can be reached about this visit; on the web the patient's own
            when empty.
    """

    comment: str = ""
    referral: str = ""
    interpreter: str = ""
    hidden_in_1177: bool = False
    waiting_entry: int | None = None
    staff_note: str = ""
    phone: str = ""


NO_DETAILS = Details()


class TimeAt(NamedTuple):
    """A time by its name, for where none was shown: whose it is, and when it begins."""

    resource: int
    start: Instant


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act led to.

    Attributes:
        booking: as it is afterwards.
        patient: whose it is.
        late: the 24-hour verdict; None where nobody judges the act.
        verdict: its sentence, or why there is none.
        reminders: what the one who acted must do now, in Swedish.
    """

    booking: Booking
    patient: Patient
    late: Late | None = None
    verdict: str = ""
    reminders: tuple[str, ...] = ()


@watched
def book_time(
    book: Book,
    actor: Actor,
    clinic: int,
    slot: int | TimeAt,
    details: Details = NO_DETAILS,
    *,
    seen: SeenTime | None,
    seen_entry: SeenThing | None = None,
    patient: int | None = None,
    confirmed: bool = False,
) -> Booking:
    """Book a free time: a citizen for themselves, care or an ombud for anyone.

    ``seen_entry`` is the waiting-list entry as it was shown, where ``details`` has one.

    Raises:
        NotAllowed: not this actor, or not for this patient.
        Invalid: a text too long.
        NotFound: no such time, patient or waiting patient.
        Refused: the time is not as it was shown, or a rule says no; carries every verdict.
        Conflict: the waiting-list entry is not as it was shown.
        NeedsConfirmation: the patient has another time then and care has not confirmed.
    """
    require(actor, BOOKERS, "boka tider")
    whom = _whom(actor, patient)
    told = _checked(details)
    if told.waiting_entry is not None:
        require(actor, CARE, "boka från väntelistan")
    if told.hidden_in_1177:
        require(actor, CARE, "dölja bokningar i 1177")
    if told.staff_note:
        require(actor, CARE, "skriva vårdens egen anteckning")
    with book.write() as tx:
        scene = _scene(tx, clinic, slot, seen, whom)
        if scene.clinic.id != clinic:
            raise Refused("other-clinic", "Tiden hör till en annan enhet.")
        if told.hidden_in_1177 and scene.policy.hide_scope is not HideScope.BOOKING:
            text = f"Dölj i 1177 för en bokning finns inte i {scene.policy.label}."
            raise Refused("hide-booking", text, source="[002] R69", field="hidden_in_1177")
        person = patients.load(tx, whom)
        demand(_as_seen(tx, actor, seen, scene, may_book(actor, scene)))
        demand_free_patient(tx, actor, person, scene.slot, None, confirmed)
        if told.waiting_entry is not None:
            waiting_list.take(tx, actor, clinic, told.waiting_entry, whom, seen_entry)
        if actor.role not in CARE:
            told = replace(told, phone=told.phone or person.phone)
        made = _insert(tx, actor, scene, person, told)
        entry = Entry(Act.BOOKED, actor, scene.seen.now, made, person, None, visit_of(made))
        _write_down(tx, scene, entry)
        return made


@watched
def rebook(
    book: Book,
    actor: Actor,
    booking: int,
    slot: int | TimeAt,
    *,
    seen: SeenBooking | None,
    seen_time: SeenTime | None,
    comment: str = "",
    confirmed: bool = False,
    patient: int | None = None,
) -> Changed:
    """Move a booking to another free time; its id stays.

    The patient's comment replaces the earlier free text (R55); without one the earlier stays.

    Raises:
        NotAllowed: not this actor.
        Invalid: a text too long.
        NotFound: no such booking (of the citizen's own, of the named patient's), no such time.
        Refused: booking or time is not as it was shown, or a rule says no; carries every verdict.
        NeedsConfirmation: the patient has another time then and care has not confirmed.
    """
    require(actor, BOOKERS, "omboka tider")
    words = fields.text(comment, "comment", "Kommentar", COMMENT_BOUND, lines=True)
    with book.write() as tx:
        before = _load_named(tx, actor, booking, patient)
        scene = _scene(tx, before.clinic, slot, seen_time, before.patient)
        if scene.clinic.id != before.clinic:
            raise Refused("other-clinic", "Tiden hör till en annan enhet.")
        person = patients.load(tx, before.patient)
        change = change_case(tx, actor.role, before, scene.clinic, scene.seen)
        move = may_move(MoveCase(before, scene.case), actor.role)
        same = still_as_seen(tx, seen, before)
        demand(Decision((*same, *may_rebook(change), *_as_seen(tx, actor, seen_time, scene, move))))
        demand_free_patient(tx, actor, person, scene.slot, before.id, confirmed)
        phone = before.phone  # a number given for the visit stays with it, whoever moves it
        if actor.role not in CARE and words:
            phone = phone or person.phone
        told = replace(before, comment=words or before.comment, phone=phone)
        after = _moved(tx, actor, scene, told)
        entry = Entry(
            Act.REBOOKED, actor, scene.seen.now, after, person, visit_of(before), visit_of(after)
        )
        return _write_down(tx, scene, entry)


@watched
def cancel(
    book: Book,
    actor: Actor,
    booking: int,
    *,
    seen: SeenBooking | None,
    reason: str = "",
    patient: int | None = None,
    waits_again: bool = False,
) -> Changed:
    """Cancel a booking; its time is free again at once (R36).

    A citizen who was booked from the waiting list is back on it (R49); with ``waits_again`` care
    lets the patient wait there again. The reason stands first in the patient's comment where that
    is shown (R53).

    Raises:
        NotAllowed: not this actor.
        Invalid: a text too long.
        NotFound: no such booking (of the citizen's own, of the named patient's).
        Refused: it is not as it was shown, or a rule says no; carries every verdict.
    """
    require(actor, BOOKERS, "avboka tider")
    if waits_again:
        require(actor, CARE, "sätta upp på väntelistan")
    why = fields.text(reason, "reason", "Orsak", COMMENT_BOUND, lines=True)
    with book.write() as tx:
        before = _load_named(tx, actor, booking, patient)
        assert before.slot is not None or before.status is BookingStatus.CANCELLED
        clinic = clinics.load(tx, before.clinic)
        moment = clock.state(tx)
        may = may_cancel(change_case(tx, actor.role, before, clinic, moment, why))
        demand(Decision((*still_as_seen(tx, seen, before), *may)))
        assert before.slot is not None  # an active booking has one (CHECK)
        scene = scene_of(tx, before.slot, before.patient)
        person = patients.load(tx, before.patient)
        after = replace(
            before,
            status=BookingStatus.CANCELLED,
            slot=None,
            reason=why,
            revision=before.revision + 1,
        )
        tx.run(
            "UPDATE booking SET status = 'cancelled', slot_id = NULL, reason = ?,"
            " revision = revision + 1, changed_by = ?, changed_at = ? WHERE id = ?",
            (why, actor.label, moment.now, before.id),
        )
        tx.run("UPDATE slot SET taken = 0 WHERE id = ?", (before.slot,))
        back = scene.policy.returns_to_waiting_list and actor.role is Role.CITIZEN
        if before.waiting_entry is not None and (back or waits_again):
            waiting_list.give_back(tx, actor, before.waiting_entry, moment.now)
        entry = Entry(Act.CANCELLED, actor, moment.now, after, person, visit_of(before), None, why)
        return _write_down(tx, scene, entry)


def find_slot(book: Book, clinic: int, resource: int, at: Instant) -> Slot:
    """The time a resource has at an instant.

    Raises:
        NotFound: it has none; the sentence names the times it has that day.
    """
    with book.read() as reader:
        return slots.at(reader, clinic, resource, at)


def _scene(tx: Tx, clinic: int, slot: int | TimeAt, seen: SeenTime | None, patient: int) -> Scene:
    """The scene of an act on a time, by its id or its name.

    Raises:
        NotFound: the time is gone, or the resource has none then; the sentence says which.
    """
    key = slots.at(tx, clinic, *slot).id if isinstance(slot, TimeAt) else slot
    try:
        return scene_of(tx, key, patient)
    except NotFound as error:
        if seen is None:
            raise
        raise NotFound(error.code, gone_text(seen, removals.of(tx, "slot", key))) from None


def _load_named(tx: Tx, actor: Actor, booking: int, patient: int | None) -> Booking:
    """The booking, which must be the named patient's, whoever asks; nothing is told of another's.

    Raises:
        NotFound: there is none, or it is another's.
    """
    found = load_booking(tx, actor, booking)
    if patient not in (None, found.patient):
        named = patients.load(tx, patient or 0)
        text = f"Bokning {booking} hör inte till {named.name}. {NOTHING_DONE}"
        raise NotFound("APPOINTMENT_DOES_NOT_EXIST", text, field="patient")
    return found


def _whom(actor: Actor, patient: int | None) -> int:
    if actor.role is Role.CITIZEN:
        told = NotAllowed("not-own", "En invånare bokar bara för sig själv.")
        if actor.patient is None:
            raise told
        if patient not in (None, actor.patient):
            raise NotOwn(told, owner=patient or 0, what="boka tid")
        return actor.patient
    if patient is None:
        raise NotAllowed("no-patient", "Välj vilken patient tiden är för.")
    return patient


def _checked(details: Details) -> Details:
    return Details(
        fields.text(details.comment, "comment", "Kommentar", COMMENT_BOUND, lines=True),
        fields.text(details.referral, "referral", "Remiss"),
        fields.text(details.interpreter, "interpreter", "Tolk"),
        details.hidden_in_1177,
        details.waiting_entry,
        fields.text(details.staff_note, "staff_note", "Anteckning", COMMENT_BOUND, lines=True),
        fields.phone(details.phone, "phone", "Telefonnummer"),
    )


def _as_seen(
    tx: Tx, actor: Actor, seen: SeenTime | None, scene: Scene, rules: Decision
) -> Decision:
    if seen is None:
        return rules
    now = slot_stamp.trace(tx, scene.slot.id)
    assert now is not None  # the scene is of it
    told = as_seen(seen, scene.case, rules, slot_stamp.who_changed(tx, now))
    if scene.slot.taken and actor.role in CARE:  # others are not told who has it
        told = naming(told, FREE.name, slot_stamp.who_booked(tx, scene.slot.id))
    return told


def _visit_at(scene: Scene) -> dict[str, Any]:
    """What a booking of the scene's time is, by its fields: when, with whom and for what."""
    slot = scene.slot
    return {
        "slot": slot.id,
        "resource": slot.resource,
        "resource_name": scene.case.resource.name,
        "time_type": slot.time_type,
        "type_name": scene.time_type.name,
        "start": slot.start,
        "length_min": slot.length_min,
    }


def _insert(tx: Tx, actor: Actor, scene: Scene, person: Patient, told: Details) -> Booking:
    slot = scene.slot
    words = told.comment, told.referral, told.interpreter
    made = tx.insert(
        "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
        " time_type_id, start, length_min, comment, referral, interpreter, hidden_in_1177,"
        " waiting_entry_id, changed_by, changed_at, staff_note, phone)"
        " VALUES (?, ?, ?, 'booked', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (slot.clinic, person.id, slot.id, actor.role.value, slot.resource, slot.time_type)
        + (slot.start, slot.length_min, *words, int(told.hidden_in_1177))
        + (told.waiting_entry, actor.label, scene.seen.now, told.staff_note, told.phone),
    )
    tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot.id,))
    return Booking(
        id=made,
        clinic=slot.clinic,
        patient=person.id,
        status=BookingStatus.BOOKED,
        booked_by=actor.role,
        comment=told.comment,
        referral=told.referral,
        interpreter=told.interpreter,
        hidden_in_1177=told.hidden_in_1177,
        waiting_entry=told.waiting_entry,
        phone=told.phone,
        **_visit_at(scene),
    )


def _moved(tx: Tx, actor: Actor, scene: Scene, told: Booking) -> Booking:
    slot = scene.slot
    tx.run("UPDATE slot SET taken = 0 WHERE id = ?", (told.slot,))
    tx.run(
        "UPDATE booking SET slot_id = ?, resource_id = ?, time_type_id = ?, start = ?,"
        " length_min = ?, comment = ?, phone = ?, revision = revision + 1, changed_by = ?,"
        " changed_at = ? WHERE id = ? AND status = 'booked'",
        (slot.id, slot.resource, slot.time_type, slot.start, slot.length_min, told.comment)
        + (told.phone, actor.label, scene.seen.now, told.id),
    )
    tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot.id,))
    return replace(told, revision=told.revision + 1, **_visit_at(scene))


def _write_down(tx: Tx, scene: Scene, entry: Entry) -> Changed:
    """Write the change, the log row, the message and the notices of one act, and the act."""
    clock.sweep(tx, scene.seen)
    late = record.write(tx, scene.policy, entry)
    visit = entry.booking
    told = TimeTold(visit.start, visit.resource_name, visit.type_name)
    before = None if entry.earlier is None else entry.earlier.start
    said = booking_text(entry.act, entry.actor.role, told, before)
    note(tx, entry.actor, visit.clinic, Kind(entry.act.value), said, entry.at)
    face = scene.case.face
    assert face is not None  # made of the book's own type
    per_booking = scene.policy.hide_scope is HideScope.BOOKING
    hidden = face.hidden or (per_booking and entry.booking.hidden_in_1177)
    by_care = entry.actor.role in CARE
    reminders = (messages.CONTACT_PATIENT,) if entry.act is Act.CANCELLED and by_care else ()
    if scene.clinic.connected and not hidden and not reminders:
        text = messages.body(
            entry.act, entry.booking, scene.clinic.name, face.shown_name, face.web_info
        )
        messages.tell(tx, entry.act, entry.booking, entry.patient, text, scene.seen.now)
    verdict = JUDGED.verdict(entry.actor.role).text if late is None else late.text
    return Changed(entry.booking, entry.patient, late, verdict, reminders)
