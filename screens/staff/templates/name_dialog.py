"""The name of a schedule template: of a new one, a copy, or another one for the same."""

from collections.abc import Callable

from textual.app import ComposeResult

from db.fields import NAME_BOUND
from screens.dialog import DialogScreen
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput


class TemplateName(DialogScreen[str]):
    """Gives the name, once the book has accepted it.

    Args:
        title: what is done.
        name: what stands in the field to begin with.
        accept: called with what was written; gives the name, or raises what the book says.
        tip: what is said before anything is wrong.
    """

    AUTO_FOCUS = "TextInput"
    DEFAULT_CSS = """
    TemplateName DialogFrame { max-width: 60; }
    TemplateName Field { margin-bottom: 1; }
    """

    def __init__(self, title: str, name: str, accept: Callable[[str], str], tip: str = "") -> None:
        super().__init__()
        self._title_text, self._name_text, self._accept, self._tip = title, name, accept, tip

    @property
    def title_text(self) -> str:
        """What is done."""
        return self._title_text

    def content(self) -> ComposeResult:
        """The field."""
        box = TextInput(self._name_text, longest=NAME_BOUND, id="name")
        yield Field("Namn", box, width=6)

    def on_mount(self) -> None:
        """Say what it is for, and mark what stands there, to be typed over."""
        self.frame.say(self._tip)
        self.query_one(TextInput).action_select_all()

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """What was wrong with another name is no longer so."""
        message.stop()
        self.frame.clear_faults()

    def accept(self) -> None:
        """Let the book look at it."""
        name = self.attempt(lambda: self._accept(self.query_one(TextInput).value))
        if name is not None:
            self.close_with(name)
