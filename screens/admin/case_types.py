"""Start / <mottagning> / Ärendetyper: those there are, and putting up the others (R107, R112)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from db.permissions import CASE_MAKERS
from db.setup import case_types, terms
from db.setup.terms import CaseSheet
from db.values import CaseKind, Role, clean, count_text
from screens.admin.base import AdminScreen
from screens.admin.case_page import CaseTypePage
from screens.dialog import DialogScreen
from screens.session import Session
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput
from widgets.link_view import BLANK, Piece, Row, button, link, text

_FOR = {
    CaseKind.BOOK: "invånaren bokar själv",
    CaseKind.CHANGE: "invånaren ser, av- och ombokar",
    CaseKind.REQUEST: "invånaren frågar, mottagningen svarar",
}


def state_text(sheet: CaseSheet) -> str:
    """Whether it is active, and for whom."""
    one = sheet.case_type
    if one is None:
        return "inte upplagd"
    if not one.active:
        return "☐ inte aktiverad"
    if one.limited:
        return f"☑ aktiverad för begränsat urval ({sheet.inside} av {sheet.people})"
    return "☑ aktiverad för alla invånare"


class PutUpDialog(DialogScreen[str]):
    """Gives the name of the ärendetyp; proposed is the journal system's own."""

    TITLE_TEXT = "Lägg upp ärendetyp"
    AUTO_FOCUS = "TextInput"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "default", "OK", show=False)]
    DEFAULT_CSS = """
    PutUpDialog DialogFrame { max-width: 66; }
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._given = name

    def content(self) -> ComposeResult:
        """The name."""
        yield Field("Namn", TextInput(self._given, longest=80, id="name"), 8)

    def on_mount(self) -> None:
        """Say who reads it."""
        self.frame.say("Invånaren läser namnet på 1177. Enheten aktiverar ärendetypen sedan.")

    def accept(self) -> None:
        """Give the name."""
        name = self.text_of("name")
        if name.strip():
            self.close_with(name)
        else:
            self.frame.fault("Skriv ärendetypens namn.", self.field("name"))


class CaseTypesPage(AdminScreen):
    """The list."""

    PAGE_NAME = "Ärendetyper"
    HELP = (
        "Ärendetyperna är de tjänster som invånaren ser på mottagningens sida. En regional"
        " administratör lägger upp dem; sedan skriver enhetens administratör villkoren och"
        " aktiverar dem."
    )
    CRUMB = "Ärendetyper"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sheets: dict[str, CaseSheet] = {}

    def reload(self) -> None:
        """List them."""
        seen = terms.overview(self.session.book, self.session.actor, self.session.clinic)
        self._sheets = {one.kind.value: one for one in seen.sheets}
        rows: list[Row] = [text("Ärendetyper", "heading"), BLANK]
        for sheet in seen.sheets:
            rows += [*self._rows(sheet), BLANK]
        self.view.show(rows)

    def _rows(self, sheet: CaseSheet) -> list[Row]:
        name = clean(sheet.name)
        if sheet.case_type is not None:
            rows = [
                link(sheet.kind.value, name),
                text(f"{state_text(sheet)} · {_FOR[sheet.kind]}", "quiet", 2),
            ]
            count = len(sheet.review(sheet.case_type.terms))
            if count:
                said = count_text(count, "sak att se över", "saker att se över")
                rows.append(text(f"! {said} i villkorstexten", "attention", 2))
            return rows
        if self.role in CASE_MAKERS:
            return [
                Row((button(f"put-up:{sheet.kind.value}", f"Lägg upp: {name}"),)),
                text(f"inte upplagd · {_FOR[sheet.kind]}", "quiet", 2),
            ]
        return [
            Row((Piece(name, "quiet"),)),
            text("inte upplagd · det gör en regional administratör", "quiet", 2),
        ]

    def chosen(self, name: str) -> None:
        """Open one, or put one up."""
        what, _, which = name.rpartition(":")
        kind = CaseKind(which)
        if not what:
            self.open(CaseTypePage(self.session, kind))
            return

        def put_up(called: str) -> None:
            if self.attempt(lambda: self._put_up(kind, called)):
                self._draw()

        self.ask(PutUpDialog(self._sheets[which].name), put_up)

    def _put_up(self, kind: CaseKind, name: str) -> bool:
        session = self.session
        case_types.put_up(session.book, session.actor, session.clinic, kind, name)
        who = "enhetens administratör" if self.role is Role.REGIONAL_ADMIN else "du"
        self.notify(f"Upplagd. Nu kan {who} aktivera den.", timeout=5, markup=False)
        return True
