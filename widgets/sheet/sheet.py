"""The one grid of the program: a heading, rows that are drawn as they show, and one cell editor.

The sheet holds no data. It asks its source for the rows that show, and tells its screen what the
user wants; the screen keeps the draft and says which rows to draw anew.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from widgets.sheet import messages
from widgets.sheet.body import SheetBody
from widgets.sheet.editor import CellEditor
from widgets.sheet.heading import SheetHeading
from widgets.sheet.keys import SHEET_KEYS, bindings
from widgets.sheet.option_popup import OptionPopup
from widgets.sheet.overlays import CellNote
from widgets.sheet.search_bar import SearchBar
from widgets.sheet.searching import SearchedSheet
from widgets.sheet.values import Column, Source
from widgets.sheet.whole_text import WholeText

_WHILE_EDITING = frozenset({"move", "page", "end", "next"})
_ONLY = {one.name: one.only for one in SHEET_KEYS}
_MARKING = frozenset({"mark", "mark_all", "extend", "extend_page"})
_IN_HEADING = frozenset({"choose", "menu"})
"""What is about the column there, also where a screen has left it out for its rows."""


class Sheet(SearchedSheet):
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
    ColumnsReset = messages.ColumnsReset
    MenuAsked = messages.MenuAsked
    MarksChanged = messages.MarksChanged
    TooMany = messages.TooMany
    Copied = messages.Copied

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("escape", "dismiss", "Stäng texten", show=False),
    ]

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
        self.body.make_room(self.row_count)
        self.editor = CellEditor()
        self.popup = OptionPopup(self)
        self.note = CellNote(markup=False)
        self.whole = WholeText()
        self.search = SearchBar()

    def compose(self) -> ComposeResult:
        """The heading above the rows, the search below; the rest lies over them."""
        yield self.heading
        yield self.body
        yield self.search
        yield self.editor
        yield self.popup
        yield self.note
        yield self.whole

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work depends on the kind of sheet and on what is open."""
        if action == "dismiss":
            return self.can_dismiss and not self.is_editing
        if action == "letter":
            if not self.read_only or self.search.input.has_focus:
                return False
            action = SHEET_KEYS[int(str(parameters[0]))].name
        if self.in_heading and action in _IN_HEADING:
            return True
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
        self._draw_cursor()

    def on_descendant_blur(self) -> None:
        """Show whether the keys go here."""
        self._draw_cursor()

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self._draw_cursor()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.hide_whole()
        self._draw_cursor()

    def _draw_cursor(self) -> None:
        if self.in_heading:
            self.heading.refresh()
        else:
            self.body.refresh_line(self.cursor_index)

    # --- the mouse and the context menu -------------------------------------------------------

    def cell_clicked(self, index: int, column: int, event: events.Click) -> None:
        """Go there; tick, edit, choose, mark or open the menu."""
        if event.shift and event.button == 1 and self.markable and self.finish_edit():
            self.extend_to(index)
            return
        if not self.go(index, column) or self.here is None:
            return
        _, here, cell = self.here
        if event.button == 3:
            self._ask_menu(event.screen_x, event.screen_y)
        elif event.button != 1:
            return
        elif event.ctrl or (self.markable and event.x == self.lead - 1):
            self.action_mark()
        elif here.kind == "tick" and not self.read_only:
            self.action_space()
        elif event.chain == 2:
            if self.can_edit(here, cell) or (here.editable and not self.read_only):
                self.action_edit()
            else:
                self.action_choose()

    def action_menu(self) -> None:
        """Ask for the context menu at the cell, or the heading, under the cursor."""
        if self.in_heading:
            x, y, _ = self.cell_corner()
            column = self.column_list[self.column_index].key
            place = self.region.offset + (x, y)
            self.tell(messages.MenuAsked(None, column, *place))
        elif self.here is not None:
            self.show_cursor()
            x, y, _ = self.cell_corner()
            self._ask_menu(self.region.x + x, self.region.y + y + 1)

    def _ask_menu(self, x: int, y: int) -> None:
        if self.here is not None:
            self.tell(messages.MenuAsked(self.here[0].key, self.here[1].key, x, y))
