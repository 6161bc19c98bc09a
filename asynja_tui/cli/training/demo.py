"""``asynja-tui demo``: demonstrations that play themselves, listed, given, recorded."""

import asyncio
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import signals_folder, worlds_folder
from asynja_tui.cli.table import table, width
from asynja_tui.cli.usage import Usage
from db.book import Book
from db.errors import NotFound
from db.paths import meant
from db.setup import clinics
from db.training.script import reading
from db.training.script.values import Script
from db.values import Actor, Role, count_text
from db.worlds.reading import Faulty
from screens.session import Session

if TYPE_CHECKING:
    from asynja_tui.shell import Opens

LIST = "list"


def run(args: Namespace) -> Answer:
    """List the demonstrations, or give one.

    Raises:
        Usage: there is none of that name, or something is wrong with its file.
        Unreadable: its file cannot be read.
    """
    if args.name == LIST:
        return _listed()
    try:
        script = reading.load(args.name)
    except (Faulty, NotFound) as error:
        raise Usage(error.text, field="name") from None
    if args.speaker:
        return _spoken(script)
    if args.record or args.screenshots:
        return _recorded(script, args)
    if args.json or not args.speed:
        return _rehearsed(script)
    return _given(script, args)


def _listed() -> Answer:
    scripts = [reading.load(name) for name in reading.NAMES]
    document = {
        "demos": [
            {
                "name": script.name,
                "title": script.title,
                "chapters": [chapter.title for chapter in script.chapters],
            }
            for script in scripts
        ]
    }
    rows = [(one.name, one.title, str(len(one.chapters))) for one in scripts]
    return Answer(document, table(("Namn", "Vad den visar", "Kapitel"), rows, width(), (1,)))


def _rehearsed(script: Script) -> Answer:
    """Play it where nobody looks, to see whether it can be played: exit code 1 when it cannot."""
    from asynja_tui.playing.rehearsal import rehearse

    played = asyncio.run(rehearse(script, worlds_folder()))
    document = {
        "name": script.name,
        "chapters": played.chapters,
        "steps": played.steps,
        "failure": played.failure or None,
    }
    if played.failure:
        return Answer(document, (), 1, f"{script.name} stannade. {played.failure}")
    said = f"{script.name} spelades till slut: {count_text(played.chapters, 'kapitel', 'kapitel')}"
    return Answer(document, (f"{said}, {count_text(played.steps, 'steg', 'steg')}.",))


def _recorded(script: Script, args: Namespace) -> Answer:
    """Record it where nobody waits: as an asciicast with captions, as a page with pictures."""
    from asynja_tui.playing.recording.recorder import record
    from asynja_tui.playing.running import SMALL

    with _book(script) as book:
        session = Session(book, Actor(Role.SCHEDULER), clinics.find(book).id)
        made = asyncio.run(
            record(
                script, session, worlds_folder(), SMALL, args.speed, pictures=bool(args.screenshots)
            )
        )
    files = []
    if args.record:
        files += [meant(args.record), made.write_cast(meant(args.record), args.cast_version)]
    if args.screenshots:
        files.append(made.write_page(meant(args.screenshots)))
    named = [str(path) for path in files]
    document = {"name": script.name, "files": named, "failure": made.failure or None}
    fault = f"{script.name} stannade. {made.failure}" if made.failure else ""
    return Answer(document, [f"{path} är skriven" for path in named], int(bool(fault)), fault)


def _given(script: Script, args: Namespace) -> Answer:
    """Give it on the screen."""
    from asynja_tui.playing.page import DemoPage
    from asynja_tui.playing.performance import Pace
    from asynja_tui.playing.speaker import Signal

    def page(session: Session) -> DemoPage:
        signal = Signal(signals_folder(), script.name)
        pace = Pace(args.speed)
        return DemoPage(session, script, worlds_folder(), pace, alone=True, signal=signal)

    return _opened(script, page)


def _spoken(script: Script) -> Answer:
    """The speaker's view of one that is given in another window."""
    from asynja_tui.playing.speaker import Signal, SpeakerPage

    signal = Signal(signals_folder(), script.name)
    return _opened(script, lambda session: SpeakerPage(session, script, signal))


def _opened(script: Script, page: "Opens") -> Answer:
    """Open the program on a page of the demonstration's own book."""
    from asynja_tui import app

    with _book(script) as book:
        book.close()  # the program opens it itself
        code = app.run(book.path, "", name=arguments.caller(), opens=page)
    return Answer({}, code=code)


@contextmanager
def _book(script: Script) -> Iterator[Book]:
    """A book for the program around it, thrown away afterwards."""
    from asynja_tui.playing.chapter_books import ChapterBooks

    with tempfile.TemporaryDirectory(prefix="asynja-tui-demo.") as folder:
        books = ChapterBooks(script, Path(folder), worlds_folder())
        with Book.open(asyncio.run(books.fresh(0))) as book:
            yield book
