"""What stands above the log: Sök, the chips of what it asks for, what was found, and the tabs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from db.rules.log.query import Chip
from screens.staff.log.columns import LATE_SIGN
from screens.staff.log.rows import LogRows
from screens.staff.log.search_text import LABELS, TABS, Tab, finished, number, tab_of
from widgets.clean import drawn
from widgets.forms.text_input import TextInput
from widgets.line import cut
from widgets.part_line import Part, PartLine
from widgets.steady import Steady

_CHIP_MOST: Final = 30
_CHIP_END: Final = " ✗"
_SEARCHED: Final = 1000
"""Characters of Sök: the whole of a long name must have room."""
_UNITS: Final = ((1_000_000, "milj"), (1_000, "t"))


def short_number(count: int) -> str:
    """A count where there is little room: ``950``, ``12 t``, ``1,2 milj``."""
    for unit, name in _UNITS:
        if count >= 10 * unit or count >= 1_000_000 == unit:
            tenths = "" if count >= 10 * unit else f",{count % unit * 10 // unit}"
            return f"{count // unit}{tenths}\N{NO-BREAK SPACE}{name}"
    return number(count)


def tab_texts(counts: Mapping[Tab, int], width: int) -> list[tuple[Tab, str]]:
    """What stands on each tab, shortened until all fit in ``width`` cells."""
    for count_text, pad in ((number, " "), (short_number, " "), (short_number, ""), (None, " ")):
        texts = []
        for tab in TABS:
            sign = f"{LATE_SIGN} " if tab is Tab.LATE else ""
            count = f" {count_text(counts[tab])}" if count_text and tab in counts else ""
            texts.append((tab, f"{pad}{sign}{LABELS[tab]}{count}{pad}"))
        if sum(cell_len(text) + 1 for _, text in texts) <= width + 1:
            return texts
    return texts


class LogTabs(PartLine):
    """One line of tabs; a click chooses, and so do the digits of the page."""

    LINE = "log-tabs"
    KINDS = ("on", "off")
    DEFAULT_CSS = """
    LogTabs {
        height: 1;
        .log-tabs--on {
            background: $cursor-background; color: $cursor-foreground;
            text-style: bold underline;
        }
        .log-tabs--off { color: $foreground; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        tab: Tab

    def __init__(self) -> None:
        super().__init__()
        self._on: Tab | None = Tab.ALL
        self._counts: Mapping[Tab, int] = {}

    def show(self, on: Tab | None, counts: Mapping[Tab, int] | None = None) -> None:
        """Light this tab, and none when None; counts stay as they are when none are given."""
        wanted = self._counts if counts is None else counts
        if (on, wanted) != (self._on, self._counts):
            self._on, self._counts = on, wanted
            self.refresh()

    def parts(self, y: int) -> Iterator[Part]:
        """The tabs, each called by the digit that chooses it."""
        for key, (tab, text) in enumerate(tab_texts(self._counts, self.size.width), 1):
            yield Part("on" if tab == self._on else "off", text, str(key))
            yield Part("", " ")

    def pointed(self, name: str) -> None:
        """Choose the tab."""
        self.post_message(self.Chosen(TABS[int(name) - 1]))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say which key chooses the tab."""
        key = self.name_at(event.x)
        self.tooltip = Content(f"Tangent {key}") if key else None


def chip_texts(chips: Sequence[Chip], width: int) -> tuple[list[str], int]:
    """What stands on the chips that fit in ``width`` cells, and how many do not."""
    texts: list[str] = []
    used = 0
    for n, chip in enumerate(chips):
        text = f" {cut(drawn(chip.text), _CHIP_MOST)}{_CHIP_END} "
        last = n == len(chips) - 1
        if used + cell_len(text) + (0 if last else 4) > width:
            return texts, len(chips) - n
        texts.append(text)
        used += cell_len(text) + 1
    return texts, 0


class ChipLine(PartLine, can_focus=True):
    """What the search asks for, a chip each; the keys reach it when there is any."""

    LINE = "chip-line"
    KINDS = ("chip", "cursor")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Åt vänster", show=False),
        Binding("right", "move(1)", "Åt höger", show=False),
        Binding("enter,space,delete,backspace", "remove", "Ta bort villkoret", show=False),
    ]
    DEFAULT_CSS = """
    ChipLine {
        height: 1;
        color: $foreground-quiet;
        .chip-line--chip { background: $field; color: $foreground; }
        .chip-line--cursor {
            background: $cursor-background; color: $cursor-foreground; text-style: bold;
        }
    }
    """

    @dataclass
    class Removed(Message):
        """A chip is to go."""

        chip: Chip

    def __init__(self) -> None:
        super().__init__()
        self.chips: tuple[Chip, ...] = ()
        self._at = 0
        self.can_focus = False

    def show(self, chips: tuple[Chip, ...]) -> None:
        """Show these."""
        if chips != self.chips:
            self.chips = chips
            self.can_focus = bool(chips)
            self._at = max(0, min(self._at, len(chips) - 1))
            self.refresh()

    def parts(self, y: int) -> Iterator[Part]:
        """The chips that there is room for, and how many more there are."""
        texts, hidden = chip_texts(self.chips, self.size.width)
        for n, text in enumerate(texts):
            yield Part("cursor" if self.has_focus and n == self._at else "chip", text, str(n))
            yield Part("", " ")
        if hidden:
            yield Part("", f"+{hidden}")

    def pointed(self, name: str) -> None:
        """Take the chip away."""
        self.post_message(self.Removed(self.chips[int(name)]))

    def action_move(self, step: int) -> None:
        """Go to the next chip that shows."""
        shown = len(chip_texts(self.chips, self.size.width)[0])
        self._at = max(0, min(self._at + step, shown - 1))
        self.refresh()

    def action_remove(self) -> None:
        """Take the chip away that the keys are at."""
        if self.chips:
            self.pointed(str(self._at))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what a click does."""
        self.tooltip = Content("Klicka för att ta bort villkoret.") if self.chips else None

    def on_focus(self) -> None:
        """Show which chip the keys take away."""
        self.refresh()

    def on_blur(self) -> None:
        """The keys go elsewhere."""
        self.refresh()


class _Above(Steady, Horizontal):
    """Sök and what it leads to."""


class LogHead:
    """What stands above the rows. The page hears what is wanted here, before any later key."""

    def __init__(self, rows: LogRows) -> None:
        self._rows = rows
        placeholder = "avbokad, sen:ja …"
        self.field = TextInput(finished(rows.search), placeholder, longest=_SEARCHED, id="search")
        self.tabs = LogTabs()
        self._chips, self._hits = ChipLine(), Static(id="hits")
        label = Static(Content("Sök:"), id="label")
        self.top = _Above(label, self.field, self._chips, self._hits, id="top")

    def write(self, text: str) -> None:
        """Write another search text in Sök, without saying so."""
        with self.field.prevent(TextInput.Changed):
            self.field.value = finished(text)

    def draw(self, marked: int, hidden: int) -> None:
        """Show what is searched and how much was found.

        Args:
            marked: how many rows are marked.
            hidden: how many of those do not show.
        """
        query, text = self._rows.query, Content(self._rows.told(marked, hidden))
        self._chips.show(query.chips)
        self.tabs.show(tab_of(query))
        # It keeps the room it has had: to lay the page out anew at a letter takes longer than
        # to find the rows.
        self._hits.update(text, layout=text.cell_length > self._hits.size.width)

    def count(self, counts: Mapping[Tab, int]) -> None:
        """Show how many rows each tab has."""
        self.tabs.show(tab_of(self._rows.query), counts)
