"""What every page and dialog of 1177 shares: its look, who is logged in, the ways on and back."""

from typing import Final, Literal, Protocol, TypeVar, overload

from textual.content import Content
from textual.widgets import Static

from db.errors import BookError
from db.values import Role, clean
from screens import pages
from screens.commands import Command, holds
from screens.dialog import DialogScreen
from screens.portal_page import PortalScreen
from screens.session import Session
from widgets.bars.portal_bar import Portal, PortalBar
from widgets.choice_list import ChoiceList
from widgets.forms.dialog import DialogButton
from widgets.forms.month_picker import MonthPicker
from widgets.link_view import LinkView

Result = TypeVar("Result")

_BACK = Command(
    "back", "Tillbaka", "Går tillbaka; frågar om något skulle gå förlorat.",
    key="escape", context=False,
)  # fmt: skip
LOG_OUT = Command(
    "log_out", "Logga ut", "Loggar ut; sedan kan en annan invånare logga in.",
    key="ctrl+l", context=False, there=holds("is_logged_in"),
)  # fmt: skip
Linked = Literal["inbox", "phone", "clinic", "bookings"]
"""The pages that lead to each other; what each is made with, ``CitizenScreen.go`` says."""
_PLACES: Final[dict[Linked, str]] = {
    "inbox": "inbox:InboxPage",
    "phone": "phone:PhonePage",
    "clinic": "clinic:ClinicPage",
    "bookings": "bookings:BookingsPage",
}
"""Where they stand: imported when they are gone to."""

CHOOSE = Command(
    "choose", "Välj", "Väljer det du står på och går vidare.", key="enter", priority=True,
    context=False, when=lambda page: not page.is_in_column,
)  # fmt: skip


_LOOK = """
    OWNER Static { color: $c1177-text; }
    OWNER .heading { color: $c1177-heading; text-style: bold; }
    OWNER .quiet { color: $c1177-quiet; }
    OWNER .attention { color: $c1177-attention; text-style: bold; }
    OWNER TextInput {
        background: $c1177-field; color: $c1177-text;
        &:focus { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
    OWNER Tick {
        color: $c1177-text;
        .tick--cursor { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
    OWNER DialogButton {
        color: $c1177-link;
        &:hover { background: $c1177-field; }
        &:focus { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
"""
"""How pages and dialogs look alike."""


class Step(Protocol):
    """What a page that is a step of something longer knows of it."""

    @property
    def crumb(self) -> str:
        """Its name in the way here; empty where another step names it."""
        ...

    @property
    def what_is_lost(self) -> str:
        """What leaving the page would lose, a sentence; empty when that is nothing."""
        ...


class CitizenScreen(PortalScreen):
    """A page of 1177; one without a ``crumb`` leaves the way here as it was.

    ``session.actor`` is the citizen; on the login page it is still the staff. A page that is a
    ``step`` of a booking asks before the half-made booking is lost: at Esc, log out and quit.
    """

    ALWAYS = (_BACK, LOG_OUT)
    CAN_BE_SAVED = False
    told = ""
    """What was done here last, for a page that says it."""
    DEFAULT_CSS = """
    CitizenScreen { background: $c1177-background; color: $c1177-text; }
    CitizenScreen PortalBar { layer: bar; }
    CitizenScreen.-low PortalBar { height: 1; }
    CitizenScreen .page { background: $c1177-surface; color: $c1177-text; }
    CitizenScreen.-step .page { height: 1fr; padding: 0 2; }
    CitizenScreen.-step.-high .page { padding: 1 2 0 2; }
    CitizenScreen.-step.-wide .page { padding: 1 6 0 6; }
    CitizenScreen.-step Static { height: auto; }
    CitizenScreen #said { height: auto; display: none; color: $c1177-attention; text-style: bold; }
    CitizenScreen #said.-said { display: block; }
    CitizenScreen LinkView { padding: 0 1; }
    CitizenScreen.-high LinkView { padding: 1 1 0 1; }
    CitizenScreen.-wide LinkView { padding: 1 3; }
    CitizenScreen.-wide Beside PhonePanel { display: block; }
    CitizenScreen KeyBar {
        background: $c1177-crumbs; color: $c1177-text;
        .key-bar--key { color: $c1177-key; text-style: bold; }
    }
    CitizenScreen ChoiceList {
        background: $c1177-surface; color: $c1177-text;
        .choice-list--key { color: $c1177-key; text-style: bold; }
        .choice-list--tip { color: $c1177-quiet; }
        .choice-list--cursor { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
    CitizenScreen OneOf {
        color: $c1177-text;
        .one-of--cursor { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
    CitizenScreen DialogButton:focus { text-style: bold; }
    """ + _LOOK.replace("OWNER", "CitizenScreen")

    def __init__(self, session: Session, step: Step | None = None) -> None:
        super().__init__(session)
        self.page = "1177"
        self.step = step
        self.set_class(step is not None, "-step")

    # --- what every page shows ----------------------------------------------------------------

    @property
    def is_logged_in(self) -> bool:
        """Whether a citizen is."""
        return self.session.actor.role is Role.CITIZEN

    def is_on_way(self, page: PortalScreen) -> bool:
        """Pages of 1177 with a name; below the start page is the login, which is no part of it."""
        return (
            isinstance(page, CitizenScreen)
            and bool(page.crumb)
            and page.is_logged_in == self.is_logged_in
        )

    def portal(self) -> Portal:
        """Who is logged in."""
        if not self.is_logged_in:
            return Portal("1177")
        return Portal("1177", who=clean(self.session.actor.label), leave="Logga ut")

    @property
    def crumb(self) -> str:
        """Of a step, what the first one says."""
        return self.step.crumb if self.step else self.CRUMB

    def unsaved(self) -> str:
        """Of a step, what the first one says that leaving would lose."""
        return self.step.what_is_lost if self.step else ""

    # --- what is said -------------------------------------------------------------------------

    def said_line(self) -> Static:
        """The line that says what went wrong, for ``body``."""
        return Static(id="said")

    def say(self, text: str, *, fault: bool = True, stays: bool = False) -> None:
        """Say what went wrong, or nothing; with ``stays`` until something else is said."""
        self.has_said(text, stays=stays)
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

    @overload
    def go(self, name: Literal["inbox", "phone"]) -> None: ...
    @overload
    def go(self, name: Literal["clinic"], clinic: int, service: str = "") -> None: ...
    @overload
    def go(
        self, name: Literal["bookings"], clinic: int | None = None, booking: int | None = None
    ) -> None: ...
    def go(self, name: Linked, *arguments: int | str | None, **named: int | str | None) -> None:
        """Go on to one of the pages that lead to each other, made with what it takes."""
        page: CitizenScreen = pages.load(f"screens.citizen.{_PLACES[name]}")(
            self.session, *arguments, **named
        )
        self.open(page)

    def chosen(self, name: str) -> None:
        """Go to the booking or the clinic that a link names, or do what it is called."""
        what, _, key = name.partition(":")
        if what == "booking":
            self.go("bookings", booking=int(key))
        elif what == "clinic":
            self.go("clinic", int(key))
        else:
            getattr(self, f"action_{what}")()

    def action_bookings(self) -> None:
        """All booked times."""
        self.go("bookings")

    def action_inbox(self) -> None:
        """The messages."""
        self.go("inbox")

    def action_phone(self) -> None:
        """The phone alone."""
        self.go("phone")

    def action_back(self) -> None:
        """Go back a page."""
        self.ask_to_close()

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
        """Go on to the next step; a page that has one overrides it."""

    def on_dialog_button_pressed(self, message: DialogButton.Pressed) -> None:
        """A button of the page."""
        message.stop()
        if not self.is_active:
            return
        if message.name == "next":
            self.go_on()
        else:
            self.action_back()

    def action_log_out(self) -> None:
        """Log out: back to the login page."""
        page = self.below("login")
        if page is not None:
            self.back_to(page)
        else:  # nobody logged in here: the page was opened by itself
            self.ask_to_close()

    def on_portal_bar_leave_pointed(self, message: PortalBar.LeavePointed) -> None:
        """Log out was clicked."""
        message.stop()
        self.action_log_out()


class CitizenDialog(DialogScreen[Result]):
    """As any dialog; what is half written in it cannot be saved, only left."""

    CAN_BE_SAVED = False
    DEFAULT_CSS = """
    CitizenDialog { background: $c1177-background 60%; }
    CitizenDialog DialogFrame {
        background: $c1177-surface; color: $c1177-text;
        border: round $c1177-line; border-title-color: $c1177-heading;
        border-subtitle-color: $c1177-quiet;
    }
    CitizenDialog DialogFrame #dialog-line { color: $c1177-quiet; }
    CitizenDialog DialogFrame #dialog-line.-fault { color: $c1177-attention; }
    CitizenDialog Static { height: auto; }
    CitizenDialog .gap { margin-top: 1; }
    CitizenDialog LineView {
        background: $c1177-surface; color: $c1177-text;
        .line-view--heading { color: $c1177-heading; text-style: bold; }
        .line-view--quiet { color: $c1177-quiet; }
    }
    """ + _LOOK.replace("OWNER", "CitizenDialog")
