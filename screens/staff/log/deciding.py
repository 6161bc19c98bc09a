"""The conversation about a decision: on which rows, what is asked first, and what came of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from db.log.asking import Asking, asking
from db.log.review import Seen, seen_of
from db.values import ReviewDecision, count_text
from screens.dialog import Question
from screens.dialog_page import DialogPage
from screens.staff.log.columns import LogSheet
from screens.staff.log.reviewing import Outcome, Reviewing
from screens.staff.log.rows import LogRows
from screens.staff.log.search_text import number
from widgets.forms.dialog import CANCEL, Button

REST = "rest"
"""The answer that leaves those as they are that the question is about."""
_WHOLE = "whole"
_NO_MORE: Final = "Det finns ingen sen ändring längre {} i urvalet."


class Deciding:
    """Decides on the chosen rows: asks where that is called for, and goes on.

    Args:
        page: asks and says.
        sheet, rows, reviewing: the page's other parts.
        draw_marks: shows which are marked, and gives those of them that do not show.
        take_in: shows what was decided, and goes where it leads.
    """

    def __init__(
        self,
        page: DialogPage,
        sheet: LogSheet,
        rows: LogRows,
        reviewing: Reviewing,
        draw_marks: Callable[[], frozenset[int]],
        take_in: Callable[[Outcome], None],
    ) -> None:
        self._page, self._sheet, self._rows, self._reviewing = page, sheet, rows, reviewing
        self._draw_marks, self._take_in = draw_marks, take_in

    # --- going --------------------------------------------------------------------------------

    def next_late(self) -> None:
        """Go to the next late row."""
        self._go_to_late(1)

    def previous_late(self) -> None:
        """Go to the late row before."""
        self._go_to_late(-1)

    def _go_to_late(self, step: int) -> None:
        view, sheet, page = self._rows.view, self._sheet, self._page
        if view is None:
            return
        # The first row itself counts for who has not gone anywhere yet.
        has_gone = self._rows.stood is not None
        start = sheet.model.cursor_index if step < 0 or has_gone else -1
        place = page.attempt(lambda: view.next_late(start, back=step < 0))
        if place is None:
            page.say(_NO_MORE.format("upp" if step < 0 else "ned"))
            return
        sheet.take_keys()
        sheet.go(place, sheet.model.column_index)
        sheet.tell_moved()
        seq = sheet.cursor_row
        if isinstance(seq, int):
            self._rows.place = page.attempt(lambda: self._reviewing.place(seq))
        self._draw_marks()
        page.say("")

    # --- deciding -----------------------------------------------------------------------------

    def bill(self) -> None:
        """The chosen rows are to be billed."""
        self._go_through(ReviewDecision.BILL, partial(self._decide, ReviewDecision.BILL))

    def check(self) -> None:
        """The chosen rows are checked, and not billed."""
        self._go_through(ReviewDecision.CHECKED, partial(self._decide, ReviewDecision.CHECKED))

    def take_back(self) -> None:
        """Nobody has decided on the chosen rows any longer."""
        self._go_through(None, partial(self._decide, None))

    def exempt(self) -> None:
        """Ask why, and exempt the chosen rows."""
        self._go_through(ReviewDecision.EXEMPT, self._exempt)

    def _exempt(self, seen: Sequence[Seen]) -> None:
        from db.log import exemption
        from screens.staff.shared.exempt_dialog import ExemptDialog

        session, seqs = self._page.session, [row.seq for row in seen]
        choice = self._page.attempt(lambda: exemption.choice(session.book, session.actor, seqs))

        def exempt(reason: str) -> None:
            if reason:
                self._decide(ReviewDecision.EXEMPT, seen, reason)

        if choice is not None:
            self._page.ask(ExemptDialog(choice, len(seen)), exempt)

    def _go_through(
        self, decision: ReviewDecision | None, then: Callable[[Sequence[Seen]], None]
    ) -> None:
        """Go on with the chosen rows as they were shown, or as is told of them in a question."""
        if not self._sheet.marks:
            if self._sheet.entry is not None:
                then((seen_of(self._sheet.entry),))
            return
        hidden = self._draw_marks()  # what shows may have changed since it was drawn
        seen = self._marked_now(decision)
        if seen is None:
            return
        asked = asking(seen, hidden, decision)
        if asked is None:
            then(seen)
        else:
            self._page.ask(
                question(asked, decision),
                lambda answer: then(asked.rest if answer == REST else asked.whole),
            )

    def _marked_now(self, decision: ReviewDecision | None) -> tuple[Seen, ...] | None:
        """How the marked rows stand; those that are gone lose their marks, and nothing is done."""
        page, chosen = self._page, self._sheet.chosen
        left = page.attempt(lambda: self._reviewing.there(chosen))
        if left is not None and len(left) < len(chosen):
            self._sheet.set_marks(left)
            self._draw_marks()
            page.say(gone_text(len(chosen) - len(left)), fault=True)
            return None
        return page.attempt(lambda: self._reviewing.look(chosen, decision))

    def _decide(
        self, decision: ReviewDecision | None, seen: Sequence[Seen], reason: str = ""
    ) -> None:
        """Decide on rows, and go on to the next late one that nobody has decided on."""
        sheet = self._sheet
        entry = None if sheet.marks else sheet.entry
        late = entry.seq if entry is not None and entry.late.late else None
        outcome = self._page.attempt(
            lambda: self._reviewing.decide(decision, seen, reason, late=late)
        )
        if outcome is not None:
            sheet.set_marks(())
            self._take_in(outcome)

    # --- undoing ------------------------------------------------------------------------------

    def undo(self) -> None:
        """Undo the latest decision."""
        self._restore(self._reviewing.undo)

    def redo(self) -> None:
        """Do it again."""
        self._restore(self._reviewing.redo)

    def _restore(self, operation: Callable[[], Outcome | None]) -> None:
        outcome = self._page.attempt(operation)
        if outcome is not None:
            self._take_in(outcome)


def gone_text(gone: int) -> str:
    """What is said when marked rows are no longer in the log."""
    rows = count_text(gone, "markerad rad", "markerade rader", number)
    return f"{rows} finns inte längre i loggen. Ingenting ändrades."


def question(asked: Asking, decision: ReviewDecision | None) -> Question:
    """The question on many rows; the safest answer is the first, which Enter presses."""
    whole, rest = number(len(asked.whole)), number(len(asked.rest))
    title = "Ta bort bedömningar" if decision is None else "Bedöm flera rader"
    every = Button(_WHOLE, "Ta bort" if decision is None else f"Alla {whole}")
    answers: tuple[Button, ...] = (every, CANCEL)
    if asked.rest:
        others = "Bara den andra" if len(asked.rest) == 1 else f"Bara de {rest} andra"
        answers = (Button(REST, others), *answers)
    return Question(title, asked.text, answers)
