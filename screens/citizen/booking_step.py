"""What the pages of one booking share: its draft, what went wrong, and the ways on and back."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from db.citizen.choices import Beginning
from db.errors import BookError
from db.rules.changes.web_booking import KEPT, Fault, Way
from db.values import CaseKind, clean
from screens.citizen.base import CitizenScreen
from screens.citizen.booking_draft import BookingDraft, put_by
from screens.commands import Command
from screens.session import Session
from widgets.choice_list import ChoiceList
from widgets.forms.dialog import DialogButton
from widgets.forms.month_picker import MonthPicker
from widgets.link_view import LinkView

CHOOSE = Command(
    "choose", "Välj", "Väljer det du står på och går vidare.", key="enter", priority=True,
    context=False,
)  # fmt: skip
GO_ON = CHOOSE._replace(label="Fortsätt", tip="Går vidare till nästa steg.")
_BOOKING, _MOVING = "Boka tid", "Omboka tid"


class BookingPage(CitizenScreen):
    """A step of a booking. The first one stands for the whole: it asks before that is lost.

    Args:
        session: the citizen's.
        draft: what is chosen so far.
    """

    AUTO_FOCUS: ClassVar[str] = "LinkView"
    DEFAULT_CSS = """
    BookingPage #said { height: auto; display: none; color: $c1177-attention; text-style: bold; }
    BookingPage #said.-said { display: block; }
    BookingPage .page { height: 1fr; padding: 0 2; }
    BookingPage.-high .page { padding: 1 2 0 2; }
    BookingPage.-wide .page { padding: 1 6 0 6; }
    BookingPage Static { height: auto; }
    """

    def __init__(self, session: Session, draft: BookingDraft) -> None:
        super().__init__(session)
        self.draft = draft
        self.known: Beginning | None = None
        """What the clinic says, once the page has read it."""
        self.is_first = False
        self.told = ""
        """What another page had to say here; it stays until something is chosen."""

    @property
    def crumb(self) -> str:
        """The first step names them all."""
        if not self.is_first:
            return ""
        return _MOVING if self.draft.booking else _BOOKING

    def unsaved(self) -> str:
        """The first step says what leaving would lose."""
        return self.draft.what_is_lost if self.is_first else ""

    # --- what is said -------------------------------------------------------------------------

    def said_line(self) -> Static:
        """The line that says what went wrong, for ``body``."""
        return Static(id="said")

    def say(self, text: str) -> None:
        """Say what went wrong, or nothing."""
        line = self.query_one("#said", Static)
        line.update(Content(f"! {clean(text)}" if text else ""))
        line.set_class(bool(text), "-said")

    def show_error(self, error: BookError) -> None:
        """What the book said stands on the page until something else does."""
        if self.query("#said"):
            self.say(error.text)
        else:
            super().show_error(error)

    # --- going --------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Choose what has the focus."""
        focused = self.focused
        if isinstance(focused, DialogButton):
            focused.action_press()
        elif isinstance(focused, (ChoiceList, LinkView, MonthPicker)):
            focused.action_choose()
        else:
            self.go_on()

    def go_on(self) -> None:
        """Go on to the next step; a page overrides it."""

    def on_dialog_button_pressed(self, message: DialogButton.Pressed) -> None:
        """A button of the page."""
        message.stop()
        if not self.is_active:
            return
        if message.name == "next":
            self.go_on()
        else:
            self.action_back()

    @property
    def _steps(self) -> list[Screen[Any]]:
        """The steps of this booking that are open, the first one first."""
        return [
            one for one in self.app.screen_stack
            if isinstance(one, BookingPage) and one.draft is self.draft
        ]  # fmt: skip

    def go_way(self, fault: Fault) -> None:
        """Go the way on from a fault; what was typed is kept in the draft."""
        from screens.citizen.choose_time import ChooseTimePage
        from screens.citizen.choose_type import ChooseTypePage

        kinds: dict[Way, type[BookingPage]] = {
            Way.TIMES: ChooseTimePage, Way.TYPES: ChooseTypePage,
        }  # fmt: skip
        target = self.below(kinds[fault.way]) if fault.way in kinds else None
        if target is not None:
            target.told = f"{fault.text} {KEPT}" if self.draft.reason and fault.text else fault.text
            self.back_to(target, lambda: self._choose_anew(target))
        elif fault.way in (Way.CLINIC, Way.BOOKINGS):
            self.leave_all(keep=fault.way is Way.CLINIC or self.draft.booking is not None)

    def _choose_anew(self, target: "BookingPage") -> None:
        self.draft.time = None
        target.say(target.told)

    def action_terms(self) -> None:
        """Show the terms once more, in full."""
        from screens.citizen.terms_dialog import TermsDialog

        if (known := self.known) is not None:
            kind = CaseKind.CHANGE if self.draft.booking else CaseKind.BOOK
            self.app.push_screen(TermsDialog(known.title, kind, known.terms, known.clinic))

    def leave_all(self, *, keep: bool = True) -> None:
        """Leave the booking without a question: it cannot be gone on with now.

        Args:
            keep: let the draft wait where it was begun.
        """
        if keep:
            put_by(self.session.book, self.session.actor, self.draft)
        self.draft.is_put_by = True
        self.back_out()

    def back_out(self, then: Callable[[], object] | None = None) -> None:
        """Close all steps, down to the page where the booking was begun; asks first.

        Args:
            then: done once that is on top.
        """
        stack = list(self.app.screen_stack)
        first = stack.index(self._steps[0])
        below = stack[first - 1] if first else None
        if isinstance(below, CitizenScreen):
            self.back_to(below, then)
