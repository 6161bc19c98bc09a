"""Tidstyper: the grid of the unit's time types, and what 1177 makes of it (R4-R24, R56-R60)."""

from collections.abc import Sequence
from functools import cache
from typing import ClassVar

from textual.content import Content

from db import clock
from db.clock import Mode
from db.mirror.offered import Types
from db.permissions import SCHEDULERS
from db.remedies.summary import Which
from db.rules.local_time import time_text
from db.rules.names.time_types import ordering_reminder
from db.rules.names.type_columns import COLUMNS, FIELD_LABELS, TICKS, TypeColumn
from db.rules.sources import source_words
from db.setup import clinics, publication
from db.texts import COLOURS
from db.values import TimeType
from screens.commands import MIRROR, PUBLISH, UNDO, Command
from screens.dialog_page import WHY_KEY
from screens.session import Session
from screens.staff.setup.draft_page import DRAFT_COMMANDS, NEW, NOT_SAVED, DraftPage
from screens.staff.setup.time_type_draft import TYPE_ROWS, TimeTypeDraft
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.sheet.messages import CursorMoved
from widgets.sheet.values import Column, Option

COLOURS_BUTTON = Button("colours", "Färger...", "Väljer tidstypens färg i kalendern.")
CLEAR = Button("clear", "Rensa", "Tömmer en rad som inte ska användas mer.")

_TO_READ = 15
"""Seconds that a reminder stands."""

NAME_CELLS = 18
_LEAST_NAME, _MOST_NAME = 16, 34
_WIDE = 118
"""A sheet of this many cells has room for the whole headings and all ticks."""
_TICKS = 86
"""The cells that whole headings of the ticks take there, with what stands between them."""


@cache
def columns(width: int) -> tuple[Column, ...]:
    """The columns in a sheet of this width; ``tip`` is the heading letter for letter."""
    return tuple(_column(column, width) for column in COLUMNS.values())


def _column(column: TypeColumn, width: int) -> Column:
    room = max(_LEAST_NAME, min((width - _TICKS) // 2, _MOST_NAME))
    cells, title = room if width >= _WIDE else NAME_CELLS, column.label
    if column.heading:
        title = column.heading if width >= _WIDE else column.short or column.heading
        cells = (column.width if width >= _WIDE else column.narrow) or _widest(title)
    choices = TimeTypeDraft.CHOICES.get(column.field, {})
    options = tuple(Option(value, label) for value, label in choices.items())
    made = Column(
        column.field, title, column.kind, cells,
        fixed=not column.heading, editable=True, options=options, tip=column.label,
    )  # fmt: skip
    bound = TimeTypeDraft.TEXTS.get(column.field)
    return made if bound is None else made._replace(max_length=bound)


def _widest(title: str) -> int:
    return max(map(len, title.split("\n")))


class TimeTypesPage(DraftPage[TimeTypeDraft]):
    """The dialog Tidstyper; what 1177 makes of it stands beside it at first."""

    PAGE_NAME = "Tidstyper"
    TITLE_TEXT = "Tidstyper"
    EMPTY = (
        "Inga tidstyper än. Lägg upp den första: tryck Insert, eller Ny....",
        "Inga tidstyper än. En schemaläggare lägger upp dem.",
    )
    LOCKED_MARK = ("name", "IT")
    BUTTONS = (OK, CANCEL, NEW, COLOURS_BUTTON, CLEAR)
    HELP = (
        "Varje rad är en tidstyp. Bockarna säger vad personalen och invånaren kan göra med"
        " tiderna; F7 visar vad varje kolumn gör, för dem båda, med guidens sida. Inget når"
        " boken före OK. Den tomma raden överst är fri att använda."
    )
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("space", "Bocka i/ur", "Bockar i eller ur cellen.", key="space"),
        Command(
            "edit", "Ändra", "Ändrar cellen; det går också att bara skriva.",
            key="f2", menu="Inställningar",
        ),
        UNDO,
        MIRROR,
        Command(
            "why", "Varför?",
            "Säger varför cellen är som den är, vad som hindrar tidstypen och vad som kan göras.",
            key=f"{WHY_KEY},f4", menu="1177",
        ),
        Command(
            "summarize", "Vad syns inte?...",
            "Räknar tidstypens lediga tider som varje regel håller borta, och visar dem.",
            key="shift+f5", footer=False, menu="1177",
        ),
        PUBLISH._replace(footer=True),
        *DRAFT_COMMANDS,
        Command(
            "colours", "Färger...", "Väljer tidstypens färg i kalendern.",
            footer=False, roles=SCHEDULERS,
        ),
        Command(
            "clear", "Rensa", "Tömmer en rad som inte ska användas mer.",
            footer=False, roles=SCHEDULERS,
        ),
        Command(
            "column_help", "Kolumnerna", "Visar vad varje kolumn gör för personal och invånare.",
            key="f7", footer=False, menu="Hjälp",
        ),
    )  # fmt: skip
    MIRROR_AT_FIRST = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, TYPE_ROWS)

    # --- the grid -----------------------------------------------------------------------------

    def columns_for(self, width: int) -> tuple[Column, ...]:
        """Those of ``COLUMNS``."""
        return columns(width)

    def look_at_writing(self, key: str, field: str, text: str) -> bool:
        """Say what there is to say about the text, before it stands in the cell."""
        draft = self.draft
        if draft is None or key not in draft.lines or field not in TimeTypeDraft.TEXTS:
            return False
        edit = self.attempt(lambda: draft.text(key, field, text))
        if edit is not None:
            self.tell(edit.said, edit.items)
        return edit is not None

    def about(self, field: str) -> Content:
        """The whole heading, and what the column does for staff and for the citizen."""
        if field not in COLUMNS:
            return Content("")
        column = COLUMNS[field]
        text = column.staff
        if self.room >= 110 or self.has_class("-taller"):
            text += f" Invånaren: {column.citizen[0].lower()}{column.citizen[1:]}"
        else:  # there is room for two lines: the rest stands in F7
            text = f"{text.partition('. ')[0].rstrip('.')}."
        return Content.assemble((f"{column.label}: ", "bold"), text)

    def has_saved(self, saved: Sequence[tuple[TimeType, TimeType | None]]) -> None:
        """How many, when 1177 is told, and what those saved need from others."""
        count = len(saved)
        text = "En tidstyp är sparad." if count == 1 else f"{count} tidstyper är sparade."
        with self.session.book.read() as reader:
            seen = clock.state(reader)
            delay = clinics.load(reader, self.session.clinic).delay_min
            waits = bool(publication.pending(reader, self.session.clinic, seen.now))
        if waits:
            text += f" 1177 får veta kl. {time_text(seen.now + delay * 60)}"
            stands = seen.mode is Mode.PAUSED
            text += ", men klockan står still: F8 publicerar nu." if stands else "."
        self.notify(text, markup=False)
        if to_order := ordering_reminder(saved):
            self.notify(to_order, markup=False, timeout=_TO_READ)

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """On a tick, show as many of the ticks as there is room for: they bear on each other."""
        if message.column in TICKS:
            self.sheet.scroll_columns(-len(FIELD_LABELS))
            self.sheet.show_cursor()

    # --- buttons and commands -----------------------------------------------------------------

    def action_clear(self) -> None:
        """Rensa: empty the row under the cursor (R24)."""
        if self.sheet.finish_edit():
            self.sheet.call_later(self._clear)

    def _clear(self) -> None:
        key = self.sheet.cursor_row
        if key is not None:
            self.edit(lambda draft: draft.clear(str(key)))

    def action_colours(self) -> None:
        """Färger...: the colour of the type under the cursor."""
        if self.sheet.finish_edit():
            self.sheet.call_later(self._colours)

    def _colours(self) -> None:
        from screens.staff.setup.colours import ColoursDialog

        row, draft = self.sheet.cursor_row, self.draft
        if row is None or draft is None or not self.is_active:
            return
        key = str(row)
        state, why = draft.barred(key, "colour")
        if state:
            self.say(why, fault=True)
            return

        def choose(colour: str) -> None:
            now = self.draft  # it may have been read anew since the list was opened
            if now is not None and now.position(key) is not None:
                edit = self.edit(lambda draft: draft.choice(key, "colour", colour))
                if edit is not None and not edit.said.text:
                    self.say(f"Färg: {COLOURS[colour]}.")

        kind = draft.item(key)
        self.ask(ColoursDialog(kind.name, kind.colour), choose)

    def action_why(self) -> None:
        """Say why the cell is as it is, and what keeps the row's tidstyp off 1177."""
        from screens.staff.shared.asking import ask_of_type
        from screens.staff.shared.why_dialog import told_plainly

        row, draft = self.sheet.cursor_row, self.draft
        if row is None or draft is None:
            return
        text, items = self._why_cell(draft, str(row))
        self.say(text, items)
        stored = self._stored
        if stored is None or stored.id is None:
            self.say(" ".join(filter(None, (text, NOT_SAVED))), items)
            return
        cell = (told_plainly(self.note),) if self.note else ()
        ask_of_type(self, stored.id, stored.name, self._is_done, cell)

    def _is_done(self, text: str) -> None:
        """A remedy was carried out."""
        self.reload()
        self.say(text)

    @property
    def _stored(self) -> TimeType | None:
        """The row's tidstyp as the book has it; None where 1177 can know nothing of it."""
        draft, row = self.draft, self.sheet.cursor_row
        stored = None if draft is None or row is None else draft.lines[str(row)].base
        if stored is None or draft is None or draft.is_blank(stored):
            return None
        return stored

    def _why_cell(self, draft: TimeTypeDraft, key: str) -> tuple[str, list[str]]:
        """Why a cell is as it is, and what that is about."""
        field = self.sheet.cursor_column
        cell = draft.cells(key)[field]
        problems = draft.problems_of(key, field)
        column = COLUMNS.get(field)
        texts = [draft.facts.tick(draft.item(key), field)] if field in TICKS else []
        sources = ""
        if cell.tip:
            # Of a greyed tick the rule that greys it says all there is to say.
            texts = [] if cell.state == "greyed" else texts
            sources = "; ".join(dict.fromkeys(problem.verdict.source for problem in problems))
            texts.append(cell.tip.replace("\n", " "))
        elif column is not None:
            texts, sources = texts or [f"{column.label}. {column.citizen}"], column.source
        items = [item for problem in problems for item in problem.items]
        if sources:
            texts.append(f"({source_words(sources)})")
        return " ".join(filter(None, texts)), items

    def action_summarize(self) -> None:
        """Vad syns inte?: of the row's tidstyp, and of the whole unit."""
        from screens.staff.shared.errands import summarize
        from screens.staff.shared.summary_dialog import UNIT, Scope

        stored = self._stored
        mine = () if stored is None else (Scope(stored.name, Which(stored.id)),)
        summarize(self, (*mine, UNIT))

    def action_column_help(self) -> None:
        """What each column does."""
        from screens.staff.setup.column_help import ColumnHelpDialog

        self.app.push_screen(ColumnHelpDialog(self.sheet.cursor_column))

    # --- 1177 ---------------------------------------------------------------------------------

    def mirrored(self) -> Types:
        """The unit's types, and what OK would change of them."""
        draft = self.draft
        return Types(tuple(draft.edited()) if draft is not None else ())

    def lead_to(self, kind: str, key: int) -> None:
        """To the row of a type."""
        if kind != "type":
            super().lead_to(kind, key)
            return
        self.beside.back()
        self.set_focus(self.sheet, scroll_visible=False)
        self.stand_on(key, self.sheet.cursor_column)

    def say_published(self, text: str) -> None:
        """Also that what is on the page alone is not among it."""
        unsaved = " Det som inte är sparat med OK är inte med." if self.unsaved() else ""
        super().say_published(text + unsaved)
