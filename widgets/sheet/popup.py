"""A small list over the sheet: the values of a cell, or the columns to fold and bring back."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.choice_list import Choice, ChoiceList
from widgets.clean import drawn
from widgets.forms.typed import Typed


class Cancelled(Message):
    """Esc was pressed in the field or the list over a cell."""


@dataclass
class Left(Message):
    """Something else than the field or the list over a cell has the keys now."""

    is_list: bool


class OptionPopup(ChoiceList):
    """A list of choices in which typing jumps to one, and Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Stäng", show=False),
        Binding("space", "choose", "Välj", show=False),
        Binding("left", "step(-1)", "Smalare", show=False),
        Binding("right", "step(1)", "Bredare", show=False),
    ]
    DEFAULT_CSS = """
    OptionPopup { scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Stepped(Message):
        """The left or right arrow was pressed."""

        step: int

    def __init__(self, colours: Widget) -> None:
        super().__init__()
        self._colours = colours
        self._swatches: dict[str, str] = {}
        self._typed = Typed()

    def open(
        self,
        choices: tuple[Choice, ...],
        at: int,
        swatches: dict[str, str],
        title: str = "",
        hint: str = "",
    ) -> None:
        """Show these choices with the cursor on one, and the roles of some as swatches."""
        self.border_title, self.border_subtitle = Content(drawn(title)), Content(hint)
        self._swatches = swatches
        self._typed.clear()
        self.show(choices)
        self.display = True
        self.cursor = at
        self.call_after_refresh(self.watch_cursor, at)

    def action_choose(self) -> None:
        """Choose the line that has the cursor; what is typed then begins anew."""
        self._typed.clear()
        super().action_choose()

    def on_key(self, event: events.Key) -> None:
        """Go to the choice that begins with what is typed; space chooses until something is."""
        place = self._typed.find(event, [choice.label for choice in self.choices], self.cursor)
        if place is not None:
            event.stop()
            event.prevent_default()
            self._go(place)

    def jump(self, typed: str) -> None:
        """Go to the choice that begins with what was typed before the list was there."""
        self._go(self._typed.take(typed, [choice.label for choice in self.choices], self.cursor))

    def _go(self, place: int) -> None:
        if place >= 0:
            self.cursor = place
        else:
            self.app.bell()

    def action_step(self, step: int) -> None:
        """Tell the sheet, which knows whether the choices have something to step."""
        self.post_message(self.Stepped(step))

    def action_cancel(self) -> None:
        """Close without choosing."""
        self.post_message(Cancelled())

    def on_blur(self, event: events.Blur) -> None:
        """Close when the user goes elsewhere in the program."""
        if self.app.app_focus:
            self.post_message(Left(True))

    def render_line(self, y: int) -> Strip:
        """Draw one choice, with its colour first where it has one."""
        strip = super().render_line(y)
        at = y + self.scroll_offset.y
        if not self._swatches or at >= len(self.choices):
            return strip
        role = self._swatches.get(self.choices[at].name, "")
        style = strip._segments[0].style
        if role and style is not None:
            style += self._colours.get_component_rich_style(
                f"sheet--role-{role}", partial=True, default=style
            )
        swatch = Segment("■ " if role else "  ", style)
        return Strip([swatch, *strip]).crop(0, strip.cell_length)
