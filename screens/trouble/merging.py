"""A dialog over fields that somebody else may save meanwhile: mine or theirs where both did."""

from typing import Any, Final

from db.errors import BookError, Conflict
from db.values import clean
from screens.dialog import DialogScreen, Question, Result
from widgets.forms.dialog import CANCEL, Button

KEEP: Final = Button("keep", "Behåll mitt", "Sparar ditt där båda har ändrat.")
TAKE: Final = Button("take", "Ta deras", "Visar deras där båda har ändrat.")
TITLE: Final = "Någon annan har sparat"
TAKEN: Final = "Deras står nu där båda hade ändrat. Inget är sparat förrän du trycker OK."


class MergingDialog(DialogScreen[Result]):
    """Asks where both have changed a field (``db.merging``); nothing that is typed is lost.

    A subclass gives ``told`` to its operation, and ``take``.
    """

    told: Any = None
    """The thing as a conflict has told that it is, once the user has chosen."""

    def take(self, field: str, stands: Any) -> None:  # noqa: ANN401 - the subclass's own thing
        """Let a field have what is stored now."""
        raise NotImplementedError

    def show_error(self, error: BookError) -> None:
        """Say it, and ask whose is to stand."""
        super().show_error(error)
        if not isinstance(error, Conflict) or not error.clashes:
            return

        def answered(name: str, said: Conflict = error) -> None:
            self._decide(said, keep=name == KEEP.name)

        question = Question(TITLE, asked(error), (KEEP, TAKE, CANCEL))
        self.ask(question, answered)

    def _decide(self, error: Conflict, *, keep: bool) -> None:
        self.told = error.stands
        self.frame.clear_faults()
        if keep:
            self.accept()
            return
        for clash in error.clashes:
            self.take(clash.field, error.stands)
        # Not in the line: that is cleared when a field says that it was changed.
        self.notify(TAKEN, markup=False)


def asked(error: Conflict) -> str:
    """The question where both have changed something."""
    return clean(f"{error.text} Vad bara en av er har ändrat blir kvar. Vad ska gälla i övrigt?")
