"""Answering what a step of an exercise asks."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.values import clean
from screens.dialog import DialogScreen
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput


class AnswerDialog(DialogScreen[str]):
    """Asks a question; gives the answer, or None.

    Args:
        question: what is asked.
        answered: what was answered before, or empty.
    """

    TITLE_TEXT = "Svara"
    DEFAULT_CSS = """
    AnswerDialog DialogFrame { max-width: 70; }
    AnswerDialog Static { margin-bottom: 1; }
    """

    def __init__(self, question: str, answered: str) -> None:
        super().__init__()
        self._question, self._answered = question, answered

    def content(self) -> ComposeResult:
        """The question and the field."""
        yield Static(Content(clean(self._question)))
        yield Field("Svar", TextInput(self._answered, id="answer"), 6)

    def accept(self) -> None:
        """Give the answer."""
        text = self.text_of("answer").strip()
        if text:
            self.close_with(text)
        else:
            self.frame.fault("Skriv ett svar.", self.query_one("#answer"))
