"""AVBOKA and the terms before a change: what it means, and the tick that one has read it (R94)."""

from collections.abc import Callable
from typing import TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.bookings.acts import Changed
from db.citizen.shown_times import BookedTime
from db.rules.changes.web_booking import REASON_BOUND
from db.rules.terms.terms import READ_IT, parse, plain, render
from db.values import CaseKind, clean
from screens.citizen.dialog import CitizenDialog
from widgets.forms.dialog import Button
from widgets.forms.options import Tick
from widgets.forms.text_input import TextInput
from widgets.rich_text import TermsView

_CANCEL = Button("ok", "AVBOKA")
_GO_ON = Button("ok", "Fortsätt")
_LEAVE = Button("cancel", "Avbryt")
_FREED = "Tiden blir genast ledig för någon annan."
_NOT_READ = "Bocka i att du har tagit del av informationen."


Result = TypeVar("Result")


class _Approving(CitizenDialog[Result]):
    """A dialog about a booked time with the terms' tick, where there are conditions."""

    DEFAULT_CSS = """
    _Approving DialogFrame { max-width: 78; }
    _Approving Tick { margin-top: 1; }
    """

    def __init__(self, booked: BookedTime) -> None:
        super().__init__()
        self.booked = booked

    def on_mount(self) -> None:
        """Say with which keys it is done: the page's line of keys is not this dialog's."""
        keys = ["Tabb nästa", "Mellanslag bockar i"] if self.booked.must_approve else []
        said = " · ".join((*keys, f"Enter {self.BUTTONS[0].label}", "Esc Avbryt"))
        self.frame.border_subtitle = Content(said)

    def about(self, note: str) -> ComposeResult:
        """Which time it is, and what a change may cost."""
        one = self.booked
        yield Static(Content(clean(one.when)), classes="heading")
        said = f"{one.type_name}, {one.booking.resource_name}, {one.where.name}"
        yield Static(Content(clean(said)))
        if note:
            yield Static(Content(f"! {clean(note)}"), classes="attention gap")

    def approval(self) -> ComposeResult:
        """The terms and the tick."""
        if self.booked.must_approve:
            shown = render(CaseKind.CHANGE, self.booked.terms, full=True)
            text = TermsView(shown, classes="gap")
            text.can_focus = False  # it is as high as the text; the dialog's body scrolls
            yield text
            yield Tick(READ_IT, id="read")

    def is_approved(self) -> bool:
        """Whether it is ticked; if not, say so."""
        if not self.booked.must_approve or self.query_one("#read", Tick).value:
            return True
        self.frame.fault(_NOT_READ, self.query_one("#read"))
        return False


class CancelDialog(_Approving[Changed]):
    """Gives what came of it, or None.

    Args:
        booked: the time.
        act: cancels with a reason.
    """

    TITLE_TEXT = "Avboka tid"
    BUTTONS = (_CANCEL, _LEAVE)
    AUTO_FOCUS = "#reason"
    DEFAULT_CSS = """
    CancelDialog #count { color: $c1177-quiet; }
    """

    def __init__(self, booked: BookedTime, act: Callable[[str], Changed]) -> None:
        super().__init__(booked)
        self._act = act

    def content(self) -> ComposeResult:
        """Which time, what it may cost, the reason and the terms."""
        yield from self.about(self.booked.cancel.note)
        needed = "måste anges" if self.booked.reason_required else "får lämnas tom"
        yield Static(Content("Varför avbokar du?"), classes="gap")
        if told := clean(plain(parse(self.booked.terms.to_care))):
            yield Static(Content(f"Information till vården: {told}"), classes="quiet", id="to_care")
        yield TextInput(hint=f"Anledning, {needed}", longest=REASON_BOUND, id="reason")
        yield Static(id="count")
        yield from self.approval()

    def on_mount(self) -> None:
        """Say what happens."""
        self._count("")
        self.frame.say(_FREED)

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Count; what was wrong may be mended."""
        message.stop()
        self._count(message.value)
        self.frame.clear_faults()
        self.frame.say(_FREED)

    def _count(self, text: str) -> None:
        left = REASON_BOUND - len(text)
        self.query_one("#count", Static).update(Content(f"{left} tecken kvar"))

    def accept(self) -> None:
        """Cancel it."""
        if not self.is_approved():
            return
        reason = self.query_one("#reason", TextInput).value
        done = self.attempt(lambda: self._act(reason))
        if done is not None:
            self.close_with(done)


class RebookDialog(_Approving[bool]):
    """The terms and what a late change may cost, before another time is chosen. Gives True."""

    TITLE_TEXT = "Omboka tid"
    BUTTONS = (_GO_ON, _LEAVE)
    AUTO_FOCUS = "Tick, DialogButton"

    @staticmethod
    def is_needed(booked: BookedTime) -> bool:
        """Whether there is anything to say or to tick."""
        return bool(booked.rebook.note) or booked.must_approve

    def content(self) -> ComposeResult:
        """Which time, what it may cost, and the terms."""
        yield from self.about(self.booked.rebook.note)
        yield from self.approval()

    def accept(self) -> None:
        """Go on to the times."""
        if self.is_approved():
            self.close_with(True)
