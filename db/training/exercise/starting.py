"""The book that an exercise begins with: made of its world or its book, with what came before.

A prepared copy is kept a day, so that an exercise opens, and begins over, by copying one file.
"""

import io
import json
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

from db import clock
from db.book import Book
from db.clock import Mode, computer_day
from db.errors import BookError, Unreadable
from db.log.files import import_log
from db.practice import books
from db.schedule import slots
from db.setup import clinics
from db.store.copying import check_free
from db.store.file import checked_path
from db.store.version import VERSION
from db.training.checks.case import Case
from db.training.deeds import vocabulary as deeds
from db.training.exercise.judging import Start, at_start
from db.training.exercise.notes import Notes
from db.training.exercise.notes import place as notes_place
from db.training.exercise.values import Exercise, FaultFinding
from db.training.faults import table
from db.training.faults.table import Target
from db.training.review import log_pass
from db.worlds import catalogue
from db.worlds.reading import Fault, Faulty
from db.worlds.unit import STAFF, set_clock

_EXISTS: Final = "book-exists"


def make(exercise: Exercise, path: str | Path, worlds: Path | None = None) -> Path:
    """Make the book that an exercise begins with.

    Args:
        worlds: the folder of kept copies of worlds, so that one is not made anew for each; None:
            it is made.

    Raises:
        Refused: something is already there.
        Unreadable: it cannot be written there, or its world or book cannot be read.
        Faulty: the world's file is wrong, or the book says no to what came before.
    """
    place = checked_path(path)
    check_free(place, _EXISTS)
    begin = exercise.begin
    if begin.book:
        _copy(Path(begin.book), place)
    elif worlds is None or begin.now is not None:
        catalogue.make(place, begin.world, real_now=begin.now).close()
    else:
        _copy(books.kept_world(begin.world, worlds), place)
    try:
        with Book.open(place) as book:
            _set_clock(exercise, book)
            _prepare(exercise, book)
            _set_clock(exercise, book)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    Notes(exercise.name, exercise.seed).save(place)
    return place


def _copy(source: Path, place: Path) -> None:
    try:
        with Book.open(source) as book:
            book.backup(place)
    except OSError as error:
        raise Unreadable("unreadable", f"{place} går inte att skriva.") from error


def _set_clock(exercise: Exercise, book: Book) -> None:
    """Let the book's clock stand where the exercise has it; else as its world has it."""
    if exercise.begin.now is not None:
        set_clock(book, Mode.PAUSED, exercise.begin.now)
    elif clock.read(book).mode is Mode.REAL:  # an exercise is the same every day
        set_clock(book, Mode.PAUSED, clock.read(book).now)


def _prepare(exercise: Exercise, book: Book) -> None:
    for number, deed in enumerate(exercise.begin.deeds, 1):
        try:
            deeds.do(book, exercise.begin.unit, (deed,))
        except BookError as error:
            said = f"(nr {number}) {deed.table}: {error.whole_text}"
            raise Faulty([Fault("ovning", 0, "forbered", said)], "Övningen") from error
    if exercise.faults is not None:
        _cause(exercise, exercise.faults, book)
    if exercise.log_rows:
        _give_log(exercise, book)


def drawn_faults(exercise: Exercise) -> tuple[str, ...]:
    """The names of the faults that were drawn; none where it is no fault-finding."""
    asked = exercise.faults
    return () if asked is None else table.draw(asked.faults, asked.among, exercise.seed)


def target_of(exercise: Exercise, asked: FaultFinding, book: Book) -> Target:
    """The time that the citizen is to see.

    Raises:
        Faulty: there is no such time in the book.
    """
    with book.read() as reader:
        case = Case(book, reader, exercise.begin.unit)
        slot = case.slot(asked.resource, asked.start)
        if slot is None:
            said = f"{asked.resource} har ingen tid då."
            raise Faulty([Fault("felsokning", 0, "tid", said)], "Övningen")
        kind = slots.type_by_id(reader, slot.time_type)
    return Target(asked.resource, asked.start, slot.day, kind.name, kind.web_name, asked.person)


def _cause(exercise: Exercise, asked: FaultFinding, book: Book) -> None:
    target = target_of(exercise, asked, book)
    try:
        wanted = table.deeds_of(drawn_faults(exercise), target)
        deeds.do(book, exercise.begin.unit, wanted)
    except BookError as error:
        raise Faulty([Fault("felsokning", 0, "fel", error.whole_text)], "Övningen") from error


def _give_log(exercise: Exercise, book: Book) -> None:
    unit = clinics.find(book, exercise.begin.unit)
    text = log_pass.text_of(exercise.log_rows, exercise.seed, clock.read(book).now)
    import_log.import_log(book, STAFF, unit.id, io.BytesIO(text.encode()), name=log_pass.NAME)


def begin(exercise: Exercise, path: Path, kept_in: Path) -> Path:
    """Put the book that an exercise begins with in a place, in that of a former one too.

    Args:
        path: the book's file; who has it open opens it anew.
        kept_in: the folder of prepared copies; one is made there once a day.

    Raises:
        Unreadable: it cannot be written.
        Faulty: as ``make``.
    """
    source = prepared(exercise, kept_in)
    replaced = books.replace_with(source, path)
    if replaced.former is not None:
        with suppress(OSError):
            replaced.former.unlink()
    Notes(exercise.name, exercise.seed).save(replaced.book)
    return replaced.book


def prepared(exercise: Exercise, kept_in: Path) -> Path:
    """The copy that an exercise's books are taken from, made if there is none of today.

    Raises:
        Unreadable, Faulty: as ``make``.
    """
    told = blake2b(_told(exercise).encode(), digest_size=8).hexdigest()
    kept = kept_in / f"{exercise.name[:40]}.{told}.{VERSION}.{computer_day()}.db"
    if kept.exists():
        return kept
    try:
        kept_in.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in kept_in.glob(f"{exercise.name[:40]}.*.db"):
            if not old.stem.endswith(f".{computer_day()}"):
                old.unlink(missing_ok=True)
        draft = kept_in / f".{kept.name}.{id(exercise)}"
        draft.unlink(missing_ok=True)
        make(exercise, draft, kept_in / "worlds")
        draft.replace(kept)
        notes_place(draft).unlink(missing_ok=True)
    except OSError as error:
        raise Unreadable("unreadable", f"{kept_in} går inte att skriva i.") from error
    return kept


def _told(exercise: Exercise) -> str:
    """All that the book is made of, as one text."""
    begin = exercise.begin
    world = begin.book or catalogue.text_of(begin.world)
    parts = (
        world,
        begin.now,
        begin.unit,
        exercise.seed,
        exercise.faults,
        exercise.log_rows,
        *begin.deeds,
    )
    return json.dumps([str(part) for part in parts], ensure_ascii=False)


def start_of(exercise: Exercise, kept_in: Path) -> Start:
    """What the checks answer at the start of an exercise, from its prepared copy.

    Raises:
        Unreadable, Faulty: as ``make``.
    """
    with Book.open(prepared(exercise, kept_in)) as book:
        return at_start(exercise, book)
