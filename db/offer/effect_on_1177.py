"""What a change in the tidbok does to 1177, said at once (R33-R39).

What 1177 offers on the days and resources that a change touches is looked at before it and after
it; the difference is the effect. Only type changes wait for 1177 (R12), so all of it is at once.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from db import clock
from db.afterwards import afterwards
from db.book import Book
from db.offer import offer
from db.rules.alphabet import sort_key
from db.rules.offer.clinic_rules import gate
from db.setup import case_types, clinics, publication
from db.values import SYSTEM, CaseKind, Day, Instant, count_text


class _Offered(NamedTuple):
    """A time on 1177, told from another that took its id over by when and where it is."""

    resource: int
    start: Instant
    length_min: int


class Look(NamedTuple):
    """What 1177 offers of some resources on some days, and under which names.

    Attributes:
        offered: the web name of each time that is offered.
        closed: why 1177 offers nothing at all here; empty when it is open.
    """

    clinic: int
    resources: frozenset[int]
    from_day: Day
    to_day: Day
    offered: dict[_Offered, str]
    closed: str


class Effect(NamedTuple):
    """What a change did to 1177.

    Attributes:
        shown: how many times came onto 1177.
        gone: how many went from it.
        renamed: how many stay under another name (R35).
        text: all of it, one Swedish line.
    """

    shown: int
    gone: int
    renamed: int
    text: str


def look(book: Book, clinic: int, resources: Sequence[int], from_day: Day, to_day: Day) -> Look:
    """What 1177 offers now of the resources on the days, both included, to its audience.

    Taken before a change and handed to ``since`` after it.
    """
    wanted = frozenset(resources)
    with book.read() as reader:
        found = offer.times(book, SYSTEM, clinic, from_day=from_day, to_day=to_day)
        told = publication.faces(reader, clinic, clock.now(reader))
        unit = clinics.load(reader, clinic)
        refusals = gate(case_types.gate_of(reader, unit, CaseKind.BOOK, None)).refusals
    offered = {
        _Offered(one.resource, one.start, one.length_min): told[one.time_type].web_name
        for one in found
        if one.resource in wanted
    }
    closed = refusals[0].text if refusals else ""
    return Look(clinic, wanted, from_day, to_day, offered, closed)


UNKNOWN: Final = Effect(0, 0, 0, "Vad 1177 visar nu gick inte att läsa.")
"""Told where the book could not be read after the act."""


def since(book: Book, before: Look) -> Effect:
    """What has changed on 1177 since a look, of what was looked at; ``UNKNOWN`` if it cannot say.

    Asked when the act is done, so it never refuses.
    """

    def now() -> Effect:
        places = (tuple(before.resources), before.from_day, before.to_day)
        return difference(before, look(book, before.clinic, *places))

    return afterwards(now, UNKNOWN)


def difference(before: Look, now: Look) -> Effect:
    """What is different between two looks at the same times."""
    shown = len(now.offered.keys() - before.offered.keys())
    gone = len(before.offered.keys() - now.offered.keys())
    both = now.offered.keys() & before.offered.keys()
    names = {now.offered[one] for one in both if now.offered[one] != before.offered[one]}
    renamed = sum(now.offered[one] != before.offered[one] for one in both)
    said = []
    if shown:
        said.append(f"{_times(shown)} visas nu på 1177")
    if gone:
        said.append(f"{_times(gone)} är borta från 1177, slår igenom direkt")
    if renamed:
        said.append(f"{_times(renamed)} heter nu {_names(names)} på 1177")
    if not said:
        why = f": {now.closed}" if now.closed else "."
        return Effect(0, 0, 0, f"Inget ändras på 1177{why}")
    return Effect(shown, gone, renamed, f"{', '.join(said)}.")


def _times(count: int) -> str:
    return count_text(count, "tid", "tider")


def _names(names: set[str]) -> str:
    return " eller ".join(f"”{name}”" for name in sorted(names, key=sort_key))
