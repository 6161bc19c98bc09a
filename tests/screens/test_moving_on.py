"""What is said of an act goes when one moves on, on every page and in every dialog."""

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from asynja_tui.shell import Shell
from db.errors import Invalid
from screens import pages
from screens.base import BookScreen
from screens.dialog import FormDialog
from screens.session import Session
from tests.screens import guide_world
from tests.screens.pilots import press, settled
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.drop_down import DropDown
from widgets.forms.options import Option, Tick
from widgets.forms.plain_area import TextField
from widgets.forms.text_input import TextInput
from widgets.note_line import FAULT

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

SAID = "Det är gjort nu."
STEP = {"layouts": "tab", "waiting": "tab"}
"""Where the first field has no cursor to move: there one goes on to the next."""
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
        await press(pilot, STEP.get(name, "down"))
        assert not says(pilot, SAID)
        page.say(SAID)
        await press(pilot, "f12", "escape")  # a dialog over it is no step
        assert says(pilot, SAID)
        page.say(SAID, stays=True)
        await press(pilot, "tab", "shift+tab")
        if name not in ("tidbok", "log", "templates"):  # these say it of the row alone
            assert says(pilot, SAID)


class Trial(FormDialog[str]):
    TITLE_TEXT = "Prov"

    def content(self) -> ComposeResult:
        yield TextInput("ett", id="one")
        yield TextField("två", id="two")
        yield Tick("Tre", id="three")
        yield DropDown((Option("a", "Alfa"), Option("b", "Beta")), "a", id="four")
        yield ChoiceList((Choice("a", "Alfa"), Choice("b", "Beta")))

    def on_mount(self) -> None:
        self.frame.say("Så gör man.")

    def act(self) -> str:
        raise Invalid("no", "Så går det inte.", field="one")


@pytest.mark.parametrize(
    ("field", "key"),
    [("#one", "x"), ("#two", "x"), ("#three", "space"), ("#four", "down"), ("ChoiceList", "down")],
)
async def test_what_is_wrong_in_a_dialog_is_so_until_something_else_stands_there(
    session: Session, field: str, key: str
) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = Trial()
        shell.push_screen(dialog)
        await settled(pilot)
        await press(pilot, "ctrl+home")
        dialog.action_default()
        await pilot.pause()
        assert dialog.frame.line == "! Så går det inte."
        for name in ("#one", "#two", "#three"):  # to look at the others is to mend nothing
            dialog.query_one(name).focus()
            await press(pilot, "shift")
        assert dialog.frame.line == "! Så går det inte."
        dialog.query_one(field).focus()
        await press(pilot, key)
        assert dialog.frame.line == "Så gör man."
        assert not dialog.query(f".{FAULT}")
        dialog.frame.tell("Det är sparat.")
        dialog.frame.say("Så gör man nu.")  # the answer is read first
        assert dialog.frame.line == "Det är sparat."
        dialog.query_one(field).focus()
        await press(pilot, "up" if key == "down" else key)
        assert dialog.frame.line == "Så gör man nu."
