"""Asking whether the computer's clock is right before it empties the log (R45)."""

from db import clock
from db.clock import ClockState
from db.values import Day, Role
from screens.attempting import Attempting
from screens.session import Session


class Asked:
    """On which of the book's days it was asked last."""

    day: Day | None = None


def ask(page: Attempting, session: Session, seen: ClockState) -> None:
    """Ask once a day whether what is due may be cleared, where the book's clock may be wrong."""
    book, actor = session.book, session.actor
    if actor.role in (Role.CITIZEN, Role.AGENT) or book.remembered(Asked).day == seen.today:
        return
    book.remembered(Asked).day = seen.today
    rows = page.attempt(lambda: clock.unconfirmed(book))
    if not rows:
        return
    from screens.dialog import Question
    from widgets.forms.dialog import Button

    clear = Button("clear", "Gallra")

    def answered(answer: str | None) -> None:
        if answer == clear.name:
            page.attempt(lambda: clock.clear_confirmed(book, actor))

    text = (
        f"{clock.waiting_text(rows, seen)} Stämmer datorns klocka? Om den går fel ska den ställas"
        " om först. Det som gallras sparas en tid i en kopia bredvid boken."
    )
    leave = Button("leave", "Låt ligga")
    page.app.push_screen(Question("Gallra loggen?", text, (leave, clear)), answered)
