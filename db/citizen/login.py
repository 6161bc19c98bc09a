"""Logging in on 1177: simulated, without any password (R106)."""

from collections.abc import Callable
from typing import NamedTuple

from db import clock
from db.book import Book
from db.errors import Invalid, NotFound
from db.permissions import CARE, require
from db.rules.login import NOBODY, WRONG_NUMBER, login_fault
from db.rules.names.personal_number import Wrong, plain, read_number
from db.setup import patients
from db.values import Actor, Role, clean

Login = Callable[[], Actor]
_BOUND = 40


class Person(NamedTuple):
    """Someone one can practise as.

    Attributes:
        pnr: as people write it; masked where the actor's lists are.
    """

    id: int
    name: str
    pnr: str


def people(book: Book, actor: Actor) -> tuple[Person, ...]:
    """The book's people to log in as, by name.

    Raises:
        NotAllowed: others than care.
    """
    written = patients.masked_pnr if actor.masked else patients.pnr_text
    return tuple(Person(one.id, one.name, written(one.pnr)) for one in patients.every(book, actor))


def is_called(person: Person, typed: str) -> bool:
    """Whether the name and number hold every word that was typed."""
    number = person.pnr.replace("-", "")
    for word in clean(typed).casefold().split():
        bare = plain(word).replace("-", "").replace("+", "")
        if word not in person.name.casefold() and not (bare.isdecimal() and bare in number):
            return False
    return True


def log_in(book: Book, number: str) -> Actor:
    """Log in with a personal number, however it is written.

    Raises:
        Invalid: the number is none, or a reserve or samordningsnummer; the sentence says which.
        NotFound: nobody in the book has it.
    """
    typed = clean(number)[:_BOUND]
    _demand(typed)
    with book.read() as reader:
        written = read_number(typed, clock.state(reader).today)
        if written.fault:
            unborn = written.wrong is Wrong.UNBORN
            raise Invalid("pnr", written.fault if unborn else WRONG_NUMBER, field="pnr")
        try:
            found = patients.by_pnr(reader, written.digits)
        except NotFound:
            raise NotFound("patient", NOBODY, field="pnr") from None
    return Actor(Role.CITIZEN, found.name, found.id)


def log_in_as(book: Book, actor: Actor, person: int) -> Actor:
    """Log in as one of the book's people, for practice.

    Raises:
        NotAllowed: others than care.
        NotFound: there is no such person any more.
        Invalid: the person has a samordningsnummer.
    """
    require(actor, CARE, "logga in som en invånare")
    with book.read() as reader:
        found = patients.load(reader, person)
    _demand(found.pnr)
    return Actor(Role.CITIZEN, found.name, found.id)


def _demand(number: str) -> None:
    fault = login_fault(number)
    if fault:
        raise Invalid("pnr", fault, field="pnr")
