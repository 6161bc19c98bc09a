"""What every page of 1177:s personalverktyg shares: its look, as whom one acts, the way here."""

from typing import ClassVar

from db.permissions import CASE_ACTIVATORS
from db.values import ROLE_LABELS, Actor, Role
from screens.commands import Command
from screens.dialog import leave
from screens.portal_page import PortalScreen
from screens.session import Session
from widgets.bars.portal_bar import Portal, PortalBar

TOOL = "1177:s personalverktyg"
ROLES = (Role.UNIT_ADMIN, Role.REGIONAL_ADMIN)
"""As whom one can log in: who activates ärendetyper, and who puts them up (R112)."""

LOG_IN_AS = Command(
    "choose_role", "Logga in som", "Byter mellan enhetens och den regionala administratören.",
    key="f2", menu="1177", context=False,
)  # fmt: skip


class AdminScreen(PortalScreen):
    """A page of the tool; ``session.actor`` is the administrator, not who works at the unit."""

    ALWAYS: ClassVar[tuple[Command, ...]] = (LOG_IN_AS,)
    PAGE_COMMANDS = ALWAYS
    KEPT = ("app.close_page", *PortalScreen.KEPT)
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

    def __init__(self, session: Session) -> None:
        role = session.actor.role if session.actor.role in ROLES else Role.UNIT_ADMIN
        super().__init__(_as(session, role))
        self.page = "1177-admin"

    # --- what every page shows ----------------------------------------------------------------

    @property
    def role(self) -> Role:
        """As whom one acts."""
        return self.session.actor.role

    @property
    def may_edit(self) -> bool:
        """Whether who acts may write and activate (R112)."""
        return self.role in CASE_ACTIVATORS

    def is_on_way(self, page: PortalScreen) -> bool:
        """All pages of the tool."""
        return isinstance(page, AdminScreen)

    def portal(self) -> Portal:
        """As whom one acts."""
        return Portal(TOOL, who=ROLE_LABELS[self.role], leave="Byt", joint=" / ")

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
    # Who sees masked numbers on the staff side does so here too, IT as well.
    name = "" if session.actor.role is Role.CITIZEN else session.actor.name
    demo = session.actor.demo or int(session.actor.masked)
    return session._replace(actor=Actor(role, name, demo=demo))
