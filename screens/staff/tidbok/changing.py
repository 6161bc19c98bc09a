"""Acting on the book from the tidbok, and telling at once what it does to 1177 (R33-R39)."""

from collections.abc import Callable
from typing import TypeVar

from db.errors import Conflict
from db.offer import effect_on_1177
from screens.staff.tidbok.looking import LookingTidbok
from screens.staff.tidbok.undo import SHOWN, Where

T = TypeVar("T")


class ChangingTidbok(LookingTidbok):
    """Pages built on it act with ``change`` or ``guarded`` and tell with ``say``."""

    def change(self, operation: Callable[[], T], where: Where = SHOWN) -> tuple[T, str] | None:
        """As ``guarded``; what the book refuses is shown, and the answer is then None."""
        return self.attempt(lambda: self.guarded(operation, where))

    def guarded(self, operation: Callable[[], T], where: Where = SHOWN) -> tuple[T, str]:
        """Run an operation of care on the book and tell what it does to 1177.

        Args:
            operation: what is done.
            where: whose days it touches, whatever shows by then; those that show where it is not
                told.

        Returns:
            Its answer, and what 1177 shows because of it.

        Raises:
            BookError: the book said no. After a Conflict the page shows what there is now.
        """
        session, view = self.session, self.view
        assert view is not None  # there is nothing to act on before it is read
        days, whose = where.days or view.days, where.resources or view.resources
        before = effect_on_1177.look(session.book, session.clinic, whose, min(days), max(days))
        try:
            answer = operation()
        except Conflict:
            self.attempt(self.reload)
            raise
        said = effect_on_1177.since(session.book, before).text
        self.grid.set_marks(())
        self.attempt(self.reload)
        return answer, said
