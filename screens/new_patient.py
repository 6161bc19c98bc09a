"""Ny patient: whoever is not in the book yet is registered where they are booked (R78)."""

from typing import Final

from textual.app import ComposeResult

from db.rules.names.masking import NAMES, NUMBERS
from db.rules.names.phone import typed_note
from db.setup import patients
from db.setup.patients import Found
from db.values import Patient
from screens.dialog import FormDialog
from screens.session import Session
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

_WIDTH: Final = 16
_NOTICES: Final = "Aviseringar ställer invånaren själv in på 1177."


class NewPatient(FormDialog[Found]):
    """Gives the patient who was registered, or None.

    Args:
        session: the user's.
        text: what was searched for: it begins a personal number or a name.
        title: what the page calls those it is about.
    """

    DEFAULT_CSS = """
    NewPatient DialogFrame { max-width: 64; }
    """

    def __init__(self, session: Session, text: str, title: str = "Ny patient") -> None:
        super().__init__(title)
        self._session, self._text = session, text.strip()

    def content(self) -> ComposeResult:
        """The fields; what was searched for stands in the one it belongs in."""
        number = self._text[:1].isdigit()
        pnr, name = (self._text, "") if number else ("", self._text)
        box = TextInput(pnr, "ÅÅÅÅMMDD-NNNN", longest=20, id="pnr", hides=NUMBERS)
        yield Field("Personnummer", box, _WIDTH)
        box = TextInput(name, "förnamn efternamn", longest=80, id="name", hides=NAMES)
        yield Field("Namn", box, _WIDTH)
        box = TextInput(hint="får lämnas tomt", longest=40, id="phone", hides=NUMBERS)
        yield Field("Telefon", box, _WIDTH)

    def on_mount(self) -> None:
        """Begin in the first field in which something is missing."""
        self.query_one("#name" if self._text[:1].isdigit() else "#pnr", TextInput).focus()
        self.frame.say(_NOTICES)

    def written(self) -> None:
        """Say what there is to say of the telephone number."""
        self.frame.say(typed_note(self.text_of("phone")) or _NOTICES)

    def act(self) -> Found:
        """Register the patient."""
        book, actor = self._session.book, self._session.actor
        pnr, name, phone = map(self.text_of, ("pnr", "name", "phone"))
        made = patients.register(book, actor, Patient(0, pnr, name, phone))
        number = patients.masked_pnr if actor.masked else patients.pnr_text
        return Found(made.id, made.name, number(made.pnr), made.phone)
