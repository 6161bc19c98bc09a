"""What is stored, compared or told is the same whatever a process hashes its texts like."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from db.book import Book
from tests.db.conftest import build
from tests.program.pty_program import ROOT
from tests.screens.log_world import add_log

SEEDS = ("0", "20", "4711")

_SHOW_THE_LOG = """
import sys
from db.log import view
from db.book import Book
with Book.open(sys.argv[1]) as book:
    while not view.index_more(book):
        pass
"""
_TELL = """
import hashlib
from db.log.index.block import build
from db.rules.offer.preview import difference
from db.rules.terms.review import mentioned, review
from db.setup.terms import _names
from db.values import CaseKind, Terms, WebFace

names = ["Provtagning", "provtagning", "PROVTAGNING", "Vaccination", "vaccination", "Foten", "Örat"]
faces = [
    WebFace(n, f"Typ {n}", name, True, True, True, False, "") for n, name in enumerate(names, 1)
]
other = [face._replace(web_name=face.web_name.swapcase()) for face in reversed(faces)]
print(difference(faces, ()), difference((), faces), difference(faces, other), _names(faces))
text = "Provtagning och vaccination, men inte foten."
print(mentioned(text, names))
print(review(CaseKind.BOOK, Terms(clinic=text, concerns="* Foten"), names[:1], names))
numbers = [f"1912121{n % 9}121{n % 9}" for n in range(400)]
rows = [
    (n, -1, 0, "booked", 0, 0, "R", "Tolvan", pnr, "Nej", None, 86400, None, 86400, "", "Akut", "",
     "Frisk", "", "Ont")
    for n, pnr in enumerate(numbers, 1)
]
block = build(0, rows)
print(hashlib.sha256(repr(block).encode()).hexdigest())
"""


def run(seed: str, *words: str) -> str:
    """What a Python process with this seed prints."""
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@cache
def with_a_log() -> bytes:
    """A book with an imported log of many people, as its page leaves it when it was shown."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bok.db"
        build(path)
        with Book.open(path) as book:
            add_log(book, 300, 3, text="Ont i halsen")
            with book.write() as tx:
                # Few people, each with an ending that neither another nor a clock time has: so
                # that it is seen whose number came to stand last.
                tx.run("UPDATE log_row SET pnr = '1912121' || (id % 9) || '128' || (id % 9)")
        run("3", "-c", _SHOW_THE_LOG, str(path))
        return path.read_bytes()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_doctor_finds_nothing_wrong_with_what_another_process_stored(
    tmp_path: Path, seed: str
) -> None:
    path = tmp_path / "bok.db"
    path.write_bytes(with_a_log())
    with Book.open(path) as book, book.read() as reader:
        assert reader.value("SELECT count(*) FROM log_block") == 1
    run(seed, "-m", "asynja_tui", "doctor", "--book", str(path))


def test_what_is_made_of_texts_is_the_same_with_every_seed() -> None:
    """Names that only differ in their capitals too, which an order of names may leave tied."""
    assert len({run(seed, "-c", _TELL) for seed in SEEDS}) == 1


def test_a_book_of_a_world_is_the_same_with_every_seed(tmp_path: Path) -> None:
    made = []
    for seed in SEEDS[:2]:
        path = tmp_path / f"{seed}.db"
        run(seed, "-m", "asynja_tui", "new", "--world", "guide", "--book", str(path))
        copy = Path(shutil.copy(path, tmp_path / "same.db"))
        with Book.open(copy) as book, book.read() as reader:
            tables = [name for (name,) in reader.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'book_mark'"
                " ORDER BY name")]  # fmt: skip
            made.append({name: reader.rows(f"SELECT * FROM {name}") for name in tables})
    assert made[0] == made[1]
