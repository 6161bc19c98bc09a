"""Gör en övning: what was done since it was begun, to be ticked, and what it is to be called."""

from pathlib import Path
from typing import Final, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.training.writing.file import Head, file_name
from db.training.writing.values import Proposal
from db.values import clean, count_text
from screens.dialog import DialogScreen
from widgets.choice_list import Choice
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.forms.drop_down import DropDown
from widgets.forms.field import Field
from widgets.forms.options import Option
from widgets.forms.path_input import PathInput
from widgets.forms.text_input import TextInput
from widgets.forms.tick_list import TickList

ANEW: Final = Button("anew", "Börja härifrån", "Boken som den är nu blir övningens början.")
_TRACKS: Final = (
    Option("schemalaggare", "Schemaläggare"), Option("reception", "Reception"),
    Option("granskare", "Granskare"),
)  # fmt: skip
_LABEL: Final = 9
_MINUTES_A_STEP: Final = 2
_LONGEST: Final = 500


class Written(NamedTuple):
    """What is to be written.

    Attributes:
        anew: whether the exercise is to begin with the book as it is now instead.
    """

    head: Head
    chosen: tuple[Proposal, ...]
    target: str
    anew: bool = False


class WriteDialog(DialogScreen[Written]):
    """Lists what was done; gives what is to be written, or None.

    Args:
        found: what was done, each a step to be.
        folder: where the file is proposed.
        unit: the unit's name.
    """

    TITLE_TEXT = "Gör en övning"
    BUTTONS = (OK._replace(label="Spara"), ANEW, CANCEL)
    AUTO_FOCUS = "#title"
    KEYS_TEXT = "Tabb nästa · mellanslag bockar för"
    DEFAULT_CSS = """
    WriteDialog DialogFrame { max-width: 78; }
    WriteDialog TickList { max-height: 9; margin: 0 0 1 0; }
    """

    def __init__(self, found: tuple[Proposal, ...], folder: Path, unit: str) -> None:
        super().__init__()
        self._found, self._folder, self._unit = found, folder, unit
        self._proposed = ""

    def content(self) -> ComposeResult:
        """What it is called, what was done, and where it is written."""
        listed = tuple(
            Choice(str(number), clean(one.text), tip=clean(one.text))
            for number, one in enumerate(self._found)
        )
        yield Field("Titel", TextInput(id="title"), _LABEL)
        yield Field("Uppgift", TextInput(longest=_LONGEST, id="task"), _LABEL)
        yield Field("Spår", DropDown(_TRACKS, _TRACKS[0].name, id="track"), _LABEL)
        told = count_text(len(self._found), "sak är ändrad", "saker är ändrade")
        yield Static(Content(f"{told}. Det som är förbockat blir steg:"))
        yield TickList(listed, (one.name for one in listed), id="steps")
        yield Field("Fil", PathInput(self._free(""), id="path"), _LABEL)

    def _free(self, title: str) -> str:
        """A name for the file that follows the title, as long as nobody has written another."""
        self._proposed = str(self._folder / file_name(title))
        return self._proposed

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """The file's name follows the title."""
        message.stop()
        self.unsay()
        path = self.query_one(PathInput)
        if message.input.id == "title" and path.value == self._proposed:
            path.value = self._free(message.value)

    def pressed(self, name: str) -> None:
        """Begin with the book as it is now, or write."""
        if name == ANEW.name:
            self.close_with(Written(Head("", "", 1, ""), (), "", anew=True))
        else:
            super().pressed(name)

    def accept(self) -> None:
        """Give what is to be written; what is missing is said at its field."""
        ticked = self.query_one(TickList).ticked
        chosen = tuple(one for number, one in enumerate(self._found) if str(number) in ticked)
        for field, said in (("title", "Ge övningen en titel."), ("task", "Skriv en uppgift.")):
            if not self.text_of(field).strip():
                self.frame.fault(said, self.query_one(f"#{field}"))
                return
        if not chosen:
            self.frame.fault("Bocka för minst en sak som ska göras.", self.query_one("#steps"))
            return
        minutes = max(1, _MINUTES_A_STEP * len(chosen))
        head = Head(
            self.text_of("title").strip(), self.query_one("#track", DropDown).value,
            min(minutes, 120), self.text_of("task").strip(), unit=self._unit,
        )  # fmt: skip
        self.close_with(Written(head, chosen, self.query_one(PathInput).path))
