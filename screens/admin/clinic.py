"""Start / <mottagning>: how far the unit has come on its way to 1177 (R116-R119, R128)."""

from textual.app import ComposeResult

from db import terms
from db.rules.terms import must_be_ticked
from db.terms import Overview
from db.values import CaseKind, clean
from screens.admin.base import LOG_IN_AS, AdminScreen
from screens.admin.case_types import CaseTypesPage
from widgets.link_view import BLANK, LinkView, Piece, Row, link, text


def steps(seen: Overview) -> tuple[tuple[bool, str, str], ...]:
    """Each step: whether it is done, what it is, and who does it or what is missing."""
    put_up = [one for one in seen.sheets if one.case_type is not None]
    written = [one for one in put_up if one.case_type and must_be_ticked(one.case_type.terms)]
    active = [one for one in put_up if one.case_type and one.case_type.active]
    books = any(one.kind is CaseKind.BOOK for one in active)
    return (
        (
            seen.clinic.connected, "Ansluten till 1177",
            f"beställs av {seen.system}-förvaltningen",
        ),
        (bool(put_up), "Ärendetyper upplagda", f"{len(put_up)} · regional administratör"),
        (
            bool(put_up) and len(written) == len(put_up), "Villkorstexter skrivna",
            f"{len(written)} av {len(put_up)} har villkor att godkänna",
        ),
        (
            books, "Aktiverade för invånare",
            f"{len(active)} av {len(put_up)} · enhetens administratör",
        ),
        (bool(seen.times), "Tider utlagda", _times(seen.times)),
    )  # fmt: skip


def _times(count: int) -> str:
    said = "1 ledig tid framåt" if count == 1 else f"{count} lediga tider framåt"
    return f"{said} · läggs ut löpande"


class ClinicPage(AdminScreen):
    """The unit's page."""

    PAGE_NAME = "Mottagningen i personalverktyget"
    HELP = (
        "Stegen på vägen till webbtidboken, som bokens uppgifter visar dem. Välj Ärendetyper för"
        " att skriva villkor och aktivera."
    )
    PAGE_COMMANDS = (LOG_IN_AS,)
    _name = ""

    @property
    def crumb(self) -> str:
        """The unit's name."""
        return self._name or "Mottagning"

    def body(self) -> ComposeResult:
        """The links."""
        yield LinkView()

    def reload(self) -> None:
        """Read how far the unit has come."""
        seen = terms.overview(self.session.book, self.session.actor, self.session.clinic)
        self._name = clean(seen.clinic.name)
        rows: list[Row] = [
            text(self._name, "heading"),
            text(f"Journalsystem: {seen.system}", "quiet"),
            BLANK,
            link("case-types", "Ärendetyper", "villkorstexter och aktivering"),
            BLANK,
            text("Vägen till 1177", "heading"),
        ]
        for done, what, note in steps(seen):
            sign = "☑" if done else "☐"
            rows.append(Row((Piece(f"{sign} {what}", width=27), Piece(note, "quiet"))))
        self.query_one(LinkView).show(rows)
        self.draw_title()

    def chosen(self, name: str) -> None:
        """Ärendetyper."""
        self.open(CaseTypesPage(self.session))
