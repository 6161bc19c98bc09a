"""Which patient, found by personal number or name (R78)."""

from textual.app import ComposeResult
from textual.content import Content

from db.setup.patients import Found
from screens.session import Session
from screens.staff.shared.patient_search import PatientSearch
from widgets.choice_list import ChoiceList
from widgets.forms.text_input import TextInput


class ChoosePatient(PatientSearch[Found]):
    """Gives the chosen patient, or None.

    Args:
        session: the user's.
        title: what the patient is chosen for.
    """

    AUTO_FOCUS = "TextInput"
    HINT = "Skriv början av namnet eller personnumret."
    DEFAULT_CSS = """
    ChoosePatient DialogFrame { max-width: 74; }
    ChoosePatient TextInput { margin-bottom: 1; }
    ChoosePatient ChoiceList { height: 11; }
    """

    def __init__(self, session: Session, title: str) -> None:
        super().__init__(session, title)

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
