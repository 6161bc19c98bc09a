"""What every screen of the program has in common: a page, a dialog or a menu."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    _Base = Screen[Any]
else:
    _Base = object  # Textual reads the style rules of the first widget among the bases alone


class AnyScreen(_Base):
    """For a screen, before Textual's own class.

    Its text is not selected by the mouse: a click, a drag and a double click mean more.
    """

    ALLOW_SELECT: ClassVar[bool] = False

    @property
    def is_gone(self) -> bool:
        """Whether it was closed, or the program ended, before its turn came.

        Textual goes on drawing such a screen, but gives it no widgets.
        """
        return self not in self.app.screen_stack or self.app.return_code is not None

    async def on_event(self, event: events.Event) -> None:
        """Mount nothing of a screen that was closed before it was drawn."""
        if not (isinstance(event, events.Mount) and self.is_gone):
            await super().on_event(event)

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """No text at all: only selecting asks for it.

        Textual would let the widget draw its line, also one that has just been taken away, which
        cannot.
        """
        return None, None
