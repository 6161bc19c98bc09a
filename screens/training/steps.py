"""An exercise's steps, as a part of the right-hand column on every page."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from db.training.coach.attempt import Shown
from db.training.coach.way import WAY_LABELS, Way
from db.training.exercise.values import Question
from db.values import clean
from screens.training.sitting import Sitting
from widgets.line_view import Line, Part, paragraph

HINT, READY, NEXT, RESTART, SHOW, LEAVE = "hint", "ready", "next", "restart", "show", "leave"
"""The names of the lines that do something."""
ANSWER: Final = "answer:"
"""Begins the name of a line that answers a question: ``answer:STEP:CHOICE``; no choice asks."""

DONE, OPEN, UNTOLD = "[x]", "[ ]", " · "
_MARK: Final = "▸"
_SHOWN: Final = "Visad: den räknas inte som löst."
_HINTS: Final = {
    HINT: "ledtråd", READY: "lämnar in", NEXT: "går vidare", RESTART: "från början",
    SHOW: "visar lösningen", LEAVE: "till din egen bok",
}  # fmt: skip


def mark_of(step: Shown) -> str:
    """What stands before a step."""
    return UNTOLD if step.done is None else DONE if step.done else OPEN


class Steps:
    """The part; ``do`` does what a line of it says.

    Args:
        sitting: the time with the exercise.
        do: told the name of the line.
    """

    name = "steps"

    def __init__(self, sitting: Sitting, do: Callable[[str], object]) -> None:
        self._sitting, self._do = sitting, do

    @property
    def title(self) -> str:
        """The exercise's."""
        return clean(self._sitting.exercise.card.title)

    @property
    def begins(self) -> object:
        """It is read from the first line when the exercise is over."""
        return self._sitting.attempt.is_over

    @property
    def reveals(self) -> str:
        """The step that is next, while the keys go elsewhere."""
        at = self._sitting.next
        return "" if at is None else f"step:{at}"

    def hint(self, name: str) -> str:
        """What Enter does there."""
        return "svarar" if name.startswith(ANSWER) else _HINTS.get(name, "")

    def draw_with(self, draw: Callable[[], object]) -> None:
        """Draw when something else is to be shown."""
        self._sitting.draw_with(draw)

    def chosen(self, name: str) -> None:
        """Do what the line says; a step itself does nothing."""
        if not name.startswith("step:"):
            self._do(name)

    # --- the lines ----------------------------------------------------------------------------

    def lines(self, width: int) -> Sequence[Line]:
        """The way, what it is about, the steps with hints and remarks, and what can be done."""
        return tuple(self._lines(width))

    def _lines(self, width: int) -> Iterator[Line]:
        sitting = self._sitting
        attempt = sitting.attempt
        if attempt.is_over:
            yield from self._over(width)
        elif sitting.exercise.intro.strip():
            yield from _text(sitting.exercise.intro, width)
            yield Line()
        for number, step in enumerate(sitting.steps):
            yield from self._step(number, step, width)
        yield Line()
        yield from self._acts(width)

    def _over(self, width: int) -> Iterator[Line]:
        sitting = self._sitting
        solved, shown = sitting.attempt.solved, sitting.attempt.was_shown
        said = "Löst!" if solved else _SHOWN if shown else "Inte rätt än."
        yield from paragraph(said, width, "decided" if solved else "attention", " ", " ")
        if solved or shown:
            yield from _text(sitting.exercise.learnt, width)
        yield from _act(NEXT, "Gå vidare till nästa övning", "Enter", width)
        yield Line()

    def _step(self, number: int, step: Shown, width: int) -> Iterator[Line]:
        is_next = self._sitting.next == number
        kind = "strong" if is_next else "quiet" if step.done else ""
        lead = f"{_MARK if is_next else ' '}{mark_of(step)} "
        for line in paragraph(clean(step.text), width, kind, lead, "     "):
            yield line._replace(name=f"step:{number}")
        question = self._sitting.exercise.steps[number].question
        if question is not None:
            yield from self._question(number, question, width)
        for text in self._sitting.hints_to(number):
            yield from paragraph(clean(text), width, "quiet", "     → ", "       ")
        if step.remark:
            yield from paragraph(clean(step.remark), width, "attention", "   ! ", "     ")

    def _question(self, number: int, question: Question, width: int) -> Iterator[Line]:
        answered = self._sitting.answer_to(question)
        yield from paragraph(clean(question.text), width, "", "     ", "     ")
        for place, choice in enumerate(question.choices):
            sign = "(•)" if choice == answered else "( )"
            for line in paragraph(clean(choice), width, "", f"     {sign} ", "         "):
                yield line._replace(name=f"{ANSWER}{number}:{place}")
        if not question.choices:
            said = f"Ditt svar: {clean(answered)}" if answered else "Svara..."
            for line in paragraph(said, width, "key", "     ", "     "):
                yield line._replace(name=f"{ANSWER}{number}:")

    def _acts(self, width: int) -> Iterator[Line]:
        sitting = self._sitting
        attempt = sitting.attempt
        if not attempt.is_over:
            if attempt.way is Way.EXAM:
                yield from _act(READY, "Klar: lämna in", "", width)
            else:
                yield from self._hints(width)
        yield from _act(RESTART, "Börja om", "Ctrl+F5", width)
        if not attempt.is_over and attempt.way is not Way.EXAM and sitting.opened.may_show:
            yield from _act(SHOW, "Visa lösningen (räknas som visad)", "", width)
        yield from _act(LEAVE, "Lämna övningen", "", width)
        yield from paragraph(f"Sätt: {WAY_LABELS[attempt.way]}", width, "quiet", " ", " ")

    def _hints(self, width: int) -> Iterator[Line]:
        attempt = self._sitting.attempt
        if attempt.offers:
            text = "Vill du ha en ledtråd? Fel är välkomna, och hjälpen finns här."
            for line in paragraph(text, width, "attention", " ", " "):
                yield line._replace(name=HINT)
        if attempt.may_ask:
            yield from _act(HINT, "Ledtråd", "Ctrl+F1", width)
        else:
            yield from paragraph("Nästa ledtråd om en stund, eller när du har gjort något.",
                                 width, "quiet", " ", " ")  # fmt: skip


def _text(text: str, width: int) -> Iterator[Line]:
    for part in clean(text, lines=True).strip().splitlines():
        yield from paragraph(part, width, "", " ", " ") if part.strip() else (Line(),)


def _act(name: str, label: str, key: str, width: int) -> Iterator[Line]:
    lead = f" {key} " if key else " "
    if len(lead) + len(label) > width:
        yield from (line._replace(name=name) for line in paragraph(label, width, "key", " ", " "))
        return
    yield Line((Part(lead, "key"), Part(label)), name)


def short_line(sitting: Sitting) -> tuple[tuple[str, str], ...]:
    """The one line where there is no room for the column: how many are done, and what is next."""
    steps = sitting.steps
    told = [step for step in steps if step.done is not None]
    done = sum(bool(step.done) for step in told)
    count = f"{done}/{len(steps)}" if told else f"{len(steps)} steg"
    if sitting.attempt.is_over:
        said = "Löst! F5 visar vad du har lärt dig." if sitting.attempt.solved else "F5 visar."
        return (("key", f" F5 Övning {count} "), ("strong", f" {said}"))
    if sitting.remark:
        return (("key", f" F5 Övning {count} "), ("attention", f" ! {clean(sitting.remark)}"))
    at = sitting.next
    text = sitting.exercise.card.title if at is None else steps[at].text
    if sitting.attempt.offers:
        text = f"Ledtråd: Ctrl+F1. {text}"
    return (("key", f" F5 Övning {count} "), ("", f" {clean(text)}"))
