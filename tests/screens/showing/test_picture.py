"""Spara bild: what the screen shows, in two files, masked as the screen is."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from db.book import Book
from db.errors import Invalid, Refused
from screens.dialog import Question
from screens.session import Session
from screens.showing.picture import Picture, write
from screens.trouble.lost_book import FileDialog
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled
from tests.screens.showing.test_hidden import shown
from widgets.forms.path_input import PathInput

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

PICTURE = Picture("<svg/>", "text\n")


@pytest.mark.parametrize("name", ["bild.svg", "bild.txt", "bild", "bild.SVG"])
def test_both_files_are_written_of_one_name(tmp_path: Path, name: str) -> None:
    write(PICTURE, tmp_path / name)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bild.svg", "bild.txt"]
    assert (tmp_path / "bild.txt").read_text() == "text\n"


def test_nothing_is_written_over_and_no_half_is_left(tmp_path: Path) -> None:
    (tmp_path / "bild.txt").write_text("min")
    with pytest.raises(Refused):
        write(PICTURE, tmp_path / "bild.svg")
    assert [one.name for one in tmp_path.iterdir()] == ["bild.txt"]
    assert (tmp_path / "bild.txt").read_text() == "min"
    with pytest.raises(Invalid):
        write(PICTURE, tmp_path / "bild.png")


async def test_the_page_is_saved_as_it_shows(session: Session, book: Book, tmp_path: Path) -> None:
    async with shown(session, 0, "time_types") as (shell, pilot):
        seen = golden.text_of(shell)
        await shell.run_action("save_picture")
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, FileDialog)
        dialog.query_one(PathInput).value = str(tmp_path / "sida.svg")
        await press(pilot, "enter")
        await settled(pilot)
        assert "sida.svg" in golden.text_of(shell)
    kept = (tmp_path / "sida.txt").read_text().rstrip("\n").splitlines()
    assert kept == seen.rstrip("\n").splitlines()
    svg = (tmp_path / "sida.svg").read_text()
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert "url(http" not in svg, "it needs nothing from elsewhere"
    assert "Tidstyper" in svg


async def test_while_others_look_on_it_says_that_it_is_masked_and_asks(
    session: Session, book: Book, tmp_path: Path
) -> None:
    async with shown(session, 2, "tidbok") as (shell, pilot):
        await press(pilot, "right")
        await shell.run_action("save_picture")
        await settled(pilot)
        assert isinstance(screen(pilot), Question)
        assert "maskerad" in golden.text_of(shell)
        await press(pilot, "escape")
        assert not isinstance(screen(pilot), FileDialog)
        await shell.run_action("save_picture")
        await settled(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, FileDialog)
        dialog.query_one(PathInput).value = str(tmp_path / "sida.txt")
        await press(pilot, "enter")
        await settled(pilot)
    text = (tmp_path / "sida.txt").read_text()
    assert "Visningsläge" in text
    assert "Åt höger" not in text, "the keys that are shown are no part of the picture"
