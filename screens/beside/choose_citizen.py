"""Whose eyes to look at 1177 with: one of the book's patients, found by a few letters."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from db.book import Book
from db.rules.names.personal_number import plain
from db.setup import patients
from db.values import Actor, Patient, clean
from screens.dialog import DialogScreen
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.text_input import TextInput
from widgets.line import cut

MOST: Final = 200
"""As many are listed at a time; who looks for one writes a few letters more."""
_NAME_CELLS = 40
NOBODY: Final = "vilken invånare som helst"
_ANYONE: Final = (0, NOBODY.capitalize(), "")
"""Stands first: for whom no limited audience is asked."""


class Citizens:
    """The patients one may choose from, as they may be read.

    Args:
        found: the patients.
        masked: whether the last digits of their numbers are hidden.
    """

    def __init__(self, found: Sequence[Patient], *, masked: bool) -> None:
        self.by_id = {one.id: one for one in found}
        written = patients.masked_pnr if masked else patients.pnr_text
        self._listed = [(one.id, clean(one.name), written(one.pnr)) for one in found]

    @classmethod
    def read(cls, book: Book, actor: Actor) -> "Citizens":
        """The book's patients.

        Raises:
            NotAllowed: others than care.
        """
        return cls(patients.every(book, actor), masked=actor.masked)

    def matching(self, text: str) -> list[Choice]:
        """Those whose name and number hold every word of the text."""
        words = text.casefold().split()
        return [
            Choice(str(key), cut(name, _NAME_CELLS), tip=number)
            for key, name, number in (_ANYONE, *self._listed)
            if all(_holds(word, name, number) for word in words)
        ]


def _holds(word: str, name: str, number: str) -> bool:
    bare = plain(word).replace("-", "")
    return word in name.casefold() or (bare.isdecimal() and bare in number.replace("-", ""))


class ChooseCitizen(DialogScreen[tuple[Patient | None]]):
    """Gives the chosen patient, alone in a tuple; None there for anyone."""

    IS_FORM = False
    TITLE_TEXT = "Byt invånare"
    AUTO_FOCUS = "TextInput"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "list_move(-1)", "Uppåt", show=False),
        Binding("down", "list_move(1)", "Nedåt", show=False),
        Binding("pageup", "list_page(-1)", "En sida upp", show=False),
        Binding("pagedown", "list_page(1)", "En sida ned", show=False),
    ]
    DEFAULT_CSS = """
    ChooseCitizen DialogFrame { max-width: 68; }
    ChooseCitizen TextInput { margin-bottom: 1; }
    ChooseCitizen ChoiceList { max-height: 16; }
    """

    def __init__(self, book: Book, actor: Actor, chosen: int | None = None) -> None:
        super().__init__()
        self._book, self._actor, self._chosen = book, actor, chosen
        self._citizens = Citizens((), masked=True)

    def content(self) -> ComposeResult:
        """The field, and those who match."""
        yield TextInput(hint="Namn eller personnummer", longest=60)
        yield ChoiceList()

    def on_mount(self) -> None:
        """Read the patients."""
        self.frame.border_subtitle = Content("↑↓ väljer · Enter OK")
        read = self.attempt(lambda: Citizens.read(self._book, self._actor))
        self._citizens = read or self._citizens
        self._list("")
        names = [choice.name for choice in self._choices.choices]
        if str(self._chosen) in names:
            self._choices.cursor = names.index(str(self._chosen))

    @property
    def _choices(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def _list(self, text: str) -> None:
        found = self._citizens.matching(text)
        self._choices.show(tuple(found[:MOST]))
        if len(found) > MOST:
            self.frame.say(f"{len(found) - MOST} till. Skriv mer av namnet eller numret.")
        elif not found and self._citizens.by_id:
            self.frame.say("Ingen heter eller har så.")
        elif self._citizens.by_id:
            self.frame.say("")

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """List those who match."""
        message.stop()
        if self._citizens.by_id:
            self._list(message.value)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Enter in the list, or a click."""
        message.stop()
        self.close_with((self._citizens.by_id.get(int(message.name)),))

    def accept(self) -> None:
        """The one that has the cursor."""
        if self._choices.choices:
            self._choices.action_choose()
        else:
            self.app.bell()

    def action_list_move(self, step: int) -> None:
        """Move the list's cursor."""
        self._choices.action_move(step)

    def action_list_page(self, pages: int) -> None:
        """Move the list's cursor by a page."""
        self._choices.action_page(pages)
