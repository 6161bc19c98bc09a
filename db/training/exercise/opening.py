"""Opening an exercise in a book of its own: from its start, or where one left it."""

import random
from pathlib import Path

from db.book import Book
from db.errors import BookError
from db.training.exercise import starting
from db.training.exercise.labels import Tell, unknown
from db.training.exercise.notes import Notes, place
from db.training.exercise.reading import Source, read
from db.training.exercise.values import Exercise

_SEEDS = 1_000_000


def opened(
    source: Source, path: Path, kept_in: Path, tell: Tell = unknown, seed: int | None = None
) -> Exercise:
    """The exercise of a book, which is made where there is none that is whole.

    Args:
        path: the exercise's own book.
        kept_in: the folder of prepared copies.
        seed: what it is drawn from where it is begun; None: anew where faults or rows are drawn.

    Raises:
        Faulty, Unreadable: the exercise or its book cannot be made.
    """
    if is_begun(path):
        return read(source, Notes.load(source.name, path).seed, tell)
    return begun(source, path, kept_in, tell, seed)


def begun(
    source: Source, path: Path, kept_in: Path, tell: Tell = unknown, seed: int | None = None
) -> Exercise:
    """The exercise with its book from the start; see ``opened``."""
    exercise = read(source, seed or 0, tell)
    if seed is None and (exercise.faults is not None or exercise.log_rows):
        exercise = read(source, random.SystemRandom().randrange(1, _SEEDS), tell)
    starting.begin(exercise, path, kept_in)
    return exercise


def is_begun(path: Path) -> bool:
    """Whether an exercise's book is there, whole, and can be gone on with."""
    if not (path.exists() and place(path).exists()):
        return False
    try:
        Book.open(path).close()
    except BookError:
        return False
    return True
