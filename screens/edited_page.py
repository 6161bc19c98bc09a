"""A page on which a draft is edited: its steps to undo."""

from typing import Any, Generic, TypeVar

from screens.commands import REDO, UNDO
from screens.dialog_page import DialogPage
from screens.history import History
from screens.session import Session

__all__ = ["REDO", "UNDO", "EditedPage", "may_edit"]

T = TypeVar("T")


def may_edit(screen: Any) -> bool:  # noqa: ANN401 - any page
    """Whether the role may change anything on the page; for ``Command.when``."""
    return bool(screen.may_edit)


class EditedPage(DialogPage, Generic[T]):
    """Holds the states of the draft; None until the book has been read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.history: History[T] | None = None

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
