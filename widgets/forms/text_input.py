"""A field for one line of text: bounded, and without what a terminal obeys.

The only module that knows Textual's ``Input``: what is typed, pasted or set, and the hint, comes
through here cleaned, wherever the field stands.
"""

from textual import events
from textual.widgets import Input

from widgets.clean import drawn

LONGEST = 200
_MOST_PASTED = 4_000
"""So much of a paste is looked at."""
_SHORT = 17
"""A date at the most (``12 september 2025``): so short a value is written anew, not mended."""


def first_line(text: str) -> str:
    """The first line of a text that says something, harmless."""
    head = text[:_MOST_PASTED].replace("\r", "\n").lstrip("\n")
    return drawn(head.partition("\n")[0])


class TextInput(Input):
    """Textual's Input, drawn on one line, that takes no control characters and no second line.

    A short field that gets the keys has all of its text selected: it may be full, and what is
    typed then takes its place. A click puts the cursor where it is. It takes at most ``longest``
    characters, any number where that is 0.
    """

    DEFAULT_CSS = """
    TextInput {
        height: 1;
        border: none;
        padding: 0 1;
        background: $field;
        color: $foreground;
        &:focus { border: none; background: $cursor-background; color: $cursor-foreground; }
        &.-fault { text-style: underline; background: $error 25%; }
    }
    """

    def __init__(
        self, value: str = "", hint: str = "", *, longest: int = LONGEST, id: str | None = None
    ) -> None:
        kept = drawn(value)
        super().__init__(
            kept[:longest] if longest else kept,
            placeholder=drawn(hint),
            max_length=longest,
            select_on_focus=0 < longest <= _SHORT,
            compact=True,
            id=id,
        )

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
