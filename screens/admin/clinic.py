"""Start / <mottagning>: how far the unit has come on its way to 1177 (R116-R119, R128)."""

from db.rules.terms.terms import must_be_ticked
from db.setup import contact_card, terms
from db.setup.contact_card import ContactCard
from db.setup.terms import Overview
from db.values import CaseKind, clean, count_text
from screens.admin.base import AdminScreen
from screens.admin.case_types import CaseTypesPage
from screens.admin.contact_card import ContactCardDialog
from screens.commands import Command, holds
from widgets.link_view import BLANK, Piece, Row, fact, link, text

_EMPTY = "inte ifyllt"


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
    said = count_text(count, "ledig tid framåt", "lediga tider framåt")
    return f"{said} · {'läggs ut löpande' if count else 'läggs ut i Schemalägg'}"


class ClinicPage(AdminScreen):
    """The unit's page."""

    PAGE_NAME = "Mottagningen i personalverktyget"
    HELP = (
        "Stegen på vägen till webbtidboken, som bokens uppgifter visar dem. Välj Ärendetyper för"
        " att skriva villkor och aktivera. Kontaktkortet är det invånaren ser först: telefonnumret"
        " står också där det står vem man ska ringa."
    )
    PAGE_COMMANDS = (
        Command("edit_card", "Kontaktkort", "Ändrar mottagningens telefon och adress på 1177.",
                key="k", there=holds("may_edit")),
    )  # fmt: skip
    _name = ""

    @property
    def crumb(self) -> str:
        """The unit's name."""
        return self._name or "Mottagning"

    def reload(self) -> None:
        """Read how far the unit has come."""
        book, clinic = self.session.book, self.session.clinic
        with book.read():
            seen = terms.overview(book, self.session.actor, clinic)
            card = contact_card.read(book, clinic)
        self._name = clean(seen.clinic.name)
        rows: list[Row] = [
            text(self._name, "heading"),
            text(f"Journalsystem: {seen.system}", "quiet"),
            BLANK,
            link("case-types", "Ärendetyper", "villkorstexter och aktivering"),
            BLANK,
            *self._card(card),
            BLANK,
            text("Vägen till 1177", "heading"),
        ]
        for done, what, note in steps(seen):
            sign = "☑" if done else "☐"
            rows.append(Row((Piece(f"{sign} {what}", width=27), Piece(note, "quiet"))))
        self.view.show(rows)
        self.draw_title()

    def _card(self, card: ContactCard) -> list[Row]:
        rows = [text("Kontaktkort", "heading")]
        for label, said in (("Telefon", card.phone), ("Adress", card.address)):
            rows.append(fact(label, clean(said) or _EMPTY, 10))
        return [*rows, link("card", "Ändra kontaktkort")] if self.may_edit else rows

    def chosen(self, name: str) -> None:
        """Ärendetyper, or the card."""
        if name == "card":
            self.action_edit_card()
        else:
            self.open(CaseTypesPage(self.session))

    def action_edit_card(self) -> None:
        """Ask for the number and the address."""
        session = self.session

        def saved(_: ContactCard) -> None:
            self.notify("Kontaktkortet är sparat.", timeout=4, markup=False)
            self._draw()

        card = self.attempt(lambda: contact_card.read(session.book, session.clinic))
        if card is not None:
            self.ask(ContactCardDialog(session, card), saved)
