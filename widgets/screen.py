"""What every screen of the program has in common: a page, a dialog or a menu."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, messages
from textual.binding import ActiveBinding
from textual.geometry import Offset, Region
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

PASSED_OVER = "-passed-over"
"""The class of what lies over a screen for the eyes only: the mouse goes through it."""

if TYPE_CHECKING:
    _Base = Screen[Any]
else:
    _Base = object  # Textual reads the style rules of the first widget among the bases alone


def is_textuals(message: Message) -> bool:
    """Whether a message is one by which Textual draws and ends screens, not what somebody wants."""
    return type(message).__module__ == messages.__name__


class Moved(Message):
    """What one stands on, or what stands in a field, is another thing now."""


class AnyScreen(_Base):
    """For a screen, before Textual's own class.

    Its text is not selected by the mouse: a click, a drag and a double click mean more.
    """

    MOVES: ClassVar[tuple[type[Message], ...]] = (Moved, events.DescendantFocus)
    """By what it hears that one has moved on."""
    inputs = 0
    """How often a key or a button of the mouse was pressed here; the program counts the keys."""
    _answered_at: int | None = None

    ALLOW_SELECT: ClassVar[bool] = False
    MENU_LETTERS: ClassVar[str] = ""
    """The letters that open menus here."""
    _is_composed = False

    # --- notices ------------------------------------------------------------------------------

    def clear_notices(self) -> bool:
        """Take away the notices that lie over the screen; whether there were any."""
        shown = bool(len(self.app._notifications)) and not self.app._disable_notifications
        if shown:
            self.app.clear_notifications()
        return shown

    # --- what is said, and when it goes -------------------------------------------------------

    def has_said(self, text: str, *, stays: bool = False) -> None:
        """Something was said in the screen's line for it: it goes once one has moved on.

        Args:
            text: empty where nothing is said any more.
            stays: it is no answer to an act, but how things stand.
        """
        self._answered_at = self.inputs if text and not stays else None

    def moved_on(self) -> None:
        """One stands elsewhere: what was said goes, but not what this very key or click said."""
        if self._answered_at is not None and self.inputs > self._answered_at:
            self._answered_at = None
            self.unsay()

    def unsay(self) -> None:
        """Take away what was said; a screen with a line for it overrides this."""

    def _forward_event(self, event: events.Event) -> None:
        if isinstance(event, events.MouseDown) and not event.is_forwarded:
            self.inputs += 1
        super()._forward_event(event)

    # --- letters ------------------------------------------------------------------------------

    def press_letter(self, letter: str) -> bool:
        """Alt and this letter; whether something was done."""
        return self.press_button(letter)

    def press_button(self, letter: str) -> bool:
        """Press the button with this letter; whether there is one that can be pressed."""
        pressed = (getattr(one, "press_letter", None) for one in self.query(".-lettered"))
        return bool(letter) and any(press(letter) for press in pressed if press is not None)

    @property
    def is_gone(self) -> bool:
        """Whether it was closed, or the program ended, before its turn came.

        Textual goes on drawing such a screen, but gives it no widgets.
        """
        app = self.app
        shown = self in app.screen_stack and app.return_code is None
        return not (shown and self.is_attached)  # it is taken away when all ends at once

    @property
    def is_turned(self) -> bool:
        """Whether something else stands in its place now: what it does waits until that is gone."""
        return False

    @property
    def is_ready(self) -> bool:
        """Whether it has its widgets and is still there: only then can anything be done on it."""
        return self._is_composed and not self.is_gone

    async def on_event(self, event: events.Event) -> None:
        """Mount nothing of a screen that was closed before it was drawn, and let no key in then."""
        if isinstance(event, events.Mount) and self.is_gone:
            return
        if isinstance(event, events.InputEvent | events.Paste) and not self.is_ready:
            event.stop()
            return
        await super().on_event(event)
        if isinstance(event, events.Compose):
            self._is_composed = True

    async def _on_message(self, message: Message) -> None:
        """Hear nothing more of what the widgets say once it is closed.

        Textual's own messages are how a screen is drawn and ends: they always come through.
        """
        if isinstance(message, self.MOVES) and self.is_ready:
            self.moved_on()
        if isinstance(message, events.Event) or is_textuals(message) or self.is_ready:
            await super()._on_message(message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done before it has its widgets or after it is closed."""
        return super().check_action(action, parameters) if self.is_ready else False

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now: none before it has its widgets or after it is closed."""
        return super().active_bindings if self.is_ready else {}

    def get_widget_at(self, x: int, y: int) -> tuple[Widget, Region]:
        """What the mouse is on at a cell."""
        found = super().get_widget_at(x, y)
        if found[0].has_class(PASSED_OVER):
            below = super().get_widgets_at(x, y)
            return next((one for one in below if not one[0].has_class(PASSED_OVER)), found)
        return found

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """No text at all: only selecting asks for it.

        Textual would let the widget draw its line, also one that has just been taken away, which
        cannot.
        """
        return None, None
