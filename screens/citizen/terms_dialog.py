"""Visa fullständig information igen: the terms once more, in full (R95)."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.rules.terms import render
from db.values import CaseKind, clean
from db.web_choices import Beginning
from screens.citizen.dialog import CitizenDialog
from screens.help import CLOSE
from widgets.rich_text import TermsView


class TermsAgain(CitizenDialog[None]):
    """Shows the ärendetyp's terms.

    Args:
        known: what the booking began with.
        moving: whether a booking is moved.
    """

    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "TermsView, DialogButton"
    DEFAULT_CSS = """
    TermsAgain DialogFrame { max-width: 84; }
    TermsAgain TermsView { max-height: 100%; }
    """

    def __init__(self, known: Beginning, moving: bool) -> None:
        super().__init__()
        self._known, self._moving = known, moving

    @property
    def title_text(self) -> str:
        """The ärendetyp's name."""
        return self._known.title

    def content(self) -> ComposeResult:
        """The text."""
        kind = CaseKind.CHANGE if self._moving else CaseKind.BOOK
        shown = render(kind, self._known.terms, full=True)
        if shown:
            yield TermsView(shown)
        else:
            yield Static(
                Content(f"{clean(self._known.clinic)} har inte skrivit någon information.")
            )
