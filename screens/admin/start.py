"""Start: as whom one is logged in, and the units (R117)."""

from db.rules.policy import POLICIES
from db.setup import clinics
from db.values import ROLE_LABELS, Role, clean
from screens.admin.base import ROLES, AdminScreen
from screens.admin.clinic import ClinicPage
from widgets.link_view import BLANK, Row, link, text

_WHAT = {
    Role.UNIT_ADMIN: "skriver villkor och aktiverar ärendetyper",
    Role.REGIONAL_ADMIN: "lägger upp ärendetyper",
}


class StartPage(AdminScreen):
    """The tool's start page."""

    PAGE_NAME = "1177:s personalverktyg"
    HELP = (
        "Här sköter mottagningen det som invånaren möter före bokningen: ärendetyperna och deras"
        " villkorstexter. En regional administratör lägger upp ärendetyperna. Enhetens egen"
        " administratör skriver villkoren och aktiverar dem."
    )
    CRUMB = "Start"

    def reload(self) -> None:
        """List the units."""
        view = self.view
        units = clinics.every(self.session.book)
        rows: list[Row] = [text("Logga in som", "heading")]
        for role in ROLES:
            sign = "(•)" if role is self.role else "( )"
            rows.append(link(f"role:{role}", f"{sign} {ROLE_LABELS[role]}", _WHAT[role], width=28))
        rows += [BLANK, text("Mottagningar", "heading")]
        rows += [
            link(f"clinic:{one.id}", clean(one.name), POLICIES[one.system].label, width=28)
            for one in units
        ]
        rows += [BLANK, text("Välj mottagning, sedan Ärendetyper.", "quiet")]
        view.show(rows, "" if view.names else f"clinic:{self.session.clinic}")

    def chosen(self, name: str) -> None:
        """A kind of administrator or a unit."""
        what, _, which = name.partition(":")
        if what == "role":
            self.log_in_as(Role(which))
        else:
            self.open(ClinicPage(self.session._replace(clinic=int(which))))
