"""The days to choose from: a month with marks, or the same days as a list."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from db.citizen.choices import Choosing
from db.rules.local_time import long_day_text
from db.values import Day, clean
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.month_picker import DayMark, MonthPicker

_DAYS_A_WEEK = 7
_LEGEND = "· dag med lediga tider   [ ] vald dag"


class DayChoice(Vertical):
    """Says which day was chosen; the page knows which days there are."""

    DEFAULT_CSS = """
    DayChoice { width: 38; height: 1fr; }
    DayChoice.-list { width: 42; }
    DayChoice MonthPicker { height: auto; max-height: 100%; }
    DayChoice ChoiceList { display: none; height: 1fr; }
    DayChoice .legend { margin-top: 1; color: $c1177-quiet; }
    DayChoice.-list MonthPicker { display: none; }
    DayChoice.-list .legend { display: none; }
    DayChoice.-list ChoiceList { display: block; }
    DayChoice MonthPicker {
        background: $c1177-surface; color: $c1177-text;
        .month-picker--title { color: $c1177-heading; text-style: bold; }
        .month-picker--weekday { color: $c1177-quiet; }
        .month-picker--week { color: $c1177-quiet; }
        .month-picker--arrow { color: $c1177-link; text-style: bold; }
        .month-picker--disabled { color: $c1177-quiet; }
        .month-picker--role-free { color: $c1177-link; text-style: bold; }
        .month-picker--role-red { color: $c1177-attention; }
        .month-picker--chosen {
            background: $c1177-field; color: $c1177-heading; text-style: bold;
        }
        .month-picker--cursor {
            background: $c1177-cursor; color: $c1177-cursor-text; text-style: bold;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """A day with free times was chosen."""

        day: Day

    @dataclass
    class Refused(Message):
        """A day without free times was chosen."""

        day: Day

    def compose(self) -> ComposeResult:
        """The month, the list, and what the mark means."""
        yield MonthPicker(1, only_marked=True)
        yield ChoiceList()
        yield Static(Content(_LEGEND), classes="legend")

    @property
    def shows_list(self) -> bool:
        """Whether the days show as a list."""
        return self.has_class("-list")

    def turn(self, *, to_list: bool) -> None:
        """Show the days as a list, or as a month."""
        self.set_class(to_list, "-list")
        self.focus_days()

    def focus_days(self) -> None:
        """Go to the days."""
        self.query_one(ChoiceList if self.shows_list else MonthPicker).focus()

    def show(self, days: Mapping[Day, int], chosen: Day | None, today: Day, last: Day) -> None:
        """Show which days have free times.

        Args:
            days: how many times each day has that has any.
            chosen: the day whose times show.
            today: the first day that one can go to.
            last: the last one.
        """
        sundays = (day for day in range(today, last + 1) if day % _DAYS_A_WEEK == 0)
        marks = {day: DayMark("", "red", enabled=False) for day in sundays}
        marks |= {day: DayMark(tip=many(count)) for day, count in days.items()}
        picker, listed = self.query_one(MonthPicker), self.query_one(ChoiceList)
        moved = picker.chosen != chosen
        picker.set_bounds(today, today, last)
        picker.show(marks, chosen=chosen)
        if moved and chosen is not None:
            picker.move_to(chosen)
        in_order = sorted(days)
        listed.show(
            tuple(Choice(str(day), short_day(day), tip=many(days[day])) for day in in_order)
        )
        if chosen is not None and chosen in days:
            listed.cursor = in_order.index(chosen)

    # --- messages -----------------------------------------------------------------------------

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """Nothing more is said of what the cursor is on."""
        message.stop()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """A day of the list."""
        message.stop()
        self.post_message(self.Chosen(int(message.name)))

    def on_month_picker_day_chosen(self, message: MonthPicker.DayChosen) -> None:
        """A day of the month."""
        message.stop()
        self.post_message(self.Chosen(message.day))

    def on_month_picker_day_refused(self, message: MonthPicker.DayRefused) -> None:
        """A day without free times."""
        message.stop()
        self.post_message(self.Refused(message.day))

    def on_month_picker_month_shown(self, message: MonthPicker.MonthShown) -> None:
        """All days are known already."""
        message.stop()


def many(count: int) -> str:
    """How many times a day has."""
    return "1 ledig tid" if count == 1 else f"{count} lediga tider"


def short_day(day: Day) -> str:
    """A day without its year."""
    return long_day_text(day).rsplit(" ", 1)[0]


def gone_text(before: Choosing, shown: Choosing) -> str:
    """Which times went while one looked at them."""
    left = {one.slot for one in shown.times}
    gone = [one for one in before.times if one.slot not in left]
    if not gone:
        return ""
    day = long_day_text(gone[0].day)
    if shown.day != before.day:
        return f"Det finns inga lediga tider kvar {day}. Nu visas en annan dag."
    if len(gone) == 1:
        return f"Tiden {clean(gone[0].text)} är inte längre ledig."
    return f"{len(gone)} av tiderna {day} är inte längre lediga."
