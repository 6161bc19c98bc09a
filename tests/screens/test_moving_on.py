"""What is said of an act goes when one moves on, on every page and in every dialog."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from asynja_tui.shell import Shell
from db.book import Book
from db.values import Actor, Role
from screens import pages
from screens.base import BookScreen
from screens.dialog import DialogScreen, FormDialog
from screens.session import Session
from screens.settings import SettingsDialog
from tests.screens import guide_world
from tests.screens.pilots import press, screen, settled, shows
from widgets.forms.dialog import Button, DialogFrame
from widgets.forms.text_input import TextInput

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

SAID = "Det är gjort nu."
FORM = {"layouts": "tab", "waiting": "tab", "statistics": "down"}
"""The pages whose first field has no cursor to move: there one goes on to the next field."""
TOOL = {"admin"}
"""It says all in notices on its first page."""
SPEAKING = [page.name for page in pages.PAGES if page.name not in TOOL]


def says(pilot: Pilot[None], text: str) -> bool:
    """Whether a line of the screen says this, in sight or not."""
    lines = [str(line.content) for line in pilot.app.screen.query(Static)]
    page = pilot.app.screen
    note = page.note if isinstance(page, BookScreen) and hasattr(page, "note") else ""
    return any(text in line for line in (*lines, note))


@pytest.mark.parametrize("name", SPEAKING)
async def test_what_a_page_says_goes_with_the_next_step(session: Session, name: str) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shell.action_open_page(name)
        await settled(pilot)
        page = shell.screen
        assert isinstance(page, BookScreen)
        page.say(SAID)
        page.post_message(page.MOVES[0]())  # what the act itself has moved takes nothing away
        await pilot.pause()
        assert says(pilot, SAID)
        await press(pilot, FORM.get(name, "down"))
        assert not says(pilot, SAID)
        page.say(SAID)
        await press(pilot, "f12", "escape")  # a dialog over it is no step
        assert says(pilot, SAID)
        page.say(SAID, stays=True)
        await press(pilot, "tab", "shift+tab")
        if name not in ("tidbok", "log", "templates"):  # these say it of the row alone
            assert says(pilot, SAID)
