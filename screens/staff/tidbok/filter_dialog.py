"""Filter: which states and which types show in the tidbok; nothing ticked shows everything."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from db.rules.schedule.tidbok import LEGEND, TimeState
from db.values import TimeType, clean
from screens.dialog import DialogScreen
from screens.staff.tidbok.view import Filter
from widgets.choice_list import Choice
from widgets.forms.dialog import CANCEL, OK, Button
from widgets.forms.tick_list import TickList
from widgets.line import cut

_NAME_CELLS = 30
_EVERYTHING = Button("all", "Visa alla", "Inget filtreras bort.")


class FilterDialog(DialogScreen[Filter]):
    """Gives the filter, or None.

    Args:
        chosen: as it is now.
        types: the unit's types.
    """

    TITLE_TEXT = "Visa bara"
    BUTTONS = (OK, CANCEL, _EVERYTHING)
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
        self._types = tuple(one for one in types if one.name and one.id is not None)

    def content(self) -> ComposeResult:
        """The states beside the types."""
        states = tuple(
            Choice(one.state.value, f"{one.sign} {one.label}")
            for one in LEGEND
            if one.state is not TimeState.EVENT
        )
        types = tuple(Choice(str(one.id), cut(clean(one.name), _NAME_CELLS)) for one in self._types)
        yield Horizontal(
            Vertical(
                Static(Content("Läge"), classes="name"),
                TickList(states, (one.value for one in self._chosen.states), id="states"),
            ),
            Vertical(
                Static(Content("Tidstyp"), classes="name"),
                TickList(types, map(str, self._chosen.types), id="types"),
            ),
        )

    def on_mount(self) -> None:
        """Say which keys work."""
        self.frame.border_subtitle = Content("Mellanslag bockar · Tabb byter lista")
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
