"""Reading what stands on the command line: what cannot be read is wrong usage, not a refusal."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from asynja_tui.cli.usage import Usage
from asynja_tui.prefs import Look
from db import clock, fields
from db.book import Book
from db.errors import Invalid
from db.paths import meant
from db.rules.log.grammar import parse_search, unfinished
from db.rules.log.query import LogQuery
from db.setup import patients
from db.timeline import parse_day, parse_instant
from db.values import Actor, Day, Instant, Patient, Role, clean

Read = TypeVar("Read")

_ROLES: Final = {
    "AGENT": Role.AGENT,
    "STAFF": Role.STAFF,
    "SCHEDULER": Role.SCHEDULER,
    "IT": Role.IT,
}


class _Caller:
    """Who runs this one command, and how the program is to look if it opens."""

    name: str | None = None
    look = Look()


def look_as(theme: str, demo: int) -> None:
    """Open the program in these colours and at this level of Visningsläge."""
    _Caller.look = Look(theme, demo)


def look() -> Look:
    """How the program is to look if the command opens it."""
    return _Caller.look


def call_as(name: str | None) -> None:
    """Act under this name; under the one kept in Inställningar when it is None.

    Raises:
        Usage: too long.
    """
    _Caller.name = None if name is None else read(_name, name, "--user")


def _name(text: str) -> str:
    return fields.text(text, "user", "Namnet", fields.NAME_BOUND)


def caller() -> str:
    """The name that the command is run under; empty means the role's."""
    if _Caller.name is None:
        from asynja_tui import prefs

        return prefs.name()
    return _Caller.name


def __getattr__(name: str) -> Actor:
    """``STAFF`` and the like: the one who runs the command, in that role."""
    if name not in _ROLES:
        raise AttributeError(name)
    return Actor(_ROLES[name], caller())


def day(text: str | None, option: str) -> Day | None:
    """A local day, or None where the option is not given.

    Raises:
        Usage: not a day.
    """
    return None if text is None else read(parse_day, text, option)


def coming_days(book: Book, args: Namespace) -> tuple[Day, Day]:
    """From ``--from``, else today, to ``--to``, else 60 days from today.

    Raises:
        Usage: not a day.
    """
    today = clock.read(book).today
    first = day(args.from_day, "--from") or today
    return first, day(args.to_day, "--to") or max(first, today + 60)


def instant(text: str, option: str) -> Instant:
    """An instant, written as local time.

    Raises:
        Usage: not a time.
    """
    return read(parse_instant, text, option)


def search(book: Book, text: str) -> LogQuery:
    """Which rows of a log are asked for by ``--search``; days without a year lie before today.

    Raises:
        Usage: a part of it cannot be read. It would ask for nothing, and so give every row.
    """
    query = parse_search(text, clock.read(book).today)
    # On the screen they wait for what is typed next; here nothing more will come.
    waiting = [f"”{piece}” är inte färdigt." for piece in unfinished(clean(text))]
    if faults := [*query.faults, *waiting]:
        raise Usage(f"--search: {' '.join(faults)}", field="search")
    return query


def patient(book: Book, pnr: str) -> Patient:
    """The patient with a personal number.

    Raises:
        Usage: not a personal number.
        NotFound: nobody in the book has it.
    """
    return read(lambda text: patients.find(book, text), pnr, "--patient")


def file(text: str, option: str) -> Path:
    """The file that a name means, as ``db.paths`` reads it.

    Raises:
        Usage: it means none.
    """
    return read(meant, text, option)


def scheduler(role: str | None) -> Actor:
    """Who works with types and schedules: schemaläggare, or IT with ``--role it``."""
    return Actor(Role.IT if role == "it" else Role.SCHEDULER, caller())


def booker(book: Book, kind: str, pnr: str | None) -> Actor:
    """Who books or changes: the citizen with the number, care, or an ombud.

    Raises:
        Usage: a citizen without a number, or not a personal number.
        NotFound: nobody in the book has it.
    """
    if kind != "citizen":
        return Actor(Role.STAFF if kind == "staff" else Role.AGENT, caller())
    if not pnr:
        text = "Ange --patient PNR, eller --as staff eller --as ombud."
        raise Usage(f"En invånare ändrar bara sina egna tider. {text}", field="patient")
    one = patient(book, pnr)
    return Actor(Role.CITIZEN, one.name, one.id)


def read(parse: Callable[[str], Read], text: str, option: str) -> Read:
    """Read a value; what the book calls invalid is wrong usage here.

    Raises:
        Usage: it cannot be read.
    """
    try:
        return parse(text)
    except Invalid as error:
        raise Usage(f"{option}: {error.text}", field=error.field) from None
