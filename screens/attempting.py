"""What pages and dialogs share: acts that may be refused, and edits that may be lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.message import Message
from textual.screen import Screen

from db.errors import BookError, Busy
from screens.trouble.busy import acting
from widgets.screen import is_textuals

T = TypeVar("T")
Result = TypeVar("Result")


if TYPE_CHECKING:
    _Base = Screen[Any]
else:
    _Base = object  # Textual reads the style rules of the first widget among the bases alone


class Attempting(_Base):
    """What pages and dialogs share; each has its own place for what the book says."""

    was_busy = False
    """Whether the latest attempt got no turn; what it was to do can still be done."""

    async def _on_message(self, message: Message) -> None:
        """What the user wants of a widget is an act: it is offered again if the book is busy."""
        if isinstance(message, events.Event) or is_textuals(message):
            await super()._on_message(message)
            return
        hear = super()._on_message

        async def act() -> None:
            await hear(message)

        await acting(self.app, act, lambda: self.post_message(message))

    def show_error(self, error: BookError) -> None:
        """Show what the book said."""
        raise NotImplementedError

    def attempt(self, operation: Callable[[], T]) -> T | None:
        """Run an operation on the book; a refusal is shown, and the answer is then None."""
        self.was_busy = False
        try:
            return operation()
        except BookError as error:
            self.was_busy = isinstance(error, Busy)
            self.show_error(error)
            return None

    def ask(self, dialog: Screen[Result], then: Callable[[Result], object]) -> None:
        """Open a dialog, and hand its result on: not without one, nor when who asked is gone."""

        def answered(result: Result | None) -> None:
            if result is not None and self.is_mounted:
                then(result)

        self.app.push_screen(dialog, answered)


class Unsaved:
    """Something with edits that are not in the book yet. Pages and dialogs are drafts."""

    CAN_BE_SAVED: ClassVar[bool] = True
    """Whether what is unsaved can be saved as it is; if not, leaving it is all one can do."""

    @property
    def can_be_saved(self) -> bool:
        """Whether what is unsaved can be saved as it is."""
        return self.CAN_BE_SAVED

    def unsaved(self) -> str:
        """What is unsaved, as a whole sentence; empty when nothing is."""
        return ""

    async def save(self) -> bool:
        """Save it; whether that was done. When not, the draft itself has said why."""
        return True
