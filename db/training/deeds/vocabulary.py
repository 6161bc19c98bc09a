"""All that a file can do in the book: before an exercise begins, in near misses, in other ways.

Each is an operation of the book, held to its rules. docs/ÖVNINGAR.md tells of every one.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from db.book import Book
from db.errors import Invalid
from db.training.deeds import schedule, setup, visits
from db.training.deeds.values import Deed, Doer, Told
from db.worlds.form import faults_of, taken_in
from db.worlds.times import Today

DEEDS: Final[Mapping[str, Deed]] = {**setup.DEEDS, **schedule.DEEDS, **visits.DEEDS}


def take_deed(value: Any, today: Today) -> Told:  # noqa: ANN401 - whatever TOML gave
    """A deed as it stands in a file: its first key says what is done.

    Raises:
        Invalid: it is none; says what is wrong with it.
    """
    if not isinstance(value, dict) or not value:
        raise Invalid("exercise-value", "ska vara en tabell, { … }.")
    name = next(iter(value))
    if name not in DEEDS:
        known = ", ".join(DEEDS)
        said = f"börjar med ”{name}”, som inte går att göra. Det går: {known}."
        raise Invalid("exercise-value", said)
    keys = DEEDS[name].keys
    for key, why in faults_of(keys, value, today):
        raise Invalid("exercise-value", f"{name}, {key}: {why}")
    return Told(name, 0, taken_in(keys, value, today), frozenset(value))


def do(
    book: Book,
    unit: str,
    deeds: Iterable[Told],
    answers: dict[str, str] | None = None,
) -> None:
    """Do deeds in a book, one after the other.

    Args:
        unit: the unit's name; the first one when empty.
        answers: what is answered goes in here.

    Raises:
        BookError: the book says no to one of them; those before it are done.
    """
    doer = Doer(book, unit, {} if answers is None else answers)
    for one in deeds:
        DEEDS[one.table].do(doer, one)
