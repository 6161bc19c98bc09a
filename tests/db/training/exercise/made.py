"""Small exercises for the tests."""

from pathlib import Path

from db.training.exercise.reading import Source, read
from db.training.exercise.values import Exercise

HEAD = """
[ovning]
titel = "a"
spar = ["schemalaggare"]
minuter = 3
uppgift = "b"
lart = "c"
"""


def source(text: str, folder: Path = Path()) -> Source:
    """A file of these tables, with a head unless it has its own."""
    return Source("prov", text if "[ovning]" in text else HEAD + text, folder)


def exercise(text: str, seed: int = 0) -> Exercise:
    """An exercise of these tables."""
    return read(source(text), seed)


STEP = "[[steg]]\ntext = '{}'\nkrav = [{}]\n"


def of_demands(*demands: str) -> Exercise:
    """An exercise with a step a check."""
    return exercise("".join(STEP.format(one.replace("'", ""), one) for one in demands))
