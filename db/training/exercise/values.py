"""What an exercise is: its card in the course, its book, its steps. docs/ÖVNINGAR.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from db.training.checks.values import Demand
from db.training.script.values import Act
from db.values import Instant, Role


class Track(StrEnum):
    """Spår: for whose work an exercise is."""

    SCHEDULER = "schemaläggare"
    RECEPTION = "reception"
    REVIEWER = "granskare"


class Card(NamedTuple):
    """What the course tells of an exercise.

    Attributes:
        name: unique in its course, the file's.
        title: in Swedish.
        tracks: for whom it is, the first one first of all.
        chapter: the name of its chapter in the course.
        minutes: about how long it takes.
        slides: the slides of the guide it is about.
        rules: the numbers of the rules it practises, ``R14``.
    """

    name: str
    title: str
    tracks: tuple[Track, ...]
    chapter: str
    minutes: int
    slides: tuple[int, ...]
    rules: tuple[str, ...]


class Question(NamedTuple):
    """What a reading step asks.

    Attributes:
        name: what the checks call it.
        choices: what can be answered; none where one writes the answer.
    """

    name: str
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        text: what is to be done.
        demands: what the book must be like, all of it.
        hints: the exercise's own, the gentlest first; the others come of the rules.
        solution: the acts that do it.
        keeps: whether it stays done once it was: what is turned back again later.
        after: the step, from 1, that must have been done before this one counts; 0 for none.
        question: what it asks, or None.
    """

    text: str
    demands: tuple[Demand, ...]
    hints: tuple[str, ...] = ()
    solution: tuple[Act, ...] = ()
    keeps: bool = False
    after: int = 0
    question: Question | None = None


class Miss(NamedTuple):
    """A near miss: what is done, and what is said of it.

    Attributes:
        deeds: what is done from the start, by operations of the book.
        step: in which step it is told, from 1.
        when: the state in which the remark is the miss's own; none: it is the rules'.
        remark: what is to be said.
    """

    deeds: tuple[Demand, ...]
    step: int
    when: tuple[Demand, ...]
    remark: str


class FaultFinding(NamedTuple):
    """What of a fault-finding exercise is drawn anew from a seed: faults that keep a time off 1177.

    Attributes:
        faults: how many there are at once.
        among: the names of those that may be drawn; all when empty.
        resource: whose the time is that the citizen is to see.
        start: when it begins.
        person: the citizen.
    """

    faults: int
    among: tuple[str, ...]
    resource: str
    start: Instant
    person: str


@dataclass(frozen=True, slots=True)
class Begin:
    """The book an exercise begins with, and who one is.

    Attributes:
        world: a world's name or file; empty where ``book`` is given.
        book: a book's file that is copied.
        now: the book's time, standing still; None: the world's own.
        unit: the unit's name; the first when empty.
        deeds: what has been done before.
        role: as whom one acts.
        person: the citizen who is logged in on 1177, or empty.
        page: the page that is open, by its name; the start page when empty.
        argument: what that page shows.
    """

    world: str = ""
    book: str = ""
    now: Instant | None = None
    unit: str = ""
    deeds: tuple[Demand, ...] = ()
    role: Role = Role.SCHEDULER
    person: str = ""
    page: str = ""
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise, its values drawn and its texts filled.

    Attributes:
        intro: what it is about.
        learnt: what one has learnt, told when it is solved.
        faults: what is drawn of a fault-finding exercise; None for others.
        log_rows: how many rows a Loggpass draws; 0 for others.
        others: other ways to solve it, by operations of the book.
        values: its own values, by their names.
        seed: what they were drawn from; 0 for the ordinary ones.
        now: what its relative times are told from: its book's time at the start.
    """

    card: Card
    begin: Begin
    intro: str
    learnt: str
    steps: tuple[Step, ...]
    misses: tuple[Miss, ...] = ()
    others: tuple[tuple[Demand, ...], ...] = ()
    faults: FaultFinding | None = None
    log_rows: int = 0
    values: Mapping[str, Any] | None = None
    seed: int = 0
    now: Instant = 0

    @property
    def name(self) -> str:
        """What it is called."""
        return self.card.name

    @property
    def solution(self) -> tuple[tuple[Act, ...], ...]:
        """The acts of each step."""
        return tuple(step.solution for step in self.steps)
