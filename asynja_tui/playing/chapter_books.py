"""The books that chapters begin in: made of a world, prepared by lines of the command line, copied.

Each is made once and copied as often as the chapter is begun: going back to it takes no longer
than copying a file.
"""

import itertools
import shlex
from pathlib import Path

from db.book import Book
from db.clock import Mode, read
from db.errors import BookError, Invalid
from db.practice.books import kept_world, replace_with
from db.training.script.values import Beginning


class Unprepared(Invalid):
    """A chapter's book cannot be made; says which line of it, and why."""


class ChapterBooks:
    """The books of one play.

    Args:
        folder: where they are made; it and what is in it is the play's own.
        worlds: where the copies of worlds are kept.
    """

    def __init__(self, folder: Path, worlds: Path) -> None:
        self._folder = folder
        self._worlds = worlds
        self._made: dict[Beginning, Path] = {}
        self._numbers = itertools.count(1)

    def prepare(self, beginning: Beginning) -> Path:
        """The book that a chapter's are copied from; nobody opens it.

        Raises:
            NotFound, Faulty: there is no such world, or its file is not one.
            Unprepared: one of its lines cannot be done.
            Unreadable: it cannot be written.
        """
        if beginning not in self._made:
            path = self._place()
            replace_with(kept_world(beginning.world, self._worlds), path)
            for line in _lines(beginning, path):
                _carry_out(line, path)
            self._made[beginning] = path
        return self._made[beginning]

    def fresh(self, beginning: Beginning) -> Path:
        """A book as the chapter begins, in a file of its own.

        Raises:
            NotFound, Faulty, Unprepared, Unreadable: as ``prepare``.
        """
        return replace_with(self.prepare(beginning), self._place()).book

    def _place(self) -> Path:
        return self._folder / f"bok-{next(self._numbers)}.db"


def _lines(beginning: Beginning, path: Path) -> list[str]:
    """What is done in the book: its clock stands still, then stands where it is to stand."""
    with Book.open(path) as book:
        stands = read(book).mode is Mode.PAUSED
    lines = [] if stands else ["clock pause"]
    if beginning.at:
        lines.append(f"clock set {shlex.quote(beginning.at)} --yes")
    return [*lines, *beginning.prepared]


def _carry_out(line: str, path: Path) -> None:
    """Do a line of the command line in a book; what it answers is told nobody."""
    from asynja_tui import __main__ as program
    from asynja_tui.cli import commands

    try:
        answer = program.call(commands.parse([*shlex.split(line), "--book", str(path)]))
    except (BookError, ValueError, SystemExit) as error:
        said = error.text if isinstance(error, BookError) else "den går inte att läsa."
        raise Unprepared("unprepared", f"Raden ”{line}” i forbered: {said}") from None
    if answer.code:
        raise Unprepared("unprepared", f"Raden ”{line}” i forbered: {answer.fault}")
