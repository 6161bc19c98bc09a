"""Where to look in the tidbok: Datum, Resurser and Filter."""

from collections.abc import Callable, Mapping

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from db.errors import Invalid
from db.rules.local_time import long_day_text
from db.rules.meant_day import EXAMPLES, Toward
from db.rules.schedule.tidbok import LEGEND, TimeState
from db.timeline import read_date
from db.values import Day, Resource, TimeType, clean
from screens.dialog import DialogScreen, FormDialog
from screens.staff.templates.lay_out_form import validity_text
from screens.staff.tidbok.board import MOST_RESOURCES, Filter
from widgets.choice_list import Choice
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.forms.field import Field
from widgets.forms.month_picker import DayMark, MonthPicker
from widgets.forms.text_input import TextInput
from widgets.forms.tick_list import TickList
from widgets.line import cut

Marks = Callable[[Day, Day], Mapping[int, DayMark]]
"""What the days from one to another are: those with times, the red ones."""
_NAME_CELLS = 30
_EVERYTHING = Button("all", "Visa alla", "Inget filtreras bort.")


class GoToDate(FormDialog[int]):
    """Gives the local day, or None; begins at the one that shows."""

    IS_FORM = False
    TITLE_TEXT = "Gå till datum"
    KEYS_TEXT = "Tabb till månaden · prick: dag med tider"
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

    _picker = getters.query_one(MonthPicker)

    def on_mount(self) -> None:
        """Mark the month's days."""
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

    def written(self) -> None:
        """Say which day is meant, and show its month."""
        try:
            day = self._read()
        except Invalid:
            self.query_one("#meant", Static).update(Content(""))
            return
        self.query_one("#meant", Static).update(Content(long_day_text(day)))
        self._picker.move_to(day)

    def _read(self) -> Day:
        return read_date(self.text_of("date"), self._today, toward=Toward.NEAREST)

    def act(self) -> Day:
        """The day that is written; the month's without any."""
        return self._read() if self.text_of("date").strip() else self._picker.cursor


class ChooseResources(DialogScreen[tuple[int, ...]]):
    """Gives the ids of the chosen resources in the order of the list, or None."""

    TITLE_TEXT = "Resurser i tidboken"
    KEYS_TEXT = "Mellanslag bockar · Enter OK"
    AUTO_FOCUS = "TickList"
    DEFAULT_CSS = """
    ChooseResources DialogFrame { max-width: 76; }
    ChooseResources TickList { max-height: 16; }
    """

    def __init__(self, known: tuple[Resource, ...], chosen: tuple[int, ...]) -> None:
        super().__init__()
        self._known, self._chosen = known, chosen

    def content(self) -> ComposeResult:
        """The resources."""
        listed = tuple(
            Choice(str(known.id), clean(known.name), tip=_tip(known)) for known in self._known
        )
        yield TickList(listed, map(str, self._chosen))

    def on_mount(self) -> None:
        """Stand on the first one that shows."""
        at = (n for n, known in enumerate(self._known) if known.id in self._chosen)
        self.query_one(TickList).cursor = next(at, 0)
        if not self._known:
            self.frame.say("Enheten har inga resurser än. Gör den första under Resurser.")

    def on_tick_list_changed(self, message: TickList.Changed) -> None:
        """What was wrong may be mended."""
        message.stop()
        self.frame.clear_faults()

    def accept(self) -> None:
        """Those that are ticked; at least one, and no more than a screen can tell apart."""
        ticked = self.query_one(TickList).ticked
        chosen = tuple(known.id for known in self._known if str(known.id) in ticked and known.id)
        if not chosen:
            self.frame.fault("Bocka för minst en resurs.")
        elif len(chosen) > MOST_RESOURCES:
            self.frame.fault(f"Bocka för högst {MOST_RESOURCES} resurser, nu {len(chosen)}.")
        else:
            self.close_with(chosen)


def _tip(resource: Resource) -> str:
    return clean(" · ".join(filter(None, (resource.profession, validity_text(resource)))))


class FilterDialog(DialogScreen[Filter]):
    """Gives the filter, or None; begins with the one there is now."""

    TITLE_TEXT = "Visa bara"
    BUTTONS = (OK, CANCEL, _EVERYTHING)
    KEYS_TEXT = "Mellanslag bockar · Tabb byter lista"
    AUTO_FOCUS = "#states"
    DEFAULT_CSS = """
    FilterDialog DialogFrame { max-width: 76; }
    FilterDialog Horizontal { height: auto; }
    FilterDialog Vertical { height: auto; width: 1fr; }
    FilterDialog .name { color: $frame-title; text-style: bold; }
    FilterDialog TickList { max-height: 12; }
    FilterDialog #states { width: 1fr; }
    """

    def __init__(self, chosen: Filter, types: tuple[TimeType, ...]) -> None:
        super().__init__()
        self._chosen = chosen
        self._types = tuple(kind for kind in types if kind.name and kind.id is not None)

    def content(self) -> ComposeResult:
        """The states beside the types."""
        states = tuple(
            Choice(sign.state.value, f"{sign.sign} {sign.label}")
            for sign in LEGEND
            if sign.state is not TimeState.EVENT
        )
        types = tuple(
            Choice(str(kind.id), cut(clean(kind.name), _NAME_CELLS)) for kind in self._types
        )
        yield Horizontal(
            Vertical(
                Static(Content("Läge"), classes="name"),
                TickList(states, (state.value for state in self._chosen.states), id="states"),
            ),
            Vertical(
                Static(Content("Tidstyp"), classes="name"),
                TickList(types, map(str, self._chosen.types), id="types"),
            ),
        )

    def on_mount(self) -> None:
        """Say what no tick means."""
        self.frame.say("Inget bockat visar allt. Händelser visas alltid.")

    def accept(self) -> None:
        """What is ticked."""
        states = frozenset(map(TimeState, self.query_one("#states", TickList).ticked))
        types = frozenset(map(int, self.query_one("#types", TickList).ticked))
        self.close_with(Filter(types, states))

    def pressed(self, name: str) -> None:
        """OK, or everything."""
        if name == _EVERYTHING.name:
            self.close_with(Filter())
        else:
            self.accept()
