"""Solving a fault-finding exercise by doing what Varför says, one remedy after the other."""

from typing import Final

from db.book import Book
from db.remedies import explain
from db.remedies.carry_out import carry_out
from db.rules.remedies.deeds import Deed
from db.schedule import slots
from db.setup import clinics, resources
from db.training.checks.case import find_patient
from db.training.faults.table import Target
from db.worlds.unit import IT

_MOST: Final = 12


def next_remedy(book: Book, unit: str, target: Target) -> Deed | None:
    """The first remedy of the first verdict that says no; None where 1177 shows the time.

    Raises:
        NotFound: there is no such time.
        ValueError: nothing can be done about it.
    """
    clinic = clinics.find(book, unit)
    resource = resources.find(book, clinic.id, target.resource)
    assert resource.id is not None  # it is stored
    with book.read() as reader:
        person = find_patient(reader, target.person)
        slot = slots.at(reader, clinic.id, resource.id, target.start)
        told = explain.time_of(reader, slot, None if person is None else person.id, IT)
    if told.why.offered:
        return None
    refused = told.why.decision.refusals[0].rule
    deed = told.fixes[refused].deed if refused in told.fixes else None
    if deed is None:
        raise ValueError(f"nothing can be done about {refused}")
    return deed


def follow(book: Book, unit: str, target: Target) -> int:
    """Do what Varför says until 1177 shows the time; gives how many remedies that took.

    Raises:
        BookError: the book says no to a remedy.
        ValueError: it does not come to an end.
    """
    for taken in range(_MOST):
        deed = next_remedy(book, unit, target)
        if deed is None:
            return taken
        carry_out(book, IT, seen=deed)
    raise ValueError("the remedies do not come to an end")
