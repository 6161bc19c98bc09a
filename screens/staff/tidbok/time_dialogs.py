"""The schemaläggare's dialogs in the tidbok: Lägg till tid, Byt tidstyp and Bok.före (R29-R35)."""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from db.errors import Invalid
from db.rules.local_time import DAY_MINUTES, clock_text
from db.rules.schedule.template_fields import (
    length_text,
    meaning_of_release,
    read_clock,
    read_length,
    read_release,
)
from db.schedule.changes import ScheduleChange
from db.schedule.planning import check_clock
from db.schedule.slot_stamp import SlotStamp
from db.values import Day, Instant, Minutes, TimeType, clean
from screens.dialog import DialogScreen, FormDialog
from screens.staff.shared.clock_entry import entered, passed_at
from screens.staff.tidbok.undo import Told
from screens.swedish import by_name
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.drop_down import DropDown
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput

_WIDTH: Final = 10
_HELP: Final = "Till höger: namnet på 1177. Bokade tider behåller sin tidstyp."


class NewTime(NamedTuple):
    """A time to be, or what is suggested.

    Attributes:
        minute: of the day.
        time_type: the type's id; None while none is chosen.
        release: Bok.före, or None.
    """

    minute: Minutes
    length_min: Minutes = 15
    time_type: int | None = None
    release: int | None = None


class AddTime(FormDialog[Told[SlotStamp]]):
    """Gives the new time and what it did to 1177, or None.

    Args:
        what: whose time it will be, and which day.
        suggested: what the fields say to begin with.
        horizon_days: how far ahead times show when Bok.före is empty.
        warn: what disagrees between a type's id and a length in minutes, or empty.
    """

    TITLE_TEXT = "Lägg till tid"
    AUTO_FOCUS = "#start"
    DEFAULT_CSS = """
    AddTime DialogFrame { max-width: 72; }
    AddTime .text { text-style: bold; margin-bottom: 1; }
    AddTime TextInput { width: 10; margin-right: 1; }
    AddTime DropDown { width: 1fr; }
    AddTime #warning { color: $attention; height: auto; max-height: 3; }
    AddTime #meaning { color: $foreground-quiet; height: auto; padding-left: 10; }
    """

    def __init__(
        self,
        what: str,
        suggested: NewTime,
        types: tuple[TimeType, ...],
        horizon_days: int,
        act: Callable[[NewTime], Told[SlotStamp]],
        warn: Callable[[int, Minutes], str],
    ) -> None:
        super().__init__()
        self._warn = warn
        self._what, self._first = what, suggested
        self._types, self._horizon, self._act = types, horizon_days, act

    def content(self) -> ComposeResult:
        """On whose day, and the fields of a template's row."""
        first = self._first
        yield Static(Content(clean(self._what)), classes="text")
        yield Field("Klockan", TextInput(clock_text(first.minute), longest=5, id="start"), _WIDTH)
        length = TextInput(length_text(first.length_min), longest=5, id="length_min")
        yield Field("Längd", length, _WIDTH)
        options = by_name((kind.id, kind.name) for kind in self._types)
        yield Field("Tidstyp", DropDown(options, str(first.time_type or ""), id="time_type"),
                    _WIDTH)  # fmt: skip
        yield from _release_field(first.release)
        yield Static(id="warning")

    def on_mount(self) -> None:
        """Say what Bok.före means."""
        self.written()

    def written(self) -> None:
        """Say what Bok.före means, and what does not agree."""
        _say_meaning(self, self._horizon)
        self._say_warning()

    def on_drop_down_changed(self, message: DropDown.Changed) -> None:
        """What was wrong may be mended."""
        message.stop()
        self.frame.clear_faults()
        self._say_warning()

    def _say_warning(self) -> None:
        """Say what does not agree between the type and the length; it stops nothing."""
        box, length = self.query_one(DropDown), read_length(self.text_of("length_min"), "Längd")
        known = box.at >= 0 and length.value is not None
        said = self._warn(int(box.value), length.value or 0) if known else ""
        self.query_one("#warning", Static).update(Content(f"Obs! {said}" if said else ""))

    def act(self) -> Told[SlotStamp]:
        """Add it."""
        minute = entered("start", read_clock(self.text_of("start"), "Klockan"))
        length = entered("length_min", read_length(self.text_of("length_min"), "Längd"))
        release = entered("release", read_release(self.text_of("release"), "Bok.före"))
        box = self.query_one(DropDown)
        if box.at < 0:
            raise Invalid("time-type", "Välj tidstyp.", field="time_type")
        return self._act(NewTime(minute or 0, length or 0, int(box.value), release))


def _release_field(release: int | None) -> Iterator[Widget]:
    """Bok.före, and below it what it means."""
    text = "" if release is None else str(release)
    yield Field("Bok.före", TextInput(text, longest=3, id="release"), _WIDTH)
    yield Static(id="meaning")


def _say_meaning(dialog: DialogScreen[Any], horizon_days: int) -> None:
    meaning = meaning_of_release(dialog.text_of("release"), horizon_days)
    dialog.query_one("#meaning", Static).update(Content(meaning))


def start_of(day: Day, minute: Minutes, field: str = "start") -> Instant:
    """The instant of a wall clock.

    Raises:
        Invalid: the clock is skipped that day.
        Refused: the clock is passed twice that day.
    """
    if minute >= DAY_MINUTES:
        raise Invalid("clock", "Dygnets sista klockslag att börja på är 23:59.", field=field)
    start, *_ = passed_at(day, minute, field)
    check_clock(start, field)
    return start


class SwapType(DialogScreen[Told[ScheduleChange]]):
    """Gives what was changed, or None.

    Args:
        what: which times, as they are told.
        types: those of the unit.
        current: the id of the type they have; None when they have several.
        warn: what disagrees between the times and the type with an id, or empty.
    """

    TITLE_TEXT = "Ändra schema: Byt tidstyp"
    KEYS_TEXT = "↑↓ väljer · Enter byter"
    AUTO_FOCUS = "ChoiceList"
    DEFAULT_CSS = """
    SwapType DialogFrame { max-width: 76; }
    SwapType .text { text-style: bold; margin-bottom: 1; }
    SwapType ChoiceList { max-height: 10; }
    """

    def __init__(
        self, what: str, types: tuple[TimeType, ...], current: int | None,
        act: Callable[[int], Told[ScheduleChange]], warn: Callable[[int], str],
    ) -> None:  # fmt: skip
        super().__init__()
        self._warn = warn
        self._what, self._current, self._act = what, current, act
        self._types = tuple(kind for kind in types if kind.name)

    def content(self) -> ComposeResult:
        """Which times, and the types."""
        yield Static(Content(clean(self._what)), classes="text")
        yield ChoiceList(
            tuple(
                Choice(str(kind.id), clean(kind.name), tip=clean(kind.web_name),
                       enabled=kind.id != self._current)
                for kind in self._types
            )
        )  # fmt: skip

    def on_mount(self) -> None:
        """Stand on the type they have."""
        self.frame.say(_HELP)
        at = (n for n, kind in enumerate(self._types) if kind.id == self._current)
        self.query_one(ChoiceList).cursor = next(at, 0)

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """Say of the one the cursor is on what does not agree with the times."""
        message.stop()
        reached = self._types[self.query_one(ChoiceList).cursor].id
        warning = "" if reached == self._current else self._warn(reached or 0)
        self.frame.say(f"Obs! {warning}" if warning else _HELP)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Swap to it."""
        message.stop()
        self.close_after(lambda: self._act(int(message.name)))

    def accept(self) -> None:
        """Swap to the one that has the cursor."""
        self.query_one(ChoiceList).action_choose()


class ReleaseDialog(FormDialog[Told[ScheduleChange]]):
    """Gives what was changed, or None.

    Args:
        what: which times, as they are told.
        current: the Bok.före they have; None when it is empty or they have several.
        horizon_days: how far ahead times show when Bok.före is empty.
    """

    TITLE_TEXT = "Ändra schema: Bok.före"
    AUTO_FOCUS = "#release"
    DEFAULT_CSS = """
    ReleaseDialog DialogFrame { max-width: 72; }
    ReleaseDialog .text { text-style: bold; margin-bottom: 1; }
    ReleaseDialog TextInput { width: 10; }
    ReleaseDialog #meaning { color: $foreground-quiet; height: auto; padding-left: 10; }
    """

    def __init__(
        self, what: str, current: int | None, horizon_days: int,
        act: Callable[[int | None], Told[ScheduleChange]],
    ) -> None:  # fmt: skip
        super().__init__()
        self._what, self._current = what, current
        self._horizon, self._act = horizon_days, act

    def content(self) -> ComposeResult:
        """Which times, and the field."""
        yield Static(Content(clean(self._what)), classes="text")
        yield from _release_field(self._current)

    def on_mount(self) -> None:
        """Say what it means."""
        self.frame.say("Dagar; tomt följer horisonten. Bokade tider får det också.")
        self.written()

    def written(self) -> None:
        """Say what it means."""
        _say_meaning(self, self._horizon)

    def act(self) -> Told[ScheduleChange]:
        """Change it."""
        return self._act(entered("release", read_release(self.text_of("release"), "Bok.före")))
