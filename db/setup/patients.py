"""Invånare: their personal number, how they are reached, and who may see them."""

import re
from dataclasses import replace
from typing import NamedTuple

from db import clock, fields
from db.book import Book, Reader, Tx
from db.errors import Invalid, NotFound, Refused
from db.permissions import CARE, IT, require
from db.rules.alphabet import sort_key
from db.rules.local_time import day_of
from db.rules.login import NO_COORDINATION
from db.rules.names.personal_number import is_coordination, plain, read_number
from db.setup.record import Record
from db.values import Actor, Instant, Patient, Role, clean

_RECORD = Record(Patient, "patient", "Patienten")


class Found(NamedTuple):
    """A patient in a list to choose from.

    Attributes:
        pnr: the personal number as people write it; masked where the actor's lists are.
    """

    id: int
    name: str
    pnr: str
    phone: str


def parse_pnr(text: str, now: Instant) -> str:
    """Read a personal number or samordningsnummer: see ``personal_number.read_number``.

    Args:
        now: the book's time, or that of the row of a log in which the number stands.

    Returns:
        Twelve digits.

    Raises:
        Invalid: not a valid number, or that of somebody who is not born yet at ``now``.
    """
    number = read_number(text, day_of(now))
    if number.fault:
        raise Invalid("pnr", number.fault, field="pnr")
    return number.digits


def pnr_text(pnr: str) -> str:
    """A personal number as people write it: ``19121212-1212``."""
    return f"{pnr[:8]}-{pnr[8:]}"


def masked_pnr(pnr: str) -> str:
    """A personal number for those who may not read it: ``19121212-****``."""
    return f"{pnr[:8]}-****"


def load(reader: Reader, patient: int) -> Patient:
    """The patient with this id.

    Raises:
        NotFound: there is none.
    """
    return _RECORD.load(reader, patient)


def find(book: Book, pnr: str) -> Patient:
    """The patient with this personal number, however it is written.

    Raises:
        Invalid: not a personal number.
        NotFound: nobody in the book has it.
    """
    with book.read() as reader:
        return by_pnr(reader, parse_pnr(pnr, clock.now(reader)))


def by_pnr(reader: Reader, digits: str) -> Patient:
    """The patient with these twelve digits.

    Raises:
        NotFound: nobody in the book has them.
    """
    for patient in _RECORD.rows(reader, "WHERE pnr = ?", (digits,)):
        return patient
    kind = "samordningsnumret" if is_coordination(digits) else "personnumret"
    raise NotFound("patient", f"Ingen patient i boken har det {kind}.", field="pnr")


def every(book: Book, actor: Actor) -> tuple[Patient, ...]:
    """All patients by name; for care only. IT sees masked numbers.

    Raises:
        NotAllowed: citizens, ombud and administrators.
    """
    require(actor, CARE, "läsa patientlistan")
    with book.read() as reader:
        people = _RECORD.rows(reader)
    return tuple(sorted(people, key=lambda patient: (sort_key(patient.name), patient.id)))


def search(book: Book, actor: Actor, text: str, *, limit: int = 20) -> tuple[Found, ...]:
    """Patients by personal number or name, for care (R78).

    Digits are a personal number's first digits, with or without century and signs; otherwise
    every word must begin a word of the name, whatever the case. By name.

    Args:
        actor: care; numbers are masked where the actor's lists are.
        text: what was typed; nobody is found without any.

    Raises:
        NotAllowed: citizens, ombud and administrators.
    """
    require(actor, CARE, "söka patienter")
    typed = clean(text)
    digits = re.sub(r"[-+]", "", plain(typed))
    with book.read() as reader:
        if digits.isascii() and digits.isdigit():
            begins = "WHERE pnr GLOB ?1 OR substr(pnr, 3) GLOB ?1"
            people = _RECORD.rows(reader, begins, (f"{digits}*",))
        else:
            words = typed.casefold().split()
            every_one = _RECORD.rows(reader) if words else []
            people = [one for one in every_one if _is_called(one.name, words)]
    people.sort(key=lambda one: (sort_key(one.name), one.pnr))
    shown = masked_pnr if actor.masked else pnr_text
    return tuple(Found(one.id, one.name, shown(one.pnr), one.phone) for one in people[:limit])


def _is_called(name: str, words: list[str]) -> bool:
    parts = re.split(r"[\s-]+", name.casefold())
    return all(any(part.startswith(word) for part in parts) for word in words)


def citizen(book: Book, pnr: str) -> Actor:
    """The actor a citizen is once logged in on 1177 with this personal number.

    Raises:
        Invalid: not a personal number; a samordningsnummer, with which nobody logs in.
        NotFound: nobody in the book has it.
    """
    patient = find(book, pnr)
    if is_coordination(patient.pnr):
        raise Invalid("pnr", NO_COORDINATION, field="pnr")
    return Actor(Role.CITIZEN, patient.name, patient.id)


def add(tx: Tx, patient: Patient, clinics: tuple[int, ...] = ()) -> int:
    """Add a patient to a book that is being made; returns the id.

    Args:
        patient: its ``id`` is not looked at; ``pnr`` is twelve digits.
        clinics: the clinics whose limited audience the patient is in.
    """
    made = tx.insert(
        "INSERT INTO patient (pnr, name, phone, email, sms, mail) VALUES (?, ?, ?, ?, ?, ?)",
        (
            patient.pnr,
            fields.name(patient.name, "name", "Namn"),
            fields.phone(patient.phone, "phone", "Telefon"),
            fields.text(patient.email, "email", "E-post"),
            patient.sms,
            patient.mail,
        ),
    )
    tx.many(
        "INSERT INTO patient_clinic (patient_id, clinic_id) VALUES (?, ?)",
        [(made, clinic) for clinic in clinics],
    )
    return made


def register(book: Book, actor: Actor, patient: Patient) -> Patient:
    """Add a patient to the book.

    Raises:
        NotAllowed: others than care.
        Invalid: not a personal number, an empty name, not a phone number, a text too long.
        Refused: the number is in the book already.
    """
    from db.acts.noting import note  # late: every start knows of patients, few register any
    from db.rules.acts import Kind

    require(actor, CARE | IT, "lägga upp patienter")
    with book.write() as tx:
        digits = parse_pnr(patient.pnr, clock.now(tx))
        if tx.value("SELECT 1 FROM patient WHERE pnr = ?", (digits,)):
            kind = "Samordningsnumret" if is_coordination(digits) else "Personnumret"
            raise Refused("pnr-known", f"{kind} finns redan i boken.", field="pnr")
        made = add(tx, replace(patient, pnr=digits))
        note(tx, actor, None, Kind.PATIENT_REGISTERED, "En patient upplagd i boken", clock.now(tx))
        return load(tx, made)


def set_notices(
    book: Book, actor: Actor, *, sms: bool | None = None, mail: bool | None = None
) -> Patient:
    """Turn the citizen's own notices on or off; only the citizen can (GUIDES.md B5).

    Args:
        sms: on or off; None leaves them as they are.
        mail: the same.

    Raises:
        NotAllowed: anyone but a citizen.
    """
    require(actor, frozenset({Role.CITIZEN}), "ställa in en invånares aviseringar")
    with book.write() as tx:
        tx.run(
            "UPDATE patient SET sms = coalesce(?, sms), mail = coalesce(?, mail) WHERE id = ?",
            (sms, mail, actor.patient),
        )
        return load(tx, actor.patient or 0)
