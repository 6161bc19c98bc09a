"""The documentation's pictures show the program as it is: each sixth here, all in stress."""

from pathlib import Path

import pytest

from tests.effort import effort
from tools import screenshots
from tools.screenshots import FOLDER, PICTURES, Picture

LOOKED_AT = PICTURES[:: effort(6, 1)]


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Path], Path]:
    """The books that pictures are drawn of, made when first asked for, and a place for copies."""
    return {}, tmp_path_factory.mktemp("pictures")


@pytest.mark.parametrize("picture", LOOKED_AT, ids=[picture.name for picture in LOOKED_AT])
async def test_the_picture_is_not_stale(
    picture: Picture, worlds: tuple[dict[str, Path], Path]
) -> None:
    with screenshots.copied(worlds[0], picture.world, worlds[1]) as book:
        drawn = await screenshots.draw(picture, book)
    kept = (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")
    assert drawn == kept, f'stale: make screenshots ARGS="docs/screenshots {picture.name}"'


def test_no_picture_is_left_of_something_that_is_drawn_no_more() -> None:
    assert {file.stem for file in FOLDER.glob("*.svg")} == {picture.name for picture in PICTURES}
