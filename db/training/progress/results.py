"""Results of many trainees: progress files and exports in a folder, and the export itself."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from db.errors import Unreadable
from db.log.files.formula import guarded, unguarded
from db.rules.alphabet import sort_key
from db.store.copying import check_free
from db.training.progress.store import read_file
from db.training.progress.summing import standings
from db.training.progress.values import Standing
from db.worlds.form import ascii_key

HEADINGS: Final = (
    "Namn", "Kurs", "Övning", "Löst", "Visad", "Minuter", "Ledtrådar", "Försök", "Regler"
)  # fmt: skip
_YES, _NO = "ja", "nej"
_MOST_FILES: Final = 1000


def in_folder(folder: Path) -> tuple[Standing, ...]:
    """The results of every progress file and every export in a folder, by name and exercise.

    What is neither is passed over.

    Raises:
        Unreadable: there is no such folder.
    """
    if not folder.is_dir():
        raise Unreadable("unreadable", f"{folder} är ingen mapp.", field="folder")
    files = sorted(one for one in folder.iterdir() if one.suffix in (".db", ".csv"))
    found: list[Standing] = []
    for file in files[:_MOST_FILES]:
        found += _of_csv(file) if file.suffix == ".csv" else standings(read_file(file) or ())
    return tuple(sorted(found, key=lambda one: (*sort_key(one.trainee), one.course)))


def as_csv(found: Iterable[Standing]) -> str:
    """The results as a file for a spreadsheet: semicolons, one row a name and exercise."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for one in found:
        rules = " ".join(f"{rule}{'+' if right else '-'}" for rule, right in one.rules.items())
        writer.writerow([
            guarded(one.trainee), guarded(one.course), guarded(one.exercise), _yes(one.solved),
            _yes(one.shown), f"{one.seconds / 60:.1f}".replace(".", ","), one.hints, one.attempts,
            rules,
        ])  # fmt: skip
    return text.getvalue()


def export(found: Iterable[Standing], target: Path) -> Path:
    """Write the results to a new file.

    Raises:
        Refused: something is already there.
        Unreadable: it cannot be written.
    """
    return put_text(target, as_csv(found), "utf-8-sig")


def put_text(target: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text to a new file.

    Raises:
        Refused: something is already there.
        Unreadable: it cannot be written.
    """
    check_free(target, "file-exists")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding=encoding, newline="") as file:
            file.write(text)
    except OSError as error:
        raise Unreadable("unreadable", f"{target} går inte att skriva.") from error
    return target


def file_name(trainee: str) -> str:
    """A trainee's name as a file may be called."""
    return ascii_key(trainee).strip("_").replace("_", "-")[:60] or "utan-namn"


def _yes(value: bool) -> str:
    return _YES if value else _NO


def _of_csv(file: Path) -> Iterator[Standing]:
    try:
        lines = list(csv.reader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
    except (OSError, UnicodeDecodeError, csv.Error):
        return
    if not lines or tuple(lines[0]) != HEADINGS:
        return
    for line in lines[1:]:
        try:
            name, course, exercise, solved, shown, minutes, hints, attempts, rules = line
            yield Standing(
                unguarded(name), unguarded(course), unguarded(exercise), solved == _YES,
                shown == _YES, float(minutes.replace(",", ".")) * 60, int(hints), int(attempts),
                {one[:-1]: one.endswith("+") for one in rules.split()},
            )  # fmt: skip
        except ValueError:
            continue
