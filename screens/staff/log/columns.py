"""The columns of Logg för webbtidbok, how a row fills them, and their sheet (R46-R48, R50)."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

from db.log.entry import DECISION_LABELS, GREEN, HEADINGS, RED, LogEntry, cells
from db.log.view import COLUMN_KEYS
from db.rules.changes.comments import words_first
from db.values import ReviewDecision
from screens.dialog_page import PageSheet
from screens.session import read_choices
from screens.settings_file import update
from widgets.grid_view import GridMessage
from widgets.sheet.layout import order_of
from widgets.sheet.messages import ColumnsReset, CursorMoved
from widgets.sheet.values import Cell, Column, Row, RowKey, Source

LATE_SIGN: Final = "⚑"
BEFORE, AFTER, LATE, DECIDED, QUIET = "before", "after", "late", "decided", "quiet"
"""The roles: the red ground, the green one, what is late, what was decided on, and the rest."""

UNCHANGED_GROUP, BEFORE_GROUP, AFTER_GROUP = "Oförändrat", "− Före", "+ Efter"
"""The groups; their signs tell the grounds apart without colour."""
REVIEW_GROUP: Final = "Vår granskning"
"""Kvar and Bedömning: the program's own, which AsynjaVisph's log does not have."""

LEFT, DECISION = "left", "decision"
"""Our own two columns: Kvar and Bedömning."""

_WIDE: Final = 110
"""A sheet of this many cells has room for whole words in Bedömning, and for longer names."""
_ROOMY: Final = 84
"""With fewer cells Remiss is folded: else Pat. pnr, by which one tells people, would be cut."""
_OWN_AFTER: Final = "changed_at"
_SHORT_DECISIONS: Final = {
    ReviewDecision.BILL: "Fakt.",
    ReviewDecision.EXEMPT: "Und.",
    ReviewDecision.CHECKED: "Kontr",
}
_DECISION_TIP: Final = "Bedömning"


class _Shape(NamedTuple):
    """How wide a column is in a narrow and in a wide sheet, and where its heading is broken."""

    narrow: int
    wide: int
    title: str = ""


_SHAPES: Final = {
    "status": _Shape(8, 8),
    "changed_at": _Shape(16, 16),
    "referral": _Shape(6, 6),
    "patient": _Shape(16, 17),
    "pnr": _Shape(13, 13),
    "interpreter": _Shape(4, 4),
    "old_day": _Shape(11, 11, "Tidigare\nbesöksdatum"),
    "old_time": _Shape(8, 8, "Tidigare\nstarttid"),
    "old_type": _Shape(14, 18, "Tidigare\ntidstyp"),
    "old_resource": _Shape(14, 18, "Tidigare\nresurs"),
    "old_comment": _Shape(24, 30, "Tidigare pat.\nkommentar"),
    "new_day": _Shape(11, 11, "Nytt\nbesöksdatum"),
    "new_time": _Shape(8, 8, "Ny\nstarttid"),
    "new_type": _Shape(14, 18, "Ny\ntidstyp"),
    "new_resource": _Shape(14, 18, "Ny\nresurs"),
    "new_comment": _Shape(24, 30, "Ny pat.\nkommentar"),
}
_COMMENTS: Final = frozenset({"old_comment", "new_comment"})


def is_wide(width: int) -> bool:
    """Whether a sheet of this width says Bedömning in whole words."""
    return width >= _WIDE


@cache
def columns(width: int) -> tuple[Column, ...]:
    """The guide's sixteen columns in its order, with ours beside Ändrad datum."""
    made: list[Column] = []
    for key, heading in zip(COLUMN_KEYS, HEADINGS, strict=False):
        column = _column(key, heading, wide=is_wide(width))
        made.append(column._replace(folded=column.folded or (key == "referral" and width < _ROOMY)))
        if key == _OWN_AFTER:
            made += _own(wide=is_wide(width))
    return tuple(made)


def _column(key: str, heading: str, *, wide: bool) -> Column:
    shape = _SHAPES[key]
    group, role = UNCHANGED_GROUP, ""
    if heading in RED:
        group, role = BEFORE_GROUP, BEFORE
    elif heading in GREEN:
        group, role = AFTER_GROUP, AFTER
    return Column(
        key, shape.title or heading, width=shape.wide if wide else shape.narrow, group=group,
        fixed=key in ("status", _OWN_AFTER), folded=key in _COMMENTS, sortable=True,
        tip=heading, role=role, brief=words_first if key in _COMMENTS else None,
    )  # fmt: skip


def _own(*, wide: bool) -> tuple[Column, Column]:
    left = Column(
        LEFT, "Kvar", width=9, group=REVIEW_GROUP, fixed=True, sortable=True, right=True,
        tip="Kvar till besöket",
    )  # fmt: skip
    title, cells_wide = (_DECISION_TIP, 12) if wide else ("Bed.", 5)
    decision = Column(
        DECISION, title, width=cells_wide, group=REVIEW_GROUP, fixed=True, sortable=True,
        tip=_DECISION_TIP,
    )  # fmt: skip
    return left, decision


KEYS: Final = tuple(column.key for column in columns(0))
"""The columns in the guide's order, with ours among them."""


def arranged(made: Sequence[Column], order: Sequence[str]) -> list[Column]:
    """The columns in the user's own order; those that it does not name come last."""
    places = {key: place for place, key in enumerate(order)}
    return sorted(made, key=lambda column: places.get(column.key, len(places)))


def row_of(entry: LogEntry, *, wide: bool, keys: Sequence[str] = KEYS) -> Row:
    """A row of the sheet; its key is the row's number in the book.

    Args:
        entry: the row.
        wide: whether Bedömning has room for whole words.
        keys: the columns in their order.
    """
    first, second, *rest = (Cell(text) for text in cells(entry))
    cells_of_it = (first, second, _left(entry), _decision(entry, wide=wide), *rest)
    if keys != KEYS:
        cell_of = dict(zip(KEYS, cells_of_it, strict=True))
        cells_of_it = tuple(cell_of[key] for key in keys)
    return Row(entry.seq, cells_of_it, shown=entry)


def _left(entry: LogEntry) -> Cell:
    text = entry.left_text
    if not text:
        return Cell(role=QUIET)
    tip = " ".join(text for text in (entry.late.text, entry.chain_note) if text)
    if entry.late.late:
        role = LATE if entry.decision is None else ""
        return Cell(f"{LATE_SIGN} {text}", role=role, tip=tip)
    if entry.chain_note:  # in time itself, but an earlier change of the visit was not
        return Cell(f"! {text}", tip=tip)
    return Cell(text, role=QUIET, tip=tip)


def _decision(entry: LogEntry, *, wide: bool) -> Cell:
    if entry.decision is None:
        return Cell()
    whole = DECISION_LABELS[entry.decision]
    text = whole if wide else _SHORT_DECISIONS[entry.decision]
    return Cell(text, role=DECIDED, tip="" if wide else whole)


def _known(keys: Sequence[str]) -> tuple[str, ...]:
    """An order of all columns with these first; none when none of them is known."""
    first = [key for key in dict.fromkeys(keys) if key in KEYS]
    return (*first, *(key for key in KEYS if key not in first)) if first else ()


WITHOUT: Final = ("choose", "menu", "search", "find", "unfold", "columns")
"""What the sheet leaves to the page."""


class LogSheet(PageSheet):
    """The rows, on their white, red and green grounds.

    Args:
        source: of the rows.
        moved: is called with the row, at a move of the cursor: straight, so that both the sheet
            and what stands below it are painted in one frame.
        arranged: is called with the columns' keys in their order, before rows are read.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"sheet--role-{role}" for role in (BEFORE, AFTER, LATE, DECIDED, QUIET)
    }
    DEFAULT_CSS = """
    LogSheet {
        .sheet--role-before { background: $ground-before; }
        .sheet--role-after { background: $ground-after; }
        .sheet--role-late { color: $attention; text-style: bold; }
        .sheet--role-decided { color: $figure; text-style: bold; }
        .sheet--role-quiet { color: $foreground-quiet; }
    }
    """

    def __init__(
        self,
        source: Source,
        moved: Callable[[RowKey], None],
        arranged: Callable[[tuple[str, ...]], None],
    ) -> None:
        super().__init__(columns(0), source, read_only=True, without=WITHOUT)
        self._moved, self._arranged = moved, arranged
        self._given: Sequence[Column] = columns(0)
        self._order_line = ""
        self._order_path: Path | None = None
        self.order: tuple[str, ...] = ()
        """The user's own order of the columns; empty for the guide's."""

    # --- the columns --------------------------------------------------------------------------

    def remember(self, name: str, path: Path | None) -> None:
        """Have the widths, folds and order that the user once gave the columns."""
        self._order_line, self._order_path = f"column.{name}.order", path
        kept = read_choices(path).get(self._order_line, "") if path else ""
        self.order = _known(kept.split(","))
        self.set_columns(self._given)
        super().remember(name, path)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns, in the user's own order."""
        self._given = columns
        super().set_columns(arranged(columns, self.order))
        self._arranged(tuple(column.key for column in self.columns))

    def on_sheet_columns_reset(self, message: ColumnsReset) -> None:
        """Forget the order, too: its line goes with those of the widths."""
        super().on_sheet_columns_reset(message)
        self._use(())

    def _use(self, order: tuple[str, ...]) -> None:
        """Have another order, with the cursor on the column that has it."""
        key = self.cursor_column
        self.order = order
        self.set_columns(self._given)
        self.reload()
        self.model.column_index = self.model.column_place(key) or 0
        self.show_cursor()

    def move_left(self) -> None:
        """Let the column change places with the one to its left."""
        self._move(-1)

    def move_right(self) -> None:
        """Let it change places with the one to its right."""
        self._move(1)

    def _move(self, step: int) -> None:
        shown = order_of(self.columns)
        at = shown.index(self.model.column_index)
        other = at + step
        # Those that stay in sight stay beside each other.
        if not 0 <= other < len(shown) or (
            self.columns[shown[at]].fixed != self.columns[shown[other]].fixed
        ):
            self.app.bell()
            return
        shown[at], shown[other] = shown[other], shown[at]
        self._use(tuple(self.columns[place].key for place in shown))
        self._keep_order()

    def _keep_order(self) -> None:
        if self._order_path is not None:
            lines = {self._order_line: ",".join(self.order)}
            write = partial(update, self._order_path, lines)
            self.run_worker(write, thread=True, group="columns", exit_on_error=False)

    @property
    def folded(self) -> tuple[str, ...]:
        """The columns that are folded."""
        return tuple(column.key for column in self.columns if column.folded)

    def look(self, order: Sequence[str], folded: Sequence[str]) -> None:
        """Have another order and other folds."""
        self._use(_known(order))
        self._keep_order()
        for place, column in enumerate(self.columns):
            self.column_acts.set_folded(place, column.key in folded)

    def show_order(self, column: str, *, descending: bool) -> None:
        """Say in the heading by which column the rows are sorted."""
        self.model.sorting = (column, descending) if column else None
        self.heading.refresh()

    def tell(self, message: GridMessage) -> None:
        """Post a message; a move of the cursor goes straight to the page."""
        if isinstance(message, CursorMoved):
            self._moved(message.row)
        else:
            super().tell(message)

    @property
    def entry(self) -> LogEntry | None:
        """The row under the cursor, as it is drawn."""
        shown = None if self.here is None else self.here[0].shown
        return shown if isinstance(shown, LogEntry) else None

    @property
    def cells_shown(self) -> dict[str, int]:
        """The cells that each column has which shows its text."""
        columns = self.model.columns
        placed = ((columns[one.place], one.width) for one in self.model.layout.placed)
        return {column.key: width for column, width in placed if not column.folded}

    @property
    def chosen(self) -> tuple[int, ...]:
        """The rows to decide on: the marked ones, or the one under the cursor."""
        marked = tuple(sorted(key for key in self.marks if isinstance(key, int)))
        here = self.cursor_row
        return marked or ((here,) if isinstance(here, int) else ())
