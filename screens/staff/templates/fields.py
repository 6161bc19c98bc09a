"""The fields of Redigera schemamall: days, Från kl, Till kl, Längd, Bok.före and Tidstyp."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from db.rules.schedule.template_fields import meaning_of_release
from db.texts import WEEKDAY_TICKS
from db.values import TimeType, Weekday
from screens.staff.templates.draft import LABELS, WRITTEN, Entry
from screens.swedish import by_name
from widgets.forms.drop_down import DropDown
from widgets.forms.options import Option
from widgets.forms.text_input import TextInput
from widgets.forms.tick_row import TickRow
from widgets.note_line import FAULT

_DAYS: Final = tuple(Option(str(int(day)), name) for day, name in WEEKDAY_TICKS.items())
_WORKDAYS: Final = tuple(option.name for option in _DAYS[:5])
_SHORT = 48
"""Cells; where the meaning of Bok.före has less, it does without the number before it."""


class EntryFields(Vertical):
    """Gives what is written as an ``Entry``, and says so when it changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "add", "Lägg till", show=False),
        Binding("ctrl+z", "revert", "Ångra det skrivna", show=False),
        Binding("ctrl+y", "restore", "Gör om", show=False),
    ]
    DEFAULT_CSS = """
    EntryFields { height: 3; padding: 0 1; }
    EntryFields Horizontal { height: 1; }
    EntryFields .name { width: auto; padding-right: 1; }
    EntryFields TextInput { width: 8; margin-right: 2; }
    EntryFields #release { width: 6; }
    EntryFields #release:blur { background: $ground-release; }
    EntryFields #time_type { max-width: 22; margin-right: 1; }
    .-wide EntryFields #time_type { max-width: 40; margin-right: 2; }
    EntryFields #meaning { width: 1fr; color: $foreground-quiet; }
    """

    @dataclass
    class Changed(Message):
        """Another value stands in one of the fields."""

        entry: Entry

    class AddAsked(Message):
        """Enter was pressed in one of the fields."""

    def __init__(self, horizon_days: int = 60) -> None:
        super().__init__()
        self.horizon_days = horizon_days
        self._shown = Entry()
        """What stood in them before anything was written."""
        self._reverted: Entry | None = None

    def compose(self) -> ComposeResult:
        """In the guide's order."""
        yield TickRow(_DAYS, _WORKDAYS, id="days")
        with Horizontal():
            for name in WRITTEN:
                yield Static(Content(LABELS[name]), classes="name")
                yield TextInput(longest=5, id=name)
        with Horizontal():
            yield Static(Content(LABELS["time_type"]), classes="name")
            yield DropDown((), hint="Välj", id="time_type")
            yield Static(id="meaning")

    def on_mount(self) -> None:
        """Say what an empty Bok.före means."""
        self._shown = self.entry
        self._draw_meaning()

    # --- what stands in them ------------------------------------------------------------------

    @property
    def entry(self) -> Entry:
        """What is written."""
        days = frozenset(Weekday(int(name)) for name in self.query_one(TickRow).ticked)
        start, end, length, release = (self._input(name).value for name in WRITTEN)
        chosen = self.query_one(DropDown).value
        return Entry(days, start, end, length, release, int(chosen) if chosen else None)

    @property
    def is_touched(self) -> bool:
        """Whether days or texts were written that are in no row yet; a type alone is no row."""
        return self.entry._replace(time_type=None) != self._shown._replace(time_type=None)

    def show(self, entry: Entry) -> None:
        """Write this in the fields, without saying so; from now on it is what stood there."""
        self._write(entry)
        self._shown, self._reverted = self.entry, None

    def _write(self, entry: Entry) -> None:
        with self.prevent(TextInput.Changed):
            for name in WRITTEN:
                self._input(name).value = getattr(entry, name)
        self.query_one(TickRow).ticked = frozenset(str(int(day)) for day in entry.days)
        self.query_one(DropDown).value = "" if entry.time_type is None else str(entry.time_type)
        self.fault("")
        self._draw_meaning()

    def offer(self, types: Sequence[TimeType]) -> None:
        """Let one of these types be chosen."""
        options = by_name((kind.id, kind.name) for kind in types)
        box = self.query_one(DropDown)
        box.show(options, box.value)

    def fault(self, field: str, *, go: bool = False) -> None:
        """Mark the field in which something is wrong; an empty name marks none."""
        for widget in self.query("TickRow, TextInput, DropDown"):
            widget.set_class(widget.id == field, FAULT)
            if go and widget.id == field:
                widget.focus()

    def next_row(self, entry: Entry) -> None:
        """Make ready for the row that follows: it begins where this one ended."""
        self.show(entry._replace(start_min=entry.end_min, end_min=""))
        self._input("end_min").focus()

    def _input(self, name: str) -> TextInput:
        return self.query_one(f"#{name}", TextInput)

    def _draw_meaning(self) -> None:
        written = self._input("release").value
        said = meaning_of_release(written, self.horizon_days)
        place = self.query_one("#meaning", Static)
        if place.size.width and place.size.width < _SHORT:
            said = said.partition(": ")[2] or said
        place.update(Content(said))

    # --- messages -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """The meaning has another room."""
        self.call_after_refresh(self._meaning_if_there)

    def _meaning_if_there(self) -> None:
        if self.is_attached and self.query("#meaning"):
            self._draw_meaning()

    @on(TextInput.Changed)
    @on(TickRow.Changed)
    @on(DropDown.Changed)
    def _tell(self, message: Message) -> None:
        message.stop()
        self._draw_meaning()
        self.post_message(self.Changed(self.entry))

    def on_input_submitted(self, message: TextInput.Submitted) -> None:
        """Enter in a field adds the row."""
        message.stop()
        self.action_add()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing was written, undo and redo are the page's."""
        if action == "revert":
            return self.is_touched
        return self._reverted is not None if action == "restore" else True

    def action_revert(self) -> None:
        """Have what stood in the fields before one wrote in them."""
        self._reverted = self.entry
        self._write(self._shown)
        self.post_message(self.Changed(self.entry))

    def action_restore(self) -> None:
        """Have what was written again."""
        if self._reverted is not None:
            written, self._reverted = self._reverted, None
            self._write(written)
            self.post_message(self.Changed(written))

    def action_add(self) -> None:
        """Ask for the row to be added."""
        self.post_message(self.AddAsked())

    @property
    def first(self) -> Widget:
        """Where one begins to write."""
        return self.query_one(TickRow)
