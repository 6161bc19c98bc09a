"""The name of a schedule template: of a new one, a copy, or another one for the same."""

from collections.abc import Callable

from textual.app import ComposeResult

from db.fields import NAME_BOUND
from screens.dialog import FormDialog
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput


class TemplateName(FormDialog[str]):
    """Gives the name, once the book has accepted it."""

    AUTO_FOCUS = "TextInput"
    DEFAULT_CSS = """
    TemplateName DialogFrame { max-width: 60; }
    TemplateName Field { margin-bottom: 1; }
    """

    def __init__(self, title: str, name: str, check: Callable[[str], str], tip: str = "") -> None:
        super().__init__(title)
        self._name_text, self._tip = name, tip
        self.check = check

    def content(self) -> ComposeResult:
        """The field."""
        box = TextInput(self._name_text, longest=NAME_BOUND, id="name")
        yield Field("Namn", box, width=6)

    def on_mount(self) -> None:
        """Say what it is for, and mark what stands there, to be typed over."""
        self.frame.say(self._tip)
        self.query_one(TextInput).action_select_all()

    def act(self) -> str:
        """Let the book look at it."""
        return self.check(self.text_of("name"))
