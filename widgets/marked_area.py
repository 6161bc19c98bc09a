"""A field for several lines that takes only what can be drawn, and knows of lists."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets.text_area import Selection

from widgets.forms.plain_area import PlainArea
from widgets.text_marks import Marked, new_line


class MarkedArea(PlainArea, inherit_bindings=False):
    """A field of several lines that knows of lists.

    Its keys are those of any field; a page's own come before others.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Uppåt", show=False),
        Binding("down", "cursor_down", "Nedåt", show=False),
        Binding("left", "cursor_left", "Åt vänster", show=False),
        Binding("right", "cursor_right", "Åt höger", show=False),
        Binding("ctrl+left", "cursor_word_left", "Ett ord åt vänster", show=False),
        Binding("ctrl+right", "cursor_word_right", "Ett ord åt höger", show=False),
        Binding("home", "cursor_line_start", "Radens början", show=False),
        Binding("end,ctrl+e", "cursor_line_end", "Radens slut", show=False),
        Binding("pageup", "cursor_page_up", "En sida upp", show=False),
        Binding("pagedown", "cursor_page_down", "En sida ned", show=False),
        Binding("shift+up", "cursor_up(True)", "Markera uppåt", show=False),
        Binding("shift+down", "cursor_down(True)", "Markera nedåt", show=False),
        Binding("shift+left", "cursor_left(True)", "Markera åt vänster", show=False),
        Binding("shift+right", "cursor_right(True)", "Markera åt höger", show=False),
        Binding("shift+home", "cursor_line_start(True)", "Markera till radens början", show=False),
        Binding("shift+end", "cursor_line_end(True)", "Markera till radens slut", show=False),
        Binding("ctrl+a", "select_all", "Markera allt", show=False),
        Binding("backspace", "delete_left", "Radera åt vänster", show=False),
        Binding("delete", "delete_right", "Radera åt höger", show=False),
        Binding("ctrl+u", "delete_to_start_of_line", "Radera till radens början", show=False),
        Binding("ctrl+x", "cut", "Klipp ut", show=False),
        Binding("ctrl+c", "copy", "Kopiera", show=False),
        Binding("ctrl+v", "paste", "Klistra in", show=False),
    ]
    DEFAULT_CSS = """
    MarkedArea {
        height: auto;
        min-height: 2;
        max-height: 9;
        scrollbar-size-vertical: 1;
        &:light .text-area--cursor, &:dark .text-area--cursor {
            color: $field; background: $foreground;
        }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            self.apply(new_line(self.text, *self.selected))
            return
        await super()._on_key(event)

    @property
    def selected(self) -> tuple[int, int]:
        """The selection as offsets, in order."""
        start, end = sorted((self.selection.start, self.selection.end))
        index = self.document.get_index_from_location  # type: ignore[attr-defined]
        return index(start), index(end)

    def apply(self, marked: Marked) -> None:
        """Let another text stand, as one step to undo: only what differs is written."""
        before, after = self.text, marked.text
        head = 0
        while head < min(len(before), len(after)) and before[head] == after[head]:
            head += 1
        tail = 0
        most = min(len(before), len(after)) - head
        while tail < most and before[-1 - tail] == after[-1 - tail]:
            tail += 1
        location = self.document.get_location_from_index  # type: ignore[attr-defined]
        if before != after:
            self.history.checkpoint()
            written = after[head : len(after) - tail]
            self.replace(written, location(head), location(len(before) - tail))
            self.history.checkpoint()
        if self.text == after:
            self.selection = Selection(location(marked.start), location(marked.end))
