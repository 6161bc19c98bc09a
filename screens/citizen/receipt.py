"""The receipt: what was booked, the type's information, calendar file and Skriv ut (R10, R104)."""

from db.citizen.booking import Receipt
from db.rules.changes.web_booking import when_text
from screens.citizen.base import CHOOSE, CitizenScreen
from screens.citizen.paper import ask_for_file
from screens.commands import Command
from screens.session import Session
from widgets.link_view import BLANK, Piece, Row, button, fact, text

_LABEL = 14
_CONFIRMED = "Bekräftelse på din bokning ser du i inkorgen."
_LATE = "Du ombokade mindre än 24 timmar före tiden. Mottagningen kan ta betalt för det."


class ReceiptPage(CitizenScreen):
    """What was booked."""

    PAGE_NAME = "Din tid är bokad"
    HELP = (
        "Din tid är bokad. Spara den i din kalender eller skriv ut den om du vill; bekräftelsen"
        " finns i inkorgen."
    )
    PAGE_COMMANDS = (
        CHOOSE,
        Command("inbox", "Inkorg", "Öppnar inkorgen med bekräftelsen.", key="i"),
        Command("print", "Skriv ut", "Sparar tiden som text eller kalenderfil (.ics).", key="u"),
    )
    AUTO_FOCUS = "LinkView"

    def __init__(self, session: Session, receipt: Receipt) -> None:
        super().__init__(session)
        self.receipt = receipt

    @property
    def crumb(self) -> str:
        """What was done."""
        return "Ombokad tid" if self.receipt.moved else "Bokad tid"

    def reload(self) -> None:
        """Nothing of it changes but what was saved."""
        receipt = self.receipt
        rows = [
            text("Din tid är ombokad" if receipt.moved else "Din tid är bokad", "heading"),
            BLANK,
            text(when_text(receipt.booking.start), "strong"),
            text(receipt.booking.resource_name),
            BLANK,
            fact("Mottagning:", receipt.clinic, _LABEL),
            fact("Typ av tid:", receipt.web_name, _LABEL),
        ]
        info = [line for line in receipt.web_info.splitlines() if line.strip()]
        rows += [BLANK, *map(text, info)] if info else []
        rows += [BLANK, text(f"! {_LATE}", "attention")] if receipt.late else []
        rows += [BLANK, Row((Piece(_CONFIRMED), Piece("Inkorg", "link", "inbox")))]
        rows += [text(self.told, "strong")] if self.told else []
        rows += [BLANK, Row((button("back", "Klar"), button("print", "Skriv ut")))]
        self.view.show(rows, "" if self.view.names else "back")

    def action_print(self) -> None:
        """Ask for a file."""
        ask_for_file(self, self.receipt.booking)
