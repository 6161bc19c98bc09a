"""Reading what stands on the command line: what cannot be read is wrong usage, not a refusal."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from asynja_tui.cli.usage import Usage
from db import patients
from db.book import Book
from db.errors import Invalid
from db.paths import meant
from db.timeline import parse_day, parse_instant
from db.values import Actor, Day, Instant, Patient, Role

Read = TypeVar("Read")

AGENT = Actor(Role.AGENT)
STAFF = Actor(Role.STAFF)
SCHEDULER = Actor(Role.SCHEDULER)
IT = Actor(Role.IT)


def day(text: str | None, option: str) -> Day | None:
    """A local day, or None where the option is not given.

    Raises:
        Usage: not a day.
    """
    return None if text is None else read(parse_day, text, option)


def instant(text: str, option: str) -> Instant:
    """An instant, written as local time.

    Raises:
        Usage: not a time.
    """
    return read(parse_instant, text, option)


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
    return IT if role == "it" else SCHEDULER


def booker(book: Book, kind: str, pnr: str | None) -> Actor:
    """Who books or changes: the citizen with the number, care, or an ombud.

    Raises:
        Usage: a citizen without a number, or not a personal number.
        NotFound: nobody in the book has it.
    """
    if kind != "citizen":
        return STAFF if kind == "staff" else AGENT
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
