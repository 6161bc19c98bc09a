"""Avboka: why, and that nobody tells the citizen but the one who cancels (R36, R64, R123)."""

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from db.bookings.acts import COMMENT_BOUND, Changed
from db.bookings.choices import BeforeCancel
from db.values import clean
from screens.dialog import DialogScreen
from widgets.forms.dialog import CANCEL, Button
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

Cancelled = tuple[Changed, str]
"""What the act led to, and what 1177 shows because of it."""
_CANCEL = Button("ok", "Avboka")


class CancelDialog(DialogScreen[Cancelled]):
    """Gives what came of it, or None.

    Args:
        when: the visit's clock, as it is shown.
        before: what is known of the booking.
        patient: the patient, as they may be named.
        act: cancels with a reason.
    """

    TITLE_TEXT = "Avboka"
    BUTTONS = (_CANCEL, CANCEL)
    AUTO_FOCUS = "#reason"
    DEFAULT_CSS = """
    CancelDialog DialogFrame { max-width: 76; }
    CancelDialog .strong { text-style: bold; }
    CancelDialog .attention { color: $attention; text-style: bold; margin: 1 0; }
    """

    def __init__(
        self, when: str, before: BeforeCancel, patient: str, act: Callable[[str], Cancelled]
    ) -> None:
        super().__init__()
        self._when, self._before, self._patient, self._act = when, before, patient, act

    def content(self) -> ComposeResult:
        """Which visit, the warning, and the reason."""
        one = self._before.booking
        what = f"{self._when} · {one.type_name} · {one.resource_name}"
        yield Static(Content(clean(what)), classes="strong")
        yield Static(Content(clean(self._patient)))
        yield from self._warnings()
        hint = "måste anges" if self._before.reason_required else "får lämnas tom"
        yield Field("Orsak", TextInput(hint=hint, longest=COMMENT_BOUND, id="reason"), 8)

    def _warnings(self) -> Iterator[Widget]:
        if self._before.warning:
            said = f"! {self._before.warning} ([002] R123)"
            yield Static(Content(clean(said)), classes="attention")
        if self._before.from_waiting_list:
            yield Static(Content("Patienten bokades från väntelistan och hamnar inte där igen."))

    def on_mount(self) -> None:
        """Say whether it may be cancelled at all."""
        refusals = self._before.decision.refusals
        if refusals:
            self.frame.enable(_CANCEL.name, False)
            self.frame.fault(clean(refusals[0].text))
        else:
            self.frame.say("Tiden blir genast ledig igen, och syns på 1177 om tidstypen gör det.")

    def accept(self) -> None:
        """Cancel it."""
        reason = self.query_one("#reason", TextInput).value
        done = self.attempt(lambda: self._act(reason))
        if done is not None:
            self.close_with(done)
