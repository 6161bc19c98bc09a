"""Bookings with their changes and log rows by plain SQL, beside the operations under test."""

from dataclasses import dataclass

from db.book import Book, Tx
from db.rules.changes.late import judge
from db.rules.local_time import whole_minute
from db.rules.policy import POLICIES
from db.values import Act, Instant, JournalSystem, Patient, Role
from tests.db.builders import at, make_patient, make_resource, make_slot, make_type

PHONE = "Mitt telefonnummer: +46701740605 Ont i halsen"
Side = tuple[Instant | None, int | None, str, str, str]
NOTHING: Side = (None, None, "", "", "")


@dataclass
class Unit:
    """A clinic with one type, one resource and one patient; makes acts of that patient."""

    book: Book
    system: JournalSystem = JournalSystem.ASYNJA

    def __post_init__(self) -> None:
        self.type_name, self.resource_name = "Akut", "Distriktssköterska"
        self.time_type = make_type(self.book, self.type_name, "Akut besök")
        self.resource = make_resource(self.book, self.resource_name)
        self.patients: list[Patient] = [make_patient(self.book)]

    def slot(self, start: str, length_min: int = 30) -> int:
        return make_slot(self.book, self.resource, self.time_type, start, length_min)

    def side(self, start: str, comment: str = PHONE, length_min: int = 30) -> Side:
        return at(start), length_min, self.type_name, self.resource_name, comment

    def booked(
        self,
        changed: str,
        visit: str,
        *,
        role: Role = Role.CITIZEN,
        log: bool = True,
        comment: str = PHONE,
        patient: Patient | None = None,
        waiting: int | None = None,
    ) -> int:
        """A new booking on a new slot; returns its id."""
        who = patient or self.patients[0]
        slot = self.slot(visit)
        with self.book.write() as tx:
            tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot,))
            booking = tx.insert(
                "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by,"
                " resource_id, time_type_id, start, length_min, comment, waiting_entry_id)"
                " VALUES (1, ?, ?, 'booked', ?, ?, ?, ?, 30, ?, ?)",
                (who.id, slot, role, self.resource, self.time_type, at(visit), comment, waiting),
            )
            new = self.side(visit, comment)
            self._written(tx, booking, Act.BOOKED, at(changed), NOTHING, new, role, log, who)
        return booking

    def rebooked(
        self, booking: int, changed: str, visit: str, *, role: Role = Role.CITIZEN, log: bool = True
    ) -> None:
        slot = self.slot(visit)
        with self.book.write() as tx:
            old, before = self._old(tx, booking)
            tx.run("UPDATE slot SET taken = 0 WHERE id = ?", (before,))
            tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot,))
            tx.run(
                "UPDATE booking SET slot_id = ?, start = ? WHERE id = ?", (slot, at(visit), booking)
            )
            who = self.patients[0]
            new = self.side(visit)
            self._written(tx, booking, Act.REBOOKED, at(changed), old, new, role, log, who)

    def cancelled(
        self, booking: int, changed: str, *, role: Role = Role.CITIZEN, log: bool = True
    ) -> None:
        with self.book.write() as tx:
            old, before = self._old(tx, booking)
            tx.run("UPDATE slot SET taken = 0 WHERE id = ?", (before,))
            tx.run(
                "UPDATE booking SET slot_id = NULL, status = 'cancelled' WHERE id = ?", (booking,)
            )
            who = self.patients[0]
            self._written(tx, booking, Act.CANCELLED, at(changed), old, NOTHING, role, log, who)

    def chain(self, *acts: tuple[str, str]) -> int:
        """A booking by the citizen and what followed: (changed, visit), a visit of "" cancels."""
        booking = self.booked(*acts[0])
        for changed, visit in acts[1:]:
            if visit:
                self.rebooked(booking, changed, visit)
            else:
                self.cancelled(booking, changed)
        return booking

    def _old(self, tx: Tx, booking: int) -> tuple[Side, int]:
        row = tx.row(
            "SELECT start, length_min, comment, slot_id FROM booking WHERE id = ?", (booking,)
        )
        assert row is not None
        return (row[0], row[1], self.type_name, self.resource_name, row[2]), row[3]

    def _written(
        self, tx: Tx, booking: int, act: Act, changed: Instant, old: Side, new: Side,
        role: Role, log: bool, who: Patient,
    ) -> None:  # fmt: skip
        left, late = None, False
        if old[0] is not None:
            verdict = judge(act, changed, old[0], POLICIES[self.system])
            left, late = verdict.minutes_left, verdict.late and role is Role.CITIZEN
        change = tx.insert(
            "INSERT INTO booking_change (booking_id, clinic_id, act, role, actor, at, old_start,"
            " old_length, old_type, old_resource, old_comment, new_start, new_length, new_type,"
            " new_resource, new_comment, minutes_left, late)"
            " VALUES (?, 1, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (booking, act, role, changed, *old, *new, left, late),
        )
        if log:
            tx.insert(
                "INSERT INTO log_row (clinic_id, change_id, chain, act, changed_at, patient, pnr,"
                " interpreter, old_start, old_type, old_resource, old_comment, new_start,"
                " new_type, new_resource, new_comment, minutes_left, late)"
                " VALUES (1, ?, ?, ?, ?, ?, ?, 'Nej', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (change, booking, act, whole_minute(changed), who.name, who.pnr, old[0], *old[2:],
                 new[0], *new[2:], left, late),
            )  # fmt: skip
