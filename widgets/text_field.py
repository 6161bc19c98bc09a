"""A field for a short text that goes on over some lines, of at most so many characters."""

from textual import events
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.widgets import TextArea

from widgets.line import plain


def one_line(text: str) -> str:
    """The text without line breaks and without what a terminal obeys."""
    return plain(" ".join(text.replace("\t", " ").splitlines()) if "\n" in text else text)


class TextField(TextArea):
    """Wraps what is written; takes no line breaks, and nothing more once it is full.

    Args:
        value: what stands in it to begin with.
        longest: the most characters it takes.
        id: as for any widget.
    """

    DEFAULT_CSS = """
    TextField {
        height: 4;
        border: none;
        padding: 0 1;
        background: $field;
        color: $foreground;
        &:focus { border: none; }
        &.-fault { background: $error 25%; }
    }
    """

    def __init__(self, value: str = "", *, longest: int, id: str | None = None) -> None:
        super().__init__(
            one_line(value)[:longest], id=id, soft_wrap=True, show_line_numbers=False,
            tab_behavior="focus", highlight_cursor_line=False, compact=True,
        )  # fmt: skip
        self.longest = longest

    def edit(self, edit: Edit) -> EditResult:
        """Take as much of it as there is room for."""
        replaced = len(self.get_text_range(edit.from_location, edit.to_location))
        room = max(0, self.longest - len(self.text) + replaced)
        text = one_line(edit.text)
        if len(text) > room:
            self.app.bell()
        edit.text = text[:room]
        return super().edit(edit)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        start, end = self.selection
        self.replace(event.text, start, end, maintain_selection_offset=False)
