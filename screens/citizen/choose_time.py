"""Välj dag och tid: the month with its free days, or a list of them, and VÄLJ TID (R93-R97)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from db.citizen import choices
from db.citizen.choices import Choosing, WebTime
from db.rules.changes.web_booking import when_text
from db.rules.local_time import long_day_text
from db.values import Booking, Day, clean
from screens.citizen.base import CHOOSE, CitizenScreen
from screens.citizen.booking_step import TERMS, BookingDraft, BookingStep, take_up
from screens.citizen.details import DetailsPage
from screens.citizen.summary import SummaryPage
from screens.commands import Command
from screens.session import Session
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.month_picker import DayMark, MonthPicker

_DAYS_A_WEEK = 7
_LEGEND = "· dag med lediga tider   [ ] vald dag"
_TEXT = "Den första dagen med lediga tider är förvald. Använd kalendern eller listan."
_NOT_FREE = "Den dagen har inga lediga tider. Dagar med tider har en punkt."
_NOTHING = "Det finns inga lediga tider just nu. Välj en annan typ av tid, eller titta igen senare."
_NOTHING_ELSE = "Det finns inga andra lediga tider just nu. Kontakta mottagningen för att omboka."


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
        days = ChoiceList()
        days.follows_focus = True
        yield days
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
        marks |= {day: DayMark(tip=_many(count)) for day, count in days.items()}
        picker, listed = self.query_one(MonthPicker), self.query_one(ChoiceList)
        moved = picker.chosen != chosen
        picker.set_bounds(today, today, last)
        picker.show(marks, chosen=chosen)
        if moved and chosen is not None:
            picker.move_to(chosen)
        in_order = sorted(days)
        listed.show(
            tuple(Choice(str(day), _short_day(day), tip=_many(days[day])) for day in in_order)
        )
        if chosen is not None and chosen in days:
            listed.cursor = in_order.index(chosen)

    # --- messages -----------------------------------------------------------------------------

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


class ChooseTimePage(CitizenScreen):
    """The days and the times of one of them, for a ``draft`` or to ``rebook`` a booking."""

    step: BookingStep
    NAME = "times"
    PAGE_NAME = "Välj dag och tid"
    HELP = (
        "Dagar med lediga tider har en punkt efter siffran, och den första är förvald. Tiderna"
        " till höger är den valda dagens. Tabb går mellan kalendern och tiderna. En tid som någon"
        " annan hinner boka försvinner, och det står på sidan."
    )
    PAGE_COMMANDS = (
        CHOOSE,
        Command("step_day(1)", "Nästa dag", "Visar nästa dag med lediga tider.", key="n"),
        Command("step_day(-1)", "Förra dagen", "Visar dagen före med lediga tider.", key="p",
                footer=False),
        Command("turn_days", "Lista/kalender", "Visar dagarna som en lista, eller i en kalender.",
                key="d"),
        Command("change_type", "Byt typ", "Väljer en annan typ av tid.", key="y",
                there=lambda page: page.step.draft.booking is None),
        TERMS._replace(footer=False),
        Command("to_days", "Till dagarna", "Går från tiderna till dagarna.", key="left",
                footer=False, context=False),
        Command("to_times", "Till tiderna", "Går från dagarna till tiderna.", key="right",
                footer=False, context=False),
    )  # fmt: skip
    AUTO_FOCUS = "#times"
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (64, "-narrow"), (100, "-wide")]
    DEFAULT_CSS = """
    ChooseTimePage #choice { height: 1fr; margin-top: 1; }
    ChooseTimePage.-low #choice { margin-top: 0; }
    ChooseTimePage.-slim #choice { layout: vertical; }
    ChooseTimePage.-slim DayChoice { width: 1fr; height: auto; max-height: 60%; }
    ChooseTimePage.-slim .legend { display: none; }
    ChooseTimePage #right { width: 1fr; height: 1fr; padding-left: 1; }
    ChooseTimePage.-slim #right { padding-left: 0; }
    ChooseTimePage #day { height: 1; }
    ChooseTimePage #times { height: 1fr; }
    ChooseTimePage.-low DayChoice { display: none; }
    ChooseTimePage.-low .head { display: none; }
    ChooseTimePage #notice { display: none; }
    ChooseTimePage #notice.-said { display: block; }
    ChooseTimePage #type { text-style: bold; }
    ChooseTimePage ChoiceList:blur .choice-list--cursor {
        background: $c1177-field; color: $c1177-text;
    }
    """

    def __init__(
        self, session: Session, clinic: int, *, rebook: Booking | None = None,
        draft: BookingDraft | None = None,
    ) -> None:  # fmt: skip
        taken = draft or take_up(session.book, session.actor, clinic, rebook)
        self.step = BookingStep(self, taken, is_first=draft is None)
        super().__init__(session, self.step)
        self.shown: Choosing | None = None

    # --- what it shows ------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The days to the left, the times of the chosen one to the right."""
        times = ChoiceList()
        times.id, times.follows_focus = "times", True
        yield Vertical(
            Static(id="title", classes="heading head"),
            Static(Content(_TEXT), id="text", classes="quiet head"),
            Static(id="type", classes="head"),
            Static(id="notice", classes="attention"),
            self.said_line(),
            Horizontal(
                DayChoice(),
                Vertical(Static(id="day", classes="heading"), times, id="right"),
                id="choice",
            ),
        )

    @property
    def days(self) -> DayChoice:
        """The days to choose from."""
        return self.query_one(DayChoice)

    @property
    def _times(self) -> ChoiceList:
        return self.query_one("#times", ChoiceList)

    def reload(self) -> None:
        """Read the days and times; say which of those that showed are gone."""
        session, draft, before = self.session, self.step.draft, self.shown
        book, actor = session.book, session.actor
        with book.read():
            known = choices.begin(book, actor, draft.clinic, booking=draft.key)
            if draft.key is None:
                shown = choices.choose(
                    book, actor, draft.clinic, draft.web_name, types=draft.types, day=draft.day
                )
            else:
                shown = choices.choose_other(book, actor, draft.key, day=draft.day)
        if before is None and draft.key is not None:
            draft.agreed = known.terms.conditions  # ticked before OMBOKA came here
        draft.begin(known)
        draft.web_name = shown.web_name
        self.step.known, self.shown = known, shown
        if shown != before:
            self._show(shown, before)

    def _show(self, shown: Choosing, before: Choosing | None) -> None:
        moving = self.step.draft.booking
        title = "Omboka: välj ny dag och tid" if moving else "Välj dag och tid"
        self.query_one("#title", Static).update(Content(title))
        type_text = f"Typ av tid: {clean(shown.web_name)}"
        if moving:
            type_text = f"Din tid nu: {when_text(moving.start)}, {clean(moving.resource_name)}"
        self.query_one("#type", Static).update(Content(type_text))
        notice = self.query_one("#notice", Static)
        notice.update(Content(f"! {shown.notice}" if shown.notice else ""))
        notice.set_class(bool(shown.notice), "-said")
        self.days.show(shown.days, shown.day, shown.today, shown.last)
        self._draw_times(shown)
        self._tell(shown, before)

    def _draw_times(self, shown: Choosing) -> None:
        day = "" if shown.day is None else f"  {_short_day(shown.day)}"
        self.query_one("#day", Static).update(Content(f"VÄLJ TID{day}"))
        times = self._times
        at, near = self._chosen_name(times), times.cursor
        listed = tuple(Choice(str(time.slot), clean(time.text)) for time in shown.times)
        if listed == times.choices:
            return
        times.show(listed)
        names = [time.name for time in listed]
        times.cursor = names.index(at) if at in names else near

    def _chosen_name(self, listed: ChoiceList) -> str:
        if listed.choices:
            return listed.choices[listed.cursor].name
        time = self.step.draft.time
        return str(time.slot) if time else ""

    def _tell(self, shown: Choosing, before: Choosing | None) -> None:
        if shown.fault is not None:
            self.say(shown.fault.text, stays=True)
        elif not shown.days:
            self.say(_NOTHING_ELSE if self.step.draft.booking else _NOTHING, stays=True)
        elif before is not None and (before.fault or not before.days):
            self.say("")
        elif before is not None:
            gone = _gone_text(before, shown)
            if gone and not self.step.told:
                self.say(gone)

    # --- the days -----------------------------------------------------------------------------

    def _go_to(self, day: Day, *, to_times: bool = True) -> None:
        self.step.draft.day = day
        self.step.told = ""
        # Another day's times are not missed.
        self.shown = self.shown and replace(self.shown, times=(), day=None)
        self.say("")
        self.attempt(self.reload)
        if to_times:
            self._times.action_go(0)
            self._times.focus()

    def on_day_choice_chosen(self, message: DayChoice.Chosen) -> None:
        """A day with free times."""
        message.stop()
        self._go_to(message.day)

    def on_day_choice_refused(self, message: DayChoice.Refused) -> None:
        """A day without any."""
        message.stop()
        if self.shown is not None and self.shown.days:
            self.say(_NOT_FREE)

    def action_step_day(self, step: int) -> None:
        """To the next or the earlier day with free times."""
        shown = self.shown
        if shown is None or shown.day is None:
            return
        days = sorted(shown.days)
        place = days.index(shown.day) + step
        if 0 <= place < len(days):
            self._go_to(days[place], to_times=False)
            self._times.action_go(0)
        else:
            self.app.bell()

    def action_turn_days(self) -> None:
        """The days as a list, or in a calendar again."""
        self.days.turn(to_list=not self.days.shows_list)

    def action_to_days(self) -> None:
        """From the times to the days."""
        self.days.focus_days()

    def action_to_times(self) -> None:
        """From the list of days to the times."""
        self._times.focus()

    # --- the times ----------------------------------------------------------------------------

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """A time."""
        message.stop()
        times: Iterable[WebTime] = self.shown.times if self.shown else ()
        chosen = next((one for one in times if str(one.slot) == message.name), None)
        if chosen is not None:
            self._take(chosen)

    def _take(self, chosen: WebTime) -> None:
        step = self.step
        step.draft.time, step.draft.day = chosen, chosen.day
        step.told = ""
        self.say("")
        asks = step.known is not None and step.known.takes_reason
        self.open((DetailsPage if asks else SummaryPage)(self.session, step.draft))

    def action_choose(self) -> None:
        """Choose; where nothing can be chosen, go the way on."""
        if self.shown is not None and self.shown.fault is not None:
            self.step.go_way(self.shown.fault)
        else:
            super().action_choose()

    def action_change_type(self) -> None:
        """Back to the types."""
        self.action_back()


def _many(count: int) -> str:
    """How many times a day has."""
    return "1 ledig tid" if count == 1 else f"{count} lediga tider"


def _short_day(day: Day) -> str:
    """A day without its year."""
    return long_day_text(day).rsplit(" ", 1)[0]


def _gone_text(before: Choosing, shown: Choosing) -> str:
    """Which times went while one looked at them."""
    left = {time.slot for time in shown.times}
    gone = [time for time in before.times if time.slot not in left]
    if not gone:
        return ""
    day = long_day_text(gone[0].day)
    if shown.day != before.day:
        return f"Det finns inga lediga tider kvar {day}. Nu visas en annan dag."
    if len(gone) == 1:
        return f"Tiden {clean(gone[0].text)} är inte längre ledig."
    return f"{len(gone)} av tiderna {day} är inte längre lediga."
