"""What every page of 1177:s personalverktyg shares: its look, as whom one acts, the way here."""

from typing import Any, ClassVar

from db.values import ROLE_LABELS, Actor, Role
from screens.commands import EVERYWHERE, Command
from screens.dialog import leave
from screens.portal_page import PortalScreen
from screens.session import Session
from widgets.bars.portal_bar import Portal, PortalBar

TOOL = "1177:s personalverktyg"
ROLES = (Role.UNIT_ADMIN, Role.REGIONAL_ADMIN)
"""As whom one can log in: who activates ärendetyper, and who puts them up (R112)."""

_KEPT = (
    "app.close_page", "app.help", "app.menu", "app.context_menu", "app.next_theme", "app.palette",
    "app.quit",
)  # fmt: skip
_EVERYWHERE = tuple(one for one in EVERYWHERE if one.action in _KEPT or one.name == "use_theme")
"""What can be done on the staff's pages too; role, unit and settings are the staff's own."""

CLOSE = next(one for one in _EVERYWHERE if one.name == "close_page")
LOG_IN_AS = Command(
    "choose_role", "Logga in som", "Byter mellan enhetens och den regionala administratören.",
    key="f2", context=False,
)  # fmt: skip


class AdminScreen(PortalScreen):
    """A page of the tool.

    A subclass gives ``PAGE_NAME``, ``HELP``, ``PAGE_COMMANDS``, ``body`` and ``reload`` as any
    page, and ``crumb``. ``session.actor`` is the administrator, not the one on the staff's side.
    """

    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (LOG_IN_AS,)
    BINDINGS: ClassVar[list[Any]] = []
    DEFAULT_CSS = """
    AdminScreen { background: $tool-background; color: $tool-text; }
    AdminScreen PortalBar {
        layer: bar; background: $tool-bar; color: $tool-bar-text;
        .portal-bar--crumbs { background: $tool-crumbs; color: $tool-quiet; }
        .portal-bar--crumb { background: $tool-crumbs; color: $tool-link; text-style: underline; }
        .portal-bar--here { background: $tool-crumbs; color: $tool-text; text-style: bold; }
    }
    AdminScreen.-low PortalBar { height: 1; }
    AdminScreen .page { background: $tool-surface; color: $tool-text; }
    AdminScreen LinkView {
        background: $tool-surface; color: $tool-text;
        scrollbar-color: $tool-line; scrollbar-background: $tool-surface;
        .link-view--heading { color: $tool-heading; }
        .link-view--quiet { color: $tool-quiet; }
        .link-view--attention { color: $tool-attention; }
        .link-view--link { color: $tool-link; }
        .link-view--button { color: $tool-link; }
        .link-view--rule { color: $tool-line; }
        .link-view--cursor { background: $tool-cursor; color: $tool-cursor-text; }
    }
    AdminScreen LinkView.page { padding: 0 1; }
    AdminScreen.-wide LinkView.page { padding: 1 3; }
    AdminScreen KeyBar {
        background: $tool-crumbs; color: $tool-text;
        .key-bar--key { color: $tool-key; text-style: bold; }
    }
    """

    def __init_subclass__(cls, **kwargs: bool) -> None:
        """Every page can change as whom one acts."""
        named = {one.action for one in cls.PAGE_COMMANDS}
        if LOG_IN_AS.action not in named:
            cls.PAGE_COMMANDS = (*cls.PAGE_COMMANDS, LOG_IN_AS)
        super().__init_subclass__(**kwargs)

    def __init__(self, session: Session) -> None:
        role = session.actor.role if session.actor.role in ROLES else Role.UNIT_ADMIN
        super().__init__(_as(session, role))
        self.page = "1177-admin"

    # --- what every page shows ----------------------------------------------------------------

    @property
    def role(self) -> Role:
        """As whom one acts."""
        return self.session.actor.role

    def is_on_way(self, page: PortalScreen) -> bool:
        """All pages of the tool."""
        return isinstance(page, AdminScreen)

    def portal(self) -> Portal:
        """As whom one acts."""
        return Portal(TOOL, who=ROLE_LABELS[self.role], leave="Byt", joint=" / ")

    # --- commands -----------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        """What can be done here; nothing of the staff's side is among it."""
        own = {one.action for one in self.PAGE_COMMANDS}
        return (*self.PAGE_COMMANDS, *(one for one in _EVERYWHERE if one.action not in own))

    # --- as whom ------------------------------------------------------------------------------

    def action_choose_role(self) -> None:
        """Log in as the other kind of administrator; what is unsaved is asked about first."""
        at = ROLES.index(self.role) if self.role in ROLES else 0
        self.log_in_as(ROLES[(at + 1) % len(ROLES)])

    def log_in_as(self, role: Role) -> None:
        """Log in as a kind of administrator."""

        def begin() -> None:
            for page in self.stack:
                if isinstance(page, AdminScreen):
                    page.begin_as(role)
            self.notify(f"Inloggad som {ROLE_LABELS[role].lower()}.", timeout=4, markup=False)

        if role is not self.role:
            leave(self.app, (self,), begin)

    def begin_as(self, role: Role) -> None:
        """Show the page to this kind of administrator from now on."""
        self.session = _as(self.session, role)
        if self.is_mounted:
            self._draw()
            self.refresh_bindings()

    def on_portal_bar_leave_pointed(self, message: PortalBar.LeavePointed) -> None:
        """The button beside as whom one acts was clicked."""
        message.stop()
        self.action_choose_role()


def _as(session: Session, role: Role) -> Session:
    # Who sees masked numbers on the staff side does so here too.
    name = "" if session.actor.role is Role.CITIZEN else session.actor.name
    return session._replace(actor=Actor(role, name, demo=session.actor.masked))
