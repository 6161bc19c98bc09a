"""An exercise is over: what one has learnt, and on to the next."""

from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.training.progress.values import Result
from db.values import clean, count_text
from screens.dialog import DialogScreen
from screens.training.sitting import Sitting
from widgets.forms.dialog import Button

NEXT: Final = "next"
_NEXT: Final = Button(NEXT, "Gå vidare", "Nästa övning i kursen.")
_STAY: Final = Button("cancel", "Stanna kvar")
_SAID: Final = {
    Result.SOLVED: "Löst!",
    Result.SHOWN: "Visad. Den räknas inte som löst: gör den gärna själv.",
    Result.FAILED: "Inte rätt än. Fel är välkomna: stanna kvar och se vad som skiljer.",
    Result.LEFT: "Klart.",
}


class OverDialog(DialogScreen[str]):
    """Says what was learnt; gives ``NEXT``, or None to stay."""

    BUTTONS = (_NEXT, _STAY)
    IS_FORM = False
    KEYS_TEXT = "Enter går vidare · Esc stannar kvar"
    DEFAULT_CSS = """
    OverDialog DialogFrame { max-width: 76; }
    OverDialog Static { margin-bottom: 1; }
    OverDialog #said { text-style: bold; }
    OverDialog #took { color: $foreground-quiet; }
    """

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(clean(sitting.exercise.card.title))
        self._sitting = sitting

    def content(self) -> ComposeResult:
        """How it ended, what is learnt, and how long it took."""
        sitting = self._sitting
        yield Static(Content(_SAID[sitting.result]), id="said")
        if sitting.result is not Result.FAILED:
            learnt = clean(sitting.exercise.learnt, lines=True).strip()
            yield Static(Content(learnt), id="learnt")
        yield Static(Content(took_text(sitting.attempt.took, sitting.attempt.hints)), id="took")

    def accept(self) -> None:
        """On to the next exercise."""
        self.close_with(NEXT)


def took_text(seconds: float, hints: int) -> str:
    """How long it took and with how many hints."""
    minutes, left = divmod(int(seconds), 60)
    time = f"{minutes} min {left} s" if minutes else f"{left} s"
    told = count_text(hints, "ledtråd", "ledtrådar") if hints else "utan ledtråd"
    return f"Det tog {time}, {told}."
