"""``asynja-tui demo``: demonstrations that play themselves, listed, given, recorded."""

import asyncio
import shutil
import tempfile
from argparse import Namespace
from pathlib import Path

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import worlds_folder
from asynja_tui.cli.table import table, width
from db.training.script import reading
from db.training.script.values import Script
from db.values import count_text

LIST = "list"


def run(args: Namespace) -> Answer:
    """List the demonstrations, or give one.

    Raises:
        Usage: options that do not go together.
        NotFound, Faulty: there is none of that name; something is wrong with it.
    """
    if args.name == LIST:
        return _listed()
    script = reading.load(args.name)
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


def _given(script: Script, args: Namespace) -> Answer:
    from asynja_tui import app
    from asynja_tui.playing.chapter_books import ChapterBooks
    from asynja_tui.playing.page import DemoPage
    from asynja_tui.playing.performance import Pace

    folder = Path(tempfile.mkdtemp(prefix="asynja-tui-demo."))
    try:
        beginning = script.chapters[0].beginning
        path = asyncio.run(ChapterBooks(script, folder, worlds_folder()).fresh(0))
        code = app.run(
            path,
            beginning.unit,
            name=arguments.caller(),
            opens=lambda session: DemoPage(
                session, script, worlds_folder(), Pace(args.speed), alone=True
            ),
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Answer({}, code=code)
