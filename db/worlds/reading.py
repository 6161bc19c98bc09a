"""Reading a world's file: what it says, and what is wrong with it, by table, number and key."""

import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from db.clock import Mode
from db.errors import Invalid, NotFound, Unreadable
from db.rules.local_time import day_text
from db.values import Instant, clean
from db.worlds import saved
from db.worlds.form import SINGLE, TABLES, faults_of, taken_in
from db.worlds.people import PEOPLE, Person
from db.worlds.times import Today

FOLDER: Final = Path(__file__).parent
SIZE_LIMIT: Final = 32 * 1024 * 1024
"""The largest file that is read, in bytes."""

_BASE_DEPTH: Final = 5


class Fault(NamedTuple):
    """Something wrong in a world's file.

    Attributes:
        table: in which table; empty where it is not known.
        number: which of those of its name, from 1; 0 where there is one only.
        key: which of its keys; empty for the table itself.
        text: the end of a Swedish sentence that begins with where it is.
        line: the line of the file, from 1; 0 where it is not known.
    """

    table: str
    number: int
    key: str
    text: str
    line: int = 0

    @property
    def sentence(self) -> str:
        """The whole of it: ``tidstyp 3, farg: ska vara …``."""
        what = f"{self.table} {self.number}" if self.number else self.table
        where = ", ".join(part for part in (what, self.key) if part)
        return f"Rad {self.line}: {self.text}" if self.line else f"{where}: {self.text}"


@dataclass(frozen=True, slots=True)
class Row:
    """One table of the file.

    Attributes:
        number: which of those of its name, from 1; 0 where there is one only.
        given: the keys that stand in the file.
    """

    table: str
    number: int
    values: Mapping[str, Any]
    given: frozenset[str]

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as the key takes it
        """The value of a key."""
        return self.values[key]


@dataclass(frozen=True)
class World:
    """What a file says, its times told.

    Attributes:
        title: what it is, in Swedish.
        now: its time.
        mode: how its clock runs.
        rows: its tables by name.
        saved: what was saved out of a book (``db.worlds.saved``).
    """

    title: str
    now: Instant
    mode: Mode
    rows: Mapping[str, Sequence[Row]]
    saved: Mapping[str, Sequence[Mapping[str, Any]]]

    def of(self, table: str) -> Sequence[Row]:
        """The tables of a name, in the file's order."""
        return self.rows.get(table, ())

    def one(self, table: str) -> Row | None:
        """The table of a name of which there is one, where it is there."""
        return next(iter(self.of(table)), None)


class Faulty(Invalid):
    """A file that no world, and nothing else that is written likewise, can be made of.

    Attributes:
        faults: all that is wrong with it.
    """

    def __init__(self, faults: Sequence[Fault], what: str = "Världen") -> None:
        more = f" (och {len(faults) - 1} fel till)" if len(faults) > 1 else ""
        super().__init__("world-faults", f"{what} går inte att läsa. {faults[0].sentence}{more}")
        self.faults = tuple(faults)


def shipped() -> tuple[str, ...]:
    """The names of the worlds that come with the program, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def file_text(path: Path) -> str:
    """What a world's file says.

    Raises:
        Unreadable: there is no such file, it is too large, or not a text in UTF-8.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise Unreadable("unreadable", f"{path} är för stor.", field="path")
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        said = f"{path} är inte en textfil i UTF-8."
    except OSError as error:
        why = "den finns inte" if isinstance(error, FileNotFoundError) else "fel vid läsning"
        said = f"{path} kan inte läsas: {why}."
    raise Unreadable("unreadable", said, field="path") from None


def shipped_text(name: str) -> str:
    """What the file of one of the program's own worlds says.

    Raises:
        NotFound: no such world; the sentence lists those there are.
    """
    if name not in shipped():
        known = ", ".join(shipped())
        raise NotFound("world", f"Världen ”{name[:40]}” finns inte. Det finns: {known}.")
    return file_text(FOLDER / f"{name}.toml")


def title_of(text: str) -> str:
    """What a world's file says that it is; empty where it says nothing, or cannot be read."""
    try:
        told = parsed(text).get("varld", {})
    except Faulty:
        return ""
    return clean(str(told.get("titel", ""))) if isinstance(told, dict) else ""


def read(text: str, computer_now: Instant) -> World:
    """Read a world; times that are told from today are told from the world's own.

    Raises:
        Faulty: something is wrong with it; names every fault that could be found.
    """
    tables = _with_base(parsed(text), 0)
    faults = list(_shape_faults(tables))
    if faults:
        raise Faulty(faults)
    clock = tables.get("klocka", {})
    told = faults_of(TABLES["klocka"], clock, Today(computer_now))
    if told:
        raise Faulty([Fault("klocka", 0, key, why) for key, why in told])
    settled = taken_in(TABLES["klocka"], clock, Today(computer_now))
    now = computer_now if settled["nu"] is None else settled["nu"]
    today = Today(now)
    rows: dict[str, list[Row]] = {}
    for name, number, given in _each(tables):
        wrong = faults_of(TABLES[name], given, today)
        faults += (Fault(name, number, key, why) for key, why in wrong)
        if not wrong:
            values = taken_in(TABLES[name], given, today)
            rows.setdefault(name, []).append(Row(name, number, values, frozenset(given)))
    kept = tables.get("sparat", {})
    faults += (Fault(f"sparat.{name}", *rest) for name, rest in saved.faults(kept))
    if not faults:
        faults += _name_faults(rows)
    if faults:
        raise Faulty(faults)
    title = rows["varld"][0]["titel"] if "varld" in rows else ""
    return World(title, now, settled["lage"], rows, saved.taken_in(kept))


_NOT_TOML: Final = {
    "Expected '='": "efter en nyckel ska det stå =; en nyckel med å, ä eller ö kräver citattecken",
    "Invalid statement": "en nyckel med å, ä eller ö kräver citattecken",
    "Unterminated string": "ett citattecken saknas",
    "Illegal character": "en text på flera rader ska stå inom tre citattecken",
    "Unclosed array": "en hakparentes ] saknas",
    "Unclosed inline table": "en klammer } saknas på raden",
    "Expected ']'": "en hakparentes ] saknas",
    "Invalid value": "värdet går inte att läsa; en text ska stå inom citattecken",
    "Invalid date": "det datumet finns inte",
    "Expected newline": "efter värdet står något mer på raden",
    "Invalid initial character": "en tabell { … } ska stå på en rad, utan komma sist",
    "Unescaped": "ett omvänt snedstreck skrivs \\\\ i en text",
    "Cannot declare": "tabellen eller nyckeln finns redan",
    "Cannot overwrite": "tabellen eller nyckeln finns redan",
    "Duplicate": "tabellen eller nyckeln finns redan",
}
"""What Python's own words mean."""

_UNKNOWN: Final = "raden går inte att läsa"


def parsed(text: str) -> dict[str, Any]:
    """The tables of a file.

    Raises:
        Faulty: it is not TOML; says on which line.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, _, place = str(error).partition(" (at ")
        words = place.split()
        line = int(words[1].rstrip(",")) if words[:1] == ["line"] else text.count("\n") + 1
        why = next((told for sign, told in _NOT_TOML.items() if sign in said), _UNKNOWN)
        raise Faulty([Fault("", 0, "", f"filen är inte TOML: {why}.", line)]) from None
    except RecursionError:
        raise Faulty([Fault("", 0, "", "filen är inte TOML: för djupt.", 1)]) from None


def _with_base(tables: dict[str, Any], depth: int) -> dict[str, Any]:
    """The tables, and those of the world it builds on that it does not have itself."""
    told = tables.get("varld")
    base = told.get("bygger_pa", "") if isinstance(told, dict) else ""
    if not base:
        return tables
    if not isinstance(base, str) or base not in shipped() or depth == _BASE_DEPTH:
        known = ", ".join(shipped())
        raise Faulty([Fault("varld", 0, "bygger_pa", f"ska vara en av {known}.")])
    return {**_with_base(parsed(shipped_text(base)), depth + 1), **tables}


def _shape_faults(tables: Mapping[str, Any]) -> Iterator[Fault]:
    for name, value in tables.items():
        if name == "sparat":
            if not isinstance(value, dict):
                yield Fault(name, 0, "", "ska stå som [[sparat.…]].")
        elif name not in TABLES:
            known = ", ".join((*TABLES, "sparat"))
            yield Fault(name, 0, "", f"finns inte. Tabellerna är {known}.")
        elif name in SINGLE:
            if not isinstance(value, dict):
                yield Fault(name, 0, "", f"ska stå en gång, som [{name}].")
        elif not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
            yield Fault(name, 0, "", f"ska stå som [[{name}]].")


def _each(tables: Mapping[str, Any]) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Every table but that of what was saved: its name, its number, what stands in it."""
    for name in (name for name in TABLES if name in tables and name != "klocka"):
        if name in SINGLE:
            yield name, 0, tables[name]
        else:
            yield from ((name, number, one) for number, one in enumerate(tables[name], 1))


# --- names ----------------------------------------------------------------------------------------


def _name_faults(rows: Mapping[str, Sequence[Row]]) -> Iterator[Fault]:
    """Names of things that the file does not have, and names that stand twice."""
    units = [row["namn"] for row in rows.get("enhet", ())]
    if not units:
        yield Fault("enhet", 0, "", "saknas. En värld har minst en enhet.")
        return
    if "liv" in rows and "schemalaggning" not in rows:
        yield Fault("liv", 0, "", "behöver minst en [[schemalaggning]].")
    known: dict[str, Container[Any]] = {"enhet": units, "patient": people_of(rows)}
    for table, field in _KEYS.items():
        known[table] = seen = set[tuple[str, str]]()
        for row in rows.get(table, ()):
            called = (unit_of(row, units), row[field])
            if row[field] and called in seen:
                yield Fault(table, row.number, field, f"”{row[field]}” finns redan.")
            seen.add(called)
    for row in (row for some in rows.values() for row in some):
        for key, table, name in _mentioned(row):
            alone = table in ("enhet", "patient")
            if (name if alone else (unit_of(row, units), name)) not in known[table]:
                yield Fault(row.table, row.number, key, f"”{name}” finns inte i filen.")


def _mentioned(row: Row) -> Iterator[tuple[str, str, str]]:
    """What a row names: by which key, a thing of which table, and its name."""
    for key, kind in TABLES[row.table].items():
        named = row[key] if kind.names and row[key] else ()
        for name in (named,) if isinstance(named, str) else named:
            yield key, kind.names, name
    if row.table == "mall":
        for name in dict.fromkeys(one["tidstyp"] for one in row["rader"]):
            yield "rader", "tidstyp", name


_KEYS: Final = {"tidstyp": "namn_i_asynjavisph", "resurs": "namn", "mall": "namn"}
"""What things are called by."""


def unit_of(row: Row, units: Sequence[str]) -> str:
    """The unit that a table is about: the one it names, else the first."""
    return str(row["enhet"] or units[0])


def people_of(rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """Personal numbers by name and by number, of all who are in the world."""
    found = {}
    for row in rows.get("patient", ()):
        found[row["namn"]] = found[row["personnummer"]] = row["personnummer"]
    for person in listed(next(iter(rows.get("personer", ())), None)):
        found[person.name] = found[person.pnr] = person.pnr
    return found


def listed(row: Row | None) -> list[Person]:
    """Those of the program's own people that a world has."""
    if row is None:
        return []
    born_by = "9" if row["fodda_senast"] is None else day_text(row["fodda_senast"]).replace("-", "")
    return [one for one in PEOPLE if one.pnr[:8] <= born_by][: row["antal"]]
