"""What every dialog shares: default button, Esc, errors at the field, letters, unsaved edits."""

from typing import Any

import pytest
from textual.app import ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.errors import Invalid
from screens import pages
from screens.dialog import DialogScreen, FormDialog, Question, confirm, leave
from screens.start import StartScreen
from tests.screens import golden
from tests.screens.pilots import press, settled
from widgets.forms.dialog import CANCEL, OK, Button, DialogButton
from widgets.forms.field import Field
from widgets.forms.options import Tick
from widgets.forms.plain_area import TextField
from widgets.forms.text_input import TextInput


class TrialDialog(DialogScreen[str]):
    TITLE_TEXT = "Prov [/]"
    BUTTONS = (OK, CANCEL, Button("new", "Ny...", "Lägger till [/]."))

    def content(self) -> ComposeResult:
        yield Field("Namn", TextInput(id="name", longest=20))
        yield Field("Webbnamn", TextInput(id="web_name"))
        yield Tick("Dölj bokning för patient")

    @property
    def name_field(self) -> TextInput:
        return self.query_one("#name", TextInput)

    def unsaved(self) -> str:
        return "Namnet är ändrat." if self.name_field.value else ""

    def accept(self) -> None:
        name = self.name_field.value

        def save() -> str:
            if not name:
                raise Invalid("name", "Namn [/] saknas.", field="name")
            return name

        saved = self.attempt(save)
        if saved:
            self.close_with(saved)

    def pressed(self, name: str) -> None:
        if name == "new":
            self.frame.say("Ny rad.")
        else:
            self.accept()


async def opened(pilot: Pilot[None]) -> tuple[TrialDialog, list[str | None]]:
    results: list[str | None] = []
    dialog = TrialDialog()
    pilot.app.push_screen(dialog, results.append)
    await settled(pilot)
    return dialog, results


async def test_enter_is_ok_and_errors_stand_at_the_field(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog, results = await opened(pilot)
        await press(pilot, "tab", "enter")
        assert dialog.frame.line == "! Namn [/] saknas."
        assert dialog.focused is dialog.name_field
        assert dialog.name_field.has_class("-fault")
        golden.check(shell, "dialog-80x24")
        await press(pilot, *"Ok")
        await press(pilot, "alt+n")
        assert dialog.frame.line == "Ny rad."
        await press(pilot, "enter", "enter", "enter")
        assert results == ["Ok"]


async def test_a_letter_presses_its_button_but_not_in_a_field(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog, results = await opened(pilot)
        await press(pilot, "a", "tab", "tab", "n")
        assert dialog.name_field.value == "a"
        assert dialog.frame.line == "Ny rad."
        dialog.frame.enable("ok", False)
        await press(pilot, "o", "enter")
        assert pilot.app.screen is dialog
        dialog.frame.enable("ok", True)
        await pilot.click(pilot.app.screen.query(DialogButton).first())
        await settled(pilot)
        assert results == ["a"]


async def test_tab_goes_round_and_back(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog, _ = await opened(pilot)
        first = dialog.focused
        await press(pilot, *["tab"] * 6)
        assert dialog.focused is first
        await press(pilot, "shift+tab", "left")
        focused = dialog.focused
        assert isinstance(focused, DialogButton)
        assert focused.button == CANCEL


@pytest.mark.parametrize(
    ("answer", "result"), [("j", ["x"]), ("n", [None]), ("a", []), ("escape", [])]
)
async def test_avbryt_asks_about_what_is_unsaved(
    shell: Shell, answer: str, result: list[str | None]
) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog, results = await opened(pilot)
        await press(pilot, "x", "escape")
        assert isinstance(pilot.app.screen, Question)
        dialog.frame.press("ok")  # it is not on top now
        await press(pilot, answer)
        assert results == result


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)])
async def test_it_is_as_wide_as_the_screen_or_centred(shell: Shell, size: tuple[int, int]) -> None:
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        dialog, _ = await opened(pilot)
        region = dialog.frame.region
        assert Region(0, 0, *size).contains_region(region)
        assert region.width == min(80, size[0])
        assert region.x == (size[0] - region.width) // 2
        await press(pilot, *["tab"] * 5)
        focused = dialog.focused
        assert focused is not None
        assert focused.region.y < size[1]  # the buttons are in sight


async def test_nothing_is_asked_about_a_dialog_that_is_not_drawn_yet(shell: Shell) -> None:
    async with shell.run_test() as pilot:
        await settled(pilot)
        shell.push_screen(TrialDialog())
        left: list[bool] = []
        leave(shell, shell.screen_stack[::-1], lambda: left.append(True))
        assert left
        await settled(pilot)


class TrialForm(FormDialog[str]):
    """Ends with what is written; a name with a star is refused."""

    def content(self) -> ComposeResult:
        yield Field("Namn", TextInput(id="name"))

    def written(self) -> None:
        self.frame.say(f"{len(self.text_of('name'))} tecken")

    def act(self) -> str:
        if "*" in self.text_of("name"):
            raise Invalid("name", "Inga stjärnor.", field="name")
        return self.text_of("name")


async def test_a_form_says_what_is_wrong_until_another_text_is_written(shell: Shell) -> None:
    results: list[str | None] = []
    async with shell.run_test() as pilot:
        dialog = TrialForm()
        shell.push_screen(dialog, results.append)
        await settled(pilot)
        await press(pilot, "a", "*", "enter")
        assert dialog.frame.line == "! Inga stjärnor."
        assert dialog.query_one("#name").has_class("-fault")
        assert dialog.is_active
        await press(pilot, "backspace")
        assert dialog.frame.line == "1 tecken"
        assert not dialog.query_one("#name").has_class("-fault")
        await press(pilot, "enter")
        await settled(pilot)
    assert results == ["a"]


@pytest.mark.parametrize(("key", "done"), [("j", True), ("n", False), ("escape", False)])
async def test_only_a_yes_goes_on(shell: Shell, key: str, done: bool) -> None:
    went_on: list[bool] = []
    async with shell.run_test() as pilot:
        await settled(pilot)
        assert isinstance(shell.screen, StartScreen)
        confirm(shell.screen, "Ta bort", "Ta bort den?", lambda: went_on.append(True))
        await settled(pilot)
        await press(pilot, key)
        await settled(pilot)
    assert went_on == [True] * done


# --- what was written ----------------------------------------------------------------------------


class WrittenForm(FormDialog[str]):
    TITLE_TEXT = "Formulär"

    def content(self) -> ComposeResult:
        yield Field("Namn", TextInput("Prov", id="name"))
        yield Field("Mer", TextField("", longest=80, id="more"))

    def act(self) -> str:
        return self.text_of("name")


@pytest.mark.parametrize(
    ("keys", "asks"),
    [
        ((), False),
        (("right",), False),
        (("x",), True),
        (("right", "x"), True),
        (("x", "backspace", *"Prov"), False),
        (("tab", "x"), True),
    ],
)
async def test_esc_asks_about_what_was_written(
    shell: Shell, keys: tuple[str, ...], asks: bool
) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = WrittenForm()
        shell.push_screen(dialog)
        await settled(pilot)
        await press(pilot, *keys, "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Question) == asks
        if asks:
            await press(pilot, "n")
            assert pilot.app.screen is dialog
            await press(pilot, "escape", "j")
        await settled(pilot)
        assert isinstance(pilot.app.screen, StartScreen)


async def test_tab_marks_the_text_an_arrow_keeps_it_and_ctrl_a_marks_it_anew(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = WrittenForm()
        shell.push_screen(dialog)
        await settled(pilot)
        field = dialog.query_one("#name", TextInput)
        await press(pilot, "right", "x")
        assert field.value == "Provx"
        await press(pilot, "tab", "shift+tab", "y")
        assert field.value == "y"
        await press(pilot, "z", "ctrl+a", "ctrl+a", "w")
        assert field.value == "w"
        await press(pilot, "tab", *"ett", "ctrl+a", *"två")
        assert dialog.query_one("#more", TextField).text == "två"


async def test_esc_takes_a_notice_away_before_it_closes(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        await settled(pilot)
        page = pilot.app.screen
        shell.notify("Sparat.")
        await settled(pilot)
        toast = page.query_one("Toast").region
        assert toast.y < 12
        await press(pilot, "escape")
        assert pilot.app.screen is page
        assert "Sparat." not in golden.text_of(shell)
        await press(pilot, "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, StartScreen)


ONLY_LOOKING = {"ActsDialog", "CommandDialog", "GoToDate", "ChooseCitizen", "ChoosePatient",
                "FileDialog", "TransferDialog", "CourseDialog", "OverDialog",
                "QuizDialog", "WhyBookingDialog"}  # fmt: skip
"""Dialogs in which one only looks for something, or names a file: they close at once."""


def test_every_other_dialog_asks_about_what_was_written() -> None:
    for page in pages.PAGES:
        page.load()
    kinds: list[type[Any]] = [DialogScreen]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    at_once = {kind.__name__ for kind in kinds if kind.__dict__.get("IS_FORM") is False}
    assert at_once <= ONLY_LOOKING
