"""The one grid of the program: a heading, rows that are drawn as they show, and one cell editor.

The sheet holds no data. It asks its source for the rows that show, and tells its screen what the
user wants; the screen keeps the draft and says which rows to draw anew.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.widgets import Input

from widgets.sheet import messages
from widgets.sheet.body import SheetBody
from widgets.sheet.editing import EditedSheet
from widgets.sheet.editor import CellEditor
from widgets.sheet.heading import SheetHeading
from widgets.sheet.keys import SHEET_KEYS, bindings
from widgets.sheet.layout import order_of
from widgets.sheet.option_popup import OptionPopup
from widgets.sheet.overlays import CellNote
from widgets.sheet.search_bar import SearchBar
from widgets.sheet.values import Column, Source

_SEARCHED_AS_TYPED = 5_000
"""Rows; in a longer sheet the search waits for Enter."""
_WHILE_EDITING = frozenset({"move", "page", "end", "next"})
_ONLY = {one.name: one.only for one in SHEET_KEYS}
_MARKING = frozenset({"mark", "extend"})


class Sheet(EditedSheet):
    """The grid.

    Args:
        columns: in the order of the rows' cells; fixed ones are drawn first.
        source: where the rows come from.
        read_only: nothing can be changed, and letters are commands.
        markable: rows can be marked.
        empty: what stands there when there are no rows.
        without: names of actions in ``SHEET_KEYS`` whose keys the screen wants itself.

    A subclass that colours cells declares ``sheet--role-…`` in its ``COMPONENT_CLASSES``.
    """

    CellEdited = messages.CellEdited
    CellRefused = messages.CellRefused
    RowChosen = messages.RowChosen
    CursorMoved = messages.CursorMoved
    SortAsked = messages.SortAsked
    ColumnChanged = messages.ColumnChanged
    MenuAsked = messages.MenuAsked
    MarksChanged = messages.MarksChanged
    Copied = messages.Copied

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    def __init__(
        self,
        columns: Sequence[Column],
        source: Source,
        *,
        read_only: bool = False,
        markable: bool = True,
        empty: str = "",
        without: Iterable[str] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            columns, source, read_only=read_only, markable=markable, empty=empty,
            without=without, id=id, classes=classes,
        )  # fmt: skip
        self.heading = SheetHeading(self)
        self.body = SheetBody(self)
        self.body.virtual_size = Size(1, self.row_count)
        self.editor = CellEditor()
        self.popup = OptionPopup(self)
        self.note = CellNote(markup=False)
        self.search = SearchBar()
        self._search_from: int | None = None

    def compose(self) -> ComposeResult:
        """The heading above the rows, the search below; the rest lies over them."""
        yield self.heading
        yield self.body
        yield self.search
        yield self.editor
        yield self.popup
        yield self.note

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work depends on the kind of sheet and on what is open."""
        if action == "letter":
            if not self.read_only or self.search.input.has_focus:
                return False
            action = SHEET_KEYS[int(str(parameters[0]))].name
        if action in self.without or (action in _MARKING and not self.markable):
            return False
        only = _ONLY.get(action)
        if only == "editable" and self.read_only:
            return False
        return only is None or not self.is_editing or action in _WHILE_EDITING

    async def action_letter(self, number: int) -> None:
        """Do what a letter stands for."""
        await self.run_action(SHEET_KEYS[number].action)

    def notify_style_update(self) -> None:
        """The rows are drawn with the sheet's colours."""
        super().notify_style_update()
        self.body.forget_styles()
        self.body.refresh()
        self.heading.refresh()

    def on_descendant_focus(self) -> None:
        """Show whether the keys go here."""
        self.body.refresh_line(self.cursor_index)

    def on_descendant_blur(self) -> None:
        """Show whether the keys go here."""
        self.body.refresh_line(self.cursor_index)

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self.body.refresh_line(self.cursor_index)

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.body.refresh_line(self.cursor_index)

    # --- moving -------------------------------------------------------------------------------

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        order = order_of(self.column_list)
        if order:
            at = order.index(self.column_index) + columns
            self.go(self.cursor_index + rows, order[max(0, min(at, len(order) - 1))])

    def action_page(self, pages: int) -> None:
        """Move the cursor and the rows by a page."""
        step = pages * max(1, self.body.lines - 1)
        if self.finish_edit():
            self._scroll(max(0, min(self.body.top + step, self.row_count - self.body.lines)))
            self.go(self.cursor_index + step, self.column_index)

    def action_edge(self, last: bool) -> None:
        """Move the cursor to the first or the last column."""
        order = order_of(self.column_list)
        if order:
            self.go(self.cursor_index, order[-1 if last else 0])

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last row."""
        self.go(self.row_count - 1 if last else 0, self.column_index)

    def action_next(self, step: int) -> None:
        """Move the cursor to the next cell, on the next row after the last; then leave."""
        if self.search.input.has_focus:
            self.screen.set_focus(self, scroll_visible=False)
            return
        order = order_of(self.column_list)
        at = order.index(self.column_index) + step if order else 0
        row = self.cursor_index + (at // len(order) if order else step)
        if 0 <= row < self.row_count and order:
            self.go(row, order[at % len(order)])
        elif self.finish_edit():
            self.action_leave(step)

    def action_leave(self, step: int) -> None:
        """Give the keys to the field after or before."""
        if self.finish_edit():
            self.screen.set_focus(self, scroll_visible=False)
            if step > 0:
                self.screen.focus_next()
            else:
                self.screen.focus_previous()

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.here is not None:
            self.tell(messages.RowChosen(self.here[0].key, self.here[1].key))

    # --- the mouse and the context menu -------------------------------------------------------

    def cell_clicked(self, index: int, column: int, event: events.Click) -> None:
        """Go there; tick, edit, choose, mark or open the menu."""
        if not self.go(index, column) or self.here is None:
            return
        _, here, cell = self.here
        if event.button == 3:
            self._ask_menu(event.screen_x, event.screen_y)
        elif event.button != 1:
            return
        elif event.ctrl:
            self.action_mark()
        elif here.kind == "tick" and not self.read_only:
            self.action_space()
        elif event.chain == 2:
            if self.can_edit(here, cell) or (here.editable and not self.read_only):
                self.action_edit()
            else:
                self.action_choose()

    def action_menu(self) -> None:
        """Ask for the context menu at the cell under the cursor."""
        if self.here is not None:
            self.show_cursor()
            x, y, _ = self.cell_corner()
            self._ask_menu(self.region.x + x, self.region.y + y + 1)

    def _ask_menu(self, x: int, y: int) -> None:
        if self.here is not None:
            self.tell(messages.MenuAsked(self.here[0].key, self.here[1].key, x, y))

    # --- searching ----------------------------------------------------------------------------

    def action_search(self) -> None:
        """Open the line in which one searches."""
        if self.finish_edit():
            self._search_from = self.cursor_index
            self.search.say("")
            self.search.display = True
            self.screen.set_focus(self.search.input, scroll_visible=False)

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

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line: the next one."""
        if event.input is self.search.input:
            self.action_find(1)

    def on_input_changed(self, event: Input.Changed) -> None:
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
