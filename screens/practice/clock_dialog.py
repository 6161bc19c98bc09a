"""Klockan: the book's time stopped, let run, set, or taken to a moment that matters (GUIDES.md A7).

What happens on the way there is said before, and what did happen afterwards.
"""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult

from db import clock
from db.clock import ClockState, Mode
from db.errors import BookError
from db.practice import jumps
from db.practice.jumps import Jump, when_text
from db.timeline import parse_instant, stepped
from db.values import Instant
from screens.dialog import DialogScreen
from screens.session import Session
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import Button
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

_GO: Final = Button("go", "Gör det")
_CLOSE: Final = Button("cancel", "Stäng")
_ANYWAY: Final = Button("yes", "Gallra")
_STATES: Final = {
    Mode.PAUSED: "står still",
    Mode.RUNNING: "går från en egen tid",
    Mode.REAL: "följer datorns klocka",
}
_MODES: Final = (
    (Mode.PAUSED, "Stanna klockan", "Bokens tid står still tills någon ändrar den."),
    (Mode.RUNNING, "Låt klockan gå", "Bokens tid går vidare härifrån."),
    (Mode.REAL, "Följ datorns klocka", "Bokens tid blir datorns."),
)
_STEPS: Final = {
    "Ett dygn framåt": {"days": 1},
    "En timme framåt": {"hours": 1},
    "En timme bakåt": {"hours": -1},
    "Ett dygn bakåt": {"days": -1},
}
_FIELD: Final = "Ställ till"


class ClockDialog(DialogScreen[str]):
    """Gives what happened, a Swedish line, or None when nothing was done."""

    BUTTONS: ClassVar[tuple[Button, ...]] = (_GO, _CLOSE)
    AUTO_FOCUS = "ChoiceList"
    TITLE_TEXT = "Bokens klocka"
    KEYS_TEXT = "↑↓ välj  Enter gör det  Tabb till fältet"
    DEFAULT_CSS = """
    ClockDialog DialogFrame { max-width: 100; }
    ClockDialog Field { margin-top: 1; }
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        book, unit = session.book, session.clinic
        self._seen: ClockState = clock.read(book)
        super().__init__(
            f"{self.TITLE_TEXT}: {when_text(self._seen.now)}, {_STATES[self._seen.mode]}"
        )
        self._jumps: dict[str, Jump] = {str(jump.kind): jump for jump in jumps.jumps(book, unit)}

    def content(self) -> ComposeResult:
        """What can be done, and the field for any other time."""
        yield ChoiceList(self._choices())
        hint = "ÅÅÅÅ-MM-DD TT:MM"
        yield Field(_FIELD, TextInput(hint=hint, longest=25, id="at"), len(_FIELD) + 2)

    def _choices(self) -> tuple[Choice, ...]:
        moments = (
            Choice(name, jump.label, jump.when, jump.will.text())
            for name, jump in self._jumps.items()
        )
        steps = (
            Choice(label, label, when_text(self._stepped(label)), self._will(self._stepped(label)))
            for label in _STEPS
        )
        modes = (
            Choice(str(mode), label, tip=tip, enabled=mode is not self._seen.mode)
            for mode, label, tip in _MODES
            if mode is not Mode.RUNNING or self._seen.mode is Mode.PAUSED
        )
        return (*moments, *steps, *modes)

    def _stepped(self, label: str) -> Instant:
        return stepped(self._seen.now, **_STEPS[label])

    def _will(self, at: Instant) -> str:
        try:
            return jumps.will_happen(self._session.book, self._session.clinic, at).text()
        except BookError as error:
            return error.text

    # --- what is said before ------------------------------------------------------------------

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """Say the explanation in full, for the list may have cut it."""
        message.stop()
        self.frame.say(message.choice.tip)

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Say what happens if the clock is set to what is written."""
        message.stop()
        self.frame.clear_faults()
        try:
            self.frame.say(self._will(parse_instant(message.value)))
        except BookError:
            self.frame.say("" if not message.value else "Skriv till exempel 2024-09-12 10:52.")

    # --- what is done -------------------------------------------------------------------------

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Do what was chosen."""
        message.stop()
        self._do(message.name)

    def accept(self) -> None:
        """Do what the cursor or the field says."""
        if self.focused is self.field("at") or self.text_of("at").strip():
            try:
                at = parse_instant(self.text_of("at"))
            except BookError as error:
                self.show_error(error)
            else:
                self._act(partial(self._move, at))
        else:
            listed = self.query_one(ChoiceList)
            listed.action_choose()

    def _do(self, name: str) -> None:
        if name in self._jumps:
            self._act(partial(self._jump, self._jumps[name]))
        elif name in _STEPS:
            self._act(partial(self._move, self._stepped(name)))
        else:
            self._act(partial(self._run, Mode(name)))

    def _act(self, act: Callable[[bool], str]) -> None:
        self.close_confirmed(act, _ANYWAY)

    def _jump(self, jump: Jump, confirmed: bool) -> str:
        book, actor, unit = self._session.book, self._session.actor, self._session.clinic
        return jumps.jump(book, actor, unit, jump.kind, seen=jump, confirmed=confirmed).text

    def _move(self, at: Instant, confirmed: bool) -> str:
        book, actor, unit = self._session.book, self._session.actor, self._session.clinic
        return jumps.move(book, actor, unit, at, confirmed=confirmed).text

    def _run(self, mode: Mode, confirmed: bool) -> str:
        book, actor = self._session.book, self._session.actor
        if mode is Mode.REAL:
            now = clock.follow_real(book, actor, confirmed=confirmed)
        elif mode is Mode.PAUSED:
            now = clock.pause(book, actor)
        else:
            now = clock.run(book, actor)
        return f"Klockan är {when_text(now.now)} och {_STATES[now.mode]}."
