"""Färger...: the colour of a time type, shown as the calendar will show its times.

Each colour has a sign of its own, so that nobody has to tell two colours apart.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.texts import COLOURS
from db.values import clean
from screens.dialog import DialogScreen
from widgets.choice_list import Choice, ChoiceList
from widgets.line import cut, fit

SIGNS: Final[Mapping[str, str]] = {
    "": "·",
    "red": "R",
    "orange": "O",
    "yellow": "U",
    "lime": "g",
    "green": "G",
    "teal": "T",
    "sky": "b",
    "blue": "B",
    "purple": "L",
    "pink": "S",
    "brown": "N",
    "grey": "Å",
}
"""What stands in the colour; a small letter is the lighter of two colours."""
assert list(SIGNS) == list(COLOURS)

NO_NAME: Final = "Tidstypens namn"
_TIME = "08:15"
_NAME_CELLS = max(map(cell_len, COLOURS.values()))
_ROLES = tuple(colour for colour in COLOURS if colour)


class ColourList(ChoiceList):
    """The palette, a line each: the colour's name, and a time of the type in that colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"colour-list--{colour}" for colour in _ROLES}
    DEFAULT_CSS = "ColourList {\n" + "".join(
        f".colour-list--{colour} {{ background: $type-{colour}; color: $type-{colour}-sign;"
        " text-style: bold; }\n"
        for colour in _ROLES
    ) + "}"  # fmt: skip

    def __init__(self, name: str, colour: str) -> None:
        names = list(COLOURS)
        listed = tuple(Choice(colour, label, SIGNS[colour]) for colour, label in COLOURS.items())
        super().__init__(listed, names.index(colour) if colour in COLOURS else 0)
        self._sample = f"{_TIME} {clean(name) or NO_NAME}"
        self._now = colour

    def swatch(self, colour: str, row: Style) -> Segment:
        """A colour with its sign, three cells; the sign alone where there is no colour."""
        text = f" {SIGNS.get(colour, '?')} "
        if colour not in _ROLES:
            return Segment(text, row)
        return Segment(text, self.get_component_rich_style(f"colour-list--{colour}"))

    def cells(self, choice: Choice, row: Style, marked: bool) -> list[Segment]:
        """One of them, with the type's name in its colour."""
        now = "• " if choice.name == self._now else "  "
        lead = f"{'▌' if marked else ' '}{now}{fit(choice.label, _NAME_CELLS)}  "
        room = self.size.width - cell_len(lead) - 4
        return [
            Segment(lead, row),
            self.swatch(choice.name, row),
            Segment(f" {cut(self._sample, room)}" if room > 0 else "", row),
        ]


class ColoursDialog(DialogScreen[str]):
    """Gives the chosen colour, one of ``db.texts.COLOURS``; empty is no colour."""

    TITLE_TEXT = "Färger"
    AUTO_FOCUS = "ColourList"
    DEFAULT_CSS = """
    ColoursDialog DialogFrame { max-width: 60; }
    ColoursDialog Static { margin-bottom: 1; color: $foreground-quiet; }
    """

    def __init__(self, name: str = "", colour: str = "") -> None:
        shown = cut(clean(name), 40)
        super().__init__(f"{self.TITLE_TEXT}: {shown}" if shown else "")
        self._type_name, self._colour = name, colour

    def content(self) -> ComposeResult:
        """The palette."""
        said = (
            "Så visas tiderna i kalendern. Bokstaven skiljer färgerna åt för den som inte ser dem."
        )
        if self.app.size.height >= len(COLOURS) + 7:
            yield Static(Content(said))
        yield ColourList(self._type_name, self._colour)

    def on_mount(self) -> None:
        """Say which keys work, and what the dot means."""
        self.frame.border_subtitle = Content("↑↓ väljer · Enter OK · • har nu")

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Enter, or a click."""
        message.stop()
        self.close_with(message.name)

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """The line shows it all."""
        message.stop()

    def accept(self) -> None:
        """The colour that has the cursor."""
        self.query_one(ColourList).action_choose()
