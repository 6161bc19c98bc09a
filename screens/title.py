"""The first line of every page: system and unit, the book's time, the role."""

from db import clock
from db.book import Book
from db.clock import ClockState, Mode
from db.rules.local_time import short_instant_text, time_text
from db.values import ROLE_LABELS, Actor, clean
from widgets.bars.title_bar import Title


def title_of(system: str, unit: str, state: ClockState, role: str) -> Title:
    """The line, cleaned for the screen."""
    return Title(
        place=(clean(system), clean(unit)),
        clock=short_instant_text(state.now),
        short_clock=time_text(state.now),
        paused="paus" if state.mode == Mode.PAUSED else "",
        role=role,
    )


def read(book: Book, clinic: int, actor: Actor) -> Title:
    """The line as it is now."""
    from db.setup import clinics

    with book.read() as reader:
        unit = clinics.load(reader, clinic)
    system = clinics.policy_of(unit).label
    return title_of(system, unit.name, clock.read(book), role_text(actor))


def role_text(actor: Actor) -> str:
    """The role; in a demonstration, that it is one: there is no room for both."""
    return "Visningsläge" if actor.demo else ROLE_LABELS[actor.role]
