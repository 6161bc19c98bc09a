"""Reading a demonstration's file, and the program's own demonstrations by name."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from db.errors import NotFound
from db.paths import meant
from db.training import files
from db.training.script.form import NEEDED, SEVERAL, TABLES
from db.training.script.values import Beginning, Chapter, Script, Task
from db.worlds import catalogue
from db.worlds.reading import Fault, Faulty, Row, file_text

FOLDER: Final = Path(__file__).parent.parent / "demos"
WHAT: Final = "Demonstrationen"

NAMES: Final = (
    "ny-tidstyp", "dolj", "bok-fore", "mall-och-schema", "handelse", "logg", "vantelista",
    "bokningens-vag",
)  # fmt: skip
"""The program's own demonstrations, in the order in which they are best seen."""


def load(name: str) -> Script:
    """A demonstration: one of ``NAMES``, or a file whose name ends with ``.toml``.

    Raises:
        NotFound: there is none of that name; the sentence lists those there are.
        Unreadable: the file cannot be read.
        Faulty: something is wrong with it; names every fault.
    """
    if name.casefold().endswith(".toml"):
        path = meant(name)
        return read(file_text(path), path.stem, path.parent)
    if name not in NAMES:
        known = ", ".join(NAMES)
        raise NotFound("demo", f"Demonstrationen ”{name[:40]}” finns inte. Det finns: {known}.")
    return read(file_text(FOLDER / f"{name}.toml"), name)


def read(text: str, name: str, folder: Path | None = None) -> Script:
    """A demonstration out of what its file says.

    Args:
        text: what it says.
        name: what it is called by.
        folder: where worlds that it names as files lie; where the program was started, by default.

    Raises:
        Faulty: something is wrong with it; names every fault.
    """
    rows = files.read(text, TABLES, several=SEVERAL, needed=NEEDED, what=WHAT)
    faults = list(_faults(rows))
    if faults:
        raise Faulty(faults, WHAT)
    (head,) = rows["demonstration"]
    begun = partial(_beginning, head=head, folder=folder or Path())
    chapters = tuple(
        Chapter(row["titel"], begun(row, goes_on=number > 0), row["steg"])
        for number, row in enumerate(rows["kapitel"])
    )
    tasks = (
        Task(row["text"], begun(row), row["krav"], row["losning"])
        for row in rows.get("uppgift", ())
    )
    task = next(tasks, None)
    return Script(name, head["titel"], head["om"], chapters, task)


def _beginning(row: Row, head: Row, folder: Path, *, goes_on: bool = False) -> Beginning:
    """A chapter's own; without a world the demonstration's, or how the one before ended."""
    world = row["varld"] or ("" if goes_on else head["varld"])
    if catalogue.is_file(world):
        world = str(folder / world)
    at = row["nu"] or ("" if row["varld"] or goes_on else head["nu"])
    return Beginning(world, at, row["forbered"], row["roll"], row["enhet"], row["oppen"])


def _faults(rows: Mapping[str, list[Row]]) -> Iterator[Fault]:
    """Worlds that do not exist, and chapters in which nothing happens."""
    for row in (row for some in rows.values() for row in some):
        world = row.values.get("varld", "")
        if world and world not in catalogue.NAMES and not catalogue.is_file(world):
            known = ", ".join(catalogue.NAMES)
            yield Fault(
                row.table, row.number, "varld", f"”{world}” finns inte. Det finns: {known}."
            )
        if row.values.get("steg") == ():
            yield Fault(row.table, row.number, "steg", "saknas.")
