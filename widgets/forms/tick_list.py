"""A list of which any number can be ticked: space or a click ticks, Enter is left to the dialog."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType

from widgets.choice_list import MOVES, Choice, ChoiceList
from widgets.screen import Moved

TICKED, NOT_TICKED = "☑ ", "☐ "


class TickList(ChoiceList, inherit_bindings=False):
    """The list, some of which are ticked to begin with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("space", "choose", "Bocka i/ur", show=False),
    ]

    follows_focus = True
    DEFAULT_CSS = """
    TickList {
        &:blur { .choice-list--cursor { background: $surface; color: $foreground; } }
    }
    """

    @dataclass
    class Changed(Moved):
        """One was ticked or unticked."""

        ticked: frozenset[str]

    def __init__(
        self, choices: tuple[Choice, ...], ticked: Iterable[str] = (), *, id: str | None = None
    ) -> None:
        self._plain = choices
        self.ticked = frozenset(ticked) & {one.name for one in choices}
        super().__init__(self._signed())
        if id is not None:
            self.id = id

    def _signed(self) -> tuple[Choice, ...]:
        return tuple(
            one._replace(label=(TICKED if one.name in self.ticked else NOT_TICKED) + one.label)
            for one in self._plain
        )

    def show(self, choices: tuple[Choice, ...]) -> None:
        """List these from now on; those that are ticked stay so while they are listed."""
        self._plain = choices
        self.ticked &= {one.name for one in choices}
        super().show(self._signed())

    def tick(self, names: Iterable[str]) -> None:
        """Tick these and no others."""
        self.ticked = frozenset(names) & {one.name for one in self._plain}
        self._choices = self._signed()
        self.refresh()

    def action_choose(self) -> None:
        """Tick or untick the line that has the cursor."""
        if self._plain:
            self.tick(self.ticked ^ {self._plain[self.cursor].name})
            self.post_message(self.Changed(self.ticked))
