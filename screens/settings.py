"""Inställningar: the colours, the mouse, how Varför is told and the user's name, all kept."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.fields import NAME_BOUND
from db.values import clean
from screens.commands import THEMES
from screens.dialog import DialogScreen
from screens.session import Prefs
from widgets.forms.options import OneOf, Option, Tick
from widgets.forms.text_input import TextInput


class SettingsDialog(DialogScreen[Prefs]):
    """Gives the choices as they are to be."""

    TITLE_TEXT = "Inställningar"
    DEFAULT_CSS = """
    SettingsDialog DialogFrame { max-width: 64; }
    SettingsDialog Static { color: $frame-title; }
    SettingsDialog OneOf { margin: 0 0 1 2; }
    SettingsDialog Tick { margin: 0 0 0 2; }
    SettingsDialog #mouse-note { margin: 0 0 1 4; color: $foreground-quiet; }
    SettingsDialog #name { margin: 0 0 0 2; }
    SettingsDialog #name-note { margin: 0 0 1 2; color: $foreground-quiet; }
    """

    def __init__(self, prefs: Prefs) -> None:
        super().__init__()
        self._prefs = prefs

    def content(self) -> ComposeResult:
        """The choices."""
        yield Static(Content("Färger"))
        themes = tuple(Option(name, label) for name, label in THEMES.items())
        yield OneOf(themes, self._prefs.theme, id="theme")
        yield Static(Content("Mus"))
        yield Tick("Använd musen", self._prefs.mouse, id="mouse")
        note = "Utan mus markerar terminalen text som vanligt. Allt går att göra med tangenter."
        yield Static(Content(note), id="mouse-note")
        yield Static(Content("Ditt namn"))
        yield TextInput(self._prefs.name, "tomt: rollens namn", longest=NAME_BOUND, id="name")
        note = "Står i historiken och i bedömningar, så att andra ser vem som har ändrat."
        yield Static(Content(note), id="name-note")
        yield Static(Content("Varför?"))
        text = "Visa var, varför och vad du kan göra ett i taget"
        yield Tick(text, self._prefs.one_by_one, id="one_by_one")

    def _chosen(self) -> Prefs:
        return self._prefs._replace(
            theme=self.query_one("#theme", OneOf).value,
            mouse=self.query_one("#mouse", Tick).value,
            one_by_one=self.query_one("#one_by_one", Tick).value,
            name=clean(self.query_one("#name", TextInput).value).strip(),
        )

    def unsaved(self) -> str:
        """Whether anything was changed."""
        return "" if self._chosen() == self._prefs else "Inställningarna är ändrade."

    def accept(self) -> None:
        """The program applies and keeps them."""
        self.close_with(self._chosen())
