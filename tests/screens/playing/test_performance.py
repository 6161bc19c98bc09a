"""A demonstration given on the screen: pauses, steps, back, chapters, hands; nobody disturbs it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.playing.page import DemoPage
from asynja_tui.playing.performance import Pace
from asynja_tui.playing.scene import Mode
from asynja_tui.playing.speaker import Place, Signal, lines
from asynja_tui.shell import Shell
from db.setup import time_types
from db.training.script.reading import read
from db.training.script.values import Script
from screens.base import BookScreen
from screens.playing.finding.find import lines_of
from screens.session import Session

SCRIPT = """
[demonstration]
titel = "Kort"
[[kapitel]]
titel = "Ett"
oppen = "time_types"
[[kapitel.steg]]
text = "Webbnamnet."
klicka = { rad = "Akut", kolumn = "Namn för webbtidbok" }
[[kapitel.steg]]
text = "Skriv."
gor = [{ skriv = "Brådskande" }, { tangenter = "enter" }]
anteckning = "Säg varför."
[[kapitel.steg]]
text = "Spara."
klicka = { knapp = "OK" }
fraga = "Och nu?"
svar = "Ingenting."
[[kapitel]]
titel = "Två"
oppen = "time_types"
[[kapitel.steg]]
text = "Det är kvar."
forvanta = { vid = { rad = "Akut", kolumn = "Namn för webbtidbok" }, star = "Brådskande" }
[uppgift]
text = "Nu du."
varld = "guide"
oppen = "time_types"
krav = [{ tidstyp = "Akut", namn_for_webbtidbok = "Strax" }]
losning = [
    { klicka = { rad = "Akut", kolumn = "Namn för webbtidbok" } },
    { skriv = "Strax" }, { tangenter = "enter" }, { klicka = { knapp = "OK" } },
]
"""


class Quick(Pace):
    """Waits only where it is paused, or asked."""

    async def rest(self, seconds: float) -> None:
        await super().rest(0.0)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worlds")


@asynccontextmanager
async def given(
    session: Session, kept: Path, pace: Pace
) -> AsyncIterator[tuple[Pilot[None], DemoPage]]:
    signal = Signal(kept / "visningar", "kort")
    script = read(SCRIPT, "kort")
    shell = Shell(session, opens=lambda now: DemoPage(now, script, kept, pace, signal=signal))
    async with shell.run_test(size=(80, 24)) as pilot:
        page = pilot.app.screen
        assert isinstance(page, DemoPage)
        yield pilot, page


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for a state of the play; it goes on in the same loop."""
    for _ in range(5_000):
        if is_so():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("it never came to that")


def web_name(page: DemoPage) -> str:
    """What stands in the book that is played in."""
    assert page.view is not None
    session = page.view.shell.session
    return time_types.find(session.book, session.clinic, "Akut").web_name


async def test_it_plays_asks_and_ends_in_the_viewers_hands(session: Session, kept: Path) -> None:
    async with given(session, kept, Quick()) as (pilot, page):
        play = page.performance
        await until(lambda: play.scene.mode is Mode.ASKING)
        assert play.scene.text == "Och nu?"
        await pilot.press("x", "t", "f9", "q")  # the audience's keys disturb nothing
        assert play.scene.mode is Mode.ASKING
        assert web_name(page) == "Brådskande"
        await pilot.press("enter")
        await until(lambda: play.scene.mode is Mode.ANSWERED)
        await pilot.press("space")
        await until(lambda: play.scene.mode is Mode.TASK)
        assert play.scene.text == "Nu du."
        assert web_name(page) == "Akut besök"  # a book of its own
        before = session.book.changes()
        assert page.view is not None
        time_types_page = page.view.shell.screen
        assert isinstance(time_types_page, BookScreen)
        await pilot.press("ctrl+f", *"akut", "enter", "escape", "right", *"Strax", "enter")
        await pilot.press("ctrl+s")
        await until(lambda: web_name(page) == "Strax")
        await until(lambda: play.scene.text.startswith("Klart!"))
        assert session.book.changes() == before  # one's own book is left alone


async def test_a_step_and_back_again(session: Session, kept: Path) -> None:
    pace = Quick()
    pace.paused = True
    async with given(session, kept, pace) as (pilot, page):
        play = page.performance
        await until(lambda: page.view is not None and page.view.started.is_set())
        await until(lambda: play.scene.text == "Webbnamnet.")
        await pilot.press("right")
        await until(lambda: play.scene.text == "Skriv.")
        await pilot.press("right")
        await until(lambda: play.scene.text == "Spara.")
        assert play.scene.mode is Mode.PAUSED
        assert page.view is not None
        assert "Brådskande" in "\n".join(lines_of(page.view.shell))
        await pilot.press("left")
        await until(lambda: play.scene.text == "Skriv." and not pace.hurries)
        assert "Brådskande" not in "\n".join(lines_of(page.view.shell))
        await pilot.press("pagedown")
        await until(lambda: play.scene.text == "Det är kvar.")
        assert web_name(page) == "Brådskande"  # as the chapter before ends, though it was left
        await pilot.press("pageup", "plus")
        await until(lambda: play.scene.text == "Webbnamnet.")
        assert play.scene.speed == 2.0


async def test_one_takes_over_and_hands_back(session: Session, kept: Path) -> None:
    pace = Quick()
    pace.paused = True
    async with given(session, kept, pace) as (pilot, page):
        play = page.performance
        await until(lambda: play.scene.text == "Webbnamnet.")
        await pilot.press("ctrl+g")
        await until(lambda: page.view is not None and page.view.lets_through)
        assert play.scene.mode is Mode.TAKEN
        await pilot.press("escape")  # the program inside goes back to its start page
        assert page.view is not None
        inner = page.view.shell
        await until(lambda: "Enheten i korthet" in "\n".join(lines_of(inner)))
        assert pilot.app.screen is page
        await pilot.press("ctrl+g")
        await until(lambda: play.scene.mode is Mode.TASK)
        assert web_name(page) == "Akut besök"


async def test_it_stops_with_a_message(session: Session, kept: Path) -> None:
    script = read(SCRIPT.replace('star = "Brådskande"', 'star = "Akut besök"'), "fel")
    shell = Shell(session, opens=lambda now: DemoPage(now, script, kept, Quick(), waits=False))
    async with shell.run_test(size=(80, 24)) as pilot:
        page = pilot.app.screen
        assert isinstance(page, DemoPage)
        await page.performance.wait()
        assert page.performance.scene.mode is Mode.STOPPED
        assert page.performance.scene.text == (
            "Kapitel 2, steg 1: Där står ”Brådskande”, inte ”Akut besök”."
        )


# --- the speaker's view ---------------------------------------------------------------------------


def said(script: Script, place: Place | None) -> list[str]:
    return [line.text for line in lines(script, place, 76) if line.text]


def test_the_speaker_reads_now_next_and_notes() -> None:
    script = read(SCRIPT, "kort")
    assert said(script, Place(0, 1, Mode.PAUSED, 2.0)) == [
        "Kort", "Paus, 2×", "Kapitel 1 av 2: Ett · steg 2 av 3", "Nu: Skriv.",
        "Anteckning: Säg varför.", "Härnäst: Spara.",
    ]  # fmt: skip
    assert said(script, Place(0, 2, Mode.ASKING))[3:] == [
        "Nu: Spara.", "Fråga: Och nu?", "Svar: Ingenting.", "Härnäst: Det är kvar.",
    ]  # fmt: skip
    assert said(script, Place(1, 0, Mode.PLAYING))[-1] == "Härnäst: Nu du."
    assert said(script, Place(2, 0, Mode.TASK)) == ["Kort", "Din uppgift", "Uppgift: Nu du."]
    assert said(script, None)[1].startswith("Visningen pågår inte.")


def test_the_file_between_the_windows(tmp_path: Path) -> None:
    signal, other = Signal(tmp_path / "a", "kort/../x"), Signal(tmp_path / "a", "kort/../x")
    assert other.read() is None
    place = Place(1, 2, Mode.ASKING, 0.5)
    signal.tell(place)
    assert other.read() == place
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["kort____x.json"]
    other.path.write_text('{"chapter": "x"}')
    assert other.read() is None
    signal.end()
    assert other.read() is None
