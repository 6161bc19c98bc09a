"""Lägg till mottagning: the clinics on 1177 that are not among one's own."""

from textual.app import ComposeResult

from db.citizen import portal
from screens.citizen.base import CitizenScreen
from widgets.link_view import BLANK, LinkView, Row, link, text


class AddClinicPage(CitizenScreen):
    """The clinics to choose from."""

    PAGE_NAME = "Lägg till mottagning"
    CRUMB = "Lägg till mottagning"
    HELP = (
        "Välj en mottagning för att ha den bland dina. Att du lägger till den gör inte att du hör"
        " till ett begränsat urval av invånare; det väljer mottagningen själv."
    )
    PAGE_COMMANDS = ()

    def body(self) -> ComposeResult:
        """The list."""
        yield LinkView()

    def reload(self) -> None:
        """Read and show."""
        found = portal.clinics_to_add(self.session.book, self.session.actor)
        rows: list[Row] = [text("Lägg till mottagning", "heading"), BLANK]
        rows += [link(f"clinic:{one.id}", one.name) for one in found]
        if not found:
            rows.append(text("Alla mottagningar på 1177 finns redan bland dina.", "quiet"))
        self.query_one(LinkView).show([*rows, BLANK, link("back", "Tillbaka")])

    def chosen(self, name: str) -> None:
        """Add it, and go back to where it now stands."""
        what, _, key = name.partition(":")
        if what == "clinic":
            self.attempt(lambda: self._add(int(key)))
        else:
            self.action_back()

    def _add(self, clinic: int) -> None:
        portal.add_clinic(self.session.book, self.session.actor, clinic)
        self.close()
