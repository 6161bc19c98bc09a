"""Which patient, found by personal number or name (R78)."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from db import patients
from db.patients import Found
from db.values import clean
from screens.dialog import DialogScreen
from screens.session import Session
from widgets.choice_list import Choice, ChoiceList
from widgets.line import cut
from widgets.text_input import TextInput

MOST: Final = 10
"""As many are listed at a time; who looks for one writes a few letters more."""

_NAME_CELLS = 34
_HINT = "Skriv början av namnet eller personnumret."


class ChoosePatient(DialogScreen[Found]):
    """Gives the chosen patient, or None.

    Args:
        session: the user's.
        title: what the patient is chosen for.
    """

    AUTO_FOCUS = "TextInput"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "list_move(-1)", "Uppåt", show=False),
        Binding("down", "list_move(1)", "Nedåt", show=False),
    ]
    DEFAULT_CSS = """
    ChoosePatient DialogFrame { max-width: 74; }
    ChoosePatient TextInput { margin-bottom: 1; }
    ChoosePatient ChoiceList { height: 10; }
    """

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self._session, self._title_text = session, title
        self._found: dict[str, Found] = {}

    @property
    def title_text(self) -> str:
        """What the patient is chosen for."""
        return self._title_text

    def content(self) -> ComposeResult:
        """The field, and those who match."""
        yield TextInput(hint="personnummer eller namn", longest=80, id="patient")
        yield ChoiceList()

    def on_mount(self) -> None:
        """Say how one searches."""
        self.frame.border_subtitle = Content("↑↓ väljer · Enter OK")
        self.frame.say(_HINT)

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """List those who match."""
        message.stop()
        session, text = self._session, message.value
        self.frame.clear_faults()
        found = self.attempt(
            lambda: patients.search(session.book, session.actor, text, limit=MOST + 1)
        )
        if found is None:
            return
        self._found = {str(one.id): one for one in found[:MOST]}
        self._list.show(tuple(
            Choice(name, cut(clean(one.name), _NAME_CELLS), tip=_tip(one))
            for name, one in self._found.items()
        ))  # fmt: skip
        if not text.strip():
            self.frame.say(_HINT)
        elif not found:
            self.frame.say("Ingen i boken heter så eller har det numret.")
        else:
            self.frame.say("Fler stämmer; skriv mer." if len(found) > MOST else "")

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Enter in the list, or a click."""
        message.stop()
        if message.name in self._found:
            self.close_with(self._found[message.name])

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """Nothing more is said of whom the cursor is on."""
        message.stop()

    def accept(self) -> None:
        """The one that has the cursor."""
        if self._found:
            self._list.action_choose()
        else:
            self.frame.fault("Välj patient: skriv personnummer eller namn.", self.field("patient"))

    def action_list_move(self, step: int) -> None:
        """Move the list's cursor."""
        self._list.action_move(step)


def _tip(one: Found) -> str:
    return clean(" · ".join(filter(None, (one.pnr, one.phone))))
