"""The one grid of the program: a heading, rows that are drawn as they show, and one cell editor.

The sheet holds no data. It asks its source for the rows that show, and tells its screen what the
user wants; the screen keeps the draft and says which rows to draw anew. What it shows and where its
cursor stands is the ``SheetModel``'s; what a key or a click does is told here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widget import Widget

from widgets.forms.text_input import TextInput
from widgets.grid_view import GridMessage
from widgets.keys import bindings
from widgets.sheet.body import SheetBody
from widgets.sheet.cells import copied_text
from widgets.sheet.columns import Columns
from widgets.sheet.editing import CellEditor, Editing
from widgets.sheet.heading import SheetHeading
from widgets.sheet.keys import SHEET_KEYS
from widgets.sheet.messages import (
    Copied,
    CursorMoved,
    MarksChanged,
    MenuAsked,
    RowChosen,
    SortAsked,
    TooMany,
)
from widgets.sheet.model import MOST_MARKED, Change, SheetModel
from widgets.sheet.overlays import Overlays
from widgets.sheet.popup import Cancelled, Left, OptionPopup
from widgets.sheet.search_bar import SearchBar
from widgets.sheet.values import Cell, Column, Row, RowKey, Shape, Source
from widgets.sheet.window import Marks, inside
from widgets.steady import Steady

_WHILE_EDITING = frozenset({"move", "page", "end", "next"})
_ONLY = {key.name: key.only for key in SHEET_KEYS}
_MARKING = frozenset({"mark", "mark_all", "extend", "extend_page"})
_IN_HEADING = frozenset({"choose", "menu"})
"""What is about the column there, also where a screen has left it out for its rows."""
_SEARCHED_AS_TYPED = 5_000
"""Rows; in a longer sheet the search waits for Enter."""


class Sheet(Steady, Widget, can_focus=True):
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

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SHEET_KEYS),
        Binding("escape", "dismiss", "Stäng texten", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"sheet--{part}"
        for part in (
            "heading", "group", "rule", "cursor", "cursor-away", "cursor-row", "marked",
            "greyed", "locked", "unticked", "warn", "error", "empty",
        )
    }  # fmt: skip
    DEFAULT_CSS = """
    Sheet {
        height: 1fr;
        layers: below above;
        background: $surface;
        color: $foreground;
        .sheet--heading { color: $frame-title; text-style: bold; }
        .sheet--group { color: $foreground-quiet; }
        .sheet--rule { color: $frame; }
        .sheet--cursor-row { background: $cursor-background; color: $cursor-foreground; }
        .sheet--cursor { text-style: reverse; }
        .sheet--cursor-away { text-style: underline; }
        .sheet--marked { text-style: bold; }
        .sheet--greyed { text-style: dim; }
        .sheet--locked { text-style: dim; }
        .sheet--unticked { color: $foreground-quiet; }
        .sheet--warn { color: $attention; }
        .sheet--error { color: $error; text-style: bold; }
        .sheet--empty { color: $foreground-quiet; }
        CellEditor, OptionPopup, CellNote, WholeText {
            layer: above; position: absolute; display: none;
        }
        OptionPopup, WholeText {
            overlay: screen;
            constrain: inside;
            border: round $frame;
            border-title-color: $frame-title;
            border-subtitle-color: $foreground-quiet;
            background: $panel;
        }
    }
    """

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
        super().__init__(id=id, classes=classes)
        self.without = frozenset(without)
        self.model = SheetModel(columns, source, self, markable=markable)
        self.body = SheetBody(self.model, self, empty)
        self.body.make_room(self.model.row_count)
        self.popup, self.editor = OptionPopup(self), CellEditor()
        self.column_acts = Columns(self.model, self, self.popup)
        self.heading = SheetHeading(self.model, self, self.column_acts)
        self.overlays = Overlays(self.model, self, self.body, self.editor, self.popup)
        self.editing = Editing(
            self.model, self, self.overlays, self.editor, self.popup, read_only=read_only
        )
        self.search = SearchBar()
        self._search_from = 0

    def compose(self) -> ComposeResult:
        """The heading above the rows, the search below; the rest lies over them."""
        yield self.heading
        yield self.body
        yield self.search
        yield self.editor
        yield self.popup
        yield self.overlays.note
        yield self.overlays.whole

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed, and letters are commands."""
        return self.editing.read_only

    # --- the room there is --------------------------------------------------------------------

    @property
    def width(self) -> int:
        """In cells."""
        return self.size.width

    @property
    def top(self) -> int:
        """The place of the first row that shows."""
        return self.body.top

    @property
    def lines(self) -> int:
        """How many rows there is room for."""
        return self.body.lines

    def resized(self) -> None:
        """Show the cursor also in the room that there is now; what lies over its cell follows."""
        self.show_cursor()
        self.overlays.follow()

    # --- what is drawn anew -------------------------------------------------------------------

    def changed(self, change: Change) -> None:
        """Draw anew what is another in the model."""
        if change.recounted:
            self.body.make_room(self.model.row_count)
        if change.top is not None:
            self.body.show_from(change.top)
        if change.columns:
            self.heading.refresh(layout=True)
        elif change.heading:
            self.heading.refresh()
        if change.columns or change.recounted or change.whole:
            self.body.forget_pointer()
            self.body.refresh()
        else:
            for place in change.rows:
                self.body.refresh_line(place)
        if change.shapes and self.is_mounted:
            self.overlays.hide_whole()
            self.overlays.place()
        self.check_idle()  # where the cursor rests is told, whoever moved it

    def part_style(self, name: str) -> Style:
        """The style of a component class, which need not be declared."""
        return self.get_component_rich_style(f"sheet--{name}", partial=True, default=Style.null())

    def notify_style_update(self) -> None:
        """The rows are drawn with the sheet's colours."""
        super().notify_style_update()
        self.body.forget_styles()
        self.body.refresh()
        self.heading.refresh()

    @on(events.Focus)
    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def draw_cursor(self) -> None:
        """Show whether the keys go here."""
        if self.model.in_heading:
            self.heading.refresh()
        else:
            self.body.refresh_line(self.model.cursor_index)

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.overlays.hide_whole()
        self.draw_cursor()

    # --- rows ---------------------------------------------------------------------------------

    @property
    def source(self) -> Source:
        """Where the rows come from."""
        return self.model.source

    def refresh_rows(self, keys: Iterable[RowKey]) -> None:
        """Draw these rows anew: their cells have changed, but not which rows there are."""
        self.changed(self.model.rows_changed(keys))
        self.body.forget_pointer()

    def set_source(self, source: Source) -> None:
        """Show these rows from now on, with the cursor on the first."""
        self.changed(self.model.set_source(source))
        self.reload()

    def reload(self, keep: RowKey | None = None, near: int | None = None) -> None:
        """Read the source anew, as after any change in which rows there are or their order.

        What is being written stays if its row does.

        Args:
            keep: the row to have the cursor on; by default the one it is on, if still there.
            near: the place to have the cursor at when that row is gone; by default where it is.
        """
        edit = self.editing.edit
        self.overlays.hide_whole()
        self.changed(self.model.reload(edit.row if edit else keep, near))
        if edit and self.cursor_row != edit.row:
            self.cancel_edit()
        self.overlays.place()

    # --- columns ------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns with the widths that they have now, folded as they are now."""
        return tuple(self.model.columns)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns from now on; these are what resetting them brings back."""
        self.changed(self.model.set_columns(columns))

    def recall(self, shapes: Mapping[str, Shape]) -> None:
        """Give columns the shapes that the user once gave them, by their keys; ignore others."""
        self.changed(self.model.recall(shapes))

    def scroll_columns(self, step: int) -> None:
        """Pass by one moving column more or less."""
        self.changed(self.model.scroll_columns(step))

    # --- the cursor ---------------------------------------------------------------------------

    @property
    def here(self) -> tuple[Row, Column, Cell] | None:
        """The row, the column and the cell under the cursor; None when there is no row."""
        return self.model.here

    @property
    def cursor_row(self) -> RowKey | None:
        """The key of the row under the cursor; None in the heading and when there is no row."""
        return self.model.cursor_row

    @property
    def cursor_column(self) -> str:
        """The key of the column under the cursor."""
        return self.model.cursor_column

    @property
    def has_keys(self) -> bool:
        """Whether the keys go to the sheet or to something that it has opened."""
        return self.has_focus_within or self.has_focus

    def take_keys(self) -> None:
        """Have the keys from now on."""
        self.screen.set_focus(self, scroll_visible=False)

    def move_to(self, row: RowKey, column: str | None = None) -> bool:
        """Put the cursor on a cell; False when the row is not there."""
        place = self.model.place_of(row, column)
        if place is not None:
            self.go(*place)
        return place is not None

    def go(self, index: int, column: int) -> bool:
        """Put the cursor on a cell, if the text of the one that is being edited can be accepted."""
        if not self.finish_edit():
            return False
        self.changed(self.model.go(index, column))
        self.overlays.hush()
        self.overlays.hide_whole()
        return True

    def go_to_heading(self, column: int) -> bool:
        """Put the cursor on a column's heading, above the first row; False where there is none."""
        if not self.heading.size.height or not self.go(0, column):
            return False
        self.changed(self.model.enter_heading())
        return True

    def show_cursor(self) -> None:
        """Scroll as little as is needed to show the cell under the cursor."""
        self.changed(self.model.show_cursor())

    @property
    def below_cursor(self) -> Offset:
        """The cell of the screen below the cursor, where a context menu opens."""
        return self.overlays.cell.offset + (0, 1)

    def point_at(self, row: RowKey, column: str, text: str) -> bool:
        """Put the cursor on a cell and say there what is wrong with it."""
        if not self.move_to(row, column):
            return False
        self.overlays.say(text)
        return True

    # --- what the screen is told --------------------------------------------------------------

    def tell(self, message: GridMessage) -> None:
        """Post a message, after what the screen has not been told of the cursor yet."""
        self.tell_moved()
        message.sender = self
        self.post_message(message)

    def on_idle(self) -> None:
        """Tell the screen where the cursor has come to rest."""
        self.tell_moved()

    def tell_moved(self) -> None:
        """Tell the screen of a move at once; needed where the screen itself has moved the cursor.

        The sheet's own keys and mouse need it not: it is idle after them.
        """
        if self.size.height and (now := self.model.untold()) is not None:
            self.tell(CursorMoved(*now))

    # --- keys ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work depends on the kind of sheet and on what is open."""
        if action == "dismiss":
            is_open = self.model.in_heading or self.overlays.whole.display
            return is_open and not self.is_editing
        if action == "letter":
            if not self.read_only or self.search.input.has_focus:
                return False
            action = SHEET_KEYS[int(str(parameters[0]))].name
        if self.model.in_heading and action in _IN_HEADING:
            return True
        if action in self.without or (action in _MARKING and not self.model.markable):
            return False
        only = _ONLY.get(action)
        if only == "editable" and self.read_only:
            return False
        return only is None or not self.is_editing or action in _WHILE_EDITING

    async def action_letter(self, number: int) -> None:
        """Do what a letter stands for."""
        await self.run_action(SHEET_KEYS[number].action)

    async def on_key(self, event: events.Key) -> None:
        """Carry out the sheet's own keys here and now; typing in a cell replaces its text.

        Textual asks for bindings only when a key has bubbled up to the program: by then letters
        that were typed or pasted after it would have gone to the cell it leads away from.
        """
        if self.editing.edit is None and self.has_focus:
            for binding in self._bindings.key_to_bindings.get(event.key, ()):
                if await self.app.run_action(binding.action, self):
                    event.stop()
                    event.prevent_default()
                    return
        self._typed(event)

    def _typed(self, event: events.Key) -> None:
        character = event.character
        if not event.is_printable or not character or event.key.startswith("alt+"):
            return
        if self.editing.edit is None:
            searches = event.key == "slash" and "search" not in self.without
            if self.read_only or searches or event.key == "space" or not self.has_focus:
                return
        if self.editing.typed(character):
            event.stop()

    # --- keys that go somewhere ---------------------------------------------------------------

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor; from the first row of a read-only sheet up to the heading."""
        column = self.model.neighbour(columns)
        if column is None:
            return
        up = rows < 0 and self.model.cursor_index == 0
        if self.model.in_heading and rows > 0:
            self.go(0, column)
        elif not (self.read_only and (up or self.model.in_heading) and self.go_to_heading(column)):
            self.go(self.model.cursor_index + rows, column)

    def action_page(self, pages: int) -> None:
        """Move the cursor and the rows by a page."""
        if self.finish_edit():
            step = self.model.page(pages)
            self.body.show_from(self.model.page_top(pages))
            self.go(self.model.cursor_index + step, self.model.column_index)

    def action_edge(self, last: bool) -> None:
        """Move the cursor to the first or the last column."""
        column = self.model.edge(last)
        if column is not None and not (self.model.in_heading and self.go_to_heading(column)):
            self.go(self.model.cursor_index, column)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last row."""
        self.go(self.model.row_count - 1 if last else 0, self.model.column_index)

    def action_next(self, step: int) -> None:
        """Move the cursor to the next cell, on the next row after the last; then leave.

        From the line in which one searches, it goes back to the rows.
        """
        if self.search.input.has_focus:
            self.take_keys()
        elif (place := self.model.next_cell(step)) is not None:
            self.go(*place)
        elif self.finish_edit():
            self.action_leave(step)

    def action_leave(self, step: int) -> None:
        """Give the keys to the field after or before."""
        if self.finish_edit():
            self.take_keys()
            if step > 0:
                self.screen.focus_next()
            else:
                self.screen.focus_previous()

    def action_choose(self) -> None:
        """Choose the row under the cursor; in the heading, fit the column to what shows."""
        if self.model.in_heading:
            self.column_acts.fit(self.model.column_index)
        elif self.here is not None:
            self.tell(RowChosen(self.here[0].key, self.here[1].key))

    # --- keys for the columns and the order ---------------------------------------------------

    def action_widen(self, step: int) -> None:
        """Make the column under the cursor wider or narrower."""
        if self.model.columns:
            column = self.model.columns[self.model.column_index]
            self.column_acts.set_width(
                self.model.column_index, column.width + (0 if column.folded else step)
            )

    def action_fit(self) -> None:
        """Make the column under the cursor as wide as what shows of it needs."""
        if self.model.columns and self.finish_edit():
            self.column_acts.fit(self.model.column_index)

    def action_fold(self) -> None:
        """Fold the column under the cursor, or bring it back."""
        if self.model.columns:
            self.column_acts.set_folded(
                self.model.column_index, not self.model.columns[self.model.column_index].folded
            )

    def action_unfold(self) -> None:
        """Bring all columns back."""
        for index in range(len(self.model.columns)):
            self.column_acts.set_folded(index, False)

    def action_columns(self) -> None:
        """List the columns, with the cursor on the one that one stands in."""
        if self.model.columns and self.finish_edit():
            self.column_acts.list_them()
            self.overlays.open(self.popup)

    def action_sort(self) -> None:
        """Ask for the rows by the column under the cursor."""
        if self.model.columns:
            self.ask_sort(self.model.column_index)

    def ask_sort(self, index: int) -> None:
        """Ask for the rows by a column; again: backwards; once more: as they were."""
        column = self.model.columns[index]
        if not column.sortable:
            self.app.bell()
            return
        self.model.sorting = sorting = self.model.next_sorting(column.key)
        self.heading.refresh()
        self.tell(SortAsked(*(sorting or ("", False))))

    # --- keys for cells -----------------------------------------------------------------------

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being edited, or a list is open."""
        return self.editing.edit is not None or self.column_acts.are_listed

    def action_space(self) -> None:
        """Tick or untick; elsewhere mark the row."""
        if self.here is None:
            return
        if self.here[1].kind != "tick" or self.read_only:
            self.action_mark()
        else:
            self.editing.toggle()

    def action_empty(self) -> None:
        """Empty the cell under the cursor."""
        self.editing.empty()

    def action_edit(self) -> None:
        """Edit the cell under the cursor."""
        if not self.is_editing:
            self.editing.begin()

    def finish_edit(self) -> bool:
        """Accept what is being written, if it can be; a list is closed without a choice."""
        if self.column_acts.are_listed:
            self.cancel_edit()
        return self.editing.finish()

    def cancel_edit(self, *, take_keys: bool = True) -> None:
        """Leave the cell as it was, and close the list."""
        if self.column_acts.are_listed:
            self.column_acts.are_listed = False
            self.editing.close(take_keys=take_keys)
        self.editing.cancel(take_keys=take_keys)

    def on_cancelled(self, event: Cancelled) -> None:
        """Esc in the field or the list."""
        event.stop()
        self.cancel_edit()

    def on_left(self, event: Left) -> None:
        """Accept what was written if it can be, or close the list; the keys stay where they are."""
        event.stop()
        edit = self.editing.edit
        if not event.is_list:
            self.editing.left(for_the_sheet=self.has_focus)
        elif (edit is None or edit.listed) and not self.popup.has_focus:
            self.cancel_edit(take_keys=False)

    def on_option_popup_stepped(self, event: OptionPopup.Stepped) -> None:
        """The left or right arrow in the list of columns."""
        event.stop()
        self.column_acts.stepped(event.step)

    def on_choice_list_chosen(self, event: OptionPopup.Chosen) -> None:
        """A value was chosen, or a column to fold or bring back."""
        event.stop()
        if self.column_acts.are_listed:
            self.column_acts.chosen(event.name)
        else:
            self.editing.chosen(event.name)

    def on_input_submitted(self, event: TextInput.Submitted) -> None:
        """Enter in the field: accept and go on."""
        event.stop()
        self.go(self.model.cursor_index + 1, self.model.column_index)

    def on_input_changed(self, event: TextInput.Changed) -> None:
        """What is said about a text no longer holds when it is another."""
        event.stop()
        self.overlays.hush()

    # --- keys for texts -----------------------------------------------------------------------

    def action_note(self) -> None:
        """Show all that the cell under the cursor says; again: what there was no room for."""
        if self.overlays.whole.display:
            self.overlays.show_rest()
        elif self.here is not None and self.finish_edit():
            self.show_cursor()
            if not self.overlays.show_whole("K" if self.read_only else "Ctrl+E"):
                self.app.bell()

    def action_dismiss(self) -> None:
        """Put the whole text away, or go back from the heading to the rows."""
        if self.overlays.whole.display:
            self.overlays.hide_whole()
        else:
            self.go(0, self.model.column_index)

    # --- keys for rows ------------------------------------------------------------------------

    @property
    def marks(self) -> frozenset[RowKey]:
        """The keys of the marked rows, also of those that are not in the source now."""
        return self.model.marked

    def set_marks(self, keys: Iterable[RowKey]) -> None:
        """Mark these rows and no others, without telling the screen."""
        self.changed(self.model.set_marks(keys))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        key = self.cursor_row
        if self.model.markable and key is not None and self.finish_edit():
            self._mark(self.model.toggled(key))

    def action_mark_all(self) -> None:
        """Mark all rows; when all are, take their marks away."""
        if self.model.row_count and self.finish_edit():
            self._mark(self.model.all_toggled())

    def action_extend(self, step: int) -> None:
        """Mark row by row."""
        self.extend_to(self.model.cursor_index + step)

    def action_extend_page(self, pages: int) -> None:
        """Mark a page of rows."""
        self.extend_to(
            inside(self.model.cursor_index + self.model.page(pages), self.model.row_count)
        )

    def extend_to(self, target: int) -> None:
        """Mark the rows from where the range was begun to a place, and go there."""
        stands = self.cursor_row is None or target == self.model.cursor_index
        if not self.model.markable or stands or not 0 <= target < self.model.row_count:
            return
        marks = self.model.stretched(target)
        if marks is None or self.go(target, self.model.column_index):
            self._mark(marks)

    def _mark(self, marks: Marks | None) -> None:
        if marks is None:
            self.app.bell()
            self.tell(TooMany(MOST_MARKED))
            return
        before = self.marks
        self.changed(self.model.mark(marks))
        if self.marks != before:
            self.tell(MarksChanged(self.marks))

    @staticmethod
    def guard(text: str) -> str:
        """Make a cell harmless in a spreadsheet; asked when rows are copied."""
        return text

    def action_copy(self) -> None:
        """Copy the cell under the cursor, or the marked rows with headings."""
        if self.marks:
            rows = self.model.marked_rows()
            text = self.model.as_text(rows, self.guard)
        elif self.here is not None:
            _, column, cell = self.here
            rows, text = [], copied_text(column, cell)
        else:
            return
        self.app.copy_to_clipboard(text)
        self.tell(Copied(text, len(rows)))

    # --- searching ----------------------------------------------------------------------------

    def action_search(self) -> None:
        """Open the line in which one searches."""
        if self.finish_edit():
            self._search_from = self.model.cursor_index
            self.search.say("")
            self.search.display = True
            self.screen.set_focus(self.search.input, scroll_visible=False)

    def action_find(self, step: int) -> None:
        """Go to the next row that holds the text, or the one before."""
        text = self.search.input.value
        if not text:
            self.action_search()
            return
        found, outcome = self.model.find(text, back=step < 0)
        if found is None or not self.move_to(found):
            outcome = "Ingen träff"
            self.search.display = True
        self.search.say(outcome)
        self._search_from = self.model.cursor_index

    def on_search_bar_asked(self, event: SearchBar.Asked) -> None:
        """Search as one types, in a sheet that is not too long for it; Enter: the next one."""
        event.stop()
        if event.step:
            self.action_find(event.step)
        elif event.text and self.model.row_count <= _SEARCHED_AS_TYPED:
            found = self.model.find_from(self._search_from, event.text)
            if found is None or not self.move_to(found):
                self.search.say("Ingen träff")

    def on_search_bar_closed(self, event: SearchBar.Closed) -> None:
        """Esc in the line."""
        event.stop()
        self.take_keys()
        self.search.display = False

    # --- the mouse and the context menu -------------------------------------------------------

    def cell_clicked(self, index: int, column: int, event: events.Click) -> None:
        """Go there; tick, edit, choose, mark or open the menu."""
        if event.shift and event.button == 1 and self.model.markable and self.finish_edit():
            self.extend_to(index)
            return
        if not self.go(index, column) or self.here is None:
            return
        _, here, cell = self.here
        if event.button == 3:
            self._ask_menu(event.screen_x, event.screen_y)
        elif event.button != 1:
            return
        elif event.ctrl or (self.model.markable and event.x == self.model.lead - 1):
            self.action_mark()
        elif here.kind == "tick" and not self.read_only:
            self.action_space()
        elif event.chain == 2:
            if self.editing.can_edit(here, cell) or (here.editable and not self.read_only):
                self.action_edit()
            else:
                self.action_choose()

    def heading_clicked(self, index: int, event: events.Click) -> None:
        """Sort, bring a folded column back, or ask for the menu."""
        column = self.model.columns[index]
        if not self.finish_edit():
            return
        if event.button == 3:
            self.tell(MenuAsked(None, column.key, event.screen_x, event.screen_y))
        elif event.button == 1 and column.folded:
            self.column_acts.set_folded(index, False)
        elif event.button == 1:
            self.ask_sort(index)

    def wheeled(self, rows: int, columns: int) -> None:
        """Move the rows or the columns under the pointer; the cursor stays where it is."""
        if self.is_editing:
            return
        self.overlays.hide_whole()
        if columns:
            self.scroll_columns(columns)
        else:
            self.body.show_from(self.body.top + rows)

    def action_menu(self) -> None:
        """Ask for the context menu at the cell, or the heading, under the cursor."""
        if self.model.in_heading:
            self.tell(MenuAsked(None, self.cursor_column, *self.overlays.cell.offset))
        elif self.here is not None:
            self.show_cursor()
            self._ask_menu(*self.below_cursor)

    def _ask_menu(self, x: int, y: int) -> None:
        if self.here is not None:
            self.tell(MenuAsked(self.here[0].key, self.here[1].key, x, y))


class LetterlessSheet(Sheet):
    """A sheet whose screen wants all the letters."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No letter moves or folds here."""
        return False if action == "letter" else super().check_action(action, parameters)
