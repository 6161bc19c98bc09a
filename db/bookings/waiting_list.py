"""Väntelistan: who waits, for what and when, and the return of one who cancels on the web (R49).

The guides name the list and show no dialog of it; that an entry has a wanted type, resource and
period is our choice.
"""

from typing import Any, Final, NamedTuple

from db import clock, fields, stamps
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Conflict, Invalid, NeedsConfirmation, NotFound, Refused
from db.merging import by_field, conflict
from db.permissions import CARE, require
from db.rules.acts import Kind
from db.rules.changes.same_as_shown import NOTHING_DONE, SeenThing, Who
from db.rules.local_time import day_text
from db.rules.names import masking
from db.rules.waiting import waits_already
from db.schedule import planning
from db.setup import patients
from db.values import Actor, Clash, Day, Instant, Role, clean


class WaitingEntry(NamedTuple):
    """A place on the list, with what a list of them shows.

    Attributes:
        pnr: the personal number as people write it; masked where the actor's lists are.
        time_type: the wanted type's id, or None for any.
        type_name: its name; empty for any.
        resource: the wanted resource's id, or None for any.
        resource_name: its name; empty for any.
        text: the note.
        status: ``waiting``, ``booked`` or ``removed``.
        wanted_from: the first local day wanted, or None.
        wanted_to: the last local day wanted, or None.
        returned_at: when a web cancellation put the patient back (R49), else None.
        revision: to be given back with an edit.
        demo: the level of Visningsläge it is shown at.
    """

    id: int
    patient: int
    patient_name: str
    pnr: str
    phone: str
    time_type: int | None
    type_name: str
    resource: int | None
    resource_name: str
    text: str
    status: str
    wanted_from: Day | None
    wanted_to: Day | None
    added_at: Instant
    returned_at: Instant | None
    revision: int
    demo: int = 0

    @property
    def note(self) -> str:
        """The note as it is shown; ``text`` is what is edited."""
        return masking.comment(self.text, self.demo)

    @property
    def returned(self) -> bool:
        """Whether the patient was booked from the list and is back after a web cancellation."""
        return self.returned_at is not None


SELECT = (
    "SELECT w.id, w.patient_id, p.name, p.pnr, p.phone, w.time_type_id, t.name, w.resource_id,"
    " r.name, w.text, w.status, w.wanted_from, w.wanted_to, w.added_at, w.returned_at, w.revision"
    " FROM waiting_list_entry w JOIN patient p ON p.id = w.patient_id"
    " LEFT JOIN time_type t ON t.id = w.time_type_id LEFT JOIN resource r ON r.id = w.resource_id"
)
ORDER = "ORDER BY w.added_at, w.id"


def every(book: Book, actor: Actor, clinic: int) -> tuple[WaitingEntry, ...]:
    """Those who wait at the clinic, longest first.

    Raises:
        NotAllowed: others than care.
    """
    require(actor, CARE, "läsa väntelistan")
    with book.read() as reader:
        sql = f"{SELECT} WHERE w.clinic_id = ? AND w.status = 'waiting' {ORDER}"
        rows = reader.rows(sql, (clinic,))
    return tuple(value(actor, row) for row in rows)


def get(book: Book, actor: Actor, entry: int) -> WaitingEntry:
    """One entry, whatever its status.

    Raises:
        NotAllowed: others than care.
        NotFound: there is none.
    """
    require(actor, CARE, "läsa väntelistan")
    with book.read() as reader:
        return load(reader, actor, entry)


def load(reader: Reader, actor: Actor, entry: int) -> WaitingEntry:
    """The entry with this id, as the actor may see it.

    Raises:
        NotFound: there is none.
    """
    row = reader.row(f"{SELECT} WHERE w.id = ?", (entry,))
    if row is None:
        raise NotFound("waiting-entry", "Raden finns inte på väntelistan.")
    return value(actor, row)


def value(actor: Actor, row: tuple[Any, ...]) -> WaitingEntry:
    """An entry from a row of this module's SELECT, as the actor may see it."""
    shown = patients.masked_pnr if actor.masked else patients.pnr_text
    values = [*row]
    values[3], values[6], values[8] = shown(row[3]), row[6] or "", row[8] or ""
    return WaitingEntry._make((*values, actor.demo))


def add(
    book: Book,
    actor: Actor,
    clinic: int,
    patient: int,
    *,
    time_type: int | None = None,
    resource: int | None = None,
    text: str = "",
    wanted_from: Day | None = None,
    wanted_to: Day | None = None,
    confirmed: bool = False,
) -> int:
    """Put a patient on the waiting list; returns the entry's id.

    Whatever type, resource or local days are None are wanted as they come. ``confirmed``: though
    the patient waits for the same already.

    Raises:
        NotAllowed: others than care.
        NotFound: no such patient, or a type or resource that is not the clinic's.
        Invalid: a text too long, a period that ends before it begins or outside the calendar.
        NeedsConfirmation: the patient waits for the same already, and it was not confirmed.
    """
    require(actor, CARE, "sätta upp på väntelistan")
    words = _note(text)
    _check_period(wanted_from, wanted_to)
    with book.write() as tx:
        patients.load(tx, patient)
        _check_wanted(tx, clinic, time_type, resource)
        wish = (time_type, resource, wanted_from, wanted_to)
        _demand_new_wish(tx, clinic, patient, wish, None, confirmed=confirmed)
        made = tx.insert(
            "INSERT INTO waiting_list_entry (clinic_id, patient_id, time_type_id, resource_id,"
            " text, status, added_at, wanted_from, wanted_to, changed_by, changed_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?6, ?7, ?8, ?9, ?6)",
            (clinic, patient, time_type, resource, words, clock.now(tx), wanted_from, wanted_to)
            + (actor.label,),
        )
        _note_act(tx, actor, made, None, "uppsatt")
        return made


def edit(
    book: Book,
    actor: Actor,
    edited: WaitingEntry,
    *,
    seen: WaitingEntry,
    told: WaitingEntry | None = None,
    confirmed: bool = False,
) -> WaitingEntry:
    """Save what a waiting patient waits for: type, resource, period and note.

    Only what differs from ``seen`` is written, so that two who change different fields keep both.
    ``told`` is what a conflict has said that it is now, where mine is to replace that;
    ``confirmed``: though the patient waits for the same in another entry.

    Raises:
        NotAllowed: others than care.
        NotFound: the entry is gone, or a type or resource that is not the clinic's.
        Invalid: a text too long, a period that ends before it begins or outside the calendar.
        Refused: the patient no longer waits.
        Conflict: someone else changed a field that I changed, too.
        NeedsConfirmation: the patient waits for the same already, and it was not confirmed.
    """
    require(actor, CARE, "ändra på väntelistan")
    mine = wish_of(edited._replace(text=_note(edited.text)))
    _check_period(edited.wanted_from, edited.wanted_to)
    with book.write() as tx:
        stands = load(tx, actor, seen.id)
        if stands.status != "waiting":
            raise Refused("not-waiting", f"{stands.patient_name} väntar inte längre på listan.")
        merged = by_field(
            mine, wish_of(seen), wish_of(stands), None if told is None else wish_of(told)
        )
        if merged.both:
            raise _clash(tx, edited, stands, merged.both)
        values = merged.values
        clinic = tx.value("SELECT clinic_id FROM waiting_list_entry WHERE id = ?", (seen.id,))
        _check_period(values["wanted_from"], values["wanted_to"])
        _check_wanted(tx, clinic, values["time_type"], values["resource"])
        wish = (
            values["time_type"], values["resource"], values["wanted_from"], values["wanted_to"],
        )  # fmt: skip
        if wish != (stands.time_type, stands.resource, stands.wanted_from, stands.wanted_to):
            _demand_new_wish(tx, clinic, stands.patient, wish, seen.id, confirmed=confirmed)
        if values != wish_of(stands):
            before = stood(tx, seen.id)
            tx.run(
                "UPDATE waiting_list_entry SET time_type_id = ?, resource_id = ?, text = ?,"
                " wanted_from = ?, wanted_to = ?, changed_by = ?, changed_at = ?,"
                " revision = revision + 1 WHERE id = ?",
                (*values.values(), *stamps.saved(actor, clock.now(tx)), seen.id),
            )
            _note_act(tx, actor, seen.id, before, "ändrad")
        return load(tx, actor, seen.id)


def remove(book: Book, actor: Actor, entry: int, *, seen: SeenThing | None) -> WaitingEntry:
    """Take a waiting patient off the list.

    Raises:
        NotAllowed: others than care.
        NotFound: there is no such entry.
        Conflict: it is not as it was shown.
        Refused: the entry is not waiting.
    """
    require(actor, CARE, "ta bort från väntelistan")
    with book.write() as tx:
        stands = load_seen(tx, actor, entry, seen)
        if stands.status != "waiting":
            raise Refused("not-waiting", "Patienten väntar inte på listan.")
        before = stood(tx, entry)
        _set_status(tx, actor, entry, "removed")
        _note_act(tx, actor, entry, before, "borttagen")
        return load(tx, actor, entry)


def put_back(book: Book, actor: Actor, entry: int, *, seen: SeenThing | None) -> WaitingEntry:
    """Let one wait again, where they stood: taken off by mistake, or cancelled by care.

    A web cancellation puts a patient back by itself (R49); one by care does not, so care chooses.
    ``seen`` may be how the act that is taken back left the entry.

    Raises:
        NotAllowed: others than care.
        NotFound: there is no such entry.
        Conflict: it is not as it was shown.
        Refused: the patient waits already, or still has the time booked from the list.
    """
    require(actor, CARE, "sätta upp på väntelistan")
    with book.write() as tx:
        stands = load_seen(tx, actor, entry, seen)
        if stands.status == "waiting":
            raise Refused("waiting", f"{stands.patient_name} väntar redan på listan.")
        _demand_not_booked(tx, stands)
        before = stood(tx, entry)
        _set_status(tx, actor, entry, "waiting")
        _note_act(tx, actor, entry, before, "väntar igen")
        return load(tx, actor, entry)


def _demand_not_booked(tx: Tx, entry: WaitingEntry) -> None:
    booked = (
        "SELECT 1 FROM booking WHERE patient_id = ? AND waiting_entry_id = ? AND status = 'booked'"
    )
    if tx.row(booked, (entry.patient, entry.id)) is not None:
        text = f"{entry.patient_name} har kvar tiden som bokades från listan."
        raise Refused("still-booked", text)


# --- taking back ----------------------------------------------------------------------------------


class Stood(NamedTuple):
    """An entry as the table has it, so that it can stand so again.

    Attributes:
        status: ``waiting``, ``booked`` or ``removed``.
        returned_at: when a web cancellation put the patient back (R49), else None.
    """

    id: int
    clinic: int
    patient: int
    time_type: int | None
    resource: int | None
    text: str
    status: str
    added_at: Instant
    returned_at: Instant | None
    wanted_from: Day | None
    wanted_to: Day | None


_STOOD = (
    "id, clinic_id, patient_id, time_type_id, resource_id, text, status, added_at, returned_at,"
    " wanted_from, wanted_to"
)


def stood(reader: Reader, entry: int) -> Stood | None:
    """An entry as it stands now; None when there is none."""
    row = reader.row(f"SELECT {_STOOD} FROM waiting_list_entry WHERE id = ?", (entry,))
    return None if row is None else Stood(*row)


def as_before(book: Book, actor: Actor, before: Stood | None, *, seen: Stood | None) -> None:
    """Let an entry stand as it did before an act, which left it as ``seen``.

    None stands for no entry: one that was put up goes again, one that went is there again.

    Raises:
        NotAllowed: others than care.
        Conflict: it is not as the act left it.
        Refused: the patient still has the time that was booked from the list.
    """
    require(actor, CARE, "ändra på väntelistan")
    one = before or seen
    assert one is not None  # an act is about something
    with book.write() as tx:
        now = stood(tx, one.id)
        if now != seen:
            raise _another(tx, actor, now, one.id)
        if before is not None and before.status == "waiting" and now is not None:
            _demand_not_booked(tx, load(tx, actor, one.id))
        if before is None:
            _note_act(tx, actor, one.id, now, "borttagen igen", gone=True)
            tx.run("DELETE FROM waiting_list_entry WHERE id = ?", (one.id,))
            return
        if now is None:
            marks = ", ".join("?" for _ in before)
            tx.run(f"INSERT INTO waiting_list_entry ({_STOOD}) VALUES ({marks})", before)
        tx.run(
            "UPDATE waiting_list_entry SET time_type_id = ?, resource_id = ?, text = ?, status = ?,"
            " returned_at = ?, wanted_from = ?, wanted_to = ?, changed_by = ?, changed_at = ?,"
            " revision = revision + 1 WHERE id = ?",
            (before.time_type, before.resource, before.text, before.status, before.returned_at)
            + (before.wanted_from, before.wanted_to, *stamps.saved(actor, clock.now(tx)), one.id),
        )
        _note_act(tx, actor, one.id, now, "som förut")


def _another(tx: Tx, actor: Actor, now: Stood | None, entry: int) -> Conflict:
    """That an entry is not what an act left it."""
    if now is None:
        return Conflict(f"Raden finns inte längre på väntelistan. {NOTHING_DONE}",
                        what="raden", who="någon annan", when=clock.now(tx))  # fmt: skip
    stands, who = load(tx, actor, entry), _changed(tx, entry)
    text = f"{_changed_text(stands, who)} {NOTHING_DONE}"
    return Conflict(text, what=stands.patient_name, who=who.name, when=who.at)


def _note_act(
    tx: Tx, actor: Actor, entry: int, before: Stood | None, done: str, *, gone: bool = False
) -> None:
    """Note what became of an entry, and what it is now; nobody is named."""
    after = stood(tx, entry)
    one = after or before
    assert one is not None  # it is, or was
    wanted = tx.value("SELECT name FROM time_type WHERE id = ?", (one.time_type,))
    text = f"Väntelistan: en patient {done} ({wanted or 'vilken tidstyp som helst'})"
    step = Step(How.WAITING_AS_BEFORE, (before, None if gone else after))
    note(tx, actor, one.clinic, Kind.WAITING, text, clock.now(tx), step)


def seen_entry(entry: WaitingEntry) -> SeenThing:
    """What a screen shows of an entry."""
    return SeenThing(entry.id, entry.revision)


def load_seen(tx: Reader, actor: Actor, entry: int, seen: SeenThing | None) -> WaitingEntry:
    """The entry, which must stand as it was shown.

    Raises:
        NotFound: there is none.
        Conflict: it is another, or another now; the sentence says who changed it.
    """
    stands = load(tx, actor, entry)
    if seen not in (None, seen_entry(stands)):
        who = _changed(tx, entry)
        text = f"{_changed_text(stands, who)} {NOTHING_DONE}"
        raise Conflict(text, what=stands.patient_name, who=who.name, when=who.at)
    return stands


def _changed_text(stands: WaitingEntry, latest: Who) -> str:
    """What has become of an entry since it was shown, and through whom."""
    who, by = f"{stands.patient_name} på väntelistan", latest.text
    if stands.status == "waiting":
        return f"{who} ändrades {by} och väntar nu på {wants_text(stands)}."
    return f"{who} {'bokades' if stands.status == 'booked' else 'togs bort'} {by}."


def wants_text(one: WaitingEntry) -> str:
    """What is waited for, in one line."""
    wants = (
        one.type_name or "vilken tidstyp som helst",
        one.resource_name or "vilken resurs som helst",
        period_text(one.wanted_from, one.wanted_to) or "när som helst",
    )
    return clean(" · ".join(wants))


def period_text(first: Day | None, last: Day | None) -> str:
    """The wanted days: ``2024-09-16 – 2024-09-20``, ``från 2024-09-16``; empty for any."""
    if first is not None and last is not None:
        return day_text(first) if first == last else f"{day_text(first)} – {day_text(last)}"
    if first is not None:
        return f"från {day_text(first)}"
    return "" if last is None else f"till {day_text(last)}"


def take(
    tx: Tx, actor: Actor, clinic: int, entry: int, patient: int, seen: SeenThing | None
) -> None:
    """Mark that the entry's patient now has a booking.

    Raises:
        NotFound: the patient does not wait there under that entry.
        Conflict: the entry is not as it was shown.
    """
    row = tx.row(
        "SELECT status FROM waiting_list_entry WHERE id = ? AND clinic_id = ? AND patient_id = ?",
        (entry, clinic, patient),
    )
    if row is not None and seen is not None:
        load_seen(tx, actor, entry, seen)
    if row is None or row[0] != "waiting":
        raise NotFound("not-waiting", "Patienten väntar inte på listan.")
    _set_status(tx, actor, entry, "booked")


def give_back(tx: Tx, actor: Actor, entry: int, now: Instant) -> None:
    """Put the patient of a cancelled booking back on the list; from the web with a mark (R49)."""
    row = tx.row("SELECT status FROM waiting_list_entry WHERE id = ?", (entry,))
    if row is None or row[0] != "booked":
        return
    _set_status(tx, actor, entry, "waiting")
    if actor.role is Role.CITIZEN:
        tx.run("UPDATE waiting_list_entry SET returned_at = ? WHERE id = ?", (now, entry))


def _set_status(tx: Tx, actor: Actor, entry: int, status: str) -> None:
    tx.run(
        "UPDATE waiting_list_entry SET status = ?, revision = revision + 1, changed_by = ?,"
        " changed_at = ? WHERE id = ?",
        (status, actor.label, clock.now(tx), entry),
    )


_Wish = tuple[int | None, int | None, Day | None, Day | None]
"""Type, resource and period: what is waited for; the note only explains it."""


def _demand_new_wish(
    tx: Tx, clinic: int, patient: int, wish: _Wish, but: int | None, *, confirmed: bool
) -> None:
    """Go on only if the patient does not wait for the very same already, or it is confirmed.

    Raises:
        NeedsConfirmation: the patient does; the sentence says since when.
    """
    row = tx.row(
        "SELECT w.added_at, p.name FROM waiting_list_entry w JOIN patient p ON p.id = w.patient_id"
        " WHERE w.clinic_id = ? AND w.patient_id = ? AND w.status = 'waiting'"
        " AND w.time_type_id IS ? AND w.resource_id IS ? AND w.wanted_from IS ?"
        " AND w.wanted_to IS ? AND w.id <> ? LIMIT 1",
        (clinic, patient, *wish, but or 0),
    )
    if row is not None and not confirmed:
        raise NeedsConfirmation("waits-already", waits_already(row[1], row[0]), source="vårt val")


# --- what others have done meanwhile --------------------------------------------------------------

WISH: Final = {
    "time_type": "Tidstyp",
    "resource": "Resurs",
    "text": "Anteckning",
    "wanted_from": "Önskas från",
    "wanted_to": "Önskas till",
}
"""The fields that can be edited, with their labels."""


def wish_of(entry: WaitingEntry) -> dict[str, Any]:
    """The fields that can be edited."""
    return {field: getattr(entry, field) for field in WISH}


def _changed(reader: Reader, entry: int) -> Who:
    sql = "SELECT changed_by, changed_at FROM waiting_list_entry WHERE id = ?"
    return Who(*(reader.row(sql, (entry,)) or ()))


def _clash(tx: Tx, mine: WaitingEntry, stands: WaitingEntry, both: tuple[str, ...]) -> Conflict:
    clashes = [
        Clash(field, WISH[field], _field_text(tx, mine, field), _field_text(tx, stands, field))
        for field in both
    ]
    who = _changed(tx, stands.id)
    return conflict(f"{stands.patient_name} på väntelistan", *who, clashes, stands)


def _field_text(reader: Reader, entry: WaitingEntry, field: str) -> str:
    value: Any = getattr(entry, field)
    if value is None:
        return ""
    if field in ("time_type", "resource"):
        name: str = reader.value(f"SELECT name FROM {field} WHERE id = ?", (value,)) or ""
        return name
    return day_text(value) if field.startswith("wanted") else str(value)


def _note(text: str) -> str:
    return fields.text(text, "text", "Anteckning", fields.TEXT_BOUND, lines=True)


def _check_period(first: Day | None, last: Day | None) -> None:
    for day, field in ((first, "wanted_from"), (last, "wanted_to")):
        if day is not None:
            planning.check_day(day, field)
    if first is not None and last is not None and first > last:
        text = "Önskad period ska inte sluta innan den börjar."
        raise Invalid("order", text, field="wanted_to")


def _check_wanted(tx: Tx, clinic: int, time_type: int | None, resource: int | None) -> None:
    wanted = (("time_type", time_type, "Tidstypen"), ("resource", resource, "Resursen"))
    for table, key, what in wanted:
        sql = f"SELECT 1 FROM {table} WHERE id = ? AND clinic_id = ?"
        if key is not None and tx.row(sql, (key, clinic)) is None:
            raise NotFound(table, f"{what} finns inte på enheten.", field=table)
