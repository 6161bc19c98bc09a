"""What a script says: acts on things that have names, in steps, in chapters. No user interface.

A thing is meant by what it is called, never by where it stands; a state is what can be seen. Who
plays the script finds the one and looks for the other.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from db.training.checks.values import Demand
from db.values import Role

Kind = Literal[
    "cell", "heading", "time", "button", "menu", "choice", "field", "tick", "link", "day", "text"
]


class Thing(NamedTuple):
    """Something on the screen.

    Attributes:
        kind: what it is.
        name: what it is called: a row's key or a text that stands in it, the label of a button, a
            menu, a field or a link, a time or a day as a world's file writes it.
        beside: what tells it from others: the column of a cell, the resource of a time.
    """

    kind: Kind
    name: str
    beside: str = ""


class State(NamedTuple):
    """What is so on the screen; what is not told may be as it likes.

    Attributes:
        page: the name of the page, with or without a dialog over it.
        dialog: the title of the dialog that stands over it.
        seen: texts that can be read.
        unseen: texts that cannot.
        thing: a thing that is there, or None.
        says: what the thing says, or empty.
        book: what is so in the book.
    """

    page: str = ""
    dialog: str = ""
    seen: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    thing: Thing | None = None
    says: str = ""
    book: tuple[Demand, ...] = ()


# --- acts -----------------------------------------------------------------------------------------


class Command(NamedTuple):
    """Do what a command does, by its key or its menu; ``id`` as ``screens.commands`` has it."""

    id: str


class Page(NamedTuple):
    """Go to a page, by its name."""

    name: str


class Keys(NamedTuple):
    """Press keys, one after the other, by Textual's names."""

    keys: tuple[str, ...]


class Words(NamedTuple):
    """Type a text where the keys go; ``anew`` empties the field first."""

    text: str
    anew: bool = False


class Click(NamedTuple):
    """Point at a thing and click."""

    thing: Thing
    button: Literal[1, 3] = 1
    times: int = 1


class Wait(NamedTuple):
    """Wait until something is so."""

    state: State


class Expect(NamedTuple):
    """Go on only if something is so, once the program stands still."""

    state: State


Act = Command | Page | Keys | Words | Click | Wait | Expect


# --- what is played -------------------------------------------------------------------------------


class Step(NamedTuple):
    """A step: what is said, and what is done.

    Attributes:
        acts: what is done, in order; may be nothing.
        caption: what is said to who looks on.
        note: what is told the speaker alone.
        question: what the viewer is asked once it is done; the play stops there.
        answer: what is said when one goes on from the question.
    """

    acts: tuple[Act, ...] = ()
    caption: str = ""
    note: str = ""
    question: str = ""
    answer: str = ""


class Beginning(NamedTuple):
    """The state that a chapter begins in.

    Attributes:
        world: the world that its book is made of; empty where it goes on from where the chapter
            before ended.
        at: the book's time as a world's file writes it; the world's own when empty.
        prepared: what is done in the book before, as lines of the program's own command line.
        role: as whom one acts.
        unit: the unit; the first one when empty.
        page: the page that is open, by its name; the start page when empty.
    """

    world: str
    at: str = ""
    prepared: tuple[str, ...] = ()
    role: Role = Role.SCHEDULER
    unit: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a script that can be begun with.

    Attributes:
        title: what it is about.
        beginning: its book's own state.
        steps: what happens.
    """

    title: str
    beginning: Beginning
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """The same once more in the viewer's hands, with other values.

    Attributes:
        text: what is to be done.
        beginning: its book's own state.
        goal: what is so in the book when it is done.
        solution: one way to do it.
    """

    text: str
    beginning: Beginning
    goal: tuple[Demand, ...] = ()
    solution: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A demonstration.

    Attributes:
        name: what it is called by.
        title: what it shows.
        about: a sentence or two about it.
        chapters: its parts, in order.
        task: what it ends with, or None.
    """

    name: str
    title: str
    about: str
    chapters: tuple[Chapter, ...]
    task: Task | None = None

    def beginning(self, number: int) -> Beginning:
        """How a chapter begins, from 0; the task comes after the last."""
        if number < len(self.chapters) or self.task is None:
            return self.chapters[number].beginning
        return self.task.beginning

    @property
    def questions(self) -> int:
        """How often the viewer is asked."""
        return sum(bool(step.question) for chapter in self.chapters for step in chapter.steps)
