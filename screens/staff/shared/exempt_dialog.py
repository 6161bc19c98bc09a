"""Undantag: why a late change is not billed; one of the unit's reasons, or another text."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.log import exemption
from db.values import clean
from screens.dialog import DialogScreen
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

_SUGGESTED: Final = "föreslås"
_WHY: Final = "Föreslås: besöket bokades själv mindre än 24 timmar innan. Du avgör."
_EXAMPLES: Final = "Orsakerna är exempel. Enheten ändrar dem i Inställningar för loggen."
_MOST_KEYS = 9


class ExemptDialog(DialogScreen[str]):
    """Gives the reason, or None."""

    TITLE_TEXT = "Undantag"
    AUTO_FOCUS = "ChoiceList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(n), f"choose({n - 1})", "Välj orsaken", show=False)
        for n in range(1, _MOST_KEYS + 1)
    ]
    DEFAULT_CSS = """
    ExemptDialog DialogFrame { max-width: 92; }
    ExemptDialog .text { color: $foreground-quiet; margin-bottom: 1; }
    ExemptDialog Field { margin-top: 1; }
    """

    def __init__(self, choice: exemption.Choice, rows: int = 1) -> None:
        super().__init__("" if rows == 1 else f"{self.TITLE_TEXT} för {rows} rader")
        self._choice, self._rows = choice, rows

    def content(self) -> ComposeResult:
        """The reasons, and a field for another one."""
        if self._choice.examples and self.app.size.height >= len(self._choice.reasons) + 10:
            yield Static(Content(_EXAMPLES), classes="text")
        reasons, suggested = self._choice.reasons, self._choice.suggested
        listed = tuple(
            Choice(
                str(n),
                clean(reason),
                str(n + 1) if n < _MOST_KEYS else "",
                _SUGGESTED if reason == suggested else "",
            )
            for n, reason in enumerate(reasons)
        )
        cursor = reasons.index(suggested) if suggested in reasons else 0
        yield ChoiceList(listed, cursor)
        yield Field("Annan orsak", TextInput(id="reason", hint="skriv den här"))

    def on_mount(self) -> None:
        """Say which keys work."""
        self.frame.border_subtitle = Content("↑↓ eller siffra väljer · Enter OK · Esc avbryter")

    def action_choose(self, at: int) -> None:
        """A digit."""
        if at < len(self._choice.reasons):
            self.close_with(self._choice.reasons[at])

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Enter, or a click."""
        message.stop()
        self.action_choose(int(message.name))

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """Say why a reason is suggested."""
        message.stop()
        self.frame.say(_WHY if message.choice.tip else "")

    def accept(self) -> None:
        """The text where one is written or its field has the cursor, else what is marked."""
        field = self.query_one("#reason", TextInput)
        if field.value.strip() or field.has_focus:
            reason = self.attempt(lambda: exemption.own_reason(field.value))
            if reason is not None:
                self.close_with(reason)
        else:
            self.query_one(ChoiceList).action_choose()
