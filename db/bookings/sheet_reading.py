"""What a Bokningsunderlag holds, and reading it: a booking of the book, or rows of an import."""

from dataclasses import dataclass, replace
from typing import Any

from db import clock
from db.book import Reader
from db.bookings import sheet_history as history
from db.bookings.rows import load_booking
from db.bookings.sheet_history import SheetAct
from db.errors import NotFound
from db.log import exemption
from db.log.review_settings import Prices
from db.rules.changes.comments import booking_comment
from db.rules.log.review import ChainVerdict, amount_text, judge_chain
from db.rules.names import masking
from db.schedule import slots
from db.setup import clinics, patients, publication
from db.setup.patients import masked_pnr, pnr_text
from db.values import Act, Actor, Booking, BookingStatus, Clinic, Instant, Patient, Visit, WebFace

NOT_NOTED = (
    "Patienten finns inte i boken, så öppningen står inte i åtkomstloggen. Raderna kommer ur en"
    " inläst logg."
)
NOTED = "Att underlaget öppnades står i åtkomstloggen."
NO_CANCEL_COMMENT = (
    "En avbokningskommentar står inte i loggens rader, bara i bokningsunderlaget i journalsystemet."
)


@dataclass(frozen=True, slots=True)
class BookingSheet:
    """Everything of one visit. What an imported log does not tell is empty.

    Attributes:
        seq: the log row it was opened from; None from the tidbok.
        booking: the booking's id; None for imported rows.
        file: the imported log's name, or empty.
        status: Bokad or Avbokad, in Swedish.
        visit: as it is, or, once cancelled, as it was last. Imported ones have length 0.
        web_name: what the citizen reads the type as.
        booked_by: who booked it and as what; empty when the log does not say.
        waiting_list: how it came from the väntelista and whether it is back there (R49), or empty.
        hidden: whether and why the citizen does not see it on 1177.
        patient: the name.
        pnr: with its hyphen; masked for IT and in demonstrations.
        comment: Patientkommentar (webb), the cancellation comment first (R53, R55).
        comment_note: what is to be known of it, or empty.
        staff_note: Vårdens anteckning.
        acts: the time line, oldest first.
        verdict: what the chain comes to.
        suggestion: the unit's reason for an exemption that seems to apply to the row, or empty.
        amount: what the row costs with the unit's amounts, or empty.
        access: what is to be known of the access log.
        demo: the level of Visningsläge it is shown at; the note is hidden as it is drawn, since
            what is edited is the note itself.
    """

    seq: int | None
    clinic: str
    status: str
    visit: Visit
    booked_by: str
    booked_at: Instant | None
    referral: str
    interpreter: str
    patient: str
    pnr: str
    comment: str
    acts: tuple[SheetAct, ...]
    verdict: ChainVerdict
    suggestion: str
    amount: str
    access: str
    booking: int | None = None
    file: str = ""
    web_name: str = ""
    waiting_list: str = ""
    hidden: str = ""
    phone: str = ""
    comment_note: str = ""
    staff_note: str = ""
    demo: int = 0

    @property
    def here(self) -> SheetAct | None:
        """The act it was opened from."""
        return next((act for act in self.acts if act.here), None)


def of_row(reader: Reader, actor: Actor, seq: int) -> tuple[BookingSheet, int | None]:
    """The sheet of the visit that a log row tells of, and its patient's id where it is known.

    Raises:
        NotFound: the row is not in the log (any longer).
    """
    row = reader.row(
        "SELECT r.file_id, r.chain, r.clinic_id, c.booking_id FROM log_row r"
        " LEFT JOIN booking_change c ON c.id = r.change_id WHERE r.id = ?",
        (seq,),
    )
    if row is None:
        raise NotFound("log-row", "Raden finns inte i loggen. Den kan ha gallrats.")
    file, chain, clinic, booking = row
    if booking is not None:
        return of_booking(reader, actor, booking, seq)
    return _of_imported(reader, actor, clinics.load(reader, clinic), file, chain, seq)


# --- the book's own ---------------------------------------------------------------------------


def of_booking(
    reader: Reader, actor: Actor, booking: int, seq: int | None = None
) -> tuple[BookingSheet, int | None]:
    """The sheet of a booking, opened from a log row or not, and its patient's id.

    Raises:
        NotFound: there is no such booking.
    """
    made = load_booking(reader, actor, booking)
    clinic, person = clinics.load(reader, made.clinic), patients.load(reader, made.patient)
    policy = clinics.policy_of(clinic)
    mine = policy.face(slots.type_by_id(reader, made.time_type))
    told = publication.face(reader, made.time_type, clock.now(reader)) or mine
    acts = history.of_booking(reader, policy, made.id, seq)
    note = reader.value("SELECT staff_note FROM booking WHERE id = ?", (made.id,))
    shown = booking_comment(made)
    read = _read_anyway(reader, clinic, acts, seq)
    if not read["booked_by"]:  # an old book may have no act of it
        read["booked_by"] = history.who_text(made.booked_by, "")
    sheet = BookingSheet(
        **read,
        booking=made.id,
        status=_status(cancelled=made.status is BookingStatus.CANCELLED),
        visit=Visit(made.start, made.length_min, made.type_name, made.resource_name, shown),
        web_name=told.shown_name,
        waiting_list=_waiting_list(reader, made),
        hidden=_hidden(made, mine),
        referral=made.referral,
        interpreter=made.interpreter or "Nej",
        patient=person.name,
        pnr=_pnr(actor, person.pnr),
        phone=_phone(made, person),
        comment=shown,
        staff_note=note,
        access=NOTED,
    )
    return _hidden_from(actor, sheet), person.id


def _phone(booking: Booking, person: Patient) -> str:
    """Where the patient is reached: the number given for the visit goes before the usual one."""
    if booking.phone in ("", person.phone):
        return person.phone
    usual = f", annars {person.phone}" if person.phone else ""
    return f"{booking.phone} (för det här besöket){usual}"


def _status(*, cancelled: bool) -> str:
    return "Avbokad" if cancelled else "Bokad"


def _hidden(booking: Booking, face: WebFace) -> str:
    if booking.hidden_in_1177:
        return "Ja, Dölj i 1177 är markerad på bokningen"
    if face.hidden:
        return "Ja, tidstypen döljer sina bokningar för patienten"
    return "Nej"


def _waiting_list(reader: Reader, booking: Booking) -> str:
    if booking.waiting_entry is None:
        return ""
    row = reader.row(
        "SELECT status, returned_at FROM waiting_list_entry WHERE id = ?", (booking.waiting_entry,)
    )
    said = "Bokad från väntelistan"
    if row is not None and row[0] == "waiting" and row[1] is not None:
        said += "; åter på väntelistan efter avbokning på webben"
    return said


# --- imported ---------------------------------------------------------------------------------


def _of_imported(
    reader: Reader, actor: Actor, clinic: Clinic, file: int, chain: int, seq: int
) -> tuple[BookingSheet, int | None]:
    policy = clinics.policy_of(clinic)
    acts = history.of_imported(reader, policy, file, chain, seq)
    last = acts[-1]
    visit = last.new or last.earlier
    assert visit is not None  # an act has one of them (CHECK)
    row = reader.row("SELECT referral, patient, pnr, interpreter FROM log_row WHERE id = ?", (seq,))
    assert row is not None
    referral, name, pnr, interpreter = row
    person = _known(reader, pnr)
    sheet = BookingSheet(
        **_read_anyway(reader, clinic, acts, seq),
        file=reader.value("SELECT name FROM log_file WHERE id = ?", (file,)),
        status=_status(cancelled=last.act is Act.CANCELLED),
        visit=visit,
        referral=referral,
        interpreter=interpreter,
        patient=name,
        pnr=_pnr(actor, pnr),
        comment=visit.comment,
        comment_note=NO_CANCEL_COMMENT if last.act is Act.CANCELLED else "",
        access=NOTED if person else NOT_NOTED,
    )
    return _hidden_from(actor, sheet), person.id if person else None


def _known(reader: Reader, pnr: str) -> Patient | None:
    try:
        return patients.by_pnr(reader, pnr)
    except NotFound:
        return None


# --- both -------------------------------------------------------------------------------------


def _hidden_from(actor: Actor, sheet: BookingSheet) -> BookingSheet:
    """The sheet without what is hidden while others look on."""
    level = actor.demo
    if not level:
        return sheet
    acts = tuple(
        replace(
            act,
            reason=masking.comment(act.reason, level),
            earlier=_without_comment(act.earlier, level),
            new=_without_comment(act.new, level),
        )
        for act in sheet.acts
    )
    visit = replace(sheet.visit, comment=masking.comment(sheet.visit.comment, level))
    comment = masking.comment(sheet.comment, level)
    return replace(sheet, acts=acts, visit=visit, comment=comment, demo=level)


def _without_comment(visit: Visit | None, level: int) -> Visit | None:
    return visit and replace(visit, comment=masking.comment(visit.comment, level))


def _pnr(actor: Actor, pnr: str) -> str:
    if not pnr:
        return ""
    return masked_pnr(pnr) if actor.masked else pnr_text(pnr)


def _read_anyway(
    reader: Reader, clinic: Clinic, acts: tuple[SheetAct, ...], seq: int | None
) -> dict[str, Any]:
    """What the acts tell of any visit, by the fields of its sheet."""
    booked = acts[0] if acts and acts[0].act is Act.BOOKED else None
    suggestion, amount = _hints(reader, clinic, acts)
    return {
        "seq": seq,
        "clinic": clinic.name,
        "booked_by": booked.who if booked else "",
        "booked_at": booked.at if booked else None,
        "acts": acts,
        "verdict": judge_chain([act.link for act in acts if act.late is not None]),
        "suggestion": suggestion,
        "amount": amount,
    }


def _hints(reader: Reader, clinic: Clinic, acts: tuple[SheetAct, ...]) -> tuple[str, str]:
    """What may help to decide on the row: a reason that seems to apply, and the amount."""
    here = next((act for act in acts if act.here), None)
    if here is None or here.seq is None or not here.is_late or here.earlier is None:
        return "", ""
    amount = Prices(reader, clinic.id).of_row(here.seq)
    told = "" if amount is None else amount_text(amount)
    return exemption.suggestion(reader, here.seq), told
