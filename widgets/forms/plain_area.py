"""A field for a text over several lines: bounded, and without what a terminal obeys.

The only module that knows Textual's ``TextArea``: what is typed, pasted or set comes through here
cleaned, wherever the field stands.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection

from widgets.clean import drawn, drawn_lines
from widgets.forms.clicks import marked_by
from widgets.forms.masking import LETTERS, is_hidden
from widgets.keys import without_browsers_keys

LONGEST: Final = 4_000
"""More characters than this are not taken; what is too much for the book is said by the page."""


class PlainArea(TextArea, inherit_bindings=False):
    """Textual's TextArea; Tab leads on, and it takes only so much and what can be drawn.

    As a field of one line, it has all of its text selected when it gets the keys: what is typed
    takes its place, an arrow keeps it. A click puts the cursor where it is, two mark a word.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "select_all", "Markera allt", show=False),  # before Textual's own of it
        *without_browsers_keys(TextArea.BINDINGS),
    ]
    DEFAULT_CSS = """
    PlainArea {
        border: none;
        border-left: outer $field-edge;
        border-right: outer $field-edge;
        padding: 0;
        background: $field;
        color: $foreground;
        &:focus {
            border: none;
            border-left: thick $field-edge;
            border-right: thick $field-edge;
        }
        & .text-area--selection {
            background: $cursor-background; color: $cursor-foreground;
        }
        &.-fault { background: $error 25%; }
    }
    """

    _marks_all = True

    def __init__(
        self, text: str = "", *, longest: int = LONGEST, id: str | None = None, hides: int = 0
    ) -> None:
        self._hides = hides
        self.longest = longest
        super().__init__(
            self.taken(text), id=id, soft_wrap=True, show_line_numbers=False,
            tab_behavior="focus", highlight_cursor_line=False,
        )  # fmt: skip

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What others who look on may not read is hidden."""
        filters = super().get_line_filters()
        return (*filters, LETTERS) if is_hidden(self, self._hides) else filters

    def _on_focus(self, event: events.Focus) -> None:
        """Select all, with the cursor first, so that a long text shows from its beginning.

        Not where it keeps what was selected, nor when the terminal's window has the keys again.
        """
        if self._marks_all and not event.from_app_focus:
            self.selection = Selection(self.document.end, (0, 0))

    def _on_blur(self, event: events.Blur) -> None:
        """The next time its text is selected."""
        self._marks_all = True

    def on_click(self, event: events.Click) -> None:
        """Two clicks mark a word, three its line."""
        row, at = self.cursor_location
        marked = marked_by(event.chain, self.document.get_line(row), at)
        if marked is not None and event.button == 1:
            self.selection = Selection((row, marked[0]), (row, marked[1]))

    def go_on(self) -> None:
        """Take the keys; what is selected stays so."""
        self._marks_all = False
        self.screen.set_focus(self, scroll_visible=False)

    def harmless(self, text: str) -> str:
        """What the field would keep of a text, however long; its lines stay."""
        return drawn_lines(text)

    def taken(self, text: str) -> str:
        """As much of a text as the field takes."""
        return self.harmless(text[: 2 * self.longest])[: self.longest]

    def load_text(self, text: str) -> None:
        """Let a text stand instead, as much as there is room for, with nothing to undo."""
        super().load_text(self.taken(text))

    def edit(self, edit: Edit) -> EditResult:
        """Take as much of what is written or pasted as there is room for.

        Every way in which something is written in the field comes here.
        """
        start, end = sorted((edit.from_location, edit.to_location))
        room = max(0, self.longest - len(self.text) + len(self.get_text_range(start, end)))
        text = self.harmless(edit.text[: 2 * self.longest])
        if len(text) > room:
            self.app.bell()
        edit.text = text[:room]
        return super().edit(edit)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what is pasted in the place of what is selected, and once."""
        event.prevent_default()
        event.stop()
        if not self.read_only:
            self.replace(event.text, *self.selection, maintain_selection_offset=False)


class TextField(PlainArea):
    """For a short text that goes on over some lines: it takes no line breaks."""

    DEFAULT_CSS = """
    TextField { height: 4; }
    """

    def harmless(self, text: str) -> str:
        """What the field would keep of a text: a line break is a blank."""
        return drawn(drawn_lines(text))
