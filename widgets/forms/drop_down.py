"""One of several on a single line, with the others in a list that drops down."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from widgets.choice_list import Choice
from widgets.forms.options import Option
from widgets.forms.typed import Typed
from widgets.line import fit
from widgets.menus.context_menu import ContextMenu
from widgets.screen import Moved

_SIGN = " ▾"


class DropDown(Widget, can_focus=True):
    """As a list box of Windows: arrows and first letters change it, space opens it.

    Enter is left to the dialog.

    A value that is no option's name is none chosen: then the hint stands there.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Föregående", show=False),
        Binding("down", "move(1)", "Nästa", show=False),
        Binding("space,f4,alt+down", "open", "Visa listan", show=False),
    ]
    DEFAULT_CSS = """
    DropDown {
        height: 1;
        width: auto;
        max-width: 100%;
        border-left: outer $field-edge;
        border-right: outer $field-edge;
        background: $field;
        color: $foreground;
        &:focus {
            border-left: thick $field-edge;
            border-right: thick $field-edge;
            background: $cursor-background;
            color: $cursor-foreground;
        }
        &:disabled { text-style: dim; }
        &.-fault { text-style: underline; background: $error 25%; }
    }
    """

    value: reactive[str] = reactive("")

    @dataclass
    class Changed(Moved):
        """Another one was chosen."""

        value: str

    def __init__(
        self,
        options: tuple[Option, ...],
        value: str = "",
        hint: str = "Välj",
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._options = options
        self._hint = hint
        self._typed = Typed()
        self.set_reactive(DropDown.value, value)

    def show(self, options: tuple[Option, ...], value: str = "") -> None:
        """Offer these from now on; a value that is no longer there is none."""
        self._options = options
        self.value = value
        self.refresh(layout=True)

    @property
    def at(self) -> int:
        """The place of the chosen one, or -1."""
        names = [option.name for option in self._options]
        return names.index(self.value) if self.value in names else -1

    def choose(self, name: str | None) -> None:
        """Choose one, and say so."""
        if name is not None and name != self.value:
            self.value = name
            self.post_message(self.Changed(name))

    def action_move(self, step: int) -> None:
        """Choose the one before or after."""
        self._typed.clear()
        if self._options:
            at = max(0, min(self.at + step, len(self._options) - 1))
            self.choose(self._options[at].name)

    def on_key(self, event: events.Key) -> None:
        """Choose the one whose name begins with what is typed."""
        place = self._typed.find(event, [option.label for option in self._options], self.at)
        if place is not None:
            event.stop()
            event.prevent_default()
            if place >= 0:
                self.choose(self._options[place].name)
            else:
                self.app.bell()

    def on_blur(self) -> None:
        """What is typed when one comes back is another name, however soon."""
        self._typed.clear()

    def action_open(self) -> None:
        """Let the list drop down."""
        self._typed.clear()
        if self._options:
            choices = tuple(Choice(one.name, one.label) for one in self._options)
            menu = ContextMenu(choices, self.region.offset + Offset(0, 1), max(0, self.at))
            self.app.push_screen(menu, self.choose)

    def on_click(self, event: events.Click) -> None:
        """Let the list drop down."""
        if event.button == 1:
            event.stop()
            self.action_open()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the longest of them."""
        labels = [self._hint, *(option.label for option in self._options)]
        return max(map(cell_len, labels)) + cell_len(_SIGN)

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        base, width = self.rich_style, self.size.width
        label = self._options[self.at].label if self.at >= 0 else self._hint
        text = fit(label, width - cell_len(_SIGN)) + _SIGN
        return Strip([Segment(text, base)]).adjust_cell_length(width, base)
