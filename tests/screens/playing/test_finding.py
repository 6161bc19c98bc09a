"""Things found by their names, wherever they stand, and what is said where there is none."""

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.training.script.values import Kind, Thing
from screens.playing.finding.find import find, lines_of
from screens.playing.finding.spot import Missing, Spot
from screens.playing.today import today_of
from tests.screens.pilots import press, settled


def found(pilot: Pilot[None], kind: Kind, name: str, beside: str = "") -> Spot:
    shell = pilot.app
    assert isinstance(shell, Shell)
    return find(shell, Thing(kind, name, beside), today_of(shell.session.book))


def reads(pilot: Pilot[None], spot: Spot) -> str:
    """What stands in the cells that were found."""
    line = lines_of(pilot.app)[spot.region.y]
    return line[spot.region.x : spot.region.right]


async def test_in_a_grid_and_its_heading(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "t")
        cell = found(pilot, "cell", "SSK besök 30 min", "Namn för webbtidbok")
        assert cell.text == "Besök hos sjuksköterska"
        assert reads(pilot, cell).startswith("Besök hos sju")
        last = found(pilot, "cell", "Telefon SSK webb", "Informationstext för webb")
        await pilot.pause()
        assert last.region.right <= 80
        heading = found(pilot, "heading", "Namn i AsynjaVisph")
        await pilot.pause()
        assert "Namn i" in reads(pilot, heading)
        for name, column, why in (
            ("Finns inte", "", "Raden ”Finns inte” finns inte."),
            ("SSK besök 30 min", "Pris", "Kolumnen ”Pris” finns inte."),
        ):
            with pytest.raises(Missing, match=why):
                found(pilot, "cell", name, column)
        with pytest.raises(Missing, match="Flera rader heter ”Akut och samma”|finns inte"):
            found(pilot, "cell", "Akut och samma")


async def test_in_the_tidbok(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "b")
        time = found(pilot, "time", "2024-09-13 15:30")
        await pilot.pause()
        assert "Läkarbesök" in time.text
        assert reads(pilot, found(pilot, "time", "2024-09-13 15:30")).strip()
        with pytest.raises(Missing, match="Den dagen hos Ingen visas inte"):
            found(pilot, "time", "2024-09-13 15:30", "Ingen")
        with pytest.raises(Missing, match="Den dagen visas inte"):
            found(pilot, "time", "2024-12-13 08:00")


async def test_in_dialogs_menus_and_lists(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "b", "d")
        assert reads(pilot, found(pilot, "button", "OK")) == "[ OK ]"
        assert reads(pilot, found(pilot, "day", "2024-10-03")).strip(" ·▸") == "3"
        assert found(pilot, "field", "Datum").region.height == 1
        await press(pilot, "escape", "r")
        assert "Johan Frisk" in reads(pilot, found(pilot, "choice", "Johan Frisk"))
        await press(pilot, "escape", "e")
        assert reads(pilot, found(pilot, "tick", "Spärrande för bokning")).startswith("☑")
        assert found(pilot, "tick", "Spärrande för bokning").text == "☑"
        await press(pilot, "escape")
        assert reads(pilot, found(pilot, "menu", "Arkiv")).strip() == "Arkiv"
        assert reads(pilot, found(pilot, "text", "Tidbok · vecka")) == "Tidbok · vecka"
        for kind, name, why in (
            ("button", "Nej tack", "Knappen ”Nej tack” finns inte."),
            ("menu", "Recept", "Menyn ”Recept” finns inte."),
            ("choice", "Blå", "Valet ”Blå” finns inte i listan."),
            ("field", "Skostorlek", "Fältet ”Skostorlek” finns inte."),
            ("link", "Kassan", "Länken ”Kassan” finns inte."),
            ("text", "Abrakadabra", "Texten ”Abrakadabra” syns inte."),
            ("day", "2024-10-03", "Den dagen visas inte."),
        ):
            with pytest.raises(Missing, match=why):
                found(pilot, kind, name)  # type: ignore[arg-type]


async def test_on_1177(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Tidbok" in reads(pilot, found(pilot, "link", "Tidbok"))  # on the start page
        await press(pilot, "1", *"Frida", "enter", "k")
        assert "Boka tid direkt" in reads(pilot, found(pilot, "link", "Boka tid direkt"))
        await press(pilot, "b")
        assert "Bedömning" in reads(pilot, found(pilot, "link", "Bedömning av nya besvär"))
        await press(pilot, "escape", "t")
        assert "AVBOKA" in reads(pilot, found(pilot, "button", "AVBOKA"))
