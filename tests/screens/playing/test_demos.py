"""The program's own demonstrations: each plays to its end, asks, and ends in the viewer's hands."""

import os
from pathlib import Path
from random import Random

import pytest

from asynja_tui.playing.rehearsal import Rehearsed, rehearse
from db.clock import Mode, computer_day
from db.training.script.form import ACT_KEYS, TABLES, THING_KEYS
from db.training.script.reading import FOLDER, NAMES, load, read
from db.worlds import reading as worlds

STRESS = os.environ.get("HYPOTHESIS_PROFILE") == "stress"
SIZES = [(80, 24), (80, 20), (120, 40)] if STRESS else [(80, 20)]
"""Below a program of 80 × 24 the caption and the keys take four lines."""

PLAYED = NAMES if STRESS else [Random(computer_day()).choice(NAMES)]
"""All of them take long: one of the day each day, and all in ``make stress``."""


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the copies of worlds are kept."""
    return tmp_path_factory.mktemp("worlds")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", PLAYED)
async def test_a_demonstration_plays_to_its_end(
    name: str, size: tuple[int, int], kept: Path
) -> None:
    script = load(name)
    played = await rehearse(script, kept, size)
    assert played.failure == ""
    assert played.chapters == len(script.chapters)
    assert played.steps == sum(len(chapter.steps) for chapter in script.chapters)


def test_every_file_is_listed() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(NAMES)
    assert len(NAMES) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_it_asks_twice_and_ends_with_a_task(name: str) -> None:
    script = load(name)
    assert script.questions >= 2
    assert script.task is not None
    assert script.task.solution
    assert script.about


@pytest.mark.parametrize("name", NAMES)
def test_its_books_stand_still(name: str) -> None:
    """Two recordings of it are alike: no clock of the computer's is in it."""
    script = load(name)
    beginnings = [script.beginning(n) for n in range(len(script.chapters) + 1)]
    for world in {one.world for one in beginnings if one.world}:
        assert worlds.read(worlds.shipped_text(world), 0).mode is Mode.PAUSED


DOCUMENT = Path(__file__).parents[3] / "docs" / "DEMONSTRATIONER.md"


async def test_the_one_in_the_documentation_plays(kept: Path) -> None:
    text = DOCUMENT.read_text("utf-8")
    sample = text.split("```toml\n")[1].split("```")[0]
    played = await rehearse(read(sample, "egen"), kept)
    assert played == Rehearsed(2, 3)


def test_the_documentation_names_every_key() -> None:
    text = DOCUMENT.read_text("utf-8")
    keys = {key for table in TABLES.values() for key in table} | {*ACT_KEYS} | {*THING_KEYS}
    told = {key for key in keys if f"`{key}`" in text or f"{{ {key} = " in text}
    assert keys - told == {"resurs"}  # it stands beside a time
