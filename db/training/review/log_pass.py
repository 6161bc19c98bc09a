"""Loggpass: rows of a log drawn from a seed, to be reviewed by the 24-hour rule, and the score.

What is right is what the rules say of the rows once they are in the book, never what was meant
when they were drawn.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from db.book import Reader
from db.log.entry import HEADINGS
from db.rules.local_time import day_of, instant_text, midnight
from db.rules.schedule.red_days import template_column
from db.values import Day, Instant, Weekday
from db.worlds.people import PEOPLE, Person

NAME: Final = "Loggpass"
"""What the log is called in the book."""

_DAY: Final = 86_400
_TYPES: Final = (
    ("Läkarbesök", "Johan Frisk"), ("Såromläggning", "Sjuksköterskemottagning"),
    ("Barnmorska/Sjuksköterska", "Barnmorskemottagning"), ("Akut", "Akutmottagning"),
)  # fmt: skip
_REASONS: Final = ("Förhinder pga jobb.", "Har blivit frisk.", "Barnet är sjukt.", "")
_LEFT: Final = (
    24 * 60, 24 * 60 - 1, 24 * 60 + 1, 90, 5 * 60, 20 * 60, 26 * 60, 30 * 60, 3 * 24 * 60, 47,
    23 * 60 + 30, 25 * 60,
)  # fmt: skip
"""Minutes from a change to the visit: on the edge, well before it, well after it."""

_PLANS: Final = ("R", "C", "RC", "", "RR", "C", "R")
"""What is done to a visit after it was booked: rebooked, cancelled."""


class _Row(NamedTuple):
    status: str
    at: Instant
    person: Person
    old: Instant | None
    new: Instant | None
    kind: str
    resource: str
    comment: str


class Score(NamedTuple):
    """How a Loggpass went.

    Attributes:
        rows: how many there were to review.
        missed: late changes that are neither to be invoiced nor exempted.
        needless: changes in time that were to be invoiced or exempted all the same.
    """

    rows: int
    missed: int
    needless: int

    def text(self, seconds: float) -> str:
        """The score for people.

        Args:
            seconds: how long it took.
        """
        pace = seconds / self.rows if self.rows else 0.0
        told = f"{self.missed} missade, {self.needless} i onödan, {pace:.1f} sekunder per rad"
        return told.replace(".", ",")


def text_of(rows: int, seed: int, now: Instant) -> str:
    """The log as AsynjaVisph copies it: so many rows, all before now."""
    rng = random.Random(f"loggpass {seed}")
    made: list[_Row] = []
    people = iter(rng.sample(PEOPLE, len(PEOPLE)))
    while len(made) < rows:
        made += _visit(rng, next(people), now, rows - len(made))
    made.sort(key=lambda row: row.at)
    return "\n".join("\t".join(line) for line in (HEADINGS, *map(_cells, made))) + "\n"


def _visit(rng: random.Random, person: Person, now: Instant, most: int) -> list[_Row]:
    """The rows of one visit, no more than there is room for."""
    kind, resource = rng.choice(_TYPES)
    visit = _start(rng, day_of(now) - rng.randrange(-2, 8))
    booked = visit - rng.randrange(4, 9) * _DAY - rng.randrange(10 * 60) * 60
    phone = f"Mitt telefonnummer: {person.phone}"
    rows = [_Row("Bokad", booked, person, None, visit, kind, resource, phone)]
    for act in rng.choice(_PLANS):
        at = visit - rng.choice(_LEFT) * 60
        if len(rows) == most or at <= rows[-1].at or at >= now:
            break
        comment = " ".join((phone, rng.choice(_REASONS))).strip()
        if act == "C":
            rows.append(_Row("Avbokad", at, person, visit, None, kind, resource, comment))
            break
        moved = _start(rng, day_of(visit) + rng.randrange(1, 6))
        rows.append(_Row("Ombokad", at, person, visit, moved, kind, resource, comment))
        visit = moved
    return rows


def _start(rng: random.Random, day: Day) -> Instant:
    """A start on a working day: that one or the next."""
    while template_column(day, eves_closed=True) > Weekday.FRIDAY:
        day += 1
    return midnight(day) + (8 * 60 + 15 * rng.randrange(32)) * 60


def _cells(row: _Row) -> Sequence[str]:
    old, new = _side(row, row.old), _side(row, row.new)
    pnr = f"{row.person.pnr[:8]}-{row.person.pnr[8:]}"
    return row.status, instant_text(row.at), "", row.person.name, pnr, "Nej", *old, *new


def _side(row: _Row, at: Instant | None) -> Iterator[str]:
    if at is None:
        return iter(("",) * 5)
    day, clock = instant_text(at).split(" ")
    return iter((day, clock, row.kind, row.resource, row.comment))


_COUNTS: Final = (
    "SELECT count(*), coalesce(sum(late = 1 AND decision NOT IN ('bill', 'exempt')), 0),"
    " coalesce(sum(late = 0 AND decision IN ('bill', 'exempt')), 0) FROM log_row"
    " WHERE clinic_id = ? AND file_id = (SELECT id FROM log_file WHERE clinic_id = ? AND name = ?)"
)


def score(reader: Reader, clinic: int, name: str = NAME) -> Score:
    """How far the review of a log has come."""
    return Score(*(reader.row(_COUNTS, (clinic, clinic, name)) or (0, 0, 0)))
