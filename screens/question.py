"""A small dialog that asks, and the way to wait for its answer."""

from collections.abc import Callable
from typing import Any

from textual.app import App, ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from db.values import clean
from screens.dialog import DialogScreen
from widgets.forms.dialog import CANCEL, Button, DialogBody, DialogFrame

YES = Button("yes", "Ja")
NO = Button("no", "Nej")
AGAIN = Button("again", "Försök igen")
YES_NO = (YES, NO)
YES_NO_CANCEL = (YES, NO, CANCEL)


class Question(DialogScreen[str]):
    """Gives the name of the pressed button; None for Avbryt and Esc.

    Args:
        title: the dialog's name.
        text: the question.
        answers: the buttons; Enter presses the first.
    """

    DEFAULT_CSS = """
    Question DialogFrame { max-width: 60; }
    Question Static { margin: 0 0 1 0; }
    """
    AUTO_FOCUS = "DialogButton"

    def __init__(self, title: str, text: str, answers: tuple[Button, ...] = YES_NO_CANCEL) -> None:
        super().__init__()
        self._title_text = title
        self._text = text
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with DialogFrame(clean(self._title_text), self._answers), DialogBody():
            yield Static(Content(clean(self._text, lines=True)))

    def pressed(self, name: str) -> None:
        """Any button is an answer."""
        self.close_with(name)


async def ask(
    app: App[Any], title: str, text: str, answers: tuple[Button, ...] = YES_NO_CANCEL
) -> str | None:
    """Ask, and wait for the answer. From a worker only: a handler would wait for itself.

    Elsewhere: ``app.push_screen(Question(…), callback)``.
    """
    return await app.push_screen_wait(Question(title, text, answers))


def confirm(
    screen: Screen[Any], title: str, text: str, then: Callable[[], object], yes: Button = YES
) -> None:
    """Ask something that is yes or no, and go on if it is yes and who asked is still there."""

    def answered(answer: str | None) -> None:
        if answer == yes.name and screen.is_mounted:
            then()

    screen.app.push_screen(Question(title, text, (yes, NO)), answered)
