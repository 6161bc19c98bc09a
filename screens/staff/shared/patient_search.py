"""Looking for a patient by personal number or name, or registering one who is new (R78)."""

from typing import ClassVar, Final, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from db.setup import patients
from db.setup.patients import Found
from db.values import clean
from screens.dialog import DialogScreen
from screens.session import Session
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.text_input import TextInput
from widgets.line import cut

Result = TypeVar("Result")

_NAME_CELLS: Final = 34
_NEW: Final = Choice("new", "Ny patient...", tip="läggs upp i boken")


class PatientSearch(DialogScreen[Result]):
    """A dialog with a field ``patient`` and a list of those who match.

    A subclass yields ``patient_box()`` and a ``ChoiceList``, calls ``look_for`` with what is
    written, and is told in ``patient_chosen`` who it was.
    """

    MOST: ClassVar[int] = 10
    """As many are listed at a time; who looks for one writes a few letters more."""
    HINT: ClassVar[str] = ""
    """What is said while nothing is written."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "list_move(-1)", "Uppåt", show=False),
        Binding("down", "list_move(1)", "Nedåt", show=False),
    ]

    def __init__(self, session: Session, title: str = "") -> None:
        super().__init__(title)
        self.session = session
        self._found: dict[str, Found] = {}

    def patient_box(self) -> TextInput:
        """The field in which one searches."""
        return TextInput(hint="personnummer eller namn", longest=80, id="patient")

    @property
    def patient_list(self) -> ChoiceList:
        """Those who match."""
        return self.query_one(ChoiceList)

    @property
    def searched(self) -> str:
        """What is searched for."""
        return self.text_of("patient").strip()

    def look_for(self, text: str) -> None:
        """List those who are called so or have such a number, and the way to add one."""
        self.frame.clear_faults()
        session = self.session
        found = self.attempt(
            lambda: patients.search(session.book, session.actor, text, limit=self.MOST + 1)
        )
        if found is None:
            return
        self._found = {str(one.id): one for one in found[: self.MOST]}
        listed = [
            Choice(key, cut(clean(one.name), _NAME_CELLS), tip=_tip(one))
            for key, one in self._found.items()
        ]
        self.patient_list.show((*listed, _NEW) if text.strip() else ())
        if not text.strip():
            self.frame.say(self.HINT)
        elif not found:
            self.frame.say("Ingen i boken heter så eller har det numret.")
        else:
            self.frame.say("Fler stämmer; skriv mer." if len(found) > self.MOST else "")

    def patient_chosen(self, one: Found) -> None:
        """This is the patient."""
        raise NotImplementedError

    def action_list_move(self, step: int) -> None:
        """Move among those who match."""
        if self.patient_list.display:
            self.patient_list.action_move(step)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """A click, or Enter in the list."""
        message.stop()
        if message.name == _NEW.name:
            self._register()
        elif message.name in self._found:
            self.patient_chosen(self._found[message.name])

    def _register(self) -> None:
        from screens.new_patient import NewPatient

        self.ask(NewPatient(self.session, self.searched), self.patient_chosen)


class ChoosePatient(PatientSearch[Found]):
    """Gives the chosen patient, or None."""

    IS_FORM = False
    AUTO_FOCUS = "TextInput"
    HINT = "Skriv början av namnet eller personnumret."
    DEFAULT_CSS = """
    ChoosePatient DialogFrame { max-width: 74; }
    ChoosePatient TextInput { margin-bottom: 1; }
    ChoosePatient ChoiceList { height: 11; }
    """

    def content(self) -> ComposeResult:
        """The field, and those who match."""
        yield self.patient_box()
        yield ChoiceList()

    def on_mount(self) -> None:
        """Say how one searches."""
        self.frame.border_subtitle = Content("↑↓ väljer · Enter OK")
        self.frame.say(self.HINT)

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """List those who match."""
        message.stop()
        self.look_for(message.value)

    def patient_chosen(self, one: Found) -> None:
        """That was all."""
        self.close_with(one)

    def accept(self) -> None:
        """The one that has the cursor."""
        if self.searched:
            self.patient_list.action_choose()
        else:
            self.frame.fault("Välj patient: skriv personnummer eller namn.", self.field("patient"))


def _tip(one: Found) -> str:
    return clean(" · ".join(filter(None, (one.pnr, one.phone))))
