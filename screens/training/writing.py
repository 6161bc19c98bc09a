"""Gör en övning…: what stands now is the start; do the solution; tick what is to be demanded.

The book is copied when it is begun. The next time what has changed since then is proposed, in
words, and a file comes out that ``asynja-tui exercise check`` accepts.
"""

import asyncio
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

from db.book import Book
from db.errors import BookError
from db.paths import meant
from db.setup import clinics
from db.store.copying import all_files
from db.training.exercise import course, examine
from db.training.exercise.reading import read
from db.training.writing.file import write
from db.training.writing.proposing import proposals
from db.training.writing.values import Proposal
from db.values import clean
from screens.base import BookScreen
from screens.dialog import Question
from screens.training.folders import Folders
from screens.training.labels import tell
from screens.training.write_dialog import ANEW, WriteDialog, Written
from widgets.forms.dialog import CANCEL, OK, Button

_TITLE: Final = WriteDialog.TITLE_TEXT
_BEGIN: Final = (
    "Boken som den är nu blir övningens början. Gör sedan det som den som övar ska göra, och välj"
    " Gör en övning... en gång till: då föreslås stegen ur det som har ändrats."
)
_NOTHING: Final = (
    "Inget har ändrats sedan du började på övningen. Gör det som ska övas, och kom tillbaka."
)
_START: Final = Button("start", "Börja", "Boken som den är nu blir övningens början.")


class Writing:
    """One exercise that is written by doing it.

    Args:
        page: the page it is asked for on.
        folders: where the copy of the start lies meanwhile.
    """

    def __init__(self, page: BookScreen, folders: Folders) -> None:
        self._page, self._session = page, page.session
        # Each book has a start of its own.
        told = blake2b(str(self._session.book.path.resolve()).encode(), digest_size=5).hexdigest()
        self._start = folders.book(f"utkast-{told}")

    def go_on(self) -> None:
        """Begin, or propose what was done since."""
        if self._start.exists():
            self._work(self._propose())
        else:
            self._page.ask(Question(_TITLE, _BEGIN, (_START, CANCEL)), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer in (_START.name, ANEW.name):
            self._work(self._keep())

    def _work(self, work: object) -> None:
        self._page.run_worker(work, group="writing", exclusive=True)  # type: ignore[arg-type]

    async def _keep(self) -> None:
        """Keep the book as it is: it is the start."""
        same, start = self._session.book.same, self._start

        def copy() -> None:
            _forget(start)
            with Book.open_same(same) as book:
                book.backup(start)

        if await self._done(copy):
            self._say("Början är sparad. Gör lösningen, och välj sedan Gör en övning... igen.")

    async def _propose(self) -> None:
        same, start, clinic = self._session.book.same, self._start, self._session.clinic
        found: list[Proposal] = []
        unit = ""

        def look() -> None:
            nonlocal unit
            with Book.open(start) as before, Book.open_same(same) as after:
                with after.read() as reader:
                    unit = clinics.load(reader, clinic).name
                found.extend(proposals(before, after, unit))

        if not await self._done(look):
            return
        if not found:
            self._page.ask(Question(_TITLE, _NOTHING, (OK, ANEW)), self._answered)
            return
        dialog = WriteDialog(tuple(found), self._session.prefs.folder, unit)
        self._page.ask(dialog, self._chosen)

    def _chosen(self, written: Written) -> None:
        self._work(self._keep() if written.anew else self._write(written))

    async def _write(self, written: Written) -> None:
        start = self._start
        said = ""

        def put() -> None:
            nonlocal said
            target = meant(written.target).with_suffix(".toml")
            file = write(target, written.head, written.chosen, start)
            said = _checked(file)
            _forget(start)

        if await self._done(put):
            self._say(said)

    async def _done(self, act: object) -> bool:
        """Do something in a thread; whether it went well."""
        try:
            await asyncio.to_thread(act)  # type: ignore[arg-type]
        except BookError as error:
            self._page.notify(clean(error.whole_text), severity="error", markup=False)
            return False
        return True

    def _say(self, text: str) -> None:
        self._page.notify(clean(text), timeout=10, markup=False)


def _checked(file: Path) -> str:
    """What is said of a file that was written: whether it is whole."""
    exercise = read(course.of_file(str(file)), tell=tell)
    found = examine.examine(exercise, lambda *_: "")
    if found.is_whole:
        return f"Övningen är sparad: {file}. Den öppnas med asynja-tui exercise run."
    first = found.faults[0].sentence if found.faults else "lösningen gör inte alla steg."
    return f"Övningen är sparad: {file}. Något är kvar att rätta: {first}"


def _forget(start: Path) -> None:
    for file in all_files(start):
        with suppress(OSError):
            file.unlink(missing_ok=True)
