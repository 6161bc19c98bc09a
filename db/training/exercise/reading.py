"""Reading an exercise's file: what it says, its values drawn; and all that is wrong with it."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from db.errors import BookError
from db.timeline import parse_instant
from db.training import files
from db.training.exercise.form import NEEDED, SEVERAL, TABLES, VALUES
from db.training.exercise.labels import LABELS, Filled, Tell, unknown
from db.training.exercise.values import (
    Begin,
    Card,
    Exercise,
    FaultFinding,
    Miss,
    Question,
    Step,
)
from db.values import Instant
from db.worlds import catalogue
from db.worlds.form import TABLES as WORLD
from db.worlds.form import taken_in
from db.worlds.reading import Fault, Faulty, Row, shipped_text
from db.worlds.times import Today

WHAT: Final = "Övningen"
_STILL: Final = "2024-09-19 11:05"
"""The time of an exercise whose world cannot tell its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an exercise stands.

    Attributes:
        name: its file's name without the ending.
        text: what the file says.
        folder: where worlds and books that it names lie beside it.
        chapter: the course's chapter, where the file does not say.
    """

    name: str
    text: str
    folder: Path
    chapter: str = ""


def read(source: Source, seed: int = 0, tell: Tell = unknown) -> Exercise:
    """An exercise.

    Args:
        source: its file.
        seed: what its values are drawn from; 0 is the ordinary ones.
        tell: what knows keys, commands and pages.

    Raises:
        Faulty: something is wrong with it; names every fault that could be found.
    """
    given = files.tables_of(source.text, WHAT)
    values, faults = _drawn_values(given.pop(VALUES, []), seed)
    if faults:
        raise Faulty(faults, WHAT)
    filled = Filled(values, tell)
    tables = {name: _filled(filled, name, one) for name, one in given.items()}
    if filled.faults:
        raise Faulty(filled.faults, WHAT)
    today = Today(_now(tables.get("ovning"), source))
    rows = files.taken(tables, TABLES, several=SEVERAL, needed=NEEDED, what=WHAT, today=today)
    made = _made(source, rows, values, seed, today)
    faults = list(_faults(made, rows))
    if faults:
        raise Faulty(faults, WHAT)
    return made


def card_of(source: Source) -> Card:
    """What the course tells of an exercise; its book and its steps are not looked at.

    Raises:
        Faulty: the file is not TOML, or its head is wrong.
    """
    given = files.tables_of(source.text, WHAT)
    values, _ = _drawn_values(given.get(VALUES, []), 0)
    head = {key: one for key, one in given.get("ovning", {}).items() if key != "forbered"}
    tables = {"ovning": Filled(values, unknown).table("ovning", 0, head)}
    today = Today(parse_instant(_STILL))
    rows = files.taken(
        tables, {"ovning": TABLES["ovning"]}, several=(), needed=("ovning",), what=WHAT,
        today=today,
    )  # fmt: skip
    return _card(source, rows["ovning"][0])


# --- values ---------------------------------------------------------------------------------------


def _drawn_values(given: Any, seed: int) -> tuple[dict[str, Any], list[Fault]]:  # noqa: ANN401
    """One of the sets of values, the first for seed 0; of a list in it one is drawn likewise."""
    if not (isinstance(given, list) and all(isinstance(one, dict) for one in given)):
        return {}, [Fault(VALUES, 0, "", f"ska stå som [[{VALUES}]].")]
    if not given:
        return {}, []
    faults = [
        Fault(VALUES, number, key, why)
        for number, one in enumerate(given, 1)
        for key, why in _value_faults(one, given[0])
    ]
    if faults:
        return {}, faults
    rng = random.Random(f"{seed}")
    chosen = given[0] if seed == 0 else rng.choice(given)
    return {
        key: (one[0] if seed == 0 else rng.choice(one)) if isinstance(one, list) else one
        for key, one in chosen.items()
    }, []


def _value_faults(one: Mapping[str, Any], first: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in first.keys() - one.keys():
        yield key, "saknas; varje uppsättning har samma nycklar som den första."
    for key, value in one.items():
        if key not in first:
            yield key, "finns inte i den första uppsättningen."
        elif key in LABELS:
            yield key, "är namnet på en etikett. Välj ett annat."
        elif value == [] or isinstance(value, dict):
            yield key, "ska vara ett värde, eller en lista av värden att dra ur."


def _filled(filled: Filled, name: str, given: Any) -> Any:  # noqa: ANN401 - whatever TOML gave
    if isinstance(given, dict):
        return filled.table(name, 0, given)
    if isinstance(given, list) and all(isinstance(one, dict) for one in given):
        return [filled.table(name, number, one) for number, one in enumerate(given, 1)]
    return given


# --- the exercise's own time ----------------------------------------------------------------------


def _now(head: Any, source: Source) -> Instant:  # noqa: ANN401 - whatever TOML gave
    """The book's time, from which relative times are told: the file's, else its world's."""
    told = head if isinstance(head, dict) else {}
    base = Today(_world_now(str(told.get("varld", "")), source.folder))
    try:
        return base.moment_at(str(told["nu"])) if "nu" in told else base.now
    except BookError:  # it is told as a fault of that key
        return base.now


def _world_now(world: str, folder: Path) -> Instant:
    if world in catalogue.NAMES:
        return _clock_of(shipped_text(world))
    try:
        return _clock_of((folder / world).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError):
        return parse_instant(_STILL)


@lru_cache(maxsize=16)
def _clock_of(text: str) -> Instant:
    """The time of a world; one that follows the computer's clock has none of its own."""
    fallback = Today(parse_instant(_STILL))
    try:
        told = files.tables_of(text, WHAT).get("klocka", {})
        now = taken_in(WORLD["klocka"], told, fallback)["nu"]
    except BookError:
        return fallback.now
    return fallback.now if now is None else int(now)


# --- what is made of it ---------------------------------------------------------------------------


def _made(
    source: Source,
    rows: Mapping[str, Sequence[Row]],
    values: Mapping[str, Any],
    seed: int,
    today: Today,
) -> Exercise:
    (head,) = rows["ovning"]
    misses = tuple(
        Miss(row["gor"], row["steg"], row["nar"], row["anmarkning"])
        for row in rows.get("nastan", ())
    )
    return Exercise(
        _card(source, head), _begin(source, head), head["uppgift"], head["lart"],
        tuple(_step(row) for row in rows["steg"]), misses,
        tuple(row["gor"] for row in rows.get("annan_vag", ())), _fault_finding(rows),
        _log_rows(rows), values, seed, today.now,
    )  # fmt: skip


def _card(source: Source, head: Row) -> Card:
    return Card(
        source.name, head["titel"], head["spar"], head["kapitel"] or source.chapter,
        head["minuter"], head["bilder"], head["regler"],
    )  # fmt: skip


def _begin(source: Source, head: Row) -> Begin:
    world, book = head["varld"], head["bok"]
    if world and world not in catalogue.NAMES:
        world = str(source.folder / world)
    return Begin(
        world or ("" if book else "guide"), str(source.folder / book) if book else "", head["nu"],
        head["enhet"], head["forbered"], head["roll"], head["invanare"], head["sida"],
        head["visar"],
    )  # fmt: skip


def _step(row: Row) -> Step:
    asked = None
    if row["fraga"]:
        asked = Question(row["svar"] or f"fråga {row.number}", row["fraga"], row["val"])
    return Step(
        row["text"], row["krav"], row["ledtradar"], row["losning"], row["minns"], row["efter"],
        asked,
    )  # fmt: skip


def _fault_finding(rows: Mapping[str, Sequence[Row]]) -> FaultFinding | None:
    for row in rows.get("felsokning", ()):
        return FaultFinding(row["antal"], row["fel"], row["resurs"], row["tid"], row["invanare"])
    return None


def _log_rows(rows: Mapping[str, Sequence[Row]]) -> int:
    return sum(row["rader"] for row in rows.get("loggpass", ()))


# --- what hangs together --------------------------------------------------------------------------


def _faults(made: Exercise, rows: Mapping[str, Sequence[Row]]) -> Iterator[Fault]:
    if not made.card.tracks:
        yield Fault("ovning", 0, "spar", "ska inte vara tom.")
    yield from _start_faults(rows["ovning"][0], made.begin)
    for number, step in enumerate(made.steps, 1):
        yield from _step_faults(number, step)
    for number, miss in enumerate(made.misses, 1):
        if miss.step > len(made.steps):
            yield Fault("nastan", number, "steg", f"övningen har {len(made.steps)} steg.")
        if not miss.deeds:
            yield Fault("nastan", number, "gor", "ska inte vara tom.")


def _start_faults(head: Row, begin: Begin) -> Iterator[Fault]:
    if head["varld"] and head["bok"]:
        yield Fault("ovning", 0, "bok", "en övning har en värld eller en bok, inte båda.")
    if begin.world and begin.world not in catalogue.NAMES and not _is_file(begin.world):
        known = ", ".join(catalogue.NAMES)
        said = f"”{head['varld']}” finns inte. Det finns: {known}, eller en fil bredvid övningen."
        yield Fault("ovning", 0, "varld", said)
    if begin.book and not _is_file(begin.book):
        yield Fault("ovning", 0, "bok", f"”{head['bok']}” finns inte bredvid övningen.")


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def _step_faults(number: int, step: Step) -> Iterator[Fault]:
    if not step.demands:
        yield Fault("steg", number, "krav", "ska inte vara tom.")
    if step.after >= number:
        yield Fault("steg", number, "efter", "ska vara ett steg före.")
    for demand in step.demands:
        if demand.table == "svar" and step.question is None:
            yield Fault("steg", number, "fraga", "saknas; svaret behöver en fråga.")
