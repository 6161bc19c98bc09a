"""Someone else saved meanwhile: cell by cell, keep mine or take theirs."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.log.files.formula import guarded
from db.rules.local_time import instant_text
from db.values import clean
from screens.dialog import DialogScreen
from screens.staff.setup.draft import Place
from screens.staff.setup.merge import WEB_CHOICE, WHOLE_ROW, CellChange, Merge
from widgets.forms.dialog import CANCEL, OK, Button, DialogFrame
from widgets.sheet.listed import Listed
from widgets.sheet.messages import CellEdited, CellRefused, CursorMoved
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Cell, Column, Row, RowKey

MINE = Button("mine", "Alla mina", "Behåller allt ditt.")
THEIRS = Button("theirs", "Alla deras", "Tar allt som de andra har sparat.")

_COLUMNS = (
    Column("mine", "Behåll\nmitt", "tick", 6, editable=True, fixed=True),
    Column("row", "Rad", width=13),
    Column("column", "Kolumn", width=14),
    Column("my_text", "Mitt", width=12),
    Column("their_text", "Deras", width=12),
    Column("who", "Sparat av", width=13),
    Column("when", "När", width=16),
    Column("base", "Tidigare", width=16),
)
_AROUND = 11
"""The lines of the dialog that are no cells."""

_TAKEN = "Bara de andra har ändrat cellen, så deras gäller."
_GONE = "(raden är borta)"
_EMPTY = "(tom)"


class _Choosing(Sheet):
    """What is chosen stands out."""

    guard = staticmethod(guarded)

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sheet--role-chosen", "sheet--role-left"}
    DEFAULT_CSS = """
    _Choosing {
        .sheet--role-chosen { color: $figure; text-style: bold; }
        .sheet--role-left { color: $foreground-quiet; }
    }
    """


class _Changes(Listed[int]):
    """The cells, those to decide first; each is called by its place."""

    def __init__(self, met: Merge[Any]) -> None:
        self.met = met
        self.changes: Sequence[CellChange] = (*met.clashes, *met.news)
        self.kept = {change.cell for change in met.clashes}
        super().__init__(range(len(self.changes)))

    def key(self, at: int) -> RowKey:
        """Its place."""
        return at

    def is_open(self, at: int) -> bool:
        """Whether there is something to choose."""
        return at < len(self.met.clashes)

    def name_of(self, change: CellChange) -> str:
        """What the row is called."""
        line = self.met.mine.lines.get(change.key)
        name = line.now.name or (line.base.name if line.base is not None else "") if line else ""
        return clean(name) or "(tom rad)"

    def row(self, at: int) -> Row:
        """What each has written, and whose stands."""
        change = self.changes[at]
        mine, is_open = change.cell in self.kept, self.is_open(at)
        tip = "" if is_open else _TAKEN
        chosen, left = "chosen", "left"
        when = instant_text(change.when) if change.when is not None else ""
        return Row(
            at,
            (
                Cell(on=mine, state="" if is_open else "greyed", tip=tip),
                Cell(self.name_of(change), tip=tip),
                Cell(change.label, tip=tip),
                Cell(change.mine or _EMPTY, role=chosen if mine else left, tip=tip),
                Cell(theirs_of(change), role=left if mine else chosen, tip=tip),
                Cell(change.who, tip=tip),
                Cell(when, tip=tip),
                Cell(change.base or _EMPTY, role=left, tip=tip),
            ),
        )


def theirs_of(change: CellChange) -> str:
    """What is in the book now."""
    return change.theirs or (_GONE if change.field == WHOLE_ROW else _EMPTY)


class ConflictsDialog(DialogScreen[frozenset[Place]]):
    """Gives the cells in which mine is kept, or None when nothing is to be saved."""

    BUTTONS = (OK, CANCEL, MINE, THEIRS)
    AUTO_FOCUS = "Sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", "Mitt eller deras", show=False),
    ]
    DEFAULT_CSS = """
    ConflictsDialog DialogFrame { max-width: 116; height: 100%; }
    ConflictsDialog #about { height: auto; }
    ConflictsDialog #cell { height: 2; color: $foreground-quiet; }
    ConflictsDialog.-low #about { display: none; }
    ConflictsDialog.-low #cell { display: none; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]

    def __init__(self, page: str, met: Merge[Any]) -> None:
        super().__init__(f"{page}: någon annan har sparat")
        self._changes = _Changes(met)

    def compose(self) -> ComposeResult:
        """The cells straight in the frame: the grid scrolls by itself."""
        with DialogFrame(clean(self.title_text), self.BUTTONS):
            yield Static(Content(self._about()), id="about")
            yield _Choosing(_COLUMNS, self._changes, markable=False, without=("space", "choose"))
            yield Static(id="cell")

    def _about(self) -> str:
        met = self._changes.met
        count = len(met.clashes)
        said = (
            "Inget av ditt krockar; deras ändringar tas med." if not count
            else "En cell har ni båda ändrat." if count == 1
            else f"{count} celler har ni båda ändrat."
        )  # fmt: skip
        if count:
            said += " Bockad: ditt behålls. Obockad: deras gäller."
        if any(one.field == WEB_CHOICE for one in met.clashes):
            said += " Dölj och webbens tre bockar är ett val."
        if met.moved:
            said += " Den tomma raden är upptagen; din blir en ny rad."
        return said

    def on_mount(self) -> None:
        """Say which keys work, and take no more room than the cells need."""
        self.frame.styles.max_height = max(14, self._changes.count() + _AROUND)
        self.frame.border_subtitle = Content("Mellanslag mitt/deras · Enter OK · Esc Avbryt")

    @property
    def _sheet(self) -> Sheet:
        return self.query_one(Sheet)

    def action_switch(self) -> None:
        """Keep mine, or take theirs, in the cell under the cursor."""
        at = self._sheet.cursor_row
        if at is not None:
            self._toggle(int(at))

    def _toggle(self, at: int) -> None:
        if self._changes.is_open(at):
            self._changes.kept ^= {self._changes.changes[at].cell}
            self._sheet.refresh_rows([at])
            self._say(at)
        else:
            self.frame.say(_TAKEN)

    def on_sheet_cell_edited(self, message: CellEdited) -> None:
        """A tick was clicked."""
        message.stop()
        self._toggle(int(message.row))

    def on_sheet_cell_refused(self, message: CellRefused) -> None:
        """Say why."""
        message.stop()
        self.frame.say(message.why or "Välj med mellanslag.")

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Say it all at length."""
        message.stop()
        self.frame.say("")
        self._say(int(message.row))

    def _say(self, at: int) -> None:
        changes = self._changes
        change = changes.changes[at]
        who = change.who or "Någon annan"
        when = f" {instant_text(change.when)}" if change.when is not None else ""
        outcome = "Ditt behålls." if change.cell in changes.kept else "Deras gäller."
        said = (
            f"{changes.name_of(change)}, {change.label}: var {change.base or _EMPTY}, "
            f"du har {change.mine or _EMPTY}, {who} sparade {theirs_of(change)}{when}. {outcome}"
        )
        self.query_one("#cell", Static).update(Content(clean(said)))

    def pressed(self, name: str) -> None:
        """Choose in all cells at once, or go on."""
        changes = self._changes
        if name in (MINE.name, THEIRS.name):
            keep = name == MINE.name
            changes.kept = {one.cell for one in changes.met.clashes} if keep else set()
            self._sheet.reload()
            if (at := self._sheet.cursor_row) is not None:
                self._say(int(at))
        else:
            self.accept()

    def accept(self) -> None:
        """What was chosen."""
        self.close_with(frozenset(self._changes.kept))
