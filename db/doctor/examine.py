"""What must always be true of a book, worked out anew from its rows.

Each check asks the rows, in as few statements as it can, and says what is wrong. A healthy book has
nothing to say. No fault names a patient.
"""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from db.book import Book, Reader
from db.doctor.check import Check, Finding, both, finding, query, when
from db.doctor.log import LOG_CHECKS
from db.fields import name_key
from db.rules.local_time import midnight
from db.rules.names.agent_types import is_agent_type
from db.rules.offer.release_days import release_day, release_fits
from db.rules.policy import POLICIES
from db.values import Day, Fact, Instant, Role

_MOST = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not be.

    Attributes:
        text: what is wrong, one Swedish sentence.
    """

    check: str
    text: str
    facts: tuple[tuple[str, Fact], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an examination found.

    Attributes:
        versions: of the program, the book's format and what they stand on.
    """

    ok: bool
    faults: tuple[Fault, ...]
    versions: dict[str, str]


def examine(book: Book) -> Report:
    """Examine every invariant in one snapshot of the book. Changes nothing.

    Raises:
        Damaged: the file is so broken that it cannot be read.
    """
    faults: list[Fault] = []
    with book.read() as reader:
        for check in CHECKS:
            faults += _faults(check, reader)
        told = _versions(reader)
    return Report(not faults, tuple(faults), told)


def _faults(check: Check, reader: Reader) -> Iterator[Fault]:
    for number, (text, facts) in enumerate(check.find(reader)):
        if number == _MOST:
            yield Fault(check.name, f"… och fler. Bara de första {_MOST} visas.")
            return
        yield Fault(check.name, text, facts, check.source)


def _versions(reader: Reader) -> dict[str, str]:
    found = {
        "schema": str(reader.value("PRAGMA user_version")),
        "sqlite": str(reader.value("SELECT sqlite_version()")),
        "python": platform.python_version(),
    }
    for key, package in (("program", "asynja-tui"), ("textual", "textual"), ("peewee", "peewee")):
        try:
            found[key] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[key] = "?"
    return found


def _file(reader: Reader) -> Iterator[Finding]:
    for (said,) in reader.rows(f"PRAGMA integrity_check({_MOST})"):
        if said != "ok":
            yield finding(f"Databasfilen är skadad: {said}")


def _references(reader: Reader) -> Iterator[Finding]:
    for table, row, parent, _ in reader.rows("PRAGMA foreign_key_check"):
        yield finding(f"Rad {row} i {table} pekar på något som saknas i {parent}.", row=row)


def _slot_day(reader: Reader) -> Iterator[Finding]:
    for day, first, last in reader.rows(
        "SELECT day, min(start), max(start) FROM slot GROUP BY day"
    ):
        begins, ends = _bounds(day)
        if begins <= first and last < ends:
            continue
        for slot, start in reader.rows(
            "SELECT id, start FROM slot WHERE day = ? AND NOT (start >= ? AND start < ?)",
            (day, begins, ends),
        ):
            yield finding(f"Tid {slot} ({when(start)}) står på fel dag.", slot=slot)


def _bounds(day: Day) -> tuple[Instant, Instant]:
    try:
        return midnight(day), midnight(day + 1)
    except (ValueError, OverflowError):
        return 0, 0


def _slot_release(reader: Reader) -> Iterator[Finding]:
    for slot, day, release, shown in reader.each(
        "SELECT id, day, release, release_day FROM slot WHERE release IS NOT NULL"
        " OR release_day IS NOT NULL"
    ):
        if not release_fits(release or 0) or shown != release_day(day, release):
            yield finding(f"Tid {slot} släpps en annan dag än Bok.före säger.", slot=slot)


def _agent_types(reader: Reader) -> Iterator[Finding]:
    for place, name in reader.each(
        "SELECT id, name FROM time_type"
        " WHERE NOT (web_bookable = 1 AND web_cancellable = 1 AND web_rebookable = 1)"
    ):
        if is_agent_type(name):
            said = f"Ombudstypen {name} saknar någon av de tre webbmarkeringarna."
            yield finding(said, time_type=place)


def _names(reader: Reader) -> Iterator[Finding]:
    tables = (
        ("clinic", "name", "name"),
        ("time_type", "name_key", "clinic_id"),
        ("resource", "name", "clinic_id"),
        ("template", "name", "clinic_id"),
        ("log_file", "name", "clinic_id"),
    )
    for table, column, within in tables:
        for name, count in reader.each(
            f"SELECT {column}, count(*) FROM {table} WHERE {column} <> ''"
            f" GROUP BY {within}, {column} HAVING count(*) > 1"
        ):
            yield finding(f"{count} rader i {table} heter ”{name}”.", table=table)
    for place, name, key in reader.each("SELECT id, name, name_key FROM time_type"):
        if name_key(name) != key:
            yield finding(f"Tidstypen {name} söks under fel namn.", time_type=place)


def _pnr(reader: Reader) -> Iterator[Finding]:
    # Imported here: it is slow to load, and nothing before the first frame needs it.
    from personnummer import personnummer

    for patient, pnr in reader.each("SELECT id, pnr FROM patient"):
        if not personnummer.valid(pnr):
            yield finding(f"Patient {patient} har inget giltigt personnummer.", patient=patient)


_RETURNING = tuple(system for system, policy in POLICIES.items() if policy.returns_to_waiting_list)

CHECKS: tuple[Check, ...] = (
    Check("file", "Databasfilen ska vara hel.", _file),
    Check("references", "Varje rad ska peka på rader som finns.", _references),
    Check(
        "one-clock", "Boken ska ha högst en klocka.",
        query("Boken har {rows} klockor.", "rows",
              "SELECT count(*) FROM clock HAVING count(*) > 1"),
    ),
    Check(
        "double-booking", "En tid ska ha högst en aktiv bokning.",
        query("Tid {slot} har {count} aktiva bokningar.", "slot",
              "SELECT slot_id, count(*) FROM booking WHERE status = 'booked'"
              " AND slot_id IS NOT NULL GROUP BY slot_id HAVING count(*) > 1", told="count"),
    ),
    Check(
        "slot-overlap", "En resurs tider ska inte krocka.",
        query("Tid {slot} ({start}) krockar med en annan tid på samma resurs.", "slot resource",
              "SELECT id, resource_id, start FROM (SELECT id, resource_id, start,"
              " max(start + length_min * 60) OVER (PARTITION BY resource_id ORDER BY start, id"
              "  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until FROM slot)"
              " WHERE busy_until > start", told="start"),
    ),
    Check(
        "slot-taken", "En tid ska vara märkt tagen när den är bokad, bara då.",
        query("Tid {slot} är märkt som {wrong}.", "slot",
              "SELECT s.id, iif(s.taken, 'tagen men har ingen aktiv bokning',"
              " 'ledig men är bokad') FROM slot s LEFT JOIN (SELECT DISTINCT slot_id FROM booking"
              "  WHERE status = 'booked') b ON b.slot_id = s.id"
              " WHERE s.taken <> (b.slot_id IS NOT NULL)", told="wrong"),
    ),
    # A slot is a day long at most, so the index on (resource, start) finds those of an event.
    Check(
        "slot-blocked", "En tid ska vara märkt spärrad under en spärr, bara då.",
        query("Tid {slot} är märkt som {wrong}.", "slot",
              "SELECT s.id, iif(s.blocked, 'spärrad utan att någon händelse spärrar den',"
              " 'öppen under en spärr') FROM slot s LEFT JOIN"
              " (SELECT DISTINCT o.id FROM event e CROSS JOIN slot o"
              '  ON o.resource_id = e.resource_id AND o.start < e."end"'
              "  AND o.start > e.start - 86400 AND o.start + o.length_min * 60 > e.start"
              "  WHERE e.blocking = 1) b ON b.id = s.id WHERE s.blocked <> (b.id IS NOT NULL)",
              told="wrong"),
    ),
    Check("slot-day", "En tid ska stå på sin dag.", _slot_day),
    Check("slot-release", "En tid ska släppas som Bok.före säger.", _slot_release),
    Check(
        "slot-clinic", "En tid ska höra till sin resurs enhet.",
        query("Tid {slot} hör till en annan enhet än sin resurs eller tidstyp.", "slot",
              "SELECT s.id FROM slot s JOIN resource r ON r.id = s.resource_id"
              " JOIN time_type t ON t.id = s.time_type_id"
              " WHERE s.clinic_id <> r.clinic_id OR s.clinic_id <> t.clinic_id"),
    ),
    Check(
        "booking-slot", "En aktiv bokning ska stämma med sin tid.",
        query("Bokning {booking} ({start}) stämmer inte med sin tid.", "booking",
              "SELECT b.id, b.start FROM booking b LEFT JOIN slot s ON s.id = b.slot_id"
              " WHERE b.status = 'booked' AND (s.id IS NULL OR b.start <> s.start"
              " OR b.length_min <> s.length_min OR b.resource_id <> s.resource_id"
              " OR b.time_type_id <> s.time_type_id OR b.clinic_id <> s.clinic_id)", told="start"),
    ),
    *LOG_CHECKS,
    Check(
        "hidden-ticks", "En dold tidstyp ska inte ha webbmarkeringar.",
        query("Tidstypen {name} är dold för patienten men har webbmarkeringar kvar.",
              "time_type", "SELECT id, name FROM time_type WHERE hidden = 1"
              " AND (web_bookable = 1 OR web_cancellable = 1 OR web_rebookable = 1)", told="name"),
        "[000] R20",
    ),
    Check("agent-ticks", "En ombudstyp ska ha alla tre webbmarkeringar.", _agent_types, "[000] R5"),
    Check(
        "waiting-list", "Webbavbokade ska stå åter på väntelistan.",
        both(
            query("Bokning {booking} avbokades på webben men står inte åter på väntelistan.",
                  "booking entry",
                  "SELECT b.id, w.id FROM waiting_list_entry w JOIN clinic k ON k.id = w.clinic_id"
                  " JOIN booking b ON b.id ="
                  "  (SELECT max(id) FROM booking WHERE waiting_entry_id = w.id)"
                  " JOIN booking_change c ON c.id ="
                  "  (SELECT max(id) FROM booking_change WHERE booking_id = b.id)"
                  " WHERE w.status = 'booked' AND b.status = 'cancelled' AND c.role = ?"
                  f" AND k.system IN ({', '.join('?' * len(_RETURNING))})",
                  (Role.CITIZEN, *_RETURNING)),
            query("Bokning {booking} är bokad från väntelistan men väntar ändå där.",
                  "booking entry",
                  "SELECT b.id, w.id FROM booking b JOIN waiting_list_entry w"
                  " ON w.id = b.waiting_entry_id"
                  " WHERE b.status = 'booked' AND w.status <> 'booked'"),
        ),
        "[000] R49",
    ),
    Check("names", "Namn ska vara unika.", _names),
    Check("patient-pnr", "Personnummer ska vara giltiga.", _pnr),
)  # fmt: skip


def labels() -> dict[str, str]:
    """What each check demands, in Swedish, by its name."""
    return {check.name: check.label for check in CHECKS}
