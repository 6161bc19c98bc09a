"""Start / <mottagning> / Ärendetyper: those there are, and putting up the others (R107, R112)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from db.permissions import CASE_MAKERS
from db.remedies.kinds import ExplainedCase, why_case
from db.rules.sources import source_words
from db.setup import case_types, terms
from db.setup.terms import CaseSheet
from db.values import CaseKind, Role, clean, count_text
from screens.admin.base import AdminScreen
from screens.admin.case_page import CaseTypePage
from screens.commands import Command, holds
from screens.dialog import DialogScreen, Question
from screens.help import CLOSE
from screens.session import Session
from widgets.forms.dialog import Button
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput
from widgets.link_view import BLANK, Piece, Row, button, link, text

_OPEN = Button("open", "Öppna ärendetypen")
_WHY = Command(
    "why", "Varför?", "Säger om ärendetypen är öppen på 1177, varför och vad som kan göras.",
    key="question_mark", when=holds("has_choice"),
)  # fmt: skip
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


def why_text(found: ExplainedCase) -> str:
    """Every rule's verdict with where it stands, and what can be done about those that say no."""
    lines = ["Ärendetypen är öppen på 1177." if found.why.passed
             else "Ärendetypen är inte öppen på 1177."]  # fmt: skip
    for verdict in found.why:
        source = f" ({source_words(verdict.source)})" if verdict.source else ""
        lines.append(f"{'+' if verdict.passed else '✗'} {verdict.text}{source}")
        if not verdict.passed and verdict.rule in found.fixes:
            lines.append(f"→ {found.fixes[verdict.rule].told}")
    return "\n".join(map(clean, lines))


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
    PAGE_COMMANDS = (_WHY,)

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

    # --- Varför -------------------------------------------------------------------------------

    @property
    def has_choice(self) -> bool:
        """Whether one stands on an ärendetyp."""
        return self.is_mounted and bool(self.view.at)

    def action_why(self) -> None:
        """Say whether the ärendetyp one stands on is open on 1177, and the way to its page."""
        kind = CaseKind(self.view.at.rpartition(":")[2])
        session = self.session
        found = self.attempt(
            lambda: why_case(session.book, session.clinic, kind, actor=session.actor)
        )
        if found is None:
            return
        sheet = self._sheets[kind.value]
        leads = not found.why.passed and sheet.case_type is not None
        answers = (_OPEN, CLOSE) if leads else (CLOSE,)

        def answered(name: str) -> None:
            if name == _OPEN.name:
                self.open(CaseTypePage(self.session, kind))

        self.ask(Question(f"Varför? {clean(sheet.name)}", why_text(found), answers), answered)

    # --- opening ------------------------------------------------------------------------------

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
