"""What every page of 1177 shares: its look, who is logged in, the way here and the way back."""

from typing import Any, ClassVar, TypeVar

from db.values import Role, clean
from screens.commands import EVERYWHERE, Command
from screens.portal_page import PortalScreen
from screens.session import Session
from widgets.bars.portal_bar import Portal, PortalBar

Page = TypeVar("Page", bound="CitizenScreen")

_KEPT = ("app.help", "app.menu", "app.context_menu", "app.next_theme", "app.palette", "app.quit")
_EVERYWHERE = tuple(one for one in EVERYWHERE if one.action in _KEPT or one.name == "use_theme")
"""What can be done on the staff's pages too; role, unit and settings are the staff's own."""


def _is_logged_in(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.is_logged_in)


WAY_BACK = (
    Command(
        "back", "Tillbaka", "Går tillbaka; frågar om något skulle gå förlorat.",
        key="escape,ctrl+w", context=False,
    ),
)  # fmt: skip
LOG_OUT = (
    Command(
        "log_out", "Logga ut", "Loggar ut; sedan kan en annan invånare logga in.",
        key="ctrl+l", context=False, there=_is_logged_in,
    ),
)  # fmt: skip


class CitizenScreen(PortalScreen):
    """A page of 1177.

    A subclass gives ``PAGE_NAME``, ``HELP``, ``PAGE_COMMANDS``, ``body`` and ``reload`` as any
    page, and ``crumb``; a page without one leaves the way as it was. ``session.actor`` is the
    citizen; on the login page it is still the staff.

    A half-made booking: say so in ``unsaved`` ("Du har inte bokat ännu."); Esc, log out and quit
    then ask before it is lost.
    """

    CAN_BE_SAVED = False
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    DEFAULT_CSS = """
    CitizenScreen { background: $c1177-background; color: $c1177-text; }
    CitizenScreen PortalBar { layer: bar; }
    CitizenScreen.-low PortalBar { height: 1; }
    CitizenScreen .page { background: $c1177-surface; color: $c1177-text; }
    CitizenScreen LinkView { padding: 0 1; }
    CitizenScreen.-high LinkView { padding: 1 1 0 1; }
    CitizenScreen.-wide LinkView { padding: 1 3; }
    CitizenScreen.-wide Beside PhonePanel { display: block; }
    CitizenScreen KeyBar {
        background: $c1177-crumbs; color: $c1177-text;
        .key-bar--key { color: $c1177-key; text-style: bold; }
    }
    CitizenScreen Static { color: $c1177-text; }
    CitizenScreen .heading { color: $c1177-heading; text-style: bold; }
    CitizenScreen .quiet { color: $c1177-quiet; }
    CitizenScreen .attention { color: $c1177-attention; text-style: bold; }
    CitizenScreen TextInput {
        background: $c1177-field; color: $c1177-text;
        &:focus { background: $c1177-cursor; color: $c1177-cursor-text; }
    }
    CitizenScreen Tick {
        color: $c1177-text;
        .tick--cursor { background: $c1177-cursor; color: $c1177-cursor-text; }
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
    CitizenScreen DialogButton {
        color: $c1177-link;
        &:hover { background: $c1177-field; }
        &:focus { background: $c1177-cursor; color: $c1177-cursor-text; text-style: bold; }
    }
    """

    def __init_subclass__(cls, **kwargs: bool) -> None:
        """Every page has its way back and its way out among its bindings."""
        if "PAGE_COMMANDS" in cls.__dict__:
            declared: tuple[Command, ...] = cls.PAGE_COMMANDS
            named = {one.action for one in declared}
            more = [one for one in (*WAY_BACK, *LOG_OUT) if one.action not in named]
            cls.PAGE_COMMANDS = (*declared, *more)
        super().__init_subclass__(**kwargs)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.page = "1177"

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

    # --- commands -----------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        """What can be done here; nothing of the staff's side is among it."""
        return (*self.PAGE_COMMANDS, *_EVERYWHERE)

    # --- going --------------------------------------------------------------------------------

    def action_back(self) -> None:
        """Go back a page."""
        self.ask_to_close()

    def below(self, kind: type[Page]) -> Page | None:
        """The topmost page of a kind below this one."""
        found = [one for one in self.app.screen_stack if isinstance(one, kind) and one is not self]
        return found[-1] if found else None

    def action_log_out(self) -> None:
        """Log out: back to the login page."""
        from screens.citizen.login import LoginPage

        page = self.below(LoginPage)
        if page is not None:
            self.back_to(page)
        else:  # nobody logged in here: the page was opened by itself
            self.ask_to_close()

    def on_portal_bar_leave_pointed(self, message: PortalBar.LeavePointed) -> None:
        """Log out was clicked."""
        message.stop()
        self.action_log_out()
