"""Gå till datum: a date or a week that is typed, or a day chosen in a month."""

from collections.abc import Callable, Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from db.day_words import read_date
from db.errors import Invalid
from db.rules.local_time import long_day_text
from db.rules.meant_day import EXAMPLES, Toward
from db.values import Day
from screens.dialog import DialogScreen
from widgets.forms.field import Field
from widgets.forms.month_picker import DayMark, MonthPicker
from widgets.forms.text_input import TextInput

Marks = Callable[[Day, Day], Mapping[int, DayMark]]
"""What the days from one to another are."""


class GoToDate(DialogScreen[int]):
    """Gives the local day, or None.

    Args:
        today: the book's.
        day: the day that shows.
        marks: which days have times, which are red.
    """

    TITLE_TEXT = "Gå till datum"
    AUTO_FOCUS = "TextInput"
    DEFAULT_CSS = """
    GoToDate DialogFrame { max-width: 48; }
    GoToDate #month { height: auto; align-horizontal: center; margin-top: 1; }
    GoToDate TextInput { width: 24; }
    GoToDate #meant { color: $foreground-quiet; height: 1; }
    """

    def __init__(self, today: Day, day: Day, marks: Marks) -> None:
        super().__init__()
        self._today, self._day, self._marks = today, day, marks

    def content(self) -> ComposeResult:
        """The field and the month."""
        yield Field("Datum", TextInput(hint="datum eller v 37", longest=30, id="date"), 8)
        yield Static(id="meant")
        yield Horizontal(MonthPicker(self._today, self._day), id="month")

    @property
    def _picker(self) -> MonthPicker:
        return self.query_one(MonthPicker)

    def on_mount(self) -> None:
        """Mark the month's days."""
        self.frame.border_subtitle = Content("Tabb till månaden · prick: dag med tider")
        self.frame.say(f"Skriv {EXAMPLES}.")
        self._show(self._picker.month.first, self._picker.month.last)

    def _show(self, first: Day, last: Day) -> None:
        self._picker.show(self._marks(first, last), self._day)

    def on_month_picker_month_shown(self, message: MonthPicker.MonthShown) -> None:
        """Mark the days of another month."""
        message.stop()
        self._show(message.first, message.last)

    def on_month_picker_day_chosen(self, message: MonthPicker.DayChosen) -> None:
        """Enter or a click on a day."""
        message.stop()
        self.close_with(message.day)

    def on_month_picker_day_refused(self, message: MonthPicker.DayRefused) -> None:
        """A day outside the calendar."""
        message.stop()
        self.app.bell()

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """Say which day is meant, and show its month."""
        message.stop()
        self.frame.clear_faults()
        try:
            day = read_date(message.value, self._today, toward=Toward.NEAREST)
        except Invalid:
            self.query_one("#meant", Static).update(Content(""))
            return
        self.query_one("#meant", Static).update(Content(long_day_text(day)))
        self._picker.move_to(day)

    def accept(self) -> None:
        """The day that is written; the month's without any."""
        written = self.query_one(TextInput).value
        if not written.strip():
            self.close_with(self._picker.cursor)
            return
        day = self.attempt(lambda: read_date(written, self._today, toward=Toward.NEAREST))
        if day is not None:
            self.close_with(day)
