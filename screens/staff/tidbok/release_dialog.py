"""Ändra schema › Bok.före: when the times that are marked show on 1177 (R29-R31)."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.rules.schedule.template_fields import meaning_of_release, read_release
from db.schedule.changes import Released
from db.values import clean
from screens.dialog import DialogScreen
from screens.staff.shared.clock_entry import entered
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

ReleasedTo = tuple[Released, str]
"""What was changed, and what 1177 shows because of it."""
_WIDTH = 10


class ReleaseDialog(DialogScreen[ReleasedTo]):
    """Gives what was changed, or None.

    Args:
        what: which times, as they are told.
        current: the Bok.före they have; None when it is empty or they have several.
        horizon_days: how far ahead times show when Bok.före is empty.
        act: changes it.
    """

    TITLE_TEXT = "Ändra schema: Bok.före"
    AUTO_FOCUS = "#release"
    DEFAULT_CSS = """
    ReleaseDialog DialogFrame { max-width: 72; }
    ReleaseDialog .text { text-style: bold; margin-bottom: 1; }
    ReleaseDialog TextInput { width: 10; }
    ReleaseDialog #meaning { color: $foreground-quiet; height: auto; padding-left: 10; }
    """

    def __init__(
        self,
        what: str,
        current: int | None,
        horizon_days: int,
        act: Callable[[int | None], ReleasedTo],
    ) -> None:
        super().__init__()
        self._what, self._current = what, current
        self._horizon, self._act = horizon_days, act

    def content(self) -> ComposeResult:
        """Which times, and the field."""
        yield Static(Content(clean(self._what)), classes="text")
        current = "" if self._current is None else str(self._current)
        yield Field("Bok.före", TextInput(current, longest=3, id="release"), _WIDTH)
        yield Static(id="meaning")

    def on_mount(self) -> None:
        """Say what it means."""
        self.frame.say("Dagar; tomt följer horisonten. Bokade tider får det också.")
        self._say_meaning()

    @property
    def _text(self) -> str:
        return self.query_one("#release", TextInput).value

    def _say_meaning(self) -> None:
        said = meaning_of_release(self._text, self._horizon)
        self.query_one("#meaning", Static).update(Content(said))

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """What was wrong may be mended."""
        message.stop()
        self.frame.clear_faults()
        self._say_meaning()

    def accept(self) -> None:
        """Change it."""
        done = self.attempt(
            lambda: self._act(entered("release", read_release(self._text, "Bok.före")))
        )
        if done is not None:
            self.close_with(done)
