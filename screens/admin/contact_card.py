"""The contact card's number and address, as citizens read them (R105)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from db.setup import contact_card
from db.setup.contact_card import ADDRESS_BOUND, PHONE_BOUND, ContactCard
from screens.session import Session
from screens.trouble.merging import MergingDialog, Stands
from widgets.forms.dialog import CANCEL, Button
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

_LABEL = 10
_FIELDS = ("phone", "address")


class ContactCardDialog(MergingDialog[ContactCard]):
    """Gives the card as it was saved, or None."""

    TITLE_TEXT = "Kontaktkort"
    BUTTONS = (Button("ok", "SPARA"), CANCEL)
    AUTO_FOCUS = "#phone"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "default", "SPARA", show=False)]
    DEFAULT_CSS = """
    ContactCardDialog DialogFrame { max-width: 66; }
    """

    def __init__(self, session: Session, card: ContactCard) -> None:
        super().__init__()
        self._session, self._card, self._before = session, card, card

    def content(self) -> ComposeResult:
        """The two fields."""
        card = self._card
        phone = TextInput(card.phone, "får lämnas tomt", longest=PHONE_BOUND, id="phone")
        address = TextInput(card.address, "får lämnas tomt", longest=ADDRESS_BOUND, id="address")
        yield Field("Telefon", phone, _LABEL)
        yield Field("Adress", address, _LABEL)

    def on_mount(self) -> None:
        """Say where it shows."""
        self._before = self._written
        said = "Invånaren ser det på mottagningens sida, och där det står vem man ska ringa."
        self.frame.say(said)

    @property
    def _written(self) -> ContactCard:
        phone, address = map(self.text_of, _FIELDS)
        return self._card._replace(phone=phone, address=address)

    def unsaved(self) -> str:
        """Another card than the one in the book."""
        return "" if self._written == self._before else "Kontaktkortet är ändrat."

    def look_again(self) -> Stands:
        """The card as it is now."""
        now = contact_card.read(self._session.book, self._card.clinic)
        parts = contact_card.parts_of
        return Stands(contact_card.LABELS, parts(self._card), parts(now), parts(self._written), now)

    def take(self, field: str, stands: ContactCard) -> None:
        """Show what is stored."""
        self.query_one(f"#{field}", TextInput).value = getattr(stands, field)

    def accept(self) -> None:
        """Save it."""
        session = self._session
        self.close_after(
            lambda: contact_card.save(
                session.book, session.actor, self._written, seen=self._card, told=self.told
            )
        )
