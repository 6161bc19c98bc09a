"""A long operation on its way: a bar, and Avbryt."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from screens.dialog import DialogScreen
from widgets.forms.dialog import CANCEL

_CELLS = 40


class ProgressDialog(DialogScreen[None]):
    """Shows how far it has come; whoever does it asks ``goes_on`` and closes the dialog."""

    BUTTONS = (CANCEL,)
    AUTO_FOCUS = "DialogButton"
    DEFAULT_CSS = """
    ProgressDialog DialogFrame { max-width: 60; }
    ProgressDialog #bar { color: $figure; }
    ProgressDialog #said { margin-bottom: 1; }
    """

    def __init__(self, title: str, unit: str) -> None:
        super().__init__(title)
        self._unit = unit
        self.goes_on = True
        self._is_done = False

    def content(self) -> ComposeResult:
        """The bar, and the figures."""
        yield Static(Content("░" * _CELLS), id="bar")
        yield Static(Content("Börjar ..."), id="said")

    def on_mount(self) -> None:
        """It may all be done by the time it shows."""
        self.call_after_refresh(self._close_if_done)

    def finish(self) -> None:
        """All is done: close, as soon as that can be."""
        self._is_done = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._is_done:
            self.close_with(None)

    def show(self, done: int, total: int) -> None:
        """So much of so much is done."""
        if not self.is_mounted or not self.query("#bar"):
            return  # closed while it was on its way here
        full = _CELLS * done // max(1, total)
        self.query_one("#bar", Static).update(Content("█" * full + "░" * (_CELLS - full)))
        said = f"{_grouped(done)} av {_grouped(total)} {self._unit}"
        self.query_one("#said", Static).update(Content(said))

    def action_cancel(self) -> None:
        """Give up; it closes when that is done."""
        self.goes_on = False
        self.frame.say("Avbryter ...")


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", " ")
