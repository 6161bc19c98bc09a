"""Writing an open book as a world's file: loading it gives an equal book (*Spara som värld*).

What a unit has is written as one writes it by hand; what stands in it, times and bookings and the
log, as ``db.worlds.saved`` keeps it. Who changed what before, and which laying out a time came
from, is left behind.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from db import clock
from db.book import Book, Reader
from db.errors import Invalid
from db.log.files.write import write_whole
from db.paths import meant
from db.rules.local_time import clock_text, day_text
from db.schedule import templates
from db.setup import case_types, clinics, resources, time_types
from db.texts import COLOURS
from db.values import CaseKind, Clinic, Resource, ResourceKind, Template, TimeType, Weekday
from db.worlds import saved
from db.worlds.form import CASES, MODES, TERM_PARTS, TYPE_FIELDS
from db.worlds.saved import moment_text

_DAYS: Final = ("må", "ti", "on", "to", "fr", "lö", "sö", "helgdag")
_A_DAY: Final = 86_400
_CASE_WORDS: Final[Mapping[CaseKind, str]] = {kind: word for word, kind in CASES.items()}
_MODE_WORDS: Final[Mapping[clock.Mode, str]] = {mode: word for word, mode in MODES.items()}


def save(book: Book, target: str | Path) -> Path:
    """Write the book, as it is at one moment, as a world to a new file; gives its place.

    Raises:
        Invalid: no name of a file that ends with ``.toml``.
        Refused: the file exists; it is never overwritten.
        Unreadable: it cannot be written.
    """
    place = meant(target)
    if place.suffix.casefold() != ".toml":
        raise Invalid("path", "Filens namn ska sluta på .toml.", field="path")
    text = text_of(book)
    write_whole(place, lambda file: file.write(text.encode()))
    return place


def text_of(book: Book) -> str:
    """The book as a world's file."""
    with book.read() as reader:
        lines = [line for part in _parts(book, reader) for line in part]
    return "\n".join(lines).rstrip() + "\n"


def _parts(book: Book, reader: Reader) -> Iterator[Iterable[str]]:
    state = clock.state(reader)
    own = Path(reader.value("SELECT world FROM book_info") or "övning").stem
    yield ["# Sparad ur en bok. Se docs/VÄRLDAR.md.", ""]
    yield _table("[varld]", {"titel": f"Sparad bok av världen {own}"})
    when = {} if state.mode is clock.Mode.REAL else {"nu": moment_text(state.now)}
    yield _table("[klocka]", {"lage": _MODE_WORDS[state.mode], **when})
    opened = moment_text(_earliest(reader, state.now) - _A_DAY)
    every = clinics.every(book)
    for unit in every:
        yield _table("[[enhet]]", {**_unit(reader, unit), "oppnad": opened})
    for unit in every:
        yield from _furniture(book, unit)
    sql = "SELECT id, pnr, name, phone, email, sms, mail FROM patient ORDER BY id"
    for key, pnr, name, phone, email, sms, mail in reader.rows(sql):
        inside = reader.rows(
            "SELECT c.name FROM patient_clinic p JOIN clinic c ON c.id = p.clinic_id"
            " WHERE p.patient_id = ? ORDER BY p.id", (key,),
        )  # fmt: skip
        told = {
            "personnummer": pnr, "namn": name, "telefon": phone, "epost": email,
            "sms": bool(sms), "mejl": bool(mail), "enheter": [unit for (unit,) in inside],
        }  # fmt: skip
        yield _table("[[patient]]", told)
    yield ["[sparat]"]
    for table, rows in saved.taken_out(reader):
        yield _listed(table, rows)


def _earliest(reader: Reader, now: int) -> int:
    """The earliest moment that anything in the book is about."""
    sql = "SELECT min(start) FROM slot UNION SELECT min(at) FROM booking_change"
    sql += " UNION SELECT min(changed_at) FROM log_row"
    times = [int(at) for (at,) in reader.rows(sql) if at is not None]
    return min([now, *times])


def _unit(reader: Reader, unit: Clinic) -> dict[str, Any]:
    phone, address = reader.row("SELECT phone, address FROM clinic WHERE id = ?", (unit.id,)) or (
        "", "",
    )  # fmt: skip
    return {
        "namn": unit.name, "journalsystem": str(unit.system), "ansluten": unit.connected,
        "telefon": phone, "adress": address, "minuter_till_1177": unit.delay_min,
        "loggen_sparas_dagar": unit.retention_days, "ombud_ombokar": unit.agent_rebooks,
        "aftnar_ar_helgdagar": unit.eves_closed,
    }  # fmt: skip


def _furniture(book: Book, unit: Clinic) -> Iterator[Iterable[str]]:
    """What a unit has put up: ärendetyper, types, resources and templates."""
    where = {"enhet": unit.name}
    for case in case_types.every(book, unit.id):
        parts = zip(TERM_PARTS, asdict(case.terms).values(), strict=True)
        told = {
            "enheter": [unit.name], "slag": _CASE_WORDS[case.kind], "namn": case.name,
            "aktiv": case.active, "begransad": case.limited, **dict(parts),
        }  # fmt: skip
        yield _table("[[arendetyp]]", told)
    usual = TimeType()
    types = time_types.every(book, unit.id)
    for kind in types:
        fields = {key: getattr(kind, field) for key, field in TYPE_FIELDS.items()}
        told = {key: value for key, value in fields.items()
                if value != getattr(usual, TYPE_FIELDS[key])}  # fmt: skip
        told |= {"farg": COLOURS[kind.colour].casefold()} if kind.colour else {}
        told |= {} if kind.level is None else {"niva": kind.level}
        yield _table("[[tidstyp]]", {**where, **told})
    for one in sorted(resources.every(book, unit.id), key=_number):
        person = one.kind is ResourceKind.PERSON
        ends = {"giltig_fran": one.valid_from, "giltig_till": one.valid_to}
        told = {"namn": one.name, "slag": "person" if person else "befattning"}
        told |= {"yrkeskategori": one.profession}
        told |= {key: day_text(day) for key, day in ends.items() if day is not None}
        yield _table("[[resurs]]", {**where, **told})
    names = {kind.id: kind.name for kind in types}
    for template in sorted(templates.every(book, unit.id), key=_number):
        yield _table("[[mall]]", {**where, "namn": template.name}, blank=False)
        yield _listed("rader", [
            {
                "dagar": _DAYS[Weekday(row.weekday)], "fran": clock_text(row.start_min),
                "till": clock_text(row.end_min), "langd": row.length_min,
                **({} if row.release is None else {"bok_fore": row.release}),
                "tidstyp": names[row.time_type],
            }
            for row in template.rows
        ])  # fmt: skip


def _number(thing: Resource | Template) -> int:
    """In which order things were put up."""
    return thing.id or 0


# --- TOML -----------------------------------------------------------------------------------------


def _table(heading: str, told: Mapping[str, Any], *, blank: bool = True) -> list[str]:
    lines = [heading, *(f"{key} = {_value(value)}" for key, value in told.items())]
    return [*lines, ""] if blank else lines


def _listed(key: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """A list of tables, one a line."""
    cells = (", ".join(f"{name} = {_value(value)}" for name, value in row.items()) for row in rows)
    return [f"{key} = [", *(f"    {{ {row} }}," for row in cells), "]", ""]


def _value(value: Any) -> str:  # noqa: ANN401 - whatever a key takes
    # JSON's texts, numbers, flags and lists are TOML's, too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
