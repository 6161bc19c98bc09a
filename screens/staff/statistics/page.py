"""Statistik: bookings, rebookings, cancellations and the late share of the log, as bars."""

from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from db import clock
from db.errors import BookError
from db.log import statistics
from db.log.statistics import Stamp, Statistics
from db.rules.local_time import day_text
from db.rules.log.statistics import BY_LABELS, By, search_of
from db.setup import clinics
from db.values import Day, clean, count_text
from screens.commands import Command, holds
from screens.dialog_page import DialogPage
from screens.session import Session
from screens.staff.log.beside import go, push
from screens.staff.log.search_text import number
from screens.staff.statistics.counting import Counted, Question, StatisticsWork
from screens.staff.statistics.rows import GIVEN_UP, bar_legend, heading, lines, rows, total
from widgets.bars.tab_line import TabLine
from widgets.figures.bar_layout import BarRow
from widgets.figures.bar_table import BarBody, BarTable
from widgets.forms.dialog import DialogFrame
from widgets.forms.options import Option
from widgets.forms.progress_line import ProgressLine
from widgets.forms.text_input import TextInput
from widgets.note_line import FAULT

MENU: Final = "Bokning och väntelista"
TITLE: Final = "Statistik"
NO_ROWS: Final = "Inga ändringar från 1177 finns i loggen ännu."
NONE_THEN: Final = "Inga ändringar under perioden. a visar hela loggen."
GAVE_UP: Final = "Räkningen avbröts. r räknar igen."
_COUNTING: Final = "Räknar …"
_LOOK_SECONDS: Final = 0.1
_FIELDS: Final = ("first_day", "last_day")
_NOTHING: Final = BarRow("", "", ())


class StatisticsPage(DialogPage):
    """Bokning och väntelista › Statistik: a table that follows the log.

    Args:
        session: who has which book open.
        file: the name of an imported log; the unit's own when empty.
    """

    PAGE_NAME = TITLE
    HELP = (
        "Räknar ändringarna i Logg för webbtidbok under en period, efter dag, vecka, månad, tidstyp"
        " eller resurs. Stapeln är alla ändringar; det tjocka i den är sena om- och avbokningar,"
        " färre än 24 timmar före besöket. Andel sena: hur stor del av om- och avbokningarna som"
        " var sena. Dagar utan ändringar efter varandra är en rad."
        " En bokning räknas på den nya tidens typ och resurs, en om- eller avbokning på den"
        " tidigare. Enter öppnar raderna i loggen."
    )
    PAGE_COMMANDS = (
        Command(
            "open_rows", "Visa raderna", "Öppnar raderna bakom i Logg för webbtidbok.",
            key="enter", menu=MENU, when=holds("row"),
        ),
        Command(
            "open_late", "Visa sena", "Öppnar bara de sena av raderna i loggen.",
            key="n", menu=MENU, when=holds("row", "row.part"),
        ),
        Command(
            "ask_period", "Period", "Går till Från; Enter räknar perioden.",
            key="p", context=False,
        ),
        Command(
            "show_recent", "4 veckor", "Räknar de senaste fyra veckorna.",
            key="v", context=False,
        ),
        Command(
            "show_all", "Hela loggen", "Räknar från loggens första dag till dess sista.",
            key="a", context=False, when=holds("has_period"),
        ),
        Command(
            "choose_log", "Välj logg...", "Räknar enhetens egen logg eller en inläst.",
            key="o", menu="Arkiv", context=False,
        ),
        Command(
            "open_log", "Loggen", "Visar Logg för webbtidbok; Enter bara raderna bakom.",
            key="l", context=False,
        ),
        Command(
            "count_again", "Räkna om", "Räknar igen efter att det avbröts.",
            key="r", footer=False, context=False, when=holds("gave_up"),
        ),
        *(
            Command(
                f"show_by('{by}')", f"Per {BY_LABELS[by].casefold()}", "Räknar efter det.",
                key=str(n), footer=False, context=False,
            )
            for n, by in enumerate(By, 1)
        ),
    )  # fmt: skip
    AUTO_FOCUS = "BarBody"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]
    DEFAULT_CSS = """
    StatisticsPage #dialog-foot { display: none; }
    StatisticsPage #period { height: 1; }
    StatisticsPage .label { width: auto; margin: 0 1; }
    StatisticsPage TextInput { width: 14; margin-right: 1; }
    StatisticsPage #said { width: 1fr; color: $foreground-quiet; }
    StatisticsPage #below { height: 1; padding: 0 1; }
    StatisticsPage #note { text-style: bold; }
    StatisticsPage.-high BarTable { margin-top: 1; }
    StatisticsPage.-low #below { display: none; }
    StatisticsPage.-low #period { display: none; }
    """

    def __init__(self, session: Session, file: str = "") -> None:
        super().__init__(session)
        self.asked = Question(file=file)
        self.found: Statistics | None = None
        self.gave_up = False
        self.work = StatisticsWork(self, lambda: self.session)
        self._counted: tuple[Question, Stamp] | None = None
        self._answered: Question | None = None

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The frame with tabs, the period, the table, and a line for what is said."""
        tabs = tuple(Option(by, BY_LABELS[by]) for by in By)
        period = Horizontal(
            Static(Content("Från"), classes="label"),
            TextInput(longest=17, id="first_day"),
            Static(Content("Till"), classes="label"),
            TextInput(longest=17, id="last_day"),
            Static(id="said"),
            id="period",
        )
        table = BarTable(heading(self.asked.by), GIVEN_UP)
        below = Container(Static(id="note"), ProgressLine(), id="below")
        frame = DialogFrame(TITLE, ())
        frame.border_subtitle = bar_legend()
        for widget in (TabLine(tabs, self.asked.by), period, table, below):
            frame.compose_add_child(widget)
        yield frame

    def on_mount(self, event: events.Mount) -> None:
        """How far the count has come is looked at now and then."""
        self.set_interval(_LOOK_SECONDS, self._draw_progress)

    def on_unmount(self) -> None:
        """End the threads."""
        self.work.stop()

    @property
    def table(self) -> BarTable:
        """The lines."""
        return self.query_one(BarTable)

    @property
    def row(self) -> BarRow | None:
        """The line that has the cursor."""
        return self.table.row if self.query(BarBody) else None

    @property
    def has_period(self) -> bool:
        """Whether less than the whole log is counted."""
        return self.asked.first is not None or self.asked.last is not None

    def input(self, name: str) -> TextInput:
        """A field: ``first_day`` or ``last_day``."""
        return self.query_one(f"#{name}", TextInput)

    # --- counting -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Count anew if the log has changed; most that is written to the book is not about it."""
        if not self.query(BarBody):  # the page was closed before its turn came
            return
        session = self.session
        with session.book.read() as reader:
            name = self.asked.file or clinics.load(reader, session.clinic).name
        self.query_one(DialogFrame).border_title = Content(clean(f"{TITLE}: {name}"))
        seen = self.asked, statistics.stamp(session.book, session.clinic, self.asked.file)
        if seen != self._counted:
            self._counted = seen
            self.count()

    def count(self) -> None:
        """Count what is asked for."""
        self.gave_up = False
        self.say("")
        before, asked = self._answered, self.asked
        if before is None or (before.by, before.file) != (asked.by, asked.file):
            self._empty(_COUNTING)
        self.work.count(asked)

    def _empty(self, said: str) -> None:
        """Show no numbers, rather than those of another question."""
        self.found = self._answered = None
        self.table.show(heading(self.asked.by), (), _NOTHING, said)
        self._draw_said()

    def ask_for(self, asked: Question) -> None:
        """Ask for something else."""
        if asked == self.asked:
            self.say("")
            return
        self.asked = asked
        self.query_one(TabLine).show(asked.by)
        for name, day in zip(_FIELDS, (asked.first, asked.last), strict=True):
            self.input(name).value = "" if day is None else day_text(day)
        self._clear_faults()
        self.attempt(self.reload)

    @on(Counted)
    def _take(self, message: Counted) -> None:
        message.stop()
        if not self.work.is_latest(message.turn) or not self.query(BarBody):
            return
        self._draw_progress()
        if isinstance(message.answer, BookError):
            self.gave_up = True
            self._empty("")
            self.show_error(message.answer)
            return
        self.found = found = message.answer
        self._answered = self.asked
        empty = NONE_THEN if found.span else NO_ROWS
        shown = rows(found) if found.total.changes else ()
        self.table.show(heading(found.by), shown, total(found), empty)
        for name, end in zip(_FIELDS, found.span or (None, None), strict=True):
            self.input(name).placeholder = day_text(end) if end else ""
        self._draw_said()
        self.refresh_bindings()

    def _draw_said(self) -> None:
        count = self.found.total.changes if self.found else 0
        said = count_text(count, "ändring", "ändringar", number)
        if self.found and self.found.total.unsure:
            said += f" · {count_text(self.found.total.unsure, 'sen osäker', 'sena osäkra', number)}"
        self.query_one("#said", Static).update(Content(said if self.found else ""))

    def _draw_progress(self) -> None:
        """Show how far a count has come that takes its time."""
        for bar in self.query(ProgressLine):
            done, whole = self.work.at
            if not self.work.is_counting or not whole:
                bar.end()
            elif not bar.has_class("-shown"):
                bar.begin("Räknar, Esc avbryter")
            bar.reach(done, whole)
            self.query_one("#note").display = not bar.has_class("-shown")

    def show_error(self, error: BookError) -> None:
        """Say what the book said, at the field it is about."""
        self._clear_faults()
        super().show_error(error)
        if error.field in _FIELDS and self.query(TextInput):
            field = self.input(error.field)
            field.add_class(FAULT)
            field.focus()

    def _clear_faults(self) -> None:
        self.query(TextInput).remove_class(FAULT)

    # --- keys and the mouse -------------------------------------------------------------------

    def to_rows(self) -> None:
        """Give the keys to the lines."""
        self.set_focus(self.table.body, scroll_visible=False)

    def on_key(self, event: events.Key) -> None:
        """Esc goes from a field to the lines, and there calls a count off; Down as Enter."""
        in_field = isinstance(self.focused, TextInput)
        if event.key == "down" and in_field:
            event.stop()
            self.to_rows()
        elif event.key == "escape" and in_field:
            event.stop()
            self._clear_faults()
            self.say("")
            self.to_rows()
        elif event.key == "escape" and self.work.is_counting:
            event.stop()
            self.work.give_up()
            self.gave_up = True
            self._draw_progress()
            self._empty(GAVE_UP)
            self.refresh_bindings()

    @on(BarTable.CursorMoved)
    def _moved(self, message: BarTable.CursorMoved) -> None:
        message.stop()
        self.refresh_bindings()

    def context_place(self) -> Offset:
        """Below the line that has the cursor."""
        at_rows = isinstance(self.focused, BarBody)
        return self.table.cursor_place() if at_rows else super().context_place()

    # --- the period ---------------------------------------------------------------------------

    def action_ask_period(self) -> None:
        """Go to Från."""
        field = self.input("first_day")
        field.focus()
        field.cursor_position = len(field.value)

    @on(TextInput.Submitted)
    def _submitted(self, message: TextInput.Submitted) -> None:
        """Count the period that is typed."""
        message.stop()
        first, last = (self.input(name).value for name in _FIELDS)
        ends = self.attempt(
            lambda: statistics.days(first, last, clock.read(self.session.book).today)
        )
        if ends is not None:
            self._ask_period(*ends)
            self.to_rows()

    def _ask_period(self, first: Day | None, last: Day | None) -> None:
        self._clear_faults()
        self.ask_for(self.asked._replace(first=first, last=last))

    def action_show_recent(self) -> None:
        """Count the last four weeks."""
        session = self.session
        period = self.attempt(
            lambda: statistics.recent(session.book, session.actor, session.clinic, self.asked.file)
        )
        if period is not None:
            self._ask_period(*period)

    def action_show_all(self) -> None:
        """Count all of the log."""
        self._ask_period(None, None)

    # --- what is counted ----------------------------------------------------------------------

    def action_show_by(self, by: str) -> None:
        """Count by something else."""
        self.ask_for(self.asked._replace(by=By(by)))

    @on(TabLine.Chosen)
    def _tab_clicked(self, message: TabLine.Chosen) -> None:
        message.stop()
        self.action_show_by(message.name)
        self.to_rows()

    def action_count_again(self) -> None:
        """Count what was given up."""
        self.count()
        self.refresh_bindings()

    def action_choose_log(self) -> None:
        """Choose among the unit's own log and the imported ones."""
        from db.log.files import import_log
        from screens.staff.log.choose_log import ChooseLogDialog

        session = self.session
        files = self.attempt(lambda: import_log.files(session.book, session.clinic))
        if files is not None:
            self.ask(ChooseLogDialog(session, files, self.asked.file), self.show_file)

    def show_file(self, file: str) -> None:
        """Count this log, from its first day to its last, where another one is counted."""
        if file != self.asked.file:
            self.ask_for(Question(self.asked.by, file=file))

    def action_open_log(self) -> None:
        """Show the log that is counted."""
        go(self, "log", self.asked.file)

    # --- the rows behind a line ---------------------------------------------------------------

    def action_open_rows(self) -> None:
        """Open the rows behind the line."""
        self._open(late=False)

    def action_open_late(self) -> None:
        """Open the late ones of them."""
        self._open(late=True)

    @on(BarTable.RowChosen)
    def _row_chosen(self, message: BarTable.RowChosen) -> None:
        """A double click."""
        message.stop()
        self._open(late=False)

    def _open(self, *, late: bool) -> None:
        row, found = self.row, self.found
        if row is None or found is None:
            return
        bucket = next(line for line in lines(found) if line.key == row.key)
        push(self, "log", self.asked.file, search_of(found.by, bucket, late=late))
