"""Acts played in the real program without a screen, and what stops them."""

from pathlib import Path

import pytest

from asynja_tui.playing.headless import Played, play_here
from asynja_tui.playing.running import running
from asynja_tui.shell import Shell
from db.book import Book
from db.setup import time_types
from db.training.script import values
from db.training.script.reading import read
from db.training.script.values import Thing
from screens.playing.player import Player, Told
from screens.playing.today import today_of


async def played(path: Path, *steps: str) -> Played:
    lines = ",".join(f"{{ {one} }}" for one in steps)
    text = f'[demonstration]\ntitel = "a"\n[[kapitel]]\ntitel = "b"\nsteg = [{lines}]'
    script = read(text, "egen")
    return await play_here([step.acts for step in script.chapters[0].steps], path)


async def test_a_type_is_renamed_and_unticked_by_names_alone(book: Book) -> None:
    done = await played(
        book.path,
        'sida = "time_types", forvanta = { sida = "Tidstyper" }',
        'klicka = { rad = "SSK besök 30 min", kolumn = "Namn för webbtidbok" }',
        'skriv = "Kort besök", tangenter = "enter"',
        'klicka = { rad = "SSK besök 30 min", kolumn = "Kan avbokas från webben" }',
        'forvanta = { star = "☐", vid = { rad = "Kort besök", kolumn = "web_cancellable" } }',
        'klicka = { knapp = "OK" }',
    )
    assert done == Played(6)
    (changed,) = [one for one in time_types.every(book, 1) if one.name == "SSK besök 30 min"]
    assert (changed.web_name, changed.web_cancellable) == ("Kort besök", False)


STOPS = [
    ('sida = "ingen"', "Sidan ”ingen” finns inte."),
    ('kommando = "booking.book"', "Kommandot ”booking.book” finns inte på den här sidan."),
    ('klicka = { knapp = "OK" }', "Knappen ”OK” finns inte."),
    ('klicka = { rad = "a" }', "Här finns inget rutnät."),
    ('forvanta = { sida = "tidbok" }', "Sidan är ”start”, inte ”tidbok”."),
    ('forvanta = { dialog = "Boka" }', "Ingen dialog är öppen, inte ”Boka”."),
    ('forvanta = { syns = "Abrakadabra" }', "”Abrakadabra” syns inte."),
    ('tangenter = "ctrl+q"', "Programmet avslutades."),
]


@pytest.mark.parametrize(("said", "why"), STOPS, ids=[said for said, _ in STOPS])
async def test_it_stops_and_says_why(book: Book, said: str, why: str) -> None:
    assert await played(book.path, 'text = "först"', said) == Played(1, why)


class Room:
    """Who looks on, and remembers."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    async def see(self, told: Told) -> None:
        self.told.append(told)


async def test_the_room_is_told_keys_and_commands_and_never_what_is_written(shell: Shell) -> None:
    room = Room()
    async with running(shell):
        player = Player(shell, today_of(shell.session.book), room)
        await player.play([
            values.Page("tidbok"),
            values.Command("looking.go_to_date"),
            values.Keys(("1", "9")),
            values.Words("/9"),
            values.Keys(("enter",)),
            values.Click(Thing("menu", "Arkiv")),
        ])  # fmt: skip
    said = [(one.key, one.label, one.clicks) for one in room.told]
    assert said == [
        ("B", "Tidbok", False),
        ("D", "Datum...", False),
        *[("", "", False)] * 3,  # letters and words
        ("Enter", "", False),
        ("", "", True),
    ]
    assert all(one.region is not None for one in room.told[2:5])  # the field is marked
