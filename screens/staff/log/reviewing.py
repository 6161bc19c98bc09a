"""What a reviewer does with the rows: goes to the late ones, decides, and undoes it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on

from db.log import review
from db.log import view as log_view
from db.log.asking import Asking, asking
from db.log.review import Decided, Earlier, Seen, seen_of
from db.log.view import LogView
from db.rules.local_time import instant_text
from db.rules.log.query import UNDECIDED
from db.values import ACT_LABELS, ReviewDecision
from screens.dialog import Question
from screens.session import Session
from screens.staff.log.base import LogBase
from screens.staff.log.search_text import number
from widgets.forms.dialog import CANCEL, Button
from widgets.sheet.messages import MarksChanged, TooMany

_DONE = {
    ReviewDecision.BILL: "ska faktureras",
    ReviewDecision.EXEMPT: "undantas",
    ReviewDecision.CHECKED: "kontrollerad",
    None: "inte längre bedömd",
}
_MOST_LOOKED_AT = 100
"""Late rows that are passed by for one that nobody has decided on."""
_REST, _WHOLE = "rest", "whole"
_NO_MORE = "Det finns ingen sen ändring längre {} i urvalet."


def _named(done: Decided) -> str:
    """What to call the rows that something was done to, as they were written."""
    if done.rows != 1:
        return f"{number(done.rows)} rader"
    act, at, *_ = done.before[0].which
    return f"{ACT_LABELS[act]} {instant_text(at)}"


def _question(asked: Asking, decision: ReviewDecision | None) -> Question:
    """The safest answer is the first, which Enter presses."""
    whole, rest = number(len(asked.whole)), number(len(asked.rest))
    title = "Ta bort bedömningar" if decision is None else "Bedöm flera rader"
    every = Button(_WHOLE, "Ta bort" if decision is None else f"Alla {whole}")
    answers: tuple[Button, ...] = (every, CANCEL)
    if asked.rest:
        one = "Bara den andra" if len(asked.rest) == 1 else f"Bara de {rest} andra"
        answers = (Button(_REST, one), *answers)
    return Question(title, asked.text, answers)


class DecidingLog(LogBase):
    """A log whose rows can be decided on."""

    def __init__(self, session: Session, file: str = "", search: str = "") -> None:
        super().__init__(session, file, search)
        self._done: list[tuple[Earlier, ...]] = []
        self._undone: list[tuple[Earlier, ...]] = []

    # --- the late ones ------------------------------------------------------------------------

    def action_next_late(self, step: int) -> None:
        """Go to the next late row, or the one before."""
        view, sheet = self.view, self.sheet
        if view is None:
            return
        # The first row itself counts for who has not gone anywhere yet.
        start = sheet.cursor_index if step < 0 or self.has_gone else -1
        place = self.attempt(lambda: view.next_late(start, back=step < 0))
        if place is None:
            self.say(_NO_MORE.format("upp" if step < 0 else "ned"))
            return
        self.to_rows()
        sheet.go(place, sheet.column_index)
        sheet.tell_moved()
        self.say("")

    def next_to_check(self, seq: int) -> tuple[int | None, int]:
        """The next late row that nobody has decided on, and how many such rows the search has.

        Args:
            seq: a row that has just been decided on.
        """
        session, asked, view = self.session, self.query_asked, self.view
        if view is None or asked.late is False or (asked.review and UNDECIDED not in asked.review):
            return None, 0
        query = replace(asked, late=True, review=frozenset({UNDECIDED}))
        left = log_view.view(
            session.book, session.actor, session.clinic, query, self.order, self.file
        )
        if not left.exact:
            return self._next_by_looking(view, seq), left.count
        place, target = view.position(seq), left.seq_at(left.nearest(seq))
        there = None if target is None else view.position(target)
        below = place is None or (there is not None and there > place)
        return (target if below else None), left.count

    def _next_by_looking(self, view: LogView, seq: int) -> int | None:
        """The same where not all such rows are known yet."""
        place = view.position(seq)
        for _ in range(_MOST_LOOKED_AT):
            place = None if place is None else view.next_late(place)
            entry = None if place is None else next(iter(view.window(place, 1)), None)
            if entry is None or entry.decision is None:
                return None if entry is None else entry.seq
        return None

    def go_to_undecided(self) -> None:
        """Go to the first late row that nobody has decided on, of those that are searched."""
        session, view = self.session, self.view
        query = replace(self.query_asked, late=True, review=frozenset({UNDECIDED}))
        found = self.attempt(
            lambda: log_view.view(
                session.book, session.actor, session.clinic, query, file=self.file
            ).seq_at(0)
        )
        if view is None or found is None or view.position(found) is None:
            self.set_search(query.search)  # what shows leaves them out, or is not known yet
        if found is not None:
            self.look_again(found)
            self._stood = found
        self.to_rows()

    # --- deciding -----------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[int, ...]:
        """The rows to decide on: the marked ones, or the one under the cursor."""
        sheet = self.sheet
        marked = tuple(sorted(key for key in sheet.marks if isinstance(key, int)))
        here = sheet.cursor_row
        return marked or ((here,) if isinstance(here, int) else ())

    def action_decide(self, name: str) -> None:
        """Bill the chosen rows, or have them checked; an empty name takes the decision back."""
        decision = ReviewDecision(name) if name else None
        self._go_through(decision, lambda seen: self.decide(decision, seen))

    def action_exempt(self) -> None:
        """Ask why, and exempt the chosen rows."""
        self._go_through(ReviewDecision.EXEMPT, self._exempt)

    def _exempt(self, seen: Sequence[Seen]) -> None:
        from db.log import exemption
        from screens.staff.shared.exempt_dialog import ExemptDialog

        session, seqs = self.session, [one.seq for one in seen]
        choice = self.attempt(lambda: exemption.choice(session.book, session.actor, seqs))
        if choice is None:
            return

        def exempt(reason: str | None) -> None:
            if reason and self.is_mounted:
                self.decide(ReviewDecision.EXEMPT, seen, reason)

        self.app.push_screen(ExemptDialog(choice, len(seen)), exempt)

    def _go_through(
        self, decision: ReviewDecision | None, then: Callable[[Sequence[Seen]], None]
    ) -> None:
        """Go on with the chosen rows as they were shown, or as is told of them in a question."""
        entry, chosen = self.entry, self.chosen
        if not self.sheet.marks:
            if entry is not None:
                then((seen_of(entry),))
            return
        seen = self._marked_now(chosen, decision)
        if seen is None:
            return
        question = asking(seen, self.hidden_marks, decision)
        if question is None:
            then(seen)
            return

        def answered(answer: str | None) -> None:
            if answer is not None and self.is_mounted:
                then(question.rest if answer == _REST else question.whole)

        self.app.push_screen(_question(question, decision), answered)

    def _marked_now(
        self, chosen: Sequence[int], decision: ReviewDecision | None
    ) -> tuple[Seen, ...] | None:
        """How the marked rows stand; those that are gone lose their marks, and nothing is done."""
        book, actor = self.session.book, self.session.actor
        self.draw_head()  # what shows may have changed since it was drawn
        left = self.attempt(lambda: review.there(book, actor, chosen))
        if left is not None and len(left) < len(chosen):
            self.sheet.set_marks(left)
            self.draw_head()
            self.draw_line()
            gone = len(chosen) - len(left)
            rows = "1 markerad rad" if gone == 1 else f"{number(gone)} markerade rader"
            self.say(f"{rows} finns inte längre i loggen. Ingenting ändrades.", fault=True)
            return None
        return self.attempt(lambda: review.look(book, actor, chosen, decision))

    def decide(
        self, decision: ReviewDecision | None, seen: Sequence[Seen], reason: str = ""
    ) -> None:
        """Decide on rows, and go on to the next late one that nobody has decided on.

        Args:
            decision: None takes back those there are.
            seen: the rows as they were shown.
            reason: of an exemption.
        """
        session, seqs = self.session, [one.seq for one in seen]
        done = self.attempt(
            lambda: review.decide(session.book, session.actor, seqs, decision, reason, seen=seen)
        )
        if done is None or not done.before:
            return
        self._done.append(done.before)
        self._undone.clear()
        self._go_on(done, decision, reason)

    def _go_on(self, done: Decided, decision: ReviewDecision | None, reason: str) -> None:
        """Say what was done; after a single late row the cursor is on the next one to check."""
        first = done.before[0]
        entry, was_marked = self.entry, bool(self.sheet.marks)
        self.sheet.set_marks(())
        said = f"{_named(done)}: {_DONE[decision]}"
        said += f" ({reason})." if reason else "."
        keep = None
        is_late = entry is not None and entry.seq == first.seq and entry.late.late
        if not was_marked and decision is not None and is_late:
            found = self.attempt(lambda: self.next_to_check(first.seq))
            keep, left = found or (None, 0)
            said += " Inget kvar att kontrollera här." if not left else ""
            if left and keep is None:
                said += f" {number(left)} kvar ovanför (Skift+N)."
        self._decided(keep)
        self.say(f"{said} Ctrl+Z ångrar.")

    def _decided(self, keep: int | None) -> None:
        self.attempt(self._look)  # what was written here needs no second reading
        self.look_again(keep)
        if keep is not None:
            self._stood = keep
        self.count()
        self.refresh_bindings()

    def decided_beside(self, done: Decided) -> None:
        """Take in what was decided in a Bokningsunderlag, so that it can be undone here too."""
        self._done.append(done.before)
        self._undone.clear()

    # --- undoing ------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether something was decided here that can be undone."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something was undone that can be done again."""
        return bool(self._undone)

    def action_undo(self) -> None:
        """Undo the latest decision."""
        self._restore(self._done, self._undone, "Ångrat")

    def action_redo(self) -> None:
        """Do it again."""
        self._restore(self._undone, self._done, "Gjort igen")

    def _restore(
        self, taken: list[tuple[Earlier, ...]], given: list[tuple[Earlier, ...]], said: str
    ) -> None:
        if not taken:
            return
        session, before = self.session, taken[-1]
        operation: Callable[[], Decided] = lambda: review.restore(  # noqa: E731
            session.book, session.actor, before
        )
        done = self.attempt(operation)
        if not self.was_busy:
            taken.pop()
        if done is None:
            return
        given.append(done.before)
        self._decided(before[0].seq)
        self.say(f"{said}: {_named(done)}.")

    @on(TooMany)
    def _too_many(self, message: TooMany) -> None:
        message.stop()
        self.say(f"Högst {number(message.most)} rader kan markeras. Sök fram färre.", fault=True)

    @on(MarksChanged)
    def _marks_changed(self, message: MarksChanged) -> None:
        message.stop()
        self.draw_head()
        self.draw_line()
        self.refresh_bindings()
