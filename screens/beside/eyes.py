"""Whose eyes one looks at 1177 with: chosen once, for all pages, and found again the next time."""

from functools import partial
from pathlib import Path
from zlib import crc32

from db.book import Book
from db.errors import BookError
from db.setup import patients
from db.values import Patient
from screens.session import read_choices
from screens.settings_file import update


class Eyes:
    """One book's; ``book.remembered(Eyes)``.

    What is kept in the file of choices tells nobody who it is: the patient's id in the book, and
    a few digits by which another book in the same place is known.
    """

    def __init__(self) -> None:
        self.patient: int | None = None
        self._is_read = False

    def recall(self, book: Book, path: Path | None) -> None:
        """Read the kept choice, the first time that it is asked for."""
        if self._is_read or path is None:
            return
        self._is_read = True
        patient, _, check = read_choices(path).get(_name(book), "").partition(" ")
        if not patient.isdecimal():
            return
        try:
            with book.read() as reader:
                found = patients.load(reader, int(patient))
        except BookError:
            return
        if _check(found) == check:
            self.patient = found.id


def keep(book: Book, path: Path, patient: Patient | None) -> partial[bool]:
    """What writes the choice down, for a thread."""
    said = "" if patient is None else f"{patient.id} {_check(patient)}"
    return partial(update, path, {_name(book): said})


def _name(book: Book) -> str:
    return f"ögon.{crc32(str(book.path).encode()):08x}"


def _check(patient: Patient) -> str:
    return str(crc32(patient.pnr.encode()) % 997)
