"""Reading the files of the training: tables of keys, as a world's, and what is wrong with them."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from db.timeline import parse_instant
from db.worlds.form import Keys, faults_of, taken_in
from db.worlds.reading import Fault, Faulty, Row, parsed
from db.worlds.times import Today

_ANY_DAY: Final = Today(parse_instant("2024-09-10 10:00"))
"""Times are kept as they are written and told from the book's own day: here only how they are
written is looked at."""


def read(
    text: str,
    tables: Mapping[str, Keys],
    *,
    several: Collection[str],
    needed: Collection[str],
    what: str,
    today: Today = _ANY_DAY,
) -> dict[str, list[Row]]:
    """The tables of a file by name, in the file's order.

    Args:
        text: what the file says.
        tables: those that it may have, with their keys.
        several: the names of those that stand as ``[[name]]``.
        needed: the names of those it cannot do without.
        what: what the file is, as it begins a Swedish sentence: ``Övningen``.
        today: what relative times are told from.

    Raises:
        Faulty: something is wrong with it; names every fault that could be found.
    """
    return taken(
        tables_of(text, what), tables, several=several, needed=needed, what=what, today=today
    )


def tables_of(text: str, what: str) -> dict[str, Any]:
    """What a file holds, as TOML has it.

    Raises:
        Faulty: it is not TOML; says on which line.
    """
    try:
        return parsed(text)
    except Faulty as error:
        raise Faulty(error.faults, what) from None


def taken(
    given: Mapping[str, Any],
    tables: Mapping[str, Keys],
    *,
    several: Collection[str],
    needed: Collection[str],
    what: str,
    today: Today = _ANY_DAY,
) -> dict[str, list[Row]]:
    """The tables of a file that is parsed already; see ``read``."""
    faults = list(_shape_faults(given, tables, several, needed))
    if faults:
        raise Faulty(faults, what)
    rows: dict[str, list[Row]] = {}
    for name, number, one in _each(given, several):
        wrong = faults_of(tables[name], one, today)
        faults += (Fault(name, number, key, why) for key, why in wrong)
        if not wrong:
            values = taken_in(tables[name], one, today)
            rows.setdefault(name, []).append(Row(name, number, values, frozenset(one)))
    if faults:
        raise Faulty(faults, what)
    return rows


def _shape_faults(
    given: Mapping[str, Any],
    tables: Mapping[str, Keys],
    several: Collection[str],
    needed: Collection[str],
) -> Iterator[Fault]:
    for name, value in given.items():
        is_list = isinstance(value, list) and all(isinstance(one, dict) for one in value)
        if name not in tables:
            yield Fault(name, 0, "", f"finns inte. Tabellerna är {', '.join(tables)}.")
        elif name in several and not is_list:
            yield Fault(name, 0, "", f"ska stå som [[{name}]].")
        elif name not in several and not isinstance(value, dict):
            yield Fault(name, 0, "", f"ska stå en gång, som [{name}].")
    for name in needed:
        if given.get(name, []) == []:
            yield Fault(name, 0, "", "saknas.")


def _each(
    given: Mapping[str, Any], several: Collection[str]
) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    for name, value in given.items():
        if name in several:
            yield from ((name, number, one) for number, one in enumerate(value, 1))
        else:
            yield name, 0, value
