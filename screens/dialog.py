"""What every dialog shares: the frame, the default button, Esc, errors in a line, one closing."""

from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import ModalScreen
from textual.widget import Widget

from db.errors import BookError
from db.values import clean
from screens.attempting import Attempting
from screens.swedish import in_swedish
from screens.unsaved import Unsaved, leave
from widgets.forms.dialog import CANCEL, OK, Button, DialogBody, DialogButton, DialogFrame
from widgets.forms.text_input import TextInput
from widgets.screen import AnyScreen

Result = TypeVar("Result")
T = TypeVar("T")


class DialogScreen(Attempting, AnyScreen, ModalScreen[Result], Unsaved):
    """A dialog over the page. ``app.push_screen(dialog, callback)`` gives its result, or None.

    A subclass gives ``TITLE_TEXT``, ``BUTTONS``, ``content`` and ``accept``; ``pressed`` where
    there are more buttons than OK and Avbryt, and ``unsaved`` where leaving is to be asked about.
    """

    TITLE_TEXT: ClassVar[str] = ""
    BUTTONS: ClassVar[tuple[Button, ...]] = (OK, CANCEL)
    """In the guide's order; Enter presses the first."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Avbryt", show=False),
        Binding("enter", "default", "OK", show=False),
    ]
    DEFAULT_CSS = """
    DialogScreen { align: center middle; background: $background 60%; }
    """

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now, in Swedish."""
        return in_swedish(super().active_bindings)

    @property
    def title_text(self) -> str:
        """The title, where it is not always the same."""
        return self.TITLE_TEXT

    @property
    def frame(self) -> DialogFrame:
        """The frame, to say something in its line."""
        return self.query_one(DialogFrame)

    def content(self) -> ComposeResult:
        """What the dialog is about."""
        yield from ()

    def compose(self) -> ComposeResult:
        """The frame with the content."""
        with DialogFrame(clean(self.title_text), self.BUTTONS), DialogBody():
            yield from self.content()

    # --- what is done -------------------------------------------------------------------------

    def accept(self) -> None:
        """OK: check what was entered; then ``close_with``, or say in the line what is wrong."""
        self.close_with(None)

    def pressed(self, name: str) -> None:
        """Another button than Avbryt was pressed; OK and the first one accept."""
        self.accept()

    def action_cancel(self) -> None:
        """Close without a result; asks first if something is unsaved."""
        leave(self.app, (self,), lambda: self.close_with(None))

    def action_default(self) -> None:
        """Press the first button."""
        self.frame.press_default()

    async def save(self) -> bool:
        """As OK."""
        self.accept()
        return not self.is_active

    def close_with(self, result: Result | None) -> None:
        """Close once, however often it is asked for, but not before it is drawn."""
        if self.is_active and self.is_mounted:  # is_current is true of what shows beneath, too
            self.dismiss(result)

    # --- what is wrong ------------------------------------------------------------------------

    def show_error(self, error: BookError) -> None:
        """Say in the line what the book said, at the field whose id is the error's field."""
        self.frame.fault(clean(error.whole_text), self.field(error.field))

    def field(self, name: str) -> Widget | None:
        """The field with this id."""
        if not name.isidentifier():
            return None
        try:
            return self.query_one(f"#{name}")
        except NoMatches:
            return None

    # --- messages -----------------------------------------------------------------------------

    def on_dialog_button_pressed(self, message: DialogButton.Pressed) -> None:
        """Do what the button says, unless another dialog stands above."""
        message.stop()
        if not self.is_active:
            return
        if message.name == CANCEL.name:
            self.action_cancel()
        else:
            self.pressed(message.name)

    def on_input_submitted(self, message: TextInput.Submitted) -> None:
        """Enter in a field is as anywhere else in the dialog."""
        message.stop()
        self.action_default()

    def on_key(self, event: events.Key) -> None:
        """A button's letter presses it; in a field of text together with Alt."""
        if self.frame.press_letter(event.key):
            event.stop()
