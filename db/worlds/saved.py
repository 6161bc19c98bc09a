"""What stands in a book, row by row, as a world's file keeps it: times, bookings, log, inbox.

It is put back as it was, asking no rule: what was allowed once may not be now. The columns are
those of ``db.store.tables``; what a column points at is told by its name, and things that have
none keep their numbers, so that they can point at each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from peewee import BooleanField, ForeignKeyField, IntegerField

from db.book import Reader, Tx
from db.errors import Invalid
from db.rules.local_time import day_text, instant_text, is_doubled, passed_before
from db.store import tables
from db.store.tables import Table
from db.timeline import parse_day, parse_instant

_TABLES: Final[Mapping[str, type[Table]]] = {
    "tid": tables.Slot,
    "handelse": tables.Event,
    "vantar": tables.WaitingListEntry,
    "bokning": tables.Booking,
    "andring": tables.BookingChange,
    "loggfil": tables.LogFile,
    "logg": tables.LogRow,
    "orsak": tables.ExemptionReason,
    "avgift": tables.Fee,
    "meddelande": tables.Message,
    "avisering": tables.Notice,
    "vald_mottagning": tables.ChosenClinic,
}
"""In such an order that each points at earlier ones only."""

_MOST: Final = 10**12
"""Numbers of things, lengths and amounts are smaller."""

_CLEARED: Final = "rensat"
"""How far each unit's log has been cleared."""

_LEFT_OUT: Final = frozenset({"revision", "changed_by", "layout_id"})
"""Who changed what before, and which laying out a time came from: that is not kept."""

_KEYS: Final = {
    "id": "nr", "clinic_id": "enhet", "resource_id": "resurs", "time_type_id": "tidstyp",
    "patient_id": "patient", "slot_id": "tid", "booking_id": "bokning", "change_id": "andring",
    "file_id": "loggfil", "waiting_entry_id": "vantar", "length_min": "langd", "day": "dag",
    "release": "bok_fore", "release_day": "slapps", "taken": "tagen", "blocked": "sparrad",
    "end": "slut", "blocking": "sparrar", "made_by": "inlagd_av", "made_at": "inlagd",
    "name": "namn", "comment": "kommentar", "reason": "orsak", "referral": "remiss",
    "interpreter": "tolk", "phone": "telefon", "pnr": "personnummer", "status": "lage",
    "booked_by": "bokad_av", "hidden_in_1177": "dold_i_1177", "staff_note": "egen_notering",
    "added_at": "uppsatt", "returned_at": "aterkom", "wanted_from": "onskas_fran",
    "wanted_to": "onskas_till", "act": "gjort", "role": "roll", "actor": "vem", "at": "nar",
    "late": "sen", "minutes_left": "minuter_kvar", "unsure": "osaker", "chain": "kedja",
    "changed_at": "andrad", "decision": "bedomning", "decided_by": "bedomd_av",
    "decided_at": "bedomd", "decision_reason": "undantagsorsak", "exported_at": "exporterad",
    "old_start": "forr_start", "old_length": "forr_langd", "old_type": "forr_tidstyp",
    "old_resource": "forr_resursnamn", "old_resource_id": "forr_resurs",
    "old_comment": "forr_kommentar", "new_start": "ny_start", "new_length": "ny_langd",
    "new_type": "ny_tidstyp", "new_resource": "ny_resursnamn", "new_resource_id": "ny_resurs",
    "new_comment": "ny_kommentar", "imported_at": "inlast", "imported_by": "inlast_av",
    "digest": "fingeravtryck", "position": "plats", "profession": "yrkeskategori",
    "amount_ore": "ore", "subject": "rubrik", "body": "brev", "read_at": "last",
    "unsent": "inte_aviserad", "channel": "satt",
}  # fmt: skip
"""Columns that have a Swedish key; the others have their own names."""

_SECOND: Final = " andra gången"
"""After a time of the hour that is passed twice: its second passing."""


def tables_kept() -> tuple[str, ...]:
    """The names of the tables."""
    return (*_TABLES, _CLEARED)


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        kind: ``unit``, ``type``, ``resource``, ``patient``, ``moment``, ``day``, ``flag``,
            ``number`` or ``text``.
        default: what it has where the file says nothing.
    """

    name: str
    key: str
    kind: str
    default: Any


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table that are kept."""
    if table == _CLEARED:
        return (
            Column("name", "enhet", "unit", None),
            Column("log_cleared_to", "till", "moment", 0),
            Column("log_cleared_change", "andring", "number", 0),
        )
    fields = {field.column_name: field for field in _TABLES[table]._meta.sorted_fields}
    # Of a row of the log changed_at is Ändrad datum.
    left_out = _LEFT_OUT | ({"changed_at"} if "changed_by" in fields else set())
    return tuple(
        Column(name, _KEYS.get(name, name), *_kind(field))
        for name, field in fields.items()
        if name not in left_out
    )


_NAMED: Final = {"clinic": "unit", "time_type": "type", "resource": "resource"}


def _kind(field: Any) -> tuple[str, Any]:  # noqa: ANN401 - peewee's own
    name, default = field.column_name, field.default
    if isinstance(field, ForeignKeyField):
        target = field.rel_model._meta.table_name
        return ("patient" if target == "patient" else _NAMED.get(target, "number")), None
    if name in ("old_resource_id", "new_resource_id"):
        return "resource", None
    if isinstance(field, BooleanField):
        return "flag", default
    if isinstance(field, IntegerField):
        if name in ("start", "end", "at") or name.endswith(("_at", "_start")):
            return "moment", default
        is_day = name in ("day", "wanted_from", "wanted_to") or name.endswith("_day")
        return ("day" if is_day else "number"), default
    return "text", default


class Names(NamedTuple):
    """What things are called: ids by names, those of types and resources by unit and name."""

    units: Mapping[str, int]
    types: Mapping[tuple[int, str], int]
    resources: Mapping[tuple[int, str], int]
    patients: Mapping[str, int]


def names_of(reader: Reader) -> Names:
    """The names in a book."""

    def pairs(sql: str) -> dict[tuple[int, str], int]:
        return {(unit, name): key for key, unit, name in reader.each(sql)}

    return Names(
        {name: key for key, name in reader.each("SELECT id, name FROM clinic")},
        pairs("SELECT id, clinic_id, name FROM time_type WHERE name <> ''"),
        pairs("SELECT id, clinic_id, name FROM resource"),
        {pnr: key for key, pnr in reader.each("SELECT id, pnr FROM patient")},
    )


# --- out of a book --------------------------------------------------------------------------------


def taken_out(reader: Reader) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of each table as a file has them, without what is as usual."""
    names = names_of(reader)
    called = {
        "unit": {key: name for name, key in names.units.items()},
        "type": {key: name for (_, name), key in names.types.items()},
        "resource": {key: name for (_, name), key in names.resources.items()},
        "patient": {key: pnr for pnr, key in names.patients.items()},
    }
    usual = ("unit", min(called["unit"], default=0))
    for table, model in _TABLES.items():
        kept = columns(table)
        sql = ", ".join(f'"{column.name}"' for column in kept)
        rows = reader.each(f'SELECT {sql} FROM "{model._meta.table_name}" ORDER BY id')
        told = [
            {
                column.key: _told(column.kind, cell, called)
                for column, cell in zip(kept, row, strict=True)
                if cell != column.default and (column.kind, cell) != usual
            }
            for row in rows
        ]
        if told:
            yield table, told
    sql = "SELECT name, log_cleared_to, log_cleared_change FROM clinic WHERE log_cleared_to > 0"
    cleared = [
        {"enhet": name, "till": moment_text(to), "andring": change}
        for name, to, change in reader.each(sql)
    ]
    if cleared:
        yield _CLEARED, cleared


def _told(kind: str, cell: Any, called: Mapping[str, Mapping[int, str]]) -> Any:  # noqa: ANN401 - any column
    if kind in called:
        return called[kind][cell]
    if kind == "moment":
        return moment_text(cell)
    if kind == "day":
        return day_text(cell)
    return bool(cell) if kind == "flag" else cell


def moment_text(at: int) -> str:
    """An instant as a world's file has it, seconds only where there are any."""
    seconds = f":{at % 60:02}" if at % 60 else ""
    again = _SECOND if is_doubled(at) and passed_before(at) != at else ""
    return f"{instant_text(at)}{seconds}{again}"


# --- into a book ----------------------------------------------------------------------------------


def faults(given: Mapping[str, Any]) -> Iterator[tuple[str, tuple[int, str, str]]]:
    """What is wrong with saved tables: the table; its number, the key and why."""
    for table, rows in given.items():
        if table not in tables_kept():
            yield table, (0, "", f"finns inte. Tabellerna är {', '.join(tables_kept())}.")
        elif not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            yield table, (0, "", "ska vara en lista med rader.")
        else:
            for number, row in enumerate(rows, 1):
                yield from ((table, (number, *why)) for why in _row_faults(table, row))


def _row_faults(table: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known = {column.key: column for column in columns(table)}
    for key, cell in row.items():
        if key not in known:
            yield key, "finns inte i den tabellen."
            continue
        try:
            _meant(known[key].kind, cell)
        except Invalid as error:
            yield key, error.text


def taken_in(given: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The cells of saved tables without faults, but for what they point at."""
    made = {}
    for table, rows in given.items():
        kinds = {column.key: column.kind for column in columns(table)}
        made[table] = [{key: _meant(kinds[key], cell) for key, cell in row.items()} for row in rows]
    return made


def _meant(kind: str, cell: Any) -> Any:  # noqa: ANN401 - whatever TOML gave
    """What a cell means; of what has a name, its name.

    Raises:
        Invalid: it is of another kind.
    """
    wanted = {"flag": bool, "number": int}.get(kind, str)
    fits = isinstance(cell, wanted) and (wanted is not int or not isinstance(cell, bool))
    if not fits or (kind == "number" and not -_MOST < cell < _MOST):
        words = {"flag": "true eller false", "number": "ett heltal (högst tolv siffror)"}
        raise Invalid("world-value", f"ska vara {words.get(kind, 'en text inom citattecken')}.")
    if kind in ("day", "moment"):
        return _time(kind, cell)
    return int(bool(cell)) if kind == "flag" else cell


@lru_cache(maxsize=1 << 16)
def _time(kind: str, text: str) -> int:
    """A day, or an instant; most of them stand again and again."""
    if kind == "day":
        return parse_day(text)
    first = parse_instant(text.removesuffix(_SECOND))
    return first + 3600 if text.endswith(_SECOND) else first


class Unplaced(Invalid):
    """A row that points at what is not there.

    Attributes:
        place: the table, which of its rows, and the key.
    """

    def __init__(self, place: tuple[str, int, str], cell: str) -> None:
        super().__init__("world-value", f"”{cell}” finns inte i filen.")
        self.place = place


def put_in(tx: Tx, kept: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Put saved rows into a book that has their units, types, resources and patients.

    Raises:
        Unplaced: a row points at what is not there.
        Refused: the database says no.
    """
    names = names_of(tx)
    for table in (table for table in _TABLES if table in kept):
        told = columns(table)
        into = ", ".join(f'"{column.name}"' for column in told)
        marks = ", ".join("?" * len(told))
        sql = f'INSERT INTO "{_TABLES[table]._meta.table_name}" ({into}) VALUES ({marks})'
        tx.many(sql, [_cells(table, n, row, names) for n, row in enumerate(kept[table], 1)])
    for number, row in enumerate(kept.get(_CLEARED, ()), 1):
        unit, to, change = _cells(_CLEARED, number, row, names)
        sql = "UPDATE clinic SET log_cleared_to = ?, log_cleared_change = ? WHERE id = ?"
        tx.run(sql, (to, change, unit))


def _cells(table: str, number: int, row: Mapping[str, Any], names: Names) -> list[Any]:
    first = min(names.units, key=lambda name: names.units[name], default="")
    unit = names.units.get(row.get("enhet", first), 0)
    cells = []
    for column in columns(table):
        cell = row.get(column.key, first if column.kind == "unit" else column.default)
        if cell is not None and column.kind in ("unit", "type", "resource", "patient"):
            found = {
                "unit": names.units.get(cell),
                "patient": names.patients.get(cell),
                "type": names.types.get((unit, cell)),
                "resource": names.resources.get((unit, cell)),
            }[column.kind]
            if found is None:
                raise Unplaced((f"sparat.{table}", number, column.key), cell)
            cell = found
        cells.append(cell)
    return cells
