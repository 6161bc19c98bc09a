"""A page in the form of a dialog: its frame with buttons, and a line that says what happened."""

from textual import events
from textual.content import Content
from textual.widgets import Static

from db.errors import BookError
from db.permissions import SCHEDULERS
from db.values import clean
from screens.base import BookScreen
from widgets.forms.dialog import CANCEL, DialogButton, DialogFrame
from widgets.sheet.sheet import Sheet


class DialogPage(BookScreen):
    """Has a ``DialogFrame``, and in it a ``Static`` called ``note``."""

    @property
    def frame(self) -> DialogFrame:
        """The frame around it all."""
        return self.query_one(DialogFrame)

    @property
    def may_edit(self) -> bool:
        """Whether the user's role may change anything here."""
        return self.session.actor.role in SCHEDULERS

    # --- saying -------------------------------------------------------------------------------

    @property
    def note(self) -> str:
        """What was said last."""
        return str(self.query_one("#note", Static).content)

    def say(self, text: str, *, fault: bool = False) -> None:
        """Say something in the line for it; empty says nothing."""
        if not self.query("#note"):  # the page was closed before its turn came
            return
        note, said = self.query_one("#note", Static), clean(text)
        note.update(Content(f"! {said}" if fault and said else said))
        note.set_class(fault and bool(said), "-fault")

    def show_error(self, error: BookError) -> None:
        """Say what the book said."""
        self.say(error.text, fault=True)

    # --- buttons ------------------------------------------------------------------------------

    def on_dialog_button_pressed(self, message: DialogButton.Pressed) -> None:
        """Do what the button says, unless a dialog stands above."""
        message.stop()
        if not self.is_active:
            return
        if message.name == CANCEL.name:
            self.ask_to_close()
        else:
            self.pressed(message.name)

    def pressed(self, name: str) -> None:
        """Another button than Avbryt was pressed; a page that has any overrides it."""

    def on_key(self, event: events.Key) -> None:
        """On a button, the letter of another one presses it."""
        if isinstance(self.focused, DialogButton) and self.frame.press_letter(event.key):
            event.stop()


def is_writing(sheet: Sheet) -> bool:
    """Whether something is being written in a cell of the sheet that is not what the cell says."""
    if not (sheet.is_editing and sheet.editor.display) or sheet.here is None:
        return False
    return sheet.editor.value != sheet.here[2].text
