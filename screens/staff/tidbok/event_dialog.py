"""Händelse: something else in a resource's calendar, which may block booking at once (R38)."""

from collections.abc import Callable
from typing import Final, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.errors import BookError, Invalid
from db.fields import LINE_BOUND
from db.rules.local_time import clock_text, day_text
from db.rules.meant_day import EXAMPLES, Toward
from db.rules.schedule.template_fields import read_clock
from db.tidbok.events import AddedEvent
from db.tidbok.info_line import Place
from db.timeline import read_period
from db.values import Day, Instant, Minutes, clean, count_text
from screens.dialog import DialogScreen, FormDialog
from screens.staff.shared.clock_entry import entered, passed_at
from screens.staff.shared.told_dialog import listed
from screens.staff.tidbok.undo import Told
from widgets.forms.dialog import Button
from widgets.forms.field import Field
from widgets.forms.options import Tick
from widgets.forms.text_input import TextInput
from widgets.line_view import LineView

_REMOVE = Button("ok", "Ta bort")
_CLOSE = Button("cancel", "Stäng")
_WIDTH: Final = 10


class NewEvent(NamedTuple):
    """An event to be."""

    start: Instant
    end: Instant
    text: str
    blocking: bool


class EventDialog(FormDialog[Told[AddedEvent]]):
    """Gives the event and what it did to 1177, or None.

    Args:
        resource: the name of the one in whose calendar it will be.
        today: the book's local day.
        place: the local day and the minute it begins to begin with.
        meets: the bookings between two instants, as Swedish lines.
        act: adds it.
    """

    TITLE_TEXT = "Händelse"
    AUTO_FOCUS = "#text"
    DEFAULT_CSS = """
    EventDialog DialogFrame { max-width: 72; }
    EventDialog .text { text-style: bold; margin-bottom: 1; }
    EventDialog #from_day, EventDialog #to_day { width: 13; }
    EventDialog #start, EventDialog #end { width: 8; }
    EventDialog .gap { width: 2; height: 1; }
    EventDialog #meets { height: auto; max-height: 6; color: $foreground-quiet; }
    """

    def __init__(
        self,
        resource: str,
        today: Day,
        place: Place,
        meets: Callable[[Instant, Instant], tuple[str, ...]],
        act: Callable[[NewEvent], Told[AddedEvent]],
    ) -> None:
        super().__init__()
        self._resource, self._today, self._place = resource, today, place
        self._meets, self._act = meets, act

    def content(self) -> ComposeResult:
        """What, from when to when, and whether it blocks."""
        _, day, first = self._place
        last = min(first + 60, 24 * 60 - 1)
        yield Static(Content(clean(self._resource)), classes="text")
        yield Field("Text", TextInput(hint="till exempel APT", longest=LINE_BOUND, id="text"),
                    _WIDTH)  # fmt: skip
        yield _Moment("Från", day, first, "from_day", "start")
        yield _Moment("Till", day, last, "to_day", "end")
        yield Tick("Spärrande för bokning", True, id="blocking")
        yield Static(id="meets")

    def on_mount(self) -> None:
        """Say what it meets."""
        self.written()

    def on_tick_changed(self, message: Tick.Changed) -> None:
        """One that does not block leaves everything as it is."""
        message.stop()
        self.written()

    def written(self) -> None:
        """Other days and clocks meet other bookings."""
        try:
            new = self._read()
            found = self._meets(new.start, new.end) if new.end > new.start else ()
        except BookError:
            return
        if not new.blocking:
            said = "Den spärrar inget: tiderna kan bokas som förut."
        elif not found:
            said = "Inga bokade tider under den. Lediga tider försvinner genast från 1177."
        else:
            count = count_text(len(found), "bokad tid", "bokade tider")
            said = "\n".join([f"{count} under den står kvar; kontakta patienten:", *found])
        self.query_one("#meets", Static).update(Content(clean(said, lines=True)))

    def act(self) -> Told[AddedEvent]:
        """Add it."""
        return self._act(self._read())

    def _read(self) -> NewEvent:
        """What the fields say.

        Raises:
            Invalid: one of them cannot be read.
        """
        days = ("from_day", "to_day")
        texts = (self.text_of(days[0]), self.text_of(days[1]))
        first, last = read_period(texts, self._today, days, toward=Toward.FORWARD)
        if first is None or last is None:
            raise Invalid("day", f"Skriv {EXAMPLES}.", field=days[first is not None])
        start = self._moment(first, "start", "Från")
        end = self._moment(last, "end", "Till")
        return NewEvent(start, end, self.text_of("text"), self.query_one(Tick).value)

    def _moment(self, day: Day, clock_field: str, label: str) -> Instant:
        minute = entered(clock_field, read_clock(self.text_of(clock_field), label))
        found = passed_at(day, minute or 0, clock_field)
        return found[0] if clock_field == "start" else found[-1]


class _Moment(Field):
    """A day and a clock on one line."""

    def __init__(
        self, label: str, day: Day, minute: Minutes, day_field: str, clock_field: str
    ) -> None:
        super().__init__(label, TextInput(day_text(day), longest=17, id=day_field), _WIDTH)
        self._clock = TextInput(clock_text(minute), longest=5, id=clock_field)

    def compose(self) -> ComposeResult:
        """The name and both fields."""
        yield from super().compose()
        yield Static(classes="gap")
        yield self._clock


class EventShown(DialogScreen[str]):
    """What an event is; gives "remove" when it is to be taken away.

    Args:
        lines: what is known of it; the first one stands out.
        removable: whether the user may take it away.
    """

    TITLE_TEXT = "Händelse"
    BUTTONS = (_REMOVE, _CLOSE)
    AUTO_FOCUS = "LineView"
    DEFAULT_CSS = """
    EventShown DialogFrame { max-width: 72; }
    EventShown LineView { height: auto; max-height: 12; margin-bottom: 1; }
    """

    def __init__(self, lines: tuple[str, ...], *, removable: bool) -> None:
        super().__init__()
        self._lines, self._removable = lines, removable

    def content(self) -> ComposeResult:
        """What is known of it."""
        yield LineView(lambda width: listed(self._lines[0], self._lines[1:], width))

    def on_mount(self) -> None:
        """Take the button from those who may not."""
        self.frame.enable(_REMOVE.name, self._removable)

    def accept(self) -> None:
        """It is to be taken away."""
        self.close_with("remove")
