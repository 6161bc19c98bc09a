"""Snabbprov in the program: a question at a time, answered by its letter, and explained at once."""

import random
from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.training.quiz import paper
from db.training.quiz.paper import Graded
from db.training.quiz.question import Kind, Question
from db.values import clean
from screens.dialog import DialogScreen
from widgets.forms.dialog import CANCEL, Button, DialogButton

_NEXT: Final = Button("next", "Nästa")
_CHOICES: Final = tuple(Button(letter, letter) for letter in "ABCD")
_SEEDS: Final = 1_000_000
_RIGHT, _WRONG = "✓", "✗"


class QuizDialog(DialogScreen[tuple[Graded, ...]]):
    """Gives the answers once the paper is done, or None when it was closed before.

    Args:
        seed: which paper; the next one has the number after it.
        kinds: the kinds of questions to draw from.
        count: how many questions.
        done: told of the answers when the last question is answered.
    """

    TITLE_TEXT = "Snabbprov"
    BUTTONS = (_NEXT, *_CHOICES, Button(CANCEL.name, "Stäng"))
    KEYS_TEXT = "A–D svarar · Enter nästa · Esc stänger"
    IS_FORM = False
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"answer({n - 1})", "Svara", show=False) for n in range(1, 5)),
        Binding("up", "scroll(-1)", "Uppåt", show=False),
        Binding("down", "scroll(1)", "Nedåt", show=False),
    ]
    DEFAULT_CSS = """
    QuizDialog DialogFrame { max-width: 92; }
    QuizDialog Static { height: auto; margin: 0 0 1 0; }
    QuizDialog #told { margin: 0; }
    QuizDialog #told.-wrong { color: $attention; }
    """

    def __init__(
        self, seed: int, *, kinds: Sequence[Kind] = paper.KINDS, count: int = paper.QUESTIONS,
        done: Callable[[tuple[Graded, ...]], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._kinds, self._count, self._done = kinds, count, done
        self._begin_paper(seed)

    def _begin_paper(self, seed: int) -> None:
        self._seed = seed
        self._paper = paper.draw(seed, self._count, self._kinds)
        self._answers: list[int] = []
        self._is_answered = False

    def content(self) -> ComposeResult:
        """The question, its choices, and what is said of the answer."""
        yield Static(id="question")
        yield Static(id="choices")
        yield Static(id="told")

    def on_mount(self) -> None:
        """Show the first question."""
        self._show()

    # --- what is asked ------------------------------------------------------------------------

    @property
    def question(self) -> Question | None:
        """The question that is shown; None once all are answered."""
        at = len(self._answers) - self._is_answered
        return self._paper[at] if at < len(self._paper) else None

    @property
    def graded(self) -> tuple[Graded, ...]:
        """What has been answered so far."""
        return paper.grade(self._paper[: len(self._answers)], self._answers)

    def _show(self) -> None:
        question = self.question
        if question is None:
            self._show_end()
            return
        points = sum(one.correct for one in self.graded)
        number = len(self._answers) + (not self._is_answered)
        self.frame.border_title = Content(
            f"{self.TITLE_TEXT} {self._seed}: fråga {number} av {len(self._paper)}, {points} rätt"
        )
        self._write("question", clean(question.text), style="bold")
        self.query_one("#choices", Static).update(self._choices(question))
        told = self.graded[-1] if self._is_answered else None
        self._tell("" if told is None else told.told, wrong=told is not None and not told.correct)
        self._enable(len(question.choices))

    def _choices(self, question: Question) -> Content:
        answer = self._answers[-1] if self._is_answered else None
        lines = []
        for place, choice in enumerate(question.choices):
            mark = " "
            if answer is not None and place == question.right:
                mark = _RIGHT
            elif place == answer:
                mark = _WRONG
            line = Content(f"{mark} {paper.letter(place)}  {clean(choice)}")
            lines.append(line.stylize("bold") if mark == _RIGHT else line)
        return Content("\n").join(lines)

    def _show_end(self) -> None:
        graded = self.graded
        points = sum(one.correct for one in graded)
        self.frame.border_title = Content(f"{self.TITLE_TEXT} {self._seed}: klart")
        self._write("question", f"{points} rätt av {len(graded)}.", style="bold")
        missed = [one.question for one in graded if not one.correct]
        lines = [f"{_WRONG} {clean(question.text)}" for question in missed[:6]]
        if len(missed) > len(lines):
            lines.append(f"… och {len(missed) - len(lines)} till.")
        self._write("choices", "\n".join(lines) or "Allt rätt!")
        self._tell("Nästa ger ett nytt prov med andra frågor.", wrong=False)
        self._enable(0)

    def _write(self, name: str, text: str, style: str = "") -> None:
        self.query_one(f"#{name}", Static).update(Content.styled(text, style))

    def _tell(self, text: str, *, wrong: bool) -> None:
        told = self.query_one("#told", Static)
        told.set_class(wrong, "-wrong")
        told.display = bool(text)
        told.update(Content(clean(text)))

    def _enable(self, choices: int) -> None:
        open_ = not self._is_answered and self.question is not None
        for place, button in enumerate(_CHOICES):
            self.frame.enable(button.name, open_ and place < choices)
        self.frame.enable(_NEXT.name, not open_)
        # A button that was clicked has the keys, and would hand them on to Stäng.
        buttons = self.query(DialogButton)
        self.set_focus(None if open_ else next(one for one in buttons if one.button == _NEXT))

    # --- what is answered ---------------------------------------------------------------------

    def action_answer(self, place: int) -> None:
        """Answer with one of the choices."""
        question = self.question
        if question is None or self._is_answered or place >= len(question.choices):
            self.app.bell()
            return
        self._answers.append(place)
        self._is_answered = True
        if len(self._answers) == len(self._paper) and self._done is not None:
            self._done(self.graded)
        self._show()

    def action_scroll(self, way: int) -> None:
        """See what is above or below where there is little room."""
        self.query_one("DialogBody").scroll_relative(y=way, animate=False)

    def pressed(self, name: str) -> None:
        """A letter answers; Nästa goes on."""
        if name == _NEXT.name:
            self.accept()
        else:
            self.action_answer([button.name for button in _CHOICES].index(name))

    def accept(self) -> None:
        """Go on: to the next question, or to another paper."""
        if self.question is None:
            self._begin_paper(self._seed + 1)
        elif self._is_answered:
            self._is_answered = False
        else:
            self.app.bell()
            return
        self._show()

    def action_cancel(self) -> None:
        """Close; a paper that is done is the result."""
        is_done = len(self._answers) == len(self._paper)
        self.close_with(self.graded if is_done else None)


def new_paper() -> QuizDialog:
    """A paper that is drawn anew."""
    return QuizDialog(random.SystemRandom().randrange(1, _SEEDS))
