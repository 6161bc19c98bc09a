"""Writing the rows of an imported log: what is new is added, what is known keeps its decision."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from db import clock, fields
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Busy, NeedsConfirmation
from db.log.files.scratch import ROW_COLUMNS, Scratch, Sorted
from db.progress import Gauge
from db.rules.acts import Kind
from db.rules.changes.late import is_late, minutes_left
from db.rules.log.doubled_hour import span, verdict_bit
from db.rules.policy import Policy
from db.setup import clinics
from db.values import Act, Actor, count_text

_BATCH = 500
_TRIES = 5
_KNOWN = f"SELECT id, chain, {', '.join(ROW_COLUMNS)} FROM log_row WHERE file_id = ? ORDER BY id"
_COLUMNS = ("clinic_id", "file_id", "minutes_left", "late", "chain", *ROW_COLUMNS)
_INTO = f"INSERT INTO log_row ({', '.join(_COLUMNS)})"


class _Stamp(NamedTuple):
    """A log of the name as it was when it was looked at, to see whether others changed it."""

    file: int
    name: str
    digest: str
    rows: int
    newest: int


class LogStore:
    """Writes the rows of one import, beside those the book has of that name."""

    def __init__(self, book: Book, actor: Actor, clinic: int, name: str, gauge: Gauge) -> None:
        self._book, self._actor, self._clinic, self._name = book, actor, clinic, name
        self._gauge = gauge

    def store(self, place: Scratch, share: float, *, confirmed: bool) -> tuple[str, int]:
        """Write what is new, all of it or nothing; the log's name, and how many rows were known.

        ``share`` is how much of the whole import the writing is, for the gauge. If confirmed, also
        when the very same rows are in the book under another name.

        Raises:
            NeedsConfirmation: the same rows are there, and it was not confirmed.
            Busy: others keep changing the same log.
        """
        for attempt in range(_TRIES):
            with self._book.read() as reader:
                before = self._look(reader)
                place.know(reader.each(_KNOWN, (before.file,)) if before else ())
            done = place.sort(self._gauge.tick)
            if not attempt:
                self._gauge.part(share)
            with self._book.write() as tx:
                if self._look(tx) == before:
                    if before is None and not confirmed:
                        self._demand_unlike(tx, done.digest)
                    self._write(tx, place, before, done)
                    return (before.name if before else self._name), done.known
        said = "Andra ändrar samma logg. Ingenting lästes in; försök igen."
        raise Busy("busy", said)

    def _look(self, reader: Reader) -> _Stamp | None:
        known = reader.rows(
            "SELECT id, name, digest FROM log_file WHERE clinic_id = ?", (self._clinic,)
        )
        wanted = fields.name_key(self._name)
        for file, name, digest in known:
            if fields.name_key(name) == wanted:
                sql = "SELECT count(*), coalesce(max(id), 0) FROM log_row WHERE file_id = ?"
                return _Stamp(file, name, digest, *(reader.row(sql, (file,)) or (0, 0)))
        return None

    def _demand_unlike(self, tx: Tx, digest: str) -> None:
        other = tx.value(
            "SELECT name FROM log_file WHERE clinic_id = ? AND digest = ?", (self._clinic, digest)
        )
        if other is not None:
            said = f"Raderna finns redan i ”{other}”. Ingenting lästes in."
            raise NeedsConfirmation("log-rows-exist", said, field="name")

    def _write(self, tx: Tx, place: Scratch, before: _Stamp | None, done: Sorted) -> None:
        policy = clinics.policy_of(clinics.load(tx, self._clinic))
        told = (clock.now(tx), self._actor.label, done.digest)
        if before is None:
            file = tx.insert(
                "INSERT INTO log_file (imported_at, imported_by, digest, clinic_id, name)"
                " VALUES (?, ?, ?, ?, ?)",
                (*told, self._clinic, self._name),
            )
        else:
            file = before.file
            if done.new:
                sql = (
                    "UPDATE log_file SET imported_at = ?, imported_by = ?, digest = ? WHERE id = ?"
                )
                tx.run(sql, (*told, file))
            tx.many("UPDATE log_row SET chain = ? WHERE id = ?", place.moved())
            tx.many("UPDATE log_row SET pnr = ? WHERE id = ?", place.filled())
        tx.put_in(_INTO, len(_COLUMNS), self._values(place, file, policy, done.new))
        if before is None or done.new:
            rows = count_text(done.new, "ny rad", "nya rader")
            name = before.name if before else self._name
            steps = () if before else (Step(How.REMOVE_IMPORT, (name, done.new, told[0])),)
            text = f"Loggen ”{name}” inläst: {rows}"
            note(tx, self._actor, self._clinic, Kind.LOG_IMPORTED, text, told[0], *steps)

    def _values(
        self, place: Scratch, file: int, policy: Policy, new: int
    ) -> Iterator[Sequence[Any]]:
        clinic, booked = self._clinic, str(Act.BOOKED)
        for number, row in enumerate(place.made()):
            if not number % _BATCH:
                self._gauge.reach(number, new)
            left, late, unsure = None, False, row[-1]
            if row[7] is not None:
                act = row[1]
                left = minutes_left(row[2], row[7])
                if unsure:
                    row = (*row[:-1], unsure | verdict_bit(Act(act), left, unsure, policy))
                late = act != booked and is_late(span(left, unsure)[0], policy)
            yield clinic, file, left, late, *row
        self._gauge.reach(new, new)
