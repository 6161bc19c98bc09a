"""The ground of a sheet: its rows at hand and its columns on the line."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual.widget import Widget

from widgets.sheet.body import SheetBody
from widgets.sheet.heading import SheetHeading
from widgets.sheet.layout import Layout, lay_out, left_for, order_of, tightened
from widgets.sheet.values import Column, Row, RowKey, Shape, Source
from widgets.sheet.window import Marks, Window, inside
from widgets.steady import Steady


class SheetBase(Steady, Widget, can_focus=True):
    """Rows and columns. What one can do with them is in the classes built on it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sheet--heading",
        "sheet--group",
        "sheet--rule",
        "sheet--cursor",
        "sheet--cursor-away",
        "sheet--cursor-row",
        "sheet--marked",
        "sheet--greyed",
        "sheet--locked",
        "sheet--warn",
        "sheet--error",
        "sheet--empty",
    }
    DEFAULT_CSS = """
    SheetBase {
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
        .sheet--warn { color: $attention; }
        .sheet--error { color: $error; text-style: bold; }
        .sheet--empty { color: $foreground-quiet; }
    }
    """
    body: SheetBody
    heading: SheetHeading

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
        self.column_list = list(columns)
        self._standard = tuple(columns)
        self.read_only = read_only
        self.markable = markable
        self.empty = empty
        self.without = frozenset(without)
        self._window = Window(source)
        self._window.recount()
        self._marks = Marks()
        self.cursor_index = 0
        self.in_heading = False
        self.column_index = order_of(self.column_list)[0] if self.column_list else 0
        self._left = 0
        self._laid: Layout | None = None
        self._followed: tuple[object, ...] = ()

    # --- rows ---------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._window.count

    def row_at(self, index: int) -> Row | None:
        """The row at a place; fetches what shows and a little more when it is not at hand."""
        row = self._window.at(index)
        if row is None and 0 <= index < self.row_count:
            top, lines = self.body.top, self.body.lines
            self._window.cover(top if top <= index < top + lines else index, lines)
            row = self._window.at(index)
        return row

    def refresh_rows(self, keys: Iterable[RowKey]) -> None:
        """Draw these rows anew: their cells have changed, but not which rows there are."""
        self._window.forget()
        for place in self._window.places_at_hand(frozenset(keys)):
            self.body.refresh_line(place)
        self.body.forget_pointer()

    def part_style(self, name: str) -> Style:
        """The style of a component class, which need not be declared."""
        return self.get_component_rich_style(f"sheet--{name}", partial=True, default=Style.null())

    # --- columns ------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns with the widths that they have now, folded as they are now."""
        return tuple(self.column_list)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns from now on; these are what ``reset_columns`` brings back."""
        self.column_list = list(columns)
        self._standard = tuple(columns)
        self.column_index = inside(self.column_index, len(self.column_list))
        self.arrange_columns()

    def recall(self, shapes: Mapping[str, Shape]) -> None:
        """Give columns the widths that the user once gave them, and fold them as then.

        Args:
            shapes: by the columns' keys; unknown ones are ignored.
        """
        before, self.column_list = self.column_list, [
            one._replace(**shapes[one.key]._asdict()) if one.key in shapes else one
            for one in self.column_list
        ]  # fmt: skip
        if self.column_list != before:
            self.arrange_columns()

    @property
    def lead(self) -> int:
        """The cells before the first column: the cursor's sign, and that of a marked row."""
        return 2 if self.markable else 1

    def layout_for(self, width: int) -> Layout:
        """Where the columns stand in a sheet of this width; the last cell is the scrollbar's."""
        if self._laid is None or self._laid.width != width - 1:
            self._left = tightened(self.column_list, width - 1, self._left, self.lead)
            self._laid = lay_out(self.column_list, width - 1, self._left, self.lead)
            self._left = self._laid.before
        return self._laid

    @property
    def layout_now(self) -> Layout:
        """Where the columns stand now."""
        return self.layout_for(self.size.width)

    def arrange_columns(self) -> None:
        """Place the columns anew."""
        self._laid = None
        self._follow_column()
        self.heading.refresh(layout=True)
        self.body.forget_pointer()
        self.body.refresh()

    def scroll_columns(self, step: int) -> None:
        """Pass by one moving column more or less."""
        before = self.layout_now
        if step > 0 and not before.after:
            return
        self._set_left(self._left + step)

    def _set_left(self, left: int) -> None:
        left = max(0, left)
        if left != self._left:
            self._left = left
            self._laid = lay_out(self.column_list, self.size.width - 1, left, self.lead)
            self._left = self._laid.before
            self.heading.refresh(layout=True)
            self.body.refresh()

    def _follow_column(self) -> None:
        columns, width = tuple(self.column_list), self.size.width
        asked = columns, width, self._left, self.column_index, self.lead
        if not columns or width < 2 or asked == self._followed:  # a step to another row
            return
        self._set_left(left_for(columns, width - 1, *asked[2:]))
        self._followed = columns, width, self._left, self.column_index, self.lead
