"""A field for one line of text: bounded, and without what a terminal obeys."""

from textual import events
from textual.widgets import Input

from widgets.line import plain

LONGEST = 200
_SHORT = 17
"""A date at the most (``12 september 2025``): so short a value is written anew, not mended."""


class TextInput(Input):
    """Textual's Input, drawn on one line, that takes no control characters and no second line.

    A short field that gets the keys has all of its text selected: it may be full, and what is
    typed then takes its place. A click puts the cursor where it is.

    Args:
        value: what stands in it to begin with.
        hint: what stands in it, quietly, while it is empty.
        longest: the most characters it takes.
        id: as for any widget.
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
        super().__init__(
            plain(value)[:longest],
            placeholder=plain(hint),
            max_length=longest,
            select_on_focus=longest <= _SHORT,
            compact=True,
            id=id,
        )

    def validate_value(self, value: str) -> str:
        """Keep what can be drawn, as much as it takes."""
        kept = plain(value)
        return kept[: self.max_length] if self.max_length else kept

    def _on_paste(self, event: events.Paste) -> None:
        """Take the first line that says something, and no more of it than fits."""
        event.prevent_default()
        event.stop()
        self._take(event.text)

    def action_paste(self) -> None:
        """Take what the program itself has copied, as if it were pasted."""
        self._take(self.app.clipboard)

    def _take(self, text: str) -> None:
        head = text.lstrip("\r\n")[: 4 * LONGEST].replace("\t", " ")
        line = plain(head.splitlines()[0]) if head else ""
        start, end = sorted(self.selection)
        if self.max_length:
            line = line[: max(0, self.max_length - len(self.value) + end - start)]
        if line:
            self.replace(line, start, end)
