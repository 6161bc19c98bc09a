"""Visa fullständig information igen: the terms once more, in full (R95)."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.rules.terms.terms import render
from db.values import CaseKind, Terms, clean
from screens.citizen.dialog import CitizenDialog
from screens.help import CLOSE
from widgets.rich_text import TermsView


class TermsDialog(CitizenDialog[None]):
    """Shows the ärendetyp's terms.

    Args:
        title: the dialog's.
        kind: which ärendetyp.
        terms: its terms.
        clinic: who wrote them.
    """

    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "TermsView, DialogButton"
    DEFAULT_CSS = """
    TermsDialog DialogFrame { max-width: 84; }
    TermsDialog TermsView { max-height: 100%; }
    """

    def __init__(self, title: str, kind: CaseKind, terms: Terms, clinic: str) -> None:
        super().__init__()
        self._title, self._kind, self._terms, self._clinic = title, kind, terms, clinic

    @property
    def title_text(self) -> str:
        """What it is called here."""
        return self._title

    def content(self) -> ComposeResult:
        """The text."""
        shown = render(self._kind, self._terms, full=True)
        if shown:
            yield TermsView(shown)
        else:
            said = f"{self._clinic} har inte skrivit någon information."
            yield Static(Content(clean(said)))
