"""A page on which a draft is edited: its steps to undo, and OK that saves and closes."""

from abc import abstractmethod
from typing import Any, Generic, TypeVar

from screens.commands import Command, can_redo, can_undo
from screens.dialog import until_done
from screens.dialog_page import DialogPage
from screens.history import History
from screens.session import Session

T = TypeVar("T")

UNDO = Command("undo", "Ångra", "Tar tillbaka den senaste ändringen.", key="ctrl+z", when=can_undo)
REDO = Command(
    "redo", "Gör om", "Gör om det som ångrades.", key="ctrl+y", footer=False, when=can_redo
)


def may_edit(screen: Any) -> bool:  # noqa: ANN401 - any page
    """Whether the role may change anything on the page; for ``Command.when``."""
    return bool(screen.may_edit)


class EditedPage(DialogPage, Generic[T]):
    """Holds the states of the draft; None until the book has been read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.history: History[T] | None = None
        self.is_saving = False
        """Whether OK is on its way."""

    @property
    def draft(self) -> T | None:
        """What is edited as it stands now; None while it cannot be read."""
        return self.history.now if self.history else None

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return self.history is not None and self.history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to make again."""
        return self.history is not None and self.history.can_redo

    @abstractmethod
    async def save(self) -> bool:
        """Save; False when that could not be done, and why is said."""

    def action_ok(self) -> None:
        """Save and close."""
        if not self.is_saving and self.is_active:
            self.run_worker(self._save_and_close(), group="ok")

    async def _save_and_close(self) -> None:
        if await until_done(self.app, self.save):
            self.close()
