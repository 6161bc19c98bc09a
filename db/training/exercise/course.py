"""A course: a folder of exercises with kurs.toml, ours or one's own. docs/ÖVNINGAR.md."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from db.errors import NotFound, Unreadable
from db.fields import NAME_BOUND, TEXT_BOUND
from db.paths import meant
from db.rules.alphabet import sort_key
from db.training import files
from db.training.exercise.reading import Source, card_of
from db.training.exercise.values import Card
from db.worlds.form import Key, Keys, flag, several, text
from db.worlds.reading import Fault, Faulty, file_text

FOLDER: Final = Path(__file__).parent.parent / "courses"
OURS: Final = "guiden"
INDEX: Final = "kurs.toml"
WHAT: Final = "Kursen"

_NAME: Final = text(NAME_BOUND, empty=False)
_TABLES: Final[Mapping[str, Keys]] = {
    "kurs": {
        "titel": Key(_NAME),
        "om": Key(text(TEXT_BOUND, lines=True), ""),
        "visa": Key(flag, True),
        "hoppa_over": Key(flag, True),
    },
    "kapitel": {
        "namn": Key(_NAME),
        "titel": Key(_NAME),
        "om": Key(text(TEXT_BOUND, lines=True), ""),
        "ovningar": Key(several(_NAME)),
    },
}


class Chapter(NamedTuple):
    """A chapter.

    Attributes:
        name: unique in the course.
        exercises: the names of its exercises, in their order.
    """

    name: str
    title: str
    about: str
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course.

    Attributes:
        name: its folder's.
        title: in Swedish.
        may_show: whether an exercise may be shown solved.
        may_skip: whether one may go past an exercise that is not solved.
    """

    name: str
    title: str
    about: str
    folder: Path
    chapters: tuple[Chapter, ...]
    may_show: bool = True
    may_skip: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Its exercises, in order."""
        return tuple(name for chapter in self.chapters for name in chapter.exercises)

    def source(self, name: str) -> Source:
        """Where an exercise stands.

        Raises:
            NotFound: the course has none of that name; the sentence lists those it has.
            Unreadable: its file cannot be read.
        """
        for chapter in self.chapters:
            if name in chapter.exercises:
                told = file_text(self.folder / f"{name}.toml")
                return Source(name, told, self.folder, chapter.name)
        known = ", ".join(self.names) or "inga"
        said = f"Övningen ”{name[:NAME_BOUND]}” finns inte i kursen. Där finns: {known}."
        raise NotFound("exercise", said, field="name")

    def cards(self) -> Iterator[Card]:
        """What it tells of its exercises, in order.

        Raises:
            Faulty, Unreadable: one of them cannot be read.
        """
        return (card_of(self.source(name)) for name in self.names)


def load(course: str = OURS, own: Path | None = None) -> Course:
    """A course.

    Args:
        course: ours, a folder, or the name of one in ``own``.
        own: the folder of the user's own courses.

    Raises:
        NotFound: there is none of that name; the sentence lists those there are.
        Unreadable: its ``kurs.toml`` cannot be read.
        Faulty: something is wrong with that.
    """
    folder = _folder(course, own)
    rows = files.read(
        file_text(folder / INDEX), _TABLES, several=("kapitel",), needed=("kurs", "kapitel"),
        what=WHAT,
    )  # fmt: skip
    (head,) = rows["kurs"]
    chapters = tuple(
        Chapter(row["namn"], row["titel"], row["om"], row["ovningar"]) for row in rows["kapitel"]
    )
    faults = list(_faults(folder, chapters))
    if faults:
        raise Faulty(faults, WHAT)
    return Course(
        folder.name, head["titel"], head["om"], folder, chapters, head["visa"], head["hoppa_over"]
    )


def own_courses(own: Path) -> tuple[str, ...]:
    """The names of the user's own courses."""
    try:
        return tuple(sorted((one.parent.name for one in own.glob(f"*/{INDEX}")), key=sort_key))
    except OSError:
        return ()


def of_file(path: str) -> Source:
    """An exercise in a file of its own.

    Raises:
        Unreadable: it cannot be read.
    """
    place = meant(path)
    return Source(place.stem, file_text(place), place.parent)


def _folder(course: str, own: Path | None) -> Path:
    if course == OURS:
        return FOLDER / OURS
    kept = None if own is None else own / course
    plain = course == Path(course).name
    for place in (kept if plain else None, meant(course)):
        if place is not None and (place / INDEX).is_file():
            return place
    if meant(course).is_dir():
        raise Unreadable("unreadable", f"{course} har ingen {INDEX}.", field="course")
    known = ", ".join((OURS, *(own_courses(own) if own is not None else ())))
    said = f"Kursen ”{course[:NAME_BOUND]}” finns inte. Det finns: {known}."
    raise NotFound("course", said, field="course")


def _faults(folder: Path, chapters: Sequence[Chapter]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, chapter in enumerate(chapters, 1):
        for name in chapter.exercises:
            if name != Path(name).name or not (folder / f"{name}.toml").is_file():
                yield Fault("kapitel", number, "ovningar", f"{name}.toml finns inte.")
            elif name in seen:
                yield Fault("kapitel", number, "ovningar", f"”{name}” står två gånger.")
            seen.add(name)
