"""Ctrl+Z in the tidbok, and telling what an act led to."""

from collections.abc import Iterable

from db.errors import BookError, Busy, Unusable
from screens.session import Session
from screens.staff.shared.told_dialog import ToldDialog
from screens.staff.tidbok.moving import RebookingTidbok
from screens.staff.tidbok.undo import Undoable

UNDO_HINT = "Ctrl+Z ångrar."
_NOT_ALL = "Allt gick inte att ångra:"


class UndoingTidbok(RebookingTidbok):
    """Remembers what can be taken back."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._undoable: list[Undoable] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._undoable)

    def can_take_back(self, one: Undoable) -> None:
        """Remember how the latest act is taken back."""
        self._undoable.append(one)

    def tell(self, title: str, said: str, kept: Iterable[str], *, undoable: bool) -> None:
        """Say what was done, and list what was kept."""
        listed = tuple(kept)
        self.say(f"{said} {UNDO_HINT}" if undoable else said)
        if listed:
            self.app.push_screen(ToldDialog(title, said, listed))

    def action_undo(self) -> None:
        """Take the latest change of the schedule back."""
        if not self._undoable:
            return
        last = self._undoable.pop()
        try:
            undone, said = self.guarded(lambda: last.undo(last.left), last.where)
        except (Busy, Unusable) as error:
            self._undoable.append(last)  # nothing was changed, and it may go another time
            self.show_error(error)
        except BookError as error:
            self.show_error(error)
        else:
            self._undoable = [one.after(undone) for one in self._undoable]
            self.say(f"Ångrat: {last.what}. {said}")
            if undone.kept:
                self.app.push_screen(ToldDialog("Ångra", _NOT_ALL, undone.kept))
