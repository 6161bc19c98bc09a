"""``asynja-tui results``: how far the trainees of a folder have come."""

from argparse import Namespace
from collections.abc import Sequence

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.table import table, width
from db.training.progress import results
from db.training.progress.summing import by_rule
from db.training.progress.values import Standing
from db.values import count_text

_HEADINGS = ("Namn", "Övning", "Löst", "Minuter", "Ledtrådar", "Försök")


def show(args: Namespace) -> Answer:
    """The results of the progress files and exports in a folder."""
    found = results.in_folder(arguments.file(args.folder, "MAPP"))
    document = {"trainees": [_document(one) for one in found]}
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
