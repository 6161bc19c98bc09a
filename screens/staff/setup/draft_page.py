"""A page in the form of a dialog around a grid that is edited as a draft.

Nothing reaches the book before OK. OK saves all or nothing and closes the page; what cannot be
saved is pointed at.
"""

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, ClassVar, Final, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from db.permissions import SCHEDULERS
from db.rules.sources import source_words
from db.values import Verdict, clean
from screens.commands import REDO, Command, holds
from screens.dialog_page import DialogPage, PageSheet, is_writing, settled
from screens.history import History
from screens.session import Session
from screens.staff.setup.draft import CHANGED, Draft, Edit, Place
from screens.staff.setup.merge import Merge
from screens.staff.setup.saving import BookRows, DraftSaving
from screens.staff.shared.writing import WritingWatch
from widgets.forms.dialog import CANCEL, OK, Button, DialogFrame
from widgets.forms.text_input import TextInput
from widgets.sheet.keys import keys_of
from widgets.sheet.listed import Listed
from widgets.sheet.messages import CellEdited, CellRefused, CursorMoved, RowChosen
from widgets.sheet.popup import OptionPopup
from widgets.sheet.values import Column, Row, RowKey

AnyDraft = TypeVar("AnyDraft", bound=Draft[Any])

WITHOUT = ("space", "edit", "menu")
"""What the sheet leaves to the page, so that it stands in the line of keys."""

NEW = Button("new_row", "Ny...", "Lägger till en tom rad.")
NOT_SAVED = "Raden är inte sparad än; 1177 vet inget om den. OK sparar."
"""What Varför says of such a row."""
_MOST_ITEMS = 3
_TALLER = 32
_AROUND, _AROUND_MORE = 10, 12
"""Lines of the screen besides the rows: bars, frame, buttons and what is said; in a tall one."""


class DraftSource(Listed[str]):
    """The rows of a draft, for a sheet.

    Args:
        columns: the fields, in the order of the sheet's columns.
        marked: the field that says in its text that its row is locked, and how.
    """

    draft: Draft[Any] | None = None

    def __init__(self, columns: Sequence[str], marked: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self._fields = tuple(columns)
        self._marked, self._mark = marked

    def show(self, draft: Draft[Any]) -> None:
        """Have the rows of a draft from now on."""
        self.draft, self.found = draft, draft.keys

    def key(self, key: str) -> RowKey:
        """Its own."""
        return key

    def position(self, key: RowKey) -> int | None:
        """The place of a row, found at once in a long list, too."""
        return self.draft.position(str(key)) if self.draft else None

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next row that holds the text, in fields that are no columns, too."""
        from_row = None if after is None else str(after)
        return self.draft.find(text, from_row, back=back) if self.draft else None

    def is_new(self, key: RowKey | None) -> bool:
        """Whether a row is not in the book yet, or stands empty in it."""
        draft = self.draft
        line = draft.lines.get(str(key)) if draft else None
        if draft is None or line is None:
            return False
        return line.base is None or bool(draft.is_blank(line.base))

    def row(self, key: str) -> Row:
        """What its cells say."""
        cells = self.draft.cells(key) if self.draft else {}
        shown = {field: cells[field] for field in self._fields}
        if self._mark and (marked := shown[self._marked]).state == "locked":
            # First, so that it stands there also where the text is cut.
            text = " · ".join(filter(None, (self._mark, marked.text)))
            shown[self._marked] = marked._replace(text=text)
        return Row(key, tuple(shown.values()))


class DraftSheet(PageSheet):
    """A grid whose edits go straight to its page, so that OK never overtakes the last one.

    Args:
        columns: as in any sheet.
        source: the draft's rows.
        edited: told of the value that the user wants in a cell, by row, column and value.
        empty: what is said where there are no rows.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--role-{CHANGED}"}
    DEFAULT_CSS = """
    DraftSheet { .sheet--role-changed { color: $figure; text-style: bold; } }
    """

    def __init__(
        self,
        columns: Sequence[Column],
        source: DraftSource,
        edited: Callable[[str, str, str | bool], object],
        empty: str,
    ) -> None:
        super().__init__(columns, source, markable=False, without=WITHOUT, empty=empty)
        self._is_new, self._edited = source.is_new, edited

    def on_sheet_cell_edited(self, message: CellEdited) -> None:
        """Tell the page."""
        message.stop()
        self._edited(str(message.row), message.column, message.value)

    def on_input_submitted(self, event: TextInput.Submitted) -> None:
        """Enter goes on in a row that is new, cell by cell; in others it goes to the next row."""
        if self._is_new(self.cursor_row) and self._goes_right():
            event.stop()
            event.prevent_default()

    def on_choice_list_chosen(self, event: OptionPopup.Chosen) -> None:
        """A value that is chosen in a new row leads on, too."""
        if self.is_editing and self._is_new(self.cursor_row):
            self.call_later(self._goes_right)

    def _goes_right(self) -> bool:
        at = self.model.column_index + 1
        return at < len(self.columns) and self.go(self.model.cursor_index, at)


DRAFT_COMMANDS: Final = (
    REDO,
    Command(
        "ok", "OK", "Sparar alla ändringar, eller ingen, och stänger.",
        key="ctrl+s", footer=False, context=False, roles=SCHEDULERS, when=holds("may_edit"),
    ),
    Command(
        "others", "Andras ändringar...",
        "Visar vad andra har sparat medan du ändrade, cell för cell, utan att spara ditt.",
        menu="Inställningar", footer=False, context=False, roles=SCHEDULERS,
        when=holds("may_edit"),
    ),
    Command(
        "new_row", "Ny...", "Lägger till en tom rad.",
        key="insert", footer=False, roles=SCHEDULERS,
    ),
)  # fmt: skip
"""What all these pages have; the page puts ``UNDO`` where it is to stand in the line of keys."""


class DraftPage(DialogPage, Generic[AnyDraft]):
    """A page whose grid is edited as a draft.

    A subclass gives the methods that are abstract here, ``TITLE_TEXT`` and ``BUTTONS``, and in its
    ``PAGE_COMMANDS`` also ``UNDO`` and ``DRAFT_COMMANDS``.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (18, "-tall"), (_TALLER, "-taller")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-wider")]
    AUTO_FOCUS = "DraftSheet"
    TITLE_TEXT: ClassVar[str] = ""
    BUTTONS: ClassVar[tuple[Button, ...]] = (OK, CANCEL, NEW)
    EMPTY: ClassVar[tuple[str, str]]
    """What is said where there are no rows: to those who may make one, and to others."""
    LOCKED_MARK: ClassVar[tuple[str, str]] = ("", "")
    """The field that says in its text that its row is locked though others are not, and how."""
    DEFAULT_CSS = """
    DraftPage #below { height: 4; padding: 0 1; }
    DraftPage #about { height: 1fr; color: $foreground-quiet; }
    DraftPage #note { dock: bottom; height: auto; max-height: 3; text-style: bold; }
    DraftPage.-taller #below { height: 6; }
    DraftPage.-short #below { height: 1fr; }
    DraftPage.-short #about { height: auto; }
    DraftPage.-short #note { dock: none; }
    DraftPage.-high #below { height: 2; }
    DraftPage.-high #about { display: none; }
    DraftPage.-high #note { max-height: 2; }
    DraftPage.-low #below { display: none; }
    """

    sheet = query_one(DraftSheet)
    writing: WritingWatch
    """Looks at what is being written in a cell; made with the grid."""

    def __init__(self, session: Session, rows: BookRows[AnyDraft]) -> None:
        super().__init__(session)
        self.saving = DraftSaving(rows, lambda: self.session, self)
        marked = self.LOCKED_MARK if self.may_edit else ("", "")
        self.source = DraftSource(self.source_fields, marked)
        self._fitted: tuple[Column, ...] = ()

    # --- what each page knows -----------------------------------------------------------------

    @abstractmethod
    def columns_for(self, width: int) -> tuple[Column, ...]:
        """The columns in a sheet of this width; their keys are the draft's fields."""

    @abstractmethod
    def about(self, field: str) -> Content:
        """What stands below the grid about the column that the cursor is in."""

    @abstractmethod
    def look_at_writing(self, key: str, field: str, text: str) -> bool:
        """Say what there is to say of a text that is being written; whether there may be any."""

    def drawn_anew(self) -> None:
        """The draft or the book has changed: draw what follows it below the grid."""

    @abstractmethod
    def has_saved(self, saved: Sequence[tuple[Any, Any]]) -> None:
        """What to say when these rows, each beside what it was, are saved; the page is closing."""

    # --- the page -----------------------------------------------------------------------------

    @property
    def draft(self) -> AnyDraft | None:
        """What is edited as it stands now; None while it cannot be read."""
        return self.saving.draft

    @property
    def history(self) -> History[AnyDraft | None]:
        """The draft's steps to undo."""
        return self.saving.history

    @property
    def source_fields(self) -> tuple[str, ...]:
        """The fields, in the order of the columns."""
        return tuple(column.key for column in self.columns_for(80))

    def commands(self) -> tuple[Command, ...]:
        """Also the grid's keys, so that the help lists them; their bindings are the grid's own."""
        return (*super().commands(), *_SHEET_COMMANDS)

    async def action_sheet_key(self, action: str) -> None:
        """Do what one of the grid's keys does."""
        self.set_focus(self.sheet, scroll_visible=False)
        await self.sheet.run_action(action)

    def body(self) -> ComposeResult:
        """The grid in its frame, and what stands beside it."""
        frame = DialogFrame(self.TITLE_TEXT, self.BUTTONS)
        columns = self.columns_for(self.room - 2)
        empty = self.EMPTY[0] if self.may_edit else self.EMPTY[1]
        sheet = DraftSheet(columns, self.source, self.edited, empty)
        sheet.remember(self.page, self.session.prefs.path)
        self.writing = WritingWatch(sheet, self.look_at_writing, self.forget_writing)
        # What was just said keeps its lines; what the column is gets the rest of the room.
        below = Container(Static(id="about"), Static(id="note"), id="below")
        for widget in (sheet, below):
            frame.compose_add_child(widget)  # as in a with statement
        yield frame

    begin_at: tuple[int, str] | None = None
    """The id of the row's thing and the column to begin in, where one is led there."""

    def on_mount(self, event: events.Mount) -> None:
        """Who may only look is not offered to save."""
        if not self.may_edit:
            for button in self.BUTTONS:
                if button is not CANCEL:
                    self.frame.enable(button.name, False)

    def reload(self) -> None:
        """The book has changed: follow it, unless that would lose what the user has changed."""
        is_first = self.draft is None
        self.saving.follow(is_writing=is_writing(self.sheet))
        if is_first and self.begin_at is not None:
            self.stand_on(*self.begin_at)
        if is_first:
            self._draw_about()

    def stand_on(self, thing: int, column: str) -> None:
        """Go to the cell of a thing that is in the book, by its id."""
        for key, line in self.draft.lines.items() if self.draft is not None else ():
            if line.base is not None and line.base.id == thing:
                self.sheet.move_to(key, column)

    def show(self, *, anew: bool = False) -> None:
        """Draw the draft that stands now; ``anew`` also where the rows are the same."""
        draft = self.draft
        if draft is None:
            return
        before = self.source.draft
        self.source.show(draft)
        if anew or before is None or before.keys != draft.keys:
            self.sheet.reload()
        else:
            self.sheet.refresh_rows(draft.keys)
        self.refresh_bindings()
        self._make_room()
        self.drawn_anew()
        self.look_beside()

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        self.call_after_refresh(self.fit_columns)

    def fit_columns(self) -> None:
        """Let the columns follow the sheet's width, but those that the user has set."""
        if not self.query(DraftSheet):  # the page was closed before its turn came
            return
        width = self.sheet.size.width
        if width and (columns := self.columns_for(width)) != self._fitted:
            self._fitted = columns
            self.sheet.scroll_columns(-len(columns))  # as far to the left as the cursor lets it
            self.sheet.set_columns(columns)
        self._make_room()

    def _make_room(self) -> None:
        around = _AROUND if self.app.size.height < _TALLER else _AROUND_MORE
        if width := self.sheet.size.width:
            self.stand_below(self.sheet, around, width)

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter goes on to the next row."""
        message.stop()
        self.sheet.action_move(1, 0)

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Say what the column is."""
        message.stop()
        self._draw_about()

    def _draw_about(self) -> None:
        self.query_one("#about", Static).update(self.about(self.sheet.cursor_column))

    def on_sheet_cell_refused(self, message: CellRefused) -> None:
        """Say why."""
        message.stop()
        self.say(message.why.replace("\n", " "), fault=True)

    # --- editing ------------------------------------------------------------------------------

    def edited(self, key: str, field: str, value: str | bool) -> None:
        """The user wants another value in a cell."""
        self.writing.is_done()
        self.edit(lambda draft: draft.set(key, field, value))

    def edit(self, change: Callable[[AnyDraft], Edit[AnyDraft]]) -> Edit[AnyDraft] | None:
        """Change the draft, and say what there is to say about it."""
        edit = self.saving.edit(change)
        if edit is not None:
            self.tell(edit.said, edit.items)
        return edit

    def forget_writing(self) -> None:
        """What was said of a text no longer holds when the writing was given up."""
        self.say("")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys went elsewhere; it may be that the writing was given up."""
        self.writing.focused(event.widget)

    def action_space(self) -> None:
        """Tick or untick."""
        self.sheet.action_space()

    def action_edit(self) -> None:
        """Edit the cell."""
        self.set_focus(self.sheet, scroll_visible=False)
        self.sheet.action_edit()

    def action_undo(self) -> None:
        """Take an edit back."""
        self._step(History.undo, "Ångrat.")

    def action_redo(self) -> None:
        """Make it again."""
        self._step(History.redo, "Gjort om.")

    def _step(self, step: Callable[[History[AnyDraft | None]], AnyDraft | None], done: str) -> None:
        if self.sheet.is_editing:
            self.sheet.cancel_edit()
            return
        before, after = self.draft, step(self.history)
        if after is before or after is None or before is None:
            return
        cell = after.first_difference(before)
        self.show()
        if cell is not None:
            self.sheet.move_to(*cell)
        self.say(done)

    def action_new_row(self) -> None:
        """An empty row on top."""
        if self.sheet.finish_edit():
            self.sheet.call_later(self._new_row)

    def _new_row(self) -> None:
        edit = self.edit(lambda draft: draft.new())
        if edit is not None and edit.key:
            self.set_focus(self.sheet, scroll_visible=False)
            self.sheet.move_to(edit.key, self.source_fields[0])

    # --- saving -------------------------------------------------------------------------------

    def unsaved(self) -> str:
        """Whether something was changed, also what is being written in a cell."""
        if self.draft is None or not (self.draft.is_changed or is_writing(self.sheet)):
            return ""
        count = len(self.draft.edited_keys)
        one, several = self.saving.rows.things
        if not count:
            return f"{self.TITLE_TEXT} är ändrad."
        return f"{one.capitalize()} är ändrad." if count == 1 else f"{count} {several} är ändrade."

    async def save(self) -> bool:
        """Save all or nothing; when not, say why and point at the cell."""
        return await self.save_once(self.sheet, self.saving.save)

    def action_others(self) -> None:
        """Look at what others have saved meanwhile."""
        if not self.is_saving and self.sheet.finish_edit():
            self.run_worker(self._look_at_others(), group="ok")

    async def _look_at_others(self) -> None:
        """The same, once the sheet has told what was written in it."""
        await settled(self.sheet)
        await settled(self)
        await self.saving.look_at_others()

    async def choose(self, met: Merge[AnyDraft]) -> Collection[Place] | None:
        """Ask whose edits are kept, cell by cell."""
        from screens.staff.setup.conflicts import ConflictsDialog

        return await self.app.push_screen_wait(ConflictsDialog(self.TITLE_TEXT, met))

    # --- saying -------------------------------------------------------------------------------

    def say(
        self, text: str, items: Iterable[str] = (), *, fault: bool = False, stays: bool = False
    ) -> None:
        """Say something in the line below the grid; empty says nothing."""
        lines = [clean(item) for item in items]
        more = len(lines) - _MOST_ITEMS
        listed = "; ".join(lines[:_MOST_ITEMS]) + (f"; och {more} till" if more > 0 else "")
        said = " ".join(filter(None, (clean(text), listed and f"({listed})")))
        super().say(said, fault=fault, stays=stays)

    def tell(self, said: Verdict, items: Iterable[str] = ()) -> None:
        """Say what a rule says, with where it stands."""
        source = f" ({source_words(said.source)})" if said.source.startswith("[") else ""
        self.say(f"{said.text}{source}" if said.text else "", items, fault=not said.passed)

    def point_at(self, cell: Place | None, text: str, items: Iterable[str] = ()) -> None:
        """Say what is wrong, and go to the cell that it is wrong in, out of the column's shadow."""
        self.beside.back()
        if cell is not None:
            self.set_focus(self.sheet, scroll_visible=False)
            self.sheet.move_to(*cell)
            self._draw_about()
        self.say(text, items, fault=True)


_MARKS: Final = ("mark", "mark_all", "extend", "extend_page")
_SHEET_COMMANDS: Final = tuple(
    Command(
        f"sheet_key({key.action!r})", key.label, key.tip,
        key=key.keys, footer=False, context=False,
    )
    for key in keys_of(read_only=False, without=frozenset({*WITHOUT, *_MARKS, "sort"}))
)  # fmt: skip
