"""Booking, rebooking and cancelling: by the citizen, by care and by ombud.

Each is one immediate transaction: the booking, its slot, the change, the citizen's log row, the
inbox message and the notice are written together or not at all. The schema's unique index is the
judge of every race: the first commit wins the slot.
"""

from dataclasses import dataclass, replace

from db import change_log, clinics, clock, fields, messages, patients, slots, waiting_list
from db.access_log import watched
from db.book import Book, Tx
from db.booking_case import Scene, change_case, demand, demand_free_patient, may_book, scene_of
from db.booking_rows import load_booking
from db.change_log import Entry, visit_of
from db.errors import NotAllowed, NotOwn, Refused
from db.permissions import BOOKERS, CARE, require
from db.rules.as_seen import Seen, as_seen
from db.rules.changes import MoveCase, may_cancel, may_move, may_rebook
from db.rules.comments import cancelled_comment, web_comment
from db.rules.policy import HideScope
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
PHONE_BOUND = 40


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of a visit when it is booked.

    Attributes:
        comment: free text; on the web a phone line is put before it (R55).
        referral: Remiss, as the log shows it.
        interpreter: Tolk; empty means none.
        hidden_in_1177: "Dölj i 1177"; care only, where the journal system has it (R69).
        waiting_entry: the waiting-list entry the patient is booked from; care only.
        staff_note: care's own note, which the patient never sees; care only.
        phone: where the patient can be reached about this visit; the patient's own when empty.
    """

    comment: str = ""
    referral: str = ""
    interpreter: str = ""
    hidden_in_1177: bool = False
    waiting_entry: int | None = None
    staff_note: str = ""
    phone: str = ""


NO_DETAILS = Details()


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act led to.

    Attributes:
        booking: as it is afterwards.
        late: the 24-hour verdict; None for a new booking.
        reminders: what the one who acted must do now, in Swedish.
    """

    booking: Booking
    late: Late | None = None
    reminders: tuple[str, ...] = ()


@watched
def book_time(
    book: Book,
    actor: Actor,
    clinic: int,
    slot: int,
    details: Details = NO_DETAILS,
    *,
    patient: int | None = None,
    confirmed: bool = False,
    seen: Seen | None = None,
) -> Booking:
    """Book a free time for a patient.

    Args:
        book: the book.
        actor: a citizen for themselves, care or an ombud for anyone.
        clinic: the clinic's id.
        slot: the time's id.
        details: what is told of the visit.
        patient: whom it is for; a citizen's own when None.
        confirmed: care books although the patient has another time then.
        seen: the time as it was shown to the one who chose it; refused when it is another now.

    Raises:
        NotAllowed: not this actor, or not for this patient.
        Invalid: a text too long.
        NotFound: no such time, patient or waiting patient.
        Refused: a rule says no; carries every verdict.
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
        scene = scene_of(tx, slot, whom)
        if scene.clinic.id != clinic:
            raise Refused("other-clinic", "Tiden hör till en annan enhet.")
        if told.hidden_in_1177 and scene.policy.hide_scope is not HideScope.BOOKING:
            text = f"Dölj i 1177 för en bokning finns inte i {scene.policy.label}."
            raise Refused("hide-booking", text, source="[002] R69", field="hidden_in_1177")
        person = patients.load(tx, whom)
        demand(_as_seen(seen, scene, may_book(actor, scene)))
        demand_free_patient(tx, actor, person, scene.slot, None, confirmed)
        if told.waiting_entry is not None:
            waiting_list.take(tx, clinic, told.waiting_entry, whom)
        if actor.role not in CARE:
            told = replace(told, comment=web_comment(told.phone or person.phone, told.comment))
        made = _insert(tx, actor, scene, person, told)
        entry = Entry(Act.BOOKED, actor, scene.seen.now, made, person, None, visit_of(made))
        _write_down(tx, scene, entry)
        return made


@watched
def rebook(
    book: Book,
    actor: Actor,
    booking: int,
    slot: int,
    *,
    comment: str = "",
    confirmed: bool = False,
    seen: Seen | None = None,
) -> Changed:
    """Move a booking to another free time; its id stays.

    On the web the comment replaces the earlier free text (R55); without one the earlier stays.
    ``seen`` is the new time as it was shown; refused when it is another now.

    Raises:
        NotAllowed: not this actor.
        Invalid: a text too long.
        NotFound: no such booking (of the citizen's own), no such time.
        Refused: a rule says no; carries every verdict.
        NeedsConfirmation: the patient has another time then and care has not confirmed.
    """
    require(actor, BOOKERS, "omboka tider")
    words = fields.text(comment, "comment", "Kommentar", COMMENT_BOUND, lines=True)
    with book.write() as tx:
        before = load_booking(tx, actor, booking)
        scene = scene_of(tx, slot, before.patient)
        if scene.clinic.id != before.clinic:
            raise Refused("other-clinic", "Tiden hör till en annan enhet.")
        person = patients.load(tx, before.patient)
        change = change_case(tx, actor.role, before, scene.clinic, scene.seen)
        move = may_move(MoveCase(before, scene.case), actor.role)
        demand(Decision((*may_rebook(change), *_as_seen(seen, scene, move))))
        demand_free_patient(tx, actor, person, scene.slot, before.id, confirmed)
        if actor.role not in CARE and words:
            words = web_comment(person.phone, words)
        after = _moved(tx, actor, scene, before, words or before.comment)
        entry = Entry(
            Act.REBOOKED, actor, scene.seen.now, after, person, visit_of(before), visit_of(after)
        )
        return _write_down(tx, scene, entry)


@watched
def cancel(book: Book, actor: Actor, booking: int, *, reason: str = "") -> Changed:
    """Cancel a booking; its time is free again at once (R36).

    A citizen who was booked from the waiting list is back on it (R49). The reason stands first
    in the patient's comment (R53).

    Raises:
        NotAllowed: not this actor.
        Invalid: a text too long.
        NotFound: no such booking (of the citizen's own).
        Refused: a rule says no; carries every verdict.
    """
    require(actor, BOOKERS, "avboka tider")
    why = fields.text(reason, "reason", "Orsak", COMMENT_BOUND, lines=True)
    with book.write() as tx:
        before = load_booking(tx, actor, booking)
        assert before.slot is not None or before.status is BookingStatus.CANCELLED
        clinic = clinics.load(tx, before.clinic)
        seen = clock.state(tx)
        demand(may_cancel(change_case(tx, actor.role, before, clinic, seen, why)))
        assert before.slot is not None  # an active booking has one (CHECK)
        scene = scene_of(tx, before.slot, before.patient)
        person = patients.load(tx, before.patient)
        after = replace(
            before,
            status=BookingStatus.CANCELLED,
            slot=None,
            comment=cancelled_comment(why, before.comment),
            revision=before.revision + 1,
        )
        tx.run(
            "UPDATE booking SET status = 'cancelled', slot_id = NULL, comment = ?,"
            " revision = revision + 1, changed_by = ?, changed_at = ? WHERE id = ?",
            (after.comment, actor.label, seen.now, before.id),
        )
        tx.run("UPDATE slot SET taken = 0 WHERE id = ?", (before.slot,))
        back = scene.policy.returns_to_waiting_list and actor.role is Role.CITIZEN
        if before.waiting_entry is not None and back:
            waiting_list.give_back(tx, before.waiting_entry, seen.now)
        entry = Entry(Act.CANCELLED, actor, seen.now, after, person, visit_of(before), None, why)
        return _write_down(tx, scene, entry)


def find_slot(book: Book, clinic: int, resource: int, at: Instant) -> Slot:
    """The time a resource has at an instant.

    Raises:
        NotFound: it has none; the sentence names the times it has that day.
    """
    with book.read() as reader:
        return slots.at(reader, clinic, resource, at)


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
        fields.text(details.phone, "phone", "Telefonnummer", PHONE_BOUND),
    )


def _as_seen(seen: Seen | None, scene: Scene, rules: Decision) -> Decision:
    face = scene.case.face
    assert face is not None  # made of the book's own type
    return as_seen(seen, scene.slot, face, rules)


def _insert(tx: Tx, actor: Actor, scene: Scene, person: Patient, told: Details) -> Booking:
    slot = scene.slot
    made = tx.insert(
        "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
        " time_type_id, start, length_min, comment, referral, interpreter, hidden_in_1177,"
        " waiting_entry_id, changed_by, changed_at, staff_note)"
        " VALUES (?, ?, ?, 'booked', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (slot.clinic, person.id, slot.id, actor.role.value, slot.resource, slot.time_type)
        + (slot.start, slot.length_min, told.comment, told.referral, told.interpreter)
        + (
            int(told.hidden_in_1177),
            told.waiting_entry,
            actor.label,
            scene.seen.now,
            told.staff_note,
        ),
    )
    tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot.id,))
    return Booking(
        id=made,
        clinic=slot.clinic,
        patient=person.id,
        slot=slot.id,
        status=BookingStatus.BOOKED,
        booked_by=actor.role,
        resource=slot.resource,
        resource_name=scene.case.resource.name,
        time_type=slot.time_type,
        type_name=scene.time_type.name,
        start=slot.start,
        length_min=slot.length_min,
        comment=told.comment,
        referral=told.referral,
        interpreter=told.interpreter,
        hidden_in_1177=told.hidden_in_1177,
        waiting_entry=told.waiting_entry,
    )


def _moved(tx: Tx, actor: Actor, scene: Scene, before: Booking, comment: str) -> Booking:
    slot = scene.slot
    tx.run("UPDATE slot SET taken = 0 WHERE id = ?", (before.slot,))
    tx.run(
        "UPDATE booking SET slot_id = ?, resource_id = ?, time_type_id = ?, start = ?,"
        " length_min = ?, comment = ?, revision = revision + 1, changed_by = ?, changed_at = ?"
        " WHERE id = ? AND status = 'booked'",
        (slot.id, slot.resource, slot.time_type, slot.start, slot.length_min, comment)
        + (actor.label, scene.seen.now, before.id),
    )
    tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot.id,))
    return replace(
        before,
        slot=slot.id,
        resource=slot.resource,
        resource_name=scene.case.resource.name,
        time_type=slot.time_type,
        type_name=scene.time_type.name,
        start=slot.start,
        length_min=slot.length_min,
        comment=comment,
        revision=before.revision + 1,
    )


def _write_down(tx: Tx, scene: Scene, entry: Entry) -> Changed:
    """Write the change, the log row, the message and the notices of one act."""
    clock.sweep(tx, scene.seen)
    late = change_log.write(tx, scene.policy, entry)
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
    return Changed(entry.booking, late, reminders)
