"""Inkorg: the messages of one's own acts and care's, and what else comes there (R104, R121)."""

from textual.app import ComposeResult

from db.citizen import inbox, portal
from db.citizen.inbox import Item, Letter
from db.citizen.shown_times import BookedTime
from db.errors import NotFound
from db.values import BookingStatus
from screens.citizen.base import CitizenScreen
from screens.citizen.paper import ask_for_file
from screens.citizen.phone import Beside, PhonePanel
from screens.commands import Command
from screens.session import Session
from widgets.link_view import BLANK, LinkView, Piece, Row, link, text

_SUBJECT = 30
_NONE = "Du har inga meddelanden. Ett kommer när du bokar, ombokar eller avbokar en tid."
_SAVE = "Spara avbokningen för din kalender"


class InboxPage(CitizenScreen):
    """The list."""

    PAGE_NAME = "Inkorg"
    CRUMB = "Inkorg"
    HELP = (
        "Här kommer ett meddelande när du bokar, ombokar eller avbokar, och när vården bokar eller"
        " ombokar åt dig. När vården avbokar kommer inget meddelande. En prick visar det olästa."
    )
    PAGE_COMMANDS = (
        Command("phone", "Telefonen", "Visar vilka sms och mejl som har kommit.", key="f"),
    )

    def body(self) -> ComposeResult:
        """The list, and the phone where there is room."""
        yield Beside(LinkView(), PhonePanel())

    def reload(self) -> None:
        """Read and show."""
        items = inbox.items(self.session.book, self.session.actor)
        unread = sum(item.unread for item in items)
        count = f"{unread} olästa" if unread > 1 else f"{unread} oläst" if unread else "alla lästa"
        rows = [text("Inkorg", "heading"), text(f"Meddelanden, {count}", "quiet"), BLANK]
        for item in items:
            rows += _item_rows(item)
        if not items:
            rows[1:] = [BLANK, text(_NONE, "quiet"), BLANK]
        self.view.show([*rows, link("back", "Tillbaka")])
        self.query_one(PhonePanel).read(self.session)

    def chosen(self, name: str) -> None:
        """Open it."""
        kind, _, key = name.partition(":")
        if key:
            self.open(LetterPage(self.session, kind, int(key)))
        else:
            self.action_back()


def _item_rows(item: Item) -> list[Row]:
    sign = "●" if item.unread else " "
    name = f"{item.kind}:{item.id}"
    pieces = (
        Piece(f"{sign} {item.subject}", "link", name, _SUBJECT),
        Piece("oläst" if item.unread else "", "attention"),
    )
    return [Row(pieces), text(f"{item.when}  {item.clinic}", "quiet", indent=2), BLANK]


class LetterPage(CitizenScreen):
    """One message, by its kind of ``db.citizen.inbox`` and its id."""

    PAGE_NAME = "Meddelande"
    CRUMB = "Meddelande"
    HELP = "Ett meddelande. Du kan inte svara på det; ring mottagningen om du undrar något."

    def __init__(self, session: Session, kind: str, key: int) -> None:
        super().__init__(session)
        self._kind, self._key = kind, key
        self._letter: Letter | None = None

    def reload(self) -> None:
        """Open it once; a message never changes."""
        session = self.session
        if self._letter is None:
            self._letter = inbox.open_item(session.book, session.actor, self._kind, self._key)
        letter = self._letter
        rows = [
            text(letter.item.subject, "heading"),
            text(f"{letter.item.when}  {letter.item.clinic}", "quiet"),
            BLANK,
            *(text(line) for line in letter.body.splitlines()),
            BLANK,
        ]
        visit = self._visit(letter.booking)
        if visit is not None and visit.booking.status is BookingStatus.BOOKED:
            rows.append(link(f"booking:{letter.booking}", "Visa den bokade tiden"))
        elif visit is not None:
            rows.append(link("save", _SAVE))
        if self.told:
            rows += [text(self.told, "strong"), BLANK]
        rows.append(link(f"clinic:{letter.clinic_id}", "Till mottagningen"))
        self.view.show([*rows, link("back", "Tillbaka")])

    def _visit(self, booking: int | None) -> BookedTime | None:
        """What the letter is about, if it still shows or has been cancelled."""
        session = self.session
        if booking is None:
            return None
        try:
            return portal.booked_or_cancelled(session.book, session.actor, booking)
        except NotFound:
            return None

    def action_save(self) -> None:
        """Ask for a file that takes the visit out of a calendar again."""
        visit = self._visit(self._letter.booking) if self._letter else None
        if visit is not None:
            ask_for_file(self, visit.booking, cancelled=True)
