"""Searching a sheet in the line below it."""

from widgets.sheet.moving import MovedSheet
from widgets.sheet.search_bar import SearchBar
from widgets.text_input import TextInput

_SEARCHED_AS_TYPED = 5_000
"""Rows; in a longer sheet the search waits for Enter."""


class SearchedSheet(MovedSheet):
    """What the user does to find a row."""

    search: SearchBar
    _search_from: int | None = None

    def action_search(self) -> None:
        """Open the line in which one searches."""
        if self.finish_edit():
            self._search_from = self.cursor_index
            self.search.say("")
            self.search.display = True
            self.screen.set_focus(self.search.input, scroll_visible=False)

    def action_next(self, step: int) -> None:
        """From the line in which one searches, back to the rows."""
        if self.search.input.has_focus:
            self.screen.set_focus(self, scroll_visible=False)
        else:
            super().action_next(step)

    def action_find(self, step: int) -> None:
        """Go to the next row that holds the text, or the one before."""
        text = self.search.input.value
        if not text:
            self.action_search()
            return
        source, back = self._window.source, step < 0
        found, outcome = source.find(text, self.cursor_row, back=back), ""
        if found is None:
            found = source.find(text, None, back=back)
            outcome = "Från slutet" if back else "Från början"
        if found is None or not self.move_to(found):
            outcome = "Ingen träff"
            self.search.display = True
        self.search.say(outcome)
        self._search_from = self.cursor_index

    def on_input_submitted(self, event: TextInput.Submitted) -> None:
        """Enter in the line: the next one."""
        if event.input is self.search.input:
            self.action_find(1)

    def on_input_changed(self, event: TextInput.Changed) -> None:
        """Search as one types, in a sheet that is not too long for it."""
        if event.input is not self.search.input or not self.search.display:
            return
        self.search.say("")
        if event.value and self.row_count <= _SEARCHED_AS_TYPED:
            start = self._search_from or 0
            before = self.row_at(start - 1) if start else None
            source = self._window.source
            found = source.find(event.value, before.key if before else None)
            found = found if found is not None else source.find(event.value, None)
            if found is None or not self.move_to(found):
                self.search.say("Ingen träff")

    def on_search_bar_closed(self, event: SearchBar.Closed) -> None:
        """Esc in the line."""
        event.stop()
        self.screen.set_focus(self, scroll_visible=False)
        self.search.display = False
