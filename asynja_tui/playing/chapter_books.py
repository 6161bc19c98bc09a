"""The books that chapters begin in: each is made once, and copied as often as it is begun.

It is made of a world and lines of the command line, or of how the chapter before ended. Going back
to it takes no longer than copying a file.
"""

import asyncio
import itertools
import shlex
from pathlib import Path

from asynja_tui.playing.headless import play_here
from db.book import Book
from db.clock import Mode, read
from db.errors import BookError, Invalid
from db.practice.books import kept_world, replace_with
from db.training.script.values import Script
from screens.playing.player import Stopped


class Unprepared(Invalid):
    """A chapter's book cannot be made; says which line of it, and why."""


class ChapterBooks:
    """The books of one play.

    Args:
        script: what is played.
        folder: where they are made; it and what is in it is the play's own.
        worlds: where the copies of worlds are kept.
    """

    def __init__(self, script: Script, folder: Path, worlds: Path) -> None:
        self._script = script
        self._folder = folder
        self._worlds = worlds
        self._made: dict[int, Path] = {}
        self._numbers = itertools.count(1)

    async def fresh(self, chapter: int) -> Path:
        """A book as a chapter begins, in a file of its own; the task comes after the last chapter.

        Raises:
            NotFound, Faulty: there is no such world, or its file is not one.
            Unprepared: one of its lines cannot be done.
            Unreadable: it cannot be written.
            Stopped: the chapter that it goes on from cannot be played.
        """
        made = await self._prepared(chapter)
        return (await asyncio.to_thread(replace_with, made, self._place())).book

    def played(self, chapter: int, book: Book) -> None:
        """A chapter was played to its end in a book: the next one may go on from there."""
        after = chapter + 1
        if self._goes_on(after) and after not in self._made:
            path = self._place()
            book.backup(path)
            self._finish(after, path)

    async def _prepared(self, chapter: int) -> Path:
        """The book that a chapter's are copied from; nobody opens it."""
        if chapter not in self._made:
            if self._goes_on(chapter):
                self._finish(chapter, await self._gone_on(chapter))
            else:
                world = self._script.beginning(chapter).world
                await asyncio.to_thread(self._of_world, chapter, world)
        return self._made[chapter]

    def _goes_on(self, chapter: int) -> bool:
        chapters = len(self._script.chapters)
        return chapter < chapters and not self._script.beginning(chapter).world

    async def _gone_on(self, chapter: int) -> Path:
        """The book as the chapter before leaves it: that is played where nobody sees it."""
        path, before = await self.fresh(chapter - 1), self._script.chapters[chapter - 1]
        begun = before.beginning
        played = await play_here(
            [step.acts for step in before.steps],
            path,
            role=begun.role,
            unit=begun.unit,
            page=begun.page,
        )
        if played.failure:
            where = f"kapitel {chapter}, steg {played.steps + 1}"
            raise Stopped(f"{played.failure} ({where})")
        return path

    def _of_world(self, chapter: int, world: str) -> None:
        path = self._place()
        replace_with(kept_world(world, self._worlds), path)
        with Book.open(path) as book:
            stands = read(book).mode is Mode.PAUSED
        if not stands:
            _carry_out("clock pause", path)
        self._finish(chapter, path)

    def _finish(self, chapter: int, path: Path) -> None:
        """Do what is told to be done in the book before the chapter."""
        beginning = self._script.beginning(chapter)
        if beginning.at:
            _carry_out(f"clock set {shlex.quote(beginning.at)} --yes", path)
        for line in beginning.prepared:
            _carry_out(line, path)
        self._made[chapter] = path

    def _place(self) -> Path:
        """A new place; the file's name is told in the first line of every page."""
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        return folder / "visning.db"


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
