"""``asynja-tui results``: how far the trainees of a folder have come."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.table import table, width
from db import clock
from db.training.exercise import course as courses
from db.training.progress import results
from db.training.progress.certificate import Part, certificate
from db.training.progress.summing import by_rule
from db.training.progress.values import Standing
from db.values import count_text

_HEADINGS = ("Namn", "Övning", "Löst", "Minuter", "Ledtrådar", "Försök")


def show(args: Namespace) -> Answer:
    """The results of the progress files and exports in a folder."""
    found = results.in_folder(arguments.file(args.folder, "MAPP"))
    document = {"trainees": [_document(one) for one in found]}
    if args.csv:
        results.export(found, arguments.file(args.csv, "--csv"))
    if args.certificates:
        _print(found, arguments.file(args.certificates, "--certificates"))
    if not found:
        return Answer(document, ("Inga resultat i mappen.",))
    rows = [
        (
            one.trainee or "utan namn", one.exercise, _state(one), f"{one.seconds / 60:.1f}",
            str(one.hints), str(one.attempts),
        )
        for one in found
    ]  # fmt: skip
    return Answer(document, [*table(_HEADINGS, rows, width(), (1,)), *_rules(found)])


def _print(found: Sequence[Standing], folder: Path) -> None:
    """Write a certificate for each trainee and course; never over another file.

    Raises:
        Refused: one is there already.
        Unreadable: it cannot be written.
    """
    known = {courses.OURS: courses.load()}
    whose = dict.fromkeys((one.trainee, one.course) for one in found if one.course in known)
    for trainee, course in whose:
        own = [one for one in found if (one.trainee, one.course) == (trainee, course)]
        solved = {one.exercise for one in own if one.solved}
        parts = [
            Part(chapter.title, len(solved & {*chapter.exercises}), len(chapter.exercises),
                 solved >= {*chapter.exercises})
            for chapter in known[course].chapters
        ]  # fmt: skip
        text = certificate(trainee, known[course].title, parts, own, clock.computer_day())
        results.put_text(folder / f"{results.file_name(trainee)}-{course}.txt", text)


def _state(one: Standing) -> str:
    return "ja" if one.solved else "visad" if one.shown else "nej"


def _rules(found: Sequence[Standing]) -> list[str]:
    lines = []
    for name in dict.fromkeys(one.trainee for one in found):
        own = [one for one in found if one.trainee == name]
        solved = count_text(sum(one.solved for one in own), "övning löst", "övningar lösta")
        lines += ["", f"{name or 'utan namn'}: {solved}"]
        lines += [f"  {one.text}" for one in by_rule(own)]
    return lines


def _document(one: Standing) -> dict[str, object]:
    return {
        "name": one.trainee,
        "exercise": one.exercise,
        "solved": one.solved,
        "minutes": round(one.seconds / 60, 1),
        "hints": one.hints,
        "attempts": one.attempts,
        "rules": dict(one.rules),
    }
