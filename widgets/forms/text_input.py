"""A field for one line of text: bounded, and without what a terminal obeys.

The only module that knows Textual's ``Input``: what is typed, pasted or set, and the hint, comes
through here cleaned, wherever the field stands.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.widgets import Input
from textual.widgets.input import Selection

from widgets.clean import drawn
from widgets.forms.clicks import marked_by
from widgets.forms.masking import LETTERS, Mask, is_hidden
from widgets.keys import without_browsers_keys

LONGEST = 200
_MOST_PASTED = 4_000
"""So much of a paste is looked at."""


def first_line(text: str) -> str:
    """The first line of a text that says something, harmless."""
    head = text[:_MOST_PASTED].replace("\r", "\n").lstrip("\n")
    return drawn(head.partition("\n")[0])


class TextInput(Input, inherit_bindings=False):
    """Textual's Input, drawn on one line, that takes no control characters and no second line.

    A field that gets the keys has all of its text selected: what is typed takes its place, an
    arrow keeps it. A click puts the cursor where it is, two mark a word. It takes at most
    ``longest`` characters, any number where that is 0. From the level ``hides`` of Visningsläge
    on, what stands in it is hidden.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "select_all", "Markera allt", show=False),  # before Textual's own of it
        *without_browsers_keys(Input.BINDINGS),
    ]
    MARKS_ALL: ClassVar[bool] = True
    """Whether its text is selected when it gets the keys."""
    DEFAULT_CSS = """
    TextInput {
        width: 1fr;
        height: 1;
        border: none;
        border-left: outer $field-edge;
        border-right: outer $field-edge;
        padding: 0;
        background: $field;
        color: $foreground;
        .input--placeholder { color: $field-hint; text-style: italic; }
        .input--selection { background: $cursor-foreground; color: $cursor-background; }
        &:focus {
            border: none;
            border-left: thick $field-edge;
            border-right: thick $field-edge;
            background: $cursor-background;
            color: $cursor-foreground;
            .input--placeholder { color: $cursor-foreground; }
        }
        &.-fault { text-style: underline; background: $error 25%; }
    }
    """

    def __init__(
        self,
        value: str = "",
        hint: str = "",
        *,
        longest: int = LONGEST,
        id: str | None = None,
        hides: int = 0,
    ) -> None:
        self._hides = hides
        kept = drawn(value)
        super().__init__(
            kept[:longest] if longest else kept,
            placeholder=drawn(hint),
            max_length=longest,
            select_on_focus=self.MARKS_ALL,
            id=id,
        )

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What others who look on may not read is hidden, not the hint."""
        filters = super().get_line_filters()
        if self.value and is_hidden(self, self._hides):
            return (*filters, LETTERS)
        masks = (one.typed for one in filters if isinstance(one, Mask))
        return (*filters, *(typed for typed in masks if typed is not None))

    def on_click(self, event: events.Click) -> None:
        """Two clicks mark a word, three all of it."""
        marked = marked_by(event.chain, self.value, self.cursor_position)
        if marked is not None and event.button == 1:
            self.selection = Selection(*marked)

    def go_on(self) -> None:
        """Take the keys behind what stands in it, which stays."""
        self.select_on_focus = False
        self.screen.set_focus(self, scroll_visible=False)
        self.action_end()

    def _on_blur(self, event: events.Blur) -> None:
        """The next time its text is selected."""
        super()._on_blur(event)
        self.select_on_focus = self.MARKS_ALL

    def validate_value(self, value: str) -> str:
        """Keep what can be drawn, as much as it takes."""
        kept = drawn(value)
        return kept[: self.max_length] if self.max_length else kept

    def validate_placeholder(self, hint: str) -> str:
        """Keep what can be drawn."""
        return drawn(hint)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put in the first line of the text, cleaned, and no more of it than there is room for.

        Every way in which something is written in the field comes here.
        """
        start, end = sorted((max(0, start), min(len(self.value), end)))
        line = first_line(text)
        if self.max_length and line:
            room = self.max_length - len(self.value) + end - start
            if room < 1:
                self.restricted()
                return
            line = line[:room]
        if line or not text:  # a paste of nothing that can be drawn takes nothing away
            super().replace(line, start, end)

    def _on_paste(self, event: events.Paste) -> None:
        """Take what is pasted in the place of what is selected."""
        event.prevent_default()
        event.stop()
        self.replace(event.text, *self.selection)

    def action_paste(self) -> None:
        """Take what the program itself has copied, as if it were pasted."""
        self.replace(self.app.clipboard, *self.selection)
